//! Rules across fields.
