//! Proofs that every payload of one schema is one of another.
//!
//! The canonical form of the `jsonschema` crate proves it of a few parts. Of whole documents with a dozen conditions it
//! gives up after seconds, since it writes out every combination of them. So the documents are compared part by part: a
//! part that both have needs no proof, and another follows from the parts that are about the same properties, or not.
//! Patterns, which the canonical form does not look into, are compared as automata (`inclusion`).

use std::collections::BTreeSet;

use jsonschema::canonical::{CanonicalView, Containment, RawReason, options};
use serde_json::{Value, json};

use super::inclusion::{Inclusion, inclusion};
use super::parts::subjects;
use super::schema::Schema;
use crate::workspace::escaped;

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
    if follows_by_pattern(part, from) {
        return Ok(());
    }
    let of = subjects(part);
    let from = chosen(from, |about| takes(about, &of));
    let proven = contains(part, &from)?;
    proven
        .then_some(())
        .ok_or_else(|| format!("the canonical form does not tell of {}", short(part)))
}

/// To the canonical form a pattern is a name. Here it is what it takes: a part that demands a pattern of something follows
/// from one that demands another of the same, if that takes less.
fn follows_by_pattern(part: &Value, from: &[Value]) -> bool {
    let Some((place, pattern)) = demanded_pattern(part) else {
        return false;
    };
    from.iter()
        .filter_map(demanded_pattern)
        .any(|(other, narrower)| {
            other == place && inclusion(narrower, pattern) == Inclusion::Included
        })
}

/// The pattern that a part demands of some place, and the part without it. Not one in a condition or under `not`.
fn demanded_pattern(part: &Value) -> Option<(Value, &str)> {
    let pointer = pointer_to_pattern(part)?;
    let pattern = part.pointer(&pointer)?.as_str()?;
    let mut place = part.clone();
    *place.pointer_mut(&pointer)? = Value::Null;
    Some((place, pattern))
}

fn pointer_to_pattern(part: &Value) -> Option<String> {
    let keywords = part.as_object()?;
    if keywords.contains_key("pattern") {
        return Some("/pattern".to_owned());
    }
    keywords.iter().find_map(|(keyword, value)| {
        let (step, inside) = match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "dependentSchemas", Value::Object(schemas)) => {
                let (name, schema) = schemas.iter().next()?;
                (format!("/{}", escaped(name)), schema)
            }
            ("prefixItems", Value::Array(schemas)) => (
                format!("/{}", schemas.len().checked_sub(1)?),
                schemas.last()?,
            ),
            ("additionalProperties" | "items" | "propertyNames" | "then" | "else", schema) => {
                (String::new(), schema)
            }
            _ => return None,
        };
        Some(format!("/{keyword}{step}{}", pointer_to_pattern(inside)?))
    })
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
