//! Flattened fields: the keys of several types in one object, each under the rules of its own.

#[allow(dead_code, reason = "each test has its own needs")]
mod judges;

use std::collections::{BTreeMap, HashMap};

use crossfield::{Valid, Validate, Violations, check_json, schema};
use judges::Judges;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(at_most_one_of(street, box_number))]
struct Address {
    #[validate(length(min = 2))]
    street: Option<String>,
    box_number: Option<u16>,
    #[validate(required_if(present(street)), pattern = "^[a-z]*$")]
    town: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Denying {
    #[validate(range(min = 1))]
    size: u8,
    kind: Option<Kind>,
    #[validate(required_if(kind = Long))]
    length: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
enum Kind {
    Long,
    Short,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Rest {
    #[validate(length(min = 1))]
    name: String,
    #[serde(flatten)]
    address: Address,
    #[validate(required_if(name = "xx"))]
    note: Option<String>,
    #[serde(flatten)]
    denying: Denying,
    #[serde(flatten)]
    others: HashMap<String, Entry>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Entry {
    #[validate(range(max = 9))]
    n: u8,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct NoRest {
    #[serde(flatten)]
    first: Address,
    name: String,
    #[serde(flatten)]
    second: Denying,
}

/// A flattened type that has flattened fields itself.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Twice {
    #[validate(required_unless(present(other)))]
    id: Option<u8>,
    other: Option<Box<Twice>>,
    #[serde(flatten)]
    inner: NoRest,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Texts {
    #[serde(flatten)]
    texts: std::collections::BTreeMap<String, String>,
}

/// In the variants of enums, under each representation.
macro_rules! variants {
    ($(#[$attribute:meta])* $name:ident) => {
        #[derive(Deserialize, JsonSchema, Validate)]
        $(#[$attribute])*
        #[schemars(transform = schema::with_rules::<Self>)]
        enum $name {
            Held(NoRest),
            #[validate(at_least_one_of(a, b))]
            Fields {
                a: Option<u8>,
                #[serde(flatten)]
                address: Address,
                b: Option<u8>,
            },
            Rest {
                id: u8,
                #[serde(flatten)]
                rest: HashMap<String, Entry>,
            },
        }
    };
}

variants! { External }
variants! { #[serde(tag = "tag")] Internal }
variants! { #[serde(tag = "tag", content = "content")] Adjacent }
variants! { #[serde(untagged)] Untagged }

const OBJECTS: &[&str] = &[
    "{}",
    r#"{"name": "a", "size": 1}"#,
    r#"{"size": 1, "name": "a", "street": "ab", "town": "x"}"#,
    r#"{"name": "", "size": 0, "street": "a"}"#,
    r#"{"name": "xx", "size": 1.0, "kind": "Long", "street": "ab", "box_number": 1}"#,
    r#"{"name": "xx", "note": "n", "size": 1, "kind": "Long", "length": 1, "box_number": 7}"#,
    r#"{"name": "a", "size": 1, "kind": {"Long": null}}"#,
    r#"{"name": "a", "size": 1, "kind": "Odd", "town": "X"}"#,
    r#"{"name": "a", "size": 1, "x": {"n": 1}, "y": {"n": 10}}"#,
    r#"{"name": "a", "size": 1, "x": {"n": 1.0}}"#,
    r#"{"name": "a", "size": 1, "x": {"n": 300}}"#,
    r#"{"name": "a", "size": 1, "x": [1]}"#,
    r#"{"name": "a", "size": 1, "x": 1}"#,
    r#"{"name": "a", "size": 1, "street": null, "town": null, "note": null}"#,
    r#"{"name": "a", "size": 1, "size": 1}"#,
    r#"{"name": "a", "size": 1, "street": 5}"#,
    r#"{"name": null, "size": null}"#,
    r#"["a", 1]"#,
    "[]",
    "null",
    r#"{"id": 1, "name": "a", "size": 1}"#,
    r#"{"name": "a", "size": 1, "other": {"id": 1, "name": "b", "size": 2}}"#,
    r#"{"name": "a", "size": 1, "other": {"name": "b", "size": 0}}"#,
    r#"{"id": 1, "name": "a", "size": 1, "street": "s"}"#,
    r#"{"a": 1}"#,
    r#"{"a": 1, "street": "ab", "town": "x"}"#,
    r#"{"a": 1, "street": "ab"}"#,
    r#"{"a": 1.0, "b": null, "street": "ab", "box_number": 1, "town": "T"}"#,
    r#"{"id": 1}"#,
    r#"{"id": 1.0, "x": {"n": 9}}"#,
    r#"{"id": 1, "x": {"n": 10}}"#,
    r#"{"x": "text", "y": ""}"#,
    r#"{"x": "text", "y": 1}"#,
];

fn plain() -> Vec<String> {
    OBJECTS.iter().map(ToString::to_string).collect()
}

fn named(written: fn(&str, &str) -> String) -> Vec<String> {
    let names = ["Held", "Fields", "Rest"];
    let texts = OBJECTS
        .iter()
        .flat_map(|object| names.map(|name| written(name, object)));
    texts.collect()
}

fn judges<T: Validate + JsonSchema + schema::CarriesRules + serde::de::DeserializeOwned>()
-> Judges<T> {
    Judges::<T>::new()
        .and::<Address>("Address")
        .and::<Denying>("Denying")
        .and::<NoRest>("NoRest")
}

#[test]
fn of_structs() {
    judges::<Rest>().agree(&plain());
    judges::<NoRest>().agree(&plain());
    judges::<Twice>().agree(&plain());
    judges::<Texts>().agree(&plain());
    judges::<Rest>().agree_near(&plain(), 2000, 1);
    judges::<NoRest>().agree_near(&plain(), 2000, 2);
    judges::<Twice>().agree_near(&plain(), 2000, 3);
}

#[test]
fn of_variants() {
    let external = named(|name, object| format!(r#"{{"{name}": {object}}}"#));
    judges::<External>().agree(&external);
    judges::<External>().agree_near(&external, 2000, 4);
    let internal = named(|name, object| {
        object
            .replacen('{', &format!(r#"{{"tag": "{name}", "#), 1)
            .replace(", }", "}")
    });
    judges::<Internal>().agree(&internal);
    judges::<Internal>().agree_near(&internal, 2000, 5);
    let adjacent = named(|name, object| format!(r#"{{"content": {object}, "tag": "{name}"}}"#));
    judges::<Adjacent>().agree(&adjacent);
    judges::<Adjacent>().agree_near(&adjacent, 2000, 6);
    judges::<Untagged>().by_text_only().agree(&plain());
    judges::<Untagged>()
        .by_text_only()
        .agree_near(&plain(), 2000, 7);
}

#[test]
fn violations_stand_in_the_order_of_the_fields() {
    let text = br#"{"size": 0, "y": {"n": 10}, "street": "a", "name": "", "box_number": 1}"#;
    let violations = check_json::<Rest>(text).unwrap_err();
    let places: Vec<String> = violations
        .iter()
        .map(|violation| violation.pointer().to_string())
        .collect();
    assert_eq!(places, ["/name", "/street", "/town", "", "/size", "/y/n"]);
}

#[derive(Deserialize, Validate)]
struct Counts {
    #[validate(length(max = 1))]
    title: String,
    #[serde(flatten)]
    others: BTreeMap<String, Entry>,
}

#[test]
fn entries_of_a_map_stand_in_the_order_of_the_map_and_in_a_text_in_that_of_the_text() {
    let text = r#"{"b": {"n": 10}, "title": "long", "a": {"n": 10}}"#;
    let places = |violations: Violations| {
        let shown = violations.iter().map(|one| one.pointer().to_string());
        shown.collect::<Vec<_>>()
    };
    let in_text = check_json::<Counts>(text.as_bytes()).unwrap_err();
    assert_eq!(places(in_text), ["/title", "/b/n", "/a/n"]);
    let value: Counts = serde_json::from_str(text).unwrap();
    assert_eq!(
        places(value.validate().unwrap_err()),
        ["/title", "/a/n", "/b/n"]
    );
}

#[test]
fn of_entries_with_one_key_the_last_is_judged_by_every_way_of_reading() {
    let found = |text: &str| {
        let found = check_json::<Counts>(text.as_bytes()).err();
        let found = found.into_iter().flatten().collect::<Vec<_>>();
        let read = serde_json::from_str::<Valid<Counts>>(text);
        assert_eq!(read.is_ok(), found.is_empty(), "{text}");
        let shown = found.iter().map(ToString::to_string);
        shown.collect::<Vec<_>>()
    };
    let of = |entries: &str| found(&format!(r#"{{"title": "x", {entries}}}"#));
    assert!(of(r#""a": {"n": 10}, "a": {"n": 9}"#).is_empty());
    let too_large = "`/a/n`: must be at most 9";
    assert_eq!(of(r#""a": {"n": 9}, "a": {"n": 10}"#), [too_large]);
    assert_eq!(of(r#""a": {"n": 10}, "a": {"n": 11}"#), [too_large]);
    // Each is read before the map keeps the last.
    let mistyped = "`/a/n`: must be an integer, not a string";
    assert_eq!(of(r#""a": {"n": "9"}, "a": {"n": 9}"#), [mistyped]);
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct SameKey {
    #[allow(dead_code)]
    size: u8,
    #[serde(flatten)]
    #[allow(dead_code)]
    denying: Denying,
}

#[test]
#[should_panic(expected = "the key `size` of `Denying` is one of another field of `SameKey` too")]
fn a_key_of_two_fields_is_noticed_when_the_schema_is_made() {
    // serde gives it to the first, and so do we.
    let violations = check_json::<SameKey>(br#"{"size": 1}"#).unwrap_err();
    assert_eq!(violations.to_string(), "`/size`: required");
    let _ = schema::document::<SameKey>("https://example.com/same.schema.json");
}

/// A map behind a type that has flattened fields itself.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Behind {
    #[serde(flatten)]
    #[allow(dead_code)]
    inner: NoRest,
    #[serde(flatten)]
    #[allow(dead_code)]
    others: BTreeMap<String, Entry>,
}

#[test]
#[should_panic(expected = "serde hands its keys to the flattened map of `Behind` too")]
fn a_map_that_sees_the_keys_of_others_is_noticed_when_the_schema_is_made() {
    // serde takes none of them away, and neither do we.
    let text = r#"{"name": "a", "size": 1, "other": {"n": 1}}"#;
    assert!(serde_json::from_str::<Valid<Behind>>(text).is_err());
    let violations = check_json::<Behind>(text.as_bytes()).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`/name`: must be an object, not a string\n`/size`: must be an object, not a number"
    );
    let _ = schema::document::<Behind>("https://example.com/behind.schema.json");
}

#[test]
fn payloads_made_from_the_rules() {
    judges::<Rest>().agree_on_cases();
    judges::<Twice>().agree_on_cases();
    judges::<External>().agree_on_cases();
}
