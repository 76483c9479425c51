//! Nanoseconds of validating the SIP-endpoint types, beside the same rules written by hand and beside parsing alone.
//!
//! `cargo run --release -p benches`. The candidates take turns, so that a busy machine slows all of them alike; of each
//! the median of the rounds is shown, and what matters is the ratio.

mod hand;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crossfield::{Valid, Validate};
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

const ROUNDS: usize = 201;
/// Long enough for the clock's own cost to vanish.
const ROUND: Duration = Duration::from_micros(200);

/// What is measured: one call.
struct Candidate<'a> {
    name: &'static str,
    call: Box<dyn Fn() + 'a>,
}

fn candidate<'a, T>(name: &'static str, call: impl Fn() -> T + 'a) -> Candidate<'a> {
    Candidate {
        name,
        call: Box::new(move || drop(black_box(call()))),
    }
}

fn main() -> ExitCode {
    let request = UpdateSipEndpointRequest::example();
    let response = SipEndpoint::example();
    let (Ok(request_text), Ok(response_text)) =
        (serde_json::to_vec(&request), serde_json::to_vec(&response))
    else {
        eprintln!("error: the examples cannot be written");
        return ExitCode::FAILURE;
    };
    let agree = request.is_valid() && hand::request(&request).is_empty() && response.is_valid();
    if !agree || !hand::response(&response).is_empty() {
        eprintln!("error: the candidates do not agree on the examples");
        return ExitCode::FAILURE;
    }
    compare(
        "a valid request, 8 fields",
        &[
            candidate("by hand", || hand::request(black_box(&request))),
            candidate("validate", || black_box(&request).validate()),
            candidate("is_valid", || black_box(&request).is_valid()),
            candidate("from_slice::<T>", || {
                parse::<UpdateSipEndpointRequest>(&request_text)
            }),
            candidate("from_slice::<Valid<T>>", || {
                parse::<Valid<UpdateSipEndpointRequest>>(&request_text)
            }),
            candidate("check_json::<T>", || {
                crossfield::check_json::<UpdateSipEndpointRequest>(&request_text)
            }),
        ],
    );
    compare(
        "a valid response, 25 fields",
        &[
            candidate("by hand", || hand::response(black_box(&response))),
            candidate("validate", || black_box(&response).validate()),
            candidate("is_valid", || black_box(&response).is_valid()),
            candidate("from_slice::<T>", || parse::<SipEndpoint>(&response_text)),
            candidate("from_slice::<Valid<T>>", || {
                parse::<Valid<SipEndpoint>>(&response_text)
            }),
            candidate("check_json::<T>", || {
                crossfield::check_json::<SipEndpoint>(&response_text)
            }),
        ],
    );
    ExitCode::SUCCESS
}

fn parse<'a, T: serde::Deserialize<'a>>(text: &'a [u8]) -> serde_json::Result<T> {
    serde_json::from_slice(black_box(text))
}

/// Prints the median of each candidate, and its ratio to the first.
fn compare(title: &str, candidates: &[Candidate<'_>]) {
    let calls: Vec<u32> = candidates.iter().map(calls_per_round).collect();
    let mut rounds: Vec<Vec<f64>> = candidates
        .iter()
        .map(|_| Vec::with_capacity(ROUNDS))
        .collect();
    for _ in 0..ROUNDS {
        for ((candidate, calls), rounds) in candidates.iter().zip(&calls).zip(&mut rounds) {
            rounds.push(nanoseconds(candidate, *calls));
        }
    }
    println!("{title}");
    let medians: Vec<f64> = rounds.into_iter().map(median).collect();
    let first = medians.first().copied().unwrap_or(f64::NAN);
    for (candidate, median) in candidates.iter().zip(medians) {
        println!(
            "  {:<24}{median:>9.1} ns{:>9.2} ×",
            candidate.name,
            median / first
        );
    }
}

fn calls_per_round(candidate: &Candidate<'_>) -> u32 {
    let mut calls = 1;
    while elapsed(candidate, calls) < ROUND && calls < 1 << 20 {
        calls *= 2;
    }
    calls
}

fn nanoseconds(candidate: &Candidate<'_>, calls: u32) -> f64 {
    elapsed(candidate, calls).as_secs_f64() * 1e9 / f64::from(calls)
}

fn elapsed(candidate: &Candidate<'_>, calls: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        (candidate.call)();
    }
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
