//! The payloads made from rules, as their users get them. Whoever holds tests of their own against them is told of a change
//! by the snapshots here; what each must be, whatever it is, is in `cases.rs`.

use core::fmt::Write as _;
use std::collections::{BTreeMap, HashSet};

use crossfield::cases::Case;
use crossfield::{Validate, cases};
use serde::Deserialize;
use serde_json::Value;

/// All payloads of a type, with their names.
macro_rules! listed {
    ($type:ty) => {
        listed(&cases::valid::<$type>(), &cases::invalid::<$type>())
    };
}

fn listed(valid: &[Case], invalid: &[Case]) -> String {
    let mut list = String::new();
    for (kind, cases) in [("valid", valid), ("invalid", invalid)] {
        writeln!(list, "{kind}").unwrap();
        let mut seen = HashSet::new();
        for case in cases {
            let payload = sorted(&serde_json::from_str(case.text()).unwrap());
            if seen.insert(payload.clone()) {
                writeln!(list, "- {}\n    {payload}", case.name()).unwrap();
            }
        }
    }
    list
}

/// With keys in the order of their letters, so that no feature of `serde_json` shows.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter();
            let mut entries: Vec<String> = entries
                .map(|(key, value)| format!("{key:?}:{}", sorted(value)))
                .collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(sorted).collect();
            format!("[{}]", items.join(","))
        }
        _ => value.to_string(),
    }
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Sms,
    Voice,
    Transfer,
    Fax,
    Mail,
    Push,
}

#[derive(Deserialize, Validate)]
struct Place {
    floor: Option<u8>,
    room: Option<String>,
}

#[derive(Deserialize, Validate)]
struct Site {
    count: u8,
    place: Option<Place>,
}

#[derive(Deserialize, Validate)]
#[validate(
    exactly_one_of(a, b),
    all_or_none_of(c, d),
    at_most_one_of(a, c, e),
    when(kind = Transfer, at_least_one_of(c, e))
)]
struct Groups {
    kind: Option<Kind>,
    a: Option<u8>,
    b: Option<u8>,
    #[validate(empty_is_absent)]
    c: Option<String>,
    d: Option<bool>,
    e: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[validate(all_or_none_of(a, b, c, d))]
struct Four {
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    d: Option<u8>,
}

#[test]
fn members_of_groups_are_given_alone_together_and_all_but_one() {
    insta::assert_snapshot!(listed!(Groups));
    insta::assert_snapshot!(listed!(Four));
}

#[derive(Deserialize, Validate)]
struct Asked {
    kind: Kind,
    count: Option<i8>,
    gain: Option<f64>,
    name: Option<String>,
    items: Option<Vec<u8>>,
    labels: Option<BTreeMap<String, u8>>,
    place: Option<Place>,
    elsewhere: Option<Place>,
    #[validate(required_if(kind in [Sms, Voice]))]
    to: Option<u8>,
    #[validate(required_if(count > 3))]
    by_number: Option<u8>,
    #[validate(forbidden_if(name = "none"), required_if(starts_with(name, "sip:")))]
    by_text: Option<u8>,
    #[validate(required_if(length(name) > 8))]
    by_length: Option<u8>,
    #[validate(required_if(length(items) >= 3))]
    by_items: Option<u8>,
    #[validate(required_if(length(labels) < 2))]
    by_entries: Option<u8>,
    #[validate(required_iff(place.floor = 9))]
    by_place: Option<u8>,
    #[validate(required_if(site.place.floor = 3))]
    by_site: Option<u8>,
    #[validate(required_if(name in ["front", "desk"]))]
    by_names: Option<u8>,
    #[validate(required_if(gain > 2.25))]
    by_gain: Option<u8>,
    site: Option<Site>,
}

#[test]
fn what_conditions_ask_about_is_tried_on_both_sides() {
    insta::assert_snapshot!(listed!(Asked));
}

#[derive(Deserialize, Validate)]
struct Values {
    #[validate(range(min = 3, max = 40), multiple_of = 4)]
    number: i16,
    #[validate(range(exclusive_min = 2.25))]
    gain: f64,
    #[validate(length(min = 2, max = 4), pattern = "^[a-f]+$")]
    word: String,
    #[validate(ends_with = ".wav", length(max = 8))]
    file: Option<String>,
    #[validate(length(min = 2), unique_items, inner(length(max = 3)))]
    tags: Vec<String>,
    #[validate(length(max = 2), contains = "x", values(range(max = 9)))]
    labels: BTreeMap<String, u8>,
}

#[test]
fn values_are_tried_at_each_bound_and_beside_it() {
    insta::assert_snapshot!(listed!(Values));
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Internal {
    Off,
    Call { to: String, kinds: Option<u8> },
}

#[derive(Deserialize, Validate)]
#[serde(tag = "kind", content = "with", rename_all = "snake_case")]
enum Adjacent {
    Off,
    Call(#[validate(length(min = 1))] String),
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum External {
    Off,
    Pair(u8, bool),
}

#[derive(Deserialize, Validate)]
#[serde(untagged)]
enum Untagged {
    Number(u8),
    Place(Place),
}

#[derive(Deserialize, Validate)]
struct Choices {
    internal: Internal,
    adjacent: Option<Adjacent>,
    external: Option<External>,
    untagged: Option<Untagged>,
    #[serde(flatten)]
    place: Place,
}

#[test]
fn variants_are_tried_under_their_names() {
    insta::assert_snapshot!(listed!(Choices));
}

#[derive(Deserialize, Validate)]
struct Tree {
    inner: Option<Box<Tree>>,
    #[validate(range(max = 3))]
    size: u8,
}

#[test]
fn a_type_that_holds_itself_is_made_up_twice() {
    insta::assert_snapshot!(listed!(Tree));
}

#[derive(Deserialize, Validate)]
struct One {
    #[validate(length(min = 1))]
    /// Behind the unknown key that is tried, in the order of letters too.
    to: Option<String>,
}

#[test]
fn random_payloads_are_the_same_on_every_machine() {
    let payloads: Vec<String> = cases::random::<One>(7).take(400).collect();
    insta::assert_snapshot!(payloads.join("\n"));
}
