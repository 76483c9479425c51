//! Why there is no answer to work with.

use core::error::Error as StdError;
use core::fmt;
use core::time::Duration;

use crossfield::{Rejected, Violation, Violations};
use serde::Deserialize;

use crate::operation::parse;

/// Why an operation gave nothing: what was to be sent breaks a rule, the server refused it, or its answer cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// What was to be sent breaks a rule: by the rules of this crate, before anything was sent, or by the server's (422).
    Invalid(Invalid),
    /// 401: the credentials are wrong.
    Unauthorized(Refusal),
    /// 403: the credentials do not reach that far.
    Forbidden(Refusal),
    /// 404: there is no such thing in the space.
    NotFound(Refusal),
    /// 429: too many requests. [`Refusal::retry_after`] may say how long to wait.
    TooManyRequests(Refusal),
    /// 500 to 599: a fault of the server.
    Server(Refusal),
    /// Any other status that is no success.
    Status(Refusal),
    /// A success with a body that is not what goes with it.
    Unreadable(Unreadable),
    /// The request cannot be written.
    Request(Box<dyn StdError + Send + Sync>),
}

impl Error {
    /// The status of the answer. Without one, nothing was sent.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Invalid(invalid) => invalid.status,
            Self::Unauthorized(refusal)
            | Self::Forbidden(refusal)
            | Self::NotFound(refusal)
            | Self::TooManyRequests(refusal)
            | Self::Server(refusal)
            | Self::Status(refusal) => Some(refusal.status),
            Self::Unreadable(unreadable) => Some(unreadable.status),
            Self::Request(_) => None,
        }
    }

    /// What is wrong with what was to be sent, whichever side says so; empty where that is not what went wrong.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Invalid(invalid) => &invalid.faults,
            _ => &[],
        }
    }

    pub(crate) const fn unreadable(status: u16, source: serde_json::Error) -> Self {
        Self::Unreadable(Unreadable { status, source })
    }

    /// An answer that is no success.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        match refusal.status {
            401 => Self::Unauthorized(refusal),
            403 => Self::Forbidden(refusal),
            404 => Self::NotFound(refusal),
            422 => Self::Invalid(refusal.into_invalid()),
            429 => Self::TooManyRequests(refusal),
            500..=599 => Self::Server(refusal),
            _ => Self::Status(refusal),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Unauthorized(refusal)
            | Self::Forbidden(refusal)
            | Self::NotFound(refusal)
            | Self::TooManyRequests(refusal)
            | Self::Server(refusal)
            | Self::Status(refusal) => refusal.fmt(f),
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Request(error) => write!(f, "nothing was sent: {error}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Unreadable(unreadable) => Some(&unreadable.source),
            Self::Request(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

impl From<Violations> for Error {
    fn from(violations: Violations) -> Self {
        Self::Invalid(Invalid {
            status: None,
            faults: violations.iter().map(Fault::from).collect(),
        })
    }
}

impl<T> From<Rejected<T>> for Error {
    fn from(rejected: Rejected<T>) -> Self {
        rejected.violations().clone().into()
    }
}

/// What is wrong with what was to be sent, from either side, in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    status: Option<u16>,
    faults: Vec<Fault>,
}

impl Invalid {
    /// The status of the server's answer. Without one, nothing was sent.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// What is wrong. It is empty only where the server refused without a word that could be read.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is wrong at one place, as a form asks for each of its fields.
    pub fn at<'a>(&'a self, pointer: &'a str) -> impl Iterator<Item = &'a Fault> {
        self.faults
            .iter()
            .filter(move |fault| fault.pointer == pointer)
    }
}

impl fmt::Display for Invalid {
    /// One fault a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status {
            write!(f, "{status}: the server does not accept the request")?;
        }
        for (index, fault) in self.faults.iter().enumerate() {
            let separator = if index > 0 || self.status.is_some() {
                "\n"
            } else {
                ""
            };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}

/// One thing that is wrong with what was to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pointer: String,
    code: String,
    message: String,
}

impl Fault {
    /// Where, as an RFC 6901 pointer into the request's body; empty where it concerns the whole or nobody says.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What, for programs: one of `crossfield`'s codes, or the server's.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What, for people. Of the server's words, those on a password are left out, since they may repeat it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "`{}`: {}", self.pointer, self.message)
        }
    }
}

impl From<&Violation> for Fault {
    fn from(violation: &Violation) -> Self {
        Self {
            pointer: violation.pointer().to_string(),
            code: violation.code().to_string(),
            message: violation.message().to_string(),
        }
    }
}

/// An answer that is no success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    message: Option<String>,
    retry_after: Option<RetryAfter>,
    faults: Vec<Fault>,
}

impl Refusal {
    /// Reads an answer that is no success. A body in neither of the API's forms costs the message and no more.
    #[must_use]
    pub fn read(status: u16, retry_after: Option<&str>, body: &[u8]) -> Self {
        let RefusalBody { error, errors } = parse(body).unwrap_or_default();
        let faults: Vec<Fault> = errors.into_iter().map(Item::into_fault).collect();
        let first = faults.first().map(|fault| fault.message.clone());
        Self {
            status,
            message: error.map(|text| printable(&text)).or(first),
            retry_after: retry_after.and_then(RetryAfter::read),
            faults,
        }
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// What the server says, if it says anything that can be read.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// When to try again, if the server says so.
    #[must_use]
    pub const fn retry_after(&self) -> Option<&RetryAfter> {
        self.retry_after.as_ref()
    }

    fn into_invalid(self) -> Invalid {
        Invalid {
            status: Some(self.status),
            faults: self.faults,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.status {
            401 => "the credentials are wrong",
            403 => "the credentials do not reach that far",
            404 => "there is no such thing in the space",
            429 => "too many requests",
            500..=599 => "a fault of the server",
            _ => "the server refused",
        };
        let message = self.message.as_deref().unwrap_or(reason);
        write!(f, "{}: {message}", self.status)?;
        match &self.retry_after {
            None => Ok(()),
            Some(after) => write!(f, "; {after}"),
        }
    }
}

/// When to try again (RFC 9110, section 10.2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// After so long.
    Delay(Duration),
    /// At a date, in one of the forms of RFC 9110, section 5.6.7, kept as it came.
    Date(String),
}

impl RetryAfter {
    /// `None` for what is neither a number of seconds nor begins like a date.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit()) {
            // A number too great for a delay is as good as never.
            let seconds = text.parse().unwrap_or(u64::MAX);
            return Some(Self::Delay(Duration::from_secs(seconds)));
        }
        let begins_like_a_date = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            .iter()
            .any(|day| text.starts_with(day));
        begins_like_a_date.then(|| Self::Date(printable(text)))
    }
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delay(delay) => write!(f, "try again after {} s", delay.as_secs()),
            Self::Date(date) => write!(f, "try again at {date}"),
        }
    }
}

/// A success with a body that is not what goes with it.
#[derive(Debug)]
pub struct Unreadable {
    status: u16,
    source: serde_json::Error,
}

impl Unreadable {
    /// The status of the answer. What was asked for was done.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// What is wrong with the body.
    #[must_use]
    pub const fn reason(&self) -> &serde_json::Error {
        &self.source
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: the answer cannot be read: {}",
            self.status,
            printable(&self.source.to_string())
        )
    }
}

/// The body of a refusal, in whichever of the forms: `error` of 401, 403, 404 and 500, `errors` of both generations'
/// 422. A live server leaves keys out, so nothing is counted on.
#[derive(Default, Deserialize)]
struct RefusalBody {
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    errors: Vec<Item>,
}

/// An entry of `errors`: of Fabric (`code`, `message`, `attribute`) or of relay (`code`, `title`, `detail`).
#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    attribute: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    detail: Option<String>,
}

impl Item {
    fn into_fault(self) -> Fault {
        let pointer = pointer(self.attribute.as_deref().unwrap_or_default());
        let words = self.message.or(self.detail).or(self.title);
        let message = match words {
            _ if pointer.ends_with("/password") => {
                "the server does not accept the password".to_owned()
            }
            Some(words) => printable(&words),
            None => "the server does not say what is wrong".to_owned(),
        };
        Fault {
            pointer,
            code: printable(self.code.as_deref().unwrap_or_default()),
            message,
        }
    }
}

/// From the name of an attribute (`username`, `codecs[0]`, `codecs.0`) to a pointer. What is a pointer stays one.
fn pointer(attribute: &str) -> String {
    if attribute.starts_with('/') {
        return printable(attribute);
    }
    let parts = attribute.split(['.', '[', ']']);
    let steps = parts.filter(|part| !part.is_empty());
    let escaped = steps.map(|step| step.replace('~', "~0").replace('/', "~1"));
    printable(&escaped.fold(String::new(), |pointer, step| pointer + "/" + &step))
}

/// A text from elsewhere, without what would steer a terminal.
fn printable(text: &str) -> String {
    let visible = |character: char| {
        if character.is_control() {
            '\u{FFFD}'
        } else {
            character
        }
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> Error {
        Error::refused(Refusal::read(status, None, body.as_bytes()))
    }

    #[test]
    fn every_status_has_its_kind_and_is_kept() {
        for status in (100..200).chain(300..1000) {
            for body in ["", "<html>", "{}", "[]", "null", r#"{"error": 7}"#] {
                let error = error(status, body);
                assert_eq!(error.status(), Some(status));
                let expected = match status {
                    401 => matches!(error, Error::Unauthorized(_)),
                    403 => matches!(error, Error::Forbidden(_)),
                    404 => matches!(error, Error::NotFound(_)),
                    422 => matches!(error, Error::Invalid(_)),
                    429 => matches!(error, Error::TooManyRequests(_)),
                    500..=599 => matches!(error, Error::Server(_)),
                    _ => matches!(error, Error::Status(_)),
                };
                assert!(expected, "{status}: {error:?}");
                assert!(error.to_string().starts_with(&status.to_string()));
            }
        }
    }

    #[test]
    fn a_server_that_says_nothing_is_spoken_for() {
        for (status, expected) in [
            (400, "400: the server refused"),
            (401, "401: the credentials are wrong"),
            (403, "403: the credentials do not reach that far"),
            (404, "404: there is no such thing in the space"),
            (429, "429: too many requests"),
            (500, "500: a fault of the server"),
            (599, "599: a fault of the server"),
        ] {
            assert_eq!(error(status, "<html>").to_string(), expected);
        }
    }

    #[test]
    fn the_server_is_quoted_where_it_says_something() {
        let refusal = Refusal::read(401, None, br#"{"error": "Unauthorized"}"#);
        assert_eq!(refusal.message(), Some("Unauthorized"));
        assert_eq!(Error::refused(refusal).to_string(), "401: Unauthorized");
        assert_eq!(
            error(
                403,
                r#"{"errors": [{"detail": "no", "status": "403", "title": "t", "code": "c"}]}"#
            )
            .to_string(),
            "403: no"
        );
    }

    #[test]
    fn both_forms_of_422_give_the_same_faults() {
        let fabric = error(
            422,
            r#"{"errors": [{"type": "validation_error", "code": "missing_required_parameter",
                "message": "is missing", "attribute": "username", "url": "https://example.com"}], "statusCode": 422}"#,
        );
        let fault = &fabric.faults()[0];
        assert_eq!(
            (fault.pointer(), fault.code(), fault.message()),
            ("/username", "missing_required_parameter", "is missing")
        );
        let relay = error(
            422,
            r#"{"errors": [{"detail": "username is missing", "status": "422", "title": "Missing", "code": "missing"}]}"#,
        );
        let fault = &relay.faults()[0];
        assert_eq!(
            (fault.pointer(), fault.code(), fault.message()),
            ("", "missing", "username is missing")
        );
    }

    #[test]
    fn faults_stand_one_a_line_behind_the_status_if_there_is_one() {
        let body = r#"{"errors": [{"message": "a", "attribute": "b"}, {"message": "c"}]}"#;
        let Error::Invalid(refused) = error(422, body) else {
            panic!("422 has a kind of its own");
        };
        assert_eq!(refused.status(), Some(422));
        assert_eq!(
            refused.to_string(),
            "422: the server does not accept the request\n`/b`: a\nc"
        );
        let unsent = Invalid {
            status: None,
            ..refused
        };
        assert_eq!(unsent.status(), None);
        assert_eq!(unsent.to_string(), "`/b`: a\nc");
    }

    #[test]
    fn an_item_may_lack_anything() {
        let found = error(
            422,
            r#"{"errors": [{}, {"title": "t"}, {"attribute": null, "code": "c"}]}"#,
        );
        let found: Vec<_> = found
            .faults()
            .iter()
            .map(|fault| (fault.code(), fault.message()))
            .collect();
        let silent = "the server does not say what is wrong";
        assert_eq!(found, [("", silent), ("", "t"), ("c", silent)]);
    }

    #[test]
    fn an_attribute_becomes_a_pointer() {
        for (attribute, expected) in [
            ("", ""),
            ("username", "/username"),
            ("codecs[1]", "/codecs/1"),
            ("codecs.1", "/codecs/1"),
            ("sip_endpoint.call_handler", "/sip_endpoint/call_handler"),
            ("/codecs/1", "/codecs/1"),
            ("a/b~c", "/a~1b~0c"),
        ] {
            assert_eq!(pointer(attribute), expected, "{attribute}");
        }
    }

    #[test]
    fn what_the_server_says_of_a_password_is_not_repeated() {
        for attribute in ["password", "/password", "sip_endpoint.password"] {
            let body = format!(
                r#"{{"errors": [{{"message": "hunter2 is too short", "attribute": "{attribute}"}}]}}"#
            );
            let error = error(422, &body);
            let fault = &error.faults()[0];
            assert_eq!(fault.pointer(), pointer(attribute));
            assert_eq!(fault.message(), "the server does not accept the password");
            assert!(!format!("{error} {error:?}").contains("hunter2"));
        }
    }

    #[test]
    fn nothing_from_elsewhere_steers_the_terminal() {
        for body in [
            r#"{"error": "\u001b[2J"}"#,
            r#"{"errors": [{"message": "\u001b[2J", "code": "\u001b", "attribute": "\u001b"}]}"#,
        ] {
            for status in [400, 422] {
                assert!(!error(status, body).to_string().contains('\u{1b}'));
            }
        }
    }

    #[test]
    fn it_is_known_when_to_try_again() {
        let after = |text| {
            let refusal = Refusal::read(429, Some(text), b"");
            refusal.retry_after().cloned()
        };
        let delay = |seconds| Some(RetryAfter::Delay(Duration::from_secs(seconds)));
        assert_eq!(after("120"), delay(120));
        assert_eq!(after(" 0 "), delay(0));
        assert_eq!(after("99999999999999999999999"), delay(u64::MAX));
        let date = "Fri, 31 Dec 1999 23:59:59 GMT";
        assert_eq!(after(date), Some(RetryAfter::Date(date.to_owned())));
        for text in ["", "-1", "1.5", "soon"] {
            assert_eq!(after(text), None, "{text}");
        }
        let refusal = Refusal::read(429, Some("7"), b"");
        assert_eq!(
            refusal.to_string(),
            "429: too many requests; try again after 7 s"
        );
    }
}
