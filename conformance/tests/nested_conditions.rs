//! Conditions on fields inside what a field holds, by every judge.

use std::collections::BTreeMap;

use conformance::Judge;
use crossfield::schema::with_rules;
use crossfield::{Lenient, Maybe, Open, Valid, Validate};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "snake_case")]
enum Handler {
    Resource,
    AiAgent,
    Passthrough,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(transform = with_rules::<Self>)]
struct Inner {
    handler: Handler,
    maybe_handler: Option<Handler>,
    retries: Option<u8>,
    #[serde(rename = "share of all")]
    share: f64,
    r#loop: Option<bool>,
    uri: Option<String>,
    #[validate(empty_is_absent)]
    #[serde(default)]
    nick: String,
    tags: Option<Vec<String>>,
    labels: BTreeMap<String, String>,
    open: Option<Open<Handler>>,
    lenient: Lenient<Handler>,
    #[serde(default, deserialize_with = "crossfield::not_null")]
    not_null: Option<String>,
    #[serde(default)]
    three_states: Maybe<u8>,
    #[serde(default)]
    again: Option<Box<Inner>>,
}

/// A rule for each kind of condition: the field tells by its name which one holds.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Each {
    sip: Option<Inner>,
    #[validate(forbidden_if(sip.handler = Handler::Resource))]
    is_a_variant: Option<u8>,
    #[validate(forbidden_if(sip.maybe_handler in [Handler::Resource, Handler::AiAgent]))]
    is_one_of_variants: Option<u8>,
    #[validate(forbidden_if(sip.retries = 3))]
    is_an_integer: Option<u8>,
    #[validate(forbidden_if(sip.retries > 3))]
    is_above: Option<u8>,
    #[validate(forbidden_if(sip.share <= 0.5))]
    is_at_most: Option<u8>,
    #[validate(forbidden_if(sip.r#loop = false))]
    is_false: Option<u8>,
    #[validate(forbidden_if(sip.uri in ["a", "b"]))]
    is_a_text: Option<u8>,
    #[validate(forbidden_if(starts_with(sip.uri, "sips:")))]
    starts: Option<u8>,
    #[validate(forbidden_if(present(sip.nick)))]
    is_not_empty: Option<u8>,
    #[validate(forbidden_if(length(sip.tags) > 1))]
    has_many: Option<u8>,
    #[validate(forbidden_if(length(sip.labels) = 0))]
    has_none: Option<u8>,
    #[validate(forbidden_if(sip.open = Handler::AiAgent))]
    is_open: Option<u8>,
    #[validate(forbidden_if(sip.lenient = Handler::AiAgent))]
    is_lenient: Option<u8>,
    #[validate(forbidden_if(absent(sip.not_null)))]
    is_absent: Option<u8>,
    #[validate(forbidden_if(sip.three_states >= 2))]
    is_a_maybe: Option<u8>,
    #[validate(forbidden_if(sip.again.again.handler = Handler::Passthrough))]
    is_deep: Option<u8>,
    #[validate(forbidden_unless(all(present(sip), not(sip.again.retries > 1))))]
    joined: Option<u8>,
}

const GIVEN: &str = r#""is_a_variant": 1, "is_one_of_variants": 1, "is_an_integer": 1, "is_above": 1, "is_at_most": 1,
    "is_false": 1, "is_a_text": 1, "starts": 1, "is_not_empty": 1, "has_many": 1, "has_none": 1, "is_open": 1,
    "is_lenient": 1, "is_absent": 1, "is_a_maybe": 1, "is_deep": 1, "joined": 1"#;

/// What is required of an inner object, with nothing that a condition is about.
const PLAIN: &str =
    r#""handler": "passthrough", "share of all": 1, "labels": {"a": "b"}, "lenient": "resource""#;

#[track_caller]
fn broken(judge: &Judge, sip: &str) -> Vec<String> {
    let found = judge.found(&format!(r#"{{"sip": {sip}, {GIVEN}}}"#));
    let pointers = found
        .iter()
        .map(|found| found.split(' ').next().unwrap_or_default());
    pointers
        .map(|pointer| pointer.trim_start_matches('/').to_owned())
        .collect()
}

#[test]
fn each_kind_of_condition_reaches_into_a_field() {
    let judge = Judge::of::<Each>();
    for (also, expected) in [
        (r#""notNull": "a""#, &[][..]),
        (
            r#""retries": null, "uri": null, "tags": null, "loop": null, "open": null, "notNull": "a""#,
            &[],
        ),
        ("\"nick\": \"\"", &["is_absent"]),
        (
            r#""maybeHandler": "resource", "notNull": "a""#,
            &["is_one_of_variants"],
        ),
        (
            r#""maybeHandler": "ai_agent", "notNull": "a""#,
            &["is_one_of_variants"],
        ),
        (r#""maybeHandler": "passthrough", "notNull": "a""#, &[]),
        (r#""retries": 3, "notNull": "a""#, &["is_an_integer"]),
        (r#""retries": 3.0, "notNull": "a""#, &["is_an_integer"]),
        (r#""retries": 4, "notNull": "a""#, &["is_above"]),
        (r#""loop": false, "notNull": "a""#, &["is_false"]),
        (r#""loop": true, "notNull": "a""#, &[]),
        (r#""uri": "b", "notNull": "a""#, &["is_a_text"]),
        (r#""uri": "sips:\u0061", "notNull": "a""#, &["starts"]),
        (r#""\u0075ri": "sips:", "notNull": "a""#, &["starts"]),
        (r#""uri": "sip:", "notNull": "a""#, &[]),
        (r#""nick": " ", "notNull": "a""#, &["is_not_empty"]),
        (r#""nick": "", "notNull": "a""#, &[]),
        (r#""tags": ["a", "b"], "notNull": "a""#, &["has_many"]),
        (r#""tags": ["a"], "notNull": "a""#, &[]),
        (r#""open": "ai_agent", "notNull": "a""#, &["is_open"]),
        (r#""open": "AiAgent", "notNull": "a""#, &[]),
        (r#""threeStates": 2, "notNull": "a""#, &["is_a_maybe"]),
        (r#""threeStates": 1, "notNull": "a""#, &[]),
        (r#""threeStates": null, "notNull": "a""#, &[]),
    ] {
        assert_eq!(
            broken(&judge, &format!("{{{PLAIN}, {also}}}")),
            expected,
            "{also}"
        );
    }
    for (replaced, by, expected) in [
        (
            r#""passthrough""#,
            r#""resource""#,
            &["is_a_variant", "is_absent"][..],
        ),
        (
            r#"of all": 1"#,
            r#"of all": 0.5"#,
            &["is_at_most", "is_absent"],
        ),
        (r#"of all": 1"#, r#"of all": 0.500000001"#, &["is_absent"]),
        (r#"{"a": "b"}"#, "{}", &["has_none", "is_absent"]),
        (
            r#""lenient": "resource""#,
            r#""lenient": "ai_agent""#,
            &["is_lenient", "is_absent"],
        ),
    ] {
        assert_eq!(
            broken(&judge, &format!("{{{}}}", PLAIN.replace(replaced, by))),
            expected,
            "{by}"
        );
    }
}

#[test]
fn what_cannot_be_reached_has_no_value() {
    let judge = Judge::of::<Each>();
    assert_eq!(broken(&judge, "null"), ["is_absent", "joined"]);
    let absent = judge.found(&format!("{{{GIVEN}}}"));
    assert_eq!(
        absent,
        [
            "/is_absent forbidden: must be absent or null when `sip.notNull` is not given",
            "/joined forbidden: must be absent or null when `sip` is not given or `sip.again.retries` is \
             above `1`"
        ]
    );
}

#[test]
fn conditions_reach_any_depth() {
    let judge = Judge::of::<Each>();
    let nested = |levels: usize, also: &str| {
        (0..levels).fold(format!("{{{PLAIN}, {also}}}"), |inner, _| {
            format!(r#"{{{PLAIN}, "notNull": "a", "again": {inner}}}"#)
        })
    };
    assert_eq!(broken(&judge, &nested(1, r#""notNull": "a""#)), [""; 0]);
    assert_eq!(broken(&judge, &nested(2, r#""notNull": "a""#)), ["is_deep"]);
    assert_eq!(broken(&judge, &nested(3, r#""notNull": "a""#)), ["is_deep"]);
    assert_eq!(broken(&judge, &nested(1, r#""retries": 2"#)), ["joined"]);
}

#[test]
fn wrong_types_on_the_way_are_what_is_wrong() {
    let judge = Judge::of::<Each>();
    for sip in ["5", "[]", r#""a""#, "true", r#"["passthrough"]"#] {
        let found = judge.found(&format!(r#"{{"sip": {sip}}}"#));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("/sip type: must be an object"),
            "{found:?}"
        );
    }
    let found = judge.found(&format!(
        r#"{{"sip": {{{PLAIN}, "retries": "4", "again": 3}}, "is_above": 1}}"#
    ));
    assert_eq!(found.len(), 2, "{found:?}");
}

/// A type of few fields, of which payloads are made in no time.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Leg {
    handler: Option<Handler>,
    retries: Option<u8>,
    #[serde(rename = "URI")]
    uri: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Call {
    leg: Option<Leg>,
    #[validate(required_iff(leg.handler = Handler::Resource))]
    id: Option<u8>,
    #[validate(forbidden_if(all(leg.retries > 2, not(starts_with(leg.uri, "sip:")))))]
    note: Option<u8>,
}

#[test]
fn all_judges_agree_on_payloads_from_the_rules() {
    Judge::of::<Call>().agrees_on_what_is_made();
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[validate(when(a.handler = Handler::Resource, exactly_one_of(x, y)))]
#[validate(when(not(starts_with(b.uri, "sip:")), at_most_one_of(x, z)))]
struct BehindPointers {
    a: Box<Inner>,
    b: Option<Box<Valid<Inner>>>,
    #[validate(required_iff(b.retries = 1))]
    x: Option<u8>,
    y: Option<u8>,
    z: Option<u8>,
}

#[test]
fn groups_take_nested_conditions_and_pointers_are_seen_through() {
    let judge = Judge::of::<BehindPointers>();
    let resource = PLAIN.replace("passthrough", "resource");
    judge.accepts(&[
        &format!(r#"{{"a": {{{PLAIN}}}}}"#),
        &format!(r#"{{"a": {{{resource}}}, "y": 1}}"#),
        &format!(r#"{{"a": {{{resource}}}, "b": {{{PLAIN}, "retries": 1, "uri": "sip:"}}, "x": 1, "z": 1}}"#),
    ]);
    judge.refuses(
        &format!(r#"{{"a": {{{resource}}}}}"#),
        &[" one_of: exactly one of `x`, `y` must be given when `a.handler` is `resource`"],
    );
    judge.refuses(
        &format!(r#"{{"a": {{{PLAIN}}}, "b": {{{PLAIN}, "retries": 1}}, "x": 1, "z": 1}}"#),
        &[" one_of: at most one of `x`, `z` may be given when `b.uri` does not start with `sip:`"],
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Texts {
    plain: String,
    #[validate(empty_is_absent)]
    nick: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct OfTexts {
    texts: Option<Texts>,
    #[validate(forbidden_if(texts.plain = ""))]
    plain_is_empty: Option<u8>,
    #[validate(forbidden_if(length(texts.nick) < 3))]
    nick_is_short: Option<u8>,
    #[validate(empty_is_absent)]
    own: Option<String>,
    #[validate(forbidden_if(own in ["", "b"]))]
    own_is_one_of: Option<u8>,
    #[validate(forbidden_if(length(own) <= 1))]
    own_is_short: Option<u8>,
}

#[test]
fn an_empty_text_is_compared_but_where_it_is_no_value() {
    let judge = Judge::of::<OfTexts>();
    let given = |plain: &str, nick: &str| {
        format!(
            r#"{{"texts": {{"plain": "{plain}", "nick": "{nick}"}}, "plain_is_empty": 1, "nick_is_short": 1}}"#
        )
    };
    let own = |own: &str| format!(r#"{{"own": "{own}", "own_is_one_of": 1, "own_is_short": 1}}"#);
    judge.accepts(&[&own(""), &own("ab")]);
    judge.refuses(
        &own("b"),
        &[
            "/own_is_one_of forbidden: must be absent or null when `own` is one of ``, `b`",
            "/own_is_short forbidden: must be absent or null when the length of `own` is at most 1",
        ],
    );
    judge.accepts(&[&given("a", ""), &given("a", "abc")]);
    judge.refuses(
        &given("", ""),
        &["/plain_is_empty forbidden: must be absent or null when `texts.plain` is ``"],
    );
    judge.refuses(
        &given("a", "ab"),
        &["/nick_is_short forbidden: must be absent or null when the length of `texts.nick` is below 3"],
    );
}
