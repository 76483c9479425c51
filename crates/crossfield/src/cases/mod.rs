//! Payloads made from the rules of a type, for the tests of whoever sends or takes them (feature `cases`).
//!
//! [`valid`] gives payloads that keep every rule: the least there is to send, and one for each value that a rule asks
//! about. [`invalid`] gives payloads that break one rule each and nothing else, in every way there is, and [`each_rule`] one of these a rule.
//! [`random`] goes on from there without
//! end, from a seed, and [`shrink`] makes a payload that a test has found to something a person can read.
//!
//! ```
//! use crossfield::{Validate, cases};
//! # use serde::Deserialize;
//!
//! #[derive(Deserialize, Validate)]
//! struct Call {
//!     #[validate(length(min = 1, max = 64))]
//!     to: String,
//!     recorded: Option<bool>,
//!     #[validate(required_iff(recorded = true))]
//!     storage: Option<String>,
//! }
//!
//! for case in cases::each_rule::<Call>() {
//!     println!("{}\n    {}", case.name(), case.text());
//! }
//!
//! let broken: Vec<_> = cases::each_rule::<Call>().iter().map(|case| case.name().to_owned()).collect();
//! assert!(broken.contains(&"`/storage`: required when `recorded` is `true`".to_owned()));
//! assert!(broken.contains(&"`/to`: must have 1 to 64 characters".to_owned()));
//! ```
//!
//! Nothing here is written by hand for a type: what a field can hold comes from its shape and its rules, and whether a
//! payload is valid from [`check_json`](crate::check_json). So a rule that is added has its cases at once.
//!
//! # Limits
//!
//! A value that only a type's own `Deserialize` describes (`opaque`) is looked for among common forms (numbers, UUIDs,
//! dates, …); where none fits, payloads leave the field out if they may. Rules that Rust alone checks are kept, since a
//! payload is only given when it is what it says; that they are broken is not shown.

mod choice;
mod object;
mod random;
mod sample;
mod shrink;

pub use self::random::{Random, random};
pub use self::shrink::shrink;
use crate::rule::Shape;
use crate::text;
use crate::validate::Described;
use crate::violation::Violation;

/// A payload, and what it shows.
#[derive(Clone, Debug)]
pub struct Case {
    name: String,
    text: String,
    violation: Option<Violation>,
}

impl Case {
    /// What the payload shows, in words: the rule that it breaks, or what is in it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The payload: JSON text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with the payload, and all that is; `None` for a valid one.
    #[must_use]
    pub const fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }
}

/// Payloads that keep every rule of a type.
///
/// The first has the least in it. Then come one with a value in every field that can have one, and one for each value
/// that a field can hold as far as rules tell them apart: the values of enums, the bounds of lengths and numbers, the
/// literals of conditions. No payload stands there twice.
#[must_use]
pub fn valid<T: Described + ?Sized>() -> Vec<Case> {
    let shape: &'static Shape = const { &T::SHAPE };
    let cases = sample::samples(shape, &[], &sample::Within::NOTHING);
    let cases = cases.into_iter().filter_map(|sample| {
        let text = sample.value.to_string();
        text::violations(shape, &[], text.as_bytes())
            .is_empty()
            .then_some(Case {
                name: sample.name,
                text,
                violation: None,
            })
    });
    distinct(cases)
}

/// Payloads that break one rule of a type each, in one way, and no other.
///
/// Every rule is there that can be broken alone: wrong types, missing and unknown keys, strings that are none of an
/// enum's, each bound, and each rule across fields under each value that makes it speak. (A rule that cannot be broken
/// without another, since both say the same of one field, is not.) No payload stands there twice.
#[must_use]
pub fn invalid<T: Described + ?Sized>() -> Vec<Case> {
    let shape: &'static Shape = const { &T::SHAPE };
    let cases = sample::samples(shape, &[], &sample::Within::NOTHING);
    let cases = cases.into_iter().filter_map(|sample| {
        let text = sample.value.to_string();
        let violation = only(text::violations(shape, &[], text.as_bytes()))?;
        Some(Case {
            name: violation.to_string(),
            text,
            violation: Some(violation),
        })
    });
    distinct(cases)
}

/// One payload for each rule that can be broken alone: of [`invalid`] the first for each violation.
#[must_use]
pub fn each_rule<T: Described + ?Sized>() -> Vec<Case> {
    let mut seen = std::collections::HashSet::new();
    let cases = invalid::<T>().into_iter();
    cases
        .filter(|case| seen.insert(case.name.clone()))
        .collect()
}

fn only(violations: Vec<Violation>) -> Option<Violation> {
    let mut violations = violations.into_iter();
    let first = violations.next();
    violations.next().is_none().then_some(first).flatten()
}

fn distinct(cases: impl Iterator<Item = Case>) -> Vec<Case> {
    let mut seen = std::collections::HashSet::new();
    cases
        .filter(|case| seen.insert(case.text.clone()))
        .collect()
}
