//! The answers by which the server refuses.

use std::collections::BTreeSet;

use crossfield::schema::Components;
use serde_json::{Map, Value, json};
use signalwire_sip::{ErrorItem, ErrorList, ErrorMessage, RelayErrorItem, RelayErrorList};

use super::Api;

/// The name of a status's component.
fn name(status: u16) -> &'static str {
    match status {
        400 => "BadRequest",
        401 => "Unauthorized",
        404 => "NotFound",
        422 => "Unprocessable",
        500 => "ServerError",
        // A test holds that no operation has another.
        _ => "Refused",
    }
}

/// Where the component of a status is.
pub(super) fn reference(status: u16) -> String {
    format!("#/components/responses/{}", name(status))
}

/// The components of these statuses.
pub(super) fn components(
    api: Api,
    statuses: impl Iterator<Item = u16>,
    components: &mut Components,
) -> Map<String, Value> {
    let statuses: BTreeSet<u16> = statuses.collect();
    let statuses = statuses.into_iter();
    statuses
        .map(|status| (name(status).to_owned(), response(api, status, components)))
        .collect()
}

fn response(api: Api, status: u16, components: &mut Components) -> Value {
    let (schema, example) = match (api, status) {
        (Api::Fabric, 422) => (components.add::<ErrorList>(), json!(fabric())),
        (Api::Relay, 422) => (components.add::<RelayErrorList>(), json!(relay())),
        _ => (components.add::<ErrorMessage>(), json!(message(status))),
    };
    json!({
        "description": description(status),
        "content": { "application/json": { "schema": schema, "example": example } },
    })
}

fn description(status: u16) -> &'static str {
    match status {
        400 => "The request is not one that the server understands.",
        401 => "The credentials are wrong.",
        404 => "There is no such thing in the space.",
        422 => "The server does not accept the request.",
        500 => "A fault of the server.",
        _ => "The server refused.",
    }
}

fn message(status: u16) -> ErrorMessage {
    let error = match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        500 => "Internal Server Error",
        _ => "Refused",
    };
    ErrorMessage {
        error: error.to_owned(),
    }
}

fn fabric() -> ErrorList {
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

fn relay() -> RelayErrorList {
    RelayErrorList {
        errors: vec![RelayErrorItem {
            detail: "call_request_url is required".to_owned(),
            status: "422".to_owned(),
            title: "Missing parameter".to_owned(),
            code: "missing_required_parameter".to_owned(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_of_an_operation_has_a_name_of_its_own() {
        for api in [Api::Fabric, Api::Relay] {
            for operation in api.operations() {
                for status in operation.refusals {
                    assert_ne!(name(*status), "Refused", "{status}");
                }
            }
        }
    }
}
