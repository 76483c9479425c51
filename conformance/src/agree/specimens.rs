//! Types that together use every kind of rule and shape, so that every keyword that can be emitted is judged, and not only
//! those that the committed documents happen to use. Their documents are made in memory.

#![allow(
    dead_code,
    reason = "the types are read and checked; nobody asks for what they hold"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroU16;

use crossfield::schema::{CarriesRules, with_rules};
use crossfield::{Maybe, RuleError, Validate};
use schemars::JsonSchema;
use serde::Deserialize;

use super::subject::Subject;
use crate::native::Native;

/// All of them, each in every profile.
#[must_use]
pub fn specimens() -> Vec<Subject> {
    let mut specimens = Vec::new();
    specimens.extend(emitted::<Texts>("specimen texts"));
    specimens.extend(emitted::<Formats>("specimen formats"));
    specimens.extend(emitted::<Worded>("specimen messages"));
    specimens.extend(emitted::<Numbers>("specimen numbers"));
    specimens.extend(emitted::<Lists>("specimen lists"));
    specimens.extend(emitted::<Maps>("specimen maps"));
    specimens.extend(emitted::<Presence>("specimen presence"));
    specimens.extend(emitted::<Conditions>("specimen conditions"));
    specimens.extend(emitted::<Groups>("specimen groups"));
    specimens.extend(emitted::<Nested>("specimen nested conditions"));
    specimens.extend(emitted::<Flattened>("specimen flattened"));
    specimens.extend(emitted::<Aliases>("specimen aliases"));
    specimens.extend(emitted::<Tuple>("specimen tuple"));
    specimens.extend(emitted::<External>("specimen external tag"));
    specimens.extend(emitted::<Internal>("specimen internal tag"));
    specimens.extend(emitted::<Adjacent>("specimen adjacent tag"));
    let untagged = emitted::<Untagged>("specimen untagged").into_iter();
    specimens.extend(untagged.map(|it| it.judged_by(Native::by_text_only::<Untagged>())));
    specimens.extend(emitted::<NativeOnly>("specimen native-only"));
    specimens
}

fn emitted<T>(name: &str) -> [Subject; 2]
where
    T: Validate + JsonSchema + CarriesRules + for<'a> Deserialize<'a>,
{
    [Subject::emitted::<T>(name), Subject::generated::<T>(name)]
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(transform = with_rules::<Self>)]
struct Texts {
    #[validate(length(min = 1, max = 4))]
    short_one: String,
    #[validate(length(equal = 2))]
    two: Option<String>,
    #[validate(pattern = r"^(?:[a-z]+-)?[A-Z\u00C0-\u00DE]{1,3}$")]
    anchored: Option<String>,
    #[validate(pattern = "ab|c[^d]")]
    anywhere: Option<String>,
    #[validate(
        starts_with = "a.b",
        ends_with = "z|",
        contains(pattern = "+"),
        does_not_contain = "\\"
    )]
    affixes: Option<String>,
    #[validate(ascii)]
    ascii: Option<String>,
    #[validate(non_control_character)]
    printable: Option<String>,
    #[validate(empty_is_absent, length(min = 2), pattern = "^[a-z]*$")]
    unset_when_empty: Option<String>,
    letter: Option<char>,
    kind: Option<Kind>,
}

#[derive(Deserialize, Eq, Hash, JsonSchema, PartialEq, Validate)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Plain,
    #[serde(rename = "with \"quotes\"")]
    Quoted,
    TwoWords,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schemars(transform = with_rules::<Self>)]
struct Formats {
    #[validate(uuid)]
    uuid: Option<String>,
    #[validate(email)]
    email: Option<String>,
    #[validate(url)]
    url: Option<String>,
    #[validate(http_url)]
    http_url: Option<String>,
    #[validate(ipv4)]
    v4: Option<String>,
    #[validate(ipv6)]
    v6: Option<String>,
    #[validate(ip)]
    ip: Option<String>,
    #[validate(inner(uuid))]
    ids: Option<Vec<String>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Worded {
    #[validate(length(min = 2, message = "must be a name", code = "name"))]
    name: String,
    #[validate(pattern("^[a-z]*$", message = "must have small letters only", code = "letters"))]
    letters: Option<String>,
    #[validate(
        range(max = 9, code = "digit"),
        multiple_of(3, message = "must be a third")
    )]
    digit: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Numbers {
    small: u8,
    #[validate(range(min = -3, max = 100))]
    signed: Option<i16>,
    #[validate(range(exclusive_min = 0, exclusive_max = 10))]
    open: Option<i32>,
    wide: Option<i64>,
    widest: Option<u64>,
    #[validate(multiple_of = 4)]
    fourth: Option<u32>,
    #[validate(range(min = -0.5, max = 1.5))]
    share: Option<f64>,
    #[validate(range(exclusive_min = 0.0, exclusive_max = 1.0))]
    between: Option<f64>,
    any: Option<f64>,
    counted: Option<NonZeroU16>,
    yes: Option<bool>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Lists {
    #[validate(length(min = 1, max = 3), unique_items)]
    some: Vec<i32>,
    #[validate(unique_items)]
    mixed: Option<Vec<Option<Kind>>>,
    #[validate(inner(length(min = 1), pattern = "^[a-z]*$"))]
    words: Option<Vec<String>>,
    #[validate(inner(inner(range(max = 3)), length(max = 2)))]
    deep: Option<Vec<Vec<u8>>>,
    numbers: Option<BTreeSet<u8>>,
    three: Option<[bool; 3]>,
    pair: Option<(u8, Option<String>)>,
    holes: Option<Vec<Option<u8>>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Item {
    #[validate(range(min = 1))]
    size: u8,
    name: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Maps {
    #[validate(length(min = 1, max = 2))]
    some: BTreeMap<String, u16>,
    #[validate(keys(length(min = 2), pattern = "^[a-z]*$"), values(range(max = 9)))]
    ruled: Option<HashMap<String, u8>>,
    #[validate(contains(pattern = "must"), does_not_contain = "must not")]
    holding: Option<BTreeMap<String, bool>>,
    items: Option<HashMap<String, Item>>,
    by_kind: Option<BTreeMap<String, Option<Item>>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Presence {
    #[validate(required)]
    demanded: Option<u8>,
    #[serde(default, deserialize_with = "crossfield::not_null")]
    not_null: Option<String>,
    #[serde(deserialize_with = "crossfield::nullable")]
    with_key: Option<u8>,
    #[serde(default)]
    #[validate(length(min = 1))]
    three_states: Maybe<String>,
    #[serde(default)]
    #[validate(range(max = 9))]
    filled: u8,
    #[serde(default)]
    #[validate(length(min = 1))]
    filled_wrongly: String,
    #[validate(required_if(present(not_null)), forbidden_if(absent(three_states)))]
    asked: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(transform = with_rules::<Self>)]
struct Conditions {
    the_kind: Option<Kind>,
    count: Option<i32>,
    share: Option<f64>,
    on: Option<bool>,
    uri: Option<String>,
    tags: Option<Vec<String>>,
    #[validate(required_if(the_kind = Plain))]
    a: Option<u8>,
    #[validate(required_unless(the_kind in [Plain, TwoWords]))]
    b: Option<u8>,
    #[validate(forbidden_if(count > 2))]
    c: Option<u8>,
    #[validate(forbidden_unless(all(on = true, not(share <= 0.5))))]
    d: Option<u8>,
    #[validate(required_iff(any(starts_with(uri, "sip:"), length(tags) >= 2)))]
    e: Option<u8>,
    #[validate(required_if(uri = "a"), forbidden_if(count = 3), length(min = 1))]
    f: Option<String>,
    #[validate(required_iff(all(present(a), absent(b))))]
    g: Option<Item>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[validate(exactly_one_of(a, b))]
#[validate(at_least_one_of(c, d))]
#[validate(at_most_one_of(d, e))]
#[validate(all_or_none_of(f, g))]
#[validate(when(kind = Quoted, exactly_one_of(f, h)))]
#[schemars(transform = with_rules::<Self>)]
struct Groups {
    kind: Option<Kind>,
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    d: Option<u8>,
    e: Option<u8>,
    f: Option<u8>,
    g: Option<u8>,
    h: Option<u8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[validate(when(inner.kind = Kind::Quoted, exactly_one_of(d, e)))]
#[schemars(transform = with_rules::<Self>)]
struct Nested {
    inner: Option<Inner>,
    #[validate(required_iff(inner.kind = Kind::Plain))]
    a: Option<u8>,
    #[validate(forbidden_if(inner.again.count > 3))]
    b: Option<u8>,
    #[validate(required_unless(all(present(inner), not(starts_with(inner.name, "x")))))]
    c: Option<u8>,
    d: Option<u8>,
    e: Option<u8>,
    list: Option<Vec<Inner>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Inner {
    kind: Option<Kind>,
    count: Option<u8>,
    #[validate(required_if(count > 9))]
    name: Option<String>,
    again: Option<Box<Inner>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Flattened {
    #[validate(length(min = 1))]
    title: String,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    others: HashMap<String, Item>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[validate(at_most_one_of(street, box_number))]
#[schemars(transform = with_rules::<Self>)]
struct Address {
    #[validate(length(min = 2))]
    street: Option<String>,
    box_number: Option<u16>,
    #[validate(required_if(present(street)), pattern = "^[a-z]*$")]
    town: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Aliases {
    #[serde(alias = "title", alias = "heading")]
    #[validate(length(min = 2))]
    name: String,
    #[serde(alias = "number")]
    #[validate(required_if(name = "xx"), range(max = 9))]
    count: Option<u8>,
    #[validate(forbidden_if(present(count)))]
    note: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Tuple(
    #[validate(range(min = 1, max = 9))] u8,
    #[validate(required, length(min = 2))] Option<String>,
    Option<Item>,
);

macro_rules! variants {
    ($(#[$attribute:meta])* $name:ident { $($more:tt)* }) => {
        #[derive(Deserialize, JsonSchema, Validate)]
        #[serde(rename_all = "snake_case")]
        $(#[$attribute])*
        #[schemars(transform = with_rules::<Self>)]
        enum $name {
            Unit,
            Held(Item),
            #[validate(at_most_one_of(first, last))]
            Fields {
                #[validate(length(min = 1))]
                first: Option<String>,
                last: Option<String>,
                #[validate(required_if(present(last)))]
                kind: Option<Kind>,
            },
            $($more)*
        }
    };
}

variants! { External {
    Text(#[validate(length(min = 2))] String),
    Many(Vec<Item>),
    Pair(u8, #[validate(range(max = 9))] u8),
} }
variants! { #[serde(tag = "type")] Internal {} }
variants! { #[serde(tag = "type", content = "content", deny_unknown_fields)] Adjacent {
    Text(#[validate(length(min = 2))] String),
    Many(#[validate(length(max = 2))] Vec<Item>),
} }

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged)]
#[schemars(transform = with_rules::<Self>)]
enum Untagged {
    Nothing,
    Pair(#[validate(range(max = 9))] u8, Option<String>),
    Text(#[validate(length(max = 3))] String),
    Number(#[validate(range(min = 1))] u8),
    Fields {
        #[validate(length(min = 1))]
        first: String,
        #[validate(required_if(first = "xx"))]
        last: Option<String>,
    },
    Held(Item),
}

#[derive(Deserialize, JsonSchema, Validate)]
#[validate(compare(end >= start, native_only))]
#[schemars(transform = with_rules::<Self>)]
struct NativeOnly {
    #[validate(length(min = 1), custom(function = is_free, native_only))]
    name: String,
    #[validate(credit_card(native_only))]
    card: Option<String>,
    start: Option<u8>,
    end: Option<u8>,
}

fn is_free(name: &str) -> Result<(), RuleError> {
    if name.starts_with('a') {
        return Err(RuleError::new("taken"));
    }
    Ok(())
}
