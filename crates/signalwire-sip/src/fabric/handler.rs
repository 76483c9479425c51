//! How the calls that an endpoint makes are treated.

use crate::scalar::{CallHandler, ResourceId};

/// How the calls that an endpoint makes are treated, with what that needs and nothing else: a request that is built from
/// it cannot name a resource where none is meant, nor forget it where one is.
///
/// ```
/// use signalwire_sip::ResourceId;
/// use signalwire_sip::fabric::{Handler, UpdateSipEndpointRequest};
///
/// let id: ResourceId = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9".parse()?;
/// let request = UpdateSipEndpointRequest::builder().handler(Handler::Resource(id)).build()?;
/// assert_eq!(request.calling_handler_resource_id, Some(id));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Handler {
    /// By the outbound policy of the SIP profile.
    Default,
    /// The endpoint may dial the public telephone network.
    Passthrough,
    /// The endpoint may not dial the public telephone network.
    BlockPstn,
    /// Every call goes to this resource.
    Resource(ResourceId),
}

impl Handler {
    /// The value of `call_handler`.
    #[must_use]
    pub const fn name(self) -> CallHandler {
        match self {
            Self::Default => CallHandler::Default,
            Self::Passthrough => CallHandler::Passthrough,
            Self::BlockPstn => CallHandler::BlockPstn,
            Self::Resource(_) => CallHandler::Resource,
        }
    }

    /// The value of `calling_handler_resource_id`.
    #[must_use]
    pub const fn resource_id(self) -> Option<ResourceId> {
        match self {
            Self::Default | Self::Passthrough | Self::BlockPstn => None,
            Self::Resource(id) => Some(id),
        }
    }
}
