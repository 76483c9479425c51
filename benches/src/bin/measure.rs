//! Times each candidate, or lets each work a fixed number of times for callgrind to count. `cargo xtask bench` runs it.
//!
//! Writes one JSON object a candidate, in the order in which they worked.

use std::io;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use benches::{Candidate, candidates, measured};

/// Long enough for the clock's own cost to vanish.
const ROUND: Duration = Duration::from_micros(200);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let counted = match (arguments.next().as_deref(), arguments.next()) {
        (Some("--rounds"), Some(count)) => count.parse().map(Work::Rounds),
        (Some("--calls"), Some(count)) => count.parse().map(Work::Calls),
        _ => "".parse().map(Work::Calls),
    };
    let Ok(work) = counted else {
        eprintln!("error: `--rounds N` times, `--calls N` lets each candidate work N times");
        return ExitCode::from(2);
    };
    match candidates() {
        Ok(candidates) => match run(&candidates, work) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(2, &error),
        },
        Err(error) => failed(1, &error),
    }
}

fn failed(code: u8, error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::from(code)
}

#[derive(Clone, Copy)]
enum Work {
    Rounds(usize),
    Calls(u32),
}

fn run(candidates: &[Candidate], work: Work) -> io::Result<()> {
    match work {
        Work::Calls(calls) => {
            measured(&Candidate::empty(), calls);
            candidates.iter().try_for_each(|candidate| {
                measured(candidate, calls);
                candidate.write("nanoseconds", None::<f64>)
            })
        }
        Work::Rounds(rounds) => {
            let mut groups = candidates.chunk_by(|left, right| {
                left.subject == right.subject && left.payload == right.payload
            });
            groups.try_for_each(|group| time(group, rounds))
        }
    }
}

/// The candidates take turns, so that a busy machine slows all of them alike.
fn time(group: &[Candidate], rounds: usize) -> io::Result<()> {
    let empty = Candidate::empty();
    let all: Vec<&Candidate> = std::iter::once(&empty).chain(group).collect();
    let calls: Vec<u32> = all
        .iter()
        .map(|candidate| calls_per_round(candidate))
        .collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::with_capacity(rounds); all.len()];
    for _ in 0..rounds {
        for ((candidate, calls), times) in all.iter().zip(&calls).zip(&mut times) {
            let elapsed = elapsed(candidate, *calls);
            times.push(elapsed.as_secs_f64() * 1e9 / f64::from(*calls));
        }
    }
    let mut medians = times.into_iter().map(median);
    let around = medians.next().unwrap_or(0.0);
    group
        .iter()
        .zip(medians)
        .try_for_each(|(candidate, median)| candidate.write("nanoseconds", median - around))
}

fn calls_per_round(candidate: &Candidate) -> u32 {
    let mut calls = 1;
    while elapsed(candidate, calls) < ROUND && calls < 1 << 20 {
        calls *= 2;
    }
    calls
}

fn elapsed(candidate: &Candidate, calls: u32) -> Duration {
    let start = Instant::now();
    measured(candidate, calls);
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
