use crossfield::Validate;
use serde::Deserialize;

#[derive(Default, Deserialize, Validate)]
struct Inner {
    name: String,
}

#[derive(Deserialize, Validate)]
struct Call {
    #[serde(alias = "recipient")]
    to: String,
    #[serde(flatten, alias = "other")]
    inner: Inner,
}

#[derive(Deserialize, Validate)]
#[serde(from = "String")]
struct Name(#[serde(alias = "name")] String);

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self(name)
    }
}

#[derive(Deserialize, Validate)]
enum Kind {
    Resource,
    #[serde(other)]
    Unknown,
}

fn main() {}
