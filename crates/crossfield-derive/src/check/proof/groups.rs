//! Groups against the rules of their fields, and against each other.

use super::Proof;
use super::allowed::Kind;
use crate::logic::Formula;

impl Proof<'_> {
    pub(super) fn look_at_groups(&mut self) {
        let certain: Vec<bool> = (0..self.groups.len())
            .map(|group| self.check_against_fields(group))
            .collect();
        self.check_groups_add_something(&certain);
    }

    /// A group whose fields are required has its count decided already, for good or ill. Gives whether it has.
    fn check_against_fields(&mut self, place: usize) -> bool {
        let stated = self.groups[place];
        let (condition, count) = (stated.condition(&self.keys), stated.count());
        let rules = self.conditional_formulas();
        let mut given: Vec<&Formula> = rules.iter().collect();
        given.push(&condition);
        if self.solver.refutes(&given) {
            return false;
        }
        let (kind, message) = if self.solver.refutes(&[&condition, &count]) {
            (
                Kind::Contradictory,
                "this can never hold beside `required` on its fields",
            )
        } else if self.solver.refutes(&[&given[..], &[&count]].concat()) {
            (
                Kind::Contradictory,
                "this can never hold beside the rules of its fields",
            )
        } else if self.solver.refutes(&[&condition, &count.negated()]) {
            (
                Kind::Redundant,
                "this always holds, since `required` on its fields says as much; leave it out",
            )
        } else {
            return false;
        };
        self.find(kind, None, stated.raw.name.span(), message.to_owned());
        true
    }

    /// A group that others imply is one that will be forgotten when they change.
    fn check_groups_add_something(&mut self, certain: &[bool]) {
        let mut counted: Vec<bool> = certain.iter().map(|certain| !certain).collect();
        for place in (0..self.groups.len()).rev() {
            let stated = self.groups[place];
            let others = (0..self.groups.len()).filter(|other| *other != place && counted[*other]);
            let mut given: Vec<Formula> = others
                .map(|other| self.groups[other].formula(&self.keys))
                .collect();
            given.push(stated.condition(&self.keys));
            let given: Vec<&Formula> = given.iter().collect();
            let opposite = stated.count().negated();
            if !counted[place] || self.solver.refutes(&given) {
                continue;
            }
            if self.solver.refutes(&[&given[..], &[&opposite]].concat()) {
                counted[place] = false;
                let message = "other groups of this type imply this one; leave it out".to_owned();
                self.find(Kind::Redundant, None, stated.raw.name.span(), message);
            }
        }
    }
}
