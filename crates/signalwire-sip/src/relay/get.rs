//! `GET /api/relay/rest/endpoints/sip/{id}`

use crate::endpoint::record::SipEndpoint;
use crate::operation::{Method, Operation, path_of};
use crate::scalar::SipEndpointId;

/// Fetches a SIP endpoint.
#[derive(Clone, Copy, Debug)]
pub struct GetSipEndpoint {
    id: SipEndpointId,
}

impl GetSipEndpoint {
    /// Fetches the endpoint of this id.
    #[must_use]
    pub const fn new(id: SipEndpointId) -> Self {
        Self { id }
    }
}

impl Operation for GetSipEndpoint {
    const NAME: &'static str = "getRelaySipEndpoint";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/relay/rest/endpoints/sip/{id}";
    const REFUSALS: &'static [u16] = &[401, 404, 422, 500];

    type Id = SipEndpointId;
    type Query = ();
    type Request = ();
    type Response = SipEndpoint;

    fn path(&self) -> String {
        path_of(Self::PATH, &self.id)
    }
}
