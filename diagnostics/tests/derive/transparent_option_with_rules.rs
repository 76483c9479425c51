use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(transparent)]
struct Name {
    #[validate(length(min = 1), ascii)]
    name: Option<String>,
}

fn main() {}
