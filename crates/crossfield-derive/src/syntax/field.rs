//! `#[validate(...)]` on a field.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Member, Token, Type, parenthesized, token};

use super::condition::RawCondition;
use super::serde::SerdeField;
use crate::ctxt::Ctxt;
use crate::model::Effect;
use crate::names::suggest;

/// A field with everything that is written on it.
pub(crate) struct RawField {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) rules: Vec<RawRule>,
    pub(crate) serde: SerdeField,
}

/// One item of `#[validate(...)]`.
pub(crate) enum RawRule {
    Flag(Flag, Ident),
    Length(Ident, RawLength),
    Pattern(Ident, LitStr),
    Conditional(Effect, Ident, RawCondition),
}

/// Items without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flag {
    Required,
    HttpUrl,
    Uuid,
    UniqueItems,
    EmptyIsAbsent,
    Opaque,
    /// Accepted since the `validator` crate needs it; here nested types are checked without it.
    Nested,
}

/// `length(...)`: a bound stands at most once.
#[derive(Default)]
pub(crate) struct RawLength {
    pub(crate) min: Option<Box<Expr>>,
    pub(crate) max: Option<Box<Expr>>,
    pub(crate) equal: Option<Box<Expr>>,
}

const FLAGS: [(&str, Flag); 7] = [
    ("required", Flag::Required),
    ("http_url", Flag::HttpUrl),
    ("uuid", Flag::Uuid),
    ("unique_items", Flag::UniqueItems),
    ("empty_is_absent", Flag::EmptyIsAbsent),
    ("opaque", Flag::Opaque),
    ("nested", Flag::Nested),
];

const EFFECTS: [(&str, Effect); 5] = [
    ("required_if", Effect::RequiredIf),
    ("required_unless", Effect::RequiredUnless),
    ("forbidden_if", Effect::ForbiddenIf),
    ("forbidden_unless", Effect::ForbiddenUnless),
    ("required_iff", Effect::RequiredIff),
];

impl RawField {
    pub(crate) fn read(ctxt: &Ctxt, member: Member, field: &syn::Field) -> Self {
        Self {
            member,
            ty: field.ty.clone(),
            rules: rules(ctxt, &field.attrs),
            serde: SerdeField::read(ctxt, &field.attrs),
        }
    }
}

fn rules(ctxt: &Ctxt, attributes: &[Attribute]) -> Vec<RawRule> {
    let mut rules = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("validate"))
    {
        rules.extend(items(ctxt, attribute, RawRule::parse));
    }
    rules
}

/// The items of an attribute. A mistake in one does not hide those in the others.
pub(super) fn items<T>(
    ctxt: &Ctxt,
    attribute: &Attribute,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> Vec<T> {
    let Some(list) = ctxt.ok(attribute.meta.require_list()) else {
        return Vec::new();
    };
    let items = split_at_commas(list.tokens.clone());
    items
        .into_iter()
        .filter_map(|item| ctxt.ok(parse.parse2(item)))
        .collect()
}

/// Each item is parsed from tokens of its own, since a parser that failed leaves its input half read.
fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut items = vec![TokenStream::new()];
    for token in tokens {
        match (&token, items.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => {
                items.push(TokenStream::new());
            }
            (_, Some(item)) => item.extend([token]),
            (_, None) => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

impl Parse for RawRule {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let text = name.to_string();
        if let Some((_, flag)) = FLAGS.iter().find(|(known, _)| *known == text) {
            return no_arguments(input, &name).map(|()| Self::Flag(*flag, name));
        }
        if let Some((_, effect)) = EFFECTS.iter().find(|(known, _)| *known == text) {
            let condition = condition(input, &name)?;
            return Ok(Self::Conditional(*effect, name, condition));
        }
        match text.as_str() {
            "length" => length(input, &name).map(|length| Self::Length(name, length)),
            "pattern" => pattern(input, &name).map(|pattern| Self::Pattern(name, pattern)),
            _ => {
                let flags = FLAGS.iter().map(|(known, _)| *known);
                let known = flags
                    .chain(EFFECTS.iter().map(|(known, _)| *known))
                    .chain(["length", "pattern"]);
                let suggestion = suggest(&text, known, "rules of a field");
                Err(syn::Error::new(
                    name.span(),
                    format!("unknown rule `{text}`{suggestion}"),
                ))
            }
        }
    }
}

fn no_arguments(input: ParseStream<'_>, name: &Ident) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    Err(syn::Error::new(
        name.span(),
        format!("`{name}` takes no arguments"),
    ))
}

fn condition(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawCondition> {
    argument(
        input,
        name,
        "a condition in parentheses, as in `(kind = Resource)`",
    )
}

/// Parses what stands in the parentheses, or says what should.
fn argument<T: Parse>(input: ParseStream<'_>, name: &Ident, expected: &str) -> syn::Result<T> {
    if !input.peek(token::Paren) {
        return Err(syn::Error::new(
            name.span(),
            format!("`{name}` needs {expected}"),
        ));
    }
    let content;
    parenthesized!(content in input);
    let parsed = content.parse()?;
    content.parse::<Option<Token![,]>>()?;
    if content.is_empty() {
        Ok(parsed)
    } else {
        Err(content.error("unexpected token"))
    }
}

fn length(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawLength> {
    argument(input, name, "bounds, as in `(min = 1, max = 64)`")
}

impl Parse for RawLength {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut length = Self::default();
        for bound in Punctuated::<Bound, Token![,]>::parse_terminated(input)? {
            let slot = match bound.name.to_string().as_str() {
                "min" => &mut length.min,
                "max" => &mut length.max,
                "equal" => &mut length.equal,
                other => {
                    let suggestion = suggest(
                        other,
                        ["min", "max", "equal"].into_iter(),
                        "bounds of a length",
                    );
                    return Err(syn::Error::new(
                        bound.name.span(),
                        format!("unknown bound `{other}`{suggestion}"),
                    ));
                }
            };
            if slot.replace(Box::new(bound.value)).is_some() {
                return Err(syn::Error::new(
                    bound.name.span(),
                    format!("`{}` is given twice", bound.name),
                ));
            }
        }
        Ok(length)
    }
}

struct Bound {
    name: Ident,
    value: Expr,
}

impl Parse for Bound {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        Ok(Self {
            name,
            value: input.parse()?,
        })
    }
}

/// `pattern = "…"`, or `pattern("…")` as the `garde` crate writes it.
fn pattern(input: ParseStream<'_>, name: &Ident) -> syn::Result<LitStr> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        return input.parse();
    }
    argument(
        input,
        name,
        "a regular expression, as in `pattern = \"^[a-z]+$\"`",
    )
}

impl RawRule {
    /// Where the rule is named.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Flag(_, name)
            | Self::Length(name, _)
            | Self::Pattern(name, _)
            | Self::Conditional(_, name, _) => name.span(),
        }
    }
}
