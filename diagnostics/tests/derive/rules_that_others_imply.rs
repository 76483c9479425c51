use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    Call,
    Text,
}

#[derive(Deserialize, Validate)]
#[validate(exactly_one_of(a, b), at_most_one_of(a, b), at_least_one_of(a, b, c))]
#[validate(when(kind = Call, at_most_one_of(c, d)), at_most_one_of(d, c))]
#[validate(at_least_one_of(d, given))]
struct Message {
    kind: Option<Kind>,
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    d: Option<u8>,
    #[validate(required)]
    given: Option<u8>,
    #[validate(required, required_if(kind = Call))]
    always: Option<u8>,
    #[validate(required_if(kind = Call), required_if(kind in [Call, Text]))]
    narrower: Option<u8>,
    #[validate(required_iff(kind = Call), forbidden_unless(kind = Call))]
    half: Option<u8>,
    #[validate(forbidden_if(kind = Call), forbidden_if(kind = Text), forbidden_if(kind in [Call, Text]))]
    both_together: Option<u8>,
}

fn main() {}
