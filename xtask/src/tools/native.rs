//! Which Rust types stand behind the operations: their payloads are what the tools are held to.

use crate::types::{ENDPOINT, REQUEST, Type};

/// What an operation takes and answers.
#[derive(Debug)]
pub(super) struct Native {
    operation: &'static str,
    pub(super) request: &'static Type,
    pub(super) answer: &'static Type,
}

/// The types with rules.
pub(super) const TYPES: &[Type] = &[REQUEST, ENDPOINT];

/// A line for each operation that takes a body. It is named by its id and not by what the document refers to, which
/// may be the wrong type.
const OPERATIONS: &[Native] = &[Native {
    operation: "updateSipEndpoint",
    request: &REQUEST,
    answer: &ENDPOINT,
}];

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
