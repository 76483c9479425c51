//! Counting: what each judge said of each subject's payloads.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::peers::{Formats, Trouble};

/// A judge of a subject: the native ones together, or a validator under one of its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seat {
    Native,
    /// The validator's position.
    Peer(usize, Formats),
}

/// The figures of a judge.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) valid: u64,
    pub(super) invalid: u64,
    pub(super) sets: u64,
    pub(super) disagreements: u64,
    pub(super) fail_closed: u64,
    /// Payloads on which it differs, by their positions: the first ones.
    pub(super) examples: BTreeMap<usize, String>,
}

impl Cell {
    pub(super) fn verdict(&mut self, is_valid: bool) {
        self.valid += u64::from(is_valid);
        self.invalid += u64::from(!is_valid);
    }

    pub(super) fn differs(&mut self, position: usize, text: &str) {
        self.disagreements += 1;
        self.examples.insert(position, text.to_owned());
        self.keep_the_first();
    }

    /// Whichever thread was first, the same are kept.
    fn keep_the_first(&mut self) {
        const KEPT: usize = 3;
        while self.examples.len() > KEPT {
            self.examples.pop_last();
        }
    }

    fn add(&mut self, other: Self) {
        self.valid += other.valid;
        self.invalid += other.invalid;
        self.sets += other.sets;
        self.disagreements += other.disagreements;
        self.fail_closed += other.fail_closed;
        self.examples.extend(other.examples);
        self.keep_the_first();
    }
}

/// What a thread counted, or all of them.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By subject and judge.
    pub(super) cells: BTreeMap<(usize, Seat), Cell>,
    /// Entries of the list and validators that showed them.
    pub(super) seen: BTreeSet<(usize, usize)>,
    /// The time that native judges (`None`) and validators took.
    pub(super) times: BTreeMap<Option<usize>, Duration>,
    /// By validator.
    pub(super) troubles: BTreeMap<usize, Trouble>,
}

impl Tally {
    pub(super) fn cell(&mut self, subject: usize, seat: Seat) -> &mut Cell {
        self.cells.entry((subject, seat)).or_default()
    }

    pub(super) fn took(&mut self, judge: Option<usize>, time: Duration) {
        *self.times.entry(judge).or_default() += time;
    }

    pub(super) fn add(&mut self, other: Self) {
        for (key, cell) in other.cells {
            self.cells.entry(key).or_default().add(cell);
        }
        self.seen.extend(other.seen);
        for (judge, time) in other.times {
            self.took(judge, time);
        }
        self.troubles.extend(other.troubles);
    }
}
