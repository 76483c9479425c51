//! Who asks.

use core::fmt;

use zeroize::Zeroizing;

use crate::secret::Secret;

/// The credentials of a project: its id and an API token. Neither is shown by `Debug`, and the token's memory is
/// overwritten when they are dropped.
///
/// ```
/// use signalwire_sip::Credentials;
///
/// // The example of RFC 7617, section 2.
/// let credentials = Credentials::new("Aladdin", "open sesame")?;
/// assert_eq!(credentials.authorization().reveal(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
/// assert_eq!(format!("{credentials:?}"), "Credentials(..)");
/// # Ok::<(), signalwire_sip::CredentialsError>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    project_id: String,
    token: Secret,
}

impl Credentials {
    /// The credentials of a project.
    ///
    /// # Errors
    /// What Basic authentication cannot carry (RFC 7617, section 2): a colon in the project id, where the user name would
    /// end, and control characters.
    pub fn new(
        project_id: impl Into<String>,
        token: impl Into<Secret>,
    ) -> Result<Self, CredentialsError> {
        let (project_id, token) = (project_id.into(), token.into());
        if project_id.contains(':') {
            return Err(CredentialsError::Colon);
        }
        let has_controls = |text: &str| text.chars().any(char::is_control);
        if has_controls(&project_id) || has_controls(token.reveal()) {
            return Err(CredentialsError::Control);
        }
        Ok(Self { project_id, token })
    }

    /// The value of the header `Authorization` (RFC 7617).
    #[must_use]
    pub fn authorization(&self) -> Secret {
        let (user, password) = (self.project_id.as_str(), self.token.reveal());
        // As long as it will be, so that no copy is left behind where it grew out of.
        let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
        pair.push_str(user);
        pair.push(':');
        pair.push_str(password);
        basic(pair.as_bytes()).into()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(..)")
    }
}

/// Why credentials cannot be sent. They are not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialsError {
    /// The project id has a colon.
    Colon,
    /// The project id or the token has a control character.
    Control,
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Colon => "a project id has no colon",
            Self::Control => "a project id and an API token have no control characters",
        })
    }
}

impl core::error::Error for CredentialsError {}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `Basic` and Base64 with padding (RFC 4648, section 4).
fn basic(octets: &[u8]) -> String {
    const SCHEME: &str = "Basic ";
    let mut value = String::with_capacity(SCHEME.len() + octets.len().div_ceil(3) * 4);
    value.push_str(SCHEME);
    value.extend(octets.chunks(3).flat_map(quantum));
    value
}

/// The four characters for up to three octets.
fn quantum(octets: &[u8]) -> [char; 4] {
    let bits = (0..3).fold(0, |bits, index| {
        (bits << 8) + usize::from(octets.get(index).copied().unwrap_or(0))
    });
    [0, 1, 2, 3].map(|index| {
        let sextet = bits >> (18 - 6 * index) & 0x3F;
        match ALPHABET.get(sextet) {
            // Each character but the first ends in another octet, which may not be there.
            Some(&character) if index <= octets.len() => char::from(character),
            _ => '=',
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(user: &str, password: &str) -> String {
        let credentials = Credentials::new(user, password).unwrap();
        credentials.authorization().reveal().to_owned()
    }

    #[test]
    fn the_header_is_as_the_standards_have_it() {
        // RFC 7617, section 2, and the three paddings of RFC 4648, section 4.
        assert_eq!(
            header("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        assert_eq!(header("f", "o"), "Basic Zjpv");
        assert_eq!(header("f", ""), "Basic Zjo=");
        assert_eq!(header("", ""), "Basic Og==");
        assert_eq!(header("", "ÿþ~?"), "Basic OsO/w75+Pw==");
    }

    #[test]
    fn what_the_header_cannot_carry_is_refused() {
        let error = |user, password: &str| Credentials::new(user, password).unwrap_err();
        assert_eq!(error("a:b", "c"), CredentialsError::Colon);
        assert_eq!(error("a\n", "c"), CredentialsError::Control);
        assert_eq!(error("a", "c\r\n"), CredentialsError::Control);
        assert!(Credentials::new("a", "b:c").is_ok());
    }

    #[test]
    fn it_is_said_why_they_are_refused() {
        assert_eq!(
            CredentialsError::Colon.to_string(),
            "a project id has no colon"
        );
        assert_eq!(
            CredentialsError::Control.to_string(),
            "a project id and an API token have no control characters"
        );
    }
}
