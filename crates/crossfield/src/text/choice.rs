//! Enums whose variants have data or a tag, in JSON text.

use std::borrow::Cow;

use super::fields::Fields;
use super::{FIRST, Found, LAST, Walk};
use crate::choice::Misfit;
use crate::json::{Key, Kind, SyntaxError};
use crate::path::Path;
use crate::rule::{Alternative, Choice, Form, Rules, Shape, Tagging};
use crate::violation::{Cause, Span, Violation};

/// What stands at the key of the tag.
enum Tag<'a> {
    /// With where the object is.
    Missing(Span),
    Mistyped(Kind, Span),
    Text(Cow<'a, str>, Span),
}

type Known = (usize, &'static Alternative);

impl<'a> Walk<'a> {
    /// Reads a value of an enum whose kind is one that the enum is read from.
    pub(super) fn choice(
        &mut self,
        choice: &'static Choice,
        kind: Kind,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        match (choice.tagging, kind) {
            (Tagging::External, Kind::String) => self.named_by_string(choice, at),
            (Tagging::External, _) => self.named_by_key(choice, at),
            (Tagging::Internal { tag }, _) => self.tagged_inside(choice, tag, at),
            (Tagging::Adjacent { tag, content }, _) => {
                self.tagged_beside(choice, [tag, content], at)
            }
            (Tagging::Untagged, _) => self.untagged(choice, kind, at),
        }
    }

    fn misfit(&mut self, choice: &'static Choice, misfit: Misfit, at: &Path<'_>, span: Span) {
        self.add(at, Cause::Choice(choice, misfit), span);
    }

    /// `"Variant"`.
    fn named_by_string(
        &mut self,
        choice: &'static Choice,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        let name = self.reader.string()?;
        let misfit = match choice.named(&name) {
            Some((_, variant)) if variant.form() == Form::Unit => return Ok(()),
            Some((index, _)) => form_misfit(index, Kind::String),
            None => Misfit::Unknown,
        };
        self.misfit(choice, misfit, at, self.span_from(start));
        Ok(())
    }

    /// `{"Variant": …}`.
    fn named_by_key(&mut self, choice: &'static Choice, at: &Path<'_>) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        let mark = self.found.len();
        self.reader.begin_object()?;
        let only = match self.reader.next_key()? {
            Some(first) => {
                self.named(choice, &first, at)?;
                self.no_other_key(&first, at)?
            }
            None => false,
        };
        if !only {
            let violation = Violation::new(*at, Cause::Choice(choice, Misfit::Keys));
            self.found
                .insert(mark, (FIRST, violation.with_span(self.span_from(start))));
        }
        Ok(())
    }

    /// The rest of an object; gives whether its first key is its only one.
    fn no_other_key(&mut self, first: &Key<'a>, at: &Path<'_>) -> Result<bool, SyntaxError> {
        let mut only = true;
        while let Some(key) = self.reader.next_key()? {
            self.reader.skip_value()?;
            if first.text == key.text {
                self.add(&at.key(&key.text), Cause::DuplicateKey, span_of(&key));
            } else {
                only = false;
            }
        }
        Ok(only)
    }

    /// What stands at the first key.
    fn named(
        &mut self,
        choice: &'static Choice,
        key: &Key<'a>,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let misfit = match choice.named(&key.text) {
            Some((index, variant)) if variant.form() == Form::Unit => {
                form_misfit(index, Kind::Object)
            }
            Some((_, variant)) => return self.held(&variant.rules, at),
            None => Misfit::UnknownKey,
        };
        self.reader.skip_value()?;
        self.misfit(choice, misfit, at, span_of(key));
        Ok(())
    }

    /// `{"tag": "Variant", …}`.
    fn tagged_inside(
        &mut self,
        choice: &'static Choice,
        tag: &'static str,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        match self.variant(choice, tag, at)? {
            Some((_, variant)) => {
                self.beside = Some(tag);
                match variant.form() {
                    Form::Newtype => self.held(&variant.rules, at),
                    Form::Unit | Form::Object | Form::Tuple => {
                        self.object(&variant.rules, &at.variant(&variant.rules))
                    }
                }
            }
            None => self.reader.skip_value(),
        }
    }

    /// `{"tag": "Variant", "content": …}`.
    fn tagged_beside(
        &mut self,
        choice: &'static Choice,
        [tag, content]: [&'static str; 2],
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let variant = self.variant(choice, tag, at)?;
        let start = self.reader.offset();
        let mut late: Vec<Found> = Vec::new();
        let mut seen = [false; 2];
        self.reader.begin_object()?;
        while let Some(key) = self.reader.next_key()? {
            let span = span_of(&key);
            let place = [tag, content].iter().position(|known| *known == key.text);
            let repeated = place
                .and_then(|place| seen.get_mut(place))
                .is_some_and(|seen| std::mem::replace(seen, true));
            match (place, variant) {
                (Some(1), Some((_, variant))) if !repeated => {
                    self.held(&variant.rules, at)?;
                    continue;
                }
                (Some(_), _) if repeated => self.add(&at.key(&key.text), Cause::DuplicateKey, span),
                (None, _) if choice.deny_unknown_fields => {
                    let cause = Cause::Choice(choice, Misfit::Extra);
                    late.push((
                        LAST,
                        Violation::new(at.key(&key.text), cause).with_span(span),
                    ));
                }
                _ => {}
            }
            self.reader.skip_value()?;
        }
        if let (Some((_, variant)), [_, false]) = (variant, seen) {
            self.held_without_key(&variant.rules, at, self.span_from(start));
        }
        self.found.extend(late);
        Ok(())
    }

    /// The variant that the object's tag names. It may stand behind what it decides about, so it is looked for before
    /// anything is read.
    fn variant(
        &mut self,
        choice: &'static Choice,
        tag: &'static str,
        at: &Path<'_>,
    ) -> Result<Option<Known>, SyntaxError> {
        let found = match self.tag(tag)? {
            Tag::Missing(object) => Err((Misfit::NoTag, object)),
            Tag::Mistyped(kind, span) => Err((Misfit::TagType(kind), span)),
            Tag::Text(name, span) => choice.named(&name).ok_or((Misfit::Unknown, span)),
        };
        Ok(match found {
            Ok(known) => Some(known),
            Err((misfit, span)) => {
                self.misfit(choice, misfit, &at.key(tag), span);
                None
            }
        })
    }

    fn tag(&self, tag: &str) -> Result<Tag<'a>, SyntaxError> {
        let mut ahead = self.reader.clone();
        let whole = ahead.offset();
        ahead.begin_object()?;
        while let Some(key) = ahead.next_key()? {
            if key.text != tag {
                ahead.skip_value()?;
                continue;
            }
            let kind = ahead.peek()?;
            let start = ahead.offset();
            let text = if kind == Kind::String {
                Some(ahead.string()?)
            } else {
                ahead.skip_value()?;
                None
            };
            let span = Span {
                start,
                end: ahead.offset(),
            };
            return Ok(text.map_or(Tag::Mistyped(kind, span), |text| Tag::Text(text, span)));
        }
        Ok(Tag::Missing(Span {
            start: whole,
            end: ahead.offset(),
        }))
    }

    /// What a variant holds, where it is one value.
    pub(super) fn held(&mut self, rules: &'static Rules, at: &Path<'_>) -> Result<(), SyntaxError> {
        let at = at.variant(rules);
        let kind = self.reader.peek()?;
        match (rules.form(), kind) {
            (Form::Newtype, _) => self.newtype(rules, &at),
            (Form::Unit, _) => self.value(&Shape::Null, self.layers.len(), &at).map(drop),
            (Form::Tuple, Kind::Array) => self.tuple(rules, &at),
            (Form::Object, Kind::Object) => self.object(rules, &at),
            (Form::Tuple, _) => self.not_held(&Shape::List(&Shape::Any), kind, &at),
            (Form::Object, _) => self.not_held(&Shape::Map(&Shape::Any), kind, &at),
        }
    }

    fn not_held(
        &mut self,
        expected: &'static Shape,
        kind: Kind,
        at: &Path<'_>,
    ) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        self.reader.skip_value()?;
        self.mistyped(expected, kind, at, self.span_from(start));
        Ok(())
    }

    fn newtype(&mut self, rules: &'static Rules, at: &Path<'_>) -> Result<(), SyntaxError> {
        let start = self.reader.offset();
        let mark = self.found.len();
        let mut fields = Fields::new(rules, self.text);
        if let Some(field) = rules.fields.first() {
            self.given_field(rules, 0, field, &mut fields, at)?;
        }
        self.across_fields(rules, &fields, at, self.span_from(start));
        self.sort_from(mark);
        Ok(())
    }

    /// The key of what a variant holds is missing.
    fn held_without_key(&mut self, rules: &'static Rules, at: &Path<'_>, object: Span) {
        let at = at.variant(rules);
        match rules.form() {
            Form::Unit => {}
            Form::Newtype => self.across_fields(rules, &Fields::new(rules, self.text), &at, object),
            Form::Tuple | Form::Object => self.add(&at, Cause::MissingKey, object),
        }
    }
}

const fn span_of(key: &Key<'_>) -> Span {
    Span {
        start: key.start,
        end: key.end,
    }
}

/// Enums with more variants than a `u16` counts are not written.
fn form_misfit(index: usize, kind: Kind) -> Misfit {
    Misfit::Form(u16::try_from(index).unwrap_or(u16::MAX), kind)
}
