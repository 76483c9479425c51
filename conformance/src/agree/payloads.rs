//! The payloads of a subject, in one order for a seed.

use std::collections::VecDeque;

use crossfield::cases::Random;

use super::closed::Entry;
use super::subject::Subject;
use crate::mutations::{Mutations, Seeded};

/// Payloads without end: first those that are made from the rules and those that show what differs, then in turns random
/// ones, mutations, and mutations of which the text is changed too.
#[derive(Debug)]
pub(super) struct Payloads {
    first: VecDeque<String>,
    given: usize,
    random: Random,
    mutations: Mutations,
    seeded: Seeded,
}

impl Payloads {
    pub(super) fn of(subject: &Subject, list: &[Entry], seed: u64) -> Self {
        let valid = subject.valid();
        let mutations = Mutations::new(&valid, seed);
        let mut first = witnesses(&valid, list);
        first.extend(valid);
        first.extend(subject.invalid());
        Self {
            first: first.into(),
            given: 0,
            random: subject.random(seed),
            mutations,
            seeded: Seeded::new(seed),
        }
    }

    /// How many are made from the rules. All peers get these.
    pub(super) fn made(&self) -> usize {
        self.first.len()
    }

    /// The next ones, and the position of the first of them.
    pub(super) fn take(&mut self, count: usize) -> (usize, Vec<String>) {
        let start = self.given;
        self.given += count;
        let mut texts: Vec<String> = self.first.drain(..count.min(self.first.len())).collect();
        while texts.len() < count {
            let text = self.further(start + texts.len());
            texts.push(text);
        }
        (start, texts)
    }

    fn further(&mut self, position: usize) -> String {
        let text = match position % 2 {
            0 => self.random.next(),
            _ => self.mutations.next(),
        };
        let text = text.unwrap_or_default();
        match position % 8 {
            7 => changed(&text, &mut self.seeded),
            _ => text,
        }
    }
}

/// Of each class of differences, made of the first valid payloads of which it can be made.
fn witnesses(valid: &[String], list: &[Entry]) -> Vec<String> {
    const OF_EACH: usize = 8;
    let of = |entry: &Entry| {
        let witness = entry.witness;
        let texts = valid.iter().filter_map(move |payload| witness(payload));
        texts.take(OF_EACH)
    };
    list.iter().flat_map(of).collect()
}

/// The text with a piece put in that readers of JSON may take differently.
fn changed(text: &str, seeded: &mut Seeded) -> String {
    const PIECES: [&str; 12] = [
        "\\uD800",
        "\\uDFFF",
        "\\uD83D\\uDE00",
        "\\u0000",
        "\\n",
        ".0",
        "e400",
        "E-400",
        "0000000000000000001",
        ".00000000000000000001",
        "\u{FEFF}",
        "\u{7F}",
    ];
    let places: Vec<usize> = (0..=text.len())
        .filter(|place| text.is_char_boundary(*place))
        .collect();
    let (before, after) = text.split_at(*seeded.pick(&places));
    format!("{before}{}{after}", seeded.pick(&PIECES))
}
