//! Operations sent by the asynchronous client `reqwest`: a list page by page, and an endpoint that is made and removed.
//!
//! ```text
//! cargo run -p signalwire-sip --example with_reqwest
//! ```
//!
//! It talks to a server of its own on 127.0.0.1, and nothing leaves the machine. To talk to a space, `reqwest` needs a
//! feature for TLS, such as `rustls`.

mod server;

use std::error::Error;
use std::time::Duration;

use signalwire_sip::{Credentials, Operation, Pages, Space, fabric, relay};

use crate::server::{Server, Shape};

/// Sends an operation and reads the answer: all that there is to it.
async fn call<O: Operation>(
    client: &reqwest::Client,
    space: &Space,
    credentials: &Credentials,
    operation: &O,
) -> Result<O::Response, Box<dyn Error>> {
    let request = operation.request(space, credentials)?;
    let response = client.execute(request.try_into()?).await?;
    let mut answer = http::Response::builder().status(response.status());
    if let Some(fields) = answer.headers_mut() {
        fields.clone_from(response.headers());
    }
    let answer = answer.body(response.bytes().await?)?;
    Ok(O::response(answer)?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start(Shape::Flat)?;
    let (space, credentials) = (server.space(), Server::credentials()?);
    // Credentials follow no redirect, and no proxy is asked for this machine's own server.
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .build()?;

    let request =
        relay::CreateSipEndpointRequest::builder("front-desk", "correct horse battery staple")
            .handler(relay::Handler::RelayConnector)
            .build()?;
    let create = relay::CreateSipEndpoint::new(request);
    let made = call(&client, &space, &credentials, &create).await?;
    let id = made.id.as_ref().and_then(|id| id.known().copied());
    let id = id.ok_or("the server gave no id")?;
    println!("made     {id}, with {:?}", made.handler()?);

    let mut pages = Pages::of(fabric::ListSipEndpoints::new());
    while let Some(list) = pages.next() {
        let page = call(&client, &space, &credentials, &list).await?;
        pages.follow(&page.links, &space)?;
        println!("listed   {} endpoints", page.data.len());
    }

    let delete = relay::DeleteSipEndpoint::new(id);
    call(&client, &space, &credentials, &delete).await?;
    let again = call(&client, &space, &credentials, &delete).await;
    println!("removed  {id}: {}", again.err().ok_or("it is still there")?);
    Ok(())
}
