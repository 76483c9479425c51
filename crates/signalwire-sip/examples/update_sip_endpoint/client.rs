//! Sends requests over HTTP. Any HTTP client will do; this is `ureq`.

use std::time::Duration;

use signalwire_sip::fabric::UpdateSipEndpoint;
use signalwire_sip::{Operation, ResourceId, UpdateSipEndpointRequest, Valid};

use crate::answer::{self, Failure, Updated};
use crate::basic_auth;
use crate::settings::Account;

/// No answer is longer than this.
const MOST_BYTES: u64 = 1 << 20;

/// Talks to a space on behalf of a project.
///
/// It has no `Debug`: the header holds the token.
pub(crate) struct Client {
    agent: ureq::Agent,
    origin: String,
    authorization: String,
}

impl Client {
    pub(crate) fn new(account: &Account) -> Self {
        Self {
            agent: agent(&account.origin),
            origin: account.origin.clone(),
            authorization: basic_auth::header(&account.project_id, account.token.reveal()),
        }
    }

    /// Replaces the endpoint. Only a request that was validated can be handed in.
    pub(crate) fn update(
        &self,
        id: ResourceId,
        request: &Valid<UpdateSipEndpointRequest>,
    ) -> Result<Updated, Failure> {
        let body = serde_json::to_string(request).map_err(Failure::Request)?;
        self.send(id, &body)
    }

    /// Sends any text as the body, to see what the server says of it.
    pub(crate) fn send(&self, id: ResourceId, body: &str) -> Result<Updated, Failure> {
        let (status, body) = self.exchange(id, body).map_err(Failure::Transport)?;
        answer::read(status, &body)
    }

    fn exchange(&self, id: ResourceId, body: &str) -> Result<(u16, String), ureq::Error> {
        let mut response = self
            .agent
            .put(format!(
                "{}{}",
                self.origin,
                UpdateSipEndpoint::PATH.replace("{id}", &id.to_string())
            ))
            .header("Authorization", &self.authorization)
            .header("Accept", "application/json")
            .content_type("application/json")
            .send(body)?;
        let body = response
            .body_mut()
            .with_config()
            .limit(MOST_BYTES)
            .read_to_string()?;
        Ok((response.status().as_u16(), body))
    }
}

fn agent(origin: &str) -> ureq::Agent {
    let is_remote = origin.starts_with("https://");
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
