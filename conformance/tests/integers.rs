//! What integer types read at their ends, and beside them, in every form that a number is written in.

use conformance::peers::has_rounded_to_least;
use crossfield::schema::{document, with_rules};
use crossfield::{Valid, Validate, check_json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Types that hold an integer of a type.
macro_rules! holders {
    ($integer:ident) => {
        #[derive(Debug, Deserialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        struct Holds {
            value: $integer,
        }

        /// Reading this goes through a tree.
        #[derive(Debug, Deserialize, JsonSchema, Validate)]
        #[schemars(transform = with_rules::<Self>)]
        struct Keeps {
            #[serde(flatten)]
            holds: Holds,
        }
    };
}

/// The ends of all integer types of up to 128 bits.
fn ends() -> Vec<i128> {
    let bits = [7, 8, 15, 16, 31, 32, 53, 63, 64, 126];
    let above = bits.map(|bits| 1_i128 << bits);
    let below = above.map(|end| -end);
    above.into_iter().chain(below).chain([0]).collect()
}

/// An integer in digits, with a fraction, and with exponents.
fn forms(integer: i128) -> [String; 6] {
    let digits = integer.to_string();
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits.as_str()),
    };
    let (first, rest) = digits.split_at(1);
    // No number but 0 begins with it.
    let tenfold = (digits != "0").then(|| format!("{digits}0"));
    [
        format!("{sign}{digits}"),
        format!("{sign}{digits}.0"),
        format!("{sign}{digits}e0"),
        format!("{sign}{}E-1", tenfold.as_deref().unwrap_or(digits)),
        format!("{sign}{first}.{rest}0e+{}", rest.len()),
        format!("{sign}0.{digits}e{}", digits.len()),
    ]
}

/// What is read from a number: of digits the integer, of other forms the double, but for that which other digits round to.
fn meant(number: &str) -> Option<i128> {
    if !number.contains(['.', 'e', 'E']) {
        return number.parse().ok();
    }
    let double: f64 = serde_json::from_str(number).expect("a number");
    // Of every double that is an integer, `{:.0}` writes it in full.
    let integer = format!("{double:.0}").parse().ok();
    integer.filter(|integer| *integer != i128::from(i64::MIN))
}

fn read<T: Validate + DeserializeOwned>(text: &str) -> Option<T> {
    let read = serde_json::from_str::<Valid<T>>(text);
    let by_text = check_json::<T>(text.as_bytes());
    assert_eq!(read.is_ok(), by_text.is_ok(), "{text}: {by_text:?}");
    read.ok().map(Valid::into_inner)
}

macro_rules! of {
    ($($integer:ident)*) => {$(
        #[test]
        fn $integer() {
            holders!($integer);
            let schema = document::<Holds>("https://example.com/t.schema.json");
            let validator = jsonschema::draft202012::new(&schema).expect("a schema");
            let mut accepted = 0;
            let around = ends().into_iter().flat_map(|end| [end - 1, end, end + 1]);
            for number in around.flat_map(forms) {
                let text = format!(r#"{{"value": {number}}}"#);
                let expected = meant(&number).and_then(|integer| $integer::try_from(integer).ok());
                let held = read::<Holds>(&text).map(|read| read.value);
                assert_eq!(held, expected, "{number}");
                let kept = read::<Keeps>(&text).map(|read| read.holds.value);
                assert_eq!(kept, expected, "through a tree: {number}");
                let value: Value = serde_json::from_str(&text).expect("JSON");
                let by_schema = validator.is_valid(&value);
                assert!(
                    by_schema == expected.is_some() || by_schema && has_rounded_to_least(&number),
                    "by the schema: {number}"
                );
                accepted += usize::from(expected.is_some());
            }
            assert!(accepted >= 12, "{accepted}");
        }
    )*};
}

of!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

#[test]
fn the_least_integer_is_read_from_its_digits_only() {
    holders!(i64);
    let read_from = |number: &str| {
        let text = format!(r#"{{"value": {number}}}"#);
        let held = read::<Holds>(&text).map(|read| read.value);
        let kept = read::<Keeps>(&text).map(|read| read.holds.value);
        assert_eq!(held, kept, "{number}");
        let violations = check_json::<Holds>(text.as_bytes()).err();
        (held, violations.map(|violations| violations.to_string()))
    };
    assert_eq!(read_from("-9223372036854775808"), (Some(i64::MIN), None));
    let refused = "`/value`: must be from -9223372036854775808 to 9223372036854775807";
    for number in [
        // As close to it as a double can be told from it.
        "-9223372036854775809",
        "-9223372036854776832",
        "-9223372036854775808.0",
        "-9223372036854775809.0",
        "-9223372036854775808e0",
        "-9.223372036854775808e18",
        // Doubles next to it.
        "-9223372036854777856.0",
        "-9223372036854777856",
    ] {
        let (read, violation) = read_from(number);
        assert_eq!(read, None, "{number}");
        let violation = violation.expect(number);
        assert_eq!(violation, refused, "{number}");
    }
    let next = -9_223_372_036_854_774_784;
    assert_eq!(read_from("-9223372036854774784.0"), (Some(next), None));
}
