//! The variants of an enum with a tag as components of their own, so that `discriminator` can name them.
//!
//! The keyword takes references only, and with it some tools refuse every object without the key. So it stands with the
//! variants of an enum, whose tag must be there, and not with those that a field decides.

use serde_json::{Map, Value, json};

use super::PLACE;
use super::dialect::each_inner;

type Keywords = Map<String, Value>;

/// Moves the variants of each component that is an enum with a tag into components of their own.
pub(super) fn name_variants(schemas: &mut Keywords) {
    let mut named = Keywords::new();
    let others: Vec<String> = schemas.keys().cloned().collect();
    for schema in schemas.values_mut().filter_map(Value::as_object_mut) {
        let is_taken = |name: &str, named: &Keywords| {
            others.iter().any(|other| other == name) || named.contains_key(name)
        };
        if let Some(tag) = tag(schema) {
            refer(schema, &tag, &mut named, &is_taken);
        }
    }
    schemas.extend(named);
    schemas.values_mut().for_each(drop_unnamed);
}

/// Drops the keyword where the variants are no references.
pub(super) fn drop_unnamed(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return;
    };
    let variants = keywords.get("oneOf").and_then(Value::as_array);
    let is_reference = |variant: &Value| variant.get("$ref").is_some();
    if variants.is_some_and(|variants| !variants.iter().all(is_reference)) {
        keywords.remove("discriminator");
    }
    each_inner(keywords, &mut |_, inner| drop_unnamed(inner));
}

fn tag(schema: &Keywords) -> Option<String> {
    let name = schema.get("discriminator")?.get("propertyName")?;
    Some(name.as_str()?.to_owned())
}

fn refer(
    schema: &mut Keywords,
    tag: &str,
    named: &mut Keywords,
    is_taken: &dyn Fn(&str, &Keywords) -> bool,
) {
    let Some(Value::Array(variants)) = schema.get_mut("oneOf") else {
        return;
    };
    let mut mapping = Keywords::new();
    for variant in variants {
        let mut name = variant["title"].as_str().unwrap_or("Variant").to_owned();
        while is_taken(&name, named) {
            name.push('_');
        }
        let reference = format!("{PLACE}{name}");
        for value in variant["properties"][tag]["enum"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let value = value.as_str().unwrap_or_default().to_owned();
            mapping.insert(value, reference.as_str().into());
        }
        named.insert(
            name,
            std::mem::replace(variant, json!({ "$ref": reference })),
        );
    }
    schema.insert(
        "discriminator".to_owned(),
        json!({ "propertyName": tag, "mapping": mapping }),
    );
}
