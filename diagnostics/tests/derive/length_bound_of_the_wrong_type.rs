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
    #[validate(length(min = true))]
    target: Option<String>,
    #[validate(length(max = -1))]
    target1: Option<String>,
    #[validate(length(equal = MAX))]
    target2: Option<String>,
}

fn main() {}
