use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Pair(String, String);

fn main() {}
