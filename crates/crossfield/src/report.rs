//! How a check says what it found.

use core::ops::ControlFlow;

use crate::path::Path;
use crate::rule::{Check, Demand, Rules, Shape};
use crate::rule_error::{Failure, RuleError};
use crate::ruled::Standing;
use crate::violation::{Cause, Counted, Fault, Violation, Violations};

impl Failure {
    /// Why, of a rule of the table.
    fn of(self, check: &'static Check, counted: Counted) -> Cause {
        match self {
            Self::Fault(fault) => Cause::Check(check, fault, counted),
            Self::Refused(error) => {
                let (message, code) = check.wording();
                Cause::Refused(Box::new(error.worded(message, code)))
            }
        }
    }
}

/// Collects violations, or stops at the first.
///
/// The generated check hands one report through a whole value. `Break` means that nothing further needs checking.
#[derive(Debug)]
pub struct Report {
    stop_at_first: bool,
    found: Vec<Violation>,
}

impl Report {
    /// A report that wants only to know whether there is a violation.
    pub(crate) const fn first() -> Self {
        Self {
            stop_at_first: true,
            found: Vec::new(),
        }
    }

    /// A report that wants every violation.
    pub(crate) const fn all() -> Self {
        Self {
            stop_at_first: false,
            found: Vec::new(),
        }
    }

    pub(crate) fn into_result(self) -> Result<(), Violations> {
        Violations::collected(self.found)
    }

    pub(crate) fn into_found(self) -> Vec<Violation> {
        self.found
    }

    #[cold]
    pub(crate) fn add(&mut self, at: Path<'_>, cause: Cause) -> ControlFlow<()> {
        if self.stop_at_first {
            return ControlFlow::Break(());
        }
        self.found.push(Violation::new(at, cause));
        ControlFlow::Continue(())
    }

    /// Takes the verdict of a field's own rule.
    ///
    /// # Errors
    /// `Break` when the rule is broken and the report needs no more than that.
    #[inline]
    pub fn expect(
        &mut self,
        verdict: Result<(), impl Into<Failure>>,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        check: usize,
    ) -> ControlFlow<()> {
        match verdict {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => self.broken(failure.into(), at, rules, field, check),
        }
    }

    #[cold]
    fn broken(
        &mut self,
        failure: Failure,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        check: usize,
    ) -> ControlFlow<()> {
        let Some(of) = rules.fields.get(field) else {
            return ControlFlow::Continue(());
        };
        match of.checks.get(check) {
            Some(check) => {
                let counted = Counted::of(of.shape.inner());
                self.add(at.field(rules, field), failure.of(check, counted))
            }
            None => ControlFlow::Continue(()),
        }
    }

    /// Takes the verdict of a rule on what is inside a list or map, of those that [`inside`](crate::private::inside)
    /// gave.
    ///
    /// # Errors
    /// `Break` when the rule is broken and the report needs no more than that.
    #[inline]
    pub fn within(
        &mut self,
        verdict: Result<(), impl Into<Failure>>,
        at: &Path<'_>,
        rules: Standing,
        check: usize,
    ) -> ControlFlow<()> {
        match (verdict, rules.checks.get(check)) {
            (Err(failure), Some(check)) => {
                let counted = Counted::of(rules.shape.inner());
                self.add(*at, failure.into().of(check, counted))
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Takes the verdict of a rule that a type states on its whole value.
    ///
    /// # Errors
    /// `Break` when the rule is broken and the report needs no more than that.
    #[inline]
    pub fn refined(
        &mut self,
        verdict: Result<(), impl Into<Failure>>,
        at: &Path<'_>,
        shape: &'static Shape,
        check: usize,
    ) -> ControlFlow<()> {
        match (verdict, shape) {
            (Err(failure), Shape::Refined(inner, checks) | Shape::Checked(inner, checks)) => {
                match checks.get(check) {
                    Some(check) => {
                        let counted = Counted::of(inner.inner());
                        self.add(*at, failure.into().of(check, counted))
                    }
                    None => ControlFlow::Continue(()),
                }
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// A field that a conditional rule requires has no value.
    ///
    /// # Errors
    /// `Break` when the report needs no more than that.
    #[cold]
    pub fn required(
        &mut self,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> ControlFlow<()> {
        self.conditional(at, rules, index, Demand::Required)
    }

    /// A field that a conditional rule forbids has a value.
    ///
    /// # Errors
    /// `Break` when the report needs no more than that.
    #[cold]
    pub fn forbidden(
        &mut self,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> ControlFlow<()> {
        self.conditional(at, rules, index, Demand::Forbidden)
    }

    /// Takes how many of a group's fields have a value.
    ///
    /// # Errors
    /// `Break` when the rule is broken and the report needs no more than that.
    #[inline]
    pub fn group(
        &mut self,
        given: &[bool],
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> ControlFlow<()> {
        let count = given.iter().filter(|given| **given).count();
        match rules.groups.get(index) {
            Some(group) if !group.kind.admits(count, given.len()) => {
                self.add(*at, Cause::Group { rules, index })
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// How much was found by now.
    #[inline]
    #[must_use]
    pub const fn mark(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found since.
    #[inline]
    #[must_use]
    pub const fn is_clean_since(&self, mark: usize) -> bool {
        self.found.len() == mark
    }

    /// Takes how two fields compare.
    ///
    /// # Errors
    /// `Break` when the rule is broken and the report needs no more than that.
    #[inline]
    pub fn compared(
        &mut self,
        holds: bool,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> ControlFlow<()> {
        match rules.natives.get(index) {
            Some(rule) if !holds => {
                let place = rule.field().map_or(*at, |field| at.field(rules, field));
                self.add(place, Cause::Compared(rules, rule))
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Takes what a function says of a whole value.
    ///
    /// # Errors
    /// `Break` when the function does not accept it and the report needs no more than that.
    #[inline]
    pub fn whole(
        &mut self,
        verdict: Result<(), Box<RuleError>>,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> ControlFlow<()> {
        match (verdict, rules.natives.get(index)) {
            (Err(error), Some(rule)) => {
                let error = error.worded(rule.message, rule.code);
                self.add(*at, Cause::Whole(rules, Box::new(error)))
            }
            _ => ControlFlow::Continue(()),
        }
    }

    pub(crate) fn conditional(
        &mut self,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
        demand: Demand,
    ) -> ControlFlow<()> {
        match rules.conditionals.get(index) {
            Some(rule) => self.add(
                at.field(rules, rule.field),
                Cause::Conditional {
                    rules,
                    index,
                    demand,
                },
            ),
            None => ControlFlow::Continue(()),
        }
    }

    /// A text that its type keeps although it is none of the type's.
    ///
    /// For a type that decodes tolerantly (see [`Lenient`](crate::Lenient)): the violation is the one that the
    /// shape's own rule would give. A shape that accepts every text adds nothing.
    ///
    /// # Errors
    /// `Break` when the report needs no more than that.
    #[cold]
    pub fn misfit(&mut self, at: &Path<'_>, shape: &'static Shape) -> ControlFlow<()> {
        match shape {
            Shape::Refined(_, [check, ..]) | Shape::Checked(_, [check, ..]) => {
                let cause = Cause::Check(check, Fault::Broken, Counted::Characters);
                self.add(*at, cause)
            }
            Shape::Enumeration(enumeration) => self.add(*at, Cause::Enum(enumeration)),
            _ => ControlFlow::Continue(()),
        }
    }
}
