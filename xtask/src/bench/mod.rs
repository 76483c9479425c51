//! `cargo xtask bench`: what validation costs, beside checks written by hand, other crates and parsing.

mod baseline;
pub(crate) mod callgrind;
mod clients;
mod figures;
mod ndjson;
mod readme;
mod table;
mod targets;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use figures::Figures;
use targets::Reached;

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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag by itself")]
pub(crate) struct Arguments {
    /// How many rounds each candidate is timed
    #[arg(long, value_name = "N", default_value_t = 101, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,

    /// Counts instructions too, under callgrind
    ///
    /// They do not move with the machine's load. Needs valgrind.
    #[arg(long, verbatim_doc_comment)]
    instructions: bool,

    /// Measures lines of NDJSON too
    ///
    /// A million of them, by `cargo xtask validate` on one thread and on two, and by two threads that
    /// parse and check nothing; and the memory that this takes.
    #[arg(long, verbatim_doc_comment)]
    ndjson: bool,

    /// Measures what deriving rules costs the compiler too
    ///
    /// A type of 25 fields with 12 rules, as `cargo xtask derive-cost` does, and the whole build of a
    /// client, beside clients of other crates.
    #[arg(long, verbatim_doc_comment)]
    clients: bool,

    /// Measures all that can be measured
    #[arg(long)]
    all: bool,

    /// Measures all, and writes the figures into `README.md` and `benches/README.md`
    #[arg(long)]
    readme: bool,

    /// Compares the instructions of this library's own work with `benches/baseline.json`, and times nothing
    ///
    /// Fails where one needs more than 5 % more. The baseline names the compiler and the machine
    /// that it was made with; with another, nothing is compared, and that is said.
    #[arg(long, verbatim_doc_comment, conflicts_with_all = MEASURES)]
    check: bool,

    /// Writes `benches/baseline.json`
    #[arg(long, conflicts_with_all = MEASURES, conflicts_with = "check")]
    update: bool,
}

/// What goes with no comparison of instructions.
const MEASURES: [&str; 5] = ["instructions", "ndjson", "clients", "all", "readme"];

const MORE_HELP: &str = "\
Exit codes:
    0  measured; with --check: nothing needs more than the baseline says
    1  the candidates do not agree; with --check: something does, or cannot be compared for want of
       an entry
    2  wrong usage; or something could not be built, run, read or written

Examples:
    cargo xtask bench
    cargo xtask bench --instructions
    cargo xtask bench --readme
    cargo xtask bench --check";

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<ExitCode> {
    if arguments.check {
        return baseline::check(out);
    }
    if arguments.update {
        return baseline::update(out);
    }
    let (figures, tables, reached) = arguments.measure()?;
    out.write_all(&tables)?;
    if arguments.readme {
        readme::write(&figures, &tables, &reached)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    /// The figures, the tables of all that was asked for, and the targets.
    fn measure(&self) -> io::Result<(Figures, Vec<u8>, Vec<Reached>)> {
        let is_asked = |part: bool| part || self.all || self.readme;
        let mut out = Vec::new();
        let programs = figures::build()?;
        let mut all = Figures::timed(&programs, self.rounds)?;
        all.count_allocations(&programs)?;
        if is_asked(self.instructions) {
            match callgrind::find() {
                Ok(()) => all.count_instructions(&programs)?,
                Err(missing) => writeln!(out, "No instructions are counted: {missing}.\n")?,
            }
        }
        table::write(&all, &mut out)?;
        let mut reached = targets::of(&all);
        if is_asked(self.ndjson) {
            reached.extend(ndjson::measure(&programs, &mut out)?);
        }
        if is_asked(self.clients) {
            reached.extend(clients::measure(&mut out)?);
            reached.extend(clients::derive(&mut out)?);
        }
        targets::write(&reached, &mut out)?;
        Ok((all, out, reached))
    }
}
