//! Functions of the user's as rules: on which types they are called and how, also those written for the `validator` crate.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crossfield::{RuleError, Validate};
use serde::Deserialize;

fn shown(value: &impl Validate) -> Vec<String> {
    let verdict = value.validate();
    assert_eq!(value.is_valid(), verdict.is_ok());
    let violations = verdict.as_ref().err().into_iter().flatten();
    violations
        .map(|found| format!("{} {}: {}", found.pointer(), found.code(), found.message()))
        .collect()
}

/// As they are written for `validator`, which hands on numbers as they are and all else by reference.
mod for_validator {
    #![expect(
        clippy::ptr_arg,
        clippy::trivially_copy_pass_by_ref,
        reason = "these signatures are what is tested"
    )]

    use std::borrow::Cow;
    use std::collections::HashMap;

    use validator::ValidationError;

    pub(crate) fn text(text: &str) -> Result<(), ValidationError> {
        if text == "x" {
            return Err(ValidationError::new("x"));
        }
        Ok(())
    }

    pub(crate) fn string(text: &String) -> Result<(), ValidationError> {
        self::text(text)
    }

    pub(crate) fn cow(text: &Cow<'_, str>) -> Result<(), ValidationError> {
        self::text(text)
    }

    pub(crate) fn number(number: i64) -> Result<(), ValidationError> {
        if number == 7 {
            let mut error = ValidationError::new("seven").with_message("is seven".into());
            error.add_param("limit".into(), &7);
            return Err(error);
        }
        Ok(())
    }

    pub(crate) fn float(number: f64) -> Result<(), ValidationError> {
        if number.fract() > 0.0 {
            return Err(ValidationError::new("fraction"));
        }
        Ok(())
    }

    pub(crate) fn list(items: &[u8]) -> Result<(), ValidationError> {
        if items.contains(&7) {
            return Err(ValidationError::new("seven"));
        }
        Ok(())
    }

    pub(crate) fn vector(items: &Vec<u8>) -> Result<(), ValidationError> {
        list(items)
    }

    pub(crate) fn map(entries: &HashMap<String, u8>) -> Result<(), ValidationError> {
        list(&entries.values().copied().collect::<Vec<_>>())
    }

    pub(crate) fn truth(truth: &bool) -> Result<(), ValidationError> {
        if *truth {
            return Ok(());
        }
        Err(ValidationError::new("off"))
    }

    pub(crate) fn generic<T: PartialEq + Default>(value: &T) -> Result<(), ValidationError> {
        if *value == T::default() {
            return Err(ValidationError::new("default"));
        }
        Ok(())
    }
}

#[derive(Validate)]
struct Values<'a> {
    #[validate(custom(function = for_validator::text))]
    string: String,
    #[validate(custom(function = "for_validator::string"))]
    same: String,
    #[validate(custom(function = "for_validator::text"))]
    optional: Option<String>,
    #[validate(custom(function = for_validator::text))]
    borrowed: &'a str,
    #[validate(custom(function = for_validator::text))]
    optional_borrowed: Option<&'a str>,
    #[validate(custom(function = for_validator::text), custom(function = for_validator::cow))]
    cow: Cow<'a, str>,
    #[validate(custom(function = for_validator::text))]
    optional_cow: Option<Cow<'a, str>>,
    #[validate(custom(function = for_validator::text))]
    boxed: Box<str>,
    #[validate(custom(function = for_validator::number))]
    number: i64,
    #[validate(custom(function = for_validator::number))]
    optional_number: Option<i64>,
    #[validate(custom(function = for_validator::float))]
    float: f64,
    #[validate(custom(function = for_validator::list), custom(function = for_validator::vector))]
    list: Vec<u8>,
    #[validate(custom(function = for_validator::map))]
    map: HashMap<String, u8>,
    #[validate(custom(function = for_validator::truth))]
    truth: bool,
    #[validate(custom(function = for_validator::generic), custom(function = "for_validator::generic::<char>"))]
    generic: char,
}

#[test]
fn functions_written_for_validator_are_called_as_it_calls_them() {
    let good = Values {
        string: "a".to_owned(),
        same: String::new(),
        optional: None,
        borrowed: "a",
        optional_borrowed: None,
        cow: "a".into(),
        optional_cow: None,
        boxed: "a".into(),
        number: 1,
        optional_number: None,
        float: 1.0,
        list: vec![1],
        map: HashMap::new(),
        truth: true,
        generic: 'a',
    };
    assert!(shown(&good).is_empty());
    let bad = Values {
        string: "x".to_owned(),
        same: "x".to_owned(),
        optional: Some("x".to_owned()),
        borrowed: "x",
        optional_borrowed: Some("x"),
        cow: "x".into(),
        optional_cow: Some("x".into()),
        boxed: "x".into(),
        number: 7,
        optional_number: Some(7),
        float: 0.5,
        list: vec![7],
        map: [("a".to_owned(), 7)].into(),
        truth: false,
        generic: '\0',
    };
    let pointers: Vec<String> = bad
        .validate()
        .unwrap_err()
        .iter()
        .map(|found| format!("{} {}", found.pointer(), found.code()))
        .collect();
    assert_eq!(
        pointers,
        [
            "/string x",
            "/same x",
            "/optional x",
            "/borrowed x",
            "/optional_borrowed x",
            "/cow x",
            "/cow x",
            "/optional_cow x",
            "/boxed x",
            "/number seven",
            "/optional_number seven",
            "/float fraction",
            "/list seven",
            "/list seven",
            "/map seven",
            "/truth off",
            "/generic default",
            "/generic default",
        ]
    );
}

#[test]
fn an_error_says_what_it_was_made_with() {
    let error = RuleError::new("taken");
    assert_eq!((error.code(), error.message()), ("taken", None));
    assert_eq!(error.to_string(), "breaks the rule `taken`");
    let error = error.with_message("must not be taken");
    assert_eq!(error.code(), "taken");
    assert_eq!(error.message(), Some("must not be taken"));
    assert_eq!(error.to_string(), "must not be taken");
}

#[test]
fn the_code_the_message_and_the_figures_of_an_error_are_kept() {
    #[derive(Validate)]
    struct Number {
        #[validate(custom(function = for_validator::number))]
        count: i64,
    }
    let violations = Number { count: 7 }.validate().unwrap_err();
    assert_eq!(
        serde_json::to_value(&violations).unwrap(),
        serde_json::json!([{
            "pointer": "/count",
            "code": "seven",
            "message": "is seven",
            "params": {"limit": 7}
        }])
    );
    let errors = validator::Validate::validate(&Number { count: 7 }).unwrap_err();
    let fields = errors.field_errors();
    let error = &fields["count"][0];
    assert_eq!(error.code, "seven");
    assert_eq!(error.message.as_deref(), Some("is seven"));
    assert_eq!(error.params["limit"], 7);
}

fn refuses<T: ?Sized>(_: &T) -> Result<(), RuleError> {
    Err(RuleError::new("of_the_function").with_message("message of the function"))
}

#[test]
fn what_the_rule_says_goes_before_what_its_function_says() {
    #[derive(Validate)]
    struct Worded {
        #[validate(
            custom(function = refuses),
            custom(function = refuses, code = "of_the_rule"),
            custom(function = refuses, message = "message of the rule"),
            custom(function = refuses, code = "of_the_rule", message = "message of the rule")
        )]
        value: String,
    }
    let value = Worded {
        value: String::new(),
    };
    assert_eq!(
        shown(&value),
        [
            "/value of_the_function: message of the function",
            "/value of_the_rule: message of the function",
            "/value of_the_function: message of the rule",
            "/value of_the_rule: message of the rule",
        ]
    );
}

#[test]
fn functions_stand_among_the_other_rules_of_a_field_in_the_order_of_declaration() {
    #[derive(Validate)]
    struct Inner {
        #[validate(custom(function = refuses))]
        value: bool,
    }
    #[derive(Validate)]
    struct Outer {
        #[validate(custom(function = refuses), length(min = 1), custom(function = refuses))]
        list: Vec<u8>,
        #[validate(custom(function = refuses))]
        inner: BTreeMap<String, Inner>,
    }
    let value = Outer {
        list: Vec::new(),
        inner: [("a/b".to_owned(), Inner { value: true })].into(),
    };
    let pointers: Vec<String> = value
        .validate()
        .unwrap_err()
        .iter()
        .map(|found| format!("{} {}", found.pointer(), found.code()))
        .collect();
    assert_eq!(
        pointers,
        [
            "/list of_the_function",
            "/list length",
            "/list of_the_function",
            "/inner of_the_function",
            "/inner/a~1b/value of_the_function",
        ]
    );
}

#[test]
fn a_function_is_not_asked_about_what_is_not_there() {
    #[derive(Validate)]
    struct Maybe {
        #[validate(custom(function = refuses))]
        option: Option<bool>,
        #[validate(empty_is_absent, custom(function = refuses))]
        text: String,
        #[validate(opaque, custom(function = refuses))]
        foreign: Option<std::net::IpAddr>,
    }
    let value = Maybe {
        option: None,
        text: String::new(),
        foreign: None,
    };
    assert!(value.is_valid());
}

#[test]
fn a_function_sees_what_is_in_both_options() {
    #[derive(Validate)]
    #[expect(clippy::option_option, reason = "what is tested")]
    struct Double {
        #[validate(custom(function = for_validator::number))]
        number: Option<Option<i64>>,
        #[validate(custom(function = for_validator::text))]
        text: Option<Option<String>>,
    }
    let value = |number, text: Option<&str>| Double {
        number: Some(number),
        text: Some(text.map(str::to_owned)),
    };
    assert!(value(None, None).is_valid());
    assert!(value(Some(1), Some("a")).is_valid());
    assert_eq!(
        shown(&value(Some(7), Some("x"))),
        ["/number seven: is seven", "/text x: breaks the rule `x`"]
    );
}

#[test]
fn a_type_without_a_context_takes_none_from_validator() {
    fn judged<T>(value: &T) -> bool
    where
        T: for<'a> validator::ValidateArgs<'a, Args = ()>,
    {
        value.validate_with_args(()).is_ok()
    }
    #[derive(Validate)]
    struct Generic<'a, T: Clone> {
        #[validate(custom(function = for_validator::text))]
        text: &'a str,
        other: Vec<T>,
    }
    let value = |text| Generic {
        text,
        other: vec![1],
    };
    assert!(judged(&value("a")));
    assert!(!judged(&value("x")));
}

#[test]
fn an_explanation_says_which_rules_no_schema_has() {
    #[derive(Validate)]
    struct Explained {
        #[validate(length(min = 1), custom(function = for_validator::text))]
        name: String,
    }
    let explanation = crossfield::explain::<Explained>().unwrap();
    assert_eq!(
        explanation.fields()[0].sentences(),
        [
            "must have 1 or more characters",
            "must be accepted by `text` (checked in Rust only)"
        ]
    );
}

fn is_even(pair: &Pair) -> Result<(), validator::ValidationError> {
    let mut error = validator::ValidationError::new("odd");
    error.add_param("sum".into(), &3);
    if (pair.left.len() + pair.right.len()).is_multiple_of(2) {
        Ok(())
    } else {
        Err(error)
    }
}

#[derive(Validate)]
#[validate(schema(function = "is_even"))]
struct Pair {
    #[validate(must_match(other = "right"), custom(function = for_validator::text))]
    left: String,
    right: String,
}

#[test]
fn validator_gets_the_errors_of_native_rules_where_it_has_them() {
    let pair = |left: &str, right: &str| Pair {
        left: left.to_owned(),
        right: right.to_owned(),
    };
    let errors = |pair: Pair| {
        serde_json::to_value(validator::Validate::validate(&pair).unwrap_err()).unwrap()
    };
    assert_eq!(
        errors(pair("x", "ab")),
        serde_json::json!({"left": [
            {"code": "must_match", "message": null, "params": {"other": "right"}},
            {"code": "x", "message": null, "params": {}}
        ]})
    );
    assert!(validator::Validate::validate(&pair("ab", "ab")).is_ok());
}

#[derive(Validate)]
#[validate(schema(function = refuses, message = "all of it"))]
struct Refused {
    inner: Option<Box<Refused>>,
}

#[test]
fn an_error_of_the_whole_value_stands_under_all() {
    let inner = Refused { inner: None };
    let errors = validator::Validate::validate(&inner).unwrap_err();
    let all = &errors.field_errors()["__all__"][0];
    assert_eq!(all.code, "of_the_function");
    assert_eq!(all.message.as_deref(), Some("all of it"));
    // The outer value is not asked: its field is wrong.
    let outer = Refused {
        inner: Some(Box::new(inner)),
    };
    assert_eq!(shown(&outer), ["/inner of_the_function: all of it"]);
}

/// A value of each kind, whose function never accepts it.
#[derive(Debug, Deserialize, Validate)]
struct OfEachKind {
    #[validate(custom(function = never))]
    text: String,
    #[validate(custom(function = never_so_many))]
    number: u8,
    #[validate(custom(function = never))]
    boolean: bool,
    #[validate(custom(function = never))]
    list: Vec<u8>,
    #[validate(custom(function = never))]
    map: BTreeMap<String, u8>,
    #[validate(custom(function = never))]
    object: Inside,
    #[validate(custom(function = never))]
    foreign: std::time::Duration,
    #[validate(inner(custom(function = never_so_many)))]
    items: Vec<u8>,
}

#[derive(Debug, Deserialize, Validate)]
struct Inside {
    value: Option<u8>,
}

fn never<T: ?Sized>(_: &T) -> Result<(), RuleError> {
    Err(RuleError::new("never"))
}

fn never_so_many(_: u8) -> Result<(), RuleError> {
    Err(RuleError::new("never"))
}

#[test]
fn the_check_on_text_calls_the_function_on_a_value_of_any_kind() {
    let text = br#"{"text": "a", "number": 1, "boolean": true, "list": [], "map": {}, "object": {},
        "foreign": {"secs": 1, "nanos": 1}, "items": [1]}"#;
    let violations = crossfield::check_json::<OfEachKind>(text).unwrap_err();
    let pointers: Vec<String> = violations
        .iter()
        .map(|violation| violation.pointer().to_string())
        .collect();
    assert_eq!(
        pointers,
        [
            "/text", "/number", "/boolean", "/list", "/map", "/object", "/foreign", "/items/0"
        ]
    );
}

/// Types of which no value is accepted, by the kind of JSON that they are read from.
macro_rules! never {
    ($($name:ident: $ty:ty,)*) => {$(
        #[derive(Debug, Deserialize, Validate)]
        struct $name(#[validate(custom(function = never))] $ty);
    )*};
}

never! {
    NoText: String,
    NoBoolean: bool,
    NoNull: (),
    NoList: Vec<u8>,
    NoMap: BTreeMap<String, u8>,
    NoObject: Inside,
    NoValue: serde_json::Value,
}

#[derive(Debug, Deserialize, Validate)]
struct NoForeign(#[validate(opaque, custom(function = never))] std::net::Ipv4Addr);

#[track_caller]
fn is_refused<T: Validate + for<'de> Deserialize<'de>>(text: &str) {
    let alone = crossfield::check_json::<T>(text.as_bytes()).unwrap_err();
    assert_eq!(alone.to_string(), "breaks the rule `never`");
    let items = crossfield::check_json::<Vec<T>>(format!("[{text}]").as_bytes()).unwrap_err();
    assert_eq!(items.to_string(), "`/0`: breaks the rule `never`");
}

#[test]
fn the_check_on_text_calls_the_function_of_a_type_that_stands_for_itself() {
    is_refused::<NoText>("\"a\"");
    is_refused::<NoBoolean>("true");
    is_refused::<NoNull>("null");
    is_refused::<NoList>("[]");
    is_refused::<NoMap>("{}");
    is_refused::<NoObject>("{}");
    is_refused::<NoForeign>("\"192.0.2.1\"");
    for value in ["null", "true", "1", "\"a\"", "[]", "{}"] {
        is_refused::<NoValue>(value);
    }
}

#[derive(Debug, Deserialize, Validate)]
struct WithSet {
    #[validate(custom(function = is_named))]
    name: String,
    numbers: std::collections::BTreeSet<u8>,
}

fn is_named(name: &str) -> Result<(), RuleError> {
    if name.is_empty() {
        return Err(RuleError::new("unnamed"));
    }
    Ok(())
}

/// The function is asked about a value, in which the set has dropped them.
#[test]
fn repeats_in_a_set_are_told_beside_what_functions_say() {
    let text = br#"{"name": "a", "numbers": [1, 2, 1]}"#;
    let violations = crossfield::check_json::<WithSet>(text).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`/numbers`: item 2 repeats item 0; each may stand once"
    );
}

fn worded(_: &str) -> Result<(), RuleError> {
    Err(RuleError::new("length").with_message("must be another"))
}

fn coded(_: &str) -> Result<(), RuleError> {
    Err(RuleError::new("other").with_message("must have 2 or more characters"))
}

#[derive(Debug, Deserialize, Validate)]
struct Beside {
    #[validate(custom(function = worded), length(min = 2))]
    worded: String,
    #[validate(custom(function = coded), length(min = 2))]
    coded: String,
    map: BTreeMap<String, Short>,
}

#[derive(Debug, Deserialize, Validate)]
struct Short(#[validate(length(max = 2))] String);

/// The walk over the text has found the same as the check of the value, but for what functions say, and lends it the
/// places: of an entry that stands there twice that of the last.
#[test]
fn what_functions_say_stands_beside_other_violations_each_in_its_place() {
    let text = r#"{"worded": "a", "coded": "b", "map": {"k": "long", "k": "longer"}}"#;
    let violations = crossfield::check_json::<Beside>(text.as_bytes()).unwrap_err();
    let told: Vec<_> = violations
        .iter()
        .map(|violation| {
            let span = violation.span().unwrap();
            let place = &text[span.start..span.end];
            format!("{place} {}: {}", violation.code(), violation.message())
        })
        .collect();
    assert_eq!(
        told,
        [
            r#""a" length: must be another"#,
            r#""a" length: must have 2 or more characters"#,
            r#""b" other: must have 2 or more characters"#,
            r#""b" length: must have 2 or more characters"#,
            r#""longer" length: must have at most 2 characters"#,
        ]
    );
}

mod unsteady {
    use core::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    static IS_ASKED_AGAIN: AtomicBool = AtomicBool::new(false);

    /// Says no once.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the form of a function of a rule"
    )]
    fn is_asked_again(_: &bool) -> Result<(), RuleError> {
        if IS_ASKED_AGAIN.swap(true, Ordering::Relaxed) {
            Ok(())
        } else {
            Err(RuleError::new("first"))
        }
    }

    #[derive(Validate)]
    struct Doubtful {
        #[validate(custom(function = is_asked_again))]
        flag: bool,
    }

    #[test]
    fn what_a_function_refuses_once_does_not_pass() {
        let violations = Doubtful { flag: true }.validate().unwrap_err();
        let found: Vec<_> = violations.iter().collect();
        let [violation] = found.as_slice() else {
            panic!("{violations}");
        };
        assert_eq!(violation.pointer(), "");
        assert_eq!(violation.code().as_str(), "custom");
        assert!(violation.is_native_only());
        assert_eq!(violation.schema_pointer(), None);
        assert_eq!(violation.type_name(), None);
        assert_eq!(
            violation.to_string(),
            "a rule was broken, and was not when asked again; a function of a rule must say the same each time"
        );
        assert_eq!(violations.to_string(), violation.to_string());
    }
}
