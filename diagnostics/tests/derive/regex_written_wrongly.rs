//! What can be wrong with a regular expression of the user's code, and with a card's number.

use crossfield::Validate;

#[derive(Validate)]
struct Mistakes {
    #[validate(regex)]
    bare: String,
    #[validate(regex())]
    empty: String,
    #[validate(regex(path))]
    without_a_path: String,
    #[validate(regex(pattern = "^a"))]
    pattern: String,
    #[validate(regex(path = "a b"))]
    no_path: String,
    #[validate(credit_card(visa))]
    visa: String,
    #[validate(ip(v5))]
    version: String,
}

fn main() {}
