//! Copies of a document with something wrong in them. A tool that finds nothing in these proves nothing by its silence.

use std::fmt;

use conformance::types::Type;
use crossfield::Code;
use crossfield::cases::Case;
use serde_json::Value;

use super::documents::{Document, Operation};
use super::native::Native;

/// What is wrong in a copy.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// The examples of each body break a rule across fields.
    AcrossFields,
    /// The examples of each body break a rule of one field.
    OneField,
    /// The id of each operation is a number.
    Structure,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::AcrossFields, Self::OneField, Self::Structure];

    /// A name for a file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::AcrossFields => "across-fields",
            Self::OneField => "one-field",
            Self::Structure => "structure",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AcrossFields => "examples that break a rule across fields",
            Self::OneField => "examples that break a rule of one field",
            Self::Structure => "an operation that is no operation",
        })
    }
}

/// A copy of a document, and the places in it that are wrong.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) value: Value,
    pub(super) places: Vec<String>,
}

/// Breaks a document in as many places as it can be.
///
/// # Errors
/// Nothing in it can be broken so, or no Rust type is known for a body.
pub(super) fn broken(document: &Document, kind: Kind) -> Result<Broken, String> {
    let mut value = document.value.clone();
    let mut places = Vec::new();
    for operation in document.operations() {
        for (place, wrong) in wrong(&operation, kind)? {
            put(&mut value, &place, wrong)?;
            places.push(place);
        }
    }
    if places.is_empty() {
        return Err("nothing in the document can be broken so".to_owned());
    }
    Ok(Broken { value, places })
}

/// The places of an operation with what is put there.
fn wrong(operation: &Operation<'_>, kind: Kind) -> Result<Vec<(String, Value)>, String> {
    if kind == Kind::Structure {
        let place = format!("{}/operationId", operation.place.pointer);
        return Ok(vec![(place, Value::from(7))]);
    }
    let Some(body) = operation.body() else {
        return Ok(Vec::new());
    };
    let Some(payload) = payload(&Native::of_operation(&operation.id())?.body()?, kind) else {
        return Ok(Vec::new());
    };
    let places = body.examples().into_iter();
    Ok(places.map(|place| (place, payload.clone())).collect())
}

fn payload(body: &Type, kind: Kind) -> Option<Value> {
    let case = (body.invalid)()
        .into_iter()
        .find(|case| breaks(case, kind))?;
    serde_json::from_str(case.text()).ok()
}

fn breaks(case: &Case, kind: Kind) -> bool {
    let Some(violation) = case.violation() else {
        return false;
    };
    match kind {
        // What is always required or forbidden has its keyword at the top.
        Kind::AcrossFields => violation.schema_pointer().is_some_and(|pointer| {
            let mut parts = pointer.split('/');
            parts.any(|part| matches!(part, "then" | "else"))
        }),
        Kind::OneField => matches!(
            violation.code(),
            Code::Pattern | Code::Length | Code::Format
        ),
        Kind::Structure => false,
    }
}

/// Puts a value where one stands, or as a further key of an object.
fn put(document: &mut Value, pointer: &str, value: Value) -> Result<(), String> {
    let missing = || format!("{pointer}: there is no such place");
    if let Some(place) = document.pointer_mut(pointer) {
        *place = value;
        return Ok(());
    }
    let (parent, key) = pointer.rsplit_once('/').ok_or_else(missing)?;
    let parent = document
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .ok_or_else(missing)?;
    parent.insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::documents::tests::document;
    use super::*;

    #[test]
    fn each_kind_breaks_what_it_says_and_nothing_else() {
        let document = document();
        let place = "/components/requestBodies/Thing/content/application~1json/examples/a~1b/value";
        for kind in [Kind::AcrossFields, Kind::OneField] {
            let mut copy = broken(&document, kind).unwrap();
            assert_eq!(copy.places, [place]);
            let payload = copy.value.pointer_mut(place).unwrap().take();
            let text = payload.to_string();
            let violations =
                crossfield::check_json::<signalwire_sip::UpdateSipEndpointRequest>(text.as_bytes())
                    .unwrap_err();
            assert_eq!(violations.len(), 1, "{kind}: {text}");
            *copy.value.pointer_mut(place).unwrap() = serde_json::json!({});
            assert_eq!(copy.value, document.value);
        }
    }

    #[test]
    fn an_example_is_put_where_there_is_none() {
        let mut document = document();
        let body = "/components/requestBodies/Thing/content/application~1json";
        *document.value.pointer_mut(body).unwrap() = serde_json::json!({});
        let copy = broken(&document, Kind::AcrossFields).unwrap();
        assert_eq!(copy.places, [format!("{body}/example")]);
        assert!(copy.value.pointer(&copy.places[0]).is_some());
    }

    #[test]
    fn a_document_in_which_nothing_can_be_broken_is_no_proof() {
        let mut document = document();
        document.value["paths"] = serde_json::json!({});
        let error = broken(&document, Kind::Structure).unwrap_err();
        assert_eq!(error, "nothing in the document can be broken so");
    }

    #[test]
    fn an_operation_whose_type_is_not_known_is_named() {
        let mut document = document();
        document.value["paths"]["/things/{id}"]["put"]["operationId"] = Value::from("forge");
        let error = broken(&document, Kind::OneField).unwrap_err();
        assert!(
            error.starts_with("no Rust type is known for the operation `forge`; name it in "),
            "{error}"
        );
    }
}
