//! What is wrong with the value that serde fills a field with: a function of the table, which makes the value and holds
//! it against the field's own rules and those inside, in the words of the typed check.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ExprPath, Generics, parse_quote};

use super::{at, seen, validate};
use crate::check::{holds_no_rules, names};
use crate::model::{Body, Check, CheckKind, Field, FilledBy, Object};

/// `.filled(…)`; nothing for a field whose default no rule is about.
pub(super) fn check(place: usize, field: &Field) -> Option<TokenStream> {
    let by = judged(field)?;
    let default = default(field, by);
    let field = of_default(field);
    let local = seen::local_value(&field);
    let check = validate::field_check(place, &field, &Object::default(), &[]);
    Some(quote! {
        .filled(|__rules, __at, __report| {
            use __p::Sink as _;
            #default
            #local
            #check
            true
        })
    })
}

/// What fills a field with a value that rules are about.
fn judged(field: &Field) -> Option<&FilledBy> {
    let by = field.filled_by.as_ref()?;
    let has_rules = !field.checks.is_empty() || !holds_no_rules(&field.ty);
    has_rules.then_some(by)
}

/// The default, and a reference to it.
fn default(field: &Field, by: &FilledBy) -> TokenStream {
    let (ty, member) = (&field.ty, &field.member);
    let span = at(ty.span());
    let (of, value, held) = match by {
        FilledBy::Type => (
            ty.to_token_stream(),
            quote_spanned!(span=> <#ty as ::core::default::Default>::default()),
            quote!(&__default),
        ),
        FilledBy::Function(path) => (ty.to_token_stream(), call(path), quote!(&__default)),
        FilledBy::Object => (
            quote!(Self),
            quote!(<Self as ::core::default::Default>::default()),
            quote!(&__default.#member),
        ),
        FilledBy::ObjectOfFunction(path) => (quote!(Self), call(path), quote!(&__default.#member)),
    };
    quote! {
        let __default: #of = #value;
        let __filled = #held;
    }
}

fn call(function: &ExprPath) -> TokenStream {
    quote_spanned!(at(function.span())=> #function())
}

/// The field, as the check of the default sees it.
fn of_default(field: &Field) -> Field {
    let mut field = field.clone();
    field.binding = Some(format_ident!("__filled", span = Span::call_site()));
    leave_context_out(&mut field.checks);
    field
}

fn leave_context_out(checks: &mut [Check]) {
    for check in checks {
        match &mut check.kind {
            CheckKind::Custom(function) => function.left_out = function.use_context,
            CheckKind::Inside { checks, .. } => leave_context_out(checks),
            _ => {}
        }
    }
}

/// What making the defaults asks of the type's parameters, as serde's derive asks it for reading.
pub(super) fn bound(generics: &mut Generics, body: &Body) {
    let mut fields = Vec::new();
    for object in body.objects() {
        let filled = |field| Some((field, judged(field)?));
        fields.extend(object.fields.iter().filter_map(filled));
    }
    let of_type = |by: &FilledBy| matches!(by, FilledBy::Type);
    for parameter in generics.type_params_mut() {
        let names = |field: &Field| names(field.ty.to_token_stream(), &parameter.ident);
        if fields.iter().any(|(field, by)| of_type(by) && names(field)) {
            let bound = parse_quote!(::core::default::Default);
            parameter.bounds.push(bound);
        }
    }
    let of_object = |(_, by): &(_, &FilledBy)| matches!(by, FilledBy::Object);
    if generics.type_params().next().is_some() && fields.iter().any(of_object) {
        let bound = parse_quote!(Self: ::core::default::Default);
        generics.make_where_clause().predicates.push(bound);
    }
}
