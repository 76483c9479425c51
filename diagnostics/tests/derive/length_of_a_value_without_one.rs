use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(length(min = 1))]
    urgent: bool,
    #[validate(length(min = 1))]
    retries: Option<u8>,
}

fn main() {}
