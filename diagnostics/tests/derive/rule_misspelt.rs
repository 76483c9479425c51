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
    #[validate(requird)]
    target: Option<String>,
    #[validate(lenght(min = 1))]
    target1: Option<String>,
    #[validate(http_ulr)]
    target2: Option<String>,
    #[validate(required_whenever(kind = Resource))]
    target3: Option<String>,
}

fn main() {}
