//! What a reader of JSON makes of numbers.

/// Whether a reader that keeps numbers as doubles sees the numbers that are meant: those of magnitude below 2^53
/// (RFC 7493, section 2.2). What is not JSON has no numbers that are meant; no reader takes it.
#[must_use]
pub fn is_exact_in_doubles(text: &str) -> bool {
    /// 2^53.
    const END: f64 = 9_007_199_254_740_992.0;
    numbers(text).all(|(_, number)| match number.parse::<f64>() {
        Ok(number) => number.abs() < END,
        Err(_) => true,
    })
}

/// Whether a [`Value`](serde_json::Value) tells which integers are written: those of 64 bits. Others it keeps as doubles, and
/// then it does not tell the least of these from what rounds to it.
#[must_use]
pub fn is_exact_in_values(text: &str) -> bool {
    numbers(text).all(|(_, number)| {
        let is_digits = !number.contains(['.', 'e', 'E']);
        let is_held = number.parse::<u64>().is_ok() || number.parse::<i64>().is_ok();
        (!is_digits || is_held) && !is_rounded_to_least(number)
    })
}

/// The least integer of 64 bits, the only form of it of which native code can tell that it is meant.
pub(crate) const LEAST: &str = "-9223372036854775808";

/// Whether a number that may stand outside of strings is, as a double, the least integer of 64 bits, and is not written as it.
pub(crate) fn is_rounded_to_least(number: &str) -> bool {
    /// -2^63.
    const DOUBLE: f64 = -9_223_372_036_854_775_808.0;
    number != LEAST && number.parse() == Ok(DOUBLE)
}

/// Whether a text has a number that a reader which keeps it as a double takes for the least integer of 64 bits.
#[must_use]
pub fn has_rounded_to_least(text: &str) -> bool {
    numbers(text).any(|(_, number)| is_rounded_to_least(number))
}

/// The pieces of a text outside of strings that may be numbers, each with its place.
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let start = rest
                .find(|letter: char| letter == '"' || letter == '-' || letter.is_ascii_digit())?;
            let (_, at) = rest.split_at(start);
            if let Some(string) = at.strip_prefix('"') {
                rest = behind_string(string);
                continue;
            }
            let is_part = |letter: char| {
                letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | 'e' | 'E')
            };
            let end = at.find(|letter| !is_part(letter)).unwrap_or(at.len());
            let (number, behind) = at.split_at(end);
            rest = behind;
            return Some((text.len() - behind.len() - number.len(), number));
        }
    })
}

/// What is behind the end of the string that has begun.
fn behind_string(text: &str) -> &str {
    let mut letters = text.char_indices();
    while let Some((_, letter)) = letters.next() {
        match letter {
            '"' => return letters.as_str(),
            '\\' => drop(letters.next()),
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_outside_of_strings() {
        let text = r#"{"a-1": [-1, 2.5e+3], "\"4": "5", "b": 6}"#;
        let found: Vec<_> = numbers(text).collect();
        let written: Vec<&str> = found.iter().map(|(_, number)| *number).collect();
        assert_eq!(written, ["-1", "2.5e+3", "6"]);
        for (place, number) in found {
            assert!(text.get(place..).unwrap().starts_with(number));
        }
        assert_eq!(numbers(r#""1"#).count(), 0);
    }

    #[test]
    fn a_value_is_exact_in_64_bits() {
        for text in [
            "18446744073709551615",
            "-9223372036854775808",
            "[1e300, 1.5]",
        ] {
            assert!(is_exact_in_values(text), "{text}");
        }
        for text in [
            "18446744073709551616",
            "[-9223372036854775809]",
            "-9223372036854775808.0",
        ] {
            assert!(!is_exact_in_values(text), "{text}");
        }
    }

    #[test]
    fn the_least_integer_is_told_from_what_rounds_to_it() {
        for text in [
            "-9223372036854775808.0",
            "[-9223372036854775809]",
            "[0, -9223372036854775808e0]",
            "-9.223372036854775808E18",
        ] {
            assert!(has_rounded_to_least(text), "{text}");
        }
        for text in [
            LEAST,
            "9223372036854775808.0",
            r#""-9223372036854775808.0""#,
            "-9223372036854777856",
        ] {
            assert!(!has_rounded_to_least(text), "{text}");
        }
    }

    #[test]
    fn a_double_is_exact_below_two_to_the_53() {
        for text in ["9007199254740991", "-9007199254740991", "0.1", r#""1e999""#] {
            assert!(is_exact_in_doubles(text), "{text}");
        }
        for text in ["9007199254740992", "[-9007199254740993]", "1e999", "-1e16"] {
            assert!(!is_exact_in_doubles(text), "{text}");
        }
    }
}
