//! Where the workspace is, and what is said of files in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder at the top of the workspace, wherever the command is run.
pub(crate) fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// A file or folder of this package.
pub(crate) fn own(file: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Brings what git knows of, as it is now, to another folder. What is the same there already is not written, so that cargo
/// does not build it again.
pub(crate) fn copy_to(tree: &Path) -> io::Result<()> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    for file in listed.split('\0').filter(|file| !file.is_empty()) {
        let (from, to) = (root().join(file), tree.join(file));
        // One that was deleted and is not committed yet is not there.
        if from.is_file() && fs::read(&to).ok() != Some(fs::read(&from)?) {
            fs::create_dir_all(to.parent().unwrap_or(&to))?;
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

/// Does something while a file is written otherwise.
pub(crate) fn while_changed<T>(
    file: &Path,
    change: impl FnOnce(&str) -> String,
    work: impl FnOnce() -> io::Result<T>,
) -> io::Result<T> {
    let whole = fs::read_to_string(file).map_err(|error| at(file, &error))?;
    fs::write(file, change(&whole))?;
    let done = work();
    fs::write(file, whole)?;
    done
}

/// An error with the path that it is about.
pub(crate) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The JSON in a file.
pub(crate) fn json(path: &Path) -> io::Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| at(path, &error))?;
    serde_json::from_str(&text).map_err(|error| at(path, &error.into()))
}

/// A name as a part of a pointer (RFC 6901).
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
