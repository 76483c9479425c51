//! What the page shows: all of it is read from the rule tables, the documents and the model crate's source.

use std::collections::HashSet;
use std::io;

use conformance::types::Type;
use crossfield::cases::Case;
use crossfield::explain::{
    Cell, Explanation, FieldSummary, Presence, Table, VariantExplanation, Verdict,
};
use crossfield::rule::Shape;
use crossfield::{Violation, Violations};
use serde_json::{Value, json};

use super::downloads::Download;
use super::operations::{Operation, add_references, operations};
use super::source::{Sources, Written};
use crate::schema::{self, Document};
use crate::workspace;

/// The site, ready to be written.
pub(super) struct Site {
    pub(super) types: Vec<Shown>,
    pub(super) documents: Vec<Document>,
    data: Value,
    rendered: Vec<Rendered>,
}

/// A type with its payloads.
pub(super) struct Shown {
    pub(super) name: String,
    /// The Rust type with the rules; none for what is put together of others.
    pub(super) kind: Option<Type>,
    pub(super) examples: Vec<Example>,
    /// Whether the page can say of a payload what native code says.
    pub(super) is_live: bool,
}

/// A payload that the editor is filled with.
pub(super) struct Example {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) is_valid: bool,
}

/// An OpenAPI document that is rendered on a page of its own.
#[derive(Clone)]
pub(super) struct Rendered {
    file: String,
    title: String,
    text: String,
}

impl Site {
    /// The site of all types that the OpenAPI documents for validators describe.
    ///
    /// # Errors
    /// The model crate's source cannot be read.
    pub(super) fn of_the_types() -> io::Result<Self> {
        let documents = schema::documents()?;
        let values: Vec<Value> = documents
            .iter()
            .map(|document| serde_json::from_str(&document.text))
            .collect::<Result<_, _>>()?;
        let sources = Sources::read(
            "signalwire_sip",
            &workspace::root().join("crates/signalwire-sip/src"),
        )?;
        let mut site = Self {
            types: Vec::new(),
            data: Value::Null,
            rendered: Vec::new(),
            documents,
        };
        let mut types = Vec::new();
        let mut all = Vec::new();
        for (document, value) in site.documents.iter().zip(&values) {
            if !is_for_validators(document, value) {
                continue;
            }
            let operations = operations(value);
            for name in types_of(value, &operations) {
                if !site.types.iter().any(|known| known.name == name) {
                    let shown = Showing::new(name, value, &sources);
                    types.push(shown.data());
                    site.types.push(shown.into_shown());
                }
            }
            site.rendered.push(Rendered::new(document, value));
            let title = value.pointer("/info/title").unwrap_or(&Value::Null);
            all.push(json!({ "title": title, "operations": operations }));
        }
        let downloads = site.documents.iter().zip(&values);
        let downloads: Vec<Download> = downloads
            .map(|(document, value)| Download::new(document, value))
            .collect();
        let pages: Vec<_> = site.rendered.iter().map(Rendered::link).collect();
        site.data = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "documents": all,
            "types": types,
            "downloads": downloads,
            "pages": pages,
        });
        Ok(site)
    }

    /// The data as a script, since a page that is opened from the file system may not fetch.
    pub(super) fn script(&self) -> String {
        script("site", &self.data)
    }

    /// The OpenAPI documents for readers.
    pub(super) fn rendered(&self) -> impl Iterator<Item = &Rendered> {
        self.rendered.iter()
    }
}

/// Sets a member of the page's global object.
fn script(member: &str, value: &Value) -> String {
    format!("(globalThis.crossfield ??= {{}}).{member} = {value};\n")
}

impl Rendered {
    fn new(document: &Document, value: &Value) -> Self {
        let title = value.pointer("/info/title").and_then(Value::as_str);
        Self {
            file: document.file.clone(),
            title: title.unwrap_or(&document.file).to_owned(),
            text: document.text.clone(),
        }
    }

    fn stem(&self) -> &str {
        self.file.strip_suffix(".json").unwrap_or(&self.file)
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    pub(super) fn page(&self) -> String {
        format!("{}.html", self.stem())
    }

    pub(super) fn script_name(&self) -> String {
        format!("{}.js", self.stem())
    }

    pub(super) fn script(&self) -> String {
        let text = self.text.trim_end();
        format!("(globalThis.crossfield ??= {{}}).openapi = {text};\n")
    }

    fn link(&self) -> Value {
        json!({ "page": self.page(), "title": self.title, "file": self.file })
    }
}

fn is_for_validators(document: &Document, value: &Value) -> bool {
    let version = value.get("openapi").and_then(Value::as_str);
    version.is_some_and(|version| version.starts_with("3.1"))
        && !document.file.contains(".codegen.")
}

/// The types of a document: in the order of the operations, and behind each what it holds.
fn types_of(document: &Value, operations: &[Operation]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in operations.iter().flat_map(Operation::types) {
        add_with_inner(document, name, &mut names);
    }
    names
}

fn add_with_inner(document: &Value, name: &str, names: &mut Vec<String>) {
    if names.iter().any(|known| known == name) {
        return;
    }
    names.push(name.to_owned());
    let mut inner = Vec::new();
    add_references(component(document, name), &mut inner);
    for name in inner {
        add_with_inner(document, &name, names);
    }
}

fn component<'a>(document: &'a Value, name: &str) -> &'a Value {
    let schemas = document.pointer("/components/schemas");
    let schema = schemas.and_then(|schemas| schemas.get(name));
    schema.unwrap_or(&Value::Null)
}

/// A type, while what is shown of it is gathered.
struct Showing<'a> {
    name: String,
    kind: Option<Type>,
    schema: &'a Value,
    live: Result<Value, String>,
    examples: Vec<Example>,
    broken: Vec<Case>,
    explanation: Option<Explanation>,
    written: Option<&'a Written>,
    /// The other types that are shown by themselves.
    elsewhere: HashSet<&'static str>,
}

impl<'a> Showing<'a> {
    fn new(name: String, document: &'a Value, sources: &'a Sources) -> Self {
        let schema = component(document, &name);
        let kind = Type::named(&name);
        let broken = kind.map(each_rule).unwrap_or_default();
        let written = kind.and_then(|kind| sources.of((kind.path)()));
        let mut elsewhere = names_of_rules(document);
        elsewhere.remove(kind.map(rules_name).unwrap_or_default());
        Self {
            schema,
            live: live(kind, document, &name),
            examples: examples(kind, schema, &broken),
            explanation: kind.and_then(|kind| (kind.explain)()),
            name,
            kind,
            broken,
            written,
            elsewhere,
        }
    }

    fn into_shown(self) -> Shown {
        Shown {
            name: self.name,
            kind: self.kind,
            is_live: self.live.is_ok(),
            examples: self.examples,
        }
    }

    fn data(&self) -> Value {
        let description = self.schema.get("description").and_then(Value::as_str);
        let examples = self.examples.iter().map(|example| {
            json!({ "name": example.name, "text": example.text, "valid": example.is_valid })
        });
        let mut parts = Vec::new();
        add_references(self.schema, &mut parts);
        json!({
            "name": self.name,
            "description": description.unwrap_or_default(),
            "parts": parts,
            "schema": self.kind.is_none().then_some(self.schema),
            "explanation": self.explanation.as_ref().map(explanation),
            "forms": self.forms(),
            "examples": examples.collect::<Vec<_>>(),
            "rustOnly": self.in_rust_only(),
            "live": self.live.as_ref().ok(),
            "why": self.live.as_ref().err(),
        })
    }

    /// The rules that no schema says, in words.
    fn in_rust_only(&self) -> Vec<&String> {
        let explanation = self.explanation.iter();
        let sentences = explanation.flat_map(|explanation| {
            let fields = explanation.fields().iter();
            let own = fields.flat_map(FieldSummary::sentences);
            own.chain(explanation.sentences())
        });
        sentences
            .filter(|sentence| sentence.contains("(checked in Rust only)"))
            .collect()
    }

    /// Each rule in all its forms, by field; those of the whole object come last.
    fn forms(&self) -> Vec<Value> {
        let Some(Shape::Object(rules)) = self.kind.map(|kind| kind.shape) else {
            return Vec::new();
        };
        let fields = rules().fields.iter();
        let forms = fields.map(|field| {
            let own = field_pointer(field.name);
            let broken = self.broken_at(|pointer| {
                let rest = pointer.strip_prefix(&own);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
            json!({
                "field": field.name,
                "rust": self.written.and_then(|written| written.field(field.ident)),
                "sentences": self.sentences(field.name),
                "schema": self.property(field.name),
                "broken": broken,
            })
        });
        let mut forms: Vec<Value> = forms.collect();
        forms.extend(self.whole(rules().fields.iter().map(|field| field.name)));
        forms
    }

    /// What is said of the object itself.
    fn whole(&self, names: impl Iterator<Item = &'static str>) -> Option<Value> {
        let names: HashSet<String> = names.map(field_pointer).collect();
        let broken = self.broken_at(|pointer| {
            let end = pointer.get(1..).and_then(|rest| rest.find('/'));
            let first = end.map_or(pointer, |end| &pointer[..=end]);
            !names.contains(first)
        });
        let rust = self.written.map(|written| &written.attributes);
        (!broken.is_empty()).then(|| {
            json!({
                "field": null,
                "rust": rust.filter(|rust| !rust.is_empty()),
                "sentences": [],
                "schema": null,
                "broken": broken,
            })
        })
    }

    /// The rules that a payload breaks there, each once in whatever way it is broken first; those of types that are
    /// shown by themselves are shown with these.
    fn broken_at(&self, is_there: impl Fn(&str) -> bool) -> Vec<Value> {
        let mut seen = HashSet::new();
        let broken = self.broken.iter().filter_map(|case| {
            let violation = case.violation()?;
            let name = violation.type_name().unwrap_or_default();
            let is_shown =
                !self.elsewhere.contains(name) && is_there(&violation.pointer().to_string());
            let is_new = is_shown && seen.insert(rule_of(violation));
            is_new.then(|| self.broken(case.name(), violation))
        });
        broken.collect()
    }

    fn broken(&self, example: &str, violation: &Violation) -> Value {
        let keyword = self.keyword(violation);
        let stated = keyword
            .as_ref()
            .and_then(|keyword| self.schema.pointer(keyword));
        json!({
            "code": violation.code().as_str(),
            "pointer": violation.pointer().to_string(),
            "message": violation.message().to_string(),
            "keyword": keyword,
            "stated": stated,
            "example": example,
        })
    }

    /// Where the keyword is that a violation names. It is named in the schema of the type that states the rule, which may
    /// stand inside this one: on the way to the value, or to the object that holds it.
    fn keyword(&self, violation: &Violation) -> Option<String> {
        let keyword = violation.schema_pointer()?;
        let tokens: Vec<String> = violation.pointer().tokens().collect();
        let mut ways = vec![String::new()];
        for token in &tokens {
            let way = ways.last()?;
            ways.push(step(self.schema.pointer(way)?, way, token)?);
        }
        let own = self.kind.map(rules_name).unwrap_or_default();
        if violation.type_name() == Some(own) {
            ways.truncate(1);
        }
        let places = ways.into_iter().rev().map(|way| format!("{way}{keyword}"));
        let mut places = places.filter(|place| self.schema.pointer(place).is_some());
        places.next()
    }

    fn sentences(&self, field: &str) -> Vec<&String> {
        let Some(explanation) = &self.explanation else {
            return Vec::new();
        };
        let own = explanation.fields().iter();
        let own = own.filter(|summary| summary.name() == field);
        let about = format!("`{field}`: ");
        let across = explanation.sentences().iter();
        own.flat_map(FieldSummary::sentences)
            .chain(across.filter(|sentence| sentence.starts_with(&about)))
            .collect()
    }

    /// The schema of a field, and the entries of the rules across fields that are about it.
    fn property(&self, field: &str) -> Value {
        let property = self.schema.get("properties");
        let mut property = property
            .and_then(|properties| properties.get(field))
            .cloned()
            .unwrap_or_default();
        if let Value::Object(keywords) = &mut property {
            for annotation in ["description", "default", "examples"] {
                keywords.shift_remove(annotation);
            }
        }
        let about = format!("`{field}`: ");
        let entries = self.schema.get("allOf").and_then(Value::as_array);
        let entries = entries.into_iter().flatten().filter(|entry| {
            let description = entry.get("description").and_then(Value::as_str);
            description.is_some_and(|description| description.starts_with(&about))
        });
        let required = self.schema.get("required").and_then(Value::as_array);
        let is_required = required.is_some_and(|names| names.iter().any(|name| name == field));
        let mut stated = json!({ "properties": { field: property } });
        if is_required {
            stated["required"] = json!([field]);
        }
        let entries: Vec<&Value> = entries.collect();
        if !entries.is_empty() {
            stated["allOf"] = json!(entries);
        }
        stated
    }
}

/// The schema of what is at a key, from the schema of the object or list.
fn step(schema: &Value, way: &str, token: &str) -> Option<String> {
    let property = format!("/properties/{}", workspace::escaped(token));
    let places = [
        property,
        "/items".to_owned(),
        "/additionalProperties".to_owned(),
    ];
    let direct = places
        .into_iter()
        .find(|place| schema.pointer(place).is_some());
    match direct {
        Some(place) => Some(format!("{way}{place}")),
        // The value or null.
        None => step(
            schema.pointer("/anyOf/0")?,
            &format!("{way}/anyOf/0"),
            token,
        ),
    }
}

/// What tells a rule from others: items of a list share theirs.
fn rule_of(violation: &Violation) -> (String, String, Vec<String>) {
    let is_index = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = violation.pointer().tokens();
    let tokens = tokens.map(|token| {
        if is_index(&token) {
            "*".to_owned()
        } else {
            token
        }
    });
    let keyword = violation.schema_pointer();
    let keyword = keyword.unwrap_or_else(|| violation.message().to_string());
    (
        violation.code().as_str().to_owned(),
        keyword,
        tokens.collect(),
    )
}

/// The name under which violations name a type.
fn rules_name(kind: Type) -> &'static str {
    match kind.shape {
        Shape::Object(rules) => rules().name,
        _ => "",
    }
}

/// The names of the types that a document describes by themselves.
fn names_of_rules(document: &Value) -> HashSet<&'static str> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    let kinds = schemas.filter_map(|(name, _)| Type::named(name));
    kinds.map(rules_name).collect()
}

fn field_pointer(name: &str) -> String {
    format!("/{}", workspace::escaped(name))
}

/// What the keywords of the type's schema mean, or why that is not known.
fn live(kind: Option<Type>, document: &Value, name: &str) -> Result<Value, String> {
    let at = format!("/components/schemas/{}", workspace::escaped(name));
    match kind {
        Some(kind) => (kind.meanings)(document, &at).map_err(|error| error.to_string()),
        None => Err("it has no rules of its own, and is put together of other types".to_owned()),
    }
}

/// One payload a rule.
fn each_rule(kind: Type) -> Vec<Case> {
    let mut seen = HashSet::new();
    let cases = (kind.invalid)().into_iter();
    cases
        .filter(|case| seen.insert(case.name().to_owned()))
        .collect()
}

/// What the editor can be filled with: what the documents show, what has the least and the most in it, and a payload for
/// each rule that it breaks.
fn examples(kind: Option<Type>, schema: &Value, broken: &[Case]) -> Vec<Example> {
    let shown = schema.get("examples").and_then(Value::as_array);
    let shown = shown.into_iter().flatten().map(|value| Example {
        name: "the example of the documents".to_owned(),
        text: format!("{value:#}"),
        is_valid: true,
    });
    let valid = kind.map(|kind| (kind.valid)()).unwrap_or_default();
    let valid = valid.iter().take(2).map(|case| Example::new(case, true));
    let broken = broken.iter().map(|case| Example::new(case, false));
    shown.chain(valid).chain(broken).collect()
}

impl Example {
    fn new(case: &Case, is_valid: bool) -> Self {
        let value = serde_json::from_str::<Value>(case.text());
        Self {
            name: case.name().to_owned(),
            text: value.map_or_else(|_| case.text().to_owned(), |value| format!("{value:#}")),
            is_valid,
        }
    }
}

fn explanation(of: &Explanation) -> Value {
    let fields = of.fields().iter().map(|field| {
        let presence = match field.presence() {
            Presence::Required => "required",
            Presence::Conditional => "conditional",
            _ => "optional",
        };
        json!({
            "name": field.name(),
            "presence": presence,
            "keyRequired": field.key_required(),
            "sentences": field.sentences(),
        })
    });
    json!({
        "closed": of.denies_unknown_fields(),
        "fields": fields.collect::<Vec<_>>(),
        "tables": of.tables().iter().map(table).collect::<Vec<_>>(),
        "sentences": of.sentences(),
        "variants": of.variants().iter().map(variant).collect::<Vec<_>>(),
    })
}

fn variant(of: &VariantExplanation) -> Value {
    json!({ "toldBy": of.told_by(), "explanation": explanation(of.rules()) })
}

fn table(of: &Table) -> Value {
    let rows = of.rows().iter().map(|row| {
        let cells: Vec<Value> = row.cells().iter().map(cell).collect();
        json!({ "field": row.field(), "cells": cells })
    });
    let constant = of.constant().iter();
    let constant = constant.map(|(field, of)| json!({ "field": field, "cell": cell(of) }));
    let cases = of.cases().iter().map(ToString::to_string);
    json!({
        "discriminant": of.discriminant(),
        "cases": cases.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "constant": constant.collect::<Vec<_>>(),
    })
}

fn cell(of: &Cell) -> Value {
    let words = match of.verdict() {
        Verdict::Depends(words) => Some(words),
        _ => None,
    };
    json!({ "verdict": of.verdict().as_str(), "words": words, "messages": of.messages() })
}

/// What native code finds wrong with a text, as `cargo xtask validate --format json` writes it, but for what breaks rules
/// that no schema says.
pub(super) fn native(text: &str, check: impl FnOnce(&str) -> Result<(), Violations>) -> Value {
    let violations = check(text).err();
    let said = violations.iter().flatten();
    let said = said.filter(|violation| !violation.is_native_only());
    let violations: Vec<&Violation> = said.collect();
    let offsets: Vec<usize> = violations
        .iter()
        .map(|violation| violation.span().map_or(0, |span| span.start))
        .collect();
    let positions = crossfield::positions(text.as_bytes(), &offsets);
    let entries = violations
        .iter()
        .zip(positions)
        .map(|(violation, position)| {
            json!({
                "pointer": violation.pointer().to_string(),
                "code": violation.code().as_str(),
                "message": violation.message().to_string(),
                "line": position.line,
                "column": position.column,
            })
        });
    entries.collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests;
