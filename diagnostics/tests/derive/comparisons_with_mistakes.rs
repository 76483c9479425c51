use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Page {
    number: Option<u8>,
    ratio: Option<f32>,
    name: Option<String>,
    list: Option<Vec<String>>,
    #[validate(required_if(number > 300))]
    a: Option<String>,
    #[validate(required_if(number > 0.5))]
    b: Option<String>,
    #[validate(required_if(ratio > 0))]
    c: Option<String>,
    #[validate(required_if(name > 0))]
    d: Option<String>,
    #[validate(required_if(number >))]
    e: Option<String>,
    #[validate(required_if(length(list)))]
    f: Option<String>,
    #[validate(required_if(length(list) < 0))]
    g: Option<String>,
    #[validate(required_if(length(list) >= 0))]
    h: Option<String>,
    #[validate(required_if(starts_with(name)))]
    i: Option<String>,
    #[validate(required_if(starts_with(name, "")))]
    j: Option<String>,
    #[validate(required_if(number => 3))]
    k: Option<String>,
    #[validate(required_if(starts_with(name, sip)))]
    l: Option<String>,
    #[validate(required_if(starts_with(name "sip:")))]
    m: Option<String>,
}

fn main() {}
