//! Random patterns: decided as `regex` decides them, or refused without a panic.

use std::collections::BTreeMap;

use regex::Regex;

use super::{Dfa, compile};
use crate::random::Random;

impl Random {
    fn text(&mut self, alphabet: &[char], longest: usize) -> String {
        let length = self.below(longest + 1);
        (0..length).map(|_| self.pick(alphabet)).collect()
    }
}

const ALPHABET: [char; 12] = [
    'a', 'a', 'b', 'b', 'c', '-', '^', 'é', '😀', '\n', '\r', '\u{2028}',
];

/// Writes patterns of the subset. With an end anchor, nothing in them matches a line break.
struct Writer {
    random: Random,
    has_end: bool,
}

impl Writer {
    fn pattern(&mut self) -> String {
        self.has_end = self.random.below(2) == 0;
        let count = 1 + self.random.below(2);
        let alternatives: Vec<String> = (0..count).map(|_| self.alternative()).collect();
        alternatives.join("|")
    }

    fn alternative(&mut self) -> String {
        let body = self.sequence(2);
        match (self.has_end, self.random.below(3)) {
            (true, _) => format!("^{body}$"),
            (false, 0) => format!("^{body}"),
            (false, _) => body,
        }
    }

    fn sequence(&mut self, depth: usize) -> String {
        let count = self.random.below(2 + depth);
        (0..count).map(|_| self.repeated(depth)).collect()
    }

    fn repeated(&mut self, depth: usize) -> String {
        let quantifiers = [
            "", "", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "{1,3}",
        ];
        let atom = self.atom(depth);
        atom + self.random.pick(&quantifiers)
    }

    fn atom(&mut self, depth: usize) -> String {
        match self.random.below(if depth == 0 { 4 } else { 6 }) {
            0 | 1 => self.literal().to_owned(),
            2 => format!("[{}]", self.members()),
            3 => format!("[^{}{}]", self.members(), self.excluded_breaks()),
            kind => {
                let open = if kind == 4 { "(" } else { "(?:" };
                let count = 1 + self.random.below(3);
                let bodies: Vec<String> = (0..count).map(|_| self.sequence(depth - 1)).collect();
                format!("{open}{})", bodies.join("|"))
            }
        }
    }

    fn literal(&mut self) -> &'static str {
        let safe = ["a", "b", "c", "-", r"\^", "é", "😀", r"\x61", r"\u00e9"];
        let breaks = ["\n", r"\n", r"\r", r"\u2028", "a", "b"];
        let from_breaks = !self.has_end && self.random.below(4) == 0;
        self.random.pick(if from_breaks { &breaks } else { &safe })
    }

    fn members(&mut self) -> String {
        let safe = [
            "a",
            "b",
            "a-c",
            "b-é",
            "é-😀",
            r"\-",
            "^",
            "😀",
            r"\u0061-\u0062",
        ];
        // From `b` to `é` lies U+0085, and from `é` on U+2028.
        let members = safe
            .iter()
            .filter(|member| !self.has_end || !member.contains(['é']));
        let members: Vec<&str> = members.copied().collect();
        let first = self.random.pick(&["a", r"\-", "-", "c"]);
        let count = self.random.below(3);
        let others = (0..count).map(|_| self.random.pick(&members));
        std::iter::once(first).chain(others).collect()
    }

    fn excluded_breaks(&self) -> &'static str {
        if self.has_end {
            r"\n\r\u0085\u2028\u2029"
        } else {
            ""
        }
    }
}

#[test]
fn random_patterns_decide_random_texts_as_regex_does() {
    let mut writer = Writer {
        random: Random(0x9E37_79B9_7F4A_7C15),
        has_end: false,
    };
    let mut outcomes = BTreeMap::from([(true, 0), (false, 0)]);
    let (mut accepted, mut guarded, mut too_large) = (0, 0, 0);
    while accepted < 1000 {
        let source = writer.pattern();
        let dfa = match compile(&source) {
            Ok(dfa) => dfa,
            Err(error) if error.message.contains("every text") => continue,
            Err(error) => {
                assert!(error.message.contains("too large"), "{source:?}: {error:?}");
                too_large += 1;
                continue;
            }
        };
        accepted += 1;
        guarded += usize::from(!dfa.guard.is_empty());
        let expected = Regex::new(&dfa.portable_source).unwrap();
        for _ in 0..25 {
            let text = writer.random.text(&ALPHABET, 6);
            let found = dfa.is_match(&text);
            assert_eq!(found, expected.is_match(&text), "{source:?} on {text:?}");
            *outcomes.entry(found).or_default() += 1;
        }
        assert_minimal(&source, &dfa);
        assert_guard_is_exact(&mut writer.random, &source, &dfa);
    }
    assert!(too_large < 20, "{too_large} patterns are too large");
    assert!(guarded > 200, "{guarded} patterns with an end anchor");
    assert!(outcomes.values().all(|&count| count > 4000), "{outcomes:?}");
}

/// No two states decide alike: naive refinement tells them all apart.
fn assert_minimal(source: &str, dfa: &Dfa) {
    let distinct = dfa.distinguishable_states();
    assert_eq!(
        distinct,
        dfa.state_count(),
        "{source:?} has equivalent states"
    );
}

/// An engine whose `$` also matches before a final line break decides as the automaton does, once
/// it applies the guard too; and the guard refuses no text that matches.
fn assert_guard_is_exact(random: &mut Random, source: &str, dfa: &Dfa) {
    let guard = (!dfa.guard.is_empty()).then(|| Regex::new(&dfa.guard).unwrap());
    for line_break in ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'] {
        let before = random.text(&ALPHABET, 3);
        let text = format!("{before}{line_break}");
        let lenient_end = source.contains('$') && dfa.is_match(&before);
        let guarded = guard.as_ref().is_some_and(|guard| guard.is_match(&text));
        let elsewhere = (dfa.is_match(&text) || lenient_end) && !guarded;
        assert_eq!(elsewhere, dfa.is_match(&text), "{source:?} on {text:?}");
    }
}

#[test]
fn the_portable_text_compiles_to_the_same_automaton() {
    let mut writer = Writer {
        random: Random(0xD1B5_4A32_D192_ED03),
        has_end: false,
    };
    let mut compared = 0;
    for source in (0..500).map(|_| writer.pattern()) {
        let Ok(dfa) = compile(&source) else { continue };
        let again = compile(&dfa.portable_source).unwrap();
        assert_eq!(format!("{dfa:?}"), format!("{again:?}"), "{source:?}");
        compared += 1;
    }
    assert!(compared > 300, "only {compared} patterns compiled");
}

#[test]
fn garbage_is_refused_within_its_text_or_decided_as_regex_does() {
    let syntax: Vec<char> = r"^$\.*+?()[]{}|/-,:=!<>&~#01239abdnPpuxwé😀"
        .chars()
        .collect();
    let mut random = Random(0xA076_1D64_78BD_642F);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..60_000 {
        let source = random.text(&syntax, 9);
        match compile(&source) {
            Err(error) => {
                let blamed = source.get(error.range.clone());
                let shown = blamed.is_some_and(|text| !text.is_empty() || source.is_empty());
                assert!(shown && !error.message.is_empty(), "{source:?}: {error:?}");
                refused += 1;
            }
            Ok(dfa) => {
                accepted += 1;
                let expected = Regex::new(&source).unwrap();
                for _ in 0..5 {
                    let text = random.text(&syntax, 4);
                    let found = dfa.is_match(&text);
                    assert_eq!(found, expected.is_match(&text), "{source:?} on {text:?}");
                }
            }
        }
    }
    assert!(
        accepted > 1000 && refused > 10_000,
        "{accepted} accepted, {refused} refused"
    );
}
