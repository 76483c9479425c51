use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    Call,
    Text,
}

#[derive(Deserialize, Validate)]
struct Rules {
    kind: Option<Kind>,
    retries: Option<u8>,
    #[validate(length(max = 3), pattern = "^[a-z]+$")]
    code: Option<String>,
    automatic: bool,
    a: Option<String>,

    #[validate(required_if(all(kind = Call, kind = Text)))]
    two_values: Option<u8>,
    #[validate(required_if(all(retries > 5, retries < 3)))]
    no_number: Option<u8>,
    #[validate(forbidden_if(retries > 255))]
    outside_of_the_type: Option<u8>,
    #[validate(required_unless(all(present(a), absent(a))))]
    given_and_not: Option<u8>,
    #[validate(required_if(length(code) > 5))]
    longer_than_its_own_rule_admits: Option<u8>,
    #[validate(required_if(code = "A1"))]
    unlike_its_own_pattern: Option<u8>,
    #[validate(required_if(any(present(a), absent(a))))]
    always: Option<u8>,
    #[validate(required_if(automatic in [true, false]))]
    one_of_both: Option<u8>,
    #[validate(forbidden_unless(not(all(starts_with(a, "sip:"), starts_with(a, "tel:")))))]
    not_both: Option<u8>,
    #[validate(required_if(all(retries > 3, kind = Call, retries > 1)))]
    part_that_the_rest_implies: Option<u8>,
    #[validate(required_if(any(kind = Call, all(kind = Call, present(a)))))]
    part_that_implies_the_rest: Option<u8>,
    #[validate(required_if(any(kind = Call, all(retries > 3, retries < 4))))]
    part_that_never_holds: Option<u8>,
    #[validate(required_if(all(kind = Text, not(all(retries = 1, retries = 2)))))]
    part_that_always_holds: Option<u8>,
}

#[derive(Deserialize, Validate)]
struct ByOwnRules {
    #[validate(range(min = 1, max = 9))]
    digit: u8,
    #[validate(required_if(digit < 10))]
    name: Option<String>,
}

#[derive(Deserialize, Validate)]
struct WithinAPart {
    a: Option<u8>,
    kind: Option<Kind>,
    retries: Option<u8>,
    #[validate(required_if(any(kind = Call, all(not(kind = Call), present(a)))))]
    b: Option<u8>,
    #[validate(required_if(all(retries > 1, any(kind = Call, retries < 1))))]
    c: Option<u8>,
    #[validate(required_if(all(retries > 1, not(any(kind = Call, retries < 1)))))]
    d: Option<u8>,
    #[validate(required_if(all(retries > 1, any(kind = Call, all(kind = Call, present(a))))))]
    e: Option<u8>,
}

fn main() {}
