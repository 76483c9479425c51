//! What the benchmark's programs print, put together.

use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::callgrind;
use crate::workspace::root;

/// The benchmark's programs.
pub(super) struct Programs {
    pub(super) measure: PathBuf,
    pub(super) allocations: PathBuf,
    pub(super) lines: PathBuf,
}

pub(super) fn build() -> io::Result<Programs> {
    let [measure, allocations, lines] =
        programs_of("benches", ["measure", "allocations", "lines"])?;
    Ok(Programs {
        measure,
        allocations,
        lines,
    })
}

/// The program of this command, for what it does as `cargo xtask validate`.
pub(super) fn build_xtask() -> io::Result<PathBuf> {
    let [xtask] = programs_of("xtask", ["xtask"])?;
    Ok(xtask)
}

/// Builds programs as a user builds a release; each package by itself, so that none brings features to another.
fn programs_of<const N: usize>(package: &str, names: [&str; N]) -> io::Result<[PathBuf; N]> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()).args(["build", "--quiet"]);
    command.args(["--release", "--locked", "--package", package]);
    // Built bit by bit, less is inlined.
    command.env("CARGO_INCREMENTAL", "0");
    if !command.status()?.success() {
        return Err(io::Error::other(format!("`{package}` does not compile")));
    }
    let folder = target().join("release");
    let program = |name| {
        folder
            .join(name)
            .with_extension(std::env::consts::EXE_EXTENSION)
    };
    Ok(names.map(program))
}

/// Where cargo puts what it builds: this program stands in it too.
pub(super) fn target() -> PathBuf {
    let here = std::env::current_exe().ok();
    let target = here.and_then(|here| Some(here.parent()?.parent()?.to_path_buf()));
    target.unwrap_or_else(|| root().join("target"))
}

/// One candidate's figures.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Figure {
    pub(super) subject: String,
    pub(super) payload: String,
    pub(super) candidate: String,
    pub(super) nanoseconds: Option<f64>,
    #[serde(default)]
    pub(super) allocations: Option<u64>,
    #[serde(default)]
    pub(super) instructions: Option<f64>,
}

impl Figure {
    /// What the baseline calls it.
    pub(super) fn name(&self) -> String {
        let Self {
            subject,
            payload,
            candidate,
            ..
        } = self;
        format!("{subject} / {payload} / {candidate}")
    }

    /// Its table, and its column there.
    pub(super) fn place(&self) -> (&str, &str) {
        (&self.subject, &self.payload)
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.subject, &self.payload, &self.candidate)
            == (&other.subject, &other.payload, &other.candidate)
    }
}

/// All of them, in the order of the tables.
pub(super) struct Figures(pub(super) Vec<Figure>);

impl Figures {
    pub(super) fn timed(programs: &Programs, rounds: u32) -> io::Result<Self> {
        let mut command = Command::new(&programs.measure);
        command.args(["--rounds", &rounds.to_string()]);
        Ok(Self(printed(&mut command)?))
    }

    pub(super) fn count_allocations(&mut self, programs: &Programs) -> io::Result<()> {
        let counted = printed(&mut Command::new(&programs.allocations))?;
        for figure in &mut self.0 {
            let same = counted.iter().find(|other| other.is_of(figure));
            figure.allocations = same.and_then(|same| same.allocations);
        }
        Ok(())
    }

    pub(super) fn count_instructions(&mut self, programs: &Programs) -> io::Result<()> {
        let counted = Self::counted(programs)?;
        for figure in &mut self.0 {
            let same = counted.0.iter().find(|other| other.is_of(figure));
            figure.instructions = same.and_then(|same| same.instructions);
        }
        Ok(())
    }

    /// With instructions alone.
    pub(super) fn counted(programs: &Programs) -> io::Result<Self> {
        callgrind::count(programs).map(Self)
    }

    pub(super) fn get(&self, subject: &str, payload: &str, candidate: &str) -> Option<&Figure> {
        let wanted = Figure {
            subject: subject.to_owned(),
            payload: payload.to_owned(),
            candidate: candidate.to_owned(),
            ..Figure::default()
        };
        self.0.iter().find(|figure| figure.is_of(&wanted))
    }
}

/// Runs a program and reads the figures that it prints, one a line.
pub(super) fn printed(command: &mut Command) -> io::Result<Vec<Figure>> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!(
            "the benchmark ended with {}",
            output.status
        )));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).map_err(io::Error::other))
        .collect()
}
