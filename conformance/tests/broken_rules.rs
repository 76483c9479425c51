//! The ways in which validators say where a keyword failed, each led back to the rule.

use std::collections::BTreeSet;

use crossfield::schema::{Components, Unexplained, broken_rules, document, with_rules};
use crossfield::{Code, Validate, check_json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(deny_unknown_fields)]
struct Call {
    #[validate(required_if(kind = "transfer"))]
    target: Option<Party>,
    kind: Option<String>,
    #[serde(default)]
    others: Vec<Party>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[validate(at_least_one_of(name, number))]
struct Party {
    #[validate(length(min = 2, code = "too_short"))]
    name: Option<String>,
    #[serde(rename = "a/b%20c")]
    number: Option<u8>,
}

const ID: &str = "https://example.com/call.schema.json";

fn read(payload: &Value, failing: &[(&str, &str)]) -> Result<Vec<String>, Unexplained> {
    let failing = failing.iter().copied();
    broken_rules::<Call>(&document::<Call>(ID), "", payload, failing).map(|rules| shown(&rules))
}

fn shown(rules: &BTreeSet<(String, Code)>) -> Vec<String> {
    let rules = rules.iter();
    rules
        .map(|(pointer, code)| format!("{pointer} {code}"))
        .collect()
}

/// Every way of naming the keyword leads to what the check on text finds.
#[track_caller]
fn leads_back(payload: &Value, instance: &str, ways: &[&str]) {
    let on_text = check_json::<Call>(payload.to_string().as_bytes()).expect_err("it is invalid");
    let native: Vec<String> = on_text
        .iter()
        .map(|violation| format!("{} {}", violation.pointer(), violation.code()))
        .collect();
    for way in ways {
        assert_eq!(
            read(payload, &[(way, instance)]).as_ref(),
            Ok(&native),
            "{way}"
        );
    }
}

#[test]
fn the_location_of_a_keyword_may_be_written_in_many_ways() {
    leads_back(
        &json!({ "others": [{ "name": "a" }] }),
        "/others/0/name",
        &[
            // The evaluation path, as jsonschema (crate), boon and the standard's output have it.
            "/properties/others/items/$ref/properties/name/minLength",
            "#/properties/others/items/$ref/properties/name/minLength",
            // That of jsonschema (PyPI), which passes through a reference without a word.
            "/properties/others/items/properties/name/minLength",
            // The place in the document: ajv.
            "#/$defs/Party/properties/name/minLength",
            // With the document's URL, or one under which it was loaded: hyperjump, boon.
            "https://example.com/call.schema.json#/$defs/Party/properties/name/minLength",
            "file:///srv/schema.json#/%24defs/Party/properties/name/minLength",
        ],
    );
}

#[test]
fn a_name_may_need_escapes_and_the_fragment_of_a_url_more_of_them() {
    leads_back(
        &json!({ "others": [{ "a/b%20c": "1" }] }),
        "/others/0/a~1b%20c",
        &[
            "/properties/others/items/$ref/properties/a~1b%20c/type",
            "#/$defs/Party/properties/a~1b%2520c/type",
            // boon encodes a pointer that is no fragment too.
            "/properties/others/items/$ref/properties/a~1b%2520c/type",
        ],
    );
}

#[test]
fn a_condition_may_be_named_where_it_stands_or_as_a_part_of_if() {
    leads_back(
        &json!({ "kind": "transfer" }),
        "",
        &["/allOf/0/then/required", "/allOf/0/if/then/required"],
    );
}

#[test]
fn keywords_around_those_that_fail_may_be_given() {
    let payload = json!({ "kind": "transfer", "target": { "name": "a" } });
    let failing = [
        ("/properties/target", "/target"),
        ("/properties/target/anyOf", "/target"),
        ("/properties/target/anyOf/0/$ref", "/target"),
        (
            "/properties/target/anyOf/0/$ref/properties/name/minLength",
            "/target/name",
        ),
        ("/properties/target/anyOf/1/type", "/target"),
    ];
    assert_eq!(
        read(&payload, &failing),
        Ok(vec!["/target/name too_short".to_owned()])
    );
    // What ajv says of a condition beside what follows from it.
    let failing = [("#/allOf/0/then/required", ""), ("#/allOf/0/if", "")];
    assert_eq!(
        read(&json!({ "kind": "transfer" }), &failing),
        Ok(vec!["/target required".to_owned()])
    );
}

#[test]
fn unknown_keys_are_named_at_the_object_or_at_the_key() {
    let payload = json!({ "form": 1, "from": 2 });
    let both = vec![
        "/form unknown_field".to_owned(),
        "/from unknown_field".to_owned(),
    ];
    for failing in [
        &[("/additionalProperties", "")][..],
        &[
            ("/additionalProperties", "/form"),
            ("/additionalProperties", "/from"),
        ],
        // boon names the keyword so.
        &[("/additionalProperty", "")],
    ] {
        assert_eq!(read(&payload, failing).as_ref(), Ok(&both), "{failing:?}");
    }
}

#[test]
fn a_schema_may_stand_anywhere_in_a_document() {
    let mut components = Components::new();
    let used = components.add::<Call>();
    let document = json!({ "components": { "schemas": components.schemas(&used).unwrap() } });
    let payload = json!({ "others": [{}] });
    for way in [
        "/properties/others/items/$ref/allOf/0/anyOf",
        "#/components/schemas/Party/allOf/0/anyOf",
        "/components/schemas/Party/allOf/0/anyOf",
    ] {
        let at = "/components/schemas/Call";
        let rules = broken_rules::<Call>(&document, at, &payload, [(way, "/others/0")]);
        assert_eq!(
            rules.map(|rules| shown(&rules)),
            Ok(vec!["/others/0 one_of".to_owned()]),
            "{way}"
        );
    }
}

#[test]
fn what_no_rule_explains_is_an_error_that_names_it() {
    let payload = json!({ "kind": 1, "target": { "name": "a" } });
    for (keyword, instance) in [
        // No such keyword, or not asked of that value.
        ("/properties/kind/minLength", "/kind"),
        ("/properties/kind/type", "/target"),
        ("/properties/none/type", "/none"),
        // Not one of ours.
        ("/title", ""),
        ("/$defs/Party/title", "/target"),
        // Nothing is said of what failed in it.
        ("/properties/target/anyOf", "/target"),
        ("/properties/kind", "/kind"),
        ("/allOf/0/if", ""),
        // The payload has all that it asks for.
        ("/allOf/0/then/required", ""),
    ] {
        let error = match read(&payload, &[(keyword, instance)]) {
            Err(error) => error,
            Ok(rules) => panic!("{keyword} at {instance}: {rules:?}"),
        };
        assert_eq!((error.keyword(), error.instance()), (keyword, instance));
        assert!(error.to_string().contains(keyword), "{error}");
    }
    let one_is_explained = [("/properties/kind/type", "/kind"), ("/title", "")];
    assert!(read(&payload, &one_is_explained).is_err());
}
