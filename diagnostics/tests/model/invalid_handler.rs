//! A call handler has its own data, all of what it needs and none of another's.

use signalwire_sip::{HttpUrl, ResourceId, Webhook, fabric, relay};

fn main() {
    let url: HttpUrl = "https://example.com".parse().unwrap();
    let id: ResourceId = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9".parse().unwrap();

    let _ = fabric::Handler::Resource;
    let _ = fabric::Handler::Passthrough(id);
    let _ = relay::Handler::LamlWebhooks {
        request: Webhook::new(url.clone()),
        fallback: Webhook::new(url.clone()),
    };
    let _ = relay::Handler::RelayTopic {
        context: "office".to_owned(),
        status_callback_url: url.clone(),
    };
    let _ = relay::Handler::RelayConnector { url };
    let _: fabric::UpdateSipEndpointRequestBuilder = fabric::UpdateSipEndpointRequest::builder()
        .handler(fabric::Handler::Resource)
        .handler(relay::Handler::RelayConnector);
}
