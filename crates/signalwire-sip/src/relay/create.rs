//! `POST /api/relay/rest/endpoints/sip`

use crossfield::{Open, Valid, Validate, Violations};
use serde::{Deserialize, Serialize};

use crate::endpoint::record::SipEndpoint;
use crate::operation::{Method, Operation, json};
use crate::relay::handler::{Handler, set_handler};
use crate::scalar::{
    AiAgentId, CallFlowId, Cipher, Codec, Encryption, HttpMethod, HttpUrl, RelayCallHandler,
    VideoRoomId,
};
use crate::secret::{self, Password};

/// Makes a SIP endpoint.
#[derive(Clone, Debug)]
pub struct CreateSipEndpoint {
    request: Valid<CreateSipEndpointRequest>,
}

impl CreateSipEndpoint {
    /// Makes this endpoint.
    #[must_use]
    pub const fn new(request: Valid<CreateSipEndpointRequest>) -> Self {
        Self { request }
    }
}

impl Operation for CreateSipEndpoint {
    const NAME: &'static str = "createRelaySipEndpoint";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/relay/rest/endpoints/sip";
    const REFUSALS: &'static [u16] = &[401, 422, 500];

    type Id = ();
    type Query = ();
    type Request = CreateSipEndpointRequest;
    type Response = SipEndpoint;

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(&self.request)
    }
}

/// The body of a request that makes a SIP endpoint through the relay API.
///
/// What one call handler needs is required under it, and forbidden under every other and without one: the server would
/// ignore it without a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(
        rename = "RelayCreateSipEndpointRequest",
        transform = crossfield::schema::with_rules::<Self>,
        example = Self::example()
    )
)]
pub struct CreateSipEndpointRequest {
    /// The user part under which the endpoint registers: at least one character, none of them white space, a control
    /// character or `@`.
    #[validate(
        length(min = 1),
        pattern(
            r"^[^@\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*$",
            message = "must hold no white space, control character or `@`"
        )
    )]
    pub username: String,

    /// The password with which the endpoint registers: at least one character.
    #[serde(serialize_with = "secret::reveal")]
    #[validate(length(min = 1))]
    pub password: Password,

    /// What callees are shown as the caller: at least one character, none of them a control character.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(
        length(min = 1),
        pattern(
            r"^[^\u0000-\u001F\u007F-\u009F]*$",
            message = "must hold no control character"
        )
    )]
    pub caller_id: Option<String>,

    /// The number that callees are shown: at least one character, none of them a control character. `random` is any of
    /// the space's.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(
        length(min = 1),
        pattern(
            r"^[^\u0000-\u001F\u007F-\u009F]*$",
            message = "must hold no control character"
        )
    )]
    pub send_as: Option<String>,

    /// The SRTP ciphers that may be used. Empty leaves the choice to the SIP profile. The server does not limit them to
    /// those that this crate knows.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(unique_items)]
    pub ciphers: Option<Vec<Open<Cipher>>>,

    /// The media codecs that may be used. Empty leaves the choice to the SIP profile. The server does not limit them to
    /// those that this crate knows.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(unique_items)]
    pub codecs: Option<Vec<Open<Codec>>>,

    /// Whether media is encrypted.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub encryption: Option<Encryption>,

    /// What handles the calls that the endpoint gets.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub call_handler: Option<RelayCallHandler>,

    /// Where LaML is fetched when a call comes in. It goes with `laml_webhooks`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = LamlWebhooks))]
    pub call_request_url: Option<HttpUrl>,

    /// The method of that request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_unless(call_handler = LamlWebhooks))]
    pub call_request_method: Option<HttpMethod>,

    /// Where LaML is fetched when that request fails. It goes with `laml_webhooks`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = LamlWebhooks))]
    pub call_fallback_url: Option<HttpUrl>,

    /// The method of the fallback request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_unless(call_handler = LamlWebhooks))]
    pub call_fallback_method: Option<HttpMethod>,

    /// Where changes of a call's status are sent. It goes with `laml_webhooks`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = LamlWebhooks))]
    pub call_status_callback_url: Option<HttpUrl>,

    /// The method of the status request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_unless(call_handler = LamlWebhooks))]
    pub call_status_callback_method: Option<HttpMethod>,

    /// The LaML application. It goes with `laml_application`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = LamlApplication), length(min = 1))]
    pub call_laml_application_id: Option<String>,

    /// The Dialogflow agent. It goes with `dialogflow`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = Dialogflow), length(min = 1))]
    pub call_dialogflow_agent_id: Option<String>,

    /// The Relay topic. It goes with `relay_topic`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = RelayTopic), length(min = 1))]
    pub call_relay_topic: Option<String>,

    /// Where changes of a call's status are sent. It goes with `relay_topic`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = RelayTopic))]
    pub call_relay_topic_status_callback_url: Option<HttpUrl>,

    /// The Relay context. It goes with `relay_context`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = RelayContext), length(min = 1))]
    pub call_relay_context: Option<String>,

    /// Where changes of a call's status are sent. It goes with `relay_context`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = RelayContext))]
    pub call_relay_context_status_callback_url: Option<HttpUrl>,

    /// The Relay application. It goes with `relay_application`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = RelayApplication), length(min = 1))]
    pub call_relay_application: Option<String>,

    /// The video room. It goes with `video_room`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = VideoRoom))]
    pub call_video_room_id: Option<VideoRoomId>,

    /// The call flow. It goes with `call_flow`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = CallFlow))]
    pub call_flow_id: Option<CallFlowId>,

    /// The version of the call flow.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_unless(call_handler = CallFlow), length(min = 1))]
    pub call_flow_version: Option<String>,

    /// The AI agent. It goes with `ai_agent`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = AiAgent))]
    pub call_ai_agent_id: Option<AiAgentId>,

    /// Where the SWML script is fetched. It goes with `relay_script`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_iff(call_handler = RelayScript))]
    pub call_relay_script_url: Option<HttpUrl>,
}

impl CreateSipEndpointRequest {
    /// A builder for an endpoint of this user name and password.
    pub fn builder(
        username: impl Into<String>,
        password: impl Into<Password>,
    ) -> CreateSipEndpointRequestBuilder {
        CreateSipEndpointRequestBuilder {
            request: Self::new(username.into(), password.into()),
        }
    }

    /// A request as documentation shows it: calls are handled by a topic.
    #[must_use]
    pub fn example() -> Self {
        Self {
            caller_id: Some("Front desk".to_owned()),
            send_as: Some("random".to_owned()),
            ciphers: Some(vec![Open::Known(Cipher::AeadAes256Gcm8)]),
            codecs: Some(vec![Open::Known(Codec::Opus), Open::Known(Codec::Pcmu)]),
            encryption: Some(Encryption::Optional),
            call_handler: Some(RelayCallHandler::RelayTopic),
            call_relay_topic: Some("office".to_owned()),
            call_relay_topic_status_callback_url: "https://example.com/status".parse().ok(),
            ..Self::new(
                "front-desk".to_owned(),
                "correct horse battery staple".into(),
            )
        }
    }

    fn new(username: String, password: Password) -> Self {
        Self {
            username,
            password,
            caller_id: None,
            send_as: None,
            ciphers: None,
            codecs: None,
            encryption: None,
            call_handler: None,
            call_request_url: None,
            call_request_method: None,
            call_fallback_url: None,
            call_fallback_method: None,
            call_status_callback_url: None,
            call_status_callback_method: None,
            call_laml_application_id: None,
            call_dialogflow_agent_id: None,
            call_relay_topic: None,
            call_relay_topic_status_callback_url: None,
            call_relay_context: None,
            call_relay_context_status_callback_url: None,
            call_relay_application: None,
            call_video_room_id: None,
            call_flow_id: None,
            call_flow_version: None,
            call_ai_agent_id: None,
            call_relay_script_url: None,
        }
    }
}

/// Builds a [`CreateSipEndpointRequest`] and validates it.
///
/// ```
/// use signalwire_sip::Codec;
/// use signalwire_sip::relay::{CreateSipEndpointRequest, Handler};
///
/// let request = CreateSipEndpointRequest::builder("front-desk", "correct horse battery staple")
///     .codecs([Codec::Opus, Codec::Pcmu])
///     .handler(Handler::RelayApplication { application: "office".to_owned() })
///     .build()?;
/// assert_eq!(request.call_relay_application.as_deref(), Some("office"));
/// # Ok::<(), signalwire_sip::Violations>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct CreateSipEndpointRequestBuilder {
    request: CreateSipEndpointRequest,
}

impl CreateSipEndpointRequestBuilder {
    /// What callees are shown as the caller.
    pub fn caller_id(mut self, caller_id: impl Into<String>) -> Self {
        self.request.caller_id = Some(caller_id.into());
        self
    }

    /// The number that callees are shown.
    pub fn send_as(mut self, send_as: impl Into<String>) -> Self {
        self.request.send_as = Some(send_as.into());
        self
    }

    /// The SRTP ciphers that may be used, each at most once.
    pub fn ciphers(mut self, ciphers: impl IntoIterator<Item = Cipher>) -> Self {
        self.request.ciphers = Some(ciphers.into_iter().map(Open::Known).collect());
        self
    }

    /// The media codecs that may be used, each at most once.
    pub fn codecs(mut self, codecs: impl IntoIterator<Item = Codec>) -> Self {
        self.request.codecs = Some(codecs.into_iter().map(Open::Known).collect());
        self
    }

    /// Whether media is encrypted.
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.request.encryption = Some(encryption);
        self
    }

    /// What handles the calls that the endpoint gets, with the data of that handler.
    pub fn handler(mut self, handler: Handler) -> Self {
        set_handler!(self.request, handler);
        self
    }

    /// The request, if it breaks no rule.
    ///
    /// # Errors
    /// Every rule that it breaks.
    pub fn build(self) -> Result<Valid<CreateSipEndpointRequest>, Violations> {
        Ok(Valid::new(self.request)?)
    }
}
