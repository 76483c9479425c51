use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
struct Call {
    #[validate(length(min = 1))]
    to: String,
}

fn document() -> serde_json::Value {
    crossfield::schema::document::<Call>("https://example.com/call.schema.json")
}

const _: fn() -> serde_json::Value = document;

fn main() {}
