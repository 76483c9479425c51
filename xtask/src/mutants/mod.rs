//! `cargo xtask mutants`: which changes of the code no test notices.
//!
//! cargo-mutants says what to change, and would build each change for itself: some 6,000 builds. Here one build has all of
//! them, each behind a switch that is read when the tests run (a *mutant schema*), and a mutant is judged by the tests that
//! reach it. What cannot have a switch is built by itself, as cargo-mutants does it.

mod build;
mod judge;
mod list;
mod report;
mod switch;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use self::build::{Binary, Build, Built, Place, Refusal};
use self::judge::Judge;
use self::list::Mutant;
use self::report::{Fate, Report};
use self::switch::Switched;
use crate::workspace;

/// Change the code in one place at a time, and say which changes no test notices
///
/// What is changed is said by cargo-mutants (`cargo install cargo-mutants@27.1.0 --locked`). One build has all changes,
/// each behind a switch, and each is judged by the tests that reach it, found by running every test once. Changes of what
/// is computed while compiling are built one by one. A file with the text that a test expects, a snapshot say, is never
/// written.
///
/// A change is caught if a test fails; it is without end if the tests take far longer than before; it is not Rust if it
/// does not compile. Exits with 1 if a change lives.
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The package whose code is changed.
    #[arg(long, value_name = "NAME", default_value = "crossfield")]
    package: String,

    /// The packages whose tests judge; those of the package itself if none is named.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    tests: Vec<String>,

    /// Only changes whose line in cargo-mutants' list has this text: a file, a function, a line. Given more than once,
    /// one of the texts.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,

    /// Leave out what has to be built one by one; the report says how many.
    #[arg(long)]
    switched_only: bool,

    /// For a first look: tests that take longer than this judge nothing.
    #[arg(long, value_name = "SECONDS")]
    at_most: Option<u64>,
}

/// Runs the command.
///
/// # Errors
/// cargo-mutants is not installed, the tests fail before anything is changed, or the output cannot be written to.
pub(crate) fn run(arguments: &Arguments, out: &mut (dyn Write + Send)) -> io::Result<ExitCode> {
    let mutants = list::of(&arguments.package, &arguments.only)?;
    let judges = if arguments.tests.is_empty() {
        std::slice::from_ref(&arguments.package)
    } else {
        &arguments.tests
    };
    let build = Build::new(&arguments.package, judges)?;
    let mut report = Report::new(&mutants, out);
    let most = arguments.at_most.map_or(Duration::MAX, Duration::from_secs);
    let (judge, alone) = switched(&build, &mutants, most, &mut report)?;
    for number in alone {
        let fate = if arguments.switched_only {
            Fate::LeftOut
        } else {
            by_itself(&build, &mutants[number], &judge)?
        };
        report.add(number, fate)?;
    }
    report.finish()
}

/// Judges what one build can have; gives who judged, and what it cannot have.
fn switched(
    build: &Build,
    mutants: &[Mutant],
    most: Duration,
    report: &mut Report<'_>,
) -> io::Result<(Judge, Vec<usize>)> {
    let mut sources = sources(build, mutants)?;
    let binaries = build_all(build, &mut sources)?;
    let (mut switched, mut alone) = (Vec::new(), Vec::new());
    for Source { code, .. } in sources.values() {
        switched.extend(code.active());
        alone.extend(code.alone());
        for &number in code.not_rust() {
            report.add(number, Fate::NotRust)?;
        }
    }
    let judge = Judge::new(build, binaries, mutants.len(), most)?;
    judge.each(&switched, |number, fate| report.add(number, fate))?;
    sources.values().try_for_each(Source::restore)?;
    Ok((judge, alone))
}

/// Builds again and again, each time without what the compiler refused.
fn build_all(build: &Build, sources: &mut BTreeMap<PathBuf, Source>) -> io::Result<Vec<Binary>> {
    loop {
        sources.values_mut().try_for_each(Source::write)?;
        let errors = match build.tests(&[], None)? {
            Built::Tests(binaries) => return Ok(binaries),
            Built::Refused(errors) => errors,
            Built::WithoutEnd => return Err(io::Error::other("the compiler came to no end")),
        };
        for error in errors {
            refuse(sources, &error).ok_or_else(|| io::Error::other(error.text))?;
        }
    }
}

/// Takes out what the compiler does not take; `None` if that is nothing of ours.
fn refuse(sources: &mut BTreeMap<PathBuf, Source>, error: &Refusal) -> Option<()> {
    let Some(called) = &error.called_while_compiling else {
        return sources.get_mut(&error.file)?.code.refuse(error.at);
    };
    let mut found = false;
    for source in sources.values_mut() {
        found |= source.code.needs_constant(called);
    }
    found.then_some(())
}

/// A file whose changes have switches.
struct Source {
    path: PathBuf,
    code: Switched,
    /// What stands behind the code.
    footer: &'static str,
}

impl Source {
    fn write(&mut self) -> io::Result<()> {
        let text = self.code.text() + self.footer;
        write_if_other(&self.path, &text)
    }

    fn restore(&self) -> io::Result<()> {
        write_if_other(&self.path, self.code.original())
    }
}

/// What is the same is not built again.
fn write_if_other(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(path, text)
}

/// The files that changes are of, by their names in the workspace.
fn sources(build: &Build, mutants: &[Mutant]) -> io::Result<BTreeMap<PathBuf, Source>> {
    let mut of: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for (number, mutant) in mutants.iter().enumerate() {
        of.entry(mutant.file.clone()).or_default().push(number);
    }
    // The root of the crate has the function that reads the switch.
    of.entry(build.root()).or_default();
    let sources = of.into_iter().map(|(file, numbers)| {
        let path = build.tree().join(&file);
        let text = fs::read_to_string(&path).map_err(|error| workspace::at(&path, &error))?;
        let code = Switched::new(text, mutants, &numbers)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let footer = if file == build.root() {
            switch::READER
        } else {
            ""
        };
        Ok((file, Source { path, code, footer }))
    });
    sources.collect()
}

/// Builds a change by itself. The tests are those that had the switches: cargo builds them to the same places. Those that
/// are nearest are built first, since what they catch needs no more.
fn by_itself(build: &Build, mutant: &Mutant, judge: &Judge) -> io::Result<Fate> {
    let file = build.tree().join(&mutant.file);
    let changed = |text: &str| mutant.applied_to(text);
    workspace::while_changed(&file, changed, || {
        let mut asked = 0;
        for place in [Place::Unit, Place::Package, Place::Other] {
            match judged(build, judge, place)? {
                Fate::Lives { reached_by } => asked += reached_by,
                fate => return Ok(fate),
            }
        }
        Ok(Fate::Lives { reached_by: asked })
    })
}

/// What the tests of a place say of what is there now.
fn judged(build: &Build, judge: &Judge, place: Place) -> io::Result<Fate> {
    let Some(named) = judge.named(place) else {
        return Ok(Fate::Lives { reached_by: 0 });
    };
    match build.tests(&named, Some(most_for_a_crate(place)))? {
        Built::Tests(_) => judge.now(place),
        Built::Refused(_) => Ok(Fate::NotRust),
        Built::WithoutEnd => Ok(Fate::WithoutEnd),
    }
}

/// The seconds of the processor that the compiler may take for a crate with one change: several times what it takes for any
/// of them without. What computes while compiling may have no end.
const fn most_for_a_crate(place: Place) -> u32 {
    match place {
        Place::Unit => 40,
        Place::Package | Place::Other => 180,
    }
}
