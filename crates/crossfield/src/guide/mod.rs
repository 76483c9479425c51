//! A guide, from the first rule to a schema in a build.
//!
//! Each page can be read by itself, and every block of code in it runs as a test.
//!
//! | page | for whoever asks |
//! |---|---|
//! | [`first_rule`] | how do I start? |
//! | [`conditions`] | how do I say "required when"? |
//! | [`groups`] | how do I say "one of these", "all or none", "later than"? |
//! | [`absent_null_value`] | what do a missing key and null mean? |
//! | [`errors`] | how do my users see what is wrong: in a web server, a command, a form? |
//! | [`schemas`] | how do other programs get my rules, and how do I keep what is committed true? |
//! | [`testing`] | how do I test what sends and takes such payloads? |
//! | [`from_validator`] | I use `validator`; what changes? |
//! | [`from_garde`] | I use `garde`; what changes? |
//! | [`limits`] | what can it not do? |
//!
//! All rules and conditions stand in one table each on the [front page](crate#rules).

#[doc = include_str!("first_rule.md")]
pub mod first_rule {}

#[doc = include_str!("conditions.md")]
pub mod conditions {}

#[doc = include_str!("groups.md")]
pub mod groups {}

#[doc = include_str!("absent_null_value.md")]
pub mod absent_null_value {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("schemas.md")]
pub mod schemas {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("from_validator.md")]
pub mod from_validator {}

#[doc = include_str!("from_garde.md")]
pub mod from_garde {}

#[doc = include_str!("limits.md")]
pub mod limits {}
