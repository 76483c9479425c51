//! Conditions on fields inside what a field holds.
//!
//! In the table they name fields as Rust does, and whoever reads the table looks the names up in the tables of the types
//! on the way. The typed check does not look anything up: the code that the derive writes names the fields, and sees
//! through what stands around them by the method that fits their type.

use std::rc::Rc;
use std::sync::Arc;

use crate::lenient::{Lenient, Open};
use crate::maybe::Maybe;
use crate::private::{EmptyText, Table};
use crate::rule::{Field, Rules, Shape};
use crate::validate::{Valid, Validate};

impl Rules {
    /// The field that has this name in Rust.
    pub(crate) fn field_named(&'static self, ident: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.ident == ident)
    }
}

/// The fields on the way from one inside another, the outermost first; `None` where a type on the way has no such field,
/// which the typed check does not let compile.
pub(crate) fn way(field: &'static Field, names: &[&str]) -> Option<Vec<&'static Field>> {
    let mut way = vec![field];
    for name in names {
        let Shape::Object(rules) = way.last()?.shape.inner() else {
            return None;
        };
        way.push(rules().field_named(name)?);
    }
    Some(way)
}

/// What a nested type says of a field to those who reach into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It is not read from JSON.
    Skipped,
    /// A missing key gives it a value.
    Defaults,
    /// Its keys stand among those of the object.
    Flattened,
    /// Only its type can read it.
    Opaque,
    /// An empty text in it is no value.
    EmptyIsAbsent,
}

/// A name, as a type.
pub trait Name {
    /// The name.
    const NAME: &'static str;
}

/// Whether an empty text in the field is no value.
///
/// # Panics
/// While compiling, when no schema could say that the field is asked for.
#[must_use]
#[inline]
pub const fn empty_is_absent<T: Table + ?Sized, N: Name>(_: &T) -> bool {
    const { is_asked_for(T::NOTES, N::NAME, false) }
}

/// The same, for a field of which more is asked than whether it has a value.
///
/// # Panics
/// While compiling, when no schema could say that the field is asked for, or no check on text could compare it.
#[must_use]
#[inline]
pub const fn compared<T: Table + ?Sized, N: Name>(_: &T) -> bool {
    const { is_asked_for(T::NOTES, N::NAME, true) }
}

const fn is_asked_for(notes: &[(&str, Note)], name: &str, compared: bool) -> bool {
    match note(notes, name) {
        None => false,
        Some(Note::EmptyIsAbsent) => true,
        Some(Note::Opaque) => {
            assert!(
                !compared,
                "a condition compares the value of a field that only its own `Deserialize` can read (`opaque`); ask for `present(…)` only"
            );
            false
        }
        Some(Note::Skipped) => panic!(
            "a condition asks for a field that its type does not read from JSON (`#[serde(skip)]`), so no schema could say this"
        ),
        Some(Note::Flattened) => panic!(
            "a condition asks for a field that is flattened: its keys stand among those of its type, and it has no value of its own"
        ),
        Some(Note::Defaults) => panic!(
            "a condition asks for a field to which its type gives a default value when the key is missing, of which the schema knows nothing; make it an `Option`"
        ),
    }
}

/// Whether the table knows what it is that is compared: compiles only if so.
#[must_use]
#[inline]
pub const fn is_described<T: Validate + ?Sized>(_: &T) -> bool {
    true
}

const fn note(mut notes: &[(&str, Note)], name: &str) -> Option<Note> {
    while let [(of, note), rest @ ..] = notes {
        if crate::private::same(of, name) {
            return Some(*note);
        }
        notes = rest;
    }
    None
}

/// A pointer to a struct has the fields of the struct.
macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<T: Table + ?Sized> Table for $pointer {
            const NOTES: &'static [(&'static str, Note)] = T::NOTES;

            fn rules() -> &'static Rules {
                T::rules()
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Table> Table for Valid<T> {
    const NOTES: &'static [(&'static str, Note)] = T::NOTES;

    fn rules() -> &'static Rules {
        T::rules()
    }
}

/// Sees through what stands around a value. Methods of the type come before those of traits, so that an `Option` is
/// opened and anything else taken as it is.
#[derive(Clone, Copy, Debug)]
pub struct See<'a, T: ?Sized>(pub &'a T);

/// What may be without a value.
pub trait MayLack {
    /// The type of the value.
    type Value;
    /// The value, if there is one.
    fn if_given(&self) -> Option<&Self::Value>;
}

impl<T> MayLack for Option<T> {
    type Value = T;

    #[inline]
    fn if_given(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> MayLack for Maybe<T> {
    type Value = T;

    #[inline]
    fn if_given(&self) -> Option<&T> {
        self.as_option()
    }
}

/// One method for all of them: of several, rustc could not choose where the type is a mistake.
impl<'a, T: MayLack> See<'a, T> {
    /// The value, if there is one.
    #[must_use]
    #[inline]
    pub fn given(self) -> Option<&'a T::Value> {
        self.0.if_given()
    }
}

/// What keeps texts that its inner type does not know.
pub trait KeepsUnknown {
    /// The inner type.
    type Known;
    /// The known value, if it is one.
    fn if_known(&self) -> Option<&Self::Known>;
}

impl<T> KeepsUnknown for Open<T> {
    type Known = T;

    #[inline]
    fn if_known(&self) -> Option<&T> {
        self.known()
    }
}

impl<T> KeepsUnknown for Lenient<T> {
    type Known = T;

    #[inline]
    fn if_known(&self) -> Option<&T> {
        self.known()
    }
}

impl<'a, T: KeepsUnknown> See<'a, T> {
    /// The known value, if it is one.
    #[must_use]
    #[inline]
    pub fn known(self) -> Option<&'a T::Known> {
        self.0.if_known()
    }
}

/// What is no `Option` and no `Maybe` always has a value.
pub trait AlwaysGiven<'a, T: ?Sized> {
    /// The value.
    fn given(self) -> Option<&'a T>;
}

impl<'a, T: ?Sized> AlwaysGiven<'a, T> for See<'a, T> {
    #[inline]
    fn given(self) -> Option<&'a T> {
        Some(self.0)
    }
}

/// What keeps no unknown texts is always known.
pub trait AlwaysKnown<'a, T: ?Sized> {
    /// The value.
    fn known(self) -> Option<&'a T>;
}

impl<'a, T: ?Sized> AlwaysKnown<'a, T> for See<'a, T> {
    #[inline]
    fn known(self) -> Option<&'a T> {
        Some(self.0)
    }
}

/// What may be an empty text.
pub trait MaybeEmpty {
    /// Whether it is one.
    fn is_empty_text(&self) -> bool;
}

impl<T: EmptyText + ?Sized> MaybeEmpty for See<'_, T> {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.0.is_empty_text()
    }
}

/// What is no text is no empty one. It takes a reference more than [`MaybeEmpty`], so that it comes behind.
pub trait NeverEmpty {
    /// No.
    fn is_empty_text(&self) -> bool;
}

impl<T: ?Sized> NeverEmpty for &See<'_, T> {
    #[inline]
    fn is_empty_text(&self) -> bool {
        false
    }
}

/// A number that can be compared with one that has a fraction.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` inside another field is not compared with a number that may have a fraction",
    note = "only an `f64` is: an `f32` rounds what the text says, so the checks would not compare the same number"
)]
pub trait Double {
    /// The number.
    fn double(&self) -> f64;
}

impl Double for f64 {
    #[inline]
    fn double(&self) -> f64 {
        *self
    }
}

#[cfg(test)]
mod tests {
    use super::{
        MaybeEmpty as _, Name, NeverEmpty as _, Note, See, compared, empty_is_absent, is_asked_for,
        is_described,
    };
    use crate::private::{self, Table};
    use crate::rule::Rules;

    #[test]
    fn only_an_empty_text_is_one() {
        let [empty, text] = ["", "a"].map(str::to_owned);
        let [empty, text] = [&See(&empty), &See(&text)];
        let number = &See(&0_u8);
        assert_eq!(
            [
                empty.is_empty_text(),
                text.is_empty_text(),
                number.is_empty_text()
            ],
            [true, false, false]
        );
    }

    struct Reached;

    impl Table for Reached {
        const NOTES: &'static [(&'static str, Note)] = &[
            ("read", Note::Opaque),
            ("noted", Note::EmptyIsAbsent),
            ("filled", Note::Defaults),
            ("left_out", Note::Skipped),
            ("spread", Note::Flattened),
        ];

        fn rules() -> &'static Rules {
            const { &private::rules("Reached", &[], &[], false) }
        }
    }

    macro_rules! names {
        ($($name:ident $text:literal),*) => {$(
            struct $name;
            impl Name for $name {
                const NAME: &'static str = $text;
            }
        )*};
    }

    names!(Read "read", Noted "noted", Other "other");

    #[test]
    fn a_field_tells_those_who_reach_for_it_whether_an_empty_text_is_no_value() {
        assert!(is_described("text"));
        assert!(empty_is_absent::<_, Noted>(&Reached) && compared::<_, Noted>(&Reached));
        assert!(!empty_is_absent::<_, Other>(&Reached) && !compared::<_, Other>(&Reached));
        assert!(!empty_is_absent::<_, Read>(&Reached));
    }

    #[test]
    fn a_field_of_which_the_schema_cannot_say_what_is_asked_is_refused() {
        for (name, when_asked, when_compared) in [
            ("noted", true, true),
            ("read", true, false),
            ("filled", false, false),
            ("left_out", false, false),
            ("spread", false, false),
        ] {
            let is_taken = |compared| {
                let asked = || is_asked_for(Reached::NOTES, name, compared);
                std::panic::catch_unwind(asked).is_ok()
            };
            assert_eq!(
                [is_taken(false), is_taken(true)],
                [when_asked, when_compared],
                "{name}"
            );
        }
    }
}
