//! `inner(...)`, `keys(...)`, `values(...)`: rules on what is inside a list or map.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// What is a list whose items may have rules: `inner(length(max = 3))`.
///
/// Implement it for a type of your own that wraps a list. The order is that in JSON.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no list whose items could have rules",
    note = "`inner` is for lists; of a map, `keys` and `values` have rules"
)]
pub trait HasItems {
    /// What the list holds.
    type Item;

    /// The items, in order.
    fn items(&self) -> impl Iterator<Item = &Self::Item>;
}

/// What is a map whose keys and values may have rules: `keys(ascii)`, `values(length(max = 3))`.
///
/// Implement it for a type of your own that wraps a map.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no map whose keys and values could have rules",
    note = "`keys` and `values` are for maps with texts as keys; of a list, `inner` gives the items rules"
)]
pub trait HasEntries {
    /// What stands under the keys.
    type Value;

    /// The entries: keys as they are in JSON, and values.
    fn entries(&self) -> impl Iterator<Item = (&str, &Self::Value)>;
}

macro_rules! lists {
    ($([$($parameters:tt)*] $list:ty;)*) => {$(
        impl<$($parameters)*> HasItems for $list {
            type Item = T;

            #[inline]
            fn items(&self) -> impl Iterator<Item = &T> {
                self.iter()
            }
        }
    )*};
}

lists! {
    [T] [T];
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T] BinaryHeap<T>;
    [T] BTreeSet<T>;
    [T, S] HashSet<T, S>;
}

macro_rules! maps {
    ($($map:ty $(, $other:ident)*;)*) => {$(
        impl<K: AsRef<str>, T $(, $other)*> HasEntries for $map {
            type Value = T;

            #[inline]
            fn entries(&self) -> impl Iterator<Item = (&str, &T)> {
                self.iter().map(|(key, value)| (key.as_ref(), value))
            }
        }
    )*};
}

maps! {
    BTreeMap<K, T>;
    HashMap<K, T, S>, S;
}

macro_rules! by_target {
    ($($pointer:ty $(, $bound:path)?;)*) => {$(
        impl<T: HasItems + ?Sized $(+ $bound)?> HasItems for $pointer {
            type Item = T::Item;

            #[inline]
            fn items(&self) -> impl Iterator<Item = &T::Item> {
                (**self).items()
            }
        }

        impl<T: HasEntries + ?Sized $(+ $bound)?> HasEntries for $pointer {
            type Value = T::Value;

            #[inline]
            fn entries(&self) -> impl Iterator<Item = (&str, &T::Value)> {
                (**self).entries()
            }
        }
    )*};
}

by_target! {
    &T;
    Box<T>;
    Rc<T>;
    Arc<T>;
    Cow<'_, T>, ToOwned;
}
