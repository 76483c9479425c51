//! Absent, null and a value: what each way of writing a field admits, in Rust, in the check on text and in the schema.

use crossfield::{Valid, Validate, check_json, schema};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Fields {
    /// May be absent or null.
    #[serde(default)]
    either: Option<u8>,
    /// May be absent, must not be null.
    #[serde(default, deserialize_with = "crossfield::not_null")]
    absent: Option<u8>,
    /// May be null, must not be absent.
    #[serde(deserialize_with = "crossfield::nullable")]
    null: Option<u8>,
    /// Must have a value, and says so as a rule.
    #[validate(required)]
    rule: Option<u8>,
    /// Must have a value, by its type.
    plain: u8,
}

#[test]
fn each_way_of_writing_a_field_admits_what_it_says() {
    let document = schema::document::<Fields>("https://example.com/fields.schema.json");
    let validator = jsonschema::draft202012::new(&document).unwrap();
    // Of each field: whether it may be absent, and whether it may be null.
    let admitted = [
        ("either", true, true),
        ("absent", true, false),
        ("null", false, true),
        ("rule", false, false),
        ("plain", false, false),
    ];
    for (field, may_be_absent, may_be_null) in admitted {
        for (state, expected) in [
            ("absent", may_be_absent),
            ("null", may_be_null),
            ("value", true),
        ] {
            let mut record =
                serde_json::json!({"either": 1, "absent": 1, "null": 1, "rule": 1, "plain": 1});
            match state {
                "absent" => drop(record.as_object_mut().unwrap().remove(field)),
                "null" => record[field] = serde_json::Value::Null,
                _ => {}
            }
            let text = record.to_string();
            assert_eq!(
                serde_json::from_str::<Valid<Fields>>(&text).is_ok(),
                expected,
                "native: {text}"
            );
            assert_eq!(
                check_json::<Fields>(text.as_bytes()).is_ok(),
                expected,
                "text: {text}"
            );
            assert_eq!(validator.is_valid(&record), expected, "schema: {text}");
        }
    }
    let read: Fields = serde_json::from_str(r#"{"null": null, "rule": 2, "plain": 3}"#).unwrap();
    assert_eq!(
        (read.either, read.absent, read.null, read.rule, read.plain),
        (None, None, None, Some(2), 3)
    );
}
