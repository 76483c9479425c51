//! A server that takes the same types as the client, and lets nothing through to its handler that breaks a rule.
//!
//! ```text
//! cargo run -p signalwire-sip --example axum_server
//! ```
//!
//! It listens on 127.0.0.1, is asked three times by a client of its own, and ends. [`Checked`] is the part to take along:
//! an extractor of axum that gives a handler a validated body, or answers 422 in the vendor's own form.

mod client;

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread;

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use axum::{Json, Router};
use crossfield::{Valid, Validate, Violation, Violations};
use serde::de::DeserializeOwned;
use signalwire_sip::fabric::{Handler, UpdateSipEndpoint, UpdateSipEndpointRequest};
use signalwire_sip::{
    Credentials, ErrorItem, ErrorList, Operation, ResourceId, SipEndpoint, Space,
};
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::client::{Client, Failure};

/// A body that keeps the rules of its type.
struct Checked<T>(Valid<T>);

impl<S: Send + Sync, T: Validate + DeserializeOwned> FromRequest<S> for Checked<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(IntoResponse::into_response)?;
        match serde_json::from_slice(&body) {
            Ok(valid) => Ok(Self(valid)),
            Err(first) => Err(refusal::<T>(&body, &first)),
        }
    }
}

/// serde's error is about the first thing that is wrong; the caller should hear of all.
fn refusal<T: Validate + DeserializeOwned>(body: &[u8], first: &serde_json::Error) -> Response {
    match crossfield::check_json::<T>(body) {
        Err(violations) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Json(told(&violations))).into_response()
        }
        Ok(()) => (StatusCode::BAD_REQUEST, first.to_string()).into_response(),
    }
}

/// Violations in the vendor's form.
fn told(violations: &Violations) -> ErrorList {
    ErrorList {
        errors: violations.iter().map(item).collect(),
    }
}

fn item(violation: &Violation) -> ErrorItem {
    let code = match violation.code().as_str() {
        "required" => "missing_required_parameter",
        _ => "invalid_parameter_value",
    };
    let pointer = violation.pointer().to_string();
    ErrorItem {
        kind: Some("validation_error".to_owned()),
        code: code.to_owned(),
        message: violation.message().to_string(),
        // The form names a field of the body, not a place inside one.
        attribute: pointer.split('/').nth(1).map(str::to_owned),
        url: None,
    }
}

async fn replace(
    Path(id): Path<ResourceId>,
    Checked(request): Checked<UpdateSipEndpointRequest>,
) -> Json<SipEndpoint> {
    println!("  the handler got a valid request for {id}");
    Json(SipEndpoint {
        username: request.username.clone(),
        ..SipEndpoint::default()
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(
        Space::loopback(serve()?.port()),
        Credentials::new("project", "token")?,
    );
    let id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    let request = UpdateSipEndpointRequest::builder()
        .username("front-desk")
        .handler(Handler::Passthrough)
        .build()?;
    let update = UpdateSipEndpoint::new(id, request);

    println!("a valid request");
    let endpoint = client.call(&update)?;
    println!("  200: {:?}", SipEndpoint::from(endpoint).username);
    for body in [
        r#"{"username": "front desk", "call_handler": "resource", "codecs": ["OPUS", "OPUS"]}"#,
        r#"{"username": 7, "colour": "red"}"#,
    ] {
        println!("{body}");
        show(
            &client
                .call_with(&update, body)
                .err()
                .ok_or("it is accepted")?,
        );
    }
    Ok(())
}

/// The server's 422 reaches the caller as the violations it was made from.
fn show(failure: &Failure) {
    let Failure::Answer(error) = failure else {
        println!("  {failure}");
        return;
    };
    for fault in error.faults() {
        println!("  422: {fault}");
    }
}

/// Starts the server in a thread that ends with the program.
fn serve() -> Result<SocketAddr, Box<dyn Error>> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let address = listener.local_addr()?;
    let app = Router::new().route(UpdateSipEndpoint::PATH, put(replace));
    thread::spawn(move || runtime.block_on(async { axum::serve(listener, app).await }));
    Ok(address)
}
