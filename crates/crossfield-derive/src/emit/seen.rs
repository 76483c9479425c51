//! How the check gets at what a field holds.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Member};

use super::at;
use crate::model::{Field, Optional};

/// How the check sees a field.
pub(super) enum Seen {
    /// A reference to a value that is always there.
    Always(TokenStream),
    /// Something that `Some(…)` matches when there is a value.
    Maybe(TokenStream),
}

/// A reference to what a field holds.
pub(super) fn place(field: &Field) -> TokenStream {
    named(field, &quote!(&))
}

/// A field of the value, behind an operator; or the name that is bound to it, which is a reference already.
pub(super) fn named(field: &Field, operator: &TokenStream) -> TokenStream {
    match (&field.binding, &field.member) {
        (Some(binding), _) => binding.to_token_stream(),
        (None, member) => quote!(#operator self.#member),
    }
}

pub(super) fn seen(field: &Field) -> Seen {
    let place = place(field);
    if field.empty_is_absent {
        let local = local(field);
        Seen::Maybe(quote!(#local()))
    } else {
        match field.optional {
            Optional::Never => Seen::Always(place),
            Optional::Option => Seen::Maybe(place),
            Optional::Twice | Optional::Maybe => Seen::Maybe(as_option(field)),
        }
    }
}

/// A field's value, if there is one, as an `Option` of a reference.
pub(super) fn as_option(field: &Field) -> TokenStream {
    held_as_option(field.optional, &place(field))
}

pub(super) fn held_as_option(optional: Optional, place: &TokenStream) -> TokenStream {
    match optional {
        Optional::Never => quote!(__p::Some(#place)),
        Optional::Option => quote!(::core::option::Option::as_ref(#place)),
        Optional::Twice => quote!(__p::held_twice(#place)),
        Optional::Maybe => quote!(__p::Maybe::as_option(#place)),
    }
}

/// What the value of a field is called in the check, where an empty one counts as none.
fn local(field: &Field) -> Ident {
    match &field.member {
        Member::Named(ident) => format_ident!(
            "_{}",
            crate::syntax::unraw(ident),
            span = Span::mixed_site()
        ),
        Member::Unnamed(index) => format_ident!("_{}", index.index),
    }
}

/// `let _name = || …`: the field's value, unless it is an empty one that counts as none. Asked for where it is needed: a
/// verdict needs few of them.
pub(super) fn local_value(field: &Field) -> Option<TokenStream> {
    if !field.empty_is_absent {
        return None;
    }
    let (local, value) = (local(field), as_option(field));
    let span = at(field.ty.span());
    let test = quote_spanned!(span=> __p::EmptyText::is_empty_text(*__value));
    Some(quote!(let #local = || ::core::option::Option::filter(#value, |__value| !#test);))
}
