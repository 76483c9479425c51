use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call<'a> {
    #[serde(borrow)]
    #[validate(opaque)]
    name: Name<'a>,
}

#[derive(Deserialize)]
struct Name<'a>(#[allow(dead_code)] &'a str);

fn main() {}
