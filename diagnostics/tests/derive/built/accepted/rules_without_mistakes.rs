use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    Resource,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    #[validate(required_if(kind = Resource))]
    target: Option<String>,
}

fn main() {
    assert!(crossfield::check_json::<Call>(br#"{"kind": "Resource"}"#).is_err());
}
