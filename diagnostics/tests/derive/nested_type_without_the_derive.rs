use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize)]
struct Address {
    #[allow(dead_code)]
    street: String,
}

#[derive(Deserialize, Validate)]
struct Person {
    #[validate(nested)]
    address: Address,
    former: Vec<Address>,
}

#[derive(Deserialize, Validate)]
struct Page<T> {
    items: Vec<T>,
}

fn check(page: &Page<Address>) -> bool {
    page.is_valid()
}

fn main() {}
