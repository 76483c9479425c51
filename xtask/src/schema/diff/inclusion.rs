//! Whether every text of one pattern is one of another, and a text that is not: both patterns as automata, side by side.

use std::collections::{HashMap, VecDeque};

use regex_automata::Input;
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::primitives::StateID;

/// Automata larger than this are not built.
const BYTES: usize = 1 << 20;
/// No more pairs of states are visited than these.
const PAIRS: usize = 50_000;

/// What was found of two patterns.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inclusion {
    /// Every text of the first is one of the second.
    Included,
    /// A shortest text, in bytes, of the first that is none of the second.
    Not(String),
    /// The patterns use what engines read differently, or are too large.
    Unknown,
}

/// Compares what two patterns take.
pub(super) fn inclusion(of: &str, within: &str) -> Inclusion {
    match (automaton(of), automaton(within), text_of_unicode()) {
        (Some(of), Some(within), Some(unicode)) => Product {
            of,
            within,
            unicode,
        }
        .search(),
        _ => Inclusion::Unknown,
    }
}

type Dfa = dense::DFA<Vec<u32>>;

fn automaton(pattern: &str) -> Option<Dfa> {
    is_read_alike(pattern).then(|| build(pattern)).flatten()
}

/// A payload is text, so bytes that are none are no counterexample.
fn text_of_unicode() -> Option<Dfa> {
    build(r"\A(?s:.)*\z")
}

fn build(pattern: &str) -> Option<Dfa> {
    let limits = dense::Config::new()
        .dfa_size_limit(Some(BYTES))
        .determinize_size_limit(Some(BYTES));
    dense::Builder::new().configure(limits).build(pattern).ok()
}

/// Whether the pattern means the same here as it does in a schema, where ECMAScript has the word: no `.`, no classes
/// by letter, no look-around, no operations on classes.
fn is_read_alike(pattern: &str) -> bool {
    let mut letters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match (letter, in_class) {
            ('\\', _) => {
                if next.is_none_or(|next| next.is_ascii_alphanumeric() && !"nrtfvu".contains(next))
                {
                    return false;
                }
                letters.next();
            }
            ('[', false) => in_class = true,
            (']', true) => in_class = false,
            ('[', true) | ('.', false) => return false,
            ('&' | '-' | '~', true) if next == Some(letter) => return false,
            _ => {}
        }
    }
    let groups = pattern.matches("(?").count();
    groups == pattern.matches("(?:").count()
}

struct Product {
    of: Dfa,
    within: Dfa,
    unicode: Dfa,
}

/// Where each automaton is; the first two stay at `None` once they have matched, whatever follows.
type States = (Option<StateID>, Option<StateID>, StateID);

impl Product {
    fn search(&self) -> Inclusion {
        let Some(start) = self.start() else {
            return Inclusion::Unknown;
        };
        let mut came: HashMap<States, Option<(States, u8)>> = HashMap::from([(start, None)]);
        let mut open = VecDeque::from([start]);
        while let Some(states) = open.pop_front() {
            if self.is_counterexample(states) {
                return way(&came, states).map_or(Inclusion::Unknown, Inclusion::Not);
            }
            for byte in 0..=u8::MAX {
                let next = self.step(states, byte);
                if self.leads_on(next) && !came.contains_key(&next) {
                    came.insert(next, Some((states, byte)));
                    open.push_back(next);
                }
            }
            if came.len() > PAIRS {
                return Inclusion::Unknown;
            }
        }
        Inclusion::Included
    }

    fn start(&self) -> Option<States> {
        let start = |dfa: &Dfa| dfa.start_state_forward(&Input::new("")).ok();
        Some((
            Some(start(&self.of)?),
            Some(start(&self.within)?),
            start(&self.unicode)?,
        ))
    }

    fn step(&self, (of, within, unicode): States, byte: u8) -> States {
        let step = |dfa: &Dfa, state: Option<StateID>| {
            let next = dfa.next_state(state?, byte);
            // Matches are told one byte late.
            (!dfa.is_match_state(next)).then_some(next)
        };
        (
            step(&self.of, of),
            step(&self.within, within),
            self.unicode.next_state(unicode, byte),
        )
    }

    /// What the first cannot match any more, or the second has matched, is no counterexample whatever follows.
    fn leads_on(&self, (of, within, unicode): States) -> bool {
        within.is_some()
            && !self.unicode.is_dead_state(unicode)
            && of.is_none_or(|of| !self.of.is_dead_state(of))
    }

    fn is_counterexample(&self, (of, within, unicode): States) -> bool {
        let ends = |dfa: &Dfa, state: Option<StateID>| {
            state.is_none_or(|state| dfa.is_match_state(dfa.next_eoi_state(state)))
        };
        ends(&self.unicode, Some(unicode)) && ends(&self.of, of) && !ends(&self.within, within)
    }
}

fn way(came: &HashMap<States, Option<(States, u8)>>, mut at: States) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(Some((before, byte))) = came.get(&at) {
        bytes.push(*byte);
        at = *before;
    }
    bytes.reverse();
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_compared_by_what_they_take() {
        let included =
            |of, within| assert_eq!(inclusion(of, within), Inclusion::Included, "{of} {within}");
        included("^(?:ab|cd)$", "^(?:cd|ab)$");
        included("^a{2,3}$", "^a+$");
        included("ab", "b");
        included(
            "^[^\\u0000-\\u001F\\u007F-\\u009F]*$",
            "^[^\\u0000-\\u001F]*$",
        );
        included("^[0-9]{2}$", "^[0-9]{2}");
        included("[^b]", "");
        let not = |of, within, word: &str| {
            assert_eq!(
                inclusion(of, within),
                Inclusion::Not(word.to_owned()),
                "{of} {within}"
            );
        };
        not("^a+$", "^a{2,3}$", "a");
        not("b", "ab", "b");
        not("", "a", "");
        not(
            "^[^\\u0000-\\u001F]*$",
            "^[^\\u0000-\\u001F\\u007F-\\u009F]*$",
            "\u{7f}",
        );
        not("^é$", "^e$", "é");
    }

    #[test]
    fn what_engines_read_differently_is_not_compared() {
        for pattern in [
            "^\\d$", "^.$", "(?=a)", "(?<n>a)", "[a&&b]", "[[a]]", "\\p{L}", "\\b", "(",
        ] {
            assert_eq!(inclusion(pattern, "a"), Inclusion::Unknown, "{pattern}");
            assert_eq!(inclusion("a", pattern), Inclusion::Unknown, "{pattern}");
        }
    }

    /// The engine of the validator has the last word on each text.
    #[test]
    fn counterexamples_are_some() {
        let patterns = [
            "^a*b$",
            "^(?:a|b)*$",
            "a",
            "^[^a]$",
            "^[a-z]{2,4}$",
            "b$",
            "^$",
            "^[\\u00E9-\\u2028]+",
        ];
        let accepts = |pattern: &str, text: &str| {
            let schema = serde_json::json!({ "pattern": pattern });
            jsonschema::is_valid(&schema, &serde_json::json!(text))
        };
        let mut texts: Vec<String> = [
            "", "a", "b", "ab", "ba", "aab", "é", "\u{2028}", "abcde", "c", "\n",
        ]
        .map(str::to_owned)
        .to_vec();
        texts.extend(
            patterns
                .iter()
                .flat_map(|pattern| super::super::text::texts(pattern).words),
        );
        for of in patterns {
            for within in patterns {
                match inclusion(of, within) {
                    Inclusion::Not(word) => assert!(
                        accepts(of, &word) && !accepts(within, &word),
                        "{of} {within} {word:?}"
                    ),
                    Inclusion::Included => {
                        let refuted = texts
                            .iter()
                            .find(|text| accepts(of, text) && !accepts(within, text));
                        assert_eq!(refuted, None, "{of} {within}");
                    }
                    Inclusion::Unknown => panic!("{of} {within}"),
                }
            }
        }
    }
}
