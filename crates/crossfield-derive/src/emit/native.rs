//! The rules that no schema says: comparisons between fields, and functions that judge the whole value.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::rules::given;
use super::seen::{Seen, as_option, seen};
use super::validate::goes_on;
use super::{at, path_last};
use crate::model::{Field, Native, NativeKind, Object, Relation, Wording};

/// An entry of the table.
pub(super) fn entry(rule: &Native) -> TokenStream {
    let kind = match &rule.kind {
        NativeKind::MustMatch { field, other, .. } => {
            let (field, other) = (place(*field), place(*other));
            quote!(__p::NativeKind::MustMatch(#field, #other))
        }
        NativeKind::Compare {
            left,
            relation,
            right,
            ..
        } => {
            let (left, right) = (place(*left), place(*right));
            let relation = name(*relation);
            quote!(__p::NativeKind::Compare(#left, __p::Relation::#relation, #right))
        }
        NativeKind::Function { path, .. } => {
            let name = path_last(path);
            quote!(__p::native_function(#name))
        }
    };
    let Wording { message, code } = &rule.wording;
    let (message, code) = (given(message.as_ref()), given(code.as_ref()));
    quote!(__p::native(#kind, #message, #code))
}

fn place(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

fn name(relation: Relation) -> TokenStream {
    match relation {
        Relation::Below => quote!(Below),
        Relation::AtMost => quote!(AtMost),
        Relation::Equal => quote!(Equal),
        Relation::Different => quote!(Different),
        Relation::AtLeast => quote!(AtLeast),
        Relation::Above => quote!(Above),
    }
}

/// The rules that stand on a field: they are reported among its own.
pub(super) fn of_field(index: usize, object: &Object) -> TokenStream {
    let rules = object.natives.iter().enumerate();
    let rules = rules.filter_map(|(number, rule)| match &rule.kind {
        NativeKind::MustMatch { field, other, span } if *field == index => {
            let other = value(object.fields.get(*other)?);
            let equal = quote_spanned!(at(*span)=> *__value == *__other);
            let number = place(number);
            Some(quote! {
                if let __p::Some(__other) = #other {
                    if !__report.compared(#equal, __at, __rules, #number) { return false; }
                }
            })
        }
        _ => None,
    });
    quote!(#(#rules)*)
}

/// What comes before the fields: how much was found by then.
pub(super) fn mark(object: &Object) -> Option<TokenStream> {
    skips(object).then(|| quote!(let __mark = __report.mark();))
}

fn skips(object: &Object) -> bool {
    object.natives.iter().any(|rule| {
        matches!(
            rule.kind,
            NativeKind::Function {
                skip_on_field_errors: true,
                ..
            }
        )
    })
}

/// The rules on the whole value: the comparisons, then the functions.
pub(super) fn of_object(object: &Object) -> TokenStream {
    let rules = || object.natives.iter().enumerate();
    let comparisons = rules().filter_map(|(number, rule)| comparison(number, rule, object));
    let functions = rules().filter_map(|(number, rule)| function(number, rule));
    // Functions do not keep one another from being called.
    let clean = skips(object).then(|| quote!(let __clean = __report.is_clean_since(__mark);));
    quote!(#(#comparisons)* #clean #(#functions)*)
}

fn comparison(number: usize, rule: &Native, object: &Object) -> Option<TokenStream> {
    let NativeKind::Compare {
        left,
        operator,
        relation,
        right,
    } = &rule.kind
    else {
        return None;
    };
    let left = value(object.fields.get(*left)?);
    let right = value(object.fields.get(*right)?);
    let span = at(operator.span());
    let operator = match relation {
        Relation::Below => quote_spanned!(span=> <),
        Relation::AtMost => quote_spanned!(span=> <=),
        Relation::Equal => quote_spanned!(span=> ==),
        Relation::Different => quote_spanned!(span=> !=),
        Relation::AtLeast => quote_spanned!(span=> >=),
        Relation::Above => quote_spanned!(span=> >),
    };
    let holds = quote_spanned!(span=> *__left #operator *__right);
    let number = place(number);
    Some(quote! {
        if let (__p::Some(__left), __p::Some(__right)) = (#left, #right) {
            if !__report.compared(#holds, __at, __rules, #number) { return false; }
        }
    })
}

fn function(number: usize, rule: &Native) -> Option<TokenStream> {
    let NativeKind::Function {
        path,
        use_context,
        skip_on_field_errors,
    } = &rule.kind
    else {
        return None;
    };
    let number = place(number);
    let span = at(path.span());
    let context = use_context.then(|| quote_spanned!(span=> , __context));
    let judged = quote_spanned!(span=> __p::judged(#path(self #context)));
    let call = goes_on(&quote!(__report.whole(#judged, __at, __rules, #number)));
    Some(if *skip_on_field_errors {
        quote!(if __clean { #call })
    } else {
        call
    })
}

/// A reference to a field's value, in an `Option`.
fn value(field: &Field) -> TokenStream {
    match (seen(field), field.empty_is_absent) {
        (Seen::Always(value), _) => quote!(__p::Some(#value)),
        (Seen::Maybe(local), true) => quote!(#local),
        (Seen::Maybe(_), false) => as_option(field),
    }
}
