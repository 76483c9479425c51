//! The derive macro of [`crossfield`](https://docs.rs/crossfield), which documents it.
//!
//! The way of an input: its tokens are read as they stand (`syntax`), what they mean is checked and brought into one
//! description (`check`, `model`), and from that the code is written (`emit`); `expand` is that way. A mistake does not
//! stop the reading: every one of an input is reported at once (`ctxt`).

mod check;
mod ctxt;
mod emit;
mod expand;
mod logic;
#[cfg(test)]
mod mistakes;
mod model;
mod names;
mod pattern;
#[cfg(test)]
mod random;
#[cfg(test)]
mod snapshots;
mod syntax;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::expand::expand;

#[doc = include_str!("../README.md")]
#[proc_macro_derive(Validate, attributes(validate))]
pub fn derive_validate(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).into()
}
