//! Rules across fields.

pub mod field;
