//! The rules stated for `serde_valid`.

#![expect(missing_docs, reason = "the types are those of the model")]

use crossfield::Open;
use serde::Deserialize;
use serde_valid::Validate;
use serde_valid::validation::Error;
use signalwire_sip::{CallHandler, Cipher, Codec, Encryption, InboundCallHandler};

use super::{id_goes_with, is_http_url_or_empty, is_uuid_or_empty, lacking};

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(custom = across_request)]
pub struct Request {
    #[validate(
        pattern = r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"
    )]
    pub calling_handler_resource_id: Option<String>,
    #[validate(min_length = 1)]
    #[validate(pattern = r"^[^@\s\x00-\x1F\x7F-\u{9F}]*$")]
    pub username: Option<String>,
    #[validate(min_length = 1)]
    #[validate(pattern = r"^[^\x00-\x1F\x7F-\u{9F}]*$")]
    pub caller_id: Option<String>,
    #[validate(min_length = 1)]
    #[validate(pattern = r"^[^\x00-\x1F\x7F-\u{9F}]*$")]
    pub send_as: Option<String>,
    #[validate(unique_items)]
    pub ciphers: Option<Vec<Cipher>>,
    #[validate(unique_items)]
    pub codecs: Option<Vec<Codec>>,
    pub encryption: Option<Encryption>,
    pub call_handler: Option<CallHandler>,
}

#[derive(Debug, Deserialize, Validate)]
#[validate(custom = across_response)]
pub struct Response {
    #[serde(rename = "type")]
    #[validate(custom = required)]
    pub kind: Option<String>,
    #[validate(custom = required)]
    #[validate(
        pattern = r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"
    )]
    pub id: Option<String>,
    #[validate(custom = required)]
    pub username: Option<String>,
    pub caller_id: Option<String>,
    #[validate(custom = required)]
    pub send_as: Option<String>,
    #[validate(custom = required)]
    pub ciphers: Option<Vec<Open<Cipher>>>,
    #[validate(custom = required)]
    pub codecs: Option<Vec<Open<Codec>>>,
    #[validate(custom = required)]
    pub encryption: Option<Open<Encryption>>,
    pub call_handler: Option<Open<InboundCallHandler>>,
    #[validate(
        pattern = r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"
    )]
    pub calling_handler_resource_id: Option<String>,
    #[validate(custom = url)]
    pub call_request_url: Option<String>,
    #[validate(pattern = "^(?:GET|POST)$")]
    pub call_request_method: Option<String>,
    #[validate(custom = url)]
    pub call_fallback_url: Option<String>,
    #[validate(pattern = "^(?:GET|POST)$")]
    pub call_fallback_method: Option<String>,
    #[validate(custom = url)]
    pub call_status_callback_url: Option<String>,
    #[validate(pattern = "^(?:GET|POST)$")]
    pub call_status_callback_method: Option<String>,
    pub call_laml_application_id: Option<String>,
    pub call_dialogflow_agent_id: Option<String>,
    pub call_relay_topic: Option<String>,
    #[validate(custom = url)]
    pub call_relay_topic_status_callback_url: Option<String>,
    pub call_relay_context: Option<String>,
    #[validate(custom = url)]
    pub call_relay_context_status_callback_url: Option<String>,
    pub call_relay_application: Option<String>,
    #[validate(custom = room)]
    pub call_video_room_id: Option<String>,
    #[validate(custom = url)]
    pub call_relay_script_url: Option<String>,
}

#[expect(clippy::ref_option, reason = "serde_valid calls it so")]
fn required<T>(value: &Option<T>) -> Result<(), Error> {
    told(value.is_some(), "required")
}

#[expect(clippy::ref_option, reason = "serde_valid calls it so")]
fn url(text: &Option<String>) -> Result<(), Error> {
    told(
        text.as_deref().is_none_or(is_http_url_or_empty),
        "not an http or https URL",
    )
}

#[expect(clippy::ref_option, reason = "serde_valid calls it so")]
fn room(text: &Option<String>) -> Result<(), Error> {
    told(text.as_deref().is_none_or(is_uuid_or_empty), "not a UUID")
}

fn told(holds: bool, message: &'static str) -> Result<(), Error> {
    if holds {
        Ok(())
    } else {
        Err(Error::Custom(message.to_owned()))
    }
}

fn across_request(request: &Request) -> Result<(), Error> {
    let id = request.calling_handler_resource_id.as_ref();
    told(
        id_goes_with(request.call_handler, id),
        "calling_handler_resource_id",
    )
}

fn across_response(record: &Response) -> Result<(), Error> {
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
        Some(name) => told(false, name),
        None => Ok(()),
    }
}
