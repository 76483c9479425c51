//! Types as they are written.

use syn::{GenericArgument, PathArguments, Type};

use crate::model::Inside;

/// The argument of `Option<…>`. As for serde, the type must be written with that name.
pub(crate) fn option_argument(ty: &Type) -> Option<&Type> {
    argument_of(ty, &["Option"])
}

/// The type of a field's value without the types around it that a condition sees through.
pub(crate) fn value_type(ty: &Type) -> &Type {
    match argument_of(ty, &["Option", "Open", "Lenient"]) {
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
    let held = option_argument(ty).unwrap_or(ty);
    match ungroup(held) {
        Type::Path(path) if path.qself.is_none() => {
            NUMBERS.iter().any(|number| path.path.is_ident(number))
        }
        _ => false,
    }
}

/// The type that a macro's `$ty:ty` stands for: it arrives in a group of its own.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        _ => ty,
    }
}

/// The type of what is inside a list or map, through what points to it.
pub(crate) fn held_type(ty: &Type, of: Inside) -> Option<&Type> {
    const LISTS: [&str; 6] = [
        "Vec",
        "VecDeque",
        "BTreeSet",
        "HashSet",
        "LinkedList",
        "BinaryHeap",
    ];
    const MAPS: [&str; 2] = ["BTreeMap", "HashMap"];
    let held = match ungroup(ty) {
        Type::Reference(reference) => return held_type(&reference.elem, of),
        Type::Slice(slice) => return (of == Inside::Items).then_some(&*slice.elem),
        Type::Array(array) => return (of == Inside::Items).then_some(&*array.elem),
        ty => argument_of(ty, &["Option", "Box", "Rc", "Arc", "Cow"]),
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
    if !names.iter().any(|name| last.ident == name) {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    Some(arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }))
}
