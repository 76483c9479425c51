//! Texts that a lenient reader takes for something else, each by name.

mod common;

use std::collections::BTreeMap;
use std::str::FromStr;

use common::{Judges, Subject, Verdict, Verdicts, document, record, violations};
use crossfield::rule::{Rules, Shape};
use crossfield::{Code, Lenient, Open, Validate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use signalwire_sip::{
    CallHandler, Cipher, Codec, Encryption, HttpMethod, HttpUrl, InboundCallHandler, ParseError,
    ResourceId, SipEndpoint, SipEndpointResource, UpdateSipEndpointRequest, fabric, relay,
};

const UUID: &str = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";

/// The handlers, and the fields that each of them needs.
const NEEDS: [(&str, &[&str]); 8] = [
    (
        "laml_webhooks",
        &[
            "call_request_url",
            "call_fallback_url",
            "call_status_callback_url",
        ],
    ),
    ("laml_application", &["call_laml_application_id"]),
    ("dialogflow", &["call_dialogflow_agent_id"]),
    (
        "relay_topic",
        &["call_relay_topic", "call_relay_topic_status_callback_url"],
    ),
    (
        "relay_context",
        &[
            "call_relay_context",
            "call_relay_context_status_callback_url",
        ],
    ),
    ("relay_application", &["call_relay_application"]),
    ("video_room", &["call_video_room_id"]),
    ("relay_script", &["call_relay_script_url"]),
];

const CIPHERS: [&str; 5] = [
    "AEAD_AES_256_GCM_8",
    "AES_256_CM_HMAC_SHA1_80",
    "AES_CM_128_HMAC_SHA1_80",
    "AES_256_CM_HMAC_SHA1_32",
    "AES_CM_128_HMAC_SHA1_32",
];

const CODECS: [&str; 11] = [
    "PCMU",
    "PCMA",
    "G722",
    "G729",
    "OPUS",
    "OPUS@48000H@20I",
    "OPUS@24000H@20I",
    "OPUS@16000H@20I",
    "OPUS@8000H@20I",
    "VP8",
    "H264",
];

const ENCRYPTIONS: [&str; 3] = ["default", "required", "optional"];

const CALL_HANDLERS: [&str; 4] = ["default", "passthrough", "block-pstn", "resource"];

const INBOUND_CALL_HANDLERS: [&str; 15] = [
    "laml_webhooks",
    "laml_application",
    "dialogflow",
    "relay_topic",
    "relay_context",
    "relay_application",
    "relay_connector",
    "relay_script",
    "video_room",
    "call_flow",
    "ai_agent",
    "default",
    "passthrough",
    "block-pstn",
    "resource",
];

const METHODS: [&str; 2] = ["GET", "POST"];

/// All judges find what is listed, and nothing else.
#[track_caller]
fn assert_found<T: Subject>(texts: impl IntoIterator<Item = String>, expected: &[(&str, Code)]) {
    let judges = Judges::<T>::new();
    let mut count = 0;
    for text in texts {
        let found = violations::<T>(&text);
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.pointer().to_string(), found.code()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(pointer, code)| ((*pointer).to_owned(), code.clone()))
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(
            judges.verdicts(&text),
            Verdicts::all(Verdict::of(expected.is_empty())),
            "{text}"
        );
        count += 1;
    }
    assert!(count > 0, "there must be a text");
}

/// A request with one member, of which the value is given.
fn with(key: &str, value: impl Into<Value>) -> String {
    json!({ key: value.into() }).to_string()
}

/// A record with one more member.
fn record_with(key: &str, value: impl Into<Value>) -> String {
    record(key, &format!("{}: {}", Value::from(key), value.into()))
}

/// A request to send calls to a resource.
fn to_resource(id: &str) -> String {
    json!({ "call_handler": "resource", "calling_handler_resource_id": id }).to_string()
}

fn rules<T: Validate>() -> &'static Rules {
    match T::SHAPE {
        Shape::Object(rules) => rules(),
        other => panic!("{other:?} is no object"),
    }
}

#[test]
fn an_array_is_no_struct() {
    let request =
        r#"["9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9", "a", "a", "a", [], [], "default", "resource"]"#;
    // serde alone takes all of them.
    assert!(serde_json::from_str::<UpdateSipEndpointRequest>(request).is_ok());
    assert!(serde_json::from_str::<SipEndpoint>("[]").is_ok());
    assert_found::<UpdateSipEndpointRequest>(
        [request, "[]", "[null]"].map(str::to_owned),
        &[("", Code::Type)],
    );
    assert_found::<SipEndpoint>(
        [request, "[]", "[null]"].map(str::to_owned),
        &[("", Code::Type)],
    );
}

#[test]
fn a_scalar_is_no_struct() {
    let texts = || ["null", "true", "0", r#""{}""#].map(str::to_owned);
    assert_found::<UpdateSipEndpointRequest>(texts(), &[("", Code::Type)]);
    assert_found::<SipEndpoint>(texts(), &[("", Code::Type)]);
}

#[test]
fn an_object_with_one_null_is_no_enum() {
    let call_handler = r#"{"call_handler": {"passthrough": null}}"#;
    assert!(
        serde_json::from_str::<UpdateSipEndpointRequest>(call_handler).is_ok(),
        "serde alone takes it"
    );
    assert_found::<UpdateSipEndpointRequest>(
        [call_handler.to_owned()],
        &[("/call_handler", Code::Type)],
    );
    let text = with("codecs", json!(["PCMU", { "OPUS": null }]));
    assert_found::<UpdateSipEndpointRequest>([text], &[("/codecs/1", Code::Type)]);
    let text = record_with("call_request_method", json!({ "GET": null }));
    assert_found::<SipEndpoint>([text], &[("/call_request_method", Code::Type)]);
}

#[test]
fn a_uuid_is_36_characters_in_either_case() {
    let ids = [
        UUID,
        &UUID.to_uppercase(),
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-FFFF-ffff-FFFF-ffffffffffff",
    ];
    assert_found::<UpdateSipEndpointRequest>(ids.map(to_resource), &[]);
    assert_found::<SipEndpoint>(ids.map(|id| record_with("id", id)), &[]);
    assert_found::<SipEndpoint>(
        ids.map(|id| record_with("calling_handler_resource_id", id)),
        &[],
    );
    assert_found::<SipEndpoint>(ids.map(|id| record_with("call_video_room_id", id)), &[]);
}

#[test]
fn other_spellings_of_a_uuid_are_none() {
    let ids = [
        format!("{{{UUID}}}"),
        format!("urn:uuid:{UUID}"),
        UUID.replace('-', ""),
        format!("{UUID}\n"),
        format!("\n{UUID}"),
        format!(" {UUID}"),
        format!("{UUID}\u{2028}"),
        UUID.replace('-', "\u{2010}"),
        UUID.replace('9', "９"),
        UUID.replace('9', "g"),
        UUID[..35].to_owned(),
        format!("{}-", &UUID[..35]),
        "9b2c3d4e5-f60-4718-8293-a4b5c6d7e8f9".to_owned(),
    ];
    let each = |record: fn(&String) -> String| ids.iter().map(record).collect::<Vec<_>>();
    assert_found::<UpdateSipEndpointRequest>(
        each(|id| to_resource(id)),
        &[("/calling_handler_resource_id", Code::Format)],
    );
    assert_found::<SipEndpoint>(
        each(|id| record_with("id", id.as_str())),
        &[("/id", Code::Format)],
    );
    assert_found::<SipEndpoint>(
        each(|id| record_with("call_video_room_id", id.as_str())),
        &[("/call_video_room_id", Code::Format)],
    );
}

#[test]
fn a_url_is_what_rfc_3986_says() {
    let urls = [
        "http://example.com",
        "HTTPS://EXAMPLE.COM/",
        "http://example.com:99999/",
        "http://example.com:/",
        "http://user:secret@example.com/a?b=c#d",
        "http://@example.com",
        "http://[::1]",
        "http://[2001:db8::192.0.2.1]:8080/",
        "http://192.0.2.1",
        "http://ex%41mple.com/%20",
        "http://a.b_c!$&'()*+,;=/~",
        "http://example.com?#",
        "http://xn--exmple-cua.com",
    ];
    assert_found::<SipEndpoint>(urls.map(|url| record_with("call_request_url", url)), &[]);
    assert_found::<SipEndpoint>(
        urls.map(|url| record_with("call_relay_script_url", url)),
        &[],
    );
}

#[test]
fn a_url_that_a_browser_would_repair_is_none() {
    let urls = [
        r"http:\\example.com",
        r"http://example.com\a",
        "http:/example.com",
        "http:example.com",
        "http:///example.com",
        "http://",
        "http://:80",
        "http://user@",
        "http:// example.com",
        "http://exam ple.com",
        "http://example.com/a b",
        "http://exam\tple.com",
        "ht\ntp://example.com",
        " http://example.com",
        "http://example.com ",
        "http://example.com\n",
        "http://example.com/%2",
        "http://example.com/%zz",
        "http://example.com/<>",
        "http://example.com/{id}",
        "http://example.com/|",
        "http://example.com/#a#b",
        "http://example.com:8O",
        "http://example.com:-1",
        "http://[::1",
        "http://[:::1]",
        "http://[::1%25eth0]",
        "http://[v1.x]",
        "http://[192.0.2.1]",
        "http://a@b@example.com",
        "http://exämple.com",
        "http://example.com/ä",
        "http://example.com/\u{0}",
        "ws://example.com",
        "//example.com",
        "example.com",
    ];
    assert_found::<SipEndpoint>(
        urls.map(|url| record_with("call_request_url", url)),
        &[("/call_request_url", Code::Format)],
    );
}

#[test]
fn in_a_request_only_the_resource_may_be_null() {
    let mut refused = 0;
    for field in rules::<UpdateSipEndpointRequest>().fields {
        let pointer = format!("/{}", field.name);
        let nullable = field.name == "calling_handler_resource_id";
        let expected: &[_] = if nullable {
            &[]
        } else {
            &[(&*pointer, Code::Type)]
        };
        assert_found::<UpdateSipEndpointRequest>([with(field.name, Value::Null)], expected);
        refused += usize::from(!nullable);
    }
    assert_eq!(refused, 7);
}

/// The keys of a record that must have a value.
const NEVER_NULL: [&str; 7] = [
    "type",
    "id",
    "username",
    "send_as",
    "ciphers",
    "codecs",
    "encryption",
];

#[test]
fn in_a_record_seven_keys_must_have_a_value_and_18_need_not_be_there() {
    let mut nullable = 0;
    for field in rules::<SipEndpoint>().fields {
        let pointer = format!("/{}", field.name);
        let required = NEVER_NULL.contains(&field.name);
        let expected: &[_] = if required {
            &[(&*pointer, Code::Required)]
        } else {
            &[]
        };
        let texts = [record(field.name, ""), record_with(field.name, Value::Null)];
        assert_found::<SipEndpoint>(texts, expected);
        nullable += usize::from(!required);
    }
    assert_eq!(nullable, 18);
}

#[test]
fn a_value_of_another_json_type_is_a_violation_in_every_field() {
    let values = || {
        [
            json!(true),
            json!(0),
            json!(1.5),
            json!({}),
            json!([]),
            json!("a"),
        ]
    };
    let fits = |field: &str, value: &Value| match value {
        Value::Array(_) => matches!(field, "ciphers" | "codecs"),
        Value::String(_) => !matches!(field, "ciphers" | "codecs"),
        _ => false,
    };
    for field in rules::<UpdateSipEndpointRequest>().fields {
        let texts = values()
            .into_iter()
            .filter(|value| !fits(field.name, value))
            .map(|value| with(field.name, value));
        let pointer = format!("/{}", field.name);
        assert_found::<UpdateSipEndpointRequest>(texts, &[(&pointer, Code::Type)]);
    }
    for field in rules::<SipEndpoint>().fields {
        let texts = values()
            .into_iter()
            .filter(|value| !fits(field.name, value))
            .map(|value| record_with(field.name, value));
        let pointer = format!("/{}", field.name);
        assert_found::<SipEndpoint>(texts, &[(&pointer, Code::Type)]);
    }
}

#[test]
fn a_key_that_stands_there_twice_is_a_violation_natively_and_unknown_to_json_schema() {
    fn judge<T: Subject>(text: &str, pointer: &str) {
        let verdicts = Judges::<T>::new().verdicts(text);
        let schema_alone = Verdicts {
            schema: Verdict::Valid,
            schema_without_formats: Verdict::Valid,
            ..Verdicts::all(Verdict::Invalid)
        };
        assert_eq!(verdicts, schema_alone, "{text}");
        let found = violations::<T>(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].pointer().to_string().as_str(), found[0].code()),
            (pointer, Code::DuplicateKey)
        );
        assert_eq!(found[0].schema_pointer(), None);
    }
    judge::<UpdateSipEndpointRequest>(r#"{"username": "a", "username": "b"}"#, "/username");
    judge::<UpdateSipEndpointRequest>(r#"{"username": "a", "user\u006eame": "a"}"#, "/username");
    judge::<SipEndpoint>(
        &record("", r#""id": "3fa85f64-5717-4562-b3fc-2c963f66afa6""#),
        "/id",
    );
}

#[test]
fn unknown_keys_are_refused_in_requests_and_ignored_in_records() {
    assert_found::<UpdateSipEndpointRequest>(
        [with("password", "x")],
        &[("/password", Code::UnknownField)],
    );
    assert_found::<UpdateSipEndpointRequest>(
        [with("Username", "x")],
        &[("/Username", Code::UnknownField)],
    );
    assert_found::<UpdateSipEndpointRequest>([with("", Value::Null)], &[("/", Code::UnknownField)]);
    assert_found::<UpdateSipEndpointRequest>([with("a/~b", 1)], &[("/a~1~0b", Code::UnknownField)]);
    assert_found::<SipEndpoint>(
        ["password", "Username", "", "a/~b"].map(|key| record_with(key, "x")),
        &[],
    );
    assert_found::<SipEndpoint>([record("", r#""x": 1, "x": {"a": [null], "a": 2}"#)], &[]);
}

#[test]
fn what_stands_at_an_unknown_key_must_be_json_all_the_same() {
    let deep = "[".repeat(127) + &"]".repeat(127);
    let values = [
        "1e999",
        r#""\ud800""#,
        r#"{"\udfff": 1}"#,
        "[1,]",
        "01",
        &deep,
    ];
    let texts = values.map(|value| record("", &format!(r#""x": {value}"#)));
    assert_found::<SipEndpoint>(texts, &[("", Code::Syntax)]);
}

#[test]
fn an_empty_text_is_no_value_in_the_call_fields_of_a_record() {
    for (handler, needed) in NEEDS {
        for field in needed {
            let empty = record_with(field, "");
            assert_found::<SipEndpoint>([empty], &[]);
            let under_another =
                record("", &format!(r#""{field}": "", "call_handler": "ai_agent""#));
            assert_found::<SipEndpoint>([under_another], &[]);
            let others = needed.iter().filter(|other| *other != field);
            let others: Vec<String> = others
                .map(|other| format!(r#""{other}": "http://a", "#))
                .collect();
            let others = others.concat();
            let under_its_own = record(
                "",
                &format!(r#"{others}"{field}": "", "call_handler": "{handler}""#),
            );
            assert_found::<SipEndpoint>([under_its_own], &[(&format!("/{field}"), Code::Required)]);
        }
    }
}

#[test]
fn an_empty_text_in_a_method_or_the_resource_id_is_a_wrong_one() {
    for field in [
        "call_request_method",
        "call_fallback_method",
        "call_status_callback_method",
    ] {
        assert_found::<SipEndpoint>(
            [record_with(field, "")],
            &[(&format!("/{field}"), Code::Enum)],
        );
    }
    let text = record_with("calling_handler_resource_id", "");
    assert_found::<SipEndpoint>([text], &[("/calling_handler_resource_id", Code::Format)]);
}

#[test]
fn the_fields_of_another_handler_may_be_left_over_but_not_malformed() {
    let uuid_or_url = |field: &str| {
        if field.ends_with("room_id") {
            UUID
        } else {
            "http://a"
        }
    };
    for (_, leftovers) in NEEDS {
        for field in leftovers {
            let left_over = record(
                "",
                &format!(
                    r#""call_handler": "call_flow", "{field}": "{}""#,
                    uuid_or_url(field)
                ),
            );
            assert_found::<SipEndpoint>([left_over], &[]);
            let malformed = record(
                "",
                &format!(r#""call_handler": "call_flow", "{field}": "?""#),
            );
            let pointer = format!("/{field}");
            let has_format = field.ends_with("_url") || field.ends_with("room_id");
            let expected: &[_] = if has_format {
                &[(&*pointer, Code::Format)]
            } else {
                &[]
            };
            assert_found::<SipEndpoint>([malformed], expected);
        }
    }
}

#[test]
fn a_handler_that_nobody_knows_requires_nothing() {
    let handlers = [
        "LAML_WEBHOOKS",
        "laml_webhooks ",
        "laml-webhooks",
        "",
        "sip",
    ];
    assert_found::<SipEndpoint>(
        handlers.map(|handler| record_with("call_handler", handler)),
        &[],
    );
}

/// The white space of Unicode (property `White_Space`), and the control characters (category `Cc`).
const SPACES: [char; 17] = [
    ' ', '\u{a0}', '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}',
    '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{202f}', '\u{205f}',
    '\u{3000}',
];

fn controls() -> impl Iterator<Item = char> {
    ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}')
}

/// The character alone, first, last and in the midst.
fn around(character: char) -> [String; 4] {
    [
        format!("{character}"),
        format!("{character}a"),
        format!("a{character}"),
        format!("a{character}b"),
    ]
}

#[test]
fn a_username_has_no_white_space_no_control_character_and_no_at_sign() {
    let refused = controls()
        .chain(SPACES)
        .chain(['\u{2028}', '\u{2029}', '@']);
    let refused = refused.flat_map(around).map(|text| with("username", text));
    assert_found::<UpdateSipEndpointRequest>(refused, &[("/username", Code::Pattern)]);
}

#[test]
fn a_username_may_have_any_other_character() {
    let taken = [
        '!',
        '~',
        '\u{a1}',
        'é',
        '\u{200b}',
        '\u{feff}',
        '\u{180e}',
        '\u{301}',
        '日',
        '🎉',
        '\u{10ffff}',
        '"',
        '\\',
    ];
    let taken = taken
        .into_iter()
        .flat_map(around)
        .map(|text| with("username", text));
    assert_found::<UpdateSipEndpointRequest>(taken, &[]);
}

#[test]
fn the_pattern_of_a_username_is_what_the_standard_library_says_of_every_character() {
    let judged = |character: char| with("username", character.to_string());
    let all = '\0'..=char::MAX;
    for character in
        all.filter(|character| u32::from(*character) < 0x3100 || u32::from(*character) % 997 == 0)
    {
        let allowed = !character.is_whitespace() && !character.is_control() && character != '@';
        let found =
            crossfield::check_json::<UpdateSipEndpointRequest>(judged(character).as_bytes());
        assert_eq!(found.is_ok(), allowed, "{character:?}");
    }
}

#[test]
fn shown_names_have_no_control_characters() {
    for field in ["caller_id", "send_as"] {
        let refused = controls().flat_map(around).map(|text| with(field, text));
        assert_found::<UpdateSipEndpointRequest>(refused, &[(&format!("/{field}"), Code::Pattern)]);
    }
}

#[test]
fn shown_names_may_have_any_other_character() {
    for field in ["caller_id", "send_as"] {
        let taken = SPACES.into_iter().chain([
            '\u{2028}',
            '\u{2029}',
            '@',
            'é',
            '日',
            '🎉',
            '\u{10ffff}',
            '\u{feff}',
        ]);
        let taken = taken.flat_map(around).map(|text| with(field, text));
        assert_found::<UpdateSipEndpointRequest>(taken, &[]);
    }
}

#[test]
fn an_empty_text_is_refused_in_a_request() {
    for field in ["username", "caller_id", "send_as"] {
        let pointer = format!("/{field}");
        assert_found::<UpdateSipEndpointRequest>([with(field, "")], &[(&pointer, Code::Length)]);
    }
    assert_found::<UpdateSipEndpointRequest>(
        [to_resource("")],
        &[("/calling_handler_resource_id", Code::Format)],
    );
}

#[test]
fn the_texts_of_a_record_are_taken_as_they_are() {
    for field in ["username", "caller_id", "send_as", "type"] {
        let texts =
            ["", " ", "a b", "a@b", "\n", "\u{0}", "\u{85}"].map(|text| record_with(field, text));
        assert_found::<SipEndpoint>(texts, &[]);
    }
}

#[test]
fn repeats_are_refused_in_requests_and_tolerated_in_records() {
    for (field, values) in [("ciphers", &CIPHERS[..]), ("codecs", &CODECS[..])] {
        let pointer = format!("/{field}");
        for value in values {
            let repeated = json!([value, value]);
            assert_found::<UpdateSipEndpointRequest>(
                [with(field, repeated.clone())],
                &[(&pointer, Code::Duplicate)],
            );
            assert_found::<SipEndpoint>([record_with(field, repeated)], &[]);
        }
        assert_found::<UpdateSipEndpointRequest>(
            [with(field, values), with(field, json!([]))],
            &[],
        );
        assert_found::<SipEndpoint>(
            [record_with(field, values), record_with(field, json!([]))],
            &[],
        );
    }
}

#[test]
fn an_unknown_enum_value_is_refused_in_requests() {
    let near_misses = |known: &[&str]| -> Vec<String> {
        let spellings = known.iter().flat_map(|known| {
            [
                format!("{known} "),
                format!(" {known}"),
                format!("{known}\n"),
                known.replace('_', "-"),
                swap_case(known),
            ]
        });
        spellings
            .filter(|text| !known.contains(&text.as_str()))
            .chain([String::new()])
            .collect()
    };
    for (field, known) in [
        ("encryption", &ENCRYPTIONS[..]),
        ("call_handler", &CALL_HANDLERS[..]),
    ] {
        let texts = near_misses(known)
            .into_iter()
            .map(|value| with(field, value));
        assert_found::<UpdateSipEndpointRequest>(texts, &[(&format!("/{field}"), Code::Enum)]);
    }
    for (field, known) in [("ciphers", &CIPHERS[..]), ("codecs", &CODECS[..])] {
        let texts = near_misses(known)
            .into_iter()
            .map(|value| with(field, json!([value])));
        assert_found::<UpdateSipEndpointRequest>(texts, &[(&format!("/{field}/0"), Code::Enum)]);
    }
}

/// Every letter in the other case.
fn swap_case(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower == text {
        text.to_uppercase()
    } else {
        lower
    }
}

#[test]
fn what_a_record_says_is_written_back_unchanged() {
    let sent = json!({
        "type": "sip_endpoint_2", "id": "not-a-uuid", "username": "a b", "caller_id": "", "send_as": "",
        "ciphers": ["AES_512", "AEAD_AES_256_GCM_8", "AES_512"], "codecs": ["AV1", "VP8", "VP8"],
        "encryption": "quantum", "call_handler": "quantum_relay", "calling_handler_resource_id": "urn:uuid:x",
        "call_request_url": "http://a b", "call_request_method": "PATCH", "call_fallback_url": "", "call_fallback_method": "",
        "call_status_callback_url": "HTTP://A/%2f", "call_status_callback_method": "get",
        "call_laml_application_id": "x", "call_dialogflow_agent_id": "", "call_relay_topic": "x",
        "call_relay_topic_status_callback_url": "?", "call_relay_context": null,
        "call_relay_context_status_callback_url": null, "call_relay_application": "", "call_video_room_id": "{}",
        "call_relay_script_url": "ftp://x"
    });
    assert_eq!(sent.as_object().expect("an object").len(), 25);
    let record: SipEndpoint =
        serde_json::from_value(sent.clone()).expect("a record is read whatever its texts");
    assert_eq!(
        serde_json::to_value(&record).expect("a record is JSON"),
        sent
    );
    assert_eq!(
        record.encryption.as_ref().and_then(Open::unknown),
        Some("quantum")
    );
    assert_eq!(
        record.id.as_ref().and_then(Lenient::unknown),
        Some("not-a-uuid")
    );
}

#[test]
fn a_kept_text_is_never_one_that_the_type_knows() {
    fn kept<T: DeserializeOwned>(known: &str, other: &str) {
        assert!(Open::<T>::from_text(known).known().is_some(), "{known}");
        assert!(Lenient::<T>::from_text(known).known().is_some(), "{known}");
        let text = Value::from(known).to_string();
        assert!(
            serde_json::from_str::<Open<T>>(&text)
                .expect("a text")
                .known()
                .is_some(),
            "{known}"
        );
        assert!(
            serde_json::from_str::<Lenient<T>>(&text)
                .expect("a text")
                .known()
                .is_some(),
            "{known}"
        );
        assert_eq!(Open::<T>::from_text(other).unknown(), Some(other));
        assert_eq!(Lenient::<T>::from_text(other).unknown(), Some(other));
    }
    fn all<T: DeserializeOwned>(known: &[&str], other: &str) {
        for known in known {
            kept::<T>(known, other);
        }
    }
    all::<Codec>(&CODECS, "AV1");
    all::<Cipher>(&CIPHERS, "");
    all::<Encryption>(&ENCRYPTIONS, "Required");
    all::<InboundCallHandler>(&INBOUND_CALL_HANDLERS, "laml");
    all::<HttpMethod>(&METHODS, "get");
    all::<ResourceId>(&[UUID], "urn:uuid:9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9");
    all::<HttpUrl>(&["http://a"], "http:a");
}

#[test]
fn a_missing_nullable_key_is_null() {
    let minimal: SipEndpoint = serde_json::from_str(&record("", "")).expect("a record");
    let written = serde_json::to_value(&minimal).expect("a record is JSON");
    let written: BTreeMap<String, Value> = serde_json::from_value(written).expect("an object");
    assert_eq!(written.len(), 25);
    for (key, value) in &written {
        assert_eq!(
            value.is_null(),
            !NEVER_NULL.contains(&key.as_str()),
            "{key}: {value}"
        );
    }
}

#[test]
fn a_record_without_a_key_that_it_must_have_is_read_and_the_key_reported() {
    let nothing: SipEndpoint =
        serde_json::from_str("{}").expect("a record is read without any key");
    let violations = nothing.validate().expect_err("seven keys are missing");
    let found: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(found, NEVER_NULL.map(|key| format!("`/{key}`: required")));
    assert_eq!(
        violations
            .iter()
            .map(crossfield::Violation::code)
            .collect::<Vec<_>>(),
        [const { Code::Required }; 7]
    );
}

#[test]
fn a_request_leaves_out_what_has_no_value_but_for_the_resource() {
    let written = |request: &UpdateSipEndpointRequest| {
        serde_json::to_string(request).expect("a request is JSON")
    };
    let mut request = UpdateSipEndpointRequest::default();
    assert_eq!(written(&request), r#"{"calling_handler_resource_id":null}"#);
    request.codecs = Some(vec![]);
    request.call_handler = Some(CallHandler::BlockPstn);
    assert_eq!(
        written(&request),
        r#"{"calling_handler_resource_id":null,"codecs":[],"call_handler":"block-pstn"}"#
    );
    let example = UpdateSipEndpointRequest::example();
    assert_eq!(
        serde_json::from_str::<UpdateSipEndpointRequest>(&written(&example)).ok(),
        Some(example)
    );
}

#[test]
fn the_examples_are_valid_and_have_what_the_types_have() {
    let request = serde_json::to_value(UpdateSipEndpointRequest::example()).expect("JSON");
    assert_eq!(request.as_object().map(serde_json::Map::len), Some(8));
    assert_found::<UpdateSipEndpointRequest>([request.to_string()], &[]);
    let record = serde_json::to_value(SipEndpoint::example()).expect("JSON");
    assert_eq!(record.as_object().map(serde_json::Map::len), Some(25));
    assert_found::<SipEndpoint>([record.to_string()], &[]);
}

/// Those that everyone reads, and by which the judges of these tests judge.
#[test]
fn the_documents_say_what_the_types_say() {
    fn assert_same<T: Subject>() {
        let kept = document::<T>();
        let id = kept["$id"].as_str().expect("a document has an id");
        assert_eq!(crossfield::schema::document::<T>(id), kept);
    }
    assert_same::<fabric::CreateSipEndpointRequest>();
    assert_same::<fabric::UpdateSipEndpointRequest>();
    assert_same::<fabric::AssignSipEndpointRequest>();
    assert_same::<relay::CreateSipEndpointRequest>();
    assert_same::<relay::UpdateSipEndpointRequest>();
    assert_same::<SipEndpoint>();
    assert_same::<SipEndpointResource>();
}

#[test]
fn the_addresses_of_the_documentation_are_the_examples() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../schema/fabric.openapi.json"
    );
    let text = std::fs::read_to_string(file).expect("the document is there");
    let document: Value = serde_json::from_str(&text).expect("a document is JSON");
    let shown = |name: &str| &document["components"]["schemas"][name]["examples"];
    assert_eq!(shown("Address"), &json!([fabric::Address::example()]));
    assert_eq!(
        shown("AssignedAddress"),
        &json!([fabric::AssignedAddress::example()])
    );
}

macro_rules! assert_values {
    ($enum:ident, $texts:expr) => {{
        assert_eq!(
            $enum::ALL
                .iter()
                .map(|value| value.as_str())
                .collect::<Vec<_>>(),
            $texts
        );
        for (value, text) in $enum::ALL.iter().zip($texts) {
            assert_eq!(value.to_string(), text);
            assert_eq!($enum::from_str(text), Ok(*value));
            assert_round_trip(value, text);
        }
        assert!($enum::from_str("").is_err());
        assert!($enum::from_str(&format!("{} ", $texts[0])).is_err());
    }};
}

fn assert_round_trip<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(
    value: &T,
    text: &str,
) {
    let json = Value::from(text);
    assert_eq!(serde_json::to_value(value).expect("JSON"), json);
    assert_eq!(serde_json::from_value::<T>(json).as_ref().ok(), Some(value));
}

#[test]
fn every_enum_has_the_documented_values() {
    assert_values!(Cipher, CIPHERS);
    assert_values!(Codec, CODECS);
    assert_values!(Encryption, ENCRYPTIONS);
    assert_values!(CallHandler, CALL_HANDLERS);
    assert_values!(InboundCallHandler, INBOUND_CALL_HANDLERS);
    assert_values!(HttpMethod, METHODS);
}

#[test]
fn ids_are_written_in_lower_case_and_urls_to_the_letter() {
    let id = ResourceId::from_str(&UUID.to_uppercase()).expect("a UUID");
    assert_round_trip(&id, UUID);
    let url = HttpUrl::from_str("HTTP://Example.com:/%7e").expect("a URL");
    assert_round_trip(&url, "HTTP://Example.com:/%7e");
    assert_eq!(url.as_ref(), url.as_str());
}

#[test]
fn a_text_of_another_form_is_refused_with_the_form_that_it_lacks() {
    fn said<T: FromStr<Err = ParseError>>() -> String {
        let refused = T::from_str("hunter2").err();
        refused.expect("it is of another form").to_string()
    }
    assert_eq!(
        said::<ResourceId>(),
        "expected a UUID of 36 characters in hyphenated form (RFC 9562)"
    );
    assert_eq!(
        said::<HttpUrl>(),
        "expected an http or https URL (RFC 3986)"
    );
    assert_eq!(said::<HttpMethod>(), "expected one of `GET` `POST`");
}

#[test]
fn the_schema_says_what_a_value_means_once() {
    fn repeated_lines(schema: &Value) -> Vec<String> {
        let below = match schema {
            Value::Object(entries) => entries.values().flat_map(repeated_lines).collect(),
            Value::Array(items) => items.iter().flat_map(repeated_lines).collect(),
            _ => Vec::new(),
        };
        let lines: Vec<_> = schema["description"]
            .as_str()
            .unwrap_or_default()
            .lines()
            .collect();
        let values = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.starts_with("- `"));
        let repeated = values.filter(|(index, line)| lines[..*index].contains(line));
        repeated
            .map(|(_, line)| (*line).to_owned())
            .chain(below)
            .collect()
    }
    assert_eq!(
        repeated_lines(&document::<UpdateSipEndpointRequest>()),
        [""; 0]
    );
    assert_eq!(repeated_lines(&document::<SipEndpoint>()), [""; 0]);
}
