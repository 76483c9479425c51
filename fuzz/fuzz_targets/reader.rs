//! Any bytes through the reader of `cargo xtask validate`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| fuzz_bodies::reader(input));
