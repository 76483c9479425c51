//! The same rules stated for other crates, each in the way that its documentation shows. Where a crate has no rule for
//! something, as none has for rules across fields, there is a function.

pub mod by_schema;
pub mod garde;
pub mod serde_valid;
pub mod validator;

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::LazyLock;

use crossfield::Open;
use regex::Regex;
use signalwire_sip::{CallHandler, InboundCallHandler};
use url::Url;

static USERNAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^@\s\x00-\x1F\x7F-\u{9F}]*$"));
static SHOWN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^\x00-\x1F\x7F-\u{9F}]*$"));
static UUID: LazyLock<Regex> = LazyLock::new(|| pattern(crossfield::field::uuid::PATTERN));
static METHOD: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:GET|POST)$"));

fn pattern(text: &str) -> Regex {
    match Regex::new(text) {
        Ok(regex) => regex,
        Err(error) => panic!("a pattern of the benchmark does not compile: {error}"),
    }
}

/// As the peers' own rules for it do.
fn is_unique<T: Eq + Hash>(items: &[T]) -> bool {
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().all(|item| seen.insert(item))
}

/// As the peers' own rules for it do, and of one of the two schemes.
fn is_http_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
        && !text.contains(' ')
}

fn is_http_url_or_empty(text: &str) -> bool {
    text.is_empty() || is_http_url(text)
}

fn is_uuid_or_empty(text: &str) -> bool {
    text.is_empty() || UUID.is_match(text)
}

/// Whether an id is there where one is asked for, and nowhere else.
fn id_goes_with(handler: Option<CallHandler>, id: Option<&String>) -> bool {
    (handler == Some(CallHandler::Resource)) == id.is_some()
}

/// Whether a field that a handler needs is missing.
fn lacks(
    handler: Option<&Open<InboundCallHandler>>,
    needing: InboundCallHandler,
    text: Option<&String>,
) -> bool {
    handler.and_then(Open::known) == Some(&needing) && text.is_none_or(String::is_empty)
}

/// The fields that handlers need.
const NEEDED: [(InboundCallHandler, &str); 12] = [
    (InboundCallHandler::LamlWebhooks, "call_request_url"),
    (InboundCallHandler::LamlWebhooks, "call_fallback_url"),
    (InboundCallHandler::LamlWebhooks, "call_status_callback_url"),
    (
        InboundCallHandler::LamlApplication,
        "call_laml_application_id",
    ),
    (InboundCallHandler::Dialogflow, "call_dialogflow_agent_id"),
    (InboundCallHandler::RelayTopic, "call_relay_topic"),
    (
        InboundCallHandler::RelayTopic,
        "call_relay_topic_status_callback_url",
    ),
    (InboundCallHandler::RelayContext, "call_relay_context"),
    (
        InboundCallHandler::RelayContext,
        "call_relay_context_status_callback_url",
    ),
    (
        InboundCallHandler::RelayApplication,
        "call_relay_application",
    ),
    (InboundCallHandler::VideoRoom, "call_video_room_id"),
    (InboundCallHandler::RelayScript, "call_relay_script_url"),
];

/// The first field that a handler needs and that is missing, of those in [`NEEDED`].
fn lacking(
    handler: Option<&Open<InboundCallHandler>>,
    texts: [&Option<String>; 12],
) -> Option<&'static str> {
    let mut fields = NEEDED.iter().zip(texts);
    let (first, _) = fields.find(|((needing, _), text)| lacks(handler, *needing, text.as_ref()))?;
    Some(first.1)
}
