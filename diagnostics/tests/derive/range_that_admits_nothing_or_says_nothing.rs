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
    #[validate(range(exclusive_min = 3, max = 3))]
    no_integer: u8,
    #[validate(range(min = 0.5, max = 0.25))]
    no_fraction: f64,
    #[validate(range(min = -3, max = -5))]
    reversed_below_zero: i8,
    #[validate(range(min = -9223372036854775809))]
    too_far_below_zero: i64,
}

#[derive(Deserialize, Validate)]
struct JustWithin {
    #[validate(range(min = 3, max = 3))]
    one_integer: u8,
    #[validate(range(min = 0.5, max = 0.5))]
    one_fraction: f64,
    #[validate(range(min = -5, max = -3))]
    below_zero: i8,
    #[validate(range(min = -0.5, exclusive_max = -0.25))]
    fraction_below_zero: f64,
    #[validate(range(min = -9223372036854775808))]
    least: i64,
    #[validate(range(max = 18446744073709551615))]
    greatest: u64,
}

#[derive(Deserialize, Validate)]
struct Infinite {
    #[validate(range(max = 1e999))]
    beyond_every_float: f64,
}

fn main() {}
