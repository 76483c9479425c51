//! Every operation, through a real client, against the server of the examples.

#[path = "../examples/client/mod.rs"]
mod client;
#[path = "../examples/server/mod.rs"]
mod server;

use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use client::{Client, Failure};
use server::{Answer, ENDPOINT, Request, Server, Shape, respond};
use signalwire_sip::relay::ListQuery;
use signalwire_sip::{
    CallHandler, Codec, Credentials, Encryption, Error, Handler, Operation, Pages, ResourceId,
    RetryAfter, SipEndpoint, SipEndpointAnswer, SipEndpointId, Space, Valid, Webhook, fabric,
    relay,
};

struct Setting {
    server: Server,
    client: Client,
}

fn setting(shape: Shape) -> Setting {
    let server = Server::start(shape).expect("the server starts");
    let credentials = Server::credentials().expect("the credentials are valid");
    let client = Client::new(server.space(), credentials);
    Setting { server, client }
}

fn known() -> ResourceId {
    ENDPOINT.parse().expect("a UUID")
}

const NOBODY: &str = "ffffffff-0000-4000-8000-000000000000";

fn error<T: core::fmt::Debug>(outcome: Result<T, Failure>) -> Error {
    match outcome.expect_err("the server refuses") {
        Failure::Answer(error) => error,
        Failure::Transport(error) => panic!("{error}"),
    }
}

fn webhook(path: &str) -> Webhook {
    let url = format!("https://example.com/{path}");
    Webhook::new(url.parse().expect("a URL"))
}

/// An endpoint made through relay.
fn made(client: &Client, username: &str, handler: relay::Handler) -> SipEndpoint {
    let request = relay::CreateSipEndpointRequest::builder(username, "open sesame")
        .handler(handler)
        .build()
        .expect("it is valid");
    client
        .call(&relay::CreateSipEndpoint::new(request))
        .expect("it is made")
}

fn id_of(record: &SipEndpoint) -> SipEndpointId {
    *record.id.as_ref().and_then(|id| id.known()).expect("an id")
}

mod through_fabric {
    use super::*;

    #[test]
    fn an_endpoint_is_created_and_fetched_in_either_shape() {
        for shape in [Shape::Wrapped, Shape::Flat] {
            let Setting { client, .. } = setting(shape);
            let id = "11111111-2222-4333-8444-555555555555"
                .parse()
                .expect("a UUID");
            let request =
                fabric::CreateSipEndpointRequest::builder(id, "front-desk", "Desk", "random")
                    .encryption(Encryption::Required)
                    .handler(fabric::Handler::BlockPstn)
                    .build()
                    .expect("it is valid");
            let answer = client
                .call(&fabric::CreateSipEndpoint::new(request))
                .expect("it is made");
            assert_eq!(answer.endpoint_id(), Some(id));
            assert_eq!(answer.resource_id().is_some(), shape == Shape::Wrapped);
            assert!(answer.validate().is_ok());
            let fetched = client
                .call(&relay::GetSipEndpoint::new(id))
                .expect("it is there");
            let record = SipEndpoint::from(answer.clone());
            assert_eq!(record.username, fetched.username);
            assert_eq!(
                record.handler().expect("no violation"),
                Some(Handler::BlockPstn)
            );
            if let Some(resource) = answer.resource_id() {
                let again = client
                    .call(&fabric::GetSipEndpoint::new(resource))
                    .expect("it is there");
                assert_eq!(again, answer);
            }
        }
    }

    #[test]
    fn an_endpoint_is_replaced_by_what_was_fetched_and_changed() {
        for shape in [Shape::Wrapped, Shape::Flat] {
            let Setting { client, .. } = setting(shape);
            let target: ResourceId = NOBODY.parse().expect("a UUID");
            let first = fabric::UpdateSipEndpointRequest::builder()
                .username("front-desk")
                .caller_id("Desk")
                .codecs([Codec::Opus])
                .handler(fabric::Handler::Resource(target))
                .build()
                .expect("it is valid");
            client
                .call(&fabric::UpdateSipEndpoint::new(known(), first))
                .expect("it is replaced");

            let fetched = client
                .call(&fabric::GetSipEndpoint::new(known()))
                .expect("it is there");
            let mut request =
                fabric::UpdateSipEndpointRequest::try_from(&SipEndpoint::from(fetched))
                    .expect("nothing is left");
            request.caller_id = Some("Reception".to_owned());
            let request = Valid::new(request).expect("it is valid");
            let answer = client
                .call(&fabric::UpdateSipEndpoint::new(known(), request))
                .expect("it is replaced");
            let record = SipEndpoint::from(answer);
            assert_eq!(record.username.as_deref(), Some("front-desk"));
            assert_eq!(record.caller_id.as_deref(), Some("Reception"));
            assert_eq!(record.codecs.map(|codecs| codecs.len()), Some(1));
            assert_eq!(
                record
                    .calling_handler_resource_id
                    .and_then(|id| id.known().copied()),
                Some(target)
            );

            let empty = fabric::UpdateSipEndpointRequest::builder()
                .build()
                .expect("it is valid");
            let answer = client
                .call(&fabric::UpdateSipEndpoint::new(known(), empty))
                .expect("it is replaced");
            let record = SipEndpoint::from(answer);
            assert_eq!(
                record.caller_id, None,
                "what is left out goes back to its default"
            );
            assert!(
                record
                    .call_handler
                    .is_some_and(|handler| handler.to_string() == CallHandler::Default.as_str())
            );
        }
    }

    #[test]
    fn an_endpoint_is_deleted_once() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        client
            .call(&fabric::DeleteSipEndpoint::new(known()))
            .expect("it is removed");
        let again = error(client.call(&fabric::DeleteSipEndpoint::new(known())));
        assert!(matches!(again, Error::NotFound(_)));
        let gone = error(client.call(&fabric::GetSipEndpoint::new(known())));
        assert_eq!(gone.status(), Some(404));
    }

    #[test]
    fn addresses_are_listed() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        let page = client
            .call(&fabric::ListSipEndpointAddresses::new(known()))
            .expect("a page");
        assert_eq!(page.data, [fabric::Address::example()]);
        assert!(page.links.next.is_none());
        let nobody = fabric::ListSipEndpointAddresses::new(NOBODY.parse().expect("a UUID"));
        assert!(matches!(error(client.call(&nobody)), Error::NotFound(_)));
    }

    #[test]
    fn a_resource_is_assigned_to_an_endpoint() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        let endpoint = id_of(&made(&client, "front-desk", relay::Handler::RelayConnector));
        let address = client
            .call(&fabric::AssignSipEndpoint::new(known(), endpoint))
            .expect("it is assigned");
        assert_eq!(address, fabric::AssignedAddress::example());
        let nobody = fabric::AssignSipEndpoint::new(known(), NOBODY.parse().expect("a UUID"));
        assert!(matches!(error(client.call(&nobody)), Error::NotFound(_)));
        let refused = client.call_with(&nobody, r#"{"sip_endpoint_id": "x"}"#);
        assert_eq!(error(refused).faults()[0].pointer(), "/sip_endpoint_id");
    }

    #[test]
    fn a_list_is_walked_page_by_page() {
        let Setting { client, server } = setting(Shape::Wrapped);
        for number in 0..60 {
            made(
                &client,
                &format!("desk-{number}"),
                relay::Handler::RelayConnector,
            );
        }
        let mut pages = Pages::of(fabric::ListSipEndpoints::new());
        let (mut found, mut asked) = (Vec::new(), 0);
        while let Some(list) = pages.next() {
            let page = client.call(&list).expect("a page");
            pages
                .follow(&page.links, &server.space())
                .expect("it is in the space");
            found.extend(page.data);
            asked += 1;
        }
        assert_eq!((found.len(), asked), (61, 2));
        assert!(
            found
                .iter()
                .all(|answer| matches!(answer, SipEndpointAnswer::Resource(_)))
        );
    }
}

mod through_relay {
    use super::*;

    #[test]
    fn an_endpoint_is_created_with_each_handler_and_fetched_with_it() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        let url = || "https://example.com/status".parse().expect("a URL");
        let handlers = [
            (
                relay::Handler::LamlWebhooks {
                    request: webhook("a"),
                    fallback: webhook("b"),
                    status_callback: webhook("c"),
                },
                Handler::LamlWebhooks {
                    request: webhook("a"),
                    fallback: webhook("b"),
                    status_callback: webhook("c"),
                },
            ),
            (
                relay::Handler::RelayTopic {
                    topic: "office".to_owned(),
                    status_callback_url: url(),
                },
                Handler::RelayTopic {
                    topic: "office".to_owned(),
                    status_callback_url: url(),
                },
            ),
            (
                relay::Handler::CallFlow {
                    flow_id: NOBODY.parse().expect("a UUID"),
                    version: None,
                },
                Handler::CallFlow,
            ),
            (
                relay::Handler::AiAgent {
                    agent_id: NOBODY.parse().expect("a UUID"),
                },
                Handler::AiAgent,
            ),
        ];
        for (sent, expected) in handlers {
            let record = made(&client, "front-desk", sent);
            let fetched = client
                .call(&relay::GetSipEndpoint::new(id_of(&record)))
                .expect("it is there");
            assert_eq!(fetched, record);
            assert!(Valid::new(fetched.clone()).is_ok());
            assert_eq!(fetched.handler().expect("no violation"), Some(expected));
        }
    }

    #[test]
    fn an_endpoint_is_changed_where_the_request_says_so() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        let record = made(
            &client,
            "front-desk",
            relay::Handler::RelayApplication {
                application: "office".to_owned(),
            },
        );
        // Without a call handler, what one needs may still be changed.
        let request = relay::UpdateSipEndpointRequest {
            caller_id: Some("Desk".to_owned()),
            call_relay_application: Some("reception".to_owned()),
            ..Default::default()
        };
        let request = Valid::new(request).expect("it is valid");
        let changed = client
            .call(&relay::UpdateSipEndpoint::new(id_of(&record), request))
            .expect("it is changed");
        assert_eq!(changed.username, record.username);
        assert_eq!(changed.caller_id.as_deref(), Some("Desk"));
        assert_eq!(
            changed.handler().expect("no violation"),
            Some(Handler::RelayApplication {
                application: "reception".to_owned()
            })
        );

        let same = relay::UpdateSipEndpointRequest::try_from(&changed).expect("nothing is left");
        let same = Valid::new(same).expect("it is valid");
        let again = client
            .call(&relay::UpdateSipEndpoint::new(id_of(&record), same))
            .expect("it is changed");
        assert_eq!(again, changed, "a request from a record changes nothing");
    }

    #[test]
    fn an_endpoint_is_deleted_once() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        let id = id_of(&made(&client, "front-desk", relay::Handler::RelayConnector));
        client
            .call(&relay::DeleteSipEndpoint::new(id))
            .expect("it is removed");
        let again = error(client.call(&relay::DeleteSipEndpoint::new(id)));
        assert!(matches!(again, Error::NotFound(_)));
    }

    #[test]
    fn a_filtered_list_is_walked_page_by_page() {
        let Setting { client, server } = setting(Shape::Wrapped);
        for number in 0..7 {
            made(
                &client,
                &format!("a+b&c-{number}"),
                relay::Handler::RelayConnector,
            );
            made(
                &client,
                &format!("other-{number}"),
                relay::Handler::RelayConnector,
            );
        }
        let query = ListQuery {
            filter_username: Some("a+b&c".to_owned()),
            page_size: Some(3),
            ..ListQuery::default()
        };
        let mut pages = Pages::of(relay::ListSipEndpoints::new(
            query.validated().expect("it is valid"),
        ));
        let mut sizes = Vec::new();
        while let Some(list) = pages.next() {
            let page = client.call(&list).expect("a page");
            pages
                .follow(&page.links, &server.space())
                .expect("it is in the space");
            let meant = |record: &SipEndpoint| {
                let username = record.username.as_deref();
                username.is_some_and(|username| username.starts_with("a+b&c"))
            };
            assert!(page.data.iter().all(meant));
            sizes.push(page.data.len());
        }
        assert_eq!(sizes, [3, 3, 1]);
    }
}

mod a_refusal {
    use super::*;

    #[test]
    fn of_strangers_is_401() {
        let Setting { server, .. } = setting(Shape::Wrapped);
        let stranger = Credentials::new("Aladdin", "a token of another project").expect("valid");
        let client = Client::new(server.space(), stranger);
        let refused = error(client.call(&fabric::ListSipEndpoints::new()));
        assert!(matches!(&refused, Error::Unauthorized(_)));
        assert_eq!(refused.to_string(), "401: Unauthorized");
    }

    /// The same mistake, told by each generation in its own form, and by this side before anything is sent.
    #[test]
    fn of_what_breaks_a_rule_is_told_alike_by_both_sides() {
        let Setting { client, .. } = setting(Shape::Wrapped);
        let text = r#"{"username": "front desk"}"#;
        let valid = relay::UpdateSipEndpointRequest::builder()
            .build()
            .expect("it is valid");
        let record = made(&client, "front-desk", relay::Handler::RelayConnector);
        let relayed = relay::UpdateSipEndpoint::new(id_of(&record), valid);
        let relayed = error(client.call_with(&relayed, text));
        assert_eq!(relayed.status(), Some(422));
        assert_eq!(
            relayed.faults()[0].message(),
            "username has a character that is not allowed"
        );

        let valid = fabric::UpdateSipEndpointRequest::builder()
            .build()
            .expect("it is valid");
        let replaced = fabric::UpdateSipEndpoint::new(known(), valid);
        let replaced = error(client.call_with(&replaced, text));
        let before = Error::from(
            fabric::UpdateSipEndpointRequest::builder()
                .username("front desk")
                .build()
                .expect_err("it is invalid"),
        );
        assert_eq!((replaced.status(), before.status()), (Some(422), None));
        let pointers = |error: &Error| -> Vec<String> {
            let faults = error.faults().iter();
            faults.map(|fault| fault.pointer().to_owned()).collect()
        };
        assert_eq!(pointers(&replaced), ["/username"]);
        assert_eq!(pointers(&before), pointers(&replaced));
        let (Error::Invalid(replaced), Error::Invalid(before)) = (replaced, before) else {
            panic!("both are of one type");
        };
        assert_eq!(
            (
                replaced.at("/username").count(),
                before.at("/username").count()
            ),
            (1, 1)
        );
    }

    fn answered(status: u16, fields: &[(&'static str, &str)], body: &str) -> Error {
        let Setting { client, server } = setting(Shape::Wrapped);
        let fields = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        server.answer_next(Answer {
            status,
            fields: fields.collect(),
            body: body.to_owned(),
        });
        error(client.call(&fabric::GetSipEndpoint::new(known())))
    }

    #[test]
    fn of_too_many_requests_says_when_to_try_again() {
        let Error::TooManyRequests(refusal) = answered(429, &[("Retry-After", "7")], "slow down")
        else {
            panic!("429 has a kind of its own");
        };
        assert_eq!(refusal.status(), 429);
        assert_eq!(
            refusal.retry_after(),
            Some(&RetryAfter::Delay(Duration::from_secs(7)))
        );
        assert_eq!(refusal.message(), None);
    }

    #[test]
    fn of_any_status_keeps_it_whatever_the_body_is() {
        for body in ["", "<html>", r#"{"error": "no"}"#] {
            assert!(matches!(answered(403, &[], body), Error::Forbidden(_)));
            assert!(matches!(answered(500, &[], body), Error::Server(_)));
            assert!(matches!(answered(503, &[], body), Error::Server(_)));
            assert!(matches!(answered(400, &[], body), Error::Status(_)));
        }
        let unreadable = answered(200, &[], "<html>");
        assert!(matches!(unreadable, Error::Unreadable(_)));
        assert_eq!(unreadable.status(), Some(200));
    }

    #[test]
    fn of_the_client_to_follow_a_redirect_keeps_the_credentials_in_the_space() {
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        other.set_nonblocking(true).expect("it does not wait");
        let elsewhere = format!("http://{}/", other.local_addr().expect("an address"));
        let refused = answered(307, &[("Location", &elsewhere)], "");
        assert!(matches!(&refused, Error::Status(_)));
        assert_eq!(refused.status(), Some(307));
        assert!(other.accept().is_err(), "nobody came");
    }

    #[test]
    fn by_a_link_that_leads_elsewhere_asks_nobody_there() {
        let Setting { client, server } = setting(Shape::Wrapped);
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        other.set_nonblocking(true).expect("it does not wait");
        let elsewhere = other.local_addr().expect("an address");
        server.answer_next(Answer::json(
            200,
            &serde_json::json!({
                "links": { "self": "/", "first": "/", "next": format!("http://{elsewhere}/api/fabric") },
                "data": [],
            }),
        ));
        let mut pages = Pages::of(fabric::ListSipEndpoints::new());
        let list = pages.next().expect("the first page");
        let page = client.call(&list).expect("a page");
        assert!(pages.follow(&page.links, &server.space()).is_err());
        assert!(pages.next().is_none());
        assert!(other.accept().is_err(), "nobody came");
    }
}

/// What goes over the wire.
#[test]
fn a_request_has_the_credentials_and_the_body_and_shows_neither() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let space = Space::loopback(listener.local_addr().expect("an address").port());
    let credentials = || Credentials::new("Aladdin", "open sesame").expect("valid");
    let request = relay::CreateSipEndpointRequest::builder("front-desk", "hunter2")
        .build()
        .expect("it is valid");
    let create = relay::CreateSipEndpoint::new(request);

    let built = create.request(&space, &credentials()).expect("it is built");
    let (head, _) = built.into_parts();
    let shown = format!("{head:?} {space:?} {:?} {create:?}", credentials());
    for secret in ["open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ", "hunter2"] {
        assert!(!shown.contains(secret), "{shown}");
    }

    let client = Client::new(space, credentials());
    let sending = thread::spawn(move || client.call(&create));
    let (stream, _) = listener.accept().expect("the client comes");
    let received = Request::read(&stream).expect("a request");
    respond(&stream, &Answer::json(200, &serde_json::json!({}))).expect("it is answered");
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/api/relay/rest/endpoints/sip");
    assert_eq!(
        received.authorization.as_deref(),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    assert_eq!(
        received.body,
        br#"{"username":"front-desk","password":"hunter2"}"#
    );
    assert!(sending.join().expect("it ends").is_ok());
}

#[test]
fn a_server_that_is_not_there_is_a_failure_of_transport() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let credentials = Credentials::new("Aladdin", "open sesame").expect("valid");
    let client = Client::new(Space::loopback(port), credentials);
    let failure = client
        .call(&fabric::GetSipEndpoint::new(known()))
        .expect_err("there is no server");
    assert!(matches!(failure, Failure::Transport(_)));
    assert!(failure.to_string().starts_with("no answer: "));
}

#[test]
fn a_target_that_is_too_long_for_a_uri_is_not_sent() {
    let query = ListQuery {
        filter_username: Some("a".repeat(70_000)),
        ..ListQuery::default()
    };
    let list = relay::ListSipEndpoints::new(query.validated().expect("it is valid"));
    let credentials = Credentials::new("Aladdin", "open sesame").expect("valid");
    let error = list
        .request(&Space::loopback(1), &credentials)
        .expect_err("it is too long");
    assert_eq!(error.status(), None);
    let source = core::error::Error::source(&error).expect("it is said why");
    assert_eq!(error.to_string(), format!("nothing was sent: {source}"));
}
