use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(exactly_one_of(number, address))]
    number: Option<String>,
    #[validate(when(present(number), at_most_one_of(address, uri)))]
    address: Option<String>,
    #[validate(compare(end >= start))]
    uri: Option<String>,
}

fn main() {}
