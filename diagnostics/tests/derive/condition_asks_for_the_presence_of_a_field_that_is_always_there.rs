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
    kind: Kind,
    #[validate(required_if(present(kind)))]
    target: Option<String>,
    #[validate(required_if(absent(kind)))]
    other: Option<String>,
}

fn main() {}
