//! What a client that derives rules compiles beyond serde and `serde_json`: each client is a project of its own.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::table::aligned;
use super::targets::{Bound, Reached};
use crate::cost::{self, median};
use crate::derive_cost;
use crate::workspace::{at, root};

/// How often each is built.
const ROUNDS: u32 = 3;

/// One type with one rule, read from a text. The project of the first has neither derive nor rule.
struct Client {
    name: &'static str,
    /// A line of the manifest; `{root}` is the workspace.
    dependency: &'static str,
    derives: &'static str,
    rule: &'static str,
}

const CLIENTS: [Client; 4] = [
    Client {
        name: "serde and serde_json alone",
        dependency: "",
        derives: "serde::Deserialize",
        rule: "",
    },
    Client {
        name: "crossfield",
        dependency: r#"crossfield = { path = "{root}/crates/crossfield" }"#,
        derives: "serde::Deserialize, crossfield::Validate",
        rule: "#[validate(length(min = 1))]",
    },
    Client {
        name: "validator",
        dependency: r#"validator = { version = "0.21", features = ["derive"] }"#,
        derives: "serde::Deserialize, validator::Validate",
        rule: "#[validate(length(min = 1))]",
    },
    Client {
        name: "garde",
        dependency: r#"garde = { version = "0.23", default-features = false, features = ["derive", "pattern"] }"#,
        derives: "serde::Deserialize, garde::Validate",
        rule: "#[garde(length(min = 1))]",
    },
];

struct Cost {
    crates: usize,
    /// Of a build: by the clock, and of the processor.
    seconds: [f64; 2],
}

pub(super) fn measure(out: &mut impl Write) -> io::Result<Vec<Reached>> {
    let mut times: [[Vec<Duration>; 2]; 4] = Default::default();
    let mut crates = [0; 4];
    for round in 0..ROUNDS {
        for ((client, times), crates) in CLIENTS.iter().zip(&mut times).zip(&mut crates) {
            if round == 0 {
                client.write()?;
                *crates = cost::crates(&mut client.cargo("tree"))?;
            }
            let taken = cost::build(&mut client.cargo("build"), &client.folder().join("target"))?;
            for (times, taken) in times.iter_mut().zip(taken) {
                times.push(taken);
            }
        }
    }
    let seconds = times.map(|times| times.map(|times| median(times).as_secs_f64()));
    let costs = crates.into_iter().zip(seconds);
    let costs: Vec<Cost> = costs
        .map(|(crates, seconds)| Cost { crates, seconds })
        .collect();
    table(&costs, out)?;
    Ok(reached(&costs))
}

/// What the derive alone costs.
pub(super) fn derive(out: &mut impl Write) -> io::Result<Vec<Reached>> {
    let (times, lines) = (
        derive_cost::times(derive_cost::ROUNDS)?,
        derive_cost::lines()?,
    );
    let heading = ["25 fields with 12 rules", "check", "lines of LLVM code"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    let figures = times.iter().zip(&lines);
    for (name, (time, lines)) in ["crossfield", "validator"].iter().zip(figures) {
        let (time, lines) = (format!("{time:.2} ms"), format!("{lines:.0}"));
        rows.push(vec![(*name).to_owned(), time, lines]);
    }
    aligned(&rows, out)?;
    writeln!(out)?;
    let ratio =
        |what, [ours, theirs]: [f64; 2]| Reached::new(what, Bound::AtMost(1.0), ours / theirs);
    Ok(vec![
        ratio(
            "25 fields with 12 rules: time of the macro and what checks its code / validator's",
            times,
        ),
        ratio(
            "25 fields with 12 rules: lines of LLVM code / validator's",
            lines,
        ),
    ])
}

fn table(costs: &[Cost], out: &mut impl Write) -> io::Result<()> {
    let heading = [
        "client of",
        "other crates",
        "build",
        "of the processor's time",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for (client, Cost { crates, seconds }) in CLIENTS.iter().zip(costs) {
        let [clock, processor] = seconds.map(|seconds| format!("{seconds:.1} s"));
        let (name, crates) = (client.name.to_owned(), crates.to_string());
        rows.push(vec![name, crates, clock, processor]);
    }
    aligned(&rows, out)?;
    writeln!(out)
}

fn reached(costs: &[Cost]) -> Vec<Reached> {
    let [plain, ours, ..] = costs else {
        return Vec::new();
    };
    // The clock's depends on how many processors there are and on what else they do.
    let ([_, theirs], [_, with_ours]) = (plain.seconds, ours.seconds);
    let beyond = u32::try_from(ours.crates.saturating_sub(plain.crates)).unwrap_or(u32::MAX);
    vec![
        Reached::new(
            "client that derives: crates beyond those of serde and serde_json",
            Bound::AtMost(3.0),
            f64::from(beyond),
        ),
        Reached::new(
            "client that derives: build beyond theirs / theirs",
            Bound::AtMost(0.2),
            (with_ours - theirs) / theirs,
        ),
    ]
}

impl Client {
    /// Writes the project. It takes the versions that the workspace has.
    fn write(&self) -> io::Result<()> {
        let source = self.folder().join("src");
        fs::create_dir_all(&source).map_err(|error| at(&source, &error))?;
        let lock = root().join("Cargo.lock");
        fs::copy(&lock, self.folder().join("Cargo.lock")).map_err(|error| at(&lock, &error))?;
        put(&self.folder().join("Cargo.toml"), &self.manifest())?;
        put(&source.join("main.rs"), &self.source())
    }

    fn manifest(&self) -> String {
        let dependency = self
            .dependency
            .replace("{root}", &root().display().to_string());
        format!(
            r#"[package]
name = "client"
edition = "2024"

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
{dependency}

[workspace]
"#
        )
    }

    fn source(&self) -> String {
        let Self { derives, rule, .. } = self;
        format!(
            r#"#[derive({derives})]
struct Endpoint {{
    {rule}
    username: String,
}}

fn main() -> Result<(), serde_json::Error> {{
    let endpoint: Endpoint = serde_json::from_str("{{\"username\": \"alice\"}}")?;
    println!("{{}}", endpoint.username);
    Ok(())
}}
"#
        )
    }

    fn folder(&self) -> PathBuf {
        let name = self.name.split(' ').next().unwrap_or_default();
        root().join("target/bench-clients").join(name)
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(self.folder()).arg(command);
        cargo
    }
}

fn put(file: &Path, text: &str) -> io::Result<()> {
    fs::write(file, text).map_err(|error| at(file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_plain_client_is_a_part_of_it() {
        let cost = |crates, processor| Cost {
            crates,
            seconds: [0.0, processor],
        };
        let [crates, build] = &*reached(&[cost(11, 10.0), cost(13, 12.5)]) else {
            panic!()
        };
        assert!((crates.measured, build.measured) == (Some(2.0), Some(0.25)));
        assert!(crates.holds() && !build.holds());
    }
}
