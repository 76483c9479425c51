use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(tag = "kind")]
enum Target {
    Name(String),
    List(Vec<u8>),
}

fn main() {
    let _ = crossfield::check_json::<Target>(b"{}");
}
