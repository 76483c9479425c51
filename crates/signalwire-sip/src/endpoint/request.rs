//! Replacing a SIP endpoint: `PUT /api/fabric/resources/sip_endpoints/{id}`.

use crossfield::{Valid, Validate, Violations};
use serde::{Deserialize, Serialize};

use crate::scalar::{CallHandler, Cipher, Codec, Encryption, ResourceId};

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
    /// The request's method.
    pub const METHOD: &'static str = "PUT";

    /// The request's path, with the endpoint's resource id as `{id}`.
    pub const PATH: &'static str = "/api/fabric/resources/sip_endpoints/{id}";

    /// The path for an endpoint.
    ///
    /// ```
    /// use signalwire_sip::{ResourceId, UpdateSipEndpointRequest};
    ///
    /// let id: ResourceId = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// assert_eq!(
    ///     UpdateSipEndpointRequest::path(id),
    ///     "/api/fabric/resources/sip_endpoints/3fa85f64-5717-4562-b3fc-2c963f66afa6"
    /// );
    /// # Ok::<(), signalwire_sip::ParseError>(())
    /// ```
    #[must_use]
    pub fn path(id: ResourceId) -> String {
        Self::PATH.replace("{id}", &id.to_string())
    }

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

/// Builds an [`UpdateSipEndpointRequest`] and validates it.
///
/// ```
/// use signalwire_sip::{CallHandler, Codec, UpdateSipEndpointRequest};
///
/// let request = UpdateSipEndpointRequest::builder()
///     .username("front-desk")
///     .codecs([Codec::Opus, Codec::Pcmu])
///     .call_handler(CallHandler::Passthrough)
///     .build()?;
/// assert_eq!(request.username.as_deref(), Some("front-desk"));
///
/// let violations = UpdateSipEndpointRequest::builder().call_handler(CallHandler::Resource).build().unwrap_err();
/// assert_eq!(
///     violations.to_string(),
///     "`/calling_handler_resource_id`: required when `call_handler` is `resource`"
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

    /// How the calls that the endpoint makes are treated. For `resource` see
    /// [`calls_to_resource`](Self::calls_to_resource).
    pub fn call_handler(mut self, call_handler: CallHandler) -> Self {
        self.request.call_handler = Some(call_handler);
        self
    }

    /// The resource that handles the calls, for the call handler `resource`.
    pub fn calling_handler_resource_id(mut self, id: ResourceId) -> Self {
        self.request.calling_handler_resource_id = Some(id);
        self
    }

    /// Sends every call that the endpoint makes to a resource: the call handler and the id that it needs, in one.
    pub fn calls_to_resource(self, id: ResourceId) -> Self {
        self.call_handler(CallHandler::Resource)
            .calling_handler_resource_id(id)
    }

    /// The request, if it breaks no rule.
    ///
    /// # Errors
    /// Every rule that it breaks.
    pub fn build(self) -> Result<Valid<UpdateSipEndpointRequest>, Violations> {
        Ok(Valid::new(self.request)?)
    }
}
