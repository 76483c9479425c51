use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(range)]
    nothing: u8,
    #[validate(range())]
    empty: u8,
    #[validate(range(1, 5))]
    bare: u8,
    #[validate(range(mni = 1))]
    misspelt: u8,
    #[validate(range(min = 5, max = 1))]
    reversed: u8,
    #[validate(range(exclusive_min = 0.5, max = 0.5))]
    one_point: f64,
    #[validate(range(min = 1, exclusive_min = 1))]
    two_lower: u8,
    #[validate(range(max = true))]
    text: u8,
    #[validate(range(max = 99999999999999999999))]
    too_far: u8,
}

fn main() {}
