//! Sends operations by `ureq`. Any HTTP client will do.

// Each example and test that has this module uses a part of it.
#![allow(dead_code)]

use core::fmt;
use std::time::Duration;

use signalwire_sip::{Credentials, Error, Operation, Space};
use ureq::http::Request;

/// No answer is longer than this.
const MOST_BYTES: u64 = 1 << 20;

/// Talks to a space on behalf of a project.
pub(crate) struct Client {
    agent: ureq::Agent,
    space: Space,
    credentials: Credentials,
}

/// Why there is no answer to work with.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The server refused, or its answer cannot be read.
    Answer(Error),
    /// There was no answer.
    Transport(ureq::Error),
}

impl Client {
    pub(crate) fn new(space: Space, credentials: Credentials) -> Self {
        Self {
            agent: agent(&space),
            space,
            credentials,
        }
    }

    /// Sends an operation and reads the answer.
    pub(crate) fn call<O: Operation>(&self, operation: &O) -> Result<O::Response, Failure> {
        self.exchange::<O>(self.request(operation)?)
    }

    /// Sends any text as the body of an operation, to see what the server says of it.
    pub(crate) fn call_with<O: Operation>(
        &self,
        operation: &O,
        body: &str,
    ) -> Result<O::Response, Failure> {
        let request = self.request(operation)?;
        self.exchange::<O>(request.map(|_| body.into()))
    }

    fn request(&self, operation: &impl Operation) -> Result<Request<Vec<u8>>, Failure> {
        let request = operation.request(&self.space, &self.credentials);
        request.map_err(Failure::Answer)
    }

    fn exchange<O: Operation>(&self, request: Request<Vec<u8>>) -> Result<O::Response, Failure> {
        let (head, body) = request.into_parts();
        let response = if body.is_empty() {
            self.agent.run(Request::from_parts(head, ()))
        } else {
            self.agent.run(Request::from_parts(head, body))
        };
        let (head, body) = response.map_err(Failure::Transport)?.into_parts();
        let body = body.into_with_config().limit(MOST_BYTES).read_to_vec();
        let body = body.map_err(Failure::Transport)?;
        let response = ureq::http::Response::from_parts(head, body);
        O::response(response).map_err(Failure::Answer)
    }
}

fn agent(space: &Space) -> ureq::Agent {
    let is_remote = space.origin().starts_with("https://");
    let config = ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(10)))
        .timeout_global(Some(Duration::from_secs(30)))
        .https_only(is_remote)
        // A redirect would be followed without the credentials; better to hear of it.
        .max_redirects(0)
        // The bodies of refusals are to be read, too.
        .http_status_as_error(false);
    if is_remote {
        config.build().new_agent()
    } else {
        // A proxy named in the environment is not for this machine's own server.
        config.proxy(None).build().new_agent()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "no answer: {error}"),
        }
    }
}

impl core::error::Error for Failure {}
