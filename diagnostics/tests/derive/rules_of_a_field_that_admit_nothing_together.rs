use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Rules {
    #[validate(range(min = 1, max = 4), multiple_of = 5)]
    no_multiple: u8,
    #[validate(length(max = 3), starts_with = "sips:")]
    too_long: String,
    #[validate(starts_with = "ab", does_not_contain = "b")]
    refused: String,
    #[validate(uuid, length(max = 35))]
    not_so_short: String,
    #[validate(range(exclusive_min = 0, exclusive_max = 1))]
    between: f64,
}

fn main() {}
