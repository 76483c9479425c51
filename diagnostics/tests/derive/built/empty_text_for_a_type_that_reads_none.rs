use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    Call,
    Message,
}

#[derive(Deserialize, Validate)]
struct Record {
    #[validate(empty_is_absent)]
    kind: Option<Kind>,
}

fn main() {
    let _ = Record::SHAPE;
}
