//! What is left of a condition when one field is known and the others are not.

use core::slice;

use crate::explain::cases::Case;
use crate::rule::{Comparison, Condition, Field, Literal};

/// A condition as far as its truth needs it. A new kind of condition is placed here, and nowhere else.
pub(crate) enum View {
    Leaf(usize, Test),
    /// All of the parts, or any of them.
    Group {
        all: bool,
        parts: &'static [Condition],
    },
    Not(&'static Condition),
}

/// What a condition asks of a field.
#[derive(Clone, Copy)]
pub(crate) enum Test {
    OneOf(&'static [Literal]),
    Present,
    Absent,
    /// Something of a field inside it: open, but where there is no value.
    Inside,
    /// How its number, length or beginning stands to another: of a value that is not known this is open.
    Compares(Comparing),
}

/// A comparison that is no equality.
#[derive(Clone, Copy)]
pub(crate) enum Comparing {
    Number(Comparison, Literal),
    Length(Comparison, usize),
    StartsWith(&'static str),
}

impl View {
    pub(crate) fn new(condition: &'static Condition) -> Self {
        match condition {
            Condition::Is(field, literal) => {
                Self::Leaf(*field, Test::OneOf(slice::from_ref(literal)))
            }
            Condition::In(field, literals) => Self::Leaf(*field, Test::OneOf(literals)),
            Condition::Present(field) => Self::Leaf(*field, Test::Present),
            Condition::Absent(field) => Self::Leaf(*field, Test::Absent),
            Condition::Compare(field, comparison, bound) => {
                Self::compares(*field, Comparing::Number(*comparison, *bound))
            }
            Condition::Length(field, comparison, count) => {
                Self::compares(*field, Comparing::Length(*comparison, *count))
            }
            Condition::StartsWith(field, prefix) => {
                Self::compares(*field, Comparing::StartsWith(prefix))
            }
            Condition::Inside(field, ..) => Self::Leaf(*field, Test::Inside),
            Condition::All(parts) => Self::Group { all: true, parts },
            Condition::Any(parts) => Self::Group { all: false, parts },
            Condition::Not(inner) => Self::Not(inner),
        }
    }
}

impl View {
    const fn compares(field: usize, comparing: Comparing) -> Self {
        Self::Leaf(field, Test::Compares(comparing))
    }
}

/// The one field that is known.
#[derive(Clone, Copy)]
pub(crate) struct Fixed {
    pub(crate) field: usize,
    pub(crate) case: Case,
}

impl Fixed {
    /// What the other fields must be for the condition to hold, or (`wanted` is false) not to hold.
    pub(crate) fn residue(self, condition: &'static Condition, wanted: bool) -> Residue {
        match View::new(condition) {
            View::Leaf(field, test) if field == self.field => match self.case.passes(test) {
                Some(passes) => Residue::Known(passes == wanted),
                None => Residue::Leaf { condition, wanted },
            },
            View::Leaf(..) => Residue::Leaf { condition, wanted },
            View::Not(inner) => self.residue(inner, !wanted),
            View::Group { all, parts } => {
                let parts = parts.iter().map(|part| self.residue(part, wanted));
                // De Morgan: that not all hold is that any does not.
                Residue::joined(all == wanted, parts)
            }
        }
    }
}

/// True, false, or open: then what it comes down to.
#[derive(Debug)]
pub(crate) enum Residue {
    Known(bool),
    Leaf {
        condition: &'static Condition,
        wanted: bool,
    },
    /// Two or more, none of them known.
    Group {
        all: bool,
        parts: Vec<Residue>,
    },
}

impl Residue {
    fn joined(all: bool, parts: impl Iterator<Item = Self>) -> Self {
        let mut open = Vec::new();
        for part in parts {
            match part {
                // One that fails decides `all`, one that holds decides `any`; the opposite adds nothing.
                Self::Known(truth) if truth != all => return part,
                Self::Known(_) => {}
                _ => open.push(part),
            }
        }
        match open.len() {
            0 => Self::Known(all),
            1 => open.remove(0),
            _ => Self::Group { all, parts: open },
        }
    }

    pub(crate) fn words(&self, fields: &'static [Field]) -> String {
        self.nested_words(fields, false)
    }

    fn nested_words(&self, fields: &'static [Field], nested: bool) -> String {
        match self {
            Self::Known(true) => "always".to_owned(),
            Self::Known(false) => "never".to_owned(),
            Self::Leaf { condition, wanted } => condition.words(fields, !wanted).to_string(),
            Self::Group { all, parts } => {
                let parts = parts.iter().map(|part| part.nested_words(fields, true));
                let joined = parts
                    .collect::<Vec<_>>()
                    .join(if *all { " and " } else { " or " });
                if nested {
                    format!("({joined})")
                } else {
                    joined
                }
            }
        }
    }
}
