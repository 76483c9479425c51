//! `DELETE /api/relay/rest/endpoints/sip/{id}`

use crate::operation::{Method, Operation, path_of};
use crate::scalar::SipEndpointId;

/// Removes a SIP endpoint.
#[derive(Clone, Copy, Debug)]
pub struct DeleteSipEndpoint {
    id: SipEndpointId,
}

impl DeleteSipEndpoint {
    /// Removes the endpoint of this id.
    #[must_use]
    pub const fn new(id: SipEndpointId) -> Self {
        Self { id }
    }
}

impl Operation for DeleteSipEndpoint {
    const NAME: &'static str = "deleteRelaySipEndpoint";
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/api/relay/rest/endpoints/sip/{id}";
    const SUCCESS: u16 = 204;
    const REFUSALS: &'static [u16] = &[400, 401, 404, 500];

    type Id = SipEndpointId;
    type Query = ();
    type Request = ();
    type Response = ();

    fn path(&self) -> String {
        path_of(Self::PATH, &self.id)
    }

    /// A success has no body, and if it has one, it says nothing more.
    fn read(_: &[u8]) -> Result<(), serde_json::Error> {
        Ok(())
    }
}
