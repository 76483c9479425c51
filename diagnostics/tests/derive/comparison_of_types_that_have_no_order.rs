use crossfield::Validate;

#[derive(Validate)]
#[validate(
    compare(count >= text),
    compare(size < count),
    compare(first > second)
)]
struct Call {
    count: u8,
    size: Option<u16>,
    text: String,
    first: Kind,
    second: Kind,
    #[validate(must_match(other = count))]
    third: Option<String>,
}

#[derive(Validate)]
enum Kind {
    A,
}

fn main() {}
