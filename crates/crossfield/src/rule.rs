//! The description of a type's rules, as plain data.
//!
//! The derive writes one table a type. Everything that is not the typed check reads it: the check on JSON text, the
//! schema, the messages of violations. The typed check is generated from the same attributes and names the table's
//! entries by their place, so that a violation and its description cannot part.

use core::fmt;

use crate::choice::Seat;
use crate::field::length::Length;
use crate::field::part::Part;
use crate::field::range::Range;
use crate::path::Path;
use crate::pattern::Pattern;
use crate::report::Report;
use crate::violation::{Fault, Violation};

/// The rules of an object: one entry a field in declaration order, then the rules across fields.
#[derive(Debug)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of its own, and all combinations occur"
)]
pub struct Rules {
    /// The name of the type, as schemas title it.
    pub name: &'static str,
    /// The fields that are read from JSON, in declaration order.
    pub fields: &'static [Field],
    /// The rules that make a field required or forbidden, in declaration order. The schema has them as the entries of
    /// one `allOf`, in the same order.
    pub conditionals: &'static [Conditional],
    /// The rules on how many of several fields have a value, in declaration order. They follow the conditionals in the
    /// schema's `allOf`.
    pub groups: &'static [Group],
    /// Whether a key that is no field is a violation (`#[serde(deny_unknown_fields)]`).
    pub deny_unknown_fields: bool,
    /// Whether the fields are the positions of an array, named `0`, `1` and so on, and not the keys of an object. Those
    /// that may be left out come last.
    pub positional: bool,
    /// The rules on several fields or on the whole value that no schema says.
    pub natives: &'static [Native],
    /// Whether a rule here is one that only code with the value can judge.
    pub(crate) needs_value: bool,
    /// The fields whose keys stand among those of the object (`#[serde(flatten)]`), in declaration order.
    pub flattened: &'static [Flattened],
    /// Whether a field may hold an object with known fields.
    pub(crate) may_hold_objects: bool,
    /// Whether every field's name stands in JSON text as it is, without escapes.
    pub(crate) names_are_plain: bool,
    /// The variant of an enum that the rules are of, if they are not those of a whole type.
    pub(crate) seat: Option<Seat>,
}

/// A field whose keys stand among those of its object.
#[derive(Debug)]
#[non_exhaustive]
pub struct Flattened {
    /// How many of [`Rules::fields`] are declared before it.
    pub before: usize,
    /// What it is: an object, whose keys serde takes from the others, or a map, which takes the rest.
    pub shape: Shape,
}

/// A field of an object, or a position of an array.
#[derive(Debug)]
#[non_exhaustive]
pub struct Field {
    /// The key in JSON, after serde's renaming.
    pub name: &'static str,
    /// Other keys that are read for it (`#[serde(alias = …)]`). One of them all may stand in an object.
    pub aliases: &'static [&'static str],
    /// The field's name in Rust, by which conditions of other types name it.
    pub ident: &'static str,
    /// What may stand at the key.
    pub shape: Shape,
    /// Whether reading the type fails when the key is not there.
    pub key_required: bool,
    /// Whether an empty string counts as no value.
    pub empty_is_absent: bool,
    /// The field's own rules, in declaration order.
    pub checks: &'static [Check],
    /// What is wrong with the value that serde fills the field with when the key is not there, if that may be one that
    /// rules are about.
    pub(crate) filled: Option<Filled>,
}

/// Holds the value that serde fills a field with against the rules on it; the path is that of the object.
pub type Filled = fn(&'static Rules, &Path<'_>, &mut Report) -> bool;

/// What JSON a type is read from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// Null.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer between two bounds, both included. `1.0` is an integer, as JSON Schema has it.
    Integer {
        /// The least value.
        min: i128,
        /// The greatest value.
        max: i128,
    },
    /// A number.
    Number,
    /// A string.
    Text,
    /// One of a set of strings.
    Enumeration(&'static Enumeration),
    /// A string: one of those of the inner shape, or any other.
    Open(&'static Shape),
    /// The inner shape. A string that does not fit it can still be read, and is a violation then.
    Lenient(&'static Shape),
    /// An array whose items share a shape.
    List(&'static Shape),
    /// An array with a shape for each position ([`Rules::positional`]). Without a [name](Rules::name) it is a tuple of
    /// the standard library, which has no schema of its own.
    Tuple(fn() -> &'static Rules),
    /// An object whose keys are free and whose values share a shape.
    Map(&'static Shape),
    /// An object with known fields.
    Object(fn() -> &'static Rules),
    /// A value of one of several forms, the variants of an enum.
    Choice(fn() -> &'static Choice),
    /// The inner shape, or null.
    Nullable(&'static Shape),
    /// The inner shape, narrowed by rules that reading the type enforces.
    Refined(&'static Shape, &'static [Check]),
    /// The inner shape, narrowed by rules that are held against the value once it is read: those of a tuple struct.
    Checked(&'static Shape, &'static [Check]),
    /// Something that only the type's own `Deserialize` can read: the function reads the text, and reports the rules
    /// that stand on the place and that the value breaks, each by its number among them.
    Opaque(Opaque),
}

/// How a text is read of which only a type's own `Deserialize` knows the form.
pub type Opaque = fn(&[u8], &mut dyn FnMut(usize, Fault)) -> Read;

/// What became of a text that only a type's own `Deserialize` can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// It cannot be read.
    Not,
    /// It was read as no value: as the `None` of an `Option`.
    NoValue,
    /// It was read as a value.
    Value,
    /// Only reading the whole that it is a part of can tell.
    Unknown,
}

/// An enum whose variants have data or a tag.
#[derive(Debug)]
#[non_exhaustive]
pub struct Choice {
    /// The name of the enum, as schemas title it.
    pub name: &'static str,
    /// How a variant is told from the others.
    pub tagging: Tagging,
    /// The variants that are read from JSON, in declaration order.
    pub variants: &'static [Alternative],
    /// Whether a key beside the tag and the content is a violation.
    pub deny_unknown_fields: bool,
}

/// How a variant is told from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tagging {
    /// By the only key of an object, or by the string that a unit variant is.
    External,
    /// By the string at a key beside those of the variant.
    Internal {
        /// The key.
        tag: &'static str,
    },
    /// By the string at a key; another key has what the variant holds.
    Adjacent {
        /// The key of the string.
        tag: &'static str,
        /// The other key.
        content: &'static str,
    },
    /// Not at all: the first variant that can be read is the one.
    Untagged,
}

/// A variant of a [`Choice`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Alternative {
    /// The variant's name in Rust.
    pub ident: &'static str,
    /// The name in JSON, after serde's renaming.
    pub name: &'static str,
    /// Other names that are read (`#[serde(alias = …)]`).
    pub aliases: &'static [&'static str],
    /// What the variant means, from its documentation; may be empty.
    pub description: &'static str,
    /// Its fields and their rules. Of a newtype variant they are one field, which is all that the variant holds.
    pub rules: Rules,
}

/// What a variant has behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Nothing.
    Unit,
    /// One value.
    Newtype,
    /// The positions of an array.
    Tuple,
    /// The fields of an object.
    Object,
}

/// A set of strings, each the wire form of an enum's variant.
#[derive(Debug)]
#[non_exhaustive]
pub struct Enumeration {
    /// The name of the enum, as schemas title it.
    pub name: &'static str,
    /// The variants, in declaration order.
    pub variants: &'static [Variant],
}

/// A variant of an [`Enumeration`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Variant {
    /// The variant's name in Rust, by which conditions name it.
    pub ident: &'static str,
    /// The string in JSON, after serde's renaming.
    pub name: &'static str,
    /// What the value means, from the variant's documentation; may be empty.
    pub description: &'static str,
}

/// A rule on one field's own value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Check {
    /// The field must have a value.
    Required,
    /// Bounds on the number of characters or items.
    Length(Length),
    /// A text must match a pattern.
    Pattern(&'static Pattern),
    /// A text must be an http or https URL.
    HttpUrl,
    /// A text must be a UUID in hyphenated form.
    Uuid,
    /// A text must be a URL of any scheme, with a host.
    Url,
    /// A text must be an e-mail address.
    Email,
    /// No item of a list may stand there twice.
    UniqueItems,
    /// A rule with a message or a code of its own (`message = "…"`, `code = "…"`).
    Worded(&'static Worded),
    /// Bounds on a number.
    Range(Range),
    /// An integer must be a multiple of this positive one.
    MultipleOf(u64),
    /// A text must have another in it, or must not.
    Part(Part),
    /// A text must have ASCII characters only.
    Ascii,
    /// A text must have no control characters.
    NonControlCharacter,
    /// A text must be an IPv4 address.
    Ipv4,
    /// A text must be an IPv6 address.
    Ipv6,
    /// A text must be an IP address of either version.
    Ip,
    /// Rules that every item of a list must keep.
    Inner(&'static [Check]),
    /// Rules that every key of a map must keep.
    Keys(&'static [Check]),
    /// Rules that every value of a map must keep.
    Values(&'static [Check]),
    /// A function of the user's must accept the value.
    Custom(Function),
    /// A text must be the number of a payment card.
    CreditCard,
    /// A text must match a regular expression that the user's code holds, under this name.
    Regex(&'static str),
}

/// What of a list or map rules may stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Items,
    Keys,
    Values,
}

/// A function of the user's that judges a value (`custom(function = …)`). Only code that has the value can call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Function {
    /// Its name in Rust, without the path to it.
    pub name: &'static str,
}

/// Who can judge a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Whoever reads the schema.
    Schema,
    /// Whoever has the JSON text; no schema says it.
    Text,
    /// Only code that has the value.
    Value,
}

/// A rule, and what it says of itself when it is broken.
#[derive(Debug)]
#[non_exhaustive]
pub struct Worded {
    /// The rule.
    pub check: Check,
    /// The message, in place of the rule's own.
    pub message: Option<&'static str>,
    /// The code, in place of the rule's own.
    pub code: Option<&'static str>,
}

/// A rule that makes a field required or forbidden under a condition.
#[derive(Debug)]
#[non_exhaustive]
pub struct Conditional {
    /// The field, by its place in [`Rules::fields`].
    pub field: usize,
    /// What the condition decides.
    pub effect: Effect,
    /// The condition.
    pub condition: Condition,
}

/// A rule on how many of several fields have a value.
#[derive(Debug)]
#[non_exhaustive]
pub struct Group {
    /// How many.
    pub kind: GroupKind,
    /// The fields, by their places in [`Rules::fields`].
    pub fields: &'static [usize],
    /// The rule holds only when this does.
    pub condition: Option<Condition>,
}

/// A rule on several fields or on the whole value that no schema says. Only code that has the value can judge it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Native {
    /// What it says.
    pub kind: NativeKind,
    /// The message, in place of the rule's own.
    pub message: Option<&'static str>,
    /// The code, in place of the rule's own.
    pub code: Option<&'static str>,
}

/// What a [`Native`] rule says. Fields are places in [`Rules::fields`]; one without a value is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NativeKind {
    /// The first field equals the second (`must_match(other = …)` on the first).
    MustMatch(usize, usize),
    /// Two fields compare so (`compare(end >= start)`).
    Compare(usize, Relation, usize),
    /// A function of the user's accepts the value (`custom(function = …)` on the type).
    Function(Function),
}

/// How two fields compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// The first is less than the second.
    Below,
    /// The first is less than the second or equal to it.
    AtMost,
    /// They are equal.
    Equal,
    /// They are not equal.
    Different,
    /// The first is greater than the second or equal to it.
    AtLeast,
    /// The first is greater than the second.
    Above,
}

/// How many of several fields must have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupKind {
    /// One and no more.
    ExactlyOne,
    /// One or more.
    AtLeastOne,
    /// One or none.
    AtMostOne,
    /// All of them or none.
    AllOrNone,
}

impl GroupKind {
    /// Whether the rule holds when so many of so many fields have a value.
    #[must_use]
    pub const fn admits(self, given: usize, of: usize) -> bool {
        match self {
            Self::ExactlyOne => given == 1,
            Self::AtLeastOne => given >= 1,
            Self::AtMostOne => given <= 1,
            Self::AllOrNone => given == 0 || given == of,
        }
    }
}

/// What a condition does to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// The field is required when the condition holds.
    RequiredIf,
    /// The field is required when the condition does not hold.
    RequiredUnless,
    /// The field is forbidden when the condition holds.
    ForbiddenIf,
    /// The field is forbidden when the condition does not hold.
    ForbiddenUnless,
    /// The field is required when the condition holds, and forbidden otherwise.
    RequiredIff,
}

/// What a field must be once a condition is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    Required,
    Forbidden,
}

impl Effect {
    /// What the rule demands of its field when the condition holds, or does not.
    pub(crate) const fn demand(self, holds: bool) -> Option<Demand> {
        match (self, holds) {
            (Self::RequiredIf | Self::RequiredIff, true) | (Self::RequiredUnless, false) => {
                Some(Demand::Required)
            }
            (Self::ForbiddenIf, true) | (Self::ForbiddenUnless | Self::RequiredIff, false) => {
                Some(Demand::Forbidden)
            }
            (Self::RequiredIf | Self::ForbiddenIf, false)
            | (Self::RequiredUnless | Self::ForbiddenUnless, true) => None,
        }
    }
}

/// A condition over the fields of an object. A condition on a field without a value is false.
#[derive(Debug)]
#[non_exhaustive]
pub enum Condition {
    /// The field has this value.
    Is(usize, Literal),
    /// The field has one of these values.
    In(usize, &'static [Literal]),
    /// The field has a value.
    Present(usize),
    /// The field has no value.
    Absent(usize),
    /// The field has a number that compares so with this one.
    Compare(usize, Comparison, Literal),
    /// The field has a text, list or map whose length compares so with this count.
    Length(usize, Comparison, usize),
    /// The field has a text that starts with this one.
    StartsWith(usize, &'static str),
    /// Of a field inside what the field holds, by the names in Rust on the way to it: a condition of those above, over
    /// that field alone, whose place is 0 there. It does not hold where something on the way has no value.
    Inside(usize, &'static [&'static str], &'static Condition),
    /// All of them hold.
    All(&'static [Condition]),
    /// At least one of them holds.
    Any(&'static [Condition]),
    /// It does not hold.
    Not(&'static Condition),
}

/// How a number or a count is compared with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comparison {
    /// Less than.
    Below,
    /// Less than or equal to.
    AtMost,
    /// Equal to.
    Equal,
    /// Greater than or equal to.
    AtLeast,
    /// Greater than.
    Above,
}

impl Comparison {
    /// Whether two numbers in this order compare so.
    pub(crate) fn admits(self, order: core::cmp::Ordering) -> bool {
        match self {
            Self::Below => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::AtLeast => order.is_ge(),
            Self::Above => order.is_gt(),
        }
    }
}

/// A value that a condition compares with.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Literal {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i128),
    /// A truth value.
    Boolean(bool),
    /// A number with a fraction.
    Number(f64),
}

/// What a shape holds, for walks that only want to know what is further in.
#[derive(Clone, Copy)]
pub(crate) enum Held {
    /// Nothing that is described.
    Nothing,
    /// Values of one shape.
    Shape(&'static Shape),
    /// A field or position each.
    Fields(fn() -> &'static Rules),
    /// The variants of an enum.
    Variants(fn() -> &'static Choice),
}

impl Shape {
    /// What is read where there is a value, without what narrows it.
    pub(crate) const fn without_layers(&self) -> &Self {
        match self {
            Self::Nullable(inner)
            | Self::Lenient(inner)
            | Self::Refined(inner, _)
            | Self::Checked(inner, _) => inner.without_layers(),
            other => other,
        }
    }

    /// Whether JSON that differs is read as values that differ, as far as a shape says.
    pub(crate) const fn is_told_apart(&self) -> bool {
        match self {
            // Unknown keys are lost, and whether a key was null or absent; of a set, the order.
            Self::Tuple(_)
            | Self::Object(_)
            | Self::Choice(_)
            | Self::Refined(_, [Check::UniqueItems, ..]) => false,
            Self::Any
            | Self::Null
            | Self::Boolean
            | Self::Integer { .. }
            | Self::Number
            | Self::Text
            | Self::Enumeration(_)
            | Self::Open(_)
            | Self::Opaque(_) => true,
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Lenient(inner)
            | Self::Refined(inner, _)
            | Self::Checked(inner, _) => inner.is_told_apart(),
        }
    }

    /// The shape of a value that is not null.
    pub(crate) const fn not_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner.not_null(),
            _ => self,
        }
    }

    /// The shape of a value that is not null, without the rules that narrow it.
    pub(crate) const fn inner(&self) -> &Shape {
        match self {
            Self::Nullable(inner)
            | Self::Refined(inner, _)
            | Self::Checked(inner, _)
            | Self::Open(inner)
            | Self::Lenient(inner) => inner.inner(),
            _ => self,
        }
    }

    /// What can stand inside a value of the shape, or what the shape narrows.
    pub(crate) const fn held(&self) -> Held {
        match self {
            Self::Nullable(inner)
            | Self::Refined(inner, _)
            | Self::Checked(inner, _)
            | Self::Open(inner)
            | Self::Lenient(inner)
            | Self::List(inner)
            | Self::Map(inner) => Held::Shape(inner),
            Self::Object(rules) | Self::Tuple(rules) => Held::Fields(*rules),
            Self::Choice(choice) => Held::Variants(*choice),
            Self::Any
            | Self::Null
            | Self::Boolean
            | Self::Integer { .. }
            | Self::Number
            | Self::Text
            | Self::Enumeration(_)
            | Self::Opaque(_) => Held::Nothing,
        }
    }

    /// Whether it is a set: a list whose items differ, of which reading drops repeats without a word.
    pub(crate) const fn is_set(&self) -> bool {
        matches!(self, Self::Refined(_, [Check::UniqueItems]))
    }

    /// Whether an empty string can be read, so that it can stand for no value.
    pub(crate) const fn reads_empty_text(&self) -> bool {
        match self {
            Self::Text | Self::Open(_) | Self::Lenient(_) => true,
            Self::Nullable(inner) => inner.reads_empty_text(),
            _ => false,
        }
    }

    /// Whether null is a value of the shape.
    pub(crate) const fn is_nullable(&self) -> bool {
        matches!(self, Self::Nullable(_) | Self::Null)
    }
}

impl Rules {
    /// How many positions of an array must be there.
    pub(crate) fn positions_required(&'static self) -> usize {
        self.fields
            .iter()
            .rposition(|field| self.asks_for(field))
            .map_or(0, |last| last + 1)
    }

    /// Whether a key, or a position, must be there: reading fails without it, its field must have a value, or what serde
    /// would fill in breaks a rule.
    pub(crate) fn asks_for(&'static self, field: &Field) -> bool {
        match field.filled {
            Some(filled) => !self.found_in_default(filled, &Path::ROOT).is_empty(),
            None => field.key_required || field.is_required(),
        }
    }

    /// What rules the value breaks that serde fills a field with, of an object at a place.
    pub(crate) fn found_in_default(&'static self, filled: Filled, at: &Path<'_>) -> Vec<Violation> {
        let mut report = Report::new();
        filled(self, at, &mut report);
        report.into_found()
    }

    /// Whether these are the positions of a tuple that has no schema of its own: it stands where it is used.
    pub(crate) const fn is_inline(&self) -> bool {
        self.positional && self.name.is_empty()
    }

    /// The place in the schema's `allOf` of the entry on a field's keys, if it has several. These entries stand behind
    /// those of the rules across fields.
    pub(crate) fn entry_of_keys(&self, field: usize) -> Option<usize> {
        let (before, rest) = self.fields.split_at_checked(field)?;
        let has_several = |field: &&Field| !field.aliases.is_empty();
        rest.first().filter(has_several)?;
        let before = before.iter().filter(has_several).count();
        Some(self.conditionals.len() + self.groups.len() + before)
    }
}

impl Native {
    /// The field at which a violation stands; none for one of the whole value.
    pub(crate) const fn field(&self) -> Option<usize> {
        match self.kind {
            NativeKind::MustMatch(field, _) | NativeKind::Compare(field, ..) => Some(field),
            NativeKind::Function(_) => None,
        }
    }
}

impl Field {
    /// The keys that are read for it: its name, then its aliases.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        core::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The key that is read for it and equals this one.
    pub(crate) fn key(&self, key: &str) -> Option<&'static str> {
        self.keys().find(|known| *known == key)
    }

    /// Whether the field's own rules ask for a value.
    pub(crate) fn is_required(&self) -> bool {
        self.checks
            .iter()
            .any(|check| matches!(check.rule(), Check::Required))
    }
}

impl Check {
    /// The rule itself, without its wording.
    #[must_use]
    pub const fn rule(&self) -> &Self {
        match self {
            Self::Worded(worded) => worded.check.rule(),
            _ => self,
        }
    }

    /// The rules that stand on what is inside, if this is one of those that state some.
    pub(crate) const fn inside(&self) -> Option<(Inside, &'static [Self])> {
        match self {
            Self::Inner(checks) => Some((Inside::Items, checks)),
            Self::Keys(checks) => Some((Inside::Keys, checks)),
            Self::Values(checks) => Some((Inside::Values, checks)),
            _ => None,
        }
    }

    /// The message and the code that the rule was given.
    pub(crate) const fn wording(&self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Worded(worded) => (worded.message, worded.code),
            _ => (None, None),
        }
    }

    /// Whether no schema says the rule, so that it is checked in Rust only.
    #[must_use]
    pub const fn is_native_only(&self) -> bool {
        !matches!(self.reach(), Reach::Schema)
    }

    /// Who can judge the rule.
    pub(crate) const fn reach(&self) -> Reach {
        match self {
            Self::Worded(worded) => worded.check.reach(),
            Self::Custom(_) | Self::Regex(_) => Reach::Value,
            Self::CreditCard => Reach::Text,
            Self::Required
            | Self::Length(_)
            | Self::Pattern(_)
            | Self::HttpUrl
            | Self::Url
            | Self::Email
            | Self::Uuid
            | Self::UniqueItems
            | Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Part(_)
            | Self::Ascii
            | Self::NonControlCharacter
            | Self::Ipv4
            | Self::Ipv6
            | Self::Ip
            // Those inside stand for themselves.
            | Self::Inner(_)
            | Self::Keys(_)
            | Self::Values(_) => Reach::Schema,
        }
    }
}

/// Whether one of the rules, or of those inside them, is one that only code with the value can judge.
pub(crate) const fn need_value(mut checks: &[Check]) -> bool {
    while let [check, rest @ ..] = checks {
        let needs = match check.inside() {
            Some((_, inside)) => need_value(inside),
            None => matches!(check.reach(), Reach::Value),
        };
        if needs {
            return true;
        }
        checks = rest;
    }
    false
}

impl fmt::Display for Literal {
    /// As a message quotes it: a string without quotation marks, since the message sets it in code marks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Boolean(boolean) => write!(f, "{boolean}"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// The table's own constructors: the structs may grow, and code outside the crate (the derive's, and hand-written
/// [`Validate`](crate::Validate) implementations for enumerations) must not depend on their set of fields.
impl Enumeration {
    /// A set: the enum's name and its variants in declaration order.
    #[must_use]
    pub const fn new(name: &'static str, variants: &'static [Variant]) -> Self {
        Self { name, variants }
    }

    /// Whether the string is one of the known ones.
    #[must_use]
    pub fn knows(&self, text: &str) -> bool {
        self.place(text).is_some()
    }

    /// The place of the variant that is read from the string.
    pub(crate) fn place(&self, text: &str) -> Option<usize> {
        self.variants
            .iter()
            .position(|variant| variant.name == text)
    }
}

impl Worded {
    /// A rule with its wording; `None` is the rule's own.
    ///
    /// ```
    /// use crossfield::rule::{Check, Shape, Worded};
    ///
    /// /// An account's id.
    /// #[derive(serde::Deserialize)]
    /// struct AccountId(String);
    ///
    /// impl crossfield::Validate for AccountId {
    ///     const SHAPE: Shape = Shape::Refined(
    ///         &Shape::Text,
    ///         &[Check::Worded(&Worded::new(Check::Uuid, Some("must be an account's id"), None))],
    ///     );
    /// }
    ///
    /// let violations = crossfield::check_json::<AccountId>(br#""me""#).unwrap_err();
    /// assert_eq!(violations.to_string(), "must be an account's id");
    /// ```
    #[must_use]
    pub const fn new(
        check: Check,
        message: Option<&'static str>,
        code: Option<&'static str>,
    ) -> Self {
        Self {
            check,
            message,
            code,
        }
    }
}

impl Variant {
    /// A variant: its name in Rust, its string in JSON, and what it means.
    #[must_use]
    pub const fn new(ident: &'static str, name: &'static str, description: &'static str) -> Self {
        Self {
            ident,
            name,
            description,
        }
    }
}
