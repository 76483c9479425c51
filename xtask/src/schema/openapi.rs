//! The OpenAPI documents of the operations, one a profile.

use crossfield::schema::{Components, Profile};
use serde_json::{Value, json};
use signalwire_sip::{
    CallHandler, ErrorItem, ErrorList, ErrorMessage, Operation, ResourceId, SipEndpoint,
    UpdateSipEndpointRequest, fabric,
};

/// The whole document.
pub(super) fn document(profile: Profile) -> Value {
    let mut components = Components::for_profile(profile);
    let paths = json!({ fabric::UpdateSipEndpoint::PATH: { "put": update(&mut components) } });
    let responses = error_responses(&mut components);
    let schemas = components.schemas(&json!([paths, responses]));
    json!({
        "openapi": "3.1.0",
        "info": info(profile),
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [server()],
        "security": [{ "basicAuth": [] }],
        "tags": [{ "name": "SIP endpoints", "description": "SIP credentials and how their calls are handled." }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": responses,
            "securitySchemes": {
                "basicAuth": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "The user is the project id, the password an API token of the project.",
                },
            },
        },
    })
}

fn info(profile: Profile) -> Value {
    json!({
        "title": "SignalWire SIP endpoints",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "The SIP-endpoint operations with the rules that hold across fields.",
        "description": format!("Generated from the Rust types of the crate `signalwire-sip`. {}", told(profile)),
        "contact": { "name": "The crossfield developers" },
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
    })
}

/// How the schemas say what holds across fields.
fn told(profile: Profile) -> &'static str {
    match profile {
        Profile::CodeGeneration => {
            "For generators of code: which fields go together is in the schemas as variants in `oneOf`."
        }
        _ => {
            "The rules across fields are in the schemas as `if`, `then` and `else`, so any JSON Schema 2020-12 \
             validator enforces them."
        }
    }
}

fn server() -> Value {
    json!({
        "url": "https://{space}.signalwire.com",
        "description": "A space.",
        "variables": {
            "space": { "default": "example", "description": "The name of the space: the first label of its host name." },
        },
    })
}

fn update(components: &mut Components) -> Value {
    json!({
        "operationId": "updateSipEndpoint",
        "summary": "Replace a SIP endpoint",
        "description": "A full replacement: what the request leaves out goes back to its default.",
        "tags": ["SIP endpoints"],
        "parameters": [{
            "name": "id",
            "in": "path",
            "required": true,
            "description": "The id of the endpoint's resource. The record inside it can have another id.",
            "schema": components.add::<ResourceId>(),
            "example": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        }],
        "requestBody": {
            "required": true,
            "content": { "application/json": {
                "schema": components.add::<UpdateSipEndpointRequest>(),
                "examples": request_examples(),
            } },
        },
        "responses": {
            "200": {
                "description": "The endpoint as it is now.",
                "content": { "application/json": {
                    "schema": components.add::<SipEndpoint>(),
                    "example": SipEndpoint::example(),
                } },
            },
            "401": { "$ref": "#/components/responses/Unauthorized" },
            "404": { "$ref": "#/components/responses/NotFound" },
            "422": { "$ref": "#/components/responses/Unprocessable" },
            "500": { "$ref": "#/components/responses/ServerError" },
        },
    })
}

fn request_examples() -> Value {
    let own_policy = UpdateSipEndpointRequest {
        username: Some("front-desk".to_owned()),
        call_handler: Some(CallHandler::Passthrough),
        ..UpdateSipEndpointRequest::default()
    };
    json!({
        "callsToResource": {
            "summary": "Every call goes to a resource, which must be named.",
            "value": UpdateSipEndpointRequest::example(),
        },
        "callsToTelephoneNetwork": {
            "summary": "The endpoint may dial out, and no resource is named.",
            "value": own_policy,
        },
    })
}

fn error_responses(components: &mut Components) -> Value {
    let message = components.add::<ErrorMessage>();
    let list = components.add::<ErrorList>();
    let with_message = |description: &str, error: &str| {
        let example = ErrorMessage {
            error: error.to_owned(),
        };
        json!({
            "description": description,
            "content": { "application/json": { "schema": message, "example": example } },
        })
    };
    json!({
        "Unauthorized": with_message("The credentials are wrong.", "Unauthorized"),
        "NotFound": with_message("There is no such endpoint.", "Not Found"),
        "Unprocessable": {
            "description": "The server does not accept the request.",
            "content": { "application/json": { "schema": list, "example": refusal() } },
        },
        "ServerError": with_message("A fault of the server.", "Internal Server Error"),
    })
}

fn refusal() -> ErrorList {
    ErrorList {
        errors: vec![ErrorItem {
            kind: Some("validation_error".to_owned()),
            code: "missing_required_parameter".to_owned(),
            message: "calling_handler_resource_id is required".to_owned(),
            attribute: Some("calling_handler_resource_id".to_owned()),
            url: None,
        }],
    }
}
