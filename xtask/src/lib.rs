//! The parts of the workspace's own commands that others call too: fuzzing calls the reader of `cargo xtask validate`.

pub mod validate;
