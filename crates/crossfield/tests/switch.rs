//! Where one field decides which others are required, a verdict asks for those of its value only. It must be the report's
//! verdict under every value, with every subset of the others.

use crossfield::{Maybe, Open, Valid, Validate, check_json};
use serde::Deserialize;

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    One,
    Two,
    Three,
    Four,
}

mod elsewhere {
    pub(crate) use super::Kind as Sort;
}

#[derive(Debug, Deserialize, Validate)]
struct Always {
    kind: Kind,
    #[validate(required_if(kind = One))]
    a: Option<u8>,
    #[validate(required_if(kind in [One, Two]))]
    b: Option<u8>,
    #[validate(required_if(kind = elsewhere::Sort::Two))]
    #[serde(default)]
    c: Maybe<u8>,
    #[validate(required_if(kind = Four), empty_is_absent)]
    d: Option<String>,
}

#[derive(Debug, Deserialize, Validate)]
struct Perhaps {
    kind: Option<Kind>,
    // Declared under several rules, of which the switch takes some.
    #[validate(required_if(kind = One), required_if(kind = Three))]
    a: Option<u8>,
    #[validate(required_iff(kind = One))]
    b: Option<u8>,
    #[validate(required_if(all(kind = Two, present(a))))]
    c: Option<u8>,
    #[validate(required_if(kind in [Two, Three]), length(min = 1))]
    d: Option<String>,
}

#[derive(Debug, Deserialize, Validate)]
struct Unknown {
    kind: Option<Open<Kind>>,
    #[validate(required_if(kind = One))]
    a: Option<u8>,
    #[validate(required_if(kind = Two))]
    b: Option<u8>,
    #[validate(required_if(kind in [Three, Two]))]
    c: Option<u8>,
    d: Option<String>,
}

/// The fields of a variant may decide too.
#[derive(Debug, Deserialize, Validate)]
#[serde(tag = "of")]
enum Tagged {
    All {
        kind: Option<Kind>,
        #[validate(required_if(kind = One))]
        a: Option<u8>,
        #[validate(required_if(kind = Two))]
        b: Option<u8>,
        #[validate(required_if(kind = Three))]
        c: Option<u8>,
        #[validate(required_if(kind = One))]
        d: Option<String>,
    },
}

/// Every subset of the fields, under every value of `kind` of those given.
fn texts(before: &str, kinds: &[&str]) -> Vec<String> {
    let entries = [",\"a\":1", ",\"b\":2", ",\"c\":3", ",\"d\":\"x\""];
    let mut texts = Vec::new();
    for kind in kinds {
        for subset in 0..16_u8 {
            let given = entries.iter().enumerate();
            let given = given.filter(|(place, _)| subset >> place & 1 == 1);
            let given: String = given.map(|(_, entry)| *entry).collect();
            texts.push(format!("{{{before}\"kind\":{kind}{given}}}"));
            texts.push(format!("{{{before}\"kind\":{kind}{given}}}").replace("\"x\"", "\"\""));
        }
    }
    texts
}

/// How many of the texts are valid, for all ways to ask alike.
fn valid<T: Validate + for<'de> Deserialize<'de>>(texts: &[String]) -> usize {
    let is_valid = |text: &&String| {
        let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let by_text = check_json::<T>(text.as_bytes()).is_ok();
        assert_eq!(value.validate().is_ok(), by_text, "{text}");
        assert_eq!(value.is_valid(), by_text, "{text}");
        let read = serde_json::from_str::<Valid<T>>(text);
        assert_eq!(read.is_ok(), by_text, "{text}");
        by_text
    };
    texts.iter().filter(is_valid).count()
}

const KINDS: [&str; 4] = ["\"one\"", "\"two\"", "\"three\"", "\"four\""];

#[test]
fn the_verdict_is_the_reports() {
    // One: a, b. Two: b, c. Three: none. Four: d, not empty. Each twice, the second time with an empty `d`.
    assert_eq!(valid::<Always>(&texts("", &KINDS)), 8 + 8 + 32 + 8);
}

#[test]
fn other_rules_on_the_same_fields_still_hold() {
    let kinds = [&KINDS[..], &["null"]].concat();
    // One: a, b. Two: not b, c with a, d. Three: a, d, not b. Four and null: not b. An empty `d` breaks its own rule.
    let expected = 6 + 3 + 2 + 12 + 12;
    assert_eq!(valid::<Perhaps>(&texts("", &kinds)), expected);
}

#[test]
fn a_value_that_is_not_known_decides_nothing() {
    let kinds = [&KINDS[..], &["null", "\"other\""]].concat();
    // One: a. Two: b, c. Three: c. The rest: none.
    let expected = 16 + 8 + 16 + 3 * 32;
    assert_eq!(valid::<Unknown>(&texts("", &kinds)), expected);
}

#[test]
fn fields_of_a_variant_decide_as_those_of_a_struct() {
    let kinds = [&KINDS[..], &["null"]].concat();
    // One: a, d. Two: b. Three: c. The rest: none.
    let expected = 8 + 16 + 16 + 2 * 32;
    assert_eq!(valid::<Tagged>(&texts("\"of\":\"All\",", &kinds)), expected);
}
