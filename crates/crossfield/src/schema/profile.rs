//! Whom a schema is written for.

use core::fmt;
use std::cell::Cell;

/// Whom a schema is written for. All say the same of every payload; they differ in how they say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Validators of JSON Schema 2020-12 and `OpenAPI` 3.1: rules across fields are `if` and `then`, one entry a rule, so
    /// that an error names the rule and the field.
    #[default]
    Validation,
    /// Generators of code, which pass over `if` or fail on it: where the value of a field decides which others go with
    /// it, there is a variant for each in `oneOf`; other rules are in `anyOf` and `not`.
    CodeGeneration,
    /// Tools that stop at `OpenAPI` 3.0.3, whose schemas know fewer keywords: as [`Profile::CodeGeneration`], with
    /// `nullable` in place of the type null. It cannot say tuples, rules on the keys of a map, and what schemas of other
    /// crates have of keywords that 3.0 lacks: such a type is an error ([`Unsayable`](super::Unsayable)), never a rule
    /// that is lost. Of examples only the first is kept, unless it is an object, a `$comment` becomes a paragraph of the description, and
    /// `contentEncoding` and `contentMediaType`, which no validator asserts, are left out.
    OpenApi30,
}

impl fmt::Display for Profile {
    /// What the schemas are written in.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Validation => "JSON Schema 2020-12",
            Self::CodeGeneration => "JSON Schema 2020-12 for generators of code",
            Self::OpenApi30 => "OpenAPI 3.0",
        })
    }
}

impl Profile {
    /// Whether rules across fields are written as variants.
    pub(super) const fn has_variants(self) -> bool {
        match self {
            Self::Validation => false,
            Self::CodeGeneration | Self::OpenApi30 => true,
        }
    }

    /// Runs what makes schemas, so that [`current`] is this profile in it.
    ///
    /// The transform of a type is called by schemars with the schema alone. It is told the profile by the thread, and
    /// not by a second walk over the finished document: types behind `opaque` fields and in generic ones carry rules
    /// too, and no table leads to them.
    pub(super) fn during<R>(self, make: impl FnOnce() -> R) -> R {
        struct Before(Profile);
        // Also when a transform panics.
        impl Drop for Before {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _before = Before(CURRENT.replace(self));
        make()
    }
}

thread_local! {
    static CURRENT: Cell<Profile> = const { Cell::new(Profile::Validation) };
}

/// The profile of the document that is being made. Outside of one, schemas are for validators.
pub(super) fn current() -> Profile {
    CURRENT.get()
}
