//! `GET /api/fabric/resources/sip_endpoints/{id}/addresses`

use crossfield::{Lenient, Open, Validate};
use serde::{Deserialize, Serialize};

use crate::operation::{Method, Operation, path_of};
use crate::page::{Link, Page, Paged};
use crate::scalar::{AddressId, AddressKind, ResourceId};

/// Lists the addresses under which a SIP endpoint is reached, page by page.
#[derive(Clone, Debug)]
pub struct ListSipEndpointAddresses {
    id: ResourceId,
    link: Option<Link>,
}

impl ListSipEndpointAddresses {
    /// The first page, for the endpoint that is this resource.
    #[must_use]
    pub const fn new(id: ResourceId) -> Self {
        Self { id, link: None }
    }
}

impl Operation for ListSipEndpointAddresses {
    const NAME: &'static str = "listSipEndpointAddresses";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/fabric/resources/sip_endpoints/{id}/addresses";
    const REFUSALS: &'static [u16] = &[401, 404, 500];

    type Id = ResourceId;
    type Query = ();
    type Request = ();
    type Response = Page<Address>;

    fn path(&self) -> String {
        match &self.link {
            Some(link) => link.path().to_owned(),
            None => path_of(Self::PATH, &self.id),
        }
    }

    fn query(&self) -> String {
        let query = self.link.as_ref().map_or("", Link::query);
        query.to_owned()
    }
}

impl Paged for ListSipEndpointAddresses {
    fn at(&self, link: Link) -> Self {
        Self {
            id: self.id,
            link: Some(link),
        }
    }
}

/// An address under which a resource is reached.
///
/// Read as tolerantly as [`SipEndpoint`](crate::SipEndpoint).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct Address {
    /// The id of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub id: Option<Lenient<AddressId>>,

    /// Its name, as it stands in the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub name: Option<String>,

    /// Its name, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub display_name: Option<String>,

    /// A picture of it.
    #[serde(default)]
    pub cover_url: Option<String>,

    /// A moving picture of it.
    #[serde(default)]
    pub preview_url: Option<String>,

    /// Whether it is kept from being called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub locked: Option<bool>,

    /// By what it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub channels: Option<Channels>,

    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub created_at: Option<String>,

    /// The kind of address.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub kind: Option<Open<AddressKind>>,
}

impl Address {
    /// An address as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: Some(Lenient::from_text("5d1e2f3a-4b5c-4d6e-8f70-819293a4b5c6")),
            name: Some("front-desk".to_owned()),
            display_name: Some("Front desk".to_owned()),
            cover_url: None,
            preview_url: None,
            locked: Some(false),
            channels: Some(Channels {
                audio: Some("/private/front-desk?channel=audio".to_owned()),
                ..Channels::default()
            }),
            created_at: Some("2026-01-02T03:04:05Z".to_owned()),
            kind: Some(Open::Known(AddressKind::Call)),
        }
    }
}

/// By what an address is reached: one of these at least.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[validate(at_least_one_of(audio, messaging, video))]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct Channels {
    /// Where it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio: Option<String>,

    /// Where it is written to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messaging: Option<String>,

    /// Where it is called with pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
}
