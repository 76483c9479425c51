//! What is wrong and what would be right, in words.

use core::fmt;

use super::{Cause, Counted, Fault, Violation};
use crate::cross::write_list;
use crate::field::length::Length;
use crate::field::part::{Part, Place};
use crate::json::Kind;
use crate::rule::{Check, Field, Rules, Shape};

/// The message of a [`Violation`].
#[derive(Clone, Copy)]
pub struct Message<'a>(&'a Violation);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_message(f)
    }
}

impl Violation {
    /// What is wrong and what would be right, in words, without the place.
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        Message(self)
    }

    /// What is wrong and what would be right, in words, without the place.
    fn write_message(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        match &self.cause {
            Cause::Check(check, fault, counted) => check.write_message(*fault, *counted, f),
            Cause::Compared(rules, rule) => match rule.message {
                Some(message) => f.write_str(message),
                None => rule.write_message(rules, f),
            },
            Cause::Refused(error) | Cause::Whole(_, error) => write!(f, "{error}"),
            Cause::Unsteady => f.write_str(
                "a rule was broken, and was not when asked again; a function of a rule must say the same each time",
            ),
            Cause::Unread => f.write_str(
                "the type does not read this, though it has the form; a rule that is checked in Rust only may be broken inside",
            ),
            Cause::Conditional {
                rules,
                index,
                demand,
            } => match rules.conditionals.get(*index) {
                Some(rule) => rule.write_message(rules, *demand, f),
                None => Ok(()),
            },
            Cause::Group { rules, index } => match rules.groups.get(*index) {
                Some(group) => group.write_message(rules, f),
                None => Ok(()),
            },
            Cause::MissingKey => f.write_str("required"),
            Cause::Type { expected, found } => {
                let expected = self.asked_for(expected);
                write!(f, "must be {}, not {}", expected.noun(), found.noun())
            }
            Cause::Enum(enumeration) => {
                f.write_str("must be one of ")?;
                write_list(f, enumeration.variants.iter().map(|variant| variant.name))
            }
            Cause::Range(shape, _) => match shape {
                Shape::Integer { min, max } => write!(f, "must be from {min} to {max}"),
                _ => Ok(()),
            },
            Cause::Positions(rules, _) => {
                let length = rules.length();
                let noun = Counted::Items.noun(length.max == Some(1));
                write!(f, "must have {length} {noun}")
            }
            Cause::UnknownField(rules) => {
                let keys = rules.fields.iter().flat_map(Field::keys);
                let key = self.pointer.tokens().last().unwrap_or_default();
                rules.write_unknown_field(crate::names::closest(&key, keys), f)
            }
            Cause::Choice(choice, misfit) => {
                let key = self.pointer.tokens().last().unwrap_or_default();
                misfit.write_message(choice, &key, f)
            }
            Cause::DuplicateKey => f.write_str("the key stands in this object twice"),
            Cause::SecondKey(field) => {
                f.write_str("stands in this object under more than one of its names ")?;
                write_list(f, field.keys())
            }
            Cause::Syntax(error) => write!(f, "{}", error.problem),
        }
    }

    /// The shape that is asked for where one is expected: null is none in a field that must have a value.
    pub(super) fn asked_for(&self, expected: &'static Shape) -> &'static Shape {
        if self.site.is_required() {
            expected.not_null()
        } else {
            expected
        }
    }
}

impl fmt::Display for Violation {
    /// The place and the message, on one line: `` `/call_handler`: required ``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl Violation {
    /// Inline, so that it is known what is written to where many are written.
    #[inline]
    pub(super) fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        if !self.pointer.is_root() {
            out.write_str("`")?;
            self.pointer.write(out)?;
            out.write_str("`: ")?;
        }
        self.write_message(out)
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("pointer", &format_args!("{:?}", self.pointer.to_string()))
            .field("code", &format_args!("{}", self.code()))
            .field("message", &format_args!("{:?}", self.message().to_string()))
            .finish_non_exhaustive()
    }
}

/// Writes a number that has one digit in most cases.
fn write_count(out: &mut dyn fmt::Write, count: u32) -> fmt::Result {
    match char::from_digit(count, 10) {
        Some(digit) => out.write_char(digit),
        None => write!(out, "{count}"),
    }
}

impl Check {
    /// What would be right, and for a list which item is wrong.
    pub(crate) fn write_message(
        &self,
        fault: Fault,
        counted: Counted,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        match self {
            Self::Required => out.write_str("required"),
            Self::Length(length) => {
                if matches!(counted, Counted::Whatever) {
                    return write!(out, "must have a length of {length}");
                }
                write!(
                    out,
                    "must have {length} {}",
                    counted.noun(length.max == Some(1))
                )
            }
            Self::Pattern(pattern) => write!(out, "must match the pattern `{}`", pattern.as_str()),
            Self::HttpUrl => out.write_str("must be an http or https URL (RFC 3986)"),
            Self::Url => out.write_str("must be a URL with a host (RFC 3986)"),
            Self::Email => out.write_str("must be an e-mail address"),
            Self::Uuid => {
                out.write_str("must be a UUID of 36 characters in hyphenated form (RFC 9562)")
            }
            Self::UniqueItems => match fault {
                Fault::Repeat { first, second } => {
                    out.write_str("item ")?;
                    write_count(out, second)?;
                    out.write_str(" repeats item ")?;
                    write_count(out, first)?;
                    out.write_str("; each may stand once")
                }
                _ => out.write_str("each item may stand once"),
            },
            Self::Worded(worded) => match worded.message {
                Some(message) => out.write_str(message),
                None => worded.check.write_message(fault, counted, out),
            },
            Self::Range(range) => write!(out, "must be {range}"),
            Self::Part(Part { place, text, .. }) if matches!(counted, Counted::Entries) => {
                let not = if *place == Place::Nowhere { "not " } else { "" };
                write!(out, "must {not}have the key `{text}`")
            }
            Self::Part(Part { place, text, .. }) => match place {
                Place::Start => write!(out, "must start with `{text}`"),
                Place::End => write!(out, "must end with `{text}`"),
                Place::Anywhere => write!(out, "must contain `{text}`"),
                Place::Nowhere => write!(out, "must not contain `{text}`"),
            },
            Self::Ipv4 => out.write_str("must be an IPv4 address"),
            Self::Ipv6 => out.write_str("must be an IPv6 address"),
            Self::Ip => out.write_str("must be an IP address"),
            Self::Ascii => out.write_str("must have ASCII characters only"),
            Self::NonControlCharacter => out.write_str("must have no control characters"),
            Self::MultipleOf(divisor) => write!(out, "must be a multiple of {divisor}"),
            Self::Inner(_) => out.write_str("each item must be right"),
            Self::Keys(_) => out.write_str("each key must be right"),
            Self::Values(_) => out.write_str("each value must be right"),
            Self::Custom(function) => write!(out, "must be accepted by `{}`", function.name),
            Self::CreditCard => out.write_str("must be the number of a payment card"),
            Self::Regex(name) => write!(out, "must match the regular expression `{name}`"),
        }
    }
}

impl Rules {
    /// What is said of a key that is no field, and is perhaps as good as the name of one.
    pub(crate) fn write_unknown_field(
        &self,
        near: Option<&str>,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        if let Some(name) = near {
            return write!(out, "unknown field; did you mean `{name}`?");
        }
        out.write_str("unknown field; the fields are ")?;
        write_list(out, self.fields.iter().map(|field| field.name))
    }

    /// How many items an array with these positions has.
    pub(crate) fn length(&'static self) -> Length {
        Length::new(Some(self.positions_required()), Some(self.fields.len()))
    }
}

impl Kind {
    /// What a value of the kind is called in a message.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl Shape {
    /// What a value of the shape is called in a message.
    pub(crate) fn noun(&self) -> Noun<'_> {
        Noun(self)
    }
}

pub(crate) struct Noun<'a>(&'a Shape);

impl fmt::Display for Noun<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Shape::Any | Shape::Opaque(_) => f.write_str("a value that the field's type reads"),
            Shape::Boolean => f.write_str("true or false"),
            Shape::Integer { .. } => f.write_str("an integer"),
            Shape::Number => f.write_str("a number"),
            Shape::Text | Shape::Enumeration(_) | Shape::Open(_) => f.write_str("a string"),
            Shape::Null => f.write_str("null"),
            Shape::List(_) | Shape::Tuple(_) => f.write_str("an array"),
            Shape::Choice(choice) => f.write_str(choice().noun()),
            Shape::Map(_) | Shape::Object(_) => f.write_str("an object"),
            Shape::Nullable(inner) if inner.is_nullable() => Noun(inner).fmt(f),
            Shape::Nullable(inner) => write!(f, "{} or null", Noun(inner)),
            Shape::Refined(inner, _) | Shape::Checked(inner, _) | Shape::Lenient(inner) => {
                Noun(inner).fmt(f)
            }
        }
    }
}
