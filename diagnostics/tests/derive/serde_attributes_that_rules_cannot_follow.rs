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
#[serde(try_from = "String")]
struct Number(String);

impl TryFrom<String> for Number {
    type Error = &'static str;

    fn try_from(number: String) -> Result<Self, Self::Error> {
        Ok(Self(number))
    }
}

struct Foreign {
    name: String,
}

#[derive(Deserialize, Validate)]
#[serde(remote = "Foreign")]
struct Local {
    name: String,
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind", content = "of")]
enum Carried {
    Nothing(#[serde(skip)] u8),
    Name(String),
}

#[derive(Deserialize, Validate)]
enum Kind {
    Resource,
    #[serde(other)]
    Unknown,
}

fn main() {}
