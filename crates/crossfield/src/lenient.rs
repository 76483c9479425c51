//! Strings that are kept as they came when they are none of a type's.

use core::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::path::Path;
use crate::report::Sink;
use crate::rule::Shape;
use crate::validate::Validate;

/// A text that is none of a type's own.
///
/// Only reading makes one, so it never holds a text that the type knows.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(Box<str>);

impl Unknown {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says that there is a text, and not which: a payload's texts are not for logs.
impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unknown(..)")
    }
}

macro_rules! kept {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name<T> {
            /// A value of the type.
            Known(T),
            /// Any other text, as it came.
            Unknown(Unknown),
        }

        impl<T> $name<T> {
            /// The value, if the text was one of the type's.
            pub const fn known(&self) -> Option<&T> {
                match self {
                    Self::Known(value) => Some(value),
                    Self::Unknown(_) => None,
                }
            }

            /// The text, if it was none of the type's.
            pub fn unknown(&self) -> Option<&str> {
                match self {
                    Self::Known(_) => None,
                    Self::Unknown(text) => Some(text.as_str()),
                }
            }
        }

        impl<T: DeserializeOwned> $name<T> {
            /// Reads a text: as a value of the type if it is one, else it is kept.
            #[must_use]
            pub fn from_text(text: &str) -> Self {
                let deserializer: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
                    text.into_deserializer();
                match T::deserialize(deserializer) {
                    Ok(value) => Self::Known(value),
                    Err(_) => Self::Unknown(Unknown(text.into())),
                }
            }
        }

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self::Known(value)
            }
        }

        impl<T: PartialEq> PartialEq<T> for $name<T> {
            fn eq(&self, other: &T) -> bool {
                self.known() == Some(other)
            }
        }

        impl<T: Serialize> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Known(value) => value.serialize(serializer),
                    Self::Unknown(text) => serializer.serialize_str(text.as_str()),
                }
            }
        }

        impl<'de, T: DeserializeOwned> Deserialize<'de> for $name<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text<T>(core::marker::PhantomData<T>);

                impl<T: DeserializeOwned> Visitor<'_> for Text<T> {
                    type Value = $name<T>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                        Ok($name::from_text(text))
                    }
                }

                deserializer.deserialize_str(Text(core::marker::PhantomData))
            }
        }

        impl<T: fmt::Display> fmt::Display for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Known(value) => value.fmt(f),
                    Self::Unknown(text) => f.write_str(text.as_str()),
                }
            }
        }

        #[cfg(feature = "schemars")]
        impl<T: Validate> schemars::JsonSchema for $name<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::schema::scalar::<Self>()
            }
        }
    };
}

kept! {
    /// A value of a set that may grow: a text that is none of the set's is kept as it came, and is valid.
    ///
    /// For the enums in answers of a server, which may be newer than the client.
    ///
    /// ```
    /// use crossfield::Open;
    ///
    /// #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize, crossfield::Validate)]
    /// #[serde(rename_all = "lowercase")]
    /// enum Encryption {
    ///     Required,
    ///     Optional,
    /// }
    ///
    /// let known: Open<Encryption> = serde_json::from_str(r#""required""#)?;
    /// assert_eq!(known, Encryption::Required);
    ///
    /// let newer: Open<Encryption> = serde_json::from_str(r#""quantum""#)?;
    /// assert_eq!(newer.unknown(), Some("quantum"));
    /// assert_eq!(serde_json::to_string(&newer)?, r#""quantum""#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Open
}

kept! {
    /// A value, or a text that should have been one: kept as it came, so that reading loses nothing, and reported by
    /// validation.
    ///
    /// For fields of answers in which one bad text must not cost the whole record.
    ///
    /// ```
    /// use crossfield::{Lenient, Validate};
    ///
    /// #[derive(serde::Deserialize, serde::Serialize, Validate)]
    /// enum Method {
    ///     GET,
    ///     POST,
    /// }
    ///
    /// let method: Lenient<Method> = serde_json::from_str(r#""PATCH""#)?;
    /// assert_eq!(method.unknown(), Some("PATCH"));
    /// assert_eq!(method.validate().unwrap_err().to_string(), "must be one of `GET`, `POST`");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Lenient
}

/// Reads a field whose key must be there and may be null: serde alone takes a missing key for `None` too.
///
/// ```
/// use crossfield::Valid;
///
/// #[derive(serde::Deserialize, crossfield::Validate)]
/// struct Endpoint {
///     #[serde(deserialize_with = "crossfield::nullable")]
///     caller_id: Option<String>,
/// }
///
/// assert!(serde_json::from_str::<Valid<Endpoint>>(r#"{"caller_id": null}"#).is_ok());
/// assert!(serde_json::from_str::<Valid<Endpoint>>("{}").is_err());
/// ```
///
/// # Errors
/// What reading an `Option<T>` gives; a missing key is serde's own error.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// Reads a field that may be left out but not be null: serde alone reads null into any `Option`.
///
/// ```
/// use crossfield::Valid;
///
/// #[derive(serde::Deserialize, crossfield::Validate)]
/// struct Endpoint {
///     #[serde(default, deserialize_with = "crossfield::not_null")]
///     username: Option<String>,
/// }
///
/// assert!(serde_json::from_str::<Valid<Endpoint>>("{}").is_ok());
/// assert!(serde_json::from_str::<Valid<Endpoint>>(r#"{"username": null}"#).is_err());
/// ```
///
/// # Errors
/// What reading a `T` gives, for null too.
pub fn not_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl<T: Validate> Validate for Open<T> {
    const SHAPE: Shape = Shape::Open(&T::SHAPE);
}

impl<T: Validate> Validate for Lenient<T> {
    const SHAPE: Shape = Shape::Lenient(&T::SHAPE);

    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> bool {
        match self {
            Self::Known(value) => value.check(at, sink),
            Self::Unknown(_) => sink.misfit(at, const { &T::SHAPE }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lenient, Open};

    #[test]
    fn a_text_that_is_kept_does_not_show_in_a_log() {
        let open = Open::<bool>::from_text("secret");
        let lenient = Lenient::<bool>::from_text("secret");
        assert_eq!(
            format!("{open:?} {lenient:?}"),
            "Unknown(Unknown(..)) Unknown(Unknown(..))"
        );
    }
}
