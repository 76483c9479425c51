//! Identifiers, enums and texts that have a form of their own.

use core::fmt;
use core::str::FromStr;

use crossfield::rule::{Check, Shape};
use crossfield::{Validate, field};
use serde::de::{Deserialize, Deserializer, Unexpected};
use serde::{Deserialize as DeserializeDerive, Serialize as SerializeDerive};
use uuid::Uuid;

/// A text that is not of the form its type asks for. The text itself is not kept: it may be private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    expected: &'static str,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl core::error::Error for ParseError {}

const UUID_FORM: &str = "a UUID of 36 characters in hyphenated form (RFC 9562)";
const URL_FORM: &str = "an http or https URL (RFC 3986)";

macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        ///
        /// Read from the 36-character hyphenated form of RFC 9562 in either case, and from nothing else; written in
        /// lower case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with this value.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The value.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseError;

            fn from_str(text: &str) -> Result<Self, ParseError> {
                // `Uuid` reads three other forms too.
                if !field::uuid::is_uuid(text) {
                    return Err(ParseError { expected: UUID_FORM });
                }
                Uuid::try_parse(text).map(Self).map_err(|_| ParseError { expected: UUID_FORM })
            }
        }

        impl Validate for $name {
            const SHAPE: Shape = Shape::Refined(&Shape::Text, &[Check::Uuid]);
        }

        text_form!($name);
    };
}

/// serde's traits by way of `FromStr` and `Display`, and the schema by way of the shape.
macro_rules! text_form {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        // The text is not repeated in the error.
                        text.parse().map_err(|error: ParseError| {
                            E::invalid_value(Unexpected::Other("another text"), &error.expected)
                        })
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crossfield::schema::scalar::<Self>()
            }
        }

        #[cfg(feature = "schemars")]
        impl crossfield::schema::CarriesRules for $name {}
    };
}

id! {
    /// The id of a resource in a space: of a SIP endpoint as the path takes it, or of what handles its calls.
    ResourceId
}

id! {
    /// The id of the SIP-endpoint record itself. Inside a resource it can differ from the resource's id.
    SipEndpointId
}

id! {
    /// The id of a video room.
    VideoRoomId
}

id! {
    /// The id of a call flow.
    CallFlowId
}

id! {
    /// The id of an AI agent.
    AiAgentId
}

id! {
    /// The id of an address under which a resource is reached.
    AddressId
}

impl SipEndpointId {
    /// The id in the examples of the documentation.
    pub(crate) const fn example() -> Self {
        Self(Uuid::from_u128(0x3fa8_5f64_5717_4562_b3fc_2c96_3f66_afa6))
    }
}

/// An `http` or `https` URL by the grammar of RFC 3986, kept to the letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HttpUrl(String);

impl HttpUrl {
    /// The URL as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for HttpUrl {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for HttpUrl {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        if field::http_url::is_http_url(&text) {
            Ok(Self(text))
        } else {
            Err(ParseError { expected: URL_FORM })
        }
    }
}

impl FromStr for HttpUrl {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::try_from(text.to_owned())
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Validate for HttpUrl {
    const SHAPE: Shape = Shape::Refined(&Shape::Text, &[Check::HttpUrl]);
}

text_form!(HttpUrl);

macro_rules! strings {
    ($(#[$documentation:meta])* $name:ident { $($(#[$meaning:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, SerializeDerive, DeserializeDerive, Validate)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        pub enum $name {
            $(
                $(#[$meaning])*
                #[serde(rename = $text)]
                $variant,
            )*
        }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The value as it stands in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = ParseError;

            fn from_str(text: &str) -> Result<Self, ParseError> {
                const EXPECTED: &str = concat!("one of", $(" `", $text, "`",)*);
                Self::ALL.iter().find(|value| value.as_str() == text).copied().ok_or(ParseError { expected: EXPECTED })
            }
        }
    };
}

strings! {
    /// An SRTP cipher suite with its key derivation and authentication tag (RFC 4568, RFC 6188, RFC 7714).
    Cipher {
        /// AES-256 in Galois/Counter Mode with an 8-octet tag.
        AeadAes256Gcm8 = "AEAD_AES_256_GCM_8",
        /// AES-256 in counter mode, HMAC-SHA1 with an 80-bit tag.
        Aes256CmHmacSha1_80 = "AES_256_CM_HMAC_SHA1_80",
        /// AES-128 in counter mode, HMAC-SHA1 with an 80-bit tag.
        AesCm128HmacSha1_80 = "AES_CM_128_HMAC_SHA1_80",
        /// AES-256 in counter mode, HMAC-SHA1 with a 32-bit tag.
        Aes256CmHmacSha1_32 = "AES_256_CM_HMAC_SHA1_32",
        /// AES-128 in counter mode, HMAC-SHA1 with a 32-bit tag.
        AesCm128HmacSha1_32 = "AES_CM_128_HMAC_SHA1_32",
    }
}

strings! {
    /// A media codec.
    Codec {
        /// G.711 µ-law audio.
        Pcmu = "PCMU",
        /// G.711 A-law audio.
        Pcma = "PCMA",
        /// G.722 wideband audio.
        G722 = "G722",
        /// G.729 narrowband audio.
        G729 = "G729",
        /// Opus audio at the default rate and frame length.
        Opus = "OPUS",
        /// Opus at 48 kHz in frames of 20 ms.
        Opus48kHz20ms = "OPUS@48000H@20I",
        /// Opus at 24 kHz in frames of 20 ms.
        Opus24kHz20ms = "OPUS@24000H@20I",
        /// Opus at 16 kHz in frames of 20 ms.
        Opus16kHz20ms = "OPUS@16000H@20I",
        /// Opus at 8 kHz in frames of 20 ms.
        Opus8kHz20ms = "OPUS@8000H@20I",
        /// VP8 video.
        Vp8 = "VP8",
        /// H.264 video.
        H264 = "H264",
    }
}

strings! {
    /// Whether media is encrypted.
    Encryption {
        /// As the SIP profile says.
        Default = "default",
        /// Calls without encrypted media fail.
        Required = "required",
        /// Encrypted where the other side can.
        Optional = "optional",
    }
}

strings! {
    /// How the calls that an endpoint makes are treated.
    CallHandler {
        /// By the outbound policy of the SIP profile, so that many endpoints follow one setting.
        Default = "default",
        /// The endpoint may dial the public telephone network.
        Passthrough = "passthrough",
        /// The endpoint may not dial the public telephone network.
        BlockPstn = "block-pstn",
        /// Every call goes to the resource that `calling_handler_resource_id` names.
        Resource = "resource",
    }
}

strings! {
    /// How the calls that an endpoint gets are handled: what the server is known to answer.
    InboundCallHandler {
        /// By LaML (XML instructions) fetched from a URL when a call comes in.
        LamlWebhooks = "laml_webhooks",
        /// By a LaML application.
        LamlApplication = "laml_application",
        /// By a Dialogflow agent.
        Dialogflow = "dialogflow",
        /// By the Relay clients that listen to a topic.
        RelayTopic = "relay_topic",
        /// By the Relay clients that listen to a context.
        RelayContext = "relay_context",
        /// By a Relay application.
        RelayApplication = "relay_application",
        /// By a Relay connector.
        RelayConnector = "relay_connector",
        /// By a SWML script fetched from a URL.
        RelayScript = "relay_script",
        /// By a video room.
        VideoRoom = "video_room",
        /// By a call flow.
        CallFlow = "call_flow",
        /// By an AI agent.
        AiAgent = "ai_agent",
        /// As the SIP profile says.
        Default = "default",
        /// Passed through.
        Passthrough = "passthrough",
        /// Without the public telephone network.
        BlockPstn = "block-pstn",
        /// By another resource.
        Resource = "resource",
    }
}

strings! {
    /// How the calls that an endpoint gets are handled: what a relay request can ask for.
    RelayCallHandler {
        /// By the Relay clients that listen to a context.
        RelayContext = "relay_context",
        /// By the Relay clients that listen to a topic.
        RelayTopic = "relay_topic",
        /// By a Relay application.
        RelayApplication = "relay_application",
        /// By a Relay connector.
        RelayConnector = "relay_connector",
        /// By a SWML script fetched from a URL.
        RelayScript = "relay_script",
        /// By LaML (XML instructions) fetched from a URL when a call comes in.
        LamlWebhooks = "laml_webhooks",
        /// By a LaML application.
        LamlApplication = "laml_application",
        /// By a Dialogflow agent.
        Dialogflow = "dialogflow",
        /// By a video room.
        VideoRoom = "video_room",
        /// By a call flow.
        CallFlow = "call_flow",
        /// By an AI agent.
        AiAgent = "ai_agent",
    }
}

strings! {
    /// What an address is for.
    AddressKind {
        /// Calls.
        Call = "call",
    }
}

strings! {
    /// The method of a webhook request, written in capitals as RFC 9110, section 9.1, has it.
    HttpMethod {
        /// The call's data stand in the query.
        GET = "GET",
        /// The call's data stand in the body.
        POST = "POST",
    }
}
