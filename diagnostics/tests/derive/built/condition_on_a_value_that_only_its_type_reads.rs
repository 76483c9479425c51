use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize)]
struct Name(String);

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[derive(Deserialize, Validate)]
struct Call {
    name: Name,
    #[validate(opaque)]
    other: Option<Name>,
    #[validate(required_if(any(name = "a", present(other))))]
    to: Option<String>,
    #[validate(required_if(starts_with(other, "a")))]
    from: Option<String>,
}

fn main() {
    let _ = crossfield::check_json::<Call>(b"{}");
}
