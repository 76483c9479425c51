//! The verdict of a field's own rule on what stands in the text.

use super::Seen;
use super::entries::Keys;
use super::unique::first_repeat;
use crate::field::range;
use crate::json::Number;
use crate::private;
use crate::rule::Check;
use crate::violation::Fault;

impl Check {
    /// The rule's verdict on a value of the right type; nothing is said of one without a value.
    pub(super) fn verdict(&self, seen: &Seen<'_>, text: &[u8]) -> Result<(), Fault> {
        match seen {
            Seen::Text(text) => self.on_text(text),
            Seen::Number(number) => self.on_integer(*number),
            Seen::Float(number) => self.on_float(*number),
            Seen::List { length, distinct } => self.on_list(*length, *distinct, text),
            Seen::Map(keys) => self.on_keys(keys),
            Seen::Absent | Seen::Null | Seen::Mistyped { .. } | Seen::Boolean(_) | Seen::Other => {
                Ok(())
            }
        }
    }

    pub(crate) fn on_text(&self, text: &str) -> Result<(), Fault> {
        match self {
            Self::Worded(worded) => worded.check.on_text(text),
            Self::Length(length) => length.of_text(text),
            Self::Pattern(pattern) => private::verdict(pattern.matches(text)),
            Self::Part(part) => private::part(text, *part),
            Self::Ascii => private::ascii(text),
            Self::NonControlCharacter => private::non_control_character(text),
            Self::Ipv4 => private::ipv4(text),
            Self::Ipv6 => private::ipv6(text),
            Self::Ip => private::ip(text),
            Self::HttpUrl => private::http_url(text),
            Self::Uuid => private::uuid(text),
            Self::CreditCard => private::credit_card(text),
            Self::Url => private::url(text),
            Self::Email => private::email(text),
            _ => Ok(()),
        }
    }

    pub(super) fn on_integer(&self, number: Number<'_>) -> Result<(), Fault> {
        match self {
            Self::Worded(worded) => worded.check.on_integer(number),
            Self::Range(range) => range.verdict(range::Number::Integer(number.to_nearest_i128())),
            Self::MultipleOf(divisor) => match number.as_i128() {
                Some(integer) => private::multiple_of(&integer, *divisor),
                None => private::verdict(is_double_multiple_of(number.as_f64(), *divisor)),
            },
            _ => Ok(()),
        }
    }

    pub(super) fn on_float(&self, number: Number<'_>) -> Result<(), Fault> {
        match self {
            Self::Worded(worded) => worded.check.on_float(number),
            Self::Range(range) => range.verdict(range::Number::Float(number.as_f64())),
            _ => Ok(()),
        }
    }

    /// Of a list, its text is read again only where its items may repeat.
    pub(super) fn on_list(&self, length: usize, distinct: bool, text: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Worded(worded) => worded.check.on_list(length, distinct, text),
            Self::Length(bounds) => bounds.verdict(length),
            Self::UniqueItems if !distinct => match first_repeat(text) {
                Some(places) => Err(Fault::repeat(places)),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    pub(super) fn on_keys(&self, keys: &Keys<'_>) -> Result<(), Fault> {
        match self {
            Self::Worded(worded) => worded.check.on_keys(keys),
            Self::Length(length) => length.verdict(keys.len()),
            Self::Part(part) => private::verdict(part.admits_keys(|key| keys.contains_key(key))),
            _ => Ok(()),
        }
    }
}

/// The same of an integer that no `i128` holds: then it is the double that reading a number in another form gives. The
/// remainder of doubles is exact.
#[expect(
    clippy::cast_precision_loss,
    reason = "a schema cannot state larger divisors so that others read them"
)]
fn is_double_multiple_of(value: f64, divisor: u64) -> bool {
    value % divisor as f64 == 0.0
}
