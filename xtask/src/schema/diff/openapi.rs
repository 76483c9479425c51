//! The schemas of an OpenAPI document, and who sends what they describe.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value, json};

use super::openapi30;
use crate::schema::METHODS;

const COMPONENTS: &str = "#/components/schemas/";

/// Where the schema stands in what [`OpenApi::alone`] gives.
pub(super) const ALONE: &str = "/allOf/0";

/// Where a schema stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Component(String),
    /// The client sends it: the operation, and what of it.
    Request(String, String),
    /// The server sends it: the operation, and which answer.
    Response(String, String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Component(name) => write!(f, "component {name}"),
            Self::Request(operation, what) | Self::Response(operation, what) => {
                write!(f, "{operation}, {what}")
            }
        }
    }
}

/// A document and the schemas in it.
pub(super) struct OpenApi {
    pub(super) schemas: BTreeMap<Place, Value>,
    /// The rest of the document, for comparing texts.
    pub(super) rest: Value,
    components: Map<String, Value>,
    is_30: bool,
}

impl OpenApi {
    pub(super) fn is(document: &Value) -> bool {
        document.get("openapi").is_some_and(Value::is_string)
    }

    pub(super) fn new(document: &Value) -> Self {
        let version = document
            .get("openapi")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let components = document
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        let components = components.cloned().unwrap_or_default();
        let mut schemas: BTreeMap<Place, Value> = BTreeMap::new();
        for (name, schema) in &components {
            schemas.insert(Place::Component(name.clone()), schema.clone());
        }
        let operations = Operations {
            document,
            schemas: &mut schemas,
        };
        operations.collect();
        Self {
            schemas,
            rest: rest(document),
            components,
            is_30: version.starts_with("3.0"),
        }
    }

    /// The schema at a place, with what it refers to, in JSON Schema 2020-12.
    ///
    /// # Errors
    /// What it says cannot be said there: in words.
    pub(super) fn alone(&self, place: &Place) -> Result<Value, String> {
        let schema = self.schemas.get(place).ok_or("it is not there")?;
        let mut components = self.components.clone();
        if self.is_30 {
            for schema in components.values_mut() {
                *schema = openapi30::translated(schema)?;
            }
        }
        let schema = if self.is_30 {
            openapi30::translated(schema)?
        } else {
            schema.clone()
        };
        Ok(json!({ "allOf": [schema], "components": { "schemas": components } }))
    }

    /// The component that a place refers to and says nothing beside.
    pub(super) fn component(&self, place: &Place) -> Option<&str> {
        let schema = self.schemas.get(place)?.as_object()?;
        let reference = schema.get("$ref").filter(|_| schema.len() == 1)?.as_str()?;
        reference.strip_prefix(COMPONENTS)
    }

    /// The requests and responses that a component is part of.
    pub(super) fn uses(&self, component: &str) -> Vec<&Place> {
        let places = self.schemas.iter().filter(|(place, schema)| {
            !matches!(place, Place::Component(_)) && self.reaches(schema, component)
        });
        places.map(|(place, _)| place).collect()
    }

    fn reaches(&self, schema: &Value, component: &str) -> bool {
        let mut reached = BTreeSet::new();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            let mut names = Vec::new();
            references(schema, &mut names);
            for name in names {
                if let (true, Some(schema)) = (reached.insert(name), self.components.get(name)) {
                    open.push(schema);
                }
            }
        }
        reached.contains(component)
    }
}

fn references<'a>(value: &'a Value, names: &mut Vec<&'a str>) {
    match value {
        Value::Object(entries) => {
            let reference = entries.get("$ref").and_then(Value::as_str);
            names.extend(reference.and_then(|reference| reference.strip_prefix(COMPONENTS)));
            entries.values().for_each(|inner| references(inner, names));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, names)),
        _ => {}
    }
}

/// Finds the schemas of the operations.
struct Operations<'a> {
    document: &'a Value,
    schemas: &'a mut BTreeMap<Place, Value>,
}

impl<'a> Operations<'a> {
    fn collect(mut self) {
        for (path, item) in entries(self.document, "paths") {
            let item = self.target(item);
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    let name = format!("{} {path}", method.to_uppercase());
                    self.parameters(&name, item);
                    self.operation(&name, operation);
                }
            }
        }
    }

    fn operation(&mut self, name: &str, operation: &'a Value) {
        self.parameters(name, operation);
        if let Some(body) = operation.get("requestBody") {
            self.content(self.target(body), |media| {
                Place::Request(name.to_owned(), format!("request body as {media}"))
            });
        }
        for (status, response) in entries(operation, "responses") {
            self.content(self.target(response), |media| {
                Place::Response(name.to_owned(), format!("response {status} as {media}"))
            });
        }
    }

    fn parameters(&mut self, name: &str, holder: &'a Value) {
        let parameters = holder.get("parameters").and_then(Value::as_array);
        for parameter in parameters.into_iter().flatten() {
            let parameter = self.target(parameter);
            let text = |key| {
                parameter
                    .get(key)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let what = format!("{} parameter `{}`", text("in"), text("name"));
            if let Some(schema) = parameter.get("schema") {
                let place = Place::Request(name.to_owned(), what.clone());
                self.schemas.insert(place, schema.clone());
            }
            self.content(parameter, |media| {
                Place::Request(name.to_owned(), format!("{what} as {media}"))
            });
        }
    }

    fn content(&mut self, holder: &Value, place: impl Fn(&str) -> Place) {
        for (media, content) in entries(holder, "content") {
            if let Some(schema) = content.get("schema") {
                self.schemas.insert(place(media), schema.clone());
            }
        }
    }

    /// What is meant: the value itself, or what it refers to in the document.
    fn target(&self, value: &'a Value) -> &'a Value {
        let reference = value.get("$ref").and_then(Value::as_str);
        let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
        pointer
            .and_then(|pointer| self.document.pointer(pointer))
            .unwrap_or(value)
    }
}

fn entries<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// The document with every schema taken out.
fn rest(document: &Value) -> Value {
    let mut rest = document.clone();
    blank(&mut rest);
    if let Some(components) = rest.get_mut("components").and_then(Value::as_object_mut) {
        components.remove("schemas");
    }
    rest
}

/// An example may have a key of this name that is none.
fn blank(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                match key.as_str() {
                    "schema" => *inner = Value::Null,
                    "example" | "examples" => {}
                    _ => blank(inner),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(blank),
        _ => {}
    }
}
