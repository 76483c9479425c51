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
    #[validate(required_if(kind = Resource), forbidden_if(kind = Resource))]
    target: Option<String>,
    #[validate(required_iff(kind = Resource), forbidden_unless(kind = Resource))]
    other: Option<String>,
}

fn main() {}
