//! Rules of a field's own value. Every case is decided four times (on the typed value, on the text, while reading, and
//! by the emitted schema), and the four must agree.

use conformance::Judge;
use crossfield::schema::{CarriesRules, document, with_rules};
use crossfield::{Validate, Violation, check_json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

/// The judges of a type whose rules are on one field.
struct Checker(Judge);

impl Checker {
    fn of<T: Validate + CarriesRules + JsonSchema + for<'a> Deserialize<'a>>() -> Self {
        Self(Judge::agreeing::<T>())
    }

    /// Each violation as `pointer code: message`.
    fn found(&self, text: &str) -> Vec<String> {
        self.0.found(text)
    }

    /// What is wrong with an object whose key `value` holds the JSON text.
    fn with_value(&self, value: &str) -> Vec<String> {
        self.found(&format!(r#"{{"value": {value}}}"#))
    }

    fn accepts(&self, values: &[&str]) {
        for value in values {
            assert_eq!(self.with_value(value), [""; 0], "{value}");
        }
    }

    fn refuses(&self, values: &[&str], violation: &str) {
        for value in values {
            assert_eq!(self.with_value(value), [violation], "{value}");
        }
    }
}

/// A struct with one field, which has the rules.
macro_rules! of_value {
    ($name:ident, $ty:ty, $($rules:tt)*) => {
        #[derive(Deserialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        struct $name {
            #[validate($($rules)*)]
            value: $ty,
        }
    };
}

mod wording {
    use super::*;

    #[derive(Deserialize, JsonSchema, Validate)]
    #[schemars(transform = with_rules::<Self>)]
    struct Worded {
        #[validate(length(min = 2, message = "must be a name", code = "name"))]
        length: Option<String>,
        #[validate(pattern("^[a-z]*$", message = "must have small letters only"))]
        pattern: Option<String>,
        #[validate(http_url(code = "link"))]
        link: Option<String>,
        #[validate(uuid(message = "must be an account's id", code = "account"))]
        id: Option<String>,
        #[validate(unique_items(message = "must not repeat itself",))]
        tags: Option<Vec<u8>>,
    }

    /// schemars reads `required` too, and without arguments only.
    #[derive(Deserialize, Validate)]
    struct Given {
        #[validate(required(message = "must be given", code = "missing"))]
        value: Option<u8>,
    }

    #[test]
    fn a_rule_says_what_it_is_told_to_say() {
        let worded = Checker::of::<Worded>();
        assert_eq!(
            worded.found(
                r#"{"length": "é", "pattern": "A", "link": "a", "id": "1", "tags": [1, 1]}"#
            ),
            [
                "/length name: must be a name",
                "/pattern pattern: must have small letters only",
                "/link link: must be an http or https URL (RFC 3986)",
                "/id account: must be an account's id",
                "/tags duplicate: must not repeat itself",
            ]
        );
        assert_eq!(worded.found(r#"{"length": "éé"}"#), [""; 0]);
    }

    #[test]
    fn figures_and_keywords_are_those_of_the_rule() {
        let violations =
            check_json::<Worded>(br#"{"length": "", "tags": [1, 1], "pattern": "A"}"#).unwrap_err();
        let seen: Vec<_> = violations
            .iter()
            .map(|violation| {
                (
                    serde_json::to_value(violation.params()).unwrap(),
                    violation.schema_pointer(),
                )
            })
            .collect();
        let keyword = |pointer: &str| Some(pointer.to_owned());
        assert_eq!(
            seen,
            [
                (json!({ "min": 2 }), keyword("/properties/length/minLength")),
                (
                    json!({ "pattern": "^[a-z]*$" }),
                    keyword("/properties/pattern/pattern")
                ),
                (
                    json!({ "first": 0, "second": 1 }),
                    keyword("/properties/tags/uniqueItems")
                ),
            ]
        );
    }

    #[test]
    fn a_required_field_may_say_so_in_its_own_words() {
        let value: Given = serde_json::from_str("{}").unwrap();
        let on_text = ["{}", r#"{"value": null}"#]
            .map(|text| check_json::<Given>(text.as_bytes()).unwrap_err());
        for violation in on_text
            .iter()
            .flatten()
            .chain(&value.validate().unwrap_err())
        {
            assert_eq!(violation.to_string(), "`/value`: must be given");
            assert_eq!(violation.code(), "missing");
            assert_eq!(violation.schema_pointer().as_deref(), Some("/required"));
        }
        assert!(check_json::<Given>(br#"{"value": 1}"#).is_ok());
    }

    #[derive(Deserialize, JsonSchema, Validate)]
    #[schemars(transform = with_rules::<Self>)]
    struct Letter(
        #[validate(length(max = 1, message = "must be a letter", code = "letter"))] String,
    );

    of_value!(Letters, Vec<Letter>, length(max = 2));

    #[test]
    fn a_tuple_struct_words_its_rules_too() {
        let letters = Checker::of::<Letters>();
        letters.accepts(&[r#"["a"]"#]);
        letters.refuses(&[r#"["a", "ab"]"#], "/value/1 letter: must be a letter");
    }
}

/// The keywords of the property `value`.
fn keywords<T: Validate + CarriesRules + JsonSchema>() -> Value {
    document::<T>("https://example.com/t.schema.json")["properties"]["value"].take()
}

mod range {
    use super::*;

    const GREATEST: i64 = 5;

    of_value!(Integer, i64, range(min = -1, max = GREATEST));
    of_value!(Between, u8, range(exclusive_min = 1, exclusive_max = 4));
    of_value!(Float, f64, range(exclusive_min = 0.0, max = 0.1));
    of_value!(FloatOfIntegers, Option<f64>, range(min = 1, max = u8::MAX));
    of_value!(GreatestFloat, f64, range(max = 9_007_199_254_740_991.0));
    of_value!(Wide, u8, range(min = -1, max = 1000));
    of_value!(Large, u64, range(min = 9_007_199_254_740_993_u64));
    of_value!(IntegerOfFloats, i32, range(min = 0.5, max = 2.5));
    of_value!(
        Worded,
        Box<u8>,
        range(max = 1, message = "must be a bit", code = "bit")
    );

    #[test]
    fn bounds_are_in_the_range_unless_they_are_excluded() {
        let integer = Checker::of::<Integer>();
        integer.accepts(&["-1", "0", "5"]);
        integer.refuses(
            &["-2", "6", "-9223372036854775808"],
            "/value range: must be from -1 to 5",
        );
        let between = Checker::of::<Between>();
        between.accepts(&["2", "3"]);
        between.refuses(
            &["0", "1", "4", "255"],
            "/value range: must be more than 1 and less than 4",
        );
    }

    #[test]
    fn floats_are_compared_as_they_are_read() {
        let float = Checker::of::<Float>();
        float.accepts(&["0.1", "1e-300", "0.09999999999999999"]);
        float.refuses(
            &["0", "-0.0", "0.10000000000000002", "1", "1e300"],
            "/value range: must be more than 0 and at most 0.1",
        );
        let integers = Checker::of::<FloatOfIntegers>();
        integers.accepts(&["null", "1", "1.0", "254.5", "255"]);
        integers.refuses(
            &["0.999", "0", "255.5"],
            "/value range: must be from 1 to 255",
        );
        // From 2^53 on an `f64` is read from several integers; the greatest bound lies below.
        let greatest = Checker::of::<GreatestFloat>();
        greatest.accepts(&["9007199254740991", "9007199254740991.4", "-1e300"]);
        greatest.refuses(
            &["9007199254740992", "9007199254740993", "1e300"],
            "/value range: must be at most 9007199254740991",
        );
    }

    #[test]
    fn integers_are_compared_without_rounding() {
        let large = Checker::of::<Large>();
        large.accepts(&["9007199254740993", "18446744073709551615"]);
        large.refuses(
            &["9007199254740992", "0"],
            "/value range: must be at least 9007199254740993",
        );
        let floats = Checker::of::<IntegerOfFloats>();
        floats.accepts(&["1", "2"]);
        floats.refuses(&["0", "3", "-1"], "/value range: must be from 0.5 to 2.5");
    }

    #[test]
    fn a_large_integer_with_an_exponent_is_the_double_that_reading_makes_of_it() {
        let large = Checker::of::<Large>();
        large.accepts(&["9007199254740993", "9007199254740996.0", "1e19"]);
        large.refuses(
            &["9007199254740992", "9007199254740992.25", "9e15"],
            "/value range: must be at least 9007199254740993",
        );
        large.refuses(
            &["18446744073709551600e0"],
            "/value range: must be from 0 to 18446744073709551615",
        );
    }

    #[test]
    fn the_schema_has_the_narrower_of_two_bounds() {
        let bounds = |keywords: &Value| (keywords["minimum"].clone(), keywords["maximum"].clone());
        assert_eq!(bounds(&keywords::<Integer>()), (json!(-1), json!(5)));
        assert_eq!(bounds(&keywords::<Wide>()), (json!(0), json!(255)));
        assert_eq!(keywords::<Between>()["exclusiveMaximum"], 4);
        Checker::of::<Wide>().accepts(&["0", "255"]);
    }

    #[test]
    fn a_violation_has_the_bounds_and_the_keyword_of_its_side() {
        let violations = check_json::<Between>(br#"{"value": 0}"#).unwrap_err();
        let seen: Vec<_> = violations
            .iter()
            .map(|violation| {
                (
                    serde_json::to_value(violation.params()).unwrap(),
                    violation.schema_pointer(),
                )
            })
            .collect();
        let pointer = "/properties/value/exclusiveMinimum".to_owned();
        assert_eq!(
            seen,
            [(
                json!({ "exclusive_min": 1, "exclusive_max": 4 }),
                Some(pointer)
            )]
        );
        Checker::of::<Worded>().refuses(&["2"], "/value bit: must be a bit");
    }
}

mod multiple_of {
    use super::*;

    const STEP: u16 = 20;

    of_value!(Literal, i64, multiple_of = 5);
    of_value!(
        Constant,
        Option<u64>,
        multiple_of(STEP, message = "must be whole frames", code = "frames")
    );

    #[test]
    fn multiples_may_be_zero_and_negative() {
        let five = Checker::of::<Literal>();
        five.accepts(&["0", "5", "-5", "9223372036854775805"]);
        five.refuses(
            &["1", "-4", "9223372036854775807"],
            "/value multiple_of: must be a multiple of 5",
        );
    }

    #[test]
    fn the_divisor_may_be_a_constant() {
        let frames = Checker::of::<Constant>();
        frames.accepts(&["null", "0", "40", "18446744073709551600"]);
        frames.refuses(
            &["10", "18446744073709551615"],
            "/value frames: must be whole frames",
        );
    }

    #[test]
    fn a_violation_has_the_divisor_and_the_keyword() {
        let violations = check_json::<Literal>(br#"{"value": 1}"#).unwrap_err();
        for violation in &violations {
            assert_eq!(
                serde_json::to_value(violation.params()).unwrap(),
                json!({ "multiple_of": 5 })
            );
            let pointer = violation.schema_pointer();
            assert_eq!(pointer.as_deref(), Some("/properties/value/multipleOf"));
        }
        assert_eq!(keywords::<Literal>()["multipleOf"], 5);
    }
}

mod texts {
    use super::*;

    of_value!(Start, String, starts_with = "sip:");
    of_value!(
        Special,
        String,
        starts_with("a.b*[c]", message = "must be odd")
    );
    of_value!(End, Option<String>, ends_with = "é.");
    of_value!(Anywhere, Box<str>, contains(pattern = "\u{1F389}\n"));
    of_value!(
        Nowhere,
        String,
        does_not_contain(pattern = "$", code = "dollar")
    );
    of_value!(
        Several,
        String,
        starts_with = "a",
        ends_with = "b",
        contains(pattern = "c"),
        does_not_contain = "d"
    );
    of_value!(Ascii, String, ascii);
    of_value!(NoControl, String, non_control_character);

    #[test]
    fn a_start_is_compared_as_it_is_written() {
        let start = Checker::of::<Start>();
        start.accepts(&[r#""sip:""#, r#""sip:a\nb""#]);
        start.refuses(
            &[r#""""#, r#""SIP:a""#, r#""a\nsip:b""#],
            "/value pattern: must start with `sip:`",
        );
        let special = Checker::of::<Special>();
        special.accepts(&[r#""a.b*[c]""#]);
        special.refuses(
            &[r#""axb*[c]""#, r#""a.bbc""#],
            "/value pattern: must be odd",
        );
    }

    #[test]
    fn an_end_has_no_line_break_behind_it() {
        let end = Checker::of::<End>();
        end.accepts(&["null", r#""é.""#, r#""a\né.""#]);
        end.refuses(
            &[
                r#""é""#,
                r#""éx""#,
                r#""é.\n""#,
                r#""é.\u2028""#,
                r#""é.a""#,
            ],
            "/value pattern: must end with `é.`",
        );
        let keywords = keywords::<End>();
        assert_eq!(keywords["pattern"], r"\u00E9\.$");
        assert_eq!(keywords["not"]["pattern"], r"[\n\r\u0085\u2028\u2029]$");
    }

    #[test]
    fn a_part_may_stand_anywhere_or_nowhere() {
        let anywhere = Checker::of::<Anywhere>();
        anywhere.accepts(&["\"a\u{1F389}\\nb\""]);
        anywhere.refuses(
            &["\"\u{1F389}\"", r#""\n""#],
            "/value pattern: must contain `\u{1F389}\n`",
        );
        let nowhere = Checker::of::<Nowhere>();
        nowhere.accepts(&[r#""""#, r#""a""#]);
        nowhere.refuses(
            &[r#""$""#, r#""a$b""#],
            "/value dollar: must not contain `$`",
        );
    }

    #[test]
    fn several_parts_are_asked_of_one_text() {
        let several = Checker::of::<Several>();
        several.accepts(&[r#""acb""#]);
        several.refuses(&[r#""ab""#], "/value pattern: must contain `c`");
        several.refuses(&[r#""acdb""#], "/value pattern: must not contain `d`");
        several.refuses(&[r#""acb\n""#], "/value pattern: must end with `b`");
    }

    #[test]
    fn a_text_is_made_of_some_characters() {
        let ascii = Checker::of::<Ascii>();
        ascii.accepts(&[r#""""#, r#""\u0000~\u007F\n""#]);
        ascii.refuses(
            &[r#""\u0080""#, r#""a\u0085""#, "\"\u{1F389}\""],
            "/value pattern: must have ASCII characters only",
        );
        let no_control = Checker::of::<NoControl>();
        no_control.accepts(&[r#""""#, r#""é\u2028\u00A0""#]);
        no_control.refuses(
            &[r#""\u0000""#, r#""a\n""#, r#""\u007F""#, r#""\u0085""#],
            "/value pattern: must have no control characters",
        );
    }
}

mod addresses {
    use super::*;

    of_value!(V4, String, ipv4);
    of_value!(V6, Option<String>, ipv6);
    of_value!(Either, Box<str>, ip(message = "must be a host"));

    #[test]
    fn a_version_is_told_from_the_other() {
        let four = Checker::of::<V4>();
        four.accepts(&[r#""192.0.2.1""#]);
        four.refuses(
            &[
                r#""""#,
                r#""::1""#,
                r#""192.0.2.01""#,
                r#""192.0.2.1\n""#,
                r#""192.0.2.256""#,
            ],
            "/value format: must be an IPv4 address",
        );
        let six = Checker::of::<V6>();
        six.accepts(&["null", r#""::""#, r#""2001:DB8::192.0.2.1""#]);
        six.refuses(
            &[
                r#""192.0.2.1""#,
                r#""fe80::1%1""#,
                r#""[::1]""#,
                r#""::1\n""#,
            ],
            "/value format: must be an IPv6 address",
        );
        let either = Checker::of::<Either>();
        either.accepts(&[r#""192.0.2.1""#, r#""::1""#]);
        either.refuses(
            &[r#""localhost""#, r#""::1\u2028""#],
            "/value format: must be a host",
        );
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct TwoPatterns {
    #[validate(pattern = "^[a-z.]*$", starts_with = "a", contains(pattern = "."))]
    value: String,
}

#[test]
fn a_pointer_into_the_schema_names_a_keyword_that_states_the_rule_or_nothing() {
    let schema = document::<TwoPatterns>("https://example.com/t.schema.json");
    let broken = check_json::<TwoPatterns>(br#"{"value": "B"}"#).unwrap_err();
    let pointers: Vec<_> = broken.iter().map(Violation::schema_pointer).collect();
    assert_eq!(
        pointers,
        [Some("/properties/value/pattern".to_owned()), None, None]
    );
    assert_eq!(schema["properties"]["value"]["pattern"], "^[a-z.]*$");
    assert_eq!(
        schema["properties"]["value"]["allOf"],
        json!([{ "pattern": "^a" }, { "pattern": "\\." }])
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Asking {
    #[validate(required)]
    text: Option<String>,
    #[validate(required)]
    object: Option<TwoPatterns>,
    #[validate(required)]
    list: Option<Vec<Option<TwoPatterns>>>,
}

#[test]
fn null_is_no_type_of_a_field_that_must_have_a_value() {
    let schema = document::<Asking>("https://example.com/t.schema.json");
    let broken = check_json::<Asking>(br#"{"text": 1, "object": 1, "list": [1]}"#).unwrap_err();
    let found: Vec<_> = broken
        .iter()
        .map(|violation| (violation.message().to_string(), violation.schema_pointer()))
        .collect();
    let expected = [
        ("must be a string, not a number", "/properties/text/type"),
        ("must be an object, not a number", "/properties/object/type"),
        (
            "must be an object or null, not a number",
            "/properties/list/items/anyOf",
        ),
    ];
    assert_eq!(
        found,
        expected.map(|(message, pointer)| (message.to_owned(), Some(pointer.to_owned())))
    );
    for (_, pointer) in expected {
        assert!(schema.pointer(pointer).is_some(), "{pointer}");
    }
}

mod integers_that_no_type_holds {
    use super::*;

    of_value!(Thirds, u8, range(max = 9, code = "digit"), multiple_of = 3);

    #[derive(Deserialize, JsonSchema, Validate)]
    #[schemars(transform = crossfield::schema::with_rules::<Self>)]
    #[allow(dead_code)]
    struct Counted {
        count: i32,
        #[validate(forbidden_if(count > 2))]
        many: Option<u8>,
    }

    /// They are compared as others are, so that the schema's keywords fail for the same reasons.
    #[test]
    fn break_rules_and_meet_conditions_as_others_do() {
        let thirds = Checker::of::<Thirds>();
        let (range, digit, multiple_of) = (
            "/value range: must be from 0 to 255",
            "/value digit: must be at most 9",
            "/value multiple_of: must be a multiple of 3",
        );
        assert_eq!(thirds.with_value("1e300"), [digit, range]);
        assert_eq!(thirds.with_value("1e200"), [digit, multiple_of, range]);
        assert_eq!(thirds.with_value("-1e300"), [range]);
        let counted = Checker::of::<Counted>();
        assert_eq!(
            counted.found(r#"{"count": 1e300, "many": 1}"#),
            [
                "/count range: must be from -2147483648 to 2147483647",
                "/many forbidden: must be absent or null when `count` is above `2`",
            ]
        );
        assert_eq!(counted.found(r#"{"count": -1e300, "many": 1}"#).len(), 1);
    }
}
