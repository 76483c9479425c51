//! What the walk over a text found, and what the typed check finds beside it.

use std::collections::HashSet;

use serde::de::Deserialize;

use crate::exact;
use crate::json::locate;
use crate::path::Path;
use crate::report::Report;
use crate::validate::Described;
use crate::violation::{Cause, Span, Violation, Violations};

/// What the walk over a text found.
pub(super) struct Walked {
    pub(super) found: Vec<Violation>,
    /// Whether it passed a rule that only code with the value can judge.
    pub(super) needs_value: bool,
}

impl Walked {
    /// The verdict. Where a rule needs the value and the text can be read, the typed check has the last word, and the
    /// walk lends it the places; where it cannot be read, the walk has found why.
    pub(super) fn completed<'a, T: Described + Deserialize<'a>>(
        self,
        text: &'a [u8],
        check: impl FnOnce(&T, &mut Report) -> bool,
    ) -> Result<(), Violations> {
        if !self.needs_value {
            return Violations::collected(self.found);
        }
        match exact::from_slice::<T>(text) {
            Ok(value) => {
                let mut report = Report::new();
                check(&value, &mut report);
                Violations::collected(merged(report.into_found(), self.found, text))
            }
            Err(_) if self.found.is_empty() => {
                let unread = Violation::new(Path::ROOT, Cause::Unread);
                let whole = Span {
                    start: 0,
                    end: text.len(),
                };
                Violations::collected(vec![unread.with_span(whole)])
            }
            Err(_) => Violations::collected(self.found),
        }
    }
}

/// What the typed check found, each with its place in the text. The walk has found the same, and knows the places, but
/// for the rules that need a value which was given.
fn merged(typed: Vec<Violation>, walked: Vec<Violation>, text: &[u8]) -> Vec<Violation> {
    let mut walked = walked.into_iter().peekable();
    let mut merged = Vec::with_capacity(typed.len());
    let mut without_place = Vec::new();
    for violation in typed {
        let known = walked.next_if(|other| other.is_same(&violation));
        if known.is_none() {
            without_place.push(merged.len());
        }
        merged.push(known.unwrap_or(violation));
    }
    add_places(&mut merged, &without_place, text);
    add_others(&mut merged, walked.collect());
    merged
}

/// Adds what only the walk found. It may have found the same in another order: a `HashMap` has none.
fn add_others(merged: &mut Vec<Violation>, walked: Vec<Violation>) {
    if walked.is_empty() {
        return;
    }
    let told = |violation: &Violation| format!("{} {}", violation.code(), violation);
    let known: HashSet<String> = merged.iter().map(told).collect();
    let others = walked.into_iter();
    merged.extend(others.filter(|violation| !known.contains(&told(violation))));
}

fn add_places(violations: &mut [Violation], without_place: &[usize], text: &[u8]) {
    let pointers: Vec<Vec<String>> = without_place
        .iter()
        .filter_map(|index| violations.get(*index))
        .map(|violation| violation.pointer().tokens().collect())
        .collect();
    for (index, span) in without_place.iter().zip(locate(text, &pointers)) {
        if let Some(violation) = violations.get_mut(*index) {
            *violation = violation.clone().with_span(span);
        }
    }
}
