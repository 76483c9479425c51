//! What the comparison asks of a type whose rules are known.

use serde_json::Value;

use super::search::Effort;
use crate::types::Type;

impl Type {
    /// What its rules say of a payload: one line a violation.
    pub(super) fn violations(self, payload: &Value) -> Vec<String> {
        match (self.check)(payload.to_string().as_bytes()) {
            Ok(()) => Vec::new(),
            Err(violations) => violations.iter().map(ToString::to_string).collect(),
        }
    }

    /// Payloads made from its rules. A fourth of all is random.
    pub(super) fn payloads(self, effort: Effort) -> Vec<Value> {
        let made = (self.valid)().into_iter().chain((self.invalid)());
        let made = made.map(|case| case.text().to_owned());
        // Some are no JSON, and those are the same to every schema.
        let texts = made.chain((self.random)(effort.seed).take(effort.cases / 4));
        texts
            .filter_map(|text| serde_json::from_str(&text).ok())
            .collect()
    }
}
