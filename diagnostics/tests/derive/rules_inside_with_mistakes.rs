//! What can be wrong with rules on what is inside a list or map.

use std::collections::BTreeMap;

use crossfield::Validate;

#[derive(Validate)]
struct Mistakes {
    #[validate(inner)]
    bare: Vec<String>,
    #[validate(inner())]
    empty: Vec<String>,
    #[validate(inner(lenght(max = 3), uiud))]
    misspelt: Vec<String>,
    #[validate(inner(required, required_if(bare = "a"), opaque))]
    about_fields: Vec<Option<String>>,
    #[validate(keys(length(min = 3, max = 2)), keys(ascii))]
    contradictory: BTreeMap<String, u8>,
    #[validate(inners(ascii))]
    other: Vec<String>,
}

fn main() {}
