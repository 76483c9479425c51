//! Instructions, counted by valgrind's tool callgrind: the same from run to run, however busy the machine is.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::figures::{self, Figure, Programs};
use crate::workspace::at;

/// How often each candidate works. Few, since all calls need the same number.
const CALLS: u32 = 20;

/// Around each candidate's calls callgrind starts to count, stops, and writes what it counted to a file of its own.
const FUNCTION: &str = "benches::measured";

/// Whether valgrind is there.
///
/// # Errors
/// That it is not, and what to do about it.
pub(crate) fn find() -> Result<(), &'static str> {
    let mut command = Command::new("valgrind");
    let command = command.arg("--version").stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err("valgrind is not installed; packages of most systems have it under that name"),
    }
}

/// The instructions of each candidate's call.
pub(super) fn count(programs: &Programs) -> io::Result<Vec<Figure>> {
    let folder = figures::target().join("callgrind");
    let _: io::Result<()> = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut command = Command::new("valgrind");
    command
        .args(["--quiet", "--tool=callgrind"])
        .arg(format!(
            "--callgrind-out-file={}",
            folder.join("out").display()
        ))
        .arg(format!("--toggle-collect={FUNCTION}"))
        .arg(format!("--dump-after={FUNCTION}"))
        .arg(&programs.measure)
        .args(["--calls", &CALLS.to_string()]);
    let mut all = figures::printed(&mut command)?;
    // The first file is of no work at all: the loop around it.
    let around = total(&folder.join("out.1"))?;
    for (index, figure) in all.iter_mut().enumerate() {
        let instructions = total(&folder.join(format!("out.{}", index + 2)))? - around;
        figure.instructions = Some(instructions / f64::from(CALLS));
    }
    Ok(all)
}

/// What a file says was counted.
pub(crate) fn total(file: &Path) -> io::Result<f64> {
    let text = fs::read_to_string(file)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    total
        .and_then(|total| total.trim().parse().ok())
        .ok_or_else(|| at(file, &io::Error::other("callgrind wrote no total")))
}
