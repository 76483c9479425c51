//! The standard library's types under [`Validate`]: their shapes, and the way through containers to what they hold.

use core::ops::ControlFlow;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use crate::field::length::Length;
use crate::path::Path;
use crate::report::Report;
use crate::rule::{Check, Shape};
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

impl<T: Validate> Validate for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);

    #[inline]
    fn check(&self, at: &Path<'_>, report: &mut Report) -> ControlFlow<()> {
        match self {
            Some(value) => value.check(at, report),
            None => ControlFlow::Continue(()),
        }
    }
}

macro_rules! through {
    ($($pointer:ty),*) => {$(
        impl<T: Validate + ?Sized> Validate for $pointer {
            const SHAPE: Shape = T::SHAPE;

            #[inline]
            fn check(&self, at: &Path<'_>, report: &mut Report) -> ControlFlow<()> {
                (**self).check(at, report)
            }
        }
    )*};
}

through!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Validate + ToOwned + ?Sized> Validate for Cow<'_, T> {
    const SHAPE: Shape = T::SHAPE;

    #[inline]
    fn check(&self, at: &Path<'_>, report: &mut Report) -> ControlFlow<()> {
        (**self).check(at, report)
    }
}

macro_rules! list {
    ($($list:ty $(, $other:ident)*;)*) => {$(
        impl<T: Validate $(, $other)*> Validate for $list {
            const SHAPE: Shape = Shape::List(&T::SHAPE);

            #[inline]
            fn check(&self, at: &Path<'_>, report: &mut Report) -> ControlFlow<()> {
                self.iter().enumerate().try_for_each(|(index, item)| item.check(&at.index(index), report))
            }
        }
    )*};
}

list! {
    [T];
    Vec<T>;
    VecDeque<T>;
    BTreeSet<T>;
    HashSet<T, S>, S;
}

macro_rules! map {
    ($($map:ty $(, $other:ident)*;)*) => {$(
        impl<K: AsRef<str>, T: Validate $(, $other)*> Validate for $map {
            const SHAPE: Shape = Shape::Map(&T::SHAPE);

            #[inline]
            fn check(&self, at: &Path<'_>, report: &mut Report) -> ControlFlow<()> {
                self.iter().try_for_each(|(key, value)| value.check(&at.key(key.as_ref()), report))
            }
        }
    )*};
}

map! {
    BTreeMap<K, T>;
    HashMap<K, T, S>, S;
}
