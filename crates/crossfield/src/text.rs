//! The check on JSON text: every violation of a document, wrong types and unknown keys included, without building the
//! type.

mod choice;
mod entries;
mod fields;
mod flatten;
mod glance;
mod object;
mod unique;
mod untagged;
mod verdict;
mod walked;

#[cfg(feature = "schemars")]
pub(crate) use self::untagged::only_one_of_kind;

use core::ops::Range;
use std::borrow::Cow;

use serde::de::Deserialize;

use self::entries::{Entries, Keys};
use self::object::Beside;
use self::unique::Strings;
use self::untagged::Chosen;
use self::walked::Walked;
use crate::json::{Key, Kind, Number, Reader, SyntaxError};
use crate::path::Path;
use crate::rule::{Check, Inside, Opaque, Read, Shape, need_value};
use crate::validate::{Described, Validate, ValidateWith};
use crate::violation::{Cause, Counted, Fault, Span, Violation, Violations};

/// Checks JSON text against the rules of a type.
///
/// Where reading the type (`serde_json::from_slice::<Valid<T>>`) stops at the first thing that does not fit, this
/// reports all of it: wrong types, unknown strings, missing, repeated and unknown keys, and every rule. The verdict is
/// the same. Each violation has its [place in the text](Violation::span).
///
/// Text that is not JSON is one violation, with the code `syntax`.
///
/// # Errors
/// Every violation, in declaration order; unknown keys come last.
///
/// ```
/// use crossfield::Validate;
///
/// #[derive(serde::Deserialize, Validate)]
/// #[serde(deny_unknown_fields)]
/// struct Call {
///     #[validate(length(min = 1))]
///     to: String,
///     retries: u8,
/// }
///
/// let violations = crossfield::check_json::<Call>(br#"{"retries": "3", "form": "bob", "to": ""}"#).unwrap_err();
/// let shown: Vec<String> = violations.iter().map(ToString::to_string).collect();
/// assert_eq!(
///     shown,
///     [
///         "`/to`: must have 1 or more characters",
///         "`/retries`: must be an integer, not a string",
///         "`/form`: unknown field; the fields are `to`, `retries`",
///     ]
/// );
/// ```
pub fn check_json<'a, T: Validate + Deserialize<'a>>(text: &'a [u8]) -> Result<(), Violations> {
    if glance::is_valid(const { &<T as Described>::SHAPE }, text) {
        return Ok(());
    }
    Walk::over(text, |walk| {
        walk.document(const { &<T as Described>::SHAPE })
    })
    .completed(text, |value: &T, report| value.check(&Path::ROOT, report))
}

/// Checks JSON text against a shape, as far as the text alone shows what is wrong.
pub(crate) fn check_shape(shape: &'static Shape, text: &[u8]) -> Result<(), Violations> {
    if glance::is_valid(shape, text) {
        return Ok(());
    }
    Violations::collected(Walk::over(text, |walk| walk.document(shape)).found)
}

/// As [`check_json`], for a type that is checked with a context.
///
/// # Errors
/// Every violation, in declaration order; unknown keys come last.
///
/// ```
/// use crossfield::{RuleError, Validate};
///
/// fn is_at_most(count: u8, most: &u8) -> Result<(), RuleError> {
///     if count <= *most { Ok(()) } else { Err(RuleError::new("too_many")) }
/// }
///
/// #[derive(serde::Deserialize, Validate)]
/// #[validate(context = u8)]
/// struct Order {
///     #[validate(custom(function = is_at_most, use_context))]
///     count: u8,
/// }
///
/// assert!(crossfield::check_json_with::<Order>(br#"{"count": 3}"#, &3).is_ok());
/// assert!(crossfield::check_json_with::<Order>(br#"{"count": 3}"#, &2).is_err());
/// ```
pub fn check_json_with<'a, T: ValidateWith + Deserialize<'a>>(
    text: &'a [u8],
    args: T::Args<'_>,
) -> Result<(), Violations> {
    Walk::over(text, |walk| {
        walk.document(const { &<T as Described>::SHAPE })
    })
    .completed(text, |value: &T, report| {
        value.check_with(args, &Path::ROOT, report)
    })
}

/// All that is wrong with a text that holds a value of the shape on which the rules stand, but for rules that need the
/// value.
#[cfg(feature = "cases")]
pub(crate) fn violations(
    shape: &'static Shape,
    checks: &'static [Check],
    text: &[u8],
) -> Vec<Violation> {
    Walk::over(text, |walk| {
        walk.ruled(shape, checks, 0, &Path::ROOT).map(drop)
    })
    .found
}

/// All that is wrong with a text that holds an object of these fields.
#[cfg(feature = "cases")]
pub(crate) fn violations_of_object(
    rules: &'static crate::rule::Rules,
    text: &[u8],
) -> Vec<Violation> {
    Walk::over(text, |walk| walk.object(rules, &Path::ROOT)).found
}

/// What a field holds, as far as rules across fields and the field's own rules ask.
#[derive(Debug)]
enum Seen<'a> {
    Absent,
    Null,
    /// Something of the wrong JSON type, about which nothing further is said.
    Mistyped {
        null: bool,
    },
    Text(Cow<'a, str>),
    Number(Number<'a>),
    Boolean(bool),
    List {
        length: usize,
        /// Known to hold no item twice.
        distinct: bool,
    },
    /// The keys.
    Map(Keys<'a>),
    Other,
    /// A number that is read as an `f64`, whether or not it has a fraction.
    Float(Number<'a>),
}

/// Where a violation stands among those of its object: the field, and behind the rules across fields that name it.
type Rank = (usize, Phase);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// What is in a flattened field comes before the field that is declared behind it.
    Flattened,
    AcrossFields,
    OwnValue,
}

/// What is said of an array as a whole comes before all of its positions.
const FIRST: Rank = (0, Phase::AcrossFields);
/// Rules on several fields come behind all fields, and unknown keys behind these.
const GROUPS: Rank = (usize::MAX, Phase::AcrossFields);
const LAST: Rank = (usize::MAX, Phase::OwnValue);

struct Walk<'a> {
    reader: Reader<'a>,
    text: &'a [u8],
    found: Vec<Found>,
    /// The rules that stand on the value being read, as a stack: those of its field or list, then those of its type.
    layers: Vec<Layer>,
    /// Whether a rule was met that only code with the value can judge.
    needs_value: bool,
    /// A key that the next object has beside its own: the tag of the enum that the object is of.
    beside: Option<&'static str>,
    /// Whether the question is only what serde reads: rules that reading does not enforce are passed over then.
    only_reads: bool,
    /// The variants of untagged enums, as far as they are known.
    chosen: Chosen,
}

type Found = (Rank, Violation);

/// Rules that stand on a value, by one of those that state some: its field, the list that holds it, its type.
struct Layer {
    checks: &'static [Check],
    /// What broke them so far. What is wrong inside the value comes behind, as it does in the typed check.
    broken: Vec<Found>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            reader: Reader::new(text),
            text,
            found: Vec::new(),
            layers: Vec::new(),
            needs_value: false,
            beside: None,
            only_reads: false,
            chosen: Chosen::new(),
        }
    }

    fn over(text: &'a [u8], read: impl FnOnce(&mut Self) -> Result<(), SyntaxError>) -> Walked {
        let mut walk = Self::new(text);
        match read(&mut walk) {
            Ok(()) => Walked {
                found: walk.found.into_iter().map(|(_, found)| found).collect(),
                needs_value: walk.needs_value,
            },
            Err(error) => Walked {
                found: vec![Violation::syntax(error)],
                needs_value: false,
            },
        }
    }

    fn document(&mut self, shape: &'static Shape) -> Result<(), SyntaxError> {
        self.value(shape, 0, &Path::ROOT)?;
        self.reader.finish()
    }

    fn add(&mut self, at: &Path<'_>, cause: Cause, span: Span) {
        self.found
            .push((LAST, Violation::new(*at, cause).with_span(span)));
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start,
            end: self.reader.offset(),
        }
    }

    fn slice(&self, span: Span) -> &'a [u8] {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Reads a value on which rules stand, and reports what in it does not fit its shape. What broke the rules comes
    /// before what is wrong inside.
    fn ruled(
        &mut self,
        shape: &'static Shape,
        checks: &'static [Check],
        layers: usize,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        let mark = self.found.len();
        self.needs_value |= need_value(checks);
        self.layers.push(Layer {
            checks,
            broken: Vec::new(),
        });
        let seen = self.value(shape, layers, at)?;
        if let Some(layer) = self.layers.pop() {
            self.found.splice(mark..mark, layer.broken);
        }
        Ok(seen)
    }

    /// Reads a value, holds it against the rules that stand on it (the `layers` from that one on), and reports what in
    /// it does not fit its shape.
    fn value(
        &mut self,
        shape: &'static Shape,
        layers: usize,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        let kind = self.reader.peek()?;
        match shape {
            Shape::Nullable(inner) if kind != Kind::Null && matches_kind(inner, kind) => {
                self.value(inner, layers, at)
            }
            // Reading keeps any string.
            Shape::Lenient(_) if self.only_reads && kind == Kind::String => {
                self.value(&Shape::Text, layers, at)
            }
            Shape::Lenient(inner) => self.value(inner, layers, at),
            Shape::Refined(inner, _) if self.only_reads && shape.is_set() => {
                self.value(inner, layers, at)
            }
            Shape::Checked(inner, _) if self.only_reads => self.value(inner, layers, at),
            Shape::Refined(inner, checks) | Shape::Checked(inner, checks) => {
                self.ruled(inner, checks, layers, at)
            }
            _ => {
                let (start, end) = (self.reader.offset(), self.layers.len());
                let seen = self.plain(shape, kind, layers, at)?;
                let counted = Counted::of(shape.inner());
                self.judge(layers..end, counted, &seen, at, self.span_from(start));
                self.layers.truncate(end);
                Ok(seen)
            }
        }
    }

    /// Reads a value of a shape that nothing narrows. The rules that stand on what is inside it are left on the stack.
    fn plain(
        &mut self,
        shape: &'static Shape,
        kind: Kind,
        layers: usize,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        let start = self.reader.offset();
        let seen = match (shape, kind) {
            (Shape::Nullable(_) | Shape::Null, Kind::Null) => {
                self.reader.null()?;
                Seen::Null
            }
            (Shape::Enumeration(enumeration), Kind::String) => {
                let text = self.reader.string()?;
                if !enumeration.knows(&text) {
                    self.add(at, Cause::Enum(enumeration), self.span_from(start));
                }
                Seen::Text(text)
            }
            (Shape::Text | Shape::Open(_), Kind::String) => Seen::Text(self.reader.string()?),
            (Shape::Boolean, Kind::Boolean) => Seen::Boolean(self.reader.boolean()?),
            (Shape::Number, Kind::Number) => Seen::Float(self.reader.number()?),
            (Shape::Integer { min, max }, Kind::Number) => self.integer(shape, *min, *max, at)?,
            (Shape::List(item), Kind::Array) => self.list(item, layers, at)?,
            (Shape::Tuple(rules), Kind::Array) => {
                self.tuple(rules(), at)?;
                Seen::Other
            }
            (Shape::Map(entry), Kind::Object) => self.map(entry, layers, at)?,
            (Shape::Object(rules), Kind::Object) => {
                self.object(rules(), at)?;
                Seen::Other
            }
            (Shape::Choice(choice), _) if choice().reads(kind) => {
                self.choice(choice(), kind, at)?;
                Seen::Other
            }
            (Shape::Any, _) => {
                // Its keys are free, so the tag is no matter.
                self.beside = None;
                self.anything(kind)?
            }
            (Shape::Opaque(opaque), _) => {
                self.reader.skip_value()?;
                let span = self.span_from(start);
                match self.opaque(*opaque, at, span) {
                    Read::Not => self.mistyped(shape, kind, at, span),
                    Read::NoValue => Seen::Null,
                    Read::Value => Seen::Other,
                    Read::Unknown => {
                        self.needs_value = true;
                        Seen::Other
                    }
                }
            }
            _ => {
                self.reader.skip_value()?;
                self.mistyped(shape, kind, at, self.span_from(start))
            }
        };
        Ok(seen)
    }

    /// A value that its own type reads. The rules that stand on it are held against what was read.
    fn opaque(&mut self, opaque: Opaque, at: &Path<'_>, span: Span) -> Read {
        let mut broken = Vec::new();
        let read = opaque(self.slice(span), &mut |rule, fault| {
            broken.push((rule, fault));
        });
        let Some(layer) = self.layers.last_mut() else {
            return read;
        };
        let broken = broken.into_iter().filter_map(|(rule, fault)| {
            let cause = Cause::Check(layer.checks.get(rule)?, fault, Counted::Whatever);
            Some((LAST, Violation::new(*at, cause).with_span(span)))
        });
        layer.broken.extend(broken);
        read
    }

    fn mistyped(
        &mut self,
        expected: &'static Shape,
        kind: Kind,
        at: &Path<'_>,
        span: Span,
    ) -> Seen<'a> {
        self.add(
            at,
            Cause::Type {
                expected,
                found: kind,
            },
            span,
        );
        Seen::Mistyped {
            null: kind == Kind::Null,
        }
    }

    fn integer(
        &mut self,
        shape: &'static Shape,
        min: i128,
        max: i128,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        let start = self.reader.offset();
        let number = self.reader.number()?;
        let span = self.span_from(start);
        if !number.is_integer() {
            return Ok(self.mistyped(shape, Kind::Number, at, span));
        }
        // A double that may stand for what is below an `i64` is refused as that, even if it is written as the least one.
        if !number.is_read_within(min, max) {
            let fault = if number.to_nearest_i128() <= min {
                Fault::TooSmall
            } else {
                Fault::TooLarge
            };
            self.add(at, Cause::Range(shape, fault), span);
        }
        Ok(Seen::Number(number))
    }

    fn anything(&mut self, kind: Kind) -> Result<Seen<'a>, SyntaxError> {
        Ok(match kind {
            Kind::Null => {
                self.reader.null()?;
                Seen::Null
            }
            Kind::Boolean => Seen::Boolean(self.reader.boolean()?),
            Kind::Number => Seen::Number(self.reader.number()?),
            Kind::String => Seen::Text(self.reader.string()?),
            Kind::Array | Kind::Object => {
                self.reader.skip_value()?;
                Seen::Other
            }
        })
    }

    fn list(
        &mut self,
        item: &'static Shape,
        layers: usize,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        let inner = self.begin_inside(layers..self.layers.len(), Inside::Items);
        self.reader.begin_array()?;
        let mut length = 0;
        let mut strings = Strings::of(item);
        while self.reader.next_item()? {
            let seen = self.value(item, inner, &at.index(length))?;
            strings.add(&seen);
            length += 1;
        }
        Ok(Seen::List {
            length,
            distinct: strings.distinct,
        })
    }

    fn map(
        &mut self,
        entry: &'static Shape,
        layers: usize,
        at: &Path<'_>,
    ) -> Result<Seen<'a>, SyntaxError> {
        let own = layers..self.layers.len();
        let names = self.begin_inside(own.clone(), Inside::Keys);
        let values = self.begin_inside(own, Inside::Values);
        let mut tag = Beside::new(self.beside.take());
        self.reader.begin_object()?;
        let mark = self.found.len();
        let mut entries = Entries::default();
        while let Some(key) = self.reader.next_key()? {
            if tag.is(&key) {
                self.tag_key(&mut tag, &key, at)?;
                continue;
            }
            entries.add(&key);
            let name = self.key(key, names..values, at);
            self.value(entry, values, &at.key(&name))?;
        }
        entries.drop_replaced(&mut self.found, mark, at);
        for layer in self.layers.iter_mut().skip(names) {
            entries.drop_replaced(&mut layer.broken, 0, at);
        }
        Ok(Seen::Map(entries.into_keys()))
    }

    /// Holds a key against the rules that stand on it.
    fn key(&mut self, key: Key<'a>, layers: Range<usize>, at: &Path<'_>) -> Cow<'a, str> {
        let span = Span {
            start: key.start,
            end: key.end,
        };
        if layers.is_empty() {
            return key.text;
        }
        let seen = Seen::Text(key.text.clone());
        self.judge(
            layers,
            Counted::Characters,
            &seen,
            &at.name(&key.text),
            span,
        );
        key.text
    }

    /// Puts the rules that stand on what is inside a list or map on the stack, and says from where on.
    fn begin_inside(&mut self, layers: Range<usize>, of: Inside) -> usize {
        let begin = self.layers.len();
        for layer in layers {
            let checks = self.layers.get(layer).map_or(&[][..], |layer| layer.checks);
            let inside = checks.iter().filter_map(Check::inside);
            for (_, checks) in inside.filter(|(inside, _)| *inside == of) {
                self.layers.push(Layer {
                    checks,
                    broken: Vec::new(),
                });
            }
        }
        begin
    }

    /// Holds a value against the rules that stand on it.
    fn judge(
        &mut self,
        layers: Range<usize>,
        counted: Counted,
        seen: &Seen<'a>,
        at: &Path<'_>,
        span: Span,
    ) {
        let text = self.slice(span);
        let Some((own, inside)) = self.layers.split_at_mut_checked(layers.end) else {
            return;
        };
        for layer in own.get_mut(layers.start..).unwrap_or_default() {
            for check in layer.checks {
                if let Some((_, checks)) = check.inside() {
                    layer.broken.extend(take_broken(inside, checks));
                } else if let Err(fault) = check.verdict(seen, text) {
                    let violation = Violation::new(*at, Cause::Check(check, fault, counted));
                    layer.broken.push((LAST, violation.with_span(span)));
                }
            }
        }
    }
}

/// What broke rules on what is inside a value, once it is read.
fn take_broken(layers: &mut [Layer], checks: &'static [Check]) -> Vec<Found> {
    let layer = layers
        .iter_mut()
        .find(|layer| core::ptr::eq(layer.checks, checks));
    layer.map_or_else(Vec::new, |layer| {
        // Another layer may have the same rules.
        layer.checks = &[];
        core::mem::take(&mut layer.broken)
    })
}

/// Whether a shape is read from values of the kind, nullness included.
fn matches_kind(shape: &Shape, kind: Kind) -> bool {
    match (shape, kind) {
        (Shape::Nullable(inner), _) => kind == Kind::Null || matches_kind(inner, kind),
        (Shape::Refined(inner, _) | Shape::Checked(inner, _) | Shape::Lenient(inner), _) => {
            matches_kind(inner, kind)
        }
        (Shape::Any | Shape::Opaque(_), _)
        | (Shape::Boolean, Kind::Boolean)
        | (Shape::Integer { .. } | Shape::Number, Kind::Number)
        | (Shape::Text | Shape::Enumeration(_) | Shape::Open(_), Kind::String)
        | (Shape::Null, Kind::Null)
        | (Shape::List(_) | Shape::Tuple(_), Kind::Array)
        | (Shape::Map(_) | Shape::Object(_), Kind::Object) => true,
        (Shape::Choice(choice), _) => choice().reads(kind),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::length::Length;
    use crate::path::Pointer;
    use crate::private;
    use crate::rule::{Field, Rules};

    const AT_MOST_ONE: &[Check] = &[Check::Length(Length::new(None, Some(1)))];

    /// A list of texts that are too long, and is itself too long.
    const ITEM: Shape = Shape::Refined(&Shape::Text, AT_MOST_ONE);

    #[derive(serde::Deserialize)]
    struct ByField {
        #[expect(dead_code, reason = "only read")]
        list: Vec<String>,
    }

    impl Validate for ByField {
        const SHAPE: Shape = Shape::Object(|| {
            const FIELDS: &[Field] =
                &[private::field("list", Shape::List(&ITEM)).checks(AT_MOST_ONE)];
            const RULES: Rules = private::rules("ByField", FIELDS, &[], false);
            &RULES
        });
    }

    #[derive(serde::Deserialize)]
    struct ByType(#[expect(dead_code, reason = "only read")] Vec<String>);

    impl Validate for ByType {
        const SHAPE: Shape = Shape::Refined(&Shape::List(&ITEM), AT_MOST_ONE);
    }

    fn pointers<T: Validate + serde::de::DeserializeOwned>(text: &str) -> Vec<String> {
        let violations = check_json::<T>(text.as_bytes()).expect_err("two items of two characters");
        violations
            .iter()
            .map(Violation::pointer)
            .map(Pointer::to_string)
            .collect()
    }

    #[test]
    fn the_rules_of_a_value_come_before_those_inside_it_as_in_the_typed_check() {
        assert_eq!(
            pointers::<ByField>(r#"{"list": ["ab", "cd"]}"#),
            ["/list", "/list/0", "/list/1"]
        );
        assert_eq!(pointers::<ByType>(r#"["ab", "cd"]"#), ["", "/0", "/1"]);
    }
}
