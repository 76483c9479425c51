//! The two shapes in which a server answers an endpoint, and one way to read both.

use crossfield::{Lenient, Open, Validate, Violations};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::endpoint::record::SipEndpoint;
use crate::scalar::{Cipher, Codec, Encryption, InboundCallHandler, ResourceId, SipEndpointId};

/// A SIP endpoint inside the resource that it is in its space: the shape in which a live Fabric API answers.
///
/// Read as tolerantly as [`SipEndpoint`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct SipEndpointResource {
    /// The id of the resource: the one that Fabric's paths take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub id: Option<Lenient<ResourceId>>,

    /// The project that the resource belongs to.
    #[serde(default)]
    pub project_id: Option<String>,

    /// What people call the resource.
    #[serde(default)]
    pub display_name: Option<String>,

    /// The kind of resource: `sip_endpoint`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub kind: Option<String>,

    /// When it was made.
    #[serde(default)]
    pub created_at: Option<String>,

    /// When it was last changed.
    #[serde(default)]
    pub updated_at: Option<String>,

    /// The endpoint itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub sip_endpoint: Option<EndpointInResource>,
}

impl SipEndpointResource {
    /// A resource as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: Some(Lenient::from_text("9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9")),
            project_id: Some("2c1f0e9d-8b7a-4655-9433-221100ffeedd".to_owned()),
            display_name: Some("Front desk".to_owned()),
            kind: Some("sip_endpoint".to_owned()),
            created_at: Some("2026-01-02T03:04:05Z".to_owned()),
            updated_at: Some("2026-01-02T03:04:05Z".to_owned()),
            sip_endpoint: Some(EndpointInResource::example()),
        }
    }
}

/// A SIP endpoint as it stands inside its resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct EndpointInResource {
    /// The id of the endpoint, which differs from the resource's: the one that relay's paths take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub id: Option<Lenient<SipEndpointId>>,

    /// The user part under which the endpoint registers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub username: Option<String>,

    /// What callees are shown as the caller.
    #[serde(default)]
    pub caller_id: Option<String>,

    /// The number that callees are shown: a purchased or verified one, or `random` for any of those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub send_as: Option<String>,

    /// The SRTP ciphers that may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub ciphers: Option<Vec<Open<Cipher>>>,

    /// The media codecs that may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub codecs: Option<Vec<Open<Codec>>>,

    /// Whether media is encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub encryption: Option<Open<Encryption>>,

    /// How the endpoint's calls are handled.
    #[serde(default)]
    pub call_handler: Option<Open<InboundCallHandler>>,

    /// The resource that handles calls.
    #[serde(default)]
    pub calling_handler_resource_id: Option<Lenient<ResourceId>>,
}

impl EndpointInResource {
    /// An endpoint as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: Some(Lenient::from_text("3fa85f64-5717-4562-b3fc-2c963f66afa6")),
            username: Some("front-desk".to_owned()),
            caller_id: Some("Front desk".to_owned()),
            send_as: Some("random".to_owned()),
            ciphers: Some(vec![Open::Known(Cipher::AeadAes256Gcm8)]),
            codecs: Some(vec![Open::Known(Codec::Opus), Open::Known(Codec::Pcmu)]),
            encryption: Some(Open::Known(Encryption::Optional)),
            call_handler: Some(Open::Known(InboundCallHandler::Passthrough)),
            calling_handler_resource_id: None,
        }
    }
}

/// The endpoint as a flat record. The kind stands outside only; nothing is made up for the rest.
impl From<SipEndpointResource> for SipEndpoint {
    fn from(resource: SipEndpointResource) -> Self {
        let inner = resource.sip_endpoint.unwrap_or_default();
        Self {
            kind: resource.kind,
            id: inner.id,
            username: inner.username,
            caller_id: inner.caller_id,
            send_as: inner.send_as,
            ciphers: inner.ciphers,
            codecs: inner.codecs,
            encryption: inner.encryption,
            call_handler: inner.call_handler,
            calling_handler_resource_id: inner.calling_handler_resource_id,
            ..Self::default()
        }
    }
}

/// A SIP endpoint in whichever shape the server answered: one entry point for both.
///
/// ```
/// use signalwire_sip::{ResourceId, SipEndpoint, SipEndpointAnswer, SipEndpointId};
///
/// let wrapped = r#"{"id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9", "type": "sip_endpoint",
///     "sip_endpoint": {"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "username": "front-desk"}}"#;
/// let answer: SipEndpointAnswer = serde_json::from_str(wrapped)?;
/// // What Fabric's paths take, and what relay's do.
/// let resource: Option<ResourceId> = answer.resource_id();
/// let endpoint: Option<SipEndpointId> = answer.endpoint_id();
/// assert_ne!(resource.map(ResourceId::uuid), endpoint.map(SipEndpointId::uuid));
///
/// let flat = r#"{"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "username": "front-desk"}"#;
/// let answer: SipEndpointAnswer = serde_json::from_str(flat)?;
/// assert_eq!((answer.resource_id(), answer.endpoint_id()), (None, endpoint));
/// assert_eq!(SipEndpoint::from(answer).username.as_deref(), Some("front-desk"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SipEndpointAnswer {
    /// Inside its resource, as a live Fabric API answers.
    Resource(Box<SipEndpointResource>),
    /// The record alone, as it is documented.
    Record(Box<SipEndpoint>),
}

impl SipEndpointAnswer {
    /// The id of the resource, which Fabric's paths take, where the answer tells it apart and it is one.
    #[must_use]
    pub fn resource_id(&self) -> Option<ResourceId> {
        match self {
            Self::Resource(resource) => resource.id.as_ref()?.known().copied(),
            Self::Record(_) => None,
        }
    }

    /// The id of the endpoint itself, which relay's paths take, where there is one.
    #[must_use]
    pub fn endpoint_id(&self) -> Option<SipEndpointId> {
        let id = match self {
            Self::Resource(resource) => resource.sip_endpoint.as_ref()?.id.as_ref(),
            Self::Record(record) => record.id.as_ref(),
        };
        id?.known().copied()
    }

    /// What is wrong with it, by the rules of the shape that it has.
    ///
    /// # Errors
    /// Every violation. Its pointers are those of the answer as it came.
    pub fn validate(&self) -> Result<(), Violations> {
        match self {
            Self::Resource(resource) => resource.validate(),
            Self::Record(record) => record.validate(),
        }
    }
}

/// By hand, since no table of rules says "by the kind of value that a key has". The two schemas have no value in common: a
/// resource needs an object under `sip_endpoint`, and a record must not have one.
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SipEndpointAnswer {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SipEndpointAnswer".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let resource = generator.subschema_for::<SipEndpointResource>();
        let record = generator.subschema_for::<SipEndpoint>();
        schemars::json_schema!({
            "description": "A SIP endpoint inside its resource, or the record alone: told by the key `sip_endpoint`.",
            "anyOf": [
                resource,
                { "allOf": [record, { "properties": { "sip_endpoint": { "type": "null" } } }] },
            ],
        })
    }
}

#[cfg(feature = "schemars")]
impl crossfield::schema::CarriesRules for SipEndpointAnswer {}

impl From<SipEndpointAnswer> for SipEndpoint {
    fn from(answer: SipEndpointAnswer) -> Self {
        match answer {
            SipEndpointAnswer::Resource(resource) => (*resource).into(),
            SipEndpointAnswer::Record(record) => *record,
        }
    }
}

/// Told by the key `sip_endpoint`, and not by what can be read: a resource that has a fault would pass for a record whose
/// id is the resource's.
impl<'de> Deserialize<'de> for SipEndpointAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let answer = Value::deserialize(deserializer)?;
        let inner = answer.get("sip_endpoint").unwrap_or(&Value::Null);
        let read = match (&answer, inner) {
            (Value::Object(_), Value::Null) => serde_json::from_value(answer).map(Self::Record),
            (Value::Object(_), Value::Object(_)) => {
                serde_json::from_value(answer).map(Self::Resource)
            }
            // An array would be read as the fields of a struct, in their order.
            _ => return Err(D::Error::custom("expected a SIP endpoint, as an object")),
        };
        read.map_err(D::Error::custom)
    }
}
