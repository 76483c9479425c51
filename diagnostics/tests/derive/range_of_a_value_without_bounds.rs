use crossfield::Validate;
use serde::Deserialize;

const TEXT: &str = "5";

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(range(min = 1))]
    text: String,
    #[validate(range(min = 1))]
    rounded: f32,
    #[validate(range(min = TEXT))]
    bound: u8,
}

fn main() {}
