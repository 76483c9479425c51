//! What the types of a language cannot say.

use std::fmt;

use crossfield::Code;
use crossfield::cases::Case;

use super::super::report::{Outcome, Row};

/// Payloads on which generated types give the wrong verdict, since their language or the generator has no words for it.
pub(in super::super) struct Excuse {
    /// What the payloads are, in a few words.
    what: &'static str,
    /// Whether they are valid, and refused; or the other way round.
    valid: bool,
    applies: fn(kind: &str, case: &Case) -> bool,
}

impl fmt::Debug for Excuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }
}

impl Excuse {
    /// Wrong payloads that pass.
    pub(super) const fn passes(what: &'static str, applies: fn(&str, &Case) -> bool) -> Self {
        Self {
            what,
            valid: false,
            applies,
        }
    }

    /// Valid payloads that are refused.
    pub(super) const fn refuses(what: &'static str, applies: fn(&str, &Case) -> bool) -> Self {
        Self {
            what,
            valid: true,
            applies,
        }
    }

    fn is_for(&self, kind: &str, case: &Case) -> bool {
        self.valid == case.violation().is_none() && (self.applies)(kind, case)
    }
}

/// The excuses of a tool, and which of them were needed.
#[derive(Debug)]
pub(in super::super) struct Excuses {
    list: &'static [Excuse],
    used: Vec<bool>,
}

impl Excuses {
    pub(in super::super) fn new(list: &'static [Excuse]) -> Self {
        Self {
            list,
            used: vec![false; list.len()],
        }
    }

    /// Whether a wrong verdict is excused; notes by what.
    pub(super) fn excuse(&mut self, kind: &str, case: &Case) -> bool {
        let mut list = self.list.iter().zip(&mut self.used);
        let found = list.find(|(excuse, _)| excuse.is_for(kind, case));
        found.map(|(_, used)| *used = true).is_some()
    }

    /// Every excuse must still be needed: one that is not is a promise that the types keep after all.
    pub(in super::super) fn row(&self, tool: &'static str) -> Row {
        let unused = self.list.iter().zip(&self.used).filter(|(_, used)| !**used);
        let unused = unused
            .map(|(excuse, _)| format!("{}: not needed any more; remove the excuse", excuse.what));
        let list: Vec<String> = self
            .list
            .iter()
            .map(|excuse| {
                let verb = if excuse.valid { "refuses" } else { "lets pass" };
                format!("{verb} {}", excuse.what)
            })
            .collect();
        Row {
            tool,
            document: "all".to_owned(),
            claim: "is excused only as long as needed".to_owned(),
            outcome: Outcome::unless(unused.collect(), list.join("; ")),
        }
    }
}

/// Whether a payload breaks a rule with one of these codes.
pub(super) fn has_code(case: &Case, codes: &[Code]) -> bool {
    case.violation()
        .is_some_and(|violation| codes.contains(&violation.code()))
}

/// Whether a payload has null where a key may only be left out.
pub(super) fn has_null(case: &Case) -> bool {
    has_code(case, &[Code::Type]) && case.name().ends_with("not null")
}

/// Whether a payload has null in the only one of some fields of which one at least must have a value.
pub(super) fn is_group_of_null(case: &Case) -> bool {
    has_code(case, &[Code::OneOf]) && case.text().contains(":null")
}

/// Whether a payload breaks a rule across fields that hangs on a text of which not all values are known.
///
/// The variant for every other value is `not: {enum: …}`, and no type of these languages is "any text but these".
pub(super) fn hangs_on_open_set(kind: &str, case: &Case) -> bool {
    kind == "SipEndpoint"
        && has_code(case, &[Code::Required])
        && case
            .violation()
            .and_then(crossfield::Violation::schema_pointer)
            .is_some_and(|pointer| pointer.contains("/then"))
}
