//! SIP endpoints: what is sent and what comes back.

pub(crate) mod request;
pub(crate) mod response;
