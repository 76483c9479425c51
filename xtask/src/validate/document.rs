//! One document and what is wrong with it.

use crossfield::{Position, Span, Violation, Violations};

use super::arguments::DocumentType;
use super::input::Source;

/// A text to check, and where it comes from.
pub(super) struct Document<'a> {
    pub(super) source: &'a Source,
    /// Its line in the source, if the source has a document in each line.
    pub(super) line: Option<usize>,
    pub(super) text: &'a [u8],
}

/// A violation and its place in the source.
pub(super) struct Finding {
    pub(super) violation: Violation,
    pub(super) span: Span,
    pub(super) position: Position,
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

    pub(super) fn check(&self, kind: DocumentType) -> Vec<Finding> {
        match kind.check(self.text) {
            Ok(()) => Vec::new(),
            Err(violations) => self.place(violations),
        }
    }

    fn place(&self, violations: Violations) -> Vec<Finding> {
        let offsets: Vec<usize> = violations.iter().map(|found| span(found).start).collect();
        let positions = crossfield::positions(self.text, &offsets);
        let placed = violations.into_iter().zip(positions);
        placed
            .map(|(violation, position)| Finding {
                span: span(&violation),
                position: self.in_source(position),
                violation,
            })
            .collect()
    }

    fn in_source(&self, position: Position) -> Position {
        Position {
            line: position.line + self.line.map_or(0, |line| line - 1),
            ..position
        }
    }
}

/// A violation found in a text has its place in it; without one, it would concern the whole.
fn span(violation: &Violation) -> Span {
    violation.span().unwrap_or(Span { start: 0, end: 0 })
}
