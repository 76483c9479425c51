//! Rules on several fields or on the whole value that no schema can say: `compare(end >= start)`,
//! `schema(function = f)`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Ident, Path, Token, parenthesized, token};

use super::arguments::Arguments;
use super::items::error_at;
use crate::model::{Relation, Wording};

/// A rule of the type that no schema can say.
pub(crate) struct RawNative {
    /// The rule's name.
    pub(crate) name: Ident,
    pub(crate) kind: RawNativeKind,
    pub(crate) wording: Wording,
    pub(crate) native_only: bool,
}

pub(crate) enum RawNativeKind {
    Compare(RawCompare),
    Function {
        path: Path,
        use_context: bool,
        skip_on_field_errors: bool,
    },
}

/// `end >= start`
pub(crate) struct RawCompare {
    pub(crate) left: Ident,
    pub(crate) relation: Relation,
    /// The operator as it is written, for its place.
    pub(crate) operator: TokenStream,
    pub(crate) right: Ident,
}

impl RawNative {
    /// What such rules are called. `schema` is the `validator` crate's name for a function on the type.
    pub(super) const NAMES: [&'static str; 3] = ["compare", "custom", "schema"];

    /// Parses what stands behind the name.
    pub(super) fn parse_after(name: Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if name == "compare" {
            compare(name, input)
        } else {
            function(name, input)
        }
    }
}

/// `compare(end >= start, message = "…")`
fn compare(name: Ident, input: ParseStream<'_>) -> syn::Result<RawNative> {
    let content = in_parentheses(input, &name, COMPARE)?;
    let left = field(&content)?;
    let (relation, operator) = relation(&content)?;
    let right = field(&content)?;
    if !content.is_empty() && content.parse::<Option<Token![,]>>()?.is_none() {
        return Err(error_at(&content, COMPARE));
    }
    let known = &["message", "code", "native_only"];
    let mut arguments = Arguments::parse(&content, &name, known)?;
    Ok(RawNative {
        kind: RawNativeKind::Compare(RawCompare {
            left,
            relation,
            operator,
            right,
        }),
        wording: arguments.wording()?,
        native_only: arguments.truth("native_only")?.unwrap_or(false),
        name,
    })
}

const COMPARE: &str = "`compare` compares two fields, as in `compare(end >= start)`";

fn field(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(Ident::peek_any) {
        input.call(Ident::parse_any)
    } else {
        Err(error_at(input, COMPARE))
    }
}

fn relation(input: ParseStream<'_>) -> syn::Result<(Relation, TokenStream)> {
    if input.peek(Token![==]) {
        let operator: Token![==] = input.parse()?;
        return Err(Error::new_spanned(
            operator,
            "a comparison has one `=`, as conditions have",
        ));
    }
    macro_rules! operators {
        ($($token:tt $relation:ident,)*) => {
            $(if input.peek(Token![$token]) {
                let operator: Token![$token] = input.parse()?;
                return Ok((Relation::$relation, operator.into_token_stream()));
            })*
        };
    }
    // The longer ones first: each begins with a shorter one.
    operators!(>= AtLeast, <= AtMost, != Different, > Above, < Below, = Equal,);
    Err(error_at(
        input,
        "expected one of `>`, `>=`, `<`, `<=`, `=`, `!=`",
    ))
}

/// `schema(function = path, skip_on_field_errors = false)`
fn function(name: Ident, input: ParseStream<'_>) -> syn::Result<RawNative> {
    let example = format!("a function, as in `{name}(function = dates_are_in_order)`");
    let content = in_parentheses(input, &name, &format!("`{name}` needs {example}"))?;
    let known = &[
        "function",
        "use_context",
        "skip_on_field_errors",
        "message",
        "code",
        "native_only",
    ];
    let mut arguments = Arguments::parse(&content, &name, known)?;
    Ok(RawNative {
        kind: RawNativeKind::Function {
            path: arguments.path("function", &example)?,
            use_context: arguments.truth("use_context")?.unwrap_or(false),
            skip_on_field_errors: arguments.truth("skip_on_field_errors")?.unwrap_or(true),
        },
        wording: arguments.wording()?,
        native_only: arguments.truth("native_only")?.unwrap_or(false),
        name,
    })
}

fn in_parentheses<'a>(
    input: ParseStream<'a>,
    name: &Ident,
    expected: &str,
) -> syn::Result<syn::parse::ParseBuffer<'a>> {
    if !input.peek(token::Paren) {
        return Err(Error::new(name.span(), expected));
    }
    let content;
    parenthesized!(content in input);
    Ok(content)
}
