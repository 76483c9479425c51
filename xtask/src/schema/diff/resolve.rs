//! A schema that stands alone: what it refers to is written where it refers to it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::keyword::{Holds, holds};

/// References may be nested so that writing them out would never end, or not in our time.
const NODES: usize = 100_000;

/// A schema without references and without notes, and why it says less than the one it was made from, if it does.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) schema: Value,
    /// A reference that leads out of the document or back into itself: `true` stands in its place.
    pub(super) lost: Option<String>,
}

/// Writes out the references of a schema that stands in a document, or is one.
pub(super) fn resolve(document: &Value, schema: &Value) -> Resolved {
    let mut resources = BTreeMap::new();
    find_resources(document, &mut resources);
    let mut resolver = Resolver {
        resources,
        open: Vec::new(),
        nodes: 0,
        lost: None,
    };
    let schema = resolver.schema(schema, document);
    Resolved {
        schema,
        lost: resolver.lost,
    }
}

/// Schemas that have a name of their own: references inside start from them, and may name them from anywhere.
fn find_resources<'a>(value: &'a Value, found: &mut BTreeMap<&'a str, &'a Value>) {
    match value {
        Value::Object(entries) => {
            if let Some(Value::String(id)) = entries.get("$id") {
                found.insert(id.trim_end_matches('#'), value);
            }
            entries
                .values()
                .for_each(|inner| find_resources(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| find_resources(inner, found)),
        _ => {}
    }
}

struct Resolver<'a> {
    resources: BTreeMap<&'a str, &'a Value>,
    /// The references on the way to where we are, so that none is followed into itself.
    open: Vec<*const Value>,
    nodes: usize,
    lost: Option<String>,
}

impl<'a> Resolver<'a> {
    fn schema(&mut self, schema: &'a Value, resource: &'a Value) -> Value {
        self.nodes += 1;
        let Value::Object(keywords) = schema else {
            return schema.clone();
        };
        if self.nodes > NODES {
            return self.lose("its references, written out, are too many".to_owned());
        }
        let resource = if keywords.contains_key("$id") {
            schema
        } else {
            resource
        };
        let mut resolved = Map::new();
        for (keyword, value) in keywords.iter().filter(|(keyword, _)| *keyword != "$ref") {
            if let Some(value) = self.keyword(keyword, value, resource) {
                resolved.insert(keyword.clone(), value);
            }
        }
        match keywords.get("$ref") {
            Some(reference) => self.with_reference(resolved, reference, resource),
            None => resolved.into(),
        }
    }

    fn keyword(&mut self, keyword: &str, value: &'a Value, resource: &'a Value) -> Option<Value> {
        if matches!(keyword, "$dynamicRef" | "$recursiveRef") {
            return Some(self.lose(format!("`{keyword}` is not followed")));
        }
        match (holds(keyword), value) {
            (Holds::Note, _) => None,
            (Holds::List, Value::Array(schemas)) => {
                let schemas = schemas.iter().map(|schema| self.schema(schema, resource));
                Some(schemas.collect())
            }
            (Holds::Map, Value::Object(schemas)) => {
                let schemas = schemas.iter();
                let schemas =
                    schemas.map(|(name, schema)| (name.clone(), self.schema(schema, resource)));
                Some(Value::Object(schemas.collect()))
            }
            (Holds::Schema, schema) => Some(self.schema(schema, resource)),
            (Holds::Value | Holds::List | Holds::Map, value) => Some(value.clone()),
        }
    }

    /// What is referred to joins the `allOf` beside it, so that `unevaluatedProperties` there still sees it.
    fn with_reference(
        &mut self,
        mut beside: Map<String, Value>,
        reference: &Value,
        resource: &'a Value,
    ) -> Value {
        let target = self.target(reference, resource);
        if beside.is_empty() {
            return target;
        }
        match beside.get_mut("allOf") {
            Some(Value::Array(all)) => all.push(target),
            _ => drop(beside.insert("allOf".to_owned(), json!([target]))),
        }
        beside.into()
    }

    fn target(&mut self, reference: &Value, resource: &'a Value) -> Value {
        let text = reference.as_str().unwrap_or_default();
        let Some((target, resource)) = self.find(text, resource) else {
            return self.lose(format!("the reference `{text}` leads out of the document"));
        };
        let place: *const Value = target;
        if self.open.contains(&place) {
            return self.lose(format!("the reference `{text}` leads back into itself"));
        }
        self.open.push(place);
        let resolved = self.schema(target, resource);
        self.open.pop();
        resolved
    }

    fn find(&self, reference: &str, resource: &'a Value) -> Option<(&'a Value, &'a Value)> {
        let (name, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let resource = match name {
            "" => resource,
            name => self.resources.get(name).copied()?,
        };
        let pointer = percent_decoded(fragment)?;
        Some((resource.pointer(&pointer)?, resource))
    }

    fn lose(&mut self, why: String) -> Value {
        self.lost.get_or_insert(why);
        Value::Bool(true)
    }
}

/// A pointer in a fragment may be percent-encoded (RFC 6901, section 6).
fn percent_decoded(fragment: &str) -> Option<String> {
    let mut bytes = fragment.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        let digits = (byte == b'%').then(|| [bytes.next(), bytes.next()]);
        decoded.push(match digits {
            None => byte,
            Some([Some(high), Some(low)]) => hexadecimal(high)? * 16 + hexadecimal(low)?,
            Some(_) => return None,
        });
    }
    String::from_utf8(decoded).ok()
}

fn hexadecimal(digit: u8) -> Option<u8> {
    let digit = char::from(digit).to_digit(16)?;
    u8::try_from(digit).ok()
}
