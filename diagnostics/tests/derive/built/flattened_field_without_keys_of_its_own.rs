use std::collections::HashMap;

use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Inner {
    a: u8,
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind")]
enum Kind {
    One(Inner),
}

#[derive(Deserialize, Validate)]
struct OfAnEnum {
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Deserialize, Validate)]
struct MapFirst {
    #[serde(flatten)]
    rest: HashMap<String, u8>,
    #[serde(flatten)]
    inner: Inner,
}

fn main() {
    let _ = crossfield::check_json::<OfAnEnum>(b"{}");
    let _ = crossfield::check_json::<MapFirst>(b"{}");
}
