//! What rules on texts are about, and how they reach it.

use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::marker::PhantomData;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::part::Part;

/// What is a text: what gives one by `AsRef<str>`, and what points to such a value.
///
/// `By` says how the text is reached. Nobody writes it: there is one way for each type.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no text",
    note = "the rule is for `String`, `&str`, `Cow<str>`, what points to them, and types of your own that are `AsRef<str>`"
)]
pub trait HasText<By> {
    /// The text.
    fn text(&self) -> &str;
}

/// The value itself gives the text.
#[derive(Debug)]
pub struct Itself;

/// What the value points to gives it.
#[derive(Debug)]
pub struct Behind<By>(PhantomData<By>);

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> HasText<Itself> for T {
    #[inline]
    fn text(&self) -> &str {
        self.as_ref()
    }
}

macro_rules! by_target {
    ($($pointer:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<By, T: HasText<By>> HasText<Behind<By>> for $pointer {
            #[inline]
            fn text(&self) -> &str {
                (**self).text()
            }
        }
    )*};
}

by_target!(Box<T>, Rc<T>, Arc<T>);

/// What may have a text in it: a text, and a map, which has it as a key.
///
/// `By` is as in [`HasText`].
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is neither a text nor a map with texts as keys",
    note = "`contains` and `does_not_contain` ask for a part of a text, and for a key of a map"
)]
pub trait HasParts<By> {
    /// Whether the part is there, or is not, as the rule asks.
    fn admits(&self, part: Part) -> bool;
}

/// The parts are those of a text.
#[derive(Debug)]
pub struct OfText<By>(PhantomData<By>);

/// The parts are the keys of a map.
#[derive(Debug)]
pub struct Keys;

#[diagnostic::do_not_recommend]
impl<By, T: HasText<By> + ?Sized> HasParts<OfText<By>> for T {
    #[inline]
    fn admits(&self, part: Part) -> bool {
        part.admits(self.text())
    }
}

impl<K: Borrow<str> + Ord, V> HasParts<Keys> for BTreeMap<K, V> {
    #[inline]
    fn admits(&self, part: Part) -> bool {
        part.admits_keys(|key| self.contains_key(key))
    }
}

impl<K: Borrow<str> + Eq + Hash, V, S: BuildHasher> HasParts<Keys> for HashMap<K, V, S> {
    #[inline]
    fn admits(&self, part: Part) -> bool {
        part.admits_keys(|key| self.contains_key(key))
    }
}

macro_rules! maps_by_target {
    ($($pointer:ty),*) => {$(
        impl<T: HasParts<Keys>> HasParts<Behind<Keys>> for $pointer {
            #[inline]
            fn admits(&self, part: Part) -> bool {
                (**self).admits(part)
            }
        }
    )*};
}

maps_by_target!(&T, Box<T>, Rc<T>, Arc<T>);
