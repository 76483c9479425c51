//! What is said of changes: schemas written for it, and the documents of the types in a repository made for it.

use std::path::Path;
use std::process::{Command, ExitCode};

use conformance::types::Type;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::place::Place;
use super::sample::samples;
use super::schema::Schema;
use super::search::{Open, search};
use super::types::payloads;
use super::{Effort, document, proof, since};
use crate::schema::{Arguments, Document, documents, run};

const EFFORT: Effort = Effort {
    cases: 4_000,
    seed: 1,
};

/// What is said of a change, without the name of the file.
fn said(old: &Value, new: &Value) -> String {
    let mut out = Vec::new();
    let (old, new) = (old.to_string(), new.to_string());
    document("a.json", Some(&old), &new, EFFORT, &mut out)
        .unwrap()
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    text.strip_prefix("a.json: ").unwrap().to_owned()
}

/// Both ways round: a narrowing read backwards is a widening.
fn narrows(wide: &Value, narrow: &Value, payload: &str) {
    let forth = said(wide, narrow);
    assert!(forth.starts_with("narrowed\n"), "{forth}");
    assert!(
        forth.contains(&format!("  no longer accepted: {payload}\n")),
        "{forth}"
    );
    let back = said(narrow, wide);
    assert!(back.starts_with("widened\n"), "{back}");
    assert!(
        back.contains(&format!("  newly accepted: {payload}\n      before: ")),
        "{back}"
    );
}

fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

#[test]
fn notes_change_no_meaning() {
    let old = object(&json!({ "title": { "type": "string", "description": "a" } }));
    let mut new = old.clone();
    new["properties"]["title"]["description"] = json!("b");
    assert_eq!(
        said(&old, &new),
        "unchanged in meaning: nothing but `description` differs\n"
    );
    new["examples"] = json!([{}]);
    new["title"] = json!("T");
    new["$id"] = json!("https://crossfield.example/t.json");
    assert_eq!(
        said(&old, &new),
        "unchanged in meaning: nothing but `$id`, `description`, `examples`, `title` differ\n"
    );
}

#[test]
fn a_format_alone_is_named() {
    let old = json!({ "type": "string", "pattern": "^a" });
    let new = json!({ "type": "string", "pattern": "^a", "format": "uri" });
    assert_eq!(
        said(&old, &new),
        "unchanged in meaning: nothing but `format` differs\n  \
         a `format` differs, which only validators see that are told to check formats\n"
    );
}

#[test]
fn the_same_said_in_another_way_is_unchanged() {
    let said = |old: Value, new: Value| {
        assert_eq!(
            self::said(&old, &new),
            "unchanged in meaning: the same is said in another way\n"
        );
    };
    said(json!({ "const": 1 }), json!({ "enum": [1] }));
    said(
        json!({ "type": "integer", "minimum": 1, "maximum": 1 }),
        json!({ "const": 1 }),
    );
    said(
        json!({ "$defs": { "A": { "type": "string" } }, "properties": { "a": { "$ref": "#/$defs/A" } } }),
        json!({ "properties": { "a": { "type": "string" } } }),
    );
    said(
        json!({ "properties": { "a": { "type": "string" } }, "required": ["a"], "type": "object" }),
        json!({ "allOf": [{ "type": "object" }, { "required": ["a"], "properties": { "a": { "type": ["string"] } } }] }),
    );
    assert_eq!(
        self::said(
            &json!({ "type": "string", "minLength": 1 }),
            &serde_json::from_str(r#"{"minLength": 1, "type": "string"}"#).unwrap()
        ),
        "unchanged in meaning: nothing but the order of keys or the layout differs\n"
    );
}

#[test]
fn a_bound_moves() {
    let length = |least: u32| {
        object(&json!({ "a": { "type": "string", "minLength": least, "maxLength": 9 } }))
    };
    narrows(&length(1), &length(2), r#"{"a":"a"}"#);
    let range = |most: i32| object(&json!({ "a": { "type": "integer", "maximum": most } }));
    narrows(&range(1_000), &range(999), r#"{"a":1000}"#);
    let items =
        |most: u32| json!({ "type": "array", "items": { "type": "null" }, "maxItems": most });
    narrows(&items(3), &items(2), "[null,null,null]");
}

#[test]
fn a_value_of_an_enum_comes_and_goes() {
    let of = |values: Value| object(&json!({ "a": { "type": "string", "enum": values } }));
    narrows(
        &of(json!(["x", "y", "z"])),
        &of(json!(["x", "y"])),
        r#"{"a":"z"}"#,
    );
    let both = said(&of(json!(["x", "y"])), &of(json!(["y", "z"])));
    assert!(both.starts_with("narrowed and widened\n"), "{both}");
    assert!(
        both.contains(r#"no longer accepted: {"a":"x"}"#)
            && both.contains(r#"newly accepted: {"a":"z"}"#),
        "{both}"
    );
}

#[test]
fn a_key_comes_and_goes() {
    let one = object(&json!({ "a": { "type": "string" } }));
    let two = object(&json!({ "a": { "type": "string" }, "b": { "type": "null" } }));
    narrows(&two, &one, r#"{"b":null}"#);
    let mut required = one.clone();
    required["required"] = json!(["a"]);
    narrows(&one, &required, "{}");
    let mut open = one.clone();
    open["additionalProperties"] = json!(true);
    narrows(&open, &one, r#"{"unknown_key":""}"#);
}

fn with_rules(rules: &Value) -> Value {
    let mut schema = object(&json!({
        "kind": { "type": "string", "enum": ["a", "b", "c"] },
        "id": { "type": ["string", "null"], "minLength": 3 },
    }));
    if rules != &json!([]) {
        schema["allOf"] = rules.clone();
    }
    schema
}

fn rule(kinds: &Value) -> Value {
    json!({
        "if": { "properties": { "kind": { "enum": kinds } }, "required": ["kind"] },
        "then": { "required": ["id"] },
    })
}

#[test]
fn a_conditional_rule_comes_goes_and_changes() {
    let none = with_rules(&json!([]));
    let one = with_rules(&json!([rule(&json!(["a"]))]));
    let wider = with_rules(&json!([rule(&json!(["a", "b"]))]));
    let other = with_rules(&json!([rule(&json!(["c"]))]));
    narrows(&none, &one, r#"{"kind":"a"}"#);
    narrows(&one, &wider, r#"{"kind":"b"}"#);
    let both = said(&one, &other);
    assert!(both.starts_with("narrowed and widened\n"), "{both}");
    assert!(
        both.contains(r#"no longer accepted: {"kind":"c"}"#)
            && both.contains(r#"newly accepted: {"kind":"a"}"#),
        "{both}"
    );
}

#[test]
fn a_change_deep_inside_is_found() {
    let deep = |least: u32| {
        let leaf = json!({ "type": "object", "required": ["name"], "properties": {
            "name": { "type": "string", "minLength": least } } });
        let list = json!({ "type": "array", "minItems": 1, "items": leaf });
        let middle =
            json!({ "type": "object", "required": ["list"], "properties": { "list": list } });
        json!({ "type": "object", "required": ["middle"], "properties": { "middle": middle } })
    };
    narrows(&deep(1), &deep(2), r#"{"middle":{"list":[{"name":"a"}]}}"#);
}

#[test]
fn a_branch_comes_and_goes() {
    let branches =
        |branches: Value| json!({ "type": "object", "required": ["kind"], "oneOf": branches });
    let of =
        |kind: &str| json!({ "properties": { "kind": { "const": kind } }, "required": [kind] });
    narrows(
        &branches(json!([of("x"), of("y")])),
        &branches(json!([of("x")])),
        r#"{"kind":"y","y":""}"#,
    );
}

#[test]
fn patterns_are_compared_by_what_they_take() {
    let of = |pattern: &str| object(&json!({ "a": { "type": "string", "pattern": pattern } }));
    assert_eq!(
        said(&of("^(?:ab|cd)$"), &of("^(?:cd|ab)$")),
        "unchanged in meaning: the same is said in another way\n"
    );
    narrows(
        &of("^\\+[0-9]{8,16}$"),
        &of("^\\+[0-9]{8,15}$"),
        r#"{"a":"+0000000000000000"}"#,
    );
    narrows(
        &of("^[^\\u0000-\\u001F]*$"),
        &of("^[^\\u0000-\\u001F\\u007F-\\u009F]*$"),
        r#"{"a":"\u007f"}"#,
    );
    let in_list = |pattern: &str| json!({ "type": "array", "items": { "type": "string", "pattern": pattern } });
    narrows(&in_list("^a+$"), &in_list("^aa+$"), r#"["a"]"#);
}

#[test]
fn what_is_not_decided_is_said_to_be_not_decided() {
    // No payload can tell them apart, and engines differ on `.`, so that nothing is proven of it.
    let (old, new) = (
        json!({ "type": "string", "pattern": "^(?:a.|b.)$" }),
        json!({ "type": "string", "pattern": "^(?:b.|a.)$" }),
    );
    let shown = said(&old, &new);
    assert!(shown.starts_with("not decided\n"), "{shown}");
    for title in ["no longer accepted", "newly accepted"] {
        let line = format!("  {title}: no payload found among ");
        assert!(shown.contains(&line), "{shown}");
    }
    assert!(
        shown.contains(
            ", and no proof that there is none (the canonical form does not tell of `{\"pattern\":"
        ),
        "{shown}"
    );
    let mut out = Vec::new();
    let inside = |schema: Value| object(&json!({ "a": schema })).to_string();
    document("a.json", Some(&inside(old)), &inside(new), EFFORT, &mut out)
        .unwrap()
        .unwrap();
    let shown = String::from_utf8(out).unwrap();
    assert!(
        shown.contains("no payload found among 4000, and no proof that there is none"),
        "{shown}"
    );
}

#[test]
fn a_reference_into_itself_is_compared_in_one_piece() {
    let tree = |least: u32| {
        let node = json!({ "type": "object", "properties": {
            "name": { "type": "string", "minLength": least },
            "below": { "type": "array", "items": { "$ref": "#/$defs/Node" } } } });
        json!({ "$ref": "#/$defs/Node", "$defs": { "Node": node } })
    };
    let mut described = tree(1);
    described["$defs"]["Node"]["description"] = json!("a node");
    assert_eq!(
        said(&tree(1), &described),
        "unchanged in meaning: nothing but `description` differs\n"
    );
    let shown = said(&tree(1), &tree(2));
    assert!(
        shown.starts_with("narrowed") && shown.contains(r#"no longer accepted: {"name":"a"}"#),
        "{shown}"
    );
}

#[test]
fn a_name_of_its_own_does_not_lead_out_of_the_document() {
    let named = |least: u32| {
        json!({
            "$id": "https://crossfield.example/outer.json",
            "properties": { "a": { "$ref": "https://crossfield.example/inner.json#/$defs/Text" } },
            "$defs": { "Inner": {
                "$id": "https://crossfield.example/inner.json",
                "$defs": { "Text": { "type": "string", "minLength": least } },
            } },
        })
    };
    narrows(&named(1), &named(2), r#"{"a":"a"}"#);
}

#[test]
fn what_is_no_schema_is_not_compared() {
    let shown = said(&json!({ "type": "strong" }), &json!({ "type": "string" }));
    assert!(
        shown.starts_with("not compared: before: it cannot be used as a schema: "),
        "{shown}"
    );
    let shown = said(
        &json!({ "type": "string" }),
        &json!({ "$ref": "#/$defs/Gone" }),
    );
    assert!(
        shown.starts_with("not compared: now: it cannot be used as a schema: "),
        "{shown}"
    );
    let shown = said(
        &json!({ "$schema": "http://json-schema.org/draft-07/schema#" , "type": "string" }),
        &json!({ "type": "string" }),
    );
    assert!(
        shown.contains("its dialect is `http://json-schema.org/draft-07/schema#`"),
        "{shown}"
    );
}

/// Proofs and payloads come from different code: where one finds that a payload is lost, the other must not prove that
/// none is.
#[test]
fn no_payload_refutes_a_proof() {
    let mut schemas = vec![with_rules(&json!([])), json!(true), json!({})];
    for kinds in [json!(["a"]), json!(["a", "b"]), json!(["c"]), json!([])] {
        schemas.push(with_rules(&json!([rule(&kinds)])));
        schemas.push(with_rules(&json!([rule(&kinds), { "if": { "required": ["id"] }, "else": { "properties": { "kind": { "const": "b" } } } }])));
        schemas.push(with_rules(&json!([{ "not": rule(&kinds) }])));
    }
    let schemas: Vec<Schema> = schemas
        .iter()
        .map(|schema| Schema::new(schema).unwrap())
        .collect();
    let (mut proven, mut shown) = (0, 0);
    for old in &schemas {
        for new in &schemas {
            let open = Open {
                lost: true,
                gained: false,
            };
            let found = search(
                old,
                new,
                Vec::new(),
                Effort {
                    cases: 500,
                    seed: 1,
                },
                open,
            )
            .lost;
            let proof = proof::covers(new, old);
            proven += usize::from(proof.is_ok());
            shown += usize::from(!found.is_empty());
            assert!(
                found.is_empty() || proof.is_err(),
                "{}\n{}\n{found:?}",
                old.whole,
                new.whole
            );
        }
    }
    assert!(proven > 40 && shown > 40, "{proven} proven, {shown} shown");
}

/// What is compared must be what is judged: references written out and notes left out, and then part by part.
#[test]
fn a_schema_and_its_parts_judge_alike() {
    let outer = json!({ "$ref": "#/$defs/A", "unevaluatedProperties": false, "$defs": { "A": {
        "properties": { "a": { "oneOf": [{ "const": 1 }, { "const": 1 }, { "type": ["null", "string"] }] } },
        "dependentRequired": { "a": ["b"] },
        "patternProperties": { "^b": { "contains": { "const": 1 }, "minContains": 2, "prefixItems": [{ "const": 1 }], "items": { "type": "integer" } } },
    } } });
    let schemas = documents()
        .unwrap()
        .into_iter()
        .filter(|document| document.file.ends_with(".schema.json"));
    let schemas = schemas.map(|document| serde_json::from_str(&document.text).unwrap());
    let rule = with_rules(
        &json!([rule(&json!(["a", "b"])), { "if": { "required": ["id"] }, "else": { "minProperties": 1 } }]),
    );
    let (mut accepted, mut refused) = (0, 0);
    for whole in schemas.chain([outer, rule]) {
        let schema = Schema::new(&whole).unwrap();
        let resolved = Schema::new(&schema.resolved).unwrap();
        let parts = Schema::new(&json!({ "allOf": schema.parts.clone().unwrap() })).unwrap();
        let kind = whole
            .get("title")
            .and_then(Value::as_str)
            .and_then(Type::named);
        let mut payloads = kind.map_or_else(Vec::new, |kind| payloads(kind, EFFORT));
        payloads.extend(samples(&Place::new(&schema.resolved, &schema.resolved)).all());
        payloads.extend([
            json!({ "a": null, "b": [1, 1] }),
            json!({ "a": 1, "b": [1, 1] }),
            json!({ "a": "", "b": [1, 2] }),
        ]);
        for payload in payloads {
            let verdict = schema.accepts(&payload);
            assert_eq!(verdict, resolved.accepts(&payload), "resolved: {payload}");
            assert_eq!(verdict, parts.accepts(&payload), "in parts: {payload}");
            accepted += usize::from(verdict);
            refused += usize::from(!verdict);
        }
    }
    assert!(
        accepted > 100 && refused > 100,
        "{accepted} accepted, {refused} refused"
    );
}

// OpenAPI.

/// Parts of a document: the schema of the body, the schema of the answer, the component.
fn api(request: &Value, response: &Value, component: &Value) -> Value {
    let content = |schema: &Value| json!({ "application/json": { "schema": schema } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "A", "version": "1" },
        "paths": { "/a/{id}": { "put": {
            "requestBody": { "content": content(request) },
            "responses": { "200": { "$ref": "#/components/responses/Ok" } },
        } } },
        "components": {
            "schemas": { "A": component },
            "responses": { "Ok": { "description": "", "content": content(response) } },
        },
    })
}

const WIDE: &str = r#"{"type": "string"}"#;
const NARROW: &str = r#"{"type": "string", "minLength": 1}"#;

fn wide_and_narrow() -> (Value, Value) {
    (
        serde_json::from_str(WIDE).unwrap(),
        serde_json::from_str(NARROW).unwrap(),
    )
}

#[test]
fn a_narrower_request_hurts_clients_and_a_wider_one_does_not() {
    let (wide, narrow) = wide_and_narrow();
    let of = |request: &Value| api(request, &wide, &wide);
    let shown = said(&of(&wide), &of(&narrow));
    assert!(shown.starts_with("narrowed\n  PUT /a/{id}, request body as application/json: narrowed\n    no longer accepted: \"\"\n"), "{shown}");
    assert!(shown.contains("(`/minLength`)"), "{shown}");
    assert!(
        shown.contains("    hurts clients, which may send it: PUT /a/{id}, request body"),
        "{shown}"
    );
    let shown = said(&of(&narrow), &of(&wide));
    assert!(shown.starts_with("widened\n"), "{shown}");
    assert!(
        shown.contains("    hurts no client; servers must accept it: PUT /a/{id}, request body"),
        "{shown}"
    );
}

#[test]
fn a_wider_response_hurts_clients_and_a_narrower_one_does_not() {
    let (wide, narrow) = wide_and_narrow();
    let of = |response: &Value| api(&wide, response, &wide);
    let shown = said(&of(&narrow), &of(&wide));
    assert!(
        shown.contains(
            "    hurts clients, which may get it: PUT /a/{id}, response 200 as application/json"
        ),
        "{shown}"
    );
    let shown = said(&of(&wide), &of(&narrow));
    assert!(
        shown.contains(
            "    hurts no client; servers must no longer send it: PUT /a/{id}, response 200"
        ),
        "{shown}"
    );
}

#[test]
fn a_component_hurts_whoever_uses_it() {
    let (wide, narrow) = wide_and_narrow();
    let reference = json!({ "type": "array", "items": { "$ref": "#/components/schemas/A" } });
    let alone = json!({ "$ref": "#/components/schemas/A" });
    let shown = said(&api(&alone, &wide, &wide), &api(&alone, &wide, &narrow));
    assert_eq!(shown.matches("no longer accepted").count(), 1, "{shown}");
    assert!(shown.contains("  component A: narrowed\n"), "{shown}");
    assert!(
        shown.contains(
            "    hurts clients, which may send it: PUT /a/{id}, request body as application/json\n"
        ),
        "{shown}"
    );
    // The schema of the answer is the same text and means something else.
    let shown = said(
        &api(&wide, &reference, &narrow),
        &api(&wide, &reference, &wide),
    );
    assert!(
        shown.contains(
            "  PUT /a/{id}, response 200 as application/json: widened\n    newly accepted: [\"\"]"
        ),
        "{shown}"
    );
}

#[test]
fn what_is_no_schema_in_an_openapi_document_is_named() {
    let (wide, _) = wide_and_narrow();
    let old = api(&wide, &wide, &wide);
    let mut new = old.clone();
    new["info"]["version"] = json!("2");
    new["paths"]["/b"] = json!({ "get": { "responses": {} } });
    new["components"]["schemas"]["B"] = json!({});
    let shown = said(&old, &new);
    assert_eq!(
        shown,
        "unchanged in meaning\n  component B: new\n  not a schema: changed `/info/version`\n  not a schema: new `/paths/~1b`\n"
    );
}

#[test]
fn openapi_30_takes_null_where_it_says_nullable() {
    let of = |nullable: bool| {
        let schema = json!({ "type": "string", "nullable": nullable });
        let mut document = api(&schema, &json!({}), &json!({}));
        document["openapi"] = json!("3.0.3");
        document
    };
    let shown = said(&of(true), &of(false));
    assert!(
        shown
            .contains("request body as application/json: narrowed\n    no longer accepted: null\n"),
        "{shown}"
    );
    let mut old = of(true);
    let mut new = of(false);
    for document in [&mut old, &mut new] {
        document["paths"]["/a/{id}"]["put"]["requestBody"]["content"]["application/json"]["schema"]
            ["readOnly"] = json!(true);
    }
    let shown = said(&old, &new);
    assert!(
        shown.contains("not compared: before: `readOnly` of OpenAPI 3.0 is not compared"),
        "{shown}"
    );
}

// Repositories.

struct Repository(TempDir);

impl Repository {
    /// A repository whose first revision has the documents of the types.
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet"]);
        for document in documents().unwrap() {
            repository.write(&document.file, &document.text);
        }
        repository.commit("same");
        repository
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) {
        let identity = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "-c",
            "commit.gpgSign=false",
        ];
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(self.folder())
            .args(identity)
            .args(arguments);
        let output = command.output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.folder().join(file), text).unwrap();
    }

    fn commit(&self, tag: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", tag]);
        self.git(&["tag", tag]);
    }

    /// The output of the command, or its error.
    fn diff(&self, revision: &str) -> Result<String, String> {
        let arguments = Arguments {
            check: false,
            diff: Some(revision.to_owned()),
            cases: EFFORT.cases,
            seed: EFFORT.seed,
            folder: self.folder().to_path_buf(),
        };
        let mut out = Vec::new();
        let code = run(&arguments, &mut out).map_err(|error| error.to_string())?;
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::SUCCESS));
        Ok(String::from_utf8(out).unwrap())
    }
}

const REQUEST: &str = "update-sip-endpoint-request.schema.json";

fn changed(file: &str, change: impl FnOnce(&mut Value)) -> String {
    let document = documents()
        .unwrap()
        .into_iter()
        .find(|document| document.file == file)
        .unwrap();
    let mut value = serde_json::from_str(&document.text).unwrap();
    change(&mut value);
    format!("{value:#}\n")
}

#[test]
fn the_rules_of_the_type_say_why_a_payload_is_refused_now() {
    let repository = Repository::new();
    assert_eq!(
        repository.diff("same").unwrap(),
        "the documents are what they were at same\n"
    );
    repository.write(
        REQUEST,
        &changed(REQUEST, |schema| {
            schema["properties"]["username"]["minLength"] = json!(0);
        }),
    );
    repository.commit("looser");
    let said = "update-sip-endpoint-request.schema.json: narrowed\n  \
        no longer accepted: {\"username\":\"\"}\n      `/username`: must have 1 or more characters\n";
    assert_eq!(repository.diff("looser").unwrap(), said);
    assert_eq!(
        repository.diff("HEAD").unwrap(),
        said,
        "the same on each run"
    );

    repository.write(
        REQUEST,
        &changed(REQUEST, |schema| {
            drop(schema.as_object_mut().unwrap().remove("allOf"));
        }),
    );
    repository.commit("no-rule");
    let shown = repository.diff("no-rule").unwrap();
    assert!(
        shown.contains("  no longer accepted: {\"call_handler\":\"resource\"}\n      `/calling_handler_resource_id`: required when `call_handler` is `resource`\n"),
        "{shown}"
    );
}

#[test]
fn a_rule_of_the_response_is_found_among_many() {
    const RESPONSE: &str = "sip-endpoint.schema.json";
    let repository = Repository::new();
    let text = changed(RESPONSE, |schema| {
        drop(schema["allOf"].as_array_mut().unwrap().pop());
    });
    repository.write(RESPONSE, &text);
    repository.commit("fewer");
    let shown = repository.diff("fewer").unwrap();
    assert!(
        shown.starts_with("sip-endpoint.schema.json: narrowed\n  no longer accepted: "),
        "{shown}"
    );
    assert!(shown.contains("required when `call_handler` is"), "{shown}");
}

#[test]
fn documents_come_and_go() {
    let repository = Repository::new();
    repository.write("gone.schema.json", "{}");
    repository.git(&["rm", "--quiet", REQUEST]);
    repository.commit("other");
    assert_eq!(
        repository.diff("other").unwrap(),
        format!("{REQUEST}: new\ngone.schema.json: removed\n")
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_reason() {
    let repository = Repository::new();
    let error = repository.diff("nowhere").unwrap_err();
    assert!(
        error.starts_with("git: ") && error.contains("nowhere"),
        "{error}"
    );
    let error = repository.diff("--output=x").unwrap_err();
    assert!(
        error.starts_with("git: ") && error.contains("--output=x"),
        "{error}"
    );

    repository.write(REQUEST, "{");
    repository.write("gone.schema.json", "{}");
    repository.commit("broken");
    let mut out = Vec::new();
    let error = since(
        repository.folder(),
        "broken",
        &documents().unwrap(),
        EFFORT,
        &mut out,
    )
    .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the old text is no JSON: EOF while parsing"),
        "{error}"
    );
    let shown = String::from_utf8(out).unwrap();
    assert!(
        shown.contains("gone.schema.json: removed"),
        "the others are reported still: {shown}"
    );

    let nothing = tempfile::tempdir().unwrap();
    let error = since(
        nothing.path(),
        "HEAD",
        &[] as &[Document],
        EFFORT,
        &mut Vec::new(),
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("not a git repository"),
        "{error}"
    );
    let error = since(
        &nothing.path().join("none"),
        "HEAD",
        &[] as &[Document],
        EFFORT,
        &mut Vec::new(),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("git: "), "{error}");
}

#[test]
fn a_check_says_what_the_difference_means() {
    let repository = Repository::new();
    repository.write(
        REQUEST,
        &changed(REQUEST, |schema| {
            schema["properties"]["username"]["minLength"] = json!(0);
        }),
    );
    let arguments = Arguments {
        check: true,
        diff: None,
        cases: EFFORT.cases,
        seed: EFFORT.seed,
        folder: repository.folder().to_path_buf(),
    };
    let mut out = Vec::new();
    let code = run(&arguments, &mut out).unwrap();
    assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
    let shown = String::from_utf8(out).unwrap();
    assert!(shown.contains("+      \"minLength\": 1"), "{shown}");
    assert!(shown.contains("update-sip-endpoint-request.schema.json: narrowed\n  no longer accepted: {\"username\":\"\"}\n"), "{shown}");
}
