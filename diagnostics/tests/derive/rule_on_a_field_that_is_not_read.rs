use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    name: String,
    #[serde(skip)]
    #[validate(required)]
    #[allow(dead_code)]
    cached: Option<String>,
}

fn main() {}
