//! `ipv4`, `ipv6`, `ip`: a text is an IP address as Rust's standard library reads it.
//!
//! For version 4 that is dotted decimal without leading zeros (RFC 6943, section 3.1.1, "strict" form); for version 6
//! the text form of RFC 4291, section 2.2, without a zone. Both are the grammar of RFC 3986, section 3.2.2.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub use super::http_url::{IP, IPV4, IPV6};

/// The characters that stand in no address of either version. A schema rules them out beside the pattern, since Python
/// and Java let `$` match before a final line break.
pub const NEVER: &str = "[^0-9A-Fa-f:.]";

/// Whether a text is an IPv4 address as [`IPV4`] defines it.
///
/// ```
/// use crossfield::field::ip::is_ipv4;
///
/// assert!(is_ipv4("192.0.2.1"));
/// assert!(!is_ipv4("192.0.2.01"));
/// ```
#[must_use]
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Whether a text is an IPv6 address as [`IPV6`] defines it.
///
/// ```
/// use crossfield::field::ip::is_ipv6;
///
/// assert!(is_ipv6("2001:db8::192.0.2.1"));
/// assert!(!is_ipv6("fe80::1%eth0"));
/// ```
#[must_use]
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// Whether a text is an IP address of either version, as [`IP`] defines it.
///
/// ```
/// use crossfield::field::ip::is_ip;
///
/// assert!(is_ip("192.0.2.1"));
/// assert!(is_ip("::1"));
/// assert!(!is_ip("[::1]"));
/// ```
#[must_use]
pub fn is_ip(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All texts of up to so many of the pieces.
    fn texts(pieces: &[&str], most: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut longest = all.clone();
        for _ in 0..most {
            longest = longest
                .iter()
                .flat_map(|text| pieces.iter().map(move |piece| format!("{text}{piece}")))
                .collect();
            all.extend(longest.iter().cloned());
        }
        all
    }

    fn assert_alike(texts: &[String]) {
        let patterns = [IPV4, IPV6, IP].map(|pattern| regex::Regex::new(pattern).unwrap());
        let mut accepted = [0; 3];
        for text in texts {
            let by_parser = [is_ipv4(text), is_ipv6(text), is_ip(text)];
            let by_pattern = patterns.each_ref().map(|pattern| pattern.is_match(text));
            assert_eq!(by_parser, by_pattern, "{text:?}");
            for (count, accepts) in accepted.iter_mut().zip(by_parser) {
                *count += i32::from(accepts);
            }
        }
        assert!(accepted[2] > 10, "{accepted:?}");
    }

    #[test]
    fn groups_and_gaps_are_read_as_the_patterns_have_them() {
        assert_alike(&texts(&["1:", "1", ":", "1.2.3.4", "g"], 5));
        assert_alike(&texts(&["1:", ":", "1.2.3.4"], 8));
        assert_alike(&texts(&["1:", ":", "f"], 9));
    }

    #[test]
    fn numbers_are_read_as_the_patterns_have_them() {
        let octets = (0..300).map(|octet| format!("1.{octet}.3.4"));
        let padded = (0..100).map(|octet| format!("1.2.3.0{octet}"));
        let octets: Vec<String> = octets.chain(padded).collect();
        assert_alike(&octets);
        assert_alike(&texts(&["1.", "0", ".", "25", "5"], 6));
        let groups: Vec<String> = texts(&["0", "aF", "g"], 4)
            .iter()
            .flat_map(|group| [format!("::{group}"), format!("{group}::")])
            .collect();
        assert_alike(&groups);
    }
}
