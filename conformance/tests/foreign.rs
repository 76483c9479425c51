//! Fields of types that have no description: their own `Deserialize` judges them, and whoever has a value to check.

use std::collections::{BTreeMap, HashMap, HashSet};

use conformance::Judge;
use crossfield::{Valid, Validate, check_json};
use serde::Deserialize;

/// A type of another crate, as it were: an object that is stricter than an array or a fraction.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
struct Time {
    seconds: u32,
}

/// Reads a text, and is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Trimmed(String);

impl<'de> Deserialize<'de> for Trimmed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text.trim().to_owned()))
    }
}

impl AsRef<str> for Trimmed {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl crossfield::field::length::HasLength for Trimmed {
    fn length(&self) -> usize {
        self.0.chars().count()
    }
}

#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] &'a str);

impl AsRef<str> for Borrowed<'_> {
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// A type that nobody reads.
struct Unread;

#[derive(Deserialize, Validate)]
struct Inner {
    #[validate(length(min = 1))]
    name: String,
}

#[derive(Deserialize, Validate)]
struct Fields {
    time: Option<Time>,
    #[validate(length(min = 1))]
    times: Option<Vec<Time>>,
    #[validate(length(max = 1))]
    by_name: Option<HashMap<String, Time>>,
    #[validate(length(max = 1))]
    by_number: Option<BTreeMap<u32, Inner>>,
    #[validate(length(min = 2, max = 3), pattern = "^[a-z]*$")]
    text: Option<Trimmed>,
    nested: Option<Box<Inner>>,
    set: Option<HashSet<Time>>,
    #[validate(inner(length(min = 1)))]
    texts: Option<Vec<Trimmed>>,
    #[validate(keys(length(min = 1)), values(length(min = 1)))]
    texts_by_name: Option<HashMap<String, Trimmed>>,
    pair: Option<(Time, Inner)>,
    #[validate(required)]
    needed: Option<Time>,
    #[validate(required_if(present(time)), forbidden_unless(length(times) > 1))]
    other: Option<Time>,
}

const NEEDED: &str = r#""needed": {"seconds": 1}"#;

#[test]
fn a_type_without_a_description_is_what_its_own_deserialize_reads() {
    let judge = Judge::without_schema::<Fields>();
    for fields in [
        r#""time": null"#,
        r#""time": {"seconds": 1.0}, "times": [{"seconds": 1}, {"seconds": 2}], "other": {"seconds": 1, "more": 0}"#,
        r#""by_name": {"a": {"seconds": 1}}"#,
        r#""by_number": {"1": {"name": ""}}"#,
        r#""text": "  ab ""#,
        r#""set": [], "pair": [{"seconds": 1}, {"name": ""}]"#,
    ] {
        judge.accepts(&[&format!("{{{NEEDED}, {fields}}}")]);
    }
    let unread = "must be a value that the field's type reads";
    for (fields, violations) in [
        (r#""time": 1, "other": {"seconds": 1}, "times": [{"seconds": 1}, {"seconds": 1}]"#, vec![format!("/time type: {unread}, not a number")]),
        // As strictly as `Valid` reads: no array for an object.
        (r#""set": [[1]]"#, vec![format!("/set/0 type: {unread}, not an array")]),
        (r#""times": [{"seconds": 1}, {}]"#, vec![format!("/times/1 type: {unread}, not an object")]),
        (r#""times": []"#, vec!["/times length: must have 1 or more items".to_owned()]),
        (
            r#""by_name": {"a": {"seconds": 1}, "b": {"seconds": 2}}"#,
            vec!["/by_name length: must have at most 1 entry".to_owned()],
        ),
        (r#""by_name": {"a": 1}"#, vec![format!("/by_name/a type: {unread}, not a number")]),
        (
            r#""by_number": {"1": {"name": ""}, "2": {"name": ""}}"#,
            vec!["/by_number length: must have a length of at most 1".to_owned()],
        ),
        (r#""by_number": {"a": {"name": ""}}"#, vec![format!("/by_number type: {unread}, not an object")]),
        (
            r#""texts": ["a", " ", 1], "texts_by_name": {"": " a ", "b": "  "}"#,
            vec![
                "/texts/1 length: must have a length of 1 or more".to_owned(),
                format!("/texts/2 type: {unread}, not a number"),
                "/texts_by_name/ length: must have 1 or more characters".to_owned(),
                "/texts_by_name/b length: must have a length of 1 or more".to_owned(),
            ],
        ),
        (
            r#""text": " A ""#,
            vec![
                "/text length: must have a length of 2 to 3".to_owned(),
                "/text pattern: must match the pattern `^[a-z]*$`".to_owned(),
            ],
        ),
        (r#""nested": {"name": ""}"#, vec!["/nested/name length: must have 1 or more characters".to_owned()]),
        (r#""pair": [{"seconds": 1}, {}]"#, vec![format!("/pair type: {unread}, not an array")]),
        (r#""time": {"seconds": 1}"#, vec!["/other required: required when `time` is given".to_owned()]),
        (
            r#""other": {"seconds": 1}"#,
            vec!["/other forbidden: must be absent or null when the length of `times` is not above 1".to_owned()],
        ),
    ] {
        let violations: Vec<&str> = violations.iter().map(String::as_str).collect();
        judge.refuses(&format!("{{{NEEDED}, {fields}}}"), &violations);
    }
    judge.refuses(r#"{"needed": null}"#, &["/needed required: required"]);
    judge.refuses("{}", &["/needed required: required"]);
}

#[derive(Deserialize, Validate)]
struct Newtype(#[validate(length(min = 2))] Trimmed);

#[derive(Deserialize, Validate)]
struct MaybeNewtype(#[validate(length(min = 2))] Option<Trimmed>);

#[derive(Deserialize, Validate)]
struct Marked(#[validate(opaque, length(min = 2))] Trimmed);

#[derive(Deserialize, Validate)]
struct Pair(#[validate(length(min = 2))] Trimmed, Time);

#[test]
fn rules_on_it_see_the_value_that_it_reads() {
    let short = " length: must have a length of 2 or more";
    for judge in [
        Judge::without_schema::<Newtype>(),
        Judge::without_schema::<MaybeNewtype>(),
        Judge::without_schema::<Marked>(),
    ] {
        judge.accepts(&[r#"" ab ""#]);
        judge.refuses(r#"" a ""#, &[short]);
        judge.refuses(r#""""#, &[short]);
        assert_eq!(judge.found("1").len(), 1);
    }
    Judge::without_schema::<MaybeNewtype>().accepts(&["null"]);
    let pair = Judge::without_schema::<Pair>();
    pair.accepts(&[r#"["ab", {"seconds": 1}]"#]);
    pair.refuses(
        r#"["a ", {}]"#,
        &[
            "/0 length: must have a length of 2 or more",
            "/1 type: must be a value that the field's type reads, not an object",
        ],
    );
}

#[derive(Deserialize, Validate)]
struct Borrowing<'a> {
    #[serde(borrow)]
    #[validate(pattern = "^a")]
    text: Borrowed<'a>,
    #[serde(borrow)]
    #[validate(opaque)]
    marked: Option<Borrowed<'a>>,
    #[validate(length(min = 1))]
    plain: &'a str,
}

#[test]
fn a_type_may_borrow_from_the_text() {
    let text = r#"{"text": "b", "marked": "c", "plain": ""}"#;
    let expected = [
        "`/text`: must match the pattern `^a`",
        "`/plain`: must have 1 or more characters",
    ];
    let value: Borrowing<'_> = serde_json::from_str(text).unwrap();
    assert_eq!(value.marked.as_ref().map(|marked| marked.0), Some("c"));
    for found in [
        value.validate(),
        check_json::<Borrowing<'_>>(text.as_bytes()),
    ] {
        let found: Vec<String> = found.unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }
    // What is escaped cannot be borrowed, whoever reads it.
    for text in [
        r#"{"text": "\u0061", "plain": "c"}"#,
        r#"{"text": "a", "marked": "\n", "plain": "c"}"#,
        r#"{"text": 1, "plain": "c"}"#,
    ] {
        assert!(
            serde_json::from_str::<Valid<Borrowing<'_>>>(text).is_err(),
            "{text}"
        );
        assert!(
            check_json::<Borrowing<'_>>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
}

/// A generic type as a user of the `validator` crate has it.
#[derive(Deserialize, Validate)]
struct Page<T> {
    #[validate(length(max = 1))]
    items: Vec<T>,
    next: Option<Wrapper<T>>,
}

#[derive(Deserialize)]
struct Wrapper<T>(#[allow(dead_code)] T);

#[derive(Deserialize, Validate)]
struct Unbounded<T> {
    #[serde(skip)]
    skipped: Option<T>,
    phantom: std::marker::PhantomData<T>,
}

#[test]
fn a_type_parameter_is_described_where_it_is_used() {
    let page = Judge::without_schema::<Page<Inner>>();
    page.refuses(
        r#"{"items": [{"name": ""}, {"name": "a"}]}"#,
        &[
            "/items length: must have at most 1 item",
            "/items/0/name length: must have 1 or more characters",
        ],
    );
    // Whether a wrapper is read, the derive cannot know; reading the whole tells.
    page.accepts(&[r#"{"items": [], "next": {"name": ""}}"#]);
    assert_eq!(page.found(r#"{"items": [], "next": {}}"#).len(), 1);
    let unbounded = Unbounded::<Unread> {
        skipped: Some(Unread),
        phantom: std::marker::PhantomData,
    };
    assert!(unbounded.is_valid() && unbounded.skipped.is_some());
    let _ = unbounded.phantom;
}

/// A type that only holds what it is given.
#[derive(Validate)]
struct NeverRead<'a> {
    unread: Unread,
    list: Vec<Unread>,
    boxed: Box<dyn Fn() -> u8 + 'a>,
    pointer: fn(&u8) -> u8,
    #[validate(length(min = 1))]
    name: &'a str,
}

#[test]
fn a_type_that_nobody_reads_is_checked_all_the_same() {
    let value = NeverRead {
        unread: Unread,
        list: vec![Unread],
        boxed: Box::new(|| 1),
        pointer: |byte| *byte,
        name: "",
    };
    assert_eq!(
        value.validate().unwrap_err().to_string(),
        "`/name`: must have 1 or more characters"
    );
    assert_eq!((value.boxed)() + (value.pointer)(&1), 2);
    let Unread = value.unread;
    assert_eq!(value.list.len(), 1);
}
