//! Types of which the derive does not know whether they are described, or read from JSON.

use core::marker::PhantomData;

use serde::Deserialize;
use serde_json::de::SliceRead;

use crate::path::Path;
use crate::report::Sink;
use crate::rule::{Opaque, Read, Rules, Shape};
use crate::strict::{Strict, read_with};
use crate::validate::{Described as Description, Validate};
use crate::violation::Fault;

/// Reads a text by the type's own `Deserialize`, and holds the value against the rules on it.
pub fn read<'de, T: Deserialize<'de>>(text: &'de [u8], rules: impl FnOnce(&T)) -> Read {
    match read_with(text, |from| T::deserialize(from)) {
        Ok(value) => {
            rules(&value);
            Read::Value
        }
        Err(_) => Read::Not,
    }
}

/// Reads a text by a function of the user's, and holds the value, if there is one, against the rules on it.
pub fn read_by<'de, T>(
    text: &'de [u8],
    read: impl FnOnce(Strict<&mut serde_json::Deserializer<SliceRead<'de>>>) -> serde_json::Result<T>,
    rules: impl FnOnce(&T) -> bool,
) -> Read {
    match read_with(text, read) {
        Ok(value) if rules(&value) => Read::Value,
        Ok(_) => Read::NoValue,
        Err(_) => Read::Not,
    }
}

/// Takes the verdict of a rule on a value that was read for it alone.
#[inline]
pub fn tell(broken: &mut dyn FnMut(usize, Fault), rule: usize, verdict: Result<(), Fault>) {
    if let Err(fault) = verdict {
        broken(rule, fault);
    }
}

/// A type that may or may not be described. What stands in an implementation of the struct's own is found before what
/// stands in a trait, so that of a type that is not described [`Undescribed`] tells.
#[derive(Debug)]
pub struct Described<T: ?Sized>(PhantomData<T>);

impl<T: Description + ?Sized> Described<T> {
    /// The type's shape.
    pub const SHAPE: Option<Shape> = Some(<T as Description>::SHAPE);

    /// The type's own check of a field. A type that is checked with a context is described, and has none.
    #[inline]
    pub fn check_field<S: Sink>(
        value: &T,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        sink: &mut S,
    ) -> bool
    where
        T: Validate,
    {
        value.check_field(at, rules, field, sink)
    }

    /// The type's own check of a value at a place.
    #[inline]
    pub fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> bool
    where
        T: Validate,
    {
        value.check(at, sink)
    }

    /// Compiles only for a type that is checked without a context.
    pub const fn needs_no_context()
    where
        T: Validate,
    {
    }
}

/// Of a type that is not described, nothing inside is checked.
pub trait Undescribed {
    /// What would be described.
    type Value: ?Sized;
    /// None.
    const SHAPE: Option<Shape> = None;

    /// Finds nothing.
    #[inline]
    #[must_use]
    fn check_field<S: Sink>(
        _: &Self::Value,
        _: &Path<'_>,
        _: &'static Rules,
        _: usize,
        _: &mut S,
    ) -> bool {
        true
    }

    /// Finds nothing.
    #[inline]
    #[must_use]
    fn check<S: Sink>(_: &Self::Value, _: &Path<'_>, _: &mut S) -> bool {
        true
    }

    /// What is not checked needs no context.
    fn needs_no_context() {}
}

impl<T: ?Sized> Undescribed for Described<T> {
    type Value = T;
}

/// A type that may or may not be read from JSON, found as a [`Described`] one is.
#[derive(Debug)]
pub struct Readable<'de, T>(PhantomData<&'de T>);

impl<'de, T: Deserialize<'de>> Readable<'de, T> {
    /// As [`read`].
    pub fn read(text: &'de [u8], rules: impl FnOnce(&T)) -> Read {
        read(text, rules)
    }
}

/// A type of which it is not known here whether it is read from JSON. Reading the whole tells.
pub trait Unreadable<'de> {
    /// What would be read.
    type Value;

    /// Reads nothing.
    #[must_use]
    fn read(_: &'de [u8], _: impl FnOnce(&Self::Value)) -> Read {
        Read::Unknown
    }
}

impl<'de, T> Unreadable<'de> for Readable<'de, T> {
    type Value = T;
}

/// The shape of a type that may be described; else what its own `Deserialize` reads.
#[must_use]
pub const fn described(shape: Option<Shape>, opaque: Opaque) -> Shape {
    match shape {
        Some(shape) => shape,
        None => Shape::Opaque(opaque),
    }
}

/// The shape of a container that may be described. One that is not, since what it holds is not, still is a list or a map.
#[must_use]
pub const fn container(
    shape: Option<Shape>,
    held: Option<Shape>,
    container: Shape,
    opaque: Opaque,
) -> Shape {
    match (shape, held) {
        (Some(shape), _) => shape,
        (None, None) => container,
        (None, Some(_)) => Shape::Opaque(opaque),
    }
}

/// The shape of a list or map on whose inside rules stand.
///
/// # Panics
/// While compiling, when only the type's own `Deserialize` knows what is inside.
#[must_use]
pub const fn with_known_inside(shape: Shape) -> Shape {
    assert!(
        !matches!(shape.inner(), Shape::Opaque(_)),
        "`inner`, `keys` and `values` state rules on what is inside a value that only its own `Deserialize` can read; \
         derive `crossfield::Validate` for its type"
    );
    shape
}
