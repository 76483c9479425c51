use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Name(#[validate(required, required_if(kind = Resource), empty_is_absent)] Option<String>);

fn main() {}
