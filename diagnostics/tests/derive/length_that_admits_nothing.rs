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
    #[validate(length(min = 5, max = 1))]
    target: Option<String>,
}

#[derive(Deserialize, Validate)]
struct OneLength {
    #[validate(length(min = 3, max = 3))]
    name: String,
}

fn main() {}
