use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(transparent)]
struct Id {
    #[validate(length(min = 1))]
    id: String,
    #[serde(skip)]
    #[validate(length(min = 1))]
    cache: String,
}

#[derive(Deserialize, Validate)]
#[serde(transparent)]
struct Name {
    #[validate(required_if(present(other)))]
    name: Option<String>,
    #[serde(default)]
    other: Option<String>,
}

fn main() {}
