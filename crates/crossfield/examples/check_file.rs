//! Checks files of payloads, as a step of a build does: every line that breaks a rule is named, and then the step fails.
//!
//! ```text
//! cargo run -p crossfield --example check_file -- routes.ndjson
//! ```
//!
//! Each line of a file is a payload (NDJSON). The exit code is 0 when all are valid, 1 when one is not, and 2 when a file
//! cannot be read. What is printed, `file:line:column: message`, editors and the logs of a build turn into links.

use std::env;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::process::ExitCode;

use crossfield::{Validate, Violation, check_json};
use serde::Deserialize;

/// Which calls go where.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Route {
    #[validate(pattern = r"^\+[0-9]{1,15}$")]
    prefix: String,

    target: Target,

    #[validate(required_iff(target = Sip), starts_with = "sip:")]
    address: Option<String>,

    #[validate(required_iff(target = Queue), length(min = 1, max = 32))]
    queue: Option<String>,
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "snake_case")]
enum Target {
    Sip,
    Queue,
    Busy,
}

fn main() -> ExitCode {
    let files: Vec<String> = env::args().skip(1).collect();
    if files.is_empty() || files.iter().any(|file| file.starts_with('-')) {
        eprintln!("usage: check_file FILE...\n\nEach line of a file is a JSON object: a route.");
        return ExitCode::from(2);
    }
    let mut faults = 0;
    for file in &files {
        match check(file) {
            Ok(found) => faults += found,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Says what is wrong with the lines of a file, and how much it is. One line is in memory at a time.
fn check(file: &str) -> io::Result<usize> {
    let mut faults = 0;
    for (number, line) in BufReader::new(File::open(file)?).split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        for violation in check_json::<Route>(&line).err().into_iter().flatten() {
            println!(
                "{file}:{}:{}: {violation}",
                number + 1,
                column(&violation, &line)
            );
            faults += 1;
        }
    }
    Ok(faults)
}

fn column(violation: &Violation, line: &[u8]) -> usize {
    violation
        .span()
        .map_or(1, |span| span.position(line).column)
}
