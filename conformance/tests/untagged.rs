//! Untagged enums: serde takes the first variant that it can read, and its rules are those that hold.

#[allow(dead_code, reason = "each test has its own needs")]
mod judges;

use std::collections::{BTreeSet, HashMap};

use crossfield::{Lenient, Valid, Validate, check_json, schema};
use judges::Judges;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Named {
    #[validate(length(min = 2))]
    name: String,
    #[validate(required_if(name = "xx"))]
    size: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Id(#[validate(length(min = 2), pattern = "^[a-z]+$")] String);

#[derive(Deserialize, JsonSchema, Validate)]
enum Kind {
    Full,
    Short,
}

/// Every kind of variant.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged, rename_all_fields = "camelCase", deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
enum All {
    /// Nothing.
    Unit,
    Kind(Kind),
    /// An id.
    Id(Id),
    Text(#[validate(length(max = 3))] String),
    Small(#[validate(range(min = 10))] u8),
    Number(#[validate(range(max = 1000.0))] f64),
    Flag(bool),
    Pair(#[validate(range(max = 9))] u8, Option<Id>),
    List(#[validate(length(min = 1, max = 2))] Vec<Named>),
    Lists(Vec<Vec<Id>>),
    Named(Named),
    /// Fields of its own.
    #[validate(at_most_one_of(first_name, last_name))]
    Fields {
        first_name: Option<String>,
        #[validate(required_if(kind_of = Full))]
        last_name: Option<String>,
        kind_of: Kind,
        inner: Option<Tagged>,
    },
    Map(#[validate(length(min = 2))] HashMap<String, u16>),
    Boxed(Box<Holder>),
    #[serde(skip)]
    #[allow(dead_code)]
    Skipped(std::time::Duration),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Holder {
    all: Option<Box<All>>,
    either: Option<Either>,
    x: Option<External>,
}

/// The first is read from what the second is read from too.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(transform = schema::with_rules::<Self>)]
enum Either {
    First {
        #[validate(length(min = 2))]
        a: String,
        nested: Option<Tagged>,
    },
    Second {
        a: Option<String>,
        b: Option<u8>,
    },
    Third(HashMap<String, External>),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(tag = "t", deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
enum Tagged {
    Unit,
    Named(Named),
    Fields {
        #[validate(range(min = 1))]
        n: u8,
    },
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "lowercase")]
#[schemars(transform = schema::with_rules::<Self>)]
enum External {
    Unit,
    Id(Id),
    Pair(#[validate(range(min = 1))] u8, u8),
    #[serde(alias = "also")]
    Fields {
        #[validate(required)]
        n: Option<u8>,
    },
}

const TEXTS: &[&str] = &[
    "null",
    "true",
    "0",
    "9",
    "10",
    "255",
    "256",
    "1000",
    "1001",
    "1.0",
    "10.0",
    "0.5",
    "-1",
    "1e2",
    "1e3",
    "1e4",
    "1e300",
    r#""Full""#,
    r#""full""#,
    r#""ab""#,
    r#""a""#,
    r#""AB""#,
    r#""ABCD""#,
    r#""""#,
    "[]",
    "[1]",
    "[1, null]",
    "[1.0, null]",
    r#"[1, "ab"]"#,
    r#"[1, "a"]"#,
    r#"[10, "ab"]"#,
    r#"[300, "ab"]"#,
    r#"[1, "ab", 1]"#,
    "[1, 2]",
    "[[]]",
    r#"[["ab"], ["cd", "e"]]"#,
    r#"[["ab"]]"#,
    "[[1]]",
    r#"[{"name": "ab"}]"#,
    r#"[{"name": "a"}]"#,
    r#"[{"name": "xx"}]"#,
    r#"[{"name": "ab"}, {"name": "ab"}, {"name": "ab"}]"#,
    r#"[["ab", 1]]"#,
    r#"[{"name": "ab"}, ["ab"]]"#,
    r#"[{"name": "ab", "x": 1}]"#,
    r#"{"name": "ab"}"#,
    r#"{"name": "a"}"#,
    r#"{"name": "xx"}"#,
    r#"{"name": "xx", "size": 1.0}"#,
    r#"{"name": "ab", "size": 256}"#,
    r#"{"name": "ab", "name": "ab"}"#,
    r#"{"name": "a", "name": 1}"#,
    "{}",
    r#"{"a": 1}"#,
    r#"{"a": 1, "b": 2}"#,
    r#"{"a": 1.0, "b": 2}"#,
    r#"{"a": 70000, "b": 1}"#,
    r#"{"kindOf": "Short"}"#,
    r#"{"kindOf": "Full"}"#,
    r#"{"kindOf": "Full", "lastName": "x", "firstName": "y"}"#,
    r#"{"kindOf": "Full", "lastName": "x"}"#,
    r#"{"kindOf": {"Full": null}}"#,
    r#"{"kindOf": "Odd"}"#,
    r#"{"kindOf": "Short", "inner": {"t": "Unit"}}"#,
    r#"{"kindOf": "Short", "inner": {"t": "Unit", "x": 1}}"#,
    r#"{"kindOf": "Short", "inner": {"t": "Fields", "n": 0}}"#,
    r#"{"kindOf": "Short", "inner": {"n": 1.0, "t": "Fields"}}"#,
    r#"{"kindOf": "Short", "inner": {"t": "Fields", "n": 1, "x": 1}}"#,
    r#"{"kindOf": "Short", "inner": ["Unit"]}"#,
    r#"{"kindOf": "Short", "inner": {"t": "Named", "name": "a"}}"#,
    r#"{"a": "ab"}"#,
    r#"{"a": "a"}"#,
    r#"{"a": "a", "b": 1}"#,
    r#"{"a": null}"#,
    r#"{"a": null, "b": 1.0}"#,
    r#"{"a": 1, "b": "unit"}"#,
    r#"{"b": "unit"}"#,
    r#"{"a": "unit", "b": "unit"}"#,
    r#"{"a": {"id": "ab"}}"#,
    r#"{"a": {"id": "a"}}"#,
    r#"{"a": {"unit": null}}"#,
    r#"{"a": {"pair": [0, 1]}}"#,
    r#"{"a": {"pair": [1, 1]}}"#,
    r#"{"a": {"also": {"n": 1}}}"#,
    r#"{"a": {"fields": {"n": null}}}"#,
    r#"{"a": {"fields": {}}}"#,
    r#"{"a": {"fields": [1]}}"#,
    r#"{"a": "ab", "nested": {"t": "Fields", "n": 0}}"#,
    r#"{"a": "ab", "nested": {"t": "Odd"}}"#,
    r#"{"a": "a", "nested": {"t": "Odd"}}"#,
    r#"{"a": "a", "nested": 1}"#,
    r#"{"all": null}"#,
    r#"{"all": 5}"#,
    r#"{"all": {"all": "ab"}}"#,
    r#"{"all": {"all": "a"}}"#,
    r#"{"all": [1, "a"]}"#,
    r#"{"either": {"a": "ab"}}"#,
    r#"{"either": {"a": "a"}}"#,
    r#"{"either": ["a"]}"#,
    r#"{"x": {"id": "ab"}}"#,
    r#"{"x": {"id": "a"}}"#,
    r#"{"x": {"id": 1}}"#,
    r#"{"x": "unit"}"#,
    r#"{"all": {"either": {"b": 1.0, "a": null}, "x": "unit"}}"#,
    r#"{"all": {"either": {"a": ["a"]}}}"#,
];

fn texts() -> Vec<String> {
    let wrapped = |text: &&str| {
        [
            (*text).to_owned(),
            format!(r#"{{"all": {text}}}"#),
            format!(r#"{{"either": {text}}}"#),
        ]
    };
    TEXTS.iter().flat_map(wrapped).collect()
}

#[test]
fn the_first_variant_that_is_read_decides() {
    Judges::<Either>::new().agree(&texts());
    Judges::<All>::new().agree(&texts());
}

#[test]
fn near_these_texts() {
    Judges::<Either>::new().agree_near(&texts(), 4000, 1);
    Judges::<All>::new().agree_near(&texts(), 4000, 2);
}

/// What reading enforces sends a value on to the next variant; what it keeps or drops does not.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(transform = schema::with_rules::<Self>)]
enum AsRead {
    Set(BTreeSet<u8>),
    Numbers(Vec<u16>),
    Strict {
        letter: Option<char>,
        letters: Vec<char>,
        set: Option<BTreeSet<u8>>,
        #[validate(range(max = 9))]
        size: u8,
    },
    Loose {
        #[validate(length(max = 3, code = "too_long"))]
        letter: Option<String>,
        letters: Vec<String>,
        set: Option<Vec<u16>>,
        size: u16,
    },
}

#[test]
fn what_reading_enforces_decides_which_variant_is_read() {
    // A set that was read does not show what was dropped.
    let judges = Judges::<AsRead>::new().by_text_only();
    for (text, is_valid) in [
        (r#"{"letters": [], "size": 1}"#, true),
        (r#"{"letters": [], "size": 10}"#, false),
        (r#"{"letter": "a", "letters": ["b"], "size": 10}"#, false),
        (r#"{"letter": "ab", "letters": [], "size": 10}"#, true),
        (r#"{"letter": "abcd", "letters": [], "size": 1}"#, false),
        (r#"{"letters": ["a", "bc"], "size": 10}"#, true),
        (
            r#"{"letter": "abcd", "letters": ["bc"], "size": 10}"#,
            false,
        ),
        (r#"{"letters": [], "set": [1, 1], "size": 1}"#, false),
        (r#"{"letters": [], "set": [1, 1], "size": 300}"#, true),
        (r#"{"letters": [], "set": [300, 300], "size": 10}"#, true),
        ("[1, 2]", true),
        ("[1, 1]", false),
        ("[300, 300]", true),
    ] {
        assert_eq!(judges.verdict(text), Ok(is_valid), "{text}");
    }
}

/// Its schema stands where it is used.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(inline, transform = schema::with_rules::<Self>)]
enum TextOrNothing {
    Text(#[validate(length(max = 2))] String),
    Nothing,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(inline, transform = schema::with_rules::<Self>)]
enum TextOrNumber {
    Text(#[validate(length(max = 2))] String),
    Number(#[validate(range(max = 9))] u8),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct InPlace {
    nothing: TextOrNothing,
    either: TextOrNumber,
    may_be_nothing: Option<TextOrNothing>,
    may_be_either: Option<TextOrNumber>,
    #[validate(required)]
    must_be_either: Option<TextOrNumber>,
}

#[test]
fn an_enum_whose_schema_stands_in_place_keeps_all_its_variants() {
    let values = [r#""ab""#, r#""abc""#, "9", "10", "null", "true"];
    let keys = [
        "nothing",
        "either",
        "may_be_nothing",
        "may_be_either",
        "must_be_either",
    ];
    let valid = r#"{"nothing": null, "either": 1, "must_be_either": 1}"#;
    let texts = keys.iter().flat_map(|key| {
        values.iter().map(move |value| {
            let mut object: serde_json::Value = serde_json::from_str(valid).unwrap();
            object[key] = serde_json::from_str(value).unwrap();
            object.to_string()
        })
    });
    Judges::<InPlace>::new()
        .and::<TextOrNothing>("TextOrNothing")
        .and::<TextOrNumber>("TextOrNumber")
        .agree(&texts.collect::<Vec<_>>());
}

/// Holds itself, so that what is read of it has no end.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
enum Chain {
    Link {
        #[validate(length(min = 2))]
        a: String,
        next: Option<Box<Chain>>,
    },
    End {
        a: String,
        next: Option<HashMap<String, serde_json::Value>>,
    },
}

#[test]
fn of_an_enum_that_holds_itself_the_schema_says_what_it_does_not_say() {
    let document = schema::document::<Chain>("https://example.com/chain.schema.json");
    let validator = jsonschema::draft202012::new(&document).unwrap();
    let comment = document["$comment"].as_str().unwrap();
    assert!(
        comment.starts_with("Link: a value that is read as `Link`"),
        "{comment}"
    );
    for (text, native, schema) in [
        (r#"{"a": "ab"}"#, true, true),
        (r#"{"a": "a"}"#, false, false),
        (r#"{"a": "a", "next": null}"#, false, false),
        (r#"{"a": "a", "next": {"x": 1}}"#, true, true),
        (r#"{"a": "ab", "next": {"a": "ab"}}"#, true, true),
        // Read as links, though the second might be an end.
        (
            r#"{"a": "a", "next": {"a": "ab", "next": {"a": "ab"}}}"#,
            false,
            false,
        ),
    ] {
        let value = serde_json::from_str(text).unwrap();
        assert_eq!(
            check_json::<Chain>(text.as_bytes()).is_ok(),
            native,
            "{text}"
        );
        assert_eq!(
            serde_json::from_str::<Valid<Chain>>(text).is_ok(),
            native,
            "{text}"
        );
        assert_eq!(validator.is_valid(&value), schema, "{text}");
    }
}

/// One variant for each kind of JSON.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(transform = schema::with_rules::<Self>)]
enum OfEachKind {
    Nothing,
    Pair(#[validate(range(max = 9))] u8, u8),
    Text(#[validate(length(max = 3))] String),
    Fields {
        #[validate(length(min = 2))]
        name: String,
        inner: Option<Box<OfEachKind>>,
    },
}

#[test]
fn where_one_variant_only_is_of_the_kind_of_value_its_faults_are_told() {
    Judges::<OfEachKind>::new().agree(&texts());
    let found = |text: &str| {
        check_json::<OfEachKind>(text.as_bytes())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        found("[1, \"a\"]"),
        "`/1`: must be an integer, not a string"
    );
    assert_eq!(found("[1]"), "must have 2 items");
    assert_eq!(
        found(r#"{"inner": [300, 1]}"#),
        "`/name`: required\n`/inner/0`: must be at most 9\n`/inner/0`: must be from 0 to 255"
    );
    assert_eq!(
        found(r#"{"name": 1, "inner": {"name": 2}}"#),
        "`/name`: must be a string, not a number\n`/inner/name`: must be a string, not a number"
    );
    let document = schema::document::<OfEachKind>("https://example.com/of-each-kind.schema.json");
    assert_eq!(document.get("$comment"), None);
}

/// What reading keeps or drops, the first variant is read from.
#[derive(Deserialize, Validate)]
#[serde(untagged)]
enum Kept {
    First {
        kind: Lenient<Kind>,
        numbers: Option<BTreeSet<u8>>,
    },
    #[allow(dead_code)]
    Second {
        kind: serde_json::Value,
        numbers: Option<Vec<u16>>,
    },
}

#[test]
fn a_variant_is_read_from_what_reading_it_keeps_or_drops() {
    for (text, is_valid) in [
        (r#"{"kind": "Full", "numbers": [1, 2]}"#, true),
        (r#"{"kind": "Odd"}"#, false),
        (r#"{"kind": "Full", "numbers": [1, 1]}"#, false),
        (r#"{"kind": 1}"#, true),
        (r#"{"kind": "Odd", "numbers": [300, 300]}"#, true),
    ] {
        assert_eq!(
            check_json::<Kept>(text.as_bytes()).is_ok(),
            is_valid,
            "{text}"
        );
        assert_eq!(
            serde_json::from_str::<Valid<Kept>>(text).is_ok(),
            is_valid,
            "{text}"
        );
    }
}

/// The second is read where what the first holds is not, however that is found.
#[derive(Deserialize, Validate)]
#[serde(untagged)]
enum Around {
    #[allow(dead_code)]
    First { inner: OfEachKind },
    #[allow(dead_code)]
    Second { inner: Vec<u16> },
}

#[test]
fn an_enum_inside_that_reads_nothing_leaves_the_value_to_the_next_variant() {
    for (text, is_valid) in [
        (r#"{"inner": [1, 2]}"#, true),
        (r#"{"inner": [10, 2]}"#, false),
        (r#"{"inner": [1, 300]}"#, true),
        (r#"{"inner": [1, 70000]}"#, false),
    ] {
        assert_eq!(
            check_json::<Around>(text.as_bytes()).is_ok(),
            is_valid,
            "{text}"
        );
        assert_eq!(
            serde_json::from_str::<Valid<Around>>(text).is_ok(),
            is_valid,
            "{text}"
        );
    }
}

#[test]
fn payloads_made_from_the_rules() {
    Judges::<All>::new().agree_on_cases();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(transform = schema::with_rules::<Self>)]
enum NumberOrText {
    Number(Option<u8>),
    Text(#[validate(length(max = 2))] String),
}

#[test]
fn a_variant_that_may_be_null_is_of_no_other_kind_for_that() {
    let judges = Judges::<NumberOrText>::new();
    for (text, said) in [
        ("null", None),
        ("300", Some("must be from 0 to 255")),
        (r#""abc""#, Some("must have at most 2 characters")),
        ("true", Some("must have one of the forms of `NumberOrText`")),
    ] {
        assert_eq!(judges.verdict(text), Ok(said.is_none()), "{text}");
        let found = check_json::<NumberOrText>(text.as_bytes());
        assert_eq!(
            found.err().map(|found| found.to_string()).as_deref(),
            said,
            "{text}"
        );
    }
}
