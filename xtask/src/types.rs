//! The Rust types that documents are about, by the names under which they stand in them.

use crossfield::cases::{self, Case, Random};
use crossfield::explain::Explanation;
use crossfield::rule::Shape;
use crossfield::schema::{self, Uncovered};
use crossfield::{Described, Validate, Violations};
use serde::de::DeserializeOwned;
use serde_json::Value;
use signalwire_sip::{
    ErrorItem, ErrorList, ErrorMessage, Links, RelayErrorItem, RelayErrorList, ResourceId,
    SipEndpoint, SipEndpointResource, fabric, relay,
};

/// A Rust type that documents describe: its rules make payloads, and judge them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    /// Its name in the documents: a title, or the key of a component.
    pub(crate) name: &'static str,
    /// Payloads that keep every rule.
    pub(crate) valid: fn() -> Vec<Case>,
    /// Payloads that break one rule each.
    pub(crate) invalid: fn() -> Vec<Case>,
    /// Payloads around them, from a seed.
    pub(crate) random: fn(u64) -> Random,
    /// What is wrong with a text.
    pub(crate) check: fn(&[u8]) -> Result<(), Violations>,
    /// What JSON it is read from.
    pub(crate) shape: Shape,
    /// Its path in Rust.
    pub(crate) path: fn() -> &'static str,
    /// What its rules add up to.
    pub(crate) explain: fn() -> Option<Explanation>,
    /// What the keywords of its schema mean, which is in a document at a pointer.
    pub(crate) meanings: fn(&Value, &str) -> Result<Value, Uncovered>,
}

/// All of them. Those of the answers that come in either shape, and of pages, are not there: no table of rules says them.
static ALL: [Type; 16] = [
    Type::new::<fabric::CreateSipEndpointRequest>("CreateSipEndpointRequest"),
    Type::new::<fabric::UpdateSipEndpointRequest>("UpdateSipEndpointRequest"),
    Type::new::<fabric::AssignSipEndpointRequest>("AssignSipEndpointRequest"),
    Type::new::<relay::CreateSipEndpointRequest>("RelayCreateSipEndpointRequest"),
    Type::new::<relay::UpdateSipEndpointRequest>("RelayUpdateSipEndpointRequest"),
    Type::new::<SipEndpoint>("SipEndpoint"),
    Type::new::<SipEndpointResource>("SipEndpointResource"),
    Type::new::<fabric::Address>("Address"),
    Type::new::<fabric::AssignedAddress>("AssignedAddress"),
    Type::new::<Links>("Links"),
    Type::new::<ErrorItem>("ErrorItem"),
    Type::new::<ErrorList>("ErrorList"),
    Type::new::<ErrorMessage>("ErrorMessage"),
    Type::new::<RelayErrorItem>("RelayErrorItem"),
    Type::new::<RelayErrorList>("RelayErrorList"),
    Type::new::<ResourceId>("ResourceId"),
];

impl Type {
    const fn new<T: Described + Validate + DeserializeOwned>(name: &'static str) -> Self {
        Self {
            name,
            valid: cases::valid::<T>,
            invalid: cases::invalid::<T>,
            random: cases::random::<T>,
            check: |text| crossfield::check_json::<T>(text),
            shape: <T as Described>::SHAPE,
            path: std::any::type_name::<T>,
            explain: crossfield::explain::<T>,
            meanings: schema::meanings::<T>,
        }
    }

    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        ALL.iter()
    }

    /// The type of a document or component.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::all().find(|known| known.name == name).copied()
    }
}
