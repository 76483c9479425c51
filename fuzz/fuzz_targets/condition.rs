//! Any tokens as rules of a type: no panic, and what comes out is Rust.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| fuzz_bodies::condition(input));
