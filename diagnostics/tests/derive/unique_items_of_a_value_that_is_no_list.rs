use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(unique_items)]
    name: String,
    #[validate(unique_items)]
    gains: Vec<f64>,
}

fn main() {}
