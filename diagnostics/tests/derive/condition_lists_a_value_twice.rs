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
    #[validate(required_if(kind in [Resource, Passthrough, Resource]))]
    target: Option<String>,
    #[validate(required_if(note in ["a", "b", "a"]))]
    noted: Option<String>,
    #[validate(required_if(retries in [1, 2, 1]))]
    retried: Option<String>,
    #[validate(required_if(urgent in [true, true]))]
    hurried: Option<String>,
}

fn main() {}
