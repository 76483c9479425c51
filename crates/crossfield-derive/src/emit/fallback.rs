//! What stands in for the implementation when the input has mistakes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Ident};

use super::{known, rules, subject, with_bounds};
use crate::model::{Enumeration, Variant};
use crate::syntax::unraw;

/// The errors, and an implementation without rules: code that uses the type then shows no errors of its own, and the
/// mistakes are all that is seen.
pub(crate) fn fallback(
    input: &DeriveInput,
    krate: &TokenStream,
    context: Option<&TokenStream>,
    errors: &[syn::Error],
) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    let generics = with_bounds(&input.generics, |_| true);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let ident = &input.ident;
    let subject = subject(ident, &generics);
    let (shape, known) = match &input.data {
        Data::Enum(data) => (variants(ident, data), known(ident, &generics)),
        _ => (quote!(__p::Shape::Any), TokenStream::new()),
    };
    let described = match context {
        None => quote! {
            #[automatically_derived]
            impl #parameters __p::Validate for #ident #arguments #bounds {
                const SHAPE: __p::Shape = #shape;
            }
            #krate::__validator! { #subject }
        },
        Some(args) => quote! {
            #[automatically_derived]
            impl #parameters __p::Description for #ident #arguments #bounds {
                const SHAPE: __p::Shape = #shape;
            }
            #[automatically_derived]
            impl #parameters __p::ValidateWith for #ident #arguments #bounds {
                type Args<'v_a> = #args;

                fn check_with<'v_a, __S: __p::Sink>(&self, _: #args, _: &__p::Path<'_>, _: &mut __S) -> ::core::primitive::bool {
                    true
                }
            }
        },
    };
    quote! {
        #(#errors)*
        const _: () = {
            use #krate::private as __p;
            #described
            #known
            #krate::__carries_rules! { #subject }
        };
    }
}

/// The names of an enum's variants, so that conditions over it find them.
fn variants(ident: &Ident, data: &DataEnum) -> TokenStream {
    let variants = data.variants.iter().map(|variant| Variant {
        ident: variant.ident.clone(),
        name: unraw(&variant.ident),
        description: String::new(),
    });
    let enumeration = Enumeration {
        variants: variants.collect(),
    };
    rules::enumeration_shape(ident, &enumeration)
}
