//! The requests of the relay API.

use serde_json::{Map, json};
use signalwire_sip::relay::{CreateSipEndpointRequest, ListQuery, UpdateSipEndpointRequest};

use super::*;

const UUID: &str = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
const URL: &str = "https://example.com/a";

/// What a field of a call handler holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Url,
    Uuid,
    Method,
}

impl Kind {
    fn valid(self) -> Value {
        match self {
            Self::Text => json!("x"),
            Self::Url => json!(URL),
            Self::Uuid => json!(UUID),
            Self::Method => json!("GET"),
        }
    }

    /// Values of the right type that it does not take.
    fn invalid(self) -> Vec<(Value, Code)> {
        match self {
            Self::Text => vec![(json!(""), LENGTH)],
            Self::Url => vec![(json!(""), FORMAT), (json!("ftp://example.com"), FORMAT)],
            Self::Uuid => vec![(json!(""), FORMAT), (json!("9b2c3d4e"), FORMAT)],
            Self::Method => vec![(json!(""), ENUM), (json!("get"), ENUM)],
        }
    }
}

use Kind::{Method, Text, Url, Uuid};

/// A field, what it holds, and whether its call handler needs it.
type Owned = (&'static str, Kind, bool);

/// The call handlers, and the fields of each.
#[rustfmt::skip]
const HANDLERS: [(&str, &[Owned]); 11] = [
    ("relay_context", &[
        ("call_relay_context", Text, true),
        ("call_relay_context_status_callback_url", Url, true),
    ]),
    ("relay_topic", &[
        ("call_relay_topic", Text, true),
        ("call_relay_topic_status_callback_url", Url, true),
    ]),
    ("relay_application", &[("call_relay_application", Text, true)]),
    ("relay_connector", &[]),
    ("relay_script", &[("call_relay_script_url", Url, true)]),
    ("laml_webhooks", &[
        ("call_request_url", Url, true),
        ("call_request_method", Method, false),
        ("call_fallback_url", Url, true),
        ("call_fallback_method", Method, false),
        ("call_status_callback_url", Url, true),
        ("call_status_callback_method", Method, false),
    ]),
    ("laml_application", &[("call_laml_application_id", Text, true)]),
    ("dialogflow", &[("call_dialogflow_agent_id", Text, true)]),
    ("video_room", &[("call_video_room_id", Uuid, true)]),
    ("call_flow", &[("call_flow_id", Uuid, true), ("call_flow_version", Text, false)]),
    ("ai_agent", &[("call_ai_agent_id", Uuid, true)]),
];

/// What a field that both requests have may be, and the pointer and code of what is wrong with it.
#[rustfmt::skip]
const OWN: &[(&str, &str, &[Wrong])] = &[
    ("username", r#""front-desk""#, &[]),
    ("username", r#""""#, &[("/username", LENGTH)]),
    ("username", r#""front desk""#, &[("/username", PATTERN)]),
    ("username", "null", &[("/username", TYPE)]),
    ("username", "7", &[("/username", TYPE)]),
    ("password", r#""x""#, &[]),
    ("password", r#""""#, &[("/password", LENGTH)]),
    ("password", "null", &[("/password", TYPE)]),
    ("password", "[]", &[("/password", TYPE)]),
    ("caller_id", r#""Front desk""#, &[]),
    ("caller_id", r#""""#, &[("/caller_id", LENGTH)]),
    ("caller_id", r#""Front\ndesk""#, &[("/caller_id", PATTERN)]),
    ("caller_id", "null", &[("/caller_id", TYPE)]),
    ("caller_id", "true", &[("/caller_id", TYPE)]),
    ("send_as", r#""random""#, &[]),
    ("send_as", r#""""#, &[("/send_as", LENGTH)]),
    ("send_as", r#""a\u0000""#, &[("/send_as", PATTERN)]),
    ("send_as", "null", &[("/send_as", TYPE)]),
    ("send_as", "{}", &[("/send_as", TYPE)]),
    ("ciphers", r#"["AEAD_AES_256_GCM_8", "NEWER", ""]"#, &[]),
    ("ciphers", "[]", &[]),
    ("ciphers", r#"["NEWER", "NEWER"]"#, &[("/ciphers", DUPLICATE)]),
    ("ciphers", "[null]", &[("/ciphers/0", TYPE)]),
    ("ciphers", "[1]", &[("/ciphers/0", TYPE)]),
    ("ciphers", "null", &[("/ciphers", TYPE)]),
    ("ciphers", r#""AEAD_AES_256_GCM_8""#, &[("/ciphers", TYPE)]),
    ("codecs", r#"["OPUS", "AV1"]"#, &[]),
    ("codecs", r#"["OPUS", "OPUS"]"#, &[("/codecs", DUPLICATE)]),
    ("codecs", "[null]", &[("/codecs/0", TYPE)]),
    ("codecs", "[{}]", &[("/codecs/0", TYPE)]),
    ("codecs", "null", &[("/codecs", TYPE)]),
    ("codecs", "{}", &[("/codecs", TYPE)]),
    ("encryption", r#""required""#, &[]),
    ("encryption", r#""quantum""#, &[("/encryption", ENUM)]),
    ("encryption", r#""""#, &[("/encryption", ENUM)]),
    ("encryption", "null", &[("/encryption", TYPE)]),
    ("encryption", "false", &[("/encryption", TYPE)]),
    ("call_handler", r#""relay_connector""#, &[]),
    ("call_handler", r#""passthrough""#, &[("/call_handler", ENUM)]),
    ("call_handler", r#""""#, &[("/call_handler", ENUM)]),
    ("call_handler", "null", &[("/call_handler", TYPE)]),
    ("call_handler", r#"["relay_connector"]"#, &[("/call_handler", TYPE)]),
    ("calling_handler_resource_id", r#""9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#, &[(ID, UNKNOWN)]),
];

/// One of the two requests.
struct Request {
    /// What it must have.
    base: Value,
    /// Whether fields of a call handler are allowed without one.
    unchanged: bool,
}

impl Request {
    fn create() -> Self {
        Self {
            base: json!({ "username": "front-desk", "password": "x" }),
            unchanged: false,
        }
    }

    fn update() -> Self {
        Self {
            base: json!({}),
            unchanged: true,
        }
    }

    /// A row with more members, and what is wrong with it.
    fn row(&self, more: Map<String, Value>, wrong: &[(&str, Code)]) -> Row {
        let mut value = self.base.clone();
        let members = value.as_object_mut().expect("a request is an object");
        members.extend(more);
        let pointer = |name: &str| {
            if name.starts_with('/') {
                name.to_owned()
            } else {
                format!("/{name}")
            }
        };
        Row {
            text: value.to_string(),
            wrong: wrong
                .iter()
                .map(|(name, code)| (pointer(name), code.clone()))
                .collect(),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let own = OWN.iter().map(|(name, value, wrong)| {
            let value = serde_json::from_str(value).expect("a value is JSON");
            self.row(Map::from_iter([((*name).to_owned(), value)]), wrong)
        });
        let mut rows: Vec<Row> = own.collect();
        rows.push(self.row(Map::new(), &[]));
        for (handler, fields) in HANDLERS {
            rows.push(self.row(with_handler(handler), &[]));
            for (name, kind, required) in fields {
                rows.extend(self.under_own_handler(handler, name, *kind, *required));
                rows.extend(self.without_a_handler(name, *kind));
                rows.extend(self.under_others(handler, name, *kind));
            }
        }
        rows
    }

    fn under_own_handler(&self, handler: &str, name: &str, kind: Kind, required: bool) -> Vec<Row> {
        let mut without = with_handler(handler);
        without.remove(name);
        let missing: &[_] = if required { &[(name, REQUIRED)] } else { &[] };
        let mut rows = vec![self.row(without.clone(), missing)];
        for (value, code) in kind.invalid().into_iter().chain([(json!(1), TYPE)]) {
            without.insert(name.to_owned(), value);
            rows.push(self.row(without.clone(), &[(name, code)]));
        }
        rows
    }

    fn without_a_handler(&self, name: &str, kind: Kind) -> Vec<Row> {
        let alone = |value| Map::from_iter([(name.to_owned(), value)]);
        let mut rows = vec![self.row(alone(Value::Null), &[(name, TYPE)])];
        if self.unchanged {
            rows.push(self.row(alone(kind.valid()), &[]));
        } else {
            rows.push(self.row(alone(kind.valid()), &[(name, FORBIDDEN)]));
        }
        rows
    }

    fn under_others(&self, handler: &str, name: &str, kind: Kind) -> Vec<Row> {
        let others = HANDLERS.iter().filter(|(other, _)| *other != handler);
        let rows = others.map(|(other, _)| {
            let mut members = with_handler(other);
            members.insert(name.to_owned(), kind.valid());
            self.row(members, &[(name, FORBIDDEN)])
        });
        rows.collect()
    }
}

/// A call handler with all its fields.
fn with_handler(handler: &str) -> Map<String, Value> {
    let (_, fields) = HANDLERS
        .iter()
        .find(|(name, _)| *name == handler)
        .expect("one of the handlers");
    let members = fields
        .iter()
        .map(|(name, kind, _)| ((*name).to_owned(), kind.valid()));
    members
        .chain([("call_handler".to_owned(), json!(handler))])
        .collect()
}

const UNREADABLE: &[Code] = &[TYPE, ENUM, FORMAT, UNKNOWN];

#[test]
fn creations_break_the_rules_that_the_table_says() {
    let mut rows = Request::create().rows();
    rows.extend([
        row(
            r#"{"password": "x"}"#.to_owned(),
            &[("/username", REQUIRED)],
        ),
        row(
            r#"{"username": "a"}"#.to_owned(),
            &[("/password", REQUIRED)],
        ),
        row(
            r#"{"call_relay_topic": "x"}"#.to_owned(),
            &[
                ("/username", REQUIRED),
                ("/password", REQUIRED),
                ("/call_relay_topic", FORBIDDEN),
            ],
        ),
    ]);
    judge_rows::<CreateSipEndpointRequest>(&rows, UNREADABLE);
    assert_covered::<CreateSipEndpointRequest>(&rows);
}

#[test]
fn changes_break_the_rules_that_the_table_says() {
    let rows = Request::update().rows();
    judge_rows::<UpdateSipEndpointRequest>(&rows, UNREADABLE);
    assert_covered::<UpdateSipEndpointRequest>(&rows);
}

#[rustfmt::skip]
const QUERIES: &[(&str, &[Wrong])] = &[
    ("{}", &[]),
    (r#"{"filter_username": "front desk", "filter_caller_id": "", "page_number": 0, "page_size": 1, "page_token": "t"}"#, &[]),
    (r#"{"filter_caller_id": "x", "page_number": 2147483647, "page_size": 1000}"#, &[]),
    (r#"{"filter_username": null}"#, &[("/filter_username", TYPE)]),
    (r#"{"filter_username": 1}"#, &[("/filter_username", TYPE)]),
    (r#"{"filter_caller_id": null}"#, &[("/filter_caller_id", TYPE)]),
    (r#"{"filter_caller_id": 1}"#, &[("/filter_caller_id", TYPE)]),
    (r#"{"page_number": null}"#, &[("/page_number", TYPE)]),
    (r#"{"page_number": "1"}"#, &[("/page_number", TYPE)]),
    (r#"{"page_number": 2147483648}"#, &[("/page_number", RANGE)]),
    (r#"{"page_size": null}"#, &[("/page_size", TYPE)]),
    (r#"{"page_size": 1.5}"#, &[("/page_size", TYPE)]),
    (r#"{"page_size": 0}"#, &[("/page_size", RANGE)]),
    (r#"{"page_size": 1001}"#, &[("/page_size", RANGE)]),
    (r#"{"page_token": null}"#, &[("/page_token", TYPE)]),
    (r#"{"page_token": {}}"#, &[("/page_token", TYPE)]),
    (r#"{"page": 1}"#, &[("/page", UNKNOWN)]),
];

#[test]
fn queries_break_the_rules_that_the_table_says() {
    let rows: Vec<_> = QUERIES
        .iter()
        .map(|(text, wrong)| row((*text).to_owned(), wrong))
        .collect();
    judge_rows::<ListQuery>(&rows, UNREADABLE);
    assert_covered::<ListQuery>(&rows);
}
