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
    #[serde(flatten)]
    inner: Inner,
    #[serde(deserialize_with = "read")]
    note: String,
}

fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

#[derive(Deserialize, Validate)]
#[serde(from = "String")]
struct Name(String);

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
