//! Documents of one input on several threads, with the output that one thread writes.
//!
//! The threads take turns at the input: each takes the next block of whole lines, and checks them while the others take
//! theirs. What they report is written in the order of the blocks, so a thread that is done early waits for those with
//! earlier lines. There are never more blocks in memory than threads.

use std::io::{self, Read, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::document::Document;
use super::input::{Lines, Source};
use super::progress::Progress;
use super::{Reporter, Tally};

/// How much of the input a thread takes at least, unless less is left.
const BLOCK: usize = 1 << 17;

/// Checks each line of an input as a document, and counts them; returns why the input could not be read to its end.
///
/// # Errors
/// The output cannot be written.
pub(super) fn lines<W: Write + Send>(
    threads: usize,
    reporter: Reporter,
    source: &Source,
    input: impl Read + Send,
    (out, tally): (&mut W, &mut Tally),
    progress: &Progress,
) -> io::Result<Option<io::Error>> {
    let shared = Shared {
        input: Mutex::new(Input::new(input)),
        output: Mutex::new(Output {
            next: 0,
            out,
            tally,
            failed: None,
        }),
        turn: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| shared.work(reporter, source, progress));
        }
        shared.work(reporter, source, progress);
    });
    let Shared { input, output, .. } = shared;
    match into_inner(output).failed {
        Some(error) => Err(error),
        None => Ok(into_inner(input).unread),
    }
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A thread that panics ends the others ([`EndsAll`]) and, when it is joined, the program.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Shared<'a, R, W> {
    input: Mutex<Input<R>>,
    output: Mutex<Output<'a, W>>,
    /// Another block was written, or writing failed.
    turn: Condvar,
}

impl<R: Read, W: Write> Shared<'_, R, W> {
    fn work(&self, reporter: Reporter, source: &Source, progress: &Progress) {
        let _ends_all = EndsAll(self);
        let mut block = Block::default();
        let mut text = Vec::with_capacity(BLOCK);
        loop {
            if !lock(&self.input).next(&mut block) {
                return;
            }
            text.clear();
            let checked = check(&block, reporter, source, &mut text);
            progress.add(block.bytes.len());
            if !self.write(block.number, &text, checked) {
                return;
            }
        }
    }

    /// Writes the report on a block when it is its turn; returns whether to go on.
    fn write(&self, number: u64, text: &[u8], checked: io::Result<Tally>) -> bool {
        let mut output = lock(&self.output);
        while output.next != number && output.failed.is_none() {
            output = self
                .turn
                .wait(output)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if output.failed.is_none() {
            let written = checked.and_then(|tally| {
                output.tally.add(tally);
                output.out.write_all(text)
            });
            output.failed = written.err();
        }
        output.next += 1;
        self.turn.notify_all();
        output.failed.is_none()
    }
}

/// On a thread that panics: the others do not wait for a block that it will never write.
struct EndsAll<'s, 'a, R, W>(&'s Shared<'a, R, W>);

impl<R, W> Drop for EndsAll<'_, '_, R, W> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(&self.0.output).failed = Some(io::Error::other("a thread panicked"));
            self.0.turn.notify_all();
        }
    }
}

/// The report on the lines of a block.
fn check(
    block: &Block,
    reporter: Reporter,
    source: &Source,
    out: &mut Vec<u8>,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut lines = Lines::behind(block.lines_before, &*block.bytes);
    while let Some((line, text)) = lines.advance()? {
        let document = Document::line(source, line, text);
        tally.count(reporter.report(&document, out)?);
    }
    Ok(tally)
}

struct Output<'a, W> {
    /// The number of the block whose turn it is.
    next: u64,
    out: &'a mut W,
    tally: &'a mut Tally,
    failed: Option<io::Error>,
}

/// Whole lines of the input, one after the other.
#[derive(Default)]
struct Block {
    number: u64,
    bytes: Vec<u8>,
    lines_before: usize,
}

struct Input<R> {
    from: R,
    /// The number of the next block.
    number: u64,
    lines: usize,
    /// The beginning of a line, which was read behind the lines of the last block.
    rest: Vec<u8>,
    at_end: bool,
    unread: Option<io::Error>,
}

impl<R: Read> Input<R> {
    const fn new(input: R) -> Self {
        Self {
            from: input,
            number: 0,
            lines: 0,
            rest: Vec::new(),
            at_end: false,
            unread: None,
        }
    }

    /// Takes the next lines; returns whether there are any. Of a line that cannot be read to its end nothing is taken.
    fn next(&mut self, block: &mut Block) -> bool {
        block.bytes.clear();
        block.bytes.append(&mut self.rest);
        let whole = self.fill(&mut block.bytes);
        self.rest
            .extend_from_slice(block.bytes.get(whole..).unwrap_or_default());
        block.bytes.truncate(whole);
        block.number = self.number;
        block.lines_before = self.lines;
        self.number += 1;
        self.lines += line_breaks(&block.bytes);
        whole > 0
    }

    /// Reads until there is enough and a line is whole, or the input ends; returns where its last whole line ends.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> usize {
        let mut searched = 0;
        loop {
            let wanted = BLOCK.saturating_sub(bytes.len()).max(BLOCK / 2);
            self.read(wanted, bytes);
            let new = bytes.get(searched..).unwrap_or_default();
            let last = new.iter().rposition(|byte| *byte == b'\n');
            if self.at_end && self.unread.is_none() {
                return bytes.len();
            }
            match last {
                Some(last) if bytes.len() >= BLOCK || self.at_end => return searched + last + 1,
                None if self.at_end => return 0,
                Some(_) => {}
                None => searched = bytes.len(),
            }
        }
    }

    fn read(&mut self, wanted: usize, bytes: &mut Vec<u8>) {
        if self.at_end {
            return;
        }
        let before = bytes.len();
        let wanted = u64::try_from(wanted).unwrap_or(u64::MAX);
        match self.from.by_ref().take(wanted).read_to_end(bytes) {
            Ok(_) => self.at_end = bytes.len() == before,
            Err(error) => {
                self.at_end = true;
                self.unread = Some(error);
            }
        }
    }
}

/// While one counts, no other can read: many bytes at a time, as a sum is, and a search is not.
fn line_breaks(bytes: &[u8]) -> usize {
    let is_one = |byte: &u8| usize::from(*byte == b'\n');
    bytes.iter().map(is_one).sum()
}

#[cfg(test)]
mod tests {
    use super::super::human::Human;
    use super::super::{DEFAULT_TYPE, Format, check};
    use super::*;
    use conformance::types::Type;

    /// Gives a few bytes at a time, and fails behind the last if it is told to.
    struct Pieces<'a> {
        text: &'a [u8],
        size: usize,
        fails: bool,
    }

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let size = self.size.min(into.len()).min(self.text.len());
            if size == 0 && self.fails {
                return Err(io::Error::other("broken off"));
            }
            let (now, rest) = self.text.split_at(size);
            into[..size].copy_from_slice(now);
            self.text = rest;
            Ok(size)
        }
    }

    fn kind() -> Type {
        Type::of_document(DEFAULT_TYPE).unwrap()
    }

    fn reporter(format: Format) -> Reporter {
        Reporter {
            kind: kind(),
            format,
            human: Human::plain(),
        }
    }

    /// Valid lines, lines with violations, blank lines, lines that are no JSON, and one that is longer than a block.
    fn input(line_break: &str) -> String {
        let long = format!("{{\"username\": \"{}\"}}", "a".repeat(3 * BLOCK));
        let kinds = [
            r#"{"username": "alice"}"#,
            r#"{"username": "", "codecs": ["OPUS", "OPUS"]}"#,
            "",
            r#"{"call_handler": "resource"}"#,
            "{",
        ];
        let mut text = String::new();
        for round in 0..4000 {
            for kind in kinds {
                text.push_str(kind);
                text.push_str(line_break);
            }
            if round % 1900 == 7 {
                text.push_str(&long);
                text.push_str(line_break);
            }
        }
        text
    }

    fn on_threads(
        threads: usize,
        format: Format,
        input: impl Read + Send,
    ) -> (Vec<u8>, Tally, bool) {
        let (mut out, mut tally) = (Vec::new(), Tally::default());
        let source = Source::StandardInput;
        let to = (&mut out, &mut tally);
        let unread = lines(
            threads,
            reporter(format),
            &source,
            input,
            to,
            &Progress::none(),
        );
        (out, tally, unread.unwrap().is_some())
    }

    #[test]
    fn any_number_of_threads_writes_what_one_does_line_by_line() {
        for (format, line_break) in [(Format::Json, "\n"), (Format::Human, "\r\n")] {
            let text = input(line_break);
            let mut expected = Vec::new();
            let counted = check(kind(), format, true, text.as_bytes(), &mut expected).unwrap();
            // The whole has a summary at its end.
            let summary = reporter(format);
            for threads in [1, 2, 5] {
                let (mut out, tally, unread) = on_threads(threads, format, text.as_bytes());
                summary.summary(tally, &mut out).unwrap();
                assert!(!unread && out == expected, "{threads} threads");
                assert_eq!(
                    (tally.documents, tally.invalid),
                    (counted.documents, counted.invalid)
                );
            }
        }
    }

    #[test]
    fn it_does_not_matter_in_which_pieces_the_input_comes() {
        let text = input("\n");
        let text = text.strip_suffix('\n').unwrap().as_bytes();
        let (expected, ..) = on_threads(1, Format::Json, text);
        for size in [1000, 4096, BLOCK - 1, 10 * BLOCK] {
            let pieces = Pieces {
                text,
                size,
                fails: false,
            };
            let (out, _, unread) = on_threads(3, Format::Json, pieces);
            assert!(!unread && out == expected, "{size} bytes at a time");
        }
    }

    #[test]
    fn of_an_input_that_breaks_off_the_whole_lines_are_checked() {
        let text = b"{}\n{}\n{\"username\": \"al";
        let pieces = Pieces {
            text,
            size: 4,
            fails: true,
        };
        let (out, tally, unread) = on_threads(2, Format::Json, pieces);
        assert!(unread);
        assert_eq!(tally.documents, 2);
        assert_eq!(out.split(|byte| *byte == b'\n').count(), 3);
    }

    #[test]
    fn output_that_cannot_be_written_ends_all_threads() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let text = input("\n");
        let (source, mut tally) = (Source::StandardInput, Tally::default());
        let to = (&mut Full, &mut tally);
        let failed = lines(
            3,
            reporter(Format::Json),
            &source,
            text.as_bytes(),
            to,
            &Progress::none(),
        );
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    #[should_panic(expected = "panicked")]
    fn a_thread_that_panics_ends_all() {
        struct Panics;
        impl Write for Panics {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                panic!("it panicked")
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let text = input("\n");
        let (source, mut tally) = (Source::StandardInput, Tally::default());
        let to = (&mut Panics, &mut tally);
        let reporter = reporter(Format::Json);
        let progress = Progress::none();
        let _ = lines(3, reporter, &source, text.as_bytes(), to, &progress);
    }

    #[test]
    fn nothing_is_read_of_nothing() {
        let (out, tally, unread) = on_threads(2, Format::Human, io::empty());
        assert!(out.is_empty() && tally.documents == 0 && !unread);
    }
}
