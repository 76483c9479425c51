//! `cargo xtask feature-cost`: what each feature adds to what a client compiles.

use std::io::{self, Write};
use std::process::{Command, ExitCode};
use std::time::Duration;

use clap::Args;

use crate::cost;
use crate::workspace;

/// Measures what each feature of the crates costs a client
///
/// For each feature alone, and for none: how many other crates are compiled, procedural macros and what they need
/// among them, and how long `cargo build` takes from nothing, with what is downloaded already. Seconds are by the
/// clock, and of the processor over all cores; a busy machine shows little in the latter. The table is Markdown.
#[derive(Args)]
#[command(verbatim_doc_comment, after_long_help = MORE_HELP)]
pub(crate) struct Arguments {
    /// The profile that is built
    #[arg(long, value_name = "NAME", default_value = "dev")]
    profile: String,

    /// Only this crate
    #[arg(long, value_name = "CRATE")]
    package: Option<String>,
}

const MORE_HELP: &str = "\
The folders in target/feature-cost/ are removed before and after each build.

Exit codes:
    0  measured
    2  wrong usage; or a crate does not compile, or the output cannot be written

Examples:
    cargo xtask feature-cost
    cargo xtask feature-cost --package signalwire-sip --profile release";

/// The crates that clients name, each with its features; the empty one is none.
const PACKAGES: [(&str, &[&str]); 2] = [
    (
        "crossfield",
        &["", "cases", "explain", "schemars", "validator"],
    ),
    ("signalwire-sip", &["", "http", "schemars", "validator"]),
];

/// Runs the command.
///
/// # Errors
/// A crate does not compile, is not known, or the output cannot be written to.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let is_asked = |name: &str| arguments.package.as_deref().is_none_or(|only| only == name);
    let asked: Vec<_> = PACKAGES.iter().filter(|(name, _)| is_asked(name)).collect();
    if asked.is_empty() {
        let names = PACKAGES.map(|(name, _)| name).join(", ");
        return Err(io::Error::other(format!("the crates are {names}")));
    }
    writeln!(
        out,
        "| crate | feature | other crates | build | of the processor |"
    )?;
    writeln!(out, "|---|---|---|---|---|")?;
    for (package, features) in asked {
        for feature in *features {
            let crates = crates(package, feature)?;
            let [clock, processor] = build(package, feature, &arguments.profile)?;
            let shown = match *feature {
                "" => "none".to_owned(),
                name => format!("`{name}`"),
            };
            writeln!(
                out,
                "| `{package}` | {shown} | {crates} | {:.1} s | {:.1} s |",
                clock.as_secs_f64(),
                processor.as_secs_f64()
            )?;
            out.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// How many crates are compiled beside this one.
fn crates(package: &str, feature: &str) -> io::Result<usize> {
    let crates = cost::crates(&mut cargo("tree", package, feature));
    crates.map_err(|error| failed(package, feature, &error))
}

/// How long it takes to build from nothing: by the clock, and of the processor.
fn build(package: &str, feature: &str, profile: &str) -> io::Result<[Duration; 2]> {
    let mut command = cargo("build", package, feature);
    command.args(["--locked", "--lib", "--profile", profile]);
    let folder = workspace::root().join("target/feature-cost");
    cost::build(&mut command, &folder).map_err(|error| failed(package, feature, &error))
}

fn cargo(command: &str, package: &str, feature: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(workspace::root()).arg(command).args([
        "--package",
        package,
        "--no-default-features",
        "--features",
        feature,
    ]);
    cargo
}

fn failed(package: &str, feature: &str, said: &io::Error) -> io::Error {
    io::Error::other(format!(
        "`{package}` with the features `{feature}`:\n{said}"
    ))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The features are those that the manifests have; the default one is none of its own.
    #[test]
    fn every_feature_is_measured() {
        for (package, features) in PACKAGES {
            let manifest = workspace::root()
                .join("crates")
                .join(package)
                .join("Cargo.toml");
            let text = fs::read_to_string(manifest).unwrap();
            let section = text.split("[features]").nth(1).unwrap();
            let section = section.split("\n[").next().unwrap();
            let lines = section.lines().filter(|line| !line.starts_with('#'));
            let names = lines.filter_map(|line| line.split_once(" = ").map(|(name, _)| name));
            let mut names: Vec<&str> = names.filter(|name| *name != "default").collect();
            names.sort_unstable();
            assert_eq!(&features[1..], names, "{package}");
        }
    }

    #[test]
    fn a_crate_that_is_not_known_is_an_error() {
        let arguments = Arguments {
            profile: "dev".to_owned(),
            package: Some("serde".to_owned()),
        };
        let error = run(&arguments, &mut Vec::new()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the crates are crossfield, signalwire-sip"
        );
    }
}
