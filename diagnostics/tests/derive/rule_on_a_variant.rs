use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    #[validate(required)]
    Resource,
    Passthrough,
}

fn main() {}
