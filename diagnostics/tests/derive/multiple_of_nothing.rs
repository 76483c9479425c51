use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(multiple_of)]
    nothing: u8,
    #[validate(multiple_of = 0)]
    zero: u8,
    #[validate(multiple_of = -5)]
    negative: u8,
    #[validate(multiple_of = 0.1)]
    fraction: u8,
    #[validate(multiple_of(5, 6))]
    two: u8,
    #[validate(multiple_of = 18446744073709551616)]
    too_great: u64,
}

#[derive(Deserialize, Validate)]
struct Accepted {
    #[validate(multiple_of = 1)]
    least: u8,
    #[validate(multiple_of = 18446744073709551615)]
    greatest: u64,
}

fn main() {}
