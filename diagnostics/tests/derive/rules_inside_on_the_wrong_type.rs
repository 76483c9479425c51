//! Rules on what is inside what has nothing inside, or something else.

use std::collections::BTreeMap;

use crossfield::Validate;

#[derive(Validate)]
struct WrongTypes {
    #[validate(inner(ascii))]
    text: String,
    #[validate(inner(ascii))]
    map: BTreeMap<String, String>,
    #[validate(keys(ascii))]
    list: Vec<String>,
    #[validate(values(ascii))]
    numbers: BTreeMap<String, u8>,
}

fn main() {}
