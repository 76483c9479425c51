//! The OpenAPI documents, and the operations in them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::schema::METHODS;
use crate::workspace::{self, at, escaped};

/// The documents of a folder, in the order of their names.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) openapi: Vec<Document>,
    /// Those that are JSON Schema.
    pub(super) schemas: Vec<Document>,
}

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    /// The name of its file.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) value: Value,
}

/// An operation of a document.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    document: &'a Value,
    /// Of the path, under which parameters of all its operations stand.
    shared: &'a Value,
    /// The operation, and where it stands.
    pub(super) place: Place<'a>,
    pub(super) method: &'static str,
    path: &'a str,
}

/// A value with its pointer.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

impl Documents {
    /// Reads the JSON files of a folder.
    ///
    /// # Errors
    /// The folder or a JSON file in it cannot be read, or no OpenAPI document is there.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                all.push(read(path)?);
            }
        }
        all.sort_by(|one, other| one.name.cmp(&other.name));
        let is_openapi = |document: &Document| document.value.get("openapi").is_some();
        let (openapi, schemas): (Vec<_>, Vec<_>) = all.into_iter().partition(is_openapi);
        if openapi.is_empty() {
            let message = format!("{}: no OpenAPI document is there", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        Ok(Self { openapi, schemas })
    }
}

fn read(path: PathBuf) -> io::Result<Document> {
    let value = workspace::json(&path)?;
    let name = path.file_name().unwrap_or_default();
    Ok(Document {
        name: name.to_string_lossy().into_owned(),
        path,
        value,
    })
}

impl Document {
    /// Whether it is written for generators of code.
    pub(super) fn is_for_generators(&self) -> bool {
        self.name.contains(".codegen.")
    }

    /// Whether it is written for tools that stop at OpenAPI 3.0, old generators of code among them.
    pub(super) fn is_openapi30(&self) -> bool {
        let version = self.value.get("openapi").and_then(Value::as_str);
        version.is_some_and(|version| version.starts_with("3.0."))
    }

    /// The type that a JSON Schema document describes.
    pub(super) fn title(&self) -> &str {
        let title = self.value.get("title").and_then(Value::as_str);
        title.unwrap_or_default()
    }

    /// Every operation of every path.
    pub(super) fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.value.get("paths").and_then(Value::as_object);
        let paths = paths.into_iter().flatten();
        let operations = paths.flat_map(|(path, shared)| {
            let operations = METHODS.into_iter();
            operations.filter_map(move |method| Some((path, method, shared, shared.get(method)?)))
        });
        operations
            .map(|(path, method, shared, value)| Operation {
                document: &self.value,
                shared,
                place: Place {
                    pointer: format!("/paths/{}/{method}", escaped(path)),
                    value,
                },
                method,
                path,
            })
            .collect()
    }
}

impl<'a> Operation<'a> {
    /// Its `operationId`; an operation without one is told by its method and path.
    pub(super) fn id(&self) -> String {
        let id = self.place.value.get("operationId").and_then(Value::as_str);
        id.map_or_else(|| format!("{} {}", self.method, self.path), str::to_owned)
    }

    /// The JSON body that it takes: the object with `schema` and examples.
    pub(super) fn body(&self) -> Option<Place<'a>> {
        let body = self.place.child("requestBody")?.resolved(self.document)?;
        body.child("content")?.child("application/json")
    }

    /// A path that the operation answers, with the examples of the parameters.
    ///
    /// # Errors
    /// A parameter without an example.
    pub(super) fn url(&self) -> Result<String, String> {
        let mut url = self.path.to_owned();
        let mut query = Vec::new();
        for parameter in self.parameters() {
            let text = |key| parameter.get(key).and_then(Value::as_str);
            let name = text("name").unwrap_or_default();
            let value = || {
                example(parameter)
                    .ok_or_else(|| format!("{}: parameter `{name}` has no example", self.id()))
            };
            match text("in") {
                Some("path") => url = url.replace(&format!("{{{name}}}"), &value()?),
                Some("query") if parameter.get("required") == Some(&Value::Bool(true)) => {
                    query.push(format!("{name}={}", value()?));
                }
                _ => {}
            }
        }
        if query.is_empty() {
            return Ok(url);
        }
        Ok(format!("{url}?{}", query.join("&")))
    }

    fn parameters(&self) -> impl Iterator<Item = &'a Value> {
        let lists = [self.shared, self.place.value].into_iter();
        let document = self.document;
        lists
            .filter_map(|holder| holder.get("parameters")?.as_array())
            .flatten()
            .filter_map(move |parameter| follow(document, parameter))
    }
}

impl<'a> Place<'a> {
    fn child(&self, name: &str) -> Option<Self> {
        Some(Self {
            pointer: format!("{}/{}", self.pointer, escaped(name)),
            value: self.value.get(name)?,
        })
    }

    /// What a reference leads to, with its own place.
    fn resolved(self, document: &'a Value) -> Option<Self> {
        let Some(pointer) = reference(self.value) else {
            return Some(self);
        };
        Some(Self {
            pointer: pointer.to_owned(),
            value: document.pointer(pointer)?,
        })
    }

    /// Where examples stand in an object with `example` or `examples`; where one could stand, if there is none.
    pub(super) fn examples(&self) -> Vec<String> {
        match self.value.get("examples").and_then(Value::as_object) {
            Some(examples) => {
                let names = examples.keys();
                names
                    .map(|name| format!("{}/examples/{}/value", self.pointer, escaped(name)))
                    .collect()
            }
            None => vec![format!("{}/example", self.pointer)],
        }
    }
}

fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix('#')
}

fn follow<'a>(document: &'a Value, value: &'a Value) -> Option<&'a Value> {
    match reference(value) {
        Some(pointer) => document.pointer(pointer),
        None => Some(value),
    }
}

/// An example of a parameter, as it stands in a URL.
fn example(parameter: &Value) -> Option<String> {
    let schema = parameter.get("schema");
    let value = parameter
        .get("example")
        .or_else(|| schema?.get("example"))
        .or_else(|| schema?.get("examples")?.get(0))
        .or_else(|| schema?.get("default"))?;
    match value {
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    /// A document with the operation whose Rust types are known, under other names.
    pub(in super::super) fn document() -> Document {
        Document {
            name: "openapi.json".to_owned(),
            path: PathBuf::from("schema/openapi.json"),
            value: json!({
                "openapi": "3.1.0",
                "paths": { "/things/{id}": {
                    "parameters": [{ "$ref": "#/components/parameters/Id" }],
                    "put": {
                        "operationId": "updateSipEndpoint",
                        "requestBody": { "$ref": "#/components/requestBodies/Thing" },
                    },
                    "get": { "parameters": [
                        { "name": "depth", "in": "query", "required": true, "schema": { "default": 2 } },
                        { "name": "page", "in": "query", "schema": {} },
                    ] },
                } },
                "components": {
                    "parameters": { "Id": { "name": "id", "in": "path", "required": true, "example": "a-1" } },
                    "requestBodies": { "Thing": { "content": { "application/json": {
                        "examples": { "a/b": { "value": {} } },
                    } } } },
                },
            }),
        }
    }

    #[test]
    fn operations_are_found_with_their_bodies_and_examples() {
        let document = document();
        let operations = document.operations();
        let ids: Vec<String> = operations.iter().map(Operation::id).collect();
        assert_eq!(ids, ["get /things/{id}", "updateSipEndpoint"]);
        assert!(operations[0].body().is_none());
        let body = operations[1].body().unwrap();
        assert_eq!(
            body.examples(),
            ["/components/requestBodies/Thing/content/application~1json/examples/a~1b/value"]
        );
        assert_eq!(document.value.pointer(&body.pointer), Some(body.value));
    }

    #[test]
    fn a_url_is_made_of_the_examples_of_the_parameters() {
        let document = document();
        let urls: Vec<_> = document.operations().iter().map(Operation::url).collect();
        assert_eq!(
            urls,
            [
                Ok("/things/a-1?depth=2".to_owned()),
                Ok("/things/a-1".to_owned())
            ]
        );
    }

    #[test]
    fn a_parameter_without_an_example_is_named() {
        let mut document = document();
        document.value["components"]["parameters"]["Id"] = json!({ "name": "id", "in": "path" });
        let error = document.operations()[1].url().unwrap_err();
        assert_eq!(error, "updateSipEndpoint: parameter `id` has no example");
    }

    #[test]
    fn a_folder_without_an_openapi_document_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.schema.json"), "{}").unwrap();
        let error = Documents::read(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("no OpenAPI document is there"), "{error}");
        fs::write(folder.path().join("b.json"), r#"{"openapi": "3.1.0"}"#).unwrap();
        let documents = Documents::read(folder.path()).unwrap();
        assert_eq!(documents.openapi[0].name, "b.json");
        assert_eq!(documents.schemas[0].name, "a.schema.json");
    }
}
