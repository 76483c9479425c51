//! The e-mail and URL scans give the verdicts of the regular expressions that define their rules.

use crossfield::field::{email, url};
use regex::Regex;

/// What the schema says of a text.
struct Definition {
    pattern: Regex,
    never: Regex,
    most: usize,
}

impl Definition {
    fn of_email() -> Self {
        Self {
            pattern: Regex::new(email::PATTERN).unwrap(),
            never: Regex::new(email::NEVER).unwrap(),
            most: usize::try_from(email::MOST).unwrap(),
        }
    }

    fn of_url() -> Self {
        Self {
            pattern: Regex::new(url::PATTERN).unwrap(),
            never: Regex::new("[^!-~]").unwrap(),
            most: usize::MAX,
        }
    }

    fn admits(&self, text: &str) -> bool {
        text.chars().count() <= self.most
            && self.pattern.is_match(text)
            && !self.never.is_match(text)
    }

    /// Compares the definition with the scan, and counts what both accept.
    fn accepted(&self, texts: &[String], scan: fn(&str) -> bool) -> usize {
        let judged = texts.iter().map(|text| {
            let defined = self.admits(text);
            assert_eq!(scan(text), defined, "{text:?}");
            usize::from(defined)
        });
        judged.sum()
    }
}

/// All texts of up to so many of the pieces.
fn texts(pieces: &[&str], most: u32) -> Vec<String> {
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

/// Every text one insertion, replacement or deletion away: all of ASCII, and characters beyond it that could mislead.
fn neighbours(base: &str) -> Vec<String> {
    let beyond = ['\u{80}', 'é', 'ſ', '\u{212A}', '\u{2028}', '０', '😀'];
    let characters: Vec<char> = (0..=0x7F_u8).map(char::from).chain(beyond).collect();
    let base: Vec<char> = base.chars().collect();
    let mut all = Vec::new();
    for at in 0..=base.len() {
        let (head, tail) = base.split_at(at);
        let head: String = head.iter().collect();
        let tail: String = tail.iter().collect();
        let shorter: String = tail.chars().skip(1).collect();
        for character in &characters {
            all.push(format!("{head}{character}{tail}"));
            all.push(format!("{head}{character}{shorter}"));
        }
        all.push(format!("{head}{shorter}"));
    }
    all
}

#[test]
fn short_addresses_are_judged_as_the_definition_judges_them() {
    let definition = Definition::of_email();
    let accepted = definition.accepted(
        &texts(&["a", "@", ".", "-", "a@", ".a"], 6),
        email::is_email,
    );
    assert!(accepted > 100, "{accepted}");
    let accepted = definition.accepted(&texts(&["a@b", "--", ".", "x", "é"], 6), email::is_email);
    assert!(accepted > 50, "{accepted}");
    let labels = texts(&["a", "-", "xn", "."], 6);
    let labels: Vec<String> = labels
        .iter()
        .flat_map(|label| [format!("a@{label}.b"), format!("a.bb--c@b.{label}")])
        .collect();
    assert!(definition.accepted(&labels, email::is_email) > 100);
}

#[test]
fn an_edit_away_from_an_address_the_scan_keeps_to_its_definition() {
    let definition = Definition::of_email();
    let longest = format!(
        "{}@{}.{}.example",
        "a".repeat(64),
        "b".repeat(63),
        "c".repeat(63)
    );
    for base in [
        "alice.smith+news@mail.example.com",
        "a@b.c",
        "{~}@1-2.3",
        &longest,
    ] {
        assert!(email::is_email(base), "{base}");
        assert!(definition.accepted(&neighbours(base), email::is_email) > 100);
    }
}

#[test]
fn limits_of_an_address_are_exact() {
    let definition = Definition::of_email();
    let mut all = Vec::new();
    for local in 62..=66 {
        for label in 61..=65 {
            for last in 50..=70 {
                let (local, label, last) = ("a".repeat(local), "b".repeat(label), "c".repeat(last));
                all.push(format!("{local}@{label}.{label}.{last}"));
                all.push(format!("{local}@{label}.{last}"));
            }
        }
    }
    assert!(definition.accepted(&all, email::is_email) > 20);
}

const URLS: [&str; 9] = [
    "ftp://ftp.is.co.za/rfc/rfc1808.txt",
    "https://user:pass@[2001:db8::7]:8080/a?b=c&d#e",
    "a+b-c.1://h",
    "ldap://[2001:db8::7]/c=GB?objectClass?one",
    "telnet://192.0.2.16:80/",
    "postgres://localhost/%41",
    "chrome-extension://abc/",
    "ws://a:",
    "HTTP://a",
];

#[test]
fn an_edit_away_from_a_url_the_scan_keeps_to_its_definition() {
    let definition = Definition::of_url();
    for base in URLS {
        assert!(url::is_url(base), "{base}");
        assert!(definition.accepted(&neighbours(base), url::is_url) > 100);
    }
}

#[test]
fn short_urls_are_judged_as_the_definition_judges_them() {
    let definition = Definition::of_url();
    let pieces = ["a", "1", "+", ":", "/", "://", "@", "?", "%41", "[::1]"];
    assert!(definition.accepted(&texts(&pieces, 5), url::is_url) > 100);
}

#[test]
fn a_uri_without_a_host_is_no_url() {
    let others = [
        "mailto:alice@example.com",
        "urn:isbn:0451450523",
        "file:///etc/hosts",
        "tel:+1-816-555-1212",
        "data:,a",
        "//example.com",
        "/path",
        "example.com",
        "1http://a",
        "http:",
        "http://",
        "",
    ];
    for text in others {
        assert!(!url::is_url(text), "{text}");
        assert!(!Definition::of_url().admits(text), "{text}");
    }
}

#[test]
fn every_http_url_is_a_url() {
    for text in texts(&["http", "s", "://", "a", ":1", "/", "?", "#"], 5) {
        assert!(
            !crossfield::field::http_url::is_http_url(&text) || url::is_url(&text),
            "{text}"
        );
    }
}
