//! Rules that no schema can say: the typed check, `Valid` and the check on text have one verdict on them, and a validator
//! that reads the schema accepts whatever only such a rule refuses.

use std::fmt::Debug;

use crossfield::{RuleError, Valid, Validate, Violations, check_json, schema};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a text is expected to break: the rules that only Rust checks behind those that the schema has too.
struct Row<'a> {
    text: &'a str,
    /// `pointer code: message`, in order.
    broken: &'a [&'a str],
    /// Whether the schema accepts the text.
    by_schema: bool,
}

const fn row<'a>(text: &'a str, broken: &'a [&'a str], by_schema: bool) -> Row<'a> {
    Row {
        text,
        broken,
        by_schema,
    }
}

fn shown(verdict: &Result<(), Violations>) -> Vec<String> {
    let violations = verdict.as_ref().err().into_iter().flatten();
    violations
        .map(|found| format!("{} {}: {}", found.pointer(), found.code(), found.message()))
        .collect()
}

/// Holds all ways to judge a text against each other. Where the type is read, the violations are those of the value.
#[track_caller]
fn judge<T>(rows: &[Row<'_>])
where
    T: Validate + JsonSchema + schema::CarriesRules + DeserializeOwned + Debug,
{
    let document = schema::document::<T>("https://example.com/type.schema.json");
    let validator = jsonschema::draft202012::new(&document).unwrap();
    for Row {
        text,
        broken,
        by_schema,
    } in rows
    {
        let by_text = check_json::<T>(text.as_bytes());
        assert_eq!(shown(&by_text), *broken, "{text}");
        let by_valid = serde_json::from_str::<Valid<T>>(text);
        assert_eq!(by_valid.is_ok(), by_text.is_ok(), "{text}: {by_valid:?}");
        let value = serde_json::from_str(text).unwrap();
        assert_eq!(validator.is_valid(&value), *by_schema, "{text}");
        assert!(*by_schema || by_text.is_err(), "fail-open: {text}");
        if let Ok(value) = serde_json::from_str::<T>(text) {
            let by_value = value.validate();
            assert_eq!(shown(&by_value), shown(&by_text), "{text}");
            assert_eq!(value.is_valid(), by_value.is_ok(), "{text}");
        }
        check_places(text, &by_text, &document);
    }
}

/// Every violation has a place in the text, and the keyword to which it points is in the document.
#[track_caller]
fn check_places(text: &str, verdict: &Result<(), Violations>, document: &serde_json::Value) {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    for violation in verdict.as_ref().err().into_iter().flatten() {
        let span = violation.span().expect("a place");
        let there: serde_json::Value = serde_json::from_str(&text[span.start..span.end]).unwrap();
        if let Some(found) = value.pointer(&violation.pointer().to_string())
            && violation.code() != "unknown_field"
        {
            assert_eq!(there, *found, "{violation} in {text}");
        }
        if let Some(pointer) = violation.schema_pointer() {
            let definition = &document["$defs"][violation.type_name().unwrap()];
            let found = definition.pointer(&pointer).or(document.pointer(&pointer));
            assert!(found.is_some(), "{pointer} in {document:#}");
        }
    }
}

fn is_free(name: &str) -> Result<(), RuleError> {
    match name {
        "root" => Err(RuleError::new("taken").with_message("must not be taken")),
        "admin" => Err(RuleError::new(format!("taken_by_{}", name.len()))),
        _ => Ok(()),
    }
}

fn is_even(number: u8) -> Result<(), RuleError> {
    let odd = number % 2 == 1;
    if odd {
        Err(RuleError::new("odd").with_param("step", 2))
    } else {
        Ok(())
    }
}

fn is_sorted(items: &[String]) -> Result<(), RuleError> {
    if items.is_sorted() {
        Ok(())
    } else {
        Err(RuleError::new("unsorted").with_message("must be in order"))
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Account {
    #[validate(
        length(min = 2),
        custom(function = is_free, native_only),
        custom(function = "is_free", code = "name", message = "choose another", native_only)
    )]
    user_name: String,
    #[validate(custom(function = is_even, native_only))]
    nick_count: Option<u8>,
    #[serde(default)]
    #[validate(custom(function = is_sorted, native_only, code = "order"), length(max = 3))]
    tags: Vec<String>,
}

#[test]
fn functions_judge_fields() {
    let taken = [
        "/userName taken: must not be taken",
        "/userName name: choose another",
    ];
    judge::<Account>(&[
        row(r#"{"userName": "alice"}"#, &[], true),
        row(
            r#"{"userName": "alice", "nickCount": 2, "tags": ["a", "b"]}"#,
            &[],
            true,
        ),
        row(r#"{"userName": "alice", "nickCount": null}"#, &[], true),
        row(r#"{"userName": "root"}"#, &taken, true),
        row(r#"{"userName": "r\u006fot"}"#, &taken, true),
        row(
            r#"{"userName": "admin"}"#,
            &[
                "/userName taken_by_5: breaks the rule `taken_by_5`",
                "/userName name: choose another",
            ],
            true,
        ),
        row(
            r#"{"userName": "alice", "nickCount": 3}"#,
            &["/nickCount odd: breaks the rule `odd`"],
            true,
        ),
        row(
            r#"{"userName": "alice", "nickCount": 3.0}"#,
            &["/nickCount odd: breaks the rule `odd`"],
            true,
        ),
        // Those that the schema has too stand in between, and in declaration order whatever the order of the keys.
        row(
            r#"{"tags": ["d", "c", "b", "a"], "nickCount": 1, "userName": "x"}"#,
            &[
                "/userName length: must have 2 or more characters",
                "/nickCount odd: breaks the rule `odd`",
                "/tags order: must be in order",
                "/tags length: must have at most 3 items",
            ],
            false,
        ),
        // What cannot be read has no value for a function to judge.
        row(
            r#"{"userName": "root", "nickCount": "3"}"#,
            &["/nickCount type: must be an integer or null, not a string"],
            false,
        ),
        row(
            r#"{"userName": "root", "extra": 1}"#,
            &[
                "/extra unknown_field: unknown field; the fields are `userName`, `nickCount`, `tags`",
            ],
            false,
        ),
        row("{}", &["/userName required: required"], false),
    ]);
}

#[test]
fn what_is_not_json_calls_no_function() {
    let verdict = check_json::<Account>(br#"{"userName": "root""#);
    assert_eq!(shown(&verdict), [" syntax: unexpected end of text"]);
}

#[test]
fn the_schema_lists_what_it_cannot_say() {
    let document = schema::document::<Account>("https://example.com/account.schema.json");
    assert_eq!(
        document["$comment"],
        "userName: must be accepted by `is_free` (checked in Rust only)\n\
         userName: choose another (checked in Rust only)\n\
         nickCount: must be accepted by `is_even` (checked in Rust only)\n\
         tags: order (checked in Rust only)"
    );
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Name(#[validate(length(min = 2), custom(function = is_free, native_only))] String);

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Team {
    lead: Name,
    #[validate(length(min = 1))]
    members: Vec<Name>,
    deputies: Option<std::collections::BTreeMap<String, Name>>,
    #[validate(length(max = 2))]
    title: Option<String>,
}

#[test]
fn functions_judge_what_lists_and_maps_hold() {
    judge::<Team>(&[
        row(
            r#"{"lead": "alice", "members": ["bob", "carol"], "deputies": {"x": "dave"}}"#,
            &[],
            true,
        ),
        row(
            r#"{"title": "abc", "lead": "root", "deputies": {"x~/y": "root", "z": "r"}, "members": ["bob", "admin", "c"]}"#,
            &[
                "/lead taken: must not be taken",
                "/members/1 taken_by_5: breaks the rule `taken_by_5`",
                "/members/2 length: must have 2 or more characters",
                "/deputies/x~0~1y taken: must not be taken",
                "/deputies/z length: must have 2 or more characters",
                "/title length: must have at most 2 characters",
            ],
            false,
        ),
        row(
            r#"{"lead": "r", "members": []}"#,
            &[
                "/lead length: must have 2 or more characters",
                "/members length: must have 1 or more items",
            ],
            false,
        ),
    ]);
    let document = schema::document::<Team>("https://example.com/team.schema.json");
    assert_eq!(
        document["$comment"],
        "lead: must be accepted by `is_free` (checked in Rust only)\n\
         members: each item: must be accepted by `is_free` (checked in Rust only)\n\
         deputies: each entry: must be accepted by `is_free` (checked in Rust only)"
    );
    let document = schema::document::<Name>("https://example.com/name.schema.json");
    assert_eq!(
        document["$comment"],
        "must be accepted by `is_free` (checked in Rust only)"
    );
}

#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Settings {
    #[validate(custom(function = is_on, native_only))]
    #[serde(default)]
    on: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "only numbers are handed on as they are"
)]
fn is_on(on: &bool) -> Result<(), RuleError> {
    if *on {
        Ok(())
    } else {
        Err(RuleError::new("off"))
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Line {
    #[serde(default)]
    settings: Settings,
    number: Option<Valid<Name>>,
}

#[test]
fn a_default_is_judged_as_a_value_that_was_given() {
    let off = ["/settings/on off: breaks the rule `off`"];
    judge::<Line>(&[
        row(r#"{"settings": {"on": true}}"#, &[], true),
        row(r#"{"settings": {"on": false}}"#, &off, true),
        row(r#"{"settings": {}}"#, &off, true),
        row("{}", &off, true),
    ]);
}

#[test]
fn a_value_that_is_validated_while_it_is_read_is_refused_as_a_whole() {
    for (number, valid) in [("alice", true), ("root", false)] {
        let text = format!(r#"{{"settings": {{"on": true}}, "number": "{number}"}}"#);
        let by_text = check_json::<Line>(text.as_bytes());
        let by_valid = serde_json::from_str::<Valid<Line>>(&text);
        assert_eq!(
            (by_text.is_ok(), by_valid.is_ok()),
            (valid, valid),
            "{text}"
        );
        if let Err(violations) = by_text {
            let violation = violations.iter().next().unwrap();
            assert_eq!(violation.code(), "type");
            assert_eq!(violation.span().map(|span| span.end), Some(text.len()));
        }
    }
}
