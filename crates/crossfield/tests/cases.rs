//! Payloads made from rules are what they say, and every rule has its own.

use crossfield::{Code, Valid, Validate, cases, check_json};
use serde::Deserialize;

#[derive(Debug, Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Sms,
    Voice,
    Transfer,
}

#[derive(Debug, Deserialize, Validate)]
struct Party {
    #[validate(pattern = r"^\+[0-9]{8,15}$")]
    number: String,
}

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(exactly_one_of(url, script), when(kind = Transfer, at_least_one_of(from, target)))]
struct Call {
    kind: Option<Kind>,
    #[validate(required_iff(kind in [Sms, Voice]))]
    to: Option<Party>,
    from: Option<Party>,
    #[validate(required_if(all(kind = Transfer, retries > 3)), starts_with = "sip:", length(max = 12))]
    target: Option<String>,
    #[validate(range(min = 1, exclusive_max = 10), multiple_of = 3)]
    retries: u8,
    #[validate(unique_items, length(max = 2))]
    codecs: Vec<String>,
    #[validate(http_url)]
    url: Option<String>,
    #[validate(forbidden_unless(length(codecs) > 1))]
    script: Option<String>,
    #[serde(default, deserialize_with = "crossfield::not_null")]
    #[validate(uuid)]
    id: Option<String>,
}

#[test]
fn valid_payloads_are_valid_to_every_check() {
    let valid = cases::valid::<Call>();
    assert!(valid.len() > 40, "{}", valid.len());
    for case in &valid {
        assert!(case.violation().is_none());
        assert!(
            check_json::<Call>(case.text().as_bytes()).is_ok(),
            "{}",
            case.text()
        );
        assert!(
            serde_json::from_str::<Valid<Call>>(case.text()).is_ok(),
            "{}",
            case.text()
        );
    }
}

#[test]
fn invalid_payloads_break_what_they_say_and_nothing_else() {
    for case in cases::invalid::<Call>() {
        let violations = check_json::<Call>(case.text().as_bytes()).expect_err("a broken rule");
        assert_eq!(violations.len(), 1, "{}: {violations}", case.text());
        assert_eq!(violations.to_string(), case.name());
        assert_eq!(
            case.violation().map(ToString::to_string).as_deref(),
            Some(case.name())
        );
        assert!(
            serde_json::from_str::<Valid<Call>>(case.text()).is_err(),
            "{}",
            case.text()
        );
    }
}

#[test]
fn every_rule_has_a_payload_that_breaks_it_alone() {
    let broken: Vec<(String, Code, String)> = cases::each_rule::<Call>()
        .iter()
        .filter_map(|case| case.violation())
        .map(|violation| {
            (
                violation.pointer().to_string(),
                violation.code(),
                violation.message().to_string(),
            )
        })
        .collect();
    let expected = [
        (
            "/kind",
            Code::Enum,
            "must be one of `sms`, `voice`, `transfer`",
        ),
        (
            "/kind",
            Code::Type,
            "must be a string or null, not a number",
        ),
        (
            "/to",
            Code::Required,
            "required when `kind` is one of `sms`, `voice`",
        ),
        (
            "/to",
            Code::Forbidden,
            "must be absent or null when `kind` is none of `sms`, `voice`",
        ),
        (
            "/to/number",
            Code::Pattern,
            r"must match the pattern `^\+[0-9]{8,15}$`",
        ),
        ("/to/number", Code::Required, "required"),
        (
            "/target",
            Code::Required,
            "required when `kind` is `transfer` and `retries` is above `3`",
        ),
        ("/target", Code::Pattern, "must start with `sip:`"),
        ("/target", Code::Length, "must have at most 12 characters"),
        (
            "/retries",
            Code::Range,
            "must be at least 1 and less than 10",
        ),
        ("/retries", Code::MultipleOf, "must be a multiple of 3"),
        (
            "/codecs",
            Code::Duplicate,
            "item 1 repeats item 0; each may stand once",
        ),
        ("/codecs", Code::Length, "must have at most 2 items"),
        ("/codecs/0", Code::Type, "must be a string, not null"),
        (
            "/url",
            Code::Format,
            "must be an http or https URL (RFC 3986)",
        ),
        (
            "/script",
            Code::Forbidden,
            "must be absent or null when the length of `codecs` is not above 1",
        ),
        (
            "/id",
            Code::Format,
            "must be a UUID of 36 characters in hyphenated form (RFC 9562)",
        ),
        (
            "",
            Code::OneOf,
            "exactly one of `url`, `script` must be given",
        ),
        (
            "",
            Code::OneOf,
            "at least one of `from`, `target` must be given when `kind` is `transfer`",
        ),
    ];
    for (pointer, code, message) in expected {
        let found = broken.iter().any(|broken| {
            (broken.0.as_str(), &broken.1, broken.2.as_str()) == (pointer, &code, message)
        });
        assert!(found, "{pointer} {code}: {message}\n{broken:#?}");
    }
}

#[test]
fn both_sides_of_each_bound_are_tried() {
    let texts: Vec<String> = cases::valid::<Call>()
        .iter()
        .map(|case| case.text().to_owned())
        .collect();
    for part in [
        r#""retries":3"#,
        r#""retries":9"#,
        r#""target":"sip:::::::::""#,
        r#""kind":"voice""#,
    ] {
        assert!(
            texts.iter().any(|text| text.contains(part)),
            "{part}\n{texts:#?}"
        );
    }
}

/// A type that holds itself, and one whose value only its own type can read.
#[derive(Debug, Deserialize, Validate)]
struct Tree {
    #[validate(opaque)]
    at: core::net::IpAddr,
    left: Option<Box<Tree>>,
    #[validate(required_if(present(left)))]
    right: Option<Box<Tree>>,
}

#[test]
fn a_text_that_counts_as_none_is_tried_where_a_value_is_required_asked_about_and_counted() {
    #[derive(Debug, Deserialize, Validate)]
    #[validate(at_least_one_of(user, room))]
    struct Route {
        kind: Kind,
        #[validate(empty_is_absent, required_if(kind = Voice))]
        topic: Option<String>,
        #[validate(empty_is_absent)]
        context: Option<String>,
        #[validate(required_if(absent(context)))]
        url: Option<String>,
        #[validate(empty_is_absent)]
        user: Option<String>,
        room: Option<String>,
    }

    let broken: Vec<(String, Code)> = cases::invalid::<Route>()
        .into_iter()
        .filter(|case| case.text().contains(r#":"""#))
        .flat_map(|case| {
            let violations = check_json::<Route>(case.text().as_bytes()).unwrap_err();
            let broken = violations.iter();
            let broken =
                broken.map(|violation| (violation.pointer().to_string(), violation.code()));
            broken.collect::<Vec<_>>()
        })
        .collect();
    for expected in [
        ("/topic", Code::Required),
        ("/url", Code::Required),
        ("", Code::OneOf),
    ] {
        let expected = (expected.0.to_owned(), expected.1);
        assert!(broken.contains(&expected), "{expected:?} in {broken:?}");
    }
}

#[test]
fn a_type_that_holds_itself_ends() {
    let valid = cases::valid::<Tree>();
    assert!(
        valid.iter().any(|case| case.text().contains("left")),
        "{valid:#?}"
    );
    assert!(
        valid
            .iter()
            .all(|case| serde_json::from_str::<Valid<Tree>>(case.text()).is_ok())
    );
    let invalid = cases::invalid::<Tree>();
    assert!(
        invalid
            .iter()
            .any(|case| case.name() == "`/right`: required when `left` is given"),
        "{invalid:#?}"
    );
}

#[test]
fn random_payloads_are_of_both_kinds_and_the_checks_agree_on_each() {
    let (mut valid, mut invalid, mut no_json) = (0, 0, 0);
    for text in cases::random::<Call>(2026).take(5_000) {
        let read = serde_json::from_str::<Valid<Call>>(&text);
        let checked = check_json::<Call>(text.as_bytes());
        assert_eq!(
            read.is_ok(),
            checked.is_ok(),
            "{text}\n{read:?}\n{checked:?}"
        );
        match checked {
            Ok(()) => valid += 1,
            Err(violations)
                if violations
                    .iter()
                    .any(|violation| violation.code() == Code::Syntax) =>
            {
                no_json += 1;
            }
            Err(_) => invalid += 1,
        }
    }
    assert!(
        valid > 500 && invalid > 1_000 && no_json > 100,
        "{valid} {invalid} {no_json}"
    );
}

#[test]
fn shrinking_keeps_what_it_is_asked_to_keep_and_loses_the_rest() {
    let breaks = |text: &str| {
        check_json::<Call>(text.as_bytes())
            .err()
            .is_some_and(|violations| {
                violations
                    .at("/codecs")
                    .any(|violation| violation.code() == Code::Duplicate)
            })
    };
    let found = cases::random::<Call>(1)
        .find(|text| breaks(text) && text.len() > 100)
        .unwrap();
    assert_eq!(cases::shrink(&found, breaks), r#"{"codecs":["a","a"]}"#);
    assert_eq!(cases::shrink("[1, 2", |text| text.contains('2')), "2");
}

#[test]
fn shrinking_ends_where_any_part_less_would_lose_what_is_kept() {
    let long = format!(r#"["{}x{}"]"#, "a".repeat(300), "b".repeat(300));
    for (payload, kept, shrunken) in [
        (r#"{"a": 1, "b": {"c": [null, 2, "z"]}}"#, "z", r#""z""#),
        (r#"[1, [2, "z", 3], {"a": 4}]"#, "[", "[]"),
        (r#"[7, [2, {"z": 30}], "y"]"#, r#"{"z""#, r#"{"z":0}"#),
        (r#"["left", "right"]"#, "\",\"", r#"["",""]"#),
        (r#"{"a": "one of five", "b": 25}"#, "f", r#""f""#),
        ("[20, 300]", "0", "0"),
        ("[21, 310]", "1", "1"),
        ("[0.25]", ".", "0.25"),
        ("[true]", "true", "true"),
        (&long, "x", r#""x""#),
        ("[1, 2, 3", "2, ", "2, "),
        ("é, ü, è", "ü", "ü"),
    ] {
        assert_eq!(cases::shrink(payload, |text| text.contains(kept)), shrunken);
    }
}

#[test]
fn shrinking_prefers_zero_to_one_and_halves_long_texts() {
    assert_eq!(cases::shrink("1", |text| text == "0" || text == "1"), "0");
    let mut asked = 0;
    let long = format!("\"{}x\"", "a".repeat(4_000));
    let shrunken = cases::shrink(&long, |text| {
        asked += 1;
        text.contains('x')
    });
    assert_eq!(shrunken, r#""x""#);
    assert!(asked < 100, "{asked}");
}

/// An array of two items in JSON.
#[derive(Debug, Deserialize, Validate)]
struct Pair(#[validate(length(min = 1))] String, Option<u8>);

#[test]
fn the_positions_of_an_array_have_payloads_of_their_own() {
    let broken: Vec<String> = cases::each_rule::<Pair>()
        .iter()
        .map(|case| case.name().to_owned())
        .collect();
    for expected in [
        "`/0`: must have 1 or more characters",
        "`/1`: must be an integer or null, not a string",
    ] {
        assert!(broken.iter().any(|name| name == expected), "{broken:#?}");
    }
    assert!(
        cases::valid::<Pair>()
            .iter()
            .any(|case| case.text() == r#"["a",null]"#)
    );
}

#[derive(Debug, Deserialize, Validate)]
struct Inside {
    #[validate(credit_card)]
    card: String,
    #[validate(email)]
    mail: String,
    #[validate(inner(length(min = 2), inner(range(max = 9))))]
    grid: Vec<Vec<u8>>,
    #[validate(length(min = 1), keys(pattern = "^x-[a-z]*$"), values(length(max = 3)))]
    labels: std::collections::BTreeMap<String, String>,
}

#[test]
fn rules_inside_lists_and_maps_have_payloads_too() {
    assert!(cases::valid::<Inside>().len() > 5);
    let broken: Vec<String> = cases::each_rule::<Inside>()
        .iter()
        .filter_map(|case| case.violation())
        .map(ToString::to_string)
        .collect();
    for expected in [
        "`/grid/0`: must have 2 or more items",
        "`/grid/0/1`: must be at most 9",
        "`/labels`: must have 1 or more entries",
        "`/labels/a`: must match the pattern `^x-[a-z]*$`",
        "`/labels/x-`: must have at most 3 characters",
        "`/card`: must be the number of a payment card",
        "`/mail`: must be an e-mail address",
    ] {
        assert!(
            broken.iter().any(|broken| broken == expected),
            "{expected} in {broken:#?}"
        );
    }
}
