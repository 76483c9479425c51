use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(crate = crossfield)]
struct Call {
    kind: Option<String>,
}

fn main() {}
