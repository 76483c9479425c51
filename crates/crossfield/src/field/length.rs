//! `length(min = …, max = …)` or `length(equal = …)`: how many characters a text has, or how many items a list or map.

use core::fmt;

use super::range::Of;
use crate::violation::Fault;

/// Bounds on a length, both included.
///
/// A text is measured in Unicode scalar values, as JSON Schema's `minLength` and `maxLength` are, and not in bytes or
/// in what a reader takes for one character.
///
/// ```
/// use crossfield::field::length::Length;
///
/// let bounds = Length::new(Some(1), Some(2));
/// assert!(bounds.admits("é🎉"));
/// assert!(!bounds.admits(""));
/// assert_eq!(bounds.to_string(), "1 to 2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Length {
    /// The least length.
    pub min: Option<usize>,
    /// The greatest length.
    pub max: Option<usize>,
    /// Whether they were given as one, `equal`.
    pub(crate) equal: bool,
}

impl Length {
    /// Bounds; `None` is no bound on that side.
    #[must_use]
    pub const fn new(min: Option<usize>, max: Option<usize>) -> Self {
        Self {
            min,
            max,
            equal: false,
        }
    }

    /// Bounds on both sides.
    #[must_use]
    pub const fn between(min: usize, max: usize) -> Self {
        Self::new(Some(min), Some(max))
    }

    /// A bound below.
    #[must_use]
    pub const fn at_least(min: usize) -> Self {
        Self::new(Some(min), None)
    }

    /// A bound above.
    #[must_use]
    pub const fn at_most(max: usize) -> Self {
        Self::new(None, Some(max))
    }

    /// The one length there may be.
    #[must_use]
    pub const fn equal(length: usize) -> Self {
        Self {
            min: Some(length),
            max: Some(length),
            equal: true,
        }
    }

    /// Whether a text's or a collection's length is within the bounds.
    #[must_use]
    pub fn admits<T: HasLength + ?Sized>(&self, value: &T) -> bool {
        self.verdict(value.length()).is_ok()
    }

    /// The verdict on a text, whose characters are counted only as far as its bytes leave it open.
    #[inline]
    pub(crate) fn of_text(&self, text: &str) -> Result<(), Fault> {
        let bytes = text.len();
        // A character has one to four bytes.
        let enough = self.min.is_none_or(|min| bytes.div_ceil(4) >= min);
        let few = self.max.is_none_or(|max| bytes <= max);
        if enough && few {
            return Ok(());
        }
        self.verdict(characters(text))
    }

    #[inline]
    pub(crate) fn verdict(&self, length: usize) -> Result<(), Fault> {
        if self.min.is_some_and(|min| length < min) {
            return Err(Fault::TooShort);
        }
        if self.max.is_some_and(|max| length > max) {
            return Err(Fault::TooLong);
        }
        Ok(())
    }
}

/// How many characters a text has.
#[inline(never)]
fn characters(text: &str) -> usize {
    text.chars().count()
}

macro_rules! counts {
    ($($integer:ty),*) => {$(
        impl Of<$integer> {
            /// A bound of a length.
            ///
            /// # Panics
            /// While compiling, when no length goes as far.
            #[must_use]
            #[expect(clippy::allow_attributes, reason = "only the widest types need it")]
            #[allow(clippy::cast_possible_truncation, clippy::cast_lossless, trivial_numeric_casts, reason = "checked")]
            #[doc(hidden)]
            pub const fn count(self) -> usize {
                assert!(self.0 as u128 <= usize::MAX as u128, "no length goes as far");
                self.0 as usize
            }
        }
    )*};
}

counts!(u8, u16, u32, u64, usize);

impl fmt::Display for Length {
    /// The bounds in words: `1 or more`, `at most 36`, `1 to 36`, `36`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "{min}"),
            (Some(min), Some(max)) => write!(f, "{min} to {max}"),
            (Some(min), None) => write!(f, "{min} or more"),
            (None, Some(max)) => write!(f, "at most {max}"),
            (None, None) => f.write_str("any number of"),
        }
    }
}

/// What has a length that [`Length`] can bound.
///
/// Implement it for a type of your own that wraps a text or a collection.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has no length",
    note = "`length` is for texts, lists, sets and maps; a number has bounds, as in `range(min = 1, max = 64)`"
)]
pub trait HasLength {
    /// The number of Unicode scalar values of a text, of items of a list, of entries of a map.
    fn length(&self) -> usize;

    /// The verdict of bounds on the length, which may be known without it.
    #[doc(hidden)]
    #[inline]
    fn within(&self, bounds: Length) -> Result<(), Fault> {
        bounds.verdict(self.length())
    }
}

impl HasLength for str {
    #[inline]
    fn length(&self) -> usize {
        self.chars().count()
    }

    #[inline]
    fn within(&self, bounds: Length) -> Result<(), Fault> {
        bounds.of_text(self)
    }
}

impl HasLength for String {
    #[inline]
    fn length(&self) -> usize {
        self.as_str().length()
    }

    #[inline]
    fn within(&self, bounds: Length) -> Result<(), Fault> {
        bounds.of_text(self)
    }
}

impl<T> HasLength for [T] {
    #[inline]
    fn length(&self) -> usize {
        self.len()
    }
}

impl<T, const N: usize> HasLength for [T; N] {
    #[inline]
    fn length(&self) -> usize {
        N
    }
}

macro_rules! by_len {
    ($($collection:ty $(, $parameter:ident)*;)*) => {$(
        impl<$($parameter),*> HasLength for $collection {
            #[inline]
            fn length(&self) -> usize {
                self.len()
            }
        }
    )*};
}

by_len! {
    Vec<T>, T;
    std::collections::VecDeque<T>, T;
    std::collections::LinkedList<T>, T;
    std::collections::BinaryHeap<T>, T;
    std::collections::BTreeSet<T>, T;
    std::collections::BTreeMap<K, V>, K, V;
    std::collections::HashSet<T, S>, T, S;
    std::collections::HashMap<K, V, S>, K, V, S;
}

macro_rules! by_target {
    ($($pointer:ty),* $(,)?) => {$(
        impl<T: HasLength + ?Sized> HasLength for $pointer {
            #[inline]
            fn length(&self) -> usize {
                (**self).length()
            }

            #[inline]
            fn within(&self, bounds: Length) -> Result<(), Fault> {
                (**self).within(bounds)
            }
        }
    )*};
}

by_target!(&T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl<T: HasLength + ToOwned + ?Sized> HasLength for std::borrow::Cow<'_, T> {
    #[inline]
    fn length(&self) -> usize {
        (**self).length()
    }

    #[inline]
    fn within(&self, bounds: Length) -> Result<(), Fault> {
        (**self).within(bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn a_text_or_list_is_admitted_by_its_length_and_the_bounds_are_among_the_admitted() {
        let bounds = Length::between(2, 3);
        for (text, admitted) in [
            ("", false),
            ("a", false),
            ("é🎉", true),
            ("abc", true),
            ("abcd", false),
        ] {
            assert_eq!(bounds.admits(text), admitted, "{text:?}");
            assert_eq!(
                bounds.admits(&text.chars().collect::<Vec<_>>()),
                admitted,
                "{text:?}"
            );
        }
    }
}
