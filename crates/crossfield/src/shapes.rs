//! The standard library's types under [`Validate`]: their shapes, and the way through containers to what they hold.

use core::marker::PhantomData;
use core::num::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use crate::field::length::Length;
use crate::path::Path;
use crate::private::{self, Table};
use crate::report::Sink;
use crate::rule::{Check, Rules, Shape};
use crate::validate::Validate;

macro_rules! scalar {
    ($($shape:expr => $($scalar:ty),*;)*) => {$($(
        impl Validate for $scalar {
            const SHAPE: Shape = $shape;
        }
    )*)*};
}

scalar! {
    Shape::Text => str, String;
    Shape::Refined(&Shape::Text, &[Check::Length(Length::new(Some(1), Some(1)))]) => char;
    Shape::Boolean => bool;
    Shape::Number => f32, f64;
    Shape::Null => ();
    Shape::Any => serde_json::Value;
}

macro_rules! integer {
    ($($integer:ty),*) => {$(
        impl Validate for $integer {
            #[expect(clippy::allow_attributes, reason = "only the widest types need it")]
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, trivial_numeric_casts, reason = "checked by type")]
            const SHAPE: Shape = Shape::Integer { min: <$integer>::MIN as i128, max: <$integer>::MAX as i128 };
        }
    )*};
}

integer!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! not_zero {
    ($($integer:ident),*) => {$(
        /// serde reads no 0.
        impl Validate for $integer {
            #[expect(clippy::allow_attributes, reason = "only the widest types need it")]
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, trivial_numeric_casts, reason = "checked by type")]
            const SHAPE: Shape = Shape::Integer { min: 1, max: <$integer>::MAX.get() as i128 };
        }
    )*};
}

not_zero!(NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize);

impl<T: Validate> Validate for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);

    #[inline]
    fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
        match self {
            Some(value) => value.check(at, sink),
            None => true,
        }
    }
}

macro_rules! through {
    ($($pointer:ty),*) => {$(
        impl<T: Validate + ?Sized> Validate for $pointer {
            const SHAPE: Shape = T::SHAPE;

            #[inline]
            fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
                (**self).check(at, sink)
            }
        }
    )*};
}

through!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Validate + ToOwned + ?Sized> Validate for Cow<'_, T> {
    const SHAPE: Shape = T::SHAPE;

    #[inline]
    fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
        (**self).check(at, sink)
    }
}

macro_rules! list {
    (|$item:ident| $shape:expr; $($list:ty $(, $other:ident)*;)*) => {$(
        impl<$item: Validate $(, $other)*> Validate for $list {
            const SHAPE: Shape = $shape;

            #[inline]
            fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
                self.iter().enumerate().all(|(index, item)| item.check(&at.index(index), sink))
            }
        }
    )*};
}

list! {
    |T| Shape::List(&T::SHAPE);
    [T];
    Vec<T>;
    VecDeque<T>;
    LinkedList<T>;
    BinaryHeap<T>;
}

// A set has no repeats, so a text that has some is none: its length would not be the set's.
list! {
    |T| Shape::Refined(&Shape::List(&T::SHAPE), &[Check::UniqueItems]);
    BTreeSet<T>;
    HashSet<T, S>, S;
}

/// serde reads an array of another length into neither.
impl<T: Validate, const N: usize> Validate for [T; N] {
    const SHAPE: Shape = Shape::Refined(
        &Shape::List(&T::SHAPE),
        const { &[Check::Length(Length::new(Some(N), Some(N)))] },
    );

    #[inline]
    fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
        self.as_slice().check(at, sink)
    }
}

/// A tuple's positions are the fields of an object whose type has no name, and so no schema of its own.
macro_rules! tuple {
    ($($name:ident $place:tt $text:literal),*) => {
        impl<$($name: Validate),*> Table for ($($name,)*) {
            fn rules() -> &'static Rules {
                const {
                    &private::rules("", const { &[$(private::field($text, $name::SHAPE).key_required()),*] }, &[], false)
                        .positional()
                }
            }
        }

        impl<$($name: Validate),*> Validate for ($($name,)*) {
            const SHAPE: Shape = Shape::Tuple(<Self as Table>::rules);

            #[inline]
            fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
                let rules = <Self as Table>::rules();
                true $(&& self.$place.check_field(at, rules, $place, sink))*
            }
        }
    };
}

/// A call for each of the lists up to the whole one.
macro_rules! tuples {
    ([$($done:tt)*]) => { tuple!($($done)*); };
    ([$($done:tt)*] ($($next:tt)*) $($rest:tt)*) => {
        tuple!($($done)*);
        tuples!([$($done)*, $($next)*] $($rest)*);
    };
}

tuples! {
    [A 0 "0"] (B 1 "1") (C 2 "2") (D 3 "3") (E 4 "4") (F 5 "5") (G 6 "6") (H 7 "7")
    (I 8 "8") (J 9 "9") (K 10 "10") (L 11 "11") (M 12 "12") (N 13 "13") (O 14 "14") (P 15 "15")
}

impl<T: ?Sized> Validate for PhantomData<T> {
    const SHAPE: Shape = Shape::Null;
}

macro_rules! map {
    ($($map:ty $(, $other:ident)*;)*) => {$(
        impl<K: AsRef<str>, T: Validate $(, $other)*> Validate for $map {
            const SHAPE: Shape = Shape::Map(&T::SHAPE);

            #[inline]
            fn check<To: Sink>(&self, at: &Path<'_>, sink: &mut To) -> bool {
                self.iter().all(|(key, value)| value.check(&at.key(key.as_ref()), sink))
            }
        }
    )*};
}

map! {
    BTreeMap<K, T>;
    HashMap<K, T, S>, S;
}
