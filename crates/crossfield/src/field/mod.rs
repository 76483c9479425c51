//! Field rules: one file a rule, with its check and its definition.

pub mod characters;
pub mod credit_card;
pub mod email;
pub mod http_url;
pub mod inside;
pub mod ip;
pub mod length;
pub mod multiple_of;
pub mod part;
pub mod range;
pub mod text;
pub mod unique_items;
pub mod url;
pub mod uuid;
