//! The only surface that generated code names. Not public API: it changes with the derive, in the same version.

mod asked;
mod described;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub use core::option::Option::{None, Some};

pub use self::described::{
    Described, Readable, Undescribed, Unreadable, container, described, read, read_by, tell,
    with_known_inside,
};
pub(crate) use self::table::same;
pub use self::table::{
    Alternatives, Table, alternative, checked, choice, conditional, custom, field, flattened,
    group, native, native_function, newtype, plain_field, rules, variant, with_flattened,
};
pub(crate) use self::values::verdict;
pub use self::values::{
    EmptyText, Known, ascii, contains, credit_card, email, entries, held_twice, http_url, inside,
    ip, ipv4, ipv6, items, judged, length, matched, missing, multiple_of, non_control_character,
    of_field, of_type, part, pattern, range, range_of_single, text, text_is, text_starts_with,
    unique_items, url, uuid,
};

pub use crate::choice::{beside_a_tag, untagged};
pub use crate::field::inside::{HasEntries, HasItems};
pub use crate::field::length::{HasLength, Length};
pub use crate::field::multiple_of::HasInteger;
pub use crate::field::part::{Part, Place};
pub use crate::field::range::{Bound, HasNumber, Number, Of, Range};
pub use crate::field::text::{HasParts, HasText};
pub use crate::inside::{
    AlwaysGiven, AlwaysKnown, Double, MaybeEmpty, Name, NeverEmpty, Note, See, compared,
    empty_is_absent, is_described,
};
pub use crate::maybe::Maybe;
pub use crate::path::Path;
pub use crate::pattern::{self, Pattern};
pub use crate::report::{Report, Sink};
pub use crate::rule::{
    Alternative, Check, Choice, Comparison, Condition, Conditional, Effect, Enumeration, Field,
    Filled, Flattened, Form, Function, Group, GroupKind, Literal, Native, NativeKind, Opaque, Read,
    Relation, Rules, Shape, Tagging, Variant, Worded,
};
pub use crate::rule_error::{Failure, Reason, RuleError};
pub use crate::ruled::Standing;
pub use crate::validate::{Described as Description, Validate, ValidateWith};
pub use crate::violation::Fault;

#[cfg(feature = "validator")]
pub use validator;

/// Compiles only for a type whose schema carries its rules.
#[cfg(feature = "schemars")]
pub const fn carried<T: crate::schema::CarriesRules + ?Sized>() {}
