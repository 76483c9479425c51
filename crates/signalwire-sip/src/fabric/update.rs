//! `PUT /api/fabric/resources/sip_endpoints/{id}`

use crossfield::{Valid, Validate, Violations};
use serde::{Deserialize, Serialize};

use crate::endpoint::answer::SipEndpointAnswer;
use crate::endpoint::carried::{Carrier, Held, NotCarried};
use crate::endpoint::record::SipEndpoint;
use crate::fabric::handler::Handler;
use crate::operation::{Method, Operation, json, path_of};
use crate::scalar::{CallHandler, Cipher, Codec, Encryption, InboundCallHandler, ResourceId};

/// Replaces a SIP endpoint.
#[derive(Clone, Debug)]
pub struct UpdateSipEndpoint {
    id: ResourceId,
    request: Valid<UpdateSipEndpointRequest>,
}

impl UpdateSipEndpoint {
    /// Replaces the endpoint that is this resource.
    #[must_use]
    pub const fn new(id: ResourceId, request: Valid<UpdateSipEndpointRequest>) -> Self {
        Self { id, request }
    }
}

impl Operation for UpdateSipEndpoint {
    const NAME: &'static str = "updateSipEndpoint";
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/api/fabric/resources/sip_endpoints/{id}";
    const REFUSALS: &'static [u16] = &[401, 404, 422, 500];

    type Id = ResourceId;
    type Query = ();
    type Request = UpdateSipEndpointRequest;
    type Response = SipEndpointAnswer;

    fn path(&self) -> String {
        path_of(Self::PATH, &self.id)
    }

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(&self.request)
    }
}

/// The body of a request that replaces a SIP endpoint.
///
/// A replacement is full: what is left out goes back to its default. Keys without a value are not sent, except
/// `calling_handler_resource_id`, which is sent as null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct UpdateSipEndpointRequest {
    /// The resource that handles the calls the endpoint makes. It goes with the call handler `resource` and no other.
    #[serde(default)]
    #[validate(required_iff(call_handler = Resource))]
    pub calling_handler_resource_id: Option<ResourceId>,

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

    /// The SIP user name that callees are shown instead of `username`: at least one character, none of them a control
    /// character.
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

    /// The SRTP ciphers that may be used. Empty leaves the choice to the SIP profile.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(unique_items)]
    pub ciphers: Option<Vec<Cipher>>,

    /// The media codecs that may be used. Empty leaves the choice to the SIP profile.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(unique_items)]
    pub codecs: Option<Vec<Codec>>,

    /// Whether media is encrypted.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub encryption: Option<Encryption>,

    /// How the calls that the endpoint makes are treated.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub call_handler: Option<CallHandler>,
}

impl UpdateSipEndpointRequest {
    /// A builder with no field set.
    pub fn builder() -> UpdateSipEndpointRequestBuilder {
        UpdateSipEndpointRequestBuilder::default()
    }

    /// A request with every field set, as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            calling_handler_resource_id: "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9".parse().ok(),
            username: Some("front-desk".to_owned()),
            caller_id: Some("+12025550134".to_owned()),
            send_as: Some("+12025550134".to_owned()),
            ciphers: Some(vec![Cipher::AeadAes256Gcm8, Cipher::AesCm128HmacSha1_80]),
            codecs: Some(vec![Codec::Opus, Codec::Pcmu]),
            encryption: Some(Encryption::Required),
            call_handler: Some(CallHandler::Resource),
        }
    }
}

/// What a record says, as a full replacement that says the same.
///
/// The kind and the id of the record are not carried: they are in the path. Of the record's other fields, those of the
/// handlers of inbound calls have no place in this request.
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
        let request = Self {
            username: username.clone(),
            caller_id: caller_id.clone(),
            send_as: send_as.clone(),
            ciphers: carrier.list("ciphers", ciphers.as_ref()),
            codecs: carrier.list("codecs", codecs.as_ref()),
            encryption: carrier.known("encryption", encryption.as_ref()),
            call_handler: {
                let handler = carrier.known("call_handler", call_handler.as_ref());
                carrier.taken("call_handler", handler.map(outbound))
            },
            calling_handler_resource_id: carrier.readable(
                "calling_handler_resource_id",
                calling_handler_resource_id.as_ref(),
            ),
        };
        carrier.without_field("call_request_url", call_request_url.has_value());
        carrier.without_field("call_request_method", call_request_method.is_some());
        carrier.without_field("call_fallback_url", call_fallback_url.has_value());
        carrier.without_field("call_fallback_method", call_fallback_method.is_some());
        carrier.without_field(
            "call_status_callback_url",
            call_status_callback_url.has_value(),
        );
        carrier.without_field(
            "call_status_callback_method",
            call_status_callback_method.is_some(),
        );
        carrier.without_field(
            "call_laml_application_id",
            call_laml_application_id.has_value(),
        );
        carrier.without_field(
            "call_dialogflow_agent_id",
            call_dialogflow_agent_id.has_value(),
        );
        carrier.without_field("call_relay_topic", call_relay_topic.has_value());
        carrier.without_field(
            "call_relay_topic_status_callback_url",
            call_relay_topic_status_callback_url.has_value(),
        );
        carrier.without_field("call_relay_context", call_relay_context.has_value());
        carrier.without_field(
            "call_relay_context_status_callback_url",
            call_relay_context_status_callback_url.has_value(),
        );
        carrier.without_field("call_relay_application", call_relay_application.has_value());
        carrier.without_field("call_video_room_id", call_video_room_id.has_value());
        carrier.without_field("call_relay_script_url", call_relay_script_url.has_value());
        carrier.finish(request)
    }
}

/// The call handler under its name in requests, if it has one there.
const fn outbound(handler: InboundCallHandler) -> Option<CallHandler> {
    match handler {
        InboundCallHandler::Default => Some(CallHandler::Default),
        InboundCallHandler::Passthrough => Some(CallHandler::Passthrough),
        InboundCallHandler::BlockPstn => Some(CallHandler::BlockPstn),
        InboundCallHandler::Resource => Some(CallHandler::Resource),
        InboundCallHandler::LamlWebhooks
        | InboundCallHandler::LamlApplication
        | InboundCallHandler::Dialogflow
        | InboundCallHandler::RelayTopic
        | InboundCallHandler::RelayContext
        | InboundCallHandler::RelayApplication
        | InboundCallHandler::RelayConnector
        | InboundCallHandler::RelayScript
        | InboundCallHandler::VideoRoom
        | InboundCallHandler::CallFlow
        | InboundCallHandler::AiAgent => None,
    }
}

/// Builds an [`UpdateSipEndpointRequest`] and validates it.
///
/// ```
/// use signalwire_sip::Codec;
/// use signalwire_sip::fabric::{Handler, UpdateSipEndpointRequest};
///
/// let request = UpdateSipEndpointRequest::builder()
///     .username("front-desk")
///     .codecs([Codec::Opus, Codec::Pcmu])
///     .handler(Handler::Passthrough)
///     .build()?;
/// assert_eq!(request.username.as_deref(), Some("front-desk"));
///
/// let violations = UpdateSipEndpointRequest::builder().username("front desk").build().unwrap_err();
/// assert_eq!(
///     violations.to_string(),
///     "`/username`: must hold no white space, control character or `@`"
/// );
/// # Ok::<(), crossfield::Violations>(())
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

    /// What callees are shown as the caller.
    pub fn caller_id(mut self, caller_id: impl Into<String>) -> Self {
        self.request.caller_id = Some(caller_id.into());
        self
    }

    /// The SIP user name that callees are shown instead of the user name.
    pub fn send_as(mut self, send_as: impl Into<String>) -> Self {
        self.request.send_as = Some(send_as.into());
        self
    }

    /// The SRTP ciphers that may be used, each at most once.
    pub fn ciphers(mut self, ciphers: impl IntoIterator<Item = Cipher>) -> Self {
        self.request.ciphers = Some(ciphers.into_iter().collect());
        self
    }

    /// The media codecs that may be used, each at most once.
    pub fn codecs(mut self, codecs: impl IntoIterator<Item = Codec>) -> Self {
        self.request.codecs = Some(codecs.into_iter().collect());
        self
    }

    /// Whether media is encrypted.
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.request.encryption = Some(encryption);
        self
    }

    /// How the calls that the endpoint makes are treated, with what that needs.
    pub fn handler(mut self, handler: Handler) -> Self {
        self.request.call_handler = Some(handler.name());
        self.request.calling_handler_resource_id = handler.resource_id();
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
