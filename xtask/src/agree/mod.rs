//! `cargo xtask agree`: holds native code against every validator that reads the documents.

mod peers;
mod show;

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use conformance::agree::{self, Plan, Progress, Subject, closed};
use indicatif::{ProgressBar, ProgressStyle};

use peers::{Panel, PeerName};

use crate::workspace;

/// Hold the verdict of the native code against that of every validator that reads the documents.
///
/// Payloads are made from the rules of each type; then come random ones, and mutations of real ones. Each is judged by
/// the typed check, by `Valid` and by the check on text, and by every validator with `format` as an annotation and as an
/// assertion. All must give one verdict. What may differ is listed with its reason in
/// `conformance/src/agree/closed.rs`.
///
/// `jsonschema` and `boon` are Rust crates. `ajv` and `hyperjump` come from npm and `python` (the package jsonschema) from
/// PyPI; the first run installs them, pinned by the lock files in `conformance/peers`, under `target/`. These get a tenth
/// of the payloads.
///
/// They read schemas of OpenAPI 3.0 in a translation into JSON Schema. `ajv-3.0` (its class for draft 4, with
/// `nullable`) and `python-3.0` (the package openapi-schema-validator) read them as they stand, and nothing else.
///
/// `cargo run --release --package xtask -- agree` is some three times as fast.
#[derive(clap::Args, Debug)]
pub(crate) struct Arguments {
    /// How many payloads, over all documents.
    #[arg(long, value_name = "N", default_value = "1000000", value_parser = clap::value_parser!(u32).range(1..))]
    cases: u32,

    /// Where the random payloads begin: the same seed gives the same payloads.
    #[arg(long, value_name = "S", default_value = "1")]
    seed: u64,

    /// The validators, with commas between them. One that is named and cannot be had makes the command fail; without
    /// this option the run goes on with those that there are.
    #[arg(long, value_name = "NAMES", value_enum, value_delimiter = ',')]
    peers: Vec<PeerName>,

    /// Only what has one of these texts in its name, as the first column of the table has it. What the list of allowed
    /// differences has and these do not show is not told then.
    #[arg(long, value_name = "TEXTS", value_delimiter = ',')]
    only: Vec<String>,

    /// The folder of the documents.
    #[arg(long, value_name = "DIR", default_value_os_t = crate::schema::default_folder())]
    folder: PathBuf,

    /// Where packages of other languages are installed.
    #[arg(long, value_name = "DIR", default_value_os_t = peers::default_packages())]
    packages: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// A document that cannot be read, or an output that cannot be written to.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let subjects = subjects(&arguments.folder, &arguments.only)?;
    let panel = Panel::gathered(&arguments.peers, &arguments.packages);
    for missing in &panel.missing {
        writeln!(out, "{missing}")?;
    }
    let cases = usize::try_from(arguments.cases).unwrap_or(usize::MAX);
    let bar = bar();
    let missing = panel.missing;
    let mut report = agree::run(
        Plan {
            subjects: &subjects,
            list: closed::LIST,
            fast: &panel.fast,
            slow: panel.slow,
            cases,
            slow_cases: cases.div_ceil(10),
            seed: arguments.seed,
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        },
        &|Progress { done, of }| {
            bar.set_length(of);
            bar.set_position(done);
        },
    );
    bar.finish_and_clear();
    if !arguments.only.is_empty() {
        // Another subject may show it.
        report.no_longer.clear();
    }
    show::report(&report, arguments.seed, &missing, out)?;
    let is_whole = missing.is_empty() || arguments.peers.is_empty();
    Ok(if report.is_well() && is_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What is compared: the documents in the folder, and what the tests have beside them. If there are texts, what has one of
/// them in its name.
fn subjects(folder: &Path, only: &[String]) -> io::Result<Vec<Subject>> {
    let mut subjects = agree::committed(
        |file| workspace::json(&folder.join(file)),
        |committed| {
            let (path, at) = (folder.join(&committed.file), &committed.at);
            let error = format!("{}: there is no schema at `{at}`", path.display());
            io::Error::new(io::ErrorKind::InvalidData, error)
        },
    )?;
    subjects.extend(agree::specimens());
    if only.is_empty() {
        return Ok(subjects);
    }
    if let Some(text) = only.iter().find(|text| {
        let mut names = subjects.iter().map(Subject::name);
        !names.any(|name| name.contains(text.as_str()))
    }) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "nothing that is compared has `{text}` in its name; the table without `--only` has all names"
            ),
        ));
    }
    subjects.retain(|subject| only.iter().any(|text| subject.name().contains(text)));
    Ok(subjects)
}

/// Shown where a person watches, and nowhere else.
fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} verdicts, {eta} left");
    let bar = ProgressBar::new(1);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
