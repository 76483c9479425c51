//! Bodies of requests and answers, with their examples.

use crossfield::schema::{CarriesRules, Components};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use signalwire_sip::{
    CallHandler, Links, Page, RelayCallHandler, SipEndpoint, SipEndpointAnswer,
    SipEndpointResource, fabric, relay,
};

/// What a body can say; `()` where there is none.
pub(super) trait Body {
    /// The schema to write where the body is; `None` where there is none.
    fn schema(components: &mut Components) -> Option<Value>;

    /// As documentation shows it, at the path of the operation.
    fn examples(path: &str) -> Vec<Example>;
}

/// An example: its key, what it shows, and the body.
pub(super) struct Example {
    name: &'static str,
    summary: &'static str,
    value: Value,
}

impl Example {
    fn new(name: &'static str, summary: &'static str, value: &impl Serialize) -> Self {
        Self {
            name,
            summary,
            value: json!(value),
        }
    }
}

/// The value of `content` in an operation at this path.
pub(super) fn content<T: Body>(path: &str, components: &mut Components) -> Option<Value> {
    let schema = T::schema(components)?;
    let mut media = Map::from_iter([("schema".to_owned(), schema)]);
    let mut examples = T::examples(path);
    if let [only] = examples.as_mut_slice() {
        media.insert("example".to_owned(), only.value.take());
    } else {
        let examples = examples.into_iter().map(|example| {
            let Example {
                name,
                summary,
                value,
            } = example;
            (
                name.to_owned(),
                json!({ "summary": summary, "value": value }),
            )
        });
        media.insert(
            "examples".to_owned(),
            examples.collect::<Map<_, _>>().into(),
        );
    }
    Some(json!({ "application/json": media }))
}

impl Body for () {
    fn schema(_: &mut Components) -> Option<Value> {
        None
    }

    fn examples(_: &str) -> Vec<Example> {
        Vec::new()
    }
}

/// A page of what it has one of.
impl<T: Body + JsonSchema + CarriesRules> Body for Page<T> {
    fn schema(components: &mut Components) -> Option<Value> {
        Some(components.add::<Self>())
    }

    fn examples(path: &str) -> Vec<Example> {
        let page = |number: u8| {
            Some(format!(
                "https://example.signalwire.com{path}?page_number={number}"
            ))
        };
        let links = Links {
            this: page(0),
            first: page(0),
            next: page(1),
            prev: None,
        };
        let data: Vec<Value> = T::examples(path)
            .into_iter()
            .map(|example| example.value)
            .collect();
        let page = json!({ "links": links, "data": data });
        vec![Example::new("page", "A page that is not the last.", &page)]
    }
}

macro_rules! bodies {
    ($($body:ty => [$(($name:literal, $summary:literal, $value:expr)),+ $(,)?],)+) => {
        $(impl Body for $body {
            fn schema(components: &mut Components) -> Option<Value> {
                Some(components.add::<Self>())
            }

            fn examples(_: &str) -> Vec<Example> {
                vec![$(Example::new($name, $summary, &$value)),+]
            }
        })+
    };
}

bodies! {
    fabric::CreateSipEndpointRequest => [
        ("endpoint", "An endpoint that may dial out.", Self::example()),
    ],
    fabric::UpdateSipEndpointRequest => [
        ("callsToResource", "Every call goes to a resource, which must be named.", Self::example()),
        (
            "callsToTelephoneNetwork",
            "The endpoint may dial out, and no resource is named.",
            Self {
                username: Some("front-desk".to_owned()),
                call_handler: Some(CallHandler::Passthrough),
                ..Self::default()
            }
        ),
    ],
    fabric::AssignSipEndpointRequest => [
        ("assignment", "The endpoint that the resource is assigned to.", Self::example()),
    ],
    relay::CreateSipEndpointRequest => [
        ("endpoint", "Calls are handled by a topic.", Self::example()),
    ],
    relay::UpdateSipEndpointRequest => [
        ("handlerChanges", "Another handler, with all that it needs.", Self::example()),
        (
            "handlerStays",
            "What a handler needs may be changed without naming it.",
            Self { call_relay_topic: Some("office".to_owned()), ..Self::default() }
        ),
        (
            "connector",
            "A handler that needs nothing.",
            Self { call_handler: Some(RelayCallHandler::RelayConnector), ..Self::default() }
        ),
    ],
    SipEndpoint => [("record", "The record alone.", Self::example())],
    SipEndpointAnswer => [
        (
            "resource",
            "Inside its resource, as a live API answers.",
            Self::Resource(Box::new(SipEndpointResource::example()))
        ),
        (
            "record",
            "The record alone.",
            Self::Record(Box::new(SipEndpoint::example()))
        ),
    ],
    fabric::Address => [("address", "An address for calls.", Self::example())],
    fabric::AssignedAddress => [("address", "An address for calls.", Self::example())],
}
