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
        // `const` is an `enum` of one.
        match keyword.as_str() {
            "const" => parts.push(json!({ "enum": [value] })),
            keyword => of_keyword(keyword, value, keywords, parts),
        }
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
            parts.extend(of_names(keyword, schemas));
        }
        ("dependentRequired", Value::Object(lists)) => parts.extend(of_dependents(lists)),
        ("required", Value::Array(names)) => {
            parts.extend(names.iter().map(|name| json!({ "required": [name] })));
        }
        ("prefixItems", Value::Array(schemas)) => parts.extend(of_positions(schemas)),
        ("additionalProperties" | "items" | "propertyNames" | "then" | "else", schema) => {
            let inside = self::parts(schema).into_iter();
            parts.extend(inside.filter_map(|part| of_schema(keyword, part, beside)));
        }
        // They say nothing alone, and are looked at where they do.
        ("if" | "minContains" | "maxContains", _) => {}
        ("contains", schema) => parts.push(of_contains(schema, beside)),
        (keyword, value) => parts.push(json!({ keyword: in_one_way(keyword, value) })),
    }
}

/// The value of a keyword whose parts cannot be told apart, written in one way only.
fn in_one_way(keyword: &str, value: &Value) -> Value {
    match (keyword, value) {
        ("not", schema) => joined(schema),
        ("anyOf" | "oneOf", Value::Array(branches)) => {
            let mut branches: Vec<Value> = branches.iter().map(joined).collect();
            // Of `oneOf` a branch that stands twice says that it must not hold.
            branches.sort_by_cached_key(Value::to_string);
            branches.into()
        }
        ("type" | "enum", Value::Array(values)) => match sorted(values.clone()).as_slice() {
            [only] if keyword == "type" => only.clone(),
            values => json!(values),
        },
        (_, value) => value.clone(),
    }
}

fn of_names(keyword: &str, schemas: &Map<String, Value>) -> impl Iterator<Item = Value> {
    schemas.iter().flat_map(move |(name, schema)| {
        let inside = parts(schema).into_iter();
        inside.map(move |part| json!({ keyword: { name: part } }))
    })
}

fn of_dependents(lists: &Map<String, Value>) -> impl Iterator<Item = Value> {
    lists.iter().flat_map(|(name, list)| {
        let needed = list.as_array().into_iter().flatten();
        needed.map(move |needed| json!({ "dependentRequired": { name: [needed] } }))
    })
}

/// A part of the schema under a keyword, with the neighbours without which the keyword says something else.
fn of_schema(keyword: &str, part: Value, beside: &Map<String, Value>) -> Option<Value> {
    let mut schema = Map::new();
    match keyword {
        "additionalProperties" => schema = known_names(beside),
        "items" => {
            if let Some(Value::Array(before)) = beside.get("prefixItems") {
                let before = vec![Value::Bool(true); before.len()];
                schema.insert("prefixItems".to_owned(), before.into());
            }
        }
        "then" | "else" => drop(schema.insert("if".to_owned(), joined(beside.get("if")?))),
        _ => {}
    }
    schema.insert(keyword.to_owned(), part);
    Some(schema.into())
}

/// What `additionalProperties` says depends on the keys beside it, and on nothing that is said of them.
fn known_names(beside: &Map<String, Value>) -> Map<String, Value> {
    let mut known = Map::new();
    for keyword in ["properties", "patternProperties"] {
        if let Some(Value::Object(names)) = beside.get(keyword) {
            let names: BTreeSet<&String> = names.keys().collect();
            let names = names.into_iter();
            let names = names.map(|name| (name.clone(), Value::Bool(true)));
            known.insert(keyword.to_owned(), Value::Object(names.collect()));
        }
    }
    known
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
