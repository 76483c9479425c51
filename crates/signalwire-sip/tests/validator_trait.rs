//! The types under the `validator` crate's trait, and violations as its errors.

use crossfield::check_json;
use serde_json::{Value, json};
use signalwire_sip::{
    Codec, InboundCallHandler, Open, SipEndpoint, UpdateSipEndpointRequest, Validate, Violations,
};
use validator::{ValidationErrors, ValidationErrorsKind};

/// `validator`'s verdict on a value, and the errors as JSON.
fn judged<T: validator::Validate>(value: &T) -> Result<(), Value> {
    value
        .validate()
        .map_err(|errors| serde_json::to_value(errors).expect("errors are JSON"))
}

fn request(text: &str) -> UpdateSipEndpointRequest {
    serde_json::from_str(text).expect("the request is read")
}

/// The violations of a request, also of one that cannot be read.
fn violations(text: &str) -> Violations {
    check_json::<UpdateSipEndpointRequest>(text.as_bytes()).expect_err("the text is invalid")
}

#[test]
fn both_traits_have_one_verdict() {
    fn same<T: Validate + validator::Validate>(value: &T, valid: bool) {
        assert_eq!(Validate::is_valid(value), valid);
        assert_eq!(validator::Validate::validate(value).is_ok(), valid);
    }
    same(&UpdateSipEndpointRequest::default(), true);
    same(&request(r#"{"call_handler": "resource"}"#), false);
    let repeated = Some(vec![Codec::Opus; 2]);
    same(
        &UpdateSipEndpointRequest {
            codecs: repeated,
            ..Default::default()
        },
        false,
    );
    same(&SipEndpoint::example(), true);
    same(
        &SipEndpoint {
            id: None,
            ..SipEndpoint::example()
        },
        false,
    );
    let handler = Some(Open::Known(InboundCallHandler::RelayScript));
    same(
        &SipEndpoint {
            call_handler: handler,
            ..SipEndpoint::example()
        },
        false,
    );
}

#[test]
fn errors_of_shared_rules_are_the_ones_of_validator_and_others_keep_their_words() {
    let request = request(
        r#"{"call_handler": "resource", "username": "", "codecs": ["OPUS", "PCMU", "OPUS"]}"#,
    );
    let expected = json!({
        "calling_handler_resource_id": [{
            "code": "required",
            "message": "required when `call_handler` is `resource`",
            "params": { "when": "`call_handler` is `resource`" }
        }],
        "username": [{ "code": "length", "message": null, "params": { "min": 1 } }],
        "codecs": [{
            "code": "duplicate",
            "message": "item 2 repeats item 0; each may stand once",
            "params": { "first": 0, "second": 2 }
        }]
    });
    assert_eq!(judged(&request), Err(expected));
}

#[test]
fn errors_stand_under_the_names_on_the_wire() {
    let record = SipEndpoint {
        kind: None,
        ..SipEndpoint::example()
    };
    let errors = judged(&record).expect_err("a key is missing");
    assert_eq!(
        errors,
        json!({ "type": [{ "code": "required", "message": null, "params": {} }] })
    );
}

#[test]
fn several_errors_of_a_field_stand_in_order() {
    let errors = ValidationErrors::from(violations(r#"{"calling_handler_resource_id": "x"}"#));
    let fields = errors.field_errors();
    let codes: Vec<_> = fields["calling_handler_resource_id"]
        .iter()
        .map(|error| error.code.as_ref())
        .collect();
    assert_eq!(codes, ["forbidden", "format"]);
}

#[test]
fn errors_of_items_stand_in_a_list() {
    let errors = ValidationErrors::from(violations(r#"{"codecs": ["OPUS", "AV1", 3]}"#));
    let ValidationErrorsKind::List(items) = &errors.errors()["codecs"] else {
        panic!("items are a list: {errors:?}");
    };
    assert_eq!(items.keys().collect::<Vec<_>>(), [&1, &2]);
    let codes: Vec<_> = items
        .values()
        .map(|item| item.field_errors()["__all__"][0].code.to_string())
        .collect();
    assert_eq!(codes, ["enum", "type"]);
    let allowed = &items[&1].field_errors()["__all__"][0].params["allowed"];
    assert_eq!(allowed.as_array().map(Vec::len), Some(11));
}

#[test]
fn what_is_wrong_inside_a_field_is_told_once_the_field_keeps_its_own_rules() {
    let errors = ValidationErrors::from(violations(r#"{"codecs": ["AV1", "AV1"]}"#));
    let json = serde_json::to_value(&errors).expect("errors are JSON");
    assert_eq!(json["codecs"][0]["code"], "duplicate");
    assert_eq!(json["codecs"][1], Value::Null);
    let errors = ValidationErrors::from(violations(r#"{"codecs": ["AV1"]}"#));
    let json = serde_json::to_value(&errors).expect("errors are JSON");
    assert_eq!(json["codecs"]["0"]["__all__"][0]["code"], "enum");
}

#[test]
fn no_field_with_a_violation_is_lost() {
    let text =
        r#"{"x": 1, "codecs": [1, "AV1"], "calling_handler_resource_id": "x", "username": "@"}"#;
    let found = violations(text);
    let errors =
        serde_json::to_value(ValidationErrors::from(violations(text))).expect("errors are JSON");
    assert_eq!(found.len(), 6);
    for violation in &found {
        let at = format!("{}/__all__", violation.pointer());
        let there = errors
            .pointer(&at)
            .or_else(|| errors.pointer(&violation.pointer().to_string()));
        let there = there
            .and_then(Value::as_array)
            .unwrap_or_else(|| panic!("{violation:?} is not in {errors}"));
        let same = |error: &Value| {
            error["code"] == violation.code().as_str()
                && error["message"] == violation.message().to_string()
        };
        assert!(there.iter().any(same), "{violation:?} is not in {there:?}");
    }
}

#[test]
fn a_violation_of_the_whole_text_stands_under_all() {
    let errors =
        serde_json::to_value(ValidationErrors::from(violations("[]"))).expect("errors are JSON");
    assert_eq!(errors["__all__"][0]["code"], "type");
}

#[test]
fn a_valid_value_has_no_errors() {
    assert_eq!(judged(&UpdateSipEndpointRequest::example()), Ok(()));
    assert_eq!(judged(&SipEndpoint::example()), Ok(()));
}
