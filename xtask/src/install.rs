//! Packages of other languages, pinned by lock files and installed under `target/`.
//!
//! What is installed once is used again as long as the lock file is the same, so that a second run needs no network.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::process::{WITHOUT_A_WORD, last_lines};

/// Something that could not be had, why, and what to do about it.
#[derive(Debug)]
pub(crate) struct Missing {
    what: String,
    why: String,
    remedy: &'static str,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, why, remedy } = self;
        write!(f, "{what}: {why}; {remedy}")
    }
}

impl std::error::Error for Missing {}

/// What to do where Node.js is not there.
pub(crate) const NODE: &str = "install Node.js 20 or later, which brings npm";
const PYTHON: &str = "install Python 3.10 or later with venv and pip";
const CARGO: &str = "install Rust with cargo";
const PACKAGES: &str = "the command needs the package registry once; then it works without";
const FOLDER: &str = "the folder must be readable and `target/` writable";

/// Installs what a folder's `package-lock.json` pins, and gives the folder that has `node_modules` in it.
///
/// No script of a package is run.
///
/// # Errors
/// npm is not there, or did not install the packages: with its last words.
pub(crate) fn npm(lock_folder: &Path, into: &Path) -> Result<PathBuf, Missing> {
    let files = ["package.json", "package-lock.json"];
    installed(lock_folder, &files, into, |into| {
        let mut command = Command::new("npm");
        command
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .args(["--no-progress", "--loglevel=error"])
            .current_dir(into);
        run(command, "npm", NODE)
    })?;
    Ok(into.to_path_buf())
}

/// Installs what a file of requirements with hashes pins into a virtual environment of its own, and gives the Python in
/// it.
///
/// # Errors
/// Python is not there, or pip did not install the packages: with its last words.
pub(crate) fn python(requirements: &Path, into: &Path) -> Result<PathBuf, Missing> {
    let folder = requirements.parent().unwrap_or(Path::new("."));
    let Some(file) = requirements.file_name().and_then(|name| name.to_str()) else {
        return Err(unreadable(requirements, "is not the name of a file"));
    };
    let interpreter = into.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    installed(folder, &[file], into, |into| {
        let mut command = Command::new(if cfg!(windows) { "python" } else { "python3" });
        command
            .args(["-m", "venv", "--clear", "."])
            .current_dir(into);
        run(command, "python3", PYTHON)?;
        // `--clear` took it away.
        copy(folder, &[file], into)?;
        let mut command = Command::new(absolute(&interpreter));
        command
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args([
                "--no-input",
                "--require-hashes",
                "--only-binary",
                ":all:",
                "-r",
                file,
            ])
            .current_dir(into);
        run(command, "pip", PYTHON)
    })?;
    Ok(absolute(&interpreter))
}

/// Installs a program from crates.io with the lock file that it is published with, and gives its path.
///
/// It is compiled without optimization: that takes a third of the time, and it runs for moments.
///
/// # Errors
/// cargo did not install it: with its last words.
pub(crate) fn cargo(package: &str, version: &str, into: &Path) -> Result<PathBuf, Missing> {
    let pinned = format!("{package} {version}");
    installed_as(&pinned, into, |into| {
        let build = into.join("build");
        // By its name: rustup's `cargo` settles the toolchain for all crates, of which some pin one of their own.
        let mut command = Command::new("cargo");
        command
            .current_dir(into)
            .args(["install", "--quiet", "--locked", "--debug", "--force"])
            .args(["--config", "profile.dev.debug=0"])
            .args(["--version", version, "--root"])
            .arg(absolute(into))
            .arg("--target-dir")
            .arg(absolute(&build))
            .arg(package);
        run(command, "cargo", CARGO)?;
        fs::remove_dir_all(&build).map_err(|error| unreadable(&build, &error.to_string()))
    })?;
    Ok(absolute(&into.join("bin").join(format!(
        "{package}{}",
        std::env::consts::EXE_SUFFIX
    ))))
}

/// Downloads the crates that a lock file of cargo's pins, so that a build needs no network.
///
/// # Errors
/// cargo did not download them: with its last words.
pub(crate) fn crates(manifest: &Path) -> Result<(), Missing> {
    let mut command = Command::new("cargo");
    command
        .args(["fetch", "--quiet", "--locked", "--manifest-path"])
        .arg(manifest);
    run(command, "cargo", CARGO)
}

/// Installs unless the same lock files were installed here before.
fn installed(
    from: &Path,
    files: &[&str],
    into: &Path,
    install: impl FnOnce(&Path) -> Result<(), Missing>,
) -> Result<(), Missing> {
    installed_as(&pins(from, files)?, into, |into| {
        copy(from, files, into)?;
        install(into)
    })
}

/// Installs unless what is pinned is what was installed before.
fn installed_as(
    pinned: &str,
    into: &Path,
    install: impl FnOnce(&Path) -> Result<(), Missing>,
) -> Result<(), Missing> {
    const STAMP: &str = "installed.stamp";
    let stamp = into.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|before| before == pinned) {
        return Ok(());
    }
    // An installation that was broken off must not pass for a whole one.
    let _: io::Result<()> = fs::remove_file(&stamp);
    fs::create_dir_all(into).map_err(|error| unreadable(into, &error.to_string()))?;
    install(into)?;
    fs::write(&stamp, pinned).map_err(|error| unreadable(&stamp, &error.to_string()))
}

/// The texts of the lock files, one behind the other.
fn pins(from: &Path, files: &[&str]) -> Result<String, Missing> {
    let texts = files.iter().map(|file| {
        let path = from.join(file);
        fs::read_to_string(&path).map_err(|error| unreadable(&path, &error.to_string()))
    });
    texts.collect()
}

fn copy(from: &Path, files: &[&str], into: &Path) -> Result<(), Missing> {
    for file in files {
        fs::copy(from.join(file), into.join(file))
            .map_err(|error| unreadable(&into.join(file), &error.to_string()))?;
    }
    Ok(())
}

/// A relative path to a program is looked up from wherever the program is started.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn run(mut command: Command, name: &str, remedy: &'static str) -> Result<(), Missing> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Missing {
            what: name.to_owned(),
            why: error.to_string(),
            remedy,
        })?;
    if output.status.success() {
        return Ok(());
    }
    Err(Missing {
        what: name.to_owned(),
        why: format!("{}, {}", output.status, last_words(&output.stderr)),
        remedy: PACKAGES,
    })
}

fn last_words(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    last_lines(&text, 6).map_or_else(|| WITHOUT_A_WORD.to_owned(), |lines| lines.join(" | "))
}

fn unreadable(path: &Path, why: &str) -> Missing {
    Missing {
        what: path.display().to_string(),
        why: why.to_owned(),
        remedy: FOLDER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let (from, into) = (root.path().join("from"), root.path().join("into"));
        fs::create_dir(&from).unwrap();
        fs::write(from.join("lock"), "one").unwrap();
        (root, from, into)
    }

    #[test]
    fn what_is_installed_is_installed_again_only_when_the_lock_file_changes() {
        let (_root, from, into) = folders();
        let times = Cell::new(0);
        let install = || {
            installed(&from, &["lock"], &into, |_| {
                times.set(times.get() + 1);
                Ok(())
            })
        };
        install().unwrap();
        install().unwrap();
        assert_eq!(times.get(), 1);
        fs::write(from.join("lock"), "two").unwrap();
        install().unwrap();
        assert_eq!(times.get(), 2);
    }

    #[test]
    fn an_installation_that_failed_is_tried_again() {
        let (_root, from, into) = folders();
        let failing = |_: &Path| Err(unreadable(Path::new("lock"), "is damaged"));
        let error = installed(&from, &["lock"], &into, failing).unwrap_err();
        assert_eq!(
            error.to_string(),
            "lock: is damaged; the folder must be readable and `target/` writable"
        );
        let tried = Cell::new(false);
        installed(&from, &["lock"], &into, |_| {
            tried.set(true);
            Ok(())
        })
        .unwrap();
        assert!(tried.get());
    }

    #[test]
    fn a_program_that_is_not_there_is_named_with_what_to_do() {
        let error = run(Command::new("no-such-program"), "no-such-program", NODE).unwrap_err();
        let shown = error.to_string();
        assert!(shown.starts_with("no-such-program: "), "{shown}");
        assert!(
            shown.ends_with("; install Node.js 20 or later, which brings npm"),
            "{shown}"
        );
    }

    #[test]
    fn a_lock_file_that_is_not_there_is_named() {
        let (_root, from, into) = folders();
        let error = npm(&from, &into).unwrap_err().to_string();
        assert!(error.contains("package.json"), "{error}");
    }
}
