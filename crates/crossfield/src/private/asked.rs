//! What is asked of the rules of a type while it is compiled, where only its types tell.

use crate::field::range::is_exact_in_doubles;
use crate::rule::{Check, Condition, Field, Literal, Rules, Shape};

impl Rules {
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
pub(super) const fn asks_what_is_known(condition: &Condition, fields: &[Field]) {
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
            let mut rest = *conditions;
            while let [condition, others @ ..] = rest {
                asks_what_is_known(condition, fields);
                rest = others;
            }
        }
        Condition::Not(condition) => asks_what_is_known(condition, fields),
    }
}

/// What is asked of rules on values, whoever states them.
#[derive(Clone, Copy)]
pub(super) enum Asked {
    /// Two JSON objects can be one value in Rust, which has no unknown keys, and no key whether it was null or absent;
    /// and two lists one set. `unique_items` of such items would refuse in Rust what it accepts in a schema.
    ItemsToldApart,
    /// Bounds below those near which an `f64` rounds.
    ExactBounds,
}

pub(super) const fn ask(asked: Asked, shape: &Shape, checks: &[Check]) {
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
