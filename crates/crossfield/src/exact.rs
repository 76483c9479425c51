//! Reading a type from no more and no less than its schema says, where serde keeps what it reads for later.
//!
//! Of an enum that is told by a tag or not at all, and of flattened fields, serde's derive first reads everything into a
//! store of its own, and what comes out of that no longer goes through [`Strict`]: an array would be read as a struct,
//! and `1.0` as no integer. For types that hold such a thing, the input is read into a tree first. The tree is checked as
//! a text is, and then read from. So it is for sets, of which reading drops repeats.

use core::fmt;
use core::marker::PhantomData;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::borrow::Cow;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, Serializer};

use crate::rule::{Held, Rules, Shape, Tagging};
use crate::strict::{Strict, as_integer};
use crate::text::check_shape;
use crate::validate::Described;
use crate::violation::OneLine;

/// Reads a value from what its schema accepts.
pub(crate) fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Described + Deserialize<'de>,
    D: Deserializer<'de>,
{
    // A format that is not for people writes structs as sequences by design.
    if !deserializer.is_human_readable() {
        return T::deserialize(deserializer);
    }
    let shape = const { &T::SHAPE };
    if !shape.is_kept_for_later() {
        return T::deserialize(Strict(deserializer));
    }
    let tree = Tree::deserialize(deserializer)?;
    let text = serde_json::to_vec(&tree).map_err(D::Error::custom)?;
    check_shape(shape, &text).map_err(|violations| D::Error::custom(OneLine(&violations)))?;
    T::deserialize(Strict(Reading(tree, PhantomData)))
}

/// Reads a value from JSON text as [`read`] does, but for the check on what is kept for later: whoever calls this has
/// made it.
pub(crate) fn from_slice<'de, T>(text: &'de [u8]) -> serde_json::Result<T>
where
    T: Described + Deserialize<'de>,
{
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = if const { &T::SHAPE }.is_kept_for_later() {
        let tree = Tree::deserialize(&mut deserializer)?;
        T::deserialize(Strict(Reading(tree, PhantomData)))?
    } else {
        T::deserialize(Strict(&mut deserializer))?
    };
    deserializer.end()?;
    Ok(value)
}

impl Shape {
    /// Whether serde keeps for later what it reads of the shape, or of something in it, or drops a part of it.
    pub(crate) fn is_kept_for_later(&self) -> bool {
        self.keeps(&mut Rules::is_kept_for_later)
    }

    /// Whether there can be an object with known fields inside, or a set: of other shapes nothing is kept.
    pub(crate) const fn may_hold_object(&self) -> bool {
        if self.is_set() {
            return true;
        }
        match self.held() {
            Held::Shape(inner) => inner.may_hold_object(),
            Held::Fields(_) | Held::Variants(_) => true,
            Held::Nothing => false,
        }
    }

    /// The same, if it is known of tables.
    fn keeps(&self, of_rules: &mut dyn FnMut(&'static Rules) -> bool) -> bool {
        if self.is_set() {
            return true;
        }
        match self.held() {
            Held::Shape(inner) => inner.keeps(of_rules),
            Held::Fields(rules) => of_rules(rules()),
            Held::Variants(choice) => {
                let choice = choice();
                let mut variants = choice.variants.iter();
                choice.tagging != Tagging::External
                    || variants.any(|variant| of_rules(&variant.rules))
            }
            Held::Nothing => false,
        }
    }
}

impl Rules {
    fn is_kept_for_later(&'static self) -> bool {
        if !self.may_hold_objects {
            return false;
        }
        KNOWN.of(self).unwrap_or_else(|| {
            let kept = self.keep(&mut Vec::new());
            KNOWN.remember(self, kept);
            kept
        })
    }

    /// A type may hold itself, so that those passed through are remembered.
    fn keep(&'static self, passed: &mut Vec<&'static Self>) -> bool {
        if !self.flattened.is_empty() {
            return true;
        }
        if !self.may_hold_objects || passed.iter().any(|known| core::ptr::eq(*known, self)) {
            return false;
        }
        passed.push(self);
        let mut shapes = self.fields.iter().map(|field| &field.shape);
        shapes.any(|shape| shape.keeps(&mut |rules| rules.keep(passed)))
    }
}

/// This is asked for every value that is read.
static KNOWN: Known = Known::new();

/// Of which tables it is known whether something is kept: each has a place by its address, where it may be pushed out by
/// another. There stands the address, and one more where something is kept.
struct Known([AtomicUsize; 64]);

impl Known {
    const fn new() -> Self {
        Self([const { AtomicUsize::new(0) }; 64])
    }

    fn of(&self, rules: &'static Rules) -> Option<bool> {
        let known = self.place(rules)?.load(Ordering::Relaxed);
        match known.checked_sub(address(rules)) {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        }
    }

    fn remember(&self, rules: &'static Rules, kept: bool) {
        if let Some(place) = self.place(rules) {
            place.store(address(rules) + usize::from(kept), Ordering::Relaxed);
        }
    }

    fn place(&self, rules: &'static Rules) -> Option<&AtomicUsize> {
        self.0
            .get(address(rules) / align_of::<Rules>() % self.0.len())
    }
}

fn address(rules: &'static Rules) -> usize {
    core::ptr::from_ref(rules).addr()
}

/// A value as it was read: objects with their entries in order, the repeated ones too.
enum Tree<'de> {
    Null,
    Boolean(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(Cow<'de, str>),
    List(Vec<Tree<'de>>),
    Object(Vec<(Cow<'de, str>, Tree<'de>)>),
}

impl<'de> Deserialize<'de> for Tree<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Growing)
    }
}

struct Growing;

impl<'de> Visitor<'de> for Growing {
    type Value = Tree<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree<'de>, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Tree<'de>, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree<'de>, E> {
        Ok(Tree::Boolean(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree<'de>, E> {
        Ok(Tree::Unsigned(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree<'de>, E> {
        Ok(Tree::Signed(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree<'de>, E> {
        Ok(Tree::Float(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Tree<'de>, E> {
        Ok(Tree::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree<'de>, E> {
        Ok(Tree::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Tree<'de>, E> {
        Ok(Tree::Text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(Name(key)) = map.next_key()? {
            entries.push((key, map.next_value()?));
        }
        Ok(Tree::Object(entries))
    }
}

/// A key, borrowed where the format lends it.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Naming).map(Self)
    }
}

struct Naming;

impl<'de> Visitor<'de> for Naming {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a string")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(key))
    }
}

/// As the text that it was read from.
impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            Self::Signed(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

/// A tree that a value is read from. A number without a fraction is an integer, since serde's store asks for none of its
/// own.
struct Reading<'de, E>(Tree<'de>, PhantomData<E>);

impl<'de, E: Error> IntoDeserializer<'de, E> for Tree<'de> {
    type Deserializer = Reading<'de, E>;

    fn into_deserializer(self) -> Reading<'de, E> {
        Reading(self, PhantomData)
    }
}

impl<'de, E: Error> Deserializer<'de> for Reading<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Tree::Null => visitor.visit_unit(),
            Tree::Boolean(value) => visitor.visit_bool(value),
            Tree::Unsigned(value) => visitor.visit_u64(value),
            Tree::Signed(value) => visitor.visit_i64(value),
            Tree::Float(value) => as_integer(value, visitor),
            Tree::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Tree::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Tree::List(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Tree::Object(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (Key(key), value));
                let mut entries = MapDeserializer::new(entries);
                let value = visitor.visit_map(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Tree::Float(value) => visitor.visit_f64(value),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Tree::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct enum identifier ignored_any
    }
}

struct Key<'de>(Cow<'de, str>);

impl<'de, E: Error> IntoDeserializer<'de, E> for Key<'de> {
    type Deserializer = Reading<'de, E>;

    fn into_deserializer(self) -> Reading<'de, E> {
        Reading(Tree::Text(self.0), PhantomData)
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Rules};
    use crate::private;

    #[test]
    fn what_is_known_of_tables_is_remembered_of_each() {
        const EMPTY: Rules = private::rules("T", &[], &[], false);
        static TABLES: [Rules; 2] = [EMPTY; 2];
        let known = Known::new();
        for kept in [false, true] {
            let expected = [kept, !kept];
            for (table, kept) in TABLES.iter().zip(expected) {
                known.remember(table, kept);
            }
            assert_eq!(
                TABLES.each_ref().map(|table| known.of(table)),
                expected.map(Some)
            );
        }
    }

    #[test]
    fn of_a_table_that_was_not_looked_at_nothing_is_known() {
        static TABLE: Rules = private::rules("T", &[], &[], false);
        assert_eq!(Known::new().of(&TABLE), None);
    }
}
