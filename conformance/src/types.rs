//! The Rust types that the documents in `schema/` are about. Whatever goes through the documents or the types reads this
//! list: what is written, what is compared, what the commands take, and what is shown.

use crossfield::cases::{self, Case, Random};
use crossfield::explain::Explanation;
use crossfield::rule::Shape;
use crossfield::schema::{self, CarriesRules, Profile, Uncovered, Unsayable};
use crossfield::{Validate, Violations};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use signalwire_sip::{
    ErrorItem, ErrorList, ErrorMessage, Links, RelayErrorItem, RelayErrorList, ResourceId,
    SipEndpoint, SipEndpointId, SipEndpointResource, fabric, relay,
};

use crate::agree::Subject;

/// A Rust type that documents describe: its rules make payloads, and judge them.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Its name in the documents: a title, or the key of a component.
    pub name: &'static str,
    /// The name of its own document up to the first dot, if it has one. It is what commands call the type.
    pub document: Option<&'static str>,
    /// What that document is of, in a few words for those who choose among them.
    pub about: &'static str,
    /// The `OpenAPI` document that it is judged in. What both have is the same (a test of `xtask` holds it).
    pub(crate) api: &'static str,
    /// Where its schema is in there, if it is no component: an RFC 6901 pointer.
    pub(crate) elsewhere: Option<&'static str>,
    /// Payloads that keep every rule.
    pub valid: fn() -> Vec<Case>,
    /// Payloads that break one rule each.
    pub invalid: fn() -> Vec<Case>,
    /// Payloads around them, from a seed.
    pub random: fn(u64) -> Random,
    /// What is wrong with a text.
    pub check: fn(&[u8]) -> Result<(), Violations>,
    /// What JSON it is read from.
    pub shape: Shape,
    /// Its path in Rust.
    pub path: fn() -> &'static str,
    /// What its rules add up to.
    pub explain: fn() -> Option<Explanation>,
    /// The document of its own, under an `$id`.
    pub emit: fn(Profile, &str) -> Result<Value, Unsayable>,
    /// What the keywords of its schema mean, which is in a document at a pointer.
    pub meanings: fn(&Value, &str) -> Result<Value, Uncovered>,
    /// The type and a schema, to be compared under a name for reports.
    pub(crate) against: fn(&str, Value) -> Subject,
}

/// The `OpenAPI` documents, by their names up to the first dot.
pub(crate) const APIS: [&str; 2] = [FABRIC, RELAY];
const FABRIC: &str = "fabric";
const RELAY: &str = "relay";

/// Those with a document of their own first, in the order in which it is written. Those of the answers that come in either
/// shape, and of pages, are not there: no table of rules says them.
static ALL: [Type; 17] = [
    Type::of::<fabric::CreateSipEndpointRequest>("CreateSipEndpointRequest", FABRIC).with_document(
        "create-sip-endpoint-request",
        "A request that makes a SIP endpoint through Fabric",
    ),
    Type::of::<fabric::UpdateSipEndpointRequest>("UpdateSipEndpointRequest", FABRIC).with_document(
        "update-sip-endpoint-request",
        "A request that replaces a SIP endpoint through Fabric",
    ),
    Type::of::<fabric::AssignSipEndpointRequest>("AssignSipEndpointRequest", FABRIC).with_document(
        "assign-sip-endpoint-request",
        "A request that assigns a resource to a SIP endpoint",
    ),
    Type::of::<relay::CreateSipEndpointRequest>("RelayCreateSipEndpointRequest", RELAY)
        .with_document(
            "relay-create-sip-endpoint-request",
            "A request that makes a SIP endpoint through the relay API",
        ),
    Type::of::<relay::UpdateSipEndpointRequest>("RelayUpdateSipEndpointRequest", RELAY)
        .with_document(
            "relay-update-sip-endpoint-request",
            "A request that changes a SIP endpoint through the relay API",
        ),
    Type::of::<SipEndpoint>("SipEndpoint", FABRIC)
        .with_document("sip-endpoint", "A SIP endpoint as the server answers it"),
    Type::of::<SipEndpointResource>("SipEndpointResource", FABRIC).with_document(
        "sip-endpoint-resource",
        "A SIP endpoint as a resource, as Fabric answers it",
    ),
    Type::of::<fabric::Address>("Address", FABRIC),
    Type::of::<fabric::AssignedAddress>("AssignedAddress", FABRIC),
    Type::of::<Links>("Links", FABRIC),
    Type::of::<ErrorItem>("ErrorItem", FABRIC),
    Type::of::<ErrorList>("ErrorList", FABRIC),
    Type::of::<ErrorMessage>("ErrorMessage", FABRIC),
    Type::of::<RelayErrorItem>("RelayErrorItem", RELAY),
    Type::of::<RelayErrorList>("RelayErrorList", RELAY),
    Type::of::<ResourceId>("ResourceId", FABRIC)
        .at("/paths/~1api~1fabric~1resources~1sip_endpoints~1{id}/put/parameters/0/schema"),
    Type::of::<SipEndpointId>("SipEndpointId", RELAY)
        .at("/paths/~1api~1relay~1rest~1endpoints~1sip~1{id}/put/parameters/0/schema"),
];

impl Type {
    const fn of<T>(name: &'static str, api: &'static str) -> Self
    where
        T: Validate + JsonSchema + CarriesRules + DeserializeOwned,
    {
        Self {
            name,
            document: None,
            about: "",
            api,
            elsewhere: None,
            valid: cases::valid::<T>,
            invalid: cases::invalid::<T>,
            random: cases::random::<T>,
            check: |text| crossfield::check_json::<T>(text),
            shape: <T as Validate>::SHAPE,
            path: std::any::type_name::<T>,
            explain: crossfield::explain::<T>,
            emit: schema::document_for::<T>,
            meanings: schema::meanings::<T>,
            against: Subject::of::<T>,
        }
    }

    const fn with_document(self, name: &'static str, about: &'static str) -> Self {
        Self {
            document: Some(name),
            about,
            ..self
        }
    }

    const fn at(self, pointer: &'static str) -> Self {
        Self {
            elsewhere: Some(pointer),
            ..self
        }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        ALL.iter()
    }

    /// Those that have a document of their own, by its name.
    pub fn with_documents() -> impl Iterator<Item = (&'static str, &'static Self)> {
        Self::all().filter_map(|known| Some((known.document?, known)))
    }

    /// The type of a document or component.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|known| known.name == name).copied()
    }

    /// The type that a document of its own is about.
    #[must_use]
    pub fn of_document(name: &str) -> Option<Self> {
        let mut known = Self::with_documents();
        known
            .find(|(document, _)| *document == name)
            .map(|(_, known)| *known)
    }
}
