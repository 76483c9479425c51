//! What a change means.

use serde_json::Value;

use super::proof;
use super::schema::Schema;
use super::search::{Effort, Found, Open, search};

/// One direction of a change.
#[derive(Debug)]
pub(super) enum Direction {
    /// It is proven that no payload goes this way.
    Nothing,
    /// Payloads that do.
    Shown(Vec<Value>),
    /// No payload was found and no proof: how many were tried, and why there is no proof.
    Undecided { tried: usize, why: String },
}

impl Direction {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// What is to be said of two schemas together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, other) | (Self::Undecided { .. }, other @ Self::Shown(_)) => other,
            (one, _) => one,
        }
    }
}

/// Both directions of a change.
#[derive(Debug)]
pub(super) struct Change {
    /// What was accepted and is refused now.
    pub(super) lost: Direction,
    /// What was refused and is accepted now.
    pub(super) gained: Direction,
}

impl Change {
    /// No schema at all, to begin a sum with.
    pub(super) const NOTHING: Self = Self {
        lost: Direction::Nothing,
        gained: Direction::Nothing,
    };

    /// A change that was not looked into.
    pub(super) fn unknown(why: &str) -> Self {
        let direction = || Direction::Undecided {
            tried: 0,
            why: why.to_owned(),
        };
        Self {
            lost: direction(),
            gained: direction(),
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.lost.is_nothing() && self.gained.is_nothing()
    }

    /// What is to be said of two schemas together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            lost: self.lost.and(other.lost),
            gained: self.gained.and(other.gained),
        }
    }

    pub(super) fn class(&self) -> &'static str {
        use Direction::{Nothing, Shown, Undecided};
        match (&self.lost, &self.gained) {
            (Nothing, Nothing) => "unchanged in meaning",
            (Shown(_), Shown(_)) => "narrowed and widened",
            (Shown(_), Nothing) => "narrowed",
            (Nothing, Shown(_)) => "widened",
            (Shown(_), Undecided { .. }) => "narrowed; whether it is widened too is not decided",
            (Undecided { .. }, Shown(_)) => "widened; whether it is narrowed too is not decided",
            (Nothing, Undecided { .. }) => "not decided: unchanged in meaning, or widened",
            (Undecided { .. }, Nothing) => "not decided: unchanged in meaning, or narrowed",
            (Undecided { .. }, Undecided { .. }) => "not decided",
        }
    }
}

/// Compares two versions of a schema. Proofs come first, since they are quick where they succeed; then payloads; and
/// what is still open is tried in one piece.
pub(super) fn compare(
    old: &Schema,
    new: &Schema,
    start: impl FnOnce() -> Vec<Value>,
    effort: Effort,
) -> Change {
    let (lost, gained) = (proof::covers(new, old), proof::covers(old, new));
    let found = if lost.is_ok() && gained.is_ok() {
        Found::default()
    } else {
        search(
            old,
            new,
            start(),
            effort,
            Open {
                lost: lost.is_err(),
                gained: gained.is_err(),
            },
        )
    };
    let tried = found.tried;
    Change {
        lost: direction(found.lost, tried, lost, || {
            proof::covers_in_the_end(new, old)
        }),
        gained: direction(found.gained, tried, gained, || {
            proof::covers_in_the_end(old, new)
        }),
    }
}

/// A payload decides for good, whatever a proof says.
fn direction(
    shown: Vec<Value>,
    tried: usize,
    proof: Result<(), String>,
    last: impl FnOnce() -> Result<(), String>,
) -> Direction {
    if !shown.is_empty() {
        return Direction::Shown(shown);
    }
    match proof.or_else(|why| last().map_err(|last| reasons(why, &last))) {
        Ok(()) => Direction::Nothing,
        Err(why) => Direction::Undecided { tried, why },
    }
}

fn reasons(first: String, last: &str) -> String {
    if first == last {
        first
    } else {
        format!("{first}; {last}")
    }
}
