//! Conditional rules of one field against each other.

use super::Proof;
use super::allowed::Kind;
use crate::logic::Formula;
use crate::model::Effect;

/// What a rule demands, and when.
struct Half {
    /// The rule, by its place among the conditional ones.
    rule: usize,
    when: Formula,
}

impl Proof<'_> {
    pub(super) fn look_at_rules(&mut self) {
        for field in 0..self.fields.len() {
            self.check_beside_required(field);
            self.check_demands_can_be_met(field);
            self.check_rules_add_something(field);
        }
    }

    /// `required` asks for a value whatever the other fields hold.
    fn check_beside_required(&mut self, field: usize) {
        if self.required(field).is_none() {
            return;
        }
        for stated in self.on(field) {
            let stated = self.conditionals[stated];
            let name = self.name(field);
            let (kind, message) = match stated.rule.effect {
                Effect::RequiredIf | Effect::RequiredUnless => (
                    Kind::Redundant,
                    format!(
                        "`{name}` is `required` whatever the others hold; leave one of the two out"
                    ),
                ),
                Effect::ForbiddenIf | Effect::ForbiddenUnless | Effect::RequiredIff => (
                    Kind::Contradictory,
                    format!(
                        "`{name}` is `required`, so nothing is valid when this rule forbids it; leave one of the two out"
                    ),
                ),
            };
            self.find(kind, Some(field), stated.name.span(), message);
        }
    }

    /// A demand that is never made without its opposite can never be met. (Where the two only overlap, they narrow what
    /// the other fields may hold, which may be meant.)
    fn check_demands_can_be_met(&mut self, field: usize) {
        let (requires, forbids) = (self.requires(field), self.forbids(field));
        for one in &requires {
            for other in forbids.iter().filter(|other| other.rule != one.rule) {
                let always_both = [(&one.when, &other.when), (&other.when, &one.when)]
                    .map(|(premise, conclusion)| self.proves(premise, conclusion));
                let name = self.name(field);
                let message = match always_both {
                    [true, true] => {
                        format!("the same condition makes `{name}` required and forbidden")
                    }
                    [true, false] => format!(
                        "whenever `{name}` is required, another rule forbids it; nothing is valid then"
                    ),
                    [false, true] => format!(
                        "whenever `{name}` is forbidden, another rule requires it; nothing is valid then"
                    ),
                    [false, false] => continue,
                };
                let later = self.conditionals[one.rule.max(other.rule)];
                self.find(Kind::Contradictory, Some(field), later.name.span(), message);
            }
        }
    }

    /// A rule that others imply is one that will be forgotten when they change.
    fn check_rules_add_something(&mut self, field: usize) {
        if self.required(field).is_some() {
            return;
        }
        let mut halves = [self.requires(field), self.forbids(field)];
        for rule in self.on(field).into_iter().rev() {
            if halves.iter().all(|halves| self.is_implied(rule, halves)) {
                for halves in &mut halves {
                    halves.retain(|half| half.rule != rule);
                }
                let message = "other rules of this field imply this one; leave it out".to_owned();
                self.find(
                    Kind::Redundant,
                    Some(field),
                    self.conditionals[rule].name.span(),
                    message,
                );
            }
        }
    }

    /// Whether what the rule demands, the others do too, each time.
    fn is_implied(&self, rule: usize, halves: &[Half]) -> bool {
        let own = halves.iter().find(|half| half.rule == rule);
        own.is_none_or(|own| {
            let others = halves.iter().filter(|half| half.rule != rule);
            let others = Formula::Any(others.map(|half| half.when.clone()).collect());
            self.proves(&own.when, &others)
        })
    }

    /// Whether one implies the other. Of a premise that cannot hold, nothing is said: that is a mistake of its own.
    fn proves(&self, premise: &Formula, conclusion: &Formula) -> bool {
        !self.solver.refutes(&[premise]) && self.solver.refutes(&[premise, &conclusion.negated()])
    }

    fn on(&self, field: usize) -> Vec<usize> {
        let places = self.conditionals.iter().enumerate();
        places
            .filter(|(_, stated)| stated.rule.field == field)
            .map(|(place, _)| place)
            .collect()
    }

    fn requires(&self, field: usize) -> Vec<Half> {
        let halves = self.on(field).into_iter();
        halves
            .filter_map(|rule| {
                Some(Half {
                    rule,
                    when: self.conditionals[rule].requires(&self.keys)?,
                })
            })
            .collect()
    }

    fn forbids(&self, field: usize) -> Vec<Half> {
        let halves = self.on(field).into_iter();
        halves
            .filter_map(|rule| {
                Some(Half {
                    rule,
                    when: self.conditionals[rule].forbids(&self.keys)?,
                })
            })
            .collect()
    }
}
