//! A glance at a text that is most likely valid.
//!
//! It says yes only where the walk would find nothing, and nothing else: at the first thing that is wrong, or that it has
//! no quick way to judge (an enum with data, a flattened field, a rule that needs the value), it gives up, and the walk
//! begins anew. So what is wrong is told in one place, and a yes costs no allocation and little beside reading the text.

use core::cell::Cell;
use core::cmp::Ordering;
use std::borrow::Cow;

use super::{Check, Strings, matches_kind};
use crate::cross::Facts;
use crate::field::length::HasLength;
use crate::json::{Kind, MAX_DEPTH, Number, Reader};
use crate::path::Path;
use crate::rule::{
    Condition, Demand, Enumeration, Field, Inside, Literal, Opaque, Reach, Read, Rules, Shape,
};
use crate::violation::Fault;
use crate::words::{HIGH_BITS, all};

/// Whether a text surely holds a valid value of the shape, and nothing else.
pub(super) fn is_valid(shape: &'static Shape, text: &[u8]) -> bool {
    let Ok(text) = core::str::from_utf8(text) else {
        return false;
    };
    // Places are kept in 32 bits.
    if u32::try_from(text.len()).is_err() {
        return false;
    }
    let mut glance = Glance {
        text,
        at: 0,
        depth: 0,
    };
    glance.document(shape).is_some()
}

/// What a field holds, and where: as little as conditions need.
#[derive(Clone, Copy)]
struct Slot {
    holds: Holds,
    /// Where the value is in the text; of a string, what is between its quotation marks. (Where one with escapes ends, the
    /// reader finds again.)
    start: u32,
    end: u32,
    /// How many items a list has; the place of one of a set of strings among them.
    count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// The key is not there.
    Missing,
    /// The key is there, with what counts as no value.
    Nothing,
    Null,
    Text,
    /// A string in which something is escaped.
    EscapedText,
    Integer,
    Float,
    True,
    False,
    List,
    Map,
    Other,
}

impl Slot {
    const MISSING: Self = Self {
        holds: Holds::Missing,
        start: 0,
        end: 0,
        count: 0,
    };

    const fn has_value(self) -> bool {
        !matches!(self.holds, Holds::Missing | Holds::Nothing | Holds::Null)
    }
}

/// The rules that stand on a value: those of its field or type, and those that a list or map states for what is inside.
#[derive(Clone, Copy)]
enum Layers<'s> {
    None,
    Own(&'static [Check], &'s Layers<'s>),
    Inside(Inside, &'s Layers<'s>),
}

impl Layers<'_> {
    /// Whether this is so of every rule on the value. Those for what is inside are among them: they say nothing of the
    /// value itself, as [`keeps`] has it.
    #[inline]
    fn all(&self, mut keeps: impl FnMut(&'static Check) -> bool) -> bool {
        let mut layers = self;
        while let Self::Own(checks, outer) = layers {
            if !checks.iter().all(&mut keeps) {
                return false;
            }
            layers = outer;
        }
        layers.is_none() || layers.each(&mut keeps)
    }

    fn each(&self, keeps: &mut dyn FnMut(&'static Check) -> bool) -> bool {
        match self {
            Self::None => true,
            Self::Own(checks, outer) => checks.iter().all(&mut *keeps) && outer.each(keeps),
            Self::Inside(of, outer) => outer.each(&mut |check| match check.inside() {
                Some((inside, checks)) if inside == *of => checks.iter().all(&mut *keeps),
                _ => true,
            }),
        }
    }

    const fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether they are surely kept by a value that is no text, number, list or map.
    fn say_nothing_of_others(&self) -> bool {
        self.all(|check| keeps(check, Ok(())))
    }

    /// The rules that these state for what is inside, if there are any.
    #[inline]
    fn inside(&self, of: Inside) -> Layers<'_> {
        let inside = Layers::Inside(of, self);
        if inside.each(&mut |_| false) {
            Layers::None
        } else {
            inside
        }
    }
}

struct Glance<'a> {
    text: &'a str,
    /// The next unread byte.
    at: usize,
    /// How many arrays and objects are open.
    depth: u8,
}

/// Every method gives `None` to give up.
impl Glance<'_> {
    fn document(&mut self, shape: &'static Shape) -> Option<()> {
        self.value(shape, &Layers::None)?;
        self.skip_white_space();
        (self.at == self.bytes().len()).then_some(())
    }

    fn value(&mut self, shape: &'static Shape, layers: &Layers<'_>) -> Option<Slot> {
        let first = self.peek()?;
        self.value_from(first, shape, layers)
    }

    /// A value of which the first byte is known. What reads it is in functions of their own, to which this one costs
    /// nothing: it keeps nothing while they work.
    fn value_from(
        &mut self,
        first: u8,
        shape: &'static Shape,
        layers: &Layers<'_>,
    ) -> Option<Slot> {
        let mut shape = shape;
        while let Shape::Nullable(inner) | Shape::Lenient(inner) = shape {
            if first == b'n' && matches!(shape, Shape::Nullable(_)) {
                return self.literal(b"null", Holds::Null);
            }
            shape = inner;
        }
        match (shape, first) {
            (Shape::Text | Shape::Open(_), b'"') => self.any_text(layers),
            (Shape::Enumeration(enumeration), b'"') => self.one_of(enumeration, layers),
            (Shape::Refined(inner, checks) | Shape::Checked(inner, checks), _) => {
                self.value_from(first, inner, &Layers::Own(checks, layers))
            }
            _ => self.less_common(first, shape, layers),
        }
    }

    #[inline(never)]
    fn any_text(&mut self, layers: &Layers<'_>) -> Option<Slot> {
        let slot = self.string()?;
        self.keeps_on_text(slot, layers).then_some(slot)
    }

    #[inline(never)]
    fn one_of(&mut self, enumeration: &Enumeration, layers: &Layers<'_>) -> Option<Slot> {
        let mut slot = self.string()?;
        slot.count = self.place(enumeration, slot)?;
        self.keeps_on_text(slot, layers).then_some(slot)
    }

    #[inline(never)]
    fn less_common(
        &mut self,
        first: u8,
        shape: &'static Shape,
        layers: &Layers<'_>,
    ) -> Option<Slot> {
        match (shape, first) {
            (Shape::List(item), b'[') => self.list(item, layers),
            (Shape::Map(entry), b'{') => self.map(entry, layers),
            (Shape::Object(rules), b'{') if layers.say_nothing_of_others() => {
                let start = self.at;
                self.object(rules())?;
                Some(self.slot(Holds::Other, start))
            }
            (Shape::Null, b'n') => self.word(b"null", Holds::Null, layers),
            (Shape::Boolean, b't') => self.word(b"true", Holds::True, layers),
            (Shape::Boolean, b'f') => self.word(b"false", Holds::False, layers),
            (Shape::Integer { min, max }, b'-' | b'0'..=b'9') => {
                let slot = self.number(Holds::Integer)?;
                let number = self.number_of(slot);
                let fits = number.is_read_within(*min, *max);
                (fits && layers.all(|check| keeps(check, check.on_integer(number)))).then_some(slot)
            }
            (Shape::Number, b'-' | b'0'..=b'9') => {
                let slot = self.number(Holds::Float)?;
                let number = self.number_of(slot);
                layers
                    .all(|check| keeps(check, check.on_float(number)))
                    .then_some(slot)
            }
            (Shape::Any, _) if layers.is_none() => self.anything(),
            // The rules that stand on it are held against what it reads, but for those that need the value.
            (Shape::Opaque(opaque), _) if layers.say_nothing_of_others() => self.opaque(*opaque),
            // Wrong, or a tuple or an enum with data, which the walk judges.
            _ => None,
        }
    }

    /// The place of a string in a set. One with escapes is left to the walk.
    #[inline]
    fn place(&self, enumeration: &Enumeration, slot: Slot) -> Option<u32> {
        let text = Some(self.bytes_of(slot)).filter(|_| slot.holds == Holds::Text)?;
        let mut variants = enumeration.variants.iter();
        let place = variants.position(|variant| same(variant.name.as_bytes(), text))?;
        u32::try_from(place).ok()
    }

    fn word(&mut self, word: &[u8], holds: Holds, layers: &Layers<'_>) -> Option<Slot> {
        let slot = self.literal(word, holds)?;
        layers.say_nothing_of_others().then_some(slot)
    }

    fn list(&mut self, item: &'static Shape, layers: &Layers<'_>) -> Option<Slot> {
        let start = self.at;
        let inner = layers.inside(Inside::Items);
        let mut strings = Strings::of(item);
        let mut count = 0;
        self.open()?;
        while self.another(b']', count == 0)? {
            let slot = self.value(item, &inner)?;
            strings.add_place((slot.holds == Holds::Text).then_some(slot.count));
            count += 1;
        }
        let slot = Slot {
            count,
            ..self.slot(Holds::List, start)
        };
        let (length, distinct) = (usize::try_from(count).ok()?, strings.distinct || count < 2);
        let text = self.bytes_of(slot);
        layers
            .all(|check| keeps(check, check.on_list(length, distinct, text)))
            .then_some(slot)
    }

    fn map(&mut self, entry: &'static Shape, layers: &Layers<'_>) -> Option<Slot> {
        // How many keys there are, repeats left out, takes memory to tell.
        if !layers.all(|check| check.inside().is_some()) {
            return None;
        }
        let start = self.at;
        let keys = layers.inside(Inside::Keys);
        let values = layers.inside(Inside::Values);
        let mut first = true;
        self.open()?;
        while self.another(b'}', first)? {
            first = false;
            let key = self.key()?;
            if !self.keeps_on_text(key, &keys) {
                return None;
            }
            self.value(entry, &values)?;
        }
        Some(self.slot(Holds::Map, start))
    }

    /// A field that may hold anything always has a value.
    fn anything(&mut self) -> Option<Slot> {
        let start = self.at;
        self.skip_value()?;
        Some(self.slot(Holds::Other, start))
    }

    fn opaque(&mut self, opaque: Opaque) -> Option<Slot> {
        let start = self.at;
        self.skip_value()?;
        let mut broken = false;
        let read = opaque(self.bytes().get(start..self.at)?, &mut |_, _| broken = true);
        match read {
            _ if broken => None,
            Read::Value => Some(self.slot(Holds::Other, start)),
            Read::NoValue => Some(self.slot(Holds::Null, start)),
            Read::Not | Read::Unknown => None,
        }
    }
}

/// Objects.
impl Glance<'_> {
    /// The slots are on the stack, in one of few sizes.
    fn object(&mut self, rules: &'static Rules) -> Option<()> {
        if rules.needs_value || !rules.flattened.is_empty() {
            return None;
        }
        match rules.fields.len() {
            0..=8 => self.fields::<8>(rules),
            9..=32 => self.fields::<32>(rules),
            33..=128 => self.fields::<128>(rules),
            _ => None,
        }
    }

    fn fields<const N: usize>(&mut self, rules: &'static Rules) -> Option<()> {
        let mut slots = [Slot::MISSING; N];
        let slots = slots.get_mut(..rules.fields.len())?;
        self.fill(rules, slots)?;
        self.keeps_rules_across(rules, slots).then_some(())
    }

    fn fill(&mut self, rules: &'static Rules, slots: &mut [Slot]) -> Option<()> {
        let mut next = 0;
        let mut first = true;
        self.open()?;
        while self.another(b'}', first)? {
            first = false;
            let index = if self.skip_key_of(rules, next) {
                next
            } else {
                let key = self.key()?;
                let Some(index) = self.find(rules, key, next) else {
                    self.skip_unknown(rules)?;
                    continue;
                };
                index
            };
            next = index + 1;
            let field = rules.fields.get(index)?;
            let slot = slots.get_mut(index)?;
            if slot.holds != Holds::Missing {
                return None;
            }
            *slot = self.field(field)?;
        }
        Some(())
    }

    /// What stands at a key of no field.
    fn skip_unknown(&mut self, rules: &'static Rules) -> Option<()> {
        if rules.deny_unknown_fields {
            return None;
        }
        self.peek()?;
        self.skip_value()
    }

    /// Whether the next key is the name of the field at that place, as it mostly is: keys come in declaration order. Only
    /// then it is read.
    #[inline]
    fn skip_key_of(&mut self, rules: &'static Rules, place: usize) -> bool {
        let Some(field) = rules.fields.get(place).filter(|_| rules.names_are_plain) else {
            return false;
        };
        let ahead = self.bytes().get(self.at..).unwrap_or_default();
        let behind = behind_key(ahead, field.name.as_bytes());
        if let Some(behind) = behind {
            self.at = self.text.len() - behind.len();
        }
        behind.is_some()
    }

    /// The field that a key is of, first among those from a place on: some may be left out.
    fn find(&self, rules: &'static Rules, key: Slot, next: usize) -> Option<usize> {
        let (before, after) = rules.fields.split_at_checked(next)?;
        let is_key = |field: &Field| field.keys().any(|name| self.is(key, name));
        let ahead = after.iter().position(is_key).map(|index| index + next);
        ahead.or_else(|| before.iter().position(is_key))
    }

    #[inline]
    fn field(&mut self, field: &'static Field) -> Option<Slot> {
        let first = self.peek()?;
        if field.empty_is_absent
            && first == b'"'
            && self.bytes().get(self.at + 1) == Some(&b'"')
            && matches_kind(&field.shape, Kind::String)
        {
            self.at += 2;
            return Some(self.slot(Holds::Nothing, self.at));
        }
        if field.checks.is_empty() {
            return self.value_from(first, &field.shape, &Layers::None);
        }
        let layers = Layers::Own(field.checks, &Layers::None);
        self.value_from(first, &field.shape, &layers)
    }

    fn keeps_rules_across(&self, rules: &'static Rules, slots: &[Slot]) -> bool {
        let facts = Held {
            glance: self,
            slots,
            unsure: Cell::new(false),
        };
        let mut fields = rules.fields.iter().zip(slots);
        let mut conditionals = rules.conditionals.iter();
        fields.all(|(field, slot)| has_what_it_needs(rules, field, *slot))
            && conditionals.all(|rule| {
                let demand = rule.effect.demand(rule.condition.holds(&facts));
                demand.is_none_or(|demand| facts.meets(rule.field, demand))
            })
            && rules.groups.iter().all(|group| group.holds(&facts))
            && !facts.unsure.get()
    }
}

/// Whether a field has a value where its own rules, or reading the type, ask for one.
fn has_what_it_needs(rules: &'static Rules, field: &'static Field, slot: Slot) -> bool {
    match (slot.holds, field.filled) {
        (Holds::Missing, Some(filled)) => rules.found_in_default(filled, &Path::ROOT).is_empty(),
        (Holds::Missing, None) => !field.key_required && !field.is_required(),
        (Holds::Null | Holds::Nothing, _) => !field.is_required(),
        _ => true,
    }
}

/// What an object's fields hold, as conditions ask for it.
struct Held<'s, 'a> {
    glance: &'s Glance<'a>,
    slots: &'s [Slot],
    /// Whether something was asked that takes the walk to answer.
    unsure: Cell<bool>,
}

impl Held<'_, '_> {
    fn slot(&self, field: usize) -> Slot {
        self.slots.get(field).copied().unwrap_or(Slot::MISSING)
    }

    /// Whether a field is as a rule demands. No rule demands anything of one that serde fills where it is missing.
    fn meets(&self, field: usize, demand: Demand) -> bool {
        self.slot(field).has_value() == (demand == Demand::Required)
    }

    fn give_up<T>(&self) -> Option<T> {
        self.unsure.set(true);
        None
    }
}

impl Facts for Held<'_, '_> {
    fn has_value(&self, field: usize) -> bool {
        self.slot(field).has_value()
    }

    fn order(&self, field: usize, literal: &Literal) -> Option<Ordering> {
        let slot = self.slot(field);
        match (slot.holds, literal) {
            (Holds::Integer, Literal::Integer(bound)) => {
                Some(self.glance.number_of(slot).as_i128()?.cmp(bound))
            }
            (Holds::Float, Literal::Number(bound)) => {
                self.glance.number_of(slot).as_f64().partial_cmp(bound)
            }
            _ => None,
        }
    }

    fn length(&self, field: usize) -> Option<usize> {
        let slot = self.slot(field);
        match slot.holds {
            Holds::Text | Holds::EscapedText => Some(self.glance.text_of(slot).length()),
            Holds::List => usize::try_from(slot.count).ok(),
            Holds::Map => self.give_up(),
            _ => None,
        }
    }

    fn starts_with(&self, field: usize, prefix: &str) -> bool {
        let slot = self.slot(field);
        match slot.holds {
            Holds::Text | Holds::EscapedText => self.glance.text_of(slot).starts_with(prefix),
            _ => false,
        }
    }

    /// It takes reading the nested object again, as the walk does.
    fn inside(&self, _: usize, _: &[&str], _: &Condition) -> bool {
        self.give_up::<()>().is_some()
    }

    fn equals(&self, field: usize, literal: &Literal) -> bool {
        let slot = self.slot(field);
        match (slot.holds, literal) {
            (_, Literal::Text(expected)) => self.glance.is(slot, expected),
            (Holds::Integer, Literal::Integer(expected)) => {
                let number = self.glance.number_of(slot);
                number.as_i128() == Some(*expected)
            }
            (Holds::True | Holds::False, Literal::Boolean(expected)) => {
                (slot.holds == Holds::True) == *expected
            }
            _ => false,
        }
    }
}

/// Rules on a value.
impl<'a> Glance<'a> {
    #[inline]
    fn keeps_on_text(&self, slot: Slot, layers: &Layers<'_>) -> bool {
        layers.is_none() || self.keeps_some_on_text(slot, layers)
    }

    #[inline(never)]
    fn keeps_some_on_text(&self, slot: Slot, layers: &Layers<'_>) -> bool {
        let on = |text: &str| layers.all(|check| keeps_on_text(check, text));
        if slot.holds == Holds::Text {
            on(self.slice(slot))
        } else {
            on(&self.unescape(slot))
        }
    }

    #[inline]
    fn slice(&self, slot: Slot) -> &'a str {
        // A text of at most 2^32 bytes has them at places that fit.
        let (start, end) = (slot.start as usize, slot.end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    fn bytes_of(&self, slot: Slot) -> &[u8] {
        let bytes = self.bytes().get(slot.start as usize..slot.end as usize);
        bytes.unwrap_or_default()
    }

    #[inline]
    fn text_of(&self, slot: Slot) -> Cow<'a, str> {
        if slot.holds == Holds::EscapedText {
            return self.unescape(slot);
        }
        Cow::Borrowed(self.slice(slot))
    }

    #[cold]
    fn unescape(&self, slot: Slot) -> Cow<'a, str> {
        let start = (slot.start as usize).saturating_sub(1);
        Reader::at(self.bytes(), start, 0)
            .string()
            .unwrap_or_default()
    }

    /// Whether a string is this one.
    #[inline]
    fn is(&self, slot: Slot, text: &str) -> bool {
        match slot.holds {
            Holds::Text => same(self.bytes_of(slot), text.as_bytes()),
            Holds::EscapedText => self.unescape(slot) == text,
            _ => false,
        }
    }

    fn number_of(&self, slot: Slot) -> Number<'a> {
        Number {
            text: self.slice(slot),
        }
    }
}

/// Whether a rule is surely kept. One that needs the value is not known to be.
#[inline]
fn keeps(check: &Check, verdict: Result<(), Fault>) -> bool {
    verdict.is_ok() && check.reach() != Reach::Value
}

/// Whether a text surely keeps a rule. Those that most texts have come first: they take less than the call that judges any
/// rule.
#[inline]
fn keeps_on_text(check: &Check, text: &str) -> bool {
    match check.rule() {
        Check::Length(length) => length.of_text(text).is_ok(),
        Check::Pattern(pattern) => pattern.matches(text),
        rule => keeps(rule, rule.on_text(text)),
    }
}

/// Reading.
impl<'a> Glance<'a> {
    const fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// The first byte of the next value.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        self.skip_white_space();
        self.byte()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.byte()? == byte).then(|| self.at += 1)
    }

    /// Most texts that programs send to each other have none.
    #[inline]
    fn skip_white_space(&mut self) {
        if self.byte().is_some_and(|byte| byte <= b' ') {
            self.skip_some_white_space();
        }
    }

    #[inline(never)]
    fn skip_some_white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    #[inline]
    fn slot(&self, holds: Holds, start: usize) -> Slot {
        slot(holds, start, self.at)
    }

    fn open(&mut self) -> Option<()> {
        self.depth += 1;
        self.at += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    /// Whether another item or key follows, rather than the closing bracket or brace, which is read then.
    #[inline]
    fn another(&mut self, closing: u8, first: bool) -> Option<bool> {
        let next = self.peek()?;
        if next == closing {
            self.at += 1;
            self.depth -= 1;
            return Some(false);
        }
        if !first {
            (next == b',').then(|| self.at += 1)?;
            // A comma before the closing bracket is found where a value or key is missing.
            self.skip_white_space();
        }
        Some(true)
    }

    #[inline]
    fn key(&mut self) -> Option<Slot> {
        if self.byte()? != b'"' {
            return None;
        }
        let key = self.string()?;
        self.skip_white_space();
        self.eat(b':')?;
        Some(key)
    }

    fn literal(&mut self, word: &[u8], holds: Holds) -> Option<Slot> {
        let start = self.at;
        self.bytes().get(start..)?.starts_with(word).then_some(())?;
        self.at += word.len();
        Some(self.slot(holds, start))
    }

    #[inline]
    fn string(&mut self) -> Option<Slot> {
        let start = self.at + 1;
        let end = start + unescaped(self.bytes().get(start..)?);
        if self.bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Some(slot(Holds::Text, start, end));
        }
        // What escapes mean, and whether the rest is right, is the reader's.
        let mut reader = Reader::at(self.bytes(), self.at, self.depth);
        reader.skip_string().ok()?;
        self.at = reader.offset();
        Some(slot(Holds::EscapedText, start, self.at))
    }

    fn number(&mut self, holds: Holds) -> Option<Slot> {
        let start = self.at;
        let mut reader = Reader::at(self.bytes(), start, self.depth);
        reader.number().ok()?;
        self.at = reader.offset();
        Some(self.slot(holds, start))
    }

    fn skip_value(&mut self) -> Option<()> {
        let mut reader = Reader::at(self.bytes(), self.at, self.depth);
        reader.skip_value().ok()?;
        self.at = reader.offset();
        Some(())
    }
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the text has at most 2^32 bytes"
)]
const fn slot(holds: Holds, start: usize, end: usize) -> Slot {
    Slot {
        holds,
        start: start as u32,
        end: end as u32,
        count: 0,
    }
}

/// What comes behind a key of that name and its colon, if nothing stands around them.
#[inline]
fn behind_key<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (key, behind) = text.strip_prefix(b"\"")?.split_at_checked(name.len())?;
    let behind = behind.strip_prefix(b"\":")?;
    same(key, name).then_some(behind)
}

/// Whether two texts are the same. Names are short: a few looks at eight bytes take less than the call that compares any
/// two texts.
#[inline]
fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    if let (Some(last), Some(other)) = (left.last_chunk::<8>(), right.last_chunk::<8>()) {
        let (words, others) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
        let mut pairs = words.iter().zip(others);
        return last == other && pairs.all(|(word, other)| word == other);
    }
    if let (Some(last), Some(other)) = (left.last_chunk::<4>(), right.last_chunk::<4>()) {
        return last == other && left.first_chunk::<4>() == right.first_chunk::<4>();
    }
    left == right
}

/// How many bytes there are before the first that does not stand for itself in a string: eight at a time.
#[inline]
fn unescaped(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let stops = stops(u64::from_le_bytes(*word));
        if stops != 0 {
            return bytes.len() - rest.len() + stops.trailing_zeros() as usize / 8;
        }
        rest = after;
    }
    bytes.len() - rest.len() + unescaped_one_by_one(rest)
}

/// The same at the end of a text.
#[cold]
fn unescaped_one_by_one(bytes: &[u8]) -> usize {
    let stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    bytes.iter().position(stop).unwrap_or(bytes.len())
}

/// The highest bit of the lowest byte that is a quotation mark, a reverse solidus or a control character; bits above it
/// may be set too. (A subtraction borrows from higher bytes only.)
///
/// With one bit turned, a quotation mark is the next behind the control characters, so that one subtraction finds both.
const fn stops(word: u64) -> u64 {
    let controls_and_quotes = (word ^ all(b'"' ^ 0x20)).wrapping_sub(all(0x21));
    let escapes = (word ^ all(b'\\')).wrapping_sub(all(1));
    let others = !controls_and_quotes & !escapes;
    !others & !word & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::{Glance, behind_key, is_valid, same, unescaped};
    use crate::private::{field, rules};
    use crate::rule::{Field, Rules, Shape};

    /// Every byte at every place of a word and behind it, among bytes that a subtraction could borrow from.
    #[test]
    fn a_string_ends_for_the_scan_where_it_ends_byte_by_byte() {
        let stops = |byte: u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        for filling in [b' ', b'!', b'#', b'[', b']', 0x7F, 0x80, 0xA2, 0xDC, 0xFF] {
            for length in 0..20 {
                for place in 0..length {
                    for byte in 0..=u8::MAX {
                        let mut bytes = vec![filling; length];
                        bytes[place] = byte;
                        let expected = bytes.iter().position(|byte| stops(*byte));
                        assert_eq!(unescaped(&bytes), expected.unwrap_or(length), "{bytes:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn texts_are_the_same_if_no_byte_differs() {
        for length in 0..30 {
            let text = vec![b'a'; length];
            assert!(same(&text, &text), "{length}");
            assert!(!same(&text, &vec![b'a'; length + 1]), "{length}");
            for place in 0..length {
                let mut other = text.clone();
                other[place] = b'b';
                assert!(!same(&text, &other), "{length} {place}");
            }
        }
    }

    /// A key that is not known so is read, and looked for among all of them.
    #[test]
    fn the_key_that_is_expected_next_is_passed_over_without_reading_it() {
        const FIELDS: &[Field] = &[field("a", Shape::Text), field("name", Shape::Text)];
        const RULES: &Rules = &rules("T", FIELDS, &[], true);
        let behind = |place, text| {
            let mut glance = Glance {
                text,
                at: 0,
                depth: 0,
            };
            glance.skip_key_of(RULES, place).then_some(glance.at)
        };
        assert_eq!(behind(0, r#""a":1"#), Some(4));
        assert_eq!(behind(1, r#""name":1"#), Some(7));
        for text in [
            "",
            "\"",
            r#""a""#,
            r#""b":1"#,
            r#""a" :1"#,
            r#""name":1"#,
            r#""ab":1"#,
        ] {
            assert_eq!(behind(0, text), None, "{text}");
            assert_eq!(behind_key(text.as_bytes(), b"a"), None, "{text}");
        }
        assert_eq!(behind(2, r#""a":1"#), None);
    }

    #[test]
    fn keys_are_known_in_any_order_and_with_white_space_around_them() {
        const FIELDS: &[Field] = &[field("a", Shape::Text), field("ab", Shape::Text)];
        fn table() -> &'static Rules {
            const { &rules("T", FIELDS, &[], true) }
        }
        let shape = const { &Shape::Object(table) };
        for text in [
            r#"{"a":"","ab":""}"#,
            r#"{"ab":"","a":""}"#,
            "{ \"a\" : \"\" , \n\"ab\":\"\"}",
        ] {
            assert!(is_valid(shape, text.as_bytes()), "{text}");
        }
        for text in [
            r#"{"a":""}"#,
            r#"{"a":"","a":"","ab":""}"#,
            r#"{"a":"","ab"""}"#,
            r#"{"a":"","ab"#,
        ] {
            assert!(!is_valid(shape, text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_name_that_json_escapes_is_not_known_without_its_escapes() {
        const FIELDS: &[Field] = &[field("a\":", Shape::Text)];
        fn table() -> &'static Rules {
            const { &rules("T", FIELDS, &[], true) }
        }
        let shape = const { &Shape::Object(table) };
        assert!(is_valid(shape, br#"{"a\":":""}"#));
        assert!(!is_valid(shape, br#"{"a":":""}"#));
    }

    /// What the reader of JSON refuses is never passed for valid.
    #[test]
    fn what_is_not_json_is_not_valid() {
        for text in [
            "",
            " ",
            "nul",
            "tru",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "01",
            "1.",
            "-",
            "1e",
            "1e999",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\n\"",
            "1 2",
            "\u{FEFF}1",
        ] {
            assert!(
                serde_json::from_str::<serde_json::Value>(text).is_err(),
                "{text}"
            );
            assert!(!is_valid(&Shape::Any, text.as_bytes()), "{text}");
        }
        assert!(!is_valid(&Shape::Text, b"\"\xFF\""));
        let deep = |levels| "[".repeat(levels) + &"]".repeat(levels);
        assert!(is_valid(&Shape::Any, deep(127).as_bytes()));
        assert!(!is_valid(&Shape::Any, deep(128).as_bytes()));
    }
}
