//! Patterns are judged by words and by a table; the regex crate, which reads their source, says what is right.

use crossfield::Validate;
use regex::Regex;

/// For each pattern a type, and what the regex crate says.
macro_rules! patterns {
    ($($name:ident $pattern:literal)*) => {
        $(
            #[derive(Validate)]
            struct $name<'a>(#[validate(pattern($pattern))] &'a str);
        )*

        const PATTERNS: &[(&str, fn(&str) -> bool)] =
            &[$(($pattern, |text| $name(text).is_valid())),*];
    };
}

patterns! {
    OneClass "^[a-z0-9_-]+$"
    OneClassOrNothing "^[A-Z]*$"
    OneClassOfSome "^[a-c]{3,20}$"
    Printable "^[ -~]+$"
    AllBut "^[^a@]+$"
    AllButControls "^[^\\x00-\\x1F\\x7F]*$"
    ClassThenTail "^[a-z]+[0-9]{2}$"
    ClassThenOptional "^[a-z0-9]+(?:-[a-z]+)?$"
    LetterThenClass "^[a-z][a-z0-9-]*$"
    ClassWithOthers "^[a-zé]+$"
    Anywhere "b[0-9]"
    AtTheBegin "^[a-c]"
    Host "^[a-z0-9](?:[a-z0-9-]{0,10}[a-z0-9])?(?:\\.[a-z0-9]+)*$"
    Choice "^(?:ab|ba|b@)$"
    Empty "^$"
}

/// A text of up to 40 characters: a run of one kind, with others in some places.
struct Texts(u64);

impl Texts {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of(&mut self, characters: &str) -> char {
        let place = self.below(characters.chars().count());
        characters.chars().nth(place).unwrap()
    }

    fn text(&mut self) -> String {
        const ODD: &str = "a@b-_.09Zz`{/:\0\u{1F}\u{7F} ~\u{80}é\u{FF}😀";
        let runs = ["a", "abc", "ab09", "ABC", "az09-", " ~x", "é", "@b"];
        let run = runs[self.below(runs.len())];
        let length = self.below(41);
        let mut text: Vec<char> = (0..length).map(|_| self.one_of(run)).collect();
        if length > 0 {
            for _ in 0..self.below(3) {
                let place = self.below(length);
                text[place] = self.one_of(ODD);
            }
        }
        text.into_iter().collect()
    }
}

/// For each pattern.
const TEXTS: u32 = 10_000;

#[test]
fn texts_match_as_the_regex_crate_has_it() {
    for (pattern, is_valid) in PATTERNS {
        let definition = Regex::new(pattern).unwrap();
        let mut texts = Texts(7);
        let mut matches = 0_u32;
        for _ in 0..TEXTS {
            let text = texts.text();
            let expected = definition.is_match(&text);
            assert_eq!(is_valid(&text), expected, "{pattern} {text:?}");
            matches += u32::from(expected);
        }
        assert!((1..TEXTS).contains(&matches), "{pattern} {matches}");
    }
}

/// A character at a time in every place of texts around the length of a word.
#[test]
fn every_place_is_looked_at() {
    for (pattern, is_valid) in PATTERNS {
        let definition = Regex::new(pattern).unwrap();
        for length in [1, 3, 7, 8, 9, 16, 17] {
            for place in 0..length {
                for run in ['a', 'b', '0', 'Z', ' '] {
                    for odd in (0..=0xFF_u8).map(char::from) {
                        let text = (0..length).map(|at| if at == place { odd } else { run });
                        let text: String = text.collect();
                        let expected = definition.is_match(&text);
                        assert_eq!(is_valid(&text), expected, "{pattern} {text:?}");
                    }
                }
            }
        }
    }
}
