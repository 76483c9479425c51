//! How a check says what it found.

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
            Self::Refused(error) => refused(*error, check),
        }
    }
}

/// What a function says, in the words of its rule.
fn refused(error: RuleError, check: &'static Check) -> Cause {
    let (message, code) = check.wording();
    Cause::Refused(Box::new(error.worded(message, code)))
}

/// Who is told what a check finds: a [`Report`] collects it, and a [`Verdict`] only wants to know whether there is
/// anything.
///
/// The check hands one sink through a whole value, and is compiled for either: for a verdict it is a chain of comparisons
/// that knows of no place and no message. Nobody else can implement this.
pub trait Sink: sealed::Sealed + Sized {
    /// Where what is found goes; nowhere for a verdict, which ends the check instead.
    #[doc(hidden)]
    fn report(&mut self) -> Option<&mut Report>;

    /// Whether it wants to hear of everything.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    fn collects(&mut self) -> bool {
        self.report().is_some()
    }

    /// The verdict of a field's own rule.
    #[doc(hidden)]
    #[inline]
    fn expect(
        &mut self,
        verdict: Result<(), Fault>,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        check: usize,
    ) -> bool {
        let Err(fault) = verdict else { return true };
        self.report()
            .is_some_and(|report| report.broken(fault, at, rules, field, check))
    }

    /// What a function says of a field's value.
    #[doc(hidden)]
    #[inline]
    fn accepted(
        &mut self,
        verdict: Result<(), Box<RuleError>>,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        check: usize,
    ) -> bool {
        let Err(error) = verdict else { return true };
        self.report()
            .is_some_and(|report| report.not_accepted(*error, at, rules, field, check))
    }

    /// The verdict of a rule on what is inside a list or map, of those that [`inside`](crate::private::inside) gave.
    #[doc(hidden)]
    #[inline]
    fn within(
        &mut self,
        verdict: Result<(), impl Into<Failure>>,
        at: &Path<'_>,
        rules: Standing,
        check: usize,
    ) -> bool {
        let Err(failure) = verdict else { return true };
        self.report()
            .is_some_and(|report| report.broken_within(failure.into(), at, rules, check))
    }

    /// The verdict of a rule that a type states on its whole value.
    #[doc(hidden)]
    #[inline]
    fn refined(
        &mut self,
        verdict: Result<(), impl Into<Failure>>,
        at: &Path<'_>,
        shape: &'static Shape,
        check: usize,
    ) -> bool {
        self.within(verdict, at, Standing::of_type(shape), check)
    }

    /// A field that a conditional rule requires has no value.
    #[doc(hidden)]
    #[inline]
    fn required(&mut self, at: &Path<'_>, rules: &'static Rules, index: usize) -> bool {
        self.report()
            .is_some_and(|report| report.conditional(at, rules, index, Demand::Required))
    }

    /// A field that a conditional rule forbids has a value.
    #[doc(hidden)]
    #[inline]
    fn forbidden(&mut self, at: &Path<'_>, rules: &'static Rules, index: usize) -> bool {
        self.report()
            .is_some_and(|report| report.conditional(at, rules, index, Demand::Forbidden))
    }

    /// How many of a group's fields have a value.
    #[doc(hidden)]
    #[inline]
    fn group(
        &mut self,
        given: &[bool],
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> bool {
        let count = given.iter().filter(|given| **given).count();
        match rules.groups.get(index) {
            Some(group) if !group.kind.admits(count, given.len()) => self
                .report()
                .is_some_and(|report| report.ungrouped(at, rules, index)),
            _ => true,
        }
    }

    /// How much was found by now.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    fn mark(&mut self) -> usize {
        self.report().map_or(0, |report| report.found.len())
    }

    /// Whether nothing was found since.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    fn is_clean_since(&mut self, mark: usize) -> bool {
        self.mark() == mark
    }

    /// How two fields compare.
    #[doc(hidden)]
    #[inline]
    fn compared(
        &mut self,
        holds: bool,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> bool {
        if holds {
            return true;
        }
        self.report()
            .is_some_and(|report| report.differs(at, rules, index))
    }

    /// What a function says of a whole value.
    #[doc(hidden)]
    #[inline]
    fn whole(
        &mut self,
        verdict: Result<(), Box<RuleError>>,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> bool {
        let Err(error) = verdict else { return true };
        self.report()
            .is_some_and(|report| report.refused(*error, at, rules, index))
    }

    /// A text that its type keeps although it is none of the type's.
    ///
    /// For a type that decodes tolerantly (see [`Lenient`](crate::Lenient)): the violation is the one that the
    /// shape's own rule would give. A shape that accepts every text adds nothing.
    #[inline]
    fn misfit(&mut self, at: &Path<'_>, shape: &'static Shape) -> bool {
        match self.report() {
            Some(report) => report.misfits(at, shape),
            None => !matches!(
                shape,
                Shape::Refined(_, [_, ..]) | Shape::Checked(_, [_, ..]) | Shape::Enumeration(_)
            ),
        }
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Report {}
    impl Sealed for super::Verdict {}
}

/// Wants to know whether there is a violation, and ends the check at the first.
#[derive(Debug)]
pub struct Verdict;

impl Sink for Verdict {
    #[inline]
    fn report(&mut self) -> Option<&mut Report> {
        None
    }
}

/// Collects violations. A check that is told to it goes to its end.
#[derive(Debug)]
pub struct Report {
    found: Vec<Violation>,
}

impl Sink for Report {
    #[inline]
    fn report(&mut self) -> Option<&mut Report> {
        Some(self)
    }
}

impl Report {
    /// Nothing was found yet.
    pub(crate) const fn new() -> Self {
        Self { found: Vec::new() }
    }

    /// Something is known to be wrong.
    pub(crate) fn of_broken() -> Self {
        Self {
            found: Vec::with_capacity(4),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Of a value that is known to break a rule: if nothing was found, some function does not say the same each time, and
    /// the value does not pass for valid.
    pub(crate) fn into_violations(mut self) -> Result<(), Violations> {
        if self.is_empty() {
            self.add_anywhere(&Path::ROOT, Cause::Unsteady);
        }
        self.into_result()
    }

    pub(crate) fn into_result(self) -> Result<(), Violations> {
        Violations::collected(self.found)
    }

    pub(crate) fn into_found(self) -> Vec<Violation> {
        self.found
    }

    /// Goes on in any case.
    #[inline]
    fn add(&mut self, at: &Path<'_>, cause: impl FnOnce() -> Cause) -> bool {
        match at.only_field() {
            Some((rules, field)) => self.add_of_only_field(rules, field, cause),
            None => self.add_anywhere(at, cause()),
        }
        true
    }

    /// Of a field of the object at `at`.
    #[inline]
    fn add_of_field(
        &mut self,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        cause: impl FnOnce() -> Cause,
    ) -> bool {
        self.add(&at.field(rules, field), cause)
    }

    /// Of a field of the whole value, whose place need not be looked up. Where there is room for the violation, it is made
    /// there and not moved.
    #[inline]
    fn add_of_only_field(
        &mut self,
        rules: &'static Rules,
        field: usize,
        cause: impl FnOnce() -> Cause,
    ) {
        if self.found.len() < self.found.capacity() {
            let violation = Violation::of_only_field(rules, field, cause());
            self.found.push(violation);
        } else {
            self.add_anywhere(&Path::ROOT.field(rules, field), cause());
        }
    }

    /// Apart from the others, so that those need little of the stack.
    #[inline(never)]
    fn add_anywhere(&mut self, at: &Path<'_>, cause: Cause) {
        self.found.push(Violation::new(*at, cause));
    }

    /// A field's own rule is broken.
    #[inline(never)]
    fn broken(
        &mut self,
        fault: Fault,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        check: usize,
    ) -> bool {
        let Some(of) = rules.fields.get(field) else {
            return true;
        };
        let Some(check) = of.checks.get(check) else {
            return true;
        };
        let counted = Counted::of(of.shape.inner());
        self.add_of_field(at, rules, field, || Cause::Check(check, fault, counted))
    }

    /// A function of the user's does not accept a field's value.
    #[inline(never)]
    fn not_accepted(
        &mut self,
        error: RuleError,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        check: usize,
    ) -> bool {
        let of = rules.fields.get(field);
        let Some(check) = of.and_then(|of| of.checks.get(check)) else {
            return true;
        };
        self.add_of_field(at, rules, field, || refused(error, check))
    }

    /// A rule on the value itself is, by whomever it is stated.
    #[inline(never)]
    fn broken_within(
        &mut self,
        failure: Failure,
        at: &Path<'_>,
        rules: Standing,
        check: usize,
    ) -> bool {
        let Some(check) = rules.checks.get(check) else {
            return true;
        };
        let counted = Counted::of(rules.shape.inner());
        self.add(at, || failure.of(check, counted))
    }

    #[inline(never)]
    fn misfits(&mut self, at: &Path<'_>, shape: &'static Shape) -> bool {
        match shape {
            Shape::Refined(_, [check, ..]) | Shape::Checked(_, [check, ..]) => self.add(at, || {
                Cause::Check(check, Fault::Broken, Counted::Characters)
            }),
            Shape::Enumeration(enumeration) => self.add(at, || Cause::Enum(enumeration)),
            _ => true,
        }
    }

    #[inline(never)]
    fn ungrouped(&mut self, at: &Path<'_>, rules: &'static Rules, index: usize) -> bool {
        self.add(at, || Cause::Group { rules, index })
    }

    #[inline(never)]
    fn differs(&mut self, at: &Path<'_>, rules: &'static Rules, index: usize) -> bool {
        let Some(rule) = rules.natives.get(index) else {
            return true;
        };
        let place = rule.field().map_or(*at, |field| at.field(rules, field));
        self.add(&place, || Cause::Compared(rules, rule))
    }

    #[inline(never)]
    fn refused(
        &mut self,
        error: RuleError,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
    ) -> bool {
        let Some(rule) = rules.natives.get(index) else {
            return true;
        };
        let error = error.worded(rule.message, rule.code);
        self.add(at, || Cause::Whole(rules, Box::new(error)))
    }

    #[inline(never)]
    fn conditional(
        &mut self,
        at: &Path<'_>,
        rules: &'static Rules,
        index: usize,
        demand: Demand,
    ) -> bool {
        let Some(rule) = rules.conditionals.get(index) else {
            return true;
        };
        self.add_of_field(at, rules, rule.field, || Cause::Conditional {
            rules,
            index,
            demand,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Report, Sink, Verdict};

    /// By this a check leaves out what only a report needs.
    #[test]
    fn a_verdict_ends_the_check_at_the_first_violation_and_a_report_wants_them_all() {
        assert!(!Verdict.collects());
        assert!(Report::new().collects());
    }
}
