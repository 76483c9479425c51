//! serde's attributes, as far as they decide names and shapes on the wire.

use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, ExprPath, Ident, LitStr, Token, token};

use crate::ctxt::Ctxt;
use crate::names::RenameRule;

/// What serde's attributes say of a type.
#[derive(Default)]
pub(crate) struct SerdeContainer {
    pub(crate) rename_all: Option<RenameRule>,
    pub(crate) deny_unknown_fields: bool,
    /// Where the fields come from whose keys are missing.
    pub(crate) default: SerdeDefault,
    /// The type is read as its only field is.
    pub(crate) transparent: bool,
    /// `rename_all_fields`: of the fields of an enum's struct variants.
    pub(crate) rename_all_fields: Option<RenameRule>,
    /// How a variant is told from the others.
    pub(crate) tag: Option<SerdeTag>,
    pub(crate) content: Option<SerdeTag>,
    pub(crate) untagged: Option<Ident>,
    /// Attributes that change what the type is read from in a way that the rules could not follow.
    pub(crate) foreign: Vec<Ident>,
}

/// `tag = "…"` or `content = "…"`: the attribute and the key.
pub(crate) struct SerdeTag {
    pub(crate) name: Ident,
    pub(crate) key: String,
}

/// Where a field's value comes from when its key is missing.
#[derive(Clone, Default)]
pub(crate) enum SerdeDefault {
    /// From nowhere, as far as the field says.
    #[default]
    None,
    /// `default`: from the type's `Default`.
    Type,
    /// `default = "…"`: from a function.
    Function(Box<ExprPath>),
}

impl SerdeDefault {
    pub(crate) const fn is_given(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Reads `default` or `default = "…"`. What is no path serde refuses itself.
    fn read(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        if !meta.input.peek(Token![=]) {
            return Ok(Self::Type);
        }
        let path: LitStr = meta.value()?.parse()?;
        Ok(path
            .parse()
            .map_or(Self::Type, |path| Self::Function(Box::new(path))))
    }
}

/// The functions of the runtime crate that read an `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The key may be left out but not be null.
    NotNull,
    /// The key must be there and may be null.
    Nullable,
}

impl Reader {
    fn named(path: &LitStr) -> Option<Self> {
        let path: syn::Path = path.parse().ok()?;
        match path.segments.last()?.ident.to_string().as_str() {
            "not_null" => Some(Self::NotNull),
            "nullable" => Some(Self::Nullable),
            _ => None,
        }
    }
}

/// What serde's attributes say of a field.
#[derive(Default)]
pub(crate) struct SerdeField {
    pub(crate) rename: Option<String>,
    /// `alias`, which may stand several times.
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) default: SerdeDefault,
    pub(crate) skip: bool,
    /// `flatten`: the keys of the field's value stand among those of its object.
    pub(crate) flatten: Option<Ident>,
    /// `deserialize_with = "crossfield::not_null"` or `"crossfield::nullable"`.
    pub(crate) reader: Option<Reader>,
    /// Any other function that reads the field (`deserialize_with`, `with`), under the attribute's name.
    pub(crate) read_by: Option<(Ident, syn::Path)>,
}

/// What serde's attributes say of a variant.
#[derive(Default)]
pub(crate) struct SerdeVariant {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<RenameRule>,
    /// `alias`, which may stand several times: the attribute and the name.
    pub(crate) aliases: Vec<(Ident, String)>,
    pub(crate) skip: bool,
    pub(crate) foreign: Vec<Ident>,
}

impl SerdeContainer {
    pub(crate) fn read(ctxt: &Ctxt, attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        each(ctxt, attributes, |name, meta| {
            match name.to_string().as_str() {
                "rename_all" => serde.rename_all = rename_rule(&meta)?,
                "rename_all_fields" => serde.rename_all_fields = rename_rule(&meta)?,
                "tag" => serde.tag = Some(SerdeTag::read(name, &meta)?),
                "content" => serde.content = Some(SerdeTag::read(name, &meta)?),
                "untagged" => {
                    serde.untagged = Some(name);
                    ignore(&meta)?;
                }
                "deny_unknown_fields" => serde.deny_unknown_fields = true,
                "transparent" => serde.transparent = true,
                "default" => serde.default = SerdeDefault::read(&meta)?,
                "from" | "try_from" | "remote" => {
                    serde.foreign.push(name);
                    ignore(&meta)?;
                }
                _ => ignore(&meta)?,
            }
            Ok(())
        });
        serde
    }
}

impl SerdeField {
    pub(crate) fn read(ctxt: &Ctxt, attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        each(ctxt, attributes, |name, meta| {
            match name.to_string().as_str() {
                "rename" => serde.rename = deserialize_name(&meta)?,
                "default" => serde.default = SerdeDefault::read(&meta)?,
                "skip" | "skip_deserializing" => serde.skip = true,
                "deserialize_with" => {
                    let path: LitStr = meta.value()?.parse()?;
                    if let Some(reader) = Reader::named(&path) {
                        serde.reader = Some(reader);
                    } else if let Ok(path) = path.parse() {
                        serde.read_by = Some((name, path));
                    }
                }
                "flatten" => {
                    serde.flatten = Some(name);
                    ignore(&meta)?;
                }
                "with" => {
                    let module: LitStr = meta.value()?.parse()?;
                    if let Ok(mut path) = module.parse::<syn::Path>() {
                        path.segments
                            .push(Ident::new("deserialize", module.span()).into());
                        serde.read_by = Some((name, path));
                    }
                }
                "alias" => serde.aliases.push(meta.value()?.parse()?),
                _ => ignore(&meta)?,
            }
            Ok(())
        });
        serde
    }
}

impl SerdeVariant {
    pub(crate) fn read(ctxt: &Ctxt, attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        each(ctxt, attributes, |name, meta| {
            match name.to_string().as_str() {
                "rename" => serde.rename = deserialize_name(&meta)?,
                "rename_all" => serde.rename_all = rename_rule(&meta)?,
                "alias" => serde
                    .aliases
                    .push((name, meta.value()?.parse::<LitStr>()?.value())),
                "skip" | "skip_deserializing" => serde.skip = true,
                "other" | "untagged" | "deserialize_with" | "with" => {
                    serde.foreign.push(name);
                    ignore(&meta)?;
                }
                _ => ignore(&meta)?,
            }
            Ok(())
        });
        serde
    }
}

fn each(
    ctxt: &Ctxt,
    attributes: &[Attribute],
    mut read: impl FnMut(Ident, ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        let result = attribute.parse_nested_meta(|meta| match meta.path.get_ident().cloned() {
            Some(name) => read(name, meta),
            None => ignore(&meta),
        });
        ctxt.ok(result);
    }
}

impl SerdeTag {
    fn read(name: Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let key: LitStr = meta.value()?.parse()?;
        Ok(Self {
            name,
            key: key.value(),
        })
    }
}

/// The rule of a `rename_all` for reading.
fn rename_rule(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<RenameRule>> {
    let name = deserialize_name(meta)?;
    Ok(name.as_deref().and_then(RenameRule::from_name))
}

/// The name for reading: of `rename = "a"` it is `a`, of `rename(serialize = "a", deserialize = "b")` it is `b`.
fn deserialize_name(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<String>> {
    if !meta.input.peek(token::Paren) {
        return meta
            .value()?
            .parse::<LitStr>()
            .map(|name| Some(name.value()));
    }
    let mut found = None;
    meta.parse_nested_meta(|direction| {
        let name: LitStr = direction.value()?.parse()?;
        if direction.path.is_ident("deserialize") {
            found = Some(name.value());
        }
        Ok(())
    })?;
    Ok(found)
}

/// Reads past an argument. serde itself says what is wrong with it.
fn ignore(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<proc_macro2::TokenStream>()?;
    } else if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    }
    Ok(())
}

/// The name of a field or variant as serde sees it: without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}
