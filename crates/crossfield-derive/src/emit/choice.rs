//! Enums whose variants have data or a tag: a table of the variants, and a check of the one that a value is.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{at, bounded, checked, header, known, rules, said, validate};
use crate::model::{Alternative, Choice, Field, Form, Model, Tagging};
use crate::syntax::unraw;

/// The implementations for an enum.
pub(super) fn of_choice(model: &Model<'_>, choice: &Choice) -> TokenStream {
    let (table_head, ty, bounds) = header(model, &quote!(__p::Alternatives));
    let table = table(model, choice);
    let check = check(choice);
    let shape = quote!(__p::Shape::Choice(<Self as __p::Alternatives>::choice));
    let checked = checked(model, &shape, &check);
    let known = known(model.ident, &bounded(model));
    quote! {
        #[automatically_derived]
        #table_head for #ty #bounds {
            fn choice() -> &'static __p::Choice {
                const { &#table }
            }
        }

        #checked

        #known
    }
}

/// The constructor call of the table.
fn table(model: &Model<'_>, choice: &Choice) -> TokenStream {
    let name = unraw(model.ident);
    let tagging = match &choice.tagging {
        Tagging::External => quote!(External),
        Tagging::Internal { tag } => quote!(Internal { tag: #tag }),
        Tagging::Adjacent { tag, content } => quote!(Adjacent { tag: #tag, content: #content }),
        Tagging::Untagged => quote!(Untagged),
    };
    let variants = choice.variants.iter().enumerate();
    let variants = variants.map(|(index, variant)| alternative(model, choice, index, variant));
    let variants = rules::list(variants);
    let deny_unknown_fields = choice.deny_unknown_fields;
    let table = quote!(__p::choice(#name, __p::Tagging::#tagging, #variants, #deny_unknown_fields));
    if matches!(choice.tagging, Tagging::Untagged) {
        let span = at(model.ident.span());
        return quote_spanned!(span=> __p::untagged(#table));
    }
    table
}

fn alternative(
    model: &Model<'_>,
    choice: &Choice,
    index: usize,
    variant: &Alternative,
) -> TokenStream {
    let (ident, name, description) = (unraw(&variant.ident), &variant.name, &variant.description);
    let form = form(variant.form);
    let index = Literal::usize_unsuffixed(index);
    let rules = said(model, rules::table(model.ident, &variant.object));
    let rules =
        quote!(#rules.of_variant(<Self as __p::Alternatives>::choice, #index, __p::Form::#form));
    let rules = match (&choice.tagging, variant.form) {
        (Tagging::Internal { .. }, Form::Newtype) => beside_a_tag(&variant.object.fields, &rules),
        _ => rules,
    };
    let aliases = rules::called("aliases", &variant.aliases);
    quote! {
        __p::alternative(
            #ident,
            #name,
            #description,
            #rules,
        ) #aliases
    }
}

/// Asserts that what the variant holds is an object, at its type.
fn beside_a_tag(fields: &[Field], rules: &TokenStream) -> TokenStream {
    let place = fields.first().map(|field| field.ty.span());
    let span = at(place.unwrap_or_else(Span::call_site));
    quote_spanned!(span=> __p::beside_a_tag(#rules))
}

fn form(form: Form) -> TokenStream {
    match form {
        Form::Unit => quote!(Unit),
        Form::Newtype => quote!(Newtype),
        Form::Tuple => quote!(Tuple),
        Form::Object => quote!(Object),
    }
}

/// The body of the check: the rules of the variant that the value is.
fn check(choice: &Choice) -> TokenStream {
    let variants = choice.variants.iter().enumerate();
    let arms: Vec<TokenStream> = variants
        .filter(|(_, variant)| held(variant).next().is_some())
        .map(|(index, variant)| arm(index, variant))
        .collect();
    let rest = arms.len() < choice.variants.len() + choice.skipped.len();
    let rest = rest.then(|| quote!(_ => true,));
    let table =
        (!arms.is_empty()).then(|| quote!(let __choice = <Self as __p::Alternatives>::choice();));
    quote! {
        #table
        match self {
            #(#arms)*
            #rest
        }
    }
}

fn arm(index: usize, variant: &Alternative) -> TokenStream {
    let ident = &variant.ident;
    let bindings = held(variant).map(binding);
    let check = validate::fields(&variant.object);
    let index = Literal::usize_unsuffixed(index);
    quote! {
        Self::#ident { #(#bindings,)* .. } => {
            let __rules = __choice.rules(#index);
            let __at = &__at.variant(__rules);
            #check
        }
    }
}

/// All fields of a variant.
fn held(variant: &Alternative) -> impl Iterator<Item = &Field> {
    let flattened = variant.object.flattened.iter();
    let flattened = flattened.map(|flattened| &flattened.field);
    variant.object.fields.iter().chain(flattened)
}

fn binding(field: &Field) -> TokenStream {
    let (member, binding) = (&field.member, &field.binding);
    quote!(#member: #binding)
}
