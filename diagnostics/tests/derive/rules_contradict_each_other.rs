use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    retries: u8,
    #[validate(required_if(kind = Resource), forbidden_if(kind = Resource))]
    target: Option<String>,
    #[validate(required_if(retries > 3), forbidden_if(retries >= 3))]
    narrower: Option<String>,
    #[validate(forbidden_if(all(kind = Passthrough, retries = 0)), required_if(kind in [Passthrough, Resource]))]
    wider: Option<String>,
    #[validate(required, forbidden_unless(kind = Resource))]
    always: Option<String>,
    #[validate(required, required_iff(kind = Resource))]
    always_and_not: Option<String>,
}

fn main() {}
