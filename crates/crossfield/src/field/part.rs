//! `starts_with = …`, `ends_with = …`, `contains = …`, `does_not_contain = …`: a text has another in it, or has not.

use core::fmt::Write as _;

/// Where in a text another must stand, or that it must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// At its start.
    Start,
    /// At its end.
    End,
    /// Anywhere.
    Anywhere,
    /// Nowhere.
    Nowhere,
}

/// What a text must have in it, or must not.
///
/// ```
/// use crossfield::field::part::{Part, Place};
///
/// let sip = Part::new(Place::Start, "sip:");
/// assert!(sip.admits("sip:alice@example.com"));
/// assert!(!sip.admits("SIP:alice@example.com"));
/// assert_eq!(sip.pattern(), "^sip:");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Where.
    pub place: Place,
    /// What.
    pub text: &'static str,
}

impl Part {
    /// A text in its place. At the end, it should not close with a line break: see [`pattern`](Self::pattern).
    #[must_use]
    pub const fn new(place: Place, text: &'static str) -> Self {
        Self { place, text }
    }

    /// Whether a text has the part in its place.
    #[must_use]
    #[inline]
    pub fn admits(&self, text: &str) -> bool {
        match self.place {
            Place::Start => text.starts_with(self.text),
            Place::End => text.ends_with(self.text),
            Place::Anywhere => text.contains(self.text),
            Place::Nowhere => !text.contains(self.text),
        }
    }

    /// Whether a map, of which this says whether it has a key, has the part as a key; for [`Place::Nowhere`], whether it
    /// has not. Keys have no other places.
    pub(crate) fn admits_keys(&self, has: impl FnOnce(&str) -> bool) -> bool {
        match self.place {
            Place::Nowhere => !has(self.text),
            Place::Start | Place::End | Place::Anywhere => has(self.text),
        }
    }

    /// A regular expression of the texts that have the part in its place; for [`Place::Nowhere`], of those that have it
    /// somewhere.
    ///
    /// Under Python's `re` and Java's `find`, `$` also matches before a final line break. So where the place is the end,
    /// a schema rules out [`ENDS_WITH_LINE_BREAK`] beside it, which no text that ends with anything else does.
    #[must_use]
    pub fn pattern(&self) -> String {
        let (before, after) = match self.place {
            Place::Start => ("^", ""),
            Place::End => ("", "$"),
            Place::Anywhere | Place::Nowhere => ("", ""),
        };
        format!("{before}{}{after}", escaped(self.text))
    }
}

/// A regular expression of the texts whose last character is a line break to some engine.
pub const ENDS_WITH_LINE_BREAK: &str = r"[\n\r\u0085\u2028\u2029]$";

/// A text as a regular expression of itself alone, in ASCII but for the characters above U+FFFF, which have no escape
/// that all engines read.
fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || ('\u{80}'..='\u{FFFF}').contains(&character) {
            // Writing to a string cannot fail.
            let _ = write!(pattern, "\\u{:04X}", u32::from(character));
        } else {
            if r"^$\.*+?()[]{}|".contains(character) {
                pattern.push('\\');
            }
            pattern.push(character);
        }
    }
    pattern
}
