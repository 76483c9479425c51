//! Text that is a UUID in the hyphenated form of RFC 9562, section 4.

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
pub fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; LENGTH as usize]>::try_from(text.as_bytes()) else {
        return false;
    };
    // A hyphen is no digit: with four in their places, 32 digits fill all others.
    // A sum of bytes over them all is what a compiler turns into vector code.
    let hyphens = [bytes[8], bytes[13], bytes[18], bytes[23]];
    let digits: u8 = bytes
        .iter()
        .map(|byte| u8::from(byte.is_ascii_hexdigit()))
        .sum();
    hyphens == *b"----" && digits == 32
}
