//! The variants of an enum.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, DataEnum, Fields, Ident, Index, Member};

use super::container::{RawBody, documentation};
use super::field::{RawField, rule_names};
use super::group::RawGroup;
use super::items::{allow, items};
use super::native::RawNative;
use super::serde::{SerdeContainer, SerdeVariant};
use crate::ctxt::Ctxt;
use crate::model::{Form, GroupKind};
use crate::names::{names, suggest};

/// A variant with everything that is written on it.
pub(crate) struct RawVariant {
    pub(crate) ident: Ident,
    pub(crate) description: String,
    pub(crate) serde: SerdeVariant,
    pub(crate) form: Form,
    pub(crate) fields: Vec<RawField>,
    pub(crate) groups: Vec<RawGroup>,
    pub(crate) natives: Vec<RawNative>,
    pub(crate) allow: Vec<Ident>,
}

/// An enum that has a variant, as it is read under its representation.
pub(super) fn body(ctxt: &Ctxt, data: &DataEnum, serde: &SerdeContainer) -> RawBody {
    let units = |variant: &syn::Variant| matches!(variant.fields, Fields::Unit);
    let external = serde.tag.is_none() && serde.untagged.is_none();
    let strings = external && data.variants.iter().all(units);
    let read = |variant| RawVariant::read(ctxt, variant, strings);
    let variants = data.variants.iter().map(read).collect();
    if strings {
        RawBody::Enumeration(variants)
    } else {
        RawBody::Choice(variants)
    }
}

impl RawVariant {
    fn read(ctxt: &Ctxt, variant: &syn::Variant, is_string: bool) -> Self {
        if is_string {
            no_rules(ctxt, &variant.attrs);
        }
        let Stated {
            groups,
            natives,
            allow,
        } = if is_string {
            Stated::default()
        } else {
            Stated::read(ctxt, &variant.attrs)
        };
        Self {
            ident: variant.ident.clone(),
            description: documentation(&variant.attrs),
            serde: SerdeVariant::read(ctxt, &variant.attrs),
            form: form(&variant.fields),
            fields: fields(ctxt, &variant.fields),
            groups,
            natives,
            allow,
        }
    }
}

fn form(fields: &Fields) -> Form {
    match fields {
        Fields::Unit => Form::Unit,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Form::Newtype,
        Fields::Unnamed(_) => Form::Tuple,
        Fields::Named(_) => Form::Object,
    }
}

fn fields(ctxt: &Ctxt, fields: &Fields) -> Vec<RawField> {
    let members = fields.iter().enumerate().map(|(index, field)| {
        let by_place = || Member::Unnamed(Index::from(index));
        (
            field.ident.clone().map_or_else(by_place, Member::Named),
            field,
        )
    });
    members
        .map(|(member, field)| RawField::read(ctxt, member, field))
        .collect()
}

/// One item of `#[validate(...)]` on a variant.
enum Item {
    Group(RawGroup),
    Native(RawNative),
    /// `allow(redundant)`.
    Allow(Vec<Ident>),
}

/// What stands in `#[validate(...)]` on a variant: rules on several of its fields, and what of them is meant so.
#[derive(Default)]
struct Stated {
    groups: Vec<RawGroup>,
    natives: Vec<RawNative>,
    allow: Vec<Ident>,
}

impl Stated {
    fn read(ctxt: &Ctxt, attributes: &[Attribute]) -> Self {
        let mut all = Self::default();
        for item in validate(attributes).flat_map(|attribute| items(ctxt, attribute, Item::parse)) {
            match item {
                Item::Group(group) => all.groups.push(group),
                Item::Native(rule) => all.natives.push(rule),
                Item::Allow(names) => all.allow.extend(names),
            }
        }
        all
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let text = name.to_string();
        match text.as_str() {
            "allow" => allow(input, &name).map(Self::Allow),
            "compare" => RawNative::parse_after(name, input).map(Self::Native),
            _ if GroupKind::from_name(&text).is_some() || text == "when" => {
                RawGroup::parse_after(name, input).map(Self::Group)
            }
            _ => Err(syn::Error::new(name.span(), unknown(&text))),
        }
    }
}

fn unknown(name: &str) -> String {
    if rule_names().contains(&name) {
        return format!("`{name}` is a rule of a field; write it on a field of the variant");
    }
    let known = [&names(&GroupKind::ALL)[..], &["compare", "when", "allow"]].concat();
    let suggestion = suggest(name, &known, "rules of a variant");
    format!("unknown rule `{name}` of a variant{suggestion}")
}

fn no_rules(ctxt: &Ctxt, attributes: &[Attribute]) {
    for attribute in validate(attributes) {
        ctxt.error(
            attribute,
            "a variant has no rules: an enum of unit variants is valid when its string is one of the variants'",
        );
    }
}

fn validate(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    let attributes = attributes.iter();
    attributes.filter(|attribute| attribute.path().is_ident("validate"))
}
