//! Which tests reach a change, and what they say of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{fs, io};

use super::build::{Binary, Build, Place};
use super::report::Fate;
use crate::process::{self, in_parallel, locked};

/// The tests, as they are before anything is changed.
pub(super) struct Judge {
    binaries: Vec<Binary>,
    /// The quickest first.
    tests: Vec<Test>,
    /// For each change, the places of the tests that reach it.
    reaching: Vec<Vec<usize>>,
}

struct Test {
    /// The place of its program.
    binary: usize,
    name: String,
    takes: Duration,
    reaches: Vec<usize>,
}

/// How much longer than before the tests may take, and what they may take in any case: a machine has other work.
const PATIENCE: u32 = 10;
const AT_LEAST: Duration = Duration::from_secs(10);

/// What the tests may fill, in KiB: a change may make a loop that never ends and keeps what it makes.
const MEMORY: &str = "4194304";

impl Judge {
    /// Runs every test by itself. Those that take longer than asked for do not judge.
    ///
    /// # Errors
    /// One fails.
    pub(super) fn new(
        build: &Build,
        binaries: Vec<Binary>,
        changes: usize,
        most: Duration,
    ) -> io::Result<Self> {
        let mut names = Vec::new();
        for (number, binary) in binaries.iter().enumerate() {
            names.extend(listed(binary)?.into_iter().map(|name| (number, name)));
        }
        let tests = Mutex::new(Vec::new());
        in_parallel(&names, |(binary, name)| {
            let note = build.scratch(&format!("reached-{binary}-{}", name.replace("::", "-")));
            let test = asked(&binaries[*binary], *binary, name, &note)?;
            locked(&tests).push(test);
            Ok(())
        })?;
        let mut tests = tests.into_inner().unwrap_or_default();
        tests.retain(|test: &Test| test.takes <= most);
        tests.sort_by_key(|test| test.takes);
        let mut reaching = vec![Vec::new(); changes];
        for (place, test) in tests.iter().enumerate() {
            for &change in &test.reaches {
                reaching[change].push(place);
            }
        }
        Ok(Self {
            binaries,
            tests,
            reaching,
        })
    }

    /// Judges changes that have switches.
    pub(super) fn each(
        &self,
        changes: &[usize],
        then: impl FnMut(usize, Fate) -> io::Result<()> + Send,
    ) -> io::Result<()> {
        let then = Mutex::new(then);
        in_parallel(changes, |&change| {
            let fate = self.fate(&self.reaching[change], Some(change))?;
            locked(&then)(change, fate)
        })
    }

    /// The arguments by which cargo builds the tests of a place; `None` where there are no tests. Those of other packages it
    /// builds with all.
    pub(super) fn named(&self, place: Place) -> Option<Vec<&str>> {
        let there: Vec<&Binary> = self
            .binaries
            .iter()
            .filter(|it| it.place == place)
            .collect();
        if there.is_empty() {
            return None;
        }
        let programs = there.iter().flat_map(|it| ["--test", it.name.as_str()]);
        Some(match place {
            Place::Unit => vec!["--lib"],
            Place::Package => programs.collect(),
            Place::Other => Vec::new(),
        })
    }

    /// What the tests of a place say of what is built now.
    pub(super) fn now(&self, place: Place) -> io::Result<Fate> {
        let is_asked = |test: &Test| self.binaries[test.binary].place == place;
        let tests = (0..self.tests.len()).filter(|&number| is_asked(&self.tests[number]));
        self.fate(&tests.collect::<Vec<_>>(), None)
    }

    /// A few quick tests first, then some more, until one fails.
    fn fate(&self, tests: &[usize], change: Option<usize>) -> io::Result<Fate> {
        let mut rest = tests;
        let mut most = Duration::from_millis(50);
        while !rest.is_empty() {
            let mut takes = Duration::ZERO;
            let few = rest.iter().take_while(|test| {
                takes += self.tests[**test].takes;
                takes <= most
            });
            let (some, later) = rest.split_at(few.count().max(1));
            match self.said(some, change)? {
                Some(fate) => return Ok(fate),
                None => rest = later,
            }
            most *= 4;
        }
        Ok(Fate::Lives {
            reached_by: tests.len(),
        })
    }

    /// What comes of a change by some tests; `None` if all of them pass.
    fn said(&self, tests: &[usize], change: Option<usize>) -> io::Result<Option<Fate>> {
        let mut of: BTreeMap<usize, Vec<&Test>> = BTreeMap::new();
        for test in tests {
            let test = &self.tests[*test];
            of.entry(test.binary).or_default().push(test);
        }
        for (binary, tests) in of {
            let mut command = program(&self.binaries[binary]);
            command
                .arg("--exact")
                .args(tests.iter().map(|test| &test.name));
            if let Some(change) = change {
                command.env("MUTANT", change.to_string());
            }
            let takes: Duration = tests.iter().map(|test| test.takes).sum();
            match process::status(&mut command, takes * PATIENCE + AT_LEAST)? {
                Some(status) if status.success() => {}
                Some(_) => return Ok(Some(Fate::Caught)),
                None => return Ok(Some(Fate::WithoutEnd)),
            }
        }
        Ok(None)
    }
}

/// A program of tests, which writes no snapshot.
fn program(binary: &Binary) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")])
        .arg(&binary.path)
        .env("LD_LIBRARY_PATH", &binary.libraries)
        .current_dir(&binary.folder)
        .env("CARGO_MANIFEST_DIR", &binary.folder)
        .env("INSTA_UPDATE", "no")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// The names of a program's tests, without those that are run on demand alone.
fn listed(binary: &Binary) -> io::Result<Vec<String>> {
    let names = |further: &[&str]| {
        let mut command = program(binary);
        command.args(["--list", "--format", "terse"]).args(further);
        let listed = process::run(&mut command, "", AT_LEAST)?.succeeded()?;
        let names = listed
            .lines()
            .filter_map(|line| line.strip_suffix(": test"));
        Ok::<_, io::Error>(names.map(str::to_owned).collect::<Vec<_>>())
    };
    let ignored = names(&["--ignored"])?;
    let mut all = names(&[])?;
    all.retain(|name| !ignored.contains(name));
    Ok(all)
}

/// What a test reaches, and how long it takes. One that cannot be asked, since it counts allocations say and noting makes
/// some, reaches nothing.
fn asked(binary: &Binary, number: usize, name: &str, note: &PathBuf) -> io::Result<Test> {
    let start = Instant::now();
    let status = program(binary)
        .args(["--exact", name])
        .env("MUTANTS_REACHED", note)
        .status()?;
    let takes = start.elapsed();
    let noted = fs::read_to_string(note).unwrap_or_default();
    // One that reaches nothing leaves none.
    let _: io::Result<()> = fs::remove_file(note);
    if !status.success() && !program(binary).args(["--exact", name]).status()?.success() {
        return Err(io::Error::other(format!(
            "the test {name} fails before anything is changed"
        )));
    }
    let reaches = noted.lines().filter(|_| status.success());
    Ok(Test {
        binary: number,
        name: name.to_owned(),
        takes,
        reaches: reaches.filter_map(|line| line.parse().ok()).collect(),
    })
}
