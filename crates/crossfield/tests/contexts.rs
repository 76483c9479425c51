//! Types that are checked with a context.

use crossfield::{Described, RuleError, Valid, Validate, ValidateWith, check_json_with};
use serde::Deserialize;

struct Known<'a> {
    names: &'a [&'a str],
    limit: u8,
}

fn is_known(name: &str, known: &Known<'_>) -> Result<(), RuleError> {
    if known.names.contains(&name) {
        return Ok(());
    }
    Err(RuleError::new("unknown").with_message("must be known"))
}

fn is_at_most(count: u8, known: &Known<'_>) -> Result<(), RuleError> {
    if count <= known.limit {
        return Ok(());
    }
    Err(RuleError::new("too_many").with_param("limit", known.limit))
}

fn has_few(order: &Order, known: &Known<'_>) -> Result<(), RuleError> {
    if order.items.len() <= known.limit.into() {
        return Ok(());
    }
    Err(RuleError::new("too_long"))
}

fn is_short(name: &str) -> Result<(), RuleError> {
    if name.len() < 10 {
        return Ok(());
    }
    Err(RuleError::new("long"))
}

#[derive(Debug, Deserialize, Validate)]
#[validate(
    context = "Known<'v_a>",
    schema(function = has_few, use_context),
    custom(function = never, skip_on_field_errors = false)
)]
struct Order {
    #[validate(
        length(min = 1),
        custom(function = "is_known", use_context),
        custom(function = is_short, use_context = false)
    )]
    name: String,
    #[validate(custom(function = is_at_most, use_context = true))]
    count: Option<u8>,
    #[validate(inner(custom(function = is_known, use_context)))]
    items: Vec<String>,
}

fn never(order: &Order) -> Result<(), RuleError> {
    if order.name == "never" {
        return Err(RuleError::new("never"));
    }
    Ok(())
}

const KNOWN: Known<'static> = Known {
    names: &["a", "b"],
    limit: 1,
};

fn shown(verdict: Result<(), crossfield::Violations>) -> Vec<String> {
    let violations = verdict.err().into_iter().flatten();
    violations
        .map(|found| format!("{} {}: {}", found.pointer(), found.code(), found.message()))
        .collect()
}

#[test]
fn functions_take_the_context_they_ask_for() {
    let rows: [(&str, &[&str]); 5] = [
        (r#"{"name": "a", "items": []}"#, &[]),
        (r#"{"name": "a", "count": 1, "items": ["b"]}"#, &[]),
        (
            r#"{"name": "a", "items": ["a", "b"]}"#,
            &[" too_long: breaks the rule `too_long`"],
        ),
        (
            r#"{"items": ["b", "c", "a"], "count": 2, "name": ""}"#,
            &[
                "/name length: must have 1 or more characters",
                "/name unknown: must be known",
                "/count too_many: breaks the rule `too_many`",
                "/items/1 unknown: must be known",
            ],
        ),
        (
            r#"{"items": [1], "name": "c"}"#,
            &["/items/0 type: must be a string, not a number"],
        ),
    ];
    for (text, expected) in rows {
        let by_text = check_json_with::<Order>(text.as_bytes(), &KNOWN);
        if let Ok(order) = serde_json::from_str::<Order>(text) {
            assert_eq!(order.is_valid_with(&KNOWN), expected.is_empty(), "{text}");
            assert_eq!(shown(order.validate_with(&KNOWN)), expected, "{text}");
            assert_eq!(Valid::new_with(order, &KNOWN).is_ok(), expected.is_empty());
        }
        assert_eq!(shown(by_text), expected, "{text}");
    }
}

#[test]
fn validator_hands_the_context_in_as_to_its_own_derive() {
    use validator::ValidateArgs;
    let order = Order {
        name: "c".to_owned(),
        count: Some(2),
        items: Vec::new(),
    };
    let errors = order.validate_with_args(&KNOWN).unwrap_err();
    assert_eq!(errors.field_errors()["name"][0].code, "unknown");
    assert_eq!(errors.field_errors()["count"][0].params["limit"], 1);
}

/// A context that functions change.
#[derive(Default)]
struct Seen(Vec<String>);

fn is_new(name: &str, seen: &mut Seen) -> Result<(), RuleError> {
    if seen.0.iter().any(|other| other == name) {
        return Err(RuleError::new("again"));
    }
    seen.0.push(name.to_owned());
    Ok(())
}

fn counts(names: &Names, seen: &mut Seen) -> Result<(), RuleError> {
    if names.others.len() > 5 {
        return Err(RuleError::new("many"));
    }
    seen.0.push("all".to_owned());
    Ok(())
}

#[derive(Deserialize, Validate)]
#[validate(context = Seen, mutable, schema(function = counts, use_context))]
struct Names {
    #[validate(custom(function = is_new, use_context))]
    first: String,
    #[validate(inner(custom(function = is_new, use_context)))]
    others: Vec<String>,
}

#[test]
fn a_context_may_be_changed() {
    let names = Names {
        first: "a".to_owned(),
        others: vec!["b".to_owned(), "a".to_owned()],
    };
    let mut seen = Seen::default();
    assert_eq!(
        shown(names.validate_with(&mut seen)),
        ["/others/1 again: breaks the rule `again`"]
    );
    assert_eq!(seen.0, ["a", "b"]);
    let mut seen = Seen::default();
    let text = br#"{"first": "a", "others": ["b"]}"#;
    assert!(check_json_with::<Names>(text, &mut seen).is_ok());
    assert_eq!(seen.0, ["a", "b", "all"]);
}

#[derive(Deserialize, Validate)]
#[validate(context = "Known<'v_a>")]
struct Name<'a>(#[validate(custom(function = is_known, use_context))] &'a str);

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
#[validate(context = "Known<'v_a>")]
enum Event<T> {
    Named(#[validate(custom(function = is_known, use_context))] String),
    Counted {
        #[validate(custom(function = is_at_most, use_context))]
        count: u8,
        other: Option<T>,
    },
}

#[test]
fn every_kind_of_type_may_have_a_context() {
    assert!(Name("a").is_valid_with(&KNOWN));
    assert_eq!(
        shown(Name("c").validate_with(&KNOWN)),
        [" unknown: must be known"]
    );
    assert_eq!(
        shown(check_json_with::<Name<'_>>(br#""c""#, &KNOWN)),
        [" unknown: must be known"]
    );
    let rows = [
        (r#"{"named": "a"}"#, ""),
        (r#"{"named": "c"}"#, "/named unknown: must be known"),
        (
            r#"{"counted": {"count": 2}}"#,
            "/counted/count too_many: breaks the rule `too_many`",
        ),
    ];
    for (text, expected) in rows {
        let event: Event<u8> = serde_json::from_str(text).unwrap();
        assert_eq!(shown(event.validate_with(&KNOWN)).concat(), expected);
        let by_text = check_json_with::<Event<u8>>(text.as_bytes(), &KNOWN);
        assert_eq!(shown(by_text).concat(), expected);
    }
}

#[test]
fn a_type_with_a_context_is_described_and_explained() {
    assert!(matches!(
        <Order as Described>::SHAPE,
        crossfield::rule::Shape::Object(_)
    ));
    let explanation = crossfield::explain::<Order>().unwrap();
    assert_eq!(
        explanation.sentences(),
        [
            "`Order`: must be accepted by `has_few` (checked in Rust only).",
            "`Order`: must be accepted by `never` (checked in Rust only)."
        ]
    );
}

#[derive(Debug, Deserialize, Validate)]
#[validate(context = "Known<'v_a>")]
struct Filled {
    #[serde(default)]
    #[validate(length(min = 1), custom(function = is_known, use_context))]
    name: String,
    #[serde(default)]
    #[validate(length(max = 3), inner(custom(function = is_known, use_context)))]
    items: Vec<String>,
}

#[test]
fn a_default_is_judged_with_the_context_once_it_is_there() {
    let bob = Known {
        names: &["bob"],
        limit: 1,
    };
    let violations = check_json_with::<Filled>(b"{}", &bob).unwrap_err();
    let expected = "`/name`: must have 1 or more characters\n`/name`: must be known";
    assert_eq!(violations.to_string(), expected);
    let value: Filled = serde_json::from_str("{}").unwrap();
    let violations = value.validate_with(&bob).unwrap_err();
    assert_eq!(violations.to_string(), expected);
    assert!(value.items.is_empty());
    let unread = check_json_with::<Filled>(br#"{"items": 1}"#, &bob).unwrap_err();
    assert_eq!(unread.iter().count(), 2);
    let filled = check_json_with::<Filled>(br#"{"name": "bob"}"#, &bob);
    assert!(filled.is_ok());
}
