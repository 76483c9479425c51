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
}

fn main() {}
