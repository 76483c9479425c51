use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Call {
    #[validate(opaque, required, length(min = 1), uuid)]
    id: Option<String>,
    #[validate(opaque, required_if(present(from)))]
    to: Option<String>,
    from: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Id(#[validate(opaque, pattern = "^a")] String);

fn main() {}
