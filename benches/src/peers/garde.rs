//! The rules stated for garde.

#![expect(missing_docs, reason = "the types are those of the model")]

use std::hash::Hash;

use crossfield::Open;
use garde::Validate;
use serde::Deserialize;
use signalwire_sip::{CallHandler, Cipher, Codec, Encryption, InboundCallHandler};

use super::{
    METHOD, SHOWN, USERNAME, UUID, id_goes_with, is_http_url_or_empty, is_unique, is_uuid_or_empty,
    lacks,
};

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Request {
    #[garde(pattern(*UUID), custom(goes_with(self.call_handler)))]
    pub calling_handler_resource_id: Option<String>,
    #[garde(length(chars, min = 1), pattern(*USERNAME))]
    pub username: Option<String>,
    #[garde(length(chars, min = 1), pattern(*SHOWN))]
    pub caller_id: Option<String>,
    #[garde(length(chars, min = 1), pattern(*SHOWN))]
    pub send_as: Option<String>,
    #[garde(custom(unique))]
    pub ciphers: Option<Vec<Cipher>>,
    #[garde(custom(unique))]
    pub codecs: Option<Vec<Codec>>,
    #[garde(skip)]
    pub encryption: Option<Encryption>,
    #[garde(skip)]
    pub call_handler: Option<CallHandler>,
}

#[derive(Debug, Deserialize, Validate)]
pub struct Response {
    #[serde(rename = "type")]
    #[garde(required)]
    pub kind: Option<String>,
    #[garde(required, pattern(*UUID))]
    pub id: Option<String>,
    #[garde(required)]
    pub username: Option<String>,
    #[garde(skip)]
    pub caller_id: Option<String>,
    #[garde(required)]
    pub send_as: Option<String>,
    #[garde(required)]
    pub ciphers: Option<Vec<Open<Cipher>>>,
    #[garde(required)]
    pub codecs: Option<Vec<Open<Codec>>>,
    #[garde(required)]
    pub encryption: Option<Open<Encryption>>,
    #[garde(skip)]
    pub call_handler: Option<Open<InboundCallHandler>>,
    #[garde(pattern(*UUID))]
    pub calling_handler_resource_id: Option<String>,
    #[garde(custom(url), custom(needed(self.call_handler.as_ref(), InboundCallHandler::LamlWebhooks)))]
    pub call_request_url: Option<String>,
    #[garde(pattern(*METHOD))]
    pub call_request_method: Option<String>,
    #[garde(custom(url), custom(needed(self.call_handler.as_ref(), InboundCallHandler::LamlWebhooks)))]
    pub call_fallback_url: Option<String>,
    #[garde(pattern(*METHOD))]
    pub call_fallback_method: Option<String>,
    #[garde(custom(url), custom(needed(self.call_handler.as_ref(), InboundCallHandler::LamlWebhooks)))]
    pub call_status_callback_url: Option<String>,
    #[garde(pattern(*METHOD))]
    pub call_status_callback_method: Option<String>,
    #[garde(custom(needed(self.call_handler.as_ref(), InboundCallHandler::LamlApplication)))]
    pub call_laml_application_id: Option<String>,
    #[garde(custom(needed(self.call_handler.as_ref(), InboundCallHandler::Dialogflow)))]
    pub call_dialogflow_agent_id: Option<String>,
    #[garde(custom(needed(self.call_handler.as_ref(), InboundCallHandler::RelayTopic)))]
    pub call_relay_topic: Option<String>,
    #[garde(custom(url), custom(needed(self.call_handler.as_ref(), InboundCallHandler::RelayTopic)))]
    pub call_relay_topic_status_callback_url: Option<String>,
    #[garde(custom(needed(self.call_handler.as_ref(), InboundCallHandler::RelayContext)))]
    pub call_relay_context: Option<String>,
    #[garde(custom(url), custom(needed(self.call_handler.as_ref(), InboundCallHandler::RelayContext)))]
    pub call_relay_context_status_callback_url: Option<String>,
    #[garde(custom(needed(self.call_handler.as_ref(), InboundCallHandler::RelayApplication)))]
    pub call_relay_application: Option<String>,
    #[garde(custom(room), custom(needed(self.call_handler.as_ref(), InboundCallHandler::VideoRoom)))]
    pub call_video_room_id: Option<String>,
    #[garde(custom(url), custom(needed(self.call_handler.as_ref(), InboundCallHandler::RelayScript)))]
    pub call_relay_script_url: Option<String>,
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "garde calls it so"
)]
fn url(text: &Option<String>, _: &()) -> garde::Result {
    told(
        text.as_deref().is_none_or(is_http_url_or_empty),
        "not an http or https URL",
    )
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "garde calls it so"
)]
fn room(text: &Option<String>, _: &()) -> garde::Result {
    told(text.as_deref().is_none_or(is_uuid_or_empty), "not a UUID")
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "garde calls it so"
)]
fn unique<T: Eq + Hash>(items: &Option<Vec<T>>, _: &()) -> garde::Result {
    told(
        items.as_deref().is_none_or(is_unique),
        "an item stands twice",
    )
}

fn goes_with(handler: Option<CallHandler>) -> impl FnOnce(&Option<String>, &()) -> garde::Result {
    move |id, ()| {
        told(
            id_goes_with(handler, id.as_ref()),
            "goes with the call handler `resource` alone",
        )
    }
}

fn needed(
    handler: Option<&Open<InboundCallHandler>>,
    needing: InboundCallHandler,
) -> impl FnOnce(&Option<String>, &()) -> garde::Result {
    move |text, ()| {
        told(
            !lacks(handler, needing, text.as_ref()),
            "needed by the call handler",
        )
    }
}

fn told(holds: bool, message: &'static str) -> garde::Result {
    if holds {
        Ok(())
    } else {
        Err(garde::Error::new(message))
    }
}
