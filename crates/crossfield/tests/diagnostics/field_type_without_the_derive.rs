use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize)]
struct Address {
    #[allow(dead_code)]
    street: String,
}

#[derive(Deserialize, Validate)]
struct Person {
    address: Address,
    former: Vec<Address>,
    billing: Option<Address>,
}

fn main() {}
