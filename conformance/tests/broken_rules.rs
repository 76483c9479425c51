//! The ways in which validators say where a keyword failed, each led back to the rule.

use std::collections::{BTreeMap, BTreeSet};

use crossfield::schema::{
    CarriesRules, Components, Unexplained, broken_rules, document, with_rules,
};
use crossfield::{Code, Described, Validate, check_json};
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
    led_back::<Call>(payload, failing)
}

fn shown(rules: &BTreeSet<(String, Code)>) -> Vec<String> {
    let rules = rules.iter();
    rules
        .map(|(pointer, code)| format!("{pointer} {code}"))
        .collect()
}

/// What the check on text finds.
#[track_caller]
fn on_text<T: Validate + for<'a> Deserialize<'a>>(payload: &Value) -> Vec<String> {
    let found = check_json::<T>(payload.to_string().as_bytes()).expect_err("it is invalid");
    let rules = found
        .iter()
        .map(|violation| (violation.pointer().to_string(), violation.code()));
    shown(&rules.collect())
}

/// Every way of naming the keyword leads to what the check on text finds.
#[track_caller]
fn leads_back(payload: &Value, instance: &str, ways: &[&str]) {
    let native = on_text::<Call>(payload);
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
    // Those that hold schemas, and the schemas themselves.
    let failing = [
        ("/properties", ""),
        ("/properties/target/anyOf/0/$ref/properties", "/target"),
        ("#/$defs/Party", "/target"),
        ("#/$defs/Party/properties/name", "/target/name"),
        ("#/$defs/Party/properties/name/minLength", "/target/name"),
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
    let one = [("/additionalProperties", "/from")];
    assert_eq!(
        read(&payload, &one),
        Ok(vec!["/from unknown_field".to_owned()])
    );
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
    let transfer = json!({ "kind": "transfer" });
    let not_there = "no keyword of the schema that is asked of that value stands there";
    let not_ours = "the rules of the type put no such keyword there";
    let nothing_inside =
        "it stands for what is in it, and nothing in it was given that a rule explains";
    let all_given = "the payload has every key that it asks for";
    for (payload, keyword, instance, why) in [
        (&payload, "/properties/kind/minLength", "/kind", not_there),
        (&payload, "/properties/kind/type", "/target", not_there),
        (&payload, "/properties/none/type", "/none", not_there),
        (&payload, "/allOf/0/then/required", "/target", not_there),
        // It fails, and on another value.
        (&transfer, "/allOf/0/then/required", "/kind", not_there),
        (&transfer, "#/allOf/0/then/required", "/kind", not_there),
        (&payload, "/title", "", not_ours),
        (&payload, "/$defs/Party/title", "/target", not_there),
        (
            &payload,
            "/properties/target/anyOf",
            "/target",
            "it stands for its cases, and what failed in them was not given",
        ),
        (&payload, "/properties/kind", "/kind", nothing_inside),
        (&payload, "/allOf/0/if", "", nothing_inside),
        (&payload, "/allOf/0/then", "", nothing_inside),
        (&payload, "/allOf/0/then/required", "", all_given),
        (&payload, "/additionalProperties", "", nothing_inside),
    ] {
        let error = match read(payload, &[(keyword, instance)]) {
            Err(error) => error,
            Ok(rules) => panic!("{keyword} at {instance}: {rules:?}"),
        };
        assert_eq!((error.keyword(), error.instance()), (keyword, instance));
        assert_eq!(
            error.to_string(),
            format!("no rule explains the keyword `{keyword}` that failed at `{instance}`: {why}")
        );
    }
}

#[test]
fn one_keyword_that_is_explained_explains_no_other() {
    let payload = json!({ "kind": 1, "target": {}, "others": [{ "name": "a" }] });
    let explained = [
        ("/properties/kind/type", "/kind"),
        (
            "/properties/others/items/$ref/properties/name/minLength",
            "/others/0/name",
        ),
    ];
    assert!(read(&payload, &explained).is_ok());
    for other in [
        ("/title", ""),
        ("/properties/target/anyOf", "/target"),
        ("/properties/target", "/target"),
        ("/allOf", ""),
    ] {
        let failing = [explained[0], explained[1], other];
        let error = read(&payload, &failing).expect_err(other.0);
        assert_eq!((error.keyword(), error.instance()), other);
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Library {
    shelf: Option<Shelf>,
    more: Vec<Shelf>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(deny_unknown_fields)]
struct Shelf {
    rows: Vec<Vec<Party>>,
    #[serde(default)]
    #[validate(keys(length(max = 3)), values(range(max = 9)))]
    map: BTreeMap<String, u8>,
    #[serde(rename = "a#b", alias = "short")]
    #[validate(range(max = 9))]
    place: Option<u8>,
    #[validate(required, empty_is_absent, length(max = 2))]
    label: Option<String>,
}

/// What the keywords say, each given by its location and the value's.
fn led_back<T: Described + JsonSchema + CarriesRules>(
    payload: &Value,
    failing: &[(&str, &str)],
) -> Result<Vec<String>, Unexplained> {
    let rules = broken_rules::<T>(&document::<T>(ID), "", payload, failing.iter().copied());
    rules.map(|rules| shown(&rules))
}

#[test]
fn keywords_behind_references_are_found_by_every_name() {
    let payload = json!({ "shelf": {
        "rows": [[{ "name": "a" }]],
        "map": { "long": 10 },
        "a#b": 10,
        "label": "abc",
        "other": 1,
    }, "more": [] });
    for (name, instances, said) in [
        (
            "rows/items/items/$ref/properties/name/minLength",
            &["/shelf/rows/0/0/name"][..],
            "/shelf/rows/0/0/name too_short",
        ),
        (
            "map/propertyNames/maxLength",
            &["/shelf/map", "/shelf/map/long"],
            "/shelf/map/long length",
        ),
        (
            "map/additionalProperties/maximum",
            &["/shelf/map/long"],
            "/shelf/map/long range",
        ),
        ("a#b/maximum", &["/shelf/a#b"], "/shelf/a#b range"),
        ("label/maxLength", &["/shelf/label"], "/shelf/label length"),
    ] {
        let evaluated = format!("/properties/shelf/anyOf/0/$ref/properties/{name}");
        let place = match name.split_once("/$ref/") {
            Some((_, inside)) => format!("#/$defs/Party/{inside}"),
            None => format!("#/$defs/Shelf/properties/{name}"),
        };
        for keyword in [&evaluated, &place] {
            for instance in instances {
                let led = led_back::<Library>(&payload, &[(keyword, instance)]);
                assert_eq!(led, Ok(vec![said.to_owned()]), "{keyword} at {instance}");
            }
        }
    }
    for instance in ["/shelf", "/shelf/other"] {
        let keyword = "#/$defs/Shelf/additionalProperties";
        assert_eq!(
            led_back::<Library>(&payload, &[(keyword, instance)]),
            Ok(vec!["/shelf/other unknown_field".to_owned()])
        );
    }
}

#[test]
fn keywords_that_hold_those_of_items_are_named_at_the_list_or_at_an_item() {
    let payload = json!({ "shelf": { "rows": [[{ "name": "a" }]], "label": "a" }, "more": [] });
    let rows = "/properties/shelf/anyOf/0/$ref/properties/rows";
    let name = format!("{rows}/items/items/$ref/properties/name/minLength");
    for (around, instance) in [
        ("items", "/shelf/rows"),
        ("items", "/shelf/rows/0"),
        ("items/items", "/shelf/rows/0"),
        ("items/items", "/shelf/rows/0/0"),
    ] {
        let around = format!("{rows}/{around}");
        let failing = [
            (around.as_str(), instance),
            (name.as_str(), "/shelf/rows/0/0/name"),
        ];
        assert_eq!(
            led_back::<Library>(&payload, &failing),
            Ok(vec!["/shelf/rows/0/0/name too_short".to_owned()]),
            "{around} at {instance}"
        );
    }
}

#[test]
fn an_empty_text_that_is_no_value_lacks_the_value_that_is_required() {
    let payload = json!({ "rows": [], "label": "" });
    let label = ("/properties/label/minLength", "/label");
    assert_eq!(
        led_back::<Shelf>(&payload, &[label]),
        Ok(vec!["/label required".to_owned()])
    );
}

#[test]
fn of_two_names_of_a_field_the_first_counts() {
    let payload = json!({ "rows": [], "label": "a", "a#b": 1, "short": 10 });
    let document = document::<Shelf>(ID);
    let entries = document["allOf"].as_array().unwrap();
    let names = entries.iter().position(|entry| entry["oneOf"].is_array());
    let names = format!("/allOf/{}/oneOf", names.unwrap());
    let failing = [
        (names.as_str(), ""),
        ("/properties/short/maximum", "/short"),
    ];
    assert_eq!(
        led_back::<Shelf>(&payload, &failing),
        Ok(vec!["/a#b duplicate_key".to_owned()])
    );
    let payload = json!({ "rows": [], "label": "a", "short": 1 });
    assert!(led_back::<Shelf>(&payload, &[(names.as_str(), "")]).is_err());
}

#[test]
fn a_document_may_refer_to_the_schema() {
    let mut document = document::<Library>(ID);
    let mut whole = json!({ "$ref": "#/$defs/Library", "$defs": document["$defs"].take() });
    document.as_object_mut().unwrap().remove("$defs");
    whole["$defs"]["Library"] = document;
    let payload = json!({ "shelf": { "rows": [], "label": "abc" }, "more": [] });
    for (at, keyword) in [
        (
            "/$defs/Library",
            "/$ref/properties/shelf/anyOf/0/$ref/properties/label/maxLength",
        ),
        (
            "",
            "/$ref/properties/shelf/anyOf/0/$ref/properties/label/maxLength",
        ),
    ] {
        let rules = broken_rules::<Library>(&whole, at, &payload, [(keyword, "/shelf/label")]);
        assert_eq!(
            rules.map(|rules| shown(&rules)),
            Ok(vec!["/shelf/label length".to_owned()]),
            "{at}"
        );
    }
}

#[test]
fn a_document_that_refers_to_the_schema_does_so_by_its_reference_alone() {
    let document = json!({
        "$ref": "#/$defs/Library",
        "$defs": { "Library": document::<Library>(ID) },
    });
    let payload = json!({ "more": 1 });
    let led = |way: &str| {
        let failing = [(way, "/more")];
        broken_rules::<Library>(&document, "/$defs/Library", &payload, failing).is_ok()
    };
    assert!(led("/$ref/properties/more/type"));
    assert!(!led("/title/properties/more/type"));
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(rename_all = "lowercase")]
enum ByKey {
    #[serde(alias = "also")]
    Number(#[validate(range(max = 9))] u8),
    Text(#[validate(length(max = 2))] String),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(tag = "tag", rename_all = "lowercase")]
enum ByTag {
    Number {
        #[validate(range(max = 9))]
        number: u8,
    },
    Text {
        #[validate(length(max = 2))]
        text: String,
    },
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(tag = "tag", content = "content", rename_all = "lowercase")]
enum Beside {
    Text(#[validate(required)] Option<String>),
    Pair(u8, u8),
}

/// What the first is read from, though it breaks its rules, the second does not take.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(untagged)]
enum BesideOrMap {
    Beside(Beside),
    Map(BTreeMap<String, String>),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(untagged)]
enum ByReading {
    Text(#[validate(length(max = 2))] String),
    Nothing,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Holder {
    read: Option<ByReading>,
    #[validate(required)]
    keyed: Option<ByKey>,
    #[serde(default)]
    #[validate(empty_is_absent, length(min = 2))]
    nick: String,
}

/// The keywords lead to what the check on text finds.
#[track_caller]
fn says<T: Validate + JsonSchema + CarriesRules + for<'a> Deserialize<'a>>(
    payload: &Value,
    failing: &[(&str, &str)],
    said: &[&str],
) {
    let led = led_back::<T>(payload, failing);
    assert_eq!(
        led,
        Ok(said.iter().map(ToString::to_string).collect()),
        "{:#}",
        document::<T>(ID)
    );
    assert_eq!(led, Ok(on_text::<T>(payload)));
}

#[test]
fn of_two_keys_that_name_a_variant_the_first_counts() {
    says::<ByKey>(
        &json!({ "also": 10, "number": "a" }),
        &[
            ("/oneOf/0/properties/also/maximum", "/also"),
            ("/oneOf/0/properties/number/type", "/number"),
        ],
        &[" one_of", "/number range"],
    );
}

#[test]
fn the_conditions_of_other_variants_may_be_given() {
    says::<ByTag>(
        &json!({ "tag": "number", "number": 10 }),
        &[
            ("/allOf/0/then/properties/number/maximum", "/number"),
            ("/allOf/1/if/properties/tag/const", "/tag"),
        ],
        &["/number range"],
    );
}

#[test]
fn what_a_variant_lacks_beside_its_tag_may_be_read_and_required() {
    let text = json!({ "tag": "text" });
    let failing = [("/allOf/0/then/required", "")];
    says::<Beside>(&text, &failing, &["/content required"]);
    let pair = json!({ "tag": "pair" });
    let failing = [("/allOf/1/then/required", "")];
    says::<Beside>(&pair, &failing, &["/content required"]);
    let failing = [
        ("/anyOf/0/$ref/allOf/0/then/required", ""),
        ("/anyOf/1/allOf/0/not", ""),
    ];
    says::<BesideOrMap>(&text, &failing, &["/content required"]);
}

#[test]
fn that_no_variant_reads_a_value_its_kind_may_tell() {
    says::<ByReading>(&json!(true), &[("/anyOf", "")], &[" type"]);
    let error = led_back::<ByReading>(&json!("abc"), &[("/anyOf", "")]).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("what failed in them was not given")
    );
}

#[test]
fn a_variant_that_holds_null_is_no_null_of_a_field() {
    let failing = [("/anyOf/0/maxLength", ""), ("/anyOf/1/type", "")];
    says::<ByReading>(&json!("abc"), &failing, &[" length"]);
    let failing = [
        ("/properties/read/anyOf/0/$ref/anyOf/0/maxLength", "/read"),
        ("/properties/read/anyOf/0/$ref/anyOf/1/type", "/read"),
        ("/properties/read/anyOf/1/type", "/read"),
    ];
    let payload = json!({ "read": "abc", "keyed": { "number": 1 } });
    says::<Holder>(&payload, &failing, &["/read length"]);
    // Nor is any null that is required not to be.
    let failing = [(
        "/properties/keyed/oneOf/0/properties/number/maximum",
        "/keyed/number",
    )];
    let payload = json!({ "keyed": { "number": 10 } });
    says::<Holder>(&payload, &failing, &["/keyed/number range"]);
}

#[test]
fn the_condition_on_a_text_that_may_be_empty_may_be_given() {
    let failing = [
        ("/properties/nick/then/minLength", "/nick"),
        ("/properties/nick/if", "/nick"),
    ];
    let payload = json!({ "keyed": { "number": 1 }, "nick": "a" });
    says::<Holder>(&payload, &failing, &["/nick length"]);
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Outer {
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Inner {
    #[serde(flatten)]
    others: BTreeMap<String, u8>,
}

#[test]
fn what_a_flattened_map_holds_is_found_behind_all_that_flattens_it() {
    let failing = [("/additionalProperties/type", "/key")];
    says::<Outer>(&json!({ "key": "a" }), &failing, &["/key type"]);
}
