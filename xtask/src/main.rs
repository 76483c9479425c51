//! The workspace's commands.

mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The workspace's commands
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", after_help = MORE_HELP)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Validate(validate::Arguments),
}

const MORE_HELP: &str = "\
Exit codes:
    0  done, and all is well
    1  done, and something is not as it should be
    2  wrong usage, or something could not be read or written

Examples:
    cargo xtask validate request.json
    cargo xtask validate --help";

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Validate(arguments) => validate::run(&arguments),
    }
}
