//! Over generated texts, all judges agree.

mod common;

use core::fmt;

use common::{Judges, Subject, Verdict, Verdicts, record, violations};
use crossfield::{Code, Violation, cases};
use signalwire_sip::{
    EndpointInResource, Links, SipEndpoint, SipEndpointResource, UpdateSipEndpointRequest, fabric,
    relay,
};

const TEXTS: usize = 20_000;

/// For types whose rules are of the kinds that the larger ones have.
const FEWER_TEXTS: usize = 5_000;

const REQUESTS: &[&str] = &[
    "{}",
    r#"{"calling_handler_resource_id": null}"#,
    r#"{"username": "front-desk", "codecs": ["OPUS", "PCMU"], "call_handler": "passthrough"}"#,
    r#"{"call_handler": "resource", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#,
    r#"{"calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9", "username": "a", "caller_id": "A B",
        "send_as": "+12025550134", "ciphers": ["AEAD_AES_256_GCM_8"], "codecs": ["VP8"], "encryption": "required",
        "call_handler": "resource"}"#,
];

/// What is added to a record: one a handler that asks for something, leftovers, and a handler that asks for nothing.
const RECORDS: &[&str] = &[
    "",
    r#""call_handler": null, "caller_id": null, "call_request_url": "", "call_relay_topic": "old""#,
    r#""call_handler": "laml_webhooks", "call_request_url": "https://example.com/a", "call_request_method": "POST",
        "call_fallback_url": "https://example.com/b", "call_fallback_method": null,
        "call_status_callback_url": "https://example.com/c""#,
    r#""call_handler": "laml_application", "call_laml_application_id": "x""#,
    r#""call_handler": "dialogflow", "call_dialogflow_agent_id": "x""#,
    r#""call_handler": "relay_topic", "call_relay_topic": "x",
        "call_relay_topic_status_callback_url": "http://example.com""#,
    r#""call_handler": "relay_context", "call_relay_context": "x",
        "call_relay_context_status_callback_url": "http://example.com""#,
    r#""call_handler": "relay_application", "call_relay_application": "x""#,
    r#""call_handler": "video_room", "call_video_room_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#,
    r#""call_handler": "relay_script", "call_relay_script_url": "HTTPS://example.com/?q#f""#,
    r#""call_handler": "resource", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#,
];

#[test]
fn the_judges_agree_on_requests() {
    agree::<UpdateSipEndpointRequest>(REQUESTS, 0x5195_0001);
}

#[test]
fn the_judges_agree_on_records() {
    let records: Vec<String> = RECORDS.iter().map(|more| record("", more)).collect();
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    agree::<SipEndpoint>(&records, 0x5195_0002);
}

const CREATIONS_THROUGH_FABRIC: &[&str] = &[
    r#"{"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "username": "a", "caller_id": "A", "send_as": "random",
        "ciphers": [], "codecs": ["OPUS"], "encryption": "default", "call_handler": "passthrough",
        "calling_handler_resource_id": null}"#,
    r#"{"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "username": "a", "caller_id": "A", "send_as": "random",
        "ciphers": ["AEAD_AES_256_GCM_8"], "codecs": [], "encryption": "required", "call_handler": "resource",
        "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#,
];

const CREATIONS_THROUGH_RELAY: &[&str] = &[
    r#"{"username": "a", "password": "b"}"#,
    r#"{"username": "a", "password": "b", "caller_id": "A B", "send_as": "random", "ciphers": ["NEWER"],
        "codecs": ["OPUS"], "encryption": "optional", "call_handler": "relay_connector"}"#,
    r#"{"username": "a", "password": "b", "call_handler": "laml_webhooks", "call_request_url": "https://example.com/a",
        "call_request_method": "POST", "call_fallback_url": "https://example.com/b",
        "call_status_callback_url": "https://example.com/c"}"#,
    r#"{"username": "a", "password": "b", "call_handler": "call_flow",
        "call_flow_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9", "call_flow_version": "1"}"#,
    r#"{"username": "a", "password": "b", "call_handler": "ai_agent",
        "call_ai_agent_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#,
];

const CHANGES_THROUGH_RELAY: &[&str] = &[
    "{}",
    r#"{"username": "a", "password": "b", "call_request_url": "https://example.com/a", "call_flow_version": "1"}"#,
    r#"{"call_handler": "relay_topic", "call_relay_topic": "x",
        "call_relay_topic_status_callback_url": "http://example.com"}"#,
    r#"{"call_handler": "video_room", "call_video_room_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#,
    r#"{"call_handler": "relay_script", "call_relay_script_url": "https://example.com"}"#,
];

const ENDPOINT: &str = r#"{"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "username": "a b", "caller_id": null,
    "send_as": "random", "ciphers": [], "codecs": ["OPUS", "AV1"], "encryption": "default", "call_handler": "newer",
    "calling_handler_resource_id": null}"#;

const ADDRESS: &str = r#"{"id": "5d1e2f3a-4b5c-4d6e-8f70-819293a4b5c6", "name": "a", "display_name": "A",
    "cover_url": null, "preview_url": "", "locked": false, "channels": {"audio": "/a", "video": "/b"},
    "created_at": "2026-01-02T03:04:05Z", "type": "call"}"#;

#[test]
fn the_judges_agree_on_the_requests_of_the_other_operations() {
    agree_on_some::<fabric::CreateSipEndpointRequest>(CREATIONS_THROUGH_FABRIC, 0x5195_0003);
    agree_on_some::<relay::CreateSipEndpointRequest>(CREATIONS_THROUGH_RELAY, 0x5195_0004);
    agree_on_some::<relay::UpdateSipEndpointRequest>(CHANGES_THROUGH_RELAY, 0x5195_0005);
    // Every rule of it is one that reading enforces.
    let least = Least {
        decoded: 0,
        ..LEAST
    };
    agree_over::<fabric::AssignSipEndpointRequest>(
        &[r#"{"sip_endpoint_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}"#],
        0x5195_0006,
        FEWER_TEXTS,
        least,
    );
    agree_on_some::<relay::ListQuery>(
        &[
            "{}",
            r#"{"filter_username": "a", "filter_caller_id": "", "page_number": 0, "page_size": 1000, "page_token": "t"}"#,
        ],
        0x5195_0007,
    );
}

#[test]
fn the_judges_agree_on_the_answers_of_the_other_operations() {
    let resource = format!(
        r#"{{"id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9", "type": "sip_endpoint", "project_id": null,
            "display_name": "A", "sip_endpoint": {ENDPOINT}}}"#
    );
    agree_on_some::<SipEndpointResource>(&[&resource], 0x5195_0008);
    agree_on_some::<EndpointInResource>(&[ENDPOINT], 0x5195_0009);
    agree_on_some::<fabric::Address>(&[ADDRESS], 0x5195_000A);
    agree_on_some::<fabric::AssignedAddress>(&[ADDRESS], 0x5195_000B);
    agree_on_some::<fabric::Channels>(
        &[r#"{"audio": "a"}"#, r#"{"messaging": "a", "video": "b"}"#],
        0x5195_000C,
    );
    agree_on_some::<Links>(
        &[r#"{"self": "a", "first": "b", "next": null, "prev": "c"}"#],
        0x5195_000D,
    );
}

#[test]
fn the_judges_agree_on_what_is_made_from_the_rules() {
    agree_on_cases::<UpdateSipEndpointRequest>(50, 100);
    agree_on_cases::<SipEndpoint>(100, 300);
    agree_on_cases::<fabric::CreateSipEndpointRequest>(20, 60);
    agree_on_cases::<relay::CreateSipEndpointRequest>(60, 200);
    agree_on_cases::<relay::UpdateSipEndpointRequest>(60, 200);
    agree_on_cases::<relay::ListQuery>(5, 20);
    agree_on_cases::<SipEndpointResource>(10, 40);
    agree_on_cases::<fabric::Address>(10, 30);
}

fn agree_on_cases<T: Subject>(least_valid: usize, least_invalid: usize) {
    let judges = Judges::<T>::new();
    let (valid, invalid) = (cases::valid::<T>(), cases::invalid::<T>());
    println!("{} valid, {} invalid", valid.len(), invalid.len());
    for (case, expected) in valid
        .iter()
        .map(|case| (case, Verdict::Valid))
        .chain(invalid.iter().map(|case| (case, Verdict::Invalid)))
    {
        let verdicts = judges.verdicts(case.text());
        assert_eq!(
            verdicts,
            Verdicts::all(expected),
            "{}: {}",
            case.name(),
            case.text()
        );
    }
    assert!(
        valid.len() >= least_valid && invalid.len() >= least_invalid,
        "{} valid, {} invalid",
        valid.len(),
        invalid.len()
    );
}

fn agree<T: Subject>(bases: &[&str], seed: u64) {
    agree_over::<T>(bases, seed, TEXTS, LEAST);
}

fn agree_on_some<T: Subject>(bases: &[&str], seed: u64) {
    agree_over::<T>(bases, seed, FEWER_TEXTS, LEAST);
}

fn agree_over<T: Subject>(bases: &[&str], seed: u64, texts: usize, least: Least) {
    let judges = Judges::<T>::new();
    for base in bases {
        assert_eq!(
            judges.verdicts(base),
            Verdicts::all(Verdict::Valid),
            "{base}"
        );
    }
    let mut tally = Tally::default();
    for text in cases::random::<T>(seed).take(texts) {
        tally.add(&judge(&judges, &text).unwrap_or_else(|disagreement| panic!("{disagreement}")));
    }
    println!("{tally}");
    tally.assert_not_vacuous(texts, least);
}

/// What came of a text on which nothing disagrees.
struct Outcome {
    valid: bool,
    decoded: bool,
}

fn judge<T: Subject>(judges: &Judges<T>, text: &str) -> Result<Outcome, String> {
    let verdicts = judges.verdicts(text);
    let found = violations::<T>(text);
    // serde_json, which reads the text for the schema validator, takes the last of several equal keys.
    let repeated = found
        .iter()
        .any(|violation| violation.code() == Code::DuplicateKey);
    let agreed = if repeated {
        (verdicts.native, verdicts.text) == (Verdict::Invalid, Verdict::Invalid)
    } else {
        verdicts == Verdicts::all(verdicts.native)
    };
    if !agreed {
        return Err(format!("{verdicts:?}\n{found:?}\n{text}"));
    }
    let decoded = !found.iter().any(stops_decoding);
    if decoded && let Ok(value) = serde_json::from_str::<T>(text) {
        same_lists(&value, &found).map_err(|lists| format!("{lists}\n{text}"))?;
    }
    Ok(Outcome {
        valid: verdicts.native == Verdict::Valid,
        decoded,
    })
}

/// A value without these is read, if at all, in full.
fn stops_decoding(violation: &Violation) -> bool {
    matches!(
        violation.code(),
        Code::Type | Code::UnknownField | Code::DuplicateKey | Code::Syntax
    )
}

fn same_lists<T: Subject>(value: &T, by_text: &[Violation]) -> Result<(), String> {
    let by_value = value.validate().err();
    let by_value: Vec<_> = by_value.iter().flatten().map(said).collect();
    let by_text: Vec<_> = by_text.iter().map(said).collect();
    if by_value == by_text {
        Ok(())
    } else {
        Err(format!("value: {by_value:?}\ntext: {by_text:?}"))
    }
}

fn said(violation: &Violation) -> (String, Code, String) {
    (
        violation.pointer().to_string(),
        violation.code(),
        violation.message().to_string(),
    )
}

#[derive(Default)]
struct Tally {
    valid: usize,
    invalid: usize,
    invalid_and_decoded: usize,
}

impl Tally {
    fn add(&mut self, outcome: &Outcome) {
        self.valid += usize::from(outcome.valid);
        self.invalid += usize::from(!outcome.valid);
        self.invalid_and_decoded += usize::from(!outcome.valid && outcome.decoded);
    }

    fn assert_not_vacuous(&self, texts: usize, least: Least) {
        let enough = |found: usize, percent: usize| found * 100 >= texts * percent;
        assert!(
            enough(self.valid, least.valid),
            "too few valid texts: {self}"
        );
        assert!(
            enough(self.invalid, least.invalid),
            "too few invalid texts: {self}"
        );
        assert!(
            enough(self.invalid_and_decoded, least.decoded),
            "too few values with violations: {self}"
        );
    }
}

/// How many percent of the texts must be so, lest the judges agree on little.
#[derive(Clone, Copy)]
struct Least {
    valid: usize,
    invalid: usize,
    decoded: usize,
}

const LEAST: Least = Least {
    valid: 3,
    invalid: 5,
    decoded: 3,
};

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            valid,
            invalid,
            invalid_and_decoded,
        } = self;
        write!(
            f,
            "{valid} valid, {invalid} invalid, of which {invalid_and_decoded} decode"
        )
    }
}
