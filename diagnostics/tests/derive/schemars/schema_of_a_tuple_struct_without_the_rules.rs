use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(title = "Pair")]
struct Pair(#[validate(length(min = 1))] String, u8);

fn main() {}
