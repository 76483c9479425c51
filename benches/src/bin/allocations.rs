//! Counts how often each candidate asks for memory. Apart from the one that times, since counting takes time.

use std::io;
use std::process::ExitCode;

use benches::{Candidate, candidates, measured};

fn main() -> ExitCode {
    let candidates = match candidates() {
        Ok(candidates) => candidates,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(1);
        }
    };
    match candidates.iter().try_for_each(count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn count(candidate: &Candidate) -> io::Result<()> {
    // What is made once, such as a regular expression, is made before.
    measured(candidate, 1);
    let counted = allocation_counter::measure(|| measured(candidate, 1));
    candidate.write("allocations", counted.count_total)
}
