//! What the fuzz targets do with an input. A panic is a finding.
//!
//! The bodies stand here, and not in the targets, so that `tests/corpus.rs` runs every committed input through them on a
//! stable toolchain too.

mod condition;
mod reader;
mod seeds;
mod verdicts;

pub use condition::condition;
pub use reader::reader;
pub use seeds::seeds;
pub use verdicts::verdicts;

// A macro crate exports nothing but its macros, so that its modules are taken in here as they are.
#[path = "../../../crates/crossfield-derive/src/check/mod.rs"]
mod check;
#[path = "../../../crates/crossfield-derive/src/ctxt.rs"]
mod ctxt;
#[path = "../../../crates/crossfield-derive/src/emit/mod.rs"]
mod emit;
#[path = "../../../crates/crossfield-derive/src/expand.rs"]
mod expand;
#[path = "../../../crates/crossfield-derive/src/logic/mod.rs"]
mod logic;
#[path = "../../../crates/crossfield-derive/src/model.rs"]
mod model;
#[path = "../../../crates/crossfield-derive/src/names.rs"]
mod names;
#[path = "../../../crates/crossfield-derive/src/pattern/mod.rs"]
mod pattern;
#[cfg(test)]
#[path = "../../../crates/crossfield-derive/src/random.rs"]
mod random;
#[path = "../../../crates/crossfield-derive/src/syntax/mod.rs"]
mod syntax;
