//! The deriving type as a whole.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Fields, FieldsUnnamed, Ident, Index, Lit, LitStr,
    Member, Meta, Path, Token,
};

use super::field::{RawField, allow, items, rule_names};
use super::group::RawGroup;
use super::native::RawNative;
use super::serde::SerdeContainer;
use super::variant::{self, RawVariant};
use crate::ctxt::Ctxt;
use crate::model::GroupKind;
use crate::names::suggest;

/// An input as it is written.
pub(crate) struct Raw<'a> {
    pub(crate) input: &'a DeriveInput,
    /// The path of the runtime crate.
    pub(crate) krate: TokenStream,
    pub(crate) groups: Vec<RawGroup>,
    /// Rules on the whole value that no schema says.
    pub(crate) natives: Vec<RawNative>,
    /// Findings that are meant so.
    pub(crate) allow: Vec<Ident>,
    pub(crate) serde: SerdeContainer,
    pub(crate) schema: Schemars,
    pub(crate) body: RawBody,
}

/// What `#[schemars(...)]` tells of the type's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schemars {
    /// No such attribute: perhaps there is no schema.
    Unseen,
    /// An attribute, but none that would carry the rules.
    WithoutRules,
    /// `transform = crossfield::schema::with_rules::<Self>`.
    WithRules,
}

pub(crate) enum RawBody {
    Object(Vec<RawField>),
    /// A tuple struct of no field or of several: an array in JSON.
    Tuple(Vec<RawField>),
    Newtype(Box<RawField>),
    /// A unit struct: null in JSON.
    Unit,
    /// An enum of unit variants that are strings.
    Enumeration(Vec<RawVariant>),
    /// Any other enum.
    Choice(Vec<RawVariant>),
    /// Reported already.
    Unsupported,
}

impl RawBody {
    /// All fields, those of variants too.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &RawField> {
        let (fields, variants): (&[RawField], &[RawVariant]) = match self {
            Self::Object(fields) | Self::Tuple(fields) => (fields, &[]),
            Self::Newtype(field) => (std::slice::from_ref(field), &[]),
            Self::Choice(variants) => (&[], variants),
            Self::Unit | Self::Enumeration(_) | Self::Unsupported => (&[], &[]),
        };
        let of_variants = variants.iter().flat_map(|variant| &variant.fields);
        fields.iter().chain(of_variants)
    }
}

/// Reads the tokens of an input.
pub(crate) fn read<'a>(ctxt: &Ctxt, input: &'a DeriveInput) -> Raw<'a> {
    let OfType {
        krate,
        groups,
        natives,
        allow,
    } = OfType::read(ctxt, &input.attrs);
    let serde = SerdeContainer::read(ctxt, &input.attrs);
    let body = body(ctxt, input, &serde);
    Raw {
        input,
        krate,
        groups,
        natives,
        allow,
        serde,
        schema: schemars(&input.attrs),
        body,
    }
}

fn body(ctxt: &Ctxt, input: &DeriveInput, serde: &SerdeContainer) -> RawBody {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let named = fields
                    .named
                    .iter()
                    .filter_map(|field| Some((Member::Named(field.ident.clone()?), field)));
                RawBody::Object(
                    named
                        .map(|(member, field)| RawField::read(ctxt, member, field))
                        .collect(),
                )
            }
            Fields::Unnamed(fields) => match (fields.unnamed.first(), fields.unnamed.len()) {
                (Some(field), 1) => RawBody::Newtype(Box::new(RawField::read(
                    ctxt,
                    Member::Unnamed(Index::from(0)),
                    field,
                ))),
                _ => RawBody::Tuple(positions(ctxt, fields)),
            },
            Fields::Unit => RawBody::Unit,
        },
        Data::Enum(data) if data.variants.is_empty() => {
            unsupported(ctxt, input, "an enum without variants has no values")
        }
        Data::Enum(data) => variant::body(ctxt, data, serde),
        Data::Union(_) => unsupported(ctxt, input, "serde does not read unions"),
    }
}

fn positions(ctxt: &Ctxt, fields: &FieldsUnnamed) -> Vec<RawField> {
    let numbered = fields.unnamed.iter().enumerate();
    numbered
        .map(|(index, field)| RawField::read(ctxt, Member::Unnamed(Index::from(index)), field))
        .collect()
}

fn unsupported(ctxt: &Ctxt, input: &DeriveInput, why: &str) -> RawBody {
    ctxt.error(
        &input.ident,
        format!("`Validate` cannot be derived for `{}`: {why}", input.ident),
    );
    RawBody::Unsupported
}

/// One item of `#[validate(...)]` on a type.
enum RawItem {
    /// `crate = "path"`, for those who have the crate under another name.
    Crate(Path),
    Group(RawGroup),
    Native(RawNative),
    /// `allow(redundant)`.
    Allow(Vec<Ident>),
}

/// What all `#[validate(...)]` on a type say.
struct OfType {
    krate: TokenStream,
    groups: Vec<RawGroup>,
    natives: Vec<RawNative>,
    allow: Vec<Ident>,
}

impl OfType {
    fn read(ctxt: &Ctxt, attributes: &[Attribute]) -> Self {
        let mut all = Self {
            krate: quote!(::crossfield),
            groups: Vec::new(),
            natives: Vec::new(),
            allow: Vec::new(),
        };
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("validate"))
        {
            for item in items(ctxt, attribute, RawItem::parse) {
                match item {
                    RawItem::Crate(path) => all.krate = path.into_token_stream(),
                    RawItem::Group(group) => all.groups.push(group),
                    RawItem::Native(rule) => all.natives.push(rule),
                    RawItem::Allow(names) => all.allow.extend(names),
                }
            }
        }
        all
    }
}

impl Parse for RawItem {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let text = name.to_string();
        match text.as_str() {
            "crate" => {
                input.parse::<Token![=]>()?;
                input.parse::<LitStr>()?.parse().map(Self::Crate)
            }
            "allow" => allow(input, &name).map(Self::Allow),
            _ if RawNative::NAMES.contains(&text.as_str()) => {
                RawNative::parse_after(name, input).map(Self::Native)
            }
            _ if GroupKind::from_name(&text).is_some() || text == "when" => {
                RawGroup::parse_after(name, input).map(Self::Group)
            }
            _ => Err(syn::Error::new(name.span(), unknown_item(&text))),
        }
    }
}

fn unknown_item(name: &str) -> String {
    if rule_names().any(|rule| rule == name) {
        return format!("`{name}` is a rule of a field; write it on the field");
    }
    let known = GroupKind::ALL
        .iter()
        .map(|(known, _)| *known)
        .chain(RawNative::NAMES)
        .chain(["when", "allow", "crate"]);
    let suggestion = suggest(name, known, "attributes of a type");
    format!("unknown attribute `{name}` of a type{suggestion}")
}

fn schemars(attributes: &[Attribute]) -> Schemars {
    let mut seen = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("schemars"))
        .peekable();
    if seen.peek().is_none() {
        Schemars::Unseen
    } else if seen.any(names_with_rules) {
        Schemars::WithRules
    } else {
        Schemars::WithoutRules
    }
}

/// Whether a `transform` of the attribute ends in `with_rules`, with or without type arguments.
fn names_with_rules(attribute: &Attribute) -> bool {
    let Ok(list) = attribute.meta.require_list() else {
        return false;
    };
    let mut tokens = list
        .tokens
        .clone()
        .into_iter()
        .map(|token| token.to_string());
    tokens.any(|token| token == "with_rules")
}

/// The text of doc comments, a blank line between paragraphs, no space at the start of lines.
pub(super) fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(line),
                    ..
                }) => Some(line.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
