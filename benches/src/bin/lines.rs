//! Writes requests as lines, or reads such lines on several threads with `serde_json` alone: what checking them is
//! measured against. `cargo xtask bench --ndjson` runs it.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use benches::payloads::REQUESTS;
use signalwire_sip::UpdateSipEndpointRequest;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match (arguments.as_slice(), count(&arguments)) {
        (["write", _, file], Some(lines)) => write(lines, Path::new(file)),
        (["read", _, file], Some(threads)) => read(threads, Path::new(file)),
        _ => Err(io::Error::other(
            "`write LINES FILE`, or `read THREADS FILE`",
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn count(arguments: &[&str]) -> Option<u64> {
    arguments.get(1)?.parse().ok()
}

/// So many valid requests, no two of them alike.
fn write(lines: u64, file: &Path) -> io::Result<()> {
    let valid = REQUESTS.first().map_or("{}", |payload| payload.text);
    let mut out = BufWriter::new(File::create(file)?);
    for number in 0..lines {
        let username = format!("endpoint-{number:07}");
        writeln!(out, "{}", valid.replace("front-desk", &username))?;
    }
    out.flush()
}

/// Reads the lines, each thread those of its part of the file.
fn read(threads: u64, file: &Path) -> io::Result<()> {
    let threads = threads.max(1);
    let length = file.metadata()?.len();
    let bound = |part: u64| length * part / threads;
    thread::scope(|scope| {
        let part = |part| scope.spawn(move || read_part(file, bound(part), bound(part + 1)));
        let parts: Vec<_> = (0..threads).map(part).collect();
        parts.into_iter().try_for_each(|part| {
            let panicked = |_| Err(io::Error::other("a thread panicked"));
            part.join().unwrap_or_else(panicked)
        })
    })
}

/// Reads the lines that begin in a part of the file.
fn read_part(file: &Path, from: u64, to: u64) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 17, File::open(file)?);
    let mut line = Vec::new();
    let mut at = from.saturating_sub(1);
    input.seek(SeekFrom::Start(at))?;
    if from > 0 {
        // The end of a line that begins before.
        at += input.skip_until(b'\n')? as u64;
    }
    while at < to {
        line.clear();
        at += input.read_until(b'\n', &mut line)? as u64;
        black_box(serde_json::from_slice::<UpdateSipEndpointRequest>(&line)?);
    }
    Ok(())
}
