//! The way of an input, from its tokens to the code. It needs no compiler around it, so that fuzzing can go it too.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::{check, emit, syntax};

/// The implementation, or the errors and what stands in for it.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let raw = syntax::read(&ctxt, input);
    let krate = raw.krate.clone();
    let context = raw.context.as_ref().map(syntax::RawContext::args);
    let model = check::check(&ctxt, raw);
    match ctxt.finish() {
        Ok(()) => model
            .map(|model| emit::implementation(&model))
            .unwrap_or_default(),
        Err(errors) => emit::fallback(input, &krate, context.as_ref(), &errors),
    }
}
