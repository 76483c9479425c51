//! The types of the standard library that rules stand on.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::num::{NonZeroI8, NonZeroU8};
use std::rc::Rc;
use std::sync::Arc;

use conformance::Judge;
use crossfield::Validate;
use crossfield::schema::with_rules;
use schemars::JsonSchema;
use serde::Deserialize;

macro_rules! judged {
    ($judge:ident, $ty:ty, $($rules:tt)*) => {
        let $judge = {
            #[derive(Deserialize, JsonSchema, Validate)]
            #[schemars(transform = with_rules::<Self>)]
            struct T {
                #[allow(dead_code)]
                #[validate($($rules)*)]
                value: $ty,
            }
            Judge::of::<T>()
        };
    };
}

macro_rules! without_schema {
    ($judge:ident, $ty:ty, $($rules:tt)*) => {
        let $judge = {
            #[derive(Deserialize, Validate)]
            struct T {
                #[allow(dead_code)]
                #[validate($($rules)*)]
                value: $ty,
            }
            Judge::without_schema::<T>()
        };
    };
}

fn accepts(judge: &Judge, values: &[&str]) {
    for value in values {
        judge.accepts(&[&format!(r#"{{"value": {value}}}"#)]);
    }
}

fn refuses(judge: &Judge, values: &[&str], violation: &str) {
    for value in values {
        judge.refuses(&format!(r#"{{"value": {value}}}"#), &[violation]);
    }
}

#[test]
fn every_list_has_a_length() {
    macro_rules! of {
        ($($ty:ty),*) => {$({
            judged!(judge, $ty, length(min = 1, max = 2));
            accepts(&judge, &["[1]", "[1, 2]"]);
            refuses(&judge, &["[]", "[1, 2, 3]"], "/value length: must have 1 to 2 items");
            refuses(&judge, &["[256]"], "/value/0 range: must be from 0 to 255");
        })*};
    }
    of!(
        Vec<u8>,
        VecDeque<u8>,
        LinkedList<u8>,
        BinaryHeap<u8>,
        BTreeSet<u8>,
        HashSet<u8>,
        Option<Vec<u8>>,
        Box<[u8]>,
        Rc<[u8]>,
        Arc<Vec<u8>>,
        Cow<'static, [u8]>,
        Option<Option<Vec<u8>>>
    );
    judged!(items, Option<LinkedList<String>>, inner(length(min = 1)));
    refuses(
        &items,
        &[r#"[""]"#],
        "/value/0 length: must have 1 or more characters",
    );
    accepts(&items, &["null", r#"["a"]"#]);
}

#[test]
fn every_text_has_rules() {
    macro_rules! of {
        ($($ty:ty),*) => {$({
            judged!(judge, $ty, length(min = 2), pattern = "^[a-z]*$", does_not_contain = "x", ascii);
            accepts(&judge, &[r#""ab""#]);
            refuses(&judge, &[r#""a""#], "/value length: must have 2 or more characters");
            refuses(&judge, &[r#""AB""#], "/value pattern: must match the pattern `^[a-z]*$`");
            refuses(&judge, &[r#""ax""#], "/value pattern: must not contain `x`");
        })*};
    }
    of!(
        String,
        Box<str>,
        Rc<str>,
        Arc<str>,
        Box<String>,
        Rc<Box<String>>,
        Arc<Rc<str>>,
        Cow<'static, str>,
        Option<String>,
        Option<Box<String>>,
        Option<Option<String>>,
        Option<Option<Arc<str>>>
    );
}

#[test]
fn every_number_has_bounds() {
    macro_rules! of {
        ($($ty:ty),*) => {$({
            judged!(judge, $ty, range(min = 2, exclusive_max = 9));
            accepts(&judge, &["2", "8", "3.0"]);
            refuses(&judge, &["10"], "/value range: must be at least 2 and less than 9");
            refuses(&judge, &["1"], "/value range: must be at least 2 and less than 9");
        })*};
    }
    of!(
        u8,
        u16,
        u32,
        u64,
        usize,
        i8,
        i16,
        i32,
        i64,
        isize,
        NonZeroU8,
        Option<u8>,
        Box<u8>,
        Option<Option<i64>>,
        f64,
        Arc<f64>
    );
    judged!(not_zero, Vec<NonZeroU8>, length(min = 1));
    refuses(
        &not_zero,
        &["[0]", "[256]"],
        "/value/0 range: must be from 1 to 255",
    );
}

#[test]
fn numbers_that_no_schema_states_have_bounds_where_there_is_none() {
    let broken = "/value range: must be from -1 to 5";
    macro_rules! of {
        ($($ty:ty),*) => {$({
            without_schema!(judge, $ty, range(min = -1, max = 5));
            accepts(&judge, &["1", "5"]);
            refuses(&judge, &["6"], broken);
            assert_eq!(judge.found(r#"{"value": "1"}"#).len(), 1);
        })*};
    }
    of!(
        i128,
        Option<i128>,
        u128,
        NonZeroI8,
        Option<f32>,
        f32,
        Option<Option<f32>>
    );
    without_schema!(single, f32, range(min = 0.1, exclusive_max = 0.3));
    // The value and its bounds are rounded alike.
    accepts(&single, &["0.1", "0.10000000149", "0.29999995"]);
    refuses(
        &single,
        &["0.3", "0.09999999", "0.30000001"],
        "/value range: must be at least 0.1 and less than 0.3",
    );
    without_schema!(large, u128, range(max = 18446744073709551615));
    accepts(&large, &["18446744073709551615"]);
    refuses(
        &large,
        &[
            "18446744073709551616",
            "340282366920938463463374607431768211455",
        ],
        "/value range: must be at most 18446744073709551615",
    );
}

#[test]
fn maps_have_entries() {
    macro_rules! of {
        ($($ty:ty),*) => {$({
            judged!(judge, $ty, length(max = 1), values(range(max = 3)));
            accepts(&judge, &["{}", r#"{"a": 3}"#]);
            refuses(&judge, &[r#"{"a": 1, "b": 2}"#], "/value length: must have at most 1 entry");
            refuses(&judge, &[r#"{"a": 4}"#], "/value/a range: must be at most 3");
        })*};
    }
    of!(BTreeMap<String, u8>, HashMap<String, u8>, Option<HashMap<Box<str>, u8>>, Box<BTreeMap<String, u8>>);
}
