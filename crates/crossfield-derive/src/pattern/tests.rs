//! What the compiler of patterns accepts, refuses and decides.

mod agreement;
mod emission;
mod random;
mod refusals;

use super::{Dfa, compile};

fn compiled(source: &str) -> Dfa {
    compile(source).unwrap_or_else(|error| panic!("{source:?} is refused: {}", error.message))
}
