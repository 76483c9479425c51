//! Objects with flattened fields: the keys of several types in one schema, and the rules of the one behind those of the
//! other.

use serde_json::{Map, Value, json};

use super::variants::Variants;
use super::{Entry, all_entries, field, is_asked_for_by_name, note};
use crate::rule::{Flattened, Rules, Shape};
use crate::ruled::Ruled;

/// The schema of an object with flattened fields, with what schemars wrote of its properties.
///
/// # Panics
/// When serde would hand a key to one of several fields that could have it.
pub(super) fn object(
    rules: &'static Rules,
    mut keywords: Map<String, Value>,
) -> Map<String, Value> {
    let old = match keywords.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    // schemars writes the second where a flattened type has rules across fields.
    let others = ["additionalProperties", "unevaluatedProperties"];
    let rest = others.into_iter().filter_map(|name| keywords.remove(name));
    let rest = rest.filter(Value::is_object).last();
    // What schemars took over from the flattened types is written anew.
    for keyword in ["required", "allOf", "$comment", note::NOTE] {
        keywords.remove(keyword);
    }
    let mut merged = Merged {
        old,
        rest,
        properties: Map::new(),
        required: Vec::new(),
        all_of: Vec::new(),
        variants: Variants::default(),
        others: None,
    };
    merged.add(rules, rules);
    let entries = all_entries(rules).into_iter();
    let entries = entries.filter(|entry| !merged.variants.say(*entry));
    merged.all_of = entries.map(Entry::schema).collect();
    keywords.insert("type".to_owned(), "object".into());
    keywords.extend(merged.keywords());
    keywords
}

struct Merged {
    old: Map<String, Value>,
    rest: Option<Value>,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    all_of: Vec<Value>,
    variants: Variants,
    others: Option<Map<String, Value>>,
}

impl Merged {
    fn add(&mut self, rules: &'static Rules, within: &'static Rules) {
        for field in rules.fields {
            let old = match self.old.remove(field.name) {
                Some(Value::Object(keywords)) => keywords,
                _ => Map::new(),
            };
            let property = Value::from(field::property(rules, field, old));
            for key in field.keys() {
                let before = self.properties.insert(key.to_owned(), property.clone());
                assert!(
                    before.is_none(),
                    "the key `{key}` of `{}` is one of another field of `{}` too: serde reads it into the first of them only",
                    rules.name,
                    within.name
                );
            }
            if is_asked_for_by_name(rules, field) {
                self.required.push(field.name);
            }
        }
        self.variants.add(rules, &self.properties);
        for flattened in rules.flattened {
            self.add_flattened(flattened, within);
        }
    }

    fn add_flattened(&mut self, flattened: &'static Flattened, within: &'static Rules) {
        match &flattened.shape {
            Shape::Object(rules) => {
                self.add(rules(), within);
                assert!(
                    rules().flattened.is_empty() || !holds_map(within),
                    "`{}` has flattened fields itself, so serde hands its keys to the flattened map of `{}` too",
                    rules().name,
                    within.name
                );
            }
            Shape::Map(entry) => {
                let old = match self.rest.take() {
                    Some(Value::Object(keywords)) => keywords,
                    _ => Map::new(),
                };
                self.others = Some(field::rewritten(Ruled::new(entry, &[]), old));
            }
            // The constructor of the table takes no other.
            _ => {}
        }
    }

    fn keywords(self) -> Map<String, Value> {
        let mut keywords = Map::new();
        keywords.insert("properties".to_owned(), self.properties.into());
        if !self.required.is_empty() {
            keywords.insert("required".to_owned(), json!(self.required));
        }
        if let Some(others) = self.others {
            keywords.insert("additionalProperties".to_owned(), others.into());
        }
        if !self.all_of.is_empty() {
            keywords.insert("allOf".to_owned(), self.all_of.into());
        }
        note::add_variants(&mut keywords, self.variants.into_lists());
        keywords
    }
}

fn holds_map(rules: &Rules) -> bool {
    let mut flattened = rules.flattened.iter();
    flattened.any(|flattened| matches!(flattened.shape, Shape::Map(_)))
}

/// What the keys hold that are no others': the last flattened map says it.
pub(super) fn map_of(rules: &'static Rules) -> Option<&'static Shape> {
    let mut flattened = rules.flattened.iter().rev();
    flattened.find_map(|flattened| match &flattened.shape {
        Shape::Map(entry) => Some(*entry),
        Shape::Object(rules) => map_of(rules()),
        _ => None,
    })
}
