//! An operation takes a request that was validated, and no other.

use signalwire_sip::relay::ListQuery;
use signalwire_sip::{ResourceId, SipEndpointId, Valid, fabric, relay};

fn main() {
    let resource: ResourceId = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9".parse().unwrap();
    let endpoint: SipEndpointId = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse().unwrap();

    let _ = fabric::UpdateSipEndpoint::new(resource, fabric::UpdateSipEndpointRequest::default());
    let _ = fabric::CreateSipEndpoint::new(fabric::CreateSipEndpointRequest::example());
    let _ = relay::UpdateSipEndpoint::new(endpoint, relay::UpdateSipEndpointRequest::default());
    let _ = relay::ListSipEndpoints::new(ListQuery::default());

    // A validated request cannot be changed.
    let mut request: Valid<_> = relay::UpdateSipEndpointRequest::builder().build().unwrap();
    request.username = None;
}
