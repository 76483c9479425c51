//! SIP endpoints as the server answers them.

pub(crate) mod answer;
pub(crate) mod carried;
pub(crate) mod handler;
pub(crate) mod record;
