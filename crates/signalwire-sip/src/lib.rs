#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod endpoint;
mod error;
mod scalar;

pub use crossfield::{Lenient, Open, Rejected, Valid, Validate, Violation, Violations};

pub use crate::endpoint::request::{UpdateSipEndpointRequest, UpdateSipEndpointRequestBuilder};
pub use crate::endpoint::response::SipEndpoint;
pub use crate::error::{ErrorItem, ErrorList, ErrorMessage};
pub use crate::scalar::{
    CallHandler, Cipher, Codec, Encryption, HttpMethod, HttpUrl, InboundCallHandler, ParseError,
    ResourceId, SipEndpointId, VideoRoomId,
};

/// The blocks of the workspace's README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct WorkspaceReadme;
