//! A copy of the workspace, and its tests as cargo builds them there.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{process, workspace};

/// Where the code is changed and built.
pub(super) struct Build {
    place: PathBuf,
    package: String,
    judges: Vec<String>,
    libraries: PathBuf,
}

/// What comes of a build.
pub(super) enum Built {
    Tests(Vec<Binary>),
    /// What the compiler does not take.
    Refused(Vec<Refusal>),
    /// The compiler computes without end.
    WithoutEnd,
}

/// Tests in one program.
#[derive(Clone, Debug)]
pub(super) struct Binary {
    pub(super) path: PathBuf,
    /// The folder that it is run in: that of its package.
    pub(super) folder: PathBuf,
    /// Where the compiler's own libraries are, which the tests of a derive are linked to.
    pub(super) libraries: PathBuf,
    /// How near it is to what is changed.
    pub(super) place: Place,
    /// Its name.
    pub(super) name: String,
}

/// Where tests are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside the code that is changed.
    Unit,
    /// In the `tests/` of its package.
    Package,
    /// In another package.
    Other,
}

/// An error of the compiler's.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Refusal {
    pub(super) file: PathBuf,
    /// In bytes from the beginning of the file.
    pub(super) at: usize,
    /// The path of a function that is not `const` and is called where only such can be.
    pub(super) called_while_compiling: Option<String>,
    pub(super) text: String,
}

/// What cargo says of a compiler that the limit on its time has ended (SIGXCPU).
const OUT_OF_TIME: &str = "(signal: 24";

impl Build {
    pub(super) fn new(package: &str, judges: &[String]) -> io::Result<Self> {
        let place = workspace::root().join("target/mutants");
        let build = Self {
            place,
            package: package.to_owned(),
            judges: judges.to_owned(),
            libraries: libraries()?,
        };
        workspace::copy_to(&build.tree())?;
        Ok(build)
    }

    pub(super) fn tree(&self) -> PathBuf {
        self.place.join("tree")
    }

    /// For what tests are asked to note.
    pub(super) fn scratch(&self, name: &str) -> PathBuf {
        self.place.join(name)
    }

    /// The file at the root of the package's crate.
    pub(super) fn root(&self) -> PathBuf {
        Path::new("crates").join(&self.package).join("src/lib.rs")
    }

    /// The tests of what is there now: those that these arguments of cargo's name, or all if there are none. The compiler may
    /// take so many seconds of the processor for a crate.
    pub(super) fn tests(&self, named: &[&str], most: Option<u32>) -> io::Result<Built> {
        let ended = self.command(named, most).output()?;
        let messages: Vec<Value> = serde_json::Deserializer::from_slice(&ended.stdout)
            .into_iter()
            .collect::<Result<_, _>>()?;
        if ended.status.success() {
            let binaries = messages.iter().filter_map(|message| self.binary(message));
            return Ok(Built::Tests(binaries.collect()));
        }
        let refused: BTreeSet<Refusal> = messages.iter().filter_map(refusal).collect();
        let said = String::from_utf8_lossy(&ended.stderr);
        if said.contains(OUT_OF_TIME) {
            return Ok(Built::WithoutEnd);
        }
        if refused.is_empty() {
            let rendered = messages
                .iter()
                .filter_map(|message| message["message"]["rendered"].as_str());
            let rendered: String = rendered.collect();
            return Err(io::Error::other(format!(
                "the tests cannot be built: {rendered}{said}"
            )));
        }
        Ok(Built::Refused(refused.into_iter().collect()))
    }

    fn command(&self, named: &[&str], most: Option<u32>) -> Command {
        let most = most.map_or_else(|| "unlimited".to_owned(), |seconds| seconds.to_string());
        let mut command = Command::new("sh");
        command
            .args([
                "-c",
                &format!("ulimit -S -t {most}; exec cargo \"$@\""),
                "cargo",
            ])
            .args(["test", "--no-run", "--locked", "--message-format=json"]);
        // What the tests parse and print with is built once, and runs for each change.
        command.args(["--config", r#"profile.dev.package."*".opt-level=1"#]);
        for judge in &self.judges {
            command.args(["--package", judge]);
        }
        command
            .args(named)
            .current_dir(self.tree())
            .env("CARGO_TARGET_DIR", self.place.join("build"))
            // Changed code has warnings, and nobody debugs it.
            .env("RUSTFLAGS", "--cap-lints=allow")
            .env("CARGO_PROFILE_DEV_DEBUG", "none")
            .env("CARGO_INCREMENTAL", "1")
            .stdin(Stdio::null());
        command
    }

    fn binary(&self, message: &Value) -> Option<Binary> {
        let is_test = message["profile"]["test"] == true;
        let path = message["executable"].as_str().filter(|_| is_test)?;
        let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
        let target = &message["target"];
        let place = match target["kind"][0].as_str()? {
            _ if !folder.ends_with(&self.package) => Place::Other,
            "test" => Place::Package,
            _ => Place::Unit,
        };
        Some(Binary {
            path: path.into(),
            folder: folder.into(),
            libraries: self.libraries.clone(),
            place,
            name: target["name"].as_str()?.to_owned(),
        })
    }
}

fn libraries() -> io::Result<PathBuf> {
    let mut command = Command::new("rustc");
    command
        .args(["--print", "target-libdir"])
        .current_dir(workspace::root());
    let folder = process::run(&mut command, "", process::LIMIT)?.succeeded()?;
    Ok(folder.trim().into())
}

fn refusal(message: &Value) -> Option<Refusal> {
    let message = &message["message"];
    let spans = message["spans"]
        .as_array()
        .filter(|_| message["level"] == "error")?;
    let first = spans.iter().find(|span| span["is_primary"] == true)?;
    Some(Refusal {
        file: first["file_name"].as_str()?.into(),
        at: usize::try_from(first["byte_start"].as_u64()?).ok()?,
        called_while_compiling: called_while_compiling(message),
        text: message["rendered"].as_str()?.to_owned(),
    })
}

/// The message of E0015 has the path between its first quotation marks.
fn called_while_compiling(message: &Value) -> Option<String> {
    let is_of_it = message["code"]["code"] == "E0015";
    let text = message["message"].as_str().filter(|_| is_of_it)?;
    text.split('`').nth(1).map(str::to_owned)
}
