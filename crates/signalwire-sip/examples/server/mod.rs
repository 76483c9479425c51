//! A stand-in for a space: all operations of both generations of the API, over endpoints that are kept in memory.
//!
//! It decides on what it gets by the JSON Schemas emitted for the requests, with a validator that knows nothing of this
//! library: what it says is a second opinion.

// Each example and test that has this module uses a part of it.
#![allow(dead_code, unused_imports)]

mod http;
mod refusal;
mod routes;
mod store;

use std::collections::VecDeque;
use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use signalwire_sip::{Credentials, CredentialsError, Space};

pub(crate) use self::http::{Answer, Request, respond};
use self::routes::Schemas;
use self::store::Store;
pub(crate) use self::store::{ENDPOINT, Shape};

/// The one account and the header that goes with it: the example of RFC 7617, section 2.
const USER: (&str, &str) = ("Aladdin", "open sesame");
const AUTHORIZATION: &str = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

const MOST_CONNECTIONS: usize = 512;
const PATIENCE: Duration = Duration::from_secs(5);

/// A server in a thread that ends with the program.
pub(crate) struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
}

struct State {
    store: Store,
    schemas: Schemas,
    /// What is answered next, whatever is asked.
    canned: VecDeque<Answer>,
}

impl Server {
    /// Starts a server with one endpoint, [`ENDPOINT`].
    pub(crate) fn start(shape: Shape) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let state = Arc::new(Mutex::new(State {
            store: Store::new(shape),
            schemas: Schemas::new()?,
            canned: VecDeque::new(),
        }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().take(MOST_CONNECTIONS).flatten() {
                // A client that breaks off has its error itself.
                let _ = serve(&stream, &shared);
            }
        });
        Ok(Self { port, state })
    }

    /// Where it is.
    pub(crate) fn space(&self) -> Space {
        Space::loopback(self.port)
    }

    /// The credentials that every such server accepts.
    pub(crate) fn credentials() -> Result<Credentials, CredentialsError> {
        let (project_id, token) = USER;
        Credentials::new(project_id, token)
    }

    /// Answers the next request so, whatever it asks.
    pub(crate) fn answer_next(&self, answer: Answer) {
        locked(&self.state).canned.push_back(answer);
    }
}

/// What a thread that panicked held is as good as before.
fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: &TcpStream, state: &Mutex<State>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = Request::read(stream)?;
    let answer = {
        let mut state = locked(state);
        let State {
            store,
            schemas,
            canned,
        } = &mut *state;
        match canned.pop_front() {
            Some(answer) => answer,
            None => routes::answer(&request, schemas, store),
        }
    };
    respond(stream, &answer)
}
