//! A provisioning tool: reads what a desk wants of its phone, and makes the request that gives it.
//!
//! ```text
//! cargo run --manifest-path examples/standalone/Cargo.toml --target-dir target/standalone -- 3fa85f64-5717-4562-b3fc-2c963f66afa6 \
//!     '{"name": "front-desk", "ring": "queue", "queue": "help"}'
//! ```

use std::env;
use std::process::ExitCode;

use crossfield::{Valid, Validate, check_json};
use serde::Deserialize;
use signalwire_sip::relay::{Handler, UpdateSipEndpoint, UpdateSipEndpointRequest};
use signalwire_sip::{Error, Operation, SipEndpointId};

/// What the desk wants.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Desk {
    #[validate(length(min = 1, max = 20))]
    name: String,

    ring: Ring,

    #[validate(required_iff(ring = Queue), length(min = 1))]
    queue: Option<String>,
}

/// Where calls of the desk ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Validate)]
#[serde(rename_all = "lowercase")]
enum Ring {
    Nowhere,
    Queue,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [endpoint, desk] = arguments.as_slice() else {
        eprintln!("usage: standalone ENDPOINT-ID JSON");
        return ExitCode::from(2);
    };
    match prepared(endpoint, desk) {
        Ok(request) => {
            println!("{request}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// The request for the desk, or all that is wrong with what it wants.
fn prepared(endpoint: &str, text: &str) -> Result<String, String> {
    let id = endpoint.parse().map_err(|error| format!("{error}"))?;
    check_json::<Desk>(text.as_bytes()).map_err(|violations| violations.to_string())?;
    let desk: Valid<Desk> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    request(id, &desk).map_err(|error| error.to_string())
}

fn request(id: SipEndpointId, desk: &Valid<Desk>) -> Result<String, Error> {
    let request = UpdateSipEndpointRequest::builder().username(desk.name.as_str());
    let request = match &desk.queue {
        Some(queue) => request.handler(Handler::RelayApplication {
            application: queue.clone(),
        }),
        None => request,
    };
    let update = UpdateSipEndpoint::new(id, request.build()?);
    let body = update.body().unwrap_or_default().unwrap_or_default();
    let (method, target) = (UpdateSipEndpoint::METHOD, update.target());
    Ok(format!(
        "{method} {target}\n{}",
        String::from_utf8_lossy(&body)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDPOINT: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

    #[test]
    fn what_a_desk_wants_becomes_a_request() {
        let request = prepared(
            ENDPOINT,
            r#"{"name": "front-desk", "ring": "queue", "queue": "help"}"#,
        )
        .unwrap();
        assert_eq!(
            request,
            "PUT /api/relay/rest/endpoints/sip/3fa85f64-5717-4562-b3fc-2c963f66afa6\n\
             {\"username\":\"front-desk\",\"call_handler\":\"relay_application\",\"call_relay_application\":\"help\"}"
        );
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let reason =
            prepared(ENDPOINT, r#"{"name": "", "ring": "queue", "colour": 1}"#).unwrap_err();
        assert_eq!(
            reason,
            "`/name`: must have 1 to 20 characters\n\
             `/queue`: required when `ring` is `queue`\n\
             `/colour`: unknown field; the fields are `name`, `ring`, `queue`"
        );
    }

    #[test]
    fn what_the_other_side_does_not_take_is_said_in_its_words() {
        let reason =
            prepared(ENDPOINT, r#"{"name": "front desk", "ring": "nowhere"}"#).unwrap_err();
        assert!(reason.starts_with("`/username`: "), "{reason}");
    }
}
