use crossfield::Validate;
use serde::Deserialize;

fn five() -> u8 {
    5
}

fn nobody() -> Option<String> {
    None
}

#[derive(Deserialize, Validate)]
struct Call {
    #[serde(default)]
    #[validate(length(min = 1))]
    to: String,

    #[serde(default = "five")]
    retries: u8,

    #[serde(default = "nobody")]
    #[validate(required_if(retries = 5))]
    fallback: Option<String>,
}

#[derive(Deserialize, Validate)]
#[serde(default = "made")]
#[validate(at_most_one_of(first, second))]
struct Pair {
    first: Option<u8>,

    second: Option<u8>,

    #[validate(length(min = 1))]
    name: Option<String>,
}

fn made() -> Pair {
    Pair {
        first: None,
        second: None,
        name: None,
    }
}

fn main() {}
