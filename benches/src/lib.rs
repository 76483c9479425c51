//! What is measured, and by whom: `cargo xtask bench` prints the figures.
//!
//! The same rules are stated for several candidates, which judge the same payloads. [`candidates`] gives none before all
//! of them agree on every payload.

pub mod borrowed;
pub mod hand;
pub mod limit;
pub mod payloads;
pub mod peers;
pub mod plain;
pub mod scan;
pub mod switch;
mod verdicts;

use std::hint::black_box;
use std::io::{self, Write};

use crossfield::{Valid, Validate, check_json};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

use payloads::{PLAIN_REQUESTS, Payload, REQUESTS, RESPONSES};
use peers::by_schema::{self, Boon};

/// Something that does one piece of work, again and again.
pub struct Candidate {
    /// What is judged.
    pub subject: &'static str,
    /// The payload that is judged.
    pub payload: &'static str,
    /// Who judges, and how.
    pub name: &'static str,
    call: Box<dyn Fn()>,
}

impl Candidate {
    /// What is around a piece of work, without any.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            subject: "",
            payload: "",
            name: "",
            call: Box::new(|| black_box(())),
        }
    }

    /// Writes what was measured of it, as one JSON object on a line of standard output.
    ///
    /// # Errors
    /// Those of output.
    pub fn write(&self, measured: &str, figure: impl Into<Value>) -> io::Result<()> {
        let Self {
            subject,
            payload,
            name,
            ..
        } = self;
        let figure = json!({
            "subject": subject, "payload": payload, "candidate": name, (measured): figure.into(),
        });
        writeln!(io::stdout(), "{figure}")
    }
}

/// The candidates for one subject and payload, to be added to all.
struct Group<'a> {
    subject: &'static str,
    payload: &'static str,
    all: &'a mut Vec<Candidate>,
}

impl Group<'_> {
    fn add<T>(&mut self, name: &'static str, work: impl Fn() -> T + 'static) {
        self.all.push(Candidate {
            subject: self.subject,
            payload: self.payload,
            name,
            call: Box::new(move || drop(black_box(work()))),
        });
    }
}

/// Lets a candidate work so many times. Callgrind counts from where this is entered to where it is left.
#[inline(never)]
pub fn measured(candidate: &Candidate, times: u32) {
    for _ in 0..times {
        (candidate.call)();
    }
}

/// All candidates, those of one subject and payload one behind the other.
///
/// # Errors
/// Which of them judge a payload otherwise than the others, or what of the benchmark itself is broken.
pub fn candidates() -> Result<Vec<Candidate>, String> {
    verdicts::agree()?;
    let mut all = Vec::new();
    for payload in REQUESTS.iter().filter(|payload| payload.timed) {
        request(*payload, &mut all)?;
        plain_request(*payload, &mut all)?;
    }
    for payload in RESPONSES.iter().filter(|payload| payload.timed) {
        response(*payload, &mut all)?;
        plain_response(*payload, &mut all)?;
    }
    texts(&mut all)?;
    switch::candidates(&mut all)?;
    // A subject is one table, and the payloads its columns.
    all.sort_by_key(|candidate| candidate.subject);
    Ok(all)
}

/// Reads a payload and leaves it where it is to the end of the program.
fn read<T: DeserializeOwned>(text: &str) -> Result<&'static T, String> {
    let value = serde_json::from_str(text);
    let value = value.map_err(|error| format!("{}: {error}", std::any::type_name::<T>()))?;
    Ok(Box::leak(Box::new(value)))
}

fn request(payload: Payload, all: &mut Vec<Candidate>) -> Result<(), String> {
    let value: &UpdateSipEndpointRequest = read(payload.text)?;
    let mut group = group("request", payload, all);
    group.add("limit", move || limit::request(black_box(value)));
    group.add("hand", move || hand::request(black_box(value)));
    group.add("validate", move || black_box(value).validate());
    group.add("is_valid", move || black_box(value).is_valid());
    if payload.broken > 0 {
        group.add("hand, rendered", move || {
            hand::rendered(&hand::request(black_box(value)))
        });
        group.add("validate, rendered", move || rendered(black_box(value)));
    }
    Ok(())
}

fn response(payload: Payload, all: &mut Vec<Candidate>) -> Result<(), String> {
    let value: &SipEndpoint = read(payload.text)?;
    let mut group = group("response", payload, all);
    group.add("limit", move || limit::response(black_box(value)));
    group.add("hand", move || hand::response(black_box(value)));
    group.add("validate", move || black_box(value).validate());
    group.add("is_valid", move || black_box(value).is_valid());
    if payload.broken > 0 {
        group.add("hand, rendered", move || {
            hand::rendered(&hand::response(black_box(value)))
        });
        group.add("validate, rendered", move || rendered(black_box(value)));
    }
    Ok(())
}

fn rendered(value: &impl Validate) -> Option<String> {
    value
        .validate()
        .err()
        .map(|violations| violations.to_string())
}

fn group<'a>(subject: &'static str, payload: Payload, all: &'a mut Vec<Candidate>) -> Group<'a> {
    Group {
        subject,
        payload: payload.name,
        all,
    }
}

fn plain_request(payload: Payload, all: &mut Vec<Candidate>) -> Result<(), String> {
    let value: &plain::Request = read(payload.text)?;
    let mut group = group("request of plain fields", payload, all);
    group.add("limit", move || limit::plain_request(black_box(value)));
    group.add("hand", move || hand::plain_request(black_box(value)));
    group.add("validate", move || black_box(value).validate());
    let theirs: &peers::validator::Request = read(payload.text)?;
    group.add("validator", move || {
        validator::Validate::validate(black_box(theirs))
    });
    let theirs: &peers::garde::Request = read(payload.text)?;
    group.add("garde", move || {
        garde::Validate::validate(black_box(theirs))
    });
    let theirs: &peers::serde_valid::Request = read(payload.text)?;
    group.add("serde_valid", move || {
        serde_valid::Validate::validate(black_box(theirs))
    });
    by_schema(by_schema::REQUEST, payload, group)
}

fn plain_response(payload: Payload, all: &mut Vec<Candidate>) -> Result<(), String> {
    let value: &plain::Response = read(payload.text)?;
    let mut group = group("response of plain fields", payload, all);
    group.add("limit", move || limit::plain_response(black_box(value)));
    group.add("hand", move || hand::plain_response(black_box(value)));
    group.add("validate", move || black_box(value).validate());
    let theirs: &peers::validator::Response = read(payload.text)?;
    group.add("validator", move || {
        validator::Validate::validate(black_box(theirs))
    });
    let theirs: &peers::garde::Response = read(payload.text)?;
    group.add("garde", move || {
        garde::Validate::validate(black_box(theirs))
    });
    let theirs: &peers::serde_valid::Response = read(payload.text)?;
    group.add("serde_valid", move || {
        serde_valid::Validate::validate(black_box(theirs))
    });
    by_schema(by_schema::RESPONSE, payload, group)
}

/// Validators that go by the emitted document, on a value that has been parsed.
fn by_schema(document: &str, payload: Payload, mut group: Group<'_>) -> Result<(), String> {
    let value: &Value = read(payload.text)?;
    let jsonschema = by_schema::jsonschema(document)?;
    group.add("jsonschema crate, parsed value", move || {
        jsonschema.iter_errors(black_box(value)).count()
    });
    let boon = Boon::new(document)?;
    group.add("boon, parsed value", move || boon.accepts(black_box(value)));
    Ok(())
}

/// From JSON text, which is valid.
fn texts(all: &mut Vec<Candidate>) -> Result<(), String> {
    let payload = first(REQUESTS)?;
    let text = payload.text.as_bytes();
    let mut request = group("request from JSON text", payload, all);
    from_text::<UpdateSipEndpointRequest>(text, &mut request);
    request.add("from_slice::<Valid<T>>, borrowed", move || {
        serde_json::from_slice::<Valid<borrowed::Request<'_>>>(black_box(text))
    });
    request.add("from_str::<T>", move || {
        serde_json::from_str::<UpdateSipEndpointRequest>(black_box(payload.text))
    });
    request.add("from_str::<Valid<T>>, borrowed", move || {
        serde_json::from_str::<Valid<borrowed::Request<'_>>>(black_box(payload.text))
    });
    let payload = first(RESPONSES)?;
    let mut response = group("response from JSON text", payload, all);
    from_text::<SipEndpoint>(payload.text.as_bytes(), &mut response);
    Ok(())
}

fn from_text<T: Validate + DeserializeOwned + 'static>(text: &'static [u8], group: &mut Group<'_>) {
    group.add("from_slice::<T>", move || {
        serde_json::from_slice::<T>(black_box(text))
    });
    group.add("from_slice::<Valid<T>>", move || {
        serde_json::from_slice::<Valid<T>>(black_box(text))
    });
    group.add("check_json::<T>", move || check_json::<T>(black_box(text)));
}

/// The first payload.
fn first(payloads: &[Payload]) -> Result<Payload, String> {
    payloads
        .first()
        .copied()
        .ok_or_else(|| "there are no payloads".to_owned())
}

/// The payloads that the types of plain fields read.
fn plain_requests() -> impl Iterator<Item = &'static Payload> {
    REQUESTS.iter().chain(PLAIN_REQUESTS)
}
