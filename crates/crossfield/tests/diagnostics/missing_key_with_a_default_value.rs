use crossfield::Validate;
use serde::Deserialize;

fn five() -> u8 {
    5
}

#[derive(Deserialize, Validate)]
struct Call {
    #[serde(default)]
    #[validate(length(min = 1))]
    to: String,

    #[serde(default = "five")]
    retries: u8,

    #[validate(required_if(retries = 5))]
    fallback: Option<String>,
}

fn main() {}
