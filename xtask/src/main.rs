//! The workspace's commands.

mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The workspace's commands
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Validate(validate::Arguments),
}

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Validate(arguments) => validate::run(&arguments),
    }
}
