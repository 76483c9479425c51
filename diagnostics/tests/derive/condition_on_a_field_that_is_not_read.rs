use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[serde(skip)]
    #[allow(dead_code)]
    cached: Option<String>,
    #[validate(required_if(present(cached)))]
    target: Option<String>,
}

fn main() {}
