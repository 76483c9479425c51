use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    note: Option<String>,
    retries: Option<u8>,
    urgent: Option<bool>,
    #[validate(pattern)]
    target: Option<String>,
    #[validate(pattern =)]
    target1: Option<String>,
    #[validate(pattern())]
    target2: Option<String>,
    #[validate(pattern = EXPRESSION)]
    target3: Option<String>,
    #[validate(pattern("a", "b"))]
    target4: Option<String>,
}

fn main() {}
