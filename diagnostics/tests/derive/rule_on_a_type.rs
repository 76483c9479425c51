use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(length(min = 1), carte = "crossfield")]
struct Name(String);

#[derive(Deserialize, Validate)]
#[validate(required_if(kind = Resource))]
struct Call {
    kind: Option<String>,
}

fn main() {}
