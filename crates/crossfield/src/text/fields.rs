//! What the fields of an object hold, as the rules across fields ask for it.

use core::cmp::Ordering;

use super::{Seen, Walk};
use crate::cross::Facts;
use crate::field::length::HasLength;
use crate::inside;
use crate::json::{Key, Kind};
use crate::path::Path;
use crate::rule::{Check, Condition, Demand, Field, Literal, Rules};
use crate::violation::{Cause, Counted, Fault, Span};

/// What an object's fields hold.
pub(super) struct Fields<'a> {
    rules: &'static Rules,
    /// The document, in which the spans are.
    text: &'a [u8],
    seen: Vec<(Seen<'a>, Option<Span>)>,
    /// The keys at which fields with several were found first.
    keys: Vec<(usize, &'static str)>,
    /// Where the search for the next key starts: keys mostly come in declaration order.
    next: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn new(rules: &'static Rules, text: &'a [u8]) -> Self {
        Self {
            rules,
            text,
            seen: rules.fields.iter().map(|_| (Seen::Absent, None)).collect(),
            keys: Vec::new(),
            next: 0,
        }
    }

    pub(super) fn find(&mut self, key: &str) -> Option<(usize, &'static Field)> {
        let (before, after) = self.rules.fields.split_at_checked(self.next)?;
        let ahead = after
            .iter()
            .position(|field| field.key(key).is_some())
            .map(|index| index + self.next);
        let index = ahead.or_else(|| before.iter().position(|field| field.key(key).is_some()))?;
        self.next = index + 1;
        self.rules.fields.get(index).map(|field| (index, field))
    }

    pub(super) fn remember_key(&mut self, index: usize, field: &'static Field, key: &Key<'_>) {
        if !field.aliases.is_empty() {
            self.keys
                .extend(field.key(&key.text).map(|key| (index, key)));
        }
    }

    /// Whether a field that was found already was found at this one of its keys.
    pub(super) fn is_under(&self, index: usize, field: &Field, key: &Key<'_>) -> bool {
        let mut keys = self.keys.iter();
        field.aliases.is_empty() || keys.any(|known| *known == (index, &*key.text))
    }

    pub(super) fn is_seen(&self, index: usize) -> bool {
        self.seen.get(index).is_some_and(|(_, span)| span.is_some())
    }

    pub(super) fn set(&mut self, index: usize, seen: Seen<'a>, span: Span) {
        if let Some(slot) = self.seen.get_mut(index) {
            *slot = (seen, Some(span));
        }
    }

    /// What is demanded of a field and not so: of one without a value the first demand, else all.
    pub(super) fn demands(
        &self,
        rules: &'static Rules,
        index: usize,
        field: &'static Field,
        object: Span,
    ) -> impl Iterator<Item = (Cause, Span)> {
        let (seen, span) = self
            .seen
            .get(index)
            .map_or((&Seen::Absent, None), |(seen, span)| (seen, *span));
        let wanted = match seen {
            // What fills it is judged by itself.
            Seen::Absent if span.is_none() && field.filled.is_some() => None,
            Seen::Mistyped { .. } => None,
            Seen::Absent | Seen::Null => Some(Demand::Required),
            _ => Some(Demand::Forbidden),
        };
        let own = field
            .checks
            .iter()
            .filter(|check| matches!(check.rule(), Check::Required));
        let own = own.map(|check| {
            let counted = Counted::of(field.shape.inner());
            Cause::Check(check, Fault::Broken, counted)
        });
        let missing = (field.key_required && span.is_none()).then_some(Cause::MissingKey);
        // An array that lacks a position says so itself.
        let said = rules.positional && field.key_required && span.is_none();
        let own = own
            .chain(missing)
            .filter(move |_| !said && wanted == Some(Demand::Required));
        let across = rules
            .conditionals
            .iter()
            .enumerate()
            .filter(move |(_, rule)| rule.field == index);
        let across = across.filter_map(move |(index, rule)| {
            let demand = rule.effect.demand(rule.condition.holds(self))?;
            (wanted == Some(demand)).then_some(Cause::Conditional {
                rules,
                index,
                demand,
            })
        });
        let most = if wanted == Some(Demand::Required) {
            1
        } else {
            usize::MAX
        };
        own.chain(across)
            .take(most)
            .map(move |cause| (cause, span.unwrap_or(object)))
    }
}

/// What the innermost field of a way holds, read once more from the text of the outermost; `None` where it has no key, or
/// something on the way holds no object.
///
/// Only conditions on nested fields ask for it, so nothing is kept of what nested objects hold.
fn innermost<'a>(text: &'a [u8], way: &[&'static Field]) -> Option<Seen<'a>> {
    let (field, rest) = way.split_first()?;
    let mut walk = Walk::new(text);
    let kind = walk.reader.peek().ok()?;
    let Some((next, _)) = rest.split_first() else {
        return walk.field_value(field, kind, &Path::ROOT).ok();
    };
    if kind != Kind::Object {
        return None;
    }
    walk.reader.begin_object().ok()?;
    while let Some(key) = walk.reader.next_key().ok()? {
        walk.reader.peek().ok()?;
        let start = walk.reader.offset();
        walk.reader.skip_value().ok()?;
        // Of a repeated key, the first one counts.
        if next.key(&key.text).is_some() {
            return innermost(walk.slice(walk.span_from(start)), rest);
        }
    }
    None
}

impl Facts for Fields<'_> {
    fn inside(&self, field: usize, names: &[&str], condition: &Condition) -> bool {
        let way = || {
            let (_, span) = self.seen.get(field)?;
            let text = self.text.get(span.as_ref()?.start..span.as_ref()?.end)?;
            innermost(text, &inside::way(self.rules.fields.get(field)?, names)?)
        };
        way().is_some_and(|seen| {
            let alone = Fields {
                rules: self.rules,
                text: self.text,
                seen: vec![(seen, None)],
                keys: Vec::new(),
                next: 0,
            };
            condition.holds(&alone)
        })
    }

    fn has_value(&self, field: usize) -> bool {
        self.seen.get(field).is_some_and(|(seen, _)| {
            !matches!(
                seen,
                Seen::Absent | Seen::Null | Seen::Mistyped { null: true }
            )
        })
    }

    fn order(&self, field: usize, literal: &Literal) -> Option<Ordering> {
        let (seen, _) = self.seen.get(field)?;
        match (seen, literal) {
            (Seen::Number(number), Literal::Integer(bound)) => {
                Some(number.to_nearest_i128().cmp(bound))
            }
            // The derive writes what an `f64` is compared with as one.
            (Seen::Float(number), Literal::Number(bound)) => number.as_f64().partial_cmp(bound),
            _ => None,
        }
    }

    fn length(&self, field: usize) -> Option<usize> {
        match self.seen.get(field).map(|(seen, _)| seen)? {
            Seen::Text(text) => Some(text.length()),
            Seen::List { length, .. } => Some(*length),
            Seen::Map(keys) => Some(keys.len()),
            _ => None,
        }
    }

    fn starts_with(&self, field: usize, prefix: &str) -> bool {
        matches!(self.seen.get(field), Some((Seen::Text(text), _)) if text.starts_with(prefix))
    }

    fn equals(&self, field: usize, literal: &Literal) -> bool {
        match (self.seen.get(field).map(|(seen, _)| seen), literal) {
            (Some(Seen::Text(text)), Literal::Text(expected)) => text == expected,
            (Some(Seen::Number(number)), Literal::Integer(expected)) => {
                number.as_i128() == Some(*expected)
            }
            (Some(Seen::Boolean(boolean)), Literal::Boolean(expected)) => boolean == expected,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use crate::private::{field, rules};
    use crate::rule::{Field, Rules, Shape};

    const FIELDS: &[Field] = &[
        field("a", Shape::Text),
        field("b", Shape::Text),
        field("c", Shape::Text),
    ];
    const RULES: &Rules = &rules("T", FIELDS, &[], true);

    #[test]
    fn a_key_is_looked_for_behind_the_last_one_first_and_then_before_it() {
        let mut fields = Fields::new(RULES, b"");
        for (key, index, next) in [("a", 0, 1), ("c", 2, 3), ("b", 1, 2), ("b", 1, 2)] {
            let found = fields.find(key).map(|(index, _)| index);
            assert_eq!((found, fields.next), (Some(index), next), "{key}");
        }
        assert!(fields.find("d").is_none());
    }
}
