//! What is written about a change, for whoever reviews it.

use std::io::{self, Write};

use conformance::types::Type;
use serde_json::Value;

use super::differences::{Difference, keywords};
use super::schema::Schema;
use super::types::violations;
use super::verdict::{Change, Direction};

/// No more than these of what is listed.
const LISTED: usize = 8;
/// No more payloads than these are shown for one direction.
const SHOWN: usize = 3;

/// The class of a change, and what is behind it if nothing changed.
pub(super) fn class(change: &Change, old: &Value, new: &Value) -> String {
    let class = change.class();
    if !change.is_nothing() {
        return class.to_owned();
    }
    let (keywords, all_notes) = keywords(old, new);
    let names: Vec<String> = keywords
        .iter()
        .map(|keyword| format!("`{keyword}`"))
        .collect();
    match (all_notes, names.as_slice()) {
        (true, []) => format!("{class}: nothing but the order of keys or the layout differs"),
        (true, [name]) => format!("{class}: nothing but {name} differs"),
        (true, names) => format!("{class}: nothing but {} differ", names.join(", ")),
        (false, _) => format!("{class}: the same is said in another way"),
    }
}

/// A change in detail, indented.
pub(super) struct Detail<'a> {
    pub(super) old: &'a Schema,
    pub(super) new: &'a Schema,
    pub(super) kind: Option<Type>,
    pub(super) indent: &'a str,
}

impl Detail<'_> {
    /// Writes both directions.
    ///
    /// # Errors
    /// The output cannot be written to.
    pub(super) fn write(&self, change: &Change, out: &mut dyn Write) -> io::Result<()> {
        self.direction(
            "no longer accepted",
            &change.lost,
            &|payload| self.refused_now(payload),
            out,
        )?;
        self.direction(
            "newly accepted",
            &change.gained,
            &|payload| self.refused_before(payload),
            out,
        )?;
        if keywords(&self.old.whole, &self.new.whole)
            .0
            .contains("format")
        {
            writeln!(
                out,
                "{}a `format` differs, which only validators see that are told to check formats",
                self.indent
            )?;
        }
        Ok(())
    }

    fn direction(
        &self,
        title: &str,
        direction: &Direction,
        reasons: &dyn Fn(&Value) -> Vec<String>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let indent = self.indent;
        match direction {
            Direction::Nothing => Ok(()),
            Direction::Undecided { tried, why } => writeln!(
                out,
                "{indent}{title}: no payload found among {tried}, and no proof that there is none ({why})"
            ),
            Direction::Shown(payloads) => {
                let shown = distinct(payloads, reasons);
                shown.iter().take(SHOWN).try_for_each(|(payload, reasons)| {
                    writeln!(out, "{indent}{title}: {}", abridged(payload))?;
                    listed(reasons, &format!("{indent}    "), out)
                })
            }
        }
    }

    /// The rules have the word where they are known: they are what the new document was made from.
    fn refused_now(&self, payload: &Value) -> Vec<String> {
        let violations = self.kind.map(|kind| violations(kind, payload));
        match violations {
            Some(violations) if violations.is_empty() => {
                let mut complaints = self.new.complaints(payload);
                complaints.insert(
                    0,
                    "the rules of the type accept it, and the new document does not".to_owned(),
                );
                complaints
            }
            Some(violations) => violations,
            None => self.new.complaints(payload),
        }
    }

    /// The old rules are gone with the old type; what they were made into is there.
    fn refused_before(&self, payload: &Value) -> Vec<String> {
        let complaints = self.old.complaints(payload).into_iter();
        let mut reasons: Vec<String> = complaints
            .map(|complaint| format!("before: {complaint}"))
            .collect();
        let violations = self
            .kind
            .map(|kind| violations(kind, payload))
            .unwrap_or_default();
        reasons.extend(violations.into_iter().map(|violation| {
            format!("the rules of the type refuse it, and the new document does not: {violation}")
        }));
        reasons
    }
}

/// Payloads with the same reasons show the same: the first, which is the smallest, stands for them.
fn distinct<'a>(
    payloads: &'a [Value],
    reasons: &dyn Fn(&Value) -> Vec<String>,
) -> Vec<(&'a Value, Vec<String>)> {
    let mut distinct: Vec<(&Value, Vec<String>)> = Vec::new();
    for payload in payloads {
        let reasons = reasons(payload);
        if distinct.iter().all(|(_, others)| *others != reasons) {
            distinct.push((payload, reasons));
        }
    }
    distinct
}

/// The text of a payload; where a bound wants a long one, as much as a line takes.
fn abridged(payload: &Value) -> String {
    const MOST: usize = 300;
    let text = visible(&payload.to_string());
    let length = text.chars().count();
    if length <= MOST {
        return text;
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{start}… ({length} characters)")
}

/// JSON lets some characters stand as they are that no one sees: they are escaped, which means the same.
fn visible(json: &str) -> String {
    let letters = json.chars().map(|letter| match letter {
        '\u{7f}'..='\u{a0}'
        | '\u{ad}'
        | '\u{2000}'..='\u{200f}'
        | '\u{2028}'..='\u{202f}'
        | '\u{feff}' => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    });
    letters.collect()
}

pub(super) fn listed(lines: &[String], indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for line in lines.iter().take(LISTED) {
        writeln!(out, "{indent}{line}")?;
    }
    match lines.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(out, "{indent}and {more} more"),
    }
}

/// What differs beside the schemas.
pub(super) fn other(differences: &[Difference], out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<String> = differences
        .iter()
        .map(|difference| format!("not a schema: {difference}"))
        .collect();
    listed(&lines, "  ", out)
}
