//! What the keywords of a schema mean, as data.

use std::collections::BTreeMap;

use crossfield::schema::{CarriesRules, document, meanings, with_rules};
use crossfield::{Described, Validate};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(deny_unknown_fields)]
#[validate(at_least_one_of(name, number))]
struct Party {
    #[validate(length(min = 2, code = "too_short"))]
    name: Option<String>,
    number: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Call {
    #[validate(required_if(kind = "transfer"))]
    target: Option<Party>,
    kind: Option<String>,
    #[validate(required)]
    note: Option<String>,
    #[validate(unique_items, inner(length(max = 3)))]
    tags: Option<Vec<String>>,
    #[serde(default)]
    #[validate(range(min = 1))]
    retries: u8,
}

const ID: &str = "https://example.com/schema.json";

fn of<T: Described + JsonSchema + CarriesRules>() -> Value {
    meanings::<T>(&document::<T>(ID), "").unwrap()
}

/// What is said at a keyword, without orders.
fn said(meanings: &Value, keyword: &str) -> Vec<Value> {
    let said = meanings["keywords"][keyword].as_array();
    let said = said.unwrap_or_else(|| panic!("{keyword} means nothing"));
    let mut said = said.clone();
    for said in &mut said {
        said.as_object_mut().unwrap().remove("order");
    }
    said
}

#[test]
fn a_rule_across_fields_is_said_of_the_key_that_is_missing_and_of_the_null_that_is_there() {
    let meanings = of::<Call>();
    let message = "required when `kind` is `transfer`";
    let missing =
        json!({ "code": "required", "message": message, "kind": "missing", "below": "target" });
    assert_eq!(said(&meanings, "/allOf/0/then/required"), [missing]);
    let null = json!({ "code": "required", "message": message, "kind": "missing" });
    assert_eq!(
        said(&meanings, "/allOf/0/then/properties/target/type"),
        [null]
    );
}

#[test]
fn what_is_referred_to_stands_in_the_place_of_the_reference() {
    let meanings = of::<Call>();
    let name = "/properties/target/anyOf/0/properties/name/minLength";
    let short = json!({ "code": "too_short", "message": "must have 2 or more characters", "kind": "value" });
    assert_eq!(said(&meanings, name), [short]);
    assert_eq!(meanings["schema"].pointer(name), Some(&json!(2)));
    let object = json!({
        "code": "type", "message": "must be an object or null, not {found}", "kind": "type", "fill": "found",
    });
    assert_eq!(said(&meanings, "/properties/target/anyOf/0/type"), [object]);
    assert_eq!(
        said(&meanings, "/properties/target/anyOf/0/allOf/0/anyOf")[0]["code"],
        "one_of"
    );
    assert!(!meanings["schema"].to_string().contains("$ref"));
}

#[test]
fn of_a_field_that_must_have_a_value_null_is_none() {
    let [none, other] = &said(&of::<Call>(), "/properties/note/type")[..] else {
        panic!("two things are said");
    };
    assert_eq!(
        (&none["when"], &none["code"]),
        (&json!("none"), &json!("required"))
    );
    assert_eq!(
        (&other["when"], &other["code"]),
        (&json!("given"), &json!("type"))
    );
    assert_eq!(other["message"], "must be a string, not {found}");
}

#[test]
fn a_number_with_a_fraction_is_told_from_other_kinds() {
    let type_of = "/properties/target/anyOf/0/properties/number/type";
    let [number, other] = &said(&of::<Call>(), type_of)[..] else {
        panic!("two things are said");
    };
    assert_eq!(
        (&number["of"], &other["but"]),
        (&json!("number"), &json!("number"))
    );
    assert_eq!(number["message"], "must be an integer, not {found}");
    assert_eq!(other["message"], "must be an integer or null, not {found}");
}

#[test]
fn a_default_that_breaks_a_rule_is_said_where_the_key_is_missing() {
    let meanings = of::<Call>();
    let required = said(&meanings, "/required");
    let retries = required
        .iter()
        .find(|said| said["below"] == "retries")
        .unwrap();
    assert_eq!(
        (&retries["code"], &retries["pointer"]),
        (&json!("range"), &json!("/retries"))
    );
}

#[test]
fn places_of_items_are_left_open_in_an_order() {
    let meanings = of::<Call>();
    let item = &meanings["keywords"]["/properties/tags/items/maxLength"][0];
    let negative = item["order"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_i64)
        .filter(|step| *step < 0);
    assert_eq!(negative.collect::<Vec<_>>(), [-2]);
    let repeat = &said(&meanings, "/properties/tags/uniqueItems")[0];
    assert_eq!(
        repeat["message"],
        "item {second} repeats item {first}; each may stand once"
    );
}

#[test]
fn objects_are_named_with_the_way_to_them() {
    let meanings = of::<Call>();
    let objects = meanings["objects"].as_array().unwrap();
    let by_path: BTreeMap<String, &Value> = objects
        .iter()
        .map(|object| (object["path"].to_string(), object))
        .collect();
    assert_eq!(
        by_path[r#"["target"]"#]["fields"],
        json!(["name", "number"])
    );
    assert_eq!(by_path[r#"["target"]"#]["closed"], true);
    assert_eq!(by_path["[]"]["closed"], false);
}

#[test]
fn the_words_on_what_no_schema_shows_are_those_of_the_check() {
    let words = &of::<Call>()["words"];
    let violations =
        crossfield::check_json::<Call>(br#"{"note": "a", "note": "b", "retries": 1}"#).unwrap_err();
    let violation = violations.iter().next().unwrap();
    assert_eq!(words["duplicate_key"], violation.message().to_string());
    let violations = crossfield::check_json::<Call>(b"{").unwrap_err();
    let violation = violations.iter().next().unwrap();
    assert_eq!(
        words["syntax"]["UnexpectedEnd"],
        violation.message().to_string()
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Tree {
    #[serde(default)]
    children: Vec<Tree>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Aliased {
    #[serde(alias = "title")]
    name: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Outer {
    #[serde(flatten)]
    inner: Call,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Pair(#[validate(range(min = 1))] u8, u8);

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
enum Choice {
    One(Call),
    Other(u8),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Keyed {
    #[validate(keys(length(min = 1)))]
    map: std::collections::BTreeMap<String, u8>,
}

#[test]
fn what_does_not_follow_from_the_keyword_is_an_error_that_says_where() {
    fn why<T: Described + JsonSchema + CarriesRules>() -> (String, String) {
        let error = meanings::<T>(&document::<T>(ID), "").unwrap_err();
        (error.place().to_owned(), error.to_string())
    }
    for ((place, shown), reason) in [
        (why::<Tree>(), "the type holds itself"),
        (why::<Aliased>(), "a field has aliases"),
        (why::<Outer>(), "fields are flattened"),
        (why::<Pair>(), "an array has a shape for each position"),
        (why::<Choice>(), "the variants of the enum have data"),
        (why::<Keyed>(), "rules stand on the keys of a map"),
    ] {
        assert!(shown.contains(reason), "{shown}");
        assert!(shown.contains(&format!("`{place}`")), "{shown}");
    }
    let nowhere = meanings::<Call>(&json!({}), "/components/schemas/Call").unwrap_err();
    assert_eq!(nowhere.place(), "/components/schemas/Call");
}
