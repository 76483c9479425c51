#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod credentials;
mod endpoint;
mod error;
pub mod fabric;
mod failure;
#[cfg(feature = "http")]
mod http;
mod operation;
mod page;
mod query;
pub mod relay;
mod scalar;
mod secret;
mod space;

pub use crossfield::{Code, Lenient, Open, Rejected, Valid, Validate, Violation, Violations};

pub use crate::credentials::{Credentials, CredentialsError};
pub use crate::endpoint::answer::{EndpointInResource, SipEndpointAnswer, SipEndpointResource};
pub use crate::endpoint::carried::{Field, NotCarried, Reason};
pub use crate::endpoint::handler::{Handler, Webhook};
pub use crate::endpoint::record::SipEndpoint;
pub use crate::error::{ErrorItem, ErrorList, ErrorMessage, RelayErrorItem, RelayErrorList};
pub use crate::fabric::update::{UpdateSipEndpointRequest, UpdateSipEndpointRequestBuilder};
pub use crate::failure::{Error, Fault, Invalid, Refusal, RetryAfter, Unreadable};
pub use crate::operation::{Method, Operation};
pub use crate::page::{Link, LinkError, Links, Page, Paged, Pages};
pub use crate::scalar::{
    AddressId, AddressKind, AiAgentId, CallFlowId, CallHandler, Cipher, Codec, Encryption,
    HttpMethod, HttpUrl, InboundCallHandler, ParseError, RelayCallHandler, ResourceId,
    SipEndpointId, VideoRoomId,
};
pub use crate::secret::{Password, Secret};
pub use crate::space::{Space, SpaceError};

/// The blocks of the workspace's README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct WorkspaceReadme;
