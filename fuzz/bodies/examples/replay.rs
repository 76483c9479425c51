//! Runs inputs through a target, without a fuzzer: `cargo run -p fuzz-bodies --example replay -- TARGET FILE...`.

use std::fs;
use std::process::ExitCode;

const USAGE: &str =
    "error: name a target (condition, reader or verdicts), and the files with the inputs";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let target = arguments.next();
    let body: fn(&[u8]) = match target.as_ref().and_then(|target| target.to_str()) {
        Some("condition") => fuzz_bodies::condition,
        Some("reader") => fuzz_bodies::reader,
        Some("verdicts") => fuzz_bodies::verdicts,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    for path in arguments {
        match fs::read(&path) {
            Ok(input) => body(&input),
            Err(error) => {
                eprintln!("error: cannot read {}: {error}", path.display());
                return ExitCode::from(2);
            }
        }
        println!("{}: nothing found", path.display());
    }
    ExitCode::SUCCESS
}
