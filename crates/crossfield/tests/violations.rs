//! What violations, codes and rejected values are written as, and which keyword of the schema says the same.

#![allow(
    dead_code,
    reason = "the types are read and checked; nobody asks for what they hold"
)]

use std::collections::BTreeMap;

use crossfield::field::length::HasLength;
use crossfield::schema::{document, with_rules};
use crossfield::{Code, Valid, Validate, Violation, Violations, check_json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

fn broken<T: Validate + DeserializeOwned>(text: &str) -> Violations {
    check_json::<T>(text.as_bytes()).expect_err(text)
}

#[derive(Clone, Deserialize, JsonSchema, Validate)]
enum Kind {
    Sms,
    Call,
}

#[derive(Deserialize, Validate)]
struct Point(u8, u8);

#[test]
fn a_code_is_what_it_is_written_as() {
    let violations = broken::<Point>("[1]");
    let code = violations.iter().next().unwrap().code();
    assert_eq!(code, "length");
    assert_eq!(code, *"length");
    assert_eq!(code, Code::Length);
    assert_ne!(code, "range");
    assert_ne!(code, *"range");
}

#[test]
fn several_violations_stand_on_a_line_each_and_in_an_error_of_serde_on_one() {
    #[derive(Debug, Deserialize, Validate)]
    struct Two {
        #[validate(length(min = 1))]
        first: String,
        #[validate(length(min = 2))]
        second: String,
    }
    let text = r#"{"first": "", "second": ""}"#;
    let lines = [
        "`/first`: must have 1 or more characters",
        "`/second`: must have 2 or more characters",
    ];
    let violations = broken::<Two>(text);
    assert_eq!(violations.to_string(), lines.join("\n"));
    let list = format!("{violations:?}");
    assert!(list.starts_with('[') && list.contains("/second"), "{list}");
    let error = serde_json::from_str::<Valid<Two>>(text)
        .unwrap_err()
        .to_string();
    assert!(error.starts_with(&lines.join("; ")), "{error}");

    let value = Two {
        first: "secret".to_owned(),
        second: String::new(),
    };
    let rejected = Valid::new(value).unwrap_err();
    assert_eq!(rejected.to_string(), lines[1]);
    let shown = format!("{rejected:?}");
    assert!(
        shown.contains("/second") && !shown.contains("secret"),
        "{shown}"
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Call {
    kind: Kind,
    to: Option<Id>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Id(#[validate(uuid)] String);

impl HasLength for Id {
    fn length(&self) -> usize {
        self.0.length()
    }
}

#[test]
fn a_valid_value_has_the_schema_of_the_value() {
    let mut generator = schemars::SchemaGenerator::default();
    assert_eq!(
        generator.subschema_for::<Valid<Call>>(),
        generator.subschema_for::<Call>()
    );
    assert_eq!(
        generator.subschema_for::<Valid<Vec<Kind>>>(),
        generator.subschema_for::<Vec<Kind>>()
    );
    let call =
        |generator: &mut schemars::SchemaGenerator| <Call as JsonSchema>::json_schema(generator);
    assert_eq!(
        <Valid<Call> as JsonSchema>::json_schema(&mut generator),
        call(&mut generator)
    );
}

/// The pointers of the violations of the field `value`, which has the rules.
macro_rules! pointers {
    ($text:literal, $ty:ty, $($rules:tt)*) => {{
        #[derive(Deserialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        struct Holder {
            #[validate($($rules)*)]
            value: $ty,
        }
        let document = document::<Holder>("https://example.com/holder.schema.json");
        let violations = broken::<Holder>(concat!("{\"value\": ", $text, "}"));
        let pointers: Vec<_> = violations.iter().map(Violation::schema_pointer).collect();
        for pointer in pointers.iter().flatten() {
            assert!(document.pointer(pointer).is_some(), "{pointer} {document:#}");
        }
        let short = |pointer: String| pointer.replace("/properties/value/", "");
        pointers.into_iter().map(|pointer| pointer.map(short)).collect::<Vec<_>>()
    }};
}

/// That of the last one.
macro_rules! pointer {
    ($($of:tt)*) => { pointers!($($of)*).pop().unwrap() };
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Digit(#[validate(range(max = 9))] u8);

impl crossfield::field::range::HasNumber for Digit {
    fn number(&self) -> crossfield::field::range::Number {
        self.0.number()
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Few(#[validate(length(max = 2))] String);

impl HasLength for Few {
    fn length(&self) -> usize {
        self.0.length()
    }
}

/// Then it is stated in a subschema, and the keyword beside it is not its own.
#[test]
fn a_rule_has_no_pointer_where_an_earlier_one_has_its_keyword() {
    let not = Some("not".to_owned());
    assert_eq!(
        pointer!(
            "\"x\"",
            String,
            pattern = "^[a-z]+$",
            does_not_contain = "x"
        ),
        None
    );
    assert_eq!(
        pointer!("\"x\"", String, pattern = "[a-z]", does_not_contain = "x"),
        not
    );
    assert_eq!(
        pointer!("\"ax\"", String, starts_with = "a", does_not_contain = "x"),
        not
    );
    assert_eq!(
        pointer!("\"xa\"", String, ends_with = "a", does_not_contain = "x"),
        None
    );
    assert_eq!(
        pointer!("\"x\"", String, http_url, does_not_contain = "x"),
        None
    );
    assert_eq!(pointer!("\"x\"", String, url, does_not_contain = "x"), None);
    assert_eq!(
        pointer!("\"x\"", String, email, does_not_contain = "x"),
        None
    );
    assert_eq!(
        pointer!("\"::1.1.1.1\"", String, ipv4, does_not_contain = ":"),
        None
    );
    assert_eq!(
        pointer!("\"::1\"", String, ipv6, does_not_contain = ":"),
        None
    );
    assert_eq!(
        pointer!("\"::1\"", String, ip, does_not_contain = ":"),
        None
    );
    let ids = pointers!("[\"\"]", Vec<Id>, inner(length(min = 1)));
    assert_eq!(ids, [None, Some("items/pattern".to_owned())]);
}

#[test]
fn a_rule_has_a_pointer_where_an_earlier_one_has_only_the_keyword_of_the_other_bound() {
    let items = |keyword: &str| Some(format!("items/{keyword}"));
    assert_eq!(
        pointer!("[\"\"]", Vec<Few>, inner(length(min = 1))),
        items("minLength")
    );
    assert_eq!(
        pointer!("[0]", Vec<Digit>, inner(range(min = 1))),
        items("minimum")
    );
    assert_eq!(
        pointer!("[0]", Vec<Digit>, inner(range(exclusive_min = 0))),
        items("exclusiveMinimum")
    );
    assert_eq!(
        pointer!("[7]", Vec<Digit>, inner(range(exclusive_max = 7))),
        items("exclusiveMaximum")
    );
    let of_type = pointer!("[10]", Vec<Digit>, inner(range(max = 7)));
    assert_eq!(of_type, items("maximum"));
    let by_field = pointers!("[8]", Vec<Digit>, inner(range(max = 7)));
    assert_eq!(by_field, [None]);
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Places {
    pair: Option<(u8, u8)>,
    triple: Option<Triple>,
    #[validate(opaque)]
    foreign: Option<BTreeMap<String, u8>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Triple(u8, u8, u8);

/// The type that states it, and the keyword.
#[track_caller]
fn stated<T: Validate + DeserializeOwned>(text: &str) -> (Option<&'static str>, Option<String>) {
    let violations = broken::<T>(text);
    let violation = violations.iter().next().unwrap();
    (violation.type_name(), violation.schema_pointer())
}

#[test]
fn the_keyword_that_counts_positions_is_that_of_the_bound_and_of_the_type_with_a_schema() {
    let of = |name, pointer: &str| (Some(name), Some(pointer.to_owned()));
    assert_eq!(
        stated::<Places>(r#"{"pair": [1]}"#),
        of("Places", "/properties/pair/minItems")
    );
    assert_eq!(
        stated::<Places>(r#"{"pair": [1, 2, 3]}"#),
        of("Places", "/properties/pair/maxItems")
    );
    assert_eq!(
        stated::<Places>(r#"{"triple": [1]}"#),
        of("Triple", "/minItems")
    );
    assert_eq!(stated::<Triple>("[1, 2, 3, 4]"), of("Triple", "/maxItems"));
}

#[test]
fn of_what_only_its_own_reader_knows_no_keyword_says_what_is_wrong() {
    assert_eq!(
        stated::<Places>(r#"{"foreign": 1}"#),
        (Some("Places"), None)
    );
}

#[test]
fn a_rule_of_the_whole_document_has_a_pointer() {
    assert_eq!(stated::<Id>("\"a\""), (None, Some("/pattern".to_owned())));
}

#[test]
fn what_is_inside_a_document_that_is_of_no_type_with_a_schema_has_none() {
    for text in [r#"["ab"]"#, r#"[""]"#] {
        assert_eq!(stated::<Vec<char>>(text), (None, None));
    }
}
