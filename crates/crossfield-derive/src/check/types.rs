//! Types as they are written.

use syn::{GenericArgument, PathArguments, Type};

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

/// The type that a macro's `$ty:ty` stands for: it arrives in a group of its own.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        _ => ty,
    }
}

pub(super) fn argument_of<'a>(ty: &'a Type, names: &[&str]) -> Option<&'a Type> {
    let Type::Path(path) = ungroup(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    if !names.iter().any(|name| last.ident == name) {
        return None;
    }
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}
