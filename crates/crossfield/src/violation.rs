//! What is wrong with a value: where, which rule, and what would be right.

mod code;
mod counted;
mod keyword;
mod list;
mod message;
mod serialize;

use core::error::Error;

use crate::choice::Misfit;
use crate::json::{Kind, SyntaxError, position};
use crate::path::{Path, Pointer, Site};
use crate::rule::{Check, Choice, Demand, Enumeration, Field, Native, Rules, Shape};
use crate::rule_error::RuleError;

pub use self::code::Code;
pub(crate) use self::counted::Counted;
pub(crate) use self::list::OneLine;
pub use self::list::Violations;
pub use self::message::Message;
pub use self::serialize::Params;
pub use crate::json::Position;

/// A place in a JSON text: byte offsets, the end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The line and column of the first byte in the text that was checked.
    #[must_use]
    pub fn position(&self, text: &[u8]) -> Position {
        position(text, self.start)
    }
}

/// One thing wrong with a value.
///
/// It holds no value of the payload, only names, places and what the rule says: payloads carry passwords and phone
/// numbers, and violations go to logs.
#[derive(Clone)]
pub struct Violation {
    pointer: Pointer,
    site: Site,
    cause: Cause,
    span: Option<Span>,
}

/// How a field's own rule was broken, where the rule has more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The only way there is.
    Broken,
    /// Fewer characters, items or entries than the rule asks for.
    TooShort,
    /// More of them.
    TooLong,
    /// An item that stands at `first` stands at `second` again.
    Repeat {
        /// The earlier place, counted from 0.
        first: u32,
        /// The later place.
        second: u32,
    },
    /// A number below its range.
    TooSmall,
    /// A number above its range.
    TooLarge,
}

impl Fault {
    /// The places of a repeat, of which lists in memory have fewer than a `u32` can count.
    pub(crate) fn repeat((first, second): (usize, usize)) -> Self {
        let place = |index| u32::try_from(index).unwrap_or(u32::MAX);
        Self::Repeat {
            first: place(first),
            second: place(second),
        }
    }
}

/// Why. Everything but the fault, the found type and what a function says is in the table of rules.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    /// With what a length counts in the value.
    Check(&'static Check, Fault, Counted),
    /// A function of the user's does not accept the value.
    Refused(Box<RuleError>),
    /// Two fields do not compare as they must.
    Compared(&'static Rules, &'static Native),
    /// A function of the user's does not accept the whole value.
    Whole(&'static Rules, Box<RuleError>),
    /// The text has the form that the type is read from, and the type does not read it.
    Unread,
    /// A rule was broken when only the verdict was asked for, and none when all was.
    Unsteady,
    Conditional {
        rules: &'static Rules,
        index: usize,
        demand: Demand,
    },
    Group {
        rules: &'static Rules,
        index: usize,
    },
    MissingKey,
    Type {
        expected: &'static Shape,
        found: Kind,
    },
    Enum(&'static Enumeration),
    /// An integer outside the bounds of its shape, on which side.
    Range(&'static Shape, Fault),
    /// An array with fewer or more items than it has positions.
    Positions(&'static Rules, Fault),
    UnknownField(&'static Rules),
    /// A value that is of no variant of an enum.
    Choice(&'static Choice, Misfit),
    DuplicateKey,
    /// A field is there at a second one of its keys.
    SecondKey(&'static Field),
    Syntax(SyntaxError),
}

impl Violation {
    pub(crate) fn new(at: Path<'_>, cause: Cause) -> Self {
        Self {
            pointer: at.to_pointer(),
            site: at.site(),
            cause,
            span: None,
        }
    }

    /// Of a field of the whole value, which is an object.
    #[inline]
    pub(crate) fn of_only_field(rules: &'static Rules, field: usize, cause: Cause) -> Self {
        Self {
            pointer: Pointer::of_field(rules, field),
            site: Site::of_field(rules, field),
            cause,
            span: None,
        }
    }

    #[cfg(any(feature = "cases", feature = "validator"))]
    pub(crate) const fn cause(&self) -> &Cause {
        &self.cause
    }

    pub(crate) fn syntax(error: SyntaxError) -> Self {
        let span = Span {
            start: error.offset,
            end: error.offset,
        };
        Self {
            pointer: Pointer::ROOT,
            site: Site::ROOT,
            cause: Cause::Syntax(error),
            span: Some(span),
        }
    }

    /// Whether both say the same of the same place, wherever that is in a text.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.pointer == other.pointer
            && self.code() == other.code()
            && self.message().to_string() == other.message().to_string()
    }

    pub(crate) fn with_span(self, span: Span) -> Self {
        Self {
            span: Some(span),
            ..self
        }
    }

    /// The rule on the value that is broken, if it is one of that kind.
    #[cfg(feature = "validator")]
    pub(crate) const fn check(&self) -> Option<&'static Check> {
        match &self.cause {
            Cause::Check(check, ..) => Some(*check),
            _ => None,
        }
    }

    /// Whether it is the value at the place that states the rule, and not the field that has the value.
    #[cfg(feature = "validator")]
    pub(crate) const fn is_of_whole_value(&self) -> bool {
        matches!(self.cause, Cause::Group { .. } | Cause::Whole(..))
    }

    /// Where in the value: an RFC 6901 pointer under the names on the wire.
    #[must_use]
    pub const fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// Whether it is of a key that stands in an object twice.
    pub(crate) const fn is_of_a_repeated_key(&self) -> bool {
        matches!(self.cause, Cause::DuplicateKey)
    }

    /// Whether it keeps the text from being read as the type, where a rule is broken by what was read.
    pub(crate) const fn is_unread(&self) -> bool {
        match self.cause {
            Cause::Unread
            | Cause::MissingKey
            | Cause::Type { .. }
            | Cause::Enum(_)
            | Cause::Range(..)
            | Cause::Positions(..)
            | Cause::UnknownField(_)
            | Cause::Choice(..)
            | Cause::DuplicateKey
            | Cause::SecondKey(_)
            | Cause::Syntax(_) => true,
            Cause::Check(..)
            | Cause::Refused(_)
            | Cause::Compared(..)
            | Cause::Whole(..)
            | Cause::Unsteady
            | Cause::Conditional { .. }
            | Cause::Group { .. } => false,
        }
    }

    /// Whether the rule that is broken is checked in Rust only, so that a schema accepts what breaks nothing else.
    #[must_use]
    pub fn is_native_only(&self) -> bool {
        match &self.cause {
            Cause::Check(check, ..) => check.is_native_only(),
            Cause::Refused(..) | Cause::Compared(..) | Cause::Whole(..) | Cause::Unsteady => true,
            Cause::Type { .. }
            | Cause::Unread
            | Cause::Conditional { .. }
            | Cause::Group { .. }
            | Cause::MissingKey
            | Cause::Enum(_)
            | Cause::Range(..)
            | Cause::Positions(..)
            | Cause::UnknownField(_)
            | Cause::Choice(..)
            | Cause::DuplicateKey
            | Cause::SecondKey(_)
            | Cause::Syntax(_) => false,
        }
    }

    /// Where in the text, for a violation found by [`check_json`](crate::check_json). For a missing key it is the
    /// object that lacks it.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        self.span
    }

    /// The name of the type that states the rule, if a rule of a type was broken.
    #[must_use]
    pub fn type_name(&self) -> Option<&'static str> {
        match &self.cause {
            Cause::Conditional { rules, .. }
            | Cause::Group { rules, .. }
            | Cause::Compared(rules, _)
            | Cause::Whole(rules, _)
            | Cause::UnknownField(rules) => Some(rules.name),
            Cause::Choice(choice, _) => Some(choice.name),
            Cause::Positions(rules, _) if !rules.is_inline() => Some(rules.name),
            _ => Some(self.site.rules?.name),
        }
    }
}

impl Error for Violation {}

#[cfg(test)]
mod tests {
    use super::Violation;

    #[test]
    fn a_violation_is_small_since_a_document_can_have_one_every_two_bytes() {
        assert!(
            size_of::<Violation>() <= 88,
            "{} bytes",
            size_of::<Violation>()
        );
    }
}
