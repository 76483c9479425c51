//! What the environment and the command line say.

use core::fmt;

use signalwire_sip::{Credentials, CredentialsError, ParseError, ResourceId, Space, SpaceError};

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

/// A project in a space.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) space: Space,
    pub(crate) credentials: Credentials,
}

/// Why nothing was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SettingsError {
    /// Some of the variables are set, and not these.
    Missing(Vec<&'static str>),
    /// The space is neither a name nor a host name.
    Space(SpaceError),
    /// The credentials cannot be sent.
    Credentials(CredentialsError),
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
        Ok(Self {
            space: Space::new(space).map_err(SettingsError::Space)?,
            credentials: Credentials::new(project_id, token).map_err(SettingsError::Credentials)?,
        })
    }
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
            Self::Space(error) => write!(f, "{SPACE}: {error}"),
            Self::Credentials(error) => write!(f, "{PROJECT_ID} or {API_TOKEN}: {error}"),
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
