//! Any text: the same verdict from everything that gives one.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| fuzz_bodies::verdicts(input));
