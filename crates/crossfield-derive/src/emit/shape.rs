//! What a field holds, as far as its type is known: its shape, and the check of what is inside.

use proc_macro2::{Group, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type};

use super::{at, seen, stated, validate};
use crate::check::{Holds, container_of, optional, optional_argument};
use crate::model::{Check, CheckKind, Inside, Knowledge};

/// The shape of what a field with these rules holds.
pub(super) fn shape(ty: &Type, known: Knowledge, checks: &[Check]) -> TokenStream {
    match known {
        Knowledge::Described => quote!(<#ty as __p::Validate>::SHAPE),
        Knowledge::PerhapsDescribed => with_known_inside(perhaps_described(ty, checks), checks),
        Knowledge::Opaque => with_known_inside(opaque(ty, checks), checks),
    }
}

/// Rules on what is inside need a list or map that is known as one.
fn with_known_inside(shape: TokenStream, checks: &[Check]) -> TokenStream {
    if checks
        .iter()
        .any(|check| matches!(check.kind, CheckKind::Inside { .. }))
    {
        quote!(__p::with_known_inside(#shape))
    } else {
        shape
    }
}

/// The rules on what is inside a list or map.
fn rules_inside(checks: &[Check], holds: Holds) -> &[Check] {
    let stated = checks.iter().find_map(|check| match (&check.kind, holds) {
        (
            CheckKind::Inside {
                of: Inside::Items,
                checks,
                ..
            },
            Holds::List,
        )
        | (
            CheckKind::Inside {
                of: Inside::Values,
                checks,
                ..
            },
            Holds::Map,
        ) => Some(checks.as_slice()),
        _ => None,
    });
    stated.unwrap_or_default()
}

/// The check of what is inside a value.
///
/// With the type as it is written: a type that cannot be checked cannot be described either, and the two errors are
/// then the same and shown once.
pub(super) fn check(ty: &Type, known: Knowledge, value: &TokenStream, at: &At) -> TokenStream {
    match known {
        Knowledge::Described => at.call(&quote!(<#ty as __p::Validate>), value, Span::call_site()),
        Knowledge::PerhapsDescribed => {
            let (alone, span) = (needs_no_context(ty), super::at(ty.span()));
            let call = at.call(&quote_spanned!(span=> __p::Described::<#ty>), value, span);
            quote!(#call #alone)
        }
        Knowledge::Opaque => TokenStream::new(),
    }
}

/// Where a value stands whose type checks it.
pub(super) enum At {
    /// Where the value under check does.
    Here,
    Field(Literal),
}

impl At {
    fn call(&self, of: &TokenStream, value: &TokenStream, span: Span) -> TokenStream {
        validate::goes_on(&match self {
            Self::Here => quote_spanned!(span=> #of::check(#value, __at, __report)),
            Self::Field(index) => {
                quote_spanned!(span=> #of::check_field(#value, __at, __rules, #index, __report))
            }
        })
    }
}

/// What stands in an `Option`, a list or a map and is checked with a context would not be checked: it hides that what
/// holds it is not described.
fn needs_no_context(ty: &Type) -> Option<TokenStream> {
    let held = innermost(ty);
    let span = at(held.span());
    (!std::ptr::eq(held, ty))
        .then(|| quote_spanned!(span=> __p::Described::<#held>::needs_no_context();))
}

/// What stands in all the containers that are known.
fn innermost(ty: &Type) -> &Type {
    match optional_argument(ty).or_else(|| container_of(ty).map(|(_, held)| held)) {
        Some(held) => innermost(held),
        None => ty,
    }
}

/// A value that only its type can read. Whether there is one is known all the same.
fn opaque(ty: &Type, checks: &[Check]) -> TokenStream {
    if let Some(inner) = optional_argument(ty) {
        let inner = opaque(inner, checks);
        return quote!(__p::Shape::Nullable(const { &#inner }));
    }
    let elided = elided(ty);
    let reader = reader(
        &quote_spanned!(at(ty.span())=> __p::read::<#elided>),
        checks,
    );
    quote!(__p::Shape::Opaque(#reader))
}

/// A value that a function of the user's reads, null too.
pub(super) fn read_by(ty: &Type, path: &Path, checks: &[Check]) -> TokenStream {
    let (elided, span) = (elided(ty), at(path.span()));
    let verdicts = verdicts(checks);
    let given = seen::held_as_option(optional(ty).0, &quote!(__held));
    let read = quote_spanned!(span=> |__from| #path(__from));
    with_known_inside(
        quote! {
            __p::Shape::Opaque(|__text, __broken| {
                let _ = &__broken;
                __p::read_by::<#elided>(__text, #read, |__held| match #given {
                    __p::Some(__value) => {
                        let _ = __value;
                        #verdicts
                        true
                    }
                    __p::None => false,
                })
            })
        },
        checks,
    )
}

/// The shape of a type that may have no description. Of containers that rustc's own library has, at least the outside is
/// known.
fn perhaps_described(ty: &Type, checks: &[Check]) -> TokenStream {
    if let Some(inner) = optional_argument(ty) {
        let inner = perhaps_described(inner, checks);
        return quote!(__p::Shape::Nullable(const { &#inner }));
    }
    let elided = elided(ty);
    let opaque = reader(&quote!(__p::Readable::<'_, #elided>::read), checks);
    let described = quote!(__p::Described::<#ty>::SHAPE);
    let Some((container, held)) = container_of(ty) else {
        return quote!(__p::described(#described, #opaque));
    };
    let shape = match container {
        Holds::List => format_ident!("List"),
        Holds::Map => format_ident!("Map"),
    };
    let inner = perhaps_described(held, rules_inside(checks, container));
    quote! {
        __p::container(
            #described,
            __p::Described::<#held>::SHAPE,
            __p::Shape::#shape(const { &#inner }),
            #opaque,
        )
    }
}

/// A function that reads a text, and holds what it read against the rules on it.
fn reader(read: &TokenStream, checks: &[Check]) -> TokenStream {
    let verdicts = verdicts(checks);
    if verdicts.is_empty() {
        quote!(|__text, _| #read(__text, |_| {}))
    } else {
        quote!(|__text, __broken| #read(__text, |__value| { #verdicts }))
    }
}

fn verdicts(checks: &[Check]) -> TokenStream {
    let verdicts = checks.iter().enumerate().filter_map(|(rule, check)| {
        // For the sake of a function of the user's, the check on text reads the whole.
        if matches!(check.kind, CheckKind::Custom(_) | CheckKind::Regex(_)) {
            return None;
        }
        let verdict = stated::verdict(check)?;
        let rule = Literal::usize_unsuffixed(rule);
        Some(quote!(__p::tell(__broken, #rule, #verdict);))
    });
    quote!(#(#verdicts)*)
}

/// The type as it is read from a text of any lifetime, from which it may borrow.
fn elided(ty: &Type) -> TokenStream {
    let tokens = ty.to_token_stream();
    if has_own_lifetimes(&tokens) {
        return tokens;
    }
    elide(tokens)
}

/// `for<'a> …`: what it binds must keep its name.
fn has_own_lifetimes(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "for",
        TokenTree::Group(group) => has_own_lifetimes(&group.stream()),
        _ => false,
    })
}

fn elide(tokens: TokenStream) -> TokenStream {
    let mut elided = TokenStream::new();
    let mut is_lifetime = false;
    for token in tokens {
        let token = match token {
            TokenTree::Ident(ident) if is_lifetime => {
                TokenTree::Ident(proc_macro2::Ident::new("_", ident.span()))
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), elide(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        };
        is_lifetime = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'' && punct.spacing() == Spacing::Joint);
        elided.extend([token]);
    }
    elided
}
