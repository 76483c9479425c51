//! Where documents come from.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

use super::display::Printable;

/// A file or standard input.
pub(super) enum Source {
    StandardInput,
    File(PathBuf),
}

impl Source {
    pub(super) fn new(path: &OsString) -> Self {
        if path == "-" {
            Self::StandardInput
        } else {
            Self::File(path.into())
        }
    }

    /// The path as it was given, as far as it is Unicode.
    pub(super) fn path(&self) -> Cow<'_, str> {
        match self {
            Self::StandardInput => "-".into(),
            Self::File(path) => path.to_string_lossy(),
        }
    }

    /// Not buffered: whoever reads asks for much at a time.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::StandardInput => Box::new(io::stdin()),
            Self::File(path) => Box::new(File::open(path)?),
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StandardInput => f.write_str("<stdin>"),
            Self::File(path) => Printable(&path.to_string_lossy()).fmt(f),
        }
    }
}

/// The lines of a text that hold more than white space, one at a time.
pub(super) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self::behind(0, input)
    }

    /// Those of a text that stands behind so many others.
    pub(super) fn behind(lines: usize, input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            number: lines,
        }
    }

    /// The next such line, without its line break, and its number from 1.
    pub(super) fn advance(&mut self) -> io::Result<Option<(usize, &[u8])>> {
        loop {
            self.buffer.clear();
            if self.input.read_until(b'\n', &mut self.buffer)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if !is_blank(&self.buffer) {
                return Ok(Some((self.number, without_line_break(&self.buffer))));
            }
        }
    }
}

/// Whether there is only what JSON takes as white space (RFC 8259, section 2).
fn is_blank(line: &[u8]) -> bool {
    let mut bytes = line.iter();
    bytes.all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

fn without_line_break(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
