//! Proofs that every payload of one schema is one of another.
//!
//! The canonical form of the `jsonschema` crate proves it of a few parts. Of whole documents with a dozen conditions it
//! gives up after seconds, since it writes out every combination of them. So the documents are compared part by part: a
//! part that both have needs no proof, and another follows from the parts that are about the same properties, or not.

use std::collections::BTreeSet;

use jsonschema::canonical::{CanonicalView, Containment, RawReason, options};
use serde_json::{Value, json};

use super::parts::subjects;
use super::schema::Schema;

/// Whether each payload of `inner` is proven to be one of `outer`, by what takes no time.
///
/// # Errors
/// It is not proven: why. It may hold for all that.
pub(super) fn covers(outer: &Schema, inner: &Schema) -> Result<(), String> {
    match (&outer.parts, &inner.parts) {
        (Ok(outer), Ok(inner)) => {
            let mut missing = missing(outer, inner);
            missing.try_for_each(|part| follows(part, inner, BTreeSet::is_subset))
        }
        (Err(why), _) | (_, Err(why)) => Err(why.clone()),
    }
}

/// The same as [`covers`], by what may take seconds: from more parts at a time, and then from all.
///
/// # Errors
/// It is not proven: why.
pub(super) fn covers_in_the_end(outer: &Schema, inner: &Schema) -> Result<(), String> {
    if let (Ok(outer), Ok(inner)) = (&outer.parts, &inner.parts) {
        let touches = |about: &BTreeSet<String>, of: &BTreeSet<String>| {
            about.is_subset(of) || !about.is_disjoint(of)
        };
        if missing(outer, inner).all(|part| follows(part, inner, touches).is_ok()) {
            return Ok(());
        }
    }
    let proven = contains(&outer.whole, &inner.whole)?;
    proven
        .then_some(())
        .ok_or_else(|| "the canonical forms of both do not tell".to_owned())
}

fn missing<'a>(outer: &'a [Value], inner: &'a [Value]) -> impl Iterator<Item = &'a Value> {
    outer.iter().filter(|part| !inner.contains(part))
}

/// Whether a part follows from those others whose subjects are chosen by its own.
fn follows(
    part: &Value,
    from: &[Value],
    takes: impl Fn(&BTreeSet<String>, &BTreeSet<String>) -> bool,
) -> Result<(), String> {
    let of = subjects(part);
    let from = chosen(from, |about| takes(about, &of));
    let proven = contains(part, &from)?;
    proven
        .then_some(())
        .ok_or_else(|| format!("the canonical form does not tell of {}", short(part)))
}

fn chosen(parts: &[Value], takes: impl Fn(&BTreeSet<String>) -> bool) -> Value {
    let chosen = parts.iter().filter(|part| takes(&subjects(part)));
    let chosen: Vec<&Value> = chosen.collect();
    // An `allOf` of nothing is no schema.
    if chosen.is_empty() {
        return Value::Bool(true);
    }
    json!({ "allOf": chosen })
}

/// A part of a schema, for a line of text.
fn short(part: &Value) -> String {
    const MOST: usize = 100;
    let text = part.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

fn contains(outer: &Value, inner: &Value) -> Result<bool, String> {
    let canonical = |schema: &Value| {
        let canonical = options()
            .offline()
            .canonicalize(schema)
            .map_err(|error| error.to_string())?;
        match canonical.view() {
            CanonicalView::Raw(raw) => Err(reason(raw.reason, raw.pointer)),
            _ => Ok(canonical),
        }
    };
    let answer = canonical(outer)?.covers(&canonical(inner)?);
    answer
        .map(|answer| answer == Containment::Yes)
        .map_err(|error| error.to_string())
}

fn reason(reason: RawReason, pointer: Option<String>) -> String {
    match (reason, pointer) {
        (RawReason::Unmodeled, Some(pointer)) => {
            format!("the canonical form has no words for `{pointer}`")
        }
        (RawReason::Unmodeled, None) => "the canonical form has no words for it".to_owned(),
        (RawReason::OutgrewIntersections | RawReason::OutgrewCases, _) => {
            "its conditions have too many combinations".to_owned()
        }
        (other, _) => format!("the canonical form gave up ({other:?})"),
    }
}
