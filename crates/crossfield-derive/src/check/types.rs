//! Types as they are written.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, Generics, Ident, PathArguments, Type};

use crate::model::{Inside, Optional};
use crate::syntax::{Flag, Raw, RawField};

/// The argument of `Option<…>`. As for serde, the type must be written with that name.
pub(crate) fn option_argument(ty: &Type) -> Option<&Type> {
    argument_of(ty, &["Option"])
}

/// The type of the value that a type may hold or not: the argument of `Option<…>` or `Maybe<…>`.
pub(crate) fn optional_argument(ty: &Type) -> Option<&Type> {
    argument_of(ty, &["Option", "Maybe"])
}

/// How a type holds a value or none, and the type of the value.
pub(crate) fn optional(ty: &Type) -> (Optional, &Type) {
    if let Some(inner) = argument_of(ty, &["Maybe"]) {
        return (Optional::Maybe, inner);
    }
    match option_argument(ty).map(|inner| (inner, option_argument(inner))) {
        None => (Optional::Never, ty),
        Some((inner, None)) => (Optional::Option, inner),
        Some((_, Some(inner))) => (Optional::Twice, inner),
    }
}

/// Whether the number is an `f32`, which rounds what it reads.
pub(super) fn is_single(ty: &Type) -> bool {
    is_one_of(optional(ty).1, &["f32"])
}

/// The type of a field's value without the types around it that a condition sees through.
pub(crate) fn value_type(ty: &Type) -> &Type {
    match argument_of(ty, &["Option", "Maybe", "Open", "Lenient"]) {
        Some(inner) => value_type(inner),
        None => ungroup(ty),
    }
}

/// Whether a value is handed to a function of the user's as it is: numbers are, as in the `validator` crate, whose
/// functions shall work here. The type must be written with its plain name.
pub(super) fn is_number(ty: &Type) -> bool {
    const NUMBERS: [&str; 14] = [
        "usize", "u8", "u16", "u32", "u64", "u128", "isize", "i8", "i16", "i32", "i64", "i128",
        "f32", "f64",
    ];
    is_one_of(optional(ty).1, &NUMBERS)
}

/// The type that a macro's `$ty:ty` stands for: it arrives in a group of its own.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        _ => ty,
    }
}

/// What holds several values of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    List,
    /// With texts for keys.
    Map,
}

const LISTS: [&str; 6] = [
    "Vec",
    "VecDeque",
    "LinkedList",
    "BinaryHeap",
    "BTreeSet",
    "HashSet",
];
const MAPS: [&str; 2] = ["BTreeMap", "HashMap"];

/// A container of the standard library, and what it holds.
pub(crate) fn container_of(ty: &Type) -> Option<(Container, &Type)> {
    if let Some(item) = argument_of(ty, &LISTS) {
        return Some((Container::List, item));
    }
    let key = argument_of(ty, &MAPS)?;
    let value = arguments_of(ty, &MAPS)?.nth(1)?;
    is_text(key).then_some((Container::Map, value))
}

/// The names of types that have a description whatever stands around them. A type of another crate that bears one of them
/// must be marked `opaque`.
const DESCRIBED: [&str; 15] = [
    "String", "str", "bool", "char", "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64",
    "isize", "f64",
];

/// Whether the type is known to be described by its name alone: a type parameter has the bound.
pub(super) fn is_described(ty: &Type, generics: &Generics) -> bool {
    if let Type::Reference(reference) = ungroup(ty) {
        return is_described(&reference.elem, generics);
    }
    if let Some(inner) = argument_of(ty, &["Option", "Maybe", "Vec", "Box", "Cow"]) {
        return is_described(inner, generics);
    }
    let is_parameter = |name: &Ident| generics.type_params().any(|known| *name == known.ident);
    is_one_of(ty, &DESCRIBED) || plain_name(ty).is_some_and(is_parameter)
}

/// Whether the type is written with one of these names and nothing else.
fn is_one_of(ty: &Type, names: &[&str]) -> bool {
    plain_name(ty).is_some_and(|name| is_among(name, names))
}

/// The text of an identifier is made for each comparison, so it is compared with many at once.
fn is_among(ident: &Ident, names: &[&str]) -> bool {
    let ident = ident.to_string();
    names.contains(&ident.as_str())
}

/// The name of a type that is written with nothing but it.
fn plain_name(ty: &Type) -> Option<&Ident> {
    match ungroup(ty) {
        // None that stands behind another type, as in `<T>::u8`: its path begins with colons.
        Type::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// The type parameters that stand for something that is read and described, and so must be described.
pub(super) fn described_parameters<'a>(raw: &Raw<'a>) -> Vec<&'a Ident> {
    let read =
        |field: &&RawField| !field.serde.skip && !field.has(Flag::Opaque) && !is_phantom(&field.ty);
    let fields = raw.body.fields();
    let types: Vec<&Type> = fields
        .into_iter()
        .filter(read)
        .map(|field| &field.ty)
        .collect();
    let parameters = raw
        .input
        .generics
        .type_params()
        .map(|parameter| &parameter.ident);
    parameters
        .filter(|parameter| {
            types
                .iter()
                .any(|ty| names(ty.to_token_stream(), parameter))
        })
        .collect()
}

/// Whether values of the type are known to have no rules inside, by its name alone.
pub(crate) fn holds_no_rules(ty: &Type) -> bool {
    if let Type::Reference(reference) = ungroup(ty) {
        return holds_no_rules(&reference.elem);
    }
    let inner = argument_of(ty, &["Option", "Maybe", "Box", "Cow"]);
    if let Some(held) = inner.or_else(|| container_of(ty).map(|(_, held)| held)) {
        return holds_no_rules(held);
    }
    is_one_of(ty, &DESCRIBED) || is_single(ty)
}

/// Whether the name stands in the tokens.
pub(crate) fn names(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => names(group.stream(), name),
        _ => false,
    })
}

/// A `PhantomData` holds nothing.
pub(crate) fn is_phantom(ty: &Type) -> bool {
    let Type::Path(path) = ungroup(ty) else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "PhantomData")
}

fn is_text(ty: &Type) -> bool {
    if let Type::Reference(reference) = ungroup(ty) {
        return is_text(&reference.elem);
    }
    if let Some(inner) = argument_of(ty, &["Box", "Rc", "Arc", "Cow"]) {
        return is_text(inner);
    }
    is_one_of(ty, &["String", "str"])
}

/// The type of what is inside a list or map, through what points to it.
pub(crate) fn held_type(ty: &Type, of: Inside) -> Option<&Type> {
    let held = match ungroup(ty) {
        Type::Reference(reference) => return held_type(&reference.elem, of),
        Type::Slice(slice) => return (of == Inside::Items).then_some(&*slice.elem),
        Type::Array(array) => return (of == Inside::Items).then_some(&*array.elem),
        ty => argument_of(ty, &["Option", "Maybe", "Box", "Rc", "Arc", "Cow"]),
    };
    match (held, of) {
        (Some(held), _) => held_type(held, of),
        (None, Inside::Items) => argument_of(ty, &LISTS),
        (None, Inside::Values) => arguments_of(ty, &MAPS)?.nth(1),
        (None, Inside::Keys) => None,
    }
}

/// The first type argument of a type of one of these names.
pub(super) fn argument_of<'a>(ty: &'a Type, names: &[&str]) -> Option<&'a Type> {
    arguments_of(ty, names)?.next()
}

/// The type arguments of a type of one of these names.
fn arguments_of<'a>(ty: &'a Type, names: &[&str]) -> Option<impl Iterator<Item = &'a Type>> {
    let Type::Path(path) = ungroup(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    if !is_among(&last.ident, names) {
        return None;
    }
    Some(arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }))
}
