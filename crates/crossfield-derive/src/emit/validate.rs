//! The typed check.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::condition::{presence, test};
use super::seen::{Seen, held_as_option, local_value, named, place, seen};
use super::stated::Stated;
use super::switch::{self, Switch};
use super::{native, rules, shape};
use crate::check::optional;
use crate::model::{CheckKind, Conditional, Field, Group, Newtype, Object, Optional};

/// The body of a struct's check.
pub(super) fn object(object: &Object) -> TokenStream {
    let fields = fields(object);
    quote! {
        let __rules = <Self as __p::Table>::rules();
        #fields
    }
}

/// The fields in declaration order, each with the rules across fields that name it, and then the groups.
pub(super) fn fields(object: &Object) -> TokenStream {
    let locals = object.fields.iter().filter_map(local_value);
    let switches = switch::switches(object);
    let fields = object.fields.iter().enumerate().map(|(index, field)| {
        let before = flattened(object, index);
        let check = field_check(index, field, object, &switches);
        quote!(#before #check)
    });
    let last = flattened(object, object.fields.len());
    let groups = object
        .groups
        .iter()
        .enumerate()
        .map(|(index, rule)| group(index, rule, &object.fields));
    let (mark, natives) = (native::mark(object), native::of_object(object));
    let by_value = switch::verdicts(&switches, object);
    quote! {
        #mark
        #(#locals)*
        #by_value
        #(#fields)*
        #last
        #(#groups)*
        #natives
        true
    }
}

/// Ends the check where a call says that its sink has heard enough.
pub(super) fn goes_on(call: &TokenStream) -> TokenStream {
    quote!(if !#call { return false; })
}

/// The checks of the flattened fields that are declared behind so many others.
fn flattened(object: &Object, before: usize) -> TokenStream {
    let here = object
        .flattened
        .iter()
        .filter(|flattened| flattened.before == before);
    let checks = here.map(|flattened| {
        let (ty, held) = (&flattened.field.ty, place(&flattened.field));
        goes_on(&quote!(<#ty as __p::Validate>::check(#held, &__at.flattened(__rules), __report)))
    });
    quote!(#(#checks)*)
}

/// The body of the check of a tuple struct of one field: its own rules, then those of what it holds.
pub(super) fn newtype(newtype: &Newtype) -> TokenStream {
    let (ty, member) = (&newtype.ty, &newtype.member);
    let calls = Stated::ByType.statements(&newtype.checks);
    let rules = if newtype.checks.is_empty() {
        TokenStream::new()
    } else {
        match optional(ty).0 {
            Optional::Never => quote! {
                let __value = &self.#member;
                #calls
            },
            Optional::Option => {
                quote!(if let __p::Some(__value) = &self.#member { #calls })
            }
            of => {
                let value = held_as_option(of, &quote!(&self.#member));
                quote!(if let __p::Some(__value) = #value { #calls })
            }
        }
    };
    let inside = shape::check(ty, newtype.known, &quote!(&self.#member), &shape::At::Here);
    quote! {
        #rules
        #inside
        true
    }
}

/// The count of a group's fields with a value, under its condition.
fn group(index: usize, rule: &Group, fields: &[Field]) -> TokenStream {
    let given = rule
        .fields
        .iter()
        .map(|member| presence(fields.get(*member), &quote!(is_some)));
    let index = Literal::usize_unsuffixed(index);
    let call = goes_on(&quote!(__report.group(&[#(#given),*], __at, __rules, #index)));
    match &rule.condition {
        Some(condition) => {
            let test = test(condition, fields);
            quote!(if #test { #call })
        }
        None => call,
    }
}

pub(super) fn field_check(
    index: usize,
    field: &Field,
    object: &Object,
    switches: &[Switch],
) -> TokenStream {
    let forbidden = forbidden(index, object);
    let inside = inside(index, field);
    let mut rules = own_rules(index, field);
    rules.extend(native::of_field(index, object));
    let without_value = without_value(index, field, object, switches);
    let only_inside = forbidden.is_empty() && rules.is_empty() && without_value.is_empty();
    if only_inside && !field.empty_is_absent {
        return if inside.is_empty() {
            mention(field)
        } else {
            inside
        };
    }
    match seen(field) {
        Seen::Always(value) => quote!({ let __value = #value; #rules #inside }),
        Seen::Maybe(value) => {
            let otherwise = (!without_value.is_empty()).then(|| quote!(else #without_value));
            quote! {
                if let __p::Some(__value) = #value {
                    #forbidden
                    #rules
                    #inside
                } #otherwise
            }
        }
    }
}

/// What rustc takes for a use of the field, and writes no code for: it shall not say of one without rules that it is never
/// read.
fn mention(field: &Field) -> TokenStream {
    let named = named(field, &TokenStream::new());
    quote!(let _ = #named;)
}

/// Every rule that forbids a field with a value is reported.
fn forbidden(index: usize, object: &Object) -> TokenStream {
    let when = |rule: &Conditional| rule.effect.forbids_when();
    let demands = object.demands(index, when, &quote!(forbidden), &[]);
    let demands = demands
        .iter()
        .map(|(test, report)| quote!(if #test { #report }));
    quote!(#(#demands)*)
}

/// The check of what a field holds; nothing where no rules can be. The table sees to it that the type's name speaks the
/// truth ([`rules::holds_no_rules`]).
fn inside(index: usize, field: &Field) -> TokenStream {
    if rules::holds_no_rules(field) {
        return TokenStream::new();
    }
    let index = Literal::usize_unsuffixed(index);
    shape::check(
        &field.ty,
        field.known,
        &place(field),
        &shape::At::Field(index),
    )
}

/// The field's own rules on its value.
fn own_rules(index: usize, field: &Field) -> TokenStream {
    Stated::ByField(index).statements(&field.checks)
}

/// Of what requires a field without a value, the first is reported.
fn without_value(index: usize, field: &Field, object: &Object, switches: &[Switch]) -> TokenStream {
    let place = Literal::usize_unsuffixed(index);
    let number = field
        .checks
        .iter()
        .position(|check| matches!(check.kind, CheckKind::Required));
    if let Some(number) = number {
        let number = Literal::usize_unsuffixed(number);
        let call =
            goes_on(&quote!(__report.expect(__p::missing(), __at, __rules, #place, #number)));
        return quote!({ #call });
    }
    let when = |rule: &Conditional| rule.effect.requires_when();
    let required = object.demands(index, when, &quote!(required), switches);
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
        switches: &[Switch],
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
                let is_switched = switches.iter().any(|switch| switch.decides(index));
                let test = if is_switched {
                    quote!(__report.collects() && #test)
                } else {
                    test
                };
                let index = Literal::usize_unsuffixed(index);
                Some((
                    test,
                    goes_on(&quote!(__report.#report(__at, __rules, #index))),
                ))
            })
            .collect()
    }
}
