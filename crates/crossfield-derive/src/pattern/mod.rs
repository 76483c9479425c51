//! Patterns in the part of regular expressions that every reader of a schema reads alike.
//!
//! A pattern is decided by generated code and is also written into a JSON Schema, where
//! ECMAScript (with the `u` flag, as JSON Schema asks), Python `re`, Rust `regex`, Java and Go
//! read the same text. What two of them read differently, or one does not read at all, is
//! refused with the reason. One exception: Go does not read `\uXXXX`, which has to be accepted
//! because it is the only ASCII spelling of most characters that the other four share; a pattern
//! without it is read by Go too.
//!
//! The accepted text is parsed ([`parse`]), turned into a nondeterministic automaton ([`nfa`]),
//! made deterministic and minimal ([`dfa`], [`minimise`]), and emitted as one constant.

mod charset;
mod dfa;
mod minimise;
mod nfa;
mod parse;
mod refusal;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::ops::Range;

use charset::{CharSet, LINE_BREAKS};
pub(crate) use dfa::Dfa;
use dfa::{Appended, Table};
use parse::Parsed;

/// Why a pattern is refused, and which bytes of its source are to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PatternError {
    pub(crate) message: String,
    pub(crate) range: Range<usize>,
}

impl PatternError {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            range,
        }
    }
}

/// Compiles a pattern of the portable subset.
pub(crate) fn compile(source: &str) -> Result<Dfa, PatternError> {
    let whole = 0..source.len();
    let parsed = parse::parse(source)?;
    let table = dfa::determinise(&parsed)
        .map_err(|_too_large| PatternError::new(whole.clone(), refusal::TOO_LARGE))?;
    if table.matches_everything() {
        return Err(PatternError::new(whole, refusal::MATCHES_EVERYTHING));
    }
    let guard = guard(source, &parsed, &table)?;
    Dfa::from_table(&table, portable(source), guard)
        .ok_or_else(|| PatternError::new(0..source.len(), refusal::TOO_MANY_CLASSES))
}

/// The line breaks that a schema must rule out beside the pattern, as a pattern of its own; empty if there are none.
///
/// Python and Java let `$` match before a final line break. Where a line break stands in no text that matches, ruling
/// it out changes nothing and mends them. Where a text that matches still does with the line break behind it, they
/// are right. Any other line break is refused.
fn guard(source: &str, parsed: &Parsed, table: &Table) -> Result<String, PatternError> {
    if !parsed.ends_at_text_end {
        return Ok(String::new());
    }
    let mut ruled_out = String::new();
    for (line_break, spelling) in LINE_BREAKS {
        match table.appended(line_break) {
            Appended::NeverMatches => ruled_out.push_str(spelling),
            Appended::StillMatches => {}
            Appended::Changes => return Err(ambiguous(source, parsed)),
        }
    }
    Ok(if ruled_out.is_empty() {
        ruled_out
    } else {
        format!("[{ruled_out}]")
    })
}

/// The refusal of a line break, at the first class that holds one.
fn ambiguous(source: &str, parsed: &Parsed) -> PatternError {
    let held = |set: &CharSet| -> String {
        let held = LINE_BREAKS
            .iter()
            .filter(|(line_break, _)| set.contains(*line_break));
        held.map(|(_, spelling)| *spelling).collect()
    };
    let found = parsed
        .sets
        .iter()
        .map(held)
        .zip(&parsed.ranges)
        .find(|(breaks, _)| !breaks.is_empty());
    let (breaks, range) = found.map_or((String::new(), 0..source.len()), |(breaks, range)| {
        (breaks, range.clone())
    });
    let construct = source.get(range.clone()).unwrap_or_default();
    let instead = parse::without_breaks(construct, &breaks);
    PatternError::new(
        range,
        refusal::line_break(construct, &breaks, instead.as_deref()),
    )
}

/// An accepted pattern in ASCII, because literal control and non-ASCII characters crash some
/// tools. Characters above U+FFFF stay as they are: they have no escape that all engines read.
fn portable(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            text.push(character);
            copy_escape(&mut characters, &mut text);
        } else if needs_escape(character) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{:04X}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    text
}

fn copy_escape(characters: &mut std::str::Chars<'_>, text: &mut String) {
    let kind = characters.next();
    text.extend(kind);
    let digits = match kind {
        Some('u') => 4,
        Some('x') => 2,
        _ => 0,
    };
    let digits = characters.by_ref().take(digits);
    text.extend(digits.map(|digit| digit.to_ascii_uppercase()));
}

fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '\u{80}'..='\u{FFFF}')
}
