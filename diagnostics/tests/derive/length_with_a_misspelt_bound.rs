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
    #[validate(length(mni = 1))]
    target: Option<String>,
    #[validate(length(exactly = 1))]
    target1: Option<String>,
    #[validate(length(min = 1, min = 2))]
    target2: Option<String>,
}

fn main() {}
