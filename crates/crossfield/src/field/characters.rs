//! `ascii` and `non_control_character`: of which characters a text is made.

/// The characters that `ascii` refuses, as a regular expression.
///
/// What is refused, rather than what is allowed: a pattern of the whole text would need `$`, which engines read
/// differently before a final line break.
pub const NOT_ASCII: &str = r"[^\u0000-\u007F]";

/// The characters that `non_control_character` refuses, as a regular expression: Unicode's general category Cc.
pub const CONTROL: &str = r"[\u0000-\u001F\u007F-\u009F]";

/// Whether a text has none of Unicode's control characters (general category Cc).
///
/// ```
/// use crossfield::field::characters::has_no_control_character;
///
/// assert!(has_no_control_character("\u{2028}"));
/// assert!(!has_no_control_character("a\tb"));
/// ```
#[must_use]
#[inline]
pub fn has_no_control_character(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::{CONTROL, NOT_ASCII, has_no_control_character};

    #[test]
    fn every_character_is_judged_as_its_pattern_judges_it() {
        let not_ascii = regex::Regex::new(NOT_ASCII).unwrap();
        let control = regex::Regex::new(CONTROL).unwrap();
        for character in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let text = character.encode_utf8(&mut buffer);
            assert_eq!(text.is_ascii(), !not_ascii.is_match(text), "{character:?}");
            let refused = control.is_match(text);
            assert_eq!(has_no_control_character(text), !refused, "{character:?}");
        }
    }
}
