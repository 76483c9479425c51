//! Operations sent by `hyper` over a connection of one's own: an endpoint that is fetched, and replaced by what it was but
//! for one field.
//!
//! ```text
//! cargo run -p signalwire-sip --example with_hyper
//! ```
//!
//! It talks to a server of its own on 127.0.0.1, and nothing leaves the machine.

mod server;

use std::error::Error;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use signalwire_sip::fabric::{GetSipEndpoint, UpdateSipEndpoint, UpdateSipEndpointRequest};
use signalwire_sip::{Credentials, Operation, SipEndpoint, Space, Valid};
use tokio::net::TcpStream;

use crate::server::{ENDPOINT, Server, Shape};

/// No answer is longer than this.
const MOST_BYTES: usize = 1 << 20;

/// Sends an operation over a connection of its own and reads the answer.
async fn call<O: Operation>(
    space: &Space,
    credentials: &Credentials,
    operation: &O,
) -> Result<O::Response, Box<dyn Error>> {
    let mut request = operation.request(space, credentials)?;
    let authority = request
        .uri()
        .authority()
        .ok_or("a space has a host")?
        .to_string();
    // HTTP/1.1 asks for the host in a field, and for the target alone in the first line.
    request.headers_mut().insert("host", authority.parse()?);
    *request.uri_mut() = operation.target().parse()?;

    let stream = TokioIo::new(TcpStream::connect(authority).await?);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await?;
    tokio::spawn(connection);
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let (head, body) = sender.send_request(request).await?.into_parts();
    let body = Limited::new(body, MOST_BYTES).collect().await;
    let body = body.map_err(|error| error as Box<dyn Error>)?.to_bytes();
    Ok(O::response(http::Response::from_parts(head, body))?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start(Shape::Wrapped)?;
    let (space, credentials) = (server.space(), Server::credentials()?);
    let id = ENDPOINT.parse()?;

    let fetched = call(&space, &credentials, &GetSipEndpoint::new(id)).await?;
    println!("fetched   the resource {:?}", fetched.resource_id());

    let mut request = UpdateSipEndpointRequest::try_from(&SipEndpoint::from(fetched))?;
    request.caller_id = Some("Reception".to_owned());
    let update = UpdateSipEndpoint::new(id, Valid::new(request)?);
    let replaced = SipEndpoint::from(call(&space, &credentials, &update).await?);
    println!("replaced  it, which now calls as {:?}", replaced.caller_id);
    Ok(())
}
