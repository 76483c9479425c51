//! All candidates give the same verdict on every payload, or nothing is measured.

use crossfield::{Valid, Validate, check_json};
use serde::de::DeserializeOwned;
use serde_json::Value;
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

use crate::payloads::{Payload, REQUESTS, RESPONSES};
use crate::peers::by_schema::{self, Boon};
use crate::{borrowed, hand, limit, peers, plain, plain_requests, read};

/// What a candidate says of a payload.
enum Verdict {
    Holds(bool),
    /// How many rules are broken.
    Broken(usize),
}

type Verdicts = Vec<(&'static str, Verdict)>;

/// Whether all candidates agree.
///
/// # Errors
/// Who does not, and on which payload.
pub(crate) fn agree() -> Result<(), String> {
    for payload in REQUESTS {
        compare(payload, of_request(payload)?)?;
    }
    for payload in plain_requests() {
        compare(payload, of_plain_request(payload)?)?;
    }
    let validators = (
        by_schema::jsonschema(by_schema::REQUEST)?,
        Boon::new(by_schema::REQUEST)?,
    );
    for payload in plain_requests() {
        compare(payload, by_document(payload, &validators)?)?;
    }
    for payload in RESPONSES {
        compare(payload, of_response(payload)?)?;
    }
    let validators = (
        by_schema::jsonschema(by_schema::RESPONSE)?,
        Boon::new(by_schema::RESPONSE)?,
    );
    for payload in RESPONSES {
        compare(payload, by_document(payload, &validators)?)?;
    }
    Ok(())
}

fn compare(payload: &Payload, verdicts: Verdicts) -> Result<(), String> {
    for (name, verdict) in verdicts {
        let (right, says) = match verdict {
            Verdict::Holds(holds) => (holds == (payload.broken == 0), format!("valid: {holds}")),
            Verdict::Broken(count) => (count == payload.broken, format!("{count} violations")),
        };
        if !right {
            return Err(format!(
                "`{name}` judges the payload `{}` otherwise: {says}, not {} violations: {}",
                payload.name, payload.broken, payload.text
            ));
        }
    }
    Ok(())
}

fn count<T: Validate>(value: &T) -> usize {
    value
        .validate()
        .map_or_else(|violations| violations.len(), |()| 0)
}

/// From the text, by both ways.
fn of_text<T: Validate + DeserializeOwned>(payload: &Payload) -> Verdicts {
    let found = check_json::<T>(payload.text.as_bytes());
    let found = found.map_or_else(|violations| violations.len(), |()| 0);
    let valid = serde_json::from_str::<Valid<T>>(payload.text).is_ok();
    vec![
        ("check_json", Verdict::Broken(found)),
        ("Valid<T>", Verdict::Holds(valid)),
    ]
}

fn of_request(payload: &Payload) -> Result<Verdicts, String> {
    let value: &UpdateSipEndpointRequest = read(payload.text)?;
    let borrowed = serde_json::from_str::<Valid<borrowed::Request<'_>>>(payload.text);
    let mut verdicts = of_text::<UpdateSipEndpointRequest>(payload);
    verdicts.extend([
        ("limit", Verdict::Broken(limit::request(value).count())),
        ("hand", Verdict::Broken(hand::request(value).len())),
        ("validate", Verdict::Broken(count(value))),
        ("is_valid", Verdict::Holds(value.is_valid())),
        ("borrowed", Verdict::Holds(borrowed.is_ok())),
    ]);
    Ok(verdicts)
}

fn of_response(payload: &Payload) -> Result<Verdicts, String> {
    let value: &SipEndpoint = read(payload.text)?;
    let mut verdicts = of_text::<SipEndpoint>(payload);
    verdicts.extend([
        ("limit", Verdict::Broken(limit::response(value).count())),
        ("hand", Verdict::Broken(hand::response(value).len())),
        ("validate", Verdict::Broken(count(value))),
        ("is_valid", Verdict::Holds(value.is_valid())),
    ]);
    let value: &plain::Response = read(payload.text)?;
    verdicts.extend([
        (
            "limit, plain",
            Verdict::Broken(limit::plain_response(value).count()),
        ),
        (
            "hand, plain",
            Verdict::Broken(hand::plain_response(value).len()),
        ),
        ("validate, plain", Verdict::Broken(count(value))),
    ]);
    let value: &peers::validator::Response = read(payload.text)?;
    verdicts.push((
        "validator",
        Verdict::Holds(validator::Validate::validate(value).is_ok()),
    ));
    let value: &peers::garde::Response = read(payload.text)?;
    verdicts.push((
        "garde",
        Verdict::Holds(garde::Validate::validate(value).is_ok()),
    ));
    let value: &peers::serde_valid::Response = read(payload.text)?;
    verdicts.push((
        "serde_valid",
        Verdict::Holds(serde_valid::Validate::validate(value).is_ok()),
    ));
    Ok(verdicts)
}

fn of_plain_request(payload: &Payload) -> Result<Verdicts, String> {
    let value: &plain::Request = read(payload.text)?;
    let mut verdicts = vec![
        (
            "limit, plain",
            Verdict::Broken(limit::plain_request(value).count()),
        ),
        (
            "hand, plain",
            Verdict::Broken(hand::plain_request(value).len()),
        ),
        ("validate, plain", Verdict::Broken(count(value))),
    ];
    let value: &peers::validator::Request = read(payload.text)?;
    verdicts.push((
        "validator",
        Verdict::Holds(validator::Validate::validate(value).is_ok()),
    ));
    let value: &peers::garde::Request = read(payload.text)?;
    verdicts.push((
        "garde",
        Verdict::Holds(garde::Validate::validate(value).is_ok()),
    ));
    let value: &peers::serde_valid::Request = read(payload.text)?;
    verdicts.push((
        "serde_valid",
        Verdict::Holds(serde_valid::Validate::validate(value).is_ok()),
    ));
    Ok(verdicts)
}

fn by_document(
    payload: &Payload,
    (jsonschema, boon): &(jsonschema::Validator, Boon),
) -> Result<Verdicts, String> {
    let value: &Value = read(payload.text)?;
    Ok(vec![
        ("jsonschema", Verdict::Holds(jsonschema.is_valid(value))),
        ("boon", Verdict::Holds(boon.accepts(value))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_candidates_agree() {
        assert_eq!(agree(), Ok(()));
    }

    #[test]
    fn one_that_judges_otherwise_is_named() {
        let payload = REQUESTS[0];
        let error = compare(&payload, vec![("hand", Verdict::Broken(1))]).unwrap_err();
        assert!(
            error.starts_with("`hand` judges the payload `valid` otherwise: 1 violations"),
            "{error}"
        );
        assert!(compare(&payload, vec![("boon", Verdict::Holds(false))]).is_err());
    }

    #[test]
    fn the_borrowed_request_borrows() {
        let text = REQUESTS[0].text;
        let request: borrowed::Request<'_> = serde_json::from_str(text).unwrap();
        assert!(request.username.is_some_and(|text| text.is_borrowed()));
        let request: Valid<borrowed::Request<'_>> = serde_json::from_str(text).unwrap();
        assert!(
            request
                .into_inner()
                .username
                .is_some_and(|text| text.is_borrowed())
        );
    }
}
