//! A day with SIP endpoints: every operation, sent by the blocking client `ureq`.
//!
//! ```text
//! cargo run -p signalwire-sip --example with_ureq
//! ```
//!
//! It talks to a server of its own on 127.0.0.1, and nothing leaves the machine. `client/mod.rs` is the part to take along.

mod client;
mod server;

use std::error::Error;

use signalwire_sip::relay::ListQuery;
use signalwire_sip::{Pages, SipEndpoint, Space, Valid, Webhook, fabric, relay};

use crate::client::Client;
use crate::server::{Server, Shape};

fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start(Shape::Wrapped)?;
    let client = Client::new(server.space(), Server::credentials()?);
    through_relay(&client)?;
    through_fabric(&client)?;
    listed(&client, &server.space())
}

/// Makes an endpoint, changes it, looks at it, and removes it.
fn through_relay(client: &Client) -> Result<(), Box<dyn Error>> {
    let webhook = |path: &str| {
        let url = format!("https://example.com/{path}");
        url.parse().map(Webhook::new)
    };
    let request =
        relay::CreateSipEndpointRequest::builder("reception", "correct horse battery staple")
            .handler(relay::Handler::LamlWebhooks {
                request: webhook("answer")?,
                fallback: webhook("fallback")?,
                status_callback: webhook("status")?,
            })
            .build()?;
    let made = client.call(&relay::CreateSipEndpoint::new(request))?;
    let id = made.id.as_ref().and_then(|id| id.known().copied());
    let id = id.ok_or("the server gave no id")?;
    println!("made       {id}, with {:?}", made.handler()?);

    let request = relay::UpdateSipEndpointRequest::builder()
        .handler(relay::Handler::RelayApplication {
            application: "office".to_owned(),
        })
        .build()?;
    client.call(&relay::UpdateSipEndpoint::new(id, request))?;
    let fetched = client.call(&relay::GetSipEndpoint::new(id))?;
    println!("changed    {id}, now with {:?}", fetched.handler()?);

    client.call(&relay::DeleteSipEndpoint::new(id))?;
    let gone = client.call(&relay::GetSipEndpoint::new(id)).err();
    println!("removed    {id}: {}", gone.ok_or("it is still there")?);
    Ok(())
}

/// Makes an endpoint, replaces it by what it was but for one field, assigns a resource to it, and asks for its addresses.
fn through_fabric(client: &Client) -> Result<(), Box<dyn Error>> {
    let id = "11111111-2222-4333-8444-555555555555".parse()?;
    let request =
        fabric::CreateSipEndpointRequest::builder(id, "front-desk", "Front desk", "random")
            .handler(fabric::Handler::Passthrough)
            .build()?;
    let made = client.call(&fabric::CreateSipEndpoint::new(request))?;
    let resource = made.resource_id().ok_or("the server gave no resource id")?;
    println!("made       {id} as the resource {resource}");

    let fetched = client.call(&fabric::GetSipEndpoint::new(resource))?;
    let mut request = fabric::UpdateSipEndpointRequest::try_from(&SipEndpoint::from(fetched))?;
    request.caller_id = Some("Reception".to_owned());
    let request = Valid::new(request)?;
    let replaced = client.call(&fabric::UpdateSipEndpoint::new(resource, request))?;
    let replaced = SipEndpoint::from(replaced);
    println!(
        "replaced   {id}, which now calls as {:?}",
        replaced.caller_id
    );

    let address = client.call(&fabric::AssignSipEndpoint::new(resource, id))?;
    println!("assigned   {resource} to {id} as {:?}", address.name);
    let addresses = client.call(&fabric::ListSipEndpointAddresses::new(resource))?;
    println!("addresses  {}", addresses.data.len());
    client.call(&fabric::DeleteSipEndpoint::new(resource))?;
    Ok(())
}

/// Walks the list of either generation.
fn listed(client: &Client, space: &Space) -> Result<(), Box<dyn Error>> {
    let query = ListQuery {
        filter_username: Some("end".to_owned()),
        page_size: Some(10),
        ..ListQuery::default()
    };
    let mut pages = Pages::of(relay::ListSipEndpoints::new(query.validated()?));
    while let Some(list) = pages.next() {
        let page = client.call(&list)?;
        pages.follow(&page.links, space)?;
        println!("listed     {} endpoints through relay", page.data.len());
    }
    let mut pages = Pages::of(fabric::ListSipEndpoints::new());
    while let Some(list) = pages.next() {
        let page = client.call(&list)?;
        pages.follow(&page.links, space)?;
        println!("listed     {} endpoints through Fabric", page.data.len());
    }
    Ok(())
}
