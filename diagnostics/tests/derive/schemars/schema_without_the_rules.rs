use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(title = "A call")]
struct Call {
    #[validate(length(min = 1))]
    to: String,
}

fn main() {}
