/// A number as it is written in the text.
///
/// The reader hands out only numbers that follow the grammar of RFC 8259,
/// section 6, and that are in the range of [`f64`].
///
/// Digits alone are the integer that they write. With a fraction or an exponent
/// a number is the double that `serde_json` makes of it, and beyond 2^53 that
/// is only near what is written: reading the type sees no more either.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    pub(crate) text: &'a str,
}

impl Number<'_> {
    /// Whether the number has no fractional part, however it is written:
    /// `1.0`, `1e2` and `10e-1` are integers (JSON Schema core, section 4.2.3).
    pub(crate) fn is_integer(self) -> bool {
        self.is_digits() || self.as_f64().fract() == 0.0
    }

    /// Whether an integer type with these ends reads the number as one of its values, as [`of_double`] says of a double.
    pub(crate) fn is_read_within(self, min: i128, max: i128) -> bool {
        let integer = if self.is_digits() {
            self.as_i128()
        } else {
            of_double(self.as_f64())
        };
        integer.is_some_and(|integer| (min..=max).contains(&integer))
    }

    /// The value, if it is an integer that fits.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the guard bounds the value"
    )]
    pub(crate) fn as_i128(self) -> Option<i128> {
        /// 2^127: between it and its negative every whole double is an `i128`.
        const END: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
        if self.is_digits() {
            return self.text.parse().ok();
        }
        let value = self.as_f64();
        (value.fract() == 0.0 && (-END..END).contains(&value)).then_some(value as i128)
    }

    /// The value of an integer, or the end of what an `i128` holds: beyond every
    /// bound that a rule can state, and on the same side.
    pub(crate) fn to_nearest_i128(self) -> i128 {
        let end = if self.text.starts_with('-') {
            i128::MIN
        } else {
            i128::MAX
        };
        self.as_i128().unwrap_or(end)
    }

    /// The value that `serde_json` gives to the number.
    ///
    /// `serde_json` is asked so that a value read from text and the same value
    /// in a Rust type are one: unless its feature `float_roundtrip` is on, it
    /// does not always choose the nearest `f64`.
    pub(crate) fn as_f64(self) -> f64 {
        to_f64(self.text).unwrap_or(f64::NAN)
    }

    fn is_digits(self) -> bool {
        !self.text.contains(['.', 'e', 'E'])
    }
}

/// The integer that a type of at most 64 bits reads from a double, if it reads one.
///
/// That of a double without a fraction, but for -2^63. `serde_json` gives that double for `-9223372036854775809` too: it
/// keeps integers below those of an `i64` as doubles, and the 1,024 next ones round to it. Who is shown the double cannot
/// tell which is meant, so the least `i64` is read from its digits only. No other double between the ends of such types is
/// given for digits; 2^64, to which those beyond a `u64` round, is beyond it as well. What is beyond them stays there.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what an `i128` does not hold becomes its greatest, which is beyond those types too"
)]
pub(crate) fn of_double(value: f64) -> Option<i128> {
    /// -2^63.
    const NO_LONGER_READ: f64 = -9_223_372_036_854_775_808.0;
    let is_read = value.fract() == 0.0 && NO_LONGER_READ < value;
    is_read.then_some(value as i128)
}

/// The value that `serde_json` gives to a number, or `None` if it refuses the
/// number as too large.
pub(super) fn to_f64(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Problem, Reader, SyntaxError};
    use super::Number;

    fn read(text: &str) -> Result<Number<'_>, SyntaxError> {
        let mut reader = Reader::new(text.as_bytes());
        let number = reader.number()?;
        assert_eq!(number.text, text);
        reader.finish()?;
        Ok(number)
    }

    const BIG: &str = "170141183460469231731687303715884105727";

    #[test]
    fn integers_are_told_by_their_value_not_by_their_spelling() {
        let table: &[(&str, i128)] = &[
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0.000", 0),
            ("0e5", 0),
            ("0e-5", 0),
            ("0.0e999999999", 0),
            ("0e999999999", 0),
            ("0e-999999999", 0),
            ("0e99999999999999999999999999", 0),
            ("1", 1),
            ("-1", -1),
            ("1.0", 1),
            ("1.000e0", 1),
            ("1e2", 100),
            ("1E+2", 100),
            ("1e0000000000000000000000000002", 100),
            ("1.5e1", 15),
            ("10e-1", 1),
            ("1200e-2", 12),
            ("-1200.00e-2", -12),
            ("0.0012e4", 12),
            ("0.00120e5", 120),
            ("100.0e-2", 1),
            ("10.010e2", 1001),
            ("1e22", 10_i128.pow(22)),
            ("17e20", 17 * 10_i128.pow(20)),
            (BIG, i128::MAX),
            // With a fraction or an exponent they are doubles.
            ("9007199254740993", 9_007_199_254_740_993),
            ("9007199254740994.0", 9_007_199_254_740_994),
            ("9007199254740992.25", 9_007_199_254_740_992),
            ("18446744073709551600e0", 18_446_744_073_709_551_616),
            ("1e-400", 0),
            ("1.5e-99999999999999999999999999", 0),
            ("1.00000000000000000001", 1),
            ("-170141183460469231731687303715884105728", i128::MIN),
        ];
        for &(text, value) in table {
            let number = read(text).expect(text);
            assert!(number.is_integer(), "{text}");
            assert_eq!(number.as_i128(), Some(value), "{text}");
        }
    }

    #[test]
    fn integers_beyond_i128_are_integers_still() {
        for text in [
            "170141183460469231731687303715884105728",
            "-170141183460469231731687303715884105729",
            "18e37",
            "1e39",
            "123e300",
            "1.7976931348623157e308",
            "0.5e39",
        ] {
            let number = read(text).expect(text);
            assert!(number.is_integer(), "{text}");
            assert_eq!(number.as_i128(), None, "{text}");
            let end = if text.starts_with('-') {
                i128::MIN
            } else {
                i128::MAX
            };
            assert_eq!(number.to_nearest_i128(), end, "{text}");
        }
    }

    #[test]
    fn numbers_with_a_fractional_part_are_not_integers() {
        for text in [
            "0.5",
            "-0.5",
            "1.5",
            "1e-1",
            "0.0012e3",
            "1.25e1",
            "100.11e1",
            "0.000000000000000000000000000000001",
        ] {
            let number = read(text).expect(text);
            assert!(!number.is_integer(), "{text}");
            assert_eq!(number.as_i128(), None, "{text}");
        }
    }

    #[test]
    fn numbers_beyond_f64_are_refused() {
        for text in [
            "1E400",
            "-1e309",
            "1.8e308",
            "10e308",
            "1e999999999",
            "1e999999999999999999",
            "0.001e312",
            "0.0000000000000000001e99999999999",
        ] {
            let error = read(text).expect_err(text);
            assert_eq!(error.problem, Problem::NumberTooLarge, "{text}");
            assert_eq!(error.offset, 0, "{text}");
        }
    }

    #[test]
    fn the_float_value_is_the_one_that_serde_json_gives() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "1",
            "0.1",
            "-2.5e-3",
            "1e-400",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775809",
            "3.141592653589793238462643383279",
            "8.41e21",
            "1.7976931348623157e308",
            "2.2250738585072011e-308",
        ] {
            let value: f64 = serde_json::from_str(text).unwrap();
            let ours = read(text).expect(text).as_f64();
            assert_eq!(ours.to_bits(), value.to_bits(), "{text}");
        }
    }

    /// A cost that grew with the square of the length, or with the exponent,
    /// would not end.
    #[test]
    fn a_million_digits_take_linear_time() {
        let zeros = "0".repeat(1_000_000);
        let ones = "1".repeat(1_000_000);

        let tiny = format!("0.{zeros}1");
        assert_eq!(read(&tiny).unwrap().as_i128(), Some(0));
        let one = format!("0.{zeros}1e1000001");
        assert_eq!(read(&one).unwrap().as_i128(), Some(1));
        let also_one = format!("1{zeros}e-1000000");
        assert_eq!(read(&also_one).unwrap().as_i128(), Some(1));
        let long = format!("1.{ones}e{zeros}7");
        assert!(!read(&long).unwrap().is_integer());
        let vanishing = format!("1e-{ones}");
        assert_eq!(read(&vanishing).unwrap().as_i128(), Some(0));
        let nothing = format!("0e{ones}");
        assert_eq!(read(&nothing).unwrap().as_i128(), Some(0));

        for too_large in [ones.clone(), format!("1e{ones}"), format!("{ones}.{ones}")] {
            let error = read(&too_large).unwrap_err();
            assert_eq!(error.problem, Problem::NumberTooLarge);
        }
    }
}
