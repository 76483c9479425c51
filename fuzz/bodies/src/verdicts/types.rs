//! Types that have every shape and every rule between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crossfield::schema::with_rules;
use crossfield::{Lenient, Maybe, Open, Validate};
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
struct Leg {
    handler: Handler,
    #[validate(range(min = -1, exclusive_max = 10))]
    retries: Option<i8>,
    #[validate(length(max = 12), pattern = "^sips?:[a-z\\u00E9]+@[0-9a-z.-]+$")]
    call_uri: Option<String>,
    #[serde(default)]
    #[validate(empty_is_absent, length(min = 2))]
    nick: String,
    #[serde(default, deserialize_with = "crossfield::not_null")]
    not_null: Option<String>,
    #[serde(deserialize_with = "crossfield::nullable")]
    nullable: Option<u64>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Point(
    f64,
    #[validate(range(min = 1, max = 9))] u8,
    #[validate(required, length(min = 2))] Option<String>,
);

fn three() -> u8 {
    3
}

/// Structs in structs, lists, maps and sets; numbers, texts and formats; conditions on all of them.
#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(transform = with_rules::<Self>)]
#[validate(
    at_most_one_of(email, link),
    all_or_none_of(four, six),
    when(leg.handler = Handler::Resource, exactly_one_of(id, code_word))
)]
pub(crate) struct Order {
    leg: Leg,
    #[validate(length(max = 2), forbidden_if(leg.retries > 3))]
    legs: Option<Vec<Leg>>,
    by_name: Option<BTreeMap<String, Leg>>,
    handler: Option<Handler>,
    open: Option<Open<Handler>>,
    lenient: Option<Lenient<Handler>>,
    #[validate(uuid)]
    id: Option<String>,
    #[validate(
        pattern = "^(?:[a-z]{2,3}|\\u00E9+)(?:-[0-9A-F]{1,4})*$",
        required_if(all(handler = Resource, not(present(hook))))
    )]
    code_word: Option<String>,
    #[validate(email)]
    email: Option<String>,
    #[validate(url)]
    link: Option<String>,
    #[validate(http_url, forbidden_unless(any(open = AiAgent, starts_with(link, "tel:"))))]
    hook: Option<String>,
    #[validate(ipv4)]
    four: Option<String>,
    #[validate(ipv6)]
    six: Option<String>,
    #[validate(ip)]
    any_ip: Option<String>,
    #[validate(
        ascii,
        non_control_character,
        starts_with = "a",
        ends_with = "z",
        contains(pattern = "b"),
        does_not_contain = "-"
    )]
    word: Option<String>,
    #[serde(default)]
    #[validate(length(max = 3), unique_items, inner(length(min = 1, max = 4)))]
    tags: Option<Vec<String>>,
    // Without bounds on its length: reading a set drops repeats, so that its value has another.
    #[validate(inner(range(min = -9)))]
    set: Option<BTreeSet<i8>>,
    #[validate(length(min = 1), keys(ascii, length(max = 3)), values(range(max = 3)))]
    counts: Option<BTreeMap<String, Option<u8>>>,
    #[validate(multiple_of = 5)]
    step: Option<u64>,
    signed: Option<i64>,
    #[validate(range(exclusive_min = 0.5, max = 1000.25))]
    share: Option<f64>,
    single: Option<f32>,
    #[serde(default = "three")]
    #[validate(range(min = 1))]
    retries: u8,
    #[serde(default)]
    #[validate(length(min = 1), required_if(step > 10))]
    three_states: Maybe<String>,
    #[serde(alias = "recorded", alias = "taped")]
    record: Option<bool>,
    #[validate(required_iff(record = true), length(min = 1, max = 3))]
    storage: Option<Box<str>>,
    point: Option<Point>,
    #[validate(forbidden_if(length(tags) > 1))]
    pairs: Option<Vec<Vec<Point>>>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[validate(at_most_one_of(street, box_number))]
pub(super) struct Address {
    #[validate(length(min = 2))]
    street: Option<String>,
    box_number: Option<u16>,
    #[validate(required_if(present(street)), pattern = "^[a-z]*$")]
    town: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
pub(super) struct Paging {
    #[validate(range(min = 1, max = 100))]
    size: u8,
}

/// A flattened type that has a flattened field itself.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
pub(super) struct Placed {
    #[serde(flatten)]
    address: Address,
    #[validate(forbidden_if(floor > 9))]
    lift: Option<bool>,
    floor: Option<i8>,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Twice {
    #[serde(flatten)]
    placed: Placed,
    name: String,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
pub(super) struct Entry {
    #[validate(range(max = 9))]
    n: u8,
    #[validate(required_if(n = 1))]
    note: Option<String>,
}

/// The keys of several types in one object, and what is left in a map.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[validate(at_least_one_of(name, nick))]
pub(crate) struct Flat {
    #[validate(length(min = 1))]
    name: Option<String>,
    #[serde(flatten)]
    paging: Paging,
    #[serde(flatten)]
    address: Address,
    twice: Option<Twice>,
    #[validate(forbidden_if(name = "xx"))]
    nick: Option<String>,
    inner: Option<Box<Flat>>,
    #[serde(flatten)]
    others: HashMap<String, Entry>,
}

/// The same variants under each representation.
macro_rules! variants {
    ($(#[$attribute:meta])* $name:ident { $($more:tt)* }) => {
        #[derive(Deserialize, JsonSchema, Validate)]
        #[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
        $(#[$attribute])*
        #[schemars(transform = with_rules::<Self>)]
        enum $name {
            Unit,
            Held(Address),
            #[validate(at_most_one_of(first_name, last_name))]
            Fields {
                kind_of: Handler,
                #[validate(length(min = 1), pattern = "^[a-z]+$")]
                first_name: Option<String>,
                #[validate(required_if(kind_of = Resource))]
                last_name: Option<String>,
            },
            Rest {
                id: u8,
                #[serde(flatten)]
                rest: HashMap<String, Entry>,
            },
            $($more)*
        }
    };
}

variants! { External {
    Text(#[validate(length(min = 2))] String),
    Numbers(#[validate(range(max = 9))] u8, Option<f64>),
    List(#[validate(length(max = 2))] Vec<Entry>),
    Itself(Box<External>),
} }
variants! { #[serde(tag = "tag")] Internal {} }
variants! { #[serde(tag = "tag", content = "the/content")] Adjacent {
    Text(#[validate(length(min = 2))] String),
    Itself(Box<Adjacent>),
} }

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(transform = with_rules::<Self>)]
enum Untagged {
    Small(#[validate(range(min = 10))] u8),
    Number(#[validate(range(max = 1000.0))] f64),
    Flag(bool),
    Kind(Handler),
    Text(#[validate(length(max = 3))] String),
    Pair(#[validate(range(max = 9))] u8, Option<String>),
    List(#[validate(length(max = 2), unique_items)] Vec<u16>),
    Fields {
        #[validate(length(min = 2))]
        a: String,
        #[validate(required_if(a = "xx"))]
        b: Option<u8>,
    },
    Map(#[validate(length(min = 2))] BTreeMap<String, u16>),
}

/// Enums with data under each representation.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
pub(crate) struct Choices {
    external: Option<External>,
    internal: Option<Internal>,
    adjacent: Option<Adjacent>,
    untagged: Option<Untagged>,
    list: Option<Vec<Internal>>,
}
