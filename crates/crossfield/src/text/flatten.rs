//! Flattened fields, in JSON text: an object whose keys belong to several types.
//!
//! serde hands each key to the object's own fields first, then to the flattened ones in their order. A struct takes a
//! key of its own away from those behind it, but for one that has flattened fields itself: that, and a map, only look.

use super::entries::Entries;
use super::fields::Fields;
use super::object::{Beside, sort};
use super::{Found, Phase, Walk};
use crate::json::{Key, SyntaxError};
use crate::path::Path;
use crate::rule::{Rules, Shape};
use crate::violation::Span;

/// An object, or a flattened part of one, whose keys are being read.
struct Open<'a> {
    rules: &'static Rules,
    fields: Fields<'a>,
    found: Vec<Found>,
    parts: Vec<(usize, Part<'a>)>,
}

/// A flattened field.
enum Part<'a> {
    Struct(Open<'a>),
    Map(&'static Shape, Entries<'a>, Vec<Found>),
}

impl Walk<'_> {
    /// Reads an object with flattened fields.
    pub(super) fn mixed_object(
        &mut self,
        rules: &'static Rules,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        let mut open = Open::new(rules, self.text);
        let mut tag = Beside::new(self.beside.take());
        self.reader.begin_object()?;
        while let Some(key) = self.reader.next_key()? {
            if tag.is(&key) {
                self.tag_key(&mut tag, &key, at)?;
            } else if !open.offer(self, &key, at)? {
                self.reader.skip_value()?;
            }
        }
        let found = open.close(self, at, self.span_from(start));
        self.found.extend(found);
        Ok(())
    }

    /// Looks at a value, of which the reader stays in front, and gives what is found.
    fn look<T>(
        &mut self,
        found: &mut Vec<Found>,
        look: impl FnOnce(&mut Self) -> Result<T, SyntaxError>,
    ) -> Result<T, SyntaxError> {
        let reader = self.reader.clone();
        std::mem::swap(&mut self.found, found);
        let looked = look(self);
        std::mem::swap(&mut self.found, found);
        self.reader = reader;
        looked
    }
}

impl<'a> Open<'a> {
    fn new(rules: &'static Rules, text: &'a [u8]) -> Self {
        let parts = rules.flattened.iter().filter_map(|flattened| {
            let part = match &flattened.shape {
                Shape::Object(rules) => Part::Struct(Self::new(rules(), text)),
                Shape::Map(entry) => Part::Map(entry, Entries::default(), Vec::new()),
                // The constructor of the table takes no other.
                _ => return None,
            };
            Some((flattened.before, part))
        });
        Self {
            rules,
            fields: Fields::new(rules, text),
            found: Vec::new(),
            parts: parts.collect(),
        }
    }

    /// Offers the value at a key, and says whether it was taken: then the reader stands behind it.
    fn offer(
        &mut self,
        walk: &mut Walk<'a>,
        key: &Key<'a>,
        at: &Path<'_>,
    ) -> Result<bool, SyntaxError> {
        if let Some((index, field)) = self.fields.find(&key.text) {
            std::mem::swap(&mut walk.found, &mut self.found);
            let read = walk.field(self.rules, (index, field), key, &mut self.fields, at);
            std::mem::swap(&mut walk.found, &mut self.found);
            return read.map(|()| true);
        }
        for (_, part) in &mut self.parts {
            match part {
                Part::Map(entry, entries, found) => {
                    let (entry, at) = (*entry, at.flattened(self.rules));
                    entries.add(key);
                    walk.look(found, |walk| {
                        walk.value(entry, walk.layers.len(), &at.key(&key.text))
                    })?;
                }
                Part::Struct(open) if open.parts.is_empty() => {
                    if open.offer(walk, key, at)? {
                        return Ok(true);
                    }
                }
                Part::Struct(open) => {
                    let mut none = Vec::new();
                    walk.look(&mut none, |walk| open.offer(walk, key, at))?;
                }
            }
        }
        Ok(false)
    }

    /// All that was found, in the order of the fields, once all keys are read.
    fn close(mut self, walk: &mut Walk<'a>, at: &Path<'_>, object: Span) -> Vec<Found> {
        std::mem::swap(&mut walk.found, &mut self.found);
        walk.across_fields(self.rules, &self.fields, at, object);
        std::mem::swap(&mut walk.found, &mut self.found);
        for (before, part) in self.parts {
            let found = match part {
                Part::Struct(open) => open.close(walk, at, object),
                Part::Map(_, entries, mut found) => {
                    entries.drop_replaced(&mut found, 0, at);
                    found
                }
            };
            let found = found.into_iter();
            self.found
                .extend(found.map(|(_, violation)| ((before, Phase::Flattened), violation)));
        }
        sort(&mut self.found);
        self.found
    }
}
