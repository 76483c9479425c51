//! The deriving type as a whole.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Fields, FieldsUnnamed, Ident, Index, Lit, LitStr,
    Member, Meta, Path, Token, Type,
};

use super::arguments::truth;
use super::field::{RawField, rule_names};
use super::group::RawGroup;
use super::items::{allow, items};
use super::native::RawNative;
use super::serde::SerdeContainer;
use super::variant::{self, RawVariant};
use crate::check::is_phantom;
use crate::ctxt::Ctxt;
use crate::model::GroupKind;
use crate::names::{names, suggest};

/// An input as it is written.
pub(crate) struct Raw<'a> {
    pub(crate) input: &'a DeriveInput,
    /// The path of the runtime crate.
    pub(crate) krate: TokenStream,
    pub(crate) groups: Vec<RawGroup>,
    /// Rules on the whole value that no schema says.
    pub(crate) natives: Vec<RawNative>,
    /// What functions know beside the value.
    pub(crate) context: Option<RawContext>,
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
    pub(crate) fn fields(&self) -> Vec<&RawField> {
        let (fields, variants): (&[RawField], &[RawVariant]) = match self {
            Self::Object(fields) | Self::Tuple(fields) => (fields, &[]),
            Self::Newtype(field) => (std::slice::from_ref(field), &[]),
            Self::Choice(variants) => (&[], variants),
            Self::Unit | Self::Enumeration(_) | Self::Unsupported => (&[], &[]),
        };
        let mut all: Vec<&RawField> = fields.iter().collect();
        for variant in variants {
            all.extend(&variant.fields);
        }
        all
    }
}

impl RawContext {
    /// How the context is handed in.
    pub(crate) fn args(&self) -> TokenStream {
        let ty = &self.ty;
        if self.mutable {
            quote!(&'v_a mut #ty)
        } else {
            quote!(&'v_a #ty)
        }
    }
}

/// Reads the tokens of an input.
pub(crate) fn read<'a>(ctxt: &Ctxt, input: &'a DeriveInput) -> Raw<'a> {
    let OfType {
        krate,
        groups,
        natives,
        allow,
        context,
    } = OfType::read(ctxt, &input.attrs);
    let serde = SerdeContainer::read(ctxt, &input.attrs);
    let body = body(ctxt, input, &serde);
    Raw {
        input,
        krate,
        groups,
        natives,
        allow,
        context,
        serde,
        schema: schemars(&input.attrs),
        body,
    }
}

fn body(ctxt: &Ctxt, input: &DeriveInput, serde: &SerdeContainer) -> RawBody {
    match shape(ctxt, input, serde) {
        RawBody::Object(fields) | RawBody::Tuple(fields) if serde.transparent => {
            transparent(ctxt, input, fields)
        }
        body => body,
    }
}

/// A type that is read as its only field is. As for serde, a field that has a default or is a `PhantomData` does not count.
fn transparent(ctxt: &Ctxt, input: &DeriveInput, fields: Vec<RawField>) -> RawBody {
    let counts = |field: &RawField| {
        let serde = &field.serde;
        !serde.skip && !serde.default.is_given() && !is_phantom(&field.ty)
    };
    let (mut read, others): (Vec<RawField>, Vec<RawField>) = fields.into_iter().partition(counts);
    for rule in others.iter().flat_map(|field| &field.rules) {
        let message = "the field is not read from JSON (`#[serde(transparent)]`), so no schema could say this";
        ctxt.push(syn::Error::new(rule.span(), message));
    }
    match (read.pop(), read.is_empty()) {
        (Some(field), true) => RawBody::Newtype(Box::new(field)),
        _ => unsupported(
            ctxt,
            input,
            "under `#[serde(transparent)]` one field must be read, and no other",
        ),
    }
}

fn shape(ctxt: &Ctxt, input: &DeriveInput, serde: &SerdeContainer) -> RawBody {
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
    /// `context = Type`
    Context(RawContext),
    /// `mutable`: functions change the context.
    Mutable(Ident, bool),
    /// `nest_all_fields`: accepted since the `validator` crate has it; here nested types are checked without it.
    NestAllFields,
}

/// `context = Type`, or `context = "Type<'v_a>"`
pub(crate) struct RawContext {
    /// The word `context`.
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    pub(crate) mutable: bool,
}

/// What all `#[validate(...)]` on a type say.
struct OfType {
    krate: TokenStream,
    groups: Vec<RawGroup>,
    natives: Vec<RawNative>,
    allow: Vec<Ident>,
    context: Option<RawContext>,
}

impl OfType {
    fn read(ctxt: &Ctxt, attributes: &[Attribute]) -> Self {
        let mut all = Self {
            krate: quote!(::crossfield),
            groups: Vec::new(),
            natives: Vec::new(),
            allow: Vec::new(),
            context: None,
        };
        let mut mutable = None;
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
                    RawItem::Context(context) => {
                        check_one_context(ctxt, all.context.as_ref(), &context);
                        all.context = Some(context);
                    }
                    RawItem::NestAllFields => {}
                    RawItem::Mutable(name, truth) => mutable = Some((name, truth)),
                }
            }
        }
        match (&mut all.context, mutable) {
            (Some(context), Some((_, truth))) => context.mutable = truth,
            (None, Some((name, _))) => ctxt.error(
                name,
                "`mutable` is about a context; there is none, as in `context = Type`",
            ),
            (_, None) => {}
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
            "context" => context(input, name).map(Self::Context),
            "nest_all_fields" => is_set(input, &name).map(|_| Self::NestAllFields),
            "mutable" => is_set(input, &name).map(|truth| Self::Mutable(name, truth)),
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

/// A value is checked with one context.
fn check_one_context(ctxt: &Ctxt, before: Option<&RawContext>, context: &RawContext) {
    if before.is_some() {
        ctxt.error(&context.name, "`context` is given twice");
    }
}

/// The type of a context, in quotation marks or not. It may have the lifetime `'v_a`, that of the reference to it.
fn context(input: ParseStream<'_>, name: Ident) -> syn::Result<RawContext> {
    const FORM: &str =
        "`context` needs a type, as in `context = Taken` or `context = \"Taken<'v_a>\"`";
    if input.parse::<Option<Token![=]>>()?.is_none() {
        return Err(syn::Error::new(name.span(), FORM));
    }
    let ty: Type = if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        text.parse()
            .map_err(|_| syn::Error::new(text.span(), FORM))?
    } else {
        input.parse()?
    };
    check_lifetimes(&ty.to_token_stream())?;
    Ok(RawContext {
        name,
        ty,
        mutable: false,
    })
}

/// No other lifetime is known where the context is handed in.
fn check_lifetimes(tokens: &TokenStream) -> syn::Result<()> {
    let mut after_tick = false;
    for token in tokens.clone() {
        match &token {
            TokenTree::Ident(name) if after_tick && *name != "v_a" && *name != "static" => {
                let message = format!(
                    "a context may have the lifetime `'v_a`, and `'{name}` is not known here"
                );
                return Err(syn::Error::new(name.span(), message));
            }
            TokenTree::Group(group) => check_lifetimes(&group.stream())?,
            _ => {}
        }
        after_tick = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
    }
    Ok(())
}

/// `mutable`, or `mutable = true`
fn is_set(input: ParseStream<'_>, name: &Ident) -> syn::Result<bool> {
    match input.parse::<Option<Token![=]>>()? {
        Some(_) => truth(&name.to_string(), &input.parse()?),
        None => Ok(true),
    }
}

/// Whether the name is that of a rule on the type.
pub(super) fn is_rule_of_types(name: &str) -> bool {
    RawNative::NAMES.contains(&name) || GroupKind::from_name(name).is_some() || name == "when"
}

fn unknown_item(name: &str) -> String {
    if rule_names().contains(&name) {
        return format!("`{name}` is a rule of a field; write it on the field");
    }
    let others = [
        "when",
        "allow",
        "crate",
        "context",
        "mutable",
        "nest_all_fields",
    ];
    let known = [&names(&GroupKind::ALL)[..], &RawNative::NAMES, &others].concat();
    let suggestion = suggest(name, &known, "attributes of a type");
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
