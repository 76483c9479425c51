//! Two verdicts on a text: the same, or how they differ.

use crossfield::Violations;

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
