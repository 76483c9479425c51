//! Every committed input, on a stable toolchain: what fuzzing has found once stays found.

use std::fs;
use std::path::{Path, PathBuf};

/// Runs a target's corpus, and the inputs that made it panic once.
fn replay(target: &str, body: fn(&[u8])) {
    let corpus = inputs("corpus", target);
    assert!(corpus.len() >= 100, "{} of {target}", corpus.len());
    for input in corpus.into_iter().chain(inputs("regressions", target)) {
        // Seen with the panic's message, if there is one.
        println!("{}", input.display());
        body(&fs::read(&input).expect("an input can be read"));
    }
}

/// None where there is no such folder: a target that never panicked has none for that.
fn inputs(folder: &str, target: &str) -> Vec<PathBuf> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Ok(entries) = fs::read_dir(fuzz.join(folder).join(target)) else {
        return Vec::new();
    };
    let mut inputs: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    inputs.sort();
    inputs
}

#[test]
fn conditions_expand_to_rust() {
    replay("condition", fuzz_bodies::condition);
}

#[test]
fn the_reader_says_what_the_check_says() {
    replay("reader", fuzz_bodies::reader);
}

#[test]
fn the_verdicts_agree() {
    replay("verdicts", fuzz_bodies::verdicts);
}
