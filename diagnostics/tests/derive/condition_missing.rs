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
    #[validate(required_if())]
    target: Option<String>,
    #[validate(required_if(kind))]
    target1: Option<String>,
    #[validate(required_if(kind =))]
    target2: Option<String>,
    #[validate(required_if(kind in))]
    target3: Option<String>,
    #[validate(required_if(!present(kind)))]
    target4: Option<String>,
    #[validate(required_if(kind in (Resource, Passthrough)))]
    target5: Option<String>,
}

fn main() {}
