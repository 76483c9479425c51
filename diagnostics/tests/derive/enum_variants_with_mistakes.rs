use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[validate(at_most_one_of(a, b))]
enum Target {
    #[validate(exactly_one_of(id, nam), required)]
    Resource {
        #[validate(required_if(id = 1))]
        id: Option<u8>,
        name: Option<String>,
    },
    #[validate(exactly_one_of(a, b))]
    Pair(#[validate(required_if(b = 1), lenght(min = 1))] Option<u8>, u8),
    #[validate(exactly_one_off(a, b))]
    Passthrough,
    #[serde(rename = "Passthrough")]
    Other(String),
    #[serde(skip)]
    Cache(#[validate(length(min = 1))] String),
    #[serde(with = "a_module")]
    With(String),
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind")]
enum Tagged {
    Pair(u8, u8),
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize, Validate)]
enum Strings {
    #[serde(alias = "one")]
    One,
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind")]
struct Call {
    to: String,
}

fn main() {}
