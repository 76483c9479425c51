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
    #[validate(skip)]
    target1: Option<String>,
    #[validate(prefix = "a")]
    target2: Option<String>,
    #[validate(suffix = "a")]
    target3: Option<String>,
    #[validate(dive)]
    target5: Option<String>,
}

fn main() {}
