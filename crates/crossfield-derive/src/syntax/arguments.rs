//! The arguments of rules that take several by name: `custom(function = f, code = "…", native_only)`.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, ExprLit, ExprPath, Ident, Lit, LitBool, LitStr, Path, Token};

use super::items::error_at;
use crate::model::Wording;
use crate::names::suggest;

/// Arguments by name, each at most once.
pub(super) struct Arguments {
    rule: Ident,
    known: &'static [&'static str],
    given: Vec<Argument>,
}

struct Argument {
    name: Ident,
    /// `None` for a name alone, which says `true`.
    value: Option<Expr>,
}

impl Arguments {
    /// The arguments of a rule from here to the end, of those that it knows.
    pub(super) fn parse(
        input: ParseStream<'_>,
        rule: &Ident,
        known: &'static [&'static str],
    ) -> syn::Result<Self> {
        let mut arguments = Self {
            rule: rule.clone(),
            known,
            given: Vec::new(),
        };
        while !input.is_empty() {
            let argument: Argument = input.parse()?;
            arguments.check(&argument)?;
            arguments.given.push(argument);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(arguments)
    }

    fn check(&self, argument: &Argument) -> syn::Result<()> {
        let name = &argument.name;
        if !self.known.iter().any(|known| name == known) {
            let of = format!("arguments of `{}`", self.rule);
            let suggestion = suggest(&name.to_string(), self.known, &of);
            return Err(Error::new(
                name.span(),
                format!("`{}` takes no `{name}`{suggestion}", self.rule),
            ));
        }
        if self.given.iter().any(|given| given.name == *name) {
            return Err(Error::new(name.span(), format!("`{name}` is given twice")));
        }
        Ok(())
    }

    fn take(&mut self, name: &str) -> Option<Argument> {
        let index = self.given.iter().position(|given| given.name == name)?;
        Some(self.given.remove(index))
    }

    /// `name`, `name = true` or `name = "true"`; nothing when it is not given.
    pub(super) fn truth(&mut self, name: &str) -> syn::Result<Option<bool>> {
        let Some(argument) = self.take(name) else {
            return Ok(None);
        };
        let Some(value) = &argument.value else {
            return Ok(Some(true));
        };
        truth(name, value).map(Some)
    }

    /// `name = path` or `name = "path"`.
    pub(super) fn path(&mut self, name: &str, example: &str) -> syn::Result<Path> {
        let missing = format!("`{}` needs {example}", self.rule);
        let Some(argument) = self.take(name) else {
            return Err(Error::new(self.rule.span(), missing));
        };
        match &argument.value {
            Some(Expr::Path(ExprPath {
                qself: None, path, ..
            })) => Ok(path.clone()),
            Some(value) => match literal(value) {
                Some(Lit::Str(text)) => path_in_quotes(text),
                _ => Err(Error::new_spanned(value, missing)),
            },
            None => Err(Error::new(argument.name.span(), missing)),
        }
    }

    /// `name = expression`.
    pub(super) fn expression(&mut self, name: &str, example: &str) -> syn::Result<Expr> {
        let missing = format!("`{}` needs {example}", self.rule);
        let argument = self.take(name);
        let value = argument.and_then(|argument| argument.value);
        value.ok_or_else(|| Error::new(self.rule.span(), missing))
    }

    /// What the rule says of itself.
    pub(super) fn wording(&mut self) -> syn::Result<Wording> {
        let mut wording = Wording::default();
        for name in Wording::NAMES {
            let Some(argument) = self.take(name) else {
                continue;
            };
            let Some(value) = &argument.value else {
                let message = format!("`{name}` needs a text, as in `{name} = \"…\"`");
                return Err(Error::new(argument.name.span(), message));
            };
            wording.take(&argument.name, value)?;
        }
        Ok(wording)
    }
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) {
            return Err(error_at(input, "expected an argument with its name"));
        }
        let name = input.call(Ident::parse_any)?;
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Self { name, value })
    }
}

/// The literal that is written, or that a macro hands on in a group.
pub(super) fn literal(value: &Expr) -> Option<&Lit> {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

/// `true`, in quotation marks or not.
pub(super) fn truth(name: &str, value: &Expr) -> syn::Result<bool> {
    let truth = match literal(value) {
        Some(Lit::Bool(LitBool { value, .. })) => Some(*value),
        Some(Lit::Str(text)) => text.value().parse().ok(),
        _ => None,
    };
    truth.ok_or_else(|| Error::new_spanned(value, format!("`{name}` is `true` or `false`")))
}

/// A path in quotation marks, whose tokens stand where the text does.
pub(super) fn path_in_quotes(text: &LitStr) -> syn::Result<Path> {
    text.parse_with(Path::parse_mod_style)
        .or_else(|_| text.parse())
        .map_err(|_| Error::new(text.span(), "this is no path"))
}

/// An expression in quotation marks, as the `validator` crate takes it too.
pub(super) fn unquoted(value: Expr) -> syn::Result<Expr> {
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
