//! What the server says when it refuses a request.

use crossfield::Validate;
use serde::{Deserialize, Serialize};

/// The body of an answer 401 (the credentials are wrong), 404 (no such endpoint) or 500 (a fault of the server).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct ErrorMessage {
    /// What went wrong, for people.
    pub error: String,
}

/// The body of an answer 422: what in the request the server does not accept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct ErrorList {
    /// One entry a fault.
    pub errors: Vec<ErrorItem>,
}

/// A fault of a request. The live server leaves out `type` and `url` at times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct ErrorItem {
    /// The class of the fault, such as `validation_error`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,

    /// The fault, for programs, such as `missing_required_parameter` or `invalid_parameter_value`.
    pub code: String,

    /// The fault, for people.
    pub message: String,

    /// The field of the request that is at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,

    /// Where the fault is documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The body of a relay answer 422: what in the request the server does not accept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct RelayErrorList {
    /// One entry a fault.
    pub errors: Vec<RelayErrorItem>,
}

/// A fault of a relay request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct RelayErrorItem {
    /// The fault, for people, at length.
    pub detail: String,

    /// The status of the answer, as a text.
    pub status: String,

    /// The fault, for people, in brief.
    pub title: String,

    /// The fault, for programs.
    pub code: String,
}
