//! What a document as a whole needs: only the definitions it refers to, and keywords where a reader looks for them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The order of keywords. Others come behind, as they are.
const ORDER: [&str; 46] = [
    "$schema",
    "$id",
    "$ref",
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "type",
    "nullable",
    "enum",
    "const",
    "format",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "properties",
    "required",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "anyOf",
    "oneOf",
    "discriminator",
    "allOf",
    "not",
    "if",
    "then",
    "else",
    "default",
    "examples",
    "example",
    "$comment",
    "$defs",
];

/// Puts the keywords of a schema, and of those in it, in order, and its paragraphs on one line each.
pub(super) fn arrange(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return;
    };
    if let Some(Value::String(text)) = keywords.get_mut("description") {
        *text = unwrapped(text);
    }
    each_inner(keywords, &mut |_, inner| arrange(inner));
    let mut unordered = std::mem::take(keywords);
    let ordered = ORDER
        .iter()
        .filter_map(|keyword| Some(((*keyword).to_owned(), unordered.remove(*keyword)?)));
    *keywords = ordered.collect::<Map<_, _>>();
    keywords.extend(unordered);
}

/// Visits the schemas in a schema, each with the keyword under which it stands.
pub(super) fn each_inner(
    keywords: &mut Map<String, Value>,
    visit: &mut dyn FnMut(&str, &mut Value),
) {
    for (keyword, value) in keywords.iter_mut() {
        match (keyword.as_str(), value) {
            (
                "properties" | "$defs" | "definitions" | "patternProperties" | "dependentSchemas",
                Value::Object(schemas),
            ) => {
                for schema in schemas.values_mut() {
                    visit(keyword, schema);
                }
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(schemas)) => {
                for schema in schemas {
                    visit(keyword, schema);
                }
            }
            (
                "items"
                | "contains"
                | "additionalProperties"
                | "propertyNames"
                | "not"
                | "if"
                | "then"
                | "else"
                | "unevaluatedProperties"
                | "unevaluatedItems",
                schema,
            ) => {
                visit(keyword, schema);
            }
            _ => {}
        }
    }
}

/// How a line starts that does not go on with the paragraph before it.
const BLOCKS: [&str; 8] = ["- ", "* ", "1. ", "#", "|", ">", " ", "```"];

/// Markdown without the line breaks that a source file has for its width.
fn unwrapped(text: &str) -> String {
    let mut unwrapped = String::with_capacity(text.len());
    for line in text.lines() {
        let starts_block = line.is_empty() || BLOCKS.iter().any(|mark| line.starts_with(mark));
        let ends_block = unwrapped.is_empty() || unwrapped.ends_with('\n');
        match (starts_block, ends_block) {
            (false, false) => unwrapped.push(' '),
            (true, false) => unwrapped.push('\n'),
            _ => {}
        }
        unwrapped.push_str(line);
        if line.is_empty() {
            unwrapped.push('\n');
        }
    }
    unwrapped
}

/// Drops the definitions of a document that nothing refers to.
pub(super) fn prune(document: &mut Value) {
    let Some(keywords) = document.as_object_mut() else {
        return;
    };
    let Some(Value::Object(mut definitions)) = keywords.remove("$defs") else {
        return;
    };
    prune_definitions(&mut definitions, document, "#/$defs/");
    if let Some(keywords) = document.as_object_mut()
        && !definitions.is_empty()
    {
        keywords.insert("$defs".to_owned(), definitions.into());
    }
}

/// Keeps the definitions that are reached from `used`, in one step or several.
pub(super) fn prune_definitions(definitions: &mut Map<String, Value>, used: &Value, prefix: &str) {
    let mut reached = BTreeSet::new();
    let mut pending = vec![used];
    while let Some(value) = pending.pop() {
        for name in references(value, prefix) {
            if reached.insert(name.to_owned()) {
                pending.extend(definitions.get(name));
            }
        }
    }
    definitions.retain(|name, _| reached.contains(name));
}

fn references<'a>(value: &'a Value, prefix: &str) -> Vec<&'a str> {
    match value {
        Value::Array(items) => items
            .iter()
            .flat_map(|item| references(item, prefix))
            .collect(),
        Value::Object(entries) => {
            let own = entries
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix(prefix));
            let below = entries.values().flat_map(|entry| references(entry, prefix));
            own.into_iter().chain(below).collect()
        }
        _ => Vec::new(),
    }
}
