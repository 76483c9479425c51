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
    #[validate(length(min = 1), length(max = 5))]
    target: Option<String>,
    #[validate(uuid, uuid)]
    target1: Option<String>,
}

fn main() {}
