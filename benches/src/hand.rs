//! The rules as one would write them by hand: plain `if`s that collect what is wrong.

use crossfield::field::{http_url::is_http_url, uuid::is_uuid};
use crossfield::{Lenient, Open};
use signalwire_sip::{
    CallHandler, Cipher, Codec, HttpMethod, HttpUrl, InboundCallHandler, SipEndpoint,
    UpdateSipEndpointRequest,
};

use crate::plain;

/// Where, and what is wrong.
pub type Found = Vec<(&'static str, &'static str)>;

/// For people, a line each.
#[must_use]
pub fn rendered(found: &Found) -> String {
    let mut text = String::new();
    for (index, (pointer, message)) in found.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push('`');
        text.push_str(pointer);
        text.push_str("`: ");
        text.push_str(message);
    }
    text
}

/// A request of the model's type.
#[must_use]
pub fn request(request: &UpdateSipEndpointRequest) -> Found {
    let mut found = Vec::new();
    let to_resource = request.call_handler == Some(CallHandler::Resource);
    handler_id(
        to_resource,
        request.calling_handler_resource_id.is_some(),
        &mut found,
    );
    username(request.username.as_deref(), &mut found);
    shown("/caller_id", request.caller_id.as_deref(), &mut found);
    shown("/send_as", request.send_as.as_deref(), &mut found);
    lists(
        request.ciphers.as_deref(),
        request.codecs.as_deref(),
        &mut found,
    );
    found
}

/// A request of plain fields.
#[must_use]
pub fn plain_request(request: &plain::Request) -> Found {
    let mut found = Vec::new();
    let to_resource = request.call_handler == Some(CallHandler::Resource);
    handler_id(
        to_resource,
        request.calling_handler_resource_id.is_some(),
        &mut found,
    );
    id(
        "/calling_handler_resource_id",
        request.calling_handler_resource_id.as_deref(),
        &mut found,
    );
    username(request.username.as_deref(), &mut found);
    shown("/caller_id", request.caller_id.as_deref(), &mut found);
    shown("/send_as", request.send_as.as_deref(), &mut found);
    lists(
        request.ciphers.as_deref(),
        request.codecs.as_deref(),
        &mut found,
    );
    found
}

fn handler_id(needed: bool, given: bool, found: &mut Found) {
    const PLACE: &str = "/calling_handler_resource_id";
    if needed && !given {
        found.push((PLACE, "required when `call_handler` is `resource`"));
    }
    if !needed && given {
        found.push((PLACE, "forbidden unless `call_handler` is `resource`"));
    }
}

fn username(text: Option<&str>, found: &mut Found) {
    let Some(text) = text else { return };
    if text.is_empty() {
        found.push(("/username", "must have 1 or more characters"));
    }
    if text
        .chars()
        .any(|c| c == '@' || c.is_whitespace() || c.is_control())
    {
        found.push((
            "/username",
            "must hold no white space, control character or `@`",
        ));
    }
}

fn shown(place: &'static str, text: Option<&str>, found: &mut Found) {
    let Some(text) = text else { return };
    if text.is_empty() {
        found.push((place, "must have 1 or more characters"));
    }
    if text.chars().any(char::is_control) {
        found.push((place, "must hold no control character"));
    }
}

fn lists(ciphers: Option<&[Cipher]>, codecs: Option<&[Codec]>, found: &mut Found) {
    if ciphers.is_some_and(repeats) {
        found.push(("/ciphers", "must not hold an item twice"));
    }
    if codecs.is_some_and(repeats) {
        found.push(("/codecs", "must not hold an item twice"));
    }
}

fn repeats<T: PartialEq>(items: &[T]) -> bool {
    items
        .iter()
        .enumerate()
        .any(|(index, item)| items.iter().take(index).any(|earlier| earlier == item))
}

fn id(place: &'static str, text: Option<&str>, found: &mut Found) {
    if text.is_some_and(|text| !is_uuid(text)) {
        found.push((place, UUID));
    }
}

const UUID: &str = "must be a UUID of 36 characters in hyphenated form";
const URL: &str = "must be an http or https URL";
const METHOD: &str = "must be one of `GET`, `POST`";

/// Fields that must have a value, and whether they have one.
fn required(fields: [(&'static str, bool); 7], found: &mut Found) {
    for (place, given) in fields {
        if !given {
            found.push((place, "required"));
        }
    }
}

/// An answer of the model's type.
#[must_use]
pub fn response(record: &SipEndpoint) -> Found {
    let mut found = Vec::new();
    let given = [
        ("/type", record.kind.is_some()),
        ("/id", record.id.is_some()),
        ("/username", record.username.is_some()),
        ("/send_as", record.send_as.is_some()),
        ("/ciphers", record.ciphers.is_some()),
        ("/codecs", record.codecs.is_some()),
        ("/encryption", record.encryption.is_some()),
    ];
    required(given, &mut found);
    if matches!(record.id, Some(Lenient::Unknown(_))) {
        found.push(("/id", UUID));
    }
    if matches!(
        record.calling_handler_resource_id,
        Some(Lenient::Unknown(_))
    ) {
        found.push(("/calling_handler_resource_id", UUID));
    }
    kept_url(
        "/call_request_url",
        record.call_request_url.as_ref(),
        &mut found,
    );
    kept_method(
        "/call_request_method",
        record.call_request_method.as_ref(),
        &mut found,
    );
    kept_url(
        "/call_fallback_url",
        record.call_fallback_url.as_ref(),
        &mut found,
    );
    kept_method(
        "/call_fallback_method",
        record.call_fallback_method.as_ref(),
        &mut found,
    );
    kept_url(
        "/call_status_callback_url",
        record.call_status_callback_url.as_ref(),
        &mut found,
    );
    kept_method(
        "/call_status_callback_method",
        record.call_status_callback_method.as_ref(),
        &mut found,
    );
    kept_url(
        "/call_relay_topic_status_callback_url",
        record.call_relay_topic_status_callback_url.as_ref(),
        &mut found,
    );
    kept_url(
        "/call_relay_context_status_callback_url",
        record.call_relay_context_status_callback_url.as_ref(),
        &mut found,
    );
    if matches!(&record.call_video_room_id, Some(Lenient::Unknown(text)) if !text.as_str().is_empty())
    {
        found.push(("/call_video_room_id", UUID));
    }
    kept_url(
        "/call_relay_script_url",
        record.call_relay_script_url.as_ref(),
        &mut found,
    );
    if let Some(Open::Known(handler)) = &record.call_handler {
        needed(record, *handler, &mut found);
    }
    found
}

fn kept_url(place: &'static str, url: Option<&Lenient<HttpUrl>>, found: &mut Found) {
    if matches!(url, Some(Lenient::Unknown(text)) if !text.as_str().is_empty()) {
        found.push((place, URL));
    }
}

fn kept_method(place: &'static str, method: Option<&Lenient<HttpMethod>>, found: &mut Found) {
    if matches!(method, Some(Lenient::Unknown(_))) {
        found.push((place, METHOD));
    }
}

/// The fields that a handler needs.
fn needed(record: &SipEndpoint, handler: InboundCallHandler, found: &mut Found) {
    match handler {
        InboundCallHandler::LamlWebhooks => {
            need_url("/call_request_url", record.call_request_url.as_ref(), found);
            need_url(
                "/call_fallback_url",
                record.call_fallback_url.as_ref(),
                found,
            );
            need_url(
                "/call_status_callback_url",
                record.call_status_callback_url.as_ref(),
                found,
            );
        }
        InboundCallHandler::LamlApplication => {
            need(
                "/call_laml_application_id",
                record.call_laml_application_id.as_deref(),
                found,
            );
        }
        InboundCallHandler::Dialogflow => {
            need(
                "/call_dialogflow_agent_id",
                record.call_dialogflow_agent_id.as_deref(),
                found,
            );
        }
        InboundCallHandler::RelayTopic => {
            need(
                "/call_relay_topic",
                record.call_relay_topic.as_deref(),
                found,
            );
            need_url(
                "/call_relay_topic_status_callback_url",
                record.call_relay_topic_status_callback_url.as_ref(),
                found,
            );
        }
        InboundCallHandler::RelayContext => {
            need(
                "/call_relay_context",
                record.call_relay_context.as_deref(),
                found,
            );
            need_url(
                "/call_relay_context_status_callback_url",
                record.call_relay_context_status_callback_url.as_ref(),
                found,
            );
        }
        InboundCallHandler::RelayApplication => {
            need(
                "/call_relay_application",
                record.call_relay_application.as_deref(),
                found,
            );
        }
        InboundCallHandler::VideoRoom => {
            let room = record.call_video_room_id.as_ref();
            given(
                "/call_video_room_id",
                room.is_some_and(|room| room.unknown() != Some("")),
                found,
            );
        }
        InboundCallHandler::RelayScript => {
            need_url(
                "/call_relay_script_url",
                record.call_relay_script_url.as_ref(),
                found,
            );
        }
        _ => {}
    }
}

const NEEDED: &str = "required when `call_handler` is what it is";

fn given(place: &'static str, given: bool, found: &mut Found) {
    if !given {
        found.push((place, NEEDED));
    }
}

fn need(place: &'static str, text: Option<&str>, found: &mut Found) {
    given(place, text.is_some_and(|text| !text.is_empty()), found);
}

fn need_url(place: &'static str, url: Option<&Lenient<HttpUrl>>, found: &mut Found) {
    given(
        place,
        url.is_some_and(|url| url.unknown() != Some("")),
        found,
    );
}

/// An answer of plain fields.
#[must_use]
pub fn plain_response(record: &plain::Response) -> Found {
    let mut found = Vec::new();
    let given = [
        ("/type", record.kind.is_some()),
        ("/id", record.id.is_some()),
        ("/username", record.username.is_some()),
        ("/send_as", record.send_as.is_some()),
        ("/ciphers", record.ciphers.is_some()),
        ("/codecs", record.codecs.is_some()),
        ("/encryption", record.encryption.is_some()),
    ];
    required(given, &mut found);
    id("/id", record.id.as_deref(), &mut found);
    id(
        "/calling_handler_resource_id",
        record.calling_handler_resource_id.as_deref(),
        &mut found,
    );
    url(
        "/call_request_url",
        record.call_request_url.as_deref(),
        &mut found,
    );
    method(
        "/call_request_method",
        record.call_request_method.as_deref(),
        &mut found,
    );
    url(
        "/call_fallback_url",
        record.call_fallback_url.as_deref(),
        &mut found,
    );
    method(
        "/call_fallback_method",
        record.call_fallback_method.as_deref(),
        &mut found,
    );
    url(
        "/call_status_callback_url",
        record.call_status_callback_url.as_deref(),
        &mut found,
    );
    method(
        "/call_status_callback_method",
        record.call_status_callback_method.as_deref(),
        &mut found,
    );
    url(
        "/call_relay_topic_status_callback_url",
        record.call_relay_topic_status_callback_url.as_deref(),
        &mut found,
    );
    url(
        "/call_relay_context_status_callback_url",
        record.call_relay_context_status_callback_url.as_deref(),
        &mut found,
    );
    if record
        .call_video_room_id
        .as_deref()
        .is_some_and(|text| !text.is_empty() && !is_uuid(text))
    {
        found.push(("/call_video_room_id", UUID));
    }
    url(
        "/call_relay_script_url",
        record.call_relay_script_url.as_deref(),
        &mut found,
    );
    if let Some(Open::Known(handler)) = &record.call_handler {
        for (place, text) in plain_needed(record, *handler).into_iter().flatten() {
            need(place, text, &mut found);
        }
    }
    found
}

fn url(place: &'static str, text: Option<&str>, found: &mut Found) {
    if text.is_some_and(|text| !text.is_empty() && !is_http_url(text)) {
        found.push((place, URL));
    }
}

fn method(place: &'static str, text: Option<&str>, found: &mut Found) {
    if text.is_some_and(|text| text != "GET" && text != "POST") {
        found.push((place, METHOD));
    }
}

/// A field's place, and its text.
type Needed<'a> = (&'static str, Option<&'a str>);

/// The fields that a handler needs.
#[must_use]
pub fn plain_needed(
    record: &plain::Response,
    handler: InboundCallHandler,
) -> [Option<Needed<'_>>; 3] {
    match handler {
        InboundCallHandler::LamlWebhooks => [
            Some(("/call_request_url", record.call_request_url.as_deref())),
            Some(("/call_fallback_url", record.call_fallback_url.as_deref())),
            Some((
                "/call_status_callback_url",
                record.call_status_callback_url.as_deref(),
            )),
        ],
        InboundCallHandler::LamlApplication => [
            Some((
                "/call_laml_application_id",
                record.call_laml_application_id.as_deref(),
            )),
            None,
            None,
        ],
        InboundCallHandler::Dialogflow => [
            Some((
                "/call_dialogflow_agent_id",
                record.call_dialogflow_agent_id.as_deref(),
            )),
            None,
            None,
        ],
        InboundCallHandler::RelayTopic => [
            Some(("/call_relay_topic", record.call_relay_topic.as_deref())),
            Some((
                "/call_relay_topic_status_callback_url",
                record.call_relay_topic_status_callback_url.as_deref(),
            )),
            None,
        ],
        InboundCallHandler::RelayContext => [
            Some(("/call_relay_context", record.call_relay_context.as_deref())),
            Some((
                "/call_relay_context_status_callback_url",
                record.call_relay_context_status_callback_url.as_deref(),
            )),
            None,
        ],
        InboundCallHandler::RelayApplication => [
            Some((
                "/call_relay_application",
                record.call_relay_application.as_deref(),
            )),
            None,
            None,
        ],
        InboundCallHandler::VideoRoom => [
            Some(("/call_video_room_id", record.call_video_room_id.as_deref())),
            None,
            None,
        ],
        InboundCallHandler::RelayScript => [
            Some((
                "/call_relay_script_url",
                record.call_relay_script_url.as_deref(),
            )),
            None,
            None,
        ],
        _ => [None; 3],
    }
}
