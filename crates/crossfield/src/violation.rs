//! What is wrong with a value: where, which rule, and what would be right.

use core::error::Error;
use core::fmt;
use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::choice::Misfit;
use crate::cross::write_list;
use crate::field::length::Length;
use crate::field::part::{Part, Place};
use crate::field::range::Bound;
use crate::json::{Kind, SyntaxError, position};
use crate::path::{Path, Pointer, Site, write_token};
use crate::rule::{
    Check, Choice, Demand, Effect, Enumeration, Field, GroupKind, Inside, Native, NativeKind,
    Rules, Shape,
};
use crate::rule_error::RuleError;

/// The stable name of a kind of violation, for programs.
///
/// ```
/// assert_eq!(crossfield::Code::UnknownField.as_str(), "unknown_field");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// A field that must have a value has none.
    Required,
    /// A field that must have no value has one.
    Forbidden,
    /// A value of the wrong JSON type.
    Type,
    /// A string that is not one of those allowed.
    Enum,
    /// A text that does not have its format (UUID, URL).
    Format,
    /// A text that does not match its pattern.
    Pattern,
    /// A text, list or map that is too short or too long.
    Length,
    /// A number outside its bounds.
    Range,
    /// A list that holds an item twice.
    Duplicate,
    /// A key that the object does not have.
    UnknownField,
    /// A rule on how many of several fields have a value.
    OneOf,
    /// A key that stands in an object twice, or two keys of one field (`#[serde(alias = …)]`).
    DuplicateKey,
    /// Text that is not JSON.
    Syntax,
    /// The code that a rule was given (`code = "…"`), or that a function of the user's gave.
    Custom(Cow<'static, str>),
    /// An integer that is no multiple of another.
    MultipleOf,
    /// A field that differs from the one that it must equal.
    MustMatch,
    /// Two fields that do not compare as they must.
    Compare,
}

impl Code {
    /// The code as it is serialised.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match self {
            Self::Custom(Cow::Borrowed(code)) => code,
            Self::Custom(Cow::Owned(code)) => code.as_str(),
            _ => self.known(),
        }
    }

    /// The code of a kind that every rule of it has; nothing for a rule's own.
    const fn known(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Forbidden => "forbidden",
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Format => "format",
            Self::Pattern => "pattern",
            Self::Length => "length",
            Self::Range => "range",
            Self::Duplicate => "duplicate",
            Self::UnknownField => "unknown_field",
            Self::OneOf => "one_of",
            Self::DuplicateKey => "duplicate_key",
            Self::Syntax => "syntax",
            Self::Custom(_) => "",
            Self::MultipleOf => "multiple_of",
            Self::MustMatch => "must_match",
            Self::Compare => "compare",
        }
    }
}

/// The code as it is serialised.
impl From<Code> for Cow<'static, str> {
    fn from(code: Code) -> Self {
        match code {
            Code::Custom(code) => code,
            other => Self::Borrowed(other.known()),
        }
    }
}

/// The code as it is serialised.
impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

pub use crate::json::Position;

/// A place in a JSON text: byte offsets, the end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The line and column of the first byte in the text that was checked.
    #[must_use]
    pub fn position(&self, text: &[u8]) -> Position {
        position(text, self.start)
    }
}

/// One thing wrong with a value.
///
/// It holds no value of the payload, only names, places and what the rule says: payloads carry passwords and phone
/// numbers, and violations go to logs.
#[derive(Clone)]
pub struct Violation {
    pointer: Pointer,
    site: Site,
    cause: Cause,
    span: Option<Span>,
}

/// How a field's own rule was broken, where the rule has more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The only way there is.
    Broken,
    /// Fewer characters, items or entries than the rule asks for.
    TooShort,
    /// More of them.
    TooLong,
    /// An item that stands at `first` stands at `second` again.
    Repeat {
        /// The earlier place, counted from 0.
        first: u32,
        /// The later place.
        second: u32,
    },
    /// A number below its range.
    TooSmall,
    /// A number above its range.
    TooLarge,
}

impl Fault {
    /// The places of a repeat, of which lists in memory have fewer than a `u32` can count.
    pub(crate) fn repeat((first, second): (usize, usize)) -> Self {
        let place = |index| u32::try_from(index).unwrap_or(u32::MAX);
        Self::Repeat {
            first: place(first),
            second: place(second),
        }
    }
}

/// Why. Everything but the fault, the found type and what a function says is in the table of rules.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    /// With what a length counts in the value.
    Check(&'static Check, Fault, Counted),
    /// A function of the user's does not accept the value.
    Refused(Box<RuleError>),
    /// Two fields do not compare as they must.
    Compared(&'static Rules, &'static Native),
    /// A function of the user's does not accept the whole value.
    Whole(&'static Rules, Box<RuleError>),
    /// The text has the form that the type is read from, and the type does not read it.
    Unread,
    /// A rule was broken when only the verdict was asked for, and none when all was.
    Unsteady,
    Conditional {
        rules: &'static Rules,
        index: usize,
        demand: Demand,
    },
    Group {
        rules: &'static Rules,
        index: usize,
    },
    MissingKey,
    Type {
        expected: &'static Shape,
        found: Kind,
    },
    Enum(&'static Enumeration),
    /// An integer outside the bounds of its shape, on which side.
    Range(&'static Shape, Fault),
    /// An array with fewer or more items than it has positions.
    Positions(&'static Rules, Fault),
    UnknownField(&'static Rules),
    /// A value that is of no variant of an enum.
    Choice(&'static Choice, Misfit),
    DuplicateKey,
    /// A field is there at a second one of its keys.
    SecondKey(&'static Field),
    Syntax(SyntaxError),
}

impl Violation {
    pub(crate) fn new(at: Path<'_>, cause: Cause) -> Self {
        Self {
            pointer: at.to_pointer(),
            site: at.site(),
            cause,
            span: None,
        }
    }

    /// Of a field of the whole value, which is an object.
    #[inline]
    pub(crate) fn of_only_field(rules: &'static Rules, field: usize, cause: Cause) -> Self {
        Self {
            pointer: Pointer::of_field(rules, field),
            site: Site::of_field(rules, field),
            cause,
            span: None,
        }
    }

    #[cfg(any(feature = "cases", feature = "validator"))]
    pub(crate) const fn cause(&self) -> &Cause {
        &self.cause
    }

    pub(crate) fn syntax(error: SyntaxError) -> Self {
        let span = Span {
            start: error.offset,
            end: error.offset,
        };
        Self {
            pointer: Pointer::ROOT,
            site: Site::ROOT,
            cause: Cause::Syntax(error),
            span: Some(span),
        }
    }

    /// Whether both say the same of the same place, wherever that is in a text.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.pointer == other.pointer
            && self.code() == other.code()
            && self.message().to_string() == other.message().to_string()
    }

    pub(crate) fn with_span(self, span: Span) -> Self {
        Self {
            span: Some(span),
            ..self
        }
    }

    /// The rule on the value that is broken, if it is one of that kind.
    #[cfg(feature = "validator")]
    pub(crate) const fn check(&self) -> Option<&'static Check> {
        match &self.cause {
            Cause::Check(check, ..) => Some(*check),
            _ => None,
        }
    }

    /// Whether it is the value at the place that states the rule, and not the field that has the value.
    #[cfg(feature = "validator")]
    pub(crate) const fn is_of_whole_value(&self) -> bool {
        matches!(self.cause, Cause::Group { .. } | Cause::Whole(..))
    }

    /// Where in the value: an RFC 6901 pointer under the names on the wire.
    #[must_use]
    pub const fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The kind of violation, for programs.
    #[must_use]
    pub fn code(&self) -> Code {
        match &self.cause {
            Cause::Check(check, ..) => check.code(),
            Cause::MissingKey
            | Cause::Conditional {
                demand: Demand::Required,
                ..
            } => Code::Required,
            Cause::Conditional {
                demand: Demand::Forbidden,
                ..
            } => Code::Forbidden,
            Cause::Compared(_, rule) => rule.code(),
            Cause::Refused(error) | Cause::Whole(_, error) => {
                Code::Custom(error.shared_code().clone())
            }
            Cause::Unsteady => Code::Custom(Cow::Borrowed("custom")),
            Cause::Type { .. } | Cause::Unread => Code::Type,
            Cause::Group { .. } => Code::OneOf,
            Cause::Enum(_) => Code::Enum,
            Cause::Range(..) => Code::Range,
            Cause::Positions(..) => Code::Length,
            Cause::UnknownField(_) => Code::UnknownField,
            Cause::Choice(_, misfit) => misfit.code(),
            Cause::DuplicateKey | Cause::SecondKey(_) => Code::DuplicateKey,
            Cause::Syntax(_) => Code::Syntax,
        }
    }

    /// Whether it is of a key that stands in an object twice.
    pub(crate) const fn is_of_a_repeated_key(&self) -> bool {
        matches!(self.cause, Cause::DuplicateKey)
    }

    /// Whether it keeps the text from being read as the type, where a rule is broken by what was read.
    pub(crate) const fn is_unread(&self) -> bool {
        match self.cause {
            Cause::Unread
            | Cause::MissingKey
            | Cause::Type { .. }
            | Cause::Enum(_)
            | Cause::Range(..)
            | Cause::Positions(..)
            | Cause::UnknownField(_)
            | Cause::Choice(..)
            | Cause::DuplicateKey
            | Cause::SecondKey(_)
            | Cause::Syntax(_) => true,
            Cause::Check(..)
            | Cause::Refused(_)
            | Cause::Compared(..)
            | Cause::Whole(..)
            | Cause::Unsteady
            | Cause::Conditional { .. }
            | Cause::Group { .. } => false,
        }
    }

    /// Whether the rule that is broken is checked in Rust only, so that a schema accepts what breaks nothing else.
    #[must_use]
    pub fn is_native_only(&self) -> bool {
        match &self.cause {
            Cause::Check(check, ..) => check.is_native_only(),
            Cause::Refused(..) | Cause::Compared(..) | Cause::Whole(..) | Cause::Unsteady => true,
            Cause::Type { .. }
            | Cause::Unread
            | Cause::Conditional { .. }
            | Cause::Group { .. }
            | Cause::MissingKey
            | Cause::Enum(_)
            | Cause::Range(..)
            | Cause::Positions(..)
            | Cause::UnknownField(_)
            | Cause::Choice(..)
            | Cause::DuplicateKey
            | Cause::SecondKey(_)
            | Cause::Syntax(_) => false,
        }
    }

    /// What is wrong and what would be right, in words, without the place.
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        Message(self)
    }

    /// Where in the text, for a violation found by [`check_json`](crate::check_json). For a missing key it is the
    /// object that lacks it.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        self.span
    }

    /// The name of the type that states the rule, if a rule of a type was broken.
    #[must_use]
    pub fn type_name(&self) -> Option<&'static str> {
        match &self.cause {
            Cause::Conditional { rules, .. }
            | Cause::Group { rules, .. }
            | Cause::Compared(rules, _)
            | Cause::Whole(rules, _)
            | Cause::UnknownField(rules) => Some(rules.name),
            Cause::Choice(choice, _) => Some(choice.name),
            Cause::Positions(rules, _) if !rules.is_inline() => Some(rules.name),
            _ => Some(self.site.rules?.name),
        }
    }

    /// The pointer of the keyword that says the same, in the emitted schema of [`type_name`](Self::type_name).
    ///
    /// `None` where JSON Schema has no keyword for it (a duplicate key, text that is not JSON), where the whole document
    /// has the wrong type, where the document is a list, map or tuple of values with schemas of their own, and where an
    /// earlier rule of the same field has the keyword, so that the schema states this one in a subschema beside it.
    #[must_use]
    pub fn schema_pointer(&self) -> Option<String> {
        let mut pointer = String::new();
        self.write_schema_pointer(&mut pointer).ok()?;
        (!pointer.is_empty()).then_some(pointer)
    }

    fn write_schema_pointer(&self, out: &mut String) -> fmt::Result {
        use fmt::Write as _;
        let keyword = match &self.cause {
            Cause::Syntax(_)
            | Cause::DuplicateKey
            | Cause::Unread
            | Cause::Unsteady
            | Cause::Refused(..)
            | Cause::Compared(..)
            | Cause::Whole(..) => return Ok(()),
            Cause::Check(check, ..) if check.is_native_only() => return Ok(()),
            Cause::UnknownField(rules) => {
                rules.write_schema_pointer(out)?;
                return out.write_str("/additionalProperties");
            }
            Cause::Choice(choice, misfit) => return misfit.write_schema_pointer(choice, out),
            Cause::Group { rules, index } => return write_group(rules, *index, out),
            Cause::MissingKey | Cause::SecondKey(_) => return self.write_required(out),
            Cause::Check(check, ..) if matches!(check.rule(), Check::Required) => {
                return match self.site.rules {
                    // A position has no keyword that requires it; its schema has no null.
                    Some(rules) if rules.positional || self.site.is_whole() => {
                        self.site.write_schema_pointer(out)
                    }
                    _ => self.write_required(out),
                };
            }
            Cause::Conditional {
                rules,
                index,
                demand,
            } => return write_entry(rules, *index, *demand, out),
            Cause::Check(check, fault, counted) => {
                let keyword = check.keyword(*fault, *counted);
                if self.is_stated_before(check, keyword, *counted) {
                    return Ok(());
                }
                keyword
            }
            // What only the type itself can read, no keyword of ours describes.
            Cause::Type { expected, .. }
                if matches!(expected.inner(), Shape::Any | Shape::Opaque(_)) =>
            {
                return Ok(());
            }
            // What an `Option` holds that must have a value, schemars writes out where it stands.
            Cause::Type { expected, .. } if self.is_inside() && !self.site.is_required() => {
                expected.type_keyword()
            }
            Cause::Type { expected, .. } => match expected.not_null() {
                Shape::Choice(choice) if choice().tag().is_none() => "oneOf",
                _ => "type",
            },
            Cause::Enum(_) => "enum",
            Cause::Range(_, Fault::TooLarge) => "maximum",
            Cause::Range(..) => "minimum",
            Cause::Positions(rules, fault) => {
                let keyword = match fault {
                    Fault::TooLong => "maxItems",
                    _ => "minItems",
                };
                if !rules.is_inline() {
                    rules.write_schema_pointer(out)?;
                    return write!(out, "/{keyword}");
                }
                keyword
            }
        };
        if self.site.rules.is_none() && self.is_inside() {
            return Ok(());
        }
        self.site.write_schema_pointer(out)?;
        let behind_condition = self
            .site
            .field()
            .is_some_and(|field| field.empty_is_absent && !field.is_required());
        if behind_condition && matches!(self.cause, Cause::Check(..)) {
            out.push_str("/then");
        }
        write!(out, "/{keyword}")
    }

    /// The shape that is asked for where one is expected: null is none in a field that must have a value.
    fn asked_for(&self, expected: &'static Shape) -> &'static Shape {
        if self.site.is_required() {
            expected.not_null()
        } else {
            expected
        }
    }

    /// Whether the place is in a value, and not the whole of it.
    fn is_inside(&self) -> bool {
        self.pointer != *""
    }

    /// The keyword that requires the key of a field, or one of its keys, or the key of what a variant holds.
    fn write_required(&self, out: &mut String) -> fmt::Result {
        use fmt::Write as _;
        if let Some(rules) = self.site.rules {
            match rules.variant() {
                Some((_, _, index)) if self.site.is_whole() => write!(out, "/allOf/{index}/then")?,
                _ => rules.write_schema_pointer(out)?,
            }
            if let Some(entry) = self.site.entry_of_keys() {
                return write!(out, "/allOf/{entry}/oneOf");
            }
        }
        out.write_str("/required")
    }

    /// Whether a rule that the schema states before this one in the same place has the keyword already.
    fn is_stated_before(&self, check: &'static Check, keyword: &str, counted: Counted) -> bool {
        let Some(ruled) = self.site.ruled() else {
            return false;
        };
        let ruled = ruled.narrowed();
        let here = ruled
            .stated()
            .position(|other| core::ptr::eq(other, check))
            .unwrap_or(0);
        let mut before = ruled.stated().take(here);
        before.any(|other| other.states(keyword, counted))
    }

    /// The figures of the broken rule, as an object to serialise: what a message in another language is made of.
    ///
    /// `min` and `max` of a length or range, `exclusive_min` and `exclusive_max` of a range, `multiple_of`, `pattern`,
    /// the `text` to contain, `allowed` strings, the condition in words as `when`, the `fields` of a group, the `other`
    /// field of a comparison, what an error of a function has, the places `first` and `second` of a repeated item, the
    /// `expected` and `found` types. May be empty.
    #[must_use]
    pub const fn params(&self) -> Params<'_> {
        Params(self)
    }
}

fn write_entry(
    rules: &'static Rules,
    index: usize,
    demand: Demand,
    out: &mut String,
) -> fmt::Result {
    use fmt::Write as _;
    let Some(rule) = rules.conditionals.get(index) else {
        return Ok(());
    };
    let branch = match (rule.effect, demand) {
        (Effect::RequiredUnless | Effect::ForbiddenUnless, _)
        | (Effect::RequiredIff, Demand::Forbidden) => "else",
        _ => "then",
    };
    rules.write_schema_pointer(out)?;
    write!(out, "/allOf/{index}/{branch}/")?;
    let field = rules.fields.get(rule.field);
    match demand {
        Demand::Required if field.is_some_and(|field| !field.aliases.is_empty()) => {
            out.write_str("anyOf")
        }
        Demand::Required => out.write_str("required"),
        Demand::Forbidden => {
            out.write_str("properties")?;
            write_token(out, field.map_or("", |field| field.name))
        }
    }
}

/// The pointer of the keyword that counts a group's fields. The groups stand behind the conditional rules.
fn write_group(rules: &'static Rules, index: usize, out: &mut String) -> fmt::Result {
    use fmt::Write as _;
    let Some(group) = rules.groups.get(index) else {
        return Ok(());
    };
    let then = if group.condition.is_some() {
        "/then"
    } else {
        ""
    };
    rules.write_schema_pointer(out)?;
    write!(
        out,
        "/allOf/{}{then}/{}",
        rules.conditionals.len() + index,
        group.kind.keyword()
    )
}

/// The message of a [`Violation`].
#[derive(Clone, Copy)]
pub struct Message<'a>(&'a Violation);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_message(f)
    }
}

impl Violation {
    /// What is wrong and what would be right, in words, without the place.
    fn write_message(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        match &self.cause {
            Cause::Check(check, fault, counted) => check.write_message(*fault, *counted, f),
            Cause::Compared(rules, rule) => match rule.message {
                Some(message) => f.write_str(message),
                None => rule.write_message(rules, f),
            },
            Cause::Refused(error) | Cause::Whole(_, error) => write!(f, "{error}"),
            Cause::Unsteady => f.write_str(
                "a rule was broken, and was not when asked again; a function of a rule must say the same each time",
            ),
            Cause::Unread => f.write_str(
                "the type does not read this, though it has the form; a rule that is checked in Rust only may be broken inside",
            ),
            Cause::Conditional {
                rules,
                index,
                demand,
            } => match rules.conditionals.get(*index) {
                Some(rule) => rule.write_message(rules, *demand, f),
                None => Ok(()),
            },
            Cause::Group { rules, index } => match rules.groups.get(*index) {
                Some(group) => group.write_message(rules, f),
                None => Ok(()),
            },
            Cause::MissingKey => f.write_str("required"),
            Cause::Type { expected, found } => {
                let expected = self.asked_for(expected);
                write!(f, "must be {}, not {}", expected.noun(), found.noun())
            }
            Cause::Enum(enumeration) => {
                f.write_str("must be one of ")?;
                write_list(f, enumeration.variants.iter().map(|variant| variant.name))
            }
            Cause::Range(shape, _) => match shape {
                Shape::Integer { min, max } => write!(f, "must be from {min} to {max}"),
                _ => Ok(()),
            },
            Cause::Positions(rules, _) => {
                let length = rules.length();
                let noun = Counted::Items.noun(length.max == Some(1));
                write!(f, "must have {length} {noun}")
            }
            Cause::UnknownField(rules) => {
                let keys = rules.fields.iter().flat_map(Field::keys);
                let key = self.pointer.tokens().last().unwrap_or_default();
                rules.write_unknown_field(crate::names::closest(&key, keys), f)
            }
            Cause::Choice(choice, misfit) => {
                let key = self.pointer.tokens().last().unwrap_or_default();
                misfit.write_message(choice, &key, f)
            }
            Cause::DuplicateKey => f.write_str("the key stands in this object twice"),
            Cause::SecondKey(field) => {
                f.write_str("stands in this object under more than one of its names ")?;
                write_list(f, field.keys())
            }
            Cause::Syntax(error) => write!(f, "{}", error.problem),
        }
    }
}

/// Writes a number that has one digit in most cases.
fn write_count(out: &mut dyn fmt::Write, count: u32) -> fmt::Result {
    match char::from_digit(count, 10) {
        Some(digit) => out.write_char(digit),
        None => write!(out, "{count}"),
    }
}

/// What a length counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Counted {
    Characters,
    Items,
    Entries,
    /// What only the value's own type knows.
    Whatever,
}

impl Counted {
    /// What a length counts in a value of the shape.
    pub(crate) const fn of(shape: &Shape) -> Self {
        match shape {
            Shape::List(_) => Self::Items,
            Shape::Map(_) => Self::Entries,
            Shape::Opaque(_) => Self::Whatever,
            _ => Self::Characters,
        }
    }

    const fn noun(self, one: bool) -> &'static str {
        match (self, one) {
            (Self::Characters, false) => "characters",
            (Self::Characters, true) => "character",
            (Self::Items, false) => "items",
            (Self::Items, true) => "item",
            (Self::Entries, false) => "entries",
            (Self::Entries, true) => "entry",
            (Self::Whatever, _) => "in length",
        }
    }

    /// The keywords for the least and the greatest length.
    pub(crate) const fn keywords(self) -> (&'static str, &'static str) {
        match self {
            Self::Characters | Self::Whatever => ("minLength", "maxLength"),
            Self::Items => ("minItems", "maxItems"),
            Self::Entries => ("minProperties", "maxProperties"),
        }
    }
}

impl Check {
    pub(crate) const fn code(&self) -> Code {
        match self {
            Self::Required => Code::Required,
            Self::Length(_) => Code::Length,
            Self::Regex(_)
            | Self::Pattern(_)
            | Self::Part(_)
            | Self::Ascii
            | Self::NonControlCharacter => Code::Pattern,
            Self::HttpUrl
            | Self::Url
            | Self::Email
            | Self::CreditCard
            | Self::Uuid
            | Self::Ipv4
            | Self::Ipv6
            | Self::Ip => Code::Format,
            Self::UniqueItems => Code::Duplicate,
            // What a function does not accept has the code that it says.
            Self::Custom(_) => Code::Custom(Cow::Borrowed("custom")),
            Self::Range(_) => Code::Range,
            Self::MultipleOf(_) => Code::MultipleOf,
            // What is reported is a rule inside.
            Self::Inner(checks) | Self::Keys(checks) | Self::Values(checks) => match checks {
                [first, ..] => first.code(),
                [] => Code::Pattern,
            },
            Self::Worded(worded) => match worded.code {
                Some(code) => Code::Custom(Cow::Borrowed(code)),
                None => worded.check.code(),
            },
        }
    }

    /// What would be right, and for a list which item is wrong.
    pub(crate) fn write_message(
        &self,
        fault: Fault,
        counted: Counted,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        match self {
            Self::Required => out.write_str("required"),
            Self::Length(length) => {
                if matches!(counted, Counted::Whatever) {
                    return write!(out, "must have a length of {length}");
                }
                write!(
                    out,
                    "must have {length} {}",
                    counted.noun(length.max == Some(1))
                )
            }
            Self::Pattern(pattern) => write!(out, "must match the pattern `{}`", pattern.as_str()),
            Self::HttpUrl => out.write_str("must be an http or https URL (RFC 3986)"),
            Self::Url => out.write_str("must be a URL with a host (RFC 3986)"),
            Self::Email => out.write_str("must be an e-mail address"),
            Self::Uuid => {
                out.write_str("must be a UUID of 36 characters in hyphenated form (RFC 9562)")
            }
            Self::UniqueItems => match fault {
                Fault::Repeat { first, second } => {
                    out.write_str("item ")?;
                    write_count(out, second)?;
                    out.write_str(" repeats item ")?;
                    write_count(out, first)?;
                    out.write_str("; each may stand once")
                }
                _ => out.write_str("each item may stand once"),
            },
            Self::Worded(worded) => match worded.message {
                Some(message) => out.write_str(message),
                None => worded.check.write_message(fault, counted, out),
            },
            Self::Range(range) => write!(out, "must be {range}"),
            Self::Part(Part { place, text, .. }) if matches!(counted, Counted::Entries) => {
                let not = if *place == Place::Nowhere { "not " } else { "" };
                write!(out, "must {not}have the key `{text}`")
            }
            Self::Part(Part { place, text, .. }) => match place {
                Place::Start => write!(out, "must start with `{text}`"),
                Place::End => write!(out, "must end with `{text}`"),
                Place::Anywhere => write!(out, "must contain `{text}`"),
                Place::Nowhere => write!(out, "must not contain `{text}`"),
            },
            Self::Ipv4 => out.write_str("must be an IPv4 address"),
            Self::Ipv6 => out.write_str("must be an IPv6 address"),
            Self::Ip => out.write_str("must be an IP address"),
            Self::Ascii => out.write_str("must have ASCII characters only"),
            Self::NonControlCharacter => out.write_str("must have no control characters"),
            Self::MultipleOf(divisor) => write!(out, "must be a multiple of {divisor}"),
            Self::Inner(_) => out.write_str("each item must be right"),
            Self::Keys(_) => out.write_str("each key must be right"),
            Self::Values(_) => out.write_str("each value must be right"),
            Self::Custom(function) => write!(out, "must be accepted by `{}`", function.name),
            Self::CreditCard => out.write_str("must be the number of a payment card"),
            Self::Regex(name) => write!(out, "must match the regular expression `{name}`"),
        }
    }

    /// The keyword of the schema that fails when the rule is broken.
    const fn keyword(&self, fault: Fault, counted: Counted) -> &'static str {
        match (self, fault) {
            (Self::Worded(worded), _) => worded.check.keyword(fault, counted),
            (Self::Required, _) => "required",
            (Self::Length(_), Fault::TooLong) => counted.keywords().1,
            (Self::Length(_), _) => counted.keywords().0,
            (Self::UniqueItems, _) => "uniqueItems",
            (
                Self::Part(Part {
                    place: Place::Start | Place::End | Place::Anywhere,
                    ..
                }),
                _,
            ) if matches!(counted, Counted::Entries) => "required",
            (
                Self::Ascii
                | Self::NonControlCharacter
                | Self::Part(Part {
                    place: Place::Nowhere,
                    ..
                }),
                _,
            ) => "not",
            (
                Self::Pattern(_)
                | Self::HttpUrl
                | Self::Url
                | Self::Email
                | Self::Uuid
                | Self::Part(_)
                | Self::Ipv4
                | Self::Ipv6
                | Self::Ip,
                _,
            ) => "pattern",
            (Self::MultipleOf(_), _) => "multipleOf",
            (Self::Inner(_), _) => Inside::Items.keyword(),
            (Self::Keys(_), _) => Inside::Keys.keyword(),
            (Self::Values(_), _) => Inside::Values.keyword(),
            // No keyword says it.
            (Self::Custom(_) | Self::CreditCard | Self::Regex(_), _) => "",
            (Self::Range(range), Fault::TooLarge) => match range.max {
                Some(Bound::Excluded(_)) => "exclusiveMaximum",
                _ => "maximum",
            },
            (Self::Range(range), _) => match range.min {
                Some(Bound::Excluded(_)) => "exclusiveMinimum",
                _ => "minimum",
            },
        }
    }
}

impl Rules {
    /// What is said of a key that is no field, and is perhaps as good as the name of one.
    pub(crate) fn write_unknown_field(
        &self,
        near: Option<&str>,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        if let Some(name) = near {
            return write!(out, "unknown field; did you mean `{name}`?");
        }
        out.write_str("unknown field; the fields are ")?;
        write_list(out, self.fields.iter().map(|field| field.name))
    }

    /// How many items an array with these positions has.
    pub(crate) fn length(&'static self) -> Length {
        Length::new(Some(self.positions_required()), Some(self.fields.len()))
    }
}

impl Check {
    /// Whether the rule is stated with the keyword, perhaps beside others.
    fn states(&self, keyword: &str, counted: Counted) -> bool {
        match self.rule() {
            Self::Length(length) => {
                let (least, greatest) = counted.keywords();
                length.min.is_some() && keyword == least
                    || length.max.is_some() && keyword == greatest
            }
            Self::Range(range) => {
                let least =
                    range.min.is_some() && keyword == self.keyword(Fault::TooSmall, counted);
                let greatest =
                    range.max.is_some() && keyword == self.keyword(Fault::TooLarge, counted);
                least || greatest
            }
            rule => {
                rule.keywords_beside().contains(&keyword)
                    || keyword == rule.keyword(Fault::Broken, counted)
            }
        }
    }

    /// The assertions beside the keyword that a violation of the rule names. Among them is a `not` beside most patterns,
    /// for readers of `$` that differ.
    fn keywords_beside(&self) -> &'static [&'static str] {
        match self {
            Self::Pattern(pattern) if pattern.guard().is_some() => &["not"],
            Self::Part(part) if part.place == Place::End => &["not"],
            Self::HttpUrl | Self::Url | Self::Ipv4 | Self::Ipv6 => &["format", "not"],
            Self::Ip => &["not"],
            Self::Uuid => &["format", "minLength", "maxLength"],
            Self::Email => &["format", "maxLength", "not"],
            _ => &[],
        }
    }
}

impl Native {
    const fn code(&self) -> Code {
        match (self.code, self.kind) {
            (Some(code), _) => Code::Custom(Cow::Borrowed(code)),
            (None, NativeKind::MustMatch(..)) => Code::MustMatch,
            (None, NativeKind::Compare(..)) => Code::Compare,
            // What a function does not accept has the code that it says.
            (None, NativeKind::Function(_)) => Code::Custom(Cow::Borrowed("custom")),
        }
    }
}

impl GroupKind {
    /// The keyword that counts.
    pub(crate) const fn keyword(self) -> &'static str {
        match self {
            Self::ExactlyOne | Self::AtMostOne => "oneOf",
            Self::AtLeastOne | Self::AllOrNone => "anyOf",
        }
    }
}

impl Check {
    /// Whether the rule has figures.
    const fn has_params(&self) -> bool {
        matches!(
            self.rule(),
            Self::Length(_)
                | Self::Pattern(_)
                | Self::Range(_)
                | Self::MultipleOf(_)
                | Self::Part(_)
        )
    }

    fn serialize_params<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        match self.rule() {
            Self::Length(length) => {
                serialize_given(map, "min", length.min)?;
                serialize_given(map, "max", length.max)
            }
            Self::Pattern(pattern) => map.serialize_entry("pattern", pattern.as_str()),
            Self::Part(part) => map.serialize_entry("text", part.text),
            Self::MultipleOf(divisor) => map.serialize_entry("multiple_of", divisor),
            Self::Range(range) => {
                serialize_bound(map, ["min", "exclusive_min"], range.min)?;
                serialize_bound(map, ["max", "exclusive_max"], range.max)
            }
            _ => Ok(()),
        }
    }
}

fn serialize_bound<M: SerializeMap>(
    map: &mut M,
    [included, excluded]: [&str; 2],
    bound: Option<Bound>,
) -> Result<(), M::Error> {
    match bound {
        Some(Bound::Included(number)) => map.serialize_entry(included, &number),
        Some(Bound::Excluded(number)) => map.serialize_entry(excluded, &number),
        None => Ok(()),
    }
}

fn serialize_given<M: SerializeMap>(
    map: &mut M,
    name: &str,
    figure: Option<impl Serialize>,
) -> Result<(), M::Error> {
    figure.map_or(Ok(()), |figure| map.serialize_entry(name, &figure))
}

impl Kind {
    /// What a value of the kind is called in a message.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl Shape {
    /// What a value of the shape is called in a message.
    pub(crate) fn noun(&self) -> Noun<'_> {
        Noun(self)
    }
}

impl Shape {
    /// The keyword by which the schema of a place says what type it has: one with a schema of its own is referred to.
    fn type_keyword(&self) -> &'static str {
        match self {
            Self::Nullable(inner) if inner.type_keyword() == "$ref" => "anyOf",
            Self::Object(_) | Self::Choice(_) => "$ref",
            Self::Tuple(rules) if !rules().is_inline() => "$ref",
            _ => "type",
        }
    }
}

pub(crate) struct Noun<'a>(&'a Shape);

impl fmt::Display for Noun<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Shape::Any | Shape::Opaque(_) => f.write_str("a value that the field's type reads"),
            Shape::Boolean => f.write_str("true or false"),
            Shape::Integer { .. } => f.write_str("an integer"),
            Shape::Number => f.write_str("a number"),
            Shape::Text | Shape::Enumeration(_) | Shape::Open(_) => f.write_str("a string"),
            Shape::Null => f.write_str("null"),
            Shape::List(_) | Shape::Tuple(_) => f.write_str("an array"),
            Shape::Choice(choice) => f.write_str(choice().noun()),
            Shape::Map(_) | Shape::Object(_) => f.write_str("an object"),
            Shape::Nullable(inner) if inner.is_nullable() => Noun(inner).fmt(f),
            Shape::Nullable(inner) => write!(f, "{} or null", Noun(inner)),
            Shape::Refined(inner, _) | Shape::Checked(inner, _) | Shape::Lenient(inner) => {
                Noun(inner).fmt(f)
            }
        }
    }
}

impl fmt::Display for Violation {
    /// The place and the message, on one line: `` `/call_handler`: required ``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl Violation {
    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        if !self.pointer.is_root() {
            out.write_str("`")?;
            self.pointer.write(out)?;
            out.write_str("`: ")?;
        }
        self.write_message(out)
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("pointer", &format_args!("{:?}", self.pointer.to_string()))
            .field("code", &format_args!("{}", self.code()))
            .field("message", &format_args!("{:?}", self.message().to_string()))
            .finish_non_exhaustive()
    }
}

impl Error for Violation {}

impl Serialize for Violation {
    /// `{"pointer", "code", "message", "params"?, "type"?, "schema"?}`: `params` has the rule's figures, `schema` is
    /// [`schema_pointer`](Violation::schema_pointer) in the schema of `type`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("pointer", &Shown(&self.pointer))?;
        map.serialize_entry("code", self.code().as_str())?;
        map.serialize_entry("message", &Shown(&self.message()))?;
        if !self.params().is_empty() {
            map.serialize_entry("params", &self.params())?;
        }
        if let Some(schema) = self.schema_pointer() {
            if let Some(name) = self.type_name() {
                map.serialize_entry("type", name)?;
            }
            map.serialize_entry("schema", &schema)?;
        }
        map.end()
    }
}

/// Serialises what a type displays.
struct Shown<'a, T>(&'a T);

impl<T: fmt::Display> Serialize for Shown<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// The figures of a [`Violation`]'s rule.
#[derive(Clone, Copy)]
pub struct Params<'a>(&'a Violation);

impl Params<'_> {
    fn is_empty(self) -> bool {
        match &self.0.cause {
            Cause::Refused(error) | Cause::Whole(_, error) => error.params().is_empty(),
            Cause::Compared(_, rule) => rule.other().is_none(),
            Cause::Check(_, Fault::Repeat { .. }, _)
            | Cause::Conditional { .. }
            | Cause::Group { .. }
            | Cause::Type { .. }
            | Cause::Enum(_)
            | Cause::Positions(..)
            | Cause::Range(..) => false,
            Cause::Check(check, ..) => !check.has_params(),
            Cause::Choice(choice, misfit) => misfit.allowed(choice).is_empty(),
            _ => true,
        }
    }
}

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match &self.0.cause {
            Cause::Conditional {
                rules,
                index,
                demand,
            } => {
                if let Some(rule) = rules.conditionals.get(*index) {
                    map.serialize_entry("when", &Shown(&rule.when(rules, *demand)))?;
                }
            }
            Cause::Compared(rules, rule) => {
                if let Some(other) = rule.other().and_then(|other| rules.fields.get(other)) {
                    map.serialize_entry("other", other.name)?;
                }
            }
            Cause::Refused(error) | Cause::Whole(_, error) => {
                for (name, figure) in error.params() {
                    map.serialize_entry(name, figure)?;
                }
            }
            Cause::Check(_, Fault::Repeat { first, second }, _) => {
                map.serialize_entry("first", first)?;
                map.serialize_entry("second", second)?;
            }
            Cause::Check(check, ..) => check.serialize_params(&mut map)?,
            Cause::Type { expected, found } => {
                let expected = self.0.asked_for(expected);
                map.serialize_entry("expected", &Shown(&expected.noun()))?;
                map.serialize_entry("found", found.noun())?;
            }
            Cause::Group { rules, index } => {
                if let Some(group) = rules.groups.get(*index) {
                    let names = group
                        .fields
                        .iter()
                        .filter_map(|field| rules.fields.get(*field));
                    let names: Vec<_> = names.map(|field| field.name).collect();
                    map.serialize_entry("fields", &names)?;
                }
            }
            Cause::Enum(enumeration) => {
                let names: Vec<_> = enumeration
                    .variants
                    .iter()
                    .map(|variant| variant.name)
                    .collect();
                map.serialize_entry("allowed", &names)?;
            }
            Cause::Choice(choice, misfit) => {
                map.serialize_entry("allowed", &misfit.allowed(choice))?;
            }
            Cause::Positions(rules, _) => {
                let length = rules.length();
                serialize_given(&mut map, "min", length.min)?;
                serialize_given(&mut map, "max", length.max)?;
            }
            Cause::Range(Shape::Integer { min, max }, _) => {
                map.serialize_entry("min", &min)?;
                map.serialize_entry("max", &max)?;
            }
            _ => {}
        }
        map.end()
    }
}

/// Everything that is wrong with a value, in the order in which the type declares its fields. Never empty.
///
/// What is wrong with the entries of a map comes in the map's own order, and a `HashMap` has none that lasts.
/// [`check_json`](crate::check_json) has no map before it, and keeps the order of the text.
#[derive(Clone)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `None` when nothing is wrong.
    pub(crate) fn collected(list: Vec<Violation>) -> Result<(), Self> {
        if list.is_empty() {
            Ok(())
        } else {
            Err(Self(list))
        }
    }

    /// The violations, in declaration order.
    pub fn iter(&self) -> core::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// How many there are: 1 or more.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those at one place.
    ///
    /// ```
    /// # fn shown(violations: &crossfield::Violations) {
    /// for violation in violations.at("/codecs") {
    ///     eprintln!("{}", violation.message());
    /// }
    /// # }
    /// ```
    pub fn at<'a>(&'a self, pointer: &'a str) -> impl Iterator<Item = &'a Violation> {
        self.iter()
            .filter(move |violation| *violation.pointer() == *pointer)
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = core::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// As long as most violations are when they are displayed.
const LINE: usize = 96;

impl fmt::Display for Violations {
    /// One violation a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written at once: a text that is written to grows seldom then.
        let mut lines = String::with_capacity(LINE * self.len());
        for (index, violation) in self.iter().enumerate() {
            if index > 0 {
                lines.push('\n');
            }
            violation.write(&mut lines)?;
        }
        f.write_str(&lines)
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Error for Violations {}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        self.iter()
            .try_for_each(|violation| list.serialize_element(violation))?;
        list.end()
    }
}

/// Violations on one line: an error of serde's goes on with the place in the text.
pub(crate) struct OneLine<'a>(pub(crate) &'a Violations);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Violation;

    #[test]
    fn a_violation_is_small_since_a_document_can_have_one_every_two_bytes() {
        assert!(
            size_of::<Violation>() <= 88,
            "{} bytes",
            size_of::<Violation>()
        );
    }
}
