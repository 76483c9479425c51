//! Texts that show a difference between readers of JSON, and what such a reader takes them for.

use serde_json::Value;

use crate::peers::{LEAST, is_rounded_to_least, numbers};

/// The payload with its first key once more, before the others, where its value is lost.
pub(super) fn repeated_key(payload: &str) -> Option<String> {
    let Value::Object(entries) = serde_json::from_str(payload).ok()? else {
        return None;
    };
    let key = Value::from(entries.keys().next()?.as_str());
    let rest = payload.trim_start().strip_prefix('{')?;
    Some(format!("{{{key}:null,{rest}"))
}

/// Half of a surrogate pair before the first string that is a value.
pub(super) fn lone_surrogate(payload: &str) -> Option<String> {
    let start = payload.find(":\"")? + 2;
    let (before, after) = payload.split_at_checked(start)?;
    Some(format!("{before}\\uD800{after}"))
}

/// A key more, with arrays in arrays. The type must let other keys pass.
pub(super) fn depth(payload: &str) -> Option<String> {
    const DEPTH: usize = 140;
    with_key(
        payload,
        &format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)),
    )
}

/// A key more, with an integer beyond 2^53.
pub(super) fn large_integer(payload: &str) -> Option<String> {
    with_key(payload, "9007199254740993")
}

/// A key more, with a number that no double comes near.
pub(super) fn large_number(payload: &str) -> Option<String> {
    with_key(payload, "1e400")
}

/// The payload with its first least integer of 64 bits as a number with a fraction. A field of the type must read it.
pub(super) fn least_with_fraction(payload: &str) -> Option<String> {
    let (start, least) = numbers(payload).find(|(_, number)| *number == LEAST)?;
    let (before, behind) = payload.split_at_checked(start + least.len())?;
    Some(format!("{before}.0{behind}"))
}

/// The payload with a list of two objects in place of its first list.
pub(super) fn repeated_mistyped_items(payload: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(payload).ok()?;
    let entries = value.as_object_mut()?;
    let list = entries.values_mut().find(|value| value.is_array())?;
    *list = serde_json::json!([{}, {}]);
    Some(value.to_string())
}

fn with_key(payload: &str, value: &str) -> Option<String> {
    let before = payload.trim_end().strip_suffix('}')?;
    let comma = if before.trim_end().ends_with('{') {
        ""
    } else {
        ","
    };
    Some(format!("{before}{comma}\"another key\":{value}}}"))
}

/// Whether an object in the text has a key twice. The text is JSON.
#[must_use]
pub fn repeats_a_key(text: &str) -> bool {
    struct Keys(bool);

    impl<'de> serde::Deserialize<'de> for Keys {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Visitor)
        }
    }

    struct Visitor;

    impl<'de> serde::de::Visitor<'de> for Visitor {
        type Value = Keys;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("JSON")
        }

        fn visit_unit<E>(self) -> Result<Keys, E> {
            Ok(Keys(false))
        }

        fn visit_bool<E>(self, _: bool) -> Result<Keys, E> {
            Ok(Keys(false))
        }

        fn visit_i64<E>(self, _: i64) -> Result<Keys, E> {
            Ok(Keys(false))
        }

        fn visit_u64<E>(self, _: u64) -> Result<Keys, E> {
            Ok(Keys(false))
        }

        fn visit_f64<E>(self, _: f64) -> Result<Keys, E> {
            Ok(Keys(false))
        }

        fn visit_str<E>(self, _: &str) -> Result<Keys, E> {
            Ok(Keys(false))
        }

        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Keys, A::Error> {
            let mut repeated = false;
            while let Some(Keys(inside)) = items.next_element()? {
                repeated |= inside;
            }
            Ok(Keys(repeated))
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut entries: A) -> Result<Keys, A::Error> {
            let mut keys = std::collections::HashSet::new();
            let mut repeated = false;
            while let Some((key, Keys(inside))) = entries.next_entry::<String, Keys>()? {
                repeated |= inside | !keys.insert(key);
            }
            Ok(Keys(repeated))
        }
    }

    matches!(serde_json::from_str(text), Ok(Keys(true)))
}

/// The text with another character, of which no rule knows, where half a surrogate pair is escaped; `None` if there is
/// none.
pub(super) fn without_lone_surrogates(text: &str) -> Option<String> {
    let mut kept = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        kept.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                kept.push_str("\\uFFFD");
                found = true;
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => 2,
        };
        let length = if escape.is_char_boundary(length) {
            length
        } else {
            1
        };
        let (escape, behind) = escape.split_at_checked(length)?;
        kept.push_str(escape);
        rest = behind;
    }
    kept.push_str(rest);
    found.then_some(kept)
}

/// The UTF-16 code unit that is escaped where the text starts.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// The text with nothing in what is nested deeper than `serde_json` reads; `None` if it is not so deep.
pub(super) fn without_depth(text: &str) -> Option<String> {
    const DEEPEST: usize = 127;
    let mut kept = String::new();
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        let opens = !in_string && matches!(letter, '[' | '{');
        let closes = !in_string && matches!(letter, ']' | '}');
        depth += usize::from(opens);
        deepest = deepest.max(depth);
        if depth <= DEEPEST {
            kept.push(letter);
        }
        depth = depth.saturating_sub(usize::from(closes));
        in_string ^= letter == '"' && !escaped;
        escaped = in_string && letter == '\\' && !escaped;
    }
    (deepest > DEEPEST).then_some(kept)
}

/// The text with the greatest double where a number is beyond it; `None` if there is none.
pub(super) fn with_finite_numbers(text: &str) -> Option<String> {
    with_numbers(text, |number| {
        let is_beyond = number.parse().is_ok_and(f64::is_infinite);
        let greatest = if number.starts_with('-') {
            "-1e308"
        } else {
            "1e308"
        };
        is_beyond.then_some(greatest)
    })
}

/// The text with the least integer of 64 bits where a number rounds to it; `None` if none does.
pub(super) fn with_least_integer(text: &str) -> Option<String> {
    with_numbers(text, |number| is_rounded_to_least(number).then_some(LEAST))
}

/// The text with other numbers for some; `None` if there is none of them.
fn with_numbers(text: &str, other: impl Fn(&str) -> Option<&'static str>) -> Option<String> {
    let mut kept = String::new();
    let mut end = 0;
    for (start, number) in numbers(text) {
        if let Some(other) = other(number) {
            kept.push_str(text.get(end..start)?);
            kept.push_str(other);
            end = start + number.len();
        }
    }
    kept.push_str(text.get(end..)?);
    (end > 0).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_repeated_in_one_object() {
        assert!(repeats_a_key(r#"[{"a": 1, "b": {"a": 1, "\u0061": 2}}]"#));
        assert!(!repeats_a_key(
            r#"{"a": {"a": "a"}, "b": [1.5, -1, null, true]}"#
        ));
    }

    #[test]
    fn half_a_pair_is_replaced_and_a_pair_is_kept() {
        let text = r#"["\ud83d\ude00", "\\ud800", "a\ud800", "\udc00\ud800\u0041", "\n"]"#;
        let other = r#"["\ud83d\ude00", "\\ud800", "a\uFFFD", "\uFFFD\uFFFD\u0041", "\n"]"#;
        assert_eq!(without_lone_surrogates(text).as_deref(), Some(other));
        assert_eq!(without_lone_surrogates(r#""\\ud800\ud83d\ude00é\"#), None);
    }

    #[test]
    fn numbers_become_finite_outside_of_strings() {
        let text = r#"{"1e400": "1e400", "a": [1e400, 2, -1e999]}"#;
        let other = r#"{"1e400": "1e400", "a": [1e308, 2, -1e308]}"#;
        assert_eq!(with_finite_numbers(text).as_deref(), Some(other));
        assert_eq!(with_finite_numbers(r#"["1e400", 1e308]"#), None);
    }

    #[test]
    fn what_rounds_to_the_least_integer_becomes_it() {
        let least = r#"{"a": [-9223372036854775808, 1.5]}"#;
        let text = least_with_fraction(least).unwrap();
        assert_eq!(text, r#"{"a": [-9223372036854775808.0, 1.5]}"#);
        assert_eq!(with_least_integer(&text).as_deref(), Some(least));
        assert_eq!(with_least_integer(least), None);
        assert_eq!(least_with_fraction(&text), None);
    }

    #[test]
    fn what_is_deep_is_emptied() {
        let deep = depth("{}").unwrap();
        assert!(serde_json::from_str::<Value>(&deep).is_err());
        let flat = without_depth(&deep).unwrap();
        assert!(serde_json::from_str::<Value>(&flat).is_ok(), "{flat}");
        assert_eq!(without_depth(r#"{"a": "[[[\"["}"#), None);
    }

    #[test]
    fn witnesses_are_made_of_objects() {
        assert_eq!(
            repeated_key(r#"{"a": 1}"#).as_deref(),
            Some(r#"{"a":null,"a": 1}"#)
        );
        assert_eq!(
            large_integer("{}").as_deref(),
            Some(r#"{"another key":9007199254740993}"#)
        );
        assert_eq!(
            lone_surrogate(r#"{"a":"b"}"#).as_deref(),
            Some(r#"{"a":"\uD800b"}"#)
        );
        assert_eq!(repeated_key("[]"), None);
    }
}
