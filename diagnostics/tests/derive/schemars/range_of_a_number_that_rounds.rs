use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Call {
    #[validate(range(min = 1))]
    rounded: Option<f32>,
}

fn main() {}
