//! A stand-in for a space with one SIP endpoint.
//!
//! It decides on a body by the JSON Schema emitted for the request, with a validator that knows nothing of this
//! library: what it says is a second opinion.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};
use signalwire_sip::UpdateSipEndpointRequest;

use crate::http::{Request, respond};
use crate::settings::Account;

/// The one endpoint's resource id.
pub(crate) const ENDPOINT: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

const FOLDER: &str = "/api/fabric/resources/sip_endpoints/";

/// The one account and the header that goes with it: the example of RFC 7617, section 2.
const USER: (&str, &str) = ("Aladdin", "open sesame");
const AUTHORIZATION: &str = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

const MOST_CONNECTIONS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(5);

/// Starts the server in a thread that ends with the program. Gives the account with which to talk to it.
pub(crate) fn start() -> Result<Account, Box<dyn Error>> {
    // From the type, since the files under `schema/` are no part of the package.
    let schema = crossfield::schema::document::<UpdateSipEndpointRequest>(
        "https://example.com/update-sip-endpoint-request.schema.json",
    );
    let schema = jsonschema::validator_for(&schema)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let origin = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().take(MOST_CONNECTIONS).flatten() {
            // A client that breaks off has its error itself.
            let _ = serve(&stream, &schema);
        }
    });
    let (project_id, token) = USER;
    Ok(Account {
        origin,
        project_id: project_id.to_owned(),
        token: token.into(),
    })
}

fn serve(stream: &TcpStream, schema: &Validator) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = Request::read(stream)?;
    let (status, body) = answer(&request, schema);
    respond(stream, status, &body)
}

fn answer(request: &Request, schema: &Validator) -> (u16, Value) {
    if request.authorization.as_deref() != Some(AUTHORIZATION) {
        return (401, json!({ "error": "Unauthorized" }));
    }
    if request.method != "PUT" || request.path.strip_prefix(FOLDER) != Some(ENDPOINT) {
        return (404, json!({ "error": "Not Found" }));
    }
    let Ok(body) = serde_json::from_slice(&request.body) else {
        return (400, json!({ "error": "Bad Request" }));
    };
    let errors = errors(&body, schema);
    if errors.is_empty() {
        (200, record(body))
    } else {
        (422, json!({ "errors": errors }))
    }
}

/// One entry for each attribute at fault, for the first keyword that fails on it.
fn errors(body: &Value, schema: &Validator) -> Vec<Value> {
    let mut entries = BTreeMap::new();
    for error in schema.iter_errors(body) {
        for attribute in attributes(&error) {
            let entry = entry(&attribute, &error);
            entries.entry(attribute).or_insert(entry);
        }
    }
    entries.into_values().collect()
}

/// The attributes that an error is about: the ones it names, or the one under which it stands. The empty one is the
/// whole body.
fn attributes(error: &ValidationError<'_>) -> Vec<String> {
    let attribute = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => return unexpected.clone(),
        ValidationErrorKind::Required { property } => property.as_str(),
        _ => error.instance_path().as_str().split('/').nth(1),
    };
    vec![attribute.unwrap_or_default().to_owned()]
}

fn entry(attribute: &str, error: &ValidationError<'_>) -> Value {
    let code = if is_missing(error) {
        "missing_required_parameter"
    } else {
        "invalid_parameter_value"
    };
    json!({
        "type": "validation_error",
        "code": code,
        "message": message(error),
        "attribute": attribute,
        "url": format!("https://example.com/errors#{code}"),
    })
}

/// Whether a rule asks for a value where there is none. Null in a field that may be left out is a wrong value instead.
fn is_missing(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Required { .. })
        || is_across_fields(error) && error.instance().is_null()
}

/// Whether the rule is one across fields: those stand under `allOf`.
fn is_across_fields(error: &ValidationError<'_>) -> bool {
    error.schema_path().as_str().starts_with("/allOf")
}

fn message(error: &ValidationError<'_>) -> &'static str {
    match error.kind() {
        _ if is_missing(error) => "must have a value here",
        ValidationErrorKind::AdditionalProperties { .. } => "is not a known parameter",
        ValidationErrorKind::Enum { .. } => "is not one of the allowed values",
        ValidationErrorKind::MinLength { .. } => "is too short",
        ValidationErrorKind::MaxLength { .. } => "is too long",
        ValidationErrorKind::Pattern { .. } | ValidationErrorKind::Not { .. } => {
            "has a character that is not allowed"
        }
        ValidationErrorKind::Type { .. } if is_across_fields(error) => "must have no value here",
        ValidationErrorKind::Type { .. } => "has the wrong type",
        ValidationErrorKind::UniqueItems => "has an item twice",
        _ => "is invalid",
    }
}

/// The record as documented: 25 keys, what was not sent back at its default.
fn record(request: Value) -> Value {
    let mut record = json!({
        "type": "sip_endpoint",
        "id": ENDPOINT,
        "username": "endpoint",
        "caller_id": null,
        "send_as": "random",
        "ciphers": [],
        "codecs": [],
        "encryption": "default",
        "call_handler": "default",
        "calling_handler_resource_id": null,
        "call_request_url": null,
        "call_request_method": null,
        "call_fallback_url": null,
        "call_fallback_method": null,
        "call_status_callback_url": null,
        "call_status_callback_method": null,
        "call_laml_application_id": null,
        "call_dialogflow_agent_id": null,
        "call_relay_topic": null,
        "call_relay_topic_status_callback_url": null,
        "call_relay_context": null,
        "call_relay_context_status_callback_url": null,
        "call_relay_application": null,
        "call_video_room_id": null,
        "call_relay_script_url": null,
    });
    if let (Value::Object(record), Value::Object(request)) = (&mut record, request) {
        record.extend(request);
    }
    record
}
