use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Never {}

fn main() {}
