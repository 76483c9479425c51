//! Fabric's paths take the id of a resource, relay's that of an endpoint.

use signalwire_sip::{ResourceId, SipEndpointId, fabric, relay};

fn main() {
    let resource: ResourceId = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9".parse().unwrap();
    let endpoint: SipEndpointId = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse().unwrap();

    let _ = fabric::GetSipEndpoint::new(endpoint);
    let _ = relay::DeleteSipEndpoint::new(resource);
    let _ = fabric::AssignSipEndpoint::new(endpoint, resource);
    let _ = fabric::Handler::Resource(endpoint);
}
