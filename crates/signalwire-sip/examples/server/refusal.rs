//! What the server says of a body that breaks a rule, in the words of its own.

use std::collections::BTreeMap;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

/// One entry for each attribute at fault, for the first keyword that fails on it.
pub(super) fn errors(body: &Value, schema: &Validator) -> Vec<Value> {
    let mut entries = BTreeMap::new();
    for error in schema.iter_errors(body) {
        for attribute in attributes(&error) {
            let entry = entry(&attribute, &error);
            entries.entry(attribute).or_insert(entry);
        }
    }
    entries.into_values().collect()
}

/// The attributes that an error is about: the ones it names, or the one under which it stands. The empty one is the
/// whole body.
fn attributes(error: &ValidationError<'_>) -> Vec<String> {
    let attribute = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => return unexpected.clone(),
        ValidationErrorKind::Required { property } => property.as_str(),
        _ => error.instance_path().as_str().split('/').nth(1),
    };
    vec![attribute.unwrap_or_default().to_owned()]
}

fn entry(attribute: &str, error: &ValidationError<'_>) -> Value {
    let code = if is_missing(error) {
        "missing_required_parameter"
    } else {
        "invalid_parameter_value"
    };
    json!({
        "type": "validation_error",
        "code": code,
        "message": message(error),
        "attribute": attribute,
        "url": format!("https://example.com/errors#{code}"),
    })
}

/// Whether a rule asks for a value where there is none. Null in a field that may be left out is a wrong value instead.
fn is_missing(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Required { .. })
        || is_across_fields(error) && error.instance().is_null()
}

/// Whether the rule is one across fields: those stand under `allOf`.
fn is_across_fields(error: &ValidationError<'_>) -> bool {
    error.schema_path().as_str().starts_with("/allOf")
}

fn message(error: &ValidationError<'_>) -> &'static str {
    match error.kind() {
        _ if is_missing(error) => "must have a value here",
        ValidationErrorKind::AdditionalProperties { .. } => "is not a known parameter",
        ValidationErrorKind::Enum { .. } => "is not one of the allowed values",
        ValidationErrorKind::MinLength { .. } => "is too short",
        ValidationErrorKind::MaxLength { .. } => "is too long",
        ValidationErrorKind::Pattern { .. } | ValidationErrorKind::Not { .. } => {
            "has a character that is not allowed"
        }
        ValidationErrorKind::Type { .. } if is_across_fields(error) => "must have no value here",
        ValidationErrorKind::Type { .. } => "has the wrong type",
        ValidationErrorKind::UniqueItems => "has an item twice",
        _ => "is invalid",
    }
}

/// The same faults as relay tells them: without an attribute.
pub(super) fn in_relay_form(errors: Vec<Value>) -> Vec<Value> {
    let told = |error: Value| {
        let attribute = error["attribute"].as_str().unwrap_or_default();
        let detail = format!(
            "{attribute} {}",
            error["message"].as_str().unwrap_or_default()
        );
        json!({
            "detail": detail.trim_start(),
            "status": "422",
            "title": "Unprocessable Entity",
            "code": error["code"],
        })
    };
    errors.into_iter().map(told).collect()
}
