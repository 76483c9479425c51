//! Text that is a UUID in the hyphenated form of RFC 9562, section 4.

use crate::words::{HIGH_BITS, Range, all};

/// The rule's definition: the 36-character text form of RFC 9562, section 4, in
/// either letter case. Version and variant digits may be any: the nil and max
/// UUIDs (sections 5.9 and 5.10) are UUIDs too.
///
/// Under Python's `re`, `$` also matches before one final newline, and under Java's
/// `Matcher.find` before any final line terminator; [`is_uuid`] and the other
/// engines refuse those.
///
/// ```
/// use crossfield::field::uuid::PATTERN;
///
/// let definition = regex::Regex::new(PATTERN)?;
/// assert!(definition.is_match("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
/// # Ok::<(), regex::Error>(())
/// ```
pub const PATTERN: &str =
    "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";

/// How many characters, all of them ASCII, the text form of RFC 9562, section 4, has.
///
/// ```
/// use crossfield::field::uuid::LENGTH;
///
/// assert_eq!("f81d4fae-7dec-11d0-a765-00a0c91e6bf6".chars().count(), LENGTH as usize);
/// ```
pub const LENGTH: u32 = 36;

/// Whether `text` is a UUID as [`PATTERN`] defines it (RFC 9562, section 4).
///
/// Other spellings are refused: braces, 32 bare digits, and the URN of
/// RFC 9562's section 4 that puts `urn:uuid:` in front.
///
/// ```
/// use crossfield::field::uuid::is_uuid;
///
/// assert!(is_uuid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
/// assert!(is_uuid("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"));
/// assert!(!is_uuid("f81d4fae7dec11d0a76500a0c91e6bf6"));
/// assert!(!is_uuid("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
/// ```
#[must_use]
#[inline]
pub fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; LENGTH as usize]>::try_from(text.as_bytes()) else {
        return false;
    };
    let [a0, a1, a2, a3, a4, a5, a6, a7, hyphen_1, rest @ ..] = bytes;
    let [
        b0,
        b1,
        b2,
        b3,
        hyphen_2,
        c0,
        c1,
        c2,
        c3,
        hyphen_3,
        rest @ ..,
    ] = rest;
    let [d0, d1, d2, d3, hyphen_4, e0, e1, e2, e3, last @ ..] = rest;
    let hyphens = [*hyphen_1, *hyphen_2, *hyphen_3, *hyphen_4];
    let digits = others([*a0, *a1, *a2, *a3, *a4, *a5, *a6, *a7])
        | others([*b0, *b1, *b2, *b3, *c0, *c1, *c2, *c3])
        | others([*d0, *d1, *d2, *d3, *e0, *e1, *e2, *e3])
        | others(*last);
    hyphens == *b"----" && digits == 0
}

/// The bytes of a word that are no hexadecimal digits: their high bits are set. Eight are judged at once; those that are not
/// ASCII may hide others, and are marked themselves.
#[inline]
const fn others(bytes: [u8; 8]) -> u64 {
    const NUMERALS: Range = Range::new(b'0', b'9');
    const LETTERS: Range = Range::new(b'a', b'f');
    let word = u64::from_ne_bytes(bytes);
    // The bit in which a small letter differs from a capital.
    let small = word | all(0x20);
    (word | !NUMERALS.marks(word) & !LETTERS.marks(small)) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place_is_judged_as_the_definition_has_it() {
        let definition = regex::Regex::new(PATTERN).unwrap();
        for whole in [
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "00000000-0000-0000-0000-000000000000",
        ] {
            for place in 0..whole.len() {
                for byte in 0..0x80_u8 {
                    let mut bytes = whole.as_bytes().to_vec();
                    bytes[place] = byte;
                    let text = String::from_utf8(bytes).unwrap();
                    assert_eq!(is_uuid(&text), definition.is_match(&text), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn characters_beyond_ascii_are_no_digits_and_hide_none() {
        let definition = regex::Regex::new(PATTERN).unwrap();
        for place in 0..35 {
            for character in ['\u{80}', '\u{FF}', '\u{7FF}'] {
                for next in 0..0x80_u8 {
                    let mut text: Vec<u8> = b"f81d4fae-7dec-11d0-a765-00a0c91e6bf6".to_vec();
                    let mut two = [0; 2];
                    character.encode_utf8(&mut two);
                    text[place..place + 2].copy_from_slice(&two);
                    if let Some(byte) = text.get_mut(place + 2) {
                        *byte = next;
                    }
                    let text = String::from_utf8(text).unwrap();
                    assert_eq!(is_uuid(&text), definition.is_match(&text), "{text:?}");
                }
            }
        }
    }

    /// The words of the digits are judged together, and one must not make up for another.
    #[test]
    fn two_bytes_that_are_no_digits_are_no_better_than_one() {
        let whole = b"f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        for first in 0..whole.len() {
            for second in 0..first {
                let mut bytes = whole.to_vec();
                bytes[first] = b'g';
                bytes[second] = b'g';
                let text = String::from_utf8(bytes).unwrap();
                assert!(!is_uuid(&text), "{text}");
            }
        }
    }

    #[test]
    fn other_lengths_are_none() {
        for length in 0..80 {
            assert!(!is_uuid(&"0".repeat(length)));
        }
    }
}
