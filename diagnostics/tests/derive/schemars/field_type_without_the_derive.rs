use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema)]
struct Address {
    #[allow(dead_code)]
    street: String,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Person {
    address: Address,
    former: Vec<Address>,
    #[validate(opaque)]
    billing: Option<Address>,
}

fn main() {}
