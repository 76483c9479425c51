//! A Prism server from a document: it must answer each payload as the Rust type does.

mod exceptions;
mod server;

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossfield::cases::Case;

use self::exceptions::Exceptions;
use self::server::Server;
use super::documents::{Document, Operation};
use super::native::{Judge, Native};
use super::report::{Outcome, Row};

pub(super) const NAME: &str = "prism";

/// The most payloads that an operation is sent, and how long all operations of a document may take together.
const PAYLOADS: usize = 5_000;
const TIME: Duration = Duration::from_secs(120);

/// What Prism needs.
#[derive(Debug)]
pub(super) struct Prism {
    pub(super) packages: PathBuf,
    /// The file of payloads that it is known to answer wrongly.
    pub(super) exceptions: PathBuf,
    /// Where the servers' logs are written.
    pub(super) scratch: PathBuf,
}

/// Something that takes requests.
trait Serve {
    fn send(&self, request: &Request<'_>) -> io::Result<Answer>;
}

/// A request, with a body of JSON or without one.
#[derive(Clone, Debug)]
struct Request<'a> {
    method: &'static str,
    url: &'a str,
    body: Option<&'a str>,
}

#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

/// Starts a server from each document, and holds its answers against the Rust types.
///
/// # Errors
/// The list of exceptions cannot be read.
pub(super) fn check(prism: &Prism, documents: &[Document]) -> io::Result<Vec<Row>> {
    let mut exceptions = Exceptions::read(&prism.exceptions)?;
    let mut rows = Vec::new();
    for document in documents {
        match Server::start(&prism.packages, &document.path, &prism.scratch) {
            Ok(server) => rows.extend(answers(&server, document, &mut exceptions)),
            Err(error) => rows.push(row(document, "starts", Outcome::fails(error.to_string()))),
        }
    }
    rows.push(excused(&prism.exceptions, &exceptions));
    Ok(rows)
}

fn row(document: &Document, claim: impl Into<String>, outcome: Outcome) -> Row {
    Row {
        tool: NAME,
        document: document.name.clone(),
        claim: claim.into(),
        outcome,
    }
}

/// Every entry of the list must still be needed.
fn excused(path: &Path, exceptions: &Exceptions) -> Row {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Row {
        tool: NAME,
        document: name.into_owned(),
        claim: "excuses only what differs".to_owned(),
        outcome: Outcome::unless(exceptions.unused(), format!("{} entries", exceptions.len())),
    }
}

/// All operations of a document.
fn answers(server: &dyn Serve, document: &Document, exceptions: &mut Exceptions) -> Vec<Row> {
    let mut client = Client {
        server,
        document,
        exceptions,
        deadline: Instant::now() + TIME,
    };
    let operations = document.operations();
    if operations.is_empty() {
        return vec![row(
            document,
            "has operations",
            Outcome::fails("it has none"),
        )];
    }
    let rows = operations.iter().flat_map(|operation| {
        client.operation(operation).unwrap_or_else(|error| {
            vec![row(
                document,
                format!("{} can be asked", operation.id()),
                Outcome::fails(error),
            )]
        })
    });
    rows.collect()
}

/// Sends what an operation takes, and what it must not take.
struct Client<'a> {
    server: &'a dyn Serve,
    document: &'a Document,
    exceptions: &'a mut Exceptions,
    deadline: Instant,
}

/// What an answer must be.
#[derive(Clone, Copy, Debug)]
enum Expected {
    /// A success, with a body that the Rust type of the answer accepts.
    Success(Judge),
    /// This status.
    Status(u16),
}

impl Client<'_> {
    fn operation(&mut self, operation: &Operation<'_>) -> Result<Vec<Row>, String> {
        let url = operation.url()?;
        let request = Request {
            method: operation.method,
            url: &url,
            body: None,
        };
        let id = operation.id();
        let native = Native::of_operation(&id)?;
        if operation.body().is_none() {
            let outcome = self.ask(&id, &request, Expected::Success(native.answer));
            let outcome = Outcome::unless(outcome.into_iter().collect(), "1 request");
            return Ok(vec![row(self.document, format!("{id}: answers"), outcome)]);
        }
        let body = native.body()?;
        let mut payloads = |claim: &str, cases: Vec<Case>, expected| {
            let outcome = self.payloads(&id, &request, &cases, expected);
            row(self.document, format!("{id}: {claim}"), outcome)
        };
        let accepted = payloads(
            "accepts what is valid",
            (body.valid)(),
            Expected::Success(native.answer),
        );
        let refused = payloads(
            "answers 422 to what is not",
            (body.invalid)(),
            Expected::Status(422),
        );
        Ok(vec![accepted, refused, self.no_json(&id, &request)])
    }

    fn payloads(
        &mut self,
        id: &str,
        request: &Request<'_>,
        cases: &[Case],
        expected: Expected,
    ) -> Outcome {
        if cases.is_empty() || cases.len() > PAYLOADS {
            return Outcome::fails(format!(
                "{} payloads, of which there must be 1 to {PAYLOADS}",
                cases.len()
            ));
        }
        let against = cases.iter().filter_map(|case| {
            let body = Some(case.text());
            let request = Request {
                body,
                ..request.clone()
            };
            let wrong = self.ask(id, &request, expected)?;
            Some(format!("{wrong} ({})", case.name()))
        });
        Outcome::unless(against.collect(), format!("{} payloads", cases.len()))
    }

    /// Text that is no JSON never reaches the schema: the server answers as HTTP wants it (RFC 9110, 15.5.1).
    fn no_json(&mut self, id: &str, request: &Request<'_>) -> Row {
        const TEXTS: [&str; 4] = ["{", "{\"a\":}", "{} {}", "nil"];
        let against = TEXTS.into_iter().filter_map(|text| {
            let request = Request {
                body: Some(text),
                ..request.clone()
            };
            self.ask(id, &request, Expected::Status(400))
        });
        let against = against.collect();
        row(
            self.document,
            format!("{id}: answers 400 to what is no JSON"),
            Outcome::unless(against, format!("{} payloads", TEXTS.len())),
        )
    }

    /// Sends a request; says what is wrong with the answer.
    fn ask(&mut self, id: &str, request: &Request<'_>, expected: Expected) -> Option<String> {
        let payload = request.body.unwrap_or("no body");
        if Instant::now() > self.deadline {
            return Some(format!("{payload} was not sent: the time is up"));
        }
        let answer = match self.server.send(request) {
            Ok(answer) => answer,
            Err(error) => return Some(format!("{payload}: {error}")),
        };
        let wrong = expected.wrong(&answer)?;
        if self
            .exceptions
            .excuse(&self.document.name, id, payload, answer.status)
        {
            return None;
        }
        Some(format!("{payload}: {wrong}"))
    }
}

impl Expected {
    /// What is wrong with an answer.
    fn wrong(self, answer: &Answer) -> Option<String> {
        let status = answer.status;
        match self {
            Self::Status(expected) => {
                (status != expected).then(|| format!("answered {status} instead of {expected}"))
            }
            Self::Success(_) if !answer.is_success() => {
                Some(format!("answered {status} instead of a success"))
            }
            Self::Success(check) => {
                let why = check(status, &answer.body).err()?;
                Some(format!("the answer is not what it should be: {why}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::documents::tests;
    use super::*;
    use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

    /// One whose operations are all known.
    fn document() -> Document {
        let mut document = tests::document();
        document.value["paths"]["/things/{id}"]["get"]["operationId"] =
            "getRelaySipEndpoint".into();
        document
    }

    /// A server that judges as the Rust type does, but for one payload.
    struct Fake {
        wrong_on: Option<(&'static str, u16)>,
        answer: String,
    }

    impl Fake {
        fn new() -> Self {
            Self {
                wrong_on: None,
                answer: serde_json::to_string(&SipEndpoint::example()).unwrap(),
            }
        }
    }

    impl Serve for Fake {
        fn send(&self, request: &Request<'_>) -> io::Result<Answer> {
            let body = request.body.unwrap_or("{}");
            let status = match self.wrong_on {
                Some((text, status)) if text == body => status,
                _ if serde_json::from_str::<serde_json::Value>(body).is_err() => 400,
                _ if crossfield::check_json::<UpdateSipEndpointRequest>(body.as_bytes())
                    .is_err() =>
                {
                    422
                }
                _ => 200,
            };
            Ok(Answer {
                status,
                body: self.answer.clone().into_bytes(),
            })
        }
    }

    fn outcomes(server: &Fake, exceptions: &mut Exceptions) -> Vec<Result<String, Vec<String>>> {
        let rows = answers(server, &document(), exceptions).into_iter();
        rows.map(|row| match row.outcome {
            Outcome::Holds(note) => Ok(note),
            Outcome::Fails(reasons) => Err(reasons),
        })
        .collect()
    }

    #[test]
    fn a_server_that_judges_as_the_type_does_holds() {
        let outcomes = outcomes(&Fake::new(), &mut Exceptions::default());
        assert_eq!(
            outcomes.len(),
            4,
            "one operation without a body, three claims of the other"
        );
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }

    #[test]
    fn a_valid_payload_that_is_refused_and_an_invalid_one_that_is_accepted_fail() {
        for (payload, status, at, words) in [
            (
                "{\"username\":\"a\"}",
                422,
                1,
                "answered 422 instead of a success",
            ),
            (
                "{\"call_handler\":\"resource\"}",
                200,
                2,
                "answered 200 instead of 422",
            ),
            (
                "{\"call_handler\":\"resource\"}",
                500,
                2,
                "answered 500 instead of 422",
            ),
            ("{", 422, 3, "answered 422 instead of 400"),
        ] {
            let server = Fake {
                wrong_on: Some((payload, status)),
                ..Fake::new()
            };
            let outcomes = outcomes(&server, &mut Exceptions::default());
            let reasons = outcomes[at].as_ref().unwrap_err();
            assert_eq!(reasons.len(), 1);
            assert!(
                reasons[0].contains(payload) && reasons[0].contains(words),
                "{reasons:?}"
            );
        }
    }

    #[test]
    fn an_answer_that_the_type_refuses_fails() {
        let server = Fake {
            answer: "{}".to_owned(),
            ..Fake::new()
        };
        let outcomes = outcomes(&server, &mut Exceptions::default());
        let reasons = outcomes[1].as_ref().unwrap_err();
        assert!(
            reasons[0].contains("the answer is not what it should be"),
            "{reasons:?}"
        );
    }

    #[test]
    fn an_exception_excuses_one_payload_and_is_missed_when_it_is_not_needed() {
        let mut exceptions = Exceptions::parse(
            r#"[{ "document": "openapi.json", "operation": "updateSipEndpoint",
                  "payload": "{\"username\":\"a\"}", "answer": 422, "reason": "a test" }]"#,
        )
        .unwrap();
        assert_eq!(exceptions.unused().len(), 1);
        let server = Fake {
            wrong_on: Some(("{\"username\":\"a\"}", 422)),
            ..Fake::new()
        };
        assert!(outcomes(&server, &mut exceptions).iter().all(Result::is_ok));
        assert!(exceptions.unused().is_empty());
    }

    #[test]
    fn an_operation_that_cannot_be_asked_is_a_failure_of_its_own() {
        let mut document = document();
        document.value["components"]["parameters"]["Id"] =
            serde_json::json!({ "name": "id", "in": "path" });
        let rows = answers(&Fake::new(), &document, &mut Exceptions::default());
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].claim, "updateSipEndpoint can be asked");
        assert!(matches!(rows[1].outcome, Outcome::Fails(_)));
    }
}
