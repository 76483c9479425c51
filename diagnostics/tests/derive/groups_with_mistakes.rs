use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(
    exactly_one_off(a, b),
    at_least_one_of(a),
    at_most_one_of(a, b, a),
    all_or_none_of(a, d),
    exactly_one_of(a, always),
    exactly_one_of,
    when(a = "x"),
    when(a = "x",),
    when(present(a), at_least_one(a, b)),
    when(c = "x", at_least_one_of(a, b)),
    at_least_one_of("a", "b"),
    length(min = 1)
)]
struct Sources {
    a: Option<String>,
    b: Option<String>,
    always: String,
}

fn main() {}
