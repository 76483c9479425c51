//! The search for a way in which several formulas hold together.

use std::cell::Cell;
use std::rc::Rc;

use super::domain::Domain;
use super::formula::Formula;

/// How many cases one question may look at, and all questions about a type together.
const CASES: usize = 2_000;
const ALL_CASES: usize = 50_000;

/// Knows what each field can hold.
pub(crate) struct Solver<'a> {
    domains: Domains<'a>,
    left: Cell<usize>,
}

/// A case shares with others what it does not narrow.
type Domains<'a> = Vec<Rc<Domain<'a>>>;

/// Whether formulas can hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// They cannot: in each case nothing is left for one of these fields.
    Impossible(Vec<usize>),
    /// There is a way, as far as the facts are known.
    Possible,
    /// There are too many cases to tell.
    TooMany,
}

impl<'a> Solver<'a> {
    pub(crate) fn new(domains: Vec<Domain<'a>>) -> Self {
        Self {
            domains: domains.into_iter().map(Rc::new).collect(),
            left: Cell::new(ALL_CASES),
        }
    }

    /// Whether the formulas can hold together.
    pub(crate) fn verdict(&self, formulas: &[&Formula]) -> Verdict {
        let granted = CASES.min(self.left.get());
        let mut search = Search {
            left: granted,
            empty: Vec::new(),
        };
        let case = Case {
            domains: self.domains.clone(),
            alternatives: Vec::new(),
        };
        let verdict = search.case(case, formulas.to_vec());
        self.left.set(self.left.get() - (granted - search.left));
        match verdict {
            Verdict::Impossible(_) => {
                search.empty.sort_unstable();
                search.empty.dedup();
                Verdict::Impossible(search.empty)
            }
            other => other,
        }
    }

    /// Whether the formulas surely cannot hold together.
    pub(crate) fn refutes(&self, formulas: &[&Formula]) -> bool {
        matches!(self.verdict(formulas), Verdict::Impossible(_))
    }
}

struct Search {
    /// How many cases may still be looked at.
    left: usize,
    /// The fields for which nothing was left in some case.
    empty: Vec<usize>,
}

/// What is taken to hold so far.
#[derive(Clone)]
struct Case<'f, 'a> {
    domains: Domains<'a>,
    /// Lists of which one formula each must still hold.
    alternatives: Vec<&'f [Formula]>,
}

const IMPOSSIBLE: Verdict = Verdict::Impossible(Vec::new());

impl Search {
    /// The verdict on a case in which these formulas hold as well.
    fn case<'f>(&mut self, mut case: Case<'f, '_>, formulas: Vec<&'f Formula>) -> Verdict {
        if let Err(field) = case.assume(formulas) {
            self.empty.extend(field);
            return IMPOSSIBLE;
        }
        let Some(alternatives) = case.take_shortest() else {
            return Verdict::Possible;
        };
        let mut verdict = IMPOSSIBLE;
        for formula in alternatives {
            if self.left == 0 {
                return Verdict::TooMany;
            }
            self.left -= 1;
            match self.case(case.clone(), vec![formula]) {
                Verdict::Impossible(_) => {}
                Verdict::Possible => return Verdict::Possible,
                Verdict::TooMany => verdict = Verdict::TooMany,
            }
        }
        verdict
    }
}

impl<'f, 'a> Case<'f, 'a> {
    /// Takes in formulas. The error is the field for which nothing is left, if it is for want of one.
    fn assume(&mut self, mut formulas: Vec<&'f Formula>) -> Result<(), Option<usize>> {
        while let Some(formula) = formulas.pop() {
            match formula {
                Formula::Fact(field, fact) => {
                    let domain = self.domain(*field).ok_or(None)?;
                    domain.narrow(fact);
                    if domain.is_empty() {
                        return Err(Some(*field));
                    }
                }
                Formula::All(parts) => formulas.extend(parts),
                Formula::Any(parts) => match parts.as_slice() {
                    [] => return Err(None),
                    [only] => formulas.push(only),
                    several => self.alternatives.push(several),
                },
                Formula::Open => {}
            }
        }
        Ok(())
    }

    /// What a field can hold; of a field inside another nothing is known before.
    fn domain(&mut self, field: usize) -> Option<&mut Domain<'a>> {
        if field >= self.domains.len() {
            let unknown = || Rc::new(Domain::new(true));
            self.domains.resize_with(field + 1, unknown);
        }
        self.domains.get_mut(field).map(Rc::make_mut)
    }

    /// The alternatives of which the fewest are left, without those that are not possible any more.
    fn take_shortest(&mut self) -> Option<Vec<&'f Formula>> {
        let possible = self.alternatives.iter().map(|alternatives| {
            let possible = alternatives.iter().filter(|formula| self.may_hold(formula));
            possible.collect::<Vec<_>>()
        });
        let (place, shortest) = possible
            .enumerate()
            .min_by_key(|(_, possible)| possible.len())?;
        self.alternatives.swap_remove(place);
        Some(shortest)
    }

    /// Whether a formula is possible by itself, as far as one look tells.
    fn may_hold(&self, formula: &Formula) -> bool {
        let Formula::Fact(field, fact) = formula else {
            return true;
        };
        self.domains.get(*field).is_none_or(|domain| {
            let mut domain = Domain::clone(domain);
            domain.narrow(fact);
            !domain.is_empty()
        })
    }
}
