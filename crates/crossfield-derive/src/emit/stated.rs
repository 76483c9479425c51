//! The rules that are stated on one value.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::validate::goes_on;
use super::{at, rules};
use crate::model::{Check, CheckKind, Function, Inside, Place};

/// Who states rules on the value at hand, and so where the table has them.
#[derive(Clone, Copy)]
pub(super) enum Stated {
    ByField(usize),
    ByType,
    /// By a rule on the list or map that has the value in it.
    Around,
}

impl Stated {
    pub(super) fn statements(self, checks: &[Check]) -> TokenStream {
        let numbered = checks.iter().enumerate();
        let statements = numbered.map(|(number, check)| {
            let number = Literal::usize_unsuffixed(number);
            let call = verdict(check).map(|verdict| self.call(check, &verdict, &number));
            call.unwrap_or_else(|| self.inside(check, &number))
        });
        quote!(#(#statements)*)
    }

    /// Reports the verdict of a rule.
    fn call(self, check: &Check, verdict: &TokenStream, number: &Literal) -> TokenStream {
        let call = match self {
            Self::ByField(place) => {
                let place = Literal::usize_unsuffixed(place);
                let method = if let CheckKind::Custom(_) = check.kind {
                    quote!(accepted)
                } else {
                    quote!(expect)
                };
                quote!(__report.#method(#verdict, __at, __rules, #place, #number))
            }
            Self::ByType => {
                quote!(__report.refined(#verdict, __at, const { &<Self as __p::Description>::SHAPE }, #number))
            }
            Self::Around => quote!(__report.within(#verdict, __at, __checks, #number)),
        };
        goes_on(&call)
    }

    /// Goes through a list or map. Nothing for a rule that is not on what is inside.
    fn inside(self, check: &Check, number: &Literal) -> TokenStream {
        let CheckKind::Inside {
            of,
            checks,
            optional,
        } = &check.kind
        else {
            return TokenStream::new();
        };
        let (list, here) = self.of_inside();
        let mut calls = Self::Around.statements(checks);
        if *optional {
            calls = quote!(if let __p::Some(__value) = __value { #calls });
        }
        let each = each(*of, at(check.span), &calls);
        quote!({
            let __checks = __p::inside(#list, #number);
            #here
            #each
        })
    }

    /// Where the table has the rules on what is inside, and the step to the list or map.
    fn of_inside(self) -> (TokenStream, TokenStream) {
        match self {
            Self::ByField(place) => {
                let place = Literal::usize_unsuffixed(place);
                let here = quote!(let __at = &__at.field(__rules, #place););
                (quote!(__p::of_field(__rules, #place)), here)
            }
            Self::ByType => (
                quote!(__p::of_type(const { &<Self as __p::Description>::SHAPE })),
                quote!(),
            ),
            Self::Around => (quote!(__checks), quote!()),
        }
    }
}

/// Does something with each value inside. All at one place, so that rustc says once that there is nothing inside.
fn each(of: Inside, span: Span, calls: &TokenStream) -> TokenStream {
    let (binding, source, step) = match of {
        Inside::Items => (
            quote_spanned!(span=> (__index, __value)),
            quote_spanned!(span=> items),
            quote_spanned!(span=> index(__index)),
        ),
        Inside::Keys => (
            quote_spanned!(span=> (__value, _)),
            quote_spanned!(span=> entries),
            quote_spanned!(span=> name(__value)),
        ),
        Inside::Values => (
            quote_spanned!(span=> (__key, __value)),
            quote_spanned!(span=> entries),
            quote_spanned!(span=> key(__key)),
        ),
    };
    quote_spanned! {span=>
        for #binding in __p::#source(__value) {
            let __at = &__at.#step;
            #calls
        }
    }
}

/// The call that judges a value; none for a rule that is not about the value.
pub(super) fn verdict(check: &Check) -> Option<TokenStream> {
    let span = at(check.span);
    Some(match &check.kind {
        // The one is not about a value, the other about those inside.
        CheckKind::Required | CheckKind::Inside { .. } => return None,
        CheckKind::Custom(function) if function.left_out => return None,
        CheckKind::Length { .. } => {
            let length = rules::length(&check.kind);
            quote_spanned!(span=> __p::length(__value, #length))
        }
        CheckKind::Pattern(pattern) => {
            if let Some(texts) = pattern.automaton.texts() {
                quote_spanned!(span=> __p::matched(::core::matches!(__p::text(__value), #(#texts)|*)))
            } else {
                let name = &pattern.name;
                quote_spanned!(span=> __p::pattern(__value, #name))
            }
        }
        CheckKind::HttpUrl => quote_spanned!(span=> __p::http_url(__value)),
        CheckKind::Uuid => quote_spanned!(span=> __p::uuid(__value)),
        CheckKind::Url => quote_spanned!(span=> __p::url(__value)),
        CheckKind::Email => quote_spanned!(span=> __p::email(__value)),
        CheckKind::UniqueItems => quote_spanned!(span=> __p::unique_items(__value)),
        CheckKind::Ipv4 => quote_spanned!(span=> __p::ipv4(__value)),
        CheckKind::Ipv6 => quote_spanned!(span=> __p::ipv6(__value)),
        CheckKind::Ip => quote_spanned!(span=> __p::ip(__value)),
        CheckKind::Ascii => quote_spanned!(span=> __p::ascii(__value)),
        CheckKind::NonControlCharacter => {
            quote_spanned!(span=> __p::non_control_character(__value))
        }
        CheckKind::Part(place, text) => {
            let part = rules::part(*place, text);
            let function = match place {
                Place::Start | Place::End => quote_spanned!(span=> part),
                Place::Anywhere | Place::Nowhere => quote_spanned!(span=> contains),
            };
            quote_spanned!(span=> __p::#function(__value, #part))
        }
        CheckKind::MultipleOf(divisor) => {
            let divisor = rules::divisor(divisor);
            quote_spanned!(span=> __p::multiple_of(__value, const { #divisor }))
        }
        CheckKind::Range { single: true, .. } => {
            let range = rules::range(&check.kind);
            quote_spanned!(span=> __p::range_of_single(*__value, const { #range.of_single() }))
        }
        CheckKind::Range { .. } => {
            let range = rules::range(&check.kind);
            quote_spanned!(span=> __p::range(__value, const { #range }))
        }
        CheckKind::CreditCard => quote_spanned!(span=> __p::credit_card(__value)),
        CheckKind::Regex(path) => {
            // By method syntax: which crate the expression is of, only the user's code knows.
            quote_spanned!(span=> __p::matched((#path).is_match(__p::text(__value))))
        }
        CheckKind::Custom(function) => custom(function),
    })
}

/// The call of a function of the user's. The value is an argument as it stands, so that `&String` becomes `&str` where
/// the function takes that.
fn custom(function: &Function) -> TokenStream {
    let path = &function.path;
    let span = at(path.span());
    let value = if function.by_value {
        quote_spanned!(span=> *__value)
    } else {
        quote_spanned!(span=> __value)
    };
    let context = function
        .use_context
        .then(|| quote_spanned!(span=> , __context));
    quote_spanned!(span=> __p::judged(#path(#value #context)))
}
