//! The workspace's own commands: `cargo xtask --help`.

mod schema;

use std::io;
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
    let outcome = match CommandLine::parse().command {
        Command::Schema(arguments) => schema::run(&arguments, &mut io::stdout().lock()),
    };
    outcome.unwrap_or_else(|error| {
        // Whoever reads the output has seen enough.
        if error.kind() == io::ErrorKind::BrokenPipe {
            return ExitCode::SUCCESS;
        }
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}
