use crossfield::Validate;

#[derive(Validate)]
struct Call {
    #[validate(custom)]
    a: String,
    #[validate(custom())]
    b: String,
    #[validate(custom(f))]
    c: String,
    #[validate(custom(function))]
    d: String,
    #[validate(custom(function = 3))]
    e: String,
    #[validate(custom(function = "no path"))]
    f: String,
    #[validate(custom(functoin = f))]
    g: String,
    #[validate(custom(function = f, function = f))]
    h: String,
    #[validate(custom(function = f, message = 1))]
    i: String,
    #[validate(custom(function = f, message))]
    j: String,
    #[validate(custom(function = f, native_only = 1))]
    k: String,
    #[validate(length(min = 1, native_only))]
    l: String,
    #[validate(custm(function = f))]
    m: String,
}

#[derive(Validate)]
#[validate(custom(function = f))]
struct Message {
    to: String,
}

fn main() {}
