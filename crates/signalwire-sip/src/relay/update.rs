//! `PUT /api/relay/rest/endpoints/sip/{id}`

use crossfield::{Open, Valid, Validate, Violations};
use serde::{Deserialize, Serialize};

use crate::endpoint::carried::{Carrier, NotCarried};
use crate::endpoint::record::SipEndpoint;
use crate::operation::{Method, Operation, json, path_of};
use crate::relay::handler::{Handler, set_handler};
use crate::scalar::{
    AiAgentId, CallFlowId, Cipher, Codec, Encryption, HttpMethod, HttpUrl, InboundCallHandler,
    RelayCallHandler, SipEndpointId, VideoRoomId,
};
use crate::secret::{self, Password};

/// Changes a SIP endpoint.
#[derive(Clone, Debug)]
pub struct UpdateSipEndpoint {
    id: SipEndpointId,
    request: Valid<UpdateSipEndpointRequest>,
}

impl UpdateSipEndpoint {
    /// Changes the endpoint of this id.
    #[must_use]
    pub const fn new(id: SipEndpointId, request: Valid<UpdateSipEndpointRequest>) -> Self {
        Self { id, request }
    }
}

impl Operation for UpdateSipEndpoint {
    const NAME: &'static str = "updateRelaySipEndpoint";
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/api/relay/rest/endpoints/sip/{id}";
    const REFUSALS: &'static [u16] = &[401, 404, 422, 500];

    type Id = SipEndpointId;
    type Query = ();
    type Request = UpdateSipEndpointRequest;
    type Response = SipEndpoint;

    fn path(&self) -> String {
        path_of(Self::PATH, &self.id)
    }

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(&self.request)
    }
}

/// The body of a request that changes a SIP endpoint through the relay API.
///
/// A call handler that is left out stays as it is. So what one needs is required under it and forbidden under every other,
/// and is allowed without one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(
        rename = "RelayUpdateSipEndpointRequest",
        transform = crossfield::schema::with_rules::<Self>,
        example = Self::example()
    )
)]
pub struct UpdateSipEndpointRequest {
    /// The user part under which the endpoint registers: at least one character, none of them white space, a control
    /// character or `@`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(
        length(min = 1),
        pattern(
            r"^[^@\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*$",
            message = "must hold no white space, control character or `@`"
        )
    )]
    pub username: Option<String>,

    /// The password with which the endpoint registers: at least one character.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null",
        serialize_with = "secret::reveal_some"
    )]
    #[validate(length(min = 1))]
    pub password: Option<Password>,

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
    #[validate(required_if(call_handler = LamlWebhooks), forbidden_if(all(present(call_handler), not(call_handler = LamlWebhooks))))]
    pub call_request_url: Option<HttpUrl>,

    /// The method of that request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_if(all(present(call_handler), not(call_handler = LamlWebhooks))))]
    pub call_request_method: Option<HttpMethod>,

    /// Where LaML is fetched when that request fails. It goes with `laml_webhooks`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = LamlWebhooks), forbidden_if(all(present(call_handler), not(call_handler = LamlWebhooks))))]
    pub call_fallback_url: Option<HttpUrl>,

    /// The method of the fallback request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_if(all(present(call_handler), not(call_handler = LamlWebhooks))))]
    pub call_fallback_method: Option<HttpMethod>,

    /// Where changes of a call's status are sent. It goes with `laml_webhooks`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = LamlWebhooks), forbidden_if(all(present(call_handler), not(call_handler = LamlWebhooks))))]
    pub call_status_callback_url: Option<HttpUrl>,

    /// The method of the status request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_if(all(present(call_handler), not(call_handler = LamlWebhooks))))]
    pub call_status_callback_method: Option<HttpMethod>,

    /// The LaML application. It goes with `laml_application`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = LamlApplication), forbidden_if(all(present(call_handler), not(call_handler = LamlApplication))), length(min = 1))]
    pub call_laml_application_id: Option<String>,

    /// The Dialogflow agent. It goes with `dialogflow`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = Dialogflow), forbidden_if(all(present(call_handler), not(call_handler = Dialogflow))), length(min = 1))]
    pub call_dialogflow_agent_id: Option<String>,

    /// The Relay topic. It goes with `relay_topic`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = RelayTopic), forbidden_if(all(present(call_handler), not(call_handler = RelayTopic))), length(min = 1))]
    pub call_relay_topic: Option<String>,

    /// Where changes of a call's status are sent. It goes with `relay_topic`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = RelayTopic), forbidden_if(all(present(call_handler), not(call_handler = RelayTopic))))]
    pub call_relay_topic_status_callback_url: Option<HttpUrl>,

    /// The Relay context. It goes with `relay_context`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = RelayContext), forbidden_if(all(present(call_handler), not(call_handler = RelayContext))), length(min = 1))]
    pub call_relay_context: Option<String>,

    /// Where changes of a call's status are sent. It goes with `relay_context`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = RelayContext), forbidden_if(all(present(call_handler), not(call_handler = RelayContext))))]
    pub call_relay_context_status_callback_url: Option<HttpUrl>,

    /// The Relay application. It goes with `relay_application`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = RelayApplication), forbidden_if(all(present(call_handler), not(call_handler = RelayApplication))), length(min = 1))]
    pub call_relay_application: Option<String>,

    /// The video room. It goes with `video_room`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = VideoRoom), forbidden_if(all(present(call_handler), not(call_handler = VideoRoom))))]
    pub call_video_room_id: Option<VideoRoomId>,

    /// The call flow. It goes with `call_flow`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = CallFlow), forbidden_if(all(present(call_handler), not(call_handler = CallFlow))))]
    pub call_flow_id: Option<CallFlowId>,

    /// The version of the call flow.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(forbidden_if(all(present(call_handler), not(call_handler = CallFlow))), length(min = 1))]
    pub call_flow_version: Option<String>,

    /// The AI agent. It goes with `ai_agent`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = AiAgent), forbidden_if(all(present(call_handler), not(call_handler = AiAgent))))]
    pub call_ai_agent_id: Option<AiAgentId>,

    /// Where the SWML script is fetched. It goes with `relay_script`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(required_if(call_handler = RelayScript), forbidden_if(all(present(call_handler), not(call_handler = RelayScript))))]
    pub call_relay_script_url: Option<HttpUrl>,
}

impl UpdateSipEndpointRequest {
    /// A builder with no field set.
    pub fn builder() -> UpdateSipEndpointRequestBuilder {
        UpdateSipEndpointRequestBuilder::default()
    }

    /// A request as documentation shows it: calls are handled by LaML webhooks from now on.
    #[must_use]
    pub fn example() -> Self {
        Self {
            username: Some("front-desk".to_owned()),
            password: Some("correct horse battery staple".into()),
            call_handler: Some(RelayCallHandler::LamlWebhooks),
            call_request_url: "https://example.com/laml/answer".parse().ok(),
            call_request_method: Some(HttpMethod::POST),
            call_fallback_url: "https://example.com/laml/fallback".parse().ok(),
            call_status_callback_url: "https://example.com/laml/status".parse().ok(),
            ..Self::default()
        }
    }
}

/// What a record says, as a request that says the same.
///
/// The kind and the id of the record are not carried: they are in the path. What another call handler than the record's
/// has left behind breaks a rule of the request, and is named.
///
/// # Errors
/// What the request cannot say, and the request as far as it goes.
impl TryFrom<&SipEndpoint> for UpdateSipEndpointRequest {
    type Error = NotCarried<Self>;

    fn try_from(record: &SipEndpoint) -> Result<Self, NotCarried<Self>> {
        let mut carrier = Carrier::default();
        // In full, so that a new field does not compile until it is carried.
        let SipEndpoint {
            kind: _,
            id: _,
            username,
            caller_id,
            send_as,
            ciphers,
            codecs,
            encryption,
            call_handler,
            calling_handler_resource_id,
            call_request_url,
            call_request_method,
            call_fallback_url,
            call_fallback_method,
            call_status_callback_url,
            call_status_callback_method,
            call_laml_application_id,
            call_dialogflow_agent_id,
            call_relay_topic,
            call_relay_topic_status_callback_url,
            call_relay_context,
            call_relay_context_status_callback_url,
            call_relay_application,
            call_video_room_id,
            call_relay_script_url,
        } = record;
        carrier.without_field(
            "calling_handler_resource_id",
            calling_handler_resource_id.is_some(),
        );
        let request = Self {
            username: username.clone(),
            password: None,
            caller_id: caller_id.clone(),
            send_as: send_as.clone(),
            ciphers: ciphers.clone(),
            codecs: codecs.clone(),
            encryption: carrier.known("encryption", encryption.as_ref()),
            call_handler: {
                let handler = carrier.known("call_handler", call_handler.as_ref());
                carrier.taken("call_handler", handler.map(requested))
            },
            call_request_url: carrier.filled("call_request_url", call_request_url.as_ref()),
            call_request_method: carrier
                .readable("call_request_method", call_request_method.as_ref()),
            call_fallback_url: carrier.filled("call_fallback_url", call_fallback_url.as_ref()),
            call_fallback_method: carrier
                .readable("call_fallback_method", call_fallback_method.as_ref()),
            call_status_callback_url: carrier.filled(
                "call_status_callback_url",
                call_status_callback_url.as_ref(),
            ),
            call_status_callback_method: carrier.readable(
                "call_status_callback_method",
                call_status_callback_method.as_ref(),
            ),
            call_laml_application_id: text(call_laml_application_id.as_ref()),
            call_dialogflow_agent_id: text(call_dialogflow_agent_id.as_ref()),
            call_relay_topic: text(call_relay_topic.as_ref()),
            call_relay_topic_status_callback_url: carrier.filled(
                "call_relay_topic_status_callback_url",
                call_relay_topic_status_callback_url.as_ref(),
            ),
            call_relay_context: text(call_relay_context.as_ref()),
            call_relay_context_status_callback_url: carrier.filled(
                "call_relay_context_status_callback_url",
                call_relay_context_status_callback_url.as_ref(),
            ),
            call_relay_application: text(call_relay_application.as_ref()),
            call_video_room_id: carrier.filled("call_video_room_id", call_video_room_id.as_ref()),
            call_flow_id: None,
            call_flow_version: None,
            call_ai_agent_id: None,
            call_relay_script_url: carrier
                .filled("call_relay_script_url", call_relay_script_url.as_ref()),
        };
        carrier.finish(request)
    }
}

/// A text that is there. An empty one is none.
fn text(field: Option<&String>) -> Option<String> {
    field.filter(|text| !text.is_empty()).cloned()
}

/// The call handler under its name in requests, if it has one there.
const fn requested(handler: InboundCallHandler) -> Option<RelayCallHandler> {
    Some(match handler {
        InboundCallHandler::LamlWebhooks => RelayCallHandler::LamlWebhooks,
        InboundCallHandler::LamlApplication => RelayCallHandler::LamlApplication,
        InboundCallHandler::Dialogflow => RelayCallHandler::Dialogflow,
        InboundCallHandler::RelayTopic => RelayCallHandler::RelayTopic,
        InboundCallHandler::RelayContext => RelayCallHandler::RelayContext,
        InboundCallHandler::RelayApplication => RelayCallHandler::RelayApplication,
        InboundCallHandler::RelayConnector => RelayCallHandler::RelayConnector,
        InboundCallHandler::RelayScript => RelayCallHandler::RelayScript,
        InboundCallHandler::VideoRoom => RelayCallHandler::VideoRoom,
        InboundCallHandler::CallFlow => RelayCallHandler::CallFlow,
        InboundCallHandler::AiAgent => RelayCallHandler::AiAgent,
        InboundCallHandler::Default
        | InboundCallHandler::Passthrough
        | InboundCallHandler::BlockPstn
        | InboundCallHandler::Resource => return None,
    })
}

/// Builds an [`UpdateSipEndpointRequest`] and validates it.
///
/// ```
/// use signalwire_sip::relay::UpdateSipEndpointRequest;
///
/// let request = UpdateSipEndpointRequest::builder().password("correct horse battery staple").build()?;
/// assert!(request.username.is_none() && request.password.is_some());
/// # Ok::<(), signalwire_sip::Violations>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build`"]
pub struct UpdateSipEndpointRequestBuilder {
    request: UpdateSipEndpointRequest,
}

impl UpdateSipEndpointRequestBuilder {
    /// The user part under which the endpoint registers.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.request.username = Some(username.into());
        self
    }

    /// The password with which the endpoint registers.
    pub fn password(mut self, password: impl Into<Password>) -> Self {
        self.request.password = Some(password.into());
        self
    }

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
    pub fn build(self) -> Result<Valid<UpdateSipEndpointRequest>, Violations> {
        Ok(Valid::new(self.request)?)
    }
}
