//! SIP endpoints.
