//! What the check calls for the values of fields: the verdicts of rules, and what conditions ask.

use crate::field::characters::has_no_control_character;
use crate::field::credit_card::is_credit_card;
use crate::field::email::is_email;
use crate::field::http_url::is_http_url;
use crate::field::inside::{HasEntries, HasItems};
use crate::field::ip::{is_ip, is_ipv4, is_ipv6};
use crate::field::length::{HasLength, Length};
use crate::field::multiple_of::{HasInteger, is_multiple_of};
use crate::field::part::Part;
use crate::field::range::{HasNumber, Number, Range};
use crate::field::text::{HasParts, HasText};
use crate::field::unique_items::first_repeat;
use crate::field::url::is_url;
use crate::field::uuid::is_uuid;
use crate::lenient::{Lenient, Open};
use crate::pattern::Pattern;
use crate::rule::{Rules, Shape};
use crate::rule_error::{Reason, RuleError};
use crate::ruled::Standing;
use crate::violation::Fault;

/// The rules of a field's own.
#[must_use]
pub fn of_field(rules: &'static Rules, field: usize) -> Standing {
    let field = rules.fields.get(field);
    field.map_or(Standing::NONE, |field| Standing {
        shape: &field.shape,
        checks: field.checks,
    })
}

/// The rules that a type states on its whole value.
#[must_use]
pub const fn of_type(shape: &'static Shape) -> Standing {
    Standing::of_type(shape)
}

/// Of some rules, what the one at that place states on what is inside: `inner(...)`, `keys(...)`, `values(...)`.
#[must_use]
pub fn inside(rules: Standing, check: usize) -> Standing {
    rules.inside(check)
}

/// The items of a list, each with its place.
#[inline]
pub fn items<T: HasItems + ?Sized>(list: &T) -> impl Iterator<Item = (usize, &T::Item)> {
    list.items().enumerate()
}

/// The entries of a map.
#[inline]
pub fn entries<T: HasEntries + ?Sized>(map: &T) -> impl Iterator<Item = (&str, &T::Value)> {
    map.entries()
}

/// `length(...)`.
///
/// # Errors
/// The side on which the length is out of bounds.
#[inline]
pub fn length<T: HasLength + ?Sized>(value: &T, length: Length) -> Result<(), Fault> {
    value.within(length)
}

/// `range(...)`.
///
/// # Errors
/// The side on which the number is out of bounds.
#[inline]
pub fn range<T: HasNumber + ?Sized>(value: &T, range: Range) -> Result<(), Fault> {
    range.verdict(value.number())
}

/// `range(...)` of an `f32`, whose bounds are rounded as it is.
///
/// # Errors
/// The side on which the number is out of bounds.
#[inline]
pub fn range_of_single(value: f32, range: Range) -> Result<(), Fault> {
    range.verdict(Number::Float(value.into()))
}

/// `multiple_of = ...`.
///
/// # Errors
/// When the integer is no multiple of the divisor.
#[inline]
pub fn multiple_of<T: HasInteger + ?Sized>(value: &T, divisor: u64) -> Result<(), Fault> {
    verdict(is_multiple_of(value, divisor))
}

/// `starts_with = "..."`, `ends_with = "..."`.
///
/// # Errors
/// When the text has not the part in its place.
#[inline]
pub fn part<By, T: HasText<By> + ?Sized>(value: &T, part: Part) -> Result<(), Fault> {
    verdict(part.admits(value.text()))
}

/// `contains = "..."`, `does_not_contain = "..."`.
///
/// # Errors
/// When the text has not the part in it, or the map has it not as a key; or has it, if it must not.
#[inline]
pub fn contains<By, T: HasParts<By> + ?Sized>(value: &T, part: Part) -> Result<(), Fault> {
    verdict(value.admits(part))
}

/// `ascii`.
///
/// # Errors
/// When the text has other characters.
#[inline]
pub fn ascii<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(value.text().is_ascii())
}

/// `non_control_character`.
///
/// # Errors
/// When the text has one.
#[inline]
pub fn non_control_character<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(has_no_control_character(value.text()))
}

/// `ipv4`.
///
/// # Errors
/// When the text is no such address.
#[inline]
pub fn ipv4<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_ipv4(value.text()))
}

/// `ipv6`.
///
/// # Errors
/// When the text is no such address.
#[inline]
pub fn ipv6<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_ipv6(value.text()))
}

/// `ip`.
///
/// # Errors
/// When the text is no such address.
#[inline]
pub fn ip<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_ip(value.text()))
}

/// `pattern = "..."`.
///
/// # Errors
/// When the text does not match.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "the pattern is known where it is used"
)]
pub fn pattern<By, T: HasText<By> + ?Sized>(value: &T, pattern: &Pattern) -> Result<(), Fault> {
    verdict(pattern.is_match(value.text()))
}

/// `http_url`.
///
/// # Errors
/// When the text is no URL.
#[inline]
pub fn http_url<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_http_url(value.text()))
}

/// `url`.
///
/// # Errors
/// When the text is no URL.
#[inline]
pub fn url<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_url(value.text()))
}

/// `email`.
///
/// # Errors
/// When the text is no address.
#[inline]
pub fn email<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_email(value.text()))
}

/// `uuid`.
///
/// # Errors
/// When the text is no UUID.
#[inline]
pub fn uuid<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_uuid(value.text()))
}

/// `unique_items`.
///
/// # Errors
/// The first repeat.
#[inline]
pub fn unique_items<T: Eq + core::hash::Hash>(items: &[T]) -> Result<(), Fault> {
    match first_repeat(items) {
        None => Ok(()),
        Some(places) => Err(Fault::repeat(places)),
    }
}

/// `credit_card`.
///
/// # Errors
/// When the text is no such number.
#[inline]
pub fn credit_card<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_credit_card(value.text()))
}

/// The text that an expression of the user's judges.
#[inline]
pub fn text<By, T: HasText<By> + ?Sized>(value: &T) -> &str {
    value.text()
}

/// `regex(path = …)`: whether the text matched.
///
/// # Errors
/// When it did not.
#[inline]
pub const fn matched(is_match: bool) -> Result<(), Fault> {
    verdict(is_match)
}

/// What a function of the user's says of a value.
///
/// # Errors
/// The function's.
#[inline]
pub fn judged<E: Reason>(verdict: Result<(), E>) -> Result<(), Box<RuleError>> {
    verdict.map_err(|error| Box::new(error.into_rule_error()))
}

/// `required`, for a field that has no value.
///
/// # Errors
/// Always.
#[inline]
pub const fn missing() -> Result<(), Fault> {
    Err(Fault::Broken)
}

/// The value in an `Option` of an `Option`.
#[inline]
pub fn held_twice<T>(value: &Option<Option<T>>) -> Option<&T> {
    value.as_ref()?.as_ref()
}

/// Whether a text equals a literal of a condition.
#[inline]
pub fn text_is<By, T: HasText<By> + ?Sized>(value: &T, literal: &str) -> bool {
    value.text() == literal
}

/// Whether a text starts with the one of a condition.
#[inline]
pub fn text_starts_with<By, T: HasText<By> + ?Sized>(value: &T, prefix: &str) -> bool {
    value.text().starts_with(prefix)
}

pub(crate) const fn verdict(holds: bool) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::Broken) }
}

/// The value that a condition compares: the known one of an open enum.
pub trait Known {
    /// The type of the known value.
    type Value: ?Sized;
    /// The known value, if it is one.
    fn known(&self) -> Option<&Self::Value>;
}

impl<T> Known for Open<T> {
    type Value = T;

    #[inline]
    fn known(&self) -> Option<&T> {
        self.known()
    }
}

impl<T> Known for Lenient<T> {
    type Value = T;

    #[inline]
    fn known(&self) -> Option<&T> {
        self.known()
    }
}

/// Whether a text stands for no value, where the field says that an empty one does.
pub trait EmptyText {
    /// Whether it is empty.
    fn is_empty_text(&self) -> bool;
}

impl<T> EmptyText for Lenient<T> {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.unknown().is_some_and(str::is_empty)
    }
}

impl<T> EmptyText for Open<T> {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.unknown().is_some_and(str::is_empty)
    }
}

impl<T: AsRef<str>> EmptyText for T {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.as_ref().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{EmptyText, Known};
    use crate::{Lenient, Open};

    #[test]
    fn a_condition_sees_the_known_value_of_what_is_read_tolerantly() {
        assert_eq!(Known::known(&Lenient::Known(3)), Some(&3));
        assert_eq!(Known::known(&Lenient::<u8>::from_text("x")), None);
    }

    #[test]
    fn only_an_empty_text_that_is_kept_stands_for_no_value() {
        let empty = [
            Open::<u8>::from_text("").is_empty_text(),
            Lenient::<u8>::from_text("").is_empty_text(),
        ];
        let others = [
            Open::<u8>::from_text("x").is_empty_text(),
            Lenient::<u8>::from_text("x").is_empty_text(),
            Open::Known(3).is_empty_text(),
        ];
        assert_eq!((empty, others), ([true; 2], [false; 3]));
    }
}
