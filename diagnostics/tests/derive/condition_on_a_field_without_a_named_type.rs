use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    kind: [u8; 2],
    #[validate(required_if(kind = Resource))]
    target: Option<String>,
}

fn main() {}
