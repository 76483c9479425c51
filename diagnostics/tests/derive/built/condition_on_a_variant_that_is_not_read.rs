use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    Resource,
    #[serde(skip)]
    Passthrough,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    #[validate(required_if(kind = Passthrough))]
    target: Option<String>,
}

fn main() {}
