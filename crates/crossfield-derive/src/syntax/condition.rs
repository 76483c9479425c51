//! The condition language: `call_handler = Resource`, `present(id)`, `retries > 3`, `all(…)`.

use std::fmt;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Error, Ident, Lit, LitBool, LitFloat, LitInt, LitStr, Path, Token, bracketed, parenthesized,
    token,
};

use super::extent::Extent;
use super::items::error_at;
use crate::model::Comparison;

/// A condition, and where it is written.
pub(crate) struct RawCondition {
    pub(crate) form: RawForm,
    pub(crate) extent: Extent,
}

/// What kind of condition it is, with the tokens of the names and values in it.
pub(crate) enum RawForm {
    Is(RawSubject, RawValue),
    In(RawSubject, Ident, Vec<RawValue>),
    Present(RawSubject),
    Absent(RawSubject),
    /// `page > 0`.
    Compare(RawSubject, Comparison, RawValue),
    /// `length(list) > 0`: the field and the count.
    Length(RawSubject, Comparison, LitInt),
    StartsWith(RawSubject, LitStr),
    All(Ident, Vec<RawCondition>),
    Any(Ident, Vec<RawCondition>),
    Not(Box<RawCondition>),
}

/// What a condition is about: a field, or one that the field's value has: `sip.call_handler`.
pub(crate) struct RawSubject {
    pub(crate) name: Ident,
    /// The names behind the dots.
    pub(crate) inside: Vec<Ident>,
}

impl RawSubject {
    /// Parses what follows the name.
    fn after(name: Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut inside = Vec::new();
        while input.parse::<Option<Token![.]>>()?.is_some() {
            if !input.peek(Ident::peek_any) {
                return Err(error_at(
                    input,
                    "expected the name of a field behind the dot",
                ));
            }
            inside.push(input.call(Ident::parse_any)?);
        }
        Ok(Self { name, inside })
    }

    pub(crate) fn span(&self) -> Span {
        self.name.span()
    }
}

impl fmt::Display for RawSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(f)?;
        self.inside.iter().try_for_each(|name| write!(f, ".{name}"))
    }
}

/// A value that a condition compares with.
pub(crate) enum RawValue {
    /// The path of an enum's variant, or its name alone.
    Path(Path),
    Text(LitStr),
    /// An integer and the minus sign before it.
    Integer(Option<Token![-]>, LitInt),
    Boolean(LitBool),
    /// A number with a fraction and the minus sign before it, which only comparisons take.
    Float(Option<Token![-]>, LitFloat),
}

impl Parse for RawCondition {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let start = input.cursor();
        let form = input.parse()?;
        let extent = Extent::between(start, input.cursor());
        Ok(Self { form, extent })
    }
}

impl Parse for RawForm {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = first_name(input)?;
        if input.peek(token::Paren) {
            return call(name, input);
        }
        let name = RawSubject::after(name, input)?;
        if input.peek(Token![in]) {
            return one_of(name, input);
        }
        if input.peek(Token![==]) {
            let operator: Token![==] = input.parse()?;
            let message = "a condition compares with one `=`";
            return Err(Error::new_spanned(operator, message));
        }
        if input.peek(Token![!=]) {
            let operator: Token![!=] = input.parse()?;
            let message = format!("a condition has no `!=`; write `not({name} = …)`");
            return Err(Error::new_spanned(operator, message));
        }
        if let Some(comparison) = comparison(input)? {
            return Ok(Self::Compare(name, comparison, bound(input)?));
        }
        if !input.peek(Token![=]) {
            return Err(Error::new(name.span(), forms(&name.to_string())));
        }
        input.parse::<Token![=]>()?;
        Ok(Self::Is(name, input.parse()?))
    }
}

/// The name with which every condition begins.
fn first_name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(Ident::peek_any) {
        input.call(Ident::parse_any)
    } else if input.peek(LitStr) {
        Err(error_at(
            input,
            "a condition is written without quotation marks, as in `kind = Resource`",
        ))
    } else if input.peek(Token![!]) {
        Err(error_at(input, "a condition has no `!`; write `not(…)`"))
    } else {
        Err(error_at(input, forms("kind")))
    }
}

fn forms(name: &str) -> String {
    format!(
        "expected a condition: `{name} = Variant`, `{name} in [A, B]`, `{name} > 0`, `present({name})`, \
         `absent({name})`, `length({name}) > 0`, `starts_with({name}, \"…\")`, `all(…)`, `any(…)` or `not(…)`"
    )
}

fn one_of(name: RawSubject, input: ParseStream<'_>) -> syn::Result<RawForm> {
    let word = input.call(Ident::parse_any)?;
    if !input.peek(token::Bracket) {
        let message = format!("expected a list of values after `in`, as in `{name} in [A, B]`");
        return Err(error_at(input, message));
    }
    let list;
    bracketed!(list in input);
    let values = Punctuated::<RawValue, Token![,]>::parse_terminated(&list)?;
    Ok(RawForm::In(name, word, values.into_iter().collect()))
}

fn call(function: Ident, input: ParseStream<'_>) -> syn::Result<RawForm> {
    let arguments;
    parenthesized!(arguments in input);
    match function.to_string().as_str() {
        "present" => one(&arguments, field).map(RawForm::Present),
        "absent" => one(&arguments, field).map(RawForm::Absent),
        "not" => one(&arguments, RawCondition::parse).map(|inner| RawForm::Not(Box::new(inner))),
        "length" => length(one(&arguments, field)?, input),
        "starts_with" => starts_with(&arguments),
        "all" => many(&arguments).map(|conditions| RawForm::All(function, conditions)),
        "any" => many(&arguments).map(|conditions| RawForm::Any(function, conditions)),
        other => {
            const KNOWN: [&str; 7] = [
                "present",
                "absent",
                "length",
                "starts_with",
                "all",
                "any",
                "not",
            ];
            let suggestion = crate::names::suggest(other, &KNOWN, "functions of a condition");
            Err(Error::new(
                function.span(),
                format!("unknown function `{other}`{suggestion}"),
            ))
        }
    }
}

/// `>`, `>=`, `<` or `<=`, if one comes next.
fn comparison(input: ParseStream<'_>) -> syn::Result<Option<Comparison>> {
    let found = if input.peek(Token![>=]) {
        input.parse::<Token![>=]>()?;
        Comparison::AtLeast
    } else if input.peek(Token![<=]) {
        input.parse::<Token![<=]>()?;
        Comparison::AtMost
    } else if input.peek(Token![>]) {
        input.parse::<Token![>]>()?;
        Comparison::Above
    } else if input.peek(Token![<]) {
        input.parse::<Token![<]>()?;
        Comparison::Below
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}

/// What a comparison compares with.
fn bound(input: ParseStream<'_>) -> syn::Result<RawValue> {
    const EXPECTED: &str = "a comparison is with a number, as in `retries > 3`";
    let minus: Option<Token![-]> = input.parse()?;
    if input.peek(LitFloat) {
        return Ok(RawValue::Float(minus, input.parse()?));
    }
    if input.peek(LitInt) {
        return Ok(RawValue::Integer(minus, input.parse()?));
    }
    Err(error_at(input, EXPECTED))
}

/// `length(list) > 0`, or `length(list) = 2`.
fn length(field: RawSubject, input: ParseStream<'_>) -> syn::Result<RawForm> {
    let comparison = match comparison(input)? {
        Some(comparison) => comparison,
        None if input.parse::<Option<Token![=]>>()?.is_some() => Comparison::Equal,
        None => {
            let message =
                format!("`length({field})` is compared with a count, as in `length({field}) > 0`");
            return Err(Error::new(field.span(), message));
        }
    };
    if input.peek(LitInt) {
        return Ok(RawForm::Length(field, comparison, input.parse()?));
    }
    Err(error_at(
        input,
        "expected a count, as in `length(list) > 0`",
    ))
}

fn starts_with(arguments: ParseStream<'_>) -> syn::Result<RawForm> {
    let field = field(arguments)?;
    if arguments.parse::<Option<Token![,]>>()?.is_none() || !arguments.peek(LitStr) {
        let message = format!(
            "`starts_with` needs a field and a text, as in `starts_with({field}, \"sip:\")`"
        );
        return Err(Error::new(field.span(), message));
    }
    let prefix = arguments.parse()?;
    arguments.parse::<Option<Token![,]>>()?;
    if arguments.is_empty() {
        Ok(RawForm::StartsWith(field, prefix))
    } else {
        Err(arguments.error("`starts_with` takes a field and a text"))
    }
}

fn one<T>(
    arguments: ParseStream<'_>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let argument = arguments.call(parse)?;
    arguments.parse::<Option<Token![,]>>()?;
    if arguments.is_empty() {
        Ok(argument)
    } else {
        Err(arguments
            .error("expected one argument; join several conditions with `all(…)` or `any(…)`"))
    }
}

fn field(input: ParseStream<'_>) -> syn::Result<RawSubject> {
    if input.peek(Ident::peek_any) {
        RawSubject::after(input.call(Ident::parse_any)?, input)
    } else {
        Err(error_at(input, "expected the name of a field"))
    }
}

fn many(arguments: ParseStream<'_>) -> syn::Result<Vec<RawCondition>> {
    let conditions = Punctuated::<RawCondition, Token![,]>::parse_terminated(arguments)?;
    Ok(conditions.into_iter().collect())
}

impl Parse for RawValue {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![-]) {
            let minus = input.parse()?;
            return Ok(Self::Integer(Some(minus), input.parse()?));
        }
        if !input.peek(Lit) {
            let path = input.call(Path::parse_mod_style);
            let path = path.map_err(|error| Error::new(error.span(), EXPECTED))?;
            if input.peek(token::Paren) {
                return Err(Error::new_spanned(path, BARE));
            }
            return Ok(Self::Path(path));
        }
        match input.parse()? {
            Lit::Str(text) => Ok(Self::Text(text)),
            Lit::Int(integer) => Ok(Self::Integer(None, integer)),
            Lit::Bool(boolean) => Ok(Self::Boolean(boolean)),
            other => Err(Error::new(other.span(), EXPECTED)),
        }
    }
}

const EXPECTED: &str = "expected an enum's variant, a string, an integer, `true` or `false`";

const BARE: &str = "a condition compares with the value itself, without anything around it, as in `kind = Resource`";
