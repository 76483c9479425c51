use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(untagged)]
enum Targets {
    One { name: String },
    Many(Vec<String>),
}

fn main() {
    let _ = crossfield::check_json::<Targets>(b"{}");
}
