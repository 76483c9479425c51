//! Untagged enums, in JSON text: serde takes the first variant that it can read.

use std::collections::HashMap;

use super::{Walk, matches_kind};
use crate::choice::Misfit;
use crate::json::{Kind, SyntaxError};
use crate::path::Path;
use crate::rule::{Alternative, Choice, Form};
use crate::violation::Cause;

/// The variants of values, by the enum and the place in the text. Without it, an enum that holds itself would be tried
/// in each variant at each depth.
pub(super) type Chosen = HashMap<(*const Choice, usize), Option<usize>>;

impl Walk<'_> {
    /// Reads a value of an untagged enum.
    pub(super) fn untagged(
        &mut self,
        choice: &'static Choice,
        kind: Kind,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        let index = self.first_that_reads(choice)?;
        let index = index.or_else(|| only_one_of_kind(choice, kind));
        if let Some(variant) = index.and_then(|index| choice.variants.get(index)) {
            return self.held(&variant.rules, at);
        }
        self.reader.skip_value()?;
        let span = self.span_from(start);
        self.add(at, Cause::Choice(choice, Misfit::NoVariant), span);
        Ok(())
    }

    /// The first variant that serde reads from the next value, which is not passed by.
    fn first_that_reads(&mut self, choice: &'static Choice) -> Result<Option<usize>, SyntaxError> {
        let key = (core::ptr::from_ref(choice), self.reader.offset());
        if let Some(known) = self.chosen.get(&key) {
            return Ok(*known);
        }
        let mut first = None;
        for (index, variant) in choice.variants.iter().enumerate() {
            if self.reads(variant)? {
                first = Some(index);
                break;
            }
        }
        self.chosen.insert(key, first);
        Ok(first)
    }

    /// Whether serde reads the variant from the next value, which is not passed by. A repeated key is no reason to try
    /// the next variant, since a value does not show it.
    fn reads(&mut self, variant: &'static Alternative) -> Result<bool, SyntaxError> {
        let mut trial = Self {
            reader: self.reader.clone(),
            text: self.text,
            found: Vec::new(),
            layers: Vec::new(),
            needs_value: false,
            beside: None,
            only_reads: true,
            chosen: std::mem::take(&mut self.chosen),
        };
        let read = trial.held(&variant.rules, &Path::ROOT);
        let fits = trial
            .found
            .iter()
            .all(|(_, violation)| violation.is_of_a_repeated_key());
        self.chosen = trial.chosen;
        read.map(|()| fits)
    }
}

/// The variant whose faults are told, where none fits.
pub(crate) fn only_one_of_kind(choice: &'static Choice, kind: Kind) -> Option<usize> {
    let variants = choice.variants.iter().enumerate();
    let mut of_kind = variants.filter(|(_, variant)| variant.holds(kind));
    match (of_kind.next(), of_kind.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

impl Alternative {
    /// Whether a value that the other holds may be one of this variant too, by its kind.
    #[cfg(feature = "schemars")]
    pub(crate) fn may_hold_what(&self, other: &Self) -> bool {
        Kind::ALL
            .into_iter()
            .any(|kind| self.holds(kind) && other.holds(kind))
    }

    /// Whether what the variant holds is a value of the kind.
    pub(crate) fn holds(&self, kind: Kind) -> bool {
        match (self.form(), self.rules.fields) {
            (Form::Unit, _) => kind == Kind::Null,
            (Form::Tuple, _) => kind == Kind::Array,
            (Form::Object, _) => kind == Kind::Object,
            (Form::Newtype, fields) => fields
                .first()
                .is_some_and(|field| matches_kind(&field.shape, kind)),
        }
    }
}
