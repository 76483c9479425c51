use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(allow(contradictory))]
struct OfAType {
    a: Option<u8>,
    #[validate(allow(redundent), required_if(present(a)))]
    misspelt: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[validate(allow(redundant))]
struct Nothing {
    a: Option<u8>,
    #[validate(allow(constant_condition, redundant), required_if(any(present(a), absent(a))))]
    one_of_two: Option<u8>,
}

#[derive(Deserialize, Validate)]
struct Bare {
    #[validate(allow())]
    a: Option<u8>,
    #[validate(allow = redundant)]
    b: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[validate(allow(redundant))]
enum WithoutRules {
    A,
}

#[derive(Deserialize, Validate)]
struct Text(#[validate(allow(contradictory), length(min = 1))] String);

#[derive(Deserialize, Validate)]
enum Variants {
    #[validate(allow(redundant))]
    Tuple(u8, u8),
    Newtype(#[validate(allow(contradictory), length(min = 1))] String),
    #[serde(skip)]
    #[validate(allow(constant_condition))]
    NotRead { a: u8 },
    #[validate(allow(constant_condition))]
    Needed {
        #[validate(required_if(all(present(b), b = 1)))]
        a: Option<u8>,
        b: Option<u8>,
    },
}

fn main() {}
