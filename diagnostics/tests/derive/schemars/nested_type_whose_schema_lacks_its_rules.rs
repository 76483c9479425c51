use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
struct Address {
    #[validate(length(min = 1))]
    street: String,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Person {
    address: Address,
    former: Vec<Address>,
}

fn main() {}
