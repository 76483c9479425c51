//! A schema as the list of what it demands: a payload is valid if it keeps every part.
//!
//! Two schemas with the same parts mean the same. Where they differ, the parts that only one has are all that must be
//! compared.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The parts of a schema without references (see `resolve`), in an order that does not depend on how it is written.
pub(super) fn parts(schema: &Value) -> Vec<Value> {
    let mut parts = Vec::new();
    collect(schema, &mut parts);
    parts.sort_by_cached_key(Value::to_string);
    parts.dedup();
    parts
}

fn collect(schema: &Value, parts: &mut Vec<Value>) {
    let Value::Object(keywords) = schema else {
        if schema != &Value::Bool(true) {
            parts.push(schema.clone());
        }
        return;
    };
    // What these demand depends on everything beside them.
    if ["unevaluatedItems", "unevaluatedProperties"]
        .iter()
        .any(|keyword| keywords.contains_key(*keyword))
    {
        parts.push(schema.clone());
        return;
    }
    for (keyword, value) in keywords {
        of_keyword(keyword, value, keywords, parts);
    }
}

fn of_keyword(keyword: &str, value: &Value, beside: &Map<String, Value>, parts: &mut Vec<Value>) {
    match (keyword, value) {
        ("allOf", Value::Array(schemas)) => {
            for schema in schemas {
                collect(schema, parts);
            }
        }
        ("properties" | "patternProperties" | "dependentSchemas", Value::Object(schemas)) => {
            for (name, schema) in schemas {
                parts.extend(
                    self::parts(schema)
                        .into_iter()
                        .map(|part| json!({ keyword: { name: part } })),
                );
            }
        }
        ("dependentRequired", Value::Object(lists)) => {
            let demands = lists.iter().flat_map(|(name, list)| {
                let needed = list.as_array().into_iter().flatten();
                needed.map(move |needed| json!({ "dependentRequired": { name: [needed] } }))
            });
            parts.extend(demands);
        }
        ("required", Value::Array(names)) => {
            parts.extend(names.iter().map(|name| json!({ "required": [name] })));
        }
        ("additionalProperties", schema) => {
            parts.extend(
                self::parts(schema)
                    .iter()
                    .map(|part| other_properties(part, beside)),
            );
        }
        ("prefixItems", Value::Array(schemas)) => parts.extend(of_positions(schemas)),
        ("items", schema) => {
            let before = beside
                .get("prefixItems")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            let before = vec![Value::Bool(true); before];
            let items = self::parts(schema).into_iter();
            parts.extend(items.map(|part| match before.as_slice() {
                [] => json!({ "items": part }),
                before => json!({ "prefixItems": before, "items": part }),
            }));
        }
        ("propertyNames", schema) => {
            parts.extend(
                self::parts(schema)
                    .into_iter()
                    .map(|part| json!({ "propertyNames": part })),
            );
        }
        ("then" | "else", schema) => of_branch(keyword, schema, beside, parts),
        // They say nothing alone, and are looked at where they do.
        ("if" | "minContains" | "maxContains", _) => {}
        ("contains", schema) => parts.push(of_contains(schema, beside)),
        ("not", schema) => parts.push(json!({ "not": joined(schema) })),
        ("anyOf" | "oneOf", Value::Array(branches)) => {
            parts.push(json!({ keyword: sorted(branches.iter().map(joined).collect()) }));
        }
        ("type", Value::Array(types)) => match types.as_slice() {
            [only] => parts.push(json!({ "type": only })),
            types => parts.push(json!({ "type": sorted(types.to_vec()) })),
        },
        ("enum", Value::Array(values)) => parts.push(json!({ "enum": sorted(values.clone()) })),
        ("const", value) => parts.push(json!({ "enum": [value] })),
        (keyword, value) => parts.push(json!({ keyword: value })),
    }
}

/// What `additionalProperties` says depends on the keys beside it, and on nothing that is said of them.
fn other_properties(part: &Value, beside: &Map<String, Value>) -> Value {
    let mut schema = Map::new();
    for keyword in ["properties", "patternProperties"] {
        if let Some(Value::Object(known)) = beside.get(keyword) {
            let names: BTreeSet<&String> = known.keys().collect();
            let names = names
                .into_iter()
                .map(|name| (name.clone(), Value::Bool(true)));
            schema.insert(keyword.to_owned(), Value::Object(names.collect()));
        }
    }
    schema.insert("additionalProperties".to_owned(), part.clone());
    schema.into()
}

fn of_positions(schemas: &[Value]) -> impl Iterator<Item = Value> {
    schemas.iter().enumerate().flat_map(|(position, schema)| {
        parts(schema).into_iter().map(move |part| {
            let mut positions = vec![Value::Bool(true); position];
            positions.push(part);
            json!({ "prefixItems": positions })
        })
    })
}

fn of_branch(keyword: &str, schema: &Value, beside: &Map<String, Value>, parts: &mut Vec<Value>) {
    if let Some(condition) = beside.get("if").map(joined) {
        let demands = self::parts(schema).into_iter();
        parts.extend(demands.map(|part| json!({ "if": condition, keyword: part })));
    }
}

fn of_contains(schema: &Value, beside: &Map<String, Value>) -> Value {
    let mut part = Map::new();
    part.insert("contains".to_owned(), joined(schema));
    for keyword in ["minContains", "maxContains"] {
        if let Some(bound) = beside.get(keyword) {
            part.insert(keyword.to_owned(), bound.clone());
        }
    }
    part.into()
}

/// The schema that has these parts, written in one way only.
fn joined(schema: &Value) -> Value {
    let mut parts = parts(schema);
    match parts.len() {
        0 => Value::Bool(true),
        1 => parts.remove(0),
        _ => json!({ "allOf": parts }),
    }
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_cached_key(Value::to_string);
    values.dedup();
    values
}

/// The properties of the payload that a part asks about. None: it is about the payload as a whole.
pub(super) fn subjects(part: &Value) -> BTreeSet<String> {
    let mut subjects = BTreeSet::new();
    if let Value::Object(keywords) = part {
        // It asks about all that are not named.
        if keywords.contains_key("additionalProperties") {
            return subjects;
        }
        for (keyword, value) in keywords {
            subjects_of_keyword(keyword, value, &mut subjects);
        }
    }
    subjects
}

fn subjects_of_keyword(keyword: &str, value: &Value, subjects: &mut BTreeSet<String>) {
    match (keyword, value) {
        ("properties", Value::Object(schemas)) => subjects.extend(schemas.keys().cloned()),
        ("required", Value::Array(names)) => {
            subjects.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        ("dependentRequired", Value::Object(lists)) => {
            for (name, list) in lists {
                subjects.insert(name.clone());
                subjects_of_keyword("required", list, subjects);
            }
        }
        ("dependentSchemas", Value::Object(schemas)) => {
            for (name, schema) in schemas {
                subjects.insert(name.clone());
                subjects.extend(self::subjects(schema));
            }
        }
        ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
            subjects.extend(schemas.iter().flat_map(self::subjects));
        }
        ("if" | "then" | "else" | "not", schema) => subjects.extend(self::subjects(schema)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_what_is_written_does_not_matter() {
        let one = json!({ "type": ["null", "string"], "enum": ["a", null], "required": ["x", "y"],
            "allOf": [{ "minLength": 1 }, { "anyOf": [{ "maxLength": 2 }, { "pattern": "a" }] }] });
        let other = json!({ "anyOf": [{ "pattern": "a" }, { "maxLength": 2 }], "minLength": 1,
            "required": ["y", "x"], "enum": [null, "a"], "type": ["string", "null"] });
        assert_eq!(parts(&one), parts(&other));
    }

    #[test]
    fn what_depends_on_its_neighbours_keeps_them() {
        let known = |name: &str| json!({ "properties": { name: { "type": "string" } }, "additionalProperties": false });
        let parts_of_a = parts(&known("a"));
        assert!(
            parts_of_a
                .contains(&json!({ "properties": { "a": true }, "additionalProperties": false }))
        );
        assert_ne!(parts_of_a, parts(&known("b")));

        let list = |prefix: usize| json!({ "prefixItems": vec![true; prefix], "items": false });
        assert_ne!(parts(&list(1)), parts(&list(2)));

        let condition = json!({ "if": { "const": 1 }, "then": false, "else": true });
        assert_eq!(
            parts(&condition),
            [json!({ "if": { "enum": [1] }, "then": false })]
        );
        assert_eq!(parts(&json!({ "then": false })), [] as [Value; 0]);
    }

    #[test]
    fn a_rule_is_about_all_that_it_names() {
        let rule = json!({ "if": { "properties": { "a": true }, "required": ["b"] }, "then": { "not": { "required": ["c"] } } });
        let names: Vec<String> = subjects(&rule).into_iter().collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}
