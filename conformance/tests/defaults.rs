//! Fields that serde fills with a default, on which rules stand.

use std::collections::BTreeMap;

use conformance::Judge;
use crossfield::Validate;
use crossfield::schema::with_rules;
use schemars::JsonSchema;
use serde::Deserialize;

fn five() -> u8 {
    5
}

fn eleven() -> u8 {
    11
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Valid {
    #[serde(default = "five")]
    #[validate(range(min = 1, max = 10))]
    retries: u8,
    #[serde(default)]
    #[validate(range(max = 10), multiple_of = 2)]
    count: u32,
    #[serde(default)]
    #[validate(length(max = 2), inner(length(min = 1)))]
    tags: Vec<String>,
    #[serde(default)]
    note: String,
}

#[test]
fn a_default_that_keeps_its_rules_may_be_left_out() {
    let judge = Judge::of::<Valid>();
    judge.accepts(&[
        "{}",
        r#"{"retries": 10}"#,
        r#"{"count": 4, "tags": ["a"], "note": ""}"#,
    ]);
    judge.refuses(
        r#"{"retries": 0, "count": 11, "tags": [""]}"#,
        &[
            "/retries range: must be from 1 to 10",
            "/count range: must be at most 10",
            "/count multiple_of: must be a multiple of 2",
            "/tags/0 length: must have 1 or more characters",
        ],
    );
    judge.refuses(
        r#"{"retries": null}"#,
        &["/retries type: must be an integer, not null"],
    );
    assert_eq!(judge.document()["required"], serde_json::Value::Null);
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Broken {
    first: u8,
    #[serde(default = "eleven")]
    #[validate(range(max = 10), multiple_of = 2)]
    retries: u8,
    #[serde(default)]
    #[validate(length(min = 1))]
    name: String,
    #[serde(default, rename = "theKind")]
    #[validate(pattern = "^a")]
    kind: String,
    last: Option<u8>,
}

#[test]
fn a_default_that_breaks_its_rules_may_not_be_left_out() {
    let judge = Judge::of::<Broken>();
    judge.accepts(&[r#"{"first": 1, "retries": 2, "name": "a", "theKind": "a"}"#]);
    judge.refuses(
        r#"{"first": 1}"#,
        &[
            "/retries range: must be at most 10",
            "/retries multiple_of: must be a multiple of 2",
            "/name length: must have 1 or more characters",
            "/theKind pattern: must match the pattern `^a`",
        ],
    );
    judge.refuses(
        r#"{"last": "1", "retries": 3, "name": "a"}"#,
        &[
            "/first required: required",
            "/retries multiple_of: must be a multiple of 2",
            "/theKind pattern: must match the pattern `^a`",
            "/last type: must be an integer or null, not a string",
        ],
    );
    judge.agrees_on_what_is_made();
}

#[test]
fn what_a_default_breaks_stands_at_the_object() {
    let text = br#"{"retries": 2, "first": 1, "name": "a" } "#;
    let violations = crossfield::check_json::<Broken>(text).unwrap_err();
    let spans: Vec<_> = violations.iter().map(crossfield::Violation::span).collect();
    let span = spans[0].unwrap();
    assert_eq!((spans.len(), span.start, span.end), (1, 0, 40));
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(default, deny_unknown_fields)]
struct Container {
    #[validate(range(min = 3))]
    retries: u8,
    #[validate(length(min = 2))]
    name: Option<String>,
    #[validate(required, length(min = 2))]
    nick: Option<String>,
    #[validate(empty_is_absent, length(min = 2))]
    text: String,
    #[validate(required)]
    never: Option<u8>,
    #[serde(default)]
    #[validate(length(max = 1))]
    own: Option<String>,
    #[serde(default)]
    #[validate(range(max = 1))]
    zero: u8,
}

impl Default for Container {
    fn default() -> Self {
        Self {
            retries: 4,
            name: Some("a".to_owned()),
            nick: Some("ab".to_owned()),
            text: "b".to_owned(),
            never: None,
            own: Some("long".to_owned()),
            zero: 2,
        }
    }
}

#[test]
fn the_default_of_the_object_fills_its_fields() {
    let judge = Judge::of::<Container>();
    judge.refuses(
        "{}",
        &[
            "/name length: must have 2 or more characters",
            "/text length: must have 2 or more characters",
            "/never required: required",
        ],
    );
    judge.accepts(&[
        r#"{"name": null, "text": "", "never": 1}"#,
        r#"{"name": "ab", "text": "ab", "never": 1, "nick": "cd", "own": null, "zero": 1}"#,
    ]);
    judge.refuses(
        r#"{"name": "a", "text": "", "never": null, "nick": null, "zero": 2}"#,
        &[
            "/name length: must have 2 or more characters",
            "/nick required: required",
            "/never required: required",
            "/zero range: must be at most 1",
        ],
    );
    judge.agrees_on_what_is_made();
}

fn made() -> OfFunction {
    OfFunction {
        good: 1,
        bad: BTreeMap::from([("a".to_owned(), 9)]),
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(default = "made")]
struct OfFunction {
    #[validate(range(max = 3))]
    good: u8,
    #[validate(values(range(max = 3)))]
    bad: BTreeMap<String, u8>,
}

#[test]
fn a_function_fills_the_fields_of_the_object() {
    let judge = Judge::of::<OfFunction>();
    judge.refuses("{}", &["/bad/a range: must be at most 3"]);
    judge.accepts(&[r#"{"bad": {}}"#]);
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Settings {
    #[validate(length(min = 1))]
    name: String,
    #[serde(default)]
    #[validate(length(min = 1))]
    more: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            more: Some(String::new()),
        }
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Nested {
    #[serde(default)]
    settings: Settings,
    #[serde(default)]
    others: Vec<Settings>,
}

#[derive(Deserialize, Validate)]
struct Holder<T> {
    #[serde(default)]
    settings: Settings,
    #[serde(default)]
    others: Vec<Settings>,
    #[serde(default)]
    held: T,
}

#[test]
fn a_default_may_break_rules_inside() {
    let found = [
        "/settings/name length: must have 1 or more characters",
        "/settings/more length: must have 1 or more characters",
    ];
    let judge = Judge::of::<Nested>();
    judge.refuses("{}", &found);
    judge.refuses(r#"{"others": []}"#, &found);
    judge.accepts(&[r#"{"settings": {"name": "a"}}"#]);
    judge.agrees_on_what_is_made();
    let judge = Judge::without_schema::<Holder<u8>>();
    judge.refuses("{}", &found);
    judge.accepts(&[r#"{"settings": {"name": "a"}}"#]);
    judge.agrees_on_what_is_made();
    let judge = Judge::without_schema::<Holder<Settings>>();
    judge.refuses(
        r#"{"settings": {"name": "a"}}"#,
        &[
            "/held/name length: must have 1 or more characters",
            "/held/more length: must have 1 or more characters",
        ],
    );
}

#[derive(Default, Deserialize, Validate)]
#[serde(default)]
struct Generic<T> {
    #[validate(length(min = 1))]
    items: Vec<T>,
    held: T,
}

#[test]
fn the_object_may_have_parameters() {
    let judge = Judge::without_schema::<Generic<u8>>();
    judge.refuses("{}", &["/items length: must have 1 or more items"]);
    judge.accepts(&[r#"{"items": [1]}"#]);
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(tag = "kind")]
enum Tagged {
    Good {
        #[serde(default = "five")]
        #[validate(range(max = 10))]
        retries: u8,
    },
    Bad {
        first: u8,
        #[serde(default = "eleven")]
        #[validate(range(max = 10))]
        retries: u8,
    },
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
enum External {
    Bad {
        #[serde(default = "eleven")]
        #[validate(range(max = 10))]
        retries: u8,
    },
    Pair(
        u8,
        #[serde(default = "eleven")]
        #[validate(range(max = 10))]
        u8,
    ),
}

#[test]
fn the_fields_of_a_variant_may_have_defaults() {
    let judge = Judge::of::<Tagged>();
    judge.accepts(&[
        r#"{"kind": "Good"}"#,
        r#"{"kind": "Bad", "first": 1, "retries": 1}"#,
    ]);
    judge.refuses(
        r#"{"kind": "Bad", "first": 1}"#,
        &["/retries range: must be at most 10"],
    );
    judge.agrees_on_what_is_made();
    let judge = Judge::of::<External>();
    judge.accepts(&[r#"{"Pair": [1, 2]}"#, r#"{"Bad": {"retries": 1}}"#]);
    judge.refuses(
        r#"{"Bad": {}}"#,
        &["/Bad/retries range: must be at most 10"],
    );
    judge.refuses(r#"{"Pair": [1]}"#, &["/Pair/1 range: must be at most 10"]);
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(untagged)]
enum Untagged {
    Bad {
        first: u8,
        #[serde(default = "eleven")]
        #[validate(range(max = 10))]
        retries: u8,
    },
    Other {
        second: u8,
    },
}

#[test]
fn a_default_does_not_decide_which_variant_is_read() {
    let judge = Judge::of::<Untagged>();
    judge.accepts(&[r#"{"second": 1}"#, r#"{"first": 1, "retries": 1}"#]);
    judge.refuses(
        r#"{"first": 1, "second": 2}"#,
        &["/retries range: must be at most 10"],
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Outer {
    #[serde(default)]
    #[validate(range(max = 10))]
    page: u8,
    #[serde(flatten)]
    broken: Broken,
}

#[test]
fn the_fields_of_a_flattened_struct_may_have_defaults() {
    let judge = Judge::of::<Outer>();
    judge.accepts(&[r#"{"first": 1, "retries": 2, "name": "a", "theKind": "a"}"#]);
    judge.refuses(
        r#"{"first": 1, "retries": 2, "page": 11}"#,
        &[
            "/page range: must be at most 10",
            "/name length: must have 1 or more characters",
            "/theKind pattern: must match the pattern `^a`",
        ],
    );
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Positions(
    u8,
    #[serde(default = "five")]
    #[validate(range(max = 10))]
    u8,
    #[serde(default = "eleven")]
    #[validate(range(max = 10))]
    u8,
    #[serde(default = "five")]
    #[validate(range(max = 10))]
    u8,
);

#[test]
fn the_positions_of_an_array_may_have_defaults() {
    let judge = Judge::of::<Positions>();
    judge.accepts(&["[1, 2, 3]", "[1, 2, 3, 4]"]);
    for text in ["[1]", "[1, 2]"] {
        judge.refuses(text, &["/2 range: must be at most 10"]);
    }
    judge.refuses("[1, 2, 3, 11]", &["/3 range: must be at most 10"]);
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Aliased {
    #[serde(default = "eleven", alias = "bad")]
    #[validate(range(max = 10))]
    first: u8,
    #[serde(default, alias = "good")]
    #[validate(range(max = 10))]
    second: u8,
}

#[test]
fn a_field_with_several_keys_may_have_a_default() {
    let judge = Judge::of::<Aliased>();
    judge.accepts(&[r#"{"bad": 1}"#, r#"{"first": 1, "good": 2}"#]);
    judge.refuses("{}", &["/first range: must be at most 10"]);
    judge.agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(tag = "tag", content = "content")]
#[schemars(transform = with_rules::<Self>)]
enum OneValue {
    Number(
        #[serde(default)]
        #[validate(range(min = 1))]
        u8,
    ),
    Other(u8),
}

#[test]
fn what_a_variant_of_one_value_lacks_serde_fills_with_nothing() {
    let judge = Judge::agreeing::<OneValue>();
    for variant in ["Number", "Other"] {
        let text = format!(r#"{{"tag": "{variant}"}}"#);
        assert_eq!(judge.found(&text), ["/content required: required"]);
    }
}
