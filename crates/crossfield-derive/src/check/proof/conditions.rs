//! Conditions, and parts of them, that say nothing.

use super::Proof;
use super::allowed::Kind;
use crate::logic::{Formula, Keys};
use crate::model::Condition;
use crate::syntax::{Extent, RawCondition, RawForm};

/// A condition with where its parts are written.
pub(super) struct Part {
    extent: Extent,
    formula: Formula,
    inside: Inside,
}

enum Inside {
    Nothing,
    /// Parts of which all must hold, or any.
    Parts {
        all: bool,
        parts: Vec<Part>,
    },
    Not(Box<Part>),
}

impl Part {
    /// What is written beside what it means. They have the same form.
    pub(super) fn new(raw: &RawCondition, condition: &Condition, keys: &Keys) -> Self {
        let several = |raw: &[RawCondition], conditions: &[Condition]| {
            let pairs = raw.iter().zip(conditions);
            pairs
                .map(|(raw, condition)| Self::new(raw, condition, keys))
                .collect()
        };
        let inside = match (&raw.form, condition) {
            (RawForm::All(_, raw), Condition::All(parts)) => Inside::Parts {
                all: true,
                parts: several(raw, parts),
            },
            (RawForm::Any(_, raw), Condition::Any(parts)) => Inside::Parts {
                all: false,
                parts: several(raw, parts),
            },
            (RawForm::Not(raw), Condition::Not(inner)) => {
                Inside::Not(Box::new(Self::new(raw, inner, keys)))
            }
            _ => Inside::Nothing,
        };
        Self {
            extent: raw.extent,
            formula: Formula::of(condition, keys),
            inside,
        }
    }
}

/// A part that does not change what the whole says.
struct Useless {
    at: Extent,
    message: String,
}

impl Proof<'_> {
    /// A condition that always holds, or never, is none: whoever wrote it takes it for one. The same goes for a part of
    /// it that could be left out.
    pub(super) fn look_at_conditions(&mut self) {
        let of_fields = self.conditionals.iter().map(|stated| {
            (
                Some(stated.rule.field),
                Part::new(stated.raw, &stated.rule.condition, &self.keys),
            )
        });
        let of_groups = self.groups.iter().filter_map(|stated| {
            let (raw, condition) = (
                stated.raw.condition.as_ref()?,
                stated.group.condition.as_ref()?,
            );
            Some((None, Part::new(raw, condition, &self.keys)))
        });
        for (field, part) in of_fields.chain(of_groups).collect::<Vec<_>>() {
            let mut useless = Vec::new();
            self.whole(&part, &mut useless);
            for Useless { at, message } in useless {
                self.find(Kind::ConstantCondition, field, at, message);
            }
        }
    }

    fn whole(&self, part: &Part, found: &mut Vec<Useless>) {
        let opposite = part.formula.negated();
        let message = if self.solver.refutes([&part.formula]) {
            format!(
                "this condition can never hold{}",
                self.reason(&[&part.formula])
            )
        } else if self.solver.refutes([&opposite]) {
            format!(
                "this condition always holds, so the rule needs none{}",
                self.always(&opposite)
            )
        } else {
            self.parts(part, &[], found);
            return;
        };
        found.push(Useless {
            at: part.extent,
            message,
        });
    }

    fn always(&self, opposite: &Formula) -> &'static str {
        if self.without_own_rules.refutes([opposite]) {
            ""
        } else {
            ": the field's own rules see to it"
        }
    }

    /// The parts of a condition that can hold and need not. `given` is what holds wherever the condition matters.
    fn parts<'f>(&self, part: &'f Part, given: &[&'f Formula], found: &mut Vec<Useless>) {
        match &part.inside {
            Inside::Nothing => {}
            Inside::Not(inner) => self.parts(inner, given, found),
            Inside::Parts { all, parts } => {
                // Where any part is enough, one matters only when the others do not hold.
                let others: Vec<Formula> = parts
                    .iter()
                    .map(|part| {
                        if *all {
                            part.formula.clone()
                        } else {
                            part.formula.negated()
                        }
                    })
                    .collect();
                let mut counted = vec![true; parts.len()];
                // Of two that say the same, the second is the useless one.
                for (place, part) in parts.iter().enumerate().rev() {
                    let beside = others
                        .iter()
                        .enumerate()
                        .filter(|(other, _)| *other != place && counted[*other]);
                    let given: Vec<&Formula> = given
                        .iter()
                        .copied()
                        .chain(beside.map(|(_, other)| other))
                        .collect();
                    match self.useless(part, *all, &given) {
                        Some(message) => {
                            counted[place] = false;
                            found.push(Useless {
                                at: part.extent,
                                message,
                            });
                        }
                        None => self.parts_given(part, &given, found),
                    }
                }
            }
        }
    }

    fn parts_given(&self, part: &Part, given: &[&Formula], found: &mut Vec<Useless>) {
        let owned: Vec<Formula> = given.iter().copied().cloned().collect();
        self.parts(part, &owned.iter().collect::<Vec<_>>(), found);
    }

    /// What is wrong with a part, given what holds beside it.
    fn useless(&self, part: &Part, all: bool, given: &[&Formula]) -> Option<String> {
        let opposite = part.formula.negated();
        let refuted = if all { &opposite } else { &part.formula };
        if !self.solver.refutes(given.iter().copied().chain([refuted])) {
            return None;
        }
        let alone = self.solver.refutes([refuted]);
        Some(match (all, alone) {
            (true, true) => "this part always holds; leave it out".to_owned(),
            (true, false) => "the rest of the condition implies this part; leave it out".to_owned(),
            (false, true) => format!("this part can never hold{}", self.reason(&[refuted])),
            (false, false) => {
                "whenever this part holds, the rest of the condition does; leave it out".to_owned()
            }
        })
    }
}
