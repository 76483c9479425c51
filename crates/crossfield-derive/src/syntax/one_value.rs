//! Rules of one value: `multiple_of = …`, `pattern = …`, `starts_with = …` and the like.

use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token};

use super::items::{error_at, parentheses};
use super::wording::to_end;
use crate::model::{Place, Wording};

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

/// `pattern(...)`
pub(crate) struct RawPattern {
    pub(crate) expression: LitStr,
    pub(crate) wording: Wording,
}

/// `multiple_of = 5`, or `multiple_of(5, message = "…")`.
pub(super) fn multiple_of(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawMultipleOf> {
    let expected = "an integer, as in `multiple_of = 5`";
    let (divisor, wording) = value(input, name, expected, "integer", Box::<Expr>::parse)?;
    Ok(RawMultipleOf { divisor, wording })
}

/// `contains = "…"`, `contains("…", message = "…")`, or `contains(pattern = "…")` as the `validator` crate writes it.
pub(super) fn part(input: ParseStream<'_>, name: &Ident, place: Place) -> syn::Result<RawPart> {
    let expected = format!("a text, as in `{name} = \"a\"`");
    let in_parentheses = !input.peek(Token![=]);
    let text = |input: ParseStream<'_>| {
        if in_parentheses && input.peek(Ident) && input.fork().parse::<Ident>()? == "pattern" {
            input.parse::<Ident>()?;
            input.parse::<Token![=]>()?;
        }
        part_literal(input)
    };
    let (text, wording) = value(input, name, &expected, "string", text)?;
    Ok(RawPart {
        place,
        text,
        wording,
    })
}

/// `pattern = "…"`, or `pattern("…", message = "…")`.
pub(super) fn pattern(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawPattern> {
    let expected = "a regular expression, as in `pattern = \"^[a-z]+$\"`";
    let (expression, wording) = value(input, name, expected, "string", pattern_literal)?;
    Ok(RawPattern {
        expression,
        wording,
    })
}

/// The value behind `=`, or the first in parentheses, where the wording may follow.
fn value<T>(
    input: ParseStream<'_>,
    name: &Ident,
    expected: &str,
    one: &str,
    parse: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<(T, Wording)> {
    if input.parse::<Option<Token![=]>>()?.is_some() {
        return Ok((parse(input)?, Wording::default()));
    }
    let content = parentheses(input, name, expected)?;
    let value = parse(&content)?;
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    let nothing_else =
        format!("`{name}` takes one {one}, and `message = \"…\"` and `code = \"…\"`");
    Ok((value, to_end(&content, &nothing_else)?))
}

fn part_literal(input: ParseStream<'_>) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        input.parse()
    } else {
        Err(error_at(input, "expected a string literal"))
    }
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
