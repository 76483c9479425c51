//! The verdict of the native code, from each of its ways to judge.

use std::fmt;

use crossfield::{Code, Valid, Validate, Violation, Violations, check_json};
use serde::Deserialize;

/// The native judges of a type: the check on text, reading through [`Valid`], and the typed check on what serde reads.
#[derive(Clone, Copy, Debug)]
pub struct Native {
    on_text: fn(&str) -> Result<(), Violations>,
    on_value: fn(&str) -> Option<Result<(), Violations>>,
    reads: fn(&str) -> bool,
}

/// The native judges of a text contradict one another. What was found is shown, each as `pointer code: message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// [`Valid`] reads what the check on text refuses, or the other way round.
    Reading {
        /// Whether [`Valid`] reads the text.
        reads: bool,
        /// By the check on text.
        on_text: Vec<String>,
    },
    /// The typed check finds something else.
    Value {
        /// By the typed check.
        on_value: Vec<String>,
        /// By the check on text.
        on_text: Vec<String>,
    },
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading { reads, on_text } => {
                let reads = if *reads { "reads" } else { "does not read" };
                write!(f, "`Valid` {reads} it; the check on text finds {on_text:?}")
            }
            Self::Value { on_value, on_text } => write!(
                f,
                "the typed check finds {on_value:?}; the check on text finds {on_text:?}"
            ),
        }
    }
}

impl Native {
    /// The judges of one type.
    #[must_use]
    pub fn of<T: Validate + for<'a> Deserialize<'a>>() -> Self {
        Self {
            on_text: |text| check_json::<T>(text.as_bytes()),
            on_value: |text| Some(serde_json::from_str::<T>(text).ok()?.validate()),
            reads: |text| serde_json::from_str::<Valid<T>>(text).is_ok(),
        }
    }

    /// The judges of a type that holds an untagged enum. Serde alone may read another variant there than the text says,
    /// so the typed check is not asked about it.
    #[must_use]
    pub fn by_text_only<T: Validate + for<'a> Deserialize<'a>>() -> Self {
        Self {
            on_value: |_| None,
            ..Self::of::<T>()
        }
    }

    /// What the check on text says.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn on_text(&self, text: &str) -> Result<(), Violations> {
        (self.on_text)(text)
    }

    /// What all of them say.
    ///
    /// # Errors
    /// They do not say the same.
    pub fn judge(&self, text: &str) -> Result<Result<(), Violations>, Split> {
        let on_text = (self.on_text)(text);
        let reads = (self.reads)(text);
        if reads != on_text.is_ok() {
            return Err(Split::Reading {
                reads,
                on_text: shown(&on_text),
            });
        }
        match (self.on_value)(text) {
            Some(on_value) if !is_stricter(&on_text) => same(&on_value, &on_text)?,
            _ => {}
        }
        Ok(on_text)
    }
}

fn same(on_value: &Result<(), Violations>, on_text: &Result<(), Violations>) -> Result<(), Split> {
    if on_value.is_ok() && on_text.is_ok() {
        return Ok(());
    }
    let (on_value, on_text) = (shown(on_value), shown(on_text));
    if is_without_repeats(&on_value, &on_text) {
        return Ok(());
    }
    Err(Split::Value { on_value, on_text })
}

/// What serde alone reads and `Valid` does not: the value then is another than the text says, or is nested deeper in what
/// serde passes over.
fn is_stricter(on_text: &Result<(), Violations>) -> bool {
    let violations = on_text.as_ref().err().into_iter().flatten();
    let mut codes = violations.map(Violation::code);
    codes.any(|code| matches!(code, Code::Type | Code::DuplicateKey | Code::Syntax))
}

/// Whether the first are the second, or lack only repeated items: reading a set drops repeats, so that its value shows
/// none.
fn is_without_repeats(on_value: &[String], on_text: &[String]) -> bool {
    let mut seen = on_value.iter().peekable();
    let all_are_there = on_text.iter().all(|violation| {
        seen.next_if_eq(&violation).is_some() || violation.contains(" duplicate: ")
    });
    all_are_there && seen.peek().is_none()
}

/// Each violation as `pointer code: message`.
pub(crate) fn shown(result: &Result<(), Violations>) -> Vec<String> {
    let violations = result.as_ref().err().into_iter().flatten();
    let show = |violation: &Violation| {
        let (pointer, code) = (violation.pointer(), violation.code());
        format!("{pointer} {code}: {}", violation.message())
    };
    violations.map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_lacks_repeats_and_nothing_else() {
        let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let on_text = texts(&["/a duplicate: x", "/b length: y", "/c duplicate: z"]);
        let is_same = |on_value: &[&str]| is_without_repeats(&texts(on_value), &on_text);
        assert!(is_same(&[
            "/a duplicate: x",
            "/b length: y",
            "/c duplicate: z"
        ]));
        assert!(is_same(&["/a duplicate: x", "/b length: y"]) && is_same(&["/b length: y"]));
        assert!(!is_same(&["/a duplicate: x", "/c duplicate: z"]));
        assert!(!is_same(&["/b length: y", "/d length: y"]));
    }
}
