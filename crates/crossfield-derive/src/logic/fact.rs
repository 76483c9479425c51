//! What a formula says of one field.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::formula::Formula;
use crate::model::Comparison;

/// A value that a field is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    /// An enum's variant by its last name, under which the wire name is looked up.
    Variant(String),
    Text(String),
    Integer(i128),
    Boolean(bool),
}

/// What is said of a field. All but `Absent` say that it has a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fact {
    Absent,
    Present,
    OneOf(Vec<Constant>),
    NoneOf(Vec<Constant>),
    Integer(RangeInclusive<i128>),
    Float(Interval),
    Length(RangeInclusive<usize>),
    Starts(String),
    StartsNot(String),
}

/// Numbers with fractions between two bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) min: Limit,
    pub(crate) max: Limit,
}

/// A bound, and whether it is within.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Limit {
    pub(crate) value: f64,
    pub(crate) included: bool,
}

impl Limit {
    const fn new(value: f64, included: bool) -> Self {
        Self { value, included }
    }

    const fn opposite(self) -> Self {
        Self::new(self.value, !self.included)
    }

    /// Of two limits the one that stands so to the other; of two at one number, the one that excludes it.
    fn tighter(self, other: Self, tight: Ordering) -> Self {
        match self.value.partial_cmp(&other.value) {
            Some(Ordering::Equal) => Self::new(self.value, self.included && other.included),
            Some(order) if order == tight => self,
            _ => other,
        }
    }
}

impl Interval {
    pub(crate) const ALL: Self = Self {
        min: Limit::new(f64::NEG_INFINITY, true),
        max: Limit::new(f64::INFINITY, true),
    };

    pub(crate) const fn above(value: f64, included: bool) -> Self {
        Self {
            min: Limit::new(value, included),
            ..Self::ALL
        }
    }

    pub(crate) const fn below(value: f64, included: bool) -> Self {
        Self {
            max: Limit::new(value, included),
            ..Self::ALL
        }
    }

    /// What both hold.
    pub(crate) fn narrowed(self, other: Self) -> Self {
        Self {
            min: self.min.tighter(other.min, Ordering::Greater),
            max: self.max.tighter(other.max, Ordering::Less),
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        match self.min.value.partial_cmp(&self.max.value) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !(self.min.included && self.max.included),
            Some(Ordering::Less) | None => false,
        }
    }

    fn complement(self) -> [Self; 2] {
        [
            Self {
                max: self.min.opposite(),
                ..Self::ALL
            },
            Self {
                min: self.max.opposite(),
                ..Self::ALL
            },
        ]
    }
}

impl Fact {
    /// A number compared with an integer.
    pub(crate) fn integer(comparison: Comparison, bound: i128) -> Option<Self> {
        let range = match comparison {
            Comparison::Below => i128::MIN..=bound.checked_sub(1)?,
            Comparison::AtMost => i128::MIN..=bound,
            Comparison::Equal => bound..=bound,
            Comparison::AtLeast => bound..=i128::MAX,
            Comparison::Above => bound.checked_add(1)?..=i128::MAX,
        };
        Some(Self::Integer(range))
    }

    /// A number that may have a fraction, compared with another.
    pub(crate) const fn float(comparison: Comparison, bound: f64) -> Self {
        Self::Float(match comparison {
            Comparison::Below => Interval::below(bound, false),
            Comparison::AtMost => Interval::below(bound, true),
            Comparison::Equal => Interval {
                min: Limit::new(bound, true),
                max: Limit::new(bound, true),
            },
            Comparison::AtLeast => Interval::above(bound, true),
            Comparison::Above => Interval::above(bound, false),
        })
    }

    /// A length compared with a count.
    pub(crate) fn length(comparison: Comparison, count: usize) -> Option<Self> {
        let range = match comparison {
            Comparison::Below => 0..=count.checked_sub(1)?,
            Comparison::AtMost => 0..=count,
            Comparison::Equal => count..=count,
            Comparison::AtLeast => count..=usize::MAX,
            Comparison::Above => count.checked_add(1)?..=usize::MAX,
        };
        Some(Self::Length(range))
    }

    /// What holds when the fact does not: a fact about a value does not hold either when there is none.
    pub(super) fn negated(&self, field: usize) -> Formula {
        let opposite = match self {
            Self::Absent => return Formula::Fact(field, Self::Present),
            Self::Present => vec![],
            Self::OneOf(constants) => vec![Self::NoneOf(constants.clone())],
            Self::NoneOf(constants) => vec![Self::OneOf(constants.clone())],
            Self::Integer(range) => outside(
                range,
                i128::MIN,
                |value| value.checked_sub(1),
                |value| value.checked_add(1),
                i128::MAX,
            )
            .map(Self::Integer)
            .collect(),
            Self::Length(range) => outside(
                range,
                0,
                |value| value.checked_sub(1),
                |value| value.checked_add(1),
                usize::MAX,
            )
            .map(Self::Length)
            .collect(),
            Self::Float(interval) => interval.complement().map(Self::Float).to_vec(),
            Self::Starts(prefix) => vec![Self::StartsNot(prefix.clone())],
            Self::StartsNot(prefix) => vec![Self::Starts(prefix.clone())],
        };
        let facts = std::iter::once(Self::Absent).chain(opposite);
        Formula::Any(facts.map(|fact| Formula::Fact(field, fact)).collect())
    }
}

/// What lies on both sides of a range.
fn outside<T: Copy>(
    range: &RangeInclusive<T>,
    least: T,
    before: fn(T) -> Option<T>,
    after: fn(T) -> Option<T>,
    greatest: T,
) -> impl Iterator<Item = RangeInclusive<T>> {
    let below = before(*range.start()).map(|end| least..=end);
    let above = after(*range.end()).map(|start| start..=greatest);
    below.into_iter().chain(above)
}
