//! The typed check.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Member};

use super::rules;
use crate::model::{Check, CheckKind, Condition, Conditional, Field, Newtype, Object, Value};

/// The body of a struct's check: its fields in declaration order, each with the rules across fields that name it.
pub(super) fn object(object: &Object) -> TokenStream {
    let bindings = object.fields.iter().map(binding);
    let fields = object
        .fields
        .iter()
        .enumerate()
        .map(|(index, _)| field(index, object));
    quote! {
        let __rules = <Self as __p::Table>::rules();
        #(#bindings)*
        #(#fields)*
        __p::ControlFlow::Continue(())
    }
}

/// The body of the check of a tuple struct of one field.
pub(super) fn newtype(newtype: &Newtype) -> TokenStream {
    let calls = newtype.checks.iter().enumerate().map(|(index, check)| {
        let verdict = verdict(check, &quote!(__value))?;
        let index = Literal::usize_unsuffixed(index);
        Some(quote_spanned!(check.span=> __report.refined(#verdict, __at, const { &Self::SHAPE }, #index)?;))
    });
    let calls = calls.flatten();
    quote! {
        let __value = &self.0;
        #(#calls)*
        __p::Validate::check(__value, __at, __report)
    }
}

/// What a field's value is called in the check.
fn local(field: &Field) -> Ident {
    match &field.member {
        Member::Named(ident) => format_ident!(
            "_{}",
            crate::syntax::unraw(ident),
            span = proc_macro2::Span::mixed_site()
        ),
        Member::Unnamed(index) => format_ident!("_{}", index.index),
    }
}

/// `let _name = …`: the field's value, if it has one.
fn binding(field: &Field) -> TokenStream {
    let (local, member) = (local(field), &field.member);
    let value = if field.optional {
        quote!(::core::option::Option::as_ref(&self.#member))
    } else {
        quote!(::core::option::Option::Some(&self.#member))
    };
    if field.empty_is_absent {
        let span = field.ty.span();
        let test = quote_spanned!(span=> __p::EmptyText::is_empty_text(*value));
        quote!(let #local = ::core::option::Option::filter(#value, |value| !#test);)
    } else {
        quote!(let #local = #value;)
    }
}

fn field(index: usize, object: &Object) -> TokenStream {
    let Some(field) = object.fields.get(index) else {
        return TokenStream::new();
    };
    let local = local(field);
    let with_value = with_value(index, field, object);
    let without_value = without_value(index, field, object);
    let without_value = (!without_value.is_empty()).then(|| quote!(else #without_value));
    quote! {
        if let ::core::option::Option::Some(__value) = #local {
            #with_value
        } #without_value
    }
}

/// A field with a value may be forbidden, may break rules of its own, and may hold further rules inside.
fn with_value(index: usize, field: &Field, object: &Object) -> TokenStream {
    let forbidden = object.demands(index, |rule| rule.effect.forbids_when(), &quote!(forbidden));
    let forbidden = forbidden
        .into_iter()
        .map(|(test, report)| quote!(if #test { #report }));
    let place = Literal::usize_unsuffixed(index);
    let checks = field.checks.iter().enumerate().filter_map(|(number, check)| {
        let verdict = verdict(check, &quote!(__value))?;
        let number = Literal::usize_unsuffixed(number);
        Some(quote_spanned!(check.span=> __report.expect(#verdict, __at, __rules, #place, #number)?;))
    });
    let inside = (!field.opaque)
        .then(|| quote!(__p::Validate::check(__value, &__at.field(__rules, #place), __report)?;));
    quote! {
        #(#forbidden)*
        #(#checks)*
        #inside
    }
}

/// Of what requires a field without a value, the first is reported.
fn without_value(index: usize, field: &Field, object: &Object) -> TokenStream {
    let place = Literal::usize_unsuffixed(index);
    let number = field
        .checks
        .iter()
        .position(|check| matches!(check.kind, CheckKind::Required));
    if let Some(number) = number {
        let number = Literal::usize_unsuffixed(number);
        return quote!({ __report.expect(__p::missing(), __at, __rules, #place, #number)?; });
    }
    let required = object.demands(index, |rule| rule.effect.requires_when(), &quote!(required));
    let required = required
        .into_iter()
        .map(|(test, report)| quote!(if #test { #report }));
    let mut chain = TokenStream::new();
    for (number, branch) in required.enumerate() {
        if number > 0 {
            chain.extend(quote!(else));
        }
        chain.extend(branch);
    }
    chain
}

impl Object {
    /// The rules that demand something of a field: the test under which they do, and the call that reports it.
    fn demands(
        &self,
        field: usize,
        demands_when: fn(&Conditional) -> Option<bool>,
        report: &TokenStream,
    ) -> Vec<(TokenStream, TokenStream)> {
        let rules = self
            .conditionals
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.field == field);
        rules
            .filter_map(|(index, rule)| {
                let when = demands_when(rule)?;
                let test = test(&rule.condition, &self.fields);
                let test = if when { test } else { quote!(!(#test)) };
                let index = Literal::usize_unsuffixed(index);
                Some((test, quote!(__report.#report(__at, __rules, #index)?;)))
            })
            .collect()
    }
}

/// The call that judges a value; none for a rule that is not about the value.
fn verdict(check: &Check, value: &TokenStream) -> Option<TokenStream> {
    let span = check.span;
    Some(match &check.kind {
        CheckKind::Required => return None,
        CheckKind::Length { .. } => {
            let length = rules::length(&check.kind);
            quote_spanned!(span=> __p::length(#value, #length))
        }
        CheckKind::Pattern(dfa) => {
            let pattern = dfa.to_tokens(&quote!(__p));
            quote_spanned!(span=> __p::pattern(#value, const { &#pattern }))
        }
        CheckKind::HttpUrl => quote_spanned!(span=> __p::http_url(#value)),
        CheckKind::Uuid => quote_spanned!(span=> __p::uuid(#value)),
        CheckKind::UniqueItems => quote_spanned!(span=> __p::unique_items(#value)),
    })
}

/// A condition over the bound values. On a field without a value it is false.
fn test(condition: &Condition, fields: &[Field]) -> TokenStream {
    let value_of = |field: &usize| fields.get(*field).map(local);
    match condition {
        Condition::Present(field) => {
            let value = value_of(field);
            quote!(::core::option::Option::is_some(&#value))
        }
        Condition::Absent(field) => {
            let value = value_of(field);
            quote!(::core::option::Option::is_none(&#value))
        }
        Condition::Is(field, value) => equals(
            &value_of(field).to_token_stream(),
            std::slice::from_ref(value),
        ),
        Condition::In(field, values) => equals(&value_of(field).to_token_stream(), values),
        Condition::All(conditions) => join(conditions, fields, &quote!(&&)),
        Condition::Any(conditions) => join(conditions, fields, &quote!(||)),
        Condition::Not(inner) => {
            let inner = test(inner, fields);
            quote!(!(#inner))
        }
    }
}

fn join(conditions: &[Condition], fields: &[Field], operator: &TokenStream) -> TokenStream {
    let mut joined = TokenStream::new();
    for (index, condition) in conditions.iter().enumerate() {
        if index > 0 {
            joined.extend(operator.clone());
        }
        let test = test(condition, fields);
        joined.extend(quote!((#test)));
    }
    joined
}

/// Whether a value is one of several. Variants are one `matches!`, so that rustc checks their names and types.
fn equals(local: &TokenStream, values: &[Value]) -> TokenStream {
    let variants: Vec<_> = values
        .iter()
        .filter_map(|value| match value {
            Value::Variant(path) => Some(path.to_token_stream()),
            _ => None,
        })
        .collect();
    let variants = (!variants.is_empty()).then(|| {
        quote! {
            ::core::matches!(
                ::core::option::Option::and_then(#local, __p::Known::known),
                ::core::option::Option::Some(#(#variants)|*)
            )
        }
    });
    let literals = values.iter().filter_map(|value| {
        let equal = match value {
            Value::Variant(_) => return None,
            Value::Text(text, span) => quote_spanned!(*span=> __p::text_is(__value, #text)),
            Value::Integer(integer, span) => {
                let mut integer = Literal::i128_unsuffixed(*integer);
                integer.set_span(*span);
                quote_spanned!(*span=> *__value == #integer)
            }
            Value::Boolean(boolean, span) => {
                quote_spanned!(*span=> __p::boolean_is(__value, #boolean))
            }
        };
        Some(quote!(::core::option::Option::is_some_and(#local, |__value| #equal)))
    });
    let tests: Vec<TokenStream> = variants.into_iter().chain(literals).collect();
    quote!(#(#tests)||*)
}
