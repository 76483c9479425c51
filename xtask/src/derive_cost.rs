//! `cargo xtask derive-cost`: what deriving the rules of a type costs the compiler, beside the `validator` crate.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, SystemTime};

use clap::Args;

use crate::cost::{median, processor_time};
use crate::workspace::root;

/// Measures what deriving rules costs the compiler
///
/// Compiles a type of 25 fields with 12 rules, a hundred times over: without a derive of rules, with this one, and
/// with the `validator` crate's. Rounds take turns, and what the type costs without rules is taken off. Of the two
/// figures the lines of LLVM code are the same each time; time is that of the processor, so that a busy machine
/// shows little in it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// How often each is compiled; the median counts
    #[arg(long, value_name = "N", default_value_t = ROUNDS, value_parser = clap::value_parser!(u8).range(1..))]
    rounds: u8,
}

pub(crate) const ROUNDS: u8 = 9;

/// The crate that is compiled, and how many types it has.
const PACKAGE: &str = "derive-cost";
const TYPES: f64 = 100.0;

/// What is compiled: the name of a feature of the crate.
const CANDIDATES: [&str; 3] = ["", "crossfield", "validator"];

/// The command whose time counts.
const CHECK: &[&str] = &["check", "--lib"];

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<ExitCode> {
    let costs = measure(arguments.rounds)?;
    writeln!(
        out,
        "a type of 25 fields with 12 rules, beyond the type itself (median of {} rounds)",
        arguments.rounds
    )?;
    writeln!(out, "  {:<12} {:>14} {:>18}", "", "check", "LLVM lines")?;
    for (name, cost) in ["crossfield", "validator"].iter().zip(costs) {
        let Cost {
            milliseconds,
            lines,
        } = cost;
        writeln!(out, "  {name:<12} {milliseconds:>11.2} ms {lines:>18.0}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What deriving the rules of one type costs.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) milliseconds: f64,
    /// Of LLVM code before any optimisation.
    pub(crate) lines: f64,
}

/// Of this derive, and of the `validator` crate's.
pub(crate) fn measure(rounds: u8) -> io::Result<[Cost; 2]> {
    for feature in CANDIDATES {
        // Dependencies are compiled before anything is timed.
        compile(feature, CHECK, &[])?;
    }
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..rounds {
        for (feature, times) in CANDIDATES.into_iter().zip(&mut times) {
            touch_source()?;
            let before = processor_time()?;
            compile(feature, CHECK, &[])?;
            times.push(processor_time()?.saturating_sub(before));
        }
    }
    let [plain, ours, theirs] = times.map(|times| median(times).as_secs_f64() * 1000.0);
    let [no_lines, our_lines, their_lines] = CANDIDATES.map(llvm_lines);
    let no_lines = no_lines?;
    let cost = |milliseconds: f64, lines: f64| Cost {
        milliseconds: (milliseconds - plain) / TYPES,
        lines: (lines - no_lines) / TYPES,
    };
    Ok([cost(ours, our_lines?), cost(theirs, their_lines?)])
}

fn touch_source() -> io::Result<()> {
    let source = File::options()
        .append(true)
        .open(root().join("benches/derive-cost/src/lib.rs"))?;
    source.set_modified(SystemTime::now())
}

fn target() -> PathBuf {
    root().join("target").join(PACKAGE)
}

/// Runs cargo on the crate with one of the features, and `rustc` with further arguments.
fn compile(feature: &str, command: &[&str], rustc: &[String]) -> io::Result<()> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(command)
        .args([
            "--quiet",
            "--package",
            PACKAGE,
            "--features",
            feature,
            "--target-dir",
        ])
        .arg(target())
        .args((!rustc.is_empty()).then_some("--"))
        .args(rustc)
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!(
        "`{PACKAGE}` does not compile with `{feature}`:\n{message}"
    )))
}

/// The lines of all functions before any optimisation.
fn llvm_lines(feature: &str) -> io::Result<f64> {
    let written = target().join(format!("{feature}.ll"));
    let emit = format!("--emit=llvm-ir={}", written.display());
    touch_source()?;
    compile(
        feature,
        &["rustc", "--lib"],
        &[emit, "-Ccodegen-units=1".to_owned()],
    )?;
    let mut count = 0_u32;
    let mut inside = false;
    for line in BufReader::new(File::open(written)?).lines() {
        let line = line?;
        inside = match line.as_str() {
            "}" => false,
            _ => inside || line.starts_with("define "),
        };
        count += u32::from(inside);
    }
    Ok(f64::from(count))
}
