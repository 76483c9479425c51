//! The workspace's own commands: `cargo xtask --help`.

mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The workspace's own commands",
    version
)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Schema(schema::Arguments),
}

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Schema(arguments) => schema::run(&arguments),
    }
}
