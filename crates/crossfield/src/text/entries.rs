//! The entries of a map, in JSON text.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Found;
use crate::json::Key;
use crate::path::Path;
use crate::violation::Violation;

/// The keys of a map, and where in the text the last entry of each begins.
pub(super) type Keys<'a> = HashMap<Cow<'a, str>, usize>;

/// The entries of a map as they come.
///
/// Of several entries with one key a map keeps the last, and so does a JSON value. All of them are read before that, so
/// of those that are replaced only what keeps them from being read is told.
#[derive(Default)]
pub(super) struct Entries<'a> {
    last: Keys<'a>,
    repeats_key: bool,
}

impl<'a> Entries<'a> {
    pub(super) fn add(&mut self, key: &Key<'a>) {
        self.repeats_key |= self.last.insert(key.text.clone(), key.start).is_some();
    }

    /// Drops what is wrong in entries that are replaced, once all are read. The map stands at `at`.
    pub(super) fn drop_replaced(&self, found: &mut Vec<Found>, mark: usize, at: &Path<'_>) {
        if !self.repeats_key {
            return;
        }
        let depth = at.to_pointer().tokens().count();
        let mut inside = found.split_off(mark);
        inside.retain(|(_, violation)| violation.is_unread() || self.is_kept(violation, depth));
        found.append(&mut inside);
    }

    fn is_kept(&self, violation: &Violation, depth: usize) -> bool {
        let key = violation.pointer().tokens().nth(depth);
        let last = key.and_then(|key| self.last.get(key.as_str()));
        last.zip(violation.span())
            .is_none_or(|(last, span)| span.start >= *last)
    }

    pub(super) fn into_keys(self) -> Keys<'a> {
        self.last
    }
}
