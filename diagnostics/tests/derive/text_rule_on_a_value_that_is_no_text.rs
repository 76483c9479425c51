use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(uuid)]
    urgent: bool,
    #[validate(http_url)]
    retries: Option<u8>,
    #[validate(pattern = "^[a-z]+$")]
    names: Vec<String>,
    #[validate(empty_is_absent)]
    limits: Option<Vec<u8>>,
}

fn main() {}
