//! The types that documents are about, by the names under which they stand in them.

use crossfield::cases;
use serde_json::Value;
use signalwire_sip::{
    ErrorItem, ErrorList, ErrorMessage, ResourceId, SipEndpoint, UpdateSipEndpointRequest,
};

use super::search::Effort;

/// A type whose rules are known: they make payloads, and judge them.
#[derive(Clone, Copy)]
pub(super) struct Type {
    check: fn(&[u8]) -> Result<(), crossfield::Violations>,
    cases: fn(u64, usize) -> Vec<Value>,
}

impl Type {
    /// The type of a document or component, by its title or key.
    pub(super) fn named(name: &str) -> Option<Self> {
        macro_rules! by_name {
            ($($type:ident),*) => {
                match name {
                    $(stringify!($type) => Some(Self {
                        check: |text| crossfield::check_json::<$type>(text),
                        cases: payloads::<$type>,
                    }),)*
                    _ => None,
                }
            };
        }
        by_name!(
            ErrorItem,
            ErrorList,
            ErrorMessage,
            ResourceId,
            SipEndpoint,
            UpdateSipEndpointRequest
        )
    }

    /// What its rules say of a payload: one line a violation.
    pub(super) fn violations(self, payload: &Value) -> Vec<String> {
        match (self.check)(payload.to_string().as_bytes()) {
            Ok(()) => Vec::new(),
            Err(violations) => violations.iter().map(ToString::to_string).collect(),
        }
    }

    /// Payloads made from its rules. A fourth of all is random.
    pub(super) fn payloads(self, effort: Effort) -> Vec<Value> {
        (self.cases)(effort.seed, effort.cases / 4)
    }
}

fn payloads<T: crossfield::Described>(seed: u64, random: usize) -> Vec<Value> {
    let made = cases::valid::<T>().into_iter().chain(cases::invalid::<T>());
    let made = made.map(|case| case.text().to_owned());
    // Some are no JSON, and those are the same to every schema.
    let texts = made.chain(cases::random::<T>(seed).take(random));
    texts
        .filter_map(|text| serde_json::from_str(&text).ok())
        .collect()
}
