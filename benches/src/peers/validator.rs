//! The rules stated for the `validator` crate.

#![expect(missing_docs, reason = "the types are those of the model")]

use std::hash::Hash;

use crossfield::Open;
use serde::Deserialize;
use signalwire_sip::{CallHandler, Cipher, Codec, Encryption, InboundCallHandler};
use validator::{Validate, ValidationError};

use super::{
    METHOD, SHOWN, USERNAME, UUID, id_goes_with, is_http_url_or_empty, is_unique, is_uuid_or_empty,
    lacking,
};

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = across_request, skip_on_field_errors = false))]
pub struct Request {
    #[validate(regex(path = *UUID))]
    pub calling_handler_resource_id: Option<String>,
    #[validate(length(min = 1), regex(path = *USERNAME))]
    pub username: Option<String>,
    #[validate(length(min = 1), regex(path = *SHOWN))]
    pub caller_id: Option<String>,
    #[validate(length(min = 1), regex(path = *SHOWN))]
    pub send_as: Option<String>,
    #[validate(custom(function = unique))]
    pub ciphers: Option<Vec<Cipher>>,
    #[validate(custom(function = unique))]
    pub codecs: Option<Vec<Codec>>,
    pub encryption: Option<Encryption>,
    pub call_handler: Option<CallHandler>,
}

#[derive(Debug, Deserialize, Validate)]
#[validate(schema(function = across_response, skip_on_field_errors = false))]
pub struct Response {
    #[serde(rename = "type")]
    #[validate(required)]
    pub kind: Option<String>,
    #[validate(required, regex(path = *UUID))]
    pub id: Option<String>,
    #[validate(required)]
    pub username: Option<String>,
    pub caller_id: Option<String>,
    #[validate(required)]
    pub send_as: Option<String>,
    #[validate(required)]
    pub ciphers: Option<Vec<Open<Cipher>>>,
    #[validate(required)]
    pub codecs: Option<Vec<Open<Codec>>>,
    #[validate(required)]
    pub encryption: Option<Open<Encryption>>,
    pub call_handler: Option<Open<InboundCallHandler>>,
    #[validate(regex(path = *UUID))]
    pub calling_handler_resource_id: Option<String>,
    #[validate(custom(function = url))]
    pub call_request_url: Option<String>,
    #[validate(regex(path = *METHOD))]
    pub call_request_method: Option<String>,
    #[validate(custom(function = url))]
    pub call_fallback_url: Option<String>,
    #[validate(regex(path = *METHOD))]
    pub call_fallback_method: Option<String>,
    #[validate(custom(function = url))]
    pub call_status_callback_url: Option<String>,
    #[validate(regex(path = *METHOD))]
    pub call_status_callback_method: Option<String>,
    pub call_laml_application_id: Option<String>,
    pub call_dialogflow_agent_id: Option<String>,
    pub call_relay_topic: Option<String>,
    #[validate(custom(function = url))]
    pub call_relay_topic_status_callback_url: Option<String>,
    pub call_relay_context: Option<String>,
    #[validate(custom(function = url))]
    pub call_relay_context_status_callback_url: Option<String>,
    pub call_relay_application: Option<String>,
    #[validate(custom(function = room))]
    pub call_video_room_id: Option<String>,
    #[validate(custom(function = url))]
    pub call_relay_script_url: Option<String>,
}

fn url(text: &str) -> Result<(), ValidationError> {
    told(is_http_url_or_empty(text), "url")
}

fn room(text: &str) -> Result<(), ValidationError> {
    told(is_uuid_or_empty(text), "uuid")
}

fn unique<T: Eq + Hash>(items: &[T]) -> Result<(), ValidationError> {
    told(is_unique(items), "duplicate")
}

fn told(holds: bool, code: &'static str) -> Result<(), ValidationError> {
    if holds {
        Ok(())
    } else {
        Err(ValidationError::new(code))
    }
}

fn across_request(request: &Request) -> Result<(), ValidationError> {
    let id = request.calling_handler_resource_id.as_ref();
    told(
        id_goes_with(request.call_handler, id),
        "calling_handler_resource_id",
    )
}

fn across_response(record: &Response) -> Result<(), ValidationError> {
    let handler = record.call_handler.as_ref();
    match lacking(
        handler,
        [
            &record.call_request_url,
            &record.call_fallback_url,
            &record.call_status_callback_url,
            &record.call_laml_application_id,
            &record.call_dialogflow_agent_id,
            &record.call_relay_topic,
            &record.call_relay_topic_status_callback_url,
            &record.call_relay_context,
            &record.call_relay_context_status_callback_url,
            &record.call_relay_application,
            &record.call_video_room_id,
            &record.call_relay_script_url,
        ],
    ) {
        Some(name) => Err(ValidationError::new(name)),
        None => Ok(()),
    }
}
