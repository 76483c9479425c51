//! Field rules: one file a rule: its check and its definition.

pub mod http_url;
pub mod uuid;
