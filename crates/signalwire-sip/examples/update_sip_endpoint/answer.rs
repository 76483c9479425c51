//! From an answer's status and body to the library's types.

use core::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use signalwire_sip::{ErrorList, ErrorMessage, Lenient, ResourceId, SipEndpoint};

/// The endpoint as the server has it now.
#[derive(Debug)]
pub(crate) struct Updated {
    /// The id that the path takes, where the answer tells it apart from the record's own.
    pub(crate) resource_id: Option<Lenient<ResourceId>>,
    pub(crate) endpoint: SipEndpoint,
}

/// Why there is no such endpoint to show.
#[derive(Debug)]
pub(crate) enum Failure {
    /// 401: the project id or the token is wrong.
    Unauthorized(ErrorMessage),
    /// 404: the space has no endpoint with this id.
    NotFound(ErrorMessage),
    /// 422: the body breaks a rule of the server's.
    Invalid(ErrorList),
    /// Another status. The body is not looked at.
    Status(u16),
    /// A body that is not what goes with the status.
    Body(u16, serde_json::Error),
    /// The request cannot be written as JSON.
    Request(serde_json::Error),
    /// There was no answer.
    Transport(ureq::Error),
}

/// Reads an answer.
pub(crate) fn read(status: u16, body: &str) -> Result<Updated, Failure> {
    let unreadable = |error| Failure::Body(status, error);
    Err(match status {
        200..=299 => return updated(body).map_err(unreadable),
        401 => Failure::Unauthorized(parse(body).map_err(unreadable)?),
        404 => Failure::NotFound(parse(body).map_err(unreadable)?),
        422 => Failure::Invalid(parse(body).map_err(unreadable)?),
        _ => Failure::Status(status),
    })
}

/// A live space puts the record inside the resource's; the documentation shows it alone.
#[derive(Deserialize)]
struct Wrapped {
    #[serde(default)]
    id: Option<Lenient<ResourceId>>,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    sip_endpoint: SipEndpoint,
}

fn updated(body: &str) -> serde_json::Result<Updated> {
    let answer: serde_json::Value = parse(body)?;
    if !answer
        .get("sip_endpoint")
        .is_some_and(serde_json::Value::is_object)
    {
        return Ok(Updated {
            resource_id: None,
            endpoint: serde_json::from_value(answer)?,
        });
    }
    let Wrapped {
        id,
        kind,
        mut sip_endpoint,
    } = serde_json::from_value(answer)?;
    // The kind stands outside only.
    sip_endpoint.kind = sip_endpoint.kind.or(kind);
    Ok(Updated {
        resource_id: id,
        endpoint: sip_endpoint,
    })
}

fn parse<T: DeserializeOwned>(body: &str) -> serde_json::Result<T> {
    serde_json::from_str(body)
}

/// A text from elsewhere, without what would steer the terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                '\u{FFFD}'
            } else {
                character
            }
        })
        .collect()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized(message) => write!(
                f,
                "401, {}: the project id or the API token is wrong",
                printable(&message.error)
            ),
            Self::NotFound(message) => write!(
                f,
                "404, {}: the space has no SIP endpoint with this resource id",
                printable(&message.error)
            ),
            Self::Invalid(list) => {
                f.write_str("422, the server does not accept the request")?;
                list.errors.iter().try_for_each(|item| {
                    let attribute = item.attribute.as_deref().unwrap_or("the request");
                    write!(
                        f,
                        "\n    {}: {}",
                        printable(attribute),
                        printable(&item.message)
                    )
                })
            }
            Self::Status(status) => write!(f, "the server answered with the status {status}"),
            Self::Body(status, error) => write!(
                f,
                "the server answered with the status {status} and an unreadable body: {}",
                printable(&error.to_string())
            ),
            Self::Request(error) => write!(f, "nothing was sent: {error}"),
            Self::Transport(error) => write!(f, "no answer: {error}"),
        }
    }
}

impl core::error::Error for Failure {}
