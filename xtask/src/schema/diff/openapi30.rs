//! Schemas of OpenAPI 3.0, which are not those of JSON Schema, said in JSON Schema 2020-12.

use serde_json::{Map, Value, json};

/// Translates a schema.
///
/// `nullable` adds null to the `type` beside it and to nothing else, as OpenAPI 3.0.3 says: an `enum` without null still
/// refuses it. What stands beside a `$ref` is ignored there.
///
/// # Errors
/// What a payload must be depends on who sends it (`readOnly`, `writeOnly`).
pub(super) fn translated(schema: &Value) -> Result<Value, String> {
    let Value::Object(keywords) = schema else {
        return Ok(schema.clone());
    };
    if let Some(reference) = keywords.get("$ref") {
        return Ok(json!({ "$ref": reference }));
    }
    let mut translated = Map::new();
    for (keyword, value) in keywords {
        if let Some(value) = of_keyword(keyword, value, keywords)? {
            translated.insert(keyword.clone(), value);
        }
    }
    exclusive(&mut translated, "exclusiveMinimum", "minimum");
    exclusive(&mut translated, "exclusiveMaximum", "maximum");
    Ok(translated.into())
}

fn of_keyword(
    keyword: &str,
    value: &Value,
    beside: &Map<String, Value>,
) -> Result<Option<Value>, String> {
    Ok(Some(match (keyword, value) {
        ("readOnly" | "writeOnly", Value::Bool(true)) => {
            return Err(format!(
                "`{keyword}` of OpenAPI 3.0 is not compared: its meaning depends on who sends the value"
            ));
        }
        ("nullable", _) => return Ok(None),
        ("type", Value::String(_)) if beside.get("nullable") == Some(&Value::Bool(true)) => {
            json!([value, "null"])
        }
        ("items" | "additionalProperties" | "not", schema) => translated(schema)?,
        ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
            let schemas: Result<Vec<Value>, String> = schemas.iter().map(translated).collect();
            schemas?.into()
        }
        ("properties", Value::Object(schemas)) => {
            let schemas = schemas
                .iter()
                .map(|(name, schema)| Ok((name.clone(), translated(schema)?)));
            Value::Object(schemas.collect::<Result<_, String>>()?)
        }
        (_, value) => value.clone(),
    }))
}

/// There it says of the bound beside it that it is excluded.
fn exclusive(keywords: &mut Map<String, Value>, flag: &str, bound: &str) {
    match keywords.get(flag) {
        Some(Value::Bool(true)) => {
            if let Some(value) = keywords.remove(bound) {
                keywords.insert(flag.to_owned(), value);
            }
        }
        Some(Value::Bool(false)) => drop(keywords.remove(flag)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_taken_where_nullable_stands_beside_a_type() {
        let accepts = |schema: Value, payload: Value| {
            jsonschema::validator_for(&translated(&schema).unwrap())
                .unwrap()
                .is_valid(&payload)
        };
        let nullable = json!({ "type": "string", "nullable": true, "minLength": 1 });
        assert!(accepts(nullable.clone(), json!(null)));
        assert!(!accepts(nullable, json!("")));
        assert!(!accepts(
            json!({ "type": "string", "nullable": true, "enum": ["a"] }),
            json!(null)
        ));
        assert!(accepts(
            json!({ "type": "string", "nullable": true, "enum": ["a", null] }),
            json!(null)
        ));
        let inside = json!({ "properties": { "a": { "allOf": [{ "type": "integer", "nullable": true }] } } });
        assert!(accepts(inside.clone(), json!({ "a": null })));
        assert!(!accepts(inside, json!({ "a": "" })));
    }

    #[test]
    fn bounds_may_be_excluded() {
        let schema = json!({ "minimum": 1, "exclusiveMinimum": true, "maximum": 3, "exclusiveMaximum": false });
        assert_eq!(
            translated(&schema).unwrap(),
            json!({ "exclusiveMinimum": 1, "maximum": 3 })
        );
    }

    #[test]
    fn what_depends_on_the_sender_is_not_judged() {
        assert!(translated(&json!({ "properties": { "a": { "readOnly": true } } })).is_err());
    }
}
