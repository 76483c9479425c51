use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Nothing;

fn main() {}
