//! The items of `#[validate(...)]`, each read by itself.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{ParseBuffer, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Ident, Meta, Token, parenthesized, token};

use crate::ctxt::Ctxt;

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
pub(super) fn parse_item<T>(
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
pub(super) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
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

/// An error at the next token, or at the end of the group. syn's own would begin with "unexpected end of input".
pub(super) fn error_at(input: ParseStream<'_>, message: impl std::fmt::Display) -> Error {
    Error::new(input.span(), message)
}

/// What stands in the parentheses, or says what should.
pub(super) fn parentheses<'a>(
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
