//! The documents to download, each with the tools that it is for.

use serde::Serialize;
use serde_json::Value;

use crate::schema::Document;

/// What is said of a document.
#[derive(Debug, Serialize)]
pub(super) struct Download {
    file: String,
    bytes: usize,
    dialect: String,
    describes: String,
    audience: &'static str,
}

impl Download {
    pub(super) fn new(document: &Document, value: &Value) -> Self {
        Self {
            file: document.file.clone(),
            bytes: document.text.len(),
            dialect: dialect(value),
            describes: describes(value),
            audience: audience(&document.file, value),
        }
    }
}

fn dialect(value: &Value) -> String {
    match value.get("openapi").and_then(Value::as_str) {
        Some(version) => format!("OpenAPI {version}"),
        None => "JSON Schema 2020-12".to_owned(),
    }
}

fn describes(value: &Value) -> String {
    let title = value.get("title").or_else(|| value.pointer("/info/title"));
    title.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The tools that it is for.
fn audience(file: &str, value: &Value) -> &'static str {
    let version = value.get("openapi").and_then(Value::as_str);
    match version {
        Some(version) if version.starts_with("3.0") => {
            "tools that stop at OpenAPI 3.0: older generators, gateways and mock servers"
        }
        _ if file.contains(".codegen.") => {
            "generators of code: typify, openapi-typescript, datamodel-code-generator"
        }
        Some(_) => {
            "documentation, mock servers, linters and validators: Redoc, Prism, Spectral, Redocly"
        }
        None => "validators: ajv, hyperjump, jsonschema (Python and Rust), boon",
    }
}
