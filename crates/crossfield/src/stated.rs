//! Every rule on a value and on what is inside it, in the order in which people read them.

use crate::rule::{Check, Inside, Shape};
use crate::violation::{Counted, Fault};

/// A rule, and on what it stands.
pub(crate) struct Stated<'a> {
    pub(crate) check: &'a Check,
    /// In words that go before those of the rule: nothing, or `each item: `.
    pub(crate) of: &'a str,
    counted: Counted,
}

impl Stated<'_> {
    /// What the rule says, as a message says it.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        // Writing to a string does not fail.
        let _ = self
            .check
            .write_message(Fault::Broken, self.counted, &mut words);
        words
    }
}

/// Visits the rules that stand on values of a shape, then those that the shape brings: an id is a UUID wherever it
/// stands. What an object states is not among them.
pub(crate) fn each(checks: &[Check], shape: &Shape, of: &str, visit: &mut dyn FnMut(&Stated<'_>)) {
    of_checks(checks, shape, of, visit);
    of_shape(shape, of, visit);
}

fn of_checks(checks: &[Check], shape: &Shape, of: &str, visit: &mut dyn FnMut(&Stated<'_>)) {
    for check in checks {
        if let Some((inside, checks)) = check.inside() {
            let of = format!("{of}{}", inside.words());
            let shape = shape.inside(inside).unwrap_or(&Shape::Any);
            of_checks(checks, shape, &of, visit);
        } else {
            visit(&Stated {
                check,
                of,
                counted: Counted::of(shape.inner()),
            });
        }
    }
}

fn of_shape(shape: &Shape, of: &str, visit: &mut dyn FnMut(&Stated<'_>)) {
    match shape {
        Shape::Refined(inner, checks) | Shape::Checked(inner, checks) => {
            each(checks, inner, of, visit);
        }
        Shape::Nullable(inner) | Shape::Lenient(inner) => of_shape(inner, of, visit),
        Shape::List(inner) => {
            of_shape(inner, &format!("{of}{}", Inside::Items.words()), visit);
        }
        Shape::Map(inner) => {
            of_shape(inner, &format!("{of}{}", Inside::Values.words()), visit);
        }
        Shape::Tuple(rules) if rules().is_inline() => {
            for field in rules().fields {
                let of = format!("{of}position {}: ", field.name);
                each(field.checks, &field.shape, &of, visit);
            }
        }
        // Beside the known strings an open one takes any other; an object has an explanation of its own, and the rules of
        // an enum are those of its variants.
        Shape::Open(_)
        | Shape::Choice(_)
        | Shape::Null
        | Shape::Tuple(_)
        | Shape::Object(_)
        | Shape::Any
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number
        | Shape::Text
        | Shape::Enumeration(_)
        | Shape::Opaque(_) => {}
    }
}

impl Inside {
    /// What goes before a rule on it.
    const fn words(self) -> &'static str {
        match self {
            Self::Items => "each item: ",
            Self::Keys => "each key: ",
            Self::Values => "each entry: ",
        }
    }
}
