//! `cargo xtask validate`: checks JSON documents and reports every violation.

mod arguments;
mod display;
mod document;
mod excerpt;
mod human;
mod input;
mod json;
mod parallel;
mod progress;

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

pub use arguments::{Arguments, DEFAULT_TYPE, Format, types};
use conformance::types::Type;
use document::Document;
use human::Human;
use input::{Lines, Source};
use progress::Progress;

const SOME_INVALID: u8 = 1;
const NOT_DONE: u8 = 2;

/// Checks all documents; the exit code says how it went.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    if arguments.repeats_standard_input() {
        complain(&"`-` stands twice, and standard input can be read once");
        return ExitCode::from(NOT_DONE);
    }
    let sources: Vec<Source> = arguments.sources().collect();
    let progress = if arguments.ndjson {
        Progress::of(sources.iter())
    } else {
        Progress::none()
    };
    let mut session = Session {
        reporter: Reporter::new(arguments),
        by_line: arguments.ndjson,
        out: io::BufWriter::with_capacity(1 << 16, io::stdout()),
        tally: Tally::default(),
    };
    let outcome = session.sources(&sources, arguments.threads(), &progress);
    progress.clear();
    match outcome {
        Ok(()) => session.tally.exit_code(),
        Err(error) => output_failed(&error),
    }
}

/// Checks what an input holds as the command does with standard input, and writes the report without colours.
///
/// # Errors
/// The input cannot be read to its end, or the report cannot be written.
pub fn check(
    kind: Type,
    format: Format,
    by_line: bool,
    input: impl BufRead,
    out: impl Write,
) -> io::Result<Tally> {
    let human = Human::plain();
    let mut session = Session {
        reporter: Reporter {
            kind,
            format,
            human,
        },
        by_line,
        out,
        tally: Tally::default(),
    };
    let unread = session.input(&Source::StandardInput, input)?;
    session.finish()?;
    unread.map_or(Ok(session.tally), Err)
}

/// A reader that has seen enough closes the pipe: no reason to complain, but not everything was reported.
fn output_failed(error: &io::Error) -> ExitCode {
    if error.kind() != io::ErrorKind::BrokenPipe {
        complain(&format_args!("cannot write to standard output: {error}"));
    }
    ExitCode::from(NOT_DONE)
}

fn complain(message: &dyn std::fmt::Display) {
    // With standard error closed too, the exit code is all that is left.
    let _ = writeln!(io::stderr(), "error: {message}");
}

/// How many documents there were, and what became of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How many were checked.
    pub documents: u64,
    /// How many of them have violations.
    pub invalid: u64,
    /// How many violations all of them have.
    pub violations: u64,
    /// Whether a source could not be read to its end.
    unread: bool,
}

impl Tally {
    fn count(&mut self, violations: usize) {
        self.documents += 1;
        self.invalid += u64::from(violations > 0);
        self.violations += violations as u64;
    }

    fn add(&mut self, other: Self) {
        let Self {
            documents,
            invalid,
            violations,
            unread,
        } = other;
        self.documents += documents;
        self.invalid += invalid;
        self.violations += violations;
        self.unread |= unread;
    }

    fn exit_code(self) -> ExitCode {
        match self {
            Self { unread: true, .. } => ExitCode::from(NOT_DONE),
            Self { invalid: 0, .. } => ExitCode::SUCCESS,
            _ => ExitCode::from(SOME_INVALID),
        }
    }
}

/// Goes through the sources. Its errors are those of output; what cannot be read is reported and counted.
struct Session<W> {
    reporter: Reporter,
    by_line: bool,
    out: W,
    tally: Tally,
}

impl<W: Write + Send> Session<W> {
    fn sources(
        &mut self,
        sources: &[Source],
        threads: usize,
        progress: &Progress,
    ) -> io::Result<()> {
        for source in sources {
            let unread = match source.open() {
                Ok(input) => self.source(source, input, threads, progress)?,
                Err(error) => Some(error),
            };
            if let Some(error) = unread {
                progress.clear();
                self.unreadable(source, &error)?;
            }
        }
        self.finish()
    }

    fn source(
        &mut self,
        source: &Source,
        input: impl Read + Send,
        threads: usize,
        progress: &Progress,
    ) -> io::Result<Option<io::Error>> {
        if !self.by_line {
            return self.whole(source, input);
        }
        let to = (&mut self.out, &mut self.tally);
        parallel::lines(threads, self.reporter, source, input, to, progress)
    }
}

impl<W: Write> Session<W> {
    /// Checks what a source holds; returns why it could not be read to its end.
    fn input(&mut self, source: &Source, input: impl BufRead) -> io::Result<Option<io::Error>> {
        if self.by_line {
            self.lines(source, Lines::new(input))
        } else {
            self.whole(source, input)
        }
    }

    /// Checks an input as one document.
    fn whole(&mut self, source: &Source, mut input: impl Read) -> io::Result<Option<io::Error>> {
        let mut text = Vec::new();
        if let Err(error) = input.read_to_end(&mut text) {
            return Ok(Some(error));
        }
        self.document(&Document::whole(source, &text))?;
        Ok(None)
    }

    /// Checks each line as a document.
    fn lines(
        &mut self,
        source: &Source,
        mut lines: Lines<impl BufRead>,
    ) -> io::Result<Option<io::Error>> {
        loop {
            match lines.advance() {
                Ok(Some((line, text))) => self.document(&Document::line(source, line, text))?,
                Ok(None) => return Ok(None),
                Err(error) => return Ok(Some(error)),
            }
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.reporter.summary(self.tally, &mut self.out)?;
        self.out.flush()
    }

    fn document(&mut self, document: &Document<'_>) -> io::Result<()> {
        let violations = self.reporter.report(document, &mut self.out)?;
        self.tally.count(violations);
        Ok(())
    }

    /// What was found so far is shown first.
    fn unreadable(&mut self, source: &Source, error: &io::Error) -> io::Result<()> {
        self.tally.unread = true;
        self.out.flush()?;
        complain(&format_args!("cannot read {source}: {error}"));
        Ok(())
    }
}

/// Checks a document and says what came out. Documents do not depend on each other.
#[derive(Clone, Copy)]
struct Reporter {
    kind: Type,
    format: Format,
    human: Human,
}

impl Reporter {
    fn new(arguments: &Arguments) -> Self {
        Self {
            kind: arguments.kind,
            format: arguments.format,
            human: Human::for_standard_output(),
        }
    }

    /// Writes the report on one document; returns how many violations it has.
    fn report(self, document: &Document<'_>, out: &mut impl Write) -> io::Result<usize> {
        let findings = document.check(self.kind);
        match self.format {
            Format::Human => self.human.document(document, &findings, out)?,
            Format::Json => json::document(document, &findings, out)?,
        }
        Ok(findings.count())
    }

    /// What one document is, its report says; that there was none would be said by nothing else.
    fn summary(self, tally: Tally, out: &mut impl Write) -> io::Result<()> {
        let says_all = tally.documents == 1 || (tally.documents == 0 && tally.unread);
        match self.format {
            Format::Human if !says_all => self.human.summary(tally, out),
            _ => Ok(()),
        }
    }
}
