//! What rules say, for those who read of them before they are broken: explanations and schemas.

use crate::rule::{
    Check, Conditional, Demand, Effect, Flattened, Group, Inside, Native, Rules, Shape,
};
use crate::violation::{Counted, Fault};

/// What stands behind the words of a rule that no schema says.
pub(crate) const IN_RUST_ONLY: &str = " (checked in Rust only)";

impl Conditional {
    /// The message as a text.
    pub(crate) fn message(&'static self, rules: &'static Rules, demand: Demand) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write_message(rules, demand, &mut text);
        text
    }

    /// All that the rule says, as a sentence that begins with its field.
    pub(crate) fn sentence(&'static self, rules: &'static Rules) -> String {
        let name = rules.fields.get(self.field).map_or("", |field| field.name);
        let demands = self.effect.demands();
        let messages = demands.map(|(demand, _)| self.message(rules, demand));
        format!("`{name}`: {}.", messages.collect::<Vec<_>>().join("; "))
    }
}

impl Effect {
    /// What the rule demands of its field, each with whether the condition holds then.
    pub(crate) fn demands(self) -> impl Iterator<Item = (Demand, bool)> {
        let when = move |holds| Some((self.demand(holds)?, holds));
        [true, false].into_iter().filter_map(when)
    }
}

impl Group {
    /// What the rule says, as a sentence.
    pub(crate) fn sentence(&'static self, rules: &'static Rules) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write_message(rules, &mut text);
        text.push('.');
        text
    }
}

impl Native {
    /// The rule in words: its own message, or its own code, or what it says of itself.
    pub(crate) fn words(&self, rules: &'static Rules) -> String {
        if let Some(own) = self.message.or(self.code) {
            return own.to_owned();
        }
        let mut words = String::new();
        // Writing to a string does not fail.
        let _ = self.write_message(rules, &mut words);
        words
    }

    /// Where it stands: its field on the wire, or the type.
    pub(crate) fn subject(&self, rules: &'static Rules) -> &'static str {
        let field = self.field().and_then(|field| rules.fields.get(field));
        field.map_or(rules.name, |field| field.name)
    }
}

impl Flattened {
    /// What its type has to say of the object, in a sentence.
    pub(crate) fn sentence(&self) -> String {
        match &self.shape {
            Shape::Object(rules) => format!(
                "The fields of `{}` stand here too, with its rules.",
                rules().name
            ),
            _ => "Any other key may stand here too.".to_owned(),
        }
    }
}

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

/// Visits the rules that stand on values of a shape, in the order in which people read them, then those that the shape brings: an id is a UUID wherever it
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
