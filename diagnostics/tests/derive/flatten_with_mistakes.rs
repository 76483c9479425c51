use std::collections::HashMap;

use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Inner {
    a: u8,
}

#[derive(Deserialize, Validate)]
struct Outer {
    #[validate(required_if(present(inner)))]
    name: Option<String>,
    #[serde(flatten)]
    #[validate(nested)]
    inner: Inner,
    #[serde(flatten)]
    perhaps: Option<Inner>,
    #[serde(flatten)]
    #[validate(length(max = 3))]
    rest: HashMap<String, u8>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Denying {
    #[serde(flatten)]
    inner: Inner,
}

fn main() {}
