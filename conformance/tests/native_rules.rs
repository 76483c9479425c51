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
        // So a key without which there would be such a default is required.
        row(r#"{"settings": {}}"#, &off, false),
        row("{}", &off, false),
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

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(
    compare(end_time >= start_time, native_only),
    compare(alias != name, code = "alias", native_only),
    compare(share < whole, message = "must be a part", native_only),
    compare(count = total, native_only)
)]
struct Booking {
    start_time: Option<String>,
    end_time: Option<String>,
    #[validate(empty_is_absent)]
    name: String,
    #[validate(length(min = 2), must_match(other = name, native_only))]
    repeated: Option<String>,
    alias: Option<String>,
    share: Option<f64>,
    #[serde(default)]
    whole: Option<f64>,
    count: u8,
    total: u8,
}

#[test]
fn fields_are_compared_where_both_have_a_value() {
    judge::<Booking>(&[
        row(r#"{"name": "a", "count": 1, "total": 1}"#, &[], true),
        row(
            r#"{"startTime": "10:00", "endTime": "10:00", "name": "ab", "repeated": "ab", "alias": "b", "share": 0.5, "whole": 1, "count": 1.0, "total": 1}"#,
            &[],
            true,
        ),
        row(
            r#"{"total": 1, "count": 2, "whole": 1, "share": 1.0, "alias": "a\u0062", "repeated": "a", "name": "ab", "endTime": "09:59", "startTime": "10:00"}"#,
            &[
                "/repeated length: must have 2 or more characters",
                "/repeated must_match: must equal `name`",
                "/endTime compare: must be at least `startTime`",
                "/alias alias: must differ from `name`",
                "/share compare: must be a part",
                "/count compare: must equal `total`",
            ],
            false,
        ),
        // An empty name is none, as null is.
        row(
            r#"{"name": "", "repeated": "ab", "alias": "", "endTime": null, "startTime": "z", "count": 0, "total": 0}"#,
            &[],
            true,
        ),
        row(
            r#"{"name": "a", "count": 1, "total": "1", "endTime": "a", "startTime": "b"}"#,
            &["/total type: must be an integer, not a string"],
            false,
        ),
    ]);
    let document = schema::document::<Booking>("https://example.com/booking.schema.json");
    assert_eq!(
        document["$comment"],
        "repeated: must equal `name` (checked in Rust only)\n\
         endTime: must be at least `startTime` (checked in Rust only)\n\
         alias: alias (checked in Rust only)\n\
         share: must be a part (checked in Rust only)\n\
         count: must equal `total` (checked in Rust only)"
    );
}

fn has_room(party: &Party) -> Result<(), RuleError> {
    if party.guests.len() <= party.seats.into() {
        return Ok(());
    }
    Err(RuleError::new("full").with_message("has more guests than seats"))
}

fn is_odd(party: &Party) -> Result<(), RuleError> {
    if party.seats % 2 == 1 {
        return Ok(());
    }
    Err(RuleError::new("even"))
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(
    custom(function = has_room, native_only),
    schema(function = "is_odd", skip_on_field_errors = false, code = "seats", native_only),
    custom(function = is_odd, message = "must be odd", native_only),
    at_most_one_of(host, organiser)
)]
struct Party {
    seats: u8,
    guests: Vec<Name>,
    host: Option<String>,
    organiser: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Evening {
    parties: Vec<Party>,
    #[validate(length(max = 2))]
    title: String,
}

#[test]
fn functions_judge_whole_values_when_nothing_else_is_wrong() {
    judge::<Party>(&[
        row(r#"{"seats": 3, "guests": ["alice", "bob"]}"#, &[], true),
        row(
            r#"{"seats": 0, "guests": ["alice"]}"#,
            &[
                " full: has more guests than seats",
                " seats: breaks the rule `seats`",
                " even: must be odd",
            ],
            true,
        ),
        // One function is called nevertheless.
        row(
            r#"{"seats": 0, "guests": ["root"]}"#,
            &[
                "/guests/0 taken: must not be taken",
                " seats: breaks the rule `seats`",
            ],
            true,
        ),
        row(
            r#"{"seats": 0, "guests": [], "host": "a", "organiser": "b"}"#,
            &[
                " one_of: at most one of `host`, `organiser` may be given",
                " seats: breaks the rule `seats`",
            ],
            false,
        ),
        row(
            r#"{"seats": 0, "guests": [1]}"#,
            &["/guests/0 type: must be a string, not a number"],
            false,
        ),
    ]);
    judge::<Evening>(&[
        row(
            r#"{"title": "abc", "parties": [{"seats": 1, "guests": []}, {"seats": 2, "guests": []}]}"#,
            &[
                "/parties/1 seats: breaks the rule `seats`",
                "/parties/1 even: must be odd",
                "/title length: must have at most 2 characters",
            ],
            false,
        ),
        // What is wrong elsewhere does not keep a function from being called.
        row(
            r#"{"title": "a", "parties": [{"seats": 0, "guests": ["r"]}, {"seats": 0, "guests": ["alice"]}]}"#,
            &[
                "/parties/0/guests/0 length: must have 2 or more characters",
                "/parties/0 seats: breaks the rule `seats`",
                "/parties/1 full: has more guests than seats",
                "/parties/1 seats: breaks the rule `seats`",
                "/parties/1 even: must be odd",
            ],
            false,
        ),
    ]);
    let document = schema::document::<Party>("https://example.com/party.schema.json");
    assert_eq!(
        document["$comment"],
        "guests: each item: must be accepted by `is_free` (checked in Rust only)\n\
         Party: must be accepted by `has_room` (checked in Rust only)\n\
         Party: seats (checked in Rust only)\n\
         Party: must be odd (checked in Rust only)"
    );
}

fn ascends(pair: &Pair) -> Result<(), RuleError> {
    if pair.1.iter().all(|later| *later > pair.0) {
        Ok(())
    } else {
        Err(RuleError::new("descends"))
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(custom(function = ascends, native_only))]
struct Pair(
    u8,
    #[validate(inner(range(max = 20), custom(function = is_even, native_only)))] Vec<u8>,
);

#[test]
fn functions_judge_arrays_and_what_is_inside_them() {
    judge::<Pair>(&[
        row("[1, [2, 4]]", &[], true),
        row(
            "[2, [2, 4]]",
            &[" descends: breaks the rule `descends`"],
            true,
        ),
        row(
            "[1, [2, 23, 3]]",
            &[
                "/1/1 range: must be at most 20",
                "/1/1 odd: breaks the rule `odd`",
                "/1/2 odd: breaks the rule `odd`",
            ],
            false,
        ),
    ]);
    let document = schema::document::<Pair>("https://example.com/pair.schema.json");
    assert_eq!(
        document["$comment"],
        "1: each item: must be accepted by `is_even` (checked in Rust only)\n\
         Pair: must be accepted by `ascends` (checked in Rust only)"
    );
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schemars(transform = schema::with_rules::<Self>)]
enum Event {
    Named {
        #[validate(custom(function = is_free, native_only))]
        name: String,
    },
    #[validate(compare(end > start, native_only))]
    Timed {
        start: u8,
        end: Option<u8>,
    },
    Ended,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "snake_case")]
#[schemars(transform = schema::with_rules::<Self>)]
enum Source {
    Name(#[validate(custom(function = is_free, native_only))] String),
    Seats(Box<Party>),
    Pair(u8, #[validate(custom(function = is_even, native_only))] u8),
}

#[test]
fn native_rules_stand_in_the_variants_of_enums() {
    judge::<Event>(&[
        row(r#"{"kind": "named", "name": "alice"}"#, &[], true),
        row(
            r#"{"kind": "named", "name": "root"}"#,
            &["/name taken: must not be taken"],
            true,
        ),
        row(r#"{"kind": "timed", "start": 2, "end": 3}"#, &[], true),
        row(r#"{"kind": "timed", "start": 2}"#, &[], true),
        row(
            r#"{"end": 2, "start": 2, "kind": "timed"}"#,
            &["/end compare: must be above `start`"],
            true,
        ),
        row(r#"{"kind": "ended"}"#, &[], true),
    ]);
    judge::<Source>(&[
        row(r#"{"name": "alice"}"#, &[], true),
        row(
            r#"{"name": "root"}"#,
            &["/name taken: must not be taken"],
            true,
        ),
        row(
            r#"{"seats": {"seats": 1, "guests": ["root"]}}"#,
            &["/seats/guests/0 taken: must not be taken"],
            true,
        ),
        row(
            r#"{"pair": [1, 1]}"#,
            &["/pair/1 odd: breaks the rule `odd`"],
            true,
        ),
        row(r#"{"pair": [1, 2]}"#, &[], true),
    ]);
    let document = schema::document::<Event>("https://example.com/event.schema.json");
    assert_eq!(
        document["$comment"],
        "named: name: must be accepted by `is_free` (checked in Rust only)\n\
         timed: end: must be above `start` (checked in Rust only)"
    );
    let document = schema::document::<Source>("https://example.com/source.schema.json");
    assert_eq!(
        document["$comment"],
        "name: must be accepted by `is_free` (checked in Rust only)\n\
         pair: 1: must be accepted by `is_even` (checked in Rust only)"
    );
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(context = Stock, compare(most >= count, native_only))]
struct Order {
    #[validate(range(min = 1), custom(function = is_in_stock, use_context, native_only))]
    count: u8,
    most: Option<u8>,
}

struct Stock(u8);

fn is_in_stock(count: u8, stock: &Stock) -> Result<(), RuleError> {
    if count <= stock.0 {
        Ok(())
    } else {
        Err(RuleError::new("sold"))
    }
}

#[test]
fn a_type_with_a_context_has_a_schema_and_one_verdict() {
    use crossfield::ValidateWith;
    let document = schema::document::<Order>("https://example.com/order.schema.json");
    let validator = jsonschema::draft202012::new(&document).unwrap();
    let rows: [(&str, &[&str], bool); 6] = [
        (r#"{"count": 3, "most": 3}"#, &[], true),
        (
            r#"{"count": 4}"#,
            &["/count sold: breaks the rule `sold`"],
            true,
        ),
        (
            r#"{"most": 3, "count": 4}"#,
            &[
                "/count sold: breaks the rule `sold`",
                "/most compare: must be at least `count`",
            ],
            true,
        ),
        (
            r#"{"count": 0}"#,
            &["/count range: must be at least 1"],
            false,
        ),
        (
            r#"{"count": null}"#,
            &["/count type: must be an integer, not null"],
            false,
        ),
        ("{}", &["/count required: required"], false),
    ];
    for (text, broken, by_schema) in rows {
        let by_text = crossfield::check_json_with::<Order>(text.as_bytes(), &Stock(3));
        assert_eq!(shown(&by_text), broken, "{text}");
        let value = serde_json::from_str(text).unwrap();
        assert_eq!(validator.is_valid(&value), by_schema, "{text}");
        check_places(text, &by_text, &document);
        if let Ok(order) = serde_json::from_str::<Order>(text) {
            assert_eq!(shown(&order.validate_with(&Stock(3))), broken, "{text}");
            assert_eq!(
                Valid::new_with(order, &Stock(3)).is_ok(),
                broken.is_empty(),
                "{text}"
            );
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct ByName {
    names: std::collections::HashMap<String, Name>,
    #[validate(custom(function = is_even, native_only))]
    count: u8,
}

/// A `HashMap` has its entries in no order that a text could have.
#[test]
fn each_violation_is_told_once_whatever_the_order() {
    let entries: Vec<String> = (0..50)
        .map(|index| {
            let name = if index % 2 == 0 { "x" } else { "root" };
            format!(r#""{index:02}": "{name}""#)
        })
        .collect();
    let text = format!(r#"{{"count": 1, "names": {{{}}}}}"#, entries.join(", "));
    let verdict = check_json::<ByName>(text.as_bytes());
    let mut found = shown(&verdict);
    assert_eq!(found.pop().unwrap(), "/count odd: breaks the rule `odd`");
    found.sort();
    let expected: Vec<String> = (0..50)
        .map(|index| match index % 2 {
            0 => format!("/names/{index:02} length: must have 2 or more characters"),
            _ => format!("/names/{index:02} taken: must not be taken"),
        })
        .collect();
    assert_eq!(found, expected);
    let document = schema::document::<ByName>("https://example.com/names.schema.json");
    check_places(&text, &verdict, &document);
}
