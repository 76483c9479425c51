//! Schemas of `OpenAPI` 3.0.3 as its specification defines them, said in JSON Schema 2020-12 for validators of that.
//!
//! It is strict: a keyword that the Schema Object has not, or one whose meaning tools do not agree on, is an error. That
//! way a document that is read here is one that tools of 3.0 read.

use serde_json::{Map, Value, json};

/// The keywords of JSON Schema that types here have and 3.0 has nothing for.
pub const LACKS: [&str; 4] = [
    "prefixItems",
    "propertyNames",
    "patternProperties",
    "unevaluatedProperties",
];

/// The schema of a name in a document's components, as a document of JSON Schema 2020-12.
///
/// # Errors
/// What is not of 3.0.3, with its pointer.
pub fn read(document: &Value, name: &str) -> Result<Value, String> {
    at(document, &format!("#/components/schemas/{name}"))
}

/// The same for a schema anywhere in a document: a reference to it, or the schema itself.
///
/// # Errors
/// What is not of 3.0.3, with its pointer; or there is no schema.
pub fn at(document: &Value, reference: &str) -> Result<Value, String> {
    if document["openapi"] != "3.0.3" {
        return Err(format!("it is of OpenAPI {}", document["openapi"]));
    }
    let mut schemas = Map::new();
    let components = document["components"]["schemas"].as_object();
    for (name, schema) in components.into_iter().flatten() {
        let schema = schema_object(schema, &format!("/components/schemas/{name}"))?;
        schemas.insert(name.clone(), schema);
    }
    let pointer = reference.trim_start_matches('#');
    let found = document.pointer(pointer);
    let found = found.ok_or_else(|| format!("there is no schema at {pointer}"))?;
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.com/openapi30.schema.json",
        "allOf": [schema_object(found, pointer)?],
        "components": { "schemas": schemas },
    }))
}

/// A schema of a document as it stands there, with all that it may refer to: for validators of 3.0. `None` if there is none.
#[must_use]
pub fn beside_components(document: &Value, pointer: &str) -> Option<Value> {
    Some(json!({
        "allOf": [document.pointer(pointer)?],
        "components": { "schemas": document["components"]["schemas"] },
    }))
}

fn schema_object(schema: &Value, at: &str) -> Result<Value, String> {
    let keywords = schema.as_object();
    let keywords = keywords.ok_or_else(|| format!("{at}: {schema} is no Schema Object"))?;
    consistent(keywords).map_err(|wrong| format!("{at}: {wrong}"))?;
    let mut read = Map::new();
    for (keyword, value) in keywords {
        let at = format!("{at}/{keyword}");
        if let Some(value) = meaning(keyword, value, keywords, &at)? {
            read.insert(keyword.clone(), value);
        }
    }
    for (bound, excluded) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if keywords.get(excluded) == Some(&json!(true)) {
            let value = read.remove(bound).unwrap_or_default();
            read.insert(excluded.to_owned(), value);
        }
    }
    Ok(read.into())
}

/// What keywords ask of those beside them.
fn consistent(keywords: &Map<String, Value>) -> Result<(), &'static str> {
    let has = |keyword: &str| keywords.contains_key(keyword);
    if has("$ref") && keywords.len() > 1 {
        return Err("what stands beside `$ref` is passed over");
    }
    if has("nullable") && !has("type") {
        return Err("`nullable` counts only beside `type`");
    }
    if keywords.get("type") == Some(&json!("array")) && !has("items") {
        return Err("an array must have `items`");
    }
    if has("exclusiveMinimum") && !has("minimum") || has("exclusiveMaximum") && !has("maximum") {
        return Err("an excluded bound is one beside the flag");
    }
    if let Some(discriminator) = keywords.get("discriminator") {
        let variants = keywords.get("oneOf").and_then(Value::as_array);
        let refers = |variant: &Value| variant.get("$ref").is_some();
        let named = variants.is_some_and(|variants| variants.iter().all(refers));
        if !named || discriminator["propertyName"].as_str().is_none() {
            return Err("`discriminator` takes references");
        }
    }
    Ok(())
}

/// A keyword in 2020-12; `None` where it asserts nothing, or is read with another.
fn meaning(
    keyword: &str,
    value: &Value,
    beside: &Map<String, Value>,
    at: &str,
) -> Result<Option<Value>, String> {
    let wrong = || Err(format!("{at}: {value} is not what 3.0.3 has there"));
    let each = |schemas: &Vec<Value>| -> Result<Value, String> {
        let schemas = schemas.iter().enumerate();
        schemas
            .map(|(index, schema)| schema_object(schema, &format!("{at}/{index}")))
            .collect()
    };
    Ok(Some(match (keyword, value) {
        ("type", Value::String(name)) => match name.as_str() {
            "array" | "boolean" | "integer" | "number" | "object" | "string" => {
                let nullable = beside.get("nullable") == Some(&json!(true));
                if nullable {
                    json!([name, "null"])
                } else {
                    json!(name)
                }
            }
            _ => return wrong(),
        },
        ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) if !schemas.is_empty() => {
            each(schemas)?
        }
        ("properties", Value::Object(properties)) => {
            let mut read = Map::new();
            for (name, schema) in properties {
                read.insert(
                    name.clone(),
                    schema_object(schema, &format!("{at}/{name}"))?,
                );
            }
            read.into()
        }
        ("required" | "enum", Value::Array(values)) if !values.is_empty() => value.clone(),
        ("nullable" | "exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_))
        | ("title" | "description", Value::String(_))
        | ("default" | "example" | "discriminator" | "deprecated" | "readOnly" | "writeOnly", _) => {
            return Ok(None);
        }
        ("$ref" | "format" | "pattern", Value::String(_))
        | ("uniqueItems" | "additionalProperties", Value::Bool(_))
        | (
            "minimum" | "maximum" | "multipleOf" | "minLength" | "maxLength" | "minItems"
            | "maxItems" | "minProperties" | "maxProperties",
            Value::Number(_),
        ) => value.clone(),
        ("not" | "items" | "additionalProperties", schema) => schema_object(schema, at)?,
        _ => return wrong(),
    }))
}
