//! Two verdicts on a text: the same, or how they differ.

use std::collections::BTreeSet;

use crossfield::{Code, Violations};

use super::subject::Subject;
use crate::broken::Difference;
use crate::native::Native;
use crate::peers::Answer;

/// How the verdict of a validator stands to the native one.
#[derive(Debug)]
pub(super) enum Comparison<'a> {
    /// They are the same. Of a text that both refuse, whether what fails could be held against what native code finds;
    /// it says the same.
    Same(bool),
    /// Both refuse, for different reasons.
    OtherReasons(Box<Difference>),
    /// Native code refuses what the validator accepts.
    Refused(Refused<'a>),
    /// The validator cannot read what native code accepts.
    Unread(Unread<'a>),
    /// Native code accepts what the validator refuses. There is no list in which this could stand.
    Open,
}

/// A text that native code refuses and a validator accepts. Only a comparison makes one.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'a> {
    text: &'a str,
    violations: &'a Violations,
    native: &'a Native,
}

impl<'a> Refused<'a> {
    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Why native code refuses it.
    #[must_use]
    pub const fn violations(&self) -> &'a Violations {
        self.violations
    }

    /// The native judges of the type.
    #[must_use]
    pub const fn native(&self) -> &'a Native {
        self.native
    }
}

/// A text that native code accepts and a validator cannot read. Only a comparison makes one.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'a> {
    text: &'a str,
    why: &'a str,
}

impl<'a> Unread<'a> {
    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Why the validator cannot read it, in its own words.
    #[must_use]
    pub const fn why(&self) -> &'a str {
        self.why
    }
}

/// A reason for which native code refuses a text, and which a validator that refuses it too does not have. Only a
/// comparison makes one.
#[derive(Clone, Copy, Debug)]
pub struct Unsaid<'a> {
    pointer: &'a str,
    code: &'a Code,
    native: &'a BTreeSet<(String, Code)>,
}

impl<'a> Unsaid<'a> {
    /// Each reason that is missing; `None` if the validator has one that native code has not.
    pub(super) fn of(difference: &'a Difference) -> Option<impl Iterator<Item = Self>> {
        let Difference {
            by_keywords: Ok(said),
            by_native: native,
            ..
        } = difference
        else {
            return None;
        };
        let unsaid = native.difference(said);
        let unsaid = unsaid.map(move |(pointer, code)| Self {
            pointer,
            code,
            native,
        });
        said.is_subset(native).then_some(unsaid)
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code.clone()
    }

    /// Whether a value directly inside the one that it is about has a reason of this code.
    #[must_use]
    pub fn has_inside(&self, code: &Code) -> bool {
        self.native.iter().any(|(pointer, other)| {
            let inside = pointer.strip_prefix(self.pointer);
            let inside = inside.and_then(|inside| inside.strip_prefix('/'));
            other == code && inside.is_some_and(|inside| !inside.contains('/'))
        })
    }
}

/// Compares the native verdict with a validator's answer.
pub(super) fn compare<'a>(
    text: &'a str,
    subject: &'a Subject,
    verdict: &'a Result<(), Violations>,
    answer: &'a Answer,
) -> Comparison<'a> {
    match (verdict, answer) {
        (Ok(()), Answer::Valid) | (Err(_), Answer::Unread(_)) => Comparison::Same(false),
        (Err(violations), Answer::Invalid(failures)) => {
            match subject.leads_back(text, violations, failures) {
                Ok(is_held) => Comparison::Same(is_held),
                Err(difference) => Comparison::OtherReasons(Box::new(difference)),
            }
        }
        (Ok(()), Answer::Invalid(_)) => Comparison::Open,
        (Ok(()), Answer::Unread(why)) => Comparison::Unread(Unread { text, why }),
        (Err(violations), Answer::Valid) => Comparison::Refused(Refused {
            text,
            violations,
            native: subject.native(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons<const N: usize>(of: [(&str, Code); N]) -> BTreeSet<(String, Code)> {
        let owned = of.map(|(pointer, code)| (pointer.to_owned(), code));
        owned.into_iter().collect()
    }

    #[test]
    fn a_reason_may_be_unsaid_and_none_may_be_said_beside() {
        let native = reasons([
            ("/a", Code::Duplicate),
            ("/a/0", Code::Type),
            ("/b/0/c", Code::Type),
        ]);
        let unsaid = |by_keywords| Difference {
            by_keywords: Ok(by_keywords),
            by_native: native.clone(),
            failures: Vec::new(),
        };
        let fewer = unsaid(reasons([("/a/0", Code::Type), ("/b/0/c", Code::Type)]));
        let found: Vec<_> = Unsaid::of(&fewer).unwrap().collect();
        let [missing] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert!(missing.code() == Code::Duplicate && missing.has_inside(&Code::Type));
        assert!(!missing.has_inside(&Code::Length));
        let others = unsaid(reasons([("/a/0", Code::Type), ("/b", Code::Type)]));
        assert!(Unsaid::of(&others).is_none());
    }
}
