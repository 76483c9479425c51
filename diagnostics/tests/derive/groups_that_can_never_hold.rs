use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(at_most_one_of(a, b), exactly_one_of(c, d))]
struct ByRequired {
    #[validate(required)]
    a: Option<u8>,
    #[validate(required)]
    b: Option<u8>,
    c: Option<u8>,
    #[validate(required_unless(present(e)))]
    d: Option<u8>,
    e: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[validate(when(present(c), all_or_none_of(a, b)))]
struct ByConditions {
    #[validate(required_if(present(c)))]
    a: Option<u8>,
    #[validate(forbidden_if(present(c)))]
    b: Option<u8>,
    c: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[validate(at_most_one_of(a, b))]
struct NeverGiven {
    #[validate(required)]
    a: Option<u8>,
    b: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[validate(exactly_one_of(a, b), exactly_one_of(b, c), exactly_one_of(a, c))]
struct NeverValid {
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
}

#[derive(Deserialize, Validate)]
struct NeverGivenByOtherFields {
    a: Option<u8>,
    #[validate(required_if(present(a)))]
    b: Option<u8>,
    #[validate(required_if(present(a)), forbidden_if(present(b)))]
    c: Option<u8>,
}

fn main() {}
