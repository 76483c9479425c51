//! The request with texts that stay in the JSON text where they can: the same rules on `Cow` fields.

use std::borrow::Cow;

use crossfield::Validate;
use crossfield::field::length::HasLength;
use serde::Deserialize;
use signalwire_sip::{CallHandler, Cipher, Codec, Encryption};

/// A text that is borrowed unless it has escapes. By itself serde borrows a `Cow` only where it is the whole field: not in
/// an `Option`, but in a tuple struct.
#[derive(Debug, Deserialize, Validate)]
pub struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Text<'_> {
    /// Whether the text stands where it was read from.
    #[must_use]
    pub const fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl HasLength for Text<'_> {
    fn length(&self) -> usize {
        self.0.length()
    }
}

/// The body of a request that replaces a SIP endpoint.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the model")]
pub struct Request<'a> {
    #[serde(borrow)]
    #[validate(required_iff(call_handler = Resource), uuid)]
    pub calling_handler_resource_id: Option<Text<'a>>,
    #[serde(borrow)]
    #[validate(
        length(min = 1),
        pattern = r"^[^@\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*$"
    )]
    pub username: Option<Text<'a>>,
    #[serde(borrow)]
    #[validate(length(min = 1), pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$")]
    pub caller_id: Option<Text<'a>>,
    #[serde(borrow)]
    #[validate(length(min = 1), pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$")]
    pub send_as: Option<Text<'a>>,
    #[validate(unique_items)]
    pub ciphers: Option<Vec<Cipher>>,
    #[validate(unique_items)]
    pub codecs: Option<Vec<Codec>>,
    pub encryption: Option<Encryption>,
    pub call_handler: Option<CallHandler>,
}
