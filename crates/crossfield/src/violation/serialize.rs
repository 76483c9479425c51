//! A violation as an object, with the figures of its rule.

use core::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Cause, Fault, Violation};
use crate::field::range::Bound;
use crate::rule::{Check, Shape};

impl Serialize for Violation {
    /// `{"pointer", "code", "message", "params"?, "type"?, "schema"?}`: `params` has the rule's figures, `schema` is
    /// [`schema_pointer`](Violation::schema_pointer) in the schema of `type`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("pointer", &Shown(&self.pointer))?;
        map.serialize_entry("code", self.code().as_str())?;
        map.serialize_entry("message", &Shown(&self.message()))?;
        if !self.params().is_empty() {
            map.serialize_entry("params", &self.params())?;
        }
        if let Some(schema) = self.schema_pointer() {
            if let Some(name) = self.type_name() {
                map.serialize_entry("type", name)?;
            }
            map.serialize_entry("schema", &schema)?;
        }
        map.end()
    }
}

/// Serialises what a type displays.
struct Shown<'a, T>(&'a T);

impl<T: fmt::Display> Serialize for Shown<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// The figures of a [`Violation`]'s rule.
#[derive(Clone, Copy)]
pub struct Params<'a>(&'a Violation);

impl Params<'_> {
    fn is_empty(self) -> bool {
        match &self.0.cause {
            Cause::Refused(error) | Cause::Whole(_, error) => error.params().is_empty(),
            Cause::Compared(_, rule) => rule.other().is_none(),
            Cause::Check(_, Fault::Repeat { .. }, _)
            | Cause::Conditional { .. }
            | Cause::Group { .. }
            | Cause::Type { .. }
            | Cause::Enum(_)
            | Cause::Positions(..)
            | Cause::Range(..) => false,
            Cause::Check(check, ..) => !check.has_params(),
            Cause::Choice(choice, misfit) => misfit.allowed(choice).is_empty(),
            _ => true,
        }
    }
}

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match &self.0.cause {
            Cause::Conditional {
                rules,
                index,
                demand,
            } => {
                if let Some(rule) = rules.conditionals.get(*index) {
                    map.serialize_entry("when", &Shown(&rule.when(rules, *demand)))?;
                }
            }
            Cause::Compared(rules, rule) => {
                if let Some(other) = rule.other().and_then(|other| rules.fields.get(other)) {
                    map.serialize_entry("other", other.name)?;
                }
            }
            Cause::Refused(error) | Cause::Whole(_, error) => {
                for (name, figure) in error.params() {
                    map.serialize_entry(name, figure)?;
                }
            }
            Cause::Check(_, Fault::Repeat { first, second }, _) => {
                map.serialize_entry("first", first)?;
                map.serialize_entry("second", second)?;
            }
            Cause::Check(check, ..) => check.serialize_params(&mut map)?,
            Cause::Type { expected, found } => {
                let expected = self.0.asked_for(expected);
                map.serialize_entry("expected", &Shown(&expected.noun()))?;
                map.serialize_entry("found", found.noun())?;
            }
            Cause::Group { rules, index } => {
                if let Some(group) = rules.groups.get(*index) {
                    let names = group
                        .fields
                        .iter()
                        .filter_map(|field| rules.fields.get(*field));
                    let names: Vec<_> = names.map(|field| field.name).collect();
                    map.serialize_entry("fields", &names)?;
                }
            }
            Cause::Enum(enumeration) => {
                let names: Vec<_> = enumeration
                    .variants
                    .iter()
                    .map(|variant| variant.name)
                    .collect();
                map.serialize_entry("allowed", &names)?;
            }
            Cause::Choice(choice, misfit) => {
                map.serialize_entry("allowed", &misfit.allowed(choice))?;
            }
            Cause::Positions(rules, _) => {
                let length = rules.length();
                serialize_given(&mut map, "min", length.min)?;
                serialize_given(&mut map, "max", length.max)?;
            }
            Cause::Range(Shape::Integer { min, max }, _) => {
                map.serialize_entry("min", &min)?;
                map.serialize_entry("max", &max)?;
            }
            _ => {}
        }
        map.end()
    }
}

impl Violation {
    /// The figures of the broken rule, as an object to serialise: what a message in another language is made of.
    ///
    /// `min` and `max` of a length or range, `exclusive_min` and `exclusive_max` of a range, `multiple_of`, `pattern`,
    /// the `text` to contain, `allowed` strings, the condition in words as `when`, the `fields` of a group, the `other`
    /// field of a comparison, what an error of a function has, the places `first` and `second` of a repeated item, the
    /// `expected` and `found` types. May be empty.
    #[must_use]
    pub const fn params(&self) -> Params<'_> {
        Params(self)
    }
}

impl Check {
    /// Whether the rule has figures.
    const fn has_params(&self) -> bool {
        matches!(
            self.rule(),
            Self::Length(_)
                | Self::Pattern(_)
                | Self::Range(_)
                | Self::MultipleOf(_)
                | Self::Part(_)
        )
    }

    fn serialize_params<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        match self.rule() {
            Self::Length(length) => {
                serialize_given(map, "min", length.min)?;
                serialize_given(map, "max", length.max)
            }
            Self::Pattern(pattern) => map.serialize_entry("pattern", pattern.as_str()),
            Self::Part(part) => map.serialize_entry("text", part.text),
            Self::MultipleOf(divisor) => map.serialize_entry("multiple_of", divisor),
            Self::Range(range) => {
                serialize_bound(map, ["min", "exclusive_min"], range.min)?;
                serialize_bound(map, ["max", "exclusive_max"], range.max)
            }
            _ => Ok(()),
        }
    }
}

fn serialize_bound<M: SerializeMap>(
    map: &mut M,
    [included, excluded]: [&str; 2],
    bound: Option<Bound>,
) -> Result<(), M::Error> {
    match bound {
        Some(Bound::Included(number)) => map.serialize_entry(included, &number),
        Some(Bound::Excluded(number)) => map.serialize_entry(excluded, &number),
        None => Ok(()),
    }
}

fn serialize_given<M: SerializeMap>(
    map: &mut M,
    name: &str,
    figure: Option<impl Serialize>,
) -> Result<(), M::Error> {
    figure.map_or(Ok(()), |figure| map.serialize_entry(name, &figure))
}
