//! Text that is an absolute URL with a host, by the grammar of RFC 3986.
//!
//! The scheme may be any (RFC 3986, section 3.1); behind it stand `//`, a host that is not empty, and the rest as in
//! [`http_url`](super::http_url). A URI without an authority, such as `mailto:alice@example.com`, names no place on a
//! network, and `file:///etc/hosts` no host: both are refused.

/// The rule's definition, as a regular expression that Rust's `regex`, ECMAScript with the `u` flag, Python, Java and
/// Go read alike, but for `$` before a final line break: see [`http_url`](super::http_url::PATTERN).
pub use super::http_url::WITH_ANY_SCHEME as PATTERN;

/// Whether `text` is a URL with a host as [`PATTERN`] defines it.
///
/// ```
/// use crossfield::field::url::is_url;
///
/// assert!(is_url("ftp://ftp.is.co.za/rfc/rfc1808.txt"));
/// assert!(is_url("https://example.com/over/there?name=ferret#nose"));
///
/// assert!(!is_url("mailto:alice@example.com")); // no authority
/// assert!(!is_url("file:///etc/hosts"));        // no host
/// assert!(!is_url("//example.com/"));           // not absolute
/// ```
#[must_use]
pub fn is_url(text: &str) -> bool {
    super::http_url::is_url(text)
}
