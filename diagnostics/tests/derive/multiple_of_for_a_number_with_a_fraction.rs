use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(multiple_of = 5)]
    fraction: f64,
}

fn main() {}
