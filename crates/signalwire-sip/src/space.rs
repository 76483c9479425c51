//! Where requests go.

use core::fmt;
use core::str::FromStr;

const DOMAIN: &str = "signalwire.com";

/// A space: the one host that requests, and the credentials with them, go to.
///
/// ```
/// use signalwire_sip::Space;
///
/// assert_eq!(Space::new("example")?.origin(), "https://example.signalwire.com");
/// assert_eq!(Space::new("example.signalwire.com")?, Space::new("EXAMPLE")?);
/// assert!(Space::new("example.com").is_err());
/// assert!(Space::new("evil.example/").is_err());
/// # Ok::<(), signalwire_sip::SpaceError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Space {
    scheme: &'static str,
    authority: String,
}

impl Space {
    /// The space of a name, which is a host label, or of a full host name in `signalwire.com`.
    ///
    /// # Errors
    /// The name is no host label (RFC 1123, section 2.1): letters, digits and hyphens, 1 to 63 of them, without a hyphen
    /// at an end. So no name can hide another host to which the credentials would go.
    pub fn new(name: &str) -> Result<Self, SpaceError> {
        let name = name.to_ascii_lowercase();
        let label = match name.split_once('.') {
            None => name.as_str(),
            Some((label, DOMAIN)) => label,
            Some(_) => return Err(SpaceError),
        };
        if !is_label(label) {
            return Err(SpaceError);
        }
        Ok(Self {
            scheme: "https",
            authority: format!("{label}.{DOMAIN}"),
        })
    }

    /// A stand-in on this machine (127.0.0.1), for tests. Nothing is encrypted, and nothing leaves the machine.
    #[must_use]
    pub fn loopback(port: u16) -> Self {
        Self {
            scheme: "http",
            authority: format!("127.0.0.1:{port}"),
        }
    }

    /// Scheme and host, and port if need be (RFC 6454): what a request's target is put behind.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// The scheme.
    pub(crate) const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Whether an authority, as it stands in a URL of the space's scheme, is this one.
    pub(crate) fn is_at(&self, authority: &str) -> bool {
        let host = match self.scheme {
            "https" => authority.strip_suffix(":443").unwrap_or(authority),
            _ => authority,
        };
        host.eq_ignore_ascii_case(&self.authority)
    }
}

fn is_label(label: &str) -> bool {
    let inner = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(inner)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl FromStr for Space {
    type Err = SpaceError;

    fn from_str(name: &str) -> Result<Self, SpaceError> {
        Self::new(name)
    }
}

/// A text that names no space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpaceError;

impl fmt::Display for SpaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a space is named by a host label (`example`) or by its host name (`example.signalwire.com`), without \
             scheme, port or path",
        )
    }
}

impl core::error::Error for SpaceError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_is_a_label_or_a_host_name_in_the_domain() {
        for name in [
            "example",
            "EXAMPLE",
            "example.signalwire.com",
            "a",
            "a-b-1",
            "7",
        ] {
            assert!(Space::new(name).is_ok(), "{name}");
        }
        assert!(Space::new(&"a".repeat(63)).is_ok());
    }

    #[test]
    fn a_space_is_nothing_that_could_hide_another_host() {
        let long = "a".repeat(64);
        for name in [
            "",
            ".",
            "a.",
            "-a",
            "a-",
            "a_b",
            "a b",
            "a@b",
            "a:1",
            "a/b",
            "a?b",
            "a#b",
            "a%2eb",
            "é",
            "a\r\nb",
            "https://example.signalwire.com",
            "example.com",
            "example.signalwire.com.example.com",
            "a.b.signalwire.com",
            ".signalwire.com",
            "signalwire.com",
            "127.0.0.1",
            &long,
        ] {
            assert_eq!(Space::new(name), Err(SpaceError), "{name:?}");
        }
        assert_eq!(
            SpaceError.to_string(),
            "a space is named by a host label (`example`) or by its host name (`example.signalwire.com`), without \
             scheme, port or path"
        );
    }
}
