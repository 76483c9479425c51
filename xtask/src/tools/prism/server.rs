//! A Prism server on a port of the loopback interface, for as long as it is needed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Answer, Request, Serve};
use crate::process;

/// How long the start and each answer may take; on a quiet machine a second and some milliseconds.
const START: Duration = Duration::from_secs(60);
const ANSWER: Duration = Duration::from_secs(20);

/// A server that runs. It is killed when this goes out of scope, in whatever way.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    address: String,
    agent: ureq::Agent,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _: io::Result<()> = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts a server from a document, and waits until it listens.
    ///
    /// # Errors
    /// It cannot be started, or does not listen in time: with its last words.
    pub(super) fn start(packages: &Path, document: &Path, scratch: &Path) -> io::Result<Self> {
        let log = log_of(document, scratch)?;
        let file = File::create(&log)?;
        let child = process::node(packages, "@stoplight/prism-cli/dist/index.js")
            // The system chooses a port that is free.
            .args(["mock", "--host", "127.0.0.1", "--port", "0"])
            // Workers would outlive the process that is killed.
            .arg("--multiprocess=false")
            .arg(document)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()?;
        let mut server = Self {
            child,
            address: String::new(),
            agent: agent(),
        };
        server.address = server.listening(&log)?;
        Ok(server)
    }

    /// The address, which the server tells when it is ready.
    fn listening(&mut self, log: &Path) -> io::Result<String> {
        let start = Instant::now();
        loop {
            let text = fs::read_to_string(log)?;
            if let Some(address) = address(&text) {
                return Ok(address.to_owned());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(io::Error::other(format!("{status}: {}", text.trim())));
            }
            if start.elapsed() > START {
                let seconds = START.as_secs();
                return Err(io::Error::other(format!(
                    "does not listen after {seconds} seconds: {}",
                    text.trim()
                )));
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn log_of(document: &Path, scratch: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(scratch)?;
    let name = document.file_stem().unwrap_or_default().to_string_lossy();
    Ok(scratch.join(format!("{name}.log")))
}

/// What stands behind "is listening on", once the line is whole.
fn address(log: &str) -> Option<&str> {
    let (_, rest) = log.split_once("Prism is listening on ")?;
    let (address, _) = rest.split_once('\n')?;
    Some(address.trim())
}

/// A client that goes nowhere else, and takes every status for an answer.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(ANSWER))
        .build()
        .into()
}

impl Serve for Server {
    fn send(&self, request: &Request<'_>) -> io::Result<Answer> {
        let wanted = ureq::http::Request::builder()
            .method(request.method.to_ascii_uppercase().as_str())
            .uri(format!("{}{}", self.address, request.url))
            // Of an account that is nobody's; Prism asks for one, and takes any.
            .header("authorization", "Basic cHJvamVjdDp0b2tlbg==")
            .header("accept", "application/json");
        let answer = match request.body {
            Some(body) => {
                let wanted = wanted.header("content-type", "application/json");
                self.agent.run(wanted.body(body).map_err(io::Error::other)?)
            }
            None => self.agent.run(wanted.body(()).map_err(io::Error::other)?),
        };
        let mut answer = answer.map_err(io::Error::other)?;
        Ok(Answer {
            status: answer.status().as_u16(),
            body: answer.body_mut().read_to_vec().map_err(io::Error::other)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_known_once_its_line_is_whole() {
        let log = "[CLI] info PUT http://127.0.0.1:4/x\n[CLI] start Prism is listening on http://127.0.0.1:4";
        assert_eq!(address(log), None);
        assert_eq!(
            address(&format!("{log}2\r\nmore")),
            Some("http://127.0.0.1:42")
        );
    }
}
