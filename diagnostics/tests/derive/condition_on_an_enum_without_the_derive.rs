use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize)]
enum Kind {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    #[validate(required_if(kind = Resource))]
    target: Option<String>,
}

fn main() {}
