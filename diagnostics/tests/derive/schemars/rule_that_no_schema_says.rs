use crossfield::{RuleError, Validate};
use schemars::JsonSchema;
use serde::Deserialize;

fn is_free(_: &str) -> Result<(), RuleError> {
    Ok(())
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
#[validate(compare(to != marked), schema(function = "f"))]
struct Call {
    #[validate(length(min = 1), custom(function = is_free))]
    to: String,
    #[validate(custom(function = is_free, native_only))]
    marked: String,
    #[validate(custom(function = is_free, native_only = false))]
    unmarked: String,
    #[validate(must_match(other = to), inner(custom(function = is_free)))]
    list: Vec<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Id(#[validate(custom(function = is_free))] String);

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
enum Target {
    #[validate(compare(to != from))]
    Call { to: String, from: String },
}

// Where no schema claims to have the rules, nothing needs marking.
#[derive(Validate)]
struct Other {
    #[validate(custom(function = is_free))]
    to: String,
}

fn main() {}
