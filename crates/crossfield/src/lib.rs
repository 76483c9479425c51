#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "cases")]
#[cfg_attr(docsrs, doc(cfg(feature = "cases")))]
pub mod cases;
mod choice;
mod cross;
mod exact;
#[cfg(feature = "explain")]
#[cfg_attr(docsrs, doc(cfg(feature = "explain")))]
pub mod explain;
pub mod field;
pub mod guide;
mod inside;
mod interop;
mod json;
mod lenient;
mod maybe;
mod names;
mod path;
pub mod pattern;
#[doc(hidden)]
pub mod private;
mod report;
pub mod rule;
mod rule_error;
mod ruled;
#[cfg(feature = "schemars")]
#[cfg_attr(docsrs, doc(cfg(feature = "schemars")))]
pub mod schema;
mod shapes;
#[cfg(feature = "explain")]
mod stated;
mod strict;
mod text;
mod validate;
mod violation;
mod words;

pub use crossfield_derive::Validate;

#[cfg(feature = "explain")]
#[cfg_attr(docsrs, doc(cfg(feature = "explain")))]
pub use crate::explain::explain;
pub use crate::json::positions;
pub use crate::lenient::{Lenient, Open, Unknown, not_null, nullable};
pub use crate::maybe::Maybe;
pub use crate::path::{Path, Pointer};
pub use crate::report::{Report, Sink, Verdict};
pub use crate::rule_error::{Reason, RuleError};
pub use crate::text::{check_json, check_json_with};
pub use crate::validate::{Described, Rejected, Valid, Validate, ValidateWith};
pub use crate::violation::{Code, Fault, Message, Params, Position, Span, Violation, Violations};
