use crossfield::Validate;

#[derive(Validate)]
#[validate(
    compare,
    compare(),
    compare(a),
    compare(a == b),
    compare(a >= 3),
    compare(a >= b, c),
    compare(a >= b code = "c"),
    comparee(a >= b),
    schema(function = "f", skip_on_errors = false),
    custom(a)
)]
struct Call {
    a: u8,
    #[validate(must_match)]
    b: u8,
    #[validate(must_match(c))]
    c: u8,
    #[validate(must_match(other = "a.b"))]
    d: u8,
    #[validate(must_match(other = a::b))]
    e: u8,
}

#[derive(Validate)]
#[validate(custom(function = f))]
struct Id(#[validate(must_match(other = a))] String);

#[derive(Validate)]
#[validate(schema(function = f), compare(a > b))]
enum Kind {
    A,
}

#[derive(Validate)]
#[validate(compare(a > b))]
struct Pair(u8, #[validate(must_match(other = a))] u8);

#[derive(Validate)]
struct List {
    #[validate(inner(must_match(other = a)))]
    a: Vec<u8>,
}

fn main() {}
