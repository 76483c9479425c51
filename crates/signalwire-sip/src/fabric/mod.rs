//! The Fabric API, `/api/fabric/resources/…`: SIP endpoints as resources of a space.
//!
//! Its paths take a [`ResourceId`](crate::ResourceId). What is sent says how the calls are treated that the endpoint makes
//! ([`Handler`]).

mod addresses;
mod assign;
mod create;
mod delete;
mod get;
mod handler;
mod list;
pub(crate) mod update;

pub use crate::fabric::addresses::{Address, Channels, ListSipEndpointAddresses};
pub use crate::fabric::assign::{AssignSipEndpoint, AssignSipEndpointRequest, AssignedAddress};
pub use crate::fabric::create::{
    CreateSipEndpoint, CreateSipEndpointRequest, CreateSipEndpointRequestBuilder,
};
pub use crate::fabric::delete::DeleteSipEndpoint;
pub use crate::fabric::get::GetSipEndpoint;
pub use crate::fabric::handler::Handler;
pub use crate::fabric::list::ListSipEndpoints;
pub use crate::fabric::update::{
    UpdateSipEndpoint, UpdateSipEndpointRequest, UpdateSipEndpointRequestBuilder,
};
