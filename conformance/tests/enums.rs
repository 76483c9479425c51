//! Enums with data, under every representation of serde's, with every kind of variant: what is read, what is checked and
//! what the schema says are the same.

#[allow(dead_code, reason = "each test has its own needs")]
mod judges;

use std::collections::HashMap;

use crossfield::{Code, Validate, check_json, schema};
use judges::Judges;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Plain {
    #[validate(length(min = 2))]
    a: String,
    #[validate(required_if(a = "xx"))]
    b: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Denying {
    #[validate(required_if(b = 1))]
    a: Option<u8>,
    b: Option<u8>,
}

/// The variants that every representation has.
macro_rules! variants {
    ($(#[$attribute:meta])* $name:ident { $($more:tt)* }) => {
        /// An enum.
        #[derive(Deserialize, JsonSchema, Validate)]
        #[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
        $(#[$attribute])*
        #[schemars(transform = schema::with_rules::<Self>)]
        enum $name {
            /// Nothing.
            Unit,
            #[serde(rename = "other", alias = "another", alias = "yet another")]
            Second,
            /// A struct.
            Plain(Plain),
            Denying(Denying),
            Boxed(Box<Plain>),
            /// Fields of its own.
            #[validate(at_most_one_of(first_name, last_name))]
            Fields {
                kind_of: Kind,
                /// The first name.
                #[validate(length(min = 1), pattern = "^[a-z]+$")]
                first_name: Option<String>,
                #[validate(required_if(kind_of = Full), length(min = 1))]
                last_name: Option<String>,
                #[serde(default, deserialize_with = "crossfield::not_null")]
                not_null: Option<u8>,
                nested: Option<Plain>,
                #[serde(skip)]
                #[allow(dead_code)]
                cache: u8,
            },
            #[serde(rename_all = "UPPERCASE", alias = "Aliased")]
            Renamed {
                #[validate(range(min = 1))]
                number: u8,
                #[validate(pattern = "^[a-z]+$")]
                name: Option<String>,
            },
            Empty {},
            Map(HashMap<String, u8>),
            #[serde(skip)]
            #[allow(dead_code)]
            Skipped(std::time::Duration),
            $($more)*
        }
    };
}

#[derive(Deserialize, JsonSchema, Validate)]
enum Kind {
    Full,
    Short,
}

macro_rules! held_alone {
    ($(#[$attribute:meta])* $name:ident) => {
        variants! { $(#[$attribute])* $name {
            Newtype(#[validate(length(min = 2), pattern = "^[a-z]*$")] String),
            Option(Option<u8>),
            #[serde(rename = "required")]
            Required(#[validate(required)] Option<u8>),
            List(#[validate(length(max = 2))] Vec<Plain>),
            Texts(#[validate(inner(length(min = 1), pattern = "^[a-z]*$"))] Vec<String>),
            Tuple(#[validate(range(max = 9))] u8, Plain, Option<Plain>),
            TupleOfNothing(),
            Itself(Box<$name>),
            Opaque(#[validate(opaque)] Vec<i32>),
            Enumeration(Kind),
        } }
    };
}

held_alone! { External }
held_alone! { #[serde(deny_unknown_fields)] ExternalDenying }
held_alone! { #[serde(tag = "the tag", content = "co/ntent")] Adjacent }
held_alone! { #[serde(tag = "the tag", content = "co/ntent", deny_unknown_fields)] AdjacentDenying }
variants! { #[serde(tag = "the tag")] Internal { Itself(Box<InternalHolder>), } }
variants! { #[serde(tag = "the tag", deny_unknown_fields)] InternalDenying { Itself(Box<InternalHolder>), } }

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct InternalHolder {
    inner: Option<Internal>,
    list: Option<Vec<InternalDenying>>,
}

/// What stands behind a variant's name: for each variant values that fit, that break a rule, and that do not fit.
const CONTENTS: &[(&str, &[&str])] = &[
    ("unit", &["null", "{}", "[]", "0"]),
    ("other", &["null", "{\"x\": 1}"]),
    ("another", &["null"]),
    ("yet another", &["null"]),
    ("Second", &["null"]),
    ("skipped", &["{}", "null"]),
    ("unknown", &["{}", "null"]),
    (
        "plain",
        &[
            r#"{"a": "ab"}"#,
            r#"{"a": "a"}"#,
            r#"{"a": "xx"}"#,
            r#"{"a": "xx", "b": 1}"#,
            r#"{"a": "xx", "b": null}"#,
            r#"{"a": "ab", "b": 256}"#,
            r#"{"a": "ab", "b": 1.0}"#,
            r#"{"a": "ab", "c": 1}"#,
            r#"{"b": 1}"#,
            "{}",
            "null",
            r#"["ab", 1]"#,
            r#"{"a": 1}"#,
            "[]",
            "3",
            r#"{"a": "ab", "a": "ab"}"#,
            r#"{"a": "ab", "x": 1, "x": 2}"#,
        ],
    ),
    (
        "boxed",
        &[r#"{"a": "ab"}"#, r#"{"a": "a", "b": 300}"#, r#"["ab", 1]"#],
    ),
    (
        "denying",
        &[
            r#"{"a": 1}"#,
            "{}",
            r#"{"b": 1}"#,
            r#"{"b": 1, "a": 1}"#,
            r#"{"c": 1}"#,
            r#"{"b": 1, "c": 1}"#,
            "null",
            "[1]",
        ],
    ),
    (
        "fields",
        &[
            r#"{"kindOf": "Short"}"#,
            r#"{"kindOf": "Full"}"#,
            r#"{"kindOf": "Full", "lastName": "a"}"#,
            r#"{"kindOf": "Full", "lastName": "", "firstName": "A"}"#,
            r#"{"kindOf": "Full", "lastName": null, "firstName": "a"}"#,
            r#"{"kindOf": "Odd"}"#,
            r#"{"kindOf": {"Full": null}}"#,
            r#"{"kindOf": ["Full"]}"#,
            "{}",
            "[]",
            r#"["Short"]"#,
            r#"{"kindOf": "Short", "notNull": null}"#,
            r#"{"kindOf": "Short", "notNull": 1}"#,
            r#"{"kindOf": "Short", "notNull": 1.0}"#,
            r#"{"kindOf": "Short", "notNull": 1.5}"#,
            r#"{"kindOf": "Short", "nested": {"a": "xx"}}"#,
            r#"{"kindOf": "Short", "nested": ["ab"]}"#,
            r#"{"kindOf": "Short", "nested": null}"#,
            r#"{"kindOf": "Short", "cache": 1}"#,
            r#"{"kindOf": "Short", "x": 1}"#,
            r#"{"kindOf": "Short", "x": {"y": [1e3, "\u00e9"]}}"#,
            r#"{"kind_of": "Short"}"#,
            r#"{"kindOf": "Short", "kindOf": "Short"}"#,
        ],
    ),
    (
        "renamed",
        &[
            r#"{"NUMBER": 1}"#,
            r#"{"NUMBER": 0}"#,
            r#"{"NUMBER": 1, "NAME": "A"}"#,
            r#"{"number": 1}"#,
            r#"{"NUMBER": 256}"#,
            r#"{"NUMBER": "1"}"#,
        ],
    ),
    (
        "Aliased",
        &[
            r#"{"NUMBER": 1}"#,
            r#"{"NUMBER": 0}"#,
            r#"{"NUMBER": null}"#,
        ],
    ),
    ("empty", &["{}", r#"{"x": 1}"#, "[]", "null"]),
    (
        "map",
        &[
            "{}",
            r#"{"x": 1}"#,
            r#"{"x": 1.0}"#,
            r#"{"x": 256}"#,
            r#"{"x": "1"}"#,
            r#"{"x": 1, "x": 2}"#,
            "[]",
            "null",
        ],
    ),
    (
        "newtype",
        &[r#""ab""#, r#""a""#, r#""A""#, r#""AB""#, "1", "null", "{}"],
    ),
    ("option", &["1", "null", "256", "1.0", "{}", "[1]"]),
    ("required", &["1", "null", "256"]),
    (
        "list",
        &[
            "[]",
            r#"[{"a": "ab"}]"#,
            r#"[{"a": "xx"}]"#,
            r#"[["ab"]]"#,
            r#"[{"a": "ab"}, {"a": "a"}, {"a": "ab"}]"#,
            "null",
            "{}",
        ],
    ),
    ("texts", &["[]", r#"["a", "b"]"#, r#"["", "B"]"#, "[1]"]),
    (
        "tuple",
        &[
            r#"[1, {"a": "ab"}, null]"#,
            r#"[10, {"a": "a"}, {"a": "xx"}]"#,
            r#"[1, {"a": "ab"}]"#,
            r#"[1, {"a": "ab"}, null, null]"#,
            "[]",
            "{}",
            r#"[1.0, {"a": "ab"}, null]"#,
            r#"[1, ["ab"], null]"#,
            r#"{"0": 1, "1": {"a": "ab"}}"#,
            "null",
        ],
    ),
    ("tuple_of_nothing", &["[]", "[1]", "{}", "null"]),
    ("opaque", &["[1]", r#"["x"]"#, "1", "null"]),
    (
        "enumeration",
        &[r#""Full""#, r#""full""#, r#"{"Full": null}"#, "null"],
    ),
];

/// Texts that are of no variant.
const MISFITS: &[&str] = &[
    "{}",
    "[]",
    "null",
    "1",
    "true",
    r#""unit""#,
    r#""other""#,
    r#""another""#,
    r#""unknown""#,
    r#""plain""#,
    r#""""#,
    r#""skipped""#,
    r#"{"the tag": null}"#,
    r#"{"the tag": 0}"#,
    r#"{"the tag": {}}"#,
    r#"{"the tag": ["unit"]}"#,
    r#"["unit"]"#,
    r#"["unit", null]"#,
    r#"{"the tag": "unit", "the tag": "unit"}"#,
    r#"{"the tag": "unit", "x": 1, "x": 1}"#,
    r#"{"the tag": "unit", "co/ntent": null, "co/ntent": null}"#,
    r#"{"the tag": "plain", "co/ntent": {"a": "ab"}, "co/ntent": {"a": "ab"}}"#,
    r#"{"unit": null, "other": null}"#,
    r#"{"plain": {"a": "ab"}, "boxed": {"a": "ab"}}"#,
    r#"{"plain": {"a": "ab"}, "plain": {"a": "ab"}}"#,
    r#"{"plain": {"a": "ab"}, "x": 1}"#,
    r#"{"x": 1, "plain": {"a": "ab"}}"#,
    r#"{"co/ntent": {"a": "ab"}}"#,
    r#"{"co/ntent": null}"#,
];

/// All contents behind the names, in a representation.
fn texts(written: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let contents = CONTENTS
        .iter()
        .flat_map(|(name, contents)| contents.iter().map(move |content| (*name, *content)));
    let texts = contents.flat_map(|(name, content)| written(name, content));
    texts
        .chain(MISFITS.iter().map(ToString::to_string))
        .collect()
}

fn external(name: &str, content: &str) -> Vec<String> {
    vec![
        format!(r#"{{"{name}": {content}}}"#),
        format!(r#"{{"itself": {{"{name}": {content}}}}}"#),
        format!(r#"{{"{name}": {content}, "x": 1}}"#),
    ]
}

fn adjacent(name: &str, content: &str) -> Vec<String> {
    vec![
        format!(r#"{{"the tag": "{name}", "co/ntent": {content}}}"#),
        format!(r#"{{"co/ntent": {content}, "the tag": "{name}"}}"#),
        format!(r#"{{"the tag": "{name}", "x": 1, "co/ntent": {content}}}"#),
        format!(
            r#"{{"the tag": "itself", "co/ntent": {{"co/ntent": {content}, "the tag": "{name}"}}}}"#
        ),
        format!(r#"{{"the tag": "{name}"}}"#),
        format!(r#"["{name}", {content}]"#),
    ]
}

fn internal(name: &str, content: &str) -> Vec<String> {
    let keys = content
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(r#""not an object": 1"#);
    let (first, last) = if keys.is_empty() {
        (
            format!(r#"{{"the tag": "{name}"}}"#),
            format!(r#"{{"the tag": "{name}", "y": 2}}"#),
        )
    } else {
        (
            format!(r#"{{"the tag": "{name}", {keys}}}"#),
            format!(r#"{{{keys}, "the tag": "{name}"}}"#),
        )
    };
    vec![
        format!(r#"{{"the tag": "itself", "inner": {first}}}"#),
        format!(r#"{{"the tag": "itself", "list": [{first}, {last}]}}"#),
        format!(r#"["{name}", {content}]"#),
        first,
        last,
    ]
}

#[test]
fn externally_tagged() {
    Judges::<External>::new().agree(&texts(external));
    Judges::<ExternalDenying>::new().agree(&texts(external));
}

#[test]
fn adjacently_tagged() {
    Judges::<Adjacent>::new().agree(&texts(adjacent));
    Judges::<AdjacentDenying>::new().agree(&texts(adjacent));
}

#[test]
fn internally_tagged() {
    Judges::<Internal>::new()
        .and::<Denying>("Denying")
        .agree(&texts(internal));
    Judges::<InternalDenying>::new()
        .and::<Denying>("Denying")
        .agree(&texts(internal));
}

#[test]
fn near_these_texts() {
    Judges::<External>::new().agree_near(&texts(external), 3000, 1);
    Judges::<Adjacent>::new().agree_near(&texts(adjacent), 3000, 2);
    Judges::<AdjacentDenying>::new().agree_near(&texts(adjacent), 3000, 3);
    let internal = texts(internal);
    let judges = Judges::<Internal>::new().and::<Denying>("Denying");
    judges.agree_near(&internal, 3000, 4);
    let judges = Judges::<InternalDenying>::new().and::<Denying>("Denying");
    judges.agree_near(&internal, 3000, 5);
}

#[test]
fn payloads_made_from_the_rules() {
    Judges::<External>::new().agree_on_cases();
    Judges::<Adjacent>::new().agree_on_cases();
    let judges = Judges::<Internal>::new().and::<Denying>("Denying");
    judges.agree_on_cases();
}

/// Found by fuzzing: the walk looked for a second key where there was no first, and took what stands behind for it.
#[test]
fn an_object_without_keys_names_no_variant() {
    let judges = Judges::<External>::new();
    for text in [
        "{}",
        r#"{"itself": {}}"#,
        r#"{"itself": {"itself": {}}}"#,
        r#"{"itself": {}, "x": 1}"#,
        r#"{"tuple": [1, {"a": "ab"}, {}]}"#,
    ] {
        assert_eq!(judges.verdict(text), Ok(false), "{text}");
        let found = check_json::<External>(text.as_bytes()).unwrap_err();
        let syntax = found
            .iter()
            .any(|violation| violation.code() == Code::Syntax);
        assert!(!syntax, "{text}: {found}");
    }
}
