use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(exactly_one_of(a, b), when(present(a), at_least_one_of(b, c)))]
struct Pair(
    #[validate(required_if(present(b)), length(min = 1))] Option<String>,
    #[validate(forbidden_unless(a = 1))] Option<String>,
    #[validate(required)] u8,
);

#[derive(Deserialize, Validate)]
#[validate(all_or_none_of(a, b))]
struct Name(String);

#[derive(Deserialize, Validate)]
#[validate(all_or_none_of(a, b))]
struct Nothing;

fn main() {}
