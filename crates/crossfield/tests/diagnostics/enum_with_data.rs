use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Target {
    Resource(#[allow(dead_code)] String),
    Passthrough,
}

fn main() {}
