//! What each operation says is to be sent, and how it reads answers.

use crossfield::rule::{Check, Rules, Shape};
use crossfield::{Valid, Validate};
use serde_json::{Value, json};
use signalwire_sip::relay::ListQuery;
use signalwire_sip::{
    Error, LinkError, Links, Method, Operation, Pages, ResourceId, SipEndpoint, SipEndpointAnswer,
    SipEndpointId, Space, fabric, relay,
};

const RESOURCE: &str = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
const ENDPOINT: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

fn resource() -> ResourceId {
    RESOURCE.parse().expect("a UUID")
}

fn endpoint() -> SipEndpointId {
    ENDPOINT.parse().expect("a UUID")
}

fn valid<T: Validate>(request: T) -> Valid<T> {
    Valid::new(request).unwrap_or_else(|rejected| panic!("{rejected}"))
}

fn said<O: Operation>(operation: &O) -> (&'static str, String, Option<Value>) {
    let body = operation.body().expect("it is written");
    let body = body.map(|body| serde_json::from_slice(&body).expect("it is JSON"));
    (O::METHOD.as_str(), operation.target(), body)
}

#[test]
fn each_operation_of_fabric_says_what_to_send() {
    let folder = "/api/fabric/resources/sip_endpoints";
    let json = |request: Value| Some(request);
    let update = fabric::UpdateSipEndpointRequest::example();
    let create = fabric::CreateSipEndpointRequest::example();
    for (found, expected) in [
        (
            said(&fabric::ListSipEndpoints::new()),
            ("GET", folder.to_owned(), None),
        ),
        (
            said(&fabric::CreateSipEndpoint::new(valid(create.clone()))),
            (
                "POST",
                folder.to_owned(),
                json(serde_json::to_value(create).expect("it is JSON")),
            ),
        ),
        (
            said(&fabric::GetSipEndpoint::new(resource())),
            ("GET", format!("{folder}/{RESOURCE}"), None),
        ),
        (
            said(&fabric::UpdateSipEndpoint::new(
                resource(),
                valid(update.clone()),
            )),
            (
                "PUT",
                format!("{folder}/{RESOURCE}"),
                json(serde_json::to_value(update).expect("it is JSON")),
            ),
        ),
        (
            said(&fabric::DeleteSipEndpoint::new(resource())),
            ("DELETE", format!("{folder}/{RESOURCE}"), None),
        ),
        (
            said(&fabric::ListSipEndpointAddresses::new(resource())),
            ("GET", format!("{folder}/{RESOURCE}/addresses"), None),
        ),
        (
            said(&fabric::AssignSipEndpoint::new(resource(), endpoint())),
            (
                "POST",
                format!("/api/fabric/resources/{RESOURCE}/sip_endpoints"),
                json(json!({ "sip_endpoint_id": ENDPOINT })),
            ),
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn each_operation_of_relay_says_what_to_send() {
    let folder = "/api/relay/rest/endpoints/sip";
    let update = relay::UpdateSipEndpointRequest::example();
    let create = relay::CreateSipEndpointRequest::example();
    for (found, expected) in [
        (
            said(&relay::ListSipEndpoints::new(valid(ListQuery::default()))),
            ("GET", folder.to_owned(), None),
        ),
        (
            said(&relay::CreateSipEndpoint::new(valid(create.clone()))),
            (
                "POST",
                folder.to_owned(),
                Some(serde_json::to_value(create).expect("it is JSON")),
            ),
        ),
        (
            said(&relay::GetSipEndpoint::new(endpoint())),
            ("GET", format!("{folder}/{ENDPOINT}"), None),
        ),
        (
            said(&relay::UpdateSipEndpoint::new(
                endpoint(),
                valid(update.clone()),
            )),
            (
                "PUT",
                format!("{folder}/{ENDPOINT}"),
                Some(serde_json::to_value(update).expect("it is JSON")),
            ),
        ),
        (
            said(&relay::DeleteSipEndpoint::new(endpoint())),
            ("DELETE", format!("{folder}/{ENDPOINT}"), None),
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn a_method_is_shown_as_it_is_written() {
    assert_eq!(
        [Method::Get, Method::Post, Method::Put, Method::Delete].map(|method| method.to_string()),
        ["GET", "POST", "PUT", "DELETE"]
    );
}

#[test]
fn a_query_is_percent_encoded() {
    let query = ListQuery {
        filter_username: Some("front desk&page_size=1000".to_owned()),
        filter_caller_id: Some("+1 (202) 555-0134 ☎".to_owned()),
        page_number: Some(2),
        page_size: Some(1000),
        page_token: Some("PA=/?".to_owned()),
    };
    let list = relay::ListSipEndpoints::new(valid(query));
    assert_eq!(
        list.query(),
        "filter_username=front%20desk%26page_size%3D1000\
         &filter_caller_id=%2B1%20%28202%29%20555-0134%20%E2%98%8E\
         &page_number=2&page_size=1000&page_token=PA%3D%2F%3F"
    );
}

#[test]
fn a_successful_answer_is_what_the_operation_says_and_has_any_2xx() {
    let record = serde_json::to_vec(&SipEndpoint::example()).expect("it is JSON");
    for status in [200, 201, 202, 299] {
        let answer = fabric::GetSipEndpoint::answer(status, None, &record).expect("a record");
        assert!(matches!(answer, SipEndpointAnswer::Record(_)));
        assert!(relay::GetSipEndpoint::answer(status, None, &record).is_ok());
    }
    for status in [199, 300, 304, 404] {
        let error = relay::GetSipEndpoint::answer(status, None, &record).expect_err("no success");
        assert_eq!(error.status(), Some(status));
    }
    for body in [&b""[..], b"{}", b"gone"] {
        assert!(relay::DeleteSipEndpoint::answer(204, None, body).is_ok());
        assert!(fabric::DeleteSipEndpoint::answer(200, None, body).is_ok());
    }
}

#[test]
fn a_success_that_cannot_be_read_keeps_its_status() {
    for body in [
        &b""[..],
        b"<html>",
        b"[]",
        b"null",
        b"{\"username\": 5}",
        b"{}{}",
    ] {
        let error = relay::GetSipEndpoint::answer(201, None, body).expect_err("it is no record");
        assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
        assert_eq!(error.status(), Some(201));
        assert!(
            error
                .to_string()
                .starts_with("201: the answer cannot be read: ")
        );
        assert!(std::error::Error::source(&error).is_some());
    }
    let error = relay::GetSipEndpoint::answer(201, None, b"[]").expect_err("it is no record");
    let Error::Unreadable(unreadable) = error else {
        panic!("it is {error:?}");
    };
    assert_eq!(unreadable.status(), 201);
    assert_eq!(
        unreadable.reason().to_string(),
        "invalid type: sequence, expected an object at line 1 column 0"
    );
}

#[test]
fn a_list_is_read_as_documented_and_as_it_comes() {
    let page = |next: &str, id: &str| {
        format!(r#"{{"links": {{"self": "/", "first": "/"{next}}}, "data": [{{"id": "{id}"}}]}}"#)
    };
    let first = page(r#", "next": "/a""#, ENDPOINT);
    let last = page("", RESOURCE);
    let read = |body: &str| fabric::ListSipEndpoints::answer(200, None, body.as_bytes());
    let alone = read(&first).expect("a page");
    assert_eq!(
        (alone.data.len(), alone.links.next.as_deref()),
        (1, Some("/a"))
    );
    let joined = read(&format!(" [{first}, {last}]")).expect("pages");
    assert_eq!((joined.data.len(), joined.links.next), (2, None));
    assert!(read("[]").expect("no pages").data.is_empty());
    assert!(read("{}").is_err());
}

#[test]
fn pages_follow_links_within_the_space_and_nowhere_else() {
    let space = Space::new("example").expect("a label");
    let links = |next: &str| Links {
        next: Some(next.to_owned()),
        ..Links::default()
    };
    let addresses = fabric::ListSipEndpointAddresses::new(resource());
    let own = addresses.target();
    let mut pages = Pages::of(addresses);
    let sent = pages.next().expect("the first page");
    assert_eq!(sent.target(), own);

    let url = "https://example.signalwire.com/api/a?page_token=x%20y#z";
    pages
        .follow(&links(url), &space)
        .expect("it is in the space");
    let sent = pages.next().expect("the second page");
    assert_eq!(sent.target(), "/api/a?page_token=x%20y");
    assert_eq!(pages.follow(&links(url), &space), Err(LinkError::Loop));
    assert!(pages.next().is_none());

    let mut pages = Pages::of(relay::ListSipEndpoints::new(valid(ListQuery::default())));
    assert!(pages.next().is_some());
    let elsewhere = links("https://evil.example/api/relay/rest/endpoints/sip?page_token=x");
    let error = pages
        .follow(&elsewhere, &space)
        .expect_err("it is elsewhere");
    assert_eq!(error, LinkError::Elsewhere);
    assert!(!error.to_string().contains("evil"));
    assert!(pages.next().is_none(), "it is not followed");

    let mut pages = Pages::of(fabric::ListSipEndpoints::new());
    assert!(pages.next().is_some());
    pages.follow(&Links::default(), &space).expect("no link");
    assert!(pages.next().is_none(), "it was the last");
}

/// The rules on texts stand on four types, since each says otherwise when a field may be left out.
#[test]
fn the_same_field_has_the_same_rules_in_every_request() {
    let own = |rules: &'static Rules, name: &str| -> Vec<String> {
        let field = rules.fields.iter().find(|field| field.name == name);
        let checks: &[Check] = field.expect("every request has it").checks;
        checks.iter().map(|check| format!("{check:?}")).collect()
    };
    let requests = [
        rules::<fabric::UpdateSipEndpointRequest>(),
        rules::<fabric::CreateSipEndpointRequest>(),
        rules::<relay::CreateSipEndpointRequest>(),
        rules::<relay::UpdateSipEndpointRequest>(),
    ];
    for name in ["username", "caller_id", "send_as", "ciphers", "codecs"] {
        let first = own(requests[0], name);
        assert!(!first.is_empty());
        for request in requests {
            assert_eq!(own(request, name), first, "{name} of {}", request.name);
        }
    }
}

fn rules<T: Validate>() -> &'static Rules {
    match T::SHAPE {
        Shape::Object(rules) => rules(),
        other => panic!("a request is an object, not {other:?}"),
    }
}
