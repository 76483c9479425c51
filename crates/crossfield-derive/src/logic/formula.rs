//! Facts joined by all, any and not.

use super::fact::{Constant, Fact};
use super::keys::Keys;
use crate::model::{Condition, GroupKind, Value};
use crate::syntax::unraw;

/// A statement about fields. `not` is pushed down to the facts where it is built.
#[derive(Clone, Debug)]
pub(crate) enum Formula {
    Fact(usize, Fact),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    /// Something that is not known here: neither it nor its opposite contradicts anything.
    Open,
}

impl Formula {
    pub(crate) const ALWAYS: Self = Self::All(Vec::new());

    /// What holds when the condition does.
    pub(crate) fn of(condition: &Condition, keys: &Keys) -> Self {
        let several = |conditions: &[Condition]| {
            let parts = conditions.iter();
            parts.map(|condition| Self::of(condition, keys)).collect()
        };
        match condition {
            Condition::Is(field, value) => Self::one_of(*field, std::slice::from_ref(value)),
            Condition::In(field, values) => Self::one_of(*field, values),
            Condition::Present(field) => Self::Fact(*field, Fact::Present),
            Condition::Absent(field) => Self::Fact(*field, Fact::Absent),
            Condition::Compare(field, comparison, value) => {
                let fact = match value {
                    Value::Integer(bound, _) => Fact::integer(*comparison, *bound),
                    Value::Float(text, _) => text
                        .parse()
                        .ok()
                        .map(|bound| Fact::float(*comparison, bound)),
                    Value::Variant { .. } | Value::Text(..) | Value::Boolean(..) => None,
                };
                Self::known(*field, fact)
            }
            Condition::Length(field, comparison, count) => {
                Self::known(*field, Fact::length(*comparison, *count))
            }
            Condition::StartsWith(field, prefix) => {
                let fact = match prefix {
                    Value::Text(prefix, _) => Some(Fact::Starts(prefix.clone())),
                    _ => None,
                };
                Self::known(*field, fact)
            }
            Condition::All(conditions) => Self::All(several(conditions)),
            Condition::Any(conditions) => Self::Any(several(conditions)),
            Condition::Not(inner) => Self::of(inner, keys).negated(),
            Condition::Inside(field, path, inner) => {
                let path: Vec<String> = path.iter().map(unraw).collect();
                Self::inside(*field, &path, &Self::of(inner, keys), keys)
            }
        }
    }

    /// What is said of a field inside another says of all on the way to it that they have a value.
    fn inside(field: usize, path: &[String], said: &Self, keys: &Keys) -> Self {
        let before = 1..path.len();
        let on_the_way = before.filter_map(|length| Some(keys.inside(field, path.get(..length)?)));
        let given = [field].into_iter().chain(on_the_way);
        let mut parts: Vec<Self> = given.map(|key| Self::Fact(key, Fact::Present)).collect();
        parts.push(match said {
            Self::Fact(_, fact) => Self::Fact(keys.inside(field, path), fact.clone()),
            Self::All(_) | Self::Any(_) | Self::Open => Self::Open,
        });
        Self::All(parts)
    }

    fn known(field: usize, fact: Option<Fact>) -> Self {
        fact.map_or(Self::Open, |fact| Self::Fact(field, fact))
    }

    fn one_of(field: usize, values: &[Value]) -> Self {
        let constants: Option<Vec<Constant>> = values.iter().map(Constant::of).collect();
        Self::known(field, constants.map(Fact::OneOf))
    }

    pub(crate) fn negated(&self) -> Self {
        match self {
            Self::Fact(field, fact) => fact.negated(*field),
            Self::All(parts) => Self::Any(parts.iter().map(Self::negated).collect()),
            Self::Any(parts) => Self::All(parts.iter().map(Self::negated).collect()),
            Self::Open => Self::Open,
        }
    }

    /// What holds when the premise does not, or the conclusion does.
    pub(crate) fn implies(premise: &Self, conclusion: Self) -> Self {
        Self::Any(vec![premise.negated(), conclusion])
    }

    /// That so many of the fields have a value.
    pub(crate) fn count(kind: GroupKind, fields: &[usize]) -> Self {
        let mut ways = Vec::new();
        if let GroupKind::ExactlyOne | GroupKind::AtMostOne = kind {
            ways.extend(fields.iter().map(|only| Self::given(fields, &[*only])));
        }
        if let GroupKind::AtLeastOne = kind {
            ways.extend(fields.iter().map(|field| Self::Fact(*field, Fact::Present)));
        }
        if let GroupKind::AllOrNone = kind {
            ways.push(Self::given(fields, fields));
        }
        if let GroupKind::AtMostOne | GroupKind::AllOrNone = kind {
            ways.push(Self::given(fields, &[]));
        }
        Self::Any(ways)
    }

    /// That these of the fields have a value, and the others none.
    fn given(fields: &[usize], with_value: &[usize]) -> Self {
        let fact = |field: &usize| {
            let fact = if with_value.contains(field) {
                Fact::Present
            } else {
                Fact::Absent
            };
            Self::Fact(*field, fact)
        };
        Self::All(fields.iter().map(fact).collect())
    }
}

impl Constant {
    /// `None` for a number with a fraction, with which nothing is compared for equality.
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Variant { path, .. } => Self::Variant(unraw(&path.segments.last()?.ident)),
            Value::Text(text, _) => Self::Text(text.clone()),
            Value::Integer(integer, _) => Self::Integer(*integer),
            Value::Boolean(boolean, _) => Self::Boolean(*boolean),
            Value::Float(..) => return None,
        })
    }
}
