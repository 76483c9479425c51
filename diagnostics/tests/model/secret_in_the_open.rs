//! A secret is not displayed, and not serialised but into a request.

use signalwire_sip::{Password, Secret};

fn main() {
    let _ = format!("{}", Password::from("x"));
    let _ = format!("{}", Secret::from("x"));
    let _ = serde_json::to_string(&Password::from("x"));
}
