//! The report for people.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Write};

use crossfield::{Code, Span, Violation};

use super::Tally;
use super::display::Printable;
use super::document::{Document, Finding, Findings};
use super::excerpt::Excerpt;

/// Writes the report, in colours or not.
#[derive(Clone, Copy)]
pub(super) struct Human {
    colours: bool,
}

impl Human {
    pub(super) fn for_standard_output() -> Self {
        let no_color = std::env::var_os("NO_COLOR");
        Self {
            colours: wants_colours(io::stdout().is_terminal(), no_color.as_deref()),
        }
    }

    pub(super) fn plain() -> Self {
        Self { colours: false }
    }

    pub(super) fn document(
        self,
        document: &Document<'_>,
        findings: &Findings,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if findings.count() == 0 {
            return self.valid(document, out);
        }
        findings
            .iter()
            .try_for_each(|finding| self.finding(document, &finding, out))
    }

    fn valid(self, document: &Document<'_>, out: &mut impl Write) -> io::Result<()> {
        let verdict = self.paint(GOOD, "valid");
        match document.line {
            Some(line) => writeln!(out, "{}:{line}: {verdict}", document.source),
            None => writeln!(out, "{}: {verdict}", document.source),
        }
    }

    /// A violation, in the form in which compilers show errors.
    fn finding(
        self,
        document: &Document<'_>,
        finding: &Finding<'_>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let line = finding.line.to_string();
        let margin = " ".repeat(line.len());
        let arrow = self.paint(FRAME, "-->");
        self.headline(finding.violation, out)?;
        writeln!(
            out,
            "{margin}{arrow} {}:{line}:{}",
            document.source, finding.column
        )?;
        self.excerpt(&excerpt(document, finding), &line, out)
    }

    /// What is wrong.
    fn headline(self, violation: &Violation, out: &mut impl Write) -> io::Result<()> {
        let code = format!("error[{}]", violation.code());
        write!(out, "{}: ", self.paint(BAD, code))?;
        let pointer = violation.pointer().to_string();
        if !pointer.is_empty() {
            write!(out, "`{}`: ", Printable(&shortened(&pointer)))?;
        }
        writeln!(out, "{}", self.paint(STRONG, violation.message()))
    }

    /// Where, with an empty line behind it.
    fn excerpt(self, excerpt: &Excerpt, line: &str, out: &mut impl Write) -> io::Result<()> {
        let margin = " ".repeat(line.len());
        let line = self.paint(FRAME, line);
        let bar = self.paint(FRAME, "|");
        let mark = self.paint(BAD, &excerpt.mark);
        let text = format!("{line} {bar} {}", excerpt.text);
        writeln!(out, "{margin} {bar}")?;
        writeln!(out, "{}", text.trim_end_matches(' '))?;
        writeln!(out, "{margin} {bar} {}{mark}", excerpt.indent)?;
        writeln!(out)
    }

    pub(super) fn summary(self, tally: Tally, out: &mut impl Write) -> io::Result<()> {
        let valid = tally.documents - tally.invalid;
        let (style, violations) = match tally.violations {
            0 => (GOOD, String::new()),
            1 => (BAD, " (1 violation)".to_owned()),
            many => (BAD, format!(" ({many} violations)")),
        };
        let verdict = format!("{valid} valid, {} not valid{violations}", tally.invalid);
        writeln!(
            out,
            "{} documents: {}",
            tally.documents,
            self.paint(style, verdict)
        )
    }

    fn paint<T: Display>(self, style: &'static str, text: T) -> Painted<T> {
        Painted {
            style: self.colours.then_some(style),
            text,
        }
    }
}

fn wants_colours(terminal: bool, no_color: Option<&OsStr>) -> bool {
    terminal && no_color.is_none()
}

/// An object that lacks a key is marked at its opening brace: the rest of it is not at fault.
fn excerpt(document: &Document<'_>, finding: &Finding<'_>) -> Excerpt {
    let Span { start, end } = finding.span;
    let missing = finding.violation.code() == Code::Required
        && document.text.get(start).is_some_and(|&byte| byte == b'{');
    let end = if missing { start + 1 } else { end };
    Excerpt::new(document.text, Span { start, end })
}

/// A pointer holds keys of the document, which can be of any length: the middle of a long one is left out.
fn shortened(pointer: &str) -> Cow<'_, str> {
    const SIDE: usize = 60;
    let head = pointer.char_indices().nth(SIDE);
    let tail = pointer.char_indices().nth_back(SIDE - 1);
    match (head, tail) {
        (Some((head, _)), Some((tail, _))) if head < tail => {
            let (head, tail) = (pointer.get(..head), pointer.get(tail..));
            format!("{}…{}", head.unwrap_or_default(), tail.unwrap_or_default()).into()
        }
        _ => pointer.into(),
    }
}

/// Select Graphic Rendition (ECMA-48): bold, and a colour.
const STRONG: &str = "\x1B[1m";
const BAD: &str = "\x1B[1;31m";
const GOOD: &str = "\x1B[1;32m";
const FRAME: &str = "\x1B[1;34m";
const PLAIN: &str = "\x1B[0m";

struct Painted<T> {
    style: Option<&'static str>,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(f, "{style}{}{PLAIN}", self.text),
            None => self.text.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::{Human, shortened, wants_colours};

    #[test]
    fn only_a_terminal_without_no_color_gets_colours() {
        assert!(wants_colours(true, None));
        assert!(!wants_colours(false, None));
        assert!(!wants_colours(true, Some(OsStr::new("1"))));
        assert!(!wants_colours(true, Some(OsStr::new(""))));
    }

    #[test]
    fn colours_end_behind_what_they_colour() {
        let coloured = Human { colours: true }.paint(super::BAD, "x").to_string();
        assert_eq!(coloured, "\x1B[1;31mx\x1B[0m");
        let plain = Human { colours: false }.paint(super::BAD, "x").to_string();
        assert_eq!(plain, "x");
    }

    #[test]
    fn only_a_long_pointer_is_shortened() {
        let longest = "ä".repeat(120);
        assert_eq!(shortened(&longest), longest);
        let longer = "ä".repeat(121);
        let side = "ä".repeat(60);
        assert_eq!(shortened(&longer), format!("{side}…{side}"));
    }
}
