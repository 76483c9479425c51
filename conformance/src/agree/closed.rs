//! The differences that are allowed: all of them, each with its reason.
//!
//! They are fail-closed: native code refuses a text, or a validator cannot read one. That a validator refuses what native
//! code accepts has no place here, since an entry is only ever asked about a [`Refused`] or an [`Unread`] text, and about a
//! reason that is [`Unsaid`] where both refuse. An entry that no longer differs makes a run fail.

use crossfield::{Code, Violation};
use serde_json::Value;

use super::compare::{Refused, Unread, Unsaid};
use super::witness;
use crate::broken;
use crate::peers::is_exact_in_doubles;

/// A class of texts on which validators differ from native code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it is called in reports.
    pub name: &'static str,
    /// Why it differs, and why that is right.
    pub reason: &'static str,
    /// The validators that differ. Of each there must be a text that shows it.
    pub peers: &'static [&'static str],
    /// Which texts these are.
    pub difference: Difference,
    /// Makes a text of the class out of a valid payload, if it can be made of that one.
    pub witness: fn(&str) -> Option<String>,
}

/// Which side refuses, and how the texts are known.
#[derive(Clone, Copy, Debug)]
pub enum Difference {
    /// Native code refuses the text, and the validator's reader takes it for another one, which this gives; `None` for a
    /// text that is not of the class. It must be one that native code accepts.
    TakenForAnother(fn(&str) -> Option<String>),
    /// Native code refuses the text for rules alone of which the schema says that Rust checks them.
    NativeOnly,
    /// The validator cannot read the text; whether it is of the class.
    NotRead(fn(&Unread<'_>) -> bool),
    /// Both refuse the text, and the validator leaves a reason unsaid; whether it is of the class.
    NotSaid(fn(&Unsaid<'_>) -> bool),
}

const IN_JAVASCRIPT_AND_PYTHON: &[&str] = &["ajv", "hyperjump", "python", "ajv-3.0", "python-3.0"];
const FOR_JSON_SCHEMA: &[&str] = &["jsonschema", "boon", "ajv", "hyperjump", "python"];
const ALL: &[&str] = &[
    "jsonschema",
    "boon",
    "ajv",
    "hyperjump",
    "python",
    "ajv-3.0",
    "python-3.0",
];

/// The list.
pub const LIST: &[Entry] = &[
    Entry {
        name: "repeated key",
        reason: "A value has a key once: readers keep the last of several (RFC 8259, section 4, leaves it open), and no \
            schema sees the others. Native code refuses a key of a type's that is repeated, as serde does, since another \
            reader may keep the first.",
        peers: ALL,
        difference: Difference::TakenForAnother(with_last_of_equal_keys),
        witness: witness::repeated_key,
    },
    Entry {
        name: "lone surrogate",
        reason: "An escape of half a surrogate pair is no Unicode text (RFC 8259, section 8.2; RFC 7493, section 2.1, \
            forbids it), and no Rust string can hold it. JavaScript's and Python's strings can.",
        peers: IN_JAVASCRIPT_AND_PYTHON,
        difference: Difference::TakenForAnother(witness::without_lone_surrogates),
        witness: witness::lone_surrogate,
    },
    Entry {
        name: "depth",
        reason: "A reader may limit the depth of nesting (RFC 8259, section 9). `Valid` and the check on text read 127 \
            levels, so that no text exhausts the stack, also in what they pass over.",
        peers: IN_JAVASCRIPT_AND_PYTHON,
        difference: Difference::TakenForAnother(witness::without_depth),
        witness: witness::depth,
    },
    Entry {
        name: "number too large",
        reason: "A number beyond the range of a double may be refused (RFC 8259, section 6). `Valid` and the check on text do, \
            as serde_json does, also in what they pass over. Python takes it for infinity.",
        peers: &["python", "python-3.0"],
        difference: Difference::TakenForAnother(witness::with_finite_numbers),
        witness: witness::large_number,
    },
    Entry {
        name: "least integer as a double",
        reason: "`serde_json` gives the double -2^63 for `-9223372036854775808.0` and for `-9223372036854775809`, which no \
            `i64` holds. Since `Valid` cannot tell which is meant, an `i64` reads its least value from digits only. A \
            reader sees one value for both forms, or for the first; it may be in the schema's bounds.",
        peers: &["jsonschema", "python"],
        difference: Difference::TakenForAnother(witness::with_least_integer),
        witness: witness::least_with_fraction,
    },
    Entry {
        name: "mistyped items that repeat",
        reason: "ajv does not compare items of another type than the schema names, since these are refused anyway: of these \
            it says the type alone.",
        peers: &["ajv"],
        difference: Difference::NotSaid(|unsaid| {
            unsaid.code() == Code::Duplicate && unsaid.has_inside(&Code::Type)
        }),
        witness: witness::repeated_mistyped_items,
    },
    Entry {
        name: "native-only rule",
        reason: "The schema lists the rule in a comment, since no keyword can say it.",
        peers: FOR_JSON_SCHEMA,
        difference: Difference::NativeOnly,
        witness: |_| None,
    },
    Entry {
        name: "number that no double holds",
        reason: "A validator that keeps numbers as doubles sees another number (RFC 7493, section 2.2), so it is not \
            asked. Native code and the other validators read what is there.",
        peers: &["boon", "ajv", "hyperjump", "ajv-3.0"],
        difference: Difference::NotRead(|unread| !is_exact_in_doubles(unread.text())),
        witness: witness::large_integer,
    },
];

/// How the native verdict is explained by the list.
#[derive(Debug)]
pub(super) struct Known<'a> {
    list: &'a [Entry],
    peer: &'a str,
}

impl<'a> Known<'a> {
    pub(super) const fn of(list: &'a [Entry], peer: &'a str) -> Self {
        Self { list, peer }
    }

    /// The entries on the validator, with their positions.
    fn entries(&self) -> impl Iterator<Item = (usize, &'a Entry)> {
        let (list, peer) = (self.list, self.peer);
        list.iter()
            .enumerate()
            .filter(move |(_, entry)| entry.peers.contains(&peer))
    }

    /// The entries by which the difference is known, by their positions; none if it is not known.
    pub(super) fn refused(&self, refused: &Refused<'_>) -> Vec<usize> {
        let mut known = Vec::new();
        let mut text = refused.text().to_owned();
        for (position, entry) in self.entries() {
            if let Difference::TakenForAnother(taken) = entry.difference
                && let Some(other) = taken(&text)
            {
                text = other;
                known.push(position);
            }
        }
        let verdict = if known.is_empty() {
            Err(refused.violations().clone())
        } else {
            refused.native().on_text(&text)
        };
        let Err(violations) = verdict else {
            return known;
        };
        let native_only = self
            .entries()
            .find(|(_, entry)| matches!(entry.difference, Difference::NativeOnly));
        match native_only {
            Some((position, _)) if violations.iter().all(Violation::is_native_only) => {
                known.push(position);
                known
            }
            _ => Vec::new(),
        }
    }

    /// The same where both refuse: each reason that is missing must be known, and there may be no other.
    pub(super) fn unsaid(&self, difference: &broken::Difference) -> Vec<usize> {
        let mut known = Vec::new();
        for unsaid in Unsaid::of(difference).into_iter().flatten() {
            let entry = self.entries().find(|(_, entry)| match entry.difference {
                Difference::NotSaid(is_of_class) => is_of_class(&unsaid),
                Difference::TakenForAnother(_)
                | Difference::NativeOnly
                | Difference::NotRead(_) => false,
            });
            match entry {
                Some((position, _)) => known.push(position),
                None => return Vec::new(),
            }
        }
        known
    }

    /// The same for a text that the validator cannot read.
    pub(super) fn unread(&self, unread: &Unread<'_>) -> Vec<usize> {
        let known = self.entries().filter(|(_, entry)| match entry.difference {
            Difference::NotRead(is_of_class) => is_of_class(unread),
            Difference::TakenForAnother(_) | Difference::NativeOnly | Difference::NotSaid(_) => {
                false
            }
        });
        known.map(|(position, _)| position).collect()
    }
}

/// The text as a reader takes it that keeps the last of equal keys; `None` if no key is repeated.
fn with_last_of_equal_keys(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    witness::repeats_a_key(text).then(|| value.to_string())
}
