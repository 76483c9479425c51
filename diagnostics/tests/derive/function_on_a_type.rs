use crossfield::{RuleError, Validate};

fn text(_: &str) -> Result<(), RuleError> {
    Ok(())
}

#[derive(Validate)]
#[validate(custom(function = text), schema(function = "missing"))]
struct Call {
    to: String,
}

fn main() {}
