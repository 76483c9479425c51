//! What a function of the user's says of a value that it does not accept.

use core::error::Error;
use core::fmt;
use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::violation::Fault;

/// What a function of a rule (`custom(function = …)`, `schema(function = …)`) returns for a value that it does not accept.
///
/// It has a code, for programs; if need be a message, for people; and the figures of the rule. The value itself is in
/// none of them unless the function puts it there: it may be a password, and violations go to logs.
///
/// ```
/// use crossfield::{RuleError, Validate};
///
/// fn is_even(number: u8) -> Result<(), RuleError> {
///     if number % 2 == 0 {
///         return Ok(());
///     }
///     Err(RuleError::new("odd").with_message("must be even"))
/// }
///
/// #[derive(Validate)]
/// struct Pair {
///     #[validate(custom(function = is_even))]
///     count: u8,
/// }
///
/// let violations = Pair { count: 3 }.validate().unwrap_err();
/// assert_eq!(violations.to_string(), "`/count`: must be even");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RuleError {
    code: Cow<'static, str>,
    message: Option<Cow<'static, str>>,
    params: BTreeMap<Cow<'static, str>, Value>,
}

impl RuleError {
    /// An error with its code, which is stable and for programs: `"taken"`.
    #[must_use]
    pub fn new(code: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: code.into(),
            message: None,
            params: BTreeMap::new(),
        }
    }

    /// What would be right, in words: `"must not be taken"`.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// A figure of the rule, of which a message in another language can be made.
    #[must_use]
    pub fn with_param(
        mut self,
        name: impl Into<Cow<'static, str>>,
        figure: impl Into<Value>,
    ) -> Self {
        self.params.insert(name.into(), figure.into());
        self
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The message, if there is one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The error with what the rule says of itself, which goes before what its function says.
    pub(crate) fn worded(self, message: Option<&'static str>, code: Option<&'static str>) -> Self {
        Self {
            code: code.map_or(self.code, Cow::Borrowed),
            message: message.map(Cow::Borrowed).or(self.message),
            params: self.params,
        }
    }

    pub(crate) const fn shared_code(&self) -> &Cow<'static, str> {
        &self.code
    }

    pub(crate) const fn params(&self) -> &BTreeMap<Cow<'static, str>, Value> {
        &self.params
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => f.write_str(message),
            None => write!(f, "breaks the rule `{}`", self.code),
        }
    }
}

impl Error for RuleError {}

/// Its code, message and params. (What `validator`'s own derive adds under `value` is not in it.)
#[cfg(feature = "validator")]
impl From<validator::ValidationError> for RuleError {
    fn from(error: validator::ValidationError) -> Self {
        Self {
            code: error.code,
            message: error.message,
            params: error.params.into_iter().collect(),
        }
    }
}

/// What a rule's function may return as its error.
///
/// [`RuleError`], and with the feature `validator` that crate's `ValidationError`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error of a rule's function",
    note = "return a `Result<(), crossfield::RuleError>`; with the feature `validator`, `validator::ValidationError` will do as well"
)]
pub trait Reason {
    /// The error as a violation keeps it.
    fn into_rule_error(self) -> RuleError;
}

impl Reason for RuleError {
    fn into_rule_error(self) -> RuleError {
        self
    }
}

#[cfg(feature = "validator")]
impl Reason for validator::ValidationError {
    fn into_rule_error(self) -> RuleError {
        self.into()
    }
}

/// How a rule on a value was broken.
#[derive(Clone, Debug)]
pub enum Failure {
    /// As the table's rule says.
    Fault(Fault),
    /// As a function of the user's says.
    Refused(Box<RuleError>),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Box<RuleError>> for Failure {
    fn from(error: Box<RuleError>) -> Self {
        Self::Refused(error)
    }
}
