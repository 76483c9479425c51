use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(starts_with)]
    nothing: String,
    #[validate(contains(pattern = ""))]
    empty: String,
    #[validate(does_not_contain = TEXT)]
    constant: String,
    #[validate(ends_with = "a\n")]
    line_break: String,
    #[validate(starts_with("a", "b"))]
    two: String,
    #[validate(prefix("a"))]
    of_another_crate: String,
}

fn main() {}
