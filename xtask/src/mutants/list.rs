//! What to change: cargo-mutants' list.

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::workspace;

/// One change.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Mutant {
    /// The change in words, with its file, line and column.
    pub(super) name: String,
    pub(super) file: PathBuf,
    pub(super) genre: Genre,
    /// What is put there.
    pub(super) replacement: String,
    span: Span,
}

/// The kinds of change that cargo-mutants makes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(super) enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

#[derive(Clone, Debug, Deserialize)]
struct Span {
    start: Position,
    end: Position,
}

/// Counted from 1; columns in characters.
#[derive(Clone, Debug, Deserialize)]
struct Position {
    line: usize,
    column: usize,
}

impl Mutant {
    /// What is replaced, in bytes of the file's text.
    pub(super) fn range(&self, text: &str) -> Range<usize> {
        self.span.start.offset(text)..self.span.end.offset(text)
    }

    /// The file's text with the change.
    pub(super) fn applied_to(&self, text: &str) -> String {
        let mut changed = text.to_owned();
        changed.replace_range(self.range(text), &self.replacement);
        changed
    }
}

impl Position {
    fn offset(&self, text: &str) -> usize {
        let mut lines = text.split_inclusive('\n');
        let before: usize = lines.by_ref().take(self.line - 1).map(str::len).sum();
        let line = lines.next().unwrap_or_default();
        before
            + line
                .chars()
                .take(self.column - 1)
                .map(char::len_utf8)
                .sum::<usize>()
    }
}

/// The changes of a package's code whose names have one of the texts; all of them, if there is none.
pub(super) fn of(package: &str, only: &[String]) -> io::Result<Vec<Mutant>> {
    let listed = Command::new("cargo")
        .args(["mutants", "--list", "--json", "--package", package])
        .current_dir(workspace::root())
        .output()?;
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr);
        return Err(io::Error::other(format!(
            "cargo-mutants lists no changes of {package} (`cargo install cargo-mutants --locked` installs it): {}",
            said.trim()
        )));
    }
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&listed.stdout)?;
    let is_named = |mutant: &Mutant| only.iter().any(|text| mutant.name.contains(text));
    mutants.retain(|mutant| only.is_empty() || is_named(mutant));
    if mutants.is_empty() {
        return Err(io::Error::other(format!(
            "no change of {package} has {} in its name",
            only.join(" or ")
        )));
    }
    Ok(mutants)
}
