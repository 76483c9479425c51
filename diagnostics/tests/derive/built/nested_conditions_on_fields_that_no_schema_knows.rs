use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Sip {
    #[serde(skip)]
    cached: Option<u8>,
    #[serde(default)]
    retries: u8,
    #[validate(opaque)]
    own: Option<String>,
}

#[derive(Deserialize, Validate)]
struct Call {
    sip: Sip,
    #[validate(required_if(sip.cached = 1))]
    not_read: Option<u8>,
    #[validate(required_if(sip.retries = 0))]
    defaulted: Option<u8>,
    #[validate(required_if(present(sip.own)))]
    asked_for: Option<u8>,
    #[validate(required_if(sip.own = "a"))]
    compared: Option<u8>,
}

fn main() {
    let call: Call = serde_json::from_str("{}").unwrap();
    let _ = call.is_valid();
}
