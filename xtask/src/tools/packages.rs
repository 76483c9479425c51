//! The tools' packages, as far as they are needed.

use std::path::{Path, PathBuf};
use std::thread;

use super::{Tool, configuration};
use crate::install::{self, Missing};

/// Where packages are, or why they are not.
#[derive(Debug, Default)]
pub(super) struct Packages {
    npm: Option<Result<PathBuf, String>>,
    python: Option<Result<PathBuf, String>>,
    typify: Option<Result<PathBuf, String>>,
}

/// The version from which `tools/rust` is made.
const TYPIFY: (&str, &str) = ("cargo-typify", "0.8.0");

impl Packages {
    /// Installs what the tools need, all at the same time: the registries are what takes the time.
    pub(super) fn install(tools: &[Tool], into: &Path) -> Self {
        let needed = |needing: &[Tool]| tools.iter().any(|tool| needing.contains(tool));
        let npm = needed(&[
            Tool::Spectral,
            Tool::Redocly,
            Tool::Prism,
            Tool::OpenapiTypescript,
        ]);
        let python = needed(&[Tool::OpenapiSpecValidator, Tool::DatamodelCodeGenerator]);
        let typify = needed(&[Tool::Typify]);
        eprintln!(
            "installing the tools in {} (the first time takes a minute or two)",
            into.display()
        );
        thread::scope(|scope| {
            let npm =
                npm.then(|| scope.spawn(|| install::npm(&configuration(""), &into.join("npm"))));
            let python = python.then(|| {
                scope.spawn(|| {
                    install::python(&configuration("requirements.txt"), &into.join("python"))
                })
            });
            let typify = typify.then(|| scope.spawn(|| install_typify(&into.join("typify"))));
            Self {
                npm: npm.map(joined),
                python: python.map(joined),
                typify: typify.map(joined),
            }
        })
    }

    /// The folder that has `node_modules` in it.
    pub(super) fn npm(&self) -> Result<PathBuf, String> {
        had(self.npm.as_ref())
    }

    /// The program `cargo-typify`.
    pub(super) fn typify(&self) -> Result<PathBuf, String> {
        had(self.typify.as_ref())
    }

    /// The interpreter that has the packages.
    pub(super) fn python(&self) -> Result<PathBuf, String> {
        had(self.python.as_ref())
    }
}

/// The generator, and the crates that what it writes is compiled with.
fn install_typify(into: &Path) -> Result<PathBuf, Missing> {
    let (package, version) = TYPIFY;
    let program = install::cargo(package, version, into)?;
    install::crates(&configuration("rust/Cargo.toml"))?;
    Ok(program)
}

type Installing<'scope> = thread::ScopedJoinHandle<'scope, Result<PathBuf, Missing>>;

fn joined(installing: Installing<'_>) -> Result<PathBuf, String> {
    let joined = installing.join();
    let installed = joined.map_err(|_| "the installation came to no end".to_owned())?;
    installed.map_err(|missing| missing.to_string())
}

fn had(packages: Option<&Result<PathBuf, String>>) -> Result<PathBuf, String> {
    packages
        .cloned()
        .unwrap_or_else(|| Err("it was not asked for".to_owned()))
}
