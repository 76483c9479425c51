//! What an OpenAPI document says, place by place, as far as two documents of one API can be compared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::schema::METHODS;

/// What is said of each place: an operation, a parameter, an answer, or a field of a body.
pub(super) type Facts = BTreeMap<String, Fact>;

/// What is said of one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fact {
    /// Whether it must be there.
    pub(super) required: bool,
    /// The JSON types that it may have; `None` for any.
    pub(super) types: Option<BTreeSet<String>>,
    /// The values that it may have, null aside; `None` for any.
    pub(super) values: Option<BTreeSet<String>>,
}

/// How deep bodies are followed: a type may hold itself.
const DEPTH: usize = 12;

/// Everything that a document says.
pub(super) fn of(document: &Value) -> Facts {
    let mut facts = Facts::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, shared) in paths.into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = shared.get(method) {
                let place = format!("{} {path}", method.to_uppercase());
                let reader = Reader { document };
                reader.operation(&place, shared, operation, &mut facts);
            }
        }
    }
    facts
}

struct Reader<'a> {
    document: &'a Value,
}

/// A schema with its references followed and its parts put together.
#[derive(Clone, Debug, Default)]
struct Flat {
    types: Option<BTreeSet<String>>,
    values: Option<BTreeSet<String>>,
    properties: Map<String, Value>,
    required: BTreeSet<String>,
    items: Option<Value>,
}

impl Reader<'_> {
    fn operation(&self, place: &str, shared: &Value, operation: &Value, facts: &mut Facts) {
        facts.insert(place.to_owned(), Fact::default());
        let parameters = [shared, operation].into_iter();
        let parameters = parameters.filter_map(|holder| holder.get("parameters")?.as_array());
        for parameter in parameters.flatten().map(|parameter| self.follow(parameter)) {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default();
            let place = format!("{place} {} {}", text("in"), text("name"));
            let required = parameter["required"] == true;
            self.schema(&place, &parameter["schema"], required, DEPTH, facts);
        }
        if let Some(body) = operation.get("requestBody") {
            let body = self.follow(body);
            let required = body["required"] == true;
            self.content(&format!("{place} request"), body, required, facts);
        }
        let responses = operation.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            self.content(
                &format!("{place} {status}"),
                self.follow(response),
                false,
                facts,
            );
        }
    }

    /// A body of a request or of an answer.
    fn content(&self, place: &str, holder: &Value, required: bool, facts: &mut Facts) {
        let fact = Fact {
            required,
            ..Fact::default()
        };
        facts.insert(place.to_owned(), fact);
        if let Some(schema) = holder.pointer("/content/application~1json/schema") {
            self.schema(place, schema, required, DEPTH, facts);
        }
    }

    fn schema(&self, place: &str, schema: &Value, required: bool, depth: usize, facts: &mut Facts) {
        let flat = self.flat(schema, DEPTH);
        let fact = Fact {
            required,
            types: flat.types,
            values: flat.values,
        };
        facts.insert(place.to_owned(), fact);
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for (name, property) in &flat.properties {
            let required = flat.required.contains(name);
            self.schema(&inside(place, name), property, required, depth, facts);
        }
        if let Some(items) = &flat.items {
            self.schema(&inside(place, "*"), items, false, depth, facts);
        }
    }

    /// What holds whatever the payload: conditions are left aside.
    fn flat(&self, schema: &Value, depth: usize) -> Flat {
        let Some(depth) = depth.checked_sub(1) else {
            return Flat::default();
        };
        let mut flat = own(schema);
        if schema.get("$ref").is_some() {
            flat = both(flat, self.flat(self.follow(schema), depth));
        }
        let parts = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
        for part in parts("allOf").into_iter().flatten() {
            flat = both(flat, self.flat(part, depth));
        }
        for cases in ["anyOf", "oneOf"].into_iter().filter_map(parts) {
            let cases = cases.iter().map(|case| self.flat(case, depth));
            if let Some(cases) = cases.reduce(either) {
                flat = both(flat, cases);
            }
        }
        flat
    }

    /// Where a reference leads; null where it leads nowhere.
    fn follow<'v>(&'v self, value: &'v Value) -> &'v Value {
        let reference = value.get("$ref").and_then(Value::as_str);
        match reference.and_then(|reference| reference.strip_prefix('#')) {
            Some(pointer) => self.document.pointer(pointer).unwrap_or(&Value::Null),
            None => value,
        }
    }
}

/// `PUT /path request` has no pointer yet; `PUT /path request /name` has one.
fn inside(place: &str, name: &str) -> String {
    let has_pointer = place.matches(" /").count() > 1;
    format!("{place}{}/{name}", if has_pointer { "" } else { " " })
}

/// The keywords of a schema itself.
fn own(schema: &Value) -> Flat {
    let types = match schema.get("type") {
        Some(Value::String(one)) => Some([one.clone()].into()),
        Some(Value::Array(several)) => Some(several.iter().map(text).collect()),
        _ => None,
    };
    let values = match (schema.get("enum"), schema.get("const")) {
        (Some(Value::Array(values)), _) => Some(values.iter().collect()),
        (_, Some(value)) => Some(vec![value]),
        _ => None,
    };
    let values = values.map(|values: Vec<&Value>| {
        let values = values.into_iter().filter(|value| !value.is_null());
        values.map(text).collect()
    });
    let properties = schema.get("properties").and_then(Value::as_object);
    let required = schema.get("required").and_then(Value::as_array);
    Flat {
        types,
        values,
        properties: properties.cloned().unwrap_or_default(),
        required: required.into_iter().flatten().map(text).collect(),
        items: schema.get("items").cloned(),
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What holds where both hold.
fn both(one: Flat, other: Flat) -> Flat {
    let narrow = |one: Option<BTreeSet<String>>, other: Option<BTreeSet<String>>| match (one, other)
    {
        (Some(one), Some(other)) => Some(one.intersection(&other).cloned().collect()),
        (one, other) => one.or(other),
    };
    Flat {
        types: narrow(one.types, other.types),
        values: narrow(one.values, other.values),
        properties: joined(one.properties, other.properties, "allOf"),
        required: one.required.union(&other.required).cloned().collect(),
        items: [one.items, other.items]
            .into_iter()
            .flatten()
            .reduce(|one, other| json!({ "allOf": [one, other] })),
    }
}

/// What holds where either does.
fn either(one: Flat, other: Flat) -> Flat {
    let required = match (may_be_object(&one), may_be_object(&other)) {
        (true, true) => one
            .required
            .intersection(&other.required)
            .cloned()
            .collect(),
        (true, false) => one.required.clone(),
        (false, _) => other.required.clone(),
    };
    let values = match (is_null(&one), is_null(&other)) {
        (true, _) => other.values.clone(),
        (_, true) => one.values.clone(),
        _ => widened(one.values, other.values),
    };
    Flat {
        types: widened(one.types, other.types),
        values,
        properties: joined(one.properties, other.properties, "anyOf"),
        required,
        items: [one.items, other.items]
            .into_iter()
            .flatten()
            .reduce(|one, other| json!({ "anyOf": [one, other] })),
    }
}

fn widened(
    one: Option<BTreeSet<String>>,
    other: Option<BTreeSet<String>>,
) -> Option<BTreeSet<String>> {
    Some(one?.union(&other?).cloned().collect())
}

fn may_be_object(flat: &Flat) -> bool {
    flat.types
        .as_ref()
        .is_none_or(|types| types.contains("object"))
}

fn is_null(flat: &Flat) -> bool {
    flat.types
        .as_ref()
        .is_some_and(|types| types.iter().eq(["null"]))
}

fn joined(mut one: Map<String, Value>, other: Map<String, Value>, how: &str) -> Map<String, Value> {
    for (name, schema) in other {
        let schema = match one.remove(&name) {
            Some(before) => json!({ how: [before, schema] }),
            None => schema,
        };
        one.insert(name, schema);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(schema: &Value) -> Facts {
        of(&json!({
            "paths": { "/a": { "put": { "requestBody": { "content": { "application/json": { "schema": schema } } } } } },
            "components": { "schemas": { "Name": { "type": "string", "enum": ["x", "y"] } } },
        }))
    }

    fn set(texts: &[&str]) -> BTreeSet<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn one_meaning_gives_one_fact_however_it_is_written() {
        let expected = Fact {
            required: true,
            types: Some(set(&["null", "string"])),
            values: Some(set(&["x", "y"])),
        };
        for name in [
            json!({ "anyOf": [{ "$ref": "#/components/schemas/Name" }, { "type": "null" }] }),
            json!({ "type": ["string", "null"], "enum": ["x", "y", null] }),
            json!({ "allOf": [{ "oneOf": [{ "type": "string", "enum": ["x"] }, { "type": ["string", "null"], "enum": ["y", null] }] }] }),
        ] {
            let schema =
                json!({ "type": "object", "required": ["name"], "properties": { "name": name } });
            assert_eq!(facts(&schema)["PUT /a request /name"], expected, "{schema}");
        }
    }

    #[test]
    fn what_holds_in_one_case_only_is_not_required() {
        let schema = json!({
            "anyOf": [
                { "type": "object", "required": ["a", "b"], "properties": { "a": { "type": "string" }, "b": {} } },
                { "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } },
            ],
            "allOf": [{ "if": { "required": ["b"] }, "then": { "required": ["c"] } }],
        });
        let facts = facts(&schema);
        assert_eq!(
            facts["PUT /a request /a"].types,
            Some(set(&["integer", "string"]))
        );
        assert!(facts["PUT /a request /a"].required && !facts["PUT /a request /b"].required);
        assert!(!facts.contains_key("PUT /a request /c"));
    }

    #[test]
    fn items_and_what_is_in_them_have_places() {
        let schema = json!({ "type": "array", "items": { "properties": { "a": { "type": "array", "items": {} } } } });
        let facts = facts(&schema);
        let places: Vec<&str> = facts.keys().map(String::as_str).collect();
        let expected = [
            "PUT /a",
            "PUT /a request",
            "PUT /a request /*",
            "PUT /a request /*/a",
            "PUT /a request /*/a/*",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn a_schema_that_holds_itself_comes_to_an_end() {
        let document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Tree" },
            } } } } } } },
            "components": { "schemas": { "Tree": { "allOf": [{ "$ref": "#/components/schemas/Tree" }], "properties": { "left": { "$ref": "#/components/schemas/Tree" } } } } },
        });
        assert!(of(&document).contains_key("GET /a 200 /left/left"));
    }
}
