//! The table of a type's rules, as generated code builds it while compiling.

use super::asked::{Asked, ask, asks_what_is_known};
use crate::inside::Note;
use crate::rule::{
    Alternative, Check, Choice, Condition, Conditional, Effect, Field, Filled, Flattened, Function,
    Group, GroupKind, Native, NativeKind, Rules, Shape, Tagging, need_value,
};
use crate::validate::Validate;

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
    let mut rest = conditionals;
    while let [rule, others @ ..] = rest {
        asks_what_is_known(&rule.condition, fields);
        rest = others;
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

const fn may_hold_objects(mut fields: &[Field]) -> bool {
    while let [field, rest @ ..] = fields {
        if field.shape.may_hold_object() {
            return true;
        }
        fields = rest;
    }
    false
}

const fn names_are_plain(mut fields: &[Field]) -> bool {
    while let [field, rest @ ..] = fields {
        if !is_plain(field.name.as_bytes()) {
            return false;
        }
        fields = rest;
    }
    true
}

const fn is_plain(mut name: &[u8]) -> bool {
    while let [byte, rest @ ..] = name {
        if matches!(*byte, b'"' | b'\\' | 0..0x20) {
            return false;
        }
        name = rest;
    }
    true
}

const fn fields_need_value(mut fields: &[Field]) -> bool {
    while let [field, rest @ ..] = fields {
        if need_value(field.checks) {
            return true;
        }
        fields = rest;
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
        let mut rest = groups;
        while let [group, others @ ..] = rest {
            if let Some(condition) = &group.condition {
                asks_what_is_known(condition, self.fields);
            }
            rest = others;
        }
        self.groups = groups;
        self
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
    let mut rest = flattened;
    while let [field, behind @ ..] = rest {
        assert!(
            behind.is_empty() || !matches!(field.shape, Shape::Map(_)),
            "serde gives a flattened map the keys of the flattened fields behind it too; put the map last"
        );
        rest = behind;
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

/// `custom(function = …)` in the table of rules.
#[must_use]
pub const fn custom(name: &'static str) -> Check {
    Check::Custom(Function { name })
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
    let mut rest = enumeration.variants;
    while let [variant, others @ ..] = rest {
        if same(variant.ident, ident) {
            return variant.name;
        }
        rest = others;
    }
    panic!("a condition compares with an enum variant that is not read from JSON")
}

pub(crate) const fn same(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right) {
        if *one != *other {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}
