//! Scans of a text eight bytes at a time, written by hand: what *limit* is made of.

/// A byte in all eight places.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The words of a text. The last may repeat bytes of the one before; a text of less than eight bytes is filled up with
/// letters.
#[inline]
fn any_word(bytes: &[u8], test: impl Fn(u64) -> bool) -> bool {
    let (words, _) = bytes.as_chunks::<8>();
    if let Some(last) = bytes.last_chunk::<8>() {
        return words.iter().any(|word| test(u64::from_ne_bytes(*word)))
            || test(u64::from_ne_bytes(*last));
    }
    let mut word = [b'a'; 8];
    for (to, from) in word.iter_mut().zip(bytes) {
        *to = *from;
    }
    test(u64::from_ne_bytes(word))
}

const HIGH: u64 = all(0x80);

/// A word with the high bit set where a byte is not ASCII, below the bound, or the one that is ruled out. As long as no
/// byte is any of these, no borrow crosses from one byte to the next.
#[inline]
const fn odd(word: u64, below: u8, out: u8) -> u64 {
    (word | word.wrapping_sub(all(below)) | (word ^ all(out)).wrapping_sub(all(1))) & HIGH
}

/// Whether no character is a control character (Unicode's Cc).
#[inline]
#[must_use]
pub fn has_no_control(text: &str) -> bool {
    !any_word(text.as_bytes(), |word| odd(word, 0x20, 0x7F) != 0) || has_no_control_beyond(text)
}

#[cold]
fn has_no_control_beyond(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// Whether no character is white space, a control character or `@`.
#[inline]
#[must_use]
pub fn is_user(text: &str) -> bool {
    let odd = |word| odd(word, 0x21, 0x7F) | odd(word, 0, b'@');
    !any_word(text.as_bytes(), |word| odd(word) != 0) || is_user_beyond(text)
}

#[cold]
fn is_user_beyond(text: &str) -> bool {
    !text
        .chars()
        .any(|c| c == '@' || c.is_whitespace() || c.is_control())
}

/// Whether a list has an item twice, by a mask of what it has.
#[inline]
#[must_use]
pub fn repeats(items: impl Iterator<Item = u32>) -> bool {
    let mut seen = 0_u64;
    for item in items {
        let bit = 1_u64.wrapping_shl(item);
        if seen & bit != 0 {
            return true;
        }
        seen |= bit;
    }
    false
}

const DIGIT: u8 = 1;
const HOST: u8 = 2;
const PATH: u8 = 4;

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F' => DIGIT | HOST | PATH,
            b'g'..=b'z' | b'G'..=b'Z' | b'-' | b'.' | b'_' | b'~' => HOST | PATH,
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => {
                HOST | PATH
            }
            b':' | b'@' | b'/' => PATH,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

#[inline]
fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Whether a text is a UUID with hyphens.
#[inline]
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else {
        return false;
    };
    let digits = bytes.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    [bytes[8], bytes[13], bytes[18], bytes[23]] == *b"----" && digits == 32
}

/// Whether a text is an http or https URL. One of a host and a path is decided here, any other by the grammar.
#[inline]
#[must_use]
pub fn is_http_url(text: &str) -> bool {
    is_common_url(text.as_bytes()) || crossfield::field::http_url::is_http_url(text)
}

#[inline]
fn is_common_url(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"https://") else {
        return false;
    };
    let host = rest.iter().position(|byte| class(*byte) & HOST == 0);
    let Some((host, path)) = rest.split_at_checked(host.unwrap_or(rest.len())) else {
        return false;
    };
    if host.is_empty() || path.first().is_some_and(|first| *first != b'/') {
        return false;
    }
    let (fours, rest) = path.as_chunks::<4>();
    let held = fours.iter().all(|four| {
        let [a, b, c, d] = *four;
        class(a) & class(b) & class(c) & class(d) & PATH != 0
    });
    held && rest.iter().all(|byte| class(*byte) & PATH != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossfield::field::{http_url, uuid};

    /// Every character of ASCII and some beyond, in every place of a text of any length up to 20.
    fn each(mut judge: impl FnMut(&str)) {
        let odd = [
            '\u{80}', '\u{85}', '\u{9F}', '\u{A0}', '\u{2003}', 'é', '東', '😀',
        ];
        for length in 0..20_usize {
            for place in 0..length.max(1) {
                for character in ('\0'..='\x7F').chain(odd) {
                    let mut text: Vec<char> = vec!['x'; length];
                    if let Some(here) = text.get_mut(place) {
                        *here = character;
                    }
                    judge(&text.into_iter().collect::<String>());
                }
            }
        }
    }

    #[test]
    fn scans_of_words_find_what_a_look_at_each_character_finds() {
        each(|text| {
            assert_eq!(
                has_no_control(text),
                !text.chars().any(char::is_control),
                "{text:?}"
            );
            assert_eq!(is_user(text), is_user_beyond(text), "{text:?}");
        });
    }

    #[test]
    fn what_passes_for_a_common_url_is_one() {
        each(|text| {
            for url in [
                format!("https://{text}"),
                format!("https://example.com/{text}"),
                text.to_owned(),
            ] {
                assert_eq!(is_http_url(&url), http_url::is_http_url(&url), "{url:?}");
            }
        });
    }

    #[test]
    fn a_uuid_is_one_by_its_definition() {
        let whole = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        for place in 0..whole.len() {
            for byte in b'\0'..=b'\x7F' {
                let mut text = whole.as_bytes().to_vec();
                if let Some(here) = text.get_mut(place) {
                    *here = byte;
                }
                let text = String::from_utf8(text).unwrap();
                assert_eq!(is_uuid(&text), uuid::is_uuid(&text), "{text:?}");
            }
        }
    }
}
