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

    /// What holds where another part of the same list matters: where any part is enough, one matters only when the others do
    /// not hold.
    fn beside(&self, all: bool) -> Formula {
        if all {
            self.formula.clone()
        } else {
            self.formula.negated()
        }
    }
}

/// What holds wherever a part matters.
#[derive(Clone, Copy)]
struct Given<'f> {
    formula: &'f Formula,
    /// Whether the condition demands it. Else it is that an alternative does not hold.
    all: bool,
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
        for stated in self.conditionals.clone() {
            self.look_at_condition(Some(stated.rule.field), stated.raw, &stated.rule.condition);
        }
        for stated in self.groups.clone() {
            if let (Some(raw), Some(condition)) = (&stated.raw.condition, &stated.group.condition) {
                self.look_at_condition(None, raw, condition);
            }
        }
    }

    fn look_at_condition(
        &mut self,
        field: Option<usize>,
        raw: &RawCondition,
        condition: &Condition,
    ) {
        let mut useless = Vec::new();
        self.whole(&Part::new(raw, condition, &self.keys), &mut useless);
        for Useless { at, message } in useless {
            self.find(Kind::ConstantCondition, field, at, message);
        }
    }

    fn whole(&self, part: &Part, found: &mut Vec<Useless>) {
        let opposite = part.formula.negated();
        let message = if self.solver.refutes(&[&part.formula]) {
            format!(
                "this condition can never hold{}",
                self.reason(&[&part.formula])
            )
        } else if self.solver.refutes(&[&opposite]) {
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
        if self.without_own_rules.refutes(&[opposite]) {
            ""
        } else {
            ": the field's own rules see to it"
        }
    }

    /// The parts of a condition that can hold and need not. `given` is what holds wherever the condition matters.
    fn parts(&self, part: &Part, given: &[Given<'_>], found: &mut Vec<Useless>) {
        let (all, parts) = match &part.inside {
            Inside::Nothing => return,
            Inside::Not(inner) => return self.parts(inner, given, found),
            Inside::Parts { all, parts } => (*all, parts),
        };
        let others: Vec<Formula> = parts.iter().map(|part| part.beside(all)).collect();
        let mut counted = vec![true; parts.len()];
        // Of two that say the same, the second is the useless one.
        for (place, part) in parts.iter().enumerate().rev() {
            let others = others.iter().enumerate();
            let beside = others.filter(|(other, _)| *other != place && counted[*other]);
            let beside = beside.map(|(_, formula)| Given { formula, all });
            let given: Vec<Given<'_>> = given.iter().copied().chain(beside).collect();
            match self.useless(part, all, &given) {
                Some(message) => {
                    counted[place] = false;
                    found.push(Useless {
                        at: part.extent,
                        message,
                    });
                }
                None => self.parts(part, &given, found),
            }
        }
    }

    /// What is wrong with a part, given what holds beside it.
    fn useless(&self, part: &Part, all: bool, given: &[Given<'_>]) -> Option<String> {
        let opposite = part.formula.negated();
        let refuted = if all { &opposite } else { &part.formula };
        let refuted_by = |needed: fn(&Given<'_>) -> bool| {
            let given = given.iter().filter(|given| needed(given));
            let mut formulas: Vec<&Formula> = given.map(|given| given.formula).collect();
            formulas.push(refuted);
            self.solver.refutes(&formulas)
        };
        let message = if !refuted_by(|_| true) {
            return None;
        } else if refuted_by(|_| false) {
            if !all {
                return Some(format!(
                    "this part can never hold{}",
                    self.reason(&[refuted])
                ));
            }
            "this part always holds"
        } else {
            match (all, refuted_by(|given| given.all)) {
                (true, true) => "the rest of the condition implies this part",
                (true, false) => "this part holds wherever the alternatives to it do not",
                (false, true) => "this part can never hold beside the rest of the condition",
                (false, false) => "whenever this part holds, the rest of the condition does",
            }
        };
        Some(format!("{message}; leave it out"))
    }
}
