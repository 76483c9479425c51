//! What came of the changes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use super::list::Mutant;

/// What comes of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A test fails.
    Caught,
    /// The tests take far longer than before.
    WithoutEnd,
    /// It does not compile.
    NotRust,
    /// No test notices.
    Lives { reached_by: usize },
    /// It was not asked for.
    LeftOut,
}

/// The columns of the table.
const COLUMNS: [&str; 5] = ["caught", "without end", "not Rust", "lived", "left out"];

impl Fate {
    const fn column(self) -> usize {
        match self {
            Self::Caught => 0,
            Self::WithoutEnd => 1,
            Self::NotRust => 2,
            Self::Lives { .. } => 3,
            Self::LeftOut => 4,
        }
    }
}

/// Writes each change that lives as soon as that is known, and counts all.
pub(super) struct Report<'a> {
    mutants: &'a [Mutant],
    out: &'a mut (dyn Write + Send),
    /// By file.
    counts: BTreeMap<String, [usize; COLUMNS.len()]>,
}

impl<'a> Report<'a> {
    pub(super) fn new(mutants: &'a [Mutant], out: &'a mut (dyn Write + Send)) -> Self {
        Self {
            mutants,
            out,
            counts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, number: usize, fate: Fate) -> io::Result<()> {
        let mutant = &self.mutants[number];
        let counts = self
            .counts
            .entry(mutant.file.display().to_string())
            .or_default();
        counts[fate.column()] += 1;
        let name = &mutant.name;
        let said = match fate {
            Fate::Lives { reached_by: 0 } => format!("lives, reached by no test: {name}"),
            Fate::Lives { reached_by } => format!("lives, reached by {reached_by} tests: {name}"),
            Fate::WithoutEnd => format!("without end: {name}"),
            Fate::Caught | Fate::NotRust | Fate::LeftOut => return Ok(()),
        };
        writeln!(self.out, "{said}")?;
        self.out.flush()
    }

    /// The table, and whether nothing lives.
    pub(super) fn finish(self) -> io::Result<ExitCode> {
        let width = self
            .counts
            .keys()
            .map(String::len)
            .max()
            .unwrap_or_default();
        write!(self.out, "{:<width$} {:>8}", "file", "changes")?;
        for column in COLUMNS {
            write!(self.out, " {column:>11}")?;
        }
        writeln!(self.out)?;
        let mut sum = [0; COLUMNS.len()];
        for (file, counts) in &self.counts {
            line(self.out, width, file, counts)?;
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        line(self.out, width, "all", &sum)?;
        let lives = sum[Fate::Lives { reached_by: 0 }.column()];
        Ok(if lives == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn line(out: &mut dyn Write, width: usize, name: &str, counts: &[usize]) -> io::Result<()> {
    write!(out, "{name:<width$} {:>8}", counts.iter().sum::<usize>())?;
    for count in counts {
        write!(out, " {count:>11}")?;
    }
    writeln!(out)
}
