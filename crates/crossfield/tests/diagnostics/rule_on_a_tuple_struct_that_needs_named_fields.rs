use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Name(#[validate(required, required_if(kind = Resource), empty_is_absent)] Option<String>);

#[derive(Deserialize, Validate)]
struct Data(#[validate(opaque)] String);

fn main() {}
