use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
enum Colour {
    Resource,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    #[validate(required_if(kind = Colour::Resource))]
    target: Option<String>,
}

fn main() {}
