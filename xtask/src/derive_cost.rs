//! `cargo xtask derive-cost`: what deriving the rules of a type costs the compiler, beside the `validator` crate.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, SystemTime};

use clap::Args;

use crate::bench::callgrind;
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

    /// Counts the compiler's instructions in place of its time, each once, under callgrind
    ///
    /// They do not move with the machine's load. Needs valgrind, and some minutes.
    #[arg(long, verbatim_doc_comment, conflicts_with = "rounds")]
    instructions: bool,
}

pub(crate) const ROUNDS: u8 = 9;

/// The crate that is compiled, and how many types it has.
const PACKAGE: &str = "derive-cost";
const TYPES: f64 = 100.0;

/// What is compiled: the name of a feature of the crate.
const CANDIDATES: [&str; 3] = ["", "crossfield", "validator"];

/// The command whose time counts.
const CHECK: &[&str] = &["check", "--lib"];

/// Counts the compiler's instructions on the crate, as a `RUSTC_WRAPPER`.
const CALLGRIND: &str = "benches/derive-cost/callgrind";

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<ExitCode> {
    let (what, checks) = if arguments.instructions {
        callgrind::find().map_err(io::Error::other)?;
        ("instructions".to_owned(), instructions()?)
    } else {
        let rounds = arguments.rounds;
        (format!("median of {rounds} rounds"), times(rounds)?)
    };
    let unit = if arguments.instructions { "M" } else { "ms" };
    writeln!(
        out,
        "a type of 25 fields with 12 rules, beyond the type itself ({what})"
    )?;
    writeln!(out, "  {:<12} {:>14} {:>18}", "", "check", "LLVM lines")?;
    let figures = checks.into_iter().zip(lines()?);
    for (name, (check, lines)) in ["crossfield", "validator"].iter().zip(figures) {
        let check = format!("{check:.2} {unit}");
        writeln!(out, "  {name:<12} {check:>14} {lines:>18.0}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a type costs with this derive, and with the `validator` crate's, of what all candidates cost.
fn of_rules([plain, ours, theirs]: [f64; 3]) -> [f64; 2] {
    [ours, theirs].map(|cost| (cost - plain) / TYPES)
}

/// Milliseconds of the processor: the macro's own, and what checks its code.
pub(crate) fn times(rounds: u8) -> io::Result<[f64; 2]> {
    compile_dependencies()?;
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..rounds {
        for (feature, times) in CANDIDATES.into_iter().zip(&mut times) {
            touch_source()?;
            let before = processor_time()?;
            compile(feature, CHECK, &[])?;
            times.push(processor_time()?.saturating_sub(before));
        }
    }
    Ok(of_rules(
        times.map(|times| median(times).as_secs_f64() * 1000.0),
    ))
}

/// Millions of instructions for the same.
fn instructions() -> io::Result<[f64; 2]> {
    compile_dependencies()?;
    each(|feature| Ok(compiler_instructions(feature)? / 1e6))
}

/// Lines of LLVM code before any optimisation.
pub(crate) fn lines() -> io::Result<[f64; 2]> {
    each(llvm_lines)
}

/// What is measured of each candidate once.
fn each(measure: impl Fn(&str) -> io::Result<f64>) -> io::Result<[f64; 2]> {
    let [plain, ours, theirs] = CANDIDATES.map(measure);
    Ok(of_rules([plain?, ours?, theirs?]))
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

/// Dependencies are compiled before anything is measured.
fn compile_dependencies() -> io::Result<()> {
    CANDIDATES
        .into_iter()
        .try_for_each(|feature| compile(feature, CHECK, &[]))
}

/// Runs cargo on the crate with one of the features, and `rustc` with further arguments.
fn compile(feature: &str, command: &[&str], rustc: &[String]) -> io::Result<()> {
    run_cargo(&mut cargo(feature, command, rustc), feature)
}

fn cargo(feature: &str, command: &[&str], rustc: &[String]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(root())
        .args(command)
        .args(["--quiet", "--package", PACKAGE, "--features", feature])
        .arg("--target-dir")
        .arg(target())
        .args((!rustc.is_empty()).then_some("--"))
        .args(rustc)
        .env("CARGO_INCREMENTAL", "0");
    cargo
}

fn run_cargo(cargo: &mut Command, feature: &str) -> io::Result<()> {
    let output = cargo.output()?;
    if output.status.success() {
        return Ok(());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!(
        "`{PACKAGE}` does not compile with `{feature}`:\n{message}"
    )))
}

/// The instructions of the compiler on the crate.
fn compiler_instructions(feature: &str) -> io::Result<f64> {
    let counted = target().join("callgrind.out");
    touch_source()?;
    let mut cargo = cargo(feature, CHECK, &[]);
    cargo.env("RUSTC_WRAPPER", root().join(CALLGRIND));
    cargo.env("CALLGRIND_OUT", &counted);
    run_cargo(&mut cargo, feature)?;
    callgrind::total(&counted)
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
