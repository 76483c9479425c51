//! `cargo xtask derive-cost`: what deriving the rules of a type costs the compiler, beside the `validator` crate.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, SystemTime};

use clap::Args;

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
    #[arg(long, value_name = "N", default_value_t = 9, value_parser = clap::value_parser!(u8).range(1..))]
    rounds: u8,
}

/// The crate that is compiled, and how many types it has.
const PACKAGE: &str = "derive-cost";
const TYPES: u32 = 100;

/// What is compiled: the name of a feature of the crate.
const CANDIDATES: [&str; 3] = ["", "crossfield", "validator"];

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<ExitCode> {
    let mut times: [Vec<Duration>; 3] = Default::default();
    for feature in CANDIDATES {
        // Dependencies are compiled before anything is timed.
        compile(feature, &["check", "--lib"], &[])?;
    }
    for _ in 0..arguments.rounds {
        for (feature, times) in CANDIDATES.into_iter().zip(&mut times) {
            touch_source()?;
            let before = processor_time()?;
            compile(feature, &["check", "--lib"], &[])?;
            times.push(processor_time()?.saturating_sub(before));
        }
    }
    let [plain, ours, theirs] = times.map(median);
    let [no_lines, our_lines, their_lines] = CANDIDATES.map(llvm_lines);
    let (no_lines, our_lines, their_lines) = (no_lines?, our_lines?, their_lines?);
    writeln!(
        out,
        "a type of 25 fields with 12 rules, beyond the type itself (median of {} rounds)",
        arguments.rounds
    )?;
    writeln!(out, "  {:<12} {:>14} {:>18}", "", "check", "LLVM lines")?;
    for (name, time, lines) in [
        ("crossfield", ours, our_lines),
        ("validator", theirs, their_lines),
    ] {
        let milliseconds = time.saturating_sub(plain).as_secs_f64() * 1000.0 / f64::from(TYPES);
        let lines = lines.saturating_sub(no_lines) / u64::from(TYPES);
        writeln!(out, "  {name:<12} {milliseconds:>11.2} ms {lines:>18}")?;
    }
    Ok(ExitCode::SUCCESS)
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
fn llvm_lines(feature: &str) -> io::Result<u64> {
    let written = target().join(format!("{feature}.ll"));
    let emit = format!("--emit=llvm-ir={}", written.display());
    touch_source()?;
    compile(
        feature,
        &["rustc", "--lib"],
        &[emit, "-Ccodegen-units=1".to_owned()],
    )?;
    let mut count = 0;
    let mut inside = false;
    for line in BufReader::new(File::open(written)?).lines() {
        let line = line?;
        inside = match line.as_str() {
            "}" => false,
            _ => inside || line.starts_with("define "),
        };
        count += u64::from(inside);
    }
    Ok(count)
}

/// The processor time of all child processes so far, of which Linux tells in `/proc/self/stat`: the 16th and 17th field,
/// in hundredths of a second. The 2nd field, a name in parentheses, may hold spaces.
pub(crate) fn processor_time() -> io::Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<u64> = behind_name
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    let hundredths = fields.get(13..15).map_or(0, |times| times.iter().sum());
    Ok(Duration::from_millis(hundredths * 10))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
