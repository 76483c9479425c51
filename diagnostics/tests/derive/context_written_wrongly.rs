use crossfield::Validate;

#[derive(Validate)]
#[validate(context)]
struct A {
    a: u8,
}

#[derive(Validate)]
#[validate(context = "not a type")]
struct B {
    a: u8,
}

#[derive(Validate)]
#[validate(context = "Taken<'a>")]
struct C<'a> {
    a: &'a str,
}

#[derive(Validate)]
#[validate(context = Taken, context = Taken)]
struct D {
    a: u8,
}

#[derive(Validate)]
#[validate(mutable, schema(function = f, use_context))]
struct E {
    #[validate(custom(function = f, use_context), inner(custom(function = f, use_context)))]
    a: Vec<u8>,
}

#[derive(Validate)]
#[validate(context = Taken)]
enum F {
    A,
}

#[derive(Validate)]
#[validate(context = Taken, mutable = 1)]
struct G {
    a: u8,
}

#[derive(Validate)]
#[validate(context = "(Taken, Other<'a>)", mutable = "yes")]
struct H {
    a: u8,
}

fn main() {}
