//! What compiling costs: crates, and the processor's time.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::workspace::at;

/// How many crates are compiled beside the one whose tree it is; `tree` is a `cargo tree`.
pub(crate) fn crates(tree: &mut Command) -> io::Result<usize> {
    tree.args(["--edges", "normal,build", "--prefix", "none"]);
    let output = tree.args(["--format", "{p}"]).output()?;
    if !output.status.success() {
        return Err(said(&output.stderr));
    }
    Ok(others(&String::from_utf8_lossy(&output.stdout)))
}

/// The different packages of `cargo tree`, but for the first, whose tree it is.
fn others(tree: &str) -> usize {
    let lines = tree.lines().filter(|line| !line.trim().is_empty());
    let packages: BTreeSet<&str> = lines
        .map(|line| {
            line.trim_end_matches(" (*)")
                .trim_end_matches(" (proc-macro)")
        })
        .collect();
    packages.len().saturating_sub(1)
}

/// How long it takes to build from nothing: by the clock, and of the processor. `build` is a `cargo build`, to which the
/// folder is given.
pub(crate) fn build(build: &mut Command, folder: &Path) -> io::Result<[Duration; 2]> {
    remove(folder)?;
    let (start, before) = (Instant::now(), processor_time()?);
    build
        .args(["--quiet", "--target-dir"])
        .arg(folder)
        // As what comes from a registry is built, though ours comes from a path.
        .env("CARGO_INCREMENTAL", "0")
        // What another build has set up would not be what a client has.
        .env_remove("CARGO_PROFILE_DEV_DEBUG")
        .env_remove("RUSTC_WRAPPER")
        .env_remove("RUSTFLAGS");
    let output = build.output()?;
    let taken = [start.elapsed(), processor_time()?.saturating_sub(before)];
    remove(folder)?;
    if output.status.success() {
        Ok(taken)
    } else {
        Err(said(&output.stderr))
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(folder, &error)),
        _ => Ok(()),
    }
}

fn said(words: &[u8]) -> io::Error {
    io::Error::other(String::from_utf8_lossy(words).into_owned())
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

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_once_and_the_crate_itself_does_not() {
        let tree = "a v1.0.0 (/a)\nb v1.0.0\nc v1.0.0 (proc-macro)\nb v1.0.0 (*)\nc v1.0.0 (proc-macro) (*)\nb v2.0.0\n\n";
        assert_eq!(others(tree), 3);
    }
}
