//! Attributes as they are written: tokens become [`Raw`], and nothing is decided yet about what they mean.

mod arguments;
mod bounds;
mod condition;
mod container;
mod extent;
mod field;
mod group;
mod items;
mod native;
mod one_value;
mod serde;
mod unsaid;
mod variant;
mod wording;

pub(crate) use self::bounds::{RawLength, RawRange};
pub(crate) use self::condition::{RawCondition, RawForm, RawSubject, RawValue};
pub(crate) use self::container::{Raw, RawBody, RawContext, Schemars, read};
pub(crate) use self::extent::Extent;
pub(crate) use self::field::{Flag, RawField, RawInside, RawRule};
pub(crate) use self::group::RawGroup;
pub(crate) use self::native::{RawCompare, RawNative, RawNativeKind};
pub(crate) use self::one_value::{RawMultipleOf, RawPart};
pub(crate) use self::serde::{Reader, SerdeContainer, SerdeDefault, SerdeTag, unraw};
pub(crate) use self::variant::RawVariant;
