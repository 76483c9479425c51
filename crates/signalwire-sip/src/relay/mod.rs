//! The relay API, `/api/relay/rest/endpoints/sip`: SIP endpoints by themselves.
//!
//! Its paths take a [`SipEndpointId`](crate::SipEndpointId). What is sent says what handles the calls that the endpoint
//! gets ([`Handler`]).

mod create;
mod delete;
mod get;
mod handler;
mod list;
mod update;

pub use crate::relay::create::{
    CreateSipEndpoint, CreateSipEndpointRequest, CreateSipEndpointRequestBuilder,
};
pub use crate::relay::delete::DeleteSipEndpoint;
pub use crate::relay::get::GetSipEndpoint;
pub use crate::relay::handler::Handler;
pub use crate::relay::list::{ListQuery, ListSipEndpoints};
pub use crate::relay::update::{
    UpdateSipEndpoint, UpdateSipEndpointRequest, UpdateSipEndpointRequestBuilder,
};
