//! The builders give a valid request, or every violation of what they were given; a call handler comes with its data.

use crossfield::{Code, Valid, Violation};
use serde_json::{Map, Value};
use signalwire_sip::fabric::{self, UpdateSipEndpointRequest};
use signalwire_sip::{
    CallHandler, Cipher, Codec, Encryption, HttpMethod, HttpUrl, ResourceId, Violations, Webhook,
    relay,
};

fn resource() -> ResourceId {
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"
        .parse()
        .expect("a UUID")
}

fn url(path: &str) -> HttpUrl {
    format!("https://example.com/{path}")
        .parse()
        .expect("a URL")
}

fn found(violations: &Violations) -> Vec<(String, Code)> {
    let found = |violation: &Violation| (violation.pointer().to_string(), violation.code());
    violations.iter().map(found).collect()
}

fn expected(expected: &[(&str, Code)]) -> Vec<(String, Code)> {
    let owned = |(pointer, code): &(&str, Code)| ((*pointer).to_owned(), code.clone());
    expected.iter().map(owned).collect()
}

/// The members of a request whose names begin so.
fn members(request: &impl serde::Serialize, prefix: &str) -> Map<String, Value> {
    match serde_json::to_value(request).expect("a request is JSON") {
        Value::Object(members) => members
            .into_iter()
            .filter(|(name, _)| name.starts_with(prefix))
            .collect(),
        other => panic!("a request is an object, not {other}"),
    }
}

#[test]
fn a_builder_with_nothing_set_gives_the_empty_request() {
    let request = UpdateSipEndpointRequest::builder()
        .build()
        .expect("nothing is required");
    assert_eq!(request.into_inner(), UpdateSipEndpointRequest::default());
    let request = relay::UpdateSipEndpointRequest::builder()
        .build()
        .expect("nothing is required");
    assert_eq!(
        request.into_inner(),
        relay::UpdateSipEndpointRequest::default()
    );
}

#[test]
fn every_field_can_be_set() {
    let built: Valid<UpdateSipEndpointRequest> = UpdateSipEndpointRequest::builder()
        .username("front-desk")
        .caller_id("+12025550134")
        .send_as(String::from("+12025550134"))
        .ciphers([Cipher::AeadAes256Gcm8, Cipher::AesCm128HmacSha1_80])
        .codecs(vec![Codec::Opus, Codec::Pcmu])
        .encryption(Encryption::Required)
        .handler(fabric::Handler::Resource(resource()))
        .build()
        .expect("it is the example");
    assert_eq!(*built, UpdateSipEndpointRequest::example());

    let built =
        relay::CreateSipEndpointRequest::builder("front-desk", "correct horse battery staple")
            .caller_id("Front desk")
            .send_as("random")
            .ciphers([Cipher::AeadAes256Gcm8])
            .codecs([Codec::Opus, Codec::Pcmu])
            .encryption(Encryption::Optional)
            .handler(relay::Handler::RelayTopic {
                topic: "office".to_owned(),
                status_callback_url: url("status"),
            })
            .build()
            .expect("it is the example");
    assert_eq!(*built, relay::CreateSipEndpointRequest::example());

    let built = fabric::CreateSipEndpointRequest::builder(
        fabric::CreateSipEndpointRequest::example().id,
        "front-desk",
        "Front desk",
        "random",
    )
    .ciphers([Cipher::AeadAes256Gcm8, Cipher::AesCm128HmacSha1_80])
    .codecs([Codec::Opus, Codec::Pcmu])
    .encryption(Encryption::Required)
    .handler(fabric::Handler::Passthrough)
    .build()
    .expect("it is the example");
    assert_eq!(*built, fabric::CreateSipEndpointRequest::example());

    let built = relay::UpdateSipEndpointRequest::builder()
        .username("front-desk")
        .password(String::from("correct horse battery staple"))
        .handler(relay::Handler::LamlWebhooks {
            request: Webhook::new(url("laml/answer")).with_method(HttpMethod::POST),
            fallback: Webhook::new(url("laml/fallback")),
            status_callback: Webhook::new(url("laml/status")),
        })
        .build()
        .expect("it is the example");
    assert_eq!(*built, relay::UpdateSipEndpointRequest::example());

    let built = relay::UpdateSipEndpointRequest::builder()
        .caller_id("Front desk")
        .send_as("random")
        .ciphers([Cipher::AeadAes256Gcm8])
        .codecs([Codec::Opus, Codec::Pcmu])
        .encryption(Encryption::Optional)
        .build()
        .expect("what is left out stays as it is");
    assert_eq!(
        Value::from(members(&built, "")),
        serde_json::json!({
            "caller_id": "Front desk",
            "send_as": "random",
            "ciphers": ["AEAD_AES_256_GCM_8"],
            "codecs": ["OPUS", "PCMU"],
            "encryption": "optional",
        })
    );
}

#[test]
fn a_fabric_handler_brings_its_resource_and_takes_it_away() {
    use fabric::Handler;
    let handlers = [
        (Handler::Default, CallHandler::Default),
        (Handler::Passthrough, CallHandler::Passthrough),
        (Handler::BlockPstn, CallHandler::BlockPstn),
        (Handler::Resource(resource()), CallHandler::Resource),
    ];
    for (handler, name) in handlers {
        let built = UpdateSipEndpointRequest::builder()
            .handler(Handler::Resource(resource()))
            .handler(handler)
            .build()
            .expect("the combination is valid");
        assert_eq!(built.call_handler, Some(name));
        let is_resource = name == CallHandler::Resource;
        assert_eq!(
            built.calling_handler_resource_id,
            is_resource.then(resource)
        );
    }
}

/// Every relay handler, and the members of a request that it is.
fn relay_handlers() -> Vec<(relay::Handler, Value)> {
    use relay::Handler;
    let id = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
    vec![
        (
            Handler::LamlWebhooks {
                request: Webhook::new(url("a")).with_method(HttpMethod::GET),
                fallback: Webhook::new(url("b")),
                status_callback: Webhook::new(url("c")).with_method(HttpMethod::POST),
            },
            serde_json::json!({
                "call_handler": "laml_webhooks",
                "call_request_url": "https://example.com/a",
                "call_request_method": "GET",
                "call_fallback_url": "https://example.com/b",
                "call_status_callback_url": "https://example.com/c",
                "call_status_callback_method": "POST",
            }),
        ),
        (
            Handler::LamlApplication {
                application_id: "a".to_owned(),
            },
            serde_json::json!({ "call_handler": "laml_application", "call_laml_application_id": "a" }),
        ),
        (
            Handler::Dialogflow {
                agent_id: "a".to_owned(),
            },
            serde_json::json!({ "call_handler": "dialogflow", "call_dialogflow_agent_id": "a" }),
        ),
        (
            Handler::RelayTopic {
                topic: "a".to_owned(),
                status_callback_url: url("b"),
            },
            serde_json::json!({
                "call_handler": "relay_topic",
                "call_relay_topic": "a",
                "call_relay_topic_status_callback_url": "https://example.com/b",
            }),
        ),
        (
            Handler::RelayContext {
                context: "a".to_owned(),
                status_callback_url: url("b"),
            },
            serde_json::json!({
                "call_handler": "relay_context",
                "call_relay_context": "a",
                "call_relay_context_status_callback_url": "https://example.com/b",
            }),
        ),
        (
            Handler::RelayApplication {
                application: "a".to_owned(),
            },
            serde_json::json!({ "call_handler": "relay_application", "call_relay_application": "a" }),
        ),
        (
            Handler::RelayConnector,
            serde_json::json!({ "call_handler": "relay_connector" }),
        ),
        (
            Handler::RelayScript { url: url("a") },
            serde_json::json!({ "call_handler": "relay_script", "call_relay_script_url": "https://example.com/a" }),
        ),
        (
            Handler::VideoRoom {
                room_id: id.parse().expect("a UUID"),
            },
            serde_json::json!({ "call_handler": "video_room", "call_video_room_id": id }),
        ),
        (
            Handler::CallFlow {
                flow_id: id.parse().expect("a UUID"),
                version: Some("2".to_owned()),
            },
            serde_json::json!({ "call_handler": "call_flow", "call_flow_id": id, "call_flow_version": "2" }),
        ),
        (
            Handler::AiAgent {
                agent_id: id.parse().expect("a UUID"),
            },
            serde_json::json!({ "call_handler": "ai_agent", "call_ai_agent_id": id }),
        ),
    ]
}

#[test]
fn a_relay_handler_brings_its_data_and_takes_those_of_others_away() {
    for (before, _) in relay_handlers() {
        for (handler, expected) in relay_handlers() {
            let created = relay::CreateSipEndpointRequest::builder("a", "b")
                .handler(before.clone())
                .handler(handler.clone())
                .build()
                .expect("the combination is valid");
            let changed = relay::UpdateSipEndpointRequest::builder()
                .handler(before.clone())
                .handler(handler)
                .build()
                .expect("the combination is valid");
            assert_eq!(Value::from(members(&created, "call_")), expected);
            assert_eq!(Value::from(members(&changed, "call_")), expected);
        }
    }
    let names: Vec<_> = relay_handlers()
        .into_iter()
        .map(|(_, members)| members["call_handler"].clone())
        .collect();
    for handler in signalwire_sip::RelayCallHandler::ALL {
        assert!(names.iter().any(|name| name == handler.as_str()));
    }
    assert_eq!(names.len(), signalwire_sip::RelayCallHandler::ALL.len());
}

#[test]
fn data_of_a_handler_may_still_break_a_rule() {
    let violations = relay::CreateSipEndpointRequest::builder("a", "")
        .handler(relay::Handler::RelayTopic {
            topic: String::new(),
            status_callback_url: url("b"),
        })
        .build()
        .expect_err("two rules are broken");
    assert_eq!(
        found(&violations),
        expected(&[
            ("/password", Code::Length),
            ("/call_relay_topic", Code::Length)
        ])
    );
}

#[test]
fn all_violations_come_at_once_and_in_order() {
    let violations = UpdateSipEndpointRequest::builder()
        .codecs([Codec::Opus, Codec::Opus])
        .ciphers([Cipher::AeadAes256Gcm8; 2])
        .send_as("")
        .caller_id("a\n")
        .username("a b")
        .build()
        .expect_err("five rules are broken");
    assert_eq!(
        found(&violations),
        expected(&[
            ("/username", Code::Pattern),
            ("/caller_id", Code::Pattern),
            ("/send_as", Code::Length),
            ("/ciphers", Code::Duplicate),
            ("/codecs", Code::Duplicate),
        ])
    );
}
