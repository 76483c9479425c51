//! What a run found.

use std::fmt;
use std::time::Duration;

use crate::peers::{Formats, Trouble};

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// For each subject the native judges, and then each validator with each setting.
    pub rows: Vec<Row>,
    /// Verdicts that differ, shrunken, without repeats. They are examples: the rows have the numbers.
    pub disagreements: Vec<Disagreement>,
    /// Entries of the list that did not differ.
    pub no_longer: Vec<NoLonger>,
    /// Validators that could not be asked to the end.
    pub troubles: Vec<Trouble>,
    /// The time that the native judges (`None`) and each validator took, over all threads.
    pub times: Vec<(Option<String>, Duration)>,
}

impl Report {
    /// Whether nothing differs that is not known to, and everybody was asked.
    #[must_use]
    pub fn is_well(&self) -> bool {
        let Self {
            rows,
            disagreements,
            no_longer,
            troubles,
            times: _,
        } = self;
        rows.iter().all(|row| row.disagreements == 0)
            && disagreements.is_empty()
            && no_longer.is_empty()
            && troubles.is_empty()
    }
}

/// The figures of a subject and a judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The subject's name.
    pub subject: String,
    /// The validator's, and its setting; `None` for the native judges among themselves.
    pub peer: Option<(String, Formats)>,
    /// Those that the judge accepts.
    pub valid: u64,
    /// Those that it refuses, or cannot read.
    pub invalid: u64,
    /// Those of which the failing keywords were held against what native code finds, and said the same.
    pub sets: u64,
    /// Verdicts that differ from the native one, or its reasons, and are not in the list.
    pub disagreements: u64,
    /// Verdicts that differ and are.
    pub fail_closed: u64,
}

impl Row {
    /// Payloads that were judged.
    #[must_use]
    pub const fn payloads(&self) -> u64 {
        self.valid + self.invalid
    }
}

/// An entry of the list that is true no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoLonger {
    /// The entry's name.
    pub entry: &'static str,
    /// The validator that did not differ.
    pub peer: String,
}

impl fmt::Display for NoLonger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entry, peer } = self;
        write!(
            f,
            "the list of differences has `{entry}` for {peer}, and no payload shows it"
        )
    }
}

/// A payload on which verdicts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The subject's name.
    pub subject: String,
    /// Shrunken.
    pub payload: String,
    /// Who says what.
    pub sides: Sides,
}

/// Who says what of a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sides {
    /// The native judges differ.
    Native(String),
    /// A validator differs from them.
    Peer {
        /// The validator's name.
        peer: String,
        /// Its setting.
        formats: Formats,
        /// What it says.
        says: String,
        /// What native code says.
        native: String,
    },
}
