//! What no table of rules says, and is read by code of its own: an answer in either shape, and pages. The committed schemas
//! accept what is read and keeps the rules, and nothing else.

use conformance::agree::component;
use crossfield::cases;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use signalwire_sip::{
    Links, Operation, Page, SipEndpoint, SipEndpointAnswer, SipEndpointResource, Validate, fabric,
    relay,
};

/// The random payloads of each type.
const RANDOM: usize = 1_500;

/// Each document with a component.
fn documents(api: &str) -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.starts_with(&format!("{api}.openapi")) {
            let text = std::fs::read_to_string(&path).unwrap();
            documents.push((name, serde_json::from_str(&text).unwrap()));
        }
    }
    assert!(
        documents.len() >= 2,
        "one for validators, one for generators"
    );
    documents
}

/// Holds the schemas of a component against what reads it.
fn agree(api: &str, name: &str, payloads: &[Value], reads: impl Fn(&str) -> bool) {
    for (file, document) in documents(api) {
        let schema = component(&document, name).unwrap();
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        let (mut valid, mut invalid) = (0, 0);
        for payload in payloads {
            let text = payload.to_string();
            let is_valid = reads(&text);
            assert_eq!(
                validator.is_valid(payload),
                is_valid,
                "{file} {name}: {text}"
            );
            valid += usize::from(is_valid);
            invalid += usize::from(!is_valid);
        }
        println!("{file} {name}: {valid} valid, {invalid} invalid");
        assert!(
            valid > 50 && invalid > 50,
            "{file} {name}: {valid} valid, {invalid} invalid"
        );
    }
}

/// Payloads of a type: those made from its rules, and random ones.
fn payloads<T: Validate + DeserializeOwned>(seed: u64) -> Vec<Value> {
    let made = cases::valid::<T>().into_iter().chain(cases::invalid::<T>());
    let made = made.map(|case| case.text().to_owned());
    let texts = made.chain(cases::random::<T>(seed).take(RANDOM));
    // Some are no JSON.
    texts
        .filter_map(|text| serde_json::from_str(&text).ok())
        .collect()
}

/// Records and resources, and what is neither: either of them with something else under the key that tells them apart.
fn answers() -> Vec<Value> {
    let mut payloads: Vec<Value> = payloads::<SipEndpoint>(1);
    payloads.extend(self::payloads::<SipEndpointResource>(2));
    let inner = json!(SipEndpointResource::example())["sip_endpoint"].take();
    let others = [
        json!(null),
        json!(7),
        json!("a"),
        json!([]),
        json!([1]),
        json!({}),
        inner,
    ];
    let bases = cases::valid::<SipEndpoint>().into_iter().step_by(20).chain(
        cases::valid::<SipEndpointResource>()
            .into_iter()
            .step_by(10),
    );
    for base in bases {
        let Ok(Value::Object(base)) = serde_json::from_str(base.text()) else {
            continue;
        };
        for other in &others {
            let mut payload = base.clone();
            payload.insert("sip_endpoint".to_owned(), other.clone());
            payloads.push(payload.into());
        }
    }
    payloads
}

fn is_answer(text: &str) -> bool {
    let answer: Result<SipEndpointAnswer, _> = serde_json::from_str(text);
    answer.is_ok_and(|answer| answer.validate().is_ok())
}

#[test]
fn the_schema_of_an_answer_in_either_shape_accepts_what_is_read() {
    agree("fabric", "SipEndpointAnswer", &answers(), is_answer);
}

/// Pages with one thing wrong at most: the page itself, its links, or what stands on it.
fn pages(items: &[Value]) -> Vec<Value> {
    let links = json!({ "self": "/a", "first": "/a" });
    let first = items.first().unwrap();
    let mut pages: Vec<Value> = payloads::<Links>(3)
        .into_iter()
        .map(|links| json!({ "links": links, "data": [first] }))
        .collect();
    pages.extend(
        items
            .iter()
            .map(|item| json!({ "links": links, "data": [first, item] })),
    );
    pages.extend([
        json!({ "links": links, "data": [] }),
        // What serde alone reads as the fields of a struct.
        json!({ "links": ["/a", "/a", null, null], "data": [] }),
        json!([{ "self": "/a", "first": "/a" }, []]),
        json!({ "links": links, "data": [], "more": 1 }),
        json!({ "links": links }),
        json!({ "links": links, "data": null }),
        json!({ "links": links, "data": {} }),
        json!({ "data": [] }),
        json!({ "links": null, "data": [] }),
        json!([]),
        json!({}),
        json!(null),
        Value::Object(Map::new()),
    ]);
    pages
}

/// Whether an operation reads a page, and the page keeps the rules of what is on it.
fn is_page<O, T>(text: &str, is_item: fn(&T) -> bool) -> bool
where
    O: Operation<Response = Page<T>>,
{
    let page = O::answer(200, None, text.as_bytes());
    page.is_ok_and(|page| page.links.is_valid() && page.data.iter().all(is_item))
}

#[test]
fn the_schemas_of_pages_accept_what_is_read() {
    agree(
        "relay",
        "SipEndpointPage",
        &pages(&payloads::<SipEndpoint>(4)),
        |text| is_page::<relay::ListSipEndpoints, _>(text, SipEndpoint::is_valid),
    );
    agree(
        "fabric",
        "AddressPage",
        &pages(&payloads::<fabric::Address>(5)),
        |text| is_page::<fabric::ListSipEndpointAddresses, _>(text, fabric::Address::is_valid),
    );
    // What reads an answer of Fabric's takes a list of pages too, and says so; the schema is that of a page.
    let pages: Vec<Value> = pages(&answers());
    let pages: Vec<Value> = pages.into_iter().filter(|page| !page.is_array()).collect();
    agree("fabric", "SipEndpointAnswerPage", &pages, |text| {
        is_page::<fabric::ListSipEndpoints, _>(text, |answer: &SipEndpointAnswer| {
            answer.validate().is_ok()
        })
    });
}
