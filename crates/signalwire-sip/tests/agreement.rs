//! Over generated texts, all judges agree.

mod common;

use core::fmt;

use common::{Judges, Subject, Verdict, Verdicts, record, violations};
use crossfield::{Code, Violation, cases};
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

const TEXTS: usize = 20_000;

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

#[test]
fn the_judges_agree_on_what_is_made_from_the_rules() {
    agree_on_cases::<UpdateSipEndpointRequest>(50, 100);
    agree_on_cases::<SipEndpoint>(100, 300);
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
    let judges = Judges::<T>::new();
    for base in bases {
        assert_eq!(
            judges.verdicts(base),
            Verdicts::all(Verdict::Valid),
            "{base}"
        );
    }
    let mut tally = Tally::default();
    for text in cases::random::<T>(seed).take(TEXTS) {
        tally.add(&judge(&judges, &text).unwrap_or_else(|disagreement| panic!("{disagreement}")));
    }
    println!("{tally}");
    tally.assert_not_vacuous();
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

    fn assert_not_vacuous(&self) {
        let least = TEXTS / 20;
        assert!(self.valid >= least, "too few valid texts: {self}");
        assert!(self.invalid >= least, "too few invalid texts: {self}");
        assert!(
            self.invalid_and_decoded >= least,
            "too few values with violations: {self}"
        );
    }
}

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
