//! The least that a check can cost: one pass, words of eight bytes, and a report that is one pointer, so that there is
//! nothing to move when all is well.

use crossfield::{Lenient, Open};
use signalwire_sip::{
    CallHandler, HttpMethod, HttpUrl, InboundCallHandler, SipEndpoint, UpdateSipEndpointRequest,
};

use crate::plain;
use crate::scan::{has_no_control, is_http_url, is_user, is_uuid, repeats};

/// What is wrong, if anything is: the number of a rule.
#[derive(Debug, Default)]
#[expect(clippy::box_collection, reason = "one word when all is well")]
pub struct Report(Option<Box<Vec<u16>>>);

impl Report {
    /// How many rules are broken.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |found| found.len())
    }

    #[cold]
    fn add(&mut self, rule: u16) {
        self.0.get_or_insert_default().push(rule);
    }

    #[inline]
    fn expect(&mut self, holds: bool, rule: u16) {
        if !holds {
            self.add(rule);
        }
    }
}

/// A request of the model's type.
#[must_use]
pub fn request(request: &UpdateSipEndpointRequest) -> Report {
    let mut report = Report::default();
    let to_resource = request.call_handler == Some(CallHandler::Resource);
    report.expect(
        to_resource == request.calling_handler_resource_id.is_some(),
        0,
    );
    texts(
        [
            request.username.as_deref(),
            request.caller_id.as_deref(),
            request.send_as.as_deref(),
        ],
        &mut report,
    );
    if let Some(ciphers) = &request.ciphers {
        report.expect(!repeats(ciphers.iter().map(|cipher| *cipher as u32)), 7);
    }
    if let Some(codecs) = &request.codecs {
        report.expect(!repeats(codecs.iter().map(|codec| *codec as u32)), 8);
    }
    report
}

/// A request of plain fields.
#[must_use]
pub fn plain_request(request: &plain::Request) -> Report {
    let mut report = Report::default();
    let to_resource = request.call_handler == Some(CallHandler::Resource);
    report.expect(
        to_resource == request.calling_handler_resource_id.is_some(),
        0,
    );
    if let Some(id) = &request.calling_handler_resource_id {
        report.expect(is_uuid(id), 9);
    }
    texts(
        [
            request.username.as_deref(),
            request.caller_id.as_deref(),
            request.send_as.as_deref(),
        ],
        &mut report,
    );
    if let Some(ciphers) = &request.ciphers {
        report.expect(!repeats(ciphers.iter().map(|cipher| *cipher as u32)), 7);
    }
    if let Some(codecs) = &request.codecs {
        report.expect(!repeats(codecs.iter().map(|codec| *codec as u32)), 8);
    }
    report
}

#[inline]
fn texts([username, caller_id, send_as]: [Option<&str>; 3], report: &mut Report) {
    if let Some(text) = username {
        report.expect(!text.is_empty(), 1);
        report.expect(is_user(text), 2);
    }
    if let Some(text) = caller_id {
        report.expect(!text.is_empty(), 3);
        report.expect(has_no_control(text), 4);
    }
    if let Some(text) = send_as {
        report.expect(!text.is_empty(), 5);
        report.expect(has_no_control(text), 6);
    }
}

/// An answer of the model's type.
#[must_use]
pub fn response(record: &SipEndpoint) -> Report {
    let mut report = Report::default();
    report.expect(record.kind.is_some(), 0);
    report.expect(matches!(record.id, Some(Lenient::Known(_))), 1);
    report.expect(record.username.is_some(), 2);
    report.expect(record.send_as.is_some(), 3);
    report.expect(record.ciphers.is_some(), 4);
    report.expect(record.codecs.is_some(), 5);
    report.expect(record.encryption.is_some(), 6);
    report.expect(
        !matches!(
            record.calling_handler_resource_id,
            Some(Lenient::Unknown(_))
        ),
        7,
    );
    report.expect(is_url(record.call_request_url.as_ref()), 8);
    report.expect(is_method(record.call_request_method.as_ref()), 9);
    report.expect(is_url(record.call_fallback_url.as_ref()), 10);
    report.expect(is_method(record.call_fallback_method.as_ref()), 11);
    report.expect(is_url(record.call_status_callback_url.as_ref()), 12);
    report.expect(is_method(record.call_status_callback_method.as_ref()), 13);
    report.expect(
        is_url(record.call_relay_topic_status_callback_url.as_ref()),
        14,
    );
    report.expect(
        is_url(record.call_relay_context_status_callback_url.as_ref()),
        15,
    );
    report.expect(is_room(record), 16);
    report.expect(is_url(record.call_relay_script_url.as_ref()), 17);
    if let Some(Open::Known(handler)) = record.call_handler {
        needed(record, handler, &mut report);
    }
    report
}

#[inline]
fn is_url(url: Option<&Lenient<HttpUrl>>) -> bool {
    !matches!(url, Some(Lenient::Unknown(text)) if !text.as_str().is_empty())
}

#[inline]
fn is_method(method: Option<&Lenient<HttpMethod>>) -> bool {
    !matches!(method, Some(Lenient::Unknown(_)))
}

#[inline]
fn is_room(record: &SipEndpoint) -> bool {
    !matches!(&record.call_video_room_id, Some(Lenient::Unknown(text)) if !text.as_str().is_empty())
}

#[inline]
fn needed(record: &SipEndpoint, handler: InboundCallHandler, report: &mut Report) {
    match handler {
        InboundCallHandler::LamlWebhooks => {
            report.expect(has_url(record.call_request_url.as_ref()), 20);
            report.expect(has_url(record.call_fallback_url.as_ref()), 21);
            report.expect(has_url(record.call_status_callback_url.as_ref()), 22);
        }
        InboundCallHandler::LamlApplication => {
            report.expect(has_text(record.call_laml_application_id.as_deref()), 23);
        }
        InboundCallHandler::Dialogflow => {
            report.expect(has_text(record.call_dialogflow_agent_id.as_deref()), 24);
        }
        InboundCallHandler::RelayTopic => {
            report.expect(has_text(record.call_relay_topic.as_deref()), 25);
            report.expect(
                has_url(record.call_relay_topic_status_callback_url.as_ref()),
                26,
            );
        }
        InboundCallHandler::RelayContext => {
            report.expect(has_text(record.call_relay_context.as_deref()), 27);
            report.expect(
                has_url(record.call_relay_context_status_callback_url.as_ref()),
                28,
            );
        }
        InboundCallHandler::RelayApplication => {
            report.expect(has_text(record.call_relay_application.as_deref()), 29);
        }
        InboundCallHandler::VideoRoom => {
            let given = matches!(&record.call_video_room_id, Some(id) if id.unknown() != Some(""));
            report.expect(given, 30);
        }
        InboundCallHandler::RelayScript => {
            report.expect(has_url(record.call_relay_script_url.as_ref()), 31);
        }
        _ => {}
    }
}

#[inline]
fn has_text(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

#[inline]
fn has_url(url: Option<&Lenient<HttpUrl>>) -> bool {
    url.is_some_and(|url| url.unknown() != Some(""))
}

/// An answer of plain fields.
#[must_use]
pub fn plain_response(record: &plain::Response) -> Report {
    let mut report = Report::default();
    report.expect(record.kind.is_some(), 0);
    report.expect(record.id.as_deref().is_some_and(is_uuid), 1);
    report.expect(record.username.is_some(), 2);
    report.expect(record.send_as.is_some(), 3);
    report.expect(record.ciphers.is_some(), 4);
    report.expect(record.codecs.is_some(), 5);
    report.expect(record.encryption.is_some(), 6);
    report.expect(
        record
            .calling_handler_resource_id
            .as_deref()
            .is_none_or(is_uuid),
        7,
    );
    report.expect(is_plain_url(record.call_request_url.as_deref()), 8);
    report.expect(is_plain_method(record.call_request_method.as_deref()), 9);
    report.expect(is_plain_url(record.call_fallback_url.as_deref()), 10);
    report.expect(is_plain_method(record.call_fallback_method.as_deref()), 11);
    report.expect(is_plain_url(record.call_status_callback_url.as_deref()), 12);
    report.expect(
        is_plain_method(record.call_status_callback_method.as_deref()),
        13,
    );
    report.expect(
        is_plain_url(record.call_relay_topic_status_callback_url.as_deref()),
        14,
    );
    report.expect(
        is_plain_url(record.call_relay_context_status_callback_url.as_deref()),
        15,
    );
    let room = record.call_video_room_id.as_deref();
    report.expect(room.is_none_or(|room| room.is_empty() || is_uuid(room)), 16);
    report.expect(is_plain_url(record.call_relay_script_url.as_deref()), 17);
    if let Some(Open::Known(handler)) = record.call_handler {
        let needed = crate::hand::plain_needed(record, handler);
        for (_, text) in needed.into_iter().flatten() {
            report.expect(has_text(text), 20);
        }
    }
    report
}

#[inline]
fn is_plain_url(url: Option<&str>) -> bool {
    url.is_none_or(|url| url.is_empty() || is_http_url(url))
}

#[inline]
fn is_plain_method(method: Option<&str>) -> bool {
    method.is_none_or(|method| method == "GET" || method == "POST")
}
