use crossfield::{RuleError, Validate};

fn text(_: &str) -> Result<(), RuleError> {
    Ok(())
}

fn truth(_: &str) -> bool {
    true
}

fn other_error(_: &str) -> Result<(), String> {
    Ok(())
}

#[derive(Validate)]
struct Call {
    #[validate(custom(function = text))]
    number: u8,
    #[validate(custom(function = truth))]
    to: String,
    #[validate(custom(function = other_error))]
    from: String,
    #[validate(custom(function = missing))]
    name: String,
}

fn main() {}
