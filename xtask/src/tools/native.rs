//! Which Rust type stands behind an operation: its payloads are what the tools are held to.

use crossfield::cases::{self, Case};
use crossfield::{Described, Validate, Violations};
use serde::de::DeserializeOwned;
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

/// What an operation takes and answers, by the Rust types.
#[derive(Debug)]
pub(super) struct Native {
    operation: &'static str,
    /// Payloads that keep every rule of the request.
    pub(super) valid: fn() -> Vec<Case>,
    /// Payloads that break one rule of the request each.
    pub(super) invalid: fn() -> Vec<Case>,
    /// What is wrong with an answer.
    pub(super) answer: fn(&[u8]) -> Result<(), Violations>,
}

/// A line for each operation that takes a body.
const OPERATIONS: &[Native] = &[Native::new::<UpdateSipEndpointRequest, SipEndpoint>(
    "updateSipEndpoint",
)];

impl Native {
    const fn new<Request, Answer>(operation: &'static str) -> Self
    where
        Request: Described,
        Answer: Validate + DeserializeOwned,
    {
        Self {
            operation,
            valid: cases::valid::<Request>,
            invalid: cases::invalid::<Request>,
            answer: |text| crossfield::check_json::<Answer>(text),
        }
    }

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
