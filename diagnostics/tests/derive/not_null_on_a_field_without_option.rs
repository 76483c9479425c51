use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[serde(deserialize_with = "crossfield::not_null")]
    name: String,
}

fn main() {}
