//! A type that derived `validator`'s macro, with the derive's import changed: the same verdicts, fields, codes, messages
//! and figures. Each difference that is meant is a test of its own, named after its row in "Moving from `validator`" in
//! the documentation of `crossfield`.

#![allow(
    clippy::option_option,
    clippy::box_collection,
    reason = "types that validator's traits cover"
)]

use conformance::Judge;
use serde_json::{Value, json};
use validator::ValidationErrors;

/// One type, once with each derive, under `theirs` and `ours`; `judge` is for the schema of ours.
macro_rules! both {
    ($name:ident { $($fields:tt)* } $($helper:item)*) => {
        mod $name {
            #[allow(unused_imports)]
            use std::borrow::Cow;
            #[allow(unused_imports)]
            use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
            #[allow(unused_imports)]
            use std::{rc::Rc, sync::Arc};

            $($helper)*

            pub(super) mod theirs {
                #[allow(unused_imports)]
                use super::*;
                #[derive(serde::Deserialize, validator::Validate)]
                pub(crate) struct Both { $($fields)* }
            }

            pub(super) mod ours {
                #[allow(unused_imports)]
                use super::*;
                #[derive(serde::Deserialize, schemars::JsonSchema, crossfield::Validate)]
                #[schemars(transform = crossfield::schema::with_rules::<Self>)]
                pub(crate) struct Both { $($fields)* }
            }

            pub(super) fn both() -> super::Pair {
                super::Pair {
                    theirs: |text| super::errors(&super::read::<theirs::Both>(text)),
                    ours: |text| super::errors(&super::read::<ours::Both>(text)),
                    judge: Some(conformance::Judge::of::<ours::Both>()),
                }
            }
        }
    };
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What `validator`'s trait says of a value; nothing, if it is valid.
fn errors(value: &impl validator::Validate) -> Value {
    match value.validate() {
        Ok(()) => Value::Null,
        Err(errors) => as_json(&errors),
    }
}

fn as_json(errors: &ValidationErrors) -> Value {
    serde_json::to_value(errors).expect("errors are JSON")
}

/// The errors without what repeats the payload.
fn without_payload(mut errors: Value) -> Value {
    match &mut errors {
        Value::Object(entries) => {
            if let Some(Value::Object(params)) = entries.get_mut("params") {
                params.remove("value");
                params.remove("other");
            }
            entries
                .values_mut()
                .for_each(|entry| *entry = without_payload(entry.take()));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| *item = without_payload(item.take())),
        _ => {}
    }
    errors
}

/// A type under both derives.
struct Pair {
    theirs: fn(&str) -> Value,
    ours: fn(&str) -> Value,
    /// None where the type has rules that no schema says.
    judge: Option<Judge>,
}

impl Pair {
    /// The errors that both give.
    #[track_caller]
    fn errors(&self, text: &str) -> Value {
        let ours = without_payload((self.ours)(text));
        assert_eq!(ours, without_payload((self.theirs)(text)), "{text}");
        if let Some(judge) = &self.judge {
            assert_eq!(judge.found(text).is_empty(), ours.is_null(), "{text}");
        }
        ours
    }

    /// Both give the same errors on each text, and both accept some and refuse some.
    #[track_caller]
    fn agree(&self, texts: &[&str]) {
        let accepted = texts
            .iter()
            .filter(|text| self.errors(text).is_null())
            .count();
        assert!(
            0 < accepted && accepted < texts.len(),
            "{accepted} of {}",
            texts.len()
        );
    }

    /// The same for an object with the one key `value`.
    #[track_caller]
    fn agree_on_values(&self, values: &[&str]) {
        let texts: Vec<String> = values
            .iter()
            .map(|value| format!(r#"{{"value": {value}}}"#))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        self.agree(&texts);
    }

    /// Where the two part: what theirs accept and ours refuse, or the other way round.
    #[track_caller]
    fn differ(&self, value: &str, theirs: bool, ours: bool) {
        let text = format!(r#"{{"value": {value}}}"#);
        let accepted = ((self.theirs)(&text).is_null(), (self.ours)(&text).is_null());
        assert_eq!(accepted, (theirs, ours), "{text}");
        if let Some(judge) = &self.judge {
            assert_eq!(judge.found(&text).is_empty(), ours, "{text}");
        }
    }
}

const LEAST: u64 = 2;

both!(lengths {
    #[validate(length(min = 1, max = 3))]
    text: String,
    #[validate(length(equal = 2, code = "two", message = "two of them"))]
    list: Option<Vec<u8>>,
    #[validate(length(max = 1))]
    map: BTreeMap<String, u8>,
    #[validate(length(min = 3, max = 3, message = "three"))]
    cow: Cow<'static, str>,
    #[validate(length(min = super::super::LEAST))]
    boxed: Box<String>,
    #[validate(length(max = 2))]
    deque: Arc<VecDeque<u8>>,
    #[validate(length(max = 1))]
    set: Option<HashSet<u8>>,
    #[validate(length(min = 1))]
    array: [u8; 2],
});

#[test]
fn length() {
    let both = lengths::both();
    let valid =
        r#"{"text": "a", "map": {}, "cow": "abc", "boxed": "ab", "deque": [], "array": [1, 2]}"#;
    let full = r#"{"text": "🎉é\u0000", "list": [1, 1], "map": {"a": 1}, "cow": "ééé", "boxed": "ab", "deque": [1, 2],
                   "set": [1], "array": [1, 2]}"#;
    let broken = r#"{"text": "", "list": [1], "map": {"a": 1, "b": 2}, "cow": "ab", "boxed": "a", "deque": [1, 2, 3],
                     "set": [1, 2], "array": [1, 2]}"#;
    let long = r#"{"text": "abcd", "list": [], "map": {}, "cow": "abcd", "boxed": "", "deque": [], "set": null,
                   "array": [0, 0]}"#;
    both.agree(&[valid, full, broken, long]);
    assert_eq!(
        both.errors(broken)["text"],
        json!([{ "code": "length", "message": null, "params": { "min": 1, "max": 3 } }])
    );
    assert_eq!(
        both.errors(long)["list"],
        json!([{ "code": "two", "message": "two of them", "params": { "equal": 2 } }])
    );
}

both!(ranges {
    #[validate(range(min = 1, max = 5))]
    integer: u8,
    #[validate(range(exclusive_min = -1.5, exclusive_max = 2.5, code = "size"))]
    float: Option<f64>,
    #[validate(range(min = -2_147_483_647))]
    large: i64,
    #[validate(range(exclusive_max = 10, message = "below ten"))]
    double: Option<Option<i32>>,
    #[validate(range(min = 1, max = 2_000_000_000))]
    unsigned: u64,
});

#[test]
fn range() {
    let both = ranges::both();
    let of = |integer: &str, float: &str, double: &str, unsigned: &str| {
        format!(
            r#"{{"integer": {integer}, "float": {float}, "large": 0, "double": {double}, "unsigned": {unsigned}}}"#
        )
    };
    let texts = [
        of("1", "null", "null", "1"),
        of("5", "2.4", "9", "2000000000"),
        of("0", "-1.5", "10", "0"),
        of("6", "2.5", "11", "0"),
        of("255", "-1e300", "-2147483648", "0"),
        of("3", "1e300", "2147483647", "7"),
    ];
    both.agree(&texts.each_ref().map(String::as_str));
    assert_eq!(
        both.errors(&texts[2])["float"],
        json!([{ "code": "size", "message": null, "params": { "exclusive_min": -1.5, "exclusive_max": 2.5 } }])
    );
}

both!(emails { #[validate(email)] value: Option<String>, #[validate(email(code = "mail", message = "an address"))] second: Option<Cow<'static, str>>, });

#[test]
fn email() {
    let both = emails::both();
    both.agree_on_values(&[
        "null",
        r#""a@b.c""#,
        r#""a.b+c@mail.example.co""#,
        r#""a""#,
        r#""a@""#,
        r#""@b.c""#,
        r#""a b@c.d""#,
        r#""a@b@c.d""#,
        r#""a@-b.c""#,
        r#""a@b-.c""#,
        r#""a@b..c""#,
        r#""a@b.c\n""#,
        r#""a\n@b.c""#,
        r#""""#,
        r#""a@b_c.d""#,
        r#""\"a\"@b.c""#,
        r#""aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.c""#,
    ]);
    assert_eq!(
        both.errors(r#"{"value": "a"}"#),
        json!({ "value": [{ "code": "email", "message": null, "params": {} }] })
    );
    assert_eq!(
        both.errors(r#"{"second": "a"}"#),
        json!({ "second": [{ "code": "mail", "message": "an address", "params": {} }] })
    );
}

#[test]
fn an_email_address_has_a_domain_of_two_labels_and_no_dots_astray() {
    let both = emails::both();
    for address in [
        r#""a@localhost""#,
        r#""a@[192.0.2.1]""#,
        r#""a@bücher.example""#,
        r#""a..b@c.d""#,
        r#""a.@c.d""#,
    ] {
        both.differ(address, true, false);
    }
}

both!(urls { #[validate(url)] value: Option<String>, #[validate(url(code = "link"))] boxed: Option<Box<String>>, });

#[test]
fn url() {
    let both = urls::both();
    both.agree_on_values(&[
        "null",
        r#""https://example.com/a?b=c#d""#,
        r#""ftp://localhost:80""#,
        r#""http://[::1]/""#,
        r#""a+b://c""#,
        r#""example.com""#,
        r#""/path""#,
        r#""//example.com""#,
        r#""http""#,
        r#""http://""#,
        r#""""#,
        r#""http://[::1""#,
        r#""http://a b/""#,
        r#""1http://a""#,
    ]);
    both.agree(&[r#"{"boxed": "https://a"}"#, r#"{"boxed": "a"}"#]);
    assert_eq!(
        both.errors(r#"{"value": "a"}"#),
        json!({ "value": [{ "code": "url", "message": null, "params": {} }] })
    );
}

#[test]
fn a_url_has_a_host_and_needs_no_repair() {
    let both = urls::both();
    for url in [
        r#""mailto:a@b.c""#,
        r#""file:///etc""#,
        r#""data:,a""#,
        r#""http:example.com""#,
        r#"" https://a ""#,
        r#""https://bücher.example""#,
        r#""https://a/b c""#,
        r#""https://a/é""#,
        r#""https:\\\\a""#,
        r#""http://1.2.3""#.replace("1.2.3", "a/<").as_str(),
    ] {
        both.differ(url, true, false);
    }
    // The parser refuses ports and addresses that RFC 3986 lets stand.
    for url in [r#""http://a:99999""#, r#""http://1.2.3.256""#] {
        both.differ(url, false, true);
    }
}

both!(addresses {
    #[validate(ip)]
    any: Option<String>,
    #[validate(ip(v4))]
    four: Option<Box<str>>,
    #[validate(ip(v6 = true, code = "six", message = "version 6"))]
    six: Option<Cow<'static, str>>,
    #[validate(ip(v4 = true, v6 = true))]
    either: Option<String>,
});

#[test]
fn ip() {
    let both = addresses::both();
    for key in ["any", "four", "six", "either"] {
        let texts = [
            "192.0.2.1",
            "::1",
            "2001:db8::192.0.2.1",
            "",
            "a",
            "192.0.2.01",
            "1.2.3",
            "[::1]",
            "::1%1",
            "::1\\n",
        ];
        let texts = texts.map(|text| format!(r#"{{"{key}": "{text}"}}"#));
        both.agree(&texts.each_ref().map(String::as_str));
    }
    assert_eq!(
        both.errors(r#"{"four": "::1", "six": "1.2.3.4"}"#),
        json!({
            "four": [{ "code": "ip", "message": null, "params": {} }],
            "six": [{ "code": "six", "message": "version 6", "params": {} }]
        })
    );
}

both!(characters {
    #[validate(non_control_character)]
    value: Option<String>,
    #[validate(non_control_character(message = "no control"))]
    shared: Option<Rc<str>>,
});

#[test]
fn non_control_character() {
    let both = characters::both();
    both.agree_on_values(&[
        "null",
        r#""""#,
        r#""é\u2028""#,
        r#""a\n""#,
        r#""\u0000""#,
        r#""\u007F""#,
        r#""\u0085""#,
    ]);
    both.agree(&[r#"{"shared": "a"}"#, r#"{"shared": "\t"}"#]);
}

both!(parts {
    #[validate(contains(pattern = "a.c"))]
    value: Option<String>,
    #[validate(does_not_contain(pattern = "$", code = "dollar", message = "no dollar"))]
    without: Option<Cow<'static, str>>,
    #[validate(contains(pattern = "key"), does_not_contain(pattern = "other"))]
    map: Option<HashMap<String, Option<u8>>>,
});

#[test]
fn contains_and_does_not_contain() {
    let both = parts::both();
    both.agree_on_values(&[
        "null",
        r#""a.c""#,
        r#""xa.cx""#,
        r#""abc""#,
        r#""""#,
        r#""A.C""#,
    ]);
    both.agree(&[
        r#"{"without": "a"}"#,
        r#"{"without": "a$"}"#,
        r#"{"map": {"key": null}}"#,
        r#"{"map": {}}"#,
        r#"{"map": {"key": 1, "other": 2}}"#,
        r#"{"map": {"other": 2}}"#,
        r#"{"map": null}"#,
    ]);
    assert_eq!(
        both.errors(r#"{"value": "abc"}"#)["value"],
        json!([{ "code": "contains", "message": null, "params": { "needle": "a.c" } }])
    );
    assert_eq!(
        both.errors(r#"{"map": {"other": 1}}"#)["map"],
        json!([
            { "code": "contains", "message": null, "params": { "needle": "key" } },
            { "code": "does_not_contain", "message": null, "params": { "needle": "other" } }
        ])
    );
}

both!(needed {
    #[validate(required)]
    value: Option<u8>,
    #[validate(required, length(min = 2))]
    name: Option<String>,
});

#[test]
fn required() {
    let both = needed::both();
    both.agree(&[
        "{}",
        r#"{"value": null, "name": null}"#,
        r#"{"value": 1, "name": "ab"}"#,
        r#"{"value": 1, "name": "a"}"#,
        r#"{"value": 1}"#,
    ]);
}

both!(in_order {
    #[validate(
        does_not_contain(pattern = "\n"),
        contains(pattern = "a"),
        non_control_character,
        ip,
        url,
        email
    )]
    #[validate(length(min = 9))]
    value: String,
});

#[test]
fn errors_of_a_field_stand_in_the_order_in_which_validator_checks() {
    let both = in_order::both();
    let errors = both.errors(r#"{"value": "\n"}"#);
    let codes: Vec<&Value> = errors["value"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| &error["code"])
        .collect();
    assert_eq!(
        codes,
        [
            "length",
            "email",
            "url",
            "ip",
            "non_control_character",
            "contains",
            "does_not_contain"
        ]
    );
}

/// A type inside, once with each derive.
mod inner {
    pub(crate) mod theirs {
        use validator::Validate;

        #[derive(Clone, Debug, serde::Deserialize, serde::Serialize, validator::Validate)]
        pub(crate) struct Inner {
            #[validate(length(min = 1))]
            pub(crate) name: String,
            #[validate(range(max = 5))]
            pub(crate) count: u8,
        }

        #[derive(Debug, serde::Deserialize, validator::Validate)]
        pub(crate) struct Outer {
            #[validate(nested)]
            pub(crate) one: Option<Inner>,
            #[validate(length(max = 2), nested)]
            pub(crate) list: Vec<Inner>,
            #[validate(nested)]
            pub(crate) boxed: Option<Vec<Vec<Inner>>>,
        }

        #[derive(Debug, serde::Deserialize, validator::Validate)]
        #[validate(nest_all_fields)]
        pub(crate) struct All {
            pub(crate) one: Inner,
            #[validate(length(min = 1))]
            pub(crate) list: Vec<Inner>,
        }
    }

    pub(crate) mod ours {
        use crossfield::Validate;
        use crossfield::schema::with_rules;
        use schemars::JsonSchema;

        #[derive(Clone, Debug, serde::Deserialize, serde::Serialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        pub(crate) struct Inner {
            #[validate(length(min = 1))]
            pub(crate) name: String,
            #[validate(range(max = 5))]
            pub(crate) count: u8,
        }

        #[derive(Debug, serde::Deserialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        pub(crate) struct Outer {
            #[validate(nested)]
            pub(crate) one: Option<Inner>,
            #[validate(length(max = 2), nested)]
            pub(crate) list: Vec<Inner>,
            #[validate(nested)]
            pub(crate) boxed: Option<Vec<Vec<Inner>>>,
        }

        #[derive(Debug, serde::Deserialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        #[validate(nest_all_fields)]
        pub(crate) struct All {
            pub(crate) one: Inner,
            #[validate(length(min = 1))]
            pub(crate) list: Vec<Inner>,
        }
    }
}

fn nested() -> Pair {
    Pair {
        theirs: |text| errors(&read::<inner::theirs::Outer>(text)),
        ours: |text| errors(&read::<inner::ours::Outer>(text)),
        judge: Some(Judge::of::<inner::ours::Outer>()),
    }
}

#[test]
fn all_fields_may_be_nested_at_once() {
    let both = Pair {
        theirs: |text| errors(&read::<inner::theirs::All>(text)),
        ours: |text| errors(&read::<inner::ours::All>(text)),
        judge: Some(Judge::of::<inner::ours::All>()),
    };
    both.agree(&[
        r#"{"one": {"name": "a", "count": 5}, "list": [{"name": "b", "count": 0}]}"#,
        r#"{"one": {"name": "", "count": 6}, "list": [{"name": "b", "count": 0}, {"name": "", "count": 9}]}"#,
        r#"{"one": {"name": "a", "count": 5}, "list": []}"#,
    ]);
}

#[test]
fn nested_values_and_lists_of_them_have_one_structure() {
    let both = nested();
    let (good, bad) = (
        r#"{"name": "a", "count": 1}"#,
        r#"{"name": "", "count": 6}"#,
    );
    let texts = [
        r#"{"list": []}"#.to_owned(),
        format!(r#"{{"one": {good}, "list": [{good}, {good}]}}"#),
        format!(r#"{{"one": {bad}, "list": [{good}, {bad}]}}"#),
        format!(r#"{{"list": [{bad}, {bad}]}}"#),
        // What is wrong inside a field is told once the field keeps its own rules.
        format!(r#"{{"list": [{bad}, {bad}, {good}]}}"#),
        format!(r#"{{"list": [], "boxed": [[{good}], [{good}, {bad}], [], [{bad}]]}}"#),
    ];
    both.agree(&texts.each_ref().map(String::as_str));
    let errors = both.errors(&texts[2]);
    assert_eq!(errors["one"]["count"][0]["code"], "range");
    assert_eq!(
        errors["list"]["1"]["name"][0]["params"],
        json!({ "min": 1 })
    );
}

/// The same for rules that no schema says: beside schemars' derive they would have to be marked, and `validator`'s derive
/// knows no such mark.
macro_rules! both_native {
    ($name:ident { $($fields:tt)* } $($helper:item)*) => {
        mod $name {
            #[allow(unused_imports)]
            use std::borrow::Cow;
            #[allow(unused_imports)]
            use std::{rc::Rc, sync::Arc};

            $($helper)*

            pub(super) mod theirs {
                #[allow(unused_imports)]
                use super::*;
                #[derive(serde::Deserialize, validator::Validate)]
                pub(crate) struct Both { $($fields)* }
            }

            pub(super) mod ours {
                #[allow(unused_imports)]
                use super::*;
                #[derive(serde::Deserialize, crossfield::Validate)]
                pub(crate) struct Both { $($fields)* }
            }

            pub(super) fn both() -> super::Pair {
                super::Pair {
                    theirs: |text| super::errors(&super::read::<theirs::Both>(text)),
                    ours: |text| {
                        let errors = super::errors(&super::read::<ours::Both>(text));
                        let on_text = crossfield::check_json::<ours::Both>(text.as_bytes());
                        assert_eq!(on_text.is_ok(), errors.is_null(), "{text}");
                        let read = serde_json::from_str::<crossfield::Valid<ours::Both>>(text);
                        assert_eq!(read.is_ok(), errors.is_null(), "{text}");
                        errors
                    },
                    judge: None,
                }
            }
        }
    };
}

both_native!(cards {
    #[validate(credit_card)]
    value: Option<String>,
    #[validate(credit_card(code = "card", message = "a card"), length(min = 4))]
    shared: Option<Rc<str>>,
});

/// Numbers that begin in every way that an issuer's do, of every length, with every check digit.
fn card_numbers() -> Vec<String> {
    let starts = (0..10_000).map(|start| format!("{start:04}"));
    let starts = starts.chain(["417500".to_owned(), "417501".to_owned()]);
    let mut numbers = Vec::new();
    for (index, start) in starts.enumerate() {
        let length = 11 + index % 10;
        for digit in 0..10 {
            numbers.push(format!("{start:0<length$}{digit}"));
        }
    }
    numbers
}

#[test]
fn credit_card() {
    let both = cards::both();
    both.agree_on_values(&[
        "null",
        r#""4539571147647251""#,
        r#""343380440754432""#,
        r#""zduhefljsdfKJKJZHUI""#,
        r#""5236313877109141""#,
        r#""""#,
        r#""4""#,
        r#""4539 5711 4764 7251""#,
        r#""٤539571147647251""#,
        r#""4539571147647251\n""#,
    ]);
    both.agree(&[r#"{"shared": "4539571147647251"}"#, r#"{"shared": "1"}"#]);
    assert_eq!(
        both.errors(r#"{"shared": "1"}"#)["shared"],
        json!([
            { "code": "length", "message": null, "params": { "min": 4 } },
            { "code": "card", "message": "a card", "params": {} }
        ])
    );
    let mut accepted = 0;
    for number in card_numbers() {
        let ours = crossfield::field::credit_card::is_credit_card(&number);
        assert_eq!(
            validator::ValidateCreditCard::validate_credit_card(&number),
            ours,
            "{number}"
        );
        accepted += usize::from(ours);
    }
    assert!(accepted > 500, "{accepted}");
}

both_native!(words {
    #[validate(regex(path = *WORD))]
    value: Option<String>,
    #[validate(regex(path = "super::WORD", code = "word", message = "a word"))]
    cow: Option<Cow<'static, str>>,
    #[validate(regex(path = WORD), length(max = 3))]
    boxed: Option<Box<String>>,
}
    static WORD: std::sync::LazyLock<regex::Regex> =
        std::sync::LazyLock::new(|| regex::Regex::new(r"^\w+$").expect("an expression"));
);

#[test]
fn regex() {
    let both = words::both();
    both.agree_on_values(&[
        "null",
        r#""a""#,
        r#""é_1""#,
        r#""""#,
        r#""a b""#,
        r#""a\n""#,
    ]);
    for key in ["cow", "boxed"] {
        let texts =
            ["a", "ab", "a-", "abcd", "-bcd"].map(|text| format!(r#"{{"{key}": "{text}"}}"#));
        both.agree(&texts.each_ref().map(String::as_str));
    }
    assert_eq!(
        both.errors(r#"{"value": "-", "cow": "-", "boxed": "----"}"#),
        json!({
            "value": [{ "code": "regex", "message": null, "params": {} }],
            "cow": [{ "code": "word", "message": "a word", "params": {} }],
            "boxed": [
                { "code": "length", "message": null, "params": { "max": 3 } },
                { "code": "regex", "message": null, "params": {} }
            ]
        })
    );
}

both_native!(functions {
    #[validate(must_match(other = "value"))]
    repeated: String,
    #[validate(custom(function = is_not_root), length(min = 2))]
    value: String,
    #[validate(custom(function = "is_even", code = "even", message = "an even number"))]
    number: Option<u8>,
}
    fn is_not_root(name: &str) -> Result<(), validator::ValidationError> {
        if name == "root" {
            return Err(validator::ValidationError::new("taken"));
        }
        Ok(())
    }

    fn is_even(number: u8) -> Result<(), validator::ValidationError> {
        if number.is_multiple_of(2) {
            return Ok(());
        }
        Err(validator::ValidationError::new("odd").with_message("odd".into()))
    }
);

#[test]
fn must_match_and_custom() {
    let both = functions::both();
    both.agree(&[
        r#"{"repeated": "ab", "value": "ab"}"#,
        r#"{"repeated": "ab", "value": "abc"}"#,
        r#"{"repeated": "root", "value": "root", "number": 3}"#,
        r#"{"repeated": "a", "value": "", "number": 4}"#,
    ]);
}

both!(renamed {
    #[serde(rename = "value")]
    #[validate(length(min = 1))]
    inner_name: String,
});

#[test]
fn errors_stand_under_the_names_on_the_wire() {
    let both = renamed::both();
    let text = r#"{"value": ""}"#;
    let expected = json!([{ "code": "length", "message": null, "params": { "min": 1 } }]);
    assert_eq!((both.ours)(text), json!({ "value": expected }));
    assert_eq!(
        without_payload((both.theirs)(text)),
        json!({ "inner_name": expected })
    );
}

#[test]
fn errors_do_not_repeat_the_payload() {
    let both = lengths::both();
    let text = r#"{"text": "secret", "map": {}, "cow": "abc", "boxed": "ab", "deque": [], "array": [1, 2]}"#;
    let params = |errors: Value| errors["text"][0]["params"].clone();
    assert_eq!(
        params((both.theirs)(text)),
        json!({ "min": 1, "max": 3, "value": "secret" })
    );
    assert_eq!(params((both.ours)(text)), json!({ "min": 1, "max": 3 }));
    let both = functions::both();
    let text = r#"{"repeated": "secret", "value": "secrets"}"#;
    let params = |errors: Value| errors["repeated"][0]["params"].clone();
    assert_eq!(
        params((both.theirs)(text)),
        json!({ "other": "secrets", "value": "secret" })
    );
    assert_eq!(params((both.ours)(text)), json!({ "other": "value" }));
}

/// Maps of values that have rules, and a value that nobody asked to check.
mod of_maps {
    use std::collections::BTreeMap;

    pub(crate) mod theirs {
        use validator::Validate;

        #[derive(serde::Deserialize, Validate)]
        pub(crate) struct Both {
            #[validate(nested)]
            pub(crate) map: super::BTreeMap<String, super::super::inner::theirs::Inner>,
            pub(crate) unasked: super::super::inner::theirs::Inner,
        }
    }

    pub(crate) mod ours {
        #[derive(serde::Deserialize, schemars::JsonSchema, crossfield::Validate)]
        #[schemars(transform = crossfield::schema::with_rules::<Self>)]
        pub(crate) struct Both {
            #[validate(nested)]
            pub(crate) map: super::BTreeMap<String, super::super::inner::ours::Inner>,
            pub(crate) unasked: super::super::inner::ours::Inner,
        }
    }
}

const MAPS: &str = r#"{"map": {"7": {"name": "a", "count": 1}, "8": {"name": "", "count": 1}},
                       "unasked": {"name": "a", "count": 1}}"#;

#[test]
fn errors_in_a_map_stand_under_its_keys() {
    let wrong = json!({ "name": [{ "code": "length", "message": null, "params": { "min": 1 } }] });
    let theirs = errors(&read::<of_maps::theirs::Both>(MAPS));
    assert_eq!(without_payload(theirs), json!({ "map": { "1": wrong } }));
    let value = read::<of_maps::ours::Both>(MAPS);
    assert_eq!(errors(&value), json!({ "map": { "8": wrong } }));
    let kind = validator::Validate::validate(&value)
        .unwrap_err()
        .into_errors()
        .remove("map");
    assert!(
        matches!(kind, Some(validator::ValidationErrorsKind::Struct(_))),
        "{kind:?}"
    );
}

#[test]
fn nested_values_are_checked_without_being_asked() {
    let text = r#"{"map": {}, "unasked": {"name": "", "count": 9}}"#;
    let theirs = read::<of_maps::theirs::Both>(text);
    assert_eq!((errors(&theirs), theirs.unasked.count), (Value::Null, 9));
    let ours = errors(&read::<of_maps::ours::Both>(text));
    assert_eq!(ours["unasked"]["count"][0]["code"], "range");
}

mod numbers {
    #[derive(validator::Validate)]
    pub(crate) struct Theirs {
        #[validate(range(min = 0.0))]
        pub(crate) value: f64,
    }

    #[derive(crossfield::Validate)]
    pub(crate) struct Ours {
        #[validate(range(min = 0.0))]
        pub(crate) value: f64,
    }
}

#[test]
fn what_is_not_a_number_is_in_no_range() {
    assert_eq!(errors(&numbers::Theirs { value: f64::NAN }), Value::Null);
    assert_eq!(
        errors(&numbers::Ours { value: f64::NAN })["value"][0]["code"],
        "range"
    );
}

#[derive(serde::Deserialize, crossfield::Validate)]
#[validate(at_least_one_of(start, end), compare(end > start, native_only))]
struct Span {
    start: Option<u8>,
    #[validate(
        multiple_of = 2,
        must_match(other = "start", native_only),
        range(max = 3)
    )]
    end: Option<u8>,
}

#[derive(serde::Deserialize, crossfield::Validate)]
struct Spans {
    one: Span,
    many: Vec<Span>,
}

#[test]
fn rules_that_validator_lacks_stand_behind_its_own_in_their_own_words() {
    let text = r#"{"one": {"start": 9, "end": 7}, "many": []}"#;
    let found = read::<Spans>(text);
    let said =
        |code, message, params| json!({ "code": code, "message": message, "params": params });
    assert_eq!(
        errors(&found),
        json!({ "one": { "end": [
            said("range", Value::Null, json!({ "max": 3 })),
            said("must_match", Value::Null, json!({ "other": "start" })),
            said("multiple_of", json!("must be a multiple of 2"), json!({ "multiple_of": 2 })),
            said("compare", json!("must be above `start`"), json!({ "other": "start" })),
        ] } })
    );
}

#[test]
fn what_is_wrong_with_a_value_as_a_whole_stands_in_it_under_a_name_of_its_own() {
    let found = read::<Spans>(r#"{"one": {}, "many": [{"start": 1}, {}]}"#);
    let whole = json!({ "__all__": [{
        "code": "one_of",
        "message": "at least one of `start`, `end` must be given",
        "params": { "fields": ["start", "end"] },
    }] });
    assert_eq!(
        errors(&found),
        json!({ "one": whole, "many": { "1": whole } })
    );
}
