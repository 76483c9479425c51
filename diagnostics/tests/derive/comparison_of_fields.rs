use crossfield::Validate;

#[derive(Validate)]
#[validate(
    compare(text != text),
    compare(textt != text)
)]
struct Call {
    count: u8,
    text: String,
    #[validate(must_match(other = repeat))]
    repeat: String,
    #[validate(must_match(other = cuont))]
    other: String,
}

fn main() {}
