//! A text that is plainly valid is found so at a glance: without asking for memory, which the walk that tells what is wrong
//! does. So a text that takes the walk costs the more, and nothing else would show that it did.

#![allow(
    dead_code,
    reason = "the types are read and checked; nobody asks for what they hold"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::net::Ipv4Addr;

use crossfield::field::length::HasLength;
use crossfield::{Lenient, Validate, check_json};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// How often the check asks for memory.
#[track_caller]
fn allocations<T: Validate + DeserializeOwned>(text: &str) -> u64 {
    let verdict = check_json::<T>(text.as_bytes());
    assert!(verdict.is_ok(), "{text}: {}", verdict.unwrap_err());
    let run = || {
        black_box(check_json::<T>(black_box(text.as_bytes()))).ok();
    };
    allocation_counter::measure(run).count_total
}

#[track_caller]
fn are_free<T: Validate + DeserializeOwned>(texts: &[&str]) {
    for text in texts {
        assert_eq!(allocations::<T>(text), 0, "{text}");
    }
}

/// Payloads with these values of the field `value`.
#[track_caller]
fn are_free_values<T: Validate + DeserializeOwned>(values: &[&str]) {
    for value in values {
        are_free::<T>(&[&format!(r#"{{"value":{value}}}"#)]);
    }
}

/// A struct with the one field `value`.
macro_rules! of_value {
    ($name:ident, $ty:ty $(, $($rules:tt)*)?) => {
        #[derive(Deserialize, Validate)]
        struct $name {
            $(#[validate($($rules)*)])?
            value: $ty,
        }
    };
}

#[derive(Deserialize, Eq, Hash, PartialEq, Validate)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Sms,
    Call,
    VideoCall,
}

of_value!(TupleInside, (u8, u8));

/// The walk is known by it.
#[test]
fn what_takes_the_walk_asks_for_memory() {
    assert_ne!(allocations::<TupleInside>(r#"{"value": [1, 2]}"#), 0);
}

#[derive(Deserialize, Validate)]
struct Shapes {
    text: String,
    kind: Kind,
    flag: bool,
    count: i16,
    share: f64,
    nothing: (),
    letter: char,
    maybe: Option<String>,
    list: Vec<u8>,
    map: BTreeMap<String, bool>,
    nested: Option<Box<Shapes>>,
    address: Lenient<Ipv4>,
    any: serde_json::Value,
}

#[derive(Validate, Deserialize)]
struct Ipv4(#[validate(ipv4)] String);

const SHAPES: &str = r#"{"text":"a","kind":"sms","flag":true,"count":1,"share":0.5,"nothing":null,"letter":"a","maybe":"b","list":[1,2],"map":{"a":true,"b":false},"nested":null,"address":"192.0.2.1","any":0}"#;

/// The payload with another value of a field.
fn shapes_with(field: &str, value: &str) -> String {
    let start = SHAPES.find(&format!("\"{field}\":")).unwrap() + field.len() + 3;
    let next = SHAPES[start..].find(",\"").filter(|_| field != "any");
    let end = next.map_or(SHAPES.len() - 1, |next| start + next);
    let end = match field {
        "map" => SHAPES.find(",\"nested\"").unwrap(),
        _ => end,
    };
    format!("{}{value}{}", &SHAPES[..start], &SHAPES[end..])
}

#[test]
fn every_shape_but_tuples_and_enums_with_data_is_known_at_a_glance() {
    are_free::<Shapes>(&[SHAPES]);
    for (field, values) in [
        (
            "text",
            &[
                r#""""#,
                r#""é🎉 [{,:}]""#,
                r#""a longer text, of many words""#,
            ][..],
        ),
        (
            "text",
            &[r#""\n""#, r#""a\"b\\c\/d""#, r#""\u00e9\ud83c\udf89""#],
        ),
        ("kind", &[r#""call""#, r#""video_call""#]),
        ("flag", &["false"]),
        (
            "count",
            &["0", "-1", "32767", "-32768", "1.0", "1e2", "20E-1", "-0"],
        ),
        (
            "share",
            &["0", "-1.25", "1e300", "-1E-300", "12345678901234567890"],
        ),
        ("letter", &[r#""é""#]),
        ("maybe", &["null", r#""""#]),
        ("list", &["[]", "[1]", "[ 1 , 2 , 3 ]"]),
        (
            "map",
            &[
                "{}",
                r#"{"":true}"#,
                r#"{ "a" : true , "\u0061b" : false }"#,
            ],
        ),
        ("nested", &[SHAPES]),
        (
            "any",
            &[
                "null",
                "true",
                "false",
                "-1.5e3",
                r#""a""#,
                r#""\n""#,
                "[]",
                r#"[1,[null,{"a":{}}],"b"]"#,
                r#"{"a":[1,2],"b":{"c":null}}"#,
            ],
        ),
    ] {
        for value in values {
            are_free::<Shapes>(&[&shapes_with(field, value)]);
        }
    }
}

#[test]
fn a_value_that_stands_for_itself_is_known_at_a_glance() {
    are_free::<String>(&[r#""a""#, " \"a\"\n"]);
    are_free::<Kind>(&[r#""call""#]);
    are_free::<Option<u8>>(&["null", "1"]);
    are_free::<Vec<Vec<bool>>>(&["[]", "[[],[true]]"]);
    are_free::<serde_json::Value>(&["{}", "[[]]", "1"]);
}

#[derive(Deserialize, Validate)]
struct Keys {
    #[serde(alias = "title")]
    name: String,
    second: Option<u8>,
    third: Option<u8>,
    fourth_of_them: Option<u8>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Closed {
    first: u8,
    second: Option<u8>,
}

#[test]
fn keys_are_known_in_any_order_and_spelling() {
    are_free::<Keys>(&[
        r#"{"name":"a"}"#,
        r#"{"title":"a"}"#,
        r#"{"name":"a","second":1,"third":2,"fourth_of_them":3}"#,
        r#"{"fourth_of_them":3,"third":2,"second":1,"name":"a"}"#,
        "{ \"name\" : \"a\" ,\n\t\"second\" : 1 }\r\n",
        r#"{"second":1,"title":"a","fourth_of_them":3}"#,
    ]);
    are_free::<Closed>(&[
        r#"{"first":1}"#,
        r#"{"second":null,"first":1}"#,
        r#"{"first":1,"second":2}"#,
    ]);
}

#[test]
fn what_stands_at_a_key_of_no_field_is_passed_over() {
    for value in [
        "1",
        " null",
        r#""a""#,
        r#"[1,{"name":2}]"#,
        r#"{"name":{"a":[]}}"#,
        "[]",
        "{}",
    ] {
        are_free::<Keys>(&[
            &format!(r#"{{"other":{value},"name":"a"}}"#),
            &format!(r#"{{"name":"a","other":{value}}}"#),
            &format!(r#"{{"name":"a","other":{value},"other":{value} ,"second":1}}"#),
        ]);
    }
}

of_value!(Length, String, length(min = 2, max = 3));
of_value!(Pattern, String, pattern = "^[a-z]+(?:-[a-z]+)?$");
of_value!(
    Parts,
    String,
    starts_with = "a",
    ends_with = "z",
    contains(pattern = "b"),
    does_not_contain = "c"
);
of_value!(Uuid, String, uuid);
of_value!(Email, String, email);
of_value!(Url, String, http_url, url);
of_value!(Ip, String, ip, ascii, non_control_character);
of_value!(
    Worded,
    String,
    length(min = 2, message = "must be a name", code = "name")
);
of_value!(Number, i64, range(min = -3, max = 100), multiple_of = 3);
of_value!(Share, f64, range(exclusive_min = 0.0, max = 1.0));
of_value!(Given, Option<String>, required, length(min = 1));
of_value!(Unset, Option<String>, empty_is_absent, length(min = 2));

#[test]
fn rules_on_texts_and_numbers_are_judged_at_a_glance() {
    are_free_values::<Length>(&[r#""ab""#, r#""abc""#, r#""é🎉é""#]);
    are_free_values::<Pattern>(&[r#""a""#, r#""ab-cd""#]);
    are_free_values::<Parts>(&[r#""abz""#]);
    are_free_values::<Uuid>(&[r#""f81d4fae-7dec-11d0-a765-00a0c91e6bf6""#]);
    are_free_values::<Email>(&[r#""a@example.com""#]);
    are_free_values::<Url>(&[r#""https://example.com/a""#, r#""http://a:80?b#c""#]);
    are_free_values::<Ip>(&[r#""192.0.2.1""#, r#""2001:db8::7""#]);
    are_free_values::<Worded>(&[r#""ab""#]);
    are_free_values::<Number>(&["-3", "0", "99", "3.0", "9e0"]);
    are_free_values::<Share>(&["1", "0.25", "1e-9"]);
    are_free_values::<Given>(&[r#""a""#]);
    are_free_values::<Unset>(&[r#""""#, "null", r#""ab""#]);
    are_free::<Unset>(&["{}"]);
}

#[derive(Deserialize, Validate)]
struct Word(#[validate(length(min = 1), pattern = "^[a-z]*$")] String);

impl HasLength for Word {
    fn length(&self) -> usize {
        self.0.length()
    }
}

#[derive(Deserialize, Validate)]
struct Words(#[validate(inner(length(max = 3)), length(max = 3))] Vec<Word>);

impl HasLength for Words {
    fn length(&self) -> usize {
        self.0.len()
    }
}

of_value!(
    List,
    Vec<u8>,
    length(min = 1, max = 2),
    inner(range(max = 9))
);
of_value!(Kinds, Vec<Kind>, unique_items);
of_value!(Singles, Vec<String>, unique_items);
of_value!(
    Deep,
    Vec<Vec<u8>>,
    inner(inner(range(max = 3)), length(max = 2)),
    length(min = 1)
);
of_value!(OfWords, Words);
of_value!(
    AnyInside,
    Vec<Vec<serde_json::Value>>,
    length(min = 1),
    inner(length(min = 1))
);
of_value!(
    OfManyWords,
    Vec<Words>,
    length(min = 1),
    inner(length(min = 1))
);
of_value!(Map, BTreeMap<String, Word>, keys(length(min = 2)), values(length(max = 3)));
of_value!(MapOfLists, BTreeMap<String, Vec<u8>>, values(inner(range(max = 3)), length(max = 2)));

#[test]
fn rules_on_lists_and_on_what_is_inside_are_judged_at_a_glance() {
    are_free_values::<List>(&["[1]", "[9,0]"]);
    are_free_values::<Kinds>(&["[]", r#"["sms"]"#, r#"["video_call","sms","call"]"#]);
    are_free_values::<Singles>(&["[]", r#"["a"]"#]);
    are_free_values::<Deep>(&["[[]]", "[[1],[2,3],[]]"]);
    are_free_values::<AnyInside>(&["[[1]]", r#"[[null, "a"], [{}]]"#]);
    are_free_values::<OfWords>(&["[]", r#"["a","abc","b"]"#]);
    are_free_values::<OfManyWords>(&[r#"[["a"]]"#, r#"[["a","b"],["abc"]]"#]);
    are_free_values::<Map>(&["{}", r#"{"ab":"a","cd":"abc"}"#]);
    are_free_values::<MapOfLists>(&["{}", r#"{"a":[1,2],"b":[]}"#]);
}

#[derive(Deserialize, Validate)]
struct Presence {
    #[serde(default)]
    #[validate(range(max = 9))]
    filled: u8,
    #[serde(default)]
    kinds: Vec<Kind>,
    #[serde(default)]
    #[validate(required_if(given = 3))]
    noted: Option<String>,
    #[validate(required)]
    given: Option<u8>,
    #[serde(deserialize_with = "crossfield::nullable")]
    with_key: Option<u8>,
}

#[test]
fn what_may_be_left_out_is_left_out_at_a_glance() {
    are_free::<Presence>(&[
        r#"{"given":1,"with_key":null}"#,
        r#"{"given":1,"with_key":2,"filled":9,"kinds":["sms"]}"#,
        r#"{"filled":3,"noted":"a","given":3,"with_key":2}"#,
    ]);
}

#[derive(Deserialize, Validate)]
struct Conditions {
    kind: Option<Kind>,
    count: Option<i32>,
    share: Option<f64>,
    on: Option<bool>,
    uri: Option<String>,
    tags: Option<Vec<String>>,
    #[validate(required_iff(kind = Sms))]
    of_kind: Option<u8>,
    #[validate(forbidden_if(count > 2), required_if(count = 1))]
    of_count: Option<u8>,
    #[validate(required_iff(share < 0.5))]
    of_share: Option<u8>,
    #[validate(required_iff(on = true))]
    of_on: Option<u8>,
    #[validate(required_iff(starts_with(uri, "sip:")))]
    of_start: Option<u8>,
    #[validate(required_iff(length(uri) > 5))]
    of_length: Option<u8>,
    #[validate(required_iff(uri in ["a", "\né"]))]
    of_uri: Option<u8>,
    #[validate(required_iff(length(tags) >= 2))]
    of_tags: Option<u8>,
    #[validate(required_iff(all(present(kind), absent(count), not(on = false))))]
    of_many: Option<u8>,
}

#[test]
fn conditions_are_judged_at_a_glance() {
    are_free::<Conditions>(&[
        "{}",
        r#"{"kind":"sms","count":0,"of_kind":1}"#,
        r#"{"kind":"call","count":3}"#,
        r#"{"kind":"call","of_many":1}"#,
        r#"{"count":1,"of_count":1}"#,
        r#"{"count":1.0,"of_count":1}"#,
        r#"{"count":2}"#,
        r#"{"count":3}"#,
        r#"{"share":0.5}"#,
        r#"{"share":0.25,"of_share":1}"#,
        r#"{"share":0,"of_share":1}"#,
        r#"{"on":true,"of_on":1}"#,
        r#"{"on":false}"#,
        r#"{"uri":"sip:a","of_start":1}"#,
        r#"{"uri":"sip:ab","of_start":1,"of_length":1}"#,
        r#"{"uri":"a","of_uri":1}"#,
        r#"{"uri":"b"}"#,
        r#"{"tags":["a"]}"#,
        r#"{"tags":["a","b"],"of_tags":1}"#,
        r#"{"tags":null,"uri":null,"on":null,"share":null,"kind":null}"#,
    ]);
}

#[derive(Deserialize, Validate)]
#[validate(exactly_one_of(a, b), at_most_one_of(b, c), when(kind = Sms, at_least_one_of(c, d)))]
struct Groups {
    kind: Option<Kind>,
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    d: Option<u8>,
}

#[test]
fn groups_are_judged_at_a_glance() {
    are_free::<Groups>(&[
        r#"{"a":1}"#,
        r#"{"b":1,"c":null}"#,
        r#"{"a":1,"c":2}"#,
        r#"{"kind":"sms","b":1,"d":2}"#,
        r#"{"kind":"call","b":1}"#,
    ]);
}

#[derive(Deserialize, Validate)]
struct Foreign {
    #[validate(opaque)]
    address: Ipv4Addr,
    #[validate(opaque)]
    maybe: Option<Ipv4Addr>,
}

#[test]
fn what_only_its_own_reader_knows_is_read_at_a_glance() {
    are_free::<Foreign>(&[
        r#"{"address":"192.0.2.1"}"#,
        r#"{"address":"192.0.2.1","maybe":null}"#,
        r#"{"maybe":"192.0.2.1","address":"192.0.2.1"}"#,
    ]);
}

/// Structs with so many fields that may be left out.
macro_rules! wide {
    ($($name:ident: $($field:ident)*;)*) => {$(
        #[derive(Deserialize, Validate)]
        struct $name { $($field: Option<u8>),* }
    )*};
}

wide! {
    Eight: a0 a1 a2 a3 a4 a5 a6 a7;
    Nine: a0 a1 a2 a3 a4 a5 a6 a7 a8;
    ThirtyThree:
        a0 a1 a2 a3 a4 a5 a6 a7 b0 b1 b2 b3 b4 b5 b6 b7 c0 c1 c2 c3 c4 c5 c6 c7 d0 d1 d2 d3 d4 d5 d6 d7 e0;
    OneHundredAndTwentyEight:
        a0 a1 a2 a3 a4 a5 a6 a7 b0 b1 b2 b3 b4 b5 b6 b7 c0 c1 c2 c3 c4 c5 c6 c7 d0 d1 d2 d3 d4 d5 d6 d7
        e0 e1 e2 e3 e4 e5 e6 e7 f0 f1 f2 f3 f4 f5 f6 f7 g0 g1 g2 g3 g4 g5 g6 g7 h0 h1 h2 h3 h4 h5 h6 h7
        i0 i1 i2 i3 i4 i5 i6 i7 j0 j1 j2 j3 j4 j5 j6 j7 k0 k1 k2 k3 k4 k5 k6 k7 l0 l1 l2 l3 l4 l5 l6 l7
        m0 m1 m2 m3 m4 m5 m6 m7 n0 n1 n2 n3 n4 n5 n6 n7 o0 o1 o2 o3 o4 o5 o6 o7 p0 p1 p2 p3 p4 p5 p6 p7;
}

#[test]
fn objects_of_up_to_128_fields_are_known_at_a_glance() {
    are_free::<Eight>(&["{}", r#"{"a7":1,"a0":2}"#]);
    are_free::<Nine>(&["{}", r#"{"a0":1,"a8":2}"#]);
    are_free::<ThirtyThree>(&["{}", r#"{"a0":1,"e0":2}"#]);
    are_free::<OneHundredAndTwentyEight>(&["{}", r#"{"a0":1,"p7":2}"#]);
}

/// What is closed nests no more.
#[test]
fn there_may_be_any_number_of_objects_and_lists() {
    let objects = vec![r#"{"first":1}"#; 200].join(",");
    are_free::<Vec<Closed>>(&[&format!("[{objects}]")]);
    let lists = vec!["[true]"; 200].join(",");
    are_free::<Vec<Vec<bool>>>(&[&format!("[{lists}]")]);
}

#[test]
fn a_text_may_nest_as_deep_as_a_reader_goes() {
    let deep = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    are_free::<serde_json::Value>(&[&deep(127)]);
    are_free_values::<AnyValue>(&[&deep(126)]);
}

of_value!(AnyValue, serde_json::Value);

#[derive(Deserialize, Validate)]
struct Quoted {
    first: Option<u8>,
    #[serde(rename = "\"b\"")]
    second: Option<u8>,
}

/// Which takes memory, once for each question: no more than the text itself.
#[test]
fn a_text_with_escapes_is_decoded_where_something_is_asked_of_it() {
    assert_eq!(allocations::<Shapes>(&shapes_with("letter", r#""\n""#)), 1);
    assert_eq!(allocations::<Length>(r#"{"value":"\n\t"}"#), 1);
    assert_eq!(allocations::<Pattern>(r#"{"value":"\u0061"}"#), 1);
    assert_eq!(allocations::<Parts>(r#"{"value":"\u0061bz"}"#), 1);
    assert_eq!(allocations::<Map>(r#"{"value":{"\n\n":"a"}}"#), 1);
    for text in [
        r#"{"uri":"\u0073ip:a","of_start":1}"#,
        r#"{"uri":"\n\n\n\n\n\n","of_length":1}"#,
        r#"{"uri":"\n\n\n\n\n"}"#,
        r#"{"uri":"\né","of_uri":1}"#,
    ] {
        assert_eq!(allocations::<Conditions>(text), 4, "{text}");
    }
    for (text, looks) in [
        (r#"{"first":1,"\"b\"":2}"#, 1),
        (r#"{"\"b\"":2,"first":1}"#, 2),
        (r#"{"\u0066irst":1}"#, 1),
        (r#"{"\n":1}"#, 2),
    ] {
        assert_eq!(allocations::<Quoted>(text), looks, "{text}");
    }
}

#[derive(Deserialize, Validate)]
struct Walked {
    #[validate(unique_items)]
    kinds: Vec<Kind>,
    pair: (u8, u8),
}

/// The same where it takes the walk: of strings of a set nothing is kept.
#[test]
fn strings_of_a_set_are_told_apart_without_keeping_them() {
    let of = |kinds: &str| allocations::<Walked>(&format!(r#"{{"pair":[1,2],"kinds":{kinds}}}"#));
    assert_eq!(of(r#"["sms","call","video_call"]"#), of(r#"["sms"]"#));
}
