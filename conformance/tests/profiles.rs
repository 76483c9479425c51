//! The documents for generators of code say which fields go together, and say the same as those for validators.

#[allow(dead_code, reason = "each test has its own needs")]
mod judges;

use std::collections::HashMap;

use conformance::Judge;
use crossfield::schema::{self, Components, Profile, document_for};
use crossfield::{Open, Validate};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

fn generated<T: Validate + schema::CarriesRules + JsonSchema>() -> Value {
    document_for::<T>(Profile::CodeGeneration, "https://example.com/t.schema.json").unwrap()
}

/// The variants of a list, each as what it requires and what it says of each of its properties.
fn variants(list: &Value) -> Vec<Value> {
    let variants = list.as_array().unwrap().iter();
    variants
        .map(|variant| json!([variant["required"], variant["properties"]]))
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Direct,
    Queue,
    Voicemail,
    Hangup,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Place {
    name: String,
}

macro_rules! ruled {
    ($(#[$attribute:meta])* struct $name:ident { $($fields:tt)* }) => {
        #[derive(Deserialize, JsonSchema, Validate)]
        #[schemars(transform = schema::with_rules::<Self>)]
        $(#[$attribute])*
        #[allow(dead_code, reason = "what is read matters")]
        struct $name { $($fields)* }
    };
}

ruled! {
    #[serde(deny_unknown_fields)]
    struct Call {
        kind: Option<Kind>,
        #[validate(required_iff(kind in [Kind::Direct, Kind::Queue]))]
        target: Option<Place>,
        #[validate(required_if(kind = Kind::Queue))]
        seconds: Option<u8>,
        #[validate(forbidden_if(kind = Kind::Hangup))]
        greeting: Option<String>,
    }
}

#[test]
fn a_closed_discriminant_has_a_variant_for_each_set_that_rules_tell_apart() {
    let judge = Judge::of::<Call>();
    judge.agrees_on_what_is_made();
    let place = json!({ "$ref": "#/$defs/Place" });
    let none = json!({ "type": "null" });
    let document = generated::<Call>();
    assert_eq!(
        variants(&document["oneOf"]),
        [
            json!([["kind", "target"], {
                "kind": { "type": "string", "enum": ["direct"] },
                "target": place,
            }]),
            json!([["kind", "target", "seconds"], {
                "kind": { "type": "string", "enum": ["queue"] },
                "target": place,
                "seconds": { "type": "integer" },
            }]),
            json!([["kind"], {
                "kind": { "type": "string", "enum": ["hangup"] },
                "target": none,
                "greeting": none,
            }]),
            json!([null, {
                "kind": { "type": ["string", "null"], "enum": ["voicemail", null] },
                "target": none,
            }]),
        ]
    );
    assert_eq!(document["allOf"], Value::Null);
    judge.refuses(
        r#"{"kind": "queue", "target": {"name": "a"}, "seconds": null}"#,
        &["/seconds required: required when `kind` is `queue`"],
    );
}

ruled! {
    struct Opened {
        kind: Option<Open<Kind>>,
        #[validate(required_if(kind = Kind::Direct))]
        a: Option<u8>,
        /// An empty text is no value: it is of the variant of those without one.
        #[validate(empty_is_absent)]
        mode: Option<String>,
        #[validate(required_if(mode = "on"), forbidden_unless(mode in ["on", "auto"]))]
        b: Option<Vec<u8>>,
    }
}

#[test]
fn an_open_discriminant_has_a_variant_for_all_others() {
    Judge::of::<Opened>().agrees_on_what_is_made();
    let document = generated::<Opened>();
    assert_eq!(
        variants(&document["oneOf"]),
        [
            json!([["kind", "a"], {
                "kind": { "type": "string", "enum": ["direct"] },
                "a": { "type": "integer" },
            }]),
            json!([null, {
                "kind": { "type": ["string", "null"], "not": { "enum": ["direct"] } },
            }]),
        ]
    );
    assert_eq!(
        variants(&document["allOf"][0]["oneOf"]),
        [
            json!([["mode", "b"], {
                "mode": { "type": "string", "enum": ["on"] },
                "b": { "type": "array" },
            }]),
            json!([["mode"], { "mode": { "type": "string", "enum": ["auto"] } }]),
            json!([null, {
                "mode": { "type": ["string", "null"], "not": { "enum": ["on", "auto"] } },
                "b": { "type": "null" },
            }]),
        ]
    );
}

ruled! {
    /// Discriminants of every type, and required ones, with rules of several fields beside them.
    struct Wide {
        on: bool,
        #[validate(required_if(on = true), forbidden_unless(on = true))]
        since: Option<u32>,
        level: Option<i8>,
        #[validate(required_if(level = 1), required_if(level in [2, 3]))]
        reason: Option<String>,
        #[validate(required_if(all(on = true, level = 1)))]
        both: Option<HashMap<String, u8>>,
        #[validate(forbidden_if(present(reason)))]
        excuse: Option<String>,
        text: Option<Box<str>>,
        #[validate(required_if(text = "x"))]
        of_text: Option<Value>,
        #[validate(required_if(level > 5))]
        much: Option<bool>,
        #[validate(required_if(not(any(level = 4, absent(level)))))]
        neither: Option<f64>,
    }
}

#[test]
fn what_is_not_about_one_field_is_said_without_conditions() {
    Judge::of::<Wide>().agrees_on_what_is_made();
    let document = generated::<Wide>();
    let lists = 1 + document["allOf"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry.get("oneOf").is_some())
        .count();
    assert_eq!(lists, 3, "one for `on`, `level` and `text`: {document:#}");
}

ruled! {
    #[validate(exactly_one_of(a, b))]
    #[validate(at_most_one_of(b, c, d))]
    struct Grouped {
        #[serde(alias = "kind")]
        sort: Option<Kind>,
        #[validate(forbidden_if(sort = Kind::Direct))]
        a: Option<u8>,
        #[serde(alias = "b2")]
        b: Option<u8>,
        #[validate(required_if(d = "x"))]
        c: Option<u8>,
        d: Option<String>,
        #[validate(required_if(d = "y"))]
        #[serde(alias = "e2")]
        e: Option<u8>,
    }
}

#[test]
fn groups_and_fields_with_several_keys_are_said_too() {
    Judge::of::<Grouped>().agrees_on_what_is_made();
}

ruled! {
    struct Outer {
        kind: Option<Kind>,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        other: Other,
    }
}

ruled! {
    struct Inner {
        on: Option<bool>,
        #[validate(required_if(on = true))]
        a: Option<u8>,
    }
}

ruled! {
    struct Other {
        off: Option<bool>,
        #[validate(forbidden_if(off = true))]
        b: Option<u8>,
    }
}

#[test]
fn variants_of_flattened_types_are_those_of_the_object() {
    let judges = judges::Judges::<Outer>::new();
    let judges = judges.and::<Inner>("Inner").and::<Other>("Other");
    judges.agree_on_cases();
    let document = generated::<Outer>();
    assert_eq!(document["oneOf"].as_array().unwrap().len(), 2);
    assert_eq!(document["allOf"][0]["oneOf"].as_array().unwrap().len(), 2);
    assert_eq!(
        document["allOf"].as_array().unwrap().len(),
        1,
        "{document:#}"
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schemars(transform = schema::with_rules::<Self>)]
#[allow(dead_code, reason = "what is read matters")]
enum Step {
    /// Nothing more.
    Stop,
    Go(Inner),
    #[serde(alias = "hold")]
    Wait {
        kind: Option<Kind>,
        #[validate(required_if(kind = Kind::Queue))]
        seconds: Option<u8>,
    },
}

ruled! {
    struct Plan {
        steps: Vec<Step>,
        first: Option<Step>,
    }
}

#[test]
fn the_variants_of_a_tag_are_components_that_a_discriminator_names() {
    Judge::of::<Step>().agrees_on_what_is_made();
    Judge::of::<Plan>().agrees_on_what_is_made();
    let document = generated::<Plan>();
    let text = document.to_string();
    assert!(
        !text.contains("discriminator"),
        "no word of JSON Schema: {text}"
    );

    let mut components = Components::for_profile(Profile::CodeGeneration);
    let used = components.add::<Plan>();
    let schemas = components.schemas(&used).unwrap();
    let reference = |name: &str| format!("#/components/schemas/{name}");
    assert_eq!(
        schemas["Step"]["discriminator"],
        json!({ "propertyName": "type", "mapping": {
            "stop": reference("StepStop"),
            "go": reference("StepGo"),
            "wait": reference("StepWait"),
            "hold": reference("StepWait"),
        } })
    );
    assert_eq!(
        schemas["Step"]["oneOf"],
        json!([
            { "$ref": reference("StepStop") },
            { "$ref": reference("StepGo") },
            { "$ref": reference("StepWait") },
        ])
    );
    assert_eq!(schemas["StepStop"]["required"], json!(["type"]));
    assert_eq!(
        schemas["StepWait"]["properties"]["type"],
        json!({ "type": "string", "enum": ["wait", "hold"] })
    );
    let of_call = Components::for_profile(Profile::CodeGeneration).add::<Call>();
    assert_eq!(of_call, json!({ "$ref": reference("Call") }));
}

#[test]
fn outside_of_a_document_schemas_are_for_validators() {
    let schema = schemars::schema_for!(Call).to_value();
    assert!(schema["allOf"][0].get("if").is_some(), "{schema:#}");
    let _ = generated::<Call>();
    assert_eq!(schemars::schema_for!(Call).to_value(), schema);
}

fn of_openapi30<T: Validate + schema::CarriesRules + JsonSchema>() -> Result<Value, String> {
    let document = document_for::<T>(Profile::OpenApi30, "A type");
    let mut document = document.map_err(|unsayable| unsayable.to_string())?;
    Ok(document["components"]["schemas"].take())
}

#[test]
fn openapi_30_says_null_in_its_own_way() {
    let schemas = of_openapi30::<Call>().unwrap();
    let none = json!({ "type": "string", "nullable": true, "minLength": 1, "maxLength": 0 });
    let place = json!({ "$ref": "#/components/schemas/Place" });
    let call = &schemas["Call"];
    assert_eq!(
        call["properties"]["kind"],
        json!({
            "type": "string",
            "nullable": true,
            "enum": ["direct", "queue", "voicemail", "hangup", Value::Null],
        })
    );
    assert_eq!(
        call["properties"]["target"],
        json!({ "anyOf": [place, none] })
    );
    assert_eq!(
        call["oneOf"][3]["properties"],
        json!({
            "kind": { "type": "string", "nullable": true, "enum": ["voicemail", Value::Null] },
            "target": none,
        })
    );
    for schemas in [
        of_openapi30::<Opened>(),
        of_openapi30::<Wide>(),
        of_openapi30::<Grouped>(),
        of_openapi30::<Outer>(),
        of_openapi30::<Plan>(),
    ] {
        schemas.unwrap();
    }
}

ruled! {
    /// Bounds that exclude, examples, and what schemars has beside references.
    struct Noted {
        #[validate(range(exclusive_min = 0.5, max = 9.0))]
        #[schemars(example = 1.5, example = 2.5)]
        size: f64,
        /// Where.
        place: Place,
        nothing: (),
        #[validate(length(min = 1))]
        list: Option<Vec<Option<u8>>>,
    }
}

#[test]
fn openapi_30_keeps_what_it_has_under_another_name() {
    Judge::of::<Noted>().agrees_on_what_is_made();
    let schemas = of_openapi30::<Noted>().unwrap();
    let noted = &schemas["Noted"];
    let size = &noted["properties"]["size"];
    assert_eq!(
        [&size["minimum"], &size["exclusiveMinimum"]],
        [&json!(0.5), &json!(true)]
    );
    assert_eq!(size["example"], 1.5);
    assert_eq!(
        noted["properties"]["place"],
        json!({ "description": "Where.", "allOf": [{ "$ref": "#/components/schemas/Place" }] })
    );
    assert_eq!(
        noted["properties"]["list"],
        json!({
            "type": "array",
            "nullable": true,
            "items": { "type": "integer", "nullable": true, "minimum": 0, "maximum": 255 },
            "minItems": 1,
        })
    );
    assert_eq!(
        of_openapi30::<Carded>().unwrap()["Carded"]["description"],
        "What is paid with.\n\ncard: must be the number of a payment card (checked in Rust only)"
    );
}

ruled! {
    /// What is paid with.
    struct Carded {
        #[validate(credit_card(native_only))]
        card: Option<String>,
    }
}

ruled! {
    struct Paired {
        name: String,
        way: Option<Way>,
    }
}

ruled! {
    struct Way {
        #[validate(length(max = 3))]
        points: Vec<(f64, f64)>,
    }
}

ruled! {
    struct Keyed {
        #[validate(keys(length(max = 3)))]
        named: HashMap<String, u8>,
    }
}

ruled! {
    struct Foreign {
        #[validate(opaque)]
        #[schemars(schema_with = "with_a_one")]
        list: Value,
    }
}

fn with_a_one(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": "array", "contains": { "const": 1 } })
}

ruled! {
    struct Annotated {
        #[validate(opaque)]
        #[schemars(schema_with = "encoded")]
        data: Value,
        #[validate(opaque)]
        #[schemars(schema_with = "null_in_words")]
        none: Value,
    }
}

fn encoded(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" })
}

fn null_in_words(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": "null", "const": null })
}

#[test]
fn openapi_30_loses_annotations_alone() {
    let schemas = of_openapi30::<Annotated>().unwrap();
    let none = json!({ "type": "string", "nullable": true, "minLength": 1, "maxLength": 0 });
    assert_eq!(
        schemas["Annotated"]["properties"],
        json!({ "data": { "type": "string" }, "none": none })
    );
}

#[test]
fn what_openapi_30_cannot_say_is_named() {
    let lacking = |schemas: Result<Value, String>| schemas.unwrap_err();
    assert_eq!(
        lacking(of_openapi30::<Paired>()),
        "OpenAPI 3.0 cannot say `Way`: it has nothing for the keyword `prefixItems` (a list with a type for each \
         place) at `/properties/points/items/prefixItems`; take a struct with named fields, or emit OpenAPI 3.1"
    );
    assert_eq!(
        lacking(of_openapi30::<Keyed>()),
        "OpenAPI 3.0 cannot say `Keyed`: it has nothing for the keyword `propertyNames` (a rule on the keys of a map) \
         at `/properties/named/propertyNames`; take a list of entries with the key as a field, or emit OpenAPI 3.1"
    );
    assert_eq!(
        lacking(of_openapi30::<(u8, u8)>()),
        "OpenAPI 3.0 cannot say `Tuple_of_uint8_and_uint8`: it has nothing for the keyword `prefixItems` (a list with a \
         type for each place) at `/prefixItems`; take a struct with named fields, or emit OpenAPI 3.1"
    );
    assert_eq!(
        lacking(of_openapi30::<Foreign>()),
        "OpenAPI 3.0 cannot say `Foreign`: it has nothing for the keyword `contains` at `/properties/list/contains`; write \
         the schema without it, or emit OpenAPI 3.1"
    );
    let mut components = Components::for_profile(Profile::OpenApi30);
    let used = components.add::<Place>();
    let _unused = components.add::<Way>();
    let schemas = components.schemas(&used).unwrap();
    assert_eq!(
        schemas.as_object().unwrap().len(),
        1,
        "what nothing refers to is not said"
    );
}

mod here {
    use super::*;

    /// Another type of the name, written where it is used.
    #[derive(Deserialize, JsonSchema, Validate)]
    #[schemars(inline, transform = schema::with_rules::<Self>)]
    pub(super) struct Place {
        pub(super) inside: Option<super::Place>,
    }
}

#[test]
fn a_type_that_is_written_in_place_has_its_name_before_those_in_it() {
    let schemas = of_openapi30::<here::Place>().unwrap();
    let names: Vec<&String> = schemas.as_object().unwrap().keys().collect();
    assert_eq!(names, ["Place", "Place2"]);
    assert!(
        schemas["Place"]["properties"]["inside"]
            .to_string()
            .contains("#/components/schemas/Place2"),
        "{schemas:#}"
    );
    assert!(
        !schemas["Place2"]["properties"]["name"].is_null(),
        "{schemas:#}"
    );
    Judge::of::<here::Place>().agrees_on_what_is_made();
}
