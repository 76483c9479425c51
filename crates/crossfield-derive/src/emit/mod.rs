//! From the checked description to code. What is written is thin: it names the runtime crate's helpers.

mod choice;
mod condition;
mod docs;
mod fallback;
mod filled;
mod inside;
mod native;
mod rules;
mod seen;
mod shape;
mod stated;
mod switch;
mod validate;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, Ident, parse_quote};

pub(crate) use self::fallback::fallback;
use crate::model::{Body, Enumeration, Knowledge, Model, Newtype, Object};

/// The implementations for a type, in a scope of their own, so that nothing around them can change what a name means.
pub(crate) fn implementation(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let items = match &model.body {
        Body::Object(object) => of_object(model, object),
        Body::Unit => of_unit(model),
        Body::Newtype(newtype) => of_newtype(model, newtype),
        Body::Enumeration(enumeration) => of_enumeration(model, enumeration),
        Body::Choice(choice) => choice::of_choice(model, choice),
    };
    let patterns = rules::patterns(&model.body);
    let interop = interop(model);
    let fallbacks = has_perhaps_described(&model.body).then(|| {
        quote! {
            #[allow(unused_imports)]
            use __p::{Undescribed as _, Unreadable as _};
        }
    });
    quote! {
        const _: () = {
            use #krate::private as __p;
            #fallbacks
            #patterns
            #items
            #interop
        };
    }
}

/// Whether the code asks whether a type is described.
fn has_perhaps_described(body: &Body) -> bool {
    let asks = |known| known == Knowledge::PerhapsDescribed;
    let in_object = |object: &&Object| object.fields.iter().any(|field| asks(field.known));
    match body {
        Body::Newtype(newtype) => asks(newtype.known),
        _ => body.objects().iter().any(in_object),
    }
}

fn of_object(model: &Model<'_>, object: &Object) -> TokenStream {
    let (table_head, ty, bounds) = header(model, &quote!(__p::Table));
    let rules = said(model, rules::table(model.ident, object));
    let notes = rules::notes(object);
    let check = validate::object(object);
    let shape = if object.positional {
        quote!(Tuple)
    } else {
        quote!(Object)
    };
    let shape = quote!(__p::Shape::#shape(<Self as __p::Table>::rules));
    let checked = checked(model, &shape, &check);
    quote! {
        #[automatically_derived]
        #table_head for #ty #bounds {
            #notes
            fn rules() -> &'static __p::Rules {
                const { &#rules }
            }
        }

        #checked
    }
}

/// The implementation that describes the type and checks its values; of a type with a context they are two.
fn checked(model: &Model<'_>, shape: &TokenStream, check: &TokenStream) -> TokenStream {
    let docs = docs::docs(&model.body);
    let Some(args) = &model.context else {
        let (head, ty, bounds) = header(model, &quote!(__p::Validate));
        return quote! {
            #docs
            #[automatically_derived]
            #head for #ty #bounds {
                const SHAPE: __p::Shape = #shape;

                fn check<__S: __p::Sink>(&self, __at: &__p::Path<'_>, __report: &mut __S) -> ::core::primitive::bool {
                    #check
                }
            }
        };
    };
    let (described, ty, bounds) = header(model, &quote!(__p::Description));
    let (head, _, _) = header(model, &quote!(__p::ValidateWith));
    quote! {
        #[automatically_derived]
        #described for #ty #bounds {
            const SHAPE: __p::Shape = #shape;
        }

        #docs
        #[automatically_derived]
        #head for #ty #bounds {
            type Args<'v_a> = #args;

            #[allow(unused_variables)]
            fn check_with<'v_a, __S: __p::Sink>(
                &self,
                __context: #args,
                __at: &__p::Path<'_>,
                __report: &mut __S,
            ) -> ::core::primitive::bool {
                #check
            }
        }
    }
}

fn of_unit(model: &Model<'_>) -> TokenStream {
    let (head, ty, bounds) = header(model, &quote!(__p::Validate));
    quote! {
        #[automatically_derived]
        #head for #ty #bounds {
            const SHAPE: __p::Shape = __p::Shape::Null;
        }
    }
}

fn of_newtype(model: &Model<'_>, newtype: &Newtype) -> TokenStream {
    let shape = said(model, rules::newtype_shape(newtype));
    checked(model, &shape, &validate::newtype(newtype))
}

fn of_enumeration(model: &Model<'_>, enumeration: &Enumeration) -> TokenStream {
    let (head, ty, bounds) = header(model, &quote!(__p::Validate));
    let shape = rules::enumeration_shape(model.ident, enumeration);
    let known = known(model.ident, &bounded(model));
    quote! {
        #[automatically_derived]
        #head for #ty #bounds {
            const SHAPE: __p::Shape = #shape;
        }

        #known
    }
}

/// What a condition that names a variant in full needs of an enum, since an alias may hide what wraps it.
fn known(ident: &Ident, generics: &Generics) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __p::Known for #ident #arguments #bounds {
            type Value = Self;

            fn known(&self) -> ::core::option::Option<&Self> {
                __p::Some(self)
            }
        }
    }
}

/// `impl<…> Trait`, the type, and the bounds.
fn header(model: &Model<'_>, implemented: &TokenStream) -> (TokenStream, TokenStream, TokenStream) {
    let generics = bounded(model);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let ident = model.ident;
    (
        quote!(impl #parameters #implemented),
        quote!(#ident #arguments),
        bounds.to_token_stream(),
    )
}

/// A type parameter stands for something that can be described, as serde's derive has it for reading; unless only what
/// is not read or `opaque` uses it.
fn bounded(model: &Model<'_>) -> Generics {
    let mut generics = with_bounds(model.generics, |parameter| {
        model.described.contains(&parameter)
    });
    filled::bound(&mut generics, &model.body);
    generics
}

fn with_bounds(generics: &Generics, is_described: impl Fn(&Ident) -> bool) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        if is_described(&parameter.ident) {
            parameter.bounds.push(parse_quote!(__p::Validate));
        }
    }
    generics
}

/// What optional features of the runtime crate add: whether they are on, only its own macros know.
fn interop(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let subject = subject(model.ident, &bounded(model));
    let carries = carries_rules(model).then(|| {
        let inner = inner_types(model);
        quote!(#krate::__carries_rules! { #subject #([#inner])* })
    });
    let validator = match &model.context {
        None => quote!(#krate::__validator! { #subject }),
        Some(args) => {
            let ident = model.ident;
            let generics = bounded(model);
            let (_, arguments, bounds) = generics.split_for_impl();
            let mut with_lifetime = generics.clone();
            with_lifetime.params.insert(0, parse_quote!('v_a));
            let (parameters, _, _) = with_lifetime.split_for_impl();
            quote! {
                #krate::__validator_with! { [#parameters] [#ident #arguments] [#bounds] [#args] }
            }
        }
    };
    quote! {
        #validator
        #carries
    }
}

/// The type as the runtime crate's macros take it.
fn subject(ident: &Ident, generics: &Generics) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote!([#parameters] [#ident #arguments] [#bounds])
}

/// A place in the user's code for tokens of ours: errors are shown there, and names mean what they mean here, wherever
/// the user's tokens come from.
fn at(place: Span) -> Span {
    Span::call_site().located_at(place)
}

/// A table or shape that a schema says too: it asks for what every validator judges alike.
fn said(model: &Model<'_>, rules: TokenStream) -> TokenStream {
    if model.schema_carries_rules {
        quote!(#rules.said_by_a_schema())
    } else {
        rules
    }
}

/// An enumeration's rule is its set of strings, which every schema of it has; a unit struct has none.
fn carries_rules(model: &Model<'_>) -> bool {
    model.schema_carries_rules || matches!(model.body, Body::Enumeration(_) | Body::Unit)
}

/// The types whose schemas must carry their rules for this one to carry all of its.
fn inner_types<'a>(model: &'a Model<'_>) -> Vec<&'a syn::Type> {
    let mut types = Vec::new();
    if let Body::Newtype(newtype) = &model.body
        && newtype.known != Knowledge::Opaque
    {
        types.push(&newtype.ty);
    }
    for object in model.body.objects() {
        for field in &object.fields {
            if field.known != Knowledge::Opaque {
                types.push(&field.ty);
            }
        }
        types.extend(object.flattened.iter().map(|flattened| &flattened.field.ty));
    }
    types
}

/// The last name of a path, as text.
fn path_last(path: &syn::Path) -> String {
    path.segments
        .last()
        .map(|segment| crate::syntax::unraw(&segment.ident))
        .unwrap_or_default()
}
