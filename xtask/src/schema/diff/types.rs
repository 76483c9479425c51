//! What the comparison asks of a type whose rules are known.

use conformance::types::Type;
use serde_json::Value;

use super::search::Effort;

/// What the rules of a type say of a payload: one line a violation.
pub(super) fn violations(kind: Type, payload: &Value) -> Vec<String> {
    match (kind.check)(payload.to_string().as_bytes()) {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    }
}

/// Payloads made from the rules of a type. A fourth of all is random.
pub(super) fn payloads(kind: Type, effort: Effort) -> Vec<Value> {
    let made = (kind.valid)().into_iter().chain((kind.invalid)());
    let made = made.map(|case| case.text().to_owned());
    // Some are no JSON, and those are the same to every schema.
    let texts = made.chain((kind.random)(effort.seed).take(effort.cases / 4));
    texts
        .filter_map(|text| serde_json::from_str(&text).ok())
        .collect()
}
