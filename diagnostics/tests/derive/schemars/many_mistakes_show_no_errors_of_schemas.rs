use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Address {
    #[validate(lenght(min = 1))]
    street: String,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Person {
    address: Address,
}

fn document() -> serde_json::Value {
    crossfield::schema::document::<Person>("https://example.com/person.schema.json")
}

const _: fn() -> serde_json::Value = document;

fn main() {}
