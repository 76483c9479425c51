//! What stands in for the implementation when the input has mistakes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use super::{bounded, known, subject};

/// The errors, and an implementation without rules: code that uses the type then shows no errors of its own, and the
/// mistakes are all that is seen.
pub(crate) fn fallback(
    input: &DeriveInput,
    krate: &TokenStream,
    errors: &[syn::Error],
) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    let generics = bounded(&input.generics);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let ident = &input.ident;
    let subject = subject(ident, &input.generics);
    let known = matches!(input.data, Data::Enum(_)).then(|| known(ident, &input.generics));
    quote! {
        #(#errors)*
        const _: () = {
            use #krate::private as __p;
            #[automatically_derived]
            impl #parameters __p::Validate for #ident #arguments #bounds {
                const SHAPE: __p::Shape = __p::Shape::Any;
            }
            #known
            #krate::__validator! { #subject }
            #krate::__carries_rules! { #subject }
        };
    }
}
