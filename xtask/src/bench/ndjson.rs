//! A million lines: two threads against one, and against two that parse only; and the memory that they take.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::figures::{self, Programs};
use super::table::aligned;
use super::targets::{Bound, Reached};
use crate::cost::median;
use crate::workspace::at;

const LINES: u32 = 1_000_000;

/// Memory is flat if so many times fewer lines take as much.
const FEWER: u32 = 10;

/// How often each is timed.
const ROUNDS: u32 = 7;

pub(super) fn measure(programs: &Programs, out: &mut impl Write) -> io::Result<Vec<Reached>> {
    let lines = Lines::written(programs)?;
    let xtask = figures::build_xtask()?;
    let validate = |threads: &str| validate(&xtask, threads, &lines.all);
    let parse = |threads: &str| {
        let mut command = Command::new(&programs.lines);
        command.args(["read", threads]).arg(&lines.all);
        command
    };
    let mut work = [validate("1"), validate("2"), parse("1"), parse("2")];
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        for (command, times) in work.iter_mut().zip(&mut times) {
            times.push(timed(command)?);
        }
    }
    let times = times.map(|times| median(times).as_secs_f64());
    let [one, two, _, parsed] = times;
    let peaks = [&lines.fewer, &lines.all].map(|file| peak(&mut self::validate(&xtask, "2", file)));
    let [few, many] = peaks;
    let (few, many) = (few?, many?);
    table(times, [few, many], out)?;
    Ok(vec![
        Reached::new(
            "lines of NDJSON: speed of two threads / of one",
            Bound::AtLeast(1.8),
            one / two,
        ),
        Reached::new(
            "lines of NDJSON, two threads: speed / of from_slice::<T> alone",
            Bound::AtLeast(0.8),
            parsed / two,
        ),
        Reached::new(
            "lines of NDJSON: peak of memory at 1,000,000 / at 100,000",
            Bound::AtMost(1.1),
            many / few,
        ),
    ])
}

/// The seconds of each work, and the mebibytes for few lines and for many.
fn table(times: [f64; 4], peaks: [f64; 2], out: &mut impl Write) -> io::Result<()> {
    let names = [
        "validate, one thread",
        "validate, two threads",
        // How far two threads are beyond one where nothing is checked is the machine's.
        "from_slice::<T> alone, one thread",
        "from_slice::<T> alone, two threads",
    ];
    let mut rows = vec![
        ["1,000,000 lines of NDJSON", "time", "a line"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (name, time) in names.iter().zip(times) {
        let each = time * 1e9 / f64::from(LINES);
        rows.push(vec![
            (*name).to_owned(),
            format!("{time:.2} s"),
            format!("{each:.0} ns"),
        ]);
    }
    for (name, peak) in [
        "peak of memory at 100,000 lines, two threads",
        "… at 1,000,000",
    ]
    .iter()
    .zip(peaks)
    {
        rows.push(vec![
            (*name).to_owned(),
            format!("{peak:.1} MiB"),
            String::new(),
        ]);
    }
    aligned(&rows, out)?;
    writeln!(out)
}

/// Files of lines, which are removed again.
struct Lines {
    all: PathBuf,
    fewer: PathBuf,
}

impl Lines {
    fn written(programs: &Programs) -> io::Result<Self> {
        let folder = figures::target().join("bench");
        fs::create_dir_all(&folder).map_err(|error| at(&folder, &error))?;
        let lines = Self {
            all: folder.join("lines.ndjson"),
            fewer: folder.join("fewer-lines.ndjson"),
        };
        for (count, file) in [(LINES, &lines.all), (LINES / FEWER, &lines.fewer)] {
            let mut command = Command::new(&programs.lines);
            timed(command.args(["write", &count.to_string()]).arg(file))?;
        }
        Ok(lines)
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        for file in [&self.all, &self.fewer] {
            let _: io::Result<()> = fs::remove_file(file);
        }
    }
}

fn validate(xtask: &Path, threads: &str, file: &Path) -> Command {
    let mut command = Command::new(xtask);
    command
        .args(["validate", "--ndjson", "--threads", threads])
        .arg(file);
    command.stdout(Stdio::null());
    command
}

fn timed(command: &mut Command) -> io::Result<Duration> {
    let start = Instant::now();
    ended(&mut command.spawn()?)?;
    Ok(start.elapsed())
}

fn ended(child: &mut Child) -> io::Result<()> {
    let status = child.wait()?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "a program of the benchmark ended with {status}"
    )))
}

/// The most memory that a program had at a time, in mebibytes: Linux keeps account of it while the program runs.
fn peak(command: &mut Command) -> io::Result<f64> {
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait()?.is_none() {
        most = fs::read_to_string(&status)
            .ok()
            .as_deref()
            .and_then(high_water)
            .or(most);
        std::thread::sleep(Duration::from_millis(1));
    }
    ended(&mut child)?;
    most.ok_or_else(|| io::Error::other(format!("{status} says nothing of memory")))
}

fn high_water(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_of_memory_stands_in_the_status() {
        let status = "Name:\txtask\nVmPeak:\t    9999 kB\nVmHWM:\t    2560 kB\n";
        assert_eq!(high_water(status), Some(2.5));
        assert_eq!(high_water("State:\tZ (zombie)\n"), None);
    }
}
