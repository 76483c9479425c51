//! What a fetched record says: its handler, and the request that says the same.

use std::collections::BTreeSet;

use crossfield::{Valid, cases};
use serde::Serialize;
use serde_json::{Map, Value, json};
use signalwire_sip::{
    Code, Handler, HttpMethod, InboundCallHandler, Lenient, NotCarried, Reason, SipEndpoint,
    SipEndpointAnswer, SipEndpointResource, UpdateSipEndpointRequest, Validate, relay,
};

fn record(more: &Value) -> SipEndpoint {
    let mut record = json!({
        "type": "sip_endpoint",
        "id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "username": "front-desk",
        "send_as": "random",
        "ciphers": ["AEAD_AES_256_GCM_8"],
        "codecs": ["OPUS", "PCMU"],
        "encryption": "optional",
    });
    let members = record.as_object_mut().expect("a record is an object");
    members.extend(more.as_object().expect("more of it").clone());
    serde_json::from_value(record).expect("the record is read")
}

mod a_handler {
    use super::*;

    const UUID: &str = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";

    fn of(more: &Value) -> Handler {
        let handler = record(more).handler().expect("the handler has its data");
        handler.expect("there is a handler")
    }

    #[test]
    fn has_its_own_data() {
        let url = || "https://example.com/b".parse().expect("a URL");
        let leftovers = json!({
            "call_relay_topic": "left behind",
            "call_request_url": "also not a URL",
            "call_laml_application_id": "",
        });
        let with_leftovers = |more: Value| {
            let mut all = leftovers.clone();
            let members = all.as_object_mut().expect("an object");
            members.extend(more.as_object().expect("an object").clone());
            all
        };
        let cases = [
            (
                json!({ "call_handler": "laml_application", "call_laml_application_id": "a" }),
                Handler::LamlApplication {
                    application_id: "a".to_owned(),
                },
            ),
            (
                json!({ "call_handler": "dialogflow", "call_dialogflow_agent_id": "a" }),
                Handler::Dialogflow {
                    agent_id: "a".to_owned(),
                },
            ),
            (
                json!({ "call_handler": "relay_topic", "call_relay_topic": "a",
                    "call_relay_topic_status_callback_url": "https://example.com/b" }),
                Handler::RelayTopic {
                    topic: "a".to_owned(),
                    status_callback_url: url(),
                },
            ),
            (
                json!({ "call_handler": "relay_context", "call_relay_context": "a",
                    "call_relay_context_status_callback_url": "https://example.com/b" }),
                Handler::RelayContext {
                    context: "a".to_owned(),
                    status_callback_url: url(),
                },
            ),
            (
                json!({ "call_handler": "relay_application", "call_relay_application": "a" }),
                Handler::RelayApplication {
                    application: "a".to_owned(),
                },
            ),
            (
                json!({ "call_handler": "relay_script", "call_relay_script_url": "https://example.com/b" }),
                Handler::RelayScript { url: url() },
            ),
            (
                json!({ "call_handler": "video_room", "call_video_room_id": UUID }),
                Handler::VideoRoom {
                    room_id: UUID.parse().expect("a UUID"),
                },
            ),
            (
                json!({ "call_handler": "relay_connector" }),
                Handler::RelayConnector,
            ),
            (json!({ "call_handler": "call_flow" }), Handler::CallFlow),
            (json!({ "call_handler": "ai_agent" }), Handler::AiAgent),
            (json!({ "call_handler": "default" }), Handler::Default),
            (
                json!({ "call_handler": "passthrough" }),
                Handler::Passthrough,
            ),
            (json!({ "call_handler": "block-pstn" }), Handler::BlockPstn),
            (
                json!({ "call_handler": "resource", "calling_handler_resource_id": UUID }),
                Handler::Resource {
                    resource_id: UUID.parse().ok(),
                },
            ),
            (
                json!({ "call_handler": "resource" }),
                Handler::Resource { resource_id: None },
            ),
            (
                json!({ "call_handler": "newer" }),
                Handler::Other {
                    name: "newer".to_owned(),
                },
            ),
        ];
        for (more, expected) in cases {
            assert_eq!(of(&with_leftovers(more.clone())), expected, "{more}");
        }
    }

    #[test]
    fn has_webhooks_with_and_without_a_method() {
        let more = json!({
            "call_handler": "laml_webhooks",
            "call_request_url": "https://example.com/a",
            "call_request_method": "GET",
            "call_fallback_url": "https://example.com/b",
            "call_status_callback_url": "https://example.com/c",
            "call_status_callback_method": null,
        });
        let Handler::LamlWebhooks {
            request,
            fallback,
            status_callback,
        } = of(&more)
        else {
            panic!("it has webhooks");
        };
        assert_eq!(request.url.as_str(), "https://example.com/a");
        assert_eq!(request.method, Some(HttpMethod::GET));
        assert_eq!(fallback.url.as_str(), "https://example.com/b");
        assert_eq!((fallback.method, status_callback.method), (None, None));
    }

    #[test]
    fn is_not_there_where_the_record_has_none() {
        assert_eq!(record(&json!({})).handler().expect("no violation"), None);
        assert_eq!(
            record(&json!({ "call_handler": null }))
                .handler()
                .expect("no violation"),
            None
        );
    }

    #[test]
    fn needs_data_that_can_be_read() {
        for (more, pointer, code) in [
            (
                json!({ "call_handler": "laml_application", "call_laml_application_id": "" }),
                "/call_laml_application_id",
                Code::Required,
            ),
            (
                json!({ "call_handler": "video_room", "call_video_room_id": "x" }),
                "/call_video_room_id",
                Code::Format,
            ),
            (
                json!({ "call_handler": "resource", "calling_handler_resource_id": "x" }),
                "/calling_handler_resource_id",
                Code::Format,
            ),
            (
                json!({ "call_handler": "laml_webhooks", "call_request_url": "https://example.com",
                    "call_fallback_url": "https://example.com", "call_status_callback_url": "https://example.com",
                    "call_fallback_method": "PUT" }),
                "/call_fallback_method",
                Code::Enum,
            ),
        ] {
            let violations = record(&more).handler().expect_err("data are missing");
            let found: Vec<_> = violations
                .iter()
                .map(|violation| (violation.pointer().to_string(), violation.code()))
                .collect();
            assert_eq!(found, [(pointer.to_owned(), code)], "{more}");
        }
    }

    /// What makes a handler unreadable is a violation: of no record is a known handler `Other`.
    #[test]
    fn is_what_it_is_called_or_breaks_a_rule() {
        let texts = cases::valid::<SipEndpoint>()
            .into_iter()
            .chain(cases::invalid::<SipEndpoint>())
            .map(|case| case.text().to_owned())
            .chain(cases::random::<SipEndpoint>(0x5195_1000).take(20_000));
        let (mut found, mut refused) = (BTreeSet::new(), 0);
        for text in texts {
            let Ok(record) = serde_json::from_str::<SipEndpoint>(&text) else {
                continue;
            };
            match record.handler() {
                Ok(Some(Handler::Other { name })) => {
                    let known = InboundCallHandler::ALL
                        .iter()
                        .any(|known| known.as_str() == name);
                    assert!(!known, "{text}");
                }
                Ok(Some(_)) => {
                    let name = record.call_handler.expect("it has one").to_string();
                    found.insert(name);
                }
                Ok(None) => assert!(record.call_handler.is_none(), "{text}"),
                Err(_) => {
                    assert!(!record.is_valid(), "{text}");
                    refused += 1;
                }
            }
        }
        assert_eq!(found.len(), InboundCallHandler::ALL.len());
        assert!(refused > 100, "{refused}");
    }
}

mod a_request_from_a_record {
    use super::*;

    #[test]
    fn says_what_the_record_says() {
        let record = record(&json!({
            "caller_id": "Front desk",
            "call_handler": "resource",
            "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
            "call_request_url": "",
            "call_relay_topic": "",
        }));
        let request = UpdateSipEndpointRequest::try_from(&record).expect("nothing is left");
        assert_eq!(
            serde_json::to_value(&request).expect("a request is JSON"),
            json!({
                "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
                "username": "front-desk",
                "caller_id": "Front desk",
                "send_as": "random",
                "ciphers": ["AEAD_AES_256_GCM_8"],
                "codecs": ["OPUS", "PCMU"],
                "encryption": "optional",
                "call_handler": "resource",
            })
        );
    }

    #[test]
    fn names_what_it_has_no_form_for() {
        let record = record(&json!({
            "username": "front desk",
            "codecs": ["OPUS", "AV1", "AV1"],
            "encryption": "quantum",
            "call_handler": "relay_topic",
            "calling_handler_resource_id": "",
            "call_relay_topic": "office",
            "call_request_method": "PUT",
        }));
        let error = UpdateSipEndpointRequest::try_from(&record).expect_err("much is left");
        assert_eq!(
            error.to_string(),
            "`/codecs/1`: the request takes no such value\n\
             `/codecs/2`: the request takes no such value\n\
             `/encryption`: the request takes no such value\n\
             `/call_handler`: the request takes no such value\n\
             `/calling_handler_resource_id`: the request takes no such value\n\
             `/call_request_method`: the request has no such field\n\
             `/call_relay_topic`: the request has no such field\n\
             `/username`: must hold no white space, control character or `@`"
        );
        assert!(matches!(error.fields()[0].reason(), Reason::NoValue));
        assert_eq!(error.request().send_as.as_deref(), Some("random"));
        let debugged = format!("{error:?}");
        assert!(!debugged.contains("front desk") && debugged.contains("/codecs/1"));
        assert!(
            error
                .into_request()
                .codecs
                .is_some_and(|codecs| codecs.len() == 1)
        );
    }

    #[test]
    fn carries_the_handler_through_relay() {
        let record = record(&json!({
            "call_handler": "laml_webhooks",
            "call_request_url": "https://example.com/a",
            "call_request_method": "GET",
            "call_fallback_url": "https://example.com/b",
            "call_status_callback_url": "https://example.com/c",
            "call_relay_topic": "",
            "codecs": ["AV1"],
        }));
        let request = relay::UpdateSipEndpointRequest::try_from(&record).expect("nothing is left");
        assert_eq!(
            serde_json::to_value(&request).expect("a request is JSON"),
            json!({
                "username": "front-desk",
                "send_as": "random",
                "ciphers": ["AEAD_AES_256_GCM_8"],
                "codecs": ["AV1"],
                "encryption": "optional",
                "call_handler": "laml_webhooks",
                "call_request_url": "https://example.com/a",
                "call_request_method": "GET",
                "call_fallback_url": "https://example.com/b",
                "call_status_callback_url": "https://example.com/c",
            })
        );
    }

    #[test]
    fn names_through_relay_what_another_handler_left_behind() {
        let record = record(&json!({
            "call_handler": "call_flow",
            "call_relay_topic": "office",
            "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
        }));
        let error = relay::UpdateSipEndpointRequest::try_from(&record).expect_err("much is left");
        assert_eq!(
            error.to_string(),
            "`/calling_handler_resource_id`: the request has no such field\n\
             `/call_relay_topic`: must be absent when `call_handler` is given and `call_handler` is not `relay_topic`\n\
             `/call_flow_id`: required when `call_handler` is `call_flow`"
        );
    }

    #[test]
    fn carries_or_names_every_field_of_every_record() {
        let full = round_trips::<UpdateSipEndpointRequest>(&[]);
        let relayed = round_trips::<relay::UpdateSipEndpointRequest>(&["password"]);
        assert!(full > 100 && relayed > 1000, "{full}, {relayed}");
    }

    /// How many records were carried in full.
    fn round_trips<T>(not_in_records: &[&str]) -> usize
    where
        T: Serialize + Validate + Clone + for<'a> TryFrom<&'a SipEndpoint, Error = NotCarried<T>>,
    {
        let texts = cases::valid::<SipEndpoint>()
            .into_iter()
            .map(|case| case.text().to_owned())
            .chain(cases::random::<SipEndpoint>(0x5195_1001).take(20_000));
        let mut carried = 0;
        for text in texts {
            let Ok(record) = serde_json::from_str::<SipEndpoint>(&text) else {
                continue;
            };
            let (request, named) = match T::try_from(&record) {
                Ok(request) => {
                    assert!(Valid::new(request.clone()).is_ok(), "{text}");
                    carried += 1;
                    (request, BTreeSet::new())
                }
                Err(error) => {
                    let named = error.fields().iter().map(|field| {
                        let step = field.pointer().split('/').nth(1);
                        step.expect("a field has a name").to_owned()
                    });
                    let named: BTreeSet<String> = named.collect();
                    (error.into_request(), named)
                }
            };
            let request = members(&request);
            let record = members(&record);
            for name in not_in_records {
                assert!(!request.contains_key(*name), "{text}");
            }
            for (name, value) in &record {
                let same = request.get(name) == Some(value);
                assert!(same || named.contains(name), "{name} of {text}");
            }
            for name in request.keys() {
                assert!(record.contains_key(name), "{name} is made up of {text}");
            }
        }
        carried
    }

    /// The members with a value, but for the two that the path names.
    fn members(value: &impl Serialize) -> Map<String, Value> {
        let Value::Object(members) = serde_json::to_value(value).expect("it is JSON") else {
            panic!("it is an object");
        };
        let has_value = |name: &str, value: &Value| {
            let empty_is_none =
                name.starts_with("call_") && !name.ends_with("_method") && name != "call_handler";
            !(value.is_null() || empty_is_none && value == "")
        };
        members
            .into_iter()
            .filter(|(name, value)| has_value(name, value))
            .filter(|(name, _)| name != "type" && name != "id")
            .collect()
    }
}

mod an_answer {
    use super::*;

    const RESOURCE: &str = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
    const ENDPOINT: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

    fn wrapped(inner: &Value) -> Value {
        json!({ "id": RESOURCE, "type": "sip_endpoint", "display_name": "Front desk", "sip_endpoint": inner })
    }

    #[test]
    fn is_read_in_either_shape_and_written_back_in_it() {
        let inner = json!({ "id": ENDPOINT, "username": "a", "codecs": ["AV1"], "caller_id": null,
            "call_handler": "newer", "calling_handler_resource_id": "not an id" });
        for text in [wrapped(&inner), inner] {
            let answer: SipEndpointAnswer = serde_json::from_value(text.clone()).expect("a shape");
            let written = serde_json::to_value(&answer).expect("it is JSON");
            for (name, value) in text.as_object().expect("an object") {
                let Value::Object(inner) = value else {
                    assert_eq!(&written[name], value);
                    continue;
                };
                for (inner_name, value) in inner {
                    assert_eq!(&written[name][inner_name], value);
                }
            }
            let record = SipEndpoint::from(answer);
            assert_eq!(record.username.as_deref(), Some("a"));
            assert_eq!(record.id.expect("an id").to_string(), ENDPOINT);
        }
    }

    #[test]
    fn is_made_flat_without_loss() {
        let mut resource = SipEndpointResource::example();
        let inner = resource.sip_endpoint.as_mut().expect("it is there");
        inner.calling_handler_resource_id = Some(Lenient::from_text(RESOURCE));
        let mut expected = serde_json::to_value(&inner).expect("it is JSON");
        expected["type"] = "sip_endpoint".into();
        let flat = serde_json::to_value(SipEndpoint::from(resource)).expect("it is JSON");
        let mut flat = flat.as_object().expect("an object").clone();
        flat.retain(|_, value| !value.is_null());
        assert_eq!(Value::from(flat), expected);
    }

    #[test]
    fn is_told_by_its_schema_as_it_is_read() {
        let schema = schemars::schema_for!(SipEndpointAnswer);
        let schema = jsonschema::draft202012::new(schema.as_value()).expect("it is a schema");
        let flat = json!(SipEndpoint::example());
        let resource = json!(SipEndpointResource::example());
        let inside = |value: &Value| {
            let mut resource = resource.clone();
            resource["sip_endpoint"] = value.clone();
            resource
        };
        let mut beside = flat.clone();
        beside["sip_endpoint"] = Value::Null;
        for valid in [&flat, &beside, &resource] {
            assert!(schema.is_valid(valid), "{valid}");
        }
        for invalid in [
            inside(&json!({})),
            inside(&json!(1)),
            inside(&Value::Null),
            json!({}),
            json!([]),
        ] {
            assert!(!schema.is_valid(&invalid), "{invalid}");
        }
    }

    #[test]
    fn keeps_both_ids_apart() {
        let answer = |value| serde_json::from_value::<SipEndpointAnswer>(value).expect("a shape");
        let both = answer(wrapped(&json!({ "id": ENDPOINT })));
        assert_eq!(
            both.resource_id().map(|id| id.to_string()).as_deref(),
            Some(RESOURCE)
        );
        assert_eq!(
            both.endpoint_id().map(|id| id.to_string()).as_deref(),
            Some(ENDPOINT)
        );
        let one = answer(json!({ "id": ENDPOINT }));
        assert!(one.resource_id().is_none());
        assert_eq!(
            one.endpoint_id().map(|id| id.to_string()).as_deref(),
            Some(ENDPOINT)
        );
        let none = answer(wrapped(&json!({ "id": "x" })));
        assert!(none.endpoint_id().is_none());
    }

    /// It would be a record without a user name whose id is the resource's.
    #[test]
    fn with_a_fault_inside_does_not_pass_for_the_other_shape() {
        let broken = wrapped(&json!({ "id": ENDPOINT, "username": 5 }));
        assert!(serde_json::from_value::<SipEndpointAnswer>(broken).is_err());
        let absent = json!({ "id": ENDPOINT, "username": "a", "sip_endpoint": null });
        assert!(matches!(
            serde_json::from_value(absent),
            Ok(SipEndpointAnswer::Record(_))
        ));
        for text in [
            "[]",
            "null",
            "1",
            r#""sip_endpoint""#,
            r#"{"sip_endpoint": 1}"#,
        ] {
            assert!(
                serde_json::from_str::<SipEndpointAnswer>(text).is_err(),
                "{text}"
            );
        }
    }

    #[test]
    fn is_judged_by_the_rules_of_its_shape() {
        let answer = |value| serde_json::from_value::<SipEndpointAnswer>(value).expect("a shape");
        let broken = answer(wrapped(
            &json!({ "id": ENDPOINT, "username": "a", "send_as": "random",
            "ciphers": [], "codecs": [] }),
        ));
        let violations = broken.validate().expect_err("a key is missing");
        assert_eq!(
            violations.to_string(),
            "`/sip_endpoint/encryption`: required"
        );
        let record = serde_json::to_value(SipEndpoint::example()).expect("it is JSON");
        assert!(answer(record).validate().is_ok());
    }
}
