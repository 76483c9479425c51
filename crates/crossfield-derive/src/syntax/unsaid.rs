//! Rules of a field that no schema says: `custom(...)`, `regex(...)`, `credit_card` and `must_match(...)`.

use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Path};

use super::arguments::{Arguments, unquoted};
use super::items::parentheses;
use crate::model::Wording;

/// `credit_card` or `regex(path = ...)`: a rule on a text that no schema says.
pub(crate) struct RawUnsaid {
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

/// `credit_card`, `credit_card(native_only)`.
pub(super) fn credit_card(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawUnsaid> {
    let mut rule = RawUnsaid {
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
pub(super) fn regex(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawUnsaid> {
    let example = "a regular expression of your code, as in `regex(path = *WORD)`; one that is written here, and is in \
                   the schema too, is `pattern = \"…\"`";
    let content = parentheses(input, name, example)?;
    let known = &["path", "message", "code", "native_only"];
    let mut arguments = Arguments::parse(&content, name, known)?;
    let path = arguments.expression("path", example)?;
    Ok(RawUnsaid {
        regex: Some(Box::new(unquoted(path)?)),
        wording: arguments.wording()?,
        native_only: arguments.truth("native_only")?.unwrap_or(false),
    })
}

/// `must_match(other = field)`, with the field in quotation marks or not.
pub(super) fn must_match(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawMustMatch> {
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
pub(super) fn custom(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawCustom> {
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
