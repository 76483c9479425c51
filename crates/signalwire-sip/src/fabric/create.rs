//! `POST /api/fabric/resources/sip_endpoints`

use crossfield::{Valid, Validate, Violations};
use serde::{Deserialize, Serialize};

use crate::endpoint::answer::SipEndpointAnswer;
use crate::fabric::handler::Handler;
use crate::operation::{Method, Operation, json};
use crate::scalar::{CallHandler, Cipher, Codec, Encryption, ResourceId, SipEndpointId};

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
    const NAME: &'static str = "createSipEndpoint";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/fabric/resources/sip_endpoints";
    const REFUSALS: &'static [u16] = &[401, 404, 422, 500];

    type Id = ();
    type Query = ();
    type Request = CreateSipEndpointRequest;
    type Response = SipEndpointAnswer;

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(&self.request)
    }
}

/// The body of a request that makes a SIP endpoint through Fabric.
///
/// By the server's own description nothing may be left out, and `calling_handler_resource_id` may be null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>, example = Self::example())
)]
pub struct CreateSipEndpointRequest {
    /// The id that the endpoint is to have.
    pub id: SipEndpointId,

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

    /// What callees are shown as the caller: at least one character, none of them a control character.
    #[validate(
        length(min = 1),
        pattern(
            r"^[^\u0000-\u001F\u007F-\u009F]*$",
            message = "must hold no control character"
        )
    )]
    pub caller_id: String,

    /// The SIP user name that callees are shown instead of `username`: at least one character, none of them a control
    /// character.
    #[validate(
        length(min = 1),
        pattern(
            r"^[^\u0000-\u001F\u007F-\u009F]*$",
            message = "must hold no control character"
        )
    )]
    pub send_as: String,

    /// The SRTP ciphers that may be used. Empty leaves the choice to the SIP profile.
    #[validate(unique_items)]
    pub ciphers: Vec<Cipher>,

    /// The media codecs that may be used. Empty leaves the choice to the SIP profile.
    #[validate(unique_items)]
    pub codecs: Vec<Codec>,

    /// Whether media is encrypted.
    pub encryption: Encryption,

    /// How the calls that the endpoint makes are treated.
    pub call_handler: CallHandler,

    /// The resource that handles the calls the endpoint makes. It goes with the call handler `resource` and no other.
    #[serde(deserialize_with = "crossfield::nullable")]
    #[validate(required_iff(call_handler = Resource))]
    pub calling_handler_resource_id: Option<ResourceId>,
}

impl CreateSipEndpointRequest {
    /// A builder for an endpoint of this id, user name, and name and number that callees are shown. The rest is left to
    /// the SIP profile until it is set.
    pub fn builder(
        id: SipEndpointId,
        username: impl Into<String>,
        caller_id: impl Into<String>,
        send_as: impl Into<String>,
    ) -> CreateSipEndpointRequestBuilder {
        CreateSipEndpointRequestBuilder {
            request: Self {
                id,
                username: username.into(),
                caller_id: caller_id.into(),
                send_as: send_as.into(),
                ciphers: Vec::new(),
                codecs: Vec::new(),
                encryption: Encryption::Default,
                call_handler: CallHandler::Default,
                calling_handler_resource_id: None,
            },
        }
    }

    /// A request as documentation shows it.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: SipEndpointId::example(),
            username: "front-desk".to_owned(),
            caller_id: "Front desk".to_owned(),
            send_as: "random".to_owned(),
            ciphers: vec![Cipher::AeadAes256Gcm8, Cipher::AesCm128HmacSha1_80],
            codecs: vec![Codec::Opus, Codec::Pcmu],
            encryption: Encryption::Required,
            call_handler: CallHandler::Passthrough,
            calling_handler_resource_id: None,
        }
    }
}

/// Builds a [`CreateSipEndpointRequest`] and validates it.
///
/// ```
/// use signalwire_sip::Encryption;
/// use signalwire_sip::fabric::{CreateSipEndpointRequest, Handler};
///
/// let id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
/// let request = CreateSipEndpointRequest::builder(id, "front-desk", "Front desk", "random")
///     .encryption(Encryption::Required)
///     .handler(Handler::BlockPstn)
///     .build()?;
/// assert!(request.codecs.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct CreateSipEndpointRequestBuilder {
    request: CreateSipEndpointRequest,
}

impl CreateSipEndpointRequestBuilder {
    /// The SRTP ciphers that may be used, each at most once.
    pub fn ciphers(mut self, ciphers: impl IntoIterator<Item = Cipher>) -> Self {
        self.request.ciphers = ciphers.into_iter().collect();
        self
    }

    /// The media codecs that may be used, each at most once.
    pub fn codecs(mut self, codecs: impl IntoIterator<Item = Codec>) -> Self {
        self.request.codecs = codecs.into_iter().collect();
        self
    }

    /// Whether media is encrypted.
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.request.encryption = encryption;
        self
    }

    /// How the calls that the endpoint makes are treated, with what that needs.
    pub fn handler(mut self, handler: Handler) -> Self {
        self.request.call_handler = handler.name();
        self.request.calling_handler_resource_id = handler.resource_id();
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
