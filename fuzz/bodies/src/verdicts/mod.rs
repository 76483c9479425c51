//! Every verdict on a text.

mod subject;
mod types;

pub(crate) use types::{Choices, Flat, Order};

use conformance::agree::repeats_a_key;
use crossfield::Code;
use serde_json::Value;

use crate::verdicts::subject::{Found, SUBJECTS, Subject, place_in_value};

/// Judges a text by the check on JSON text, by reading it as `Valid`, by the typed check, and by the emitted schema: one
/// verdict from all of them. What is reported has its place in the text and in the schema, and none of the payload's values.
///
/// The first byte chooses the type; the rest is the text.
///
/// # Panics
/// One of these does not hold.
pub fn verdicts(input: &[u8]) {
    let Some((choice, text)) = input.split_first() else {
        return;
    };
    SUBJECTS.with(|subjects| {
        let choice = usize::from(choice.wrapping_sub(b'0')) % subjects.len();
        judge(&subjects[choice], text);
    });
}

fn judge(subject: &Subject, text: &[u8]) {
    let found = subject.found(text);
    let value: Option<Value> = serde_json::from_slice(text).ok();
    let shown = || String::from_utf8_lossy(text);
    assert_eq!(
        subject.reads(text),
        found.is_empty(),
        "reading, and the text: {found:?}: {}",
        shown()
    );
    assert_eq!(
        value.is_none(),
        found.iter().any(|one| one.code() == Code::Syntax),
        "no JSON, and by the text: {found:?}: {}",
        shown()
    );
    for one in &found {
        place_in_text(one, text);
    }
    let Some(value) = value else {
        return;
    };
    for one in &found {
        subject.place_in_schema(one);
    }
    subject.keeps_values_to_itself(&value, &found);
    // Of equal keys a JSON value shows the last alone. A text is read with all of them, which may be what is wrong with it.
    if found.is_empty() || !repeats_a_key(&shown()) {
        subject.agrees_on_values(text, &found);
        subject.agrees_with_schema(text, &value, &found);
        for one in &found {
            place_in_value(one, &value);
        }
    }
}

/// What is marked is within the text, and between its characters.
fn place_in_text(found: &Found, text: &[u8]) {
    let span = found.span().expect("found in a text");
    let marked = text.get(span.start..span.end);
    assert!(marked.is_some(), "{found:?} of {} bytes", text.len());
    if let Ok(text) = std::str::from_utf8(text) {
        assert!(
            text.get(span.start..span.end).is_some(),
            "{found:?} in {text}"
        );
    }
}
