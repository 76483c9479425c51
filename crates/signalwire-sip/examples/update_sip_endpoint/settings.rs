//! What the environment and the command line say.

use core::fmt;

use signalwire_sip::{ParseError, ResourceId};

const SPACE: &str = "SIGNALWIRE_SPACE";
const PROJECT_ID: &str = "SIGNALWIRE_PROJECT_ID";
const API_TOKEN: &str = "SIGNALWIRE_API_TOKEN";

/// Whom to talk to.
#[derive(Debug)]
pub(crate) enum Settings {
    /// None of the variables is set.
    NoAccount,
    /// An account, and the resource id of the endpoint to replace.
    Account(Account, ResourceId),
}

/// A project in a space, and where the space is.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// Scheme, host and port (RFC 6454).
    pub(crate) origin: String,
    pub(crate) project_id: String,
    pub(crate) token: Token,
}

/// A secret. It has no `Display`, and its `Debug` does not show it.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    /// The secret, for the header that carries it and for nothing else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self(token.to_owned())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// Why nothing was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SettingsError {
    /// Some of the variables are set, and not these.
    Missing(Vec<&'static str>),
    /// The space is neither a name nor a host name.
    Space,
    /// A project id with a colon, which ends the user name in Basic authentication (RFC 7617, section 2).
    ProjectId,
    /// An account without exactly one argument.
    Arguments,
    /// The argument is no resource id.
    Id(ParseError),
    /// Arguments without an account.
    NoAccount,
}

impl Settings {
    /// Reads the variables, of which an empty one counts as not set, and the arguments.
    pub(crate) fn read(
        variable: impl Fn(&str) -> Option<String>,
        arguments: &[String],
    ) -> Result<Self, SettingsError> {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        match (set(SPACE), set(PROJECT_ID), set(API_TOKEN)) {
            (Some(space), Some(project_id), Some(token)) => {
                let account = Account::new(&space, project_id, &token)?;
                Ok(Self::Account(account, resource_id(arguments)?))
            }
            (None, None, None) if arguments.is_empty() => Ok(Self::NoAccount),
            (None, None, None) => Err(SettingsError::NoAccount),
            (space, project_id, token) => Err(SettingsError::Missing(
                [(SPACE, space), (PROJECT_ID, project_id), (API_TOKEN, token)]
                    .into_iter()
                    .filter_map(|(name, value)| value.is_none().then_some(name))
                    .collect(),
            )),
        }
    }
}

impl Account {
    fn new(space: &str, project_id: String, token: &str) -> Result<Self, SettingsError> {
        if project_id.contains(':') {
            return Err(SettingsError::ProjectId);
        }
        let host = host(space).ok_or(SettingsError::Space)?;
        Ok(Self {
            origin: format!("https://{host}"),
            project_id,
            token: token.into(),
        })
    }
}

/// The host of a space. Letters, digits, hyphens and dots only: the token goes to no host that a URL's user part, port
/// or path could hide.
fn host(space: &str) -> Option<String> {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !space.split('.').all(is_label) {
        return None;
    }
    let is_name = !space.contains('.');
    Some(if is_name {
        format!("{space}.signalwire.com")
    } else {
        space.to_owned()
    })
}

fn resource_id(arguments: &[String]) -> Result<ResourceId, SettingsError> {
    match arguments {
        [id] => id.parse().map_err(SettingsError::Id),
        _ => Err(SettingsError::Arguments),
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(names) => write!(
                f,
                "not set: {}\nSet all three of {SPACE}, {PROJECT_ID} and {API_TOKEN} to talk to a space, or none of \
                 them for a demonstration on this machine.",
                names.join(", ")
            ),
            Self::Space => write!(
                f,
                "{SPACE} must be the name of a space (`example`) or its host name (`example.signalwire.com`), without \
                 scheme, port or path"
            ),
            Self::ProjectId => write!(f, "{PROJECT_ID} must have no colon"),
            Self::Arguments => f.write_str(
                "give one argument: the resource id of the SIP endpoint to replace, for example\n    \
                 cargo run -p signalwire-sip --example update_sip_endpoint -- 3fa85f64-5717-4562-b3fc-2c963f66afa6",
            ),
            Self::Id(error) => write!(f, "the argument is no resource id: {error}"),
            Self::NoAccount => write!(
                f,
                "an argument was given, and no account to use it with: set {SPACE}, {PROJECT_ID} and {API_TOKEN}, or \
                 leave the argument out"
            ),
        }
    }
}

impl core::error::Error for SettingsError {}
