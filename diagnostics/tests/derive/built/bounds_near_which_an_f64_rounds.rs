use std::collections::BTreeMap;

use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Bound {
    #[validate(range(max = 9_007_199_254_740_992.0))]
    size: Option<f64>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Integer {
    #[validate(range(exclusive_min = -9_007_199_254_740_992, message = "is too small"))]
    size: f64,
}

const MOST: f64 = 1e300;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Constant {
    #[validate(inner(values(range(max = MOST))))]
    sizes: Vec<BTreeMap<String, f64>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Newtype(#[validate(range(max = 1e17))] f64);

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Condition {
    size: f64,
    #[validate(required_if(not(size > 9_007_199_254_740_992.0)))]
    name: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(tag = "kind")]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
enum Choice {
    #[validate(when(size >= 1e18, exactly_one_of(one, other)))]
    Sized {
        size: f64,
        one: Option<String>,
        other: Option<String>,
    },
}

/// Nobody but this crate judges it.
#[derive(Deserialize, Validate)]
struct WithoutSchema {
    #[validate(range(max = 1e300))]
    size: f64,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Exact {
    #[validate(range(min = -9_007_199_254_740_991, max = 9_007_199_254_740_991.0))]
    size: f64,
    #[validate(range(max = 18_446_744_073_709_551_615))]
    count: u64,
}

fn main() {
    let _ = (Bound::SHAPE, Integer::SHAPE, Constant::SHAPE, Newtype::SHAPE, Condition::SHAPE);
    let _ = (Choice::SHAPE, WithoutSchema::SHAPE, Exact::SHAPE);
}
