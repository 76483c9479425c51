//! The derive knows `String` by its name as a text without rules. One with rules would be passed over.

use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
pub struct String {
    #[validate(length(min = 1))]
    text: std::string::String,
}

#[derive(Deserialize, Validate)]
pub struct Call {
    to: Option<String>,
    // A name with a path is looked into.
    from: self::String,
}

fn main() {
    let call: Call = serde_json::from_str("{}").unwrap();
    let _ = call.validate();
}
