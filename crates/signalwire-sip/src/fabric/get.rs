//! `GET /api/fabric/resources/sip_endpoints/{id}`

use crate::endpoint::answer::SipEndpointAnswer;
use crate::operation::{Method, Operation, path_of};
use crate::scalar::ResourceId;

/// Fetches a SIP endpoint.
#[derive(Clone, Copy, Debug)]
pub struct GetSipEndpoint {
    id: ResourceId,
}

impl GetSipEndpoint {
    /// Fetches the endpoint that is this resource.
    #[must_use]
    pub const fn new(id: ResourceId) -> Self {
        Self { id }
    }
}

impl Operation for GetSipEndpoint {
    const NAME: &'static str = "getSipEndpoint";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/fabric/resources/sip_endpoints/{id}";
    const REFUSALS: &'static [u16] = &[401, 404, 500];

    type Id = ResourceId;
    type Query = ();
    type Request = ();
    type Response = SipEndpointAnswer;

    fn path(&self) -> String {
        path_of(Self::PATH, &self.id)
    }
}
