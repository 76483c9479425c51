//! Conditions, as Rust that tests them.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::LitBool;
use syn::spanned::Spanned;

use super::seen::{Seen, seen};
use super::{at, inside, rules};
use crate::check::{optional, ungroup, value_type};
use crate::model::{Comparison, Condition, Field, Optional, Value};

/// A condition over the values of fields. On a field without a value it is false.
pub(super) fn test(condition: &Condition, fields: &[Field]) -> TokenStream {
    let field = |index: &usize| fields.get(*index);
    match condition {
        Condition::Present(index) => presence(field(index), &quote!(is_some)),
        Condition::Absent(index) => presence(field(index), &quote!(is_none)),
        Condition::Is(index, value) => equals(field(index), std::slice::from_ref(value)),
        Condition::In(index, values) => equals(field(index), values),
        Condition::Compare(index, comparison, value) => compares(field(index), *comparison, value),
        Condition::Length(index, comparison, count) => {
            let count = Literal::usize_unsuffixed(*count);
            let operator = operator(*comparison);
            holds(
                field(index),
                &quote!(__p::HasLength::length(__value) #operator #count),
            )
        }
        Condition::StartsWith(index, prefix) => match prefix {
            Value::Text(prefix, span) => {
                let span = at(*span);
                holds(
                    field(index),
                    &quote_spanned!(span=> __p::text_starts_with(__value, #prefix)),
                )
            }
            _ => TokenStream::new(),
        },
        Condition::All(conditions) => join(conditions, fields, &quote!(&&)),
        Condition::Any(conditions) => join(conditions, fields, &quote!(||)),
        Condition::Inside(index, path, inner) => match field(index) {
            Some(field) => inside::test(field, path, inner),
            None => TokenStream::new(),
        },
        Condition::Not(inner) => {
            let inner = test(inner, fields);
            quote!(!(#inner))
        }
    }
}

/// Whether a field has a value, or has none. Of one that always has a value nobody may ask.
pub(super) fn presence(field: Option<&Field>, question: &TokenStream) -> TokenStream {
    let by_place = |field: &Field| !field.empty_is_absent && field.optional == Optional::Option;
    match field.map(|field| (by_place(field), seen(field))) {
        Some((false, Seen::Maybe(value))) => quote!(::core::option::Option::#question(&#value)),
        Some((true, Seen::Maybe(value))) => quote!(::core::option::Option::#question(#value)),
        Some((_, Seen::Always(_))) | None => TokenStream::new(),
    }
}

/// Whether a field has a value of which the test on `__value` holds.
fn holds(field: Option<&Field>, test: &TokenStream) -> TokenStream {
    match field.map(seen) {
        Some(Seen::Always(value)) => quote!({ let __value = #value; #test }),
        Some(Seen::Maybe(value)) => {
            quote!(::core::matches!(#value, __p::Some(__value) if #test))
        }
        None => TokenStream::new(),
    }
}

fn compares(field: Option<&Field>, comparison: Comparison, value: &Value) -> TokenStream {
    let (bound, span) = match value {
        Value::Integer(integer, span) => {
            let mut integer = Literal::i128_unsuffixed(*integer);
            integer.set_span(*span);
            (integer.to_token_stream(), *span)
        }
        Value::Float(text, span) => (rules::float(text, *span), *span),
        _ => return TokenStream::new(),
    };
    let (operator, span) = (operator(comparison), at(span));
    holds(field, &quote_spanned!(span=> *__value #operator #bound))
}

pub(super) fn operator(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Below => quote!(<),
        Comparison::AtMost => quote!(<=),
        Comparison::Equal => quote!(==),
        Comparison::AtLeast => quote!(>=),
        Comparison::Above => quote!(>),
    }
}

/// The conditions in brackets where there is more than one.
fn join(conditions: &[Condition], fields: &[Field], operator: &TokenStream) -> TokenStream {
    let mut tests = conditions.iter().map(|condition| test(condition, fields));
    match (tests.next(), tests.len()) {
        (Some(only), 0) => only,
        (first, _) => {
            let tests = first.into_iter().chain(tests).map(|test| quote!((#test)));
            let mut joined = TokenStream::new();
            for (index, test) in tests.enumerate() {
                if index > 0 {
                    joined.extend(operator.clone());
                }
                joined.extend(test);
            }
            joined
        }
    }
}

/// Whether a field's value is one of several.
fn equals(field: Option<&Field>, values: &[Value]) -> TokenStream {
    let Some(field) = field else {
        return TokenStream::new();
    };
    let texts = values.iter().filter_map(|value| match value {
        Value::Text(text, span) => Some(is_text(field, text, at(*span))),
        _ => None,
    });
    let all: Vec<TokenStream> = is_one_of(field, values).into_iter().chain(texts).collect();
    quote!(#(#all)||*)
}

fn is_text(field: &Field, text: &str, span: Span) -> TokenStream {
    match seen(field) {
        Seen::Always(value) => quote_spanned!(span=> __p::text_is(#value, #text)),
        Seen::Maybe(value) => quote_spanned! {span=>
            ::core::matches!(#value, __p::Some(__value) if __p::text_is(__value, #text))
        },
    }
}

/// Variants, integers and truth values are one pattern, so that rustc checks names, types and ranges.
fn is_one_of(field: &Field, values: &[Value]) -> Option<TokenStream> {
    let patterns: Vec<TokenStream> = values.iter().filter_map(pattern).collect();
    let span = at(patterns.first()?.span());
    let pattern = quote!(#(#patterns)|*);
    let some = quote_spanned!(span=> __p::Some);
    Some(match (seen(field), may_be_unknown(field, values)) {
        (Seen::Always(value), false) => quote_spanned!(span=> ::core::matches!(#value, #pattern)),
        (Seen::Maybe(value), false) => {
            quote_spanned!(span=> ::core::matches!(#value, #some(#pattern)))
        }
        (Seen::Always(value), true) => {
            quote_spanned!(span=> ::core::matches!(__p::Known::known(#value), #some(#pattern)))
        }
        (Seen::Maybe(value), true) => quote_spanned! {span=>
            ::core::matches!(
                #value,
                #some(__value) if ::core::matches!(__p::Known::known(__value), #some(#pattern))
            )
        },
    })
}

pub(super) fn pattern(value: &Value) -> Option<TokenStream> {
    match value {
        Value::Variant { path, .. } => Some(path.to_token_stream()),
        Value::Integer(integer, span) => {
            let mut integer = Literal::i128_unsuffixed(*integer);
            integer.set_span(*span);
            Some(integer.to_token_stream())
        }
        Value::Boolean(boolean, span) => Some(LitBool::new(*boolean, *span).to_token_stream()),
        Value::Text(..) | Value::Float(..) => None,
    }
}

/// Whether the field's type may be one that keeps unknown texts. The name of an alias does not show it, but a variant
/// that is written in full may be meant for one.
pub(super) fn may_be_unknown(field: &Field, values: &[Value]) -> bool {
    let (_, held) = optional(&field.ty);
    let in_full = |value: &Value| matches!(value, Value::Variant { in_full: true, .. });
    !std::ptr::eq(value_type(held), ungroup(held)) || values.iter().any(in_full)
}
