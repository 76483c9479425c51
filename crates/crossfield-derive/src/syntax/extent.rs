//! Where something of several tokens is written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::buffer::Cursor;

/// The place of a first and of a last token. As tokens it is nothing but that: an error at it spans both.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    first: Span,
    last: Span,
}

impl Extent {
    /// The tokens between two places in one buffer.
    pub(crate) fn between(start: Cursor<'_>, end: Cursor<'_>) -> Self {
        let mut extent = Self {
            first: start.span(),
            last: start.span(),
        };
        let mut rest = start;
        while rest != end {
            let Some((token, after)) = rest.token_tree() else {
                break;
            };
            extent.last = token.span();
            rest = after;
        }
        extent
    }
}

impl From<Span> for Extent {
    fn from(span: Span) -> Self {
        Self {
            first: span,
            last: span,
        }
    }
}

impl ToTokens for Extent {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for span in [self.first, self.last] {
            Ident::new("_", span).to_tokens(tokens);
        }
    }
}
