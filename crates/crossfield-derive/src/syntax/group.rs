//! Rules on how many of several fields have a value: `exactly_one_of(a, b)`, `when(C, at_least_one_of(a, b))`.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, parenthesized, token};

use super::condition::RawCondition;
use crate::model::GroupKind;
use crate::names::{names, suggest};

/// A rule on how many of several fields have a value.
pub(crate) struct RawGroup {
    pub(crate) kind: GroupKind,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<Ident>,
    /// The condition of `when(…, …)`.
    pub(crate) condition: Option<RawCondition>,
}

impl RawGroup {
    /// Parses what stands behind the name of a group, or behind `when`.
    pub(super) fn parse_after(name: Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if name == "when" {
            when(&name, input)
        } else {
            group(name, input)
        }
    }
}

/// `when(condition, exactly_one_of(a, b))`.
fn when(name: &Ident, input: ParseStream<'_>) -> syn::Result<RawGroup> {
    const FORM: &str =
        "`when` needs a condition and a group, as in `when(kind = Call, exactly_one_of(a, b))`";
    if !input.peek(token::Paren) {
        return Err(syn::Error::new(name.span(), FORM));
    }
    let arguments;
    parenthesized!(arguments in input);
    let condition = arguments.parse()?;
    if arguments.parse::<Option<Token![,]>>()?.is_none() || arguments.is_empty() {
        return Err(syn::Error::new(name.span(), FORM));
    }
    let inner = arguments.call(Ident::parse_any)?;
    let group = group(inner, &arguments)?;
    arguments.parse::<Option<Token![,]>>()?;
    if !arguments.is_empty() {
        return Err(arguments.error("`when` takes one condition and one group"));
    }
    Ok(RawGroup {
        condition: Some(condition),
        ..group
    })
}

/// `exactly_one_of(a, b)` and the like.
fn group(name: Ident, input: ParseStream<'_>) -> syn::Result<RawGroup> {
    let text = name.to_string();
    let Some(kind) = GroupKind::from_name(&text) else {
        let suggestion = suggest(&text, &names(&GroupKind::ALL), "groups");
        return Err(syn::Error::new(
            name.span(),
            format!("unknown group `{text}`{suggestion}"),
        ));
    };
    if !input.peek(token::Paren) {
        let message = format!("`{name}` needs fields in parentheses, as in `{name}(a, b)`");
        return Err(syn::Error::new(name.span(), message));
    }
    let arguments;
    parenthesized!(arguments in input);
    let fields = Punctuated::<Ident, Token![,]>::parse_terminated_with(&arguments, field)?;
    Ok(RawGroup {
        kind,
        name,
        fields: fields.into_iter().collect(),
        condition: None,
    })
}

/// The name of a field.
fn field(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(LitStr) {
        return Err(
            input.error("fields are named without quotation marks, as in `exactly_one_of(a, b)`")
        );
    }
    input.call(Ident::parse_any)
}
