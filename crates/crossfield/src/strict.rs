//! A deserializer that takes from JSON only what JSON Schema would accept for the type.
//!
//! serde's derive is lenient where formats differ: a struct is read from an array too, a unit variant from
//! `{"variant": null}` too, and an integer only from a number without a fraction. No emitted schema says so. And what
//! stands at a key that the type does not know, `serde_json` passes over without looking for what makes a text
//! unreadable elsewhere. [`Strict`] passes everything through but for these four, at every depth.

use core::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::de::SliceRead;

use crate::json::of_double;

/// Reads a value from JSON text as `Valid` reads it, by a function.
///
/// # Errors
/// serde's own.
pub(crate) fn read_with<'de, T>(
    text: &'de [u8],
    read: impl FnOnce(Strict<&mut serde_json::Deserializer<SliceRead<'de>>>) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = read(Strict(&mut deserializer))?;
    deserializer.end()?;
    Ok(value)
}

/// A deserializer, a seed, a visitor or an access, made strict.
#[derive(Debug)]
pub struct Strict<T>(pub(crate) T);

macro_rules! forward {
    ($($method:ident($($argument:ident: $kind:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $kind,)* visitor: V) -> Result<V::Value, Self::Error> {
            self.0.$method($($argument,)* Strict(visitor))
        }
    )*};
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            self.0.deserialize_any(Integer(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    forward! {
        deserialize_any();
        deserialize_bool();
        deserialize_i128();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_map();
        deserialize_identifier();
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    /// An object only: `deserialize_map` does not read an array.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_map(Strict(visitor))
    }

    /// A string for a unit variant, an object of one key for the others.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_any(Enum(visitor))
    }

    /// Reads in full what is not kept: when `serde_json` ignores a value, it lets half surrogate pairs, numbers of any
    /// size and any depth pass, so that whether a text is JSON would depend on who reads it.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.0.deserialize_any(Strict(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! pass {
    ($($method:ident: $kind:ty,)*) => {$(
        fn $method<E: Error>(self, value: $kind) -> Result<Self::Value, E> {
            self.0.$method(value)
        }
    )*};
}

/// What a visitor is shown goes on unchanged, but what is inside it is read strictly.
impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    pass! {
        visit_bool: bool,
        visit_i8: i8,
        visit_i16: i16,
        visit_i32: i32,
        visit_i64: i64,
        visit_i128: i128,
        visit_u8: u8,
        visit_u16: u16,
        visit_u32: u32,
        visit_u64: u64,
        visit_u128: u128,
        visit_f32: f32,
        visit_f64: f64,
        visit_char: char,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
        visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8],
        visit_byte_buf: Vec<u8>,
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.visit_some(Strict(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        self.0.visit_seq(Strict(seq))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(Strict(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
        self.0.visit_enum(data)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(Strict(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Keys are strings whatever the type, and go through untouched.
impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Lets the visitor of an integer see `1.0` as `1`.
struct Integer<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Integer<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    pass! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_i128: i128,
        visit_u128: u128,
        visit_str: &str,
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        as_integer(value, self.0)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.0.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        self.0.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(map)
    }
}

/// Shows a visitor a double as the integer that is read from it, if one is.
pub(crate) fn as_integer<'de, V: Visitor<'de>, E: Error>(
    value: f64,
    visitor: V,
) -> Result<V::Value, E> {
    let integer = of_double(value);
    let unsigned = integer.and_then(|integer| u64::try_from(integer).ok());
    let signed = integer.and_then(|integer| i64::try_from(integer).ok());
    match (unsigned, signed) {
        (Some(integer), _) => visitor.visit_u64(integer),
        (None, Some(integer)) => visitor.visit_i64(integer),
        (None, None) => visitor.visit_f64(value),
    }
}

/// Reads an enum from the two forms that its schema has.
struct Enum<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Enum<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, variant: &str) -> Result<Self::Value, E> {
        self.0.visit_enum(variant.into_deserializer())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_enum(OneEntry(map))
    }
}

/// `{"variant": content}`.
struct OneEntry<A>(A);

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for OneEntry<A> {
    type Error = A::Error;
    type Variant = Content<A>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<(S::Value, Content<A>), A::Error> {
        match self.0.next_key_seed(seed)? {
            Some(variant) => Ok((variant, Content(self.0))),
            None => Err(A::Error::invalid_value(
                Unexpected::Map,
                &"an object with one key, the variant's name",
            )),
        }
    }
}

struct Content<A>(A);

impl<'de, A: MapAccess<'de>> Content<A> {
    fn read<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<S::Value, A::Error> {
        let value = self.0.next_value_seed(seed)?;
        match self.0.next_key::<IgnoredAny>()? {
            None => Ok(value),
            Some(_) => Err(A::Error::invalid_value(
                Unexpected::Map,
                &"an object with one key, the variant's name",
            )),
        }
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Content<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        Err(A::Error::invalid_type(
            Unexpected::Map,
            &"a string, the variant's name",
        ))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.read(Strict(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.read(Sequence(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.read(Object(visitor))
    }
}

struct Sequence<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Sequence<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_seq(Strict(self.0))
    }
}

struct Object<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Object<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_map(Strict(self.0))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{MapDeserializer, SeqDeserializer};
    use serde::de::{Expected, value};
    use serde::{Deserialize, forward_to_deserialize_any};

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Call {
        #[serde(default)]
        to: String,
    }

    fn read(text: &str) -> Result<Call, serde_json::Error> {
        Call::deserialize(Strict(&mut serde_json::Deserializer::from_str(text)))
    }

    #[test]
    fn what_stands_at_an_unknown_key_is_read_as_strictly_as_any_value() {
        let deep = "[".repeat(127) + &"]".repeat(127);
        for value in [
            "1e999",
            r#""\ud800""#,
            r#"{"\udc00": 1}"#,
            r#"[{"a": [1e999]}]"#,
            &deep,
        ] {
            let text = format!(r#"{{"other": {value}, "to": "alice"}}"#);
            assert!(
                serde_json::from_str::<serde_json::Value>(&text).is_err(),
                "{text}"
            );
            assert!(read(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_unknown_key_with_a_readable_value_is_ignored() {
        let deep = "[".repeat(126) + &"]".repeat(126);
        for value in [
            "1e99",
            "null",
            r#""\ud83c\udf89""#,
            r#"{"a": [true, {}]}"#,
            &deep,
        ] {
            let text = format!(r#"{{"other": {value}, "to": "alice"}}"#);
            assert_eq!(read(&text).expect("JSON").to, "alice", "{text}");
        }
    }

    #[test]
    fn what_is_expected_is_said_in_the_words_of_the_type() {
        let expected: [&dyn Expected; 3] =
            [&Strict(IgnoredAny), &Integer(IgnoredAny), &Enum(IgnoredAny)];
        assert_eq!(expected.map(ToString::to_string), ["anything at all"; 3]);
    }

    #[derive(Debug, Deserialize)]
    enum Answer {
        No,
    }

    #[test]
    fn a_variant_without_data_is_a_string_and_no_object() {
        let mut text = serde_json::Deserializer::from_str(r#"{"No": null}"#);
        let error = Answer::deserialize(Strict(&mut text)).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("invalid type: map, expected a string"),
            "{error}"
        );
    }

    #[test]
    fn a_reader_that_knows_how_much_there_is_says_so() {
        let list: SeqDeserializer<_, value::Error> = SeqDeserializer::new([1_u8, 2, 3].into_iter());
        assert_eq!(SeqAccess::size_hint(&Strict(list)), Some(3));
        let entries: MapDeserializer<'_, _, value::Error> =
            MapDeserializer::new([("a", 1_u8), ("b", 2)].into_iter());
        assert_eq!(MapAccess::size_hint(&Strict(entries)), Some(2));
    }

    /// A format for programs, in which there is nothing.
    struct Binary;

    impl<'de> Deserializer<'de> for Binary {
        type Error = value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, value::Error> {
            visitor.visit_unit()
        }

        fn is_human_readable(&self) -> bool {
            false
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn a_type_hears_whether_people_read_the_format() {
        assert!(!Strict(Binary).is_human_readable());
        assert!(Strict(&mut serde_json::Deserializer::from_str("")).is_human_readable());
    }
}
