//! `#[validate(...)]` on a field.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Error, Ident, Member, Token, Type, token};

use super::arguments::Arguments;
use super::bounds::{RawLength, RawRange, length, range};
use super::condition::RawCondition;
use super::container::is_rule_of_types;
use super::items::{allow, error_at, items, parentheses, parse_item, split_at_commas};
use super::one_value::{RawMultipleOf, RawPart, RawPattern, multiple_of, part, pattern};
use super::serde::SerdeField;
use super::unsaid::{RawCustom, RawMustMatch, RawUnsaid, credit_card, custom, must_match, regex};
use super::wording;
use crate::ctxt::Ctxt;
use crate::model::{Effect, Inside, Place, Wording};
use crate::names::{named, names, suggest};

/// A field with everything that is written on it.
pub(crate) struct RawField {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) rules: Vec<RawRule>,
    pub(crate) serde: SerdeField,
}

/// One item of `#[validate(...)]`.
pub(crate) enum RawRule {
    Flag(Flag, Ident, Wording),
    Length(Ident, RawLength),
    Pattern(Ident, RawPattern),
    Conditional(Effect, Ident, RawCondition),
    Range(Ident, RawRange),
    MultipleOf(Ident, RawMultipleOf),
    Part(Ident, RawPart),
    Inside(Ident, RawInside),
    /// `allow(redundant)`: findings that are meant so.
    Allow(Ident, Vec<Ident>),
    Custom(Ident, RawCustom),
    MustMatch(Ident, RawMustMatch),
    Native(Ident, RawUnsaid),
}

/// `inner(...)` and the like.
pub(crate) struct RawInside {
    pub(crate) of: Inside,
    pub(crate) rules: Vec<RawRule>,
}

/// Items without arguments, but for the wording of those that are rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flag {
    Required,
    HttpUrl,
    Uuid,
    Url,
    Email,
    UniqueItems,
    EmptyIsAbsent,
    Opaque,
    /// Accepted since the `validator` crate needs it; here nested types are checked without it.
    Nested,
    Ascii,
    NonControlCharacter,
    Ipv4,
    Ipv6,
    Ip,
}

const FLAGS: [(&str, Flag); 14] = [
    ("required", Flag::Required),
    ("http_url", Flag::HttpUrl),
    ("uuid", Flag::Uuid),
    ("url", Flag::Url),
    ("email", Flag::Email),
    ("unique_items", Flag::UniqueItems),
    ("empty_is_absent", Flag::EmptyIsAbsent),
    ("opaque", Flag::Opaque),
    ("nested", Flag::Nested),
    ("ascii", Flag::Ascii),
    ("non_control_character", Flag::NonControlCharacter),
    ("ipv4", Flag::Ipv4),
    ("ipv6", Flag::Ipv6),
    ("ip", Flag::Ip),
];

const EFFECTS: [(&str, Effect); 5] = [
    ("required_if", Effect::RequiredIf),
    ("required_unless", Effect::RequiredUnless),
    ("forbidden_if", Effect::ForbiddenIf),
    ("forbidden_unless", Effect::ForbiddenUnless),
    ("required_iff", Effect::RequiredIff),
];

const INSIDES: [(&str, Inside); 3] = [
    ("inner", Inside::Items),
    ("keys", Inside::Keys),
    ("values", Inside::Values),
];

const PLACES: [(&str, Place); 4] = [
    ("starts_with", Place::Start),
    ("ends_with", Place::End),
    ("contains", Place::Anywhere),
    ("does_not_contain", Place::Nowhere),
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

impl Parse for RawRule {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let text = name.to_string();
        if text == "ip" && input.peek(token::Paren) {
            return ip(input, name);
        }
        if let Some(flag) = named(&FLAGS, &text) {
            let wording = if flag.is_rule() {
                wording::alone(input, &name)?
            } else {
                no_arguments(input, &name)?;
                Wording::default()
            };
            return Ok(Self::Flag(flag, name, wording));
        }
        if let Some(effect) = named(&EFFECTS, &text) {
            let condition = condition(input, &name)?;
            return Ok(Self::Conditional(effect, name, condition));
        }
        if let Some(place) = named(&PLACES, &text) {
            return part(input, &name, place).map(|part| Self::Part(name, part));
        }
        if let Some(of) = named(&INSIDES, &text) {
            let rules = inside(input, &name)?;
            return Ok(Self::Inside(name, RawInside { of, rules }));
        }
        match text.as_str() {
            "length" => length(input, &name).map(|length| Self::Length(name, length)),
            "range" => range(input, &name).map(|range| Self::Range(name, range)),
            "multiple_of" => multiple_of(input, &name).map(|rule| Self::MultipleOf(name, rule)),
            "allow" => allow(input, &name).map(|names| Self::Allow(name, names)),
            "pattern" => pattern(input, &name).map(|pattern| Self::Pattern(name, pattern)),
            "custom" => custom(input, &name).map(|rule| Self::Custom(name, rule)),
            "credit_card" => credit_card(input, &name).map(|rule| Self::Native(name, rule)),
            "regex" => regex(input, &name).map(|rule| Self::Native(name, rule)),
            "must_match" => must_match(input, &name).map(|rule| Self::MustMatch(name, rule)),
            _ => Err(Error::new(name.span(), unknown_rule(&text))),
        }
    }
}

/// The names of all rules of a field.
pub(super) fn rule_names() -> Vec<&'static str> {
    let others = [
        "length",
        "pattern",
        "range",
        "multiple_of",
        "credit_card",
        "regex",
        "custom",
        "must_match",
        "allow",
    ];
    [
        names(&FLAGS),
        names(&EFFECTS),
        names(&PLACES),
        names(&INSIDES),
        others.to_vec(),
    ]
    .concat()
}

fn unknown_rule(name: &str) -> String {
    if is_rule_of_types(name) {
        return format!("`{name}` is a rule of the type; write it on the type");
    }
    let suggestion = match name {
        // What the rules are called in the `validator` and `garde` crates.
        "prefix" => "; did you mean `starts_with`?".to_owned(),
        "suffix" => "; did you mean `ends_with`?".to_owned(),
        "skip" => "; a field without rules needs nothing, and of a nested type without its rules say `opaque`".to_owned(),
        "dive" => "; nested types are checked without it".to_owned(),
        _ => suggest(name, &rule_names(), "rules of a field"),
    };
    format!("unknown rule `{name}`{suggestion}")
}

fn no_arguments(input: ParseStream<'_>, name: &Ident) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    Err(error_at(input, format!("`{name}` takes no arguments")))
}

impl Flag {
    /// Whether it is a rule, which can be broken.
    const fn is_rule(self) -> bool {
        match self {
            Self::Required
            | Self::HttpUrl
            | Self::Uuid
            | Self::Url
            | Self::Email
            | Self::UniqueItems
            | Self::Ascii
            | Self::NonControlCharacter
            | Self::Ipv4
            | Self::Ipv6
            | Self::Ip => true,
            Self::EmptyIsAbsent | Self::Opaque | Self::Nested => false,
        }
    }
}

fn condition(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawCondition> {
    let content = parentheses(
        input,
        name,
        &format!("a condition in parentheses, as in `{name}(kind = Resource)`"),
    )?;
    let condition = content.parse()?;
    content.parse::<Option<Token![,]>>()?;
    if content.is_empty() {
        Ok(condition)
    } else {
        Err(error_at(
            &content,
            format!("`{name}` takes one condition; join several with `all(…)` or `any(…)`"),
        ))
    }
}

/// `ip(v4)`, `ip(v6 = true, code = "…")` as the `validator` crate writes it.
fn ip(input: ParseStream<'_>, name: Ident) -> syn::Result<RawRule> {
    let content = parentheses(input, &name, "a version, as in `ip(v4)`")?;
    let mut arguments = Arguments::parse(&content, &name, &["v4", "v6", "message", "code"])?;
    let versions = (arguments.truth("v4")?, arguments.truth("v6")?);
    let flag = match versions {
        (Some(true), None | Some(false)) => Flag::Ipv4,
        (None | Some(false), Some(true)) => Flag::Ipv6,
        _ => Flag::Ip,
    };
    Ok(RawRule::Flag(flag, name, arguments.wording()?))
}

/// The rules in the parentheses. A mistake in one does not hide those in the others.
fn inside(input: ParseStream<'_>, name: &Ident) -> syn::Result<Vec<RawRule>> {
    let needed = format!("rules in parentheses, as in `{name}(length(max = 64))`");
    let content = parentheses(input, name, &needed)?;
    let items = split_at_commas(content.parse()?);
    if items.is_empty() {
        return Err(Error::new(name.span(), format!("`{name}` needs {needed}")));
    }
    let mut rules = Vec::new();
    let mut mistakes: Option<Error> = None;
    for item in items {
        match (parse_item(item, RawRule::parse), &mut mistakes) {
            (Ok(rule), _) => rules.push(rule),
            (Err(error), Some(mistakes)) => mistakes.combine(error),
            (Err(error), none) => *none = Some(error),
        }
    }
    mistakes.map_or(Ok(rules), Err)
}

impl RawRule {
    /// Where the rule is named.
    pub(crate) fn span(&self) -> Span {
        self.name().span()
    }

    /// Of a rule that no schema can say, whether it is marked as such; `None` of the others.
    pub(crate) fn native_only(&self) -> Option<bool> {
        match self {
            Self::Custom(_, custom) => Some(custom.native_only),
            Self::MustMatch(_, rule) => Some(rule.native_only),
            Self::Native(_, rule) => Some(rule.native_only),
            Self::Flag(..)
            | Self::Length(..)
            | Self::Pattern(..)
            | Self::Conditional(..)
            | Self::Range(..)
            | Self::MultipleOf(..)
            | Self::Part(..)
            | Self::Inside(..)
            | Self::Allow(..) => None,
        }
    }

    /// The rule's name.
    pub(crate) fn name(&self) -> &Ident {
        match self {
            Self::Flag(_, name, _)
            | Self::Length(name, _)
            | Self::Pattern(name, _)
            | Self::Conditional(_, name, _)
            | Self::Range(name, _)
            | Self::MultipleOf(name, _)
            | Self::Part(name, _)
            | Self::Inside(name, _)
            | Self::Allow(name, _)
            | Self::Custom(name, _)
            | Self::MustMatch(name, _)
            | Self::Native(name, _) => name,
        }
    }
}
