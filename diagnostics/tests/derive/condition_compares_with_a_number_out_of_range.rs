use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
struct Call {
    kind: Option<Kind>,
    note: Option<String>,
    retries: Option<u8>,
    urgent: Option<bool>,
    #[validate(required_if(retries = 256))]
    target: Option<String>,
    #[validate(required_if(retries = -1))]
    target1: Option<String>,
    #[validate(required_if(retries = 340282366920938463463374607431768211456))]
    target2: Option<String>,
}

#[derive(Deserialize, Validate)]
struct Integers {
    a: i8,
    b: i16,
    c: i32,
    d: i64,
    e: isize,
    f: u16,
    g: u32,
    h: u64,
    i: usize,
    #[validate(required_if(a = 128), required_if(a = -129))]
    a1: Option<u8>,
    #[validate(required_if(b = 32768), required_if(b = -32769))]
    b1: Option<u8>,
    #[validate(required_if(c = 2147483648), required_if(c = -2147483649))]
    c1: Option<u8>,
    #[validate(required_if(d = 9223372036854775808), required_if(d = -9223372036854775809))]
    d1: Option<u8>,
    #[validate(required_if(e = 9223372036854775808))]
    e1: Option<u8>,
    #[validate(required_if(f = 65536), required_if(f = -1))]
    f1: Option<u8>,
    #[validate(required_if(g = 4294967296))]
    g1: Option<u8>,
    #[validate(required_if(h = 18446744073709551616))]
    h1: Option<u8>,
    #[validate(required_if(i = 18446744073709551616))]
    i1: Option<u8>,
}

fn main() {}
