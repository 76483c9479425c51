use crossfield::{Maybe, Validate};
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Update {
    name: Maybe<String>,
    #[serde(default, deserialize_with = "crossfield::not_null")]
    id: Maybe<u8>,
}

fn main() {}
