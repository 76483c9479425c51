//! `range(min = …, max = …, exclusive_min = …, exclusive_max = …)`: between which bounds a number lies.

use core::cmp::Ordering;
use core::fmt;

use crate::violation::Fault;

/// A number, exactly as it is written or held.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Number {
    /// An integer.
    Integer(i128),
    /// A number that may have a fraction.
    Float(f64),
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Float(one), Self::Float(other)) => one.partial_cmp(other),
            (Self::Integer(integer), Self::Float(float)) => compare(*integer, *float),
            (Self::Float(float), Self::Integer(integer)) => {
                compare(*integer, *float).map(Ordering::reverse)
            }
        }
    }
}

/// Compares without rounding, as a conversion of a large integer to `f64` would.
fn compare(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the fraction is compared next, and no integer of a shape lies beyond i128"
    )]
    let whole = float as i128;
    match integer.cmp(&whole) {
        Ordering::Equal => 0.0.partial_cmp(&float.fract()),
        unequal => Some(unequal),
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => float.fmt(f),
        }
    }
}

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(integer) => integer.serialize(serializer),
            Self::Float(float) => float.serialize(serializer),
        }
    }
}

/// A bound of a [`Range`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The number itself is in the range.
    Included(Number),
    /// It is not.
    Excluded(Number),
}

impl Bound {
    /// The number.
    #[must_use]
    pub const fn number(self) -> Number {
        match self {
            Self::Included(number) | Self::Excluded(number) => number,
        }
    }

    /// Whether a number that compares so with the bound's is within it: `inside` is what all others must be.
    fn admits(self, compared: Option<Ordering>, inside: Ordering) -> bool {
        match self {
            Self::Included(_) => compared.is_some_and(|it| it == inside || it == Ordering::Equal),
            Self::Excluded(_) => compared == Some(inside),
        }
    }
}

/// Bounds on a number.
///
/// ```
/// use crossfield::field::range::{Bound, Number, Range};
///
/// let percent = Range::new(
///     Some(Bound::Included(Number::Integer(0))),
///     Some(Bound::Included(Number::Integer(100))),
/// );
/// assert!(percent.admits(&100_u8));
/// assert!(!percent.admits(&100.5));
/// assert_eq!(percent.to_string(), "from 0 to 100");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Range {
    /// The lower bound.
    pub min: Option<Bound>,
    /// The upper bound.
    pub max: Option<Bound>,
}

impl Range {
    /// Bounds; `None` is no bound on that side.
    #[must_use]
    pub const fn new(min: Option<Bound>, max: Option<Bound>) -> Self {
        Self { min, max }
    }

    /// The bounds as an `f32` holds them, for one that is.
    #[must_use]
    #[doc(hidden)]
    pub const fn of_single(self) -> Self {
        Self {
            min: single(self.min),
            max: single(self.max),
        }
    }

    /// Whether numbers near the bounds are the same to whoever reads them as doubles and whoever keeps their digits.
    pub(crate) const fn is_exact_in_doubles(&self) -> bool {
        let (min, max) = (self.min, self.max);
        is_exact(min) && is_exact(max)
    }

    /// Whether a number is within the bounds. `NaN` is within none.
    #[must_use]
    pub fn admits<T: HasNumber + ?Sized>(&self, value: &T) -> bool {
        self.verdict(value.number()).is_ok()
    }

    #[inline]
    pub(crate) fn verdict(&self, value: Number) -> Result<(), Fault> {
        let compared = |bound: Bound| value.partial_cmp(&bound.number());
        if let Some(min) = self.min
            && !min.admits(compared(min), Ordering::Greater)
        {
            return Err(Fault::TooSmall);
        }
        if let Some(max) = self.max
            && !max.admits(compared(max), Ordering::Less)
        {
            return Err(Fault::TooLarge);
        }
        Ok(())
    }
}

const fn is_exact(bound: Option<Bound>) -> bool {
    match bound {
        None => true,
        Some(Bound::Included(number) | Bound::Excluded(number)) => match number {
            Number::Integer(integer) => integer.unsigned_abs() < 1 << f64::MANTISSA_DIGITS,
            Number::Float(float) => is_exact_in_doubles(float),
        },
    }
}

/// Whether no other integer is read as this double: below 2^53.
pub(crate) const fn is_exact_in_doubles(number: f64) -> bool {
    number.abs() < 9_007_199_254_740_992.0
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "this is the rounding that is meant"
)]
const fn single(bound: Option<Bound>) -> Option<Bound> {
    match bound {
        Some(Bound::Included(Number::Float(float))) => {
            Some(Bound::Included(Number::Float(float as f32 as f64)))
        }
        Some(Bound::Excluded(Number::Float(float))) => {
            Some(Bound::Excluded(Number::Float(float as f32 as f64)))
        }
        other => other,
    }
}

impl fmt::Display for Range {
    /// The bounds in words: `from 1 to 5`, `at least 1`, `more than 0 and at most 5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(Bound::Included(min)), Some(Bound::Included(max))) = (self.min, self.max) {
            return write!(f, "from {min} to {max}");
        }
        match self.min {
            Some(Bound::Included(min)) => write!(f, "at least {min}")?,
            Some(Bound::Excluded(min)) => write!(f, "more than {min}")?,
            None => {}
        }
        if self.min.is_some() && self.max.is_some() {
            f.write_str(" and ")?;
        }
        match self.max {
            Some(Bound::Included(max)) => write!(f, "at most {max}"),
            Some(Bound::Excluded(max)) => write!(f, "less than {max}"),
            None => Ok(()),
        }
    }
}

/// What is a number that [`Range`] can bound.
///
/// Implement it for a type of your own that wraps a number. An `f32` has none: it rounds what it reads, so that its
/// bounds and those of the schema would not be asked of one number.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has no bounds",
    note = "`range` is for integers and `f64`; an `f32` rounds what it reads, so the schema would judge another number"
)]
pub trait HasNumber {
    /// The number.
    fn number(&self) -> Number;
}

impl HasNumber for f64 {
    #[inline]
    fn number(&self) -> Number {
        Number::Float(*self)
    }
}

/// A bound as it is written in an attribute, where its type is not known to the derive. (A trait cannot be called in a
/// constant, but functions of each type's own can.)
#[doc(hidden)]
#[derive(Debug)]
pub struct Of<T>(pub T);

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl HasNumber for $integer {
            #[inline]
            fn number(&self) -> Number {
                Of(*self).number()
            }
        }

        impl Of<$integer> {
            #[must_use]
            #[expect(clippy::allow_attributes, reason = "only the widest types need it")]
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, trivial_numeric_casts, reason = "checked by type")]
            #[doc(hidden)]
            pub const fn number(self) -> Number {
                Number::Integer(self.0 as i128)
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl HasNumber for i128 {
    #[inline]
    fn number(&self) -> Number {
        Number::Integer(*self)
    }
}

/// What is beyond an `i128` is beyond every bound too.
impl HasNumber for u128 {
    #[inline]
    fn number(&self) -> Number {
        Number::Integer(i128::try_from(*self).unwrap_or(i128::MAX))
    }
}

impl Of<i128> {
    #[must_use]
    #[doc(hidden)]
    pub const fn number(self) -> Number {
        Number::Integer(self.0)
    }
}

impl Of<u128> {
    /// # Panics
    /// While compiling, when the bound is beyond an `i128`.
    #[must_use]
    #[doc(hidden)]
    #[expect(clippy::cast_possible_wrap, reason = "asserted")]
    pub const fn number(self) -> Number {
        assert!(
            self.0 < i128::MAX as u128,
            "a bound is below that of an `i128`"
        );
        Number::Integer(self.0 as i128)
    }
}

impl Of<f64> {
    /// # Panics
    /// While compiling, when the bound is infinite or no number.
    #[must_use]
    #[doc(hidden)]
    pub const fn number(self) -> Number {
        assert!(self.0.is_finite(), "a bound is a finite number");
        Number::Float(self.0)
    }
}

macro_rules! not_zero {
    ($($integer:ident),*) => {$(
        impl HasNumber for core::num::$integer {
            #[inline]
            fn number(&self) -> Number {
                self.get().number()
            }
        }
    )*};
}

not_zero!(
    NonZeroI8,
    NonZeroI16,
    NonZeroI32,
    NonZeroI64,
    NonZeroIsize,
    NonZeroU8,
    NonZeroU16,
    NonZeroU32,
    NonZeroU64,
    NonZeroUsize
);

macro_rules! by_target {
    ($($pointer:ty),* $(,)?) => {$(
        impl<T: HasNumber + ?Sized> HasNumber for $pointer {
            #[inline]
            fn number(&self) -> Number {
                (**self).number()
            }
        }
    )*};
}

by_target!(&T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl<T: HasNumber + ToOwned + ?Sized> HasNumber for std::borrow::Cow<'_, T> {
    #[inline]
    fn number(&self) -> Number {
        (**self).number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_two_to_53_every_integer_has_a_double_of_its_own() {
        let (last, first) = (9_007_199_254_740_991_i128, 9_007_199_254_740_992_i128);
        for (integer, float, is_exact) in [
            (0, 0.0, true),
            (last, 9_007_199_254_740_991.0, true),
            (-last, -9_007_199_254_740_991.0, true),
            (first, 9_007_199_254_740_992.0, false),
            (-first, -9_007_199_254_740_992.0, false),
        ] {
            for number in [Number::Integer(integer), Number::Float(float)] {
                for bound in [Bound::Included(number), Bound::Excluded(number)] {
                    for (min, max) in [(Some(bound), None), (None, Some(bound))] {
                        let range = Range { min, max };
                        assert_eq!(range.is_exact_in_doubles(), is_exact, "{range:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn integers_and_floats_are_compared_without_rounding() {
        let two_to_53 = 9_007_199_254_740_992_i128;
        let cases = [
            (two_to_53 + 1, 9_007_199_254_740_992.0, Ordering::Greater),
            (two_to_53, 9_007_199_254_740_992.0, Ordering::Equal),
            (0, 0.5, Ordering::Less),
            (0, -0.5, Ordering::Greater),
            (0, -0.0, Ordering::Equal),
            (-1, -0.5, Ordering::Less),
            (-1, -1.5, Ordering::Greater),
            (i128::from(u64::MAX), 1e300, Ordering::Less),
            (i128::from(i64::MIN), f64::NEG_INFINITY, Ordering::Greater),
        ];
        for (integer, float, expected) in cases {
            let (integer, float) = (Number::Integer(integer), Number::Float(float));
            assert_eq!(
                integer.partial_cmp(&float),
                Some(expected),
                "{integer} {float}"
            );
            assert_eq!(
                float.partial_cmp(&integer),
                Some(expected.reverse()),
                "{float} {integer}"
            );
        }
    }

    #[test]
    fn a_bound_is_in_the_range_unless_it_is_excluded() {
        let (low, high) = (Number::Integer(1), Number::Float(2.5));
        let closed = Range::new(Some(Bound::Included(low)), Some(Bound::Included(high)));
        let open = Range::new(Some(Bound::Excluded(low)), Some(Bound::Excluded(high)));
        for (number, in_closed, in_open) in [
            (0.5, false, false),
            (1.0, true, false),
            (2.0, true, true),
            (2.5, true, false),
            (3.0, false, false),
        ] {
            assert_eq!(closed.admits(&number), in_closed, "{number} {closed}");
            assert_eq!(open.admits(&number), in_open, "{number} {open}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_in_no_range() {
        let bound = Some(Bound::Included(Number::Integer(0)));
        for range in [Range::new(bound, None), Range::new(None, bound)] {
            assert!(!range.admits(&f64::NAN), "{range}");
        }
    }
}
