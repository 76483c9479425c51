//! Where each validator comes from.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use conformance::agree::Maker;
use conformance::peers::child::{Child, Numbers};
use conformance::peers::{Boon, Dialect, Jsonschema, Peer};

use crate::install;
use crate::workspace::root;

/// A validator.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PeerName {
    /// The Rust crate jsonschema
    Jsonschema,
    /// The Rust crate boon
    Boon,
    /// ajv, from npm
    Ajv,
    /// @hyperjump/json-schema, from npm
    Hyperjump,
    /// The Python package jsonschema, from PyPI
    Python,
    /// ajv on the documents of OpenAPI 3.0 as they stand
    #[value(name = "ajv-3.0")]
    AjvOpenApi30,
    /// The Python package openapi-schema-validator on the same
    #[value(name = "python-3.0")]
    PythonOpenApi30,
}

const ALL: [PeerName; 7] = [
    PeerName::Jsonschema,
    PeerName::Boon,
    PeerName::Ajv,
    PeerName::Hyperjump,
    PeerName::Python,
    PeerName::AjvOpenApi30,
    PeerName::PythonOpenApi30,
];

const IN_DOUBLES: (Numbers, Dialect) = (Numbers::Doubles, Dialect::JsonSchema);
const IN_DOUBLES_30: (Numbers, Dialect) = (Numbers::Doubles, Dialect::OpenApi30);
const EXACT: (Numbers, Dialect) = (Numbers::Exact, Dialect::JsonSchema);
const EXACT_30: (Numbers, Dialect) = (Numbers::Exact, Dialect::OpenApi30);

/// A validator that cannot be had, and what to do about it.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) name: &'static str,
    why: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "without {}: {}", self.name, self.why)
    }
}

/// Those who judge.
pub(crate) struct Panel {
    pub(crate) fast: Vec<Maker>,
    pub(crate) slow: Vec<Box<dyn Peer>>,
    pub(crate) missing: Vec<Missing>,
}

impl Panel {
    /// The named ones, or all; installed where that is needed.
    pub(crate) fn gathered(named: &[PeerName], packages: &Path) -> Self {
        let mut panel = Self {
            fast: Vec::new(),
            slow: Vec::new(),
            missing: Vec::new(),
        };
        let chosen = |name: &PeerName| named.is_empty() || named.contains(name);
        for name in ALL.into_iter().filter(chosen) {
            match name {
                PeerName::Jsonschema => panel.fast.push(|| Box::<Jsonschema>::default()),
                PeerName::Boon => panel.fast.push(|| Box::<Boon>::default()),
                PeerName::Ajv => panel.seat("ajv", in_node("ajv.mjs", packages), IN_DOUBLES),
                PeerName::Hyperjump => {
                    panel.seat("hyperjump", in_node("hyperjump.mjs", packages), IN_DOUBLES);
                }
                PeerName::Python => panel.seat("python", in_python(packages), EXACT),
                PeerName::AjvOpenApi30 => {
                    panel.seat("ajv-3.0", in_node("ajv.mjs", packages), IN_DOUBLES_30);
                }
                PeerName::PythonOpenApi30 => {
                    panel.seat("python-3.0", in_python(packages), EXACT_30);
                }
            }
        }
        panel
    }

    fn seat(
        &mut self,
        name: &'static str,
        command: Result<Command, String>,
        (numbers, dialect): (Numbers, Dialect),
    ) {
        /// A batch takes a second at most.
        const PATIENCE: Duration = Duration::from_secs(120);
        let start = |mut command: Command| {
            match dialect {
                Dialect::JsonSchema => {}
                Dialect::OpenApi30 => drop(command.arg("openapi-3.0")),
            }
            let child = Child::start(name, command, numbers, PATIENCE);
            child
                .map(|child| child.reading(dialect))
                .map_err(|error| error.to_string())
        };
        match command.and_then(start) {
            Ok(child) => self.slow.push(Box::new(child)),
            Err(why) => self.missing.push(Missing { name, why }),
        }
    }
}

/// The folder of the scripts and lock files.
fn scripts() -> PathBuf {
    root().join("conformance/peers")
}

/// Where packages are installed unless it is said.
pub(crate) fn default_packages() -> PathBuf {
    root().join("target/agree")
}

/// Node finds packages from where the script is, so it stands beside them.
fn in_node(script: &str, packages: &Path) -> Result<Command, String> {
    let folder =
        install::npm(&scripts(), &packages.join("npm")).map_err(|missing| missing.to_string())?;
    for file in [script, "lines.mjs"] {
        copy(&scripts().join(file), &folder.join(file))
            .map_err(|error| format!("{file}: {error}"))?;
    }
    let mut command = Command::new("node");
    command.arg(folder.join(script));
    Ok(command)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}

fn in_python(packages: &Path) -> Result<Command, String> {
    let requirements = scripts().join("requirements.txt");
    let python = install::python(&requirements, &packages.join("python"));
    let mut command = Command::new(python.map_err(|missing| missing.to_string())?);
    command.arg(scripts().join("python.py"));
    Ok(command)
}
