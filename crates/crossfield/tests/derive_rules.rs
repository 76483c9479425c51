//! What derived rules find. Every case is decided three times (on the typed value, on the text, while reading), and the
//! three must agree.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crossfield::{Lenient, Open, Valid, Validate, Violations, check_json};
use serde::Deserialize;

/// Each violation as `pointer code: message`.
fn shown(result: Result<(), Violations>) -> Vec<String> {
    let Err(violations) = result else {
        return Vec::new();
    };
    let show = |violation: &crossfield::Violation| {
        format!(
            "{} {}: {}",
            violation.pointer(),
            violation.code(),
            violation.message()
        )
    };
    violations.iter().map(show).collect()
}

/// What is wrong with a text that can be read as a `T`.
fn found<'a, T: Validate + Deserialize<'a>>(text: &'a str) -> Vec<String> {
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let on_value = shown(value.validate());
    assert_eq!(
        shown(check_json::<T>(text.as_bytes())),
        on_value,
        "on the text, and on its value: {text}"
    );
    assert_eq!(value.is_valid(), on_value.is_empty(), "{text}");
    let read = serde_json::from_str::<Valid<T>>(text);
    assert_eq!(read.is_ok(), on_value.is_empty(), "{text}");
    on_value
}

/// Asserts that a text breaks these rules and no others.
macro_rules! assert_found {
    ($ty:ty, $text:expr, [$($violation:expr),* $(,)?]) => {
        let expected: [&str; _] = [$($violation),*];
        assert_eq!(found::<$ty>($text), expected, "{}", $text);
    };
}

#[derive(Clone, Debug, PartialEq, Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Resource,
    PassThrough,
    BlockPstn,
}

mod effects {
    use super::*;

    const VALUES_OF_TARGET: [&str; 3] = ["", r#", "target": null"#, r#", "target": "x""#];

    /// What a condition's rules must say: the condition in words, its opposite, and texts that decide it.
    struct Expected {
        words: &'static str,
        opposite: &'static str,
        holds: &'static [&'static str],
        fails: &'static [&'static str],
    }

    /// What a rule demands when its condition holds and when it does not, written down a second time.
    #[derive(Clone, Copy, PartialEq)]
    enum Demand {
        Nothing,
        Value,
        NoValue,
    }

    fn check<T: for<'a> Deserialize<'a> + Validate>(
        expected: &Expected,
        when_it_holds: Demand,
        when_it_fails: Demand,
    ) {
        let holding = expected
            .holds
            .iter()
            .map(|fields| (fields, when_it_holds, expected.words));
        let failing = expected
            .fails
            .iter()
            .map(|fields| (fields, when_it_fails, expected.opposite));
        for (fields, demand, when) in holding.chain(failing) {
            for (place, target) in VALUES_OF_TARGET.iter().enumerate() {
                let text = format!(r#"{{"always": "here"{fields}{target}}}"#);
                let violation = match (demand, place) {
                    (Demand::Value, 0 | 1) => {
                        Some(format!("/target required: required when {when}"))
                    }
                    (Demand::NoValue, 2) => Some(format!(
                        "/target forbidden: must be absent or null when {when}"
                    )),
                    _ => None,
                };
                assert_eq!(found::<T>(&text), Vec::from_iter(violation), "{text}");
            }
        }
    }

    macro_rules! rule {
        ($name:ident, $effect:ident $condition:tt) => {
            #[derive(Deserialize, Validate)]
            struct $name {
                always: String,
                kind: Option<Kind>,
                note: Option<String>,
                count: Option<i32>,
                flag: Option<bool>,
                #[validate($effect $condition)]
                target: Option<String>,
            }
        };
    }

    macro_rules! conditions {
        ($(
            $name:ident $condition:tt is $words:literal or $opposite:literal:
            holds in $holds:expr, fails in $fails:expr;
        )*) => {$(
            #[test]
            fn $name() {
                rule!(RequiredIf, required_if $condition);
                rule!(RequiredUnless, required_unless $condition);
                rule!(ForbiddenIf, forbidden_if $condition);
                rule!(ForbiddenUnless, forbidden_unless $condition);
                rule!(RequiredIff, required_iff $condition);
                let expected = Expected {
                    words: $words,
                    opposite: $opposite,
                    holds: &$holds,
                    fails: &$fails,
                };
                check::<RequiredIf>(&expected, Demand::Value, Demand::Nothing);
                check::<RequiredUnless>(&expected, Demand::Nothing, Demand::Value);
                check::<ForbiddenIf>(&expected, Demand::NoValue, Demand::Nothing);
                check::<ForbiddenUnless>(&expected, Demand::Nothing, Demand::NoValue);
                check::<RequiredIff>(&expected, Demand::Value, Demand::NoValue);
            }
        )*};
    }

    conditions! {
        a_variant (kind = PassThrough) is "`kind` is `pass_through`" or "`kind` is not `pass_through`":
            holds in [r#", "kind": "pass_through""#],
            fails in ["", r#", "kind": null"#, r#", "kind": "resource""#];
        a_variant_in_full (kind = super::Kind::Resource) is "`kind` is `resource`" or "`kind` is not `resource`":
            holds in [r#", "kind": "resource""#],
            fails in ["", r#", "kind": null"#, r#", "kind": "block_pstn""#];
        one_of_several_variants (kind in [Resource, BlockPstn]) is
            "`kind` is one of `resource`, `block_pstn`" or "`kind` is none of `resource`, `block_pstn`":
            holds in [r#", "kind": "resource""#, r#", "kind": "block_pstn""#],
            fails in ["", r#", "kind": null"#, r#", "kind": "pass_through""#];
        a_text (note = "a b") is "`note` is `a b`" or "`note` is not `a b`":
            holds in [r#", "note": "a b""#, r#", "note": "a\u0020b""#],
            fails in ["", r#", "note": null"#, r#", "note": """#, r#", "note": "A B""#];
        one_of_several_texts (note in ["a", "b"]) is "`note` is one of `a`, `b`" or "`note` is none of `a`, `b`":
            holds in [r#", "note": "a""#, r#", "note": "b""#],
            fails in ["", r#", "note": null"#, r#", "note": "c""#];
        a_text_that_is_always_there (always = "here") is "`always` is `here`" or "`always` is not `here`":
            holds in [""],
            fails in [];
        an_integer (count = -7) is "`count` is `-7`" or "`count` is not `-7`":
            holds in [r#", "count": -7"#],
            fails in ["", r#", "count": null"#, r#", "count": 7"#];
        one_of_several_integers (count in [0, 2_147_483_647]) is
            "`count` is one of `0`, `2147483647`" or "`count` is none of `0`, `2147483647`":
            holds in [r#", "count": 0"#, r#", "count": 2147483647"#],
            fails in ["", r#", "count": null"#, r#", "count": 1"#];
        true_ (flag = true) is "`flag` is `true`" or "`flag` is not `true`":
            holds in [r#", "flag": true"#],
            fails in ["", r#", "flag": null"#, r#", "flag": false"#];
        false_ (flag = false) is "`flag` is `false`" or "`flag` is not `false`":
            holds in [r#", "flag": false"#],
            fails in ["", r#", "flag": null"#, r#", "flag": true"#];
        presence (present(note)) is "`note` is given" or "`note` is not given":
            holds in [r#", "note": """#, r#", "note": "a""#],
            fails in ["", r#", "note": null"#];
        absence (absent(note)) is "`note` is not given" or "`note` is given":
            holds in ["", r#", "note": null"#],
            fails in [r#", "note": """#, r#", "note": "a""#];
        negation (not(kind = Resource)) is "`kind` is not `resource`" or "`kind` is `resource`":
            holds in ["", r#", "kind": null"#, r#", "kind": "block_pstn""#],
            fails in [r#", "kind": "resource""#];
        two_negations (not(not(present(note)))) is "`note` is given" or "`note` is not given":
            holds in [r#", "note": "a""#],
            fails in [""];
        all_of_them (all(kind = Resource, flag = true)) is
            "`kind` is `resource` and `flag` is `true`" or "`kind` is not `resource` or `flag` is not `true`":
            holds in [r#", "kind": "resource", "flag": true"#],
            fails in ["", r#", "kind": "resource""#, r#", "flag": true"#, r#", "kind": "resource", "flag": false"#];
        any_of_them (any(kind = Resource, count = 1, present(note))) is
            "`kind` is `resource` or `count` is `1` or `note` is given"
            or "`kind` is not `resource` and `count` is not `1` and `note` is not given":
            holds in [r#", "kind": "resource""#, r#", "count": 1"#, r#", "note": "a", "count": 2"#],
            fails in ["", r#", "kind": "block_pstn", "count": 2, "note": null"#];
        all_within_any (any(flag = true, all(kind = Resource, not(present(note))))) is
            "`flag` is `true` or (`kind` is `resource` and `note` is not given)"
            or "`flag` is not `true` and (`kind` is not `resource` or `note` is given)":
            holds in [r#", "flag": true, "note": "a""#, r#", "kind": "resource""#],
            fails in ["", r#", "kind": "resource", "note": "a""#, r#", "flag": false"#];
        any_within_not_within_all (all(present(count), not(any(kind = Resource, flag = true)))) is
            "`count` is given and (`kind` is not `resource` and `flag` is not `true`)"
            or "`count` is not given or (`kind` is `resource` or `flag` is `true`)":
            holds in [r#", "count": 1"#, r#", "count": 1, "kind": "block_pstn", "flag": false"#],
            fails in ["", r#", "count": 1, "flag": true"#, r#", "kind": "resource", "count": 1"#];
        a_list_of_one_condition (all(any(present(note)))) is "`note` is given" or "`note` is not given":
            holds in [r#", "note": "a""#],
            fails in [""];
    }
}

mod what_occurs_together {
    use super::*;

    #[derive(Deserialize, Validate)]
    struct Call {
        #[validate(
            forbidden_if(present(kind)),
            length(min = 2, max = 3),
            pattern = "^[a-z]*$",
            forbidden_unless(flag = true)
        )]
        first: Option<String>,
        kind: Option<Kind>,
        #[validate(required_unless(present(first)), required_if(kind = Resource), required, allow(redundant))]
        always: Option<String>,
        flag: Option<bool>,
        #[validate(required_if(kind = Resource), required_unless(flag = true), required_if(present(first)))]
        last: Option<String>,
    }

    #[test]
    fn a_field_without_a_value_breaks_one_rule() {
        assert_found!(
            Call,
            r#"{"kind": "resource"}"#,
            [
                "/always required: required",
                "/last required: required when `kind` is `resource`"
            ]
        );
        assert_found!(
            Call,
            r#"{"first": "abc", "flag": true, "always": null, "last": null}"#,
            [
                "/always required: required",
                "/last required: required when `first` is given"
            ]
        );
        assert_found!(
            Call,
            r#"{"kind": "block_pstn", "always": "x"}"#,
            ["/last required: required when `flag` is not `true`"]
        );
    }

    #[test]
    fn a_field_with_a_value_breaks_every_rule_in_declaration_order() {
        assert_found!(
            Call,
            r#"{"kind": "resource", "first": "?", "always": "x", "last": "x"}"#,
            [
                "/first forbidden: must be absent or null when `kind` is given",
                "/first forbidden: must be absent or null when `flag` is not `true`",
                "/first length: must have 2 to 3 characters",
                "/first pattern: must match the pattern `^[a-z]*$`",
            ]
        );
    }

    #[test]
    fn the_order_of_the_keys_changes_nothing() {
        assert_found!(
            Call,
            r#"{"last": null, "flag": false, "always": "x", "kind": "resource", "first": "a"}"#,
            [
                "/first forbidden: must be absent or null when `kind` is given",
                "/first forbidden: must be absent or null when `flag` is not `true`",
                "/first length: must have 2 to 3 characters",
                "/last required: required when `kind` is `resource`",
            ]
        );
    }

    #[test]
    fn a_value_without_violations_is_found_valid() {
        assert_found!(
            Call,
            r#"{"first": "abc", "always": "", "flag": true, "last": ""}"#,
            []
        );
    }
}

mod rules_of_a_field {
    use super::*;

    #[derive(Deserialize, Validate)]
    struct Text {
        #[validate(length(min = 2, max = 3))]
        both: Option<String>,
        #[validate(length(equal = 2))]
        equal: Option<Cow<'static, str>>,
        #[validate(http_url)]
        link: Option<Box<str>>,
        #[validate(uuid)]
        id: Option<String>,
        #[validate(pattern = "^(?:a|b)+$")]
        name: Option<String>,
    }

    #[test]
    fn texts_are_measured_in_characters() {
        assert_found!(Text, r#"{"both": "éé", "equal": "🎉é"}"#, []);
        assert_found!(
            Text,
            r#"{"both": "ééüü", "equal": "🎉"}"#,
            [
                "/both length: must have 2 to 3 characters",
                "/equal length: must have 2 characters"
            ]
        );
    }

    #[test]
    fn formats_and_patterns_are_asked_of_values_only() {
        assert_found!(Text, r#"{"link": null, "id": null, "name": null}"#, []);
        let broken = found::<Text>(r#"{"link": "ftp://a", "id": "1", "name": "c"}"#);
        let places: Vec<&str> = broken
            .iter()
            .filter_map(|found| found.split(':').next())
            .collect();
        assert_eq!(places, ["/link format", "/id format", "/name pattern"]);
        assert_found!(
            Text,
            r#"{"link": "https://a.example", "id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "name": "ab"}"#,
            []
        );
    }

    #[derive(Deserialize, Validate)]
    struct Collections {
        #[validate(length(max = 1), unique_items)]
        list: Vec<String>,
        #[validate(length(min = 1))]
        map: BTreeMap<String, u8>,
        #[validate(unique_items)]
        numbers: Option<Vec<i64>>,
    }

    #[test]
    fn collections_are_measured_in_items_and_entries() {
        assert_found!(
            Collections,
            r#"{"list": ["a", "a"], "map": {}, "numbers": [1, 2, 1]}"#,
            [
                "/list length: must have at most 1 item",
                "/list duplicate: item 1 repeats item 0; each may stand once",
                "/map length: must have 1 or more entries",
                "/numbers duplicate: item 2 repeats item 0; each may stand once",
            ]
        );
        assert_found!(
            Collections,
            r#"{"list": ["a"], "map": {"a": 1}, "numbers": []}"#,
            []
        );
    }

    #[derive(Deserialize, Validate)]
    struct Emptiness {
        #[validate(empty_is_absent, length(min = 2))]
        name: String,
        #[validate(empty_is_absent, required_if(present(name)))]
        nick: Option<String>,
        #[validate(empty_is_absent, forbidden_if(absent(name)), uuid)]
        id: Option<String>,
        #[validate(empty_is_absent, required_if(present(name)))]
        kind: Lenient<Kind>,
    }

    #[test]
    fn an_empty_text_counts_as_no_value_where_the_field_says_so() {
        assert_found!(Emptiness, r#"{"name": "", "id": "", "kind": ""}"#, []);
        assert_found!(
            Emptiness,
            r#"{"name": "a", "nick": "", "kind": ""}"#,
            [
                "/name length: must have 2 or more characters",
                "/nick required: required when `name` is given",
                "/kind required: required when `name` is given",
            ]
        );
        assert_found!(
            Emptiness,
            r#"{"name": "", "id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "kind": "neither"}"#,
            [
                "/id forbidden: must be absent, null or empty when `name` is not given",
                "/kind enum: must be one of `resource`, `pass_through`, `block_pstn`",
            ]
        );
    }

    #[derive(Deserialize, Validate)]
    struct NotNull {
        #[serde(default, deserialize_with = "crossfield::not_null")]
        #[validate(length(min = 1))]
        name: Option<String>,
    }

    #[test]
    fn a_field_that_refuses_null_is_checked_like_any_other() {
        assert_found!(NotNull, "{}", []);
        assert_found!(
            NotNull,
            r#"{"name": ""}"#,
            ["/name length: must have 1 or more characters"]
        );
        assert!(serde_json::from_str::<NotNull>(r#"{"name": null}"#).is_err());
        assert!(check_json::<NotNull>(br#"{"name": null}"#).is_err());
    }
}

mod what_is_inside {
    use super::*;

    #[derive(Clone, Deserialize, Validate)]
    struct Inner {
        #[validate(length(min = 1))]
        name: String,
        #[validate(required_if(name = "kind"))]
        kind: Option<Kind>,
    }

    #[derive(Deserialize, Validate)]
    struct Outer {
        inner: Inner,
        #[validate(length(max = 1))]
        list: Vec<Inner>,
        map: BTreeMap<String, Inner>,
        hashed: HashMap<String, Vec<Option<Inner>>>,
        boxed: Box<Inner>,
        rc: Option<Shared>,
        #[validate(forbidden_if(absent(rc)))]
        last: Option<Inner>,
    }

    #[derive(Deserialize, Validate)]
    struct Shared {
        text: Cow<'static, str>,
        id: Option<Box<Id>>,
    }

    #[derive(Deserialize, Validate)]
    struct Id(#[validate(length(min = 2), pattern = "^[a-z]*$")] String);

    #[test]
    fn every_place_is_reached_and_named() {
        assert_found!(
            Outer,
            r#"{
                "inner": {"name": ""},
                "list": [{"name": "a"}, {"name": "kind"}],
                "map": {"a/b": {"name": ""}, "~": {"name": "kind"}},
                "hashed": {"": [null, {"name": ""}]},
                "boxed": {"name": "kind", "kind": null},
                "rc": {"text": "", "id": "?"}
            }"#,
            [
                "/inner/name length: must have 1 or more characters",
                "/list length: must have at most 1 item",
                "/list/1/kind required: required when `name` is `kind`",
                "/map/a~1b/name length: must have 1 or more characters",
                "/map/~0/kind required: required when `name` is `kind`",
                "/hashed//1/name length: must have 1 or more characters",
                "/boxed/kind required: required when `name` is `kind`",
                "/rc/id length: must have 2 or more characters",
                "/rc/id pattern: must match the pattern `^[a-z]*$`",
            ]
        );
    }

    #[test]
    fn a_forbidden_value_is_checked_inside_all_the_same() {
        assert_found!(
            Outer,
            r#"{
                "inner": {"name": "a"}, "list": [], "map": {}, "hashed": {}, "boxed": {"name": "a"},
                "last": {"name": ""}
            }"#,
            [
                "/last forbidden: must be absent or null when `rc` is not given",
                "/last/name length: must have 1 or more characters",
            ]
        );
    }

    /// serde reads no `Rc` or `Arc` without a feature, so these are only checked as values.
    #[derive(Validate)]
    struct Pointers<'a> {
        rc: Rc<Inner>,
        arc: Option<Arc<[Inner]>>,
        borrowed: &'a Inner,
        cow: Cow<'a, str>,
        cow_of_rules: Cow<'a, Inner>,
    }

    #[test]
    fn pointers_are_seen_through() {
        let broken = || Inner {
            name: String::new(),
            kind: None,
        };
        let value = Pointers {
            rc: Rc::new(broken()),
            arc: Some([broken(), broken()].into()),
            borrowed: &broken(),
            cow: Cow::Borrowed("any"),
            cow_of_rules: Cow::Owned(broken()),
        };
        assert_eq!(value.cow, "any");
        assert_eq!(
            shown(value.validate()),
            [
                "/rc/name length: must have 1 or more characters",
                "/arc/0/name length: must have 1 or more characters",
                "/arc/1/name length: must have 1 or more characters",
                "/borrowed/name length: must have 1 or more characters",
                "/cow_of_rules/name length: must have 1 or more characters",
            ]
        );
    }

    #[derive(Deserialize, Validate)]
    struct Node {
        #[validate(length(min = 1))]
        name: String,
        #[serde(default)]
        #[validate(length(max = 2))]
        children: Vec<Self>,
        #[validate(required_if(name = "list"))]
        next: Option<Box<Self>>,
    }

    #[test]
    fn a_type_may_hold_itself() {
        assert_found!(
            Node,
            r#"{
                "name": "root",
                "children": [{"name": "", "children": [{"name": "list"}]}, {"name": "a"}, {"name": "b"}],
                "next": {"name": "list", "next": {"name": ""}}
            }"#,
            [
                "/children length: must have at most 2 items",
                "/children/0/name length: must have 1 or more characters",
                "/children/0/children/0/next required: required when `name` is `list`",
                "/next/next/name length: must have 1 or more characters",
            ]
        );
    }

    /// A type that derives nothing of crossfield's.
    #[derive(Deserialize)]
    struct Foreign {
        port: u16,
    }

    #[derive(Deserialize, Validate)]
    struct Opaque {
        #[validate(opaque)]
        address: std::net::IpAddr,
        #[validate(opaque, required_if(name = "needs"))]
        foreign: Option<Foreign>,
        name: String,
        #[validate(required_if(present(foreign)))]
        beside: Option<u8>,
    }

    #[test]
    fn an_opaque_field_is_read_by_its_own_type() {
        let text = r#"{"address": "::1", "foreign": {"port": 1}, "name": "needs", "beside": 1}"#;
        assert_found!(Opaque, text, []);
        let value: Opaque = serde_json::from_str(text).unwrap();
        assert!(value.address.is_ipv6());
        assert_eq!(value.foreign.map(|foreign| foreign.port), Some(1));
        assert_found!(
            Opaque,
            r#"{"address": "127.0.0.1", "foreign": null, "name": "needs"}"#,
            ["/foreign required: required when `name` is `needs`"]
        );
        let wrong = br#"{"address": "?", "foreign": {"port": 65536}, "name": "", "beside": 1}"#;
        let violations = check_json::<Opaque>(wrong).unwrap_err();
        assert_eq!(violations.len(), 2, "{violations}");
        assert!(serde_json::from_slice::<Valid<Opaque>>(wrong).is_err());
    }
}

mod names {
    use super::*;

    macro_rules! renamed {
        ($($test:ident $rule:literal: $field:literal, $variant:literal;)*) => {$(
            #[test]
            fn $test() {
                #[derive(Deserialize, Validate)]
                #[serde(rename_all = $rule)]
                enum Choice {
                    FirstOne,
                    HTTPServer2,
                }

                #[derive(Deserialize, Validate)]
                #[serde(rename_all = $rule)]
                struct Named {
                    first_choice: Option<Choice>,
                    #[validate(required_if(first_choice = FirstOne))]
                    target_2nd_time: Option<String>,
                    #[validate(forbidden_if(first_choice = HTTPServer2))]
                    r#type: Option<String>,
                }

                let text = format!(r#"{{"{}": "{}"}}"#, $field, $variant);
                let broken = found::<Named>(&text);
                let words = format!("required: required when `{}` is `{}`", $field, $variant);
                assert_eq!(broken.len(), 1, "{broken:?}");
                assert!(broken[0].ends_with(&words), "{broken:?}");
                // serde reads the key that the violation names.
                let pointer = broken[0].split(' ').next().unwrap();
                let text = format!(
                    r#"{{"{}": "{}", "{}": "given"}}"#,
                    $field, $variant, &pointer[1..]
                );
                assert_eq!(found::<Named>(&text), Vec::<String>::new());
            }
        )*};
    }

    renamed! {
        lowercase "lowercase": "first_choice", "firstone";
        uppercase "UPPERCASE": "FIRST_CHOICE", "FIRSTONE";
        pascal_case "PascalCase": "FirstChoice", "FirstOne";
        camel_case "camelCase": "firstChoice", "firstOne";
        snake_case "snake_case": "first_choice", "first_one";
        screaming_snake_case "SCREAMING_SNAKE_CASE": "FIRST_CHOICE", "FIRST_ONE";
        kebab_case "kebab-case": "first-choice", "first-one";
        screaming_kebab_case "SCREAMING-KEBAB-CASE": "FIRST-CHOICE", "FIRST-ONE";
    }

    #[derive(Deserialize, Validate)]
    #[serde(rename_all(deserialize = "camelCase", serialize = "UPPERCASE"))]
    struct Renamed {
        #[serde(rename = "the kind")]
        kind: Option<Choice>,
        #[serde(rename(deserialize = "in/side", serialize = "outside"))]
        #[validate(required_if(kind = Second))]
        target: Option<String>,
        #[serde(rename(serialize = "elsewhere"))]
        #[validate(required_if(kind = First))]
        other_target: Option<String>,
    }

    #[derive(Deserialize, Validate)]
    #[serde(rename_all = "UPPERCASE")]
    enum Choice {
        First,
        #[serde(rename(deserialize = "2nd", serialize = "second"))]
        Second,
    }

    #[test]
    fn names_are_those_that_are_read() {
        assert_found!(
            Renamed,
            r#"{"the kind": "2nd"}"#,
            ["/in~1side required: required when `the kind` is `2nd`"]
        );
        assert_found!(
            Renamed,
            r#"{"the kind": "FIRST"}"#,
            ["/otherTarget required: required when `the kind` is `FIRST`"]
        );
        assert_found!(Renamed, r#"{"the kind": "2nd", "in/side": "a"}"#, []);
    }
}

mod kinds_of_types {
    use super::*;

    #[derive(Deserialize, Validate)]
    struct Id(#[validate(uuid)] String);

    #[derive(Deserialize, Validate)]
    struct Tags(#[validate(length(max = 1), unique_items)] Vec<Tag>);

    #[derive(PartialEq, Eq, Hash, Deserialize, Validate)]
    struct Tag(#[validate(length(min = 1))] String);

    #[derive(Deserialize, Validate)]
    struct Wrapped(Kind);

    #[derive(Deserialize, Validate)]
    struct Record {
        id: Id,
        tags: Option<Tags>,
        kind: Option<Wrapped>,
    }

    #[test]
    fn a_tuple_struct_of_one_field_is_that_field() {
        assert_found!(Tag, r#""""#, [" length: must have 1 or more characters"]);
        assert_found!(
            Record,
            r#"{"id": "1", "tags": ["", ""], "kind": "resource"}"#,
            [
                "/id format: must be a UUID of 36 characters in hyphenated form (RFC 9562)",
                "/tags length: must have at most 1 item",
                "/tags duplicate: item 1 repeats item 0; each may stand once",
                "/tags/0 length: must have 1 or more characters",
                "/tags/1 length: must have 1 or more characters",
            ]
        );
    }

    #[derive(Deserialize, Validate)]
    struct Page<'a, T, E> {
        #[validate(length(max = 1))]
        items: Vec<T>,
        #[validate(required_if(title = "more"))]
        extra: Option<E>,
        title: &'a str,
    }

    #[test]
    fn a_type_may_have_parameters_and_lifetimes() {
        assert_found!(
            Page<'_, Tag, u8>,
            r#"{"items": ["", "a"], "title": "more"}"#,
            [
                "/items length: must have at most 1 item",
                "/items/0 length: must have 1 or more characters",
                "/extra required: required when `title` is `more`",
            ]
        );
        assert_found!(
            Page<'_, Page<'_, Tag, Id>, Tag>,
            r#"{"items": [{"items": [""], "title": "more"}], "extra": "", "title": ""}"#,
            [
                "/items/0/items/0 length: must have 1 or more characters",
                "/items/0/extra required: required when `title` is `more`",
                "/extra length: must have 1 or more characters",
            ]
        );
    }

    #[derive(Deserialize, Validate)]
    struct Tolerant {
        open: Open<Kind>,
        maybe_open: Option<Open<Kind>>,
        lenient: Lenient<Kind>,
        alias: Aliased,
        #[validate(required_if(open = Resource))]
        of_open: Option<u8>,
        #[validate(required_if(maybe_open in [Resource, PassThrough]))]
        of_maybe_open: Option<u8>,
        #[validate(required_unless(lenient = Resource))]
        of_lenient: Option<u8>,
        #[validate(forbidden_unless(alias = Kind::Resource))]
        of_alias: Option<u8>,
    }

    type Aliased = Open<Kind>;

    #[test]
    fn a_condition_sees_the_known_value_of_a_tolerant_field() {
        assert_found!(
            Tolerant,
            r#"{
                "open": "resource", "maybe_open": "pass_through", "lenient": "block_pstn", "alias": "resource",
                "of_alias": 1
            }"#,
            [
                "/of_open required: required when `open` is `resource`",
                "/of_maybe_open required: required when `maybe_open` is one of `resource`, `pass_through`",
                "/of_lenient required: required when `lenient` is not `resource`",
            ]
        );
    }

    #[test]
    fn a_condition_on_an_unknown_value_is_false() {
        assert_found!(
            Tolerant,
            r#"{
                "open": "RESOURCE", "maybe_open": "", "lenient": "newer", "alias": "newer",
                "of_alias": 1
            }"#,
            [
                "/lenient enum: must be one of `resource`, `pass_through`, `block_pstn`",
                "/of_lenient required: required when `lenient` is not `resource`",
                "/of_alias forbidden: must be absent or null when `alias` is not `resource`",
            ]
        );
    }

    /// An enum that says by hand what the derive would.
    #[derive(Deserialize)]
    enum ByHand {
        One,
        Two,
    }

    impl Validate for ByHand {
        const SHAPE: crossfield::rule::Shape =
            crossfield::rule::Shape::Enumeration(&crossfield::rule::Enumeration::new(
                "ByHand",
                const {
                    &[
                        crossfield::rule::Variant::new("One", "One", ""),
                        crossfield::rule::Variant::new("Two", "Two", ""),
                    ]
                },
            ));
    }

    #[derive(Deserialize, Validate)]
    struct OfHand {
        kind: Option<ByHand>,
        #[validate(required_if(kind in [One, Two]))]
        target: Option<u8>,
    }

    #[test]
    fn a_condition_may_be_over_an_enum_described_by_hand() {
        assert_found!(
            OfHand,
            r#"{"kind": "Two"}"#,
            ["/target required: required when `kind` is one of `One`, `Two`"]
        );
        assert_found!(OfHand, r#"{"kind": "One", "target": 1}"#, []);
    }

    #[derive(Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Empty {}

    #[test]
    fn a_type_may_have_no_fields() {
        assert_found!(Empty, "{}", []);
        assert!(check_json::<Empty>(br#"{"a": 1}"#).is_err());
        assert!(serde_json::from_str::<Valid<Empty>>(r#"{"a": 1}"#).is_err());
    }

    #[derive(Deserialize, Validate)]
    struct Defaults {
        #[serde(default)]
        #[validate(length(max = 1), unique_items)]
        tags: Vec<String>,
        #[serde(skip)]
        cached: Vec<std::time::Duration>,
        #[serde(default)]
        count: u8,
        #[serde(default)]
        #[validate(empty_is_absent, length(min = 2))]
        name: String,
        #[serde(default)]
        #[validate(required_if(name = "list"))]
        target: Option<String>,
    }

    #[test]
    fn a_default_that_no_rule_can_mind_goes_unnoticed() {
        assert_found!(Defaults, "{}", []);
        let value: Defaults = serde_json::from_str("{}").unwrap();
        assert!(value.cached.is_empty() && value.count == 0);
        assert_found!(
            Defaults,
            r#"{"tags": ["a", "a"], "name": "list"}"#,
            [
                "/tags length: must have at most 1 item",
                "/tags duplicate: item 1 repeats item 0; each may stand once",
                "/target required: required when `name` is `list`"
            ]
        );
    }
}

mod findings_that_are_allowed {
    use super::*;

    #[derive(Deserialize, Validate)]
    #[validate(
        at_most_one_of(first, second),
        exactly_one_of(first, second),
        allow(redundant)
    )]
    struct OnTheType {
        first: Option<u8>,
        #[validate(forbidden_if(present(first)), forbidden_if(present(first)))]
        second: Option<u8>,
    }

    #[derive(Deserialize, Validate)]
    struct OnTheField {
        count: u8,
        #[validate(allow(constant_condition), required_if(count > 255))]
        never: Option<u8>,
        #[validate(required, forbidden_if(count = 1), allow(contradictory))]
        always: Option<u8>,
    }

    #[test]
    fn the_rules_mean_what_they_say() {
        let both = OnTheType {
            first: Some(1),
            second: Some(2),
        };
        assert_eq!(both.validate().unwrap_err().iter().count(), 4);
        let valid = |count| {
            let value = OnTheField {
                count,
                never: None,
                always: Some(1),
            };
            value.is_valid()
        };
        assert!(valid(0));
        assert!(!valid(1));
    }
}

mod counting {
    use super::*;

    #[derive(Deserialize, Validate)]
    struct Counted {
        labels: BTreeMap<String, u8>,
        #[validate(required_if(length(labels) >= 2))]
        title: Option<String>,
        #[validate(unique_items)]
        ids: Vec<i64>,
    }

    #[test]
    fn the_length_of_a_map_is_how_many_keys_it_has() {
        assert_found!(
            Counted,
            r#"{"labels": {"a": 1, "b": 2}, "ids": []}"#,
            ["/title required: required when the length of `labels` is at least 2"]
        );
        assert_found!(Counted, r#"{"labels": {"a": 1, "a": 2}, "ids": []}"#, []);
    }

    #[test]
    fn integers_are_told_apart_beyond_what_doubles_tell_apart() {
        assert_found!(
            Counted,
            r#"{"labels": {}, "ids": [9007199254740992, 9007199254740993]}"#,
            []
        );
    }
}
