//! One document and what is wrong with it.

use conformance::types::Type;
use crossfield::{Position, Span, Violation, Violations};

use super::input::Source;

/// A text to check, and where it comes from.
pub(super) struct Document<'a> {
    pub(super) source: &'a Source,
    /// Its line in the source, if the source has a document in each line.
    pub(super) line: Option<usize>,
    pub(super) text: &'a [u8],
}

impl<'a> Document<'a> {
    pub(super) fn whole(source: &'a Source, text: &'a [u8]) -> Self {
        Self {
            source,
            line: None,
            text,
        }
    }

    pub(super) fn line(source: &'a Source, line: usize, text: &'a [u8]) -> Self {
        Self {
            source,
            line: Some(line),
            text,
        }
    }

    pub(super) fn check(&self, kind: Type) -> Findings {
        let violations = (kind.check)(self.text).err();
        let offsets: Vec<usize> = violations
            .iter()
            .flatten()
            .map(|violation| span(violation).start)
            .collect();
        Findings {
            positions: crossfield::positions(self.text, &offsets),
            lines_before: self.line.map_or(0, |line| line - 1),
            violations,
        }
    }
}

/// What is wrong with a document. There may be millions, so that nothing is stored twice.
pub(super) struct Findings {
    violations: Option<Violations>,
    /// The place of each in the document.
    positions: Vec<Position>,
    /// What stands in the source before the document.
    lines_before: usize,
}

/// A violation and its place: the bytes of the document, and the line and column of the source.
pub(super) struct Finding<'a> {
    pub(super) violation: &'a Violation,
    pub(super) span: Span,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Findings {
    pub(super) fn count(&self) -> usize {
        self.positions.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Finding<'_>> {
        let violations = self.violations.iter().flatten();
        let placed = violations.zip(&self.positions);
        placed.map(|(violation, position)| Finding {
            violation,
            span: span(violation),
            line: self.lines_before + position.line,
            column: position.column,
        })
    }
}

/// A violation found in a text has its place in it; without one, it would concern the whole.
fn span(violation: &Violation) -> Span {
    violation.span().unwrap_or(Span { start: 0, end: 0 })
}
