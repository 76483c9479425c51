//! Fields that are read from more than one key (`#[serde(alias = …)]`).

#[allow(dead_code, reason = "each test has its own needs")]
mod judges;

use std::collections::HashMap;

use crossfield::{Code, Validate, check_json, schema};
use judges::Judges;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(at_most_one_of(note, nick))]
struct Call {
    /// The number that is called.
    #[serde(alias = "recipient", alias = "callee", alias = "to")]
    #[validate(length(min = 2))]
    to: String,
    #[serde(alias = "via")]
    handler: Option<String>,
    #[serde(rename = "callTarget", alias = "target")]
    #[validate(
        required_if(handler = "resource"),
        forbidden_unless(present(handler)),
        pattern = "^[a-z]*$"
    )]
    target: Option<String>,
    #[serde(alias = "remark")]
    #[validate(required_unless(present(handler)))]
    note: Option<String>,
    #[serde(alias = "alias")]
    #[validate(empty_is_absent, length(min = 2), forbidden_if(length(to) > 3))]
    nick: Option<String>,
    #[validate(required, range(min = 1))]
    #[serde(alias = "n")]
    count: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(when(present(c), exactly_one_of(a, b)))]
struct Denying {
    #[serde(alias = "A", alias = "aa")]
    a: Option<u8>,
    #[serde(alias = "B")]
    b: Option<u8>,
    #[serde(default, deserialize_with = "crossfield::not_null", alias = "C")]
    c: Option<bool>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Outer {
    #[serde(alias = "in")]
    inner: Option<Denying>,
    #[validate(required_if(inner.c = true), forbidden_if(absent(inner.a)))]
    size: Option<u8>,
}

const CALLS: &[&str] = &[
    "{}",
    "[]",
    "null",
    r#"{"to": "ab", "note": "x", "count": 1}"#,
    r#"{"recipient": "ab", "remark": "x", "n": 1}"#,
    r#"{"callee": "ab", "remark": "x", "n": 1.0}"#,
    r#"{"callee": "ab", "to": "ab", "remark": "x", "n": 1}"#,
    r#"{"callee": "ab", "recipient": 5, "remark": "x", "n": 1}"#,
    r#"{"to": "ab", "to": "ab", "remark": "x", "n": 1}"#,
    r#"{"recipient": "a", "remark": "x", "n": 0}"#,
    r#"{"recipient": 1, "remark": 2, "n": "3"}"#,
    r#"{"recipient": null, "remark": null, "n": null}"#,
    r#"{"remark": "x", "n": 1}"#,
    r#"{"to": "ab", "note": "x"}"#,
    r#"{"to": "ab", "note": "x", "remark": null, "count": 1}"#,
    r#"{"to": "ab", "note": null, "remark": "x", "count": 1}"#,
    r#"{"to": "ab", "note": "x", "count": null, "n": 1}"#,
    r#"{"to": "ab", "note": "x", "count": null}"#,
    r#"{"to": "ab", "via": "resource", "n": 1}"#,
    r#"{"to": "ab", "via": "resource", "n": 1, "target": "x"}"#,
    r#"{"to": "ab", "handler": "resource", "n": 1, "callTarget": "x"}"#,
    r#"{"to": "ab", "via": "resource", "n": 1, "target": "X"}"#,
    r#"{"to": "ab", "via": "resource", "n": 1, "target": null}"#,
    r#"{"to": "ab", "via": null, "n": 1, "target": "x"}"#,
    r#"{"to": "ab", "via": null, "n": 1, "target": null, "remark": "x"}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "target": "x"}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "callTarget": "x", "target": "x"}"#,
    r#"{"to": "ab", "via": "other", "handler": "other", "n": 1}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "alias": "ab"}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "alias": "a"}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "alias": ""}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "alias": "ab", "remark": "x"}"#,
    r#"{"to": "ab", "via": "other", "n": 1, "alias": "", "remark": "x"}"#,
    r#"{"callee": "abcd", "via": "other", "n": 1, "alias": "ab"}"#,
    r#"{"callee": "abcd", "via": "other", "n": 1, "alias": ""}"#,
    r#"{"callee": "abcd", "via": "other", "n": 1, "alias": "", "nick": ""}"#,
    r#"{"To": "ab", "note": "x", "count": 1}"#,
];

const DENYING: &[&str] = &[
    "{}",
    r#"{"a": 1}"#,
    r#"{"A": 1, "B": 2}"#,
    r#"{"aa": 1, "A": 2}"#,
    r#"{"a": 1, "aa": 1, "A": 2}"#,
    r#"{"aa": 1, "C": true}"#,
    r#"{"aa": 1, "B": 2, "C": true}"#,
    r#"{"aa": null, "B": 2, "C": true}"#,
    r#"{"aa": null, "c": false}"#,
    r#"{"C": null}"#,
    r#"{"C": true, "c": true, "a": 1}"#,
    r#"{"AA": 1}"#,
    r#"{"aa": 300}"#,
];

fn texts(of: &[&str]) -> Vec<String> {
    of.iter().map(|text| (*text).to_owned()).collect()
}

/// Each text inside another, under several keys.
fn inside(of: &[&str], around: &[(&str, &str)]) -> Vec<String> {
    let of = of.iter();
    of.flat_map(|text| {
        around
            .iter()
            .map(move |(before, after)| format!("{before}{text}{after}"))
    })
    .collect()
}

#[test]
fn either_key_is_the_field() {
    let judges = Judges::<Call>::new();
    judges.agree(&texts(CALLS));
    judges.agree_near(&texts(CALLS), 3000, 1);
    judges.agree_on_cases();
}

#[test]
fn unknown_keys_are_those_that_no_field_has() {
    let judges = Judges::<Denying>::new();
    judges.agree(&texts(DENYING));
    judges.agree_near(&texts(DENYING), 3000, 2);
    judges.agree_on_cases();
}

#[test]
fn conditions_reach_through_either_key() {
    let around = [
        (r#"{"inner": "#, "}"),
        (r#"{"in": "#, r#", "size": 1}"#),
        (r#"{"in": "#, r#", "size": null}"#),
        (r#"{"in": null, "inner": "#, "}"),
    ];
    let texts = inside(DENYING, &around);
    let judges = Judges::<Outer>::new();
    judges.agree(&texts);
    judges.agree_near(&texts, 3000, 3);
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Part {
    #[serde(alias = "x")]
    #[validate(range(min = 1))]
    first: u8,
    #[serde(alias = "y")]
    #[validate(required_if(first = 1))]
    second: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Mixed {
    #[serde(alias = "z")]
    own: u8,
    #[serde(flatten)]
    part: Part,
    #[serde(flatten)]
    others: HashMap<String, String>,
}

const PARTS: &[&str] = &[
    r#"{"z": 1, "x": 2}"#,
    r#"{"own": 1, "first": 2}"#,
    r#"{"own": 1, "first": 2, "other": "a"}"#,
    r#"{"z": 1, "x": 2, "other": "a"}"#,
    r#"{"z": 1, "x": 2, "other": 1}"#,
    r#"{"z": 1, "x": 1}"#,
    r#"{"z": 1, "x": 1, "y": 1}"#,
    r#"{"z": 1, "x": 1, "y": null}"#,
    r#"{"z": 1, "x": 1, "y": 1, "second": 1}"#,
    r#"{"z": 1, "x": 2, "first": 2}"#,
    r#"{"z": 1, "own": 1, "first": 2}"#,
    r#"{"x": 0}"#,
    r#"{"z": 1}"#,
    r#"{"z": "a", "x": "a"}"#,
    "{}",
];

#[test]
fn flattened_fields_have_their_aliases() {
    let judges = Judges::<Mixed>::new().and::<Part>("Part");
    judges.agree(&texts(PARTS));
    judges.agree_near(&texts(PARTS), 3000, 4);
}

macro_rules! variants {
    ($(#[$attribute:meta])* $name:ident) => {
        #[derive(Deserialize, JsonSchema, Validate)]
        $(#[$attribute])*
        #[schemars(transform = schema::with_rules::<Self>)]
        enum $name {
            Fields {
                #[serde(alias = "x")]
                #[validate(range(min = 1))]
                first: u8,
                #[serde(alias = "y")]
                #[validate(required_if(first = 1))]
                second: Option<u8>,
            },
            Held(Denying),
            NoRules {
                #[serde(alias = "p")]
                part: u8,
            },
            Any {
                first: Option<u8>,
            },
        }
    };
}

variants! { External }
variants! { #[serde(tag = "tag")] Internal }
variants! { #[serde(tag = "tag", content = "content")] Adjacent }
variants! { #[serde(untagged)] Untagged }

const VARIANTS: &[&str] = &[
    r#"{"x": 2}"#,
    r#"{"first": 2}"#,
    r#"{"x": 0}"#,
    r#"{"x": 1}"#,
    r#"{"x": 1, "y": 1}"#,
    r#"{"x": 1, "y": "a"}"#,
    r#"{"x": 1, "y": 1, "second": 2}"#,
    r#"{"x": 1, "second": 2, "second": 2}"#,
    r#"{"x": 2, "first": 2}"#,
    r#"{"x": 2, "first": "a"}"#,
    r#"{"x": "a", "first": 2}"#,
    r#"{"first": 2, "x": 2, "first": 2}"#,
    r#"{"x": 2, "x": 2}"#,
    r#"{"p": 1}"#,
    r#"{"p": 1, "part": 1}"#,
    r#"{"a": 1, "A": 1}"#,
    r#"{"aa": 1, "B": 2, "C": true}"#,
    r#"{"aa": 1, "C": true}"#,
    r#"{"first": null}"#,
    r#"{"first": "a"}"#,
    "{}",
];

#[test]
fn variants_have_their_aliases_under_every_representation() {
    let names = ["Fields", "Held", "NoRules", "Any"];
    let external: Vec<String> = names
        .iter()
        .flat_map(|name| inside(VARIANTS, &[(&format!(r#"{{"{name}": "#), "}")]))
        .collect();
    Judges::<External>::new().agree_near(&external, 3000, 5);
    let adjacent: Vec<String> = names
        .iter()
        .flat_map(|name| {
            inside(
                VARIANTS,
                &[(&format!(r#"{{"tag": "{name}", "content": "#), "}")],
            )
        })
        .collect();
    Judges::<Adjacent>::new().agree_near(&adjacent, 3000, 6);
    let internal: Vec<String> = names
        .iter()
        .flat_map(|name| {
            let keys = VARIANTS.iter().map(|text| text.trim_start_matches('{'));
            keys.map(move |keys| match keys {
                "}" => format!(r#"{{"tag": "{name}"}}"#),
                keys => format!(r#"{{"tag": "{name}", {keys}"#),
            })
        })
        .collect();
    Judges::<Internal>::new()
        .and::<Denying>("Denying")
        .agree_near(&internal, 3000, 7);
    let untagged = Judges::<Untagged>::new();
    untagged.agree(&texts(VARIANTS));
    untagged.agree_near(&texts(VARIANTS), 3000, 8);
}

/// serde takes an untagged variant for one that it cannot read, where a field of it stands there under two names.
#[test]
fn a_variant_with_a_field_under_two_names_is_not_read() {
    let text = r#"{"x": 0, "first": 2}"#;
    let read: Untagged = serde_json::from_str(text).expect("`Any` reads it");
    assert!(matches!(read, Untagged::Any { first: Some(2) }));
    assert!(check_json::<Untagged>(text.as_bytes()).is_ok());
}

fn said<T: Validate + serde::de::DeserializeOwned>(text: &str) -> Vec<String> {
    let violations = check_json::<T>(text.as_bytes()).err();
    let each = violations.iter().flatten();
    each.map(|violation| {
        format!(
            "{} {}: {} ({})",
            violation.pointer(),
            violation.code(),
            violation.message(),
            violation.schema_pointer().unwrap_or_default()
        )
    })
    .collect()
}

#[test]
fn violations_have_the_name_of_the_field() {
    assert_eq!(
        said::<Call>(r#"{"recipient": "a", "via": "resource", "n": 1}"#),
        [
            "/to length: must have 2 or more characters (/properties/to/minLength)",
            "/callTarget required: required when `handler` is `resource` (/allOf/0/then/anyOf)",
        ]
    );
    assert_eq!(
        said::<Call>(r#"{"remark": "a"}"#),
        [
            "/to required: required (/allOf/5/oneOf)",
            "/count required: required (/allOf/10/oneOf)",
        ]
    );
}

#[test]
fn two_names_at_once_are_refused_by_the_schema_too() {
    let text = r#"{"to": "ab", "note": "x", "remark": "x", "n": 1}"#;
    assert_eq!(
        said::<Call>(text),
        [
            "/note duplicate_key: stands in this object under more than one of its names `note`, `remark` (/allOf/8/oneOf)"
        ]
    );
    let violations = check_json::<Call>(text.as_bytes()).expect_err("two names");
    let second = violations.iter().next().expect("one");
    assert_eq!(second.code(), Code::DuplicateKey);
    let span = second.span().expect("found in a text");
    assert_eq!(&text[span.start..span.end], r#""remark""#);
    let document = schema::document::<Call>("https://example.com/call.schema.json");
    let validator = jsonschema::draft202012::new(&document).expect("a schema");
    assert!(!validator.is_valid(&serde_json::from_str(text).expect("JSON")));
    assert_eq!(
        document["properties"]["callee"],
        document["properties"]["to"]
    );
}

#[test]
fn one_of_its_names_twice_is_a_key_that_stands_there_twice() {
    let text = r#"{"to": "ab", "remark": "x", "remark": "y", "n": 1}"#;
    let said = said::<Call>(text);
    assert_eq!(
        said,
        ["/note duplicate_key: the key stands in this object twice ()"]
    );
}

#[test]
fn the_explanation_lists_the_keys() {
    let explanation = crossfield::explain::<Call>().expect("an object");
    let to = &explanation.fields()[0];
    assert_eq!(
        to.sentences(),
        [
            "also read as `recipient`",
            "also read as `callee`",
            "must have 2 or more characters"
        ]
    );
}
