//! The operations of an OpenAPI document, with the types of their bodies.

use serde::Serialize;
use serde_json::Value;

use crate::schema::METHODS;

/// An operation.
#[derive(Debug, Serialize)]
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    /// The group in which it is shown.
    pub(super) tag: String,
    /// The types that the body of the request is made of.
    pub(super) request: Vec<String>,
    pub(super) answers: Vec<Answer>,
}

/// What an operation answers.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) description: String,
    pub(super) types: Vec<String>,
}

/// All of a document, in its order.
pub(super) fn operations(document: &Value) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object);
    let paths = paths.into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let methods = METHODS.into_iter();
        methods.filter_map(move |method| {
            Some(Operation::new(document, method, path, item.get(method)?))
        })
    });
    operations.collect()
}

impl Operation {
    fn new(document: &Value, method: &str, path: &str, operation: &Value) -> Self {
        let text = |key: &str| operation.get(key).and_then(Value::as_str);
        let id = text("operationId").map(str::to_owned);
        let tag = operation.pointer("/tags/0").and_then(Value::as_str);
        Self {
            id: id.unwrap_or_else(|| format!("{method} {path}")),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text("summary").unwrap_or_default().to_owned(),
            tag: tag.unwrap_or("Operations").to_owned(),
            request: body(document, operation.get("requestBody")),
            answers: answers(document, operation),
        }
    }

    /// Every type that it names, the request's first.
    pub(super) fn types(&self) -> impl Iterator<Item = &String> {
        let answers = self.answers.iter().flat_map(|answer| &answer.types);
        self.request.iter().chain(answers)
    }
}

fn answers(document: &Value, operation: &Value) -> Vec<Answer> {
    let responses = operation.get("responses").and_then(Value::as_object);
    let responses = responses.into_iter().flatten();
    let answers = responses.map(|(status, response)| {
        let response = resolved(document, response);
        let description = response.get("description").and_then(Value::as_str);
        Answer {
            status: status.clone(),
            description: description.unwrap_or_default().to_owned(),
            types: body(document, Some(response)),
        }
    });
    answers.collect()
}

fn body(document: &Value, holder: Option<&Value>) -> Vec<String> {
    let holder = holder.map(|holder| resolved(document, holder));
    let schema = holder.and_then(|holder| holder.pointer("/content/application~1json/schema"));
    let mut names = Vec::new();
    if let Some(schema) = schema {
        add_references(schema, &mut names);
    }
    names
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(|reference| document.pointer(reference.strip_prefix('#')?));
    target.unwrap_or(value)
}

/// How references to the types of a document begin.
const COMPONENT: &str = "#/components/schemas/";

/// The types that a schema refers to, each once.
pub(super) fn add_references(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| add_references(item, names)),
        Value::Object(keywords) => {
            let reference = keywords.get("$ref").and_then(Value::as_str);
            let name = reference.and_then(|reference| reference.strip_prefix(COMPONENT));
            if let Some(name) = name.filter(|name| !names.iter().any(|known| known == name)) {
                names.push(name.to_owned());
            }
            keywords
                .values()
                .for_each(|value| add_references(value, names));
        }
        _ => {}
    }
}
