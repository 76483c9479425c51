//! The table of a type's rules.
//!
//! The table is built by constant functions, since its structs may grow. What a function returns lives as long as the
//! program only where it is the value of a constant: hence each list of such is a `const` block.

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident, Member};

use super::shape::{read_by, shape};
use super::{at, filled, native, path_last};
use crate::check::{NumberLiteral, number_literal};
use crate::model::{
    Body, Bound, Check, CheckKind, Comparison, Condition, Conditional, Effect, Enumeration, Field,
    Group, GroupKind, Inside, Knowledge, Newtype, Object, Optional, Pattern, Place, Value, Wording,
};

/// The constructor call of a struct's table.
pub(super) fn table(ident: &Ident, object: &Object) -> TokenStream {
    let name = name_of(ident);
    let fields = object.fields.iter().enumerate();
    let fields = fields.map(|(place, field)| {
        let (field, filled) = (self::field(field), filled::check(place, field));
        quote!(#field #filled)
    });
    let fields = list(fields);
    let conditionals = object.conditionals.iter();
    let conditionals = list(conditionals.map(|rule| conditional(rule, &object.fields)));
    let groups = object.groups.iter().map(|rule| group(rule, &object.fields));
    let groups = called("groups", groups);
    let natives = called("natives", object.natives.iter().map(native::entry));
    let positional = object.positional.then(|| quote!(.positional()));
    let deny_unknown_fields = object.deny_unknown_fields;
    let rules = quote! {
        __p::rules(
            #name,
            #fields,
            #conditionals,
            #deny_unknown_fields,
        ) #groups #natives #positional
    };
    with_flattened(rules, object)
}

/// A list that lives as long as the program. One of names and literals alone does so by itself, and a constant of its own
/// is work for the compiler.
pub(super) fn list(items: impl IntoIterator<Item: ToTokens>) -> TokenStream {
    list_of(&tokens(items))
}

/// A call on a part of the table, which brings it a list; none without items.
pub(super) fn called(
    method: &str,
    items: impl IntoIterator<Item: ToTokens>,
) -> Option<TokenStream> {
    called_with(method, &tokens(items))
}

/// Of many kinds of items; what is made of them is compiled once.
fn tokens(items: impl IntoIterator<Item: ToTokens>) -> Vec<TokenStream> {
    let mut all = Vec::new();
    for item in items {
        all.push(item.into_token_stream());
    }
    all
}

fn list_of(items: &[TokenStream]) -> TokenStream {
    let is_call = |item: &TokenStream| {
        let mut tokens = item.clone().into_iter();
        tokens.any(|token| matches!(token, TokenTree::Group(_)))
    };
    if items.iter().any(is_call) {
        quote!(const { &[#(#items),*] })
    } else {
        quote!(&[#(#items),*])
    }
}

fn called_with(method: &str, items: &[TokenStream]) -> Option<TokenStream> {
    if items.is_empty() {
        return None;
    }
    let (method, list) = (format_ident!("{method}"), list_of(items));
    Some(quote!(.#method(#list)))
}

/// The table with the flattened fields, if there are any. What is wrong with them is shown at the first.
fn with_flattened(rules: TokenStream, object: &Object) -> TokenStream {
    let Some(first) = object.flattened.first() else {
        return rules;
    };
    let fields = object.flattened.iter().map(|flattened| {
        let (ty, before) = (
            &flattened.field.ty,
            Literal::usize_unsuffixed(flattened.before),
        );
        let span = at(ty.span());
        quote_spanned!(span=> __p::flattened(#before, <#ty as __p::Validate>::SHAPE))
    });
    let list = list(fields);
    let span = at(first.field.ty.span());
    quote_spanned!(span=> __p::with_flattened(#rules, #list))
}

/// The compiled patterns, which both the table and the check name.
pub(super) fn patterns(body: &Body) -> TokenStream {
    let mut found = Vec::new();
    if let Body::Newtype(newtype) = body {
        find_patterns(&newtype.checks, &mut found);
    }
    for object in body.objects() {
        for field in &object.fields {
            find_patterns(&field.checks, &mut found);
        }
    }
    let constants = found.iter().map(|pattern| {
        let (name, automaton) = (&pattern.name, pattern.automaton.to_tokens(&quote!(__p)));
        quote! {
            #[allow(non_upper_case_globals)]
            const #name: &__p::Pattern = &#automaton;
        }
    });
    quote!(#(#constants)*)
}

/// The patterns of rules, and of those that they state on what is inside.
fn find_patterns<'a>(checks: &'a [Check], found: &mut Vec<&'a Pattern>) {
    for check in checks {
        match &check.kind {
            CheckKind::Pattern(pattern) => found.push(pattern),
            CheckKind::Inside { checks, .. } => find_patterns(checks, found),
            _ => {}
        }
    }
}

/// The shape of a tuple struct of one field.
pub(super) fn newtype_shape(newtype: &Newtype) -> TokenStream {
    let ty = &newtype.ty;
    let inner = match &newtype.read_by {
        Some(path) => read_by(ty, path, &newtype.checks),
        None => shape(ty, newtype.known, &newtype.checks),
    };
    if newtype.checks.is_empty() {
        return if newtype.transparent {
            inner
        } else {
            quote!(__p::newtype(const { &#inner }))
        };
    }
    let checks = list(newtype.checks.iter().map(check));
    quote!(__p::checked(const { &#inner }, #checks))
}

/// The shape of an enum of unit variants.
pub(super) fn enumeration_shape(ident: &Ident, enumeration: &Enumeration) -> TokenStream {
    let name = name_of(ident);
    let variants = enumeration.variants.iter().map(|variant| {
        let (ident, name, description) =
            (name_of(&variant.ident), &variant.name, &variant.description);
        quote!(__p::Variant::new(#ident, #name, #description))
    });
    let variants = list(variants);
    quote!(__p::Shape::Enumeration(const { &__p::Enumeration::new(#name, #variants) }))
}

fn name_of(ident: &Ident) -> String {
    crate::syntax::unraw(ident)
}

/// Whether nothing that a field holds has rules, by the name of its type. `plain_field` asserts it of the type that bears
/// the name.
pub(super) fn holds_no_rules(field: &Field) -> bool {
    let is_described = field.read_by.is_none() && field.known != Knowledge::Opaque;
    is_described && crate::check::holds_no_rules(&field.ty)
}

fn field(field: &Field) -> TokenStream {
    let (name, ty) = (&field.name, &field.ty);
    let new = if holds_no_rules(field) {
        quote_spanned!(at(ty.span())=> __p::plain_field::<#ty>(#name))
    } else {
        let shape = match &field.read_by {
            Some(path) => read_by(ty, path, &field.checks),
            None => shape(ty, field.known, &field.checks),
        };
        quote!(__p::field(#name, #shape))
    };
    let aliases = called("aliases", &field.aliases);
    let ident = ident_of(field).map(|ident| quote!(.ident(#ident)));
    // What may be null may be left out, unless something else is said.
    let is_nullable = field.read_by.is_none() && field.optional == Optional::Option;
    let key = match (field.key_required, field.key_in_any_case) {
        (false, _) if is_nullable => TokenStream::new(),
        (false, _) => quote!(.optional()),
        (true, true) => quote!(.key_required()),
        (true, false) => TokenStream::new(),
    };
    let not_null = field.not_null.then(|| quote!(.not_null()));
    let empty_is_absent = field.empty_is_absent.then(|| quote!(.empty_is_absent()));
    let checks = called("checks", field.checks.iter().map(check));
    quote!(#new #aliases #ident #key #not_null #empty_is_absent #checks)
}

/// The name in Rust, where it is not the one in JSON.
fn ident_of(field: &Field) -> Option<String> {
    match &field.member {
        Member::Named(ident) => Some(name_of(ident)).filter(|ident| *ident != field.name),
        Member::Unnamed(_) => None,
    }
}

/// What those who reach into the type must know of its fields beside the names.
pub(super) fn notes(object: &Object) -> TokenStream {
    let mut notes = Vec::new();
    let mut add = |ident: &Ident, note: TokenStream| {
        let name = name_of(ident);
        notes.push(quote!((#name, __p::Note::#note)));
    };
    for ident in &object.skipped {
        add(ident, quote!(Skipped));
    }
    for flattened in &object.flattened {
        if let Member::Named(ident) = &flattened.field.member {
            add(ident, quote!(Flattened));
        }
    }
    for field in &object.fields {
        let Member::Named(ident) = &field.member else {
            continue;
        };
        if field.filled_by.is_some() {
            add(ident, quote!(Defaults));
        } else if field.known == Knowledge::Opaque {
            add(ident, quote!(Opaque));
        } else if field.empty_is_absent {
            add(ident, quote!(EmptyIsAbsent));
        }
    }
    if notes.is_empty() {
        return TokenStream::new();
    }
    quote!(const NOTES: &'static [(&'static ::core::primitive::str, __p::Note)] = &[#(#notes),*];)
}

fn check(check: &Check) -> TokenStream {
    let plain = plain_check(check);
    let Wording { message, code } = &check.wording;
    if message.is_none() && code.is_none() {
        return plain;
    }
    let (message, code) = (given(message.as_ref()), given(code.as_ref()));
    quote!(__p::Check::Worded(const { &__p::Worded::new(#plain, #message, #code) }))
}

pub(super) fn given(text: Option<&syn::LitStr>) -> TokenStream {
    text.map_or_else(|| quote!(__p::None), |text| quote!(__p::Some(#text)))
}

fn plain_check(check: &Check) -> TokenStream {
    match &check.kind {
        CheckKind::Required => quote!(__p::Check::Required),
        CheckKind::HttpUrl => quote!(__p::Check::HttpUrl),
        CheckKind::Uuid => quote!(__p::Check::Uuid),
        CheckKind::Url => quote!(__p::Check::Url),
        CheckKind::Email => quote!(__p::Check::Email),
        CheckKind::UniqueItems => quote!(__p::Check::UniqueItems),
        CheckKind::Length { .. } => {
            let length = length(&check.kind);
            quote!(__p::Check::Length(#length))
        }
        CheckKind::Ipv4 => quote!(__p::Check::Ipv4),
        CheckKind::Ipv6 => quote!(__p::Check::Ipv6),
        CheckKind::Ip => quote!(__p::Check::Ip),
        CheckKind::Ascii => quote!(__p::Check::Ascii),
        CheckKind::NonControlCharacter => quote!(__p::Check::NonControlCharacter),
        CheckKind::Part(place, text) => {
            let part = part(*place, text);
            quote!(__p::Check::Part(#part))
        }
        CheckKind::MultipleOf(divisor) => {
            let divisor = self::divisor(divisor);
            quote!(__p::Check::MultipleOf(#divisor))
        }
        CheckKind::Range { .. } => {
            let range = range(&check.kind);
            quote!(__p::Check::Range(#range))
        }
        CheckKind::Pattern(pattern) => {
            let name = &pattern.name;
            quote!(__p::Check::Pattern(#name))
        }
        CheckKind::CreditCard => quote!(__p::Check::CreditCard),
        CheckKind::Regex(path) => {
            let name = name_of_regex(path);
            quote!(__p::Check::Regex(#name))
        }
        CheckKind::Custom(function) => {
            let name = path_last(&function.path);
            quote!(__p::custom(#name))
        }
        CheckKind::Inside { of, checks, .. } => {
            let checks = list(checks.iter().map(self::check));
            let kind = match of {
                Inside::Items => quote!(Inner),
                Inside::Keys => quote!(Keys),
                Inside::Values => quote!(Values),
            };
            quote!(__p::Check::#kind(#checks))
        }
    }
}

/// What a regular expression of the user's code is called there.
fn name_of_regex(path: &Expr) -> String {
    match path {
        Expr::Path(path) => path_last(&path.path),
        Expr::Unary(unary) => name_of_regex(&unary.expr),
        Expr::Reference(reference) => name_of_regex(&reference.expr),
        Expr::Group(group) => name_of_regex(&group.expr),
        Expr::Paren(paren) => name_of_regex(&paren.expr),
        _ => path.to_token_stream().to_string(),
    }
}

/// The bounds as the runtime has them; nothing for other rules.
pub(super) fn length(kind: &CheckKind) -> TokenStream {
    let CheckKind::Length { min, max, equal } = kind else {
        return TokenStream::new();
    };
    if let (Some(bound), true) = (min, equal) {
        let count = count(bound);
        return quote_spanned!(at(bound.span())=> __p::Length::equal(#count));
    }
    let (at_least, at_most) = (min.as_deref().map(count), max.as_deref().map(count));
    match (at_least, at_most) {
        (Some(min), Some(max)) => quote!(__p::Length::between(#min, #max)),
        (Some(min), None) => quote!(__p::Length::at_least(#min)),
        (None, Some(max)) => quote!(__p::Length::at_most(#max)),
        (None, None) => TokenStream::new(),
    }
}

/// A bound of a length. A constant may be of any unsigned type: `validator` takes a `u64`.
fn count(bound: &Expr) -> TokenStream {
    match bound {
        Expr::Path(_) => quote_spanned!(at(bound.span())=> __p::Of(#bound).count()),
        _ => bound.to_token_stream(),
    }
}

/// The bounds of a range as the runtime has them; nothing for other rules.
pub(super) fn range(kind: &CheckKind) -> TokenStream {
    let CheckKind::Range { min, max, .. } = kind else {
        return TokenStream::new();
    };
    let (min, max) = (range_bound(min.as_ref()), range_bound(max.as_ref()));
    quote!(__p::Range::new(#min, #max))
}

fn range_bound(bound: Option<&Bound>) -> TokenStream {
    let Some(bound) = bound else {
        return quote!(__p::None);
    };
    let value = &bound.value;
    let number = match number_literal(value) {
        Some(NumberLiteral::Integer(integer)) => {
            let integer = Literal::i128_unsuffixed(integer);
            quote!(__p::Number::Integer(#integer))
        }
        Some(NumberLiteral::Float(float)) => {
            let float = Literal::f64_suffixed(float);
            quote!(__p::Number::Float(#float))
        }
        _ => quote_spanned!(at(value.span())=> __p::Of(#value).number()),
    };
    let kind = if bound.excluded {
        quote!(Excluded)
    } else {
        quote!(Included)
    };
    quote!(__p::Some(__p::Bound::#kind(#number)))
}

pub(super) fn part(place: Place, text: &syn::LitStr) -> TokenStream {
    let place = match place {
        Place::Start => quote!(Start),
        Place::End => quote!(End),
        Place::Anywhere => quote!(Anywhere),
        Place::Nowhere => quote!(Nowhere),
    };
    quote!(__p::Part::new(__p::Place::#place, #text))
}

pub(super) fn divisor(divisor: &Expr) -> TokenStream {
    if let Some(NumberLiteral::Integer(integer)) = number_literal(divisor) {
        Literal::i128_unsuffixed(integer).into_token_stream()
    } else {
        quote_spanned!(at(divisor.span())=> __p::Of(#divisor).divisor())
    }
}

fn conditional(rule: &Conditional, fields: &[Field]) -> TokenStream {
    let field = Literal::usize_unsuffixed(rule.field);
    let effect = match rule.effect {
        Effect::RequiredIf => quote!(RequiredIf),
        Effect::RequiredUnless => quote!(RequiredUnless),
        Effect::ForbiddenIf => quote!(ForbiddenIf),
        Effect::ForbiddenUnless => quote!(ForbiddenUnless),
        Effect::RequiredIff => quote!(RequiredIff),
    };
    let condition = condition(&rule.condition, fields);
    quote!(__p::conditional(#field, __p::Effect::#effect, #condition))
}

fn group(rule: &Group, fields: &[Field]) -> TokenStream {
    let kind = match rule.kind {
        GroupKind::ExactlyOne => quote!(ExactlyOne),
        GroupKind::AtLeastOne => quote!(AtLeastOne),
        GroupKind::AtMostOne => quote!(AtMostOne),
        GroupKind::AllOrNone => quote!(AllOrNone),
    };
    let members = rule.fields.iter();
    let members = list(members.map(|field| Literal::usize_unsuffixed(*field)));
    let condition = rule.condition.as_ref().map(|inner| {
        let condition = condition(inner, fields);
        quote!(.when(#condition))
    });
    quote!(__p::group(__p::GroupKind::#kind, #members) #condition)
}

fn condition(of: &Condition, fields: &[Field]) -> TokenStream {
    let several =
        |conditions: &[Condition]| list(conditions.iter().map(|inner| condition(inner, fields)));
    let condition = match of {
        Condition::Is(field, value) => {
            let value = literal(value, fields.get(*field));
            let field = Literal::usize_unsuffixed(*field);
            quote!(Is(#field, #value))
        }
        Condition::In(field, values) => {
            let values = values.iter();
            let values = list(values.map(|value| literal(value, fields.get(*field))));
            let field = Literal::usize_unsuffixed(*field);
            quote!(In(#field, #values))
        }
        Condition::Present(field) => {
            let field = Literal::usize_unsuffixed(*field);
            quote!(Present(#field))
        }
        Condition::Absent(field) => {
            let field = Literal::usize_unsuffixed(*field);
            quote!(Absent(#field))
        }
        Condition::Compare(field, comparison, value) => {
            let (comparison, value) = (
                comparison_name(*comparison),
                literal(value, fields.get(*field)),
            );
            let field = Literal::usize_unsuffixed(*field);
            quote!(Compare(#field, __p::Comparison::#comparison, #value))
        }
        Condition::Length(field, comparison, count) => {
            let comparison = comparison_name(*comparison);
            let (field, count) = (
                Literal::usize_unsuffixed(*field),
                Literal::usize_unsuffixed(*count),
            );
            quote!(Length(#field, __p::Comparison::#comparison, #count))
        }
        Condition::StartsWith(field, prefix) => {
            let field = Literal::usize_unsuffixed(*field);
            let Value::Text(prefix, _) = prefix else {
                return TokenStream::new();
            };
            quote!(StartsWith(#field, #prefix))
        }
        Condition::All(conditions) => {
            let conditions = several(conditions);
            quote!(All(#conditions))
        }
        Condition::Any(conditions) => {
            let conditions = several(conditions);
            quote!(Any(#conditions))
        }
        Condition::Inside(field, path, inner) => {
            let names = list(path.iter().map(name_of));
            // Of the field that it is about, nothing is known here.
            let inner = condition(inner, &[]);
            let field = Literal::usize_unsuffixed(*field);
            quote!(Inside(#field, #names, const { &#inner }))
        }
        Condition::Not(inner) => {
            let inner = condition(inner, fields);
            quote!(Not(const { &#inner }))
        }
    };
    quote!(__p::Condition::#condition)
}

/// The enum's path, of a variant's.
fn enumeration_of(variant: &syn::Path) -> syn::Path {
    let mut path = variant.clone();
    path.segments.pop();
    path.segments.pop_punct();
    path
}

/// A number as it is written, with its sign.
pub(super) fn float(text: &str, span: Span) -> TokenStream {
    let digits = text.trim_start_matches('-');
    let minus = (digits.len() < text.len()).then(|| quote!(-));
    let number = syn::LitFloat::new(digits, span);
    quote!(#minus #number)
}

fn comparison_name(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Below => quote!(Below),
        Comparison::AtMost => quote!(AtMost),
        Comparison::Equal => quote!(Equal),
        Comparison::AtLeast => quote!(AtLeast),
        Comparison::Above => quote!(Above),
    }
}

fn literal(value: &Value, field: Option<&Field>) -> TokenStream {
    match value {
        Value::Text(text, _) => quote!(__p::Literal::Text(#text)),
        Value::Integer(integer, _) => {
            let integer = Literal::i128_unsuffixed(*integer);
            quote!(__p::Literal::Integer(#integer))
        }
        Value::Boolean(boolean, _) => quote!(__p::Literal::Boolean(#boolean)),
        Value::Float(text, span) => {
            let number = float(text, *span);
            quote!(__p::Literal::Number(#number))
        }
        Value::Variant { path, .. } => {
            let ty = field.map_or_else(
                || enumeration_of(path).into_token_stream(),
                |field| field.ty.to_token_stream(),
            );
            let variant = path_last(path);
            let span = at(path.segments.last().span());
            // The path is not used. Where rustc finds no such variant, it then does not evaluate the constant, whose
            // panic would be a second error.
            let name = quote_spanned! {span=>
                __p::variant(&<#ty as __p::Validate>::SHAPE, { let _ = || #path; #variant })
            };
            quote!(__p::Literal::Text(#name))
        }
    }
}
