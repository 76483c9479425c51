//! Every rule of every type: satisfied, and broken in each way in which it can be.

mod common;
#[path = "rules/fabric.rs"]
mod fabric;
#[path = "rules/relay.rs"]
mod relay;

use std::collections::BTreeSet;

use common::{Judges, Subject, Verdict, Verdicts, document, record, violations};
use crossfield::rule::{Check, Condition, Conditional, Effect, Field, Literal, Rules, Shape};
use crossfield::{Code, Validate, Violation};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

/// A text, and what is wrong with it: all of it, in order.
struct Row {
    text: String,
    wrong: Vec<(String, Code)>,
}

const REQUIRED: Code = Code::Required;
const FORBIDDEN: Code = Code::Forbidden;
const TYPE: Code = Code::Type;
const ENUM: Code = Code::Enum;
const FORMAT: Code = Code::Format;
const PATTERN: Code = Code::Pattern;
const LENGTH: Code = Code::Length;
const DUPLICATE: Code = Code::Duplicate;
const RANGE: Code = Code::Range;
const ONE_OF: Code = Code::OneOf;
const UNKNOWN: Code = Code::UnknownField;

const ID: &str = "/calling_handler_resource_id";

/// A pointer and a code.
type Wrong = (&'static str, Code);

#[rustfmt::skip]
const REQUESTS: &[(&str, &[Wrong])] = &[
    // The call handler and the resource: R1 and R2.
    (r#"{"call_handler": "resource", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#, &[]),
    (r#"{"call_handler": "resource", "calling_handler_resource_id": null}"#, &[(ID, REQUIRED)]),
    (r#"{"call_handler": "resource"}"#, &[(ID, REQUIRED)]),
    (r#"{"call_handler": "resource", "calling_handler_resource_id": ""}"#, &[(ID, FORMAT)]),
    (r#"{"call_handler": "resource", "calling_handler_resource_id": "9b2c3d4e"}"#, &[(ID, FORMAT)]),
    (r#"{"call_handler": "resource", "calling_handler_resource_id": 9}"#, &[(ID, TYPE)]),
    (r#"{"call_handler": "default"}"#, &[]),
    (r#"{"call_handler": "default", "calling_handler_resource_id": null}"#, &[]),
    (r#"{"call_handler": "default", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#, &[(ID, FORBIDDEN)]),
    (r#"{"call_handler": "default", "calling_handler_resource_id": "9b2c3d4e"}"#, &[(ID, FORBIDDEN), (ID, FORMAT)]),
    (r#"{"call_handler": "passthrough"}"#, &[]),
    (r#"{"call_handler": "passthrough", "calling_handler_resource_id": null}"#, &[]),
    (r#"{"call_handler": "passthrough", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#, &[(ID, FORBIDDEN)]),
    (r#"{"call_handler": "block-pstn"}"#, &[]),
    (r#"{"call_handler": "block-pstn", "calling_handler_resource_id": null}"#, &[]),
    (r#"{"call_handler": "block-pstn", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#, &[(ID, FORBIDDEN)]),
    ("{}", &[]),
    (r#"{"calling_handler_resource_id": null}"#, &[]),
    (r#"{"calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#, &[(ID, FORBIDDEN)]),
    (r#"{"call_handler": "voicemail"}"#, &[("/call_handler", ENUM)]),
    (r#"{"call_handler": ""}"#, &[("/call_handler", ENUM)]),
    (r#"{"call_handler": null}"#, &[("/call_handler", TYPE)]),
    (r#"{"call_handler": ["default"]}"#, &[("/call_handler", TYPE)]),
    // Texts.
    (r#"{"username": "front-desk"}"#, &[]),
    (r#"{"username": ""}"#, &[("/username", LENGTH)]),
    (r#"{"username": "front desk"}"#, &[("/username", PATTERN)]),
    (r#"{"username": null}"#, &[("/username", TYPE)]),
    (r#"{"username": 7}"#, &[("/username", TYPE)]),
    (r#"{"caller_id": "Front desk"}"#, &[]),
    (r#"{"caller_id": ""}"#, &[("/caller_id", LENGTH)]),
    (r#"{"caller_id": "Front\ndesk"}"#, &[("/caller_id", PATTERN)]),
    (r#"{"caller_id": null}"#, &[("/caller_id", TYPE)]),
    (r#"{"caller_id": true}"#, &[("/caller_id", TYPE)]),
    (r#"{"send_as": "+12025550134"}"#, &[]),
    (r#"{"send_as": ""}"#, &[("/send_as", LENGTH)]),
    (r#"{"send_as": "a\u0000"}"#, &[("/send_as", PATTERN)]),
    (r#"{"send_as": null}"#, &[("/send_as", TYPE)]),
    (r#"{"send_as": {}}"#, &[("/send_as", TYPE)]),
    // Lists.
    (r#"{"ciphers": ["AEAD_AES_256_GCM_8", "AES_CM_128_HMAC_SHA1_32"]}"#, &[]),
    (r#"{"ciphers": []}"#, &[]),
    (r#"{"ciphers": ["AEAD_AES_256_GCM_8", "AEAD_AES_256_GCM_8"]}"#, &[("/ciphers", DUPLICATE)]),
    (r#"{"ciphers": ["aead_aes_256_gcm_8"]}"#, &[("/ciphers/0", ENUM)]),
    (r#"{"ciphers": [""]}"#, &[("/ciphers/0", ENUM)]),
    (r#"{"ciphers": [null]}"#, &[("/ciphers/0", TYPE)]),
    (r#"{"ciphers": [1]}"#, &[("/ciphers/0", TYPE)]),
    (r#"{"ciphers": null}"#, &[("/ciphers", TYPE)]),
    (r#"{"ciphers": "AEAD_AES_256_GCM_8"}"#, &[("/ciphers", TYPE)]),
    (r#"{"codecs": ["OPUS", "OPUS@48000H@20I"]}"#, &[]),
    (r#"{"codecs": []}"#, &[]),
    (r#"{"codecs": ["OPUS", "PCMU", "OPUS"]}"#, &[("/codecs", DUPLICATE)]),
    (r#"{"codecs": ["opus"]}"#, &[("/codecs/0", ENUM)]),
    (r#"{"codecs": [""]}"#, &[("/codecs/0", ENUM)]),
    (r#"{"codecs": [null]}"#, &[("/codecs/0", TYPE)]),
    (r#"{"codecs": [["OPUS"]]}"#, &[("/codecs/0", TYPE)]),
    (r#"{"codecs": ["VP9", 1, "VP9"]}"#, &[("/codecs", DUPLICATE), ("/codecs/0", ENUM), ("/codecs/1", TYPE), ("/codecs/2", ENUM)]),
    (r#"{"codecs": null}"#, &[("/codecs", TYPE)]),
    (r#"{"codecs": {"0": "OPUS"}}"#, &[("/codecs", TYPE)]),
    // The rest.
    (r#"{"encryption": "required"}"#, &[]),
    (r#"{"encryption": "forbidden"}"#, &[("/encryption", ENUM)]),
    (r#"{"encryption": ""}"#, &[("/encryption", ENUM)]),
    (r#"{"encryption": null}"#, &[("/encryption", TYPE)]),
    (r#"{"encryption": false}"#, &[("/encryption", TYPE)]),
    (r#"{"password": "x"}"#, &[("/password", UNKNOWN)]),
    // Everything at once comes in the order in which the type declares its fields, unknown keys last.
    (r#"{"x": 1, "encryption": 1, "codecs": ["OPUS", "OPUS"], "ciphers": [1], "send_as": "", "caller_id": "\t",
         "username": "@", "calling_handler_resource_id": "x", "call_handler": "x", "w": 2}"#,
     &[(ID, FORBIDDEN), (ID, FORMAT), ("/username", PATTERN), ("/caller_id", PATTERN), ("/send_as", LENGTH),
       ("/ciphers/0", TYPE), ("/codecs", DUPLICATE), ("/encryption", TYPE), ("/call_handler", ENUM),
       ("/x", UNKNOWN), ("/w", UNKNOWN)]),
];

/// What every record has is there but for the key in the first column; the second column is added.
#[rustfmt::skip]
const RECORDS: &[(&str, &str, &[Wrong])] = &[
    ("", "", &[]),
    ("type", "", &[("/type", REQUIRED)]),
    ("type", r#""type": null"#, &[("/type", REQUIRED)]),
    ("type", r#""type": 1"#, &[("/type", TYPE)]),
    ("id", "", &[("/id", REQUIRED)]),
    ("id", r#""id": null"#, &[("/id", REQUIRED)]),
    ("id", r#""id": 1"#, &[("/id", TYPE)]),
    ("id", r#""id": """#, &[("/id", FORMAT)]),
    ("id", r#""id": "3fa85f64""#, &[("/id", FORMAT)]),
    ("username", "", &[("/username", REQUIRED)]),
    ("username", r#""username": null"#, &[("/username", REQUIRED)]),
    ("username", r#""username": []"#, &[("/username", TYPE)]),
    ("send_as", "", &[("/send_as", REQUIRED)]),
    ("send_as", r#""send_as": null"#, &[("/send_as", REQUIRED)]),
    ("send_as", r#""send_as": true"#, &[("/send_as", TYPE)]),
    ("ciphers", "", &[("/ciphers", REQUIRED)]),
    ("ciphers", r#""ciphers": null"#, &[("/ciphers", REQUIRED)]),
    ("ciphers", r#""ciphers": "AEAD_AES_256_GCM_8""#, &[("/ciphers", TYPE)]),
    ("ciphers", r#""ciphers": [1]"#, &[("/ciphers/0", TYPE)]),
    ("ciphers", r#""ciphers": [null]"#, &[("/ciphers/0", TYPE)]),
    ("codecs", "", &[("/codecs", REQUIRED)]),
    ("codecs", r#""codecs": null"#, &[("/codecs", REQUIRED)]),
    ("codecs", r#""codecs": {}"#, &[("/codecs", TYPE)]),
    ("codecs", r#""codecs": [{}]"#, &[("/codecs/0", TYPE)]),
    ("codecs", r#""codecs": [null]"#, &[("/codecs/0", TYPE)]),
    ("encryption", "", &[("/encryption", REQUIRED)]),
    ("encryption", r#""encryption": null"#, &[("/encryption", REQUIRED)]),
    ("encryption", r#""encryption": 0"#, &[("/encryption", TYPE)]),
    ("encryption", r#""encryption": "quantum""#, &[]),
    ("", r#""caller_id": "Front desk""#, &[]),
    ("", r#""caller_id": null"#, &[]),
    ("", r#""caller_id": 1"#, &[("/caller_id", TYPE)]),
    ("", r#""call_handler": null"#, &[]),
    ("", r#""call_handler": "newer""#, &[]),
    ("", r#""call_handler": 1"#, &[("/call_handler", TYPE)]),
    ("", r#""calling_handler_resource_id": "9B2C3D4E-5F60-4718-8293-A4B5C6D7E8F9""#, &[]),
    ("", r#""calling_handler_resource_id": null"#, &[]),
    ("", r#""calling_handler_resource_id": """#, &[(ID, FORMAT)]),
    ("", r#""calling_handler_resource_id": "x""#, &[(ID, FORMAT)]),
    ("", r#""calling_handler_resource_id": 1"#, &[(ID, TYPE)]),
    // Methods.
    ("", r#""call_request_method": "GET""#, &[]),
    ("", r#""call_request_method": null"#, &[]),
    ("", r#""call_request_method": """#, &[("/call_request_method", ENUM)]),
    ("", r#""call_request_method": "get""#, &[("/call_request_method", ENUM)]),
    ("", r#""call_request_method": 1"#, &[("/call_request_method", TYPE)]),
    ("", r#""call_fallback_method": "POST""#, &[]),
    ("", r#""call_fallback_method": null"#, &[]),
    ("", r#""call_fallback_method": """#, &[("/call_fallback_method", ENUM)]),
    ("", r#""call_fallback_method": "PUT""#, &[("/call_fallback_method", ENUM)]),
    ("", r#""call_fallback_method": {"GET": null}"#, &[("/call_fallback_method", TYPE)]),
    ("", r#""call_status_callback_method": "POST""#, &[]),
    ("", r#""call_status_callback_method": null"#, &[]),
    ("", r#""call_status_callback_method": """#, &[("/call_status_callback_method", ENUM)]),
    ("", r#""call_status_callback_method": "POST ""#, &[("/call_status_callback_method", ENUM)]),
    ("", r#""call_status_callback_method": []"#, &[("/call_status_callback_method", TYPE)]),
    // LaML webhooks.
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a", "call_fallback_url": "http://b",
            "call_status_callback_url": "http://c""#, &[]),
    ("", r#""call_handler": "laml_webhooks", "call_fallback_url": "http://b",
            "call_status_callback_url": "http://c""#, &[("/call_request_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": null, "call_fallback_url": "http://b",
            "call_status_callback_url": "http://c""#, &[("/call_request_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "", "call_fallback_url": "http://b",
            "call_status_callback_url": "http://c""#, &[("/call_request_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": 1, "call_fallback_url": "http://b",
            "call_status_callback_url": "http://c""#, &[("/call_request_url", TYPE)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "a", "call_fallback_url": "http://b",
            "call_status_callback_url": "http://c""#, &[("/call_request_url", FORMAT)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a",
            "call_status_callback_url": "http://c""#, &[("/call_fallback_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a", "call_fallback_url": null,
            "call_status_callback_url": "http://c""#, &[("/call_fallback_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a", "call_fallback_url": "",
            "call_status_callback_url": "http://c""#, &[("/call_fallback_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a",
            "call_fallback_url": "http://b""#, &[("/call_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a", "call_fallback_url": "http://b",
            "call_status_callback_url": null"#, &[("/call_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks", "call_request_url": "http://a", "call_fallback_url": "http://b",
            "call_status_callback_url": """#, &[("/call_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "laml_webhooks""#,
     &[("/call_request_url", REQUIRED), ("/call_fallback_url", REQUIRED), ("/call_status_callback_url", REQUIRED)]),
    ("", r#""call_request_url": null, "call_fallback_url": null, "call_status_callback_url": null"#, &[]),
    ("", r#""call_request_url": 1"#, &[("/call_request_url", TYPE)]),
    ("", r#""call_request_url": "ftp://a""#, &[("/call_request_url", FORMAT)]),
    ("", r#""call_fallback_url": 1"#, &[("/call_fallback_url", TYPE)]),
    ("", r#""call_fallback_url": " ""#, &[("/call_fallback_url", FORMAT)]),
    ("", r#""call_status_callback_url": 1"#, &[("/call_status_callback_url", TYPE)]),
    ("", r#""call_status_callback_url": "http://""#, &[("/call_status_callback_url", FORMAT)]),
    // LaML application.
    ("", r#""call_handler": "laml_application", "call_laml_application_id": "x""#, &[]),
    ("", r#""call_handler": "laml_application""#, &[("/call_laml_application_id", REQUIRED)]),
    ("", r#""call_handler": "laml_application", "call_laml_application_id": null"#, &[("/call_laml_application_id", REQUIRED)]),
    ("", r#""call_handler": "laml_application", "call_laml_application_id": """#, &[("/call_laml_application_id", REQUIRED)]),
    ("", r#""call_laml_application_id": null"#, &[]),
    ("", r#""call_laml_application_id": 1"#, &[("/call_laml_application_id", TYPE)]),
    // Dialogflow.
    ("", r#""call_handler": "dialogflow", "call_dialogflow_agent_id": "x""#, &[]),
    ("", r#""call_handler": "dialogflow""#, &[("/call_dialogflow_agent_id", REQUIRED)]),
    ("", r#""call_handler": "dialogflow", "call_dialogflow_agent_id": null"#, &[("/call_dialogflow_agent_id", REQUIRED)]),
    ("", r#""call_handler": "dialogflow", "call_dialogflow_agent_id": """#, &[("/call_dialogflow_agent_id", REQUIRED)]),
    ("", r#""call_dialogflow_agent_id": null"#, &[]),
    ("", r#""call_dialogflow_agent_id": 1"#, &[("/call_dialogflow_agent_id", TYPE)]),
    // Relay topic.
    ("", r#""call_handler": "relay_topic", "call_relay_topic": "x", "call_relay_topic_status_callback_url": "http://a""#, &[]),
    ("", r#""call_handler": "relay_topic", "call_relay_topic_status_callback_url": "http://a""#, &[("/call_relay_topic", REQUIRED)]),
    ("", r#""call_handler": "relay_topic", "call_relay_topic": null, "call_relay_topic_status_callback_url": "http://a""#, &[("/call_relay_topic", REQUIRED)]),
    ("", r#""call_handler": "relay_topic", "call_relay_topic": "", "call_relay_topic_status_callback_url": "http://a""#, &[("/call_relay_topic", REQUIRED)]),
    ("", r#""call_handler": "relay_topic", "call_relay_topic": "x""#, &[("/call_relay_topic_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "relay_topic", "call_relay_topic": "x", "call_relay_topic_status_callback_url": null"#, &[("/call_relay_topic_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "relay_topic", "call_relay_topic": "x", "call_relay_topic_status_callback_url": """#, &[("/call_relay_topic_status_callback_url", REQUIRED)]),
    ("", r#""call_relay_topic": null, "call_relay_topic_status_callback_url": null"#, &[]),
    ("", r#""call_relay_topic": 1"#, &[("/call_relay_topic", TYPE)]),
    ("", r#""call_relay_topic_status_callback_url": 1"#, &[("/call_relay_topic_status_callback_url", TYPE)]),
    ("", r#""call_relay_topic_status_callback_url": "a""#, &[("/call_relay_topic_status_callback_url", FORMAT)]),
    // Relay context.
    ("", r#""call_handler": "relay_context", "call_relay_context": "x", "call_relay_context_status_callback_url": "http://a""#, &[]),
    ("", r#""call_handler": "relay_context", "call_relay_context_status_callback_url": "http://a""#, &[("/call_relay_context", REQUIRED)]),
    ("", r#""call_handler": "relay_context", "call_relay_context": null, "call_relay_context_status_callback_url": "http://a""#, &[("/call_relay_context", REQUIRED)]),
    ("", r#""call_handler": "relay_context", "call_relay_context": "", "call_relay_context_status_callback_url": "http://a""#, &[("/call_relay_context", REQUIRED)]),
    ("", r#""call_handler": "relay_context", "call_relay_context": "x""#, &[("/call_relay_context_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "relay_context", "call_relay_context": "x", "call_relay_context_status_callback_url": null"#, &[("/call_relay_context_status_callback_url", REQUIRED)]),
    ("", r#""call_handler": "relay_context", "call_relay_context": "x", "call_relay_context_status_callback_url": """#, &[("/call_relay_context_status_callback_url", REQUIRED)]),
    ("", r#""call_relay_context": null, "call_relay_context_status_callback_url": null"#, &[]),
    ("", r#""call_relay_context": 1"#, &[("/call_relay_context", TYPE)]),
    ("", r#""call_relay_context_status_callback_url": 1"#, &[("/call_relay_context_status_callback_url", TYPE)]),
    ("", r#""call_relay_context_status_callback_url": "a""#, &[("/call_relay_context_status_callback_url", FORMAT)]),
    // Relay application.
    ("", r#""call_handler": "relay_application", "call_relay_application": "x""#, &[]),
    ("", r#""call_handler": "relay_application""#, &[("/call_relay_application", REQUIRED)]),
    ("", r#""call_handler": "relay_application", "call_relay_application": null"#, &[("/call_relay_application", REQUIRED)]),
    ("", r#""call_handler": "relay_application", "call_relay_application": """#, &[("/call_relay_application", REQUIRED)]),
    ("", r#""call_relay_application": null"#, &[]),
    ("", r#""call_relay_application": 1"#, &[("/call_relay_application", TYPE)]),
    // Video room.
    ("", r#""call_handler": "video_room", "call_video_room_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#, &[]),
    ("", r#""call_handler": "video_room""#, &[("/call_video_room_id", REQUIRED)]),
    ("", r#""call_handler": "video_room", "call_video_room_id": null"#, &[("/call_video_room_id", REQUIRED)]),
    ("", r#""call_handler": "video_room", "call_video_room_id": """#, &[("/call_video_room_id", REQUIRED)]),
    ("", r#""call_handler": "video_room", "call_video_room_id": "x""#, &[("/call_video_room_id", FORMAT)]),
    ("", r#""call_video_room_id": null"#, &[]),
    ("", r#""call_video_room_id": 1"#, &[("/call_video_room_id", TYPE)]),
    ("", r#""call_video_room_id": "x""#, &[("/call_video_room_id", FORMAT)]),
    // Relay script.
    ("", r#""call_handler": "relay_script", "call_relay_script_url": "http://a""#, &[]),
    ("", r#""call_handler": "relay_script""#, &[("/call_relay_script_url", REQUIRED)]),
    ("", r#""call_handler": "relay_script", "call_relay_script_url": null"#, &[("/call_relay_script_url", REQUIRED)]),
    ("", r#""call_handler": "relay_script", "call_relay_script_url": """#, &[("/call_relay_script_url", REQUIRED)]),
    ("", r#""call_relay_script_url": null"#, &[]),
    ("", r#""call_relay_script_url": 1"#, &[("/call_relay_script_url", TYPE)]),
    ("", r#""call_relay_script_url": "a""#, &[("/call_relay_script_url", FORMAT)]),
];

fn requests() -> Vec<Row> {
    REQUESTS
        .iter()
        .map(|(text, wrong)| row((*text).to_owned(), wrong))
        .collect()
}

fn records() -> Vec<Row> {
    RECORDS
        .iter()
        .map(|(without, more, wrong)| row(record(without, more), wrong))
        .collect()
}

fn row(text: String, wrong: &[Wrong]) -> Row {
    let wrong = wrong
        .iter()
        .map(|(pointer, code)| ((*pointer).to_owned(), code.clone()))
        .collect();
    Row { text, wrong }
}

#[test]
fn requests_break_the_rules_that_the_table_says() {
    // A request is read strictly: of these nothing is built.
    judge_rows::<UpdateSipEndpointRequest>(&requests(), &[TYPE, ENUM, FORMAT, UNKNOWN]);
}

#[test]
fn records_break_the_rules_that_the_table_says() {
    judge_rows::<SipEndpoint>(&records(), &[TYPE]);
}

fn judge_rows<T: Subject>(rows: &[Row], unreadable: &[Code]) {
    let judges = Judges::<T>::new();
    let document = document::<T>();
    for row in rows {
        let Row { text, wrong } = row;
        assert_eq!(
            judges.verdicts(text),
            Verdicts::all(Verdict::of(wrong.is_empty())),
            "{text}"
        );
        let found = violations::<T>(text);
        assert_eq!(summary(&found), *wrong, "{text}");
        assert_same_natively::<T>(row, unreadable);
        assert_schema_pointers_resolve(&document, &found);
        assert_same_places(&judges, text, &found);
    }
}

fn summary(found: &[Violation]) -> Vec<(String, Code)> {
    found
        .iter()
        .map(|violation| (violation.pointer().to_string(), violation.code()))
        .collect()
}

fn assert_same_natively<T: Subject>(row: &Row, unreadable: &[Code]) {
    let read = serde_json::from_str::<T>(&row.text);
    let value: Value = serde_json::from_str(&row.text).expect("the rows are JSON");
    let mut fields = rules::<T>().fields.iter();
    let lacks_a_key = fields.any(|field| field.key_required && value.get(field.name).is_none());
    let readable = !lacks_a_key && !row.wrong.iter().any(|(_, code)| unreadable.contains(code));
    assert_eq!(read.is_ok(), readable, "{}", row.text);
    if let Ok(value) = read {
        let found = Validate::validate(&value)
            .err()
            .map_or_else(Vec::new, |found| found.into_iter().collect());
        assert_eq!(summary(&found), row.wrong, "{}", row.text);
        assert_eq!(value.is_valid(), row.wrong.is_empty(), "{}", row.text);
    }
}

fn assert_schema_pointers_resolve(document: &Value, found: &[Violation]) {
    for violation in found {
        let pointer = violation
            .schema_pointer()
            .unwrap_or_else(|| panic!("{violation:?} has no keyword"));
        assert!(
            document.pointer(&pointer).is_some(),
            "{violation:?}: no {pointer} in the document"
        );
    }
}

/// The schema validator complains of the same places, and at each of the keyword that the violation names.
///
/// Of keywords it may name more: a UUID has four, and what is missing under a condition may also be null.
fn assert_same_places<T: Subject>(judges: &Judges<T>, text: &str, found: &[Violation]) {
    let value: Value = serde_json::from_str(text).expect("the rows are JSON");
    let complaints: Vec<_> = judges
        .schema
        .iter_errors(&value)
        .flat_map(|error| places_and_keyword(&error))
        .collect();
    let places: BTreeSet<_> = complaints.iter().map(|(place, _)| place.clone()).collect();
    let expected: BTreeSet<_> = found
        .iter()
        .map(|violation| violation.pointer().to_string())
        .collect();
    assert_eq!(places, expected, "{text}");
    for violation in found {
        let named = complaints.iter().any(|(place, keyword)| {
            violation.pointer() == place.as_str() && is_keyword_of(violation, keyword)
        });
        assert!(
            named,
            "{violation:?} at {:?} is none of {complaints:?}",
            violation.schema_pointer()
        );
    }
}

/// An error about keys stands at the object; here, as in violations, it stands at each key.
fn places_and_keyword(error: &jsonschema::ValidationError<'_>) -> Vec<(String, String)> {
    let keys = match error.kind() {
        ValidationErrorKind::Required { property } => {
            vec![property.as_str().expect("a key").to_owned()]
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.clone(),
        _ => Vec::new(),
    };
    let (object, keyword) = (
        error.instance_path().to_string(),
        error.evaluation_path().to_string(),
    );
    if keys.is_empty() {
        return vec![(object, keyword)];
    }
    keys.iter()
        .map(|key| (format!("{object}/{key}"), keyword.clone()))
        .collect()
}

/// The keyword itself; of a subschema that allows no value one in it; and of a value that is missing though its key is
/// there, one that asks for more than the key, beside or below `required`.
fn is_keyword_of(violation: &Violation, keyword: &str) -> bool {
    let Some(expected) = violation.schema_pointer() else {
        return false;
    };
    let beside = expected
        .strip_suffix("/required")
        .map(|object| format!("{object}/properties{}", violation.pointer()));
    let below = beside.as_deref().unwrap_or(&expected);
    keyword == expected
        || keyword
            .strip_prefix(below)
            .is_some_and(|rest| rest.starts_with('/'))
}

#[test]
fn every_rule_of_a_request_has_its_rows() {
    assert_covered::<UpdateSipEndpointRequest>(&requests());
}

#[test]
fn every_rule_of_a_record_has_its_rows() {
    assert_covered::<SipEndpoint>(&records());
}

fn rules<T: Subject>() -> &'static Rules {
    match T::SHAPE {
        Shape::Object(rules) => rules(),
        other => panic!("the types are objects, not {other:?}"),
    }
}

fn assert_covered<T: Subject>(rows: &[Row]) {
    let rules = rules::<T>();
    let covered: BTreeSet<Case> = rows.iter().filter_map(Case::of_row::<T>).collect();
    let missing: Vec<_> = cases(rules)
        .into_iter()
        .filter(|case| !covered.contains(case))
        .collect();
    assert!(
        missing.is_empty(),
        "no row that breaks just this: {missing:#?}"
    );
    let satisfied: BTreeSet<Satisfied> = rows
        .iter()
        .filter(|row| row.wrong.is_empty())
        .flat_map(|row| Satisfied::of_row(row, rules))
        .collect();
    let missing: Vec<_> = satisfactions(rules)
        .into_iter()
        .filter(|case| !satisfied.contains(case))
        .collect();
    assert!(
        missing.is_empty(),
        "no valid row that has this: {missing:#?}"
    );
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Nothing,
    Null,
    Empty,
    Other,
}

impl Held {
    fn at(value: Option<&Value>) -> Self {
        match value {
            None => Self::Nothing,
            Some(Value::Null) => Self::Null,
            Some(Value::String(text)) if text.is_empty() => Self::Empty,
            Some(_) => Self::Other,
        }
    }
}

/// A way to break one rule. For a rule across fields, under one call handler.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Case {
    pointer: String,
    code: Code,
    held: Held,
    handler: Option<String>,
}

const NO_HANDLER: &str = "(none)";

fn handler(value: &Value) -> String {
    value
        .get("call_handler")
        .and_then(Value::as_str)
        .unwrap_or(NO_HANDLER)
        .to_owned()
}

impl Case {
    fn new(pointer: &str, code: Code, held: Held) -> Self {
        Self {
            pointer: pointer.to_owned(),
            code,
            held,
            handler: None,
        }
    }

    fn under(self, handler: &str) -> Self {
        Self {
            handler: Some(handler.to_owned()),
            ..self
        }
    }

    /// What a row breaks, if it breaks one rule.
    fn of_row<T: Subject>(row: &Row) -> Option<Self> {
        let [violation] = &*violations::<T>(&row.text) else {
            return None;
        };
        let value: Value = serde_json::from_str(&row.text).expect("the rows are JSON");
        let pointer = violation.pointer().to_string();
        let case = Self::new(
            &pointer,
            violation.code(),
            Held::at(value.pointer(&pointer)),
        );
        let across_fields = violation
            .schema_pointer()
            .is_some_and(|keyword| keyword.starts_with("/allOf/"));
        Some(if across_fields {
            case.under(&handler(&value))
        } else {
            case
        })
    }
}

/// Every way to break every rule of a table.
fn cases(rules: &Rules) -> Vec<Case> {
    let own = rules.fields.iter().flat_map(|field| {
        let pointer = format!("/{}", field.name);
        let mut cases = shape_cases(&field.shape, &pointer, field);
        cases.extend(
            field
                .checks
                .iter()
                .flat_map(|check| check_cases(check, &pointer)),
        );
        cases
    });
    let across = rules
        .conditionals
        .iter()
        .flat_map(|rule| conditional_cases(rule, rules));
    let groups = rules
        .groups
        .iter()
        .map(|_| Case::new("", ONE_OF, Held::Other).under(NO_HANDLER));
    own.chain(across).chain(groups).collect()
}

fn shape_cases(shape: &Shape, pointer: &str, field: &Field) -> Vec<Case> {
    let case = |code, held| Case::new(pointer, code, held);
    // Null breaks what asks for a value in another way.
    let null = case(
        if is_required(field) && !pointer.ends_with("/0") {
            REQUIRED
        } else {
            TYPE
        },
        Held::Null,
    );
    let wrong_type = case(TYPE, Held::Other);
    match shape {
        Shape::Nullable(inner) => shape_cases(inner, pointer, field)
            .into_iter()
            .filter(|case| case.held != Held::Null || is_required(field))
            .collect(),
        Shape::List(item) => {
            let items = shape_cases(item, &format!("{pointer}/0"), field);
            [null, wrong_type].into_iter().chain(items).collect()
        }
        Shape::Enumeration(_) => vec![
            null,
            wrong_type,
            case(ENUM, Held::Other),
            case(ENUM, Held::Empty),
        ],
        Shape::Refined(_, [Check::Uuid | Check::HttpUrl]) => {
            let empty = (!field.empty_is_absent).then(|| case(FORMAT, Held::Empty));
            [null, wrong_type, case(FORMAT, Held::Other)]
                .into_iter()
                .chain(empty)
                .collect()
        }
        Shape::Lenient(inner) => shape_cases(inner, pointer, field),
        Shape::Text
        | Shape::Open(_)
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Object(_) => vec![null, wrong_type],
        other => panic!("the tests know no {other:?}"),
    }
}

fn is_required(field: &Field) -> bool {
    field
        .checks
        .iter()
        .any(|check| matches!(check.rule(), Check::Required))
}

fn check_cases(check: &Check, pointer: &str) -> Vec<Case> {
    let ways: &[(Code, Held)] = match check.rule() {
        Check::Required => &[(REQUIRED, Held::Nothing), (REQUIRED, Held::Null)],
        Check::Length(_) => &[(LENGTH, Held::Empty)],
        Check::Pattern(_) => &[(PATTERN, Held::Other)],
        Check::UniqueItems => &[(DUPLICATE, Held::Other)],
        Check::Range(_) => &[(RANGE, Held::Other)],
        other => panic!("the tests know no {other:?}"),
    };
    ways.iter()
        .map(|(code, held)| Case::new(pointer, code.clone(), *held))
        .collect()
}

fn conditional_cases(rule: &Conditional, rules: &Rules) -> Vec<Case> {
    let field = &rules.fields[rule.field];
    let pointer = format!("/{}", field.name);
    let mut cases = Vec::new();
    for handler in handlers(rules) {
        let ways = match demand(rule, rules, handler) {
            Some(REQUIRED) => no_values(field),
            Some(_) => vec![Held::Other],
            None => Vec::new(),
        };
        let code = demand(rule, rules, handler);
        cases.extend(code.into_iter().flat_map(|code| {
            let case = |held: &Held| Case::new(&pointer, code.clone(), *held).under(handler);
            ways.iter().map(case).collect::<Vec<_>>()
        }));
    }
    cases
}

/// The ways to hold no value, of which each breaks just the rule that asks for one.
fn no_values(field: &Field) -> Vec<Held> {
    let mut ways = Vec::new();
    ways.extend((!field.key_required).then_some(Held::Nothing));
    ways.extend(is_nullable(field).then_some(Held::Null));
    ways.extend(field.empty_is_absent.then_some(Held::Empty));
    ways
}

fn is_nullable(field: &Field) -> bool {
    matches!(field.shape, Shape::Nullable(_))
}

/// What a rule demands of its field under a call handler.
fn demand(rule: &Conditional, rules: &Rules, handler: &str) -> Option<Code> {
    match (rule.effect, holds(&rule.condition, rules, handler)) {
        (Effect::RequiredIf | Effect::RequiredIff, true) => Some(REQUIRED),
        (Effect::ForbiddenIf, true) | (Effect::ForbiddenUnless | Effect::RequiredIff, false) => {
            Some(FORBIDDEN)
        }
        (Effect::RequiredIf | Effect::ForbiddenIf, false) | (Effect::ForbiddenUnless, true) => None,
        (other, _) => panic!("the tests know no {other:?}"),
    }
}

fn holds(condition: &Condition, rules: &Rules, handler: &str) -> bool {
    let is_about_the_handler = |field: &usize| rules.fields[*field].name == "call_handler";
    match condition {
        Condition::Is(field, literal) if is_about_the_handler(field) => {
            *literal == Literal::Text(handler_name(rules, handler))
        }
        Condition::Present(field) if is_about_the_handler(field) => handler != NO_HANDLER,
        Condition::All(all) => all.iter().all(|one| holds(one, rules, handler)),
        Condition::Not(one) => !holds(one, rules, handler),
        other => panic!("the tests know no {other:?}"),
    }
}

/// The name as the rules have it, since a literal holds no other.
fn handler_name(rules: &Rules, handler: &str) -> &'static str {
    let mut known = handlers(rules).into_iter();
    known
        .find(|name| *name == handler)
        .expect("a handler of the type")
}

/// The call handlers that the type knows, and none where it may have none.
fn handlers(rules: &Rules) -> Vec<&'static str> {
    let mut fields = rules.fields.iter();
    let field = fields
        .find(|field| field.name == "call_handler")
        .expect("a call handler");
    let mut names = names(&field.shape);
    names.extend((!field.key_required).then_some(NO_HANDLER));
    names
}

fn names(shape: &Shape) -> Vec<&'static str> {
    match shape {
        Shape::Nullable(inner) | Shape::Open(inner) => names(inner),
        Shape::Enumeration(set) => set.variants.iter().map(|variant| variant.name).collect(),
        other => panic!("a call handler is no {other:?}"),
    }
}

/// What a field holds in a valid row, and under which call handler.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Satisfied {
    field: String,
    held: Held,
    handler: Option<String>,
}

impl Satisfied {
    fn new(field: &str, held: Held, handler: Option<&str>) -> Self {
        Self {
            field: field.to_owned(),
            held,
            handler: handler.map(str::to_owned),
        }
    }

    fn of_row(row: &Row, rules: &Rules) -> Vec<Self> {
        let value: Value = serde_json::from_str(&row.text).expect("the rows are JSON");
        let handler = handler(&value);
        let fields = rules.fields.iter().map(|field| field.name);
        fields
            .flat_map(|field| {
                let held = Held::at(value.get(field));
                [
                    Self::new(field, held, None),
                    Self::new(field, held, Some(&handler)),
                ]
            })
            .collect()
    }
}

/// Every field with a value and, where it may be, null; and what each rule across fields asks for.
fn satisfactions(rules: &Rules) -> Vec<Satisfied> {
    let own = rules.fields.iter().flat_map(|field| {
        let null = is_nullable(field) && !is_required(field);
        let null = null.then(|| Satisfied::new(field.name, Held::Null, None));
        [Satisfied::new(field.name, Held::Other, None)]
            .into_iter()
            .chain(null)
    });
    let mut all: Vec<_> = own.collect();
    for rule in rules.conditionals {
        let field = &rules.fields[rule.field];
        for handler in handlers(rules) {
            let ways = match demand(rule, rules, handler) {
                Some(REQUIRED) => vec![Held::Other],
                Some(_) => no_values(field),
                None => Vec::new(),
            };
            let under = |held| Satisfied::new(field.name, held, Some(handler));
            all.extend(ways.into_iter().map(under));
        }
    }
    all
}
