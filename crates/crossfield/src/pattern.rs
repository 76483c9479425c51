//! Patterns that were compiled to a table, and the walk that decides them.

use std::fmt;

use crate::words::Words;

/// The state from which no text matches any more. It has no row in the table.
const REJECTED: u16 = 0;
/// The state from which every text matches. It has no row in the table.
const MATCHED: u16 = 1;
/// The number of the first state with a row in the table.
const FIRST_ROW: u16 = 2;

const ASCII: usize = 128;

/// A regular expression that was compiled to a table when the program was built.
///
/// As in JSON Schema, a pattern may match anywhere in the text unless it is anchored with `^` and
/// `$`, and works on Unicode characters.
#[derive(Clone)]
pub struct Pattern {
    parts: Parts,
    /// The classes of the ASCII characters, looked up rather than searched.
    ascii: [u8; ASCII],
    /// Most patterns are one class of characters, repeated. A text of nothing but these matches, unless it is empty.
    stays: Words,
    /// The state in which they are read.
    home: u16,
}

impl Pattern {
    /// A pattern from the parts that the derive macro computed.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(parts: Parts) -> Self {
        let ascii = ascii_classes(parts.classes);
        let (home, stays) = stays(&parts, &ascii);
        Self {
            stays: Words::new(stays),
            home,
            ascii,
            parts,
        }
    }

    /// Whether the text matches.
    ///
    /// Takes time linear in the length of the text, and allocates nothing.
    #[must_use]
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "the class is known where the pattern is, and a look at eight bytes is then a few instructions"
    )]
    pub fn is_match(&self, text: &str) -> bool {
        (!text.is_empty() && self.stays.hold(text.as_bytes())) || self.walk(text)
    }

    /// The same of a pattern that is known only when it is asked about: in one place for all of them.
    #[inline(never)]
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.is_match(text)
    }

    #[inline(never)]
    fn walk(&self, text: &str) -> bool {
        let known = self.stays.leading(text.as_bytes());
        let mut state = if known == 0 {
            self.parts.start
        } else {
            self.home
        };
        for character in text.get(known..).unwrap_or_default().chars() {
            state = self.next(state, self.class(character));
            if state < FIRST_ROW {
                return state == MATCHED;
            }
        }
        state >= self.parts.accepting_from
    }

    /// The pattern as it stands in a schema.
    ///
    /// Control and non-ASCII characters are written `\uXXXX`, except that characters above U+FFFF,
    /// which have no escape that all readers of schemas know, stand for themselves.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.parts.source
    }

    /// A pattern of the texts that a schema must rule out beside this one, if there are any.
    ///
    /// Python and Java let `$` match before a final line break. No text that matches this pattern has one of the line
    /// breaks that the guard names, so ruling them out changes nothing for the engines that read `$` as the end.
    #[must_use]
    pub const fn guard(&self) -> Option<&'static str> {
        if self.parts.guard.is_empty() {
            None
        } else {
            Some(self.parts.guard)
        }
    }

    /// Some texts that match, the shortest first: one for each way in which a text can end.
    #[cfg(feature = "cases")]
    pub(crate) fn examples(&self, most: usize) -> Vec<String> {
        let mut reached = vec![(self.parts.start, String::new())];
        let mut found = Vec::new();
        let mut next = 0;
        while let Some((state, text)) = reached.get(next).cloned() {
            next += 1;
            if state == MATCHED || state >= self.parts.accepting_from {
                found.push(text.clone());
            }
            if found.len() == most {
                break;
            }
            for (class, character) in self.characters() {
                let state = self.next(state, class);
                if state != REJECTED && !reached.iter().any(|(known, _)| *known == state) {
                    reached.push((state, format!("{text}{character}")));
                }
            }
        }
        found
    }

    /// A character of each class, letters and digits rather than others.
    #[cfg(feature = "cases")]
    fn characters(&self) -> Vec<(u8, char)> {
        let plain = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .chain('!'..='~');
        let ranges = self.parts.classes.iter().map(|(low, ..)| *low);
        let mut characters: Vec<(u8, char)> = Vec::new();
        for character in plain.chain(ranges) {
            let class = self.class(character);
            if !characters.iter().any(|(known, _)| *known == class) {
                characters.push((class, character));
            }
        }
        characters
    }

    fn class(&self, character: char) -> u8 {
        let ascii = usize::try_from(u32::from(character)).ok();
        let known = ascii.and_then(|code| self.ascii.get(code));
        known.copied().unwrap_or_else(|| self.search(character))
    }

    fn search(&self, character: char) -> u8 {
        let classes = self.parts.classes;
        let following = classes.partition_point(|&(_, high, _)| high < character);
        match classes.get(following) {
            Some(&(low, _, class)) if low <= character => class,
            _ => 0,
        }
    }

    /// The next state; a missing entry rejects.
    const fn next(&self, state: u16, class: u8) -> u16 {
        next_state(&self.parts, state, class)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Pattern")
            .field(&self.as_str())
            .finish()
    }
}

/// A minimal deterministic automaton, as the derive macro writes it.
///
/// States are numbered; state 0 rejects and state 1 accepts whatever follows, and the others have
/// a row in the table each, in order.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Parts {
    /// The pattern as it stands in a schema.
    pub source: &'static str,
    /// The texts that a schema must also rule out, as a pattern; may be empty.
    pub guard: &'static str,
    /// Ranges of characters, ascending and disjoint, with their class; all others are in class 0.
    pub classes: &'static [(char, char, u8)],
    /// How many classes there are, and so entries in a row.
    pub class_count: usize,
    /// The rows: the next state per class, as two bytes with the higher one first.
    pub transitions: &'static [u8],
    /// The state before the first character.
    pub start: u16,
    /// A text that ends in this state or a later one matches.
    pub accepting_from: u16,
}

/// The ASCII characters of which a text of any length matches: from the start they lead to a state in which a text may
/// end, and from there back to it. With the state.
const fn stays(parts: &Parts, ascii: &[u8; ASCII]) -> (u16, [bool; ASCII]) {
    let mut table = [false; ASCII];
    let mut home = REJECTED;
    let mut code = 0;
    while code < ASCII {
        let next = next_state(parts, parts.start, ascii[code]);
        let is_home = next >= FIRST_ROW && next >= parts.accepting_from;
        if is_home && next_state(parts, next, ascii[code]) == next {
            if home == REJECTED {
                home = next;
            }
            table[code] = next == home;
        }
        code += 1;
    }
    (home, table)
}

/// The next state; a missing entry rejects.
const fn next_state(parts: &Parts, state: u16, class: u8) -> u16 {
    if state < FIRST_ROW {
        return REJECTED;
    }
    // A table too large for its own figures is broken, and nothing is known of it.
    let row = ((state - FIRST_ROW) as usize).checked_mul(parts.class_count);
    let Some(row) = row else { return REJECTED };
    match row.checked_add(class as usize) {
        Some(entry) if entry < parts.transitions.len() / 2 => u16::from_be_bytes([
            parts.transitions[2 * entry],
            parts.transitions[2 * entry + 1],
        ]),
        _ => REJECTED,
    }
}

const fn ascii_classes(classes: &[(char, char, u8)]) -> [u8; ASCII] {
    let mut table = [0; ASCII];
    let mut index = 0;
    while index < classes.len() {
        let (low, high, class) = classes[index];
        let mut code = low as usize;
        while code <= high as usize && code < ASCII {
            table[code] = class;
            code += 1;
        }
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Parts, Pattern};

    /// `^[0-9]+$`: nothing read yet (2), digits read (3).
    const DIGITS: Pattern = Pattern::from_parts(Parts {
        source: "^[0-9]+$",
        guard: r"[\n\r\u0085\u2028\u2029]",
        classes: &[('0', '9', 1)],
        class_count: 2,
        transitions: b"\0\0\0\x03\0\0\0\x03",
        start: 2,
        accepting_from: 3,
    });

    /// `\u00E9[\u{1F600}-\u{1F64F}]`, anywhere: nothing of it read (2), the letter read (3).
    const LETTER_AND_FACE: Pattern = Pattern::from_parts(Parts {
        source: "\\u00E9[\u{1F600}-\u{1F64F}]",
        guard: "",
        classes: &[('é', 'é', 1), ('\u{1F600}', '\u{1F64F}', 2)],
        class_count: 3,
        transitions: b"\0\x02\0\x03\0\x02\0\x02\0\x03\0\x01",
        start: 2,
        accepting_from: 4,
    });

    #[test]
    fn an_anchored_pattern_decides_the_whole_text() {
        let texts = [
            "",
            "0",
            "0123456789",
            "12a",
            "a12",
            "1 2",
            "12\n",
            "\u{660}",
        ];
        let expected = regex::Regex::new(DIGITS.as_str()).unwrap();
        for text in texts {
            assert_eq!(DIGITS.is_match(text), expected.is_match(text), "{text:?}");
        }
        assert!(DIGITS.is_match("0123456789"));
        assert!(!DIGITS.is_match("12\n"));
    }

    #[test]
    fn an_unanchored_pattern_matches_anywhere_in_the_text() {
        let expected = regex::Regex::new(LETTER_AND_FACE.as_str()).unwrap();
        let texts = [
            "",
            "é",
            "é😀",
            "x\né😀y",
            "éé😀",
            "é\u{1F650}",
            "é\u{1F5FF}",
            "😀é",
            "e😀",
        ];
        for text in texts {
            let found = LETTER_AND_FACE.is_match(text);
            assert_eq!(found, expected.is_match(text), "{text:?}");
        }
        assert!(LETTER_AND_FACE.is_match("x\né😀y"));
        assert!(!LETTER_AND_FACE.is_match("😀é"));
    }

    #[test]
    fn a_pattern_shows_its_source_and_tells_whether_it_needs_the_guard() {
        assert_eq!(DIGITS.as_str(), "^[0-9]+$");
        assert_eq!(format!("{DIGITS:?}"), r#"Pattern("^[0-9]+$")"#);
        assert!(DIGITS.guard().is_some());
        assert!(LETTER_AND_FACE.guard().is_none());
    }

    /// The state in which characters are read of which a text of any length matches, and these.
    fn home(pattern: &Pattern) -> (u16, String) {
        let (home, stays) = super::stays(&pattern.parts, &pattern.ascii);
        let codes = (0..=u8::MAX).zip(stays).filter(|(_, stays)| *stays);
        (home, codes.map(|(code, _)| char::from(code)).collect())
    }

    #[test]
    fn the_characters_of_which_a_text_of_any_length_matches_are_known() {
        let of = |classes, class_count, transitions, accepting_from| {
            home(&Pattern::from_parts(Parts {
                classes,
                class_count,
                transitions,
                accepting_from,
                ..DIGITS.parts.clone()
            }))
        };
        assert_eq!(home(&DIGITS), (3, "0123456789".to_owned()));
        // `^[0-4]*$`, which an empty text matches too.
        let digits = of(&[('0', '4', 1)], 2, b"\0\0\0\x02", 2);
        assert_eq!(digits, (2, "01234".to_owned()));
        // `^(a+|b+)$`: one of them.
        let letters: &[_] = &[('a', 'a', 1), ('b', 'b', 2)];
        let either = of(
            letters,
            3,
            b"\0\0\0\x03\0\x04\0\0\0\x03\0\0\0\0\0\0\0\x04",
            3,
        );
        assert_eq!(either, (3, "a".to_owned()));
        // `^ab*$`, in which no character leads back, and `^a`, after which all do.
        let once = of(letters, 3, b"\0\0\0\x03\0\0\0\0\0\0\0\x03", 3);
        assert_eq!(once, (0, String::new()));
        let start = of(letters, 3, b"\0\0\0\x01\0\0", 3);
        assert_eq!(start, (0, String::new()));
    }

    #[cfg(feature = "cases")]
    #[test]
    fn of_each_way_in_which_a_text_can_end_there_is_one_example_and_the_shortest() {
        assert_eq!(DIGITS.examples(4), ["0"]);
        assert_eq!(LETTER_AND_FACE.examples(4), ["é\u{1F600}"]);
    }

    #[test]
    fn a_broken_table_rejects_and_never_panics() {
        let broken = |class_count, transitions, start| {
            Pattern::from_parts(Parts {
                classes: &[('z', 'a', 9), ('a', '\u{10FFFF}', 255), ('\0', 'b', 7)],
                class_count,
                transitions,
                start,
                ..DIGITS.parts.clone()
            })
        };
        // The last ends right before what is looked for.
        let tables: [&[u8]; 5] = [
            b"",
            b"\0",
            b"\0\x03\0",
            b"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
            &[0; 14],
        ];
        for table in tables {
            for class_count in [0, 1, 2, usize::MAX / 2, usize::MAX] {
                for start in [2, 3, 500, u16::MAX] {
                    let pattern = broken(class_count, table, start);
                    assert!(!pattern.is_match("0a9é😀\u{10FFFF}"), "{pattern:?}");
                }
            }
        }
    }
}
