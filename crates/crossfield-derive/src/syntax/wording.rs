//! `message = "…"` and `code = "…"`, which any rule may have.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Lit, Token, parenthesized, token};

use super::arguments::literal;
use super::items::error_at;
use crate::model::Wording;

/// The wording of a rule that takes nothing else: `uuid`, `uuid(message = "…")`.
pub(super) fn alone(input: ParseStream<'_>, name: &Ident) -> syn::Result<Wording> {
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
    to_end(&content, &nothing_else)
}

/// Arguments of which each is a part of the wording.
pub(super) fn to_end(input: ParseStream<'_>, nothing_else: &str) -> syn::Result<Wording> {
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

pub(super) fn given_twice(name: &Ident) -> Error {
    Error::new(name.span(), format!("`{name}` is given twice"))
}
