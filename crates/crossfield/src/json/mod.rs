//! A pull reader over JSON text.
//!
//! The reader accepts exactly the texts that `serde_json` parses into a
//! [`serde_json::Value`], and it knows the byte offset of everything it reads.
//! (With its feature `arbitrary_precision`, `serde_json` takes numbers of any
//! size; the reader goes on refusing those that are too large for an `f64`.)
//! It builds no tree: a caller goes down into the values it knows and skips the
//! others, which are checked just as strictly.

mod locate;
mod number;
mod position;
mod reader;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub(crate) use locate::locate;
pub(crate) use number::{Number, of_double};
pub(crate) use position::position;
pub use position::{Position, positions};
pub(crate) use reader::Reader;

/// How many arrays and objects may be open at once.
///
/// `serde_json` counts 128 levels down and refuses the value that would reach
/// zero.
pub(crate) const MAX_DEPTH: u8 = 127;

/// The kinds of JSON value (RFC 8259, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

#[cfg(feature = "schemars")]
impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];
}

/// The name of an object member, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The offset of the opening quotation mark.
    pub(crate) start: usize,
    /// The offset just after the closing quotation mark.
    pub(crate) end: usize,
}

/// Why a text is not JSON, and where that shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) offset: usize,
    pub(crate) problem: Problem,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.problem, self.offset)
    }
}

impl std::error::Error for SyntaxError {}

/// What is wrong with a text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    UnexpectedEnd,
    ByteOrderMark,
    ExpectedValue,
    UnknownLiteral,
    ExpectedKey,
    ExpectedColon,
    ExpectedCommaOrBracket,
    ExpectedCommaOrBrace,
    TrailingComma,
    TooDeep,
    ControlCharacter,
    UnknownEscape,
    ExpectedHexDigit,
    LoneSurrogate,
    NotUtf8,
    ExpectedDigit,
    LeadingZero,
    NumberTooLarge,
    TextAfterValue,
}

#[cfg(feature = "schemars")]
impl Problem {
    pub(crate) const ALL: [Self; 19] = [
        Self::UnexpectedEnd,
        Self::ByteOrderMark,
        Self::ExpectedValue,
        Self::UnknownLiteral,
        Self::ExpectedKey,
        Self::ExpectedColon,
        Self::ExpectedCommaOrBracket,
        Self::ExpectedCommaOrBrace,
        Self::TrailingComma,
        Self::TooDeep,
        Self::ControlCharacter,
        Self::UnknownEscape,
        Self::ExpectedHexDigit,
        Self::LoneSurrogate,
        Self::NotUtf8,
        Self::ExpectedDigit,
        Self::LeadingZero,
        Self::NumberTooLarge,
        Self::TextAfterValue,
    ];
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnexpectedEnd => "unexpected end of text",
            Self::ByteOrderMark => {
                "starts with a byte order mark; JSON text must not (RFC 8259, section 8.1)"
            }
            Self::ExpectedValue => "expected a value",
            Self::UnknownLiteral => "the only words in JSON are `null`, `true` and `false`",
            Self::ExpectedKey => "expected a key in double quotation marks",
            Self::ExpectedColon => "expected `:`",
            Self::ExpectedCommaOrBracket => "expected `,` or `]`",
            Self::ExpectedCommaOrBrace => "expected `,` or `}`",
            Self::TrailingComma => "a `,` must not come right before the closing bracket or brace",
            Self::TooDeep => return write!(f, "nested deeper than {MAX_DEPTH} levels"),
            Self::ControlCharacter => "a control character must be escaped in a string",
            Self::UnknownEscape => {
                "expected one of `\"`, `\\`, `/`, `b`, `f`, `n`, `r`, `t`, `u` after `\\`"
            }
            Self::ExpectedHexDigit => "expected four hexadecimal digits after `\\u`",
            Self::LoneSurrogate => "an escape names half of a surrogate pair",
            Self::NotUtf8 => "not valid UTF-8",
            Self::ExpectedDigit => "expected a digit",
            Self::LeadingZero => "a number must not have leading zeros",
            Self::NumberTooLarge => "number too large",
            Self::TextAfterValue => "text after the end of the value",
        })
    }
}
