//! Payloads without end, from a seed.

use serde_json::Value;

use super::sample::{self, Sample};
use crate::rule::{Rules, Shape};
use crate::validate::Described;

/// Random payloads around a type's valid ones, valid and invalid, from a seed: the same on every machine.
///
/// Fields hold or lack what rules tell apart, many of them wrong at once; and now and then the text itself is changed: a
/// key stands twice, a number is written in another way, a character is escaped or lost. So not every payload is JSON.
///
/// ```
/// # use crossfield::{Validate, cases};
/// # #[derive(Validate)]
/// # struct Call { #[validate(length(min = 1))] to: String }
/// let once: Vec<String> = cases::random::<Call>(7).take(100).collect();
/// let again: Vec<String> = cases::random::<Call>(7).take(100).collect();
/// assert_eq!(once, again);
/// ```
#[must_use]
pub fn random<T: Described + ?Sized>(seed: u64) -> Random {
    let shape: &'static Shape = const { &T::SHAPE };
    let fields = match shape.inner() {
        Shape::Object(rules) => fields(rules()),
        _ => Vec::new(),
    };
    Random {
        generator: Generator(seed),
        payloads: sample::samples(shape, &[], &sample::Within::NOTHING),
        fields,
    }
}

/// Random payloads: see [`random`].
#[derive(Clone, Debug)]
pub struct Random {
    generator: Generator,
    /// Payloads to begin with, valid and invalid ones.
    payloads: Vec<Sample>,
    /// What the fields of the document can hold.
    fields: Vec<(&'static str, Vec<Sample>)>,
}

fn fields(rules: &'static Rules) -> Vec<(&'static str, Vec<Sample>)> {
    let fields = rules.fields.iter();
    let samples = fields.map(|field| {
        let samples = sample::samples(&field.shape, field.checks, &sample::Within::NOTHING);
        (field.name, samples)
    });
    samples.collect()
}

impl Iterator for Random {
    type Item = String;

    /// Never `None`.
    fn next(&mut self) -> Option<String> {
        let mut payload = self.pick_payload();
        if let Value::Object(entries) = &mut payload {
            for _ in 0..self.generator.below(4) {
                self.change_field(entries);
            }
        }
        let mut text = payload.to_string();
        if self.generator.below(4) == 0 {
            text = self.generator.mutate(&text);
        }
        Some(text)
    }
}

impl Random {
    fn pick_payload(&mut self) -> Value {
        let index = self.generator.below(self.payloads.len());
        self.payloads
            .get(index)
            .map_or(Value::Null, |sample| sample.value.clone())
    }

    fn change_field(&mut self, entries: &mut serde_json::Map<String, Value>) {
        let index = self.generator.below(self.fields.len());
        let Some((name, samples)) = self.fields.get(index) else {
            return;
        };
        // One more than there are samples: then the key is taken out.
        match samples.get(self.generator.below(samples.len() + 1)) {
            Some(sample) => drop(entries.insert((*name).to_owned(), sample.value.clone())),
            None => drop(entries.remove(*name)),
        }
    }
}

/// `SplitMix64` (Steele, Lea and Flood 2014): a counter whose bits are mixed.
#[derive(Clone, Debug)]
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound; 0 if there is none.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// The text with one thing changed that a reader of JSON may or may not mind.
    fn mutate(&mut self, text: &str) -> String {
        match self.below(6) {
            0 => self.at_random_place(text, |before, after| format!("{before} {after}")),
            1 => self.at_random_place(text, |before, after| {
                let mut rest = after.chars();
                rest.next();
                format!("{before}{}", rest.as_str())
            }),
            2 => self.at_random_place(text, |before, after| {
                let mut rest = after.chars();
                match rest.next() {
                    Some(letter) if letter.is_alphanumeric() && u32::from(letter) <= 0xFFFF => {
                        format!("{before}\\u{:04X}{}", u32::from(letter), rest.as_str())
                    }
                    _ => format!("{before}{after}"),
                }
            }),
            3 => self.number_in_another_form(text),
            4 => self.key_twice(text),
            _ => self.at_random_place(text, |before, _| before.to_owned()),
        }
    }

    fn at_random_place(&mut self, text: &str, change: impl FnOnce(&str, &str) -> String) -> String {
        let wanted = self.below(text.len() + 1);
        let mut places = (0..=wanted).rev();
        let place = places
            .find(|place| text.is_char_boundary(*place))
            .unwrap_or(0);
        let (before, after) = text.split_at(place);
        change(before, after)
    }

    /// Digits that may be a number get a fraction or an exponent. In a text they become other digits.
    fn number_in_another_form(&mut self, text: &str) -> String {
        const FORMS: [&str; 6] = [".0", ".5", "e0", "E+1", "e999", "00"];
        let ends: Vec<usize> = ends_of_digits(text).collect();
        let form = FORMS
            .get(self.below(FORMS.len()))
            .copied()
            .unwrap_or_default();
        match ends.get(self.below(ends.len())) {
            Some(end) => {
                let (before, after) = text.split_at(*end);
                format!("{before}{form}{after}")
            }
            None => text.to_owned(),
        }
    }

    /// The first entry of an object stands at its end once more.
    fn key_twice(&mut self, text: &str) -> String {
        let inside = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'));
        let first = inside.and_then(|inside| inside.split_once(':'));
        match (inside, first) {
            (Some(inside), Some((key, _))) => {
                let value = ["null", "1", "\"a\""]
                    .get(self.below(3))
                    .copied()
                    .unwrap_or("null");
                format!("{{{inside},{key}:{value}}}")
            }
            _ => text.to_owned(),
        }
    }
}

fn ends_of_digits(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    (1..bytes.len()).filter(|end| {
        let is_digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
        is_digit(end - 1) && !is_digit(*end)
    })
}
