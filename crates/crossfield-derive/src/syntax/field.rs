//! `#[validate(...)]` on a field.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseBuffer, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Error, Expr, ExprLit, Ident, Lit, LitStr, Member, Meta, Path, Token, Type,
    parenthesized, token,
};

use super::arguments::{Arguments, literal};
use super::condition::RawCondition;
use super::container::is_rule_of_types;
use super::serde::SerdeField;
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
    Native(Ident, RawNative),
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

/// `length(...)`: a bound stands at most once.
#[derive(Default)]
pub(crate) struct RawLength {
    pub(crate) min: Option<Box<Expr>>,
    pub(crate) max: Option<Box<Expr>>,
    pub(crate) equal: Option<Box<Expr>>,
    pub(crate) wording: Wording,
}

/// `range(...)`: a bound stands at most once.
#[derive(Default)]
pub(crate) struct RawRange {
    pub(crate) min: Option<Box<Expr>>,
    pub(crate) max: Option<Box<Expr>>,
    pub(crate) exclusive_min: Option<Box<Expr>>,
    pub(crate) exclusive_max: Option<Box<Expr>>,
    pub(crate) wording: Wording,
}

/// `multiple_of = ...`
pub(crate) struct RawMultipleOf {
    pub(crate) divisor: Box<Expr>,
    pub(crate) wording: Wording,
}

/// `starts_with = ...` and the like.
pub(crate) struct RawPart {
    pub(crate) place: Place,
    pub(crate) text: LitStr,
    pub(crate) wording: Wording,
}

/// `credit_card` or `regex(path = ...)`: a rule on a text that no schema says.
pub(crate) struct RawNative {
    /// The regular expression; none for a card's number.
    pub(crate) regex: Option<Box<Expr>>,
    pub(crate) wording: Wording,
    pub(crate) native_only: bool,
}

/// `custom(...)`
pub(crate) struct RawCustom {
    pub(crate) function: Path,
    pub(crate) use_context: bool,
    pub(crate) wording: Wording,
    pub(crate) native_only: bool,
}

/// `must_match(...)`
pub(crate) struct RawMustMatch {
    pub(crate) other: Ident,
    pub(crate) wording: Wording,
    pub(crate) native_only: bool,
}

/// `pattern(...)`
pub(crate) struct RawPattern {
    pub(crate) expression: LitStr,
    pub(crate) wording: Wording,
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

/// The items of an attribute. A mistake in one does not hide those in the others.
pub(super) fn items<T>(
    ctxt: &Ctxt,
    attribute: &Attribute,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> Vec<T> {
    let Meta::List(list) = &attribute.meta else {
        ctxt.error(
            attribute,
            "what is stated stands in parentheses, as in `#[validate(required)]`",
        );
        return Vec::new();
    };
    let items = split_at_commas(list.tokens.clone());
    if items.is_empty() {
        ctxt.error(
            attribute,
            "nothing stands in the parentheses; state a rule or leave the attribute out",
        );
    }
    items
        .into_iter()
        .filter_map(|item| ctxt.ok(parse_item(item, parse)))
        .collect()
}

/// Parses an item inside a group whose delimiters stand at its last token: an error at the end of the input is then
/// shown there, and not at the derive as a whole.
fn parse_item<T>(
    item: TokenStream,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let last = item.clone().into_iter().last();
    let mut group = Group::new(Delimiter::Parenthesis, item);
    group.set_span(last.map_or_else(Span::call_site, |token| token.span()));
    let in_group = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        let parsed = parse(&content)?;
        if content.is_empty() {
            Ok(parsed)
        } else {
            Err(error_at(&content, "expected `,`"))
        }
    };
    in_group.parse2(TokenTree::from(group).into())
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
        if text == "ip" && input.peek(token::Paren) {
            return ip(input, name);
        }
        if let Some(flag) = named(&FLAGS, &text) {
            let wording = if flag.is_rule() {
                wording(input, &name)?
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

/// An error at the next token, or at the end of the group. syn's own would begin with "unexpected end of input".
pub(super) fn error_at(input: ParseStream<'_>, message: impl std::fmt::Display) -> Error {
    Error::new(input.span(), message)
}

fn no_arguments(input: ParseStream<'_>, name: &Ident) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    Err(error_at(input, format!("`{name}` takes no arguments")))
}

/// The wording of a rule that takes nothing else: `uuid`, `uuid(message = "…")`.
fn wording(input: ParseStream<'_>, name: &Ident) -> syn::Result<Wording> {
    let nothing_else =
        format!("`{name}` takes no arguments but `message = \"…\"` and `code = \"…\"`");
    if input.is_empty() {
        return Ok(Wording::default());
    }
    if !input.peek(token::Paren) {
        return Err(error_at(input, nothing_else));
    }
    let content;
    parenthesized!(content in input);
    wording_to_end(&content, &nothing_else)
}

/// Arguments of which each is a part of the wording.
fn wording_to_end(input: ParseStream<'_>, nothing_else: &str) -> syn::Result<Wording> {
    let mut wording = Wording::default();
    while !input.is_empty() {
        if !input.peek(Ident::peek_any) {
            return Err(error_at(input, nothing_else));
        }
        let name = input.call(Ident::parse_any)?;
        if !Wording::NAMES.iter().any(|known| name == *known) {
            return Err(Error::new(name.span(), nothing_else));
        }
        input.parse::<Token![=]>()?;
        wording.take(&name, &input.parse()?)?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(wording)
}

impl Wording {
    pub(super) const NAMES: [&'static str; 2] = ["message", "code"];

    /// Takes an argument if it is a part of the wording, and says whether it is.
    pub(super) fn take(&mut self, name: &Ident, value: &Expr) -> syn::Result<bool> {
        let slot = match name.to_string().as_str() {
            "message" => &mut self.message,
            "code" => &mut self.code,
            _ => return Ok(false),
        };
        match literal(value) {
            Some(Lit::Str(text)) if !text.value().is_empty() => {
                if slot.replace(text.clone()).is_some() {
                    return Err(given_twice(name));
                }
                Ok(true)
            }
            _ => Err(Error::new_spanned(
                value,
                format!("a {name} is a string in quotation marks that is not empty"),
            )),
        }
    }
}

fn given_twice(name: &Ident) -> Error {
    Error::new(name.span(), format!("`{name}` is given twice"))
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

/// What stands in the parentheses, or says what should.
fn parentheses<'a>(
    input: ParseStream<'a>,
    name: &Ident,
    expected: &str,
) -> syn::Result<ParseBuffer<'a>> {
    if !input.peek(token::Paren) {
        return Err(Error::new(
            name.span(),
            format!("`{name}` needs {expected}"),
        ));
    }
    let content;
    parenthesized!(content in input);
    Ok(content)
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

fn length(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawLength> {
    parentheses(input, name, BOUNDS)?.call(RawLength::parse)
}

const BOUNDS: &str = "bounds, as in `length(min = 1, max = 64)` or `length(equal = 36)`";

impl Parse for RawLength {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut length = Self::default();
        for bound in Bound::all(input, "length", BOUNDS)? {
            if length.wording.take(&bound.name, &bound.value)? {
                continue;
            }
            bound.put(
                [
                    ("min", &mut length.min),
                    ("max", &mut length.max),
                    ("equal", &mut length.equal),
                ],
                "bounds of a length",
            )?;
        }
        Ok(length)
    }
}

fn range(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawRange> {
    parentheses(input, name, RANGE)?.call(RawRange::parse)
}

const RANGE: &str = "bounds, as in `range(min = 1, max = 64)` or `range(exclusive_min = 0.0)`";

impl Parse for RawRange {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut range = Self::default();
        for bound in Bound::all(input, "range", RANGE)? {
            if range.wording.take(&bound.name, &bound.value)? {
                continue;
            }
            bound.put(
                [
                    ("min", &mut range.min),
                    ("max", &mut range.max),
                    ("exclusive_min", &mut range.exclusive_min),
                    ("exclusive_max", &mut range.exclusive_max),
                ],
                "bounds of a range",
            )?;
        }
        Ok(range)
    }
}

/// An expression in quotation marks, as the `validator` crate takes it too.
fn unquoted(value: Expr) -> syn::Result<Expr> {
    match &value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => text
            .parse()
            .map_err(|_| Error::new(text.span(), "this is no expression")),
        _ => Ok(value),
    }
}

struct Bound {
    name: Ident,
    value: Expr,
}

impl Bound {
    /// The bounds in the parentheses of a rule, or what the rule needs.
    fn all(input: ParseStream<'_>, rule: &str, needed: &str) -> syn::Result<Vec<Self>> {
        let mut bounds = Vec::new();
        while !input.is_empty() {
            if !input.peek(Ident::peek_any) {
                return Err(error_at(input, format!("`{rule}` needs {needed}")));
            }
            let name = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            let value = input.parse()?;
            bounds.push(Self { name, value });
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(bounds)
    }

    /// Puts the value where its name says.
    fn put<const N: usize>(
        self,
        slots: [(&str, &mut Option<Box<Expr>>); N],
        of: &str,
    ) -> syn::Result<()> {
        let names = slots.each_ref().map(|(name, _)| *name);
        let slot = slots.into_iter().find(|(name, _)| self.name == *name);
        let Some((_, slot)) = slot else {
            let suggestion = suggest(&self.name.to_string(), &names, of);
            return Err(Error::new(
                self.name.span(),
                format!("unknown bound `{}`{suggestion}", self.name),
            ));
        };
        match slot.replace(Box::new(unquoted(self.value)?)) {
            None => Ok(()),
            Some(_) => Err(given_twice(&self.name)),
        }
    }
}

/// `multiple_of = 5`, or `multiple_of(5, message = "…")`.
fn multiple_of(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawMultipleOf> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        return Ok(RawMultipleOf {
            divisor: input.parse()?,
            wording: Wording::default(),
        });
    }
    let content = parentheses(input, name, "an integer, as in `multiple_of = 5`")?;
    let divisor = content.parse()?;
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    let nothing_else = "`multiple_of` takes one integer, and `message = \"…\"` and `code = \"…\"`";
    Ok(RawMultipleOf {
        divisor,
        wording: wording_to_end(&content, nothing_else)?,
    })
}

/// `contains = "…"`, `contains("…", message = "…")`, or `contains(pattern = "…")` as the `validator` crate writes it.
fn part(input: ParseStream<'_>, name: &Ident, place: Place) -> syn::Result<RawPart> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        return Ok(RawPart {
            place,
            text: part_literal(input)?,
            wording: Wording::default(),
        });
    }
    let content = parentheses(input, name, &format!("a text, as in `{name} = \"a\"`"))?;
    if content.peek(Ident) && content.fork().parse::<Ident>()? == "pattern" {
        content.parse::<Ident>()?;
        content.parse::<Token![=]>()?;
    }
    let text = part_literal(&content)?;
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    let nothing_else =
        format!("`{name}` takes one string, and `message = \"…\"` and `code = \"…\"`");
    Ok(RawPart {
        place,
        text,
        wording: wording_to_end(&content, &nothing_else)?,
    })
}

fn part_literal(input: ParseStream<'_>) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        input.parse()
    } else {
        Err(error_at(input, "expected a string literal"))
    }
}

/// `allow(redundant, contradictory)`.
pub(super) fn allow(input: ParseStream<'_>, name: &Ident) -> syn::Result<Vec<Ident>> {
    let expected = "what is allowed, as in `allow(redundant)`";
    let content = parentheses(input, name, expected)?;
    if content.is_empty() {
        return Err(Error::new(
            name.span(),
            format!("`{name}` needs {expected}"),
        ));
    }
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
    Ok(names.into_iter().collect())
}

/// `pattern = "…"`, or `pattern("…", message = "…")`.
fn pattern(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawPattern> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        return Ok(RawPattern {
            expression: pattern_literal(input)?,
            wording: Wording::default(),
        });
    }
    let expected = "a regular expression, as in `pattern = \"^[a-z]+$\"`";
    let content = parentheses(input, name, expected)?;
    let expression = pattern_literal(&content)?;
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    let nothing_else = "`pattern` takes one string, and `message = \"…\"` and `code = \"…\"`";
    Ok(RawPattern {
        expression,
        wording: wording_to_end(&content, nothing_else)?,
    })
}

fn pattern_literal(input: ParseStream<'_>) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        input.parse()
    } else {
        Err(error_at(
            input,
            "expected a string literal: the pattern is compiled when the type is",
        ))
    }
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

/// `credit_card`, `credit_card(native_only)`.
fn credit_card(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawNative> {
    let mut rule = RawNative {
        regex: None,
        wording: Wording::default(),
        native_only: false,
    };
    if !input.is_empty() {
        let content = parentheses(input, name, "nothing, or arguments in parentheses")?;
        let known = &["message", "code", "native_only"];
        let mut arguments = Arguments::parse(&content, name, known)?;
        rule.wording = arguments.wording()?;
        rule.native_only = arguments.truth("native_only")?.unwrap_or(false);
    }
    Ok(rule)
}

/// `regex(path = *NAME)`, with the path in quotation marks or not, as the `validator` crate writes it.
fn regex(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawNative> {
    let example = "a regular expression of your code, as in `regex(path = *WORD)`; one that is written here, and is in \
                   the schema too, is `pattern = \"…\"`";
    let content = parentheses(input, name, example)?;
    let known = &["path", "message", "code", "native_only"];
    let mut arguments = Arguments::parse(&content, name, known)?;
    let path = arguments.expression("path", example)?;
    Ok(RawNative {
        regex: Some(Box::new(unquoted(path)?)),
        wording: arguments.wording()?,
        native_only: arguments.truth("native_only")?.unwrap_or(false),
    })
}

/// `must_match(other = field)`, with the field in quotation marks or not.
fn must_match(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawMustMatch> {
    let example = "another field, as in `must_match(other = password)`";
    let content = parentheses(input, name, example)?;
    let known = &["other", "message", "code", "native_only"];
    let mut arguments = Arguments::parse(&content, name, known)?;
    let other = arguments.path("other", example)?;
    let Some(field) = other.get_ident() else {
        return Err(Error::new_spanned(
            &other,
            format!("`must_match` needs {example}"),
        ));
    };
    Ok(RawMustMatch {
        other: field.clone(),
        wording: arguments.wording()?,
        native_only: arguments.truth("native_only")?.unwrap_or(false),
    })
}

/// `custom(function = path)`, with the path in quotation marks or not.
fn custom(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawCustom> {
    let example = "a function, as in `custom(function = is_free)`";
    let content = parentheses(input, name, example)?;
    let known = &["function", "use_context", "message", "code", "native_only"];
    let mut arguments = Arguments::parse(&content, name, known)?;
    Ok(RawCustom {
        function: arguments.path("function", example)?,
        use_context: arguments.truth("use_context")?.unwrap_or(false),
        wording: arguments.wording()?,
        native_only: arguments.truth("native_only")?.unwrap_or(false),
    })
}
