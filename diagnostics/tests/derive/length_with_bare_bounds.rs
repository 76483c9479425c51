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
    #[validate(length(1, 5))]
    target: Option<String>,
    #[validate(length)]
    target1: Option<String>,
    #[validate(length())]
    target2: Option<String>,
    #[validate(length = 5)]
    target3: Option<String>,
    #[validate(length(min))]
    target4: Option<String>,
    #[validate(length(min =))]
    target5: Option<String>,
}

fn main() {}
