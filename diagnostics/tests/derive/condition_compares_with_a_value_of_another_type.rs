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
    #[validate(required_if(note = 1))]
    target: Option<String>,
    #[validate(required_if(retries = "1"))]
    target1: Option<String>,
    #[validate(required_if(urgent = 1))]
    target2: Option<String>,
    #[validate(required_if(kind = true))]
    target3: Option<String>,
}

fn main() {}
