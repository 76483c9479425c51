//! What is said of a value that is of no variant of an enum with data: under each representation, in full.

use core::fmt::Write as _;

use crossfield::{Validate, check_json};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum External {
    Unit,
    #[serde(alias = "second")]
    Other,
    Text(String),
    #[serde(alias = "numbers")]
    Number(u8),
}

#[derive(Deserialize, Validate)]
enum DataOnly {
    Text(String),
    Number(u8),
}

#[derive(Deserialize, Validate)]
#[serde(tag = "a/b", rename_all = "snake_case")]
enum Internal {
    Unit,
    #[serde(alias = "second")]
    Number {
        value: u8,
    },
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind", content = "value", deny_unknown_fields)]
enum Adjacent {
    Unit,
    Number(u8),
}

#[derive(Deserialize, Validate)]
#[serde(untagged)]
enum Untagged {
    Numbers(Vec<u8>),
    Flag(bool),
}

/// Each text with its violations as they are serialised.
fn said<T: Validate + DeserializeOwned>(texts: &[&str]) -> String {
    let mut said = String::new();
    for text in texts {
        writeln!(said, "{text}").unwrap();
        let violations = check_json::<T>(text.as_bytes()).expect_err(text);
        for violation in &violations {
            writeln!(said, "    {}", serde_json::to_string(violation).unwrap()).unwrap();
        }
    }
    said
}

#[test]
fn a_misfit_of_an_externally_tagged_enum() {
    insta::assert_snapshot!(said::<External>(&[
        r#""unknown""#,
        r#""text""#,
        r#"{"unknown": 1}"#,
        r#"{"other": null}"#,
        r#"{"unit": 1}"#,
        "{}",
        r#"{"text": "a", "number": 1}"#,
        "1",
        "null",
    ]));
    insta::assert_snapshot!(
        "a_misfit_of_an_enum_without_strings",
        said::<DataOnly>(&[r#""Text""#, "{}", "[]"])
    );
}

#[test]
fn a_misfit_of_an_internally_tagged_enum() {
    insta::assert_snapshot!(said::<Internal>(&[
        "{}",
        r#"{"a/b": 1}"#,
        r#"{"a/b": "unknown"}"#,
        r#""unit""#,
    ]));
}

#[test]
fn a_misfit_of_an_adjacently_tagged_enum() {
    insta::assert_snapshot!(said::<Adjacent>(&[
        r#"{"value": 1}"#,
        r#"{"kind": null}"#,
        r#"{"kind": "unknown"}"#,
        r#"{"kind": "Unit", "values": 1}"#,
        r#"{"kind": "Unit", "something": 1}"#,
        "[]",
    ]));
}

#[test]
fn a_misfit_of_an_untagged_enum() {
    insta::assert_snapshot!(said::<Untagged>(&["1", r#"["a"]"#, "null"]));
}

#[test]
fn where_the_tag_is_missing_the_object_is_pointed_at_as_where_a_field_is() {
    fn pointed_at<T: Validate + DeserializeOwned>(text: &str) -> &str {
        let violations = check_json::<T>(text.as_bytes()).unwrap_err();
        let span = violations.iter().next().unwrap().span().unwrap();
        &text[span.start..span.end]
    }
    assert_eq!(
        pointed_at::<Internal>(r#" {"value": 1} "#),
        r#"{"value": 1}"#
    );
    assert_eq!(
        pointed_at::<Adjacent>(r#" {"value": 1} "#),
        r#"{"value": 1}"#
    );
    assert_eq!(
        pointed_at::<Internal>(r#" {"a/b": "number"} "#),
        r#"{"a/b": "number"}"#
    );
}
