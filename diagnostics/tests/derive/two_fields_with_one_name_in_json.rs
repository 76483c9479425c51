use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    to: String,
    #[serde(rename = "to")]
    target: String,
}

fn main() {}
