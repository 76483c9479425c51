//! Writes inputs to begin fuzzing with: `cargo run -p fuzz-bodies --example seeds -- FOLDER`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("error: name the folder to write to");
        return ExitCode::from(2);
    };
    match fuzz_bodies::seeds(folder.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot write to {}: {error}", folder.display());
            ExitCode::from(2)
        }
    }
}
