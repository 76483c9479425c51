//! Rules across fields.

pub mod field;
#[cfg_attr(not(test), expect(dead_code, unused_imports, reason = "the check on JSON text will drive it"))]
mod json;
pub mod pattern;
