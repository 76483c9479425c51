//! Text that is an e-mail address.
//!
//! That is a `Dot-string`, `@` and a `Domain` of RFC 5321, section 4.1.2, within the limits of section 4.5.3.1, with
//! these left out, which hardly anyone means: quoted local parts, addresses of hosts in brackets, domains of a single
//! label, and characters beyond ASCII (RFC 6531; a domain beyond ASCII is written in its `xn--` form).
//!
//! The schema states this by a pattern and not by `format: email` as well. Validators that assert the format accept all of
//! it but for domains in `xn--` form, of which some look up in the tables of Unicode whether they are right, and then no
//! two verdicts would have to be the same.

/// How many characters an address has at most (RFC 5321, section 4.5.3.1.3, without the angle brackets of a path).
///
/// ```
/// use crossfield::field::email::MOST;
///
/// assert_eq!(MOST, 254);
/// ```
pub const MOST: u32 = 254;

macro_rules! atext {
    () => {
        "0-9A-Za-z!#$%&'*+/=?^_`{|}~-"
    };
}

macro_rules! label {
    () => {
        "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?"
    };
}

/// The rule's definition together with [`NEVER`] and [`MOST`], as a regular expression that Rust's `regex`, ECMAScript
/// with the `u` flag, Python, Java and Go read alike.
///
/// ```
/// use crossfield::field::email::PATTERN;
///
/// let definition = regex::Regex::new(PATTERN)?;
/// assert!(definition.is_match("alice@example.com"));
/// # Ok::<(), regex::Error>(())
/// ```
pub const PATTERN: &str = concat!(
    "^[.",
    atext!(),
    "]{1,64}@(?:",
    label!(),
    r"\.)+",
    label!(),
    "$"
);

/// What no address has in it: a dot at an end of the local part or two in a row, and any character but the visible ones
/// of ASCII (so that no line break hides behind `$`).
///
/// ```
/// use crossfield::field::email::NEVER;
///
/// let never = regex::Regex::new(NEVER)?;
/// assert!(never.is_match("alice.@example.com"));
/// # Ok::<(), regex::Error>(())
/// ```
pub const NEVER: &str = r"^\.|\.\.|\.@|[^!-~]";

/// Whether `text` is an e-mail address as [`PATTERN`], [`NEVER`] and [`MOST`] define it.
///
/// ```
/// use crossfield::field::email::is_email;
///
/// assert!(is_email("alice.smith+news@mail.example.com"));
/// assert!(is_email("alice@xn--bcher-kva.example"));
///
/// assert!(!is_email("alice@localhost"));
/// assert!(!is_email("alice..smith@example.com"));
/// ```
#[must_use]
pub fn is_email(text: &str) -> bool {
    let most = MOST as usize;
    text.len() <= most
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

fn is_local_part(text: &str) -> bool {
    text.len() <= 64 && text.split('.').all(is_atom)
}

fn is_atom(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_atext)
}

const fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'/'
                | b'='
                | b'?'
                | b'^'
                | b'_'
                | b'`'
                | b'{'
                | b'|'
                | b'}'
                | b'~'
                | b'-'
        )
}

fn is_domain(text: &str) -> bool {
    text.contains('.') && text.split('.').all(|label| is_label(label.as_bytes()))
}

fn is_label(label: &[u8]) -> bool {
    let ends = [label.first(), label.last()];
    label.len() <= 63
        && ends
            .into_iter()
            .all(|end| end.is_some_and(u8::is_ascii_alphanumeric))
        && label
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}
