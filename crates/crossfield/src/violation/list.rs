//! Everything that is wrong with a value.

use core::error::Error;
use core::fmt;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::Violation;

/// Everything that is wrong with a value, in the order in which the type declares its fields. Never empty.
///
/// What is wrong with the entries of a map comes in the map's own order, and a `HashMap` has none that lasts.
/// [`check_json`](crate::check_json) has no map before it, and keeps the order of the text.
#[derive(Clone)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `None` when nothing is wrong.
    pub(crate) fn collected(list: Vec<Violation>) -> Result<(), Self> {
        if list.is_empty() {
            Ok(())
        } else {
            Err(Self(list))
        }
    }

    /// The violations, in declaration order.
    pub fn iter(&self) -> core::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// How many there are: 1 or more.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those at one place.
    ///
    /// ```
    /// # fn shown(violations: &crossfield::Violations) {
    /// for violation in violations.at("/codecs") {
    ///     eprintln!("{}", violation.message());
    /// }
    /// # }
    /// ```
    pub fn at<'a>(&'a self, pointer: &'a str) -> impl Iterator<Item = &'a Violation> {
        self.iter()
            .filter(move |violation| *violation.pointer() == *pointer)
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = core::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// As long as most violations are when they are displayed.
const LINE: usize = 96;

impl fmt::Display for Violations {
    /// One violation a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written at once: a text that is written to grows seldom then.
        let mut lines = String::with_capacity(LINE * self.len());
        for (index, violation) in self.iter().enumerate() {
            if index > 0 {
                lines.push('\n');
            }
            violation.write(&mut lines)?;
        }
        f.write_str(&lines)
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Error for Violations {}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        self.iter()
            .try_for_each(|violation| list.serialize_element(violation))?;
        list.end()
    }
}

/// Violations on one line: an error of serde's goes on with the place in the text.
pub(crate) struct OneLine<'a>(pub(crate) &'a Violations);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}
