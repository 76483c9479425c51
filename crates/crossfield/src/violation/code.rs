//! The names of the kinds of violation, for programs.

use core::fmt;
use std::borrow::Cow;

use super::{Cause, Violation};
use crate::rule::{Check, Demand, Native, NativeKind};

/// The stable name of a kind of violation, for programs.
///
/// ```
/// assert_eq!(crossfield::Code::UnknownField.as_str(), "unknown_field");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// A field that must have a value has none.
    Required,
    /// A field that must have no value has one.
    Forbidden,
    /// A value of the wrong JSON type.
    Type,
    /// A string that is not one of those allowed.
    Enum,
    /// A text that does not have its format (UUID, URL).
    Format,
    /// A text that does not match its pattern.
    Pattern,
    /// A text, list or map that is too short or too long.
    Length,
    /// A number outside its bounds.
    Range,
    /// A list that holds an item twice.
    Duplicate,
    /// A key that the object does not have.
    UnknownField,
    /// A rule on how many of several fields have a value.
    OneOf,
    /// A key that stands in an object twice, or two keys of one field (`#[serde(alias = …)]`).
    DuplicateKey,
    /// Text that is not JSON.
    Syntax,
    /// The code that a rule was given (`code = "…"`), or that a function of the user's gave.
    Custom(Cow<'static, str>),
    /// An integer that is no multiple of another.
    MultipleOf,
    /// A field that differs from the one that it must equal.
    MustMatch,
    /// Two fields that do not compare as they must.
    Compare,
}

impl Code {
    /// The code as it is serialised.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match self {
            Self::Custom(Cow::Borrowed(code)) => code,
            Self::Custom(Cow::Owned(code)) => code.as_str(),
            _ => self.known(),
        }
    }

    /// The code of a kind that every rule of it has; nothing for a rule's own.
    const fn known(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Forbidden => "forbidden",
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Format => "format",
            Self::Pattern => "pattern",
            Self::Length => "length",
            Self::Range => "range",
            Self::Duplicate => "duplicate",
            Self::UnknownField => "unknown_field",
            Self::OneOf => "one_of",
            Self::DuplicateKey => "duplicate_key",
            Self::Syntax => "syntax",
            Self::Custom(_) => "",
            Self::MultipleOf => "multiple_of",
            Self::MustMatch => "must_match",
            Self::Compare => "compare",
        }
    }
}

/// The code as it is serialised.
impl From<Code> for Cow<'static, str> {
    fn from(code: Code) -> Self {
        match code {
            Code::Custom(code) => code,
            other => Self::Borrowed(other.known()),
        }
    }
}

/// The code as it is serialised.
impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Violation {
    /// The kind of violation, for programs.
    #[must_use]
    pub fn code(&self) -> Code {
        match &self.cause {
            Cause::Check(check, ..) => check.code(),
            Cause::MissingKey
            | Cause::Conditional {
                demand: Demand::Required,
                ..
            } => Code::Required,
            Cause::Conditional {
                demand: Demand::Forbidden,
                ..
            } => Code::Forbidden,
            Cause::Compared(_, rule) => rule.code(),
            Cause::Refused(error) | Cause::Whole(_, error) => {
                Code::Custom(error.shared_code().clone())
            }
            Cause::Unsteady => Code::Custom(Cow::Borrowed("custom")),
            Cause::Type { .. } | Cause::Unread => Code::Type,
            Cause::Group { .. } => Code::OneOf,
            Cause::Enum(_) => Code::Enum,
            Cause::Range(..) => Code::Range,
            Cause::Positions(..) => Code::Length,
            Cause::UnknownField(_) => Code::UnknownField,
            Cause::Choice(_, misfit) => misfit.code(),
            Cause::DuplicateKey | Cause::SecondKey(_) => Code::DuplicateKey,
            Cause::Syntax(_) => Code::Syntax,
        }
    }
}

impl Check {
    pub(crate) const fn code(&self) -> Code {
        match self {
            Self::Required => Code::Required,
            Self::Length(_) => Code::Length,
            Self::Regex(_)
            | Self::Pattern(_)
            | Self::Part(_)
            | Self::Ascii
            | Self::NonControlCharacter => Code::Pattern,
            Self::HttpUrl
            | Self::Url
            | Self::Email
            | Self::CreditCard
            | Self::Uuid
            | Self::Ipv4
            | Self::Ipv6
            | Self::Ip => Code::Format,
            Self::UniqueItems => Code::Duplicate,
            // What a function does not accept has the code that it says.
            Self::Custom(_) => Code::Custom(Cow::Borrowed("custom")),
            Self::Range(_) => Code::Range,
            Self::MultipleOf(_) => Code::MultipleOf,
            // What is reported is a rule inside.
            Self::Inner(checks) | Self::Keys(checks) | Self::Values(checks) => match checks {
                [first, ..] => first.code(),
                [] => Code::Pattern,
            },
            Self::Worded(worded) => match worded.code {
                Some(code) => Code::Custom(Cow::Borrowed(code)),
                None => worded.check.code(),
            },
        }
    }
}

impl Native {
    const fn code(&self) -> Code {
        match (self.code, self.kind) {
            (Some(code), _) => Code::Custom(Cow::Borrowed(code)),
            (None, NativeKind::MustMatch(..)) => Code::MustMatch,
            (None, NativeKind::Compare(..)) => Code::Compare,
            // What a function does not accept has the code that it says.
            (None, NativeKind::Function(_)) => Code::Custom(Cow::Borrowed("custom")),
        }
    }
}
