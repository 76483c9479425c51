//! `length(...)` and `range(...)`.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, Ident, Token};

use super::arguments::unquoted;
use super::items::{error_at, parentheses};
use super::wording::given_twice;
use crate::model::Wording;
use crate::names::suggest;

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

const BOUNDS: &str = "bounds, as in `length(min = 1, max = 64)` or `length(equal = 36)`";

pub(super) fn length(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawLength> {
    parentheses(input, name, BOUNDS)?.call(RawLength::parse)
}

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

const RANGE: &str = "bounds, as in `range(min = 1, max = 64)` or `range(exclusive_min = 0.0)`";

pub(super) fn range(input: ParseStream<'_>, name: &Ident) -> syn::Result<RawRange> {
    parentheses(input, name, RANGE)?.call(RawRange::parse)
}

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
