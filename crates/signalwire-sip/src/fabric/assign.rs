//! `POST /api/fabric/resources/{id}/sip_endpoints`

use crossfield::{Lenient, Open, Validate};
use serde::{Deserialize, Serialize};

use crate::fabric::addresses::Channels;
use crate::operation::{Method, Operation, json, path_of};
use crate::scalar::{AddressId, AddressKind, ResourceId, SipEndpointId};

/// Assigns a resource to a SIP endpoint, so that the endpoint's calls reach it.
#[derive(Clone, Debug)]
pub struct AssignSipEndpoint {
    id: ResourceId,
    request: AssignSipEndpointRequest,
}

impl AssignSipEndpoint {
    /// Assigns this resource to this endpoint.
    #[must_use]
    pub const fn new(id: ResourceId, sip_endpoint_id: SipEndpointId) -> Self {
        let request = AssignSipEndpointRequest { sip_endpoint_id };
        Self { id, request }
    }
}

impl Operation for AssignSipEndpoint {
    const NAME: &'static str = "assignSipEndpoint";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/fabric/resources/{id}/sip_endpoints";
    const REFUSALS: &'static [u16] = &[401, 404, 422, 500];

    type Id = ResourceId;
    type Query = ();
    type Request = AssignSipEndpointRequest;
    type Response = AssignedAddress;

    fn path(&self) -> String {
        path_of(Self::PATH, &self.id)
    }

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(&self.request)
    }
}

/// The body of a request that assigns a resource to a SIP endpoint. There is no way in which a value could break a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct AssignSipEndpointRequest {
    /// The endpoint.
    pub sip_endpoint_id: SipEndpointId,
}

impl AssignSipEndpointRequest {
    /// A request as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            sip_endpoint_id: SipEndpointId::example(),
        }
    }
}

/// The address that a resource has got by being assigned to a SIP endpoint.
///
/// Read as tolerantly as [`SipEndpoint`](crate::SipEndpoint).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct AssignedAddress {
    /// The id of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub id: Option<Lenient<AddressId>>,

    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub name: Option<String>,

    /// The kind of address.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub kind: Option<Open<AddressKind>>,

    /// A picture of it.
    #[serde(default)]
    pub cover_url: Option<String>,

    /// A moving picture of it.
    #[serde(default)]
    pub preview_url: Option<String>,

    /// By what it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub channels: Option<Channels>,
}

impl AssignedAddress {
    /// An address as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: Some(Lenient::from_text("5d1e2f3a-4b5c-4d6e-8f70-819293a4b5c6")),
            name: Some("front-desk".to_owned()),
            kind: Some(Open::Known(AddressKind::Call)),
            cover_url: None,
            preview_url: None,
            channels: Some(Channels {
                audio: Some("/private/front-desk?channel=audio".to_owned()),
                ..Channels::default()
            }),
        }
    }
}
