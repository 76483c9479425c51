//! `cargo xtask bench`: what validation costs, beside checks written by hand, other crates and parsing.

mod baseline;
mod callgrind;
mod figures;
mod table;
mod targets;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use figures::Figures;

/// Measures what validation costs, beside checks written by hand, other crates and parsing
///
/// Nothing is measured before all candidates give the same verdict on every payload. `limit` is a
/// check written for speed alone: one pass, eight bytes at a time, and a report that is one pointer.
/// `hand` is what one writes: plain `if`s that return a `Vec`.
///
/// Candidates take turns, and of each the median of the rounds is shown. The machine's load moves
/// the figures, and less so their ratios; the targets are ratios.
#[derive(Args)]
#[command(verbatim_doc_comment, after_long_help = MORE_HELP)]
pub(crate) struct Arguments {
    /// How many rounds each candidate is timed
    #[arg(long, value_name = "N", default_value_t = 101, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,

    /// Counts instructions too, under callgrind
    ///
    /// They do not move with the machine's load. Needs valgrind.
    #[arg(long, verbatim_doc_comment)]
    instructions: bool,

    /// Compares the instructions of this library's own work with `benches/baseline.json`, and times nothing
    ///
    /// Fails where one needs more than 5 % more. The baseline names the compiler and the machine
    /// that it was made with; with another, nothing is compared, and that is said.
    #[arg(long, verbatim_doc_comment, conflicts_with_all = ["update", "instructions"])]
    check: bool,

    /// Writes `benches/baseline.json`
    #[arg(long, conflicts_with = "instructions")]
    update: bool,
}

const MORE_HELP: &str = "\
Exit codes:
    0  measured; with --check: nothing needs more than the baseline says
    1  the candidates do not agree; with --check: something does, or cannot be compared for want of
       an entry
    2  wrong usage; or something could not be built, run, read or written

Examples:
    cargo xtask bench
    cargo xtask bench --instructions
    cargo xtask bench --check";

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<ExitCode> {
    if arguments.check {
        return baseline::check(out);
    }
    if arguments.update {
        return baseline::update(out);
    }
    let programs = figures::build()?;
    let mut all = Figures::timed(&programs, arguments.rounds)?;
    all.count_allocations(&programs)?;
    if arguments.instructions {
        match callgrind::find() {
            Ok(()) => all.count_instructions(&programs)?,
            Err(missing) => writeln!(out, "No instructions are counted: {missing}.\n")?,
        }
    }
    table::write(&all, out)?;
    targets::write(&all, out)?;
    Ok(ExitCode::SUCCESS)
}
