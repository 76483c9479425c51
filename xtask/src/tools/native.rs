//! Which Rust types stand behind the documents: their payloads are what the tools are held to.

use crossfield::cases::{self, Case};
use crossfield::{Described, Validate, Violations};
use serde::de::DeserializeOwned;
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

/// A Rust type that documents describe.
#[derive(Debug)]
pub(super) struct Type {
    /// Its name in the documents.
    pub(super) name: &'static str,
    /// Payloads that keep every rule.
    pub(super) valid: fn() -> Vec<Case>,
    /// Payloads that break one rule each.
    pub(super) invalid: fn() -> Vec<Case>,
    /// What is wrong with a text.
    pub(super) check: fn(&[u8]) -> Result<(), Violations>,
}

/// What an operation takes and answers.
#[derive(Debug)]
pub(super) struct Native {
    operation: &'static str,
    pub(super) request: &'static Type,
    pub(super) answer: &'static Type,
}

const REQUEST: Type = Type::new::<UpdateSipEndpointRequest>("UpdateSipEndpointRequest");
const ENDPOINT: Type = Type::new::<SipEndpoint>("SipEndpoint");

/// The types with rules.
pub(super) const TYPES: &[Type] = &[REQUEST, ENDPOINT];

/// A line for each operation that takes a body. It is named by its id and not by what the document refers to, which
/// may be the wrong type.
const OPERATIONS: &[Native] = &[Native {
    operation: "updateSipEndpoint",
    request: &REQUEST,
    answer: &ENDPOINT,
}];

impl Type {
    const fn new<T: Described + Validate + DeserializeOwned>(name: &'static str) -> Self {
        Self {
            name,
            valid: cases::valid::<T>,
            invalid: cases::invalid::<T>,
            check: |text| crossfield::check_json::<T>(text),
        }
    }
}

impl Native {
    /// The types of an operation.
    ///
    /// # Errors
    /// There is no line for it: with where to write one.
    pub(super) fn of(operation: &str) -> Result<&'static Self, String> {
        let known = OPERATIONS
            .iter()
            .find(|native| native.operation == operation);
        known.ok_or_else(|| {
            format!(
                "no Rust type is known for the body of `{operation}`; name it in {}",
                file!()
            )
        })
    }
}
