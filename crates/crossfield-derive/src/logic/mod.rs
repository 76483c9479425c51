//! What conditions say taken together: whether all of several can hold at once.
//!
//! A condition becomes a [`Formula`] over facts about fields, and a [`Solver`] looks for a way in which all of several
//! formulas hold, given what each field can hold at all (its [`Domain`]). Rules that contradict each other, conditions
//! that can never hold and rules that others imply are all questions of that kind.
//!
//! The answer is exact where the facts allow it. Where they do not (the variants of another type, a bound that is a
//! constant, too many cases) the answer is "don't know": nothing is ever called impossible that is not.

mod domain;
mod fact;
mod formula;
mod keys;
mod solve;
#[cfg(test)]
mod tests;

pub(crate) use self::domain::Domain;
pub(crate) use self::fact::Fact;
pub(crate) use self::formula::Formula;
pub(crate) use self::keys::Keys;
pub(crate) use self::solve::{Solver, Verdict};
