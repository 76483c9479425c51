//! A SIP endpoint as the server answers it.

use crossfield::{Lenient, Open, Validate};
use serde::{Deserialize, Serialize};

use crate::scalar::{
    Cipher, Codec, Encryption, HttpMethod, HttpUrl, InboundCallHandler, ResourceId, SipEndpointId,
    VideoRoomId,
};

/// A SIP endpoint.
///
/// Reading it is tolerant, so that one field does not cost the record: unknown keys are ignored, a missing key is
/// `None`, and a text that is not what it should be is kept as it came and written back unchanged. Validation then says
/// what is wrong.
///
/// Real records carry what earlier call handlers left behind, and write what is unset as `""`. So an empty text is no
/// value in the `call_*` ids, names and URLs, and a field of another handler is no violation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct SipEndpoint {
    /// The kind of record: `sip_endpoint`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub kind: Option<String>,

    /// The id of the endpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub id: Option<Lenient<SipEndpointId>>,

    /// The user part under which the endpoint registers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub username: Option<String>,

    /// What callees are shown as the caller: the CNAM when a phone number is called, the `From` header when another SIP
    /// endpoint is.
    #[serde(default)]
    pub caller_id: Option<String>,

    /// The number that callees are shown: a purchased or verified one, or `random` for any of those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub send_as: Option<String>,

    /// The SRTP ciphers that may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub ciphers: Option<Vec<Open<Cipher>>>,

    /// The media codecs that may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub codecs: Option<Vec<Open<Codec>>>,

    /// Whether media is encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub encryption: Option<Open<Encryption>>,

    /// How the calls that the endpoint gets are handled.
    #[serde(default)]
    pub call_handler: Option<Open<InboundCallHandler>>,

    /// The resource that handles calls.
    #[serde(default)]
    pub calling_handler_resource_id: Option<Lenient<ResourceId>>,

    /// Where LaML is fetched when a call comes in. Used by `laml_webhooks`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = LamlWebhooks))]
    pub call_request_url: Option<Lenient<HttpUrl>>,

    /// The method of that request.
    #[serde(default)]
    pub call_request_method: Option<Lenient<HttpMethod>>,

    /// Where LaML is fetched when that request fails. Used by `laml_webhooks`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = LamlWebhooks))]
    pub call_fallback_url: Option<Lenient<HttpUrl>>,

    /// The method of the fallback request.
    #[serde(default)]
    pub call_fallback_method: Option<Lenient<HttpMethod>>,

    /// Where changes of a call's status are sent. Used by `laml_webhooks`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = LamlWebhooks))]
    pub call_status_callback_url: Option<Lenient<HttpUrl>>,

    /// The method of the status request.
    #[serde(default)]
    pub call_status_callback_method: Option<Lenient<HttpMethod>>,

    /// The LaML application. Used by `laml_application`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = LamlApplication))]
    pub call_laml_application_id: Option<String>,

    /// The Dialogflow agent. Used by `dialogflow`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = Dialogflow))]
    pub call_dialogflow_agent_id: Option<String>,

    /// The Relay topic. Used by `relay_topic`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = RelayTopic))]
    pub call_relay_topic: Option<String>,

    /// Where changes of a call's status are sent. Used by `relay_topic`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = RelayTopic))]
    pub call_relay_topic_status_callback_url: Option<Lenient<HttpUrl>>,

    /// The Relay context. Used by `relay_context`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = RelayContext))]
    pub call_relay_context: Option<String>,

    /// Where changes of a call's status are sent. Used by `relay_context`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = RelayContext))]
    pub call_relay_context_status_callback_url: Option<Lenient<HttpUrl>>,

    /// The Relay application. Used by `relay_application`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = RelayApplication))]
    pub call_relay_application: Option<String>,

    /// The video room. Used by `video_room`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = VideoRoom))]
    pub call_video_room_id: Option<Lenient<VideoRoomId>>,

    /// Where the SWML script is fetched. Used by `relay_script`.
    #[serde(default)]
    #[validate(empty_is_absent, required_if(call_handler = RelayScript))]
    pub call_relay_script_url: Option<Lenient<HttpUrl>>,
}

impl SipEndpoint {
    /// A record as documentation shows it: calls are handled by LaML webhooks.
    #[must_use]
    pub fn example() -> Self {
        let url = |text: &str| Some(Lenient::from_text(text));
        Self {
            kind: Some("sip_endpoint".to_owned()),
            id: Some(Lenient::from_text("3fa85f64-5717-4562-b3fc-2c963f66afa6")),
            username: Some("front-desk".to_owned()),
            caller_id: Some("Front desk".to_owned()),
            send_as: Some("random".to_owned()),
            ciphers: Some(vec![Open::Known(Cipher::AeadAes256Gcm8)]),
            codecs: Some(vec![Open::Known(Codec::Opus), Open::Known(Codec::Pcmu)]),
            encryption: Some(Open::Known(Encryption::Optional)),
            call_handler: Some(Open::Known(InboundCallHandler::LamlWebhooks)),
            call_request_url: url("https://example.com/laml/answer"),
            call_request_method: Some(Lenient::Known(HttpMethod::POST)),
            call_fallback_url: url("https://example.com/laml/fallback"),
            call_fallback_method: Some(Lenient::Known(HttpMethod::GET)),
            call_status_callback_url: url("https://example.com/laml/status"),
            call_status_callback_method: Some(Lenient::Known(HttpMethod::POST)),
            ..Self::default()
        }
    }
}
