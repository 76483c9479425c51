//! Requests with a mistake each: what is known of them before sending, and what the server says.

use core::fmt;
use std::collections::BTreeSet;
use std::error::Error;

use signalwire_sip::fabric::UpdateSipEndpoint;
use signalwire_sip::{
    CallHandler, Codec, Error as ApiError, UpdateSipEndpointRequest as Request, Valid, Violations,
};

use crate::client::{Client, Failure};
use crate::show::{self, Finding};

/// How many requests there were, and on how many of them the two sides agreed.
pub(crate) struct Tally {
    pub(crate) sent: usize,
    pub(crate) accepted: usize,
    pub(crate) agreed: usize,
}

impl Tally {
    pub(crate) fn all_agree(&self) -> bool {
        self.agreed == self.sent
    }

    fn count(&mut self, accepted: bool, agreed: bool) {
        self.sent += 1;
        self.accepted += usize::from(accepted);
        self.agreed += usize::from(agreed);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sent,
            accepted,
            agreed,
        } = self;
        write!(
            f,
            "{sent} requests sent, {accepted} accepted, {} refused: library and server agree on {agreed} of {sent}.",
            sent - accepted
        )
    }
}

/// Sends every mistake although it is known to be one, and shows both verdicts. They agree if both sides refuse, and
/// for the same fields.
pub(crate) fn compare(
    client: &Client,
    update: &UpdateSipEndpoint,
    tally: &mut Tally,
) -> Result<(), Box<dyn Error>> {
    for (index, (title, mistake)) in all()?.into_iter().enumerate() {
        let (body, verdict) = mistake.check()?;
        let faults = verdict.clone().map(ApiError::from);
        let faults = faults.iter().flat_map(ApiError::faults);
        let before: Vec<Finding> = faults.map(Finding::from).collect();
        let (accepted, after) = match client.call_with(update, &body) {
            Ok(_) => (true, Vec::new()),
            Err(Failure::Answer(ApiError::Invalid(invalid))) => {
                (false, invalid.faults().iter().map(Finding::from).collect())
            }
            Err(other) => return Err(other.into()),
        };
        let agreed = verdict.is_none() == accepted && fields(&before) == fields(&after);
        tally.count(accepted, agreed);
        show::comparison(index + 1, title, agreed, &before, &after);
    }
    Ok(())
}

fn fields(findings: &[Finding]) -> BTreeSet<&str> {
    findings.iter().map(Finding::field).collect()
}

enum Mistake {
    /// What the types can express.
    Typed(Request),
    /// What they cannot, as JSON text.
    Text(&'static str),
}

impl Mistake {
    /// The body, and what is wrong with it.
    fn check(self) -> serde_json::Result<(String, Option<Violations>)> {
        match self {
            Self::Typed(request) => match Valid::new(request) {
                Ok(request) => Ok((serde_json::to_string(&request)?, None)),
                Err(rejected) => {
                    let (request, violations) = rejected.into_parts();
                    Ok((serde_json::to_string(&request)?, Some(violations)))
                }
            },
            Self::Text(text) => {
                let verdict = crossfield::check_json::<Request>(text.as_bytes());
                Ok((text.to_owned(), verdict.err()))
            }
        }
    }
}

fn all() -> Result<Vec<(&'static str, Mistake)>, Box<dyn Error>> {
    let mut all = typed()?;
    all.extend([
        (
            "unknown cipher",
            Mistake::Text(r#"{"ciphers": ["AES_CM_128_HMAC_SHA1_80", "ROT13"]}"#),
        ),
        (
            "unknown key",
            Mistake::Text(r#"{"user_name": "front-desk"}"#),
        ),
        (
            "null as a user name",
            Mistake::Text(r#"{"username": null}"#),
        ),
        (
            "text instead of a list",
            Mistake::Text(r#"{"codecs": "OPUS"}"#),
        ),
        ("array instead of an object", Mistake::Text("[]")),
        (
            "id that is no UUID",
            Mistake::Text(
                r#"{"call_handler": "resource", "calling_handler_resource_id": "front-desk"}"#,
            ),
        ),
    ]);
    Ok(all)
}

fn typed() -> Result<Vec<(&'static str, Mistake)>, Box<dyn Error>> {
    let id = Some("9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9".parse()?);
    let text = |text: &str| Some(text.to_owned());
    let none = Request::default();
    let requests = [
        (
            "call handler `resource` without an id",
            Request {
                call_handler: Some(CallHandler::Resource),
                ..none.clone()
            },
        ),
        (
            "id with another call handler",
            Request {
                call_handler: Some(CallHandler::Passthrough),
                calling_handler_resource_id: id,
                ..none.clone()
            },
        ),
        (
            "empty user name",
            Request {
                username: text(""),
                ..none.clone()
            },
        ),
        (
            "space in the user name",
            Request {
                username: text("front desk"),
                ..none.clone()
            },
        ),
        (
            "@ in the user name",
            Request {
                username: text("front-desk@example.com"),
                ..none.clone()
            },
        ),
        (
            "line feed in the caller id",
            Request {
                caller_id: text("Front\ndesk"),
                ..none.clone()
            },
        ),
        (
            "codec named twice",
            Request {
                codecs: Some(vec![Codec::Opus, Codec::Pcmu, Codec::Opus]),
                ..none
            },
        ),
    ];
    Ok(requests
        .map(|(title, request)| (title, Mistake::Typed(request)))
        .into())
}
