//! Rules on what is inside lists and maps: `inner(...)`, `keys(...)`, `values(...)`.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use conformance::{Judge, of_value};
use crossfield::field::length::HasLength;
use crossfield::schema::with_rules;
use crossfield::{Validate, check_json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

of_value!(
    Items,
    Vec<String>,
    length(min = 1),
    inner(length(max = 2), pattern("^[a-z]*$", code = "small"))
);

#[test]
fn every_item_keeps_the_rules() {
    let items = Judge::of::<Items>();
    items.accepts_values(&[r#"["a"]"#, r#"["", "ab", "c"]"#]);
    items.refuses_values(&["[]"], &["/value length: must have 1 or more items"]);
    items.refuses_values(
        &[r#"["a", "abc", "A"]"#],
        &[
            "/value/1 length: must have at most 2 characters",
            "/value/2 small: must match the pattern `^[a-z]*$`",
        ],
    );
    items.refuses_values(
        &[r#"["ABC"]"#],
        &[
            "/value/0 length: must have at most 2 characters",
            "/value/0 small: must match the pattern `^[a-z]*$`",
        ],
    );
    for (text, violation) in [
        ("null", "/value type: must be an array, not null"),
        (r#""a""#, "/value type: must be an array, not a string"),
        (
            r#"{"0": "a"}"#,
            "/value type: must be an array, not an object",
        ),
    ] {
        items.refuses_values(&[text], &[violation]);
    }
    items.refuses_values(
        &[r#"["abc", 1, null]"#],
        &[
            "/value/0 length: must have at most 2 characters",
            "/value/1 type: must be a string, not a number",
            "/value/2 type: must be a string, not null",
        ],
    );
    assert_eq!(
        items.document()["properties"]["value"]["items"],
        json!({ "type": "string", "maxLength": 2, "pattern": "^[a-z]*$", "not": {
            "type": "string", "pattern": "[\\n\\r\\u0085\\u2028\\u2029]"
        } })
    );
}

of_value!(
    Nested,
    Option<Vec<VecDeque<String>>>,
    inner(length(max = 2), inner(length(max = 3)))
);

#[test]
fn items_of_items_have_rules_too() {
    let nested = Judge::of::<Nested>();
    nested.accepts_values(&["null", "[]", "[[]]", r#"[["abc", ""], []]"#]);
    nested.refuses_values(
        &[r#"[["abcd", "", "efgh"], ["ijkl"]]"#],
        &[
            "/value/0 length: must have at most 2 items",
            "/value/0/0 length: must have at most 3 characters",
            "/value/0/2 length: must have at most 3 characters",
            "/value/1/0 length: must have at most 3 characters",
        ],
    );
    let items = &nested.document()["properties"]["value"]["items"];
    assert_eq!(
        (&items["maxItems"], &items["items"]["maxLength"]),
        (&json!(2), &json!(3))
    );
}

of_value!(
    Entries,
    BTreeMap<String, i32>,
    length(max = 3),
    keys(pattern("^x-", message = "must start with `x-`"), length(max = 4)),
    values(range(min = 0), multiple_of = 5)
);

#[test]
fn keys_and_values_of_a_map_keep_the_rules() {
    let entries = Judge::of::<Entries>();
    entries.accepts_values(&["{}", r#"{"x-a": 0, "x-b": 5, "x-": 10}"#]);
    entries.refuses_values(
        &[r#"{"a/b": 5}"#],
        &["/value/a~1b pattern: must start with `x-`"],
    );
    entries.refuses_values(
        &[r#"{"x-abc": -1}"#],
        &[
            "/value/x-abc length: must have at most 4 characters",
            "/value/x-abc range: must be at least 0",
            "/value/x-abc multiple_of: must be a multiple of 5",
        ],
    );
    entries.refuses_values(
        &[r#"{"x-a": 5, "x-b": 5, "x-c": 5, "é": 4}"#],
        &[
            "/value length: must have at most 3 entries",
            "/value/é pattern: must start with `x-`",
            "/value/é multiple_of: must be a multiple of 5",
        ],
    );
    entries.refuses_values(
        &[r#"{"": "a"}"#],
        &[
            "/value/ pattern: must start with `x-`",
            "/value/ type: must be an integer, not a string",
        ],
    );
    entries.refuses_values(&["[]"], &["/value type: must be an object, not an array"]);
    let value = &entries.document()["properties"]["value"];
    assert_eq!(
        value["propertyNames"],
        json!({ "pattern": "^x-", "maxLength": 4 })
    );
    assert_eq!(value["additionalProperties"]["multipleOf"], 5);
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Letters(#[validate(length(max = 2), does_not_contain = "-")] String);

impl HasLength for Letters {
    fn length(&self) -> usize {
        self.0.length()
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Words(#[validate(inner(length(min = 1)), length(max = 3))] Vec<Letters>);

of_value!(
    Layers,
    Vec<String>,
    length(min = 1),
    inner(length(max = 1), starts_with = "a"),
    unique_items
);
of_value!(OfNewtype, Words, nested);

#[test]
fn rules_of_the_field_come_before_those_of_the_type() {
    let layers = Judge::of::<Layers>();
    layers.refuses_values(
        &[r#"["bc", "bc"]"#],
        &[
            "/value/0 length: must have at most 1 character",
            "/value/0 pattern: must start with `a`",
            "/value/1 length: must have at most 1 character",
            "/value/1 pattern: must start with `a`",
            "/value duplicate: item 1 repeats item 0; each may stand once",
        ],
    );
    let of_newtype = Judge::of::<OfNewtype>();
    of_newtype.accepts_values(&[r#"["a", "bc"]"#, "[]"]);
    of_newtype.refuses_values(
        &[r#"["", "-bc", "a", "a"]"#],
        &[
            "/value/0 length: must have 1 or more characters",
            "/value length: must have at most 3 items",
            "/value/1 length: must have at most 2 characters",
            "/value/1 pattern: must not contain `-`",
        ],
    );
}

of_value!(Twice, Vec<Letters>, inner(length(max = 1)));
of_value!(AtPosition, (u8, Letter), nested);

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Letter(#[validate(length(max = 1))] Letters);

#[test]
fn a_pointer_into_the_schema_names_the_keyword_of_the_rule_or_none() {
    let twice = Judge::of::<Twice>();
    twice.refuses_values(
        &[r#"["abc"]"#],
        &[
            "/value/0 length: must have at most 1 character",
            "/value/0 length: must have at most 2 characters",
        ],
    );
    let pointers = |text: &[u8]| -> Vec<Option<String>> {
        let broken = check_json::<Twice>(text).unwrap_err();
        broken
            .iter()
            .map(crossfield::Violation::schema_pointer)
            .collect()
    };
    let of_type = "/properties/value/items/maxLength".to_owned();
    assert_eq!(pointers(br#"{"value": ["abc"]}"#), [None, Some(of_type)]);
    let items = &twice.document()["properties"]["value"]["items"];
    assert_eq!(items["maxLength"], 2);
    assert_eq!(items["allOf"], json!([{ "maxLength": 1 }]));

    let broken = check_json::<AtPosition>(br#"{"value": [1, "abc"]}"#).unwrap_err();
    let of_types: Vec<_> = broken
        .iter()
        .map(crossfield::Violation::schema_pointer)
        .collect();
    let of_inner = "/properties/value/prefixItems/1/maxLength".to_owned();
    assert_eq!(of_types, [None, Some(of_inner)]);
    let judge = Judge::of::<AtPosition>();
    let position = &judge.document()["properties"]["value"]["prefixItems"][1];
    assert_eq!(position["maxLength"], 2);
    assert_eq!(position["allOf"], json!([{ "maxLength": 1 }]));

    let broken = check_json::<Entries>(br#"{"value": {"a": 1}}"#).unwrap_err();
    let pointers: Vec<_> = broken
        .iter()
        .filter_map(crossfield::Violation::schema_pointer)
        .collect();
    assert_eq!(
        pointers,
        [
            "/properties/value/propertyNames/pattern",
            "/properties/value/additionalProperties/multipleOf"
        ]
    );
}

of_value!(OfOptions, Vec<Option<String>>, inner(length(min = 2)));
of_value!(OfOptionalValues, HashMap<String, Option<f64>>, values(range(max = 1.5)), keys(ascii));
of_value!(Shared, Box<[Box<str>]>, inner(uuid));
of_value!(Sets, Option<BTreeSet<u8>>, inner(range(max = 9)));
of_value!(MapsOfLists, BTreeMap<String, Vec<BTreeMap<String, String>>>, values(length(min = 1), inner(keys(length(max = 1)), values(length(max = 2)))));

#[test]
fn items_and_values_that_may_be_null_have_rules_on_their_value() {
    let options = Judge::of::<OfOptions>();
    options.accepts_values(&["[]", r#"[null, "ab", null]"#]);
    options.refuses_values(
        &[r#"[null, "a"]"#],
        &["/value/1 length: must have 2 or more characters"],
    );
    let values = Judge::of::<OfOptionalValues>();
    values.accepts_values(&["{}", r#"{"a": null, "b": 1.5}"#]);
    values.refuses_values(
        &[r#"{"a": 1.75}"#],
        &["/value/a range: must be at most 1.5"],
    );
    values.refuses_values(
        &[r#"{"é": null}"#],
        &["/value/é pattern: must have ASCII characters only"],
    );
}

#[test]
fn lists_behind_pointers_and_sets_have_rules_inside() {
    let shared = Judge::of::<Shared>();
    shared.accepts_values(&["[]", r#"["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"]"#]);
    shared.refuses_values(
        &[r#"[""]"#],
        &["/value/0 format: must be a UUID of 36 characters in hyphenated form (RFC 9562)"],
    );
    let sets = Judge::of::<Sets>();
    sets.accepts_values(&["null", "[1, 9]"]);
    sets.refuses_values(&["[1, 10]"], &["/value/1 range: must be at most 9"]);
    sets.refuses_values(
        &["[1, 1]", "[1, 1.0]", "[0, -0]", "[0.0, -0e1]"],
        &["/value duplicate: item 1 repeats item 0; each may stand once"],
    );
    sets.agrees_on_what_is_made();
}

#[test]
fn maps_of_lists_of_maps_have_rules_at_every_depth() {
    let deep = Judge::of::<MapsOfLists>();
    deep.accepts_values(&["{}", r#"{"any": [{}], "more": [{"a": "bc"}, {"b": ""}]}"#]);
    deep.refuses_values(
        &[r#"{"a": [], "b": [{}, {"cd": "efg"}]}"#],
        &[
            "/value/a length: must have 1 or more items",
            "/value/b/1/cd length: must have at most 1 character",
            "/value/b/1/cd length: must have at most 2 characters",
        ],
    );
    let inner = &deep.document()["properties"]["value"]["additionalProperties"]["items"];
    assert_eq!(inner["propertyNames"]["maxLength"], 1);
    assert_eq!(inner["additionalProperties"]["maxLength"], 2);
}

of_value!(Sizes, BTreeMap<String, u8>, length(min = 1, max = 2));

#[test]
fn a_length_counts_the_entries_of_a_map() {
    let sizes = Judge::of::<Sizes>();
    sizes.accepts_values(&[r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#]);
    sizes.refuses_values(
        &["{}", r#"{"a": 1, "b": 2, "c": 3}"#],
        &["/value length: must have 1 to 2 entries"],
    );
    let value = &sizes.document()["properties"]["value"];
    assert_eq!(
        (&value["minProperties"], &value["maxProperties"]),
        (&json!(1), &json!(2))
    );
}

of_value!(
    Headers,
    BTreeMap<String, Option<u8>>,
    contains(pattern = "a/b"),
    does_not_contain(pattern = "c", message = "must not have c", code = "c")
);
of_value!(
    Pointed,
    Box<String>,
    contains(pattern = "a"),
    length(min = 2),
    email
);
of_value!(
    PointedMap,
    Option<Box<HashMap<String, u8>>>,
    contains(pattern = "a")
);

#[test]
fn a_map_has_a_key_or_has_it_not() {
    let headers = Judge::of::<Headers>();
    headers.accepts_values(&[r#"{"a/b": null}"#, r#"{"a/b": 1, "d": 2}"#]);
    headers.refuses_values(
        &["{}", r#"{"a": 1}"#],
        &["/value pattern: must have the key `a/b`"],
    );
    headers.refuses_values(
        &[r#"{"a/b": 1, "c": null}"#],
        &["/value c: must not have c"],
    );
    headers.refuses_values(
        &[r#"{"c": 1}"#],
        &[
            "/value pattern: must have the key `a/b`",
            "/value c: must not have c",
        ],
    );
    let broken = check_json::<Headers>(br#"{"value": {"c": 1}}"#).unwrap_err();
    let pointers: Vec<_> = broken
        .iter()
        .map(crossfield::Violation::schema_pointer)
        .collect();
    let keyword = |text: &str| Some(text.to_owned());
    assert_eq!(
        pointers,
        [
            keyword("/properties/value/required"),
            keyword("/properties/value/not")
        ]
    );
    let pointed = Judge::of::<PointedMap>();
    pointed.accepts_values(&["null", r#"{"a": 1}"#]);
    pointed.refuses_values(&["{}"], &["/value pattern: must have the key `a`"]);
}

#[test]
fn a_text_may_stand_behind_a_pointer() {
    let pointed = Judge::of::<Pointed>();
    pointed.accepts_values(&[r#""a@b.c""#]);
    pointed.refuses_values(
        &[r#""b""#],
        &[
            "/value pattern: must contain `a`",
            "/value length: must have 2 or more characters",
            "/value format: must be an e-mail address",
        ],
    );
}

/// JSON text can have a key twice; a map keeps the last entry, and so does a value that a schema's validator reads.
#[test]
fn of_entries_with_one_key_the_last_is_judged() {
    let sizes = Judge::of::<OfOptionalValues>();
    sizes.accepts_values(&[r#"{"a": 9, "a": 1}"#, r#"{"e": 1, "a": 9, "a": null}"#]);
    sizes.refuses_values(
        &[r#"{"a": 1, "a": 9}"#],
        &["/value/a range: must be at most 1.5"],
    );
}
