//! From a request to an answer.

use std::error::Error;

use crossfield::Validate;
use crossfield::schema::CarriesRules;
use jsonschema::Validator;
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use signalwire_sip::relay::ListQuery;
use signalwire_sip::{fabric, relay};

use super::AUTHORIZATION;
use super::http::{Answer, Request};
use super::refusal::{errors, in_relay_form};
use super::store::{Store, Stored};

const FABRIC: &str = "/api/fabric/resources/";
const RELAY: &str = "/api/relay/rest/endpoints/sip";

/// The schemas by which the server judges.
pub(super) struct Schemas {
    fabric_create: Validator,
    fabric_update: Validator,
    assign: Validator,
    relay_create: Validator,
    relay_update: Validator,
    relay_list: Validator,
}

impl Schemas {
    pub(super) fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            fabric_create: schema::<fabric::CreateSipEndpointRequest>()?,
            fabric_update: schema::<fabric::UpdateSipEndpointRequest>()?,
            assign: schema::<fabric::AssignSipEndpointRequest>()?,
            relay_create: schema::<relay::CreateSipEndpointRequest>()?,
            relay_update: schema::<relay::UpdateSipEndpointRequest>()?,
            relay_list: schema::<ListQuery>()?,
        })
    }
}

/// From the type, since the files under `schema/` are no part of the package.
fn schema<T: JsonSchema + Validate + CarriesRules>() -> Result<Validator, Box<dyn Error>> {
    let document = crossfield::schema::document::<T>("https://example.com/request.schema.json");
    Ok(jsonschema::validator_for(&document)?)
}

/// Which of the two generations of the API is asked, which differ in how they refuse.
#[derive(Clone, Copy)]
enum Api {
    Fabric,
    Relay,
}

/// An answer, or a refusal.
type Outcome = Result<Answer, Answer>;

pub(super) fn answer(request: &Request, schemas: &Schemas, store: &mut Store) -> Answer {
    if request.authorization.as_deref() != Some(AUTHORIZATION) {
        return Answer::json(401, &json!({ "error": "Unauthorized" }));
    }
    let (path, query) = request
        .target
        .split_once('?')
        .unwrap_or((&request.target, ""));
    let outcome = if let Some(rest) = path.strip_prefix(FABRIC) {
        let steps: Vec<&str> = rest.split('/').collect();
        fabric(request, &steps, query, schemas, store)
    } else if let Some(rest) = path.strip_prefix(RELAY) {
        relay(request, rest.strip_prefix('/'), query, schemas, store)
    } else {
        Err(not_found())
    };
    outcome.unwrap_or_else(|refusal| refusal)
}

fn fabric(
    request: &Request,
    steps: &[&str],
    query: &str,
    schemas: &Schemas,
    store: &mut Store,
) -> Outcome {
    match (request.method.as_str(), steps) {
        ("GET", ["sip_endpoints"]) => {
            let endpoints: Vec<&Stored> = store.all().iter().collect();
            let path = format!("{FABRIC}sip_endpoints");
            Ok(page(&path, &parameters(query), &endpoints, |stored| {
                store.shown(stored)
            }))
        }
        ("POST", ["sip_endpoints"]) => {
            let body = judged(request, &schemas.fabric_create, Api::Fabric)?;
            store.create(&body).ok_or_else(not_found)?;
            let made = store.all().last().ok_or_else(not_found)?;
            Ok(Answer::json(201, &store.shown(made)))
        }
        ("GET", ["sip_endpoints", id]) => {
            let stored = store.by_resource(id).ok_or_else(not_found)?;
            Ok(Answer::json(200, &store.shown(stored)))
        }
        ("PUT", ["sip_endpoints", id]) => {
            store.by_resource(id).ok_or_else(not_found)?;
            let body = judged(request, &schemas.fabric_update, Api::Fabric)?;
            store.replace(id, &body);
            let stored = store.by_resource(id).ok_or_else(not_found)?;
            Ok(Answer::json(200, &store.shown(stored)))
        }
        ("DELETE", ["sip_endpoints", id]) => {
            removed(store.remove(|stored| stored.has_resource_id(id)))
        }
        ("GET", ["sip_endpoints", id, "addresses"]) => {
            let stored = store.by_resource(id).ok_or_else(not_found)?;
            let path = format!("{FABRIC}sip_endpoints/{id}/addresses");
            Ok(page(&path, &parameters(query), &[stored], |_| {
                json!(fabric::Address::example())
            }))
        }
        ("POST", [id, "sip_endpoints"]) => {
            store.by_resource(id).ok_or_else(not_found)?;
            let body = judged(request, &schemas.assign, Api::Fabric)?;
            let endpoint = body.get("sip_endpoint_id").and_then(Value::as_str);
            let endpoint = endpoint.and_then(|id| store.by_endpoint(id));
            endpoint.ok_or_else(not_found)?;
            Ok(Answer::json(
                200,
                &json!(fabric::AssignedAddress::example()),
            ))
        }
        _ => Err(not_found()),
    }
}

fn relay(
    request: &Request,
    id: Option<&str>,
    query: &str,
    schemas: &Schemas,
    store: &mut Store,
) -> Outcome {
    match (request.method.as_str(), id) {
        ("GET", None) => listed(query, schemas, store),
        ("POST", None) => {
            let body = judged(request, &schemas.relay_create, Api::Relay)?;
            let made = store.create(&body).ok_or_else(not_found)?;
            Ok(Answer::json(201, &made.flat()))
        }
        ("GET", Some(id)) => {
            let stored = store.by_endpoint(id).ok_or_else(not_found)?;
            Ok(Answer::json(200, &stored.flat()))
        }
        ("PUT", Some(id)) => {
            store.by_endpoint(id).ok_or_else(not_found)?;
            let body = judged(request, &schemas.relay_update, Api::Relay)?;
            store.change(id, &body);
            let stored = store.by_endpoint(id).ok_or_else(not_found)?;
            Ok(Answer::json(200, &stored.flat()))
        }
        ("DELETE", Some(id)) => removed(store.remove(|stored| stored.has_endpoint_id(id))),
        _ => Err(not_found()),
    }
}

fn listed(query: &str, schemas: &Schemas, store: &Store) -> Outcome {
    let parameters = parameters(query);
    let typed = parameters.iter().map(|(name, value)| {
        let number = value.parse().ok().filter(|_| name.starts_with("page_"));
        (name.clone(), number.unwrap_or_else(|| json!(value)))
    });
    // A token is a text, whatever it looks like.
    let mut typed: Map<String, Value> = typed.collect();
    if let Some(token) = typed.get_mut("page_token") {
        *token = json!("token");
    }
    judge(&typed.into(), &schemas.relay_list, Api::Relay)?;
    let filters = |stored: &&Stored| {
        let mut filters = parameters.iter().filter_map(|(name, text)| {
            let field = name.strip_prefix("filter_")?;
            Some((field, text))
        });
        filters.all(|(field, text)| stored.contains(field, text))
    };
    let endpoints: Vec<&Stored> = store.all().iter().filter(filters).collect();
    Ok(page(RELAY, &parameters, &endpoints, Stored::flat))
}

/// The body of a request, if it keeps the rules.
fn judged(request: &Request, schema: &Validator, api: Api) -> Result<Map<String, Value>, Answer> {
    let body = serde_json::from_slice(&request.body);
    let body = body.map_err(|_| Answer::json(400, &json!({ "error": "Bad Request" })))?;
    judge(&body, schema, api)?;
    match body {
        Value::Object(members) => Ok(members),
        _ => Ok(Map::new()),
    }
}

fn judge(value: &Value, schema: &Validator, api: Api) -> Result<(), Answer> {
    let errors = errors(value, schema);
    if errors.is_empty() {
        return Ok(());
    }
    let errors = match api {
        Api::Fabric => errors,
        Api::Relay => in_relay_form(errors),
    };
    Err(Answer::json(422, &json!({ "errors": errors })))
}

fn removed(was_there: bool) -> Outcome {
    if was_there {
        Ok(Answer::nothing())
    } else {
        Err(not_found())
    }
}

fn not_found() -> Answer {
    Answer::json(404, &json!({ "error": "Not Found" }))
}

/// The page that the parameters ask for, with links to its neighbours that keep the filters.
fn page(
    path: &str,
    parameters: &[(String, String)],
    endpoints: &[&Stored],
    shown: impl Fn(&Stored) -> Value,
) -> Answer {
    let parameter = |name: &str, default: usize| {
        let mut named = parameters.iter().filter(|(known, _)| known == name);
        let number = named.next().and_then(|(_, value)| value.parse().ok());
        number.unwrap_or(default)
    };
    let (number, size) = (parameter("page_number", 0), parameter("page_size", 50));
    let start = number.saturating_mul(size);
    let link = |number: usize| {
        let filters = parameters
            .iter()
            .filter(|(name, _)| name.starts_with("filter_"));
        let filters = filters.map(|(name, value)| format!("{name}={}&", encoded(value)));
        let filters: String = filters.collect();
        format!("{path}?{filters}page_number={number}&page_size={size}&page_token=PA{number}")
    };
    let mut links = json!({ "self": link(number), "first": link(0) });
    if start.saturating_add(size) < endpoints.len() {
        links["next"] = link(number + 1).into();
    }
    if number > 0 {
        links["prev"] = link(number - 1).into();
    }
    let data: Vec<Value> = endpoints
        .iter()
        .skip(start)
        .take(size)
        .map(|stored| shown(stored))
        .collect();
    Answer::json(200, &json!({ "links": links, "data": data }))
}

/// The parameters of a query, decoded.
fn parameters(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// RFC 3986, section 2.1. What is no escape stays.
fn decoded(text: &str) -> String {
    let mut octets = Vec::new();
    let mut rest = text;
    while let Some(octet) = rest.bytes().next() {
        let escape = rest.strip_prefix('%').and_then(|digits| digits.get(..2));
        let escaped = escape.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        octets.push(escaped.unwrap_or(octet));
        let length = if escaped.is_some() { 3 } else { 1 };
        rest = rest.get(length..).unwrap_or_default();
    }
    String::from_utf8_lossy(&octets).into_owned()
}

fn encoded(text: &str) -> String {
    let octets = text.bytes().map(|octet| {
        if octet.is_ascii_alphanumeric() {
            char::from(octet).to_string()
        } else {
            format!("%{octet:02X}")
        }
    });
    octets.collect()
}
