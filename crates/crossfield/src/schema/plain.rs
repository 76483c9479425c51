//! A document without the keywords that generators of code pass over or fail on: `if` and `const`, and `true` and `false`
//! in place of a schema; and without defaults of null. What the types noted becomes variants; those of a tag are left with a `discriminator`.
//!
//! It works on the finished document, since such keywords also come from schemas that no table describes. A rewritten
//! `if` no longer counts for `unevaluatedProperties` beside it, which no rule here emits.

use serde_json::{Map, Value, json};

use super::dialect::each_inner;
use super::note::{self, Note};

type Keywords = Map<String, Value>;

/// Rewrites a schema and those in it.
pub(super) fn rewrite(schema: &mut Value) {
    match schema {
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => *schema = json!({ "not": {} }),
        Value::Object(keywords) => rewrite_keywords(keywords),
        _ => {}
    }
}

/// From outside in: the cases of an enum with a tag are still as they were written when they become variants.
fn rewrite_keywords(keywords: &mut Keywords) {
    match note::take(keywords) {
        Some(Note::Variants(lists)) => {
            for list in lists {
                let list = or_null(keywords, list);
                add(keywords, "oneOf", list);
            }
        }
        Some(Note::Tagged { tag, titles }) => rewrite_tagged(keywords, &tag, titles),
        None => {}
    }
    // A key with a default counts as one that is always there, and null as a mistake where a variant has none.
    if keywords.get("default") == Some(&Value::Null) {
        keywords.remove("default");
    }
    if let Some(value) = keywords.remove("const") {
        add(keywords, "enum", json!([value]));
    }
    rewrite_if(keywords);
    each_inner(keywords, &mut |keyword, inner| {
        if !(inner.is_boolean() && takes_boolean(keyword)) {
            rewrite(inner);
        }
    });
}

/// Whether every tool takes a boolean there, since there was one before there were boolean schemas.
fn takes_boolean(keyword: &str) -> bool {
    matches!(
        keyword,
        "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems"
    )
}

/// Adds a keyword; behind others in `allOf` if it is there already.
pub(super) fn add(keywords: &mut Keywords, keyword: &str, value: Value) {
    if !keywords.contains_key(keyword) {
        keywords.insert(keyword.to_owned(), value);
        return;
    }
    add_all(keywords, json!({ keyword: value }));
}

pub(super) fn add_all(keywords: &mut Keywords, entry: Value) {
    match keywords.get_mut("allOf") {
        Some(Value::Array(entries)) => entries.push(entry),
        _ => {
            keywords.insert("allOf".to_owned(), json!([entry]));
        }
    }
}

fn rewrite_if(keywords: &mut Keywords) {
    let [condition, then, or_else] =
        ["if", "then", "else"].map(|keyword| keywords.remove(keyword).map(untitled));
    let Some(condition) = condition else {
        return;
    };
    let cases = match (then, or_else) {
        (Some(then), None) => json!([not(condition), then]),
        (None, Some(or_else)) => json!([condition, or_else]),
        (Some(then), Some(or_else)) => json!([
            { "allOf": [condition, then] },
            { "allOf": [not(condition), or_else] },
        ]),
        (None, None) => return,
    };
    add(keywords, "anyOf", cases);
}

/// The titles of cases are for readers; a generator would make names of them.
fn untitled(mut schema: Value) -> Value {
    if let Value::Object(keywords) = &mut schema {
        keywords.remove("title");
    }
    schema
}

fn not(schema: Value) -> Value {
    match schema {
        Value::Object(mut keywords) if keywords.len() == 1 => match keywords.remove("not") {
            Some(inner) => inner,
            None => json!({ "not": keywords }),
        },
        schema => json!({ "not": schema }),
    }
}

/// The variants of an object that may be null, with null as one more.
fn or_null(keywords: &Keywords, mut variants: Vec<Value>) -> Value {
    let types = keywords.get("type").and_then(Value::as_array);
    if types.is_some_and(|types| types.contains(&"null".into())) {
        variants.push(json!({ "type": "null" }));
    }
    variants.into()
}

/// What was an object with, for each tag, what follows from it, becomes an object for each tag.
fn rewrite_tagged(keywords: &mut Keywords, tag: &str, titles: Vec<Value>) {
    let Some(Value::Array(entries)) = keywords.remove("allOf") else {
        return;
    };
    keywords.remove("type");
    keywords.remove("required");
    let shared = Shared {
        tag,
        properties: object(keywords.remove("properties")),
        others: keywords.remove("additionalProperties"),
    };
    let entries = entries.into_iter().zip(titles);
    let variants: Value = entries
        .map(|(entry, title)| shared.variant(title, object(Some(entry))))
        .collect();
    keywords.insert("oneOf".to_owned(), variants);
    keywords.insert("discriminator".to_owned(), json!({ "propertyName": tag }));
}

/// What the variants of an enum with a tag share.
struct Shared<'a> {
    tag: &'a str,
    properties: Keywords,
    others: Option<Value>,
}

impl Shared<'_> {
    fn variant(&self, title: Value, mut entry: Keywords) -> Value {
        let mut named = object(entry.remove("if"));
        let mut variant = referring_apart(object(entry.remove("then")));
        let mut properties = self.properties.clone();
        properties.extend(object(variant.remove("properties")));
        properties.insert(self.tag.to_owned(), self.name(&mut named));
        let mut required = vec![json!(self.tag)];
        if let Some(Value::Array(others)) = variant.remove("required") {
            required.extend(others);
        }
        variant.extend(entry);
        variant.insert("title".to_owned(), title);
        variant.insert("type".to_owned(), "object".into());
        variant.insert("properties".to_owned(), properties.into());
        variant.insert("required".to_owned(), required.into());
        if let Some(others) = &self.others {
            variant.insert("additionalProperties".to_owned(), others.clone());
        }
        variant.into()
    }

    fn name(&self, named: &mut Keywords) -> Value {
        let mut name = object(Some(named["properties"][self.tag].take()));
        name.insert("type".to_owned(), "string".into());
        name.into()
    }
}

/// With a reference in `allOf`: tools older than 2019-09 pass over what stands beside one.
pub(super) fn referring_apart(mut keywords: Keywords) -> Keywords {
    if let Some(reference) = keywords.remove("$ref") {
        add_all(&mut keywords, json!({ "$ref": reference }));
    }
    keywords
}

fn object(value: Option<Value>) -> Keywords {
    match value {
        Some(Value::Object(keywords)) => keywords,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::rewrite;

    fn rewritten(mut schema: Value) -> Value {
        rewrite(&mut schema);
        schema
    }

    #[test]
    fn a_schema_is_an_object_but_where_a_boolean_always_was_one() {
        assert_eq!(rewritten(true.into()), json!({}));
        assert_eq!(rewritten(false.into()), json!({ "not": {} }));
        let schema = json!({
            "properties": { "any": true, "none": false },
            "items": false,
            "additionalProperties": false,
            "unevaluatedProperties": true,
            "unevaluatedItems": false,
        });
        let expected = json!({
            "properties": { "any": {}, "none": { "not": {} } },
            "items": { "not": {} },
            "additionalProperties": false,
            "unevaluatedProperties": true,
            "unevaluatedItems": false,
        });
        assert_eq!(rewritten(schema), expected);
    }

    #[test]
    fn of_defaults_null_alone_is_left_out() {
        assert_eq!(rewritten(json!({ "default": null })), json!({}));
        let one = json!({ "default": 1 });
        assert_eq!(rewritten(one.clone()), one);
    }

    #[test]
    fn a_condition_is_turned_into_cases_and_what_is_negated_twice_is_said_plainly() {
        let [a, b, c] = ["a", "b", "c"].map(|name| json!({ "required": [name] }));
        let not = |schema: &Value| json!({ "not": schema });
        for (schema, cases) in [
            (json!({ "if": a, "then": b }), json!([not(&a), b])),
            (json!({ "if": a, "else": c }), json!([a, c])),
            (
                json!({ "if": a, "then": b, "else": c }),
                json!([{ "allOf": [a, b] }, { "allOf": [not(&a), c] }]),
            ),
            (json!({ "if": not(&a), "then": b }), json!([a, b])),
        ] {
            assert_eq!(rewritten(schema), json!({ "anyOf": cases }));
        }
        let more = json!({ "not": a, "type": "object" });
        assert_eq!(
            rewritten(json!({ "if": more, "then": b })),
            json!({ "anyOf": [not(&more), b] })
        );
        assert_eq!(rewritten(json!({ "if": a })), json!({}));
    }
}
