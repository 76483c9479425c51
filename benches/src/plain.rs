//! The types of the model with plain fields: their texts are read as they come, and the rules say what form they have.
//! What other crates validate looks like this.

use crossfield::{Open, Validate};
use serde::Deserialize;
use signalwire_sip::{CallHandler, Cipher, Codec, Encryption, InboundCallHandler};

/// The body of a request that replaces a SIP endpoint.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the model")]
pub struct Request {
    #[validate(required_iff(call_handler = Resource), uuid)]
    pub calling_handler_resource_id: Option<String>,
    #[validate(
        length(min = 1),
        pattern = r"^[^@\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*$"
    )]
    pub username: Option<String>,
    #[validate(length(min = 1), pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$")]
    pub caller_id: Option<String>,
    #[validate(length(min = 1), pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$")]
    pub send_as: Option<String>,
    #[validate(unique_items)]
    pub ciphers: Option<Vec<Cipher>>,
    #[validate(unique_items)]
    pub codecs: Option<Vec<Codec>>,
    pub encryption: Option<Encryption>,
    pub call_handler: Option<CallHandler>,
}

/// A SIP endpoint as the server answers it.
#[derive(Debug, Deserialize, Validate)]
#[expect(missing_docs, reason = "as in the model")]
pub struct Response {
    #[serde(rename = "type")]
    #[validate(required)]
    pub kind: Option<String>,
    #[validate(required, uuid)]
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
    #[validate(uuid)]
    pub calling_handler_resource_id: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = LamlWebhooks), http_url)]
    pub call_request_url: Option<String>,
    #[validate(pattern = "^(?:GET|POST)$")]
    pub call_request_method: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = LamlWebhooks), http_url)]
    pub call_fallback_url: Option<String>,
    #[validate(pattern = "^(?:GET|POST)$")]
    pub call_fallback_method: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = LamlWebhooks), http_url)]
    pub call_status_callback_url: Option<String>,
    #[validate(pattern = "^(?:GET|POST)$")]
    pub call_status_callback_method: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = LamlApplication))]
    pub call_laml_application_id: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = Dialogflow))]
    pub call_dialogflow_agent_id: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = RelayTopic))]
    pub call_relay_topic: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = RelayTopic), http_url)]
    pub call_relay_topic_status_callback_url: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = RelayContext))]
    pub call_relay_context: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = RelayContext), http_url)]
    pub call_relay_context_status_callback_url: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = RelayApplication))]
    pub call_relay_application: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = VideoRoom), uuid)]
    pub call_video_room_id: Option<String>,
    #[validate(empty_is_absent, required_if(call_handler = RelayScript), http_url)]
    pub call_relay_script_url: Option<String>,
}
