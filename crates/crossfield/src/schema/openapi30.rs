//! From a schema without conditions to a Schema Object of `OpenAPI` 3.0.3: another dialect, with fewer keywords.
//!
//! Each schema is translated on its own, so that it accepts the same as before wherever it stands. What has no
//! counterpart is an error, whatever it is: a keyword that is passed over would be a rule that is lost.

use serde_json::{Map, Value, json};

use crate::path::joined;

use super::plain::{add, add_all, referring_apart};

type Keywords = Map<String, Value>;

/// A keyword that has no counterpart, and where it stands.
#[derive(Debug)]
pub(super) struct Lacking {
    pub(super) pointer: String,
    pub(super) keyword: String,
}

/// What may stand under a keyword.
enum Holds {
    Schemas,
    SchemasByName,
    Schema,
    /// A schema, or a boolean.
    Others,
    Nothing,
    Unknown,
}

/// Translates a schema and those in it.
pub(super) fn translate(schema: &mut Value, pointer: &str) -> Result<(), Lacking> {
    let Value::Object(keywords) = schema else {
        return Ok(());
    };
    for several in ["anyOf", "oneOf"] {
        if let Some(Value::Array(alternatives)) = keywords.get_mut(several) {
            null_with_another(alternatives);
        }
    }
    for keyword in ANNOTATIONS {
        keywords.remove(keyword);
    }
    for (keyword, value) in keywords.iter_mut() {
        let at = joined(pointer, keyword);
        let inner: Vec<(String, &mut Value)> = match (holds(keyword), value) {
            (Holds::Unknown, _) => {
                return Err(Lacking {
                    pointer: at,
                    keyword: keyword.clone(),
                });
            }
            (Holds::Schemas, Value::Array(schemas)) => {
                let schemas = schemas.iter_mut().enumerate();
                schemas.map(|(index, it)| (index.to_string(), it)).collect()
            }
            (Holds::SchemasByName, Value::Object(schemas)) => schemas
                .iter_mut()
                .map(|(name, it)| (name.clone(), it))
                .collect(),
            (Holds::Schema | Holds::Others, schema) => {
                translate(schema, &at)?;
                continue;
            }
            (Holds::Schemas | Holds::SchemasByName | Holds::Nothing, _) => continue,
        };
        for (token, schema) in inner {
            translate(schema, &joined(&at, &token))?;
        }
    }
    restate(keywords);
    Ok(())
}

/// Keywords of schemas written by hand that no validator asserts, and 3.0 has no place for.
const ANNOTATIONS: [&str; 3] = ["contentEncoding", "contentMediaType", "contentSchema"];

/// The keywords that a schema without conditions has, and what is in them. `$schema` and `$id` belong to a document.
fn holds(keyword: &str) -> Holds {
    match keyword {
        "allOf" | "anyOf" | "oneOf" => Holds::Schemas,
        "properties" => Holds::SchemasByName,
        "items" | "not" => Holds::Schema,
        "additionalProperties" => Holds::Others,
        "$ref" | "$comment" | "title" | "description" | "default" | "example" | "examples"
        | "deprecated" | "readOnly" | "writeOnly" | "externalDocs" | "xml" | "discriminator"
        | "type" | "enum" | "format" | "pattern" | "minLength" | "maxLength" | "minimum"
        | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" | "minItems"
        | "maxItems" | "uniqueItems" | "minProperties" | "maxProperties" | "required" => {
            Holds::Nothing
        }
        extension if extension.starts_with("x-") => Holds::Nothing,
        _ => Holds::Unknown,
    }
}

fn restate(keywords: &mut Keywords) {
    if keywords.len() > 1 {
        *keywords = referring_apart(std::mem::take(keywords));
    }
    restate_enum(keywords);
    restate_type(keywords);
    for (bound, excluded) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        restate_bound(keywords, bound, excluded);
    }
    restate_notes(keywords);
    let names = keywords.get("required").and_then(Value::as_array);
    if names.is_some_and(Vec::is_empty) {
        keywords.remove("required");
    }
    if keywords.get("type") == Some(&"array".into()) {
        keywords.entry("items").or_insert_with(|| json!({}));
    }
}

/// Of alternatives, null beside a type goes with the type: tools show the one as the other, or null. Of `oneOf` too, since
/// as many alternatives take null as before.
fn null_with_another(alternatives: &mut Vec<Value>) {
    let null = json!({ "type": "null" });
    let Some(place) = alternatives.iter().position(|schema| *schema == null) else {
        return;
    };
    if let Some(other) = alternatives.iter_mut().find_map(takes_null) {
        *other = json!([other.take(), "null"]);
        alternatives.remove(place);
    }
}

/// The type of a schema whose other keywords say nothing of null.
fn takes_null(schema: &mut Value) -> Option<&mut Value> {
    const SAY_SOMETHING: [&str; 6] = ["enum", "not", "allOf", "anyOf", "oneOf", "$ref"];
    let keywords = schema.as_object_mut()?;
    if SAY_SOMETHING
        .iter()
        .any(|keyword| keywords.contains_key(*keyword))
    {
        return None;
    }
    let name = keywords.get_mut("type")?;
    (name.is_string() && *name != "null").then_some(name)
}

/// `nullable` counts only beside `type`, so a set with null in it needs one, or stands beside null.
fn restate_enum(keywords: &mut Keywords) {
    let Some(Value::Array(values)) = keywords.get("enum") else {
        return;
    };
    if keywords.get("type") == Some(&"null".into()) && values.contains(&Value::Null) {
        // The type says it.
        keywords.remove("enum");
        return;
    }
    if keywords.contains_key("type") || !values.contains(&Value::Null) {
        return;
    }
    let others: Vec<Value> = values
        .iter()
        .filter(|value| !value.is_null())
        .cloned()
        .collect();
    keywords.remove("enum");
    if others.is_empty() {
        return add_all(keywords, nothing_but_null());
    }
    add(
        keywords,
        "anyOf",
        json!([{ "enum": others }, nothing_but_null()]),
    );
}

/// The type null is `nullable`, and several types are alternatives.
fn restate_type(keywords: &mut Keywords) {
    let (names, nullable) = match keywords.get("type") {
        Some(Value::String(name)) if name == "null" => (Vec::new(), true),
        Some(Value::Array(names)) => {
            let others = names.iter().filter(|name| *name != "null");
            let others: Vec<Value> = others.cloned().collect();
            let nullable = others.len() < names.len();
            (others, nullable)
        }
        _ => return,
    };
    keywords.remove("type");
    match names.as_slice() {
        [] => only_null(keywords),
        [name] => {
            keywords.insert("type".to_owned(), name.clone());
            if nullable {
                keywords.insert("nullable".to_owned(), true.into());
            }
        }
        _ => {
            let mut types: Vec<Value> = names.iter().map(|name| typed(name, nullable)).collect();
            types.dedup();
            add(keywords, "anyOf", types.into());
        }
    }
}

fn typed(name: &Value, nullable: bool) -> Value {
    let mut keywords = json!({ "type": name });
    if nullable {
        keywords["nullable"] = true.into();
    }
    if name == "array" {
        keywords["items"] = json!({});
    }
    keywords
}

fn only_null(keywords: &mut Keywords) {
    let null = nothing_but_null();
    let Value::Object(null) = null else {
        return;
    };
    if null.keys().any(|keyword| keywords.contains_key(keyword)) {
        return add_all(keywords, null.into());
    }
    keywords.extend(null);
}

/// Null and nothing else: a text that no text is, or null. Some tools do not check a body at all that has null as the
/// only value of an `enum`, or fail on it.
fn nothing_but_null() -> Value {
    json!({ "type": "string", "nullable": true, "minLength": 1, "maxLength": 0 })
}

/// An excluded bound is a bound with a flag; behind the others if there is an included one too.
fn restate_bound(keywords: &mut Keywords, bound: &str, excluded: &str) {
    let Some(value) = keywords.remove(excluded) else {
        return;
    };
    let flagged = json!({ bound: value, excluded: true });
    match (keywords.contains_key(bound), flagged) {
        (false, Value::Object(flagged)) => keywords.extend(flagged),
        (_, flagged) => add_all(keywords, flagged),
    }
}

/// Examples are one, and a comment is a paragraph of the description. An object is left out: Redocly takes an `id` in it
/// for the name of a schema, and fails where two have the same. Where the type is sent, the document has its examples.
fn restate_notes(keywords: &mut Keywords) {
    if let Some(Value::Array(examples)) = keywords.remove("examples")
        && let Some(first) = examples.into_iter().next()
        && !first.is_object()
    {
        keywords.entry("example").or_insert(first);
    }
    if let Some(Value::String(comment)) = keywords.remove("$comment") {
        let before = keywords.get("description").and_then(Value::as_str);
        let text = before.map_or_else(
            || comment.clone(),
            |before| format!("{before}\n\n{comment}"),
        );
        keywords.insert("description".to_owned(), text.into());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::translate;

    #[track_caller]
    fn says(mut schema: Value, expected: &Value) {
        translate(&mut schema, "").unwrap();
        assert_eq!(schema, *expected);
    }

    #[test]
    fn several_types_are_alternatives_each_of_which_takes_null_or_none_does() {
        says(
            json!({ "type": ["string", "array"] }),
            &json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": {} }] }),
        );
        says(
            json!({ "type": ["string", "null", "array"] }),
            &json!({ "anyOf": [
                { "type": "string", "nullable": true },
                { "type": "array", "nullable": true, "items": {} },
            ] }),
        );
        says(json!({ "type": ["string"] }), &json!({ "type": "string" }));
    }

    #[test]
    fn null_goes_with_a_type_beside_it_that_says_nothing_of_null() {
        for several in ["anyOf", "oneOf"] {
            says(
                json!({ several: [{ "type": "null" }, { "type": "string", "maxLength": 1 }] }),
                &json!({ several: [{ "type": "string", "nullable": true, "maxLength": 1 }] }),
            );
            let only_null =
                json!({ "type": "string", "nullable": true, "minLength": 1, "maxLength": 0 });
            let set = json!({ "type": "string", "enum": ["a"] });
            says(
                json!({ several: [set, { "type": "null" }] }),
                &json!({ several: [set, only_null] }),
            );
        }
    }

    #[test]
    fn keywords_of_others_stay_and_what_has_no_counterpart_is_named() {
        let schema = json!({ "properties": { "a/b": { "x-of-others": { "type": ["null"] } } } });
        says(schema.clone(), &schema);
        let mut schema = json!({ "properties": { "a/b": { "propertyNames": {} } } });
        let lacking = translate(&mut schema, "").unwrap_err();
        assert_eq!(
            (lacking.pointer.as_str(), lacking.keyword.as_str()),
            ("/properties/a~1b/propertyNames", "propertyNames")
        );
    }
}
