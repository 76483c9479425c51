//! Violations as programs get them: serialised, compared, displayed and debugged. One of each kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crossfield::{RuleError, Valid, Validate, Violations, cases, check_json};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Sms,
    Voice,
}

#[derive(Deserialize, Validate)]
#[serde(tag = "way", content = "with", rename_all = "snake_case")]
enum Route {
    Off,
    Number(#[validate(pattern = "^[0-9]+$")] String),
}

#[derive(Deserialize, Validate)]
struct Pair(u8, #[serde(default)] u8);

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(at_least_one_of(from, to))]
struct Call {
    kind: Option<Kind>,
    #[validate(required_iff(kind = Voice), length(min = 2, max = 4))]
    to: Option<String>,
    from: Option<i8>,
    #[validate(range(min = 1, exclusive_max = 3.5))]
    gain: f64,
    #[validate(range(exclusive_min = 0), multiple_of = 5)]
    count: u32,
    #[validate(unique_items, length(max = 3))]
    codecs: Vec<String>,
    #[validate(starts_with = "sip:")]
    address: Option<String>,
    #[validate(uuid)]
    id: Option<String>,
    route: Option<Route>,
    pair: Option<Pair>,
    #[validate(keys(ascii), length(max = 1))]
    labels: Option<BTreeMap<String, u8>>,
}

fn listed(violations: &Violations) -> String {
    let mut list = String::new();
    for violation in violations {
        let json = serde_json::to_string(violation).unwrap();
        writeln!(list, "{json}").unwrap();
    }
    list
}

#[test]
fn each_kind_has_the_figures_of_its_rule() {
    let mut list = String::new();
    for case in cases::each_rule::<Call>() {
        list += &listed(&check_json::<Call>(case.text().as_bytes()).unwrap_err());
    }
    for text in [
        r#"{"gain":1,"count":5,"codecs":[],"from":1,"from":2}"#,
        "{\"gain\":1,",
        r#"{"gain":1e400,"count":99999999999,"codecs":7,"to":"abc","from":-129}"#,
    ] {
        list += &listed(&check_json::<Call>(text.as_bytes()).unwrap_err());
    }
    insta::assert_snapshot!(list);
}

fn is_even(number: u8) -> Result<(), RuleError> {
    if number.is_multiple_of(2) {
        return Ok(());
    }
    Err(RuleError::new("odd")
        .with_message("must be even")
        .with_param("step", 2))
}

fn is_open(hours: &Hours) -> Result<(), RuleError> {
    if hours.number == 4 {
        return Err(RuleError::new("closed").with_message("is closed then"));
    }
    Ok(())
}

/// Rules that Rust alone checks.
#[derive(Clone, Debug, Deserialize, Validate)]
#[validate(compare(from < until), custom(function = is_open, native_only))]
struct Hours {
    from: u8,
    until: u8,
    #[validate(custom(function = is_even, native_only))]
    number: u8,
    #[validate(must_match(other = number, native_only))]
    again: u8,
}

#[test]
fn rules_of_rust_have_the_other_field_or_what_the_function_says() {
    let hours = Hours {
        from: 9,
        until: 8,
        number: 3,
        again: 4,
    };
    let closed = Hours {
        from: 1,
        until: 2,
        number: 4,
        again: 4,
    };
    let violations = [hours, closed].map(|hours| listed(&hours.validate().unwrap_err()));
    insta::assert_snapshot!(violations.concat());
}

#[test]
fn a_code_is_compared_with_the_text_that_it_is_serialised_as() {
    let violations = check_json::<Call>(b"{}").unwrap_err();
    let code = violations.iter().next().unwrap().code();
    assert!(code == *"required" && code == "required");
    assert!(code != *"range" && code != "range");
}

#[test]
fn what_is_shown_to_programmers_is_the_place_and_the_message_and_never_the_value() {
    let rejected = Valid::new(Pin { pin: 7_654_321 }).unwrap_err();
    let shown = format!("{rejected:?}");
    assert!(!shown.contains("7654321"), "{shown}");
    insta::assert_snapshot!(format!("{rejected}\n{shown}\n{:?}", rejected.violations()));
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Pin {
    #[validate(range(max = 9999), multiple_of = 2)]
    pin: u32,
}

#[test]
fn serde_is_told_of_all_violations_on_one_line() {
    let error = serde_json::from_str::<Valid<Pin>>(r#"{"pin":7654321}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`/pin`: must be at most 9999; `/pin`: must be a multiple of 2"
    );
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is looked at")]
struct Holder {
    pin: Valid<Pin>,
}

#[test]
fn a_valid_value_has_the_schema_of_the_value() {
    let of = |schema: schemars::Schema| serde_json::to_value(schema).unwrap();
    assert_eq!(
        of(schemars::schema_for!(Valid<Pin>)),
        of(schemars::schema_for!(Pin))
    );
    let holder = of(schemars::schema_for!(Holder));
    assert_eq!(holder["properties"]["pin"]["$ref"], "#/$defs/Pin");
    assert_eq!(holder["$defs"]["Pin"]["properties"]["pin"]["maximum"], 9999);
}
