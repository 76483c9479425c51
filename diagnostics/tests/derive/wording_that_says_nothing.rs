use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
struct Call {
    #[validate(uuid(message = ""))]
    empty: Option<String>,
    #[validate(uuid(code = CODE))]
    constant: Option<String>,
    #[validate(uuid(mesage = "an id"))]
    misspelt: Option<String>,
    #[validate(uuid("an id"))]
    bare: Option<String>,
    #[validate(length(min = 1, code = "a", code = "b"))]
    twice: Option<String>,
    #[validate(pattern("^a$", mesage = "an a"))]
    misspelt_behind_a_pattern: Option<String>,
    #[validate(opaque(message = "anything"))]
    no_rule: Option<String>,
}

fn main() {}
