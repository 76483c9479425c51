//! What a length counts, which depends on the value.

use crate::rule::Shape;

/// What a length counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Counted {
    Characters,
    Items,
    Entries,
    /// What only the value's own type knows.
    Whatever,
}

impl Counted {
    /// What a length counts in a value of the shape.
    pub(crate) const fn of(shape: &Shape) -> Self {
        match shape {
            Shape::List(_) => Self::Items,
            Shape::Map(_) => Self::Entries,
            Shape::Opaque(_) => Self::Whatever,
            _ => Self::Characters,
        }
    }

    pub(super) const fn noun(self, one: bool) -> &'static str {
        match (self, one) {
            (Self::Characters, false) => "characters",
            (Self::Characters, true) => "character",
            (Self::Items, false) => "items",
            (Self::Items, true) => "item",
            (Self::Entries, false) => "entries",
            (Self::Entries, true) => "entry",
            (Self::Whatever, _) => "in length",
        }
    }

    /// The keywords for the least and the greatest length.
    pub(crate) const fn keywords(self) -> (&'static str, &'static str) {
        match self {
            Self::Characters | Self::Whatever => ("minLength", "maxLength"),
            Self::Items => ("minItems", "maxItems"),
            Self::Entries => ("minProperties", "maxProperties"),
        }
    }
}
