//! The families of rules that APIs of telephony and messaging state in prose, each as one attribute. Each test is named
//! after its family, and holds the typed check, the check on text and validators that read the schema against one another,
//! also on payloads that are made from the rules.

use conformance::Judge;
use crossfield::{Validate, schema};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "snake_case")]
enum Channel {
    Sms,
    Voice,
    Email,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct OneOfSeveralValues {
    channel: Option<Channel>,
    #[validate(required_if(channel in [Sms, Voice]))]
    number: Option<String>,
}

#[test]
fn required_when_an_enum_has_one_of_several_values() {
    let judge = Judge::agreeing::<OneOfSeveralValues>();
    let message = ["/number required: required when `channel` is one of `sms`, `voice`"];
    assert_eq!(judge.found(r#"{"channel": "sms"}"#), message);
    assert_eq!(
        judge.found(r#"{"channel": "voice", "number": null}"#),
        message
    );
    for text in [
        r#"{"channel": "email"}"#,
        "{}",
        r#"{"channel": null}"#,
        r#"{"channel": "sms", "number": "1"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct OnlyUnderASwitch {
    record: Option<bool>,
    #[validate(forbidden_unless(record = true))]
    recording_url: Option<String>,
}

#[test]
fn only_used_when_a_switch_is_true() {
    let judge = Judge::agreeing::<OnlyUnderASwitch>();
    let message = ["/recording_url forbidden: must be absent or null when `record` is not `true`"];
    assert_eq!(judge.found(r#"{"recording_url": "x"}"#), message);
    assert_eq!(
        judge.found(r#"{"record": false, "recording_url": "x"}"#),
        message
    );
    for text in [
        "{}",
        r#"{"record": true}"#,
        r#"{"record": true, "recording_url": "x"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct UnderASwitchThatIsOff {
    automatic: Option<bool>,
    #[validate(required_if(automatic = false))]
    reason: Option<String>,
}

#[test]
fn must_be_set_when_a_switch_is_false() {
    let judge = Judge::agreeing::<UnderASwitchThatIsOff>();
    let message = ["/reason required: required when `automatic` is `false`"];
    assert_eq!(judge.found(r#"{"automatic": false}"#), message);
    for text in [
        "{}",
        r#"{"automatic": true}"#,
        r#"{"automatic": false, "reason": ""}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct UnlessAnother {
    #[validate(required_unless(present(service)))]
    from: Option<String>,
    service: Option<String>,
}

#[test]
fn required_if_another_field_is_not_given() {
    let judge = Judge::agreeing::<UnlessAnother>();
    let message = ["/from required: required when `service` is not given"];
    assert_eq!(judge.found("{}"), message);
    assert_eq!(judge.found(r#"{"service": null}"#), message);
    for text in [
        r#"{"from": "1"}"#,
        r#"{"service": "s"}"#,
        r#"{"from": "1", "service": "s"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct UnlessEitherOfTwo {
    #[validate(required_unless(any(present(media), present(template))))]
    body: Option<String>,
    media: Option<Vec<String>>,
    template: Option<String>,
}

#[test]
fn required_if_neither_of_two_others_is_given() {
    let judge = Judge::agreeing::<UnlessEitherOfTwo>();
    let message =
        ["/body required: required when `media` is not given and `template` is not given"];
    assert_eq!(judge.found("{}"), message);
    for text in [
        r#"{"body": "b"}"#,
        r#"{"media": []}"#,
        r#"{"template": "t"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(exactly_one_of(url, text, application))]
struct OneOfThreeSources {
    url: Option<String>,
    text: Option<String>,
    application: Option<String>,
}

#[test]
fn one_of_three_sources_and_only_one() {
    let judge = Judge::agreeing::<OneOfThreeSources>();
    let message = [" one_of: exactly one of `url`, `text`, `application` must be given"];
    for text in [
        "{}",
        r#"{"url": null}"#,
        r#"{"url": "u", "text": "t"}"#,
        r#"{"url": "u", "text": "t", "application": "a"}"#,
    ] {
        assert_eq!(judge.found(text), message, "{text}");
    }
    for text in [
        r#"{"url": "u"}"#,
        r#"{"text": "t", "url": null}"#,
        r#"{"application": "a"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct AboveZero {
    page_number: Option<u32>,
    rate: Option<f64>,
    #[validate(required_if(page_number > 0))]
    page_token: Option<String>,
    #[validate(forbidden_if(rate <= -0.5))]
    ceiling: Option<f64>,
}

#[test]
fn required_when_a_number_is_above_zero() {
    let judge = Judge::agreeing::<AboveZero>();
    let message = ["/page_token required: required when `page_number` is above `0`"];
    assert_eq!(judge.found(r#"{"page_number": 1}"#), message);
    let forbidden = ["/ceiling forbidden: must be absent or null when `rate` is at most `-0.5`"];
    for text in [
        r#"{"rate": -0.5, "ceiling": 1}"#,
        r#"{"rate": -7, "ceiling": 1.5}"#,
        r#"{"rate": -1e300, "ceiling": 0}"#,
    ] {
        assert_eq!(judge.found(text), forbidden, "{text}");
    }
    for text in [
        "{}",
        r#"{"page_number": 0}"#,
        r#"{"page_number": 9, "page_token": "t"}"#,
        r#"{"rate": -0.25, "ceiling": 1}"#,
        r#"{"page_number": null}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct ByPrefix {
    to: Option<String>,
    #[validate(required_if(starts_with(to, "sip:")))]
    transport: Option<String>,
    #[validate(forbidden_unless(starts_with(to, "ü.+$/😀")))]
    odd: Option<String>,
}

#[test]
fn required_when_a_text_starts_with_a_prefix() {
    let judge = Judge::agreeing::<ByPrefix>();
    assert_eq!(
        judge.found(r#"{"to": "sip:alice"}"#),
        ["/transport required: required when `to` starts with `sip:`"]
    );
    assert_eq!(
        judge.found(r#"{"to": "ü.+$", "odd": "o"}"#),
        ["/odd forbidden: must be absent or null when `to` does not start with `ü.+$/😀`"]
    );
    for text in [
        "{}",
        r#"{"to": "SIP:alice"}"#,
        r#"{"to": " sip:"}"#,
        r#"{"to": "sip:", "transport": "tls"}"#,
        r#"{"to": "ü.+$/😀\nx", "odd": "o"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(all_or_none_of(username, password))]
struct BothOrNone {
    username: Option<String>,
    password: Option<String>,
}

#[test]
fn both_or_none() {
    let judge = Judge::agreeing::<BothOrNone>();
    let message = [" one_of: either all of `username`, `password` must be given or none"];
    assert_eq!(judge.found(r#"{"username": "u"}"#), message);
    assert_eq!(
        judge.found(r#"{"username": null, "password": "p"}"#),
        message
    );
    for text in [
        "{}",
        r#"{"username": "u", "password": "p"}"#,
        r#"{"username": null}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(at_most_one_of(play, say))]
struct Step {
    play: Option<String>,
    say: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Script {
    steps: Vec<Step>,
}

#[test]
fn mutually_exclusive_pairs_inside_the_items_of_a_list() {
    let judge = Judge::agreeing::<Script>();
    assert_eq!(
        judge.found(r#"{"steps": [{}, {"play": "p", "say": "s"}, {"say": "s"}]}"#),
        ["/steps/1 one_of: at most one of `play`, `say` may be given"]
    );
    assert!(
        judge
            .found(r#"{"steps": [{"play": "p"}, {"say": "s"}, {}]}"#)
            .is_empty()
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
#[validate(when(channel = Sms, at_least_one_of(body, media)), when(length(media) >= 2, exactly_one_of(body, title)))]
struct GroupsUnderConditions {
    channel: Option<Channel>,
    body: Option<String>,
    title: Option<String>,
    media: Option<Vec<String>>,
    #[validate(required_if(all(length(body) = 3, not(length(title) < 2))))]
    note: Option<String>,
}

#[test]
fn a_group_counts_only_under_its_condition() {
    let judge = Judge::agreeing::<GroupsUnderConditions>();
    assert_eq!(
        judge.found(r#"{"channel": "sms"}"#),
        [" one_of: at least one of `body`, `media` must be given when `channel` is `sms`"]
    );
    assert_eq!(
        judge.found(r#"{"media": ["a", "b"]}"#),
        [
            " one_of: exactly one of `body`, `title` must be given when the length of `media` is at least 2"
        ]
    );
    assert_eq!(
        judge.found(r#"{"body": "é🎉a"}"#),
        [
            "/note required: required when the length of `body` is exactly 3 and the length of `title` is not below 2"
        ]
    );
    for text in [
        "{}",
        r#"{"channel": "email"}"#,
        r#"{"media": ["a"]}"#,
        r#"{"media": ["a", "b"], "title": "t"}"#,
        r#"{"body": "abc", "title": "t"}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "snake_case")]
enum Handler {
    Resource,
    Passthrough,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct Sip {
    #[serde(rename = "callHandler")]
    call_handler: Option<Handler>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = schema::with_rules::<Self>)]
struct OfANestedObject {
    sip: Option<Sip>,
    #[validate(required_if(sip.call_handler = Handler::Resource))]
    resource_id: Option<String>,
}

#[test]
fn required_when_a_field_of_a_nested_object_has_a_value() {
    let judge = Judge::agreeing::<OfANestedObject>();
    let message = ["/resource_id required: required when `sip.callHandler` is `resource`"];
    for text in [
        r#"{"sip": {"callHandler": "resource"}}"#,
        r#"{"resource_id": null, "sip": {"callHandler": "resource"}}"#,
    ] {
        assert_eq!(judge.found(text), message, "{text}");
    }
    for text in [
        "{}",
        r#"{"sip": null}"#,
        r#"{"sip": {}}"#,
        r#"{"sip": {"callHandler": null}}"#,
        r#"{"sip": {"callHandler": "passthrough"}}"#,
        r#"{"sip": {"call_handler": "resource"}}"#,
        r#"{"sip": {"callHandler": "resource"}, "resource_id": ""}"#,
    ] {
        assert!(judge.found(text).is_empty(), "{text}");
    }
}
