//! Operations as requests and responses of the `http` crate, which most HTTP clients take and give.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Request, Response};

use crate::credentials::Credentials;
use crate::failure::Error;
use crate::operation::{Method, Operation};
use crate::space::Space;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The request for an operation.
pub(crate) fn request<O: Operation + ?Sized>(
    operation: &O,
    space: &Space,
    credentials: &Credentials,
) -> Result<Request<Vec<u8>>, Error> {
    let body = operation
        .body()
        .map_err(|error| Error::Request(error.into()))?;
    let mut request = Request::builder()
        .method(O::METHOD)
        .uri(space.origin() + &operation.target())
        .header(ACCEPT, JSON)
        .header(AUTHORIZATION, authorization(credentials)?);
    if body.is_some() {
        request = request.header(CONTENT_TYPE, JSON);
    }
    let request = request.body(body.unwrap_or_default());
    request.map_err(|error| Error::Request(error.into()))
}

/// Marked, so that no `Debug` shows it.
fn authorization(credentials: &Credentials) -> Result<HeaderValue, Error> {
    let value = credentials.authorization();
    let mut value =
        HeaderValue::from_str(value.reveal()).map_err(|error| Error::Request(error.into()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// What a response says.
pub(crate) fn response<O: Operation>(
    response: Response<impl AsRef<[u8]>>,
) -> Result<O::Response, Error> {
    let (head, body) = response.into_parts();
    let retry_after = head.headers.get(RETRY_AFTER);
    let retry_after = retry_after.and_then(|value| value.to_str().ok());
    O::answer(head.status.as_u16(), retry_after, body.as_ref())
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Delete => Self::DELETE,
        }
    }
}
