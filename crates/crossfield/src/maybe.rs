//! Absent, null and a value, told apart.

use core::marker::PhantomData;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Error, Serialize, Serializer};

use crate::path::Path;
use crate::report::Sink;
use crate::rule::Shape;
use crate::validate::Validate;

/// What a key may hold where it makes a difference whether the key is left out or null: as in an update, where an absent
/// key leaves a setting as it is and a null one clears it.
///
/// An `Option` reads both as `None`. An `Option<Option<T>>` tells them apart only with a function of one's own to read
/// it, and which of its two `None`s is which has to be remembered. Rules see absent and null as no value, as they do for
/// an `Option`.
///
/// ```
/// use crossfield::{Maybe, Validate};
///
/// #[derive(serde::Deserialize, serde::Serialize, Validate)]
/// struct Update {
///     #[serde(default, skip_serializing_if = "Maybe::is_absent")]
///     #[validate(length(min = 1))]
///     caller_id: Maybe<String>,
/// }
///
/// let update: Update = serde_json::from_str("{}")?;
/// assert!(update.caller_id.is_absent());
/// assert_eq!(serde_json::to_string(&update)?, "{}");
///
/// let update: Update = serde_json::from_str(r#"{"caller_id": null}"#)?;
/// assert!(update.caller_id.is_null() && update.is_valid());
/// assert_eq!(serde_json::to_string(&update)?, r#"{"caller_id":null}"#);
///
/// let update: Update = serde_json::from_str(r#"{"caller_id": ""}"#)?;
/// assert_eq!(update.validate().unwrap_err().to_string(), "`/caller_id`: must have 1 or more characters");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The derive refuses a field without `default`, since serde then reads a missing key as null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Maybe<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there, and null.
    Null,
    /// The key is there, with a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Whether the key is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the key is there and null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, to be changed, if there is one.
    pub const fn as_option_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value itself, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The same, of a reference to the value.
    pub const fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// Changes the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// The outer `None` is absent, the inner one null.
impl<T> From<Option<Option<T>>> for Maybe<T> {
    fn from(value: Option<Option<T>>) -> Self {
        match value {
            None => Self::Absent,
            Some(None) => Self::Null,
            Some(Some(value)) => Self::Value(value),
        }
    }
}

/// Absent is the outer `None`, null the inner one.
impl<T> From<Maybe<T>> for Option<Option<T>> {
    fn from(value: Maybe<T>) -> Self {
        match value {
            Maybe::Absent => None,
            Maybe::Null => Some(None),
            Maybe::Value(value) => Some(Some(value)),
        }
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    /// An absent value is written by leaving its key out, and only what writes the key can do that.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => Err(S::Error::custom(
                "a value that is absent cannot be written; on its field write `skip_serializing_if = \"Maybe::is_absent\"`",
            )),
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    /// What is read was there.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
            type Value = Maybe<T>;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_unit<E>(self) -> Result<Maybe<T>, E> {
                Ok(Maybe::Null)
            }

            fn visit_none<E>(self) -> Result<Maybe<T>, E> {
                Ok(Maybe::Null)
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Maybe<T>, D::Error> {
                T::deserialize(deserializer).map(Maybe::Value)
            }
        }

        deserializer.deserialize_option(Read(PhantomData))
    }
}

impl<T: Validate> Validate for Maybe<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);

    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> bool {
        match self {
            Self::Absent | Self::Null => true,
            Self::Value(value) => value.check(at, sink),
        }
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Maybe<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde::de::IntoDeserializer as _;
    use serde::de::value::{BoolDeserializer, Error};

    use super::Maybe;

    #[test]
    fn absent_null_and_a_value_are_told_apart() {
        let states = [Maybe::Absent, Maybe::Null, Maybe::Value(1)];
        assert_eq!(
            states.map(|state| [state.is_absent(), state.is_null(), state.is_value()]),
            [
                [true, false, false],
                [false, true, false],
                [false, false, true]
            ]
        );
    }

    #[test]
    fn only_a_value_can_be_changed() {
        let mut states = [Maybe::Absent, Maybe::Null, Maybe::Value(1)];
        for state in &mut states {
            if let Some(value) = state.as_option_mut() {
                *value += 1;
            }
        }
        assert_eq!(states, [Maybe::Absent, Maybe::Null, Maybe::Value(2)]);
    }

    #[test]
    fn what_is_no_option_is_refused_in_words() {
        let truth: BoolDeserializer<Error> = true.into_deserializer();
        let error = Maybe::<u8>::deserialize(truth).unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid type: boolean `true`, expected a value or null"
        );
    }

    #[cfg(feature = "schemars")]
    #[test]
    fn the_schema_stands_where_the_field_is() {
        let mut generator = schemars::SchemaGenerator::default();
        let schema = generator.subschema_for::<Maybe<u8>>();
        assert_eq!(schema, generator.subschema_for::<Option<u8>>());
        assert!(generator.definitions().is_empty());
    }
}
