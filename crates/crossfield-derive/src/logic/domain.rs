//! What a field can hold.

use super::fact::{Constant, Fact, Interval};
use crate::check::{NumberLiteral, Primitive, length_literal, number_literal};
use crate::model::{Bound, Check, CheckKind, Place};

/// What a field can hold, as far as it is known: nothing, or one of these values, or either.
#[derive(Clone)]
pub(crate) struct Domain<'a> {
    absent: bool,
    /// `None` when it can have no value.
    values: Option<Values<'a>>,
}

/// Values of which all of this holds. What concerns another type than the field's is not narrowed by anything.
#[derive(Clone)]
struct Values<'a> {
    /// One of these, if the set is known.
    only: Option<Vec<Constant>>,
    except: Vec<Constant>,
    integers: (i128, i128),
    floats: Interval,
    lengths: (usize, usize),
    /// What a text starts with.
    starts: String,
    starts_not: Vec<String>,
    /// The field's own rules, which judge single values.
    own: &'a [Check],
}

impl<'a> Domain<'a> {
    /// A field of which nothing is known but whether it can be without a value.
    pub(crate) fn new(absent: bool) -> Self {
        let values = Values {
            only: None,
            except: Vec::new(),
            integers: (i128::MIN, i128::MAX),
            floats: Interval::ALL,
            lengths: (0, usize::MAX),
            starts: String::new(),
            starts_not: Vec::new(),
            own: &[],
        };
        Self {
            absent,
            values: Some(values),
        }
    }

    /// Narrowed to the values of a type that is known by its name.
    pub(crate) fn of_type(mut self, primitive: Option<Primitive>) -> Self {
        match primitive {
            Some(Primitive::Boolean) => {
                self.narrow_values(&Fact::OneOf([false, true].map(Constant::Boolean).to_vec()));
            }
            Some(Primitive::Integer { min, max }) => self.narrow_values(&Fact::Integer(min..=max)),
            Some(Primitive::Text | Primitive::Float) | None => {}
        }
        self
    }

    /// Narrowed to what the field's own rules admit. Rules that admit nothing are a mistake of their own.
    pub(crate) fn under(self, checks: &'a [Check]) -> Self {
        let narrowed = self.clone().narrowed_by(checks);
        if narrowed.has_value() { narrowed } else { self }
    }

    /// Whether some value may meet all of the rules.
    pub(crate) fn is_left_by(checks: &'a [Check]) -> bool {
        Self::new(false).narrowed_by(checks).has_value()
    }

    fn narrowed_by(mut self, checks: &'a [Check]) -> Self {
        for check in checks {
            self.narrow_by(check);
        }
        if let Some(values) = &mut self.values {
            values.own = checks;
        }
        self
    }

    fn narrow_by(&mut self, check: &Check) {
        match &check.kind {
            CheckKind::Required => self.absent = false,
            CheckKind::Length { min, max, .. } => {
                let bound = |bound: &Option<_>| bound.as_deref().and_then(length_literal);
                let least = bound(min).unwrap_or(0);
                self.narrow_values(&Fact::Length(least..=bound(max).unwrap_or(usize::MAX)));
            }
            CheckKind::Range { min, max, .. } => {
                for (bound, lower) in [(min, true), (max, false)] {
                    if let Some(fact) = bound.as_ref().and_then(|bound| within(bound, lower)) {
                        self.narrow_values(&fact);
                    }
                }
            }
            CheckKind::Part(Place::Start, text) => self.narrow_values(&Fact::Starts(text.value())),
            CheckKind::Part(Place::End, text) => {
                self.narrow_values(&Fact::Length(text.value().chars().count()..=usize::MAX));
            }
            // Of a text it is a part, and of a map a key.
            CheckKind::Part(Place::Anywhere, _) => {
                self.narrow_values(&Fact::Length(1..=usize::MAX));
            }
            CheckKind::Uuid => self.narrow_values(&Fact::Length(36..=36)),
            CheckKind::Part(Place::Nowhere, _)
            | CheckKind::MultipleOf(_)
            | CheckKind::Pattern(_)
            | CheckKind::HttpUrl
            | CheckKind::Url
            | CheckKind::Email
            | CheckKind::UniqueItems
            | CheckKind::Ascii
            | CheckKind::NonControlCharacter
            | CheckKind::Ipv4
            | CheckKind::Ipv6
            | CheckKind::Ip
            | CheckKind::Inside { .. }
            | CheckKind::CreditCard
            | CheckKind::Regex(_)
            | CheckKind::Custom(_) => {}
        }
    }

    /// Takes in a fact. What it leaves may be nothing.
    pub(super) fn narrow(&mut self, fact: &Fact) {
        if *fact == Fact::Absent {
            self.values = None;
            return;
        }
        self.absent = false;
        let narrowed = self
            .values
            .as_mut()
            .is_none_or(|values| values.narrow(fact));
        if !narrowed {
            self.values = None;
        }
    }

    /// Takes in what holds of every value, if there is one.
    pub(crate) fn narrow_values(&mut self, fact: &Fact) {
        let absent = self.absent;
        self.narrow(fact);
        self.absent = absent;
    }

    /// Whether nothing at all is left.
    pub(super) fn is_empty(&self) -> bool {
        !self.absent && !self.has_value()
    }

    pub(crate) fn has_value(&self) -> bool {
        self.values
            .as_ref()
            .is_some_and(|values| !values.is_empty())
    }
}

impl Values<'_> {
    /// Takes in a fact, and says whether that is possible at all.
    fn narrow(&mut self, fact: &Fact) -> bool {
        match fact {
            Fact::Absent => return false,
            Fact::Present => {}
            Fact::OneOf(constants) => match &mut self.only {
                Some(only) => only.retain(|constant| constants.contains(constant)),
                only => *only = Some(constants.clone()),
            },
            Fact::NoneOf(constants) => self.except.extend(constants.iter().cloned()),
            Fact::Integer(range) => narrow(&mut self.integers, (*range.start(), *range.end())),
            Fact::Length(range) => narrow(&mut self.lengths, (*range.start(), *range.end())),
            Fact::Float(interval) => self.floats = self.floats.narrowed(*interval),
            Fact::Starts(prefix) => return self.narrow_start(prefix),
            Fact::StartsNot(prefix) => self.starts_not.push(prefix.clone()),
        }
        true
    }

    /// Of two beginnings, one must begin with the other.
    fn narrow_start(&mut self, prefix: &str) -> bool {
        if prefix.starts_with(&self.starts) {
            prefix.clone_into(&mut self.starts);
        }
        narrow(&mut self.lengths, (self.starts.chars().count(), usize::MAX));
        self.starts.starts_with(prefix)
    }

    /// Whether surely none is left.
    fn is_empty(&self) -> bool {
        let (shortest, longest) = self.lengths;
        let (least, greatest) = self.integers;
        if shortest > longest || least > greatest || self.floats.is_empty() {
            return true;
        }
        if self
            .starts_not
            .iter()
            .any(|not| self.starts.starts_with(not))
        {
            return true;
        }
        if self
            .own
            .iter()
            .any(|check| refuses_start(&check.kind, &self.starts))
        {
            return true;
        }
        let only = self.only.clone().or_else(|| self.single_text());
        match only.or_else(|| self.few_integers()) {
            Some(only) => !only.iter().any(|constant| self.admits(constant)),
            None => self.holds_no_multiple(),
        }
    }

    /// The one text whose beginning fills its length.
    fn single_text(&self) -> Option<Vec<Constant>> {
        let is_text = |constant: &Constant| matches!(constant, Constant::Text(_));
        let known_as_text = !self.starts.is_empty() || self.except.iter().any(is_text);
        let filled = self.starts.chars().count() == self.lengths.1;
        (known_as_text && filled).then(|| vec![Constant::Text(self.starts.clone())])
    }

    /// All integers of a range that is small enough for the exceptions to exhaust it.
    fn few_integers(&self) -> Option<Vec<Constant>> {
        let (least, greatest) = self.integers;
        let most = self.except.len() + self.own.len();
        let width = greatest.checked_sub(least)?;
        (width <= i128::try_from(most).ok()?)
            .then(|| (least..=greatest).map(Constant::Integer).collect())
    }

    /// Whether no multiple that the own rules ask for is within the bounds.
    fn holds_no_multiple(&self) -> bool {
        let (least, greatest) = self.integers;
        let divisors = self.own.iter().filter_map(divisor);
        divisors
            .into_iter()
            .any(|divisor| first_multiple(divisor, least).is_some_and(|first| first > greatest))
    }

    fn admits(&self, constant: &Constant) -> bool {
        let fits = match constant {
            Constant::Variant(_) | Constant::Boolean(_) => true,
            Constant::Integer(integer) => (self.integers.0..=self.integers.1).contains(integer),
            Constant::Text(text) => self.admits_text(text),
        };
        fits && !self.except.contains(constant)
            && !self.own.iter().any(|check| refuses(check, constant))
    }

    fn admits_text(&self, text: &str) -> bool {
        let length = text.chars().count();
        (self.lengths.0..=self.lengths.1).contains(&length)
            && text.starts_with(&self.starts)
            && !self.starts_not.iter().any(|not| text.starts_with(not))
    }
}

fn narrow<T: Ord + Copy>(range: &mut (T, T), (least, greatest): (T, T)) {
    *range = (range.0.max(least), range.1.min(greatest));
}

/// What a bound of a range says, where it is a literal.
fn within(bound: &Bound, lower: bool) -> Option<Fact> {
    use crate::model::Comparison::{Above, AtLeast, AtMost, Below};
    let comparison = match (lower, bound.excluded) {
        (true, false) => AtLeast,
        (true, true) => Above,
        (false, false) => AtMost,
        (false, true) => Below,
    };
    match number_literal(&bound.value)? {
        NumberLiteral::Integer(integer) => Fact::integer(comparison, integer),
        NumberLiteral::Float(float) => Some(Fact::float(comparison, float)),
        NumberLiteral::Other => None,
    }
}

pub(crate) fn divisor(check: &Check) -> Option<i128> {
    let CheckKind::MultipleOf(divisor) = &check.kind else {
        return None;
    };
    match number_literal(divisor)? {
        NumberLiteral::Integer(integer) if integer > 0 => Some(integer),
        _ => None,
    }
}

/// The first multiple that is not below a number.
pub(crate) fn first_multiple(divisor: i128, least: i128) -> Option<i128> {
    let remainder = least.rem_euclid(divisor);
    if remainder == 0 {
        Some(least)
    } else {
        least.checked_add(divisor - remainder)
    }
}

/// Whether a rule of the field's own surely refuses a value.
pub(crate) fn refuses(check: &Check, constant: &Constant) -> bool {
    match (&check.kind, constant) {
        (CheckKind::MultipleOf(_), Constant::Integer(integer)) => {
            divisor(check).is_some_and(|divisor| integer.rem_euclid(divisor) != 0)
        }
        (kind, Constant::Text(text)) => refuses_text(kind, text),
        _ => false,
    }
}

/// Whether a rule surely refuses every text that starts so.
fn refuses_start(kind: &CheckKind, start: &str) -> bool {
    match kind {
        CheckKind::Part(Place::Nowhere, _) | CheckKind::Ascii | CheckKind::NonControlCharacter => {
            refuses_text(kind, start)
        }
        _ => false,
    }
}

fn refuses_text(kind: &CheckKind, text: &str) -> bool {
    match kind {
        CheckKind::Part(place, part) => {
            let part = part.value();
            match place {
                Place::Start => !text.starts_with(&part),
                Place::End => !text.ends_with(&part),
                Place::Anywhere => !text.contains(&part),
                Place::Nowhere => text.contains(&part),
            }
        }
        CheckKind::Pattern(pattern) => !pattern.automaton.is_match(text),
        CheckKind::Ascii => !text.is_ascii(),
        CheckKind::NonControlCharacter => text.chars().any(char::is_control),
        CheckKind::Uuid => !text
            .chars()
            .all(|character| character.is_ascii_hexdigit() || character == '-'),
        CheckKind::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_err(),
        CheckKind::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_err(),
        CheckKind::Ip => text.parse::<std::net::IpAddr>().is_err(),
        // Their bounds have narrowed the values already; URLs and addresses have definitions of their own, and what a
        // function refuses nobody knows.
        CheckKind::Length { .. }
        | CheckKind::HttpUrl
        | CheckKind::Url
        | CheckKind::Email
        | CheckKind::Required
        | CheckKind::UniqueItems
        | CheckKind::Range { .. }
        | CheckKind::MultipleOf(_)
        | CheckKind::Inside { .. }
        | CheckKind::CreditCard
        | CheckKind::Regex(_)
        | CheckKind::Custom(_) => false,
    }
}
