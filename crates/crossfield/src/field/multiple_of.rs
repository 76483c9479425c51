//! `multiple_of = …`: an integer is a multiple of another.

use super::range::Of;

/// What is an integer that can be a multiple of another.
///
/// Implement it for a type of your own that wraps an integer. A float has none: most decimal fractions have no exact
/// `f64`, so what is a multiple of 0.1 depends on who divides.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no integer",
    note = "`multiple_of` is for integers; of a number with a fraction, what it is a multiple of depends on who divides"
)]
pub trait HasInteger {
    /// The integer.
    fn integer(&self) -> i128;
}

/// Whether an integer is a multiple of a positive one.
///
/// ```
/// use crossfield::field::multiple_of::is_multiple_of;
///
/// assert!(is_multiple_of(&-15, 5));
/// assert!(is_multiple_of(&0_u8, 5));
/// assert!(!is_multiple_of(&7, 5));
/// ```
#[must_use]
#[inline]
pub fn is_multiple_of<T: HasInteger + ?Sized>(value: &T, divisor: u64) -> bool {
    value.integer().checked_rem(i128::from(divisor)) == Some(0)
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        #[expect(clippy::allow_attributes, reason = "only some types need it")]
        #[allow(
            clippy::cast_lossless,
            clippy::cast_possible_wrap,
            clippy::cast_sign_loss,
            trivial_numeric_casts,
            reason = "checked by type"
        )]
        const _: () = {
            impl HasInteger for $integer {
                #[inline]
                fn integer(&self) -> i128 {
                    *self as i128
                }
            }

            impl Of<$integer> {
                /// # Panics
                /// While compiling, when the integer is not positive.
                #[must_use]
                #[doc(hidden)]
                pub const fn divisor(self) -> u64 {
                    assert!(self.0 as i128 > 0, "a number is a multiple of a positive integer");
                    self.0 as u64
                }
            }
        };
    )*};
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! by_target {
    ($($pointer:ty),* $(,)?) => {$(
        impl<T: HasInteger + ?Sized> HasInteger for $pointer {
            #[inline]
            fn integer(&self) -> i128 {
                (**self).integer()
            }
        }
    )*};
}

by_target!(&T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl HasInteger for i128 {
    #[inline]
    fn integer(&self) -> i128 {
        *self
    }
}
