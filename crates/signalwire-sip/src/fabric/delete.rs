//! `DELETE /api/fabric/resources/sip_endpoints/{id}`

use crate::operation::{Method, Operation, path_of};
use crate::scalar::ResourceId;

/// Removes a SIP endpoint.
#[derive(Clone, Copy, Debug)]
pub struct DeleteSipEndpoint {
    id: ResourceId,
}

impl DeleteSipEndpoint {
    /// Removes the endpoint that is this resource.
    #[must_use]
    pub const fn new(id: ResourceId) -> Self {
        Self { id }
    }
}

impl Operation for DeleteSipEndpoint {
    const NAME: &'static str = "deleteSipEndpoint";
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/api/fabric/resources/sip_endpoints/{id}";
    const SUCCESS: u16 = 204;
    const REFUSALS: &'static [u16] = &[401, 404, 500];

    type Id = ResourceId;
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
