//! What the rules of a type say of one another: conditions that say nothing, rules that contradict each other, rules that
//! others imply. Each of these compiles into something, and into nothing that its author meant.
//!
//! What is said here is proven: a question that the [`Solver`] cannot decide is no mistake. Where the finding may be meant
//! so all the same, `allow(…)` on the field or the type silences it.

mod allowed;
mod conditions;
mod groups;
mod rules;

use syn::Ident;

pub(super) use self::allowed::check_allowances_have_rules;
use self::allowed::{Allowance, Kind, report};
use super::RawField;
use super::across::{Stated, primitive};
use super::groups::StatedGroup;
use crate::ctxt::Ctxt;
use crate::logic::{Domain, Fact, Formula, Keys, Solver, Verdict};
use crate::model::{Check, CheckKind, Field};
use crate::syntax::{Extent, Flag, unraw};

/// Looks at the rules of an object together, and reports what none of them shows alone.
pub(super) fn check_rules_together(
    ctxt: &Ctxt,
    (ident, allow): (&Ident, &[Ident]),
    raw: &[&RawField],
    fields: &[Field],
    conditionals: &[Stated<'_>],
    groups: &[StatedGroup<'_>],
) {
    let allowances = Allowance::all(ctxt, allow, raw);
    let mut proof = Proof::new(raw, fields, conditionals, groups);
    proof.look_at_conditions();
    proof.look_at_rules();
    proof.look_at_groups();
    proof.look_at_everything(ident);
    report(ctxt, proof.findings, &allowances);
}

/// Something that is surely so, and hardly meant.
struct Finding {
    kind: Kind,
    /// The field whose rule it is; the type's, if none.
    field: Option<usize>,
    at: Extent,
    message: String,
}

struct Proof<'a> {
    fields: &'a [&'a RawField],
    checks: Vec<&'a [Check]>,
    conditionals: Vec<&'a Stated<'a>>,
    groups: Vec<&'a StatedGroup<'a>>,
    keys: Keys,
    solver: Solver<'a>,
    /// The same without the fields' own rules: tells whether these are the reason.
    without_own_rules: Solver<'a>,
    findings: Vec<Finding>,
}

impl<'a> Proof<'a> {
    fn new(
        raw: &'a [&'a RawField],
        fields: &'a [Field],
        conditionals: &'a [Stated<'a>],
        groups: &'a [StatedGroup<'a>],
    ) -> Self {
        let by_type = raw.iter().map(|field| domain(field)).collect::<Vec<_>>();
        let with_rules = by_type.iter().zip(fields);
        let with_rules = with_rules.map(|(domain, field)| domain.clone().under(&field.checks));
        Self {
            fields: raw,
            checks: fields.iter().map(|field| field.checks.as_slice()).collect(),
            // A mistake in a rule is reported already, and what is left of the rule is not what was meant.
            conditionals: conditionals.iter().filter(|stated| stated.sound).collect(),
            groups: groups.iter().filter(|stated| stated.sound).collect(),
            keys: Keys::new(fields.len()),
            solver: Solver::new(with_rules.collect()),
            without_own_rules: Solver::new(by_type),
            findings: Vec::new(),
        }
    }

    fn name(&self, field: usize) -> String {
        match self.fields.get(field).map(|field| &field.member) {
            Some(syn::Member::Named(ident)) => unraw(ident),
            Some(syn::Member::Unnamed(index)) => index.index.to_string(),
            None => self
                .keys
                .way_to(field)
                .map_or_else(String::new, |(root, names)| {
                    format!("{}.{}", self.name(root), names.join("."))
                }),
        }
    }

    fn find(&mut self, kind: Kind, field: Option<usize>, at: impl Into<Extent>, message: String) {
        self.findings.push(Finding {
            kind,
            field,
            at: at.into(),
            message,
        });
    }

    /// The rule `required` of a field.
    fn required(&self, field: usize) -> Option<&'a Check> {
        let checks = self.checks.get(field)?;
        checks
            .iter()
            .find(|check| matches!(check.kind, CheckKind::Required))
    }

    /// Why formulas cannot hold together, as the end of a sentence; empty where it is not one field.
    fn reason(&self, formulas: &[&Formula]) -> String {
        let Verdict::Impossible(empty) = self.solver.verdict(formulas) else {
            return String::new();
        };
        let [field] = empty.as_slice() else {
            return String::new();
        };
        let name = self.name(*field);
        if self.without_own_rules.refutes(formulas) {
            format!(": whatever `{name}` holds, it fails")
        } else {
            format!(": the rules of `{name}` itself refuse what it asks for")
        }
    }

    /// That fields can never have a value, or the type no valid one, shows only when all is taken together. It follows
    /// from any other mistake, so it is said only where there is none.
    fn look_at_everything(&mut self, ident: &Ident) {
        if !self.findings.is_empty() {
            return;
        }
        let rules = self.all_rules();
        let rules: Vec<&Formula> = rules.iter().collect();
        if self.solver.refutes(&rules) {
            let message =
                "no value of this type can be valid: its rules contradict each other".to_owned();
            self.find(Kind::Contradictory, None, ident.span(), message);
            return;
        }
        for field in 0..self.fields.len() {
            let given = Formula::Fact(field, Fact::Present);
            if self.solver.refutes(&[&rules[..], &[&given]].concat()) {
                let message = format!(
                    "`{}` can never have a value: whatever the other fields hold, a rule refuses it",
                    self.name(field)
                );
                self.find(
                    Kind::Contradictory,
                    Some(field),
                    self.place(field, ident),
                    message,
                );
            }
        }
    }

    fn place(&self, field: usize, otherwise: &Ident) -> Extent {
        match self.fields.get(field).map(|field| &field.member) {
            Some(syn::Member::Named(ident)) => ident.span().into(),
            Some(syn::Member::Unnamed(_)) | None => otherwise.span().into(),
        }
    }

    /// What every valid value meets, as far as rules across fields say it.
    fn all_rules(&self) -> Vec<Formula> {
        let mut rules = self.conditional_formulas();
        rules.extend(self.groups.iter().map(|stated| stated.formula(&self.keys)));
        rules
    }

    fn conditional_formulas(&self) -> Vec<Formula> {
        let mut demands = Vec::new();
        for stated in &self.conditionals {
            let mut add = |when: Option<Formula>, fact| {
                let demanded = Formula::Fact(stated.rule.field, fact);
                demands.extend(when.map(|when| Formula::implies(&when, demanded)));
            };
            add(stated.requires(&self.keys), Fact::Present);
            add(stated.forbids(&self.keys), Fact::Absent);
        }
        demands
    }
}

impl Stated<'_> {
    /// When the rule makes its field required.
    fn requires(&self, keys: &Keys) -> Option<Formula> {
        Some(self.when(self.rule.effect.requires_when()?, keys))
    }

    /// When the rule makes its field forbidden.
    fn forbids(&self, keys: &Keys) -> Option<Formula> {
        Some(self.when(self.rule.effect.forbids_when()?, keys))
    }

    fn when(&self, holds: bool, keys: &Keys) -> Formula {
        let formula = Formula::of(&self.rule.condition, keys);
        if holds { formula } else { formula.negated() }
    }
}

impl StatedGroup<'_> {
    fn condition(&self, keys: &Keys) -> Formula {
        self.group
            .condition
            .as_ref()
            .map_or(Formula::ALWAYS, |condition| Formula::of(condition, keys))
    }

    fn count(&self) -> Formula {
        Formula::count(self.group.kind, &self.group.fields)
    }

    fn formula(&self, keys: &Keys) -> Formula {
        match &self.group.condition {
            Some(condition) => Formula::implies(&Formula::of(condition, keys), self.count()),
            None => self.count(),
        }
    }
}

/// What a field can hold by its type.
fn domain<'a>(field: &RawField) -> Domain<'a> {
    let primitive = primitive(&field.ty).map(|(_, primitive)| primitive);
    let mut domain = Domain::new(field.can_be_absent()).of_type(primitive);
    if field.has(Flag::EmptyIsAbsent) {
        domain.narrow_values(&Fact::Length(1..=usize::MAX));
    }
    domain
}
