//! Rules across fields: what a condition says in words, and its truth over what a text holds.
//!
//! The typed check has its conditions compiled in; the check on JSON text evaluates the table here. Both read a field
//! without a value as one on which every condition is false.

use core::cmp::Ordering;
use core::fmt;
use core::slice;

use crate::inside;

use crate::rule::{
    Comparison, Condition, Conditional, Demand, Effect, Field, Group, GroupKind, Literal, Native,
    NativeKind, Relation, Rules,
};

/// What a condition asks of a field.
pub(crate) trait Facts {
    /// Whether the field has a value.
    fn has_value(&self, field: usize) -> bool;
    /// How the field's number stands to the literal, if it has one.
    fn order(&self, field: usize, literal: &Literal) -> Option<Ordering>;
    /// The length of the field's text, list or map, if it has one.
    fn length(&self, field: usize) -> Option<usize>;
    /// Whether the field has a text that starts with this one.
    fn starts_with(&self, field: usize, prefix: &str) -> bool;
    /// Whether a field inside the field can be reached, and the condition holds of it.
    fn inside(&self, field: usize, names: &[&str], condition: &Condition) -> bool;
    /// Whether the field has a value and it equals the literal.
    fn equals(&self, field: usize, literal: &Literal) -> bool;
}

impl Condition {
    /// Whether the condition holds over the facts.
    pub(crate) fn holds(&self, facts: &dyn Facts) -> bool {
        match self {
            Self::Is(field, literal) => facts.equals(*field, literal),
            Self::In(field, literals) => {
                literals.iter().any(|literal| facts.equals(*field, literal))
            }
            Self::Present(field) => facts.has_value(*field),
            Self::Absent(field) => !facts.has_value(*field),
            Self::Compare(field, comparison, literal) => {
                let order = facts.order(*field, literal);
                order.is_some_and(|order| comparison.admits(order))
            }
            Self::Length(field, comparison, count) => {
                let length = facts.length(*field);
                length.is_some_and(|length| comparison.admits(length.cmp(count)))
            }
            Self::StartsWith(field, prefix) => facts.starts_with(*field, prefix),
            Self::Inside(field, names, condition) => facts.inside(*field, names, condition),
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(facts)),
            Self::Any(conditions) => conditions.iter().any(|condition| condition.holds(facts)),
            Self::Not(condition) => !condition.holds(facts),
        }
    }

    /// Hands out the conditions of which this one is made, itself included.
    #[cfg(feature = "cases")]
    pub(crate) fn each_part(&'static self, take: &mut dyn FnMut(&'static Self)) {
        take(self);
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.each_part(take));
            }
            Self::Not(part) => part.each_part(take),
            _ => {}
        }
    }

    /// The field that the condition asks about; none for one that is made of others.
    #[cfg(feature = "cases")]
    pub(crate) const fn field(&self) -> Option<usize> {
        match self {
            Self::Is(field, _)
            | Self::In(field, _)
            | Self::Present(field)
            | Self::Absent(field)
            | Self::Compare(field, ..)
            | Self::Length(field, ..)
            | Self::StartsWith(field, _)
            | Self::Inside(field, ..) => Some(*field),
            Self::All(_) | Self::Any(_) | Self::Not(_) => None,
        }
    }

    /// The condition (or its negation) in words, with the fields under their names in JSON.
    pub(crate) fn words(&'static self, fields: &'static [Field], negated: bool) -> Words {
        Words {
            condition: self,
            fields,
            negated,
            nested: false,
            way: &[],
        }
    }
}

impl Conditional {
    /// What the rule says, as a message.
    ///
    /// `demand` tells the two halves of [`Effect::RequiredIff`] apart.
    pub(crate) fn write_message(
        &'static self,
        rules: &'static Rules,
        demand: Demand,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        let verb = match (demand, rules.fields.get(self.field)) {
            (Demand::Required, _) => "required",
            (Demand::Forbidden, Some(field)) => field.none_in_words(),
            (Demand::Forbidden, None) => "must be absent",
        };
        out.write_str(verb)?;
        out.write_str(" when ")?;
        self.when(rules, demand).write(out)
    }

    /// When the rule makes the demand, in words.
    pub(crate) fn when(&'static self, rules: &'static Rules, demand: Demand) -> Words {
        let negated = match demand {
            Demand::Required => self.effect == Effect::RequiredUnless,
            Demand::Forbidden => self.effect != Effect::ForbiddenIf,
        };
        self.condition.words(rules.fields, negated)
    }
}

impl Group {
    /// What the rule says, as a message.
    pub(crate) fn write_message(
        &'static self,
        rules: &'static Rules,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        let (before, after) = match self.kind {
            GroupKind::ExactlyOne => ("exactly one of ", " must be given"),
            GroupKind::AtLeastOne => ("at least one of ", " must be given"),
            GroupKind::AtMostOne => ("at most one of ", " may be given"),
            GroupKind::AllOrNone => ("either all of ", " must be given or none"),
        };
        out.write_str(before)?;
        let names = self
            .fields
            .iter()
            .filter_map(|field| rules.fields.get(*field));
        write_list(out, names.map(|field| field.name))?;
        out.write_str(after)?;
        match &self.condition {
            Some(condition) => {
                out.write_str(" when ")?;
                condition.words(rules.fields, false).write(out)
            }
            None => Ok(()),
        }
    }

    /// Whether the rule holds over the facts.
    pub(crate) fn holds(&self, facts: &dyn Facts) -> bool {
        let applies = self
            .condition
            .as_ref()
            .is_none_or(|condition| condition.holds(facts));
        let given = self
            .fields
            .iter()
            .filter(|field| facts.has_value(**field))
            .count();
        !applies || self.kind.admits(given, self.fields.len())
    }
}

impl Native {
    /// What the rule says of itself, as a message.
    pub(crate) fn write_message(
        &self,
        rules: &'static Rules,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        let name = |field: usize| rules.fields.get(field).map_or("", |field| field.name);
        match self.kind {
            NativeKind::MustMatch(_, other) => write!(out, "must equal `{}`", name(other)),
            NativeKind::Compare(_, relation, other) => {
                write!(out, "must {} `{}`", relation.words(), name(other))
            }
            NativeKind::Function(function) => {
                write!(out, "must be accepted by `{}`", function.name)
            }
        }
    }

    /// The field with which another is compared.
    pub(crate) const fn other(&self) -> Option<usize> {
        match self.kind {
            NativeKind::MustMatch(_, other) | NativeKind::Compare(_, _, other) => Some(other),
            NativeKind::Function(_) => None,
        }
    }
}

impl Relation {
    const fn words(self) -> &'static str {
        match self {
            Self::Below => "be below",
            Self::AtMost => "be at most",
            Self::Equal => "equal",
            Self::Different => "differ from",
            Self::AtLeast => "be at least",
            Self::Above => "be above",
        }
    }
}

impl Field {
    /// What a field without a value looks like in JSON.
    const fn none_in_words(&self) -> &'static str {
        match (self.shape.is_nullable(), self.empty_is_absent) {
            (true, true) => "must be absent, null or empty",
            (true, false) => "must be absent or null",
            (false, true) => "must be absent or empty",
            (false, false) => "must be absent",
        }
    }
}

/// A condition, displayed in words.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    condition: &'static Condition,
    fields: &'static [Field],
    negated: bool,
    nested: bool,
    /// The names in Rust of the fields on the way to the one that the condition is about, from the only field there is.
    way: &'static [&'static str],
}

/// A field as words name it: under its name in JSON, behind those of the fields that it is in.
struct Named {
    field: Option<&'static Field>,
    way: &'static [&'static str],
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl Named {
    fn write(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        let Some(field) = self.field else {
            return Ok(());
        };
        f.write_str(field.name)?;
        if self.way.is_empty() {
            return Ok(());
        }
        let inner = inside::way(field, self.way);
        let inner = inner.iter().flatten().skip(1);
        inner
            .into_iter()
            .try_for_each(|inner| write!(f, ".{}", inner.name))
    }
}

impl Words {
    fn name(&self, field: usize) -> Named {
        Named {
            field: self.fields.get(field),
            way: self.way,
        }
    }

    fn join(
        &self,
        f: &mut dyn fmt::Write,
        conditions: &'static [Condition],
        word: &str,
    ) -> fmt::Result {
        let brackets = self.nested && conditions.len() > 1;
        if brackets {
            f.write_str("(")?;
        }
        for (index, condition) in conditions.iter().enumerate() {
            if index > 0 {
                write!(f, " {word} ")?;
            }
            write!(
                f,
                "{}",
                Words {
                    condition,
                    nested: true,
                    ..*self
                }
            )?;
        }
        if brackets { f.write_str(")") } else { Ok(()) }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl Words {
    fn write(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        match (self.condition, self.negated) {
            (Condition::Is(field, literal), negated) => {
                f.write_str("`")?;
                self.name(*field).write(f)?;
                f.write_str(if negated { "` is not `" } else { "` is `" })?;
                match literal {
                    Literal::Text(text) => f.write_str(text)?,
                    literal => write!(f, "{literal}")?,
                }
                f.write_str("`")
            }
            (Condition::In(field, literals), negated) => {
                write!(
                    f,
                    "`{}` is {}",
                    self.name(*field),
                    if negated { "none of " } else { "one of " }
                )?;
                write_list(f, literals.iter())
            }
            (Condition::Present(field), false) | (Condition::Absent(field), true) => {
                write!(f, "`{}` is given", self.name(*field))
            }
            (Condition::Present(field), true) | (Condition::Absent(field), false) => {
                write!(f, "`{}` is not given", self.name(*field))
            }
            (Condition::Compare(field, comparison, literal), negated) => {
                write!(
                    f,
                    "`{}` is {}{} `{literal}`",
                    self.name(*field),
                    not(negated),
                    comparison.words()
                )
            }
            (Condition::Length(field, comparison, count), negated) => {
                write!(
                    f,
                    "the length of `{}` is {}{} {count}",
                    self.name(*field),
                    not(negated),
                    comparison.words()
                )
            }
            (Condition::StartsWith(field, prefix), false) => {
                write!(f, "`{}` starts with `{prefix}`", self.name(*field))
            }
            (Condition::StartsWith(field, prefix), true) => {
                write!(f, "`{}` does not start with `{prefix}`", self.name(*field))
            }
            (Condition::Inside(field, way, condition), _) => {
                let inside = self.fields.get(*field).map(|field| Words {
                    condition,
                    fields: slice::from_ref(field),
                    way,
                    ..*self
                });
                inside.map_or(Ok(()), |words| words.write(f))
            }
            // De Morgan: the words stay free of "not (…)".
            (Condition::All(conditions), false) | (Condition::Any(conditions), true) => {
                self.join(f, conditions, "and")
            }
            (Condition::Any(conditions), false) | (Condition::All(conditions), true) => {
                self.join(f, conditions, "or")
            }
            (Condition::Not(condition), negated) => write!(
                f,
                "{}",
                Words {
                    condition,
                    negated: !negated,
                    ..*self
                }
            ),
        }
    }
}

/// A negated comparison is not turned into the opposite one: it also holds for a field without a value.
const fn not(negated: bool) -> &'static str {
    if negated { "not " } else { "" }
}

impl Comparison {
    const fn words(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::AtMost => "at most",
            Self::Equal => "exactly",
            Self::AtLeast => "at least",
            Self::Above => "above",
        }
    }
}

/// Writes names in code marks, with commas between them.
pub(crate) fn write_list<T: fmt::Display>(
    out: &mut dyn fmt::Write,
    names: impl Iterator<Item = T>,
) -> fmt::Result {
    for (index, name) in names.enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(out, "{comma}`{name}`")?;
    }
    Ok(())
}

#[cfg(all(test, feature = "cases"))]
mod tests {
    use super::Condition;

    #[test]
    fn a_condition_is_handed_out_with_all_that_it_is_made_of() {
        static CONDITION: Condition = Condition::Any(&[
            Condition::Present(0),
            Condition::Not(&Condition::All(&[
                Condition::Absent(1),
                Condition::Present(2),
            ])),
        ]);
        let mut asked = Vec::new();
        let mut parts = 0;
        CONDITION.each_part(&mut |part| {
            parts += 1;
            asked.extend(part.field());
        });
        assert_eq!((parts, asked), (6, vec![0, 1, 2]));
    }
}
