//! Texts that nobody should see.

use core::fmt;

use crossfield::Validate;
use crossfield::field::length::HasLength;
use crossfield::rule::Shape;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::Serializer;
use zeroize::Zeroize;

/// A secret text: its `Debug` does not show it, it has no `Display`, and its memory is overwritten when it is dropped.
///
/// The copy that [`reveal`](Self::reveal) is put into is the caller's to look after.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text, for whoever must send it and for nobody else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// The password with which a SIP endpoint registers.
///
/// It is a secret: neither `Debug` nor a violation shows it, and its memory is overwritten when it is dropped. It does
/// not implement `Serialize`, so that no struct of yours writes it by accident; the requests that carry it do write it,
/// into their body.
///
/// ```
/// use signalwire_sip::Password;
///
/// let password = Password::from("correct horse battery staple");
/// assert_eq!(format!("{password:?}"), "Password(..)");
/// assert_eq!(password.reveal().len(), 28);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(Secret);

impl Password {
    /// The text, for whoever must send it and for nobody else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Password;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E>(self, text: &str) -> Result<Password, E> {
                Ok(text.into())
            }

            fn visit_string<E>(self, text: String) -> Result<Password, E> {
                Ok(text.into())
            }
        }

        deserializer.deserialize_string(Text)
    }
}

impl Validate for Password {
    const SHAPE: Shape = Shape::Text;
}

impl HasLength for Password {
    fn length(&self) -> usize {
        self.reveal().length()
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Password {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Password".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crossfield::schema::scalar::<Self>()
    }
}

#[cfg(feature = "schemars")]
impl crossfield::schema::CarriesRules for Password {}

/// Writes a password into a request's body.
pub(crate) fn reveal<S: Serializer>(password: &Password, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(password.reveal())
}

/// As [`reveal`], where there may be none.
#[expect(clippy::ref_option, reason = "serde hands it over so")]
pub(crate) fn reveal_some<S: Serializer>(
    password: &Option<Password>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match password {
        Some(password) => reveal(password, serializer),
        None => serializer.serialize_none(),
    }
}
