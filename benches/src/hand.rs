//! The rules of the two types as one would write them by hand: plain `if`s that collect what is wrong.

use crossfield::{Lenient, Open};
use signalwire_sip::{
    CallHandler, HttpUrl, InboundCallHandler, SipEndpoint, UpdateSipEndpointRequest,
};

/// Where, and what is wrong.
pub(crate) type Found = Vec<(&'static str, &'static str)>;

pub(crate) fn request(request: &UpdateSipEndpointRequest) -> Found {
    let mut found = Vec::new();
    let to_resource = request.call_handler == Some(CallHandler::Resource);
    if to_resource && request.calling_handler_resource_id.is_none() {
        found.push(("/calling_handler_resource_id", "required"));
    }
    if !to_resource && request.calling_handler_resource_id.is_some() {
        found.push(("/calling_handler_resource_id", "forbidden"));
    }
    if let Some(username) = &request.username {
        if username.is_empty() {
            found.push(("/username", "length"));
        }
        if username
            .chars()
            .any(|c| c == '@' || c.is_whitespace() || c.is_control())
        {
            found.push(("/username", "pattern"));
        }
    }
    for (pointer, text) in [
        ("/caller_id", &request.caller_id),
        ("/send_as", &request.send_as),
    ] {
        if let Some(text) = text {
            if text.is_empty() {
                found.push((pointer, "length"));
            }
            if text.chars().any(char::is_control) {
                found.push((pointer, "pattern"));
            }
        }
    }
    if request.ciphers.as_ref().is_some_and(|list| repeats(list)) {
        found.push(("/ciphers", "duplicate"));
    }
    if request.codecs.as_ref().is_some_and(|list| repeats(list)) {
        found.push(("/codecs", "duplicate"));
    }
    found
}

fn repeats<T: PartialEq>(items: &[T]) -> bool {
    items
        .iter()
        .enumerate()
        .any(|(index, item)| items.iter().take(index).any(|earlier| earlier == item))
}

pub(crate) fn response(record: &SipEndpoint) -> Found {
    let mut found = Vec::new();
    let there = [
        ("/type", record.kind.is_some()),
        ("/id", record.id.is_some()),
        ("/username", record.username.is_some()),
        ("/send_as", record.send_as.is_some()),
        ("/ciphers", record.ciphers.is_some()),
        ("/codecs", record.codecs.is_some()),
        ("/encryption", record.encryption.is_some()),
    ];
    for (pointer, is_there) in there {
        if !is_there {
            found.push((pointer, "required"));
        }
    }
    texts(record, &mut found);
    let handler = match &record.call_handler {
        Some(Open::Known(handler)) => *handler,
        _ => return found,
    };
    for (pointer, is_there) in needed(record, handler) {
        if !is_there {
            found.push((pointer, "required"));
        }
    }
    found
}

/// Texts that are not of the form that their field asks for.
fn texts(record: &SipEndpoint, found: &mut Found) {
    if matches!(record.id, Some(Lenient::Unknown(_))) {
        found.push(("/id", "format"));
    }
    if matches!(
        record.calling_handler_resource_id,
        Some(Lenient::Unknown(_))
    ) {
        found.push(("/calling_handler_resource_id", "format"));
    }
    if matches!(&record.call_video_room_id, Some(Lenient::Unknown(text)) if !text.as_str().is_empty())
    {
        found.push(("/call_video_room_id", "format"));
    }
    for (pointer, url) in [
        ("/call_request_url", &record.call_request_url),
        ("/call_fallback_url", &record.call_fallback_url),
        (
            "/call_status_callback_url",
            &record.call_status_callback_url,
        ),
        (
            "/call_relay_topic_status_callback_url",
            &record.call_relay_topic_status_callback_url,
        ),
        (
            "/call_relay_context_status_callback_url",
            &record.call_relay_context_status_callback_url,
        ),
        ("/call_relay_script_url", &record.call_relay_script_url),
    ] {
        if matches!(url, Some(Lenient::Unknown(text)) if !text.as_str().is_empty()) {
            found.push((pointer, "format"));
        }
    }
    for (pointer, method) in [
        ("/call_request_method", &record.call_request_method),
        ("/call_fallback_method", &record.call_fallback_method),
        (
            "/call_status_callback_method",
            &record.call_status_callback_method,
        ),
    ] {
        if matches!(method, Some(Lenient::Unknown(_))) {
            found.push((pointer, "enum"));
        }
    }
}

/// The fields that a handler needs, and whether each has a value.
fn needed(record: &SipEndpoint, handler: InboundCallHandler) -> Vec<(&'static str, bool)> {
    match handler {
        InboundCallHandler::LamlWebhooks => vec![
            ("/call_request_url", url(record.call_request_url.as_ref())),
            ("/call_fallback_url", url(record.call_fallback_url.as_ref())),
            (
                "/call_status_callback_url",
                url(record.call_status_callback_url.as_ref()),
            ),
        ],
        InboundCallHandler::LamlApplication => {
            vec![(
                "/call_laml_application_id",
                text(record.call_laml_application_id.as_ref()),
            )]
        }
        InboundCallHandler::Dialogflow => {
            vec![(
                "/call_dialogflow_agent_id",
                text(record.call_dialogflow_agent_id.as_ref()),
            )]
        }
        InboundCallHandler::RelayTopic => vec![
            ("/call_relay_topic", text(record.call_relay_topic.as_ref())),
            (
                "/call_relay_topic_status_callback_url",
                url(record.call_relay_topic_status_callback_url.as_ref()),
            ),
        ],
        InboundCallHandler::RelayContext => vec![
            (
                "/call_relay_context",
                text(record.call_relay_context.as_ref()),
            ),
            (
                "/call_relay_context_status_callback_url",
                url(record.call_relay_context_status_callback_url.as_ref()),
            ),
        ],
        InboundCallHandler::RelayApplication => {
            vec![(
                "/call_relay_application",
                text(record.call_relay_application.as_ref()),
            )]
        }
        InboundCallHandler::VideoRoom => {
            vec![("/call_video_room_id", record.call_video_room_id.is_some())]
        }
        InboundCallHandler::RelayScript => vec![(
            "/call_relay_script_url",
            url(record.call_relay_script_url.as_ref()),
        )],
        _ => Vec::new(),
    }
}

fn text(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

fn url(url: Option<&Lenient<HttpUrl>>) -> bool {
    url.is_some_and(|url| url.unknown() != Some(""))
}
