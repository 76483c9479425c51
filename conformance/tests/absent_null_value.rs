//! Absent, null and a value: what each way of writing a field admits, in Rust, in the check on text and in the schema.

#![allow(clippy::option_option, reason = "one of the ways to write a field")]

use conformance::Judge;
use crossfield::{Maybe, Valid, Validate, check_json, schema};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Fields {
    /// May be absent or null.
    #[serde(default)]
    either: Option<u8>,
    /// May be absent, must not be null.
    #[serde(default, deserialize_with = "crossfield::not_null")]
    absent: Option<u8>,
    /// May be null, must not be absent.
    #[serde(deserialize_with = "crossfield::nullable")]
    null: Option<u8>,
    /// May be absent or null, and tells them apart.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    maybe: Maybe<u8>,
    /// May be absent or null, and tells them apart with a function of one's own.
    #[serde(default)]
    twice: Option<Option<u8>>,
    /// Must have a value, and says so as a rule.
    #[validate(required)]
    rule: Option<u8>,
    /// Must have a value, by its type.
    plain: u8,
}

#[test]
fn each_way_of_writing_a_field_admits_what_it_says() {
    let document = schema::document::<Fields>("https://example.com/fields.schema.json");
    let validator = jsonschema::draft202012::new(&document).unwrap();
    // Of each field: whether it may be absent, and whether it may be null.
    let admitted = [
        ("either", true, true),
        ("absent", true, false),
        ("null", false, true),
        ("maybe", true, true),
        ("twice", true, true),
        ("rule", false, false),
        ("plain", false, false),
    ];
    for (field, may_be_absent, may_be_null) in admitted {
        for (state, expected) in [
            ("absent", may_be_absent),
            ("null", may_be_null),
            ("value", true),
        ] {
            let mut record = serde_json::json!({
                "either": 1, "absent": 1, "null": 1, "maybe": 1, "twice": 1, "rule": 1, "plain": 1
            });
            match state {
                "absent" => drop(record.as_object_mut().unwrap().remove(field)),
                "null" => record[field] = serde_json::Value::Null,
                _ => {}
            }
            let text = record.to_string();
            assert_eq!(
                serde_json::from_str::<Valid<Fields>>(&text).is_ok(),
                expected,
                "native: {text}"
            );
            assert_eq!(
                check_json::<Fields>(text.as_bytes()).is_ok(),
                expected,
                "text: {text}"
            );
            assert_eq!(validator.is_valid(&record), expected, "schema: {text}");
        }
    }
    let read: Fields = serde_json::from_str(r#"{"null": null, "rule": 2, "plain": 3}"#).unwrap();
    assert_eq!(
        (read.either, read.absent, read.null, read.rule, read.plain),
        (None, None, None, Some(2), 3)
    );
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, JsonSchema, Validate)]
#[serde(rename_all = "lowercase")]
enum Kind {
    A,
    B,
}

#[derive(Deserialize, serde::Serialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Update {
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    #[validate(length(min = 1), pattern = "^[a-z]*$")]
    name: Maybe<String>,
    #[serde(default, skip_serializing)]
    kind: Maybe<Kind>,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    #[validate(required_if(kind = A), forbidden_unless(any(kind in [A, B], name = "b", count > 1)))]
    target: Maybe<String>,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    #[validate(range(max = 9))]
    count: Maybe<u8>,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    #[validate(inner(length(min = 1)))]
    list: Maybe<Vec<String>>,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    nested: Maybe<Inner>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 2), required_if(present(list)))]
    twice: Option<Option<u8>>,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    #[validate(empty_is_absent, length(min = 2))]
    text: Maybe<String>,
}

#[derive(Deserialize, serde::Serialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Inner {
    #[validate(length(min = 1))]
    name: String,
}

#[test]
fn rules_see_absent_and_null_as_no_value() {
    let judge = Judge::of::<Update>();
    judge.accepts(&[
        "{}",
        r#"{"name": null, "kind": null, "target": null, "count": null, "list": null, "nested": null, "twice": null, "text": null}"#,
        r#"{"name": "b", "target": ""}"#,
        r#"{"kind": "a", "target": "x", "text": ""}"#,
        r#"{"count": 9.0, "target": "x", "list": ["a"], "twice": 2, "nested": {"name": "a"}}"#,
    ]);
    let forbidden = "/target forbidden: must be absent or null when `kind` is none of `a`, `b` and `name` is not `b` and `count` is not above `1`";
    for (text, violations) in [
        (
            r#"{"name": ""}"#,
            vec!["/name length: must have 1 or more characters"],
        ),
        (
            r#"{"name": "A"}"#,
            vec!["/name pattern: must match the pattern `^[a-z]*$`"],
        ),
        (
            r#"{"kind": "a"}"#,
            vec!["/target required: required when `kind` is `a`"],
        ),
        (
            r#"{"kind": "a", "target": null}"#,
            vec!["/target required: required when `kind` is `a`"],
        ),
        (r#"{"target": "x"}"#, vec![forbidden]),
        (
            r#"{"target": "x", "kind": null, "count": 1}"#,
            vec![forbidden],
        ),
        (r#"{"count": 10}"#, vec!["/count range: must be at most 9"]),
        (
            r#"{"list": [""]}"#,
            vec![
                "/list/0 length: must have 1 or more characters",
                "/twice required: required when `list` is given",
            ],
        ),
        (
            r#"{"nested": {"name": ""}}"#,
            vec!["/nested/name length: must have 1 or more characters"],
        ),
        (r#"{"twice": 1}"#, vec!["/twice range: must be at least 2"]),
        (
            r#"{"text": "a"}"#,
            vec!["/text length: must have 2 or more characters"],
        ),
        (
            r#"{"kind": "c"}"#,
            vec!["/kind enum: must be one of `a`, `b`"],
        ),
        (
            r#"{"count": "1"}"#,
            vec!["/count type: must be an integer or null, not a string"],
        ),
    ] {
        judge.refuses(text, &violations);
    }
}

#[test]
fn what_is_written_is_what_was_read() {
    for text in [
        "{}",
        r#"{"name":null}"#,
        r#"{"name":"a","count":null,"nested":{"name":"a"}}"#,
    ] {
        let update: Update = serde_json::from_str(text).unwrap();
        assert_eq!(
            serde_json::to_string(&update)
                .unwrap()
                .replace(r#","text":null"#, ""),
            text
        );
    }
    assert!(serde_json::to_string(&Maybe::<u8>::Absent).is_err());
    assert_eq!(
        serde_json::from_str::<Maybe<u8>>("null").unwrap(),
        Maybe::Null
    );
    assert_eq!(Maybe::<u8>::from(Some(None)), Maybe::Null);
    assert_eq!(Option::<Option<u8>>::from(Maybe::Value(1)), Some(Some(1)));
    assert_eq!(
        Maybe::from(1).map(|value: u8| value + 1).into_option(),
        Some(2)
    );
}

type Alias = Option<u8>;

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(transparent)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Transparent {
    value: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Wrapped(Option<u8>);

/// What the names of the types do not show: whether serde reads them where there is no key.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Behind {
    alias: Alias,
    boxed: Box<Option<u8>>,
    transparent: Transparent,
    #[serde(deserialize_with = "crossfield::nullable")]
    nullable: Option<u8>,
    wrapped: Wrapped,
}

#[test]
fn a_key_may_be_left_out_where_serde_asks_the_type_and_the_type_allows() {
    let judge = Judge::of::<Behind>();
    judge.accepts(&[
        r#"{"nullable": null, "wrapped": null}"#,
        r#"{"alias": null, "boxed": null, "transparent": null, "nullable": 1, "wrapped": 1}"#,
        r#"{"alias": 1, "boxed": 1, "transparent": 1, "nullable": 1, "wrapped": 1}"#,
    ]);
    judge.refuses(
        "{}",
        &[
            "/nullable required: required",
            "/wrapped required: required",
        ],
    );
    judge.agrees_on_what_is_made();
}
