//! The query of a request, percent-encoded.

use core::fmt::Write;

/// A query that grows by one parameter at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(String);

impl Query {
    /// Adds a parameter, if it has a value.
    pub(crate) fn with(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            if !self.0.is_empty() {
                self.0.push('&');
            }
            encode(name, &mut self.0);
            self.0.push('=');
            encode(value, &mut self.0);
        }
        self
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// Leaves the unreserved characters of RFC 3986, section 2.3, as they are and writes every other octet as section 2.1 has
/// it. So a value stays one value, whatever is in it, and a space is `%20` and never `+`.
fn encode(text: &str, out: &mut String) {
    for octet in text.bytes() {
        match octet {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(octet));
            }
            // Writing to a `String` does not fail.
            _ => drop(write!(out, "%{octet:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str) -> String {
        let mut out = String::new();
        encode(text, &mut out);
        out
    }

    /// RFC 3986, section 2.1, the other way round.
    fn decoded(text: &str) -> Vec<u8> {
        let mut octets = text.bytes();
        let mut out = Vec::new();
        while let Some(octet) = octets.next() {
            if octet == b'%' {
                let digits = [octets.next().unwrap(), octets.next().unwrap()];
                let digits = std::str::from_utf8(&digits).unwrap();
                out.push(u8::from_str_radix(digits, 16).unwrap());
            } else {
                out.push(octet);
            }
        }
        out
    }

    #[test]
    fn unreserved_characters_stay() {
        let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        assert_eq!(encoded(unreserved), unreserved);
    }

    #[test]
    fn every_other_octet_is_encoded_in_capitals() {
        let unreserved = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~')
        };
        for octet in 0_u8..0x80 {
            let character = char::from(octet);
            if !unreserved(character) {
                assert_eq!(encoded(&character.to_string()), format!("%{octet:02X}"));
            }
        }
    }

    #[test]
    fn characters_beyond_ascii_are_encoded_octet_by_octet() {
        // The example of RFC 3986, section 2.5.
        assert_eq!(encoded("\u{30A2}"), "%E3%82%A2");
        assert_eq!(encoded("À"), "%C3%80");
    }

    #[test]
    fn what_is_encoded_decodes_to_itself() {
        for text in ["", "a b+c", "50%", "a&b=c#d?e/f", "%41", "ünï", "\u{0}\r\n"] {
            assert_eq!(decoded(&encoded(text)), text.as_bytes(), "{text:?}");
        }
    }

    #[test]
    fn parameters_without_a_value_are_left_out_and_empty_ones_are_not() {
        let query = Query::default()
            .with("a", None)
            .with("b", Some(""))
            .with("c d", Some("1&2"))
            .with("e", None);
        assert_eq!(query.into_string(), "b=&c%20d=1%262");
        assert_eq!(Query::default().into_string(), "");
    }
}
