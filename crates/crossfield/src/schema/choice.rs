//! Enums whose variants have data or a tag.
//!
//! Under a tag, each variant is an `if` on the tag with what follows from it: the error then names what is wrong in the
//! variant, and not that none fits. Without a tag beside it, the key tells the variant, in `oneOf` as every tool has it.

use serde_json::{Map, Value, json};

use super::field::describe_names as describe;
use super::reading::{self, Reading};
use super::{commented, field, native, note, object, profile};
use crate::choice::beside_tag;
use crate::rule::{Alternative, Choice, Form, Rules, Shape, Tagging};
use crate::stated::IN_RUST_ONLY;

type Keywords = Map<String, Value>;

/// The schema of an enum, with what schemars wrote of its variants.
pub(super) fn schema(choice: &'static Choice, mut old: Keywords) -> Keywords {
    let before = Before::take(&mut old);
    old.remove("properties");
    old.remove("required");
    match choice.tagging {
        Tagging::External => external(choice, &before, old),
        Tagging::Internal { tag } => {
            let content = |variant: &'static Alternative| {
                inside(variant, tag, before.tagged(tag, variant.name))
            };
            tagged(
                choice,
                tag,
                [(tag, tag_schema(choice))].into(),
                content,
                old,
            )
        }
        Tagging::Adjacent { tag, content } => {
            let properties = [(tag, tag_schema(choice)), (content, json!({}))].into();
            let held = |variant: &'static Alternative| {
                let old = before.tagged(tag, variant.name);
                beside(variant, content, property(old, content))
            };
            let mut keywords = tagged(choice, tag, properties, held, old);
            if choice.deny_unknown_fields {
                keywords.insert("additionalProperties".to_owned(), false.into());
            }
            keywords
        }
        Tagging::Untagged => untagged(choice, before, old),
    }
}

/// What schemars wrote: a schema a variant, but for unit variants, which may share one.
struct Before(Vec<Keywords>);

impl Before {
    fn take(old: &mut Keywords) -> Self {
        let several = old.remove("oneOf").or_else(|| old.remove("anyOf"));
        let variants = match several {
            Some(Value::Array(variants)) => variants,
            // The only variant is not in a list.
            _ => vec![Value::Object(old.clone())],
        };
        Self(variants.into_iter().filter_map(into_keywords).collect())
    }

    /// The variant whose tag is this name.
    fn tagged(&self, tag: &str, name: &str) -> Keywords {
        let named = |keywords: &&Keywords| {
            keywords
                .get("properties")
                .and_then(|properties| properties.get(tag)?.get("const")?.as_str())
                == Some(name)
        };
        self.0.iter().find(named).cloned().unwrap_or_default()
    }

    /// What is held by the variant that the key names.
    fn keyed(&self, name: &str) -> Keywords {
        let mut held = self
            .0
            .iter()
            .filter_map(|keywords| keywords.get("properties")?.get(name));
        held.next()
            .cloned()
            .and_then(into_keywords)
            .unwrap_or_default()
    }
}

fn into_keywords(schema: Value) -> Option<Keywords> {
    match schema {
        Value::Object(keywords) => Some(keywords),
        _ => None,
    }
}

fn property(mut schema: Keywords, name: &str) -> Keywords {
    let property = schema
        .get_mut("properties")
        .and_then(|properties| properties.as_object_mut()?.remove(name));
    property.and_then(into_keywords).unwrap_or_default()
}

fn external(choice: &'static Choice, before: &Before, old: Keywords) -> Keywords {
    let strings: Vec<&str> = choice.of_form(true).flat_map(Alternative::names).collect();
    let mut entries = Vec::new();
    if !strings.is_empty() {
        let strings = json!({ "type": "string", "enum": strings });
        let described = choice
            .of_form(true)
            .map(|variant| (variant.name, variant.description));
        let strings = into_keywords(strings).unwrap_or_default();
        entries.push(Value::Object(describe(strings, described)));
    }
    entries.extend(
        choice
            .of_form(false)
            .map(|variant| keyed(variant, before.keyed(variant.name))),
    );
    field::with_assertions(old, json!({ "oneOf": entries }))
}

/// The variants as they are, but that a later one takes nothing that an earlier one with rules is read from.
fn untagged(choice: &'static Choice, before: Before, old: Keywords) -> Keywords {
    let mut before = before.0.into_iter();
    let mut lost = Vec::new();
    let mut entries: Vec<Value> = Vec::new();
    for (index, variant) in choice.variants.iter().enumerate() {
        let mut entry = held(variant, before.next().unwrap_or_default());
        for (other, read, complete) in not_taken(choice.variants.iter().take(index), variant) {
            if read != json!(false) {
                add_guard(&mut entry, &read);
            }
            if !complete && !lost.contains(&other.ident) {
                lost.push(other.ident);
            }
        }
        entries.push(entry);
    }
    let lines: Vec<String> = lost.into_iter().map(not_said).collect();
    commented(
        field::with_assertions(old, json!({ "anyOf": entries })),
        &lines,
    )
}

/// The earlier variants with rules whose values a variant must not take, what each is read from, and whether that is all
/// of it.
fn not_taken(
    earlier: impl Iterator<Item = &'static Alternative>,
    variant: &'static Alternative,
) -> impl Iterator<Item = (&'static Alternative, Value, bool)> {
    let taken =
        earlier.filter(move |other| reading::has_rules(other) && other.may_hold_what(variant));
    taken.map(|other| {
        let (read, complete) = Reading::of(other);
        (other, read, complete)
    })
}

/// Behind what stands in `allOf` already: a violation's schema pointer counts from 0.
fn add_guard(entry: &mut Value, read: &Value) {
    let guard = json!({ "not": read });
    match &mut entry["allOf"] {
        Value::Array(entries) => entries.push(guard),
        other => *other = json!([guard]),
    }
}

/// What of an untagged enum no schema of finite size says.
fn not_said(ident: &str) -> String {
    format!(
        "{ident}: a value that is read as `{ident}` must keep its rules, though it may fit another variant, also where it \
         holds itself or what only its own type reads{IN_RUST_ONLY}"
    )
}

/// `{"Variant": …}`.
fn keyed(variant: &'static Alternative, old: Keywords) -> Value {
    let held = held(variant, old);
    let properties: Keywords = variant
        .names()
        .map(|name| (name.to_owned(), held.clone()))
        .collect();
    let mut entry = described(variant);
    entry.insert("type".to_owned(), "object".into());
    entry.insert("properties".to_owned(), properties.into());
    entry.insert("additionalProperties".to_owned(), false.into());
    if variant.aliases.is_empty() {
        entry.insert("required".to_owned(), json!([variant.name]));
    } else {
        entry.insert("minProperties".to_owned(), 1.into());
        entry.insert("maxProperties".to_owned(), 1.into());
    }
    entry.into()
}

fn described(variant: &Alternative) -> Keywords {
    let mut keywords = Map::new();
    if !variant.description.is_empty() {
        keywords.insert("description".to_owned(), variant.description.into());
    }
    keywords
}

/// What a variant holds, where it is one value.
fn held(variant: &'static Alternative, mut old: Keywords) -> Value {
    let rules = &variant.rules;
    let keywords = match (variant.form(), rules.fields) {
        (Form::Newtype, [held]) => field::property(&variant.rules, held, old),
        (Form::Tuple, _) => field::tuple(rules, old),
        (Form::Object, _) => object(rules, without_others(rules, old)),
        (Form::Unit | Form::Newtype, _) => {
            old.clear();
            old.insert("type".to_owned(), "null".into());
            old
        }
    };
    commented(keywords, &native::lines(rules)).into()
}

/// The schema of an object with a tag: of each variant, what follows when the tag is its name.
fn tagged(
    choice: &'static Choice,
    tag: &str,
    properties: Vec<(&str, Value)>,
    then: impl Fn(&'static Alternative) -> Value,
    old: Keywords,
) -> Keywords {
    let entries: Vec<Value> = choice
        .variants
        .iter()
        .map(|variant| {
            let mut entry = described(variant);
            entry.insert("if".to_owned(), is_tagged(tag, variant));
            entry.insert("then".to_owned(), then(variant));
            entry.into()
        })
        .collect();
    let properties: Keywords = properties
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect();
    let mut keywords = field::with_assertions(old, json!({ "type": "object" }));
    keywords.insert("properties".to_owned(), properties.into());
    keywords.insert("required".to_owned(), json!([tag]));
    keywords.insert("allOf".to_owned(), entries.into());
    if profile::current().has_variants() {
        let variants = choice.variants.iter();
        let titles = variants.map(|variant| format!("{}{}", choice.name, variant.ident));
        note::add_tag(&mut keywords, tag, &titles.collect::<Vec<_>>());
    }
    keywords
}

fn tag_schema(choice: &'static Choice) -> Value {
    let names: Vec<&str> = choice.names().collect();
    let keywords = into_keywords(json!({ "type": "string", "enum": names })).unwrap_or_default();
    let variants = choice.variants.iter();
    describe(
        keywords,
        variants.map(|variant| (variant.name, variant.description)),
    )
    .into()
}

fn is_tagged(tag: &str, variant: &Alternative) -> Value {
    let name = if variant.aliases.is_empty() {
        json!({ "const": variant.name })
    } else {
        json!({ "enum": variant.names().collect::<Vec<_>>() })
    };
    json!({
        "title": format!("`{tag}` is `{}`", variant.name),
        "properties": { tag: name },
        "required": [tag],
    })
}

/// What a variant has at a key of its own.
fn beside(variant: &'static Alternative, content: &str, old: Keywords) -> Value {
    let may_be_missing = match (variant.form(), variant.rules.fields) {
        (Form::Unit, _) => true,
        (Form::Newtype, [held]) => !variant.rules.asks_for(held),
        _ => false,
    };
    let mut then = json!({ "properties": { content: held(variant, old) } });
    if !may_be_missing {
        then["required"] = json!([content]);
    }
    then
}

/// What a variant has in one object with the tag.
fn inside(variant: &'static Alternative, tag: &str, mut old: Keywords) -> Value {
    old.remove("description");
    old.remove("type");
    remove_tag(&mut old, tag);
    let mut keywords = match (variant.form(), variant.rules.fields) {
        (Form::Unit, _) => Map::new(),
        // A value beside a tag is never null.
        (Form::Newtype, [held]) => field::rewritten_not_null(&held.shape, held.checks, old),
        _ => object(&variant.rules, without_others(&variant.rules, old)),
    };
    assert!(
        !(keywords.contains_key("$ref") && holds_flattened_map(&variant.rules)),
        "what `{}` holds flattens a map, to which the schema behind the reference would hand the tag",
        variant.ident
    );
    if keywords.contains_key("additionalProperties") {
        let properties = keywords.entry("properties").or_insert_with(|| json!({}));
        properties[tag] = json!({});
    }
    commented(keywords, &native::lines(&variant.rules)).into()
}

/// What other keys there may be, the table says, but for the schema of what a flattened map holds.
fn without_others(rules: &Rules, mut old: Keywords) -> Keywords {
    if rules.flattened.is_empty() {
        old.remove("additionalProperties");
    }
    old
}

fn holds_flattened_map(rules: &Rules) -> bool {
    let [held] = rules.fields else {
        return false;
    };
    let Shape::Object(rules) = beside_tag(&held.shape) else {
        return false;
    };
    let mut flattened = rules().flattened.iter();
    flattened.any(|flattened| matches!(flattened.shape, Shape::Map(_)))
}

fn remove_tag(old: &mut Keywords, tag: &str) {
    if let Some(Value::Object(properties)) = old.get_mut("properties") {
        properties.remove(tag);
        if properties.is_empty() {
            old.remove("properties");
        }
    }
    if let Some(Value::Array(required)) = old.get_mut("required") {
        required.retain(|name| name != tag);
        if required.is_empty() {
            old.remove("required");
        }
    }
}
