use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::*;
use xtask::validate::{self, Format};

/// Made once: payloads for every rule of every type take a while.
static SITE: LazyLock<Site> = LazyLock::new(|| Site::of_the_types().unwrap());

/// The data of each type.
fn types(site: &Site) -> &Vec<Value> {
    site.data["types"].as_array().unwrap()
}

/// Of those with rules.
fn with_rules(site: &Site) -> impl Iterator<Item = &Value> {
    let all = site.types.iter().zip(types(site));
    let all = all.filter(|(shown, _)| shown.kind.is_some());
    all.map(|(_, data)| data)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

#[test]
fn every_component_of_the_documents_for_validators_is_shown() {
    let shown: BTreeSet<&str> = SITE.types.iter().map(|shown| shown.name.as_str()).collect();
    for rendered in SITE.rendered() {
        let document: Value = serde_json::from_str(&rendered.text).unwrap();
        let components = document["components"]["schemas"].as_object().unwrap();
        for name in components.keys() {
            assert!(shown.contains(name.as_str()), "{name}");
        }
    }
}

#[test]
fn each_operation_leads_to_types_that_are_shown() {
    let documents = SITE.data["documents"].as_array().unwrap();
    let operations = documents
        .iter()
        .flat_map(|document| document["operations"].as_array().unwrap());
    let operations: Vec<&Value> = operations.collect();
    assert!(!operations.is_empty());
    for operation in operations {
        let answers = operation["answers"].as_array().unwrap();
        assert!(!answers.is_empty(), "{operation}");
        let named = answers
            .iter()
            .flat_map(|answer| answer["types"].as_array().unwrap());
        for name in named.chain(operation["request"].as_array().unwrap()) {
            assert!(
                types(&SITE).iter().any(|kind| kind["name"] == *name),
                "{name}"
            );
        }
    }
}

#[test]
fn a_payload_of_every_type_with_rules_can_be_checked_in_the_page() {
    for kind in with_rules(&SITE) {
        assert!(
            kind["live"].is_object(),
            "{}: {}",
            kind["name"],
            kind["why"]
        );
    }
}

#[test]
fn every_type_has_a_valid_example_and_one_for_each_rule_that_is_shown() {
    for kind in with_rules(&SITE) {
        let name = text(kind, "name");
        let examples = kind["examples"].as_array().unwrap();
        assert!(
            examples.iter().any(|example| example["valid"] == true),
            "{name}"
        );
        let names: Vec<&str> = examples
            .iter()
            .map(|example| text(example, "name"))
            .collect();
        for form in kind["forms"].as_array().unwrap() {
            for broken in form["broken"].as_array().unwrap() {
                assert!(names.contains(&text(broken, "example")), "{name}: {broken}");
            }
        }
    }
}

#[test]
fn the_examples_are_what_they_are_called() {
    for shown in &SITE.types {
        let Some(kind) = shown.kind else { continue };
        for example in &shown.examples {
            let verdict = (kind.check)(example.text.as_bytes());
            assert_eq!(verdict.is_ok(), example.is_valid, "{}", example.text);
        }
    }
}

/// Of each example, the keywords that fail say what native code finds, by another validator than the page's.
#[test]
fn the_keywords_that_fail_mean_what_native_code_finds() {
    let mut looked_up = 0;
    for (shown, data) in SITE.types.iter().zip(types(&SITE)) {
        let Some(kind) = shown.kind else { continue };
        let live = &data["live"];
        let validator = jsonschema::draft202012::new(&live["schema"]).unwrap();
        for example in shown.examples.iter().filter(|example| !example.is_valid) {
            let payload: Value = serde_json::from_str(&example.text).unwrap();
            let said: Vec<String> = validator
                .iter_errors(&payload)
                .flat_map(|error| {
                    let keyword = error.schema_path().to_string();
                    let said = live["keywords"].get(&keyword).and_then(Value::as_array);
                    said.cloned().unwrap_or_default()
                })
                .map(|said| text(&said, "code").to_owned())
                .collect();
            for violation in (kind.check)(example.text.as_bytes()).unwrap_err() {
                assert!(
                    said.contains(&violation.code().as_str().to_owned()),
                    "{violation}: {said:?}"
                );
                looked_up += 1;
            }
        }
    }
    assert!(looked_up > 200, "{looked_up}");
}

#[test]
fn each_keyword_that_means_something_is_in_the_schema() {
    for kind in with_rules(&SITE) {
        let live = &kind["live"];
        for keyword in live["keywords"].as_object().unwrap().keys() {
            assert!(live["schema"].pointer(keyword).is_some(), "{keyword}");
        }
    }
}

#[test]
fn what_native_code_finds_is_what_the_command_line_says() {
    for (_, kind) in Type::with_documents() {
        let shown = SITE.types.iter().find(|shown| shown.name == kind.name);
        let shown = shown.unwrap();
        for example in &shown.examples {
            let mut out = Vec::new();
            let input = example.text.as_bytes();
            validate::check(*kind, Format::Json, false, input, &mut out).unwrap();
            let report: Value = serde_json::from_slice(&out).unwrap();
            let found = native(&example.text, |text| (kind.check)(text.as_bytes()));
            assert_eq!(report["violations"], found, "{}", example.text);
        }
    }
}

#[test]
fn the_data_is_a_script_that_sets_it() {
    let script = SITE.script();
    let data = script
        .strip_prefix("(globalThis.crossfield ??= {}).site = ")
        .and_then(|rest| rest.strip_suffix(";\n"))
        .unwrap();
    assert!(serde_json::from_str::<Value>(data).is_ok());
}

#[test]
fn a_form_shows_a_rule_as_it_is_written_and_as_it_is_said() {
    let request = types(&SITE)
        .iter()
        .find(|kind| kind["name"] == "UpdateSipEndpointRequest");
    let forms = request.unwrap()["forms"].as_array().unwrap();
    let field = "calling_handler_resource_id";
    let form = forms.iter().find(|form| form["field"] == field).unwrap();
    assert!(
        text(form, "rust").contains("required_iff(call_handler = Resource)"),
        "{form}"
    );
    assert!(
        form["schema"]["allOf"][0]["then"]["required"][0] == field,
        "{form}"
    );
    let messages: Vec<&str> = form["broken"]
        .as_array()
        .unwrap()
        .iter()
        .map(|broken| text(broken, "message"))
        .collect();
    assert!(
        messages.contains(&"required when `call_handler` is `resource`"),
        "{messages:?}"
    );
}

/// Of a type that stands inside another in the documents, the rules are shown with that, and lead to their keywords.
#[test]
fn each_rule_that_is_shown_leads_to_its_keyword() {
    let mut inside = 0;
    for kind in with_rules(&SITE) {
        let forms = kind["forms"].as_array().unwrap().iter();
        for broken in forms.flat_map(|form| form["broken"].as_array().unwrap()) {
            let has_keyword = !broken["keyword"].is_null();
            assert_eq!(has_keyword, !broken["stated"].is_null(), "{broken}");
            let pointer = text(broken, "pointer");
            inside += usize::from(has_keyword && pointer.matches('/').count() > 1);
        }
    }
    assert!(inside > 0);
    let resource = types(&SITE)
        .iter()
        .find(|kind| kind["name"] == "SipEndpointResource");
    let shown = resource.unwrap()["forms"].to_string();
    assert!(
        shown.contains("/properties/sip_endpoint/required"),
        "{shown}"
    );
}

#[test]
fn a_component_that_is_put_together_of_others_is_shown_with_its_parts() {
    let document = json!({ "components": { "schemas": {
        "Page": { "properties": { "data": { "items": { "$ref": "#/components/schemas/SipEndpoint" } } } },
    } } });
    let sources = Sources::default();
    let data = Showing::new("Page".to_owned(), &document, &sources).data();
    assert_eq!(data["parts"], json!(["SipEndpoint"]));
    assert!(
        data["live"].is_null() && data["schema"].is_object(),
        "{data}"
    );
    assert!(text(&data, "why").contains("put together of other types"));
}
