//! Rules across fields.

pub mod pattern;
