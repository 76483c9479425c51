//! The typed check.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, LitBool, Member};

use super::switch::{self, Switch};
use super::{at, inside, native, rules, shape};
use crate::check::{optional, ungroup, value_type};
use crate::model::{
    Check, CheckKind, Comparison, Condition, Conditional, Field, Function, Group, Inside, Newtype,
    Object, Optional, Place, Value,
};

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
fn named(field: &Field, operator: &TokenStream) -> TokenStream {
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

/// Who states rules on the value at hand, and so where the table has them.
#[derive(Clone, Copy)]
enum Stated {
    ByField(usize),
    ByType,
    /// By a rule on the list or map that has the value in it.
    Around,
}

impl Stated {
    fn statements(self, checks: &[Check]) -> TokenStream {
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
        let (list, here) = match self {
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
        };
        // All at one place, so that rustc says once that there is nothing inside.
        let span = at(check.span);
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
        let mut calls = Self::Around.statements(checks);
        if *optional {
            calls = quote!(if let __p::Some(__value) = __value { #calls });
        }
        let each = quote_spanned! {span=>
            for #binding in __p::#source(__value) {
                let __at = &__at.#step;
                #calls
            }
        };
        quote!({
            let __checks = __p::inside(#list, #number);
            #here
            #each
        })
    }
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

/// A condition over the values of fields. On a field without a value it is false.
fn test(condition: &Condition, fields: &[Field]) -> TokenStream {
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
