//! The typed check of conditions on fields inside what a field holds.
//!
//! What stands on the way is not known here: an `Option`, a `Box`, the struct itself. Which it is, method resolution finds
//! where the code is compiled (see the runtime crate's `inside`); names and types are checked by rustc at the user's
//! tokens.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;

use super::condition::{operator, pattern};
use super::seen::place;
use super::{at, rules};
use crate::model::{Comparison, Condition, Field, Value};

/// Whether the innermost field can be reached and the condition holds of it.
pub(super) fn test(field: &Field, path: &[Ident], condition: &Condition) -> TokenStream {
    let place = place(field);
    let mut test = of_value(condition);
    let mut read = if test.is_some() {
        quote!(compared)
    } else {
        quote!(empty_is_absent)
    };
    for name in path.iter().rev() {
        test = Some(step(name, &read, test));
        read = quote!(empty_is_absent);
    }
    let guard = test.map(|test| quote!(if #test));
    quote! {{
        #[allow(unused_imports)]
        use __p::{AlwaysGiven as _, AlwaysKnown as _, MaybeEmpty as _, NeverEmpty as _};
        ::core::matches!(__p::See(#place).given(), __p::Some(__value) #guard)
    }}
}

/// One field further in, which has a value of which the rest holds.
fn step(name: &Ident, read: &TokenStream, rest: Option<TokenStream>) -> TokenStream {
    let text = crate::syntax::unraw(name);
    let rest = rest.map(|rest| quote!(&& #rest));
    let empty = quote_spanned!(at(name.span())=> __p::#read::<_, __Name>(__value));
    quote! {{
        struct __Name;
        impl __p::Name for __Name {
            const NAME: &'static ::core::primitive::str = #text;
        }
        let __empty_is_absent = #empty;
        ::core::matches!(
            __p::See(&__value.#name).given(),
            __p::Some(__value)
                if !(__empty_is_absent && (&__p::See(__value)).is_empty_text()) #rest
        )
    }}
}

/// What is asked of the innermost field's value; nothing, where it is enough that there is one.
fn of_value(condition: &Condition) -> Option<TokenStream> {
    let test = comparison(condition)?;
    Some(quote!((__p::is_described(__value) && #test)))
}

fn comparison(condition: &Condition) -> Option<TokenStream> {
    match condition {
        Condition::Is(_, value) => Some(is_one_of(std::slice::from_ref(value))),
        Condition::In(_, values) => Some(is_one_of(values)),
        Condition::Compare(_, comparison, bound) => Some(compares(*comparison, bound)),
        Condition::Length(_, comparison, count) => {
            let (operator, count) = (operator(*comparison), Literal::usize_unsuffixed(*count));
            Some(quote!((__p::HasLength::length(__value) #operator #count)))
        }
        Condition::StartsWith(_, Value::Text(prefix, span)) => {
            let span = at(*span);
            Some(quote_spanned!(span=> __p::text_starts_with(__value, #prefix)))
        }
        // The others are never about one field inside another.
        Condition::StartsWith(..)
        | Condition::Present(_)
        | Condition::Absent(_)
        | Condition::Inside(..)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_) => None,
    }
}

fn is_one_of(values: &[Value]) -> TokenStream {
    let patterns: Vec<TokenStream> = values.iter().filter_map(pattern).collect();
    let matches = patterns.first().map(|first| {
        let span = syn::spanned::Spanned::span(first);
        quote_spanned! {at(span)=>
            ::core::matches!(__p::See(__value).known(), __p::Some(#(#patterns)|*))
        }
    });
    let texts = values.iter().filter_map(|value| match value {
        Value::Text(text, span) => Some(quote_spanned!(at(*span)=> __p::text_is(__value, #text))),
        _ => None,
    });
    let all = matches.into_iter().chain(texts);
    quote!((#(#all)||*))
}

fn compares(comparison: Comparison, bound: &Value) -> TokenStream {
    let operator = operator(comparison);
    match bound {
        Value::Integer(integer, span) => {
            let mut integer = Literal::i128_unsuffixed(*integer);
            integer.set_span(*span);
            quote_spanned!(at(*span)=> (__p::HasInteger::integer(__value) #operator #integer))
        }
        Value::Float(text, span) => {
            let number = rules::float(text, *span);
            quote_spanned!(at(*span)=> (__p::Double::double(__value) #operator #number))
        }
        Value::Variant { .. } | Value::Text(..) | Value::Boolean(..) => false.into_token_stream(),
    }
}
