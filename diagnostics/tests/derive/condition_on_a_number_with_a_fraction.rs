use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    gain: Option<f64>,
    #[validate(required_if(gain = 1))]
    target: Option<String>,
}

fn main() {}
