//! A place in payloads, with all that two schemas say of it, whether under a condition or not.

use std::collections::BTreeSet;

use serde_json::Value;

use super::keyword::{Holds, holds};
use super::text;

/// The place's schemas. They have no references (see `resolve`).
#[derive(Debug, Default)]
pub(super) struct Place<'a> {
    said: Vec<Said<'a>>,
}

#[derive(Clone, Copy, Debug)]
struct Said<'a> {
    schema: &'a Value,
    by: Side,
    /// It holds under no condition.
    certain: bool,
}

/// Which of both versions says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl<'a> Place<'a> {
    pub(super) fn new(old: &'a Value, new: &'a Value) -> Self {
        let mut place = Self::default();
        place.add(old, Side::Old, true);
        place.add(new, Side::New, true);
        place
    }

    fn add(&mut self, schema: &'a Value, by: Side, certain: bool) {
        self.said.push(Said {
            schema,
            by,
            certain,
        });
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            let certain = certain && keyword == "allOf";
            match keyword.as_str() {
                "allOf" | "anyOf" | "oneOf" => {
                    let schemas = value.as_array().into_iter().flatten();
                    schemas.for_each(|inner| self.add(inner, by, certain));
                }
                "if" | "then" | "else" | "not" => self.add(value, by, certain),
                "dependentSchemas" => {
                    let schemas = value.as_object().into_iter().flatten();
                    schemas.for_each(|(_, inner)| self.add(inner, by, certain));
                }
                _ => {}
            }
        }
    }

    /// What one version says under no condition, as one schema.
    pub(super) fn certain(&self, by: Side) -> Value {
        let certain = self
            .said
            .iter()
            .filter(|said| said.by == by && said.certain);
        let certain: Vec<&Value> = certain.map(|said| said.schema).collect();
        // An `allOf` of nothing is no schema.
        if certain.is_empty() {
            return Value::Bool(true);
        }
        serde_json::json!({ "allOf": certain })
    }

    /// What stands under a keyword, wherever it does.
    pub(super) fn values(&self, keyword: &str) -> impl Iterator<Item = &'a Value> {
        let said = self.said.iter();
        said.filter_map(move |said| said.schema.get(keyword))
    }

    /// The patterns that one version has here and the other has not, of each.
    pub(super) fn patterns_apart(&self) -> [Vec<&'a str>; 2] {
        let of = |side: Side| {
            let said = self.said.iter().filter(move |said| said.by == side);
            said.filter_map(|said| said.schema.get("pattern")?.as_str())
        };
        let apart = |one: Side, other: Side| {
            let others: Vec<&str> = of(other).collect();
            of(one)
                .filter(|pattern| !others.contains(pattern))
                .collect()
        };
        [apart(Side::Old, Side::New), apart(Side::New, Side::Old)]
    }

    pub(super) fn numbers(&self, keyword: &str) -> impl Iterator<Item = usize> {
        let numbers = self.values(keyword).filter_map(Value::as_u64);
        numbers.filter_map(|number| usize::try_from(number).ok())
    }

    /// The keys that some schema names, and one that a pattern of keys does.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for properties in self.values("properties").filter_map(Value::as_object) {
            names.extend(properties.keys().cloned());
        }
        for required in self.values("required").filter_map(Value::as_array) {
            names.extend(required.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        for lists in self
            .values("dependentRequired")
            .filter_map(Value::as_object)
        {
            names.extend(lists.keys().cloned());
        }
        for patterns in self
            .values("patternProperties")
            .filter_map(Value::as_object)
        {
            names.extend(
                patterns
                    .keys()
                    .flat_map(|pattern| text::texts(pattern).words)
                    .take(4),
            );
        }
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    /// What is said of the value under a key.
    pub(super) fn property(&self, name: &str) -> Place<'a> {
        let mut place = Place::default();
        for Said {
            schema,
            by,
            certain,
        } in &self.said
        {
            let properties = schema.get("properties");
            let named = properties.and_then(|properties| properties.get(name));
            if let Some(inner) = named.or_else(|| schema.get("additionalProperties")) {
                place.add(inner, *by, *certain);
            }
            let patterns = schema.get("patternProperties").and_then(Value::as_object);
            for (_, inner) in patterns.into_iter().flatten() {
                place.add(inner, *by, false);
            }
        }
        place
    }

    /// What is said of the item at a position.
    pub(super) fn item(&self, position: usize) -> Place<'a> {
        let mut place = Place::default();
        for Said {
            schema,
            by,
            certain,
        } in &self.said
        {
            let prefix = schema.get("prefixItems");
            let prefix = prefix.and_then(|items| items.get(position));
            if let Some(inner) = prefix.or_else(|| schema.get("items")) {
                place.add(inner, *by, *certain);
            }
            if let Some(inner) = schema.get("contains") {
                place.add(inner, *by, false);
            }
        }
        place
    }

    /// Whether something is said of values of a JSON type.
    pub(super) fn takes(&self, kind: &str) -> bool {
        let mut said = self.values("type").flat_map(|types| match types {
            Value::Array(types) => types.iter().collect(),
            one => vec![one],
        });
        let hint = |keywords: &[&str]| {
            keywords
                .iter()
                .any(|keyword| self.values(keyword).next().is_some())
        };
        said.any(|said| said == kind)
            || match kind {
                "object" => hint(&[
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "propertyNames",
                    "minProperties",
                    "maxProperties",
                ]),
                "array" => hint(&[
                    "items",
                    "prefixItems",
                    "contains",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                ]),
                "string" => hint(&["pattern", "minLength", "maxLength"]),
                "number" => hint(&[
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                ]),
                _ => false,
            }
    }
}

/// Every value that a document gives as an example or a default, wherever it stands: the best there is to begin with.
pub(super) fn given(schema: &Value) -> Vec<Value> {
    let mut given = Vec::new();
    collect_given(schema, &mut given);
    given
}

fn collect_given(schema: &Value, given: &mut Vec<Value>) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), holds(keyword), value) {
            ("examples", _, Value::Array(examples)) => given.extend(examples.iter().cloned()),
            ("example" | "default", ..) => given.push(value.clone()),
            ("$defs", _, Value::Object(schemas)) | (_, Holds::Map, Value::Object(schemas)) => {
                schemas
                    .values()
                    .for_each(|inner| collect_given(inner, given));
            }
            (_, Holds::List, Value::Array(schemas)) => {
                for inner in schemas {
                    collect_given(inner, given);
                }
            }
            (_, Holds::Schema, inner) => collect_given(inner, given),
            _ => {}
        }
    }
}
