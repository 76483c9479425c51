//! Objects, and arrays that are read by position: their fields, and the rules across them.

use super::fields::Fields;
use super::{FIRST, Found, GROUPS, Phase, Seen, Walk, matches_kind};
use crate::field::length::Length;
use crate::json::{Key, Kind, SyntaxError};
use crate::path::Path;
use crate::rule::{Field, Filled, Rules};
use crate::violation::{Cause, Fault, Span, Violation};

/// Puts what was found in an object in the order of its fields.
pub(super) fn sort(found: &mut [Found]) {
    found.sort_by_key(|(rank, _)| *rank);
}

impl<'a> Walk<'a> {
    /// An array with a shape and rules for each position.
    pub(super) fn tuple(
        &mut self,
        rules: &'static Rules,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        let mark = self.found.len();
        let mut fields = Fields::new(rules, self.text);
        let mut length = 0;
        self.reader.begin_array()?;
        while self.reader.next_item()? {
            match rules.fields.get(length) {
                Some(field) => self.given_field(rules, length, field, &mut fields, at)?,
                None => self.reader.skip_value()?,
            }
            length += 1;
        }
        let span = self.span_from(start);
        if let Err(fault) = rules.holds_positions(length) {
            let violation = Violation::new(*at, Cause::Positions(rules, fault));
            self.found.insert(mark, (FIRST, violation.with_span(span)));
        }
        self.across_fields(rules, &fields, at, span);
        self.sort_from(mark);
        Ok(())
    }

    pub(super) fn sort_from(&mut self, mark: usize) {
        if let Some(found) = self.found.get_mut(mark..) {
            sort(found);
        }
    }

    pub(super) fn object(
        &mut self,
        rules: &'static Rules,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        if !rules.flattened.is_empty() {
            return self.mixed_object(rules, at);
        }
        let start = self.reader.offset();
        let mark = self.found.len();
        let mut fields = Fields::new(rules, self.text);
        let mut tag = Beside::new(self.beside.take());
        self.reader.begin_object()?;
        while let Some(key) = self.reader.next_key()? {
            if tag.is(&key) {
                self.tag_key(&mut tag, &key, at)?;
                continue;
            }
            if let Some((index, field)) = fields.find(&key.text) {
                self.field(rules, (index, field), &key, &mut fields, at)?;
            } else {
                if rules.deny_unknown_fields {
                    let key_span = Span {
                        start: key.start,
                        end: key.end,
                    };
                    self.add(&at.key(&key.text), Cause::UnknownField(rules), key_span);
                }
                self.reader.skip_value()?;
            }
        }
        self.across_fields(rules, &fields, at, self.span_from(start));
        self.sort_from(mark);
        Ok(())
    }

    /// The tag has been read by then.
    pub(super) fn tag_key(
        &mut self,
        tag: &mut Beside,
        key: &Key<'_>,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        if std::mem::replace(&mut tag.seen, true) {
            let span = Span {
                start: key.start,
                end: key.end,
            };
            self.add(&at.key(&key.text), Cause::DuplicateKey, span);
        }
        self.reader.skip_value()
    }

    /// A field of an object, at one of its keys.
    pub(super) fn field(
        &mut self,
        rules: &'static Rules,
        (index, field): (usize, &'static Field),
        key: &Key<'a>,
        fields: &mut Fields<'a>,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        if !fields.is_seen(index) {
            fields.remember_key(index, field, key);
            return self.given_field(rules, index, field, fields, at);
        }
        self.reader.skip_value()?;
        let cause = if fields.is_under(index, field, key) {
            Cause::DuplicateKey
        } else {
            Cause::SecondKey(field)
        };
        let span = Span {
            start: key.start,
            end: key.end,
        };
        let violation = Violation::new(at.field(rules, index), cause).with_span(span);
        self.found.push(((index, Phase::OwnValue), violation));
        Ok(())
    }

    /// A field of an object or a position of an array, where it stands for the first time.
    pub(super) fn given_field(
        &mut self,
        rules: &'static Rules,
        index: usize,
        field: &'static Field,
        fields: &mut Fields<'a>,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let at = at.field(rules, index);
        let mark = self.found.len();
        let kind = self.reader.peek()?;
        let start = self.reader.offset();
        let seen = self.field_value(field, kind, &at)?;
        fields.set(index, seen, self.span_from(start));
        for (rank, _) in self.found.iter_mut().skip(mark) {
            *rank = (index, Phase::OwnValue);
        }
        Ok(())
    }

    pub(super) fn field_value(
        &mut self,
        field: &'static Field,
        kind: Kind,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        // A required field without a value is `required`, whether its key is missing or null.
        if kind == Kind::Null && field.is_required() {
            self.reader.null()?;
            return Ok(Seen::Null);
        }
        let rest = self.text.get(self.reader.offset()..).unwrap_or_default();
        if field.empty_is_absent && rest.starts_with(br#""""#) && matches_kind(&field.shape, kind) {
            self.reader.skip_value()?;
            return Ok(Seen::Absent);
        }
        let checks = if self.only_reads { &[] } else { field.checks };
        self.ruled(&field.shape, checks, self.layers.len(), at)
    }

    /// The rules that require or forbid a field, once all keys are read.
    pub(super) fn across_fields(
        &mut self,
        rules: &'static Rules,
        fields: &Fields<'a>,
        at: &Path<'_>,
        object: Span,
    ) {
        if self.only_reads {
            return self.missing_keys(rules, fields, at, object);
        }
        self.needs_value |= rules.needs_value;
        for (index, field) in rules.fields.iter().enumerate() {
            let place = at.field(rules, index);
            for (cause, span) in fields.demands(rules, index, field, object) {
                self.found.push((
                    (index, Phase::AcrossFields),
                    Violation::new(place, cause).with_span(span),
                ));
            }
            if let (Some(filled), false) = (field.filled, fields.is_seen(index)) {
                self.filled(filled, (rules, index), at, object);
            }
        }
        for (index, group) in rules.groups.iter().enumerate() {
            if !group.holds(fields) {
                let violation = Violation::new(*at, Cause::Group { rules, index });
                self.found.push((GROUPS, violation.with_span(object)));
            }
        }
    }
}

impl Walk<'_> {
    /// A default is judged as a value that was given.
    fn filled(
        &mut self,
        filled: Filled,
        (rules, index): (&'static Rules, usize),
        at: &Path<'_>,
        object: Span,
    ) {
        let found = rules.found_in_default(filled, at).into_iter();
        let rank = (index, Phase::OwnValue);
        self.found
            .extend(found.map(|violation| (rank, violation.with_span(object))));
    }

    /// Keys without which the object is not read. An array says itself that it lacks a position.
    fn missing_keys(
        &mut self,
        rules: &'static Rules,
        fields: &Fields<'_>,
        at: &Path<'_>,
        object: Span,
    ) {
        for (index, field) in rules.fields.iter().enumerate() {
            if field.key_required && !rules.positional && !fields.is_seen(index) {
                self.add(&at.field(rules, index), Cause::MissingKey, object);
            }
        }
    }
}

impl Rules {
    /// Whether an array of this length has every position that must be read, and no more than there are.
    pub(crate) fn holds_positions(&self, length: usize) -> Result<(), Fault> {
        let read = self.fields.iter().filter(|field| field.key_required);
        Length::new(Some(read.count()), Some(self.fields.len())).verdict(length)
    }
}

/// The tag of an enum among the keys of the variant's object.
pub(super) struct Beside {
    tag: Option<&'static str>,
    seen: bool,
}

impl Beside {
    pub(super) const fn new(tag: Option<&'static str>) -> Self {
        Self { tag, seen: false }
    }

    pub(super) fn is(&self, key: &Key<'_>) -> bool {
        self.tag.is_some_and(|tag| tag == key.text)
    }
}
