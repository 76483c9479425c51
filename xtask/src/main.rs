//! The workspace's own commands: `cargo xtask --help`.

mod agree;
mod bench;
mod cost;
mod derive_cost;
mod drift;
mod explain;
mod feature_cost;
mod install;
mod mutants;
mod process;
mod schema;
mod site;
mod switch_off;
mod tools;
mod workspace;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::validate;

/// The workspace's own commands
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", after_help = MORE_HELP)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Agree(agree::Arguments),
    Bench(bench::Arguments),
    DeriveCost(derive_cost::Arguments),
    Drift(drift::Arguments),
    Explain(explain::Arguments),
    FeatureCost(feature_cost::Arguments),
    Mutants(mutants::Arguments),
    Schema(schema::Arguments),
    Site(site::Arguments),
    SwitchOff(switch_off::Arguments),
    Tools(tools::Arguments),
    Validate(validate::Arguments),
}

const MORE_HELP: &str = "\
Exit codes:
    0  done, and all is well
    1  done, and something is not as it should be
    2  wrong usage, or something could not be read or written

Examples:
    cargo xtask schema --check
    cargo xtask schema --diff HEAD^
    cargo xtask drift ../vendor/openapi.json
    cargo xtask tools --only spectral
    cargo xtask agree --cases 10000
    cargo xtask bench --instructions
    cargo xtask explain --type sip-endpoint
    cargo xtask site
    cargo xtask validate request.json
    cargo xtask validate --help";

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Agree(arguments) => finished(agree::run(&arguments, &mut io::stdout().lock())),
        Command::Bench(arguments) => finished(bench::run(&arguments, &mut io::stdout().lock())),
        Command::DeriveCost(arguments) => {
            finished(derive_cost::run(&arguments, &mut io::stdout().lock()))
        }
        Command::Drift(arguments) => finished(drift::run(&arguments, &mut io::stdout().lock())),
        Command::Explain(arguments) => finished(explain::run(&arguments, &mut io::stdout().lock())),
        Command::FeatureCost(arguments) => {
            finished(feature_cost::run(&arguments, &mut io::stdout().lock()))
        }
        Command::Mutants(arguments) => finished(mutants::run(&arguments, &mut io::stdout())),
        Command::SwitchOff(arguments) => {
            finished(switch_off::run(&arguments, &mut io::stdout().lock()))
        }
        Command::Schema(arguments) => finished(schema::run(&arguments, &mut io::stdout().lock())),
        Command::Site(arguments) => finished(site::run(&arguments, &mut io::stdout().lock())),
        Command::Tools(arguments) => finished(tools::run(&arguments, &mut io::stdout().lock())),
        Command::Validate(arguments) => validate::run(&arguments),
    }
}

fn finished(outcome: io::Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|error| {
        // Whoever reads the output has seen enough; but it was not all written.
        if error.kind() != io::ErrorKind::BrokenPipe {
            eprintln!("error: {error}");
        }
        ExitCode::from(2)
    })
}
