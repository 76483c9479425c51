//! The differences that are meant, each with its reason.

use serde::Deserialize;

use super::Difference;

/// The list, as it is committed.
pub(super) const FILE: &str = "drift.json";

/// A difference that is meant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The place. `*` stands for any text: the same type stands in several operations.
    at: String,
    /// What differs there, word for word.
    differs: String,
    /// Why it is so.
    reason: String,
}

impl Entry {
    pub(super) fn is_for(&self, difference: &Difference) -> bool {
        self.differs == difference.what && matches(&self.at, &difference.place)
    }

    /// What is wrong with the entry itself.
    pub(super) fn fault(&self) -> Option<&'static str> {
        self.reason.trim().is_empty().then_some("has no reason")
    }

    pub(super) fn shown(&self) -> String {
        format!("{}: {}", self.at, self.differs)
    }
}

/// Whether a pattern is for the whole of a text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(start) else {
        return false;
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.into_iter().any(|at| matches(rest, &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, expected) in [
            ("GET /a 200 /b", "GET /a 200 /b", true),
            ("GET /a 200 /b", "GET /a 200 /bc", false),
            ("* 200 /b", "GET /a 200 /b", true),
            ("GET /a* 200*/b", "GET /a/c 200 /d/b", true),
            ("GET /a*", "GET /a", true),
            ("* 200 /b", "GET /a 201 /b", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
