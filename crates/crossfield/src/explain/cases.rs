//! What a discriminant can hold, as far as conditions tell it apart.

use core::fmt;

use crate::explain::may_lack_value;
use crate::explain::residue::{Comparing, Test, View};
use crate::rule::{Condition, Field, Literal, Rules, Shape};

/// A column of a table: what the discriminant holds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Case {
    /// This value.
    Value(Literal),
    /// A value that is none of the other columns'.
    Another,
    /// Any value: conditions only ask whether there is one.
    Given,
    /// No value.
    Absent,
}

impl Case {
    /// Whether the field passes, where the case decides that.
    pub(crate) fn passes(self, test: Test) -> Option<bool> {
        match (test, self) {
            (Test::OneOf(literals), Self::Value(value)) => Some(literals.contains(&value)),
            (Test::OneOf(_), _) | (Test::Compares(_) | Test::Inside, Self::Absent) => Some(false),
            (Test::Present, _) => Some(self != Self::Absent),
            (Test::Absent, _) => Some(self == Self::Absent),
            (Test::Compares(comparing), Self::Value(value)) => comparing.holds(value),
            (Test::Compares(_), Self::Another | Self::Given) | (Test::Inside, _) => None,
        }
    }
}

impl fmt::Display for Case {
    /// A value in code marks, anything else in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(literal) => write!(f, "`{literal}`"),
            Self::Another => f.write_str("another value"),
            Self::Given => f.write_str("given"),
            Self::Absent => f.write_str("absent"),
        }
    }
}

impl Comparing {
    fn holds(self, value: Literal) -> Option<bool> {
        match (self, value) {
            (Self::Number(comparison, Literal::Integer(bound)), Literal::Integer(value)) => {
                Some(comparison.admits(value.cmp(&bound)))
            }
            (Self::Length(comparison, count), Literal::Text(text)) => {
                Some(comparison.admits(text.chars().count().cmp(&count)))
            }
            (Self::StartsWith(prefix), Literal::Text(text)) => Some(text.starts_with(prefix)),
            _ => None,
        }
    }
}

/// The cases of a field; `None` when no condition names it.
pub(crate) fn cases(rules: &'static Rules, place: usize) -> Option<Vec<Case>> {
    let mut named = Named::default();
    for rule in rules.conditionals {
        named.collect(&rule.condition, place);
    }
    let field = rules.fields.get(place)?;
    named.at_all.then(|| named.cases(rules, field))
}

/// How conditions name a field.
#[derive(Default)]
struct Named {
    at_all: bool,
    literals: Vec<Literal>,
}

impl Named {
    fn collect(&mut self, condition: &'static Condition, place: usize) {
        match View::new(condition) {
            View::Leaf(field, test) if field == place => self.add(test),
            View::Leaf(..) => {}
            View::Group { parts, .. } => parts.iter().for_each(|part| self.collect(part, place)),
            View::Not(inner) => self.collect(inner, place),
        }
    }

    fn add(&mut self, test: Test) {
        self.at_all = true;
        match test {
            Test::OneOf(literals) => add_missing(&mut self.literals, literals),
            Test::Present | Test::Absent | Test::Compares(_) | Test::Inside => {}
        }
    }

    fn cases(mut self, rules: &'static Rules, field: &'static Field) -> Vec<Case> {
        // Where an empty text is no value, comparing with it is never true, and its case is that of no value.
        self.literals
            .retain(|literal| !(field.empty_is_absent && *literal == Literal::Text("")));
        let mut cases = if self.literals.is_empty() {
            vec![Case::Given]
        } else {
            values(&field.shape, &self.literals)
        };
        if may_lack_value(rules, field) {
            cases.push(Case::Absent);
        }
        cases
    }
}

fn values(shape: &Shape, literals: &[Literal]) -> Vec<Case> {
    let domain = Domain::new(shape, literals);
    let mut values = domain.known;
    if domain.open {
        add_missing(&mut values, literals);
    }
    let cases = values.into_iter().map(Case::Value);
    cases.chain(domain.open.then_some(Case::Another)).collect()
}

/// The values of a shape that are known, and whether there are others.
struct Domain {
    known: Vec<Literal>,
    open: bool,
}

impl Domain {
    fn new(shape: &Shape, compared: &[Literal]) -> Self {
        match shape {
            // A string that a lenient field keeps as it came is a violation, and no case.
            Shape::Nullable(inner)
            | Shape::Refined(inner, _)
            | Shape::Checked(inner, _)
            | Shape::Lenient(inner) => Self::new(inner, compared),
            Shape::Open(inner) => Self {
                open: true,
                ..Self::new(inner, compared)
            },
            Shape::Null => Self::closed(Vec::new()),
            Shape::Boolean => Self::closed([true, false].map(Literal::Boolean).to_vec()),
            Shape::Enumeration(enumeration) => {
                let names = enumeration.variants.iter().map(|variant| variant.name);
                Self::closed(names.map(Literal::Text).collect())
            }
            Shape::Integer { min, max } => Self {
                open: !covers(compared, *min, *max),
                known: compared.to_vec(),
            },
            Shape::Any
            | Shape::Number
            | Shape::Text
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Object(_)
            | Shape::Choice(_)
            | Shape::Opaque(_) => Self {
                open: true,
                known: compared.to_vec(),
            },
        }
    }

    fn closed(known: Vec<Literal>) -> Self {
        Self { known, open: false }
    }
}

/// Whether the literals, none of which stands there twice, are all integers from `min` to `max`.
fn covers(literals: &[Literal], min: i128, max: i128) -> bool {
    let within = |literal: &&Literal| matches!(literal, Literal::Integer(integer) if (min..=max).contains(integer));
    let count = literals.iter().filter(within).count();
    max.checked_sub(min).and_then(|range| range.checked_add(1)) == i128::try_from(count).ok()
}

fn add_missing(to: &mut Vec<Literal>, literals: &[Literal]) {
    for literal in literals {
        if !to.contains(literal) {
            to.push(*literal);
        }
    }
}
