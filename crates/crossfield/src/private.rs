//! The only surface that generated code names. Not public API: it changes with the derive, in the same version.

use core::marker::PhantomData;

use serde::Deserialize;
use serde_json::de::SliceRead;

use crate::field::range::is_exact_in_doubles;

pub use core::option::Option::{None, Some};

pub use crate::choice::{beside_a_tag, untagged};
pub use crate::field::characters::has_no_control_character;
pub use crate::field::credit_card::is_credit_card;
pub use crate::field::email::is_email;
pub use crate::field::http_url::is_http_url;
pub use crate::field::inside::{HasEntries, HasItems};
pub use crate::field::ip::{is_ip, is_ipv4, is_ipv6};
pub use crate::field::length::{HasLength, Length};
pub use crate::field::multiple_of::{HasInteger, is_multiple_of};
pub use crate::field::part::{Part, Place};
pub use crate::field::range::{Bound, HasNumber, Number, Of, Range};
pub use crate::field::text::{HasParts, HasText};
pub use crate::field::unique_items::first_repeat;
pub use crate::field::url::is_url;
pub use crate::field::uuid::is_uuid;
pub use crate::inside::{
    AlwaysGiven, AlwaysKnown, Double, MaybeEmpty, Name, NeverEmpty, Note, See, compared,
    empty_is_absent, is_described,
};
pub use crate::maybe::Maybe;
pub use crate::path::Path;
pub use crate::pattern::{self, Pattern};
pub use crate::report::{Report, Sink};
pub use crate::rule::{
    Alternative, Check, Choice, Comparison, Condition, Conditional, Effect, Enumeration, Field,
    Filled, Flattened, Form, Function, Group, GroupKind, Literal, Native, NativeKind, Opaque, Read,
    Relation, Rules, Shape, Tagging, Variant, Worded,
};
pub use crate::rule_error::{Failure, Reason, RuleError};
pub use crate::ruled::Standing;
pub use crate::strict::{Strict, read_with};
pub use crate::validate::{Described as Description, Validate, ValidateWith};
pub use crate::violation::Fault;

#[cfg(feature = "validator")]
pub use validator;

use crate::lenient::{Lenient, Open};
use crate::rule::need_value;

/// A struct's table of rules, behind a function, so that a type may hold itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a condition could ask for",
    note = "a condition reaches into structs with named fields that derive `crossfield::Validate`"
)]
pub trait Table {
    /// What its fields say to conditions that reach into it.
    const NOTES: &'static [(&'static str, Note)] = &[];

    /// The table.
    fn rules() -> &'static Rules;
}

/// An enum's table of variants, behind a function, so that a type may hold itself.
pub trait Alternatives {
    /// The table.
    fn choice() -> &'static Choice;
}

/// The table of an enum's variants.
#[must_use]
pub const fn choice(
    name: &'static str,
    tagging: Tagging,
    variants: &'static [Alternative],
    deny_unknown_fields: bool,
) -> Choice {
    Choice {
        name,
        tagging,
        variants,
        deny_unknown_fields,
    }
}

/// A variant: its name in Rust, its name in JSON, what it means, and its fields.
#[must_use]
pub const fn alternative(
    ident: &'static str,
    name: &'static str,
    description: &'static str,
    rules: Rules,
) -> Alternative {
    Alternative {
        ident,
        name,
        aliases: &[],
        description,
        rules,
    }
}

impl Alternative {
    /// Other names that are read.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
}

/// The table of a type's rules.
#[must_use]
pub const fn rules(
    name: &'static str,
    fields: &'static [Field],
    conditionals: &'static [Conditional],
    deny_unknown_fields: bool,
) -> Rules {
    let mut index = 0;
    while index < conditionals.len() {
        asks_what_is_known(&conditionals[index].condition, fields);
        index += 1;
    }
    Rules {
        name,
        fields,
        conditionals,
        groups: &[],
        deny_unknown_fields,
        positional: false,
        natives: &[],
        needs_value: fields_need_value(fields),
        flattened: &[],
        may_hold_objects: may_hold_objects(fields),
        names_are_plain: names_are_plain(fields),
        seat: None,
    }
}

const fn may_hold_objects(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if fields[index].shape.may_hold_object() {
            return true;
        }
        index += 1;
    }
    false
}

const fn names_are_plain(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        let mut name = fields[index].name.as_bytes();
        while let [byte, rest @ ..] = name {
            if matches!(*byte, b'"' | b'\\' | 0..0x20) {
                return false;
            }
            name = rest;
        }
        index += 1;
    }
    true
}

const fn fields_need_value(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if need_value(fields[index].checks) {
            return true;
        }
        index += 1;
    }
    false
}

impl Rules {
    /// The rules that no schema says.
    #[must_use]
    pub const fn natives(mut self, natives: &'static [Native]) -> Self {
        self.natives = natives;
        self.needs_value |= !natives.is_empty();
        self
    }

    /// The fields are the positions of an array.
    #[must_use]
    pub const fn positional(mut self) -> Self {
        self.positional = true;
        self
    }

    /// The rules on how many of several fields have a value.
    #[must_use]
    pub const fn groups(mut self, groups: &'static [Group]) -> Self {
        let mut index = 0;
        while index < groups.len() {
            if let Some(condition) = &groups[index].condition {
                asks_what_is_known(condition, self.fields);
            }
            index += 1;
        }
        self.groups = groups;
        self
    }

    /// A schema says them too.
    ///
    /// # Panics
    /// While compiling, when they compare with a number that validators do not compare alike.
    #[must_use]
    pub const fn said_by_a_schema(self) -> Self {
        let mut fields = self.fields;
        while let [field, rest @ ..] = fields {
            ask(Asked::ExactBounds, &field.shape, field.checks);
            fields = rest;
        }
        let mut conditionals = self.conditionals;
        while let [rule, rest @ ..] = conditionals {
            ask_for_exact_numbers(&rule.condition);
            conditionals = rest;
        }
        let mut groups = self.groups;
        while let [group, rest @ ..] = groups {
            if let Some(condition) = &group.condition {
                ask_for_exact_numbers(condition);
            }
            groups = rest;
        }
        self
    }
}

impl Shape {
    /// A schema says its rules too.
    ///
    /// # Panics
    /// While compiling, when they compare with a number that validators do not compare alike.
    #[must_use]
    pub const fn said_by_a_schema(self) -> Self {
        if let Self::Checked(inner, checks) = &self {
            ask(Asked::ExactBounds, inner, checks);
        }
        self
    }
}

/// From 2^53 on, an `f64` rounds integers, and validators that keep their digits compare another number.
const INEXACT: &str = "an `f64` is compared with a number of magnitude 2^53 or more, near which it rounds what it reads, so that a \
     schema would judge other numbers; use an integer type";

/// A literal of its own kind tells that the field is an `f64`.
const fn ask_for_exact_numbers(condition: &Condition) {
    match condition {
        Condition::Compare(_, _, Literal::Number(number)) => {
            assert!(is_exact_in_doubles(*number), "{}", INEXACT);
        }
        Condition::Inside(_, _, condition) | Condition::Not(condition) => {
            ask_for_exact_numbers(condition);
        }
        Condition::All(conditions) | Condition::Any(conditions) => {
            let mut rest = *conditions;
            while let [condition, others @ ..] = rest {
                ask_for_exact_numbers(condition);
                rest = others;
            }
        }
        Condition::Is(..)
        | Condition::In(..)
        | Condition::Compare(..)
        | Condition::Present(_)
        | Condition::Absent(_)
        | Condition::Length(..)
        | Condition::StartsWith(..) => {}
    }
}

/// The check on text cannot compare a value of which only the value's own type knows the form.
///
/// # Panics
/// While compiling, when a condition does.
const fn asks_what_is_known(condition: &Condition, fields: &[Field]) {
    match condition {
        Condition::Is(field, _)
        | Condition::In(field, _)
        | Condition::Compare(field, ..)
        | Condition::Length(field, ..)
        | Condition::StartsWith(field, _) => assert!(
            !matches!(fields[*field].shape.inner(), Shape::Opaque(_)),
            "a condition compares the value of a field that only its own `Deserialize` can read; \
             derive `crossfield::Validate` for the field's type, or ask for `present(…)` only"
        ),
        Condition::Present(_) | Condition::Absent(_) => {}
        Condition::Inside(field, ..) => assert!(
            matches!(fields[*field].shape.inner(), Shape::Object(_)),
            "a condition reaches into a field that holds no object with known fields; derive `crossfield::Validate` for \
             the field's type"
        ),
        Condition::All(conditions) | Condition::Any(conditions) => {
            let mut index = 0;
            while index < conditions.len() {
                asks_what_is_known(&conditions[index], fields);
                index += 1;
            }
        }
        Condition::Not(condition) => asks_what_is_known(condition, fields),
    }
}

/// A rule that no schema says.
#[must_use]
pub const fn native(
    kind: NativeKind,
    message: Option<&'static str>,
    code: Option<&'static str>,
) -> Native {
    Native {
        kind,
        message,
        code,
    }
}

/// `custom(function = …)` on a type.
#[must_use]
pub const fn native_function(name: &'static str) -> NativeKind {
    NativeKind::Function(Function { name })
}

/// A field whose keys stand among those of its object.
///
/// # Panics
/// While compiling, when it is neither a struct nor a map.
#[must_use]
pub const fn flattened(before: usize, shape: Shape) -> Flattened {
    assert!(
        matches!(shape, Shape::Object(_) | Shape::Map(_)),
        "only a struct with named fields and a map can be flattened: of other types, which keys serde takes depends on \
         what is in them"
    );
    Flattened { before, shape }
}

/// The rules of an object, with the fields whose keys stand among its own.
///
/// # Panics
/// While compiling, when one stands behind a map.
#[must_use]
pub const fn with_flattened(mut rules: Rules, flattened: &'static [Flattened]) -> Rules {
    let mut index = 1;
    while index < flattened.len() {
        assert!(
            !matches!(flattened[index - 1].shape, Shape::Map(_)),
            "serde gives a flattened map the keys of the flattened fields behind it too; put the map last"
        );
        index += 1;
    }
    rules.flattened = flattened;
    rules.may_hold_objects = true;
    rules
}

/// A rule on how many of several fields have a value.
#[must_use]
pub const fn group(kind: GroupKind, fields: &'static [usize]) -> Group {
    Group {
        kind,
        fields,
        condition: None,
    }
}

impl Group {
    /// The rule holds only under a condition.
    #[must_use]
    pub const fn when(self, condition: Condition) -> Self {
        Self {
            kind: self.kind,
            fields: self.fields,
            condition: Some(condition),
        }
    }
}

/// A field of whose type the derive knows by its name that no rules stand inside: the check does not look.
#[must_use]
pub const fn plain_field<T: Validate>(name: &'static str) -> Field {
    assert!(
        holds_no_rules(&T::SHAPE),
        "a type that has rules bears a name of the standard library's, by which its rules would be passed over; write it \
         with a path, as in `self::String`"
    );
    field(name, T::SHAPE)
}

/// Whether nothing is left to check once a value was read.
const fn holds_no_rules(shape: &Shape) -> bool {
    match shape {
        Shape::Any
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number
        | Shape::Text => true,
        Shape::Nullable(held) | Shape::List(held) | Shape::Map(held) | Shape::Refined(held, _) => {
            holds_no_rules(held)
        }
        _ => false,
    }
}

/// A field without rules of its own.
#[must_use]
pub const fn field(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        aliases: &[],
        ident: name,
        shape,
        // serde reads what may be null where there is no key too.
        key_required: !matches!(shape, Shape::Nullable(_)),
        empty_is_absent: false,
        checks: &[],
        filled: None,
    }
}

/// The shape of a tuple struct of one field. Of one around an `Option`, serde does not read that there is no key.
#[must_use]
pub const fn newtype(inner: &'static Shape) -> Shape {
    match inner {
        Shape::Nullable(_) => Shape::Checked(inner, &[]),
        inner => *inner,
    }
}

/// The shape of a tuple struct of one field with rules on it.
///
/// # Panics
/// While compiling, when they ask for distinct items that their JSON does not tell apart as Rust does.
#[must_use]
pub const fn checked(inner: &'static Shape, checks: &'static [Check]) -> Shape {
    ask(Asked::ItemsToldApart, inner, checks);
    Shape::Checked(inner, checks)
}

/// What is asked of rules on values, whoever states them.
#[derive(Clone, Copy)]
enum Asked {
    /// Two JSON objects can be one value in Rust, which has no unknown keys, and no key whether it was null or absent;
    /// and two lists one set. `unique_items` of such items would refuse in Rust what it accepts in a schema.
    ItemsToldApart,
    /// Bounds below those near which an `f64` rounds.
    ExactBounds,
}

const fn ask(asked: Asked, shape: &Shape, checks: &[Check]) {
    let mut rest = checks;
    while let [check, others @ ..] = rest {
        match (asked, check, shape.without_layers()) {
            (Asked::ItemsToldApart, Check::UniqueItems, Shape::List(item)) => assert!(
                item.is_told_apart(),
                "`unique_items` is for texts, numbers, booleans, enums without data, and lists and maps of these: JSON that differs can be one value of another type; write a function, `custom(function = …)`, that says what makes two items the same"
            ),
            (Asked::ExactBounds, Check::Range(range), Shape::Number) => {
                assert!(range.is_exact_in_doubles(), "{}", INEXACT);
            }
            (_, Check::Worded(worded), _) => {
                ask(asked, shape, core::slice::from_ref(&worded.check));
            }
            (_, Check::Inner(checks), Shape::List(inside))
            | (_, Check::Values(checks), Shape::Map(inside)) => ask(asked, inside, checks),
            _ => {}
        }
        rest = others;
    }
}

impl Field {
    /// The key must be there whatever the type.
    #[must_use]
    pub const fn key_required(mut self) -> Self {
        self.key_required = true;
        self
    }

    /// The name in Rust, where it is another.
    #[must_use]
    pub const fn ident(mut self, ident: &'static str) -> Self {
        self.ident = ident;
        self
    }

    /// Other keys that are read for it.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// The key may be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.key_required = false;
        self
    }

    /// Reading refuses null (`#[serde(deserialize_with = "crossfield::not_null")]`).
    #[must_use]
    pub const fn not_null(mut self) -> Self {
        if let Shape::Nullable(inner) = self.shape {
            self.shape = *inner;
        }
        self
    }

    /// An empty string counts as no value.
    ///
    /// # Panics
    /// While compiling, when the type does not read an empty string.
    #[must_use]
    pub const fn empty_is_absent(mut self) -> Self {
        assert!(
            self.shape.reads_empty_text(),
            "`empty_is_absent` needs a type that reads an empty string: `String`, or the type wrapped in `crossfield::Lenient`"
        );
        self.empty_is_absent = true;
        self
    }

    /// The field's own rules.
    ///
    /// # Panics
    /// While compiling, when they ask for distinct items that their JSON does not tell apart as Rust does.
    #[must_use]
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        ask(Asked::ItemsToldApart, &self.shape, checks);
        self.checks = checks;
        self
    }

    /// What is wrong with the value that serde fills the field with.
    #[must_use]
    pub const fn filled(mut self, filled: Filled) -> Self {
        self.filled = Some(filled);
        self
    }
}

/// A rule that makes a field required or forbidden.
#[must_use]
pub const fn conditional(field: usize, effect: Effect, condition: Condition) -> Conditional {
    Conditional {
        field,
        effect,
        condition,
    }
}

/// The string in JSON of an enum's variant, by the variant's name in Rust.
///
/// # Panics
/// While compiling, when the type is no enumeration or lacks the variant.
#[must_use]
pub const fn variant(shape: &Shape, ident: &str) -> &'static str {
    let Shape::Enumeration(enumeration) = shape.inner() else {
        panic!(
            "a condition compares with an enum variant, but the field is no enum of unit variants that derives Validate"
        )
    };
    let mut index = 0;
    while index < enumeration.variants.len() {
        if same(enumeration.variants[index].ident, ident) {
            return enumeration.variants[index].name;
        }
        index += 1;
    }
    panic!("a condition compares with an enum variant that is not read from JSON")
}

pub(crate) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut index = 0;
    while index < left.len() && index < right.len() && left[index] == right[index] {
        index += 1;
    }
    index == left.len() && index == right.len()
}

/// Reads a text by the type's own `Deserialize`, and holds the value against the rules on it.
pub fn read<'de, T: Deserialize<'de>>(text: &'de [u8], rules: impl FnOnce(&T)) -> Read {
    match read_with(text, |from| T::deserialize(from)) {
        Ok(value) => {
            rules(&value);
            Read::Value
        }
        Err(_) => Read::Not,
    }
}

/// Reads a text by a function of the user's, and holds the value, if there is one, against the rules on it.
pub fn read_by<'de, T>(
    text: &'de [u8],
    read: impl FnOnce(Strict<&mut serde_json::Deserializer<SliceRead<'de>>>) -> serde_json::Result<T>,
    rules: impl FnOnce(&T) -> bool,
) -> Read {
    match read_with(text, read) {
        Ok(value) if rules(&value) => Read::Value,
        Ok(_) => Read::NoValue,
        Err(_) => Read::Not,
    }
}

/// Takes the verdict of a rule on a value that was read for it alone.
#[inline]
pub fn tell(broken: &mut dyn FnMut(usize, Fault), rule: usize, verdict: Result<(), Fault>) {
    if let Err(fault) = verdict {
        broken(rule, fault);
    }
}

/// A type that may or may not be described. What stands in an implementation of the struct's own is found before what
/// stands in a trait, so that of a type that is not described [`Undescribed`] tells.
#[derive(Debug)]
pub struct Described<T: ?Sized>(PhantomData<T>);

impl<T: Description + ?Sized> Described<T> {
    /// The type's shape.
    pub const SHAPE: Option<Shape> = Some(<T as Description>::SHAPE);

    /// The type's own check of a field. A type that is checked with a context is described, and has none.
    #[inline]
    pub fn check_field<S: Sink>(
        value: &T,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        sink: &mut S,
    ) -> bool
    where
        T: Validate,
    {
        value.check_field(at, rules, field, sink)
    }

    /// The type's own check of a value at a place.
    #[inline]
    pub fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> bool
    where
        T: Validate,
    {
        value.check(at, sink)
    }

    /// Compiles only for a type that is checked without a context.
    pub const fn needs_no_context()
    where
        T: Validate,
    {
    }
}

/// Of a type that is not described, nothing inside is checked.
pub trait Undescribed {
    /// What would be described.
    type Value: ?Sized;
    /// None.
    const SHAPE: Option<Shape> = None;

    /// Finds nothing.
    #[inline]
    #[must_use]
    fn check_field<S: Sink>(
        _: &Self::Value,
        _: &Path<'_>,
        _: &'static Rules,
        _: usize,
        _: &mut S,
    ) -> bool {
        true
    }

    /// Finds nothing.
    #[inline]
    #[must_use]
    fn check<S: Sink>(_: &Self::Value, _: &Path<'_>, _: &mut S) -> bool {
        true
    }

    /// What is not checked needs no context.
    fn needs_no_context() {}
}

impl<T: ?Sized> Undescribed for Described<T> {
    type Value = T;
}

/// A type that may or may not be read from JSON, found as a [`Described`] one is.
#[derive(Debug)]
pub struct Readable<'de, T>(PhantomData<&'de T>);

impl<'de, T: Deserialize<'de>> Readable<'de, T> {
    /// As [`read`].
    pub fn read(text: &'de [u8], rules: impl FnOnce(&T)) -> Read {
        read(text, rules)
    }
}

/// A type of which it is not known here whether it is read from JSON. Reading the whole tells.
pub trait Unreadable<'de> {
    /// What would be read.
    type Value;

    /// Reads nothing.
    #[must_use]
    fn read(_: &'de [u8], _: impl FnOnce(&Self::Value)) -> Read {
        Read::Unknown
    }
}

impl<'de, T> Unreadable<'de> for Readable<'de, T> {
    type Value = T;
}

/// The shape of a type that may be described; else what its own `Deserialize` reads.
#[must_use]
pub const fn described(shape: Option<Shape>, opaque: Opaque) -> Shape {
    match shape {
        Some(shape) => shape,
        None => Shape::Opaque(opaque),
    }
}

/// The shape of a container that may be described. One that is not, since what it holds is not, still is a list or a map.
#[must_use]
pub const fn container(
    shape: Option<Shape>,
    held: Option<Shape>,
    container: Shape,
    opaque: Opaque,
) -> Shape {
    match (shape, held) {
        (Some(shape), _) => shape,
        (None, None) => container,
        (None, Some(_)) => Shape::Opaque(opaque),
    }
}

/// The shape of a list or map on whose inside rules stand.
///
/// # Panics
/// While compiling, when only the type's own `Deserialize` knows what is inside.
#[must_use]
pub const fn with_known_inside(shape: Shape) -> Shape {
    assert!(
        !matches!(shape.inner(), Shape::Opaque(_)),
        "`inner`, `keys` and `values` state rules on what is inside a value that only its own `Deserialize` can read; \
         derive `crossfield::Validate` for its type"
    );
    shape
}

/// The rules of a field's own.
#[must_use]
pub fn of_field(rules: &'static Rules, field: usize) -> Standing {
    let field = rules.fields.get(field);
    field.map_or(Standing::NONE, |field| Standing {
        shape: &field.shape,
        checks: field.checks,
    })
}

/// The rules that a type states on its whole value.
#[must_use]
pub const fn of_type(shape: &'static Shape) -> Standing {
    Standing::of_type(shape)
}

/// Of some rules, what the one at that place states on what is inside: `inner(...)`, `keys(...)`, `values(...)`.
#[must_use]
pub fn inside(rules: Standing, check: usize) -> Standing {
    rules.inside(check)
}

/// The items of a list, each with its place.
#[inline]
pub fn items<T: HasItems + ?Sized>(list: &T) -> impl Iterator<Item = (usize, &T::Item)> {
    list.items().enumerate()
}

/// The entries of a map.
#[inline]
pub fn entries<T: HasEntries + ?Sized>(map: &T) -> impl Iterator<Item = (&str, &T::Value)> {
    map.entries()
}

/// `length(...)`.
///
/// # Errors
/// The side on which the length is out of bounds.
#[inline]
pub fn length<T: HasLength + ?Sized>(value: &T, length: Length) -> Result<(), Fault> {
    value.within(length)
}

/// `range(...)`.
///
/// # Errors
/// The side on which the number is out of bounds.
#[inline]
pub fn range<T: HasNumber + ?Sized>(value: &T, range: Range) -> Result<(), Fault> {
    range.verdict(value.number())
}

/// `range(...)` of an `f32`, whose bounds are rounded as it is.
///
/// # Errors
/// The side on which the number is out of bounds.
#[inline]
pub fn range_of_single(value: f32, range: Range) -> Result<(), Fault> {
    range.verdict(Number::Float(value.into()))
}

/// `multiple_of = ...`.
///
/// # Errors
/// When the integer is no multiple of the divisor.
#[inline]
pub fn multiple_of<T: HasInteger + ?Sized>(value: &T, divisor: u64) -> Result<(), Fault> {
    verdict(is_multiple_of(value, divisor))
}

/// `starts_with = "..."`, `ends_with = "..."`.
///
/// # Errors
/// When the text has not the part in its place.
#[inline]
pub fn part<By, T: HasText<By> + ?Sized>(value: &T, part: Part) -> Result<(), Fault> {
    verdict(part.admits(value.text()))
}

/// `contains = "..."`, `does_not_contain = "..."`.
///
/// # Errors
/// When the text has not the part in it, or the map has it not as a key; or has it, if it must not.
#[inline]
pub fn contains<By, T: HasParts<By> + ?Sized>(value: &T, part: Part) -> Result<(), Fault> {
    verdict(value.admits(part))
}

/// `ascii`.
///
/// # Errors
/// When the text has other characters.
#[inline]
pub fn ascii<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(value.text().is_ascii())
}

/// `non_control_character`.
///
/// # Errors
/// When the text has one.
#[inline]
pub fn non_control_character<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(has_no_control_character(value.text()))
}

/// `ipv4`.
///
/// # Errors
/// When the text is no such address.
#[inline]
pub fn ipv4<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_ipv4(value.text()))
}

/// `ipv6`.
///
/// # Errors
/// When the text is no such address.
#[inline]
pub fn ipv6<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_ipv6(value.text()))
}

/// `ip`.
///
/// # Errors
/// When the text is no such address.
#[inline]
pub fn ip<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_ip(value.text()))
}

/// `pattern = "..."`.
///
/// # Errors
/// When the text does not match.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "the pattern is known where it is used"
)]
pub fn pattern<By, T: HasText<By> + ?Sized>(value: &T, pattern: &Pattern) -> Result<(), Fault> {
    verdict(pattern.is_match(value.text()))
}

/// `http_url`.
///
/// # Errors
/// When the text is no URL.
#[inline]
pub fn http_url<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_http_url(value.text()))
}

/// `url`.
///
/// # Errors
/// When the text is no URL.
#[inline]
pub fn url<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_url(value.text()))
}

/// `email`.
///
/// # Errors
/// When the text is no address.
#[inline]
pub fn email<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_email(value.text()))
}

/// `uuid`.
///
/// # Errors
/// When the text is no UUID.
#[inline]
pub fn uuid<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_uuid(value.text()))
}

/// `unique_items`.
///
/// # Errors
/// The first repeat.
#[inline]
pub fn unique_items<T: Eq + core::hash::Hash>(items: &[T]) -> Result<(), Fault> {
    match first_repeat(items) {
        None => Ok(()),
        Some(places) => Err(Fault::repeat(places)),
    }
}

/// `credit_card`.
///
/// # Errors
/// When the text is no such number.
#[inline]
pub fn credit_card<By, T: HasText<By> + ?Sized>(value: &T) -> Result<(), Fault> {
    verdict(is_credit_card(value.text()))
}

/// The text that an expression of the user's judges.
#[inline]
pub fn text<By, T: HasText<By> + ?Sized>(value: &T) -> &str {
    value.text()
}

/// `regex(path = …)`: whether the text matched.
///
/// # Errors
/// When it did not.
#[inline]
pub const fn matched(is_match: bool) -> Result<(), Fault> {
    verdict(is_match)
}

/// `custom(function = …)` in the table of rules.
#[must_use]
pub const fn custom(name: &'static str) -> Check {
    Check::Custom(Function { name })
}

/// What a function of the user's says of a value.
///
/// # Errors
/// The function's.
#[inline]
pub fn judged<E: Reason>(verdict: Result<(), E>) -> Result<(), Box<RuleError>> {
    verdict.map_err(|error| Box::new(error.into_rule_error()))
}

/// `required`, for a field that has no value.
///
/// # Errors
/// Always.
#[inline]
pub const fn missing() -> Result<(), Fault> {
    Err(Fault::Broken)
}

/// The value in an `Option` of an `Option`.
#[inline]
pub fn held_twice<T>(value: &Option<Option<T>>) -> Option<&T> {
    value.as_ref()?.as_ref()
}

/// Whether a text equals a literal of a condition.
#[inline]
pub fn text_is<By, T: HasText<By> + ?Sized>(value: &T, literal: &str) -> bool {
    value.text() == literal
}

/// Whether a text starts with the one of a condition.
#[inline]
pub fn text_starts_with<By, T: HasText<By> + ?Sized>(value: &T, prefix: &str) -> bool {
    value.text().starts_with(prefix)
}

pub(crate) const fn verdict(holds: bool) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::Broken) }
}

/// The value that a condition compares: the known one of an open enum.
pub trait Known {
    /// The type of the known value.
    type Value: ?Sized;
    /// The known value, if it is one.
    fn known(&self) -> Option<&Self::Value>;
}

impl<T> Known for Open<T> {
    type Value = T;

    #[inline]
    fn known(&self) -> Option<&T> {
        self.known()
    }
}

impl<T> Known for Lenient<T> {
    type Value = T;

    #[inline]
    fn known(&self) -> Option<&T> {
        self.known()
    }
}

/// Whether a text stands for no value, where the field says that an empty one does.
pub trait EmptyText {
    /// Whether it is empty.
    fn is_empty_text(&self) -> bool;
}

impl<T> EmptyText for Lenient<T> {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.unknown().is_some_and(str::is_empty)
    }
}

impl<T> EmptyText for Open<T> {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.unknown().is_some_and(str::is_empty)
    }
}

impl<T: AsRef<str>> EmptyText for T {
    #[inline]
    fn is_empty_text(&self) -> bool {
        self.as_ref().is_empty()
    }
}

/// Compiles only for a type whose schema carries its rules.
#[cfg(feature = "schemars")]
pub const fn carried<T: crate::schema::CarriesRules + ?Sized>() {}
