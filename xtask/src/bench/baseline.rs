//! The instructions that the library's own work needs, committed, so that a change that makes it slower is seen.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};

use super::callgrind;
use super::figures::{self, Figure, Figures};
use crate::workspace::root;

/// How much more than the baseline is seen as worse.
const SLACK: f64 = 1.05;

/// What callgrind counts depends on these.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    rustc: String,
    /// The kind of machine, and what its system adds to it: the C library picks functions by what the processor can do.
    host: String,
    valgrind: String,
}

#[derive(Serialize, Deserialize)]
struct Baseline {
    made_with: Made,
    /// Of one call each.
    instructions: BTreeMap<String, f64>,
}

pub(super) fn update(out: &mut impl Write) -> io::Result<ExitCode> {
    if let Err(missing) = callgrind::find() {
        return Err(io::Error::other(missing));
    }
    let baseline = Baseline {
        made_with: made()?,
        instructions: own()?,
    };
    let mut text = serde_json::to_string_pretty(&baseline).map_err(io::Error::other)?;
    text.push('\n');
    fs::write(file(), text)?;
    writeln!(
        out,
        "`benches/baseline.json` has {} figures",
        baseline.instructions.len()
    )?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn check(out: &mut impl Write) -> io::Result<ExitCode> {
    let text = fs::read_to_string(file())?;
    let baseline: Baseline = serde_json::from_str(&text).map_err(io::Error::other)?;
    if let Err(missing) = callgrind::find() {
        writeln!(out, "nothing is compared: {missing}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let here = made()?;
    if here != baseline.made_with {
        writeln!(
            out,
            "nothing is compared: the baseline was made with {}, here is {}; `cargo xtask bench --update` makes a new one",
            baseline.made_with, here
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let findings = compare(&baseline.instructions, &own()?);
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    if findings.is_empty() {
        writeln!(
            out,
            "{} figures are as the baseline has them",
            baseline.instructions.len()
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(
        out,
        "if that is meant, `cargo xtask bench --update` writes the baseline anew"
    )?;
    Ok(ExitCode::from(1))
}

impl std::fmt::Display for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}, {}", self.rustc, self.host, self.valgrind)
    }
}

/// What is worse than it was, and what has no figure on one side.
fn compare(before: &BTreeMap<String, f64>, now: &BTreeMap<String, f64>) -> Vec<String> {
    let mut findings = Vec::new();
    for (name, before) in before {
        match now.get(name) {
            None => findings.push(format!(
                "{name}: is in the baseline, and is no longer measured"
            )),
            Some(now) if *now > before * SLACK => {
                let percent = (now / before - 1.0) * 100.0;
                findings.push(format!(
                    "{name}: {now:.0} instructions, {percent:.1} % more than {before:.0}"
                ));
            }
            Some(_) => {}
        }
    }
    let new = now.keys().filter(|name| !before.contains_key(*name));
    findings.extend(new.map(|name| format!("{name}: is not in the baseline")));
    findings
}

/// The figures of the library's own work, and not those of what it is compared with.
fn own() -> io::Result<BTreeMap<String, f64>> {
    let figures = Figures::counted(&figures::build()?)?;
    let own = figures.0.iter().filter(|figure| is_own(figure));
    Ok(own
        .filter_map(|figure| Some((figure.name(), figure.instructions?)))
        .collect())
}

fn is_own(figure: &Figure) -> bool {
    let candidate = figure.candidate.as_str();
    figure.subject == "rules on one field"
        || matches!(
            candidate,
            "validate" | "is_valid" | "validate, rendered" | "check_json::<T>"
        )
        || candidate.contains("::<Valid<T>>")
}

fn file() -> PathBuf {
    root().join("benches/baseline.json")
}

fn made() -> io::Result<Made> {
    let libc = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let libc = libc.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    );
    Ok(Made {
        rustc: first_line("rustc")?,
        host: format!("{} {} {libc}", std::env::consts::ARCH, std::env::consts::OS),
        valgrind: first_line("valgrind")?,
    })
}

fn first_line(program: &str) -> io::Result<String> {
    let output = Command::new(program)
        .arg("--version")
        .current_dir(root())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(of: &[(&str, f64)]) -> BTreeMap<String, f64> {
        of.iter()
            .map(|(name, figure)| ((*name).to_owned(), *figure))
            .collect()
    }

    #[test]
    fn more_than_a_twentieth_more_is_told() {
        let before = figures(&[("a", 100.0), ("b", 100.0), ("c", 100.0)]);
        let now = figures(&[("a", 105.0), ("b", 106.0), ("c", 1.0)]);
        assert_eq!(
            compare(&before, &now),
            ["b: 106 instructions, 6.0 % more than 100"]
        );
    }

    #[test]
    fn what_stands_on_one_side_alone_is_told() {
        let findings = compare(&figures(&[("a", 1.0)]), &figures(&[("b", 1.0)]));
        let expected = [
            "a: is in the baseline, and is no longer measured",
            "b: is not in the baseline",
        ];
        assert_eq!(findings, expected);
    }
}
