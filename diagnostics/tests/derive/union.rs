use crossfield::Validate;
use serde::Deserialize;

#[derive(Validate)]
union Bits {
    whole: u32,
    float: f32,
}

type Unused = (Bits, fn(dyn Deserialize<'static>));

fn main() {}
