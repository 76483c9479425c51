//! What stands in for the implementation when the input has mistakes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_quote};

/// The errors, and an implementation without rules: code that uses the type then shows no errors of its own, and the
/// mistakes are all that is seen.
pub(crate) fn fallback(input: &DeriveInput, errors: &[syn::Error]) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::crossfield::Validate));
    }
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let ident = &input.ident;
    quote! {
        #(#errors)*
        #[automatically_derived]
        impl #parameters ::crossfield::Validate for #ident #arguments #bounds {
            const SHAPE: ::crossfield::rule::Shape = ::crossfield::rule::Shape::Any;
        }
    }
}
