//! Violations as programs get them, serialised: one of each kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crossfield::{RuleError, Validate, Violations, cases, check_json};
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
