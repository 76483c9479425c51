//! Text that is an absolute `http` or `https` URL by the grammar of RFC 3986.
//!
//! RFC 9110, sections 4.2.1 and 4.2.2, gives both schemes the shape
//! `scheme "://" authority path-abempty [ "?" query ]` and demands a non-empty
//! host; RFC 3986, section 3.5, adds the fragment. Userinfo is part of the
//! authority (RFC 3986, section 3.2.1), though RFC 9110, section 4.2.4, advises
//! against it. The grammar is RFC 3986's, collected in its appendix A, not the
//! more forgiving parser of the WHATWG URL standard: what is accepted here is also
//! a `uri` to JSON Schema's `format`.
//!
//! An IP literal must be an `IPv6address`. `IPvFuture` (section 3.2.2) is refused:
//! no such version was ever assigned, so it names no host that could be reached,
//! and the WHATWG URL standard refuses it. So are zone identifiers, which mean
//! something on one host only: RFC 3986 has none, and RFC 6874, which added them,
//! is obsolete (RFC 9844).

// The macros below each spell one rule of RFC 3986, appendix A, so that `concat!`
// can join them into one constant. `unreserved`, `sub_delims` and `pchar` are the
// insides of a character class; the others are whole expressions.

macro_rules! hexdig {
    () => {
        "[0-9A-Fa-f]"
    };
}

macro_rules! unreserved {
    () => {
        r"A-Za-z0-9\-._~"
    };
}

macro_rules! sub_delims {
    () => {
        "!$&'()*+,;="
    };
}

macro_rules! pchar {
    () => {
        concat!(unreserved!(), sub_delims!(), ":@")
    };
}

macro_rules! pct_encoded {
    () => {
        concat!("%", hexdig!(), "{2}")
    };
}

/// `*( class / pct-encoded )`, written so that a backtracking engine has one way
/// only to read a text, and spends stack on percent-encoded octets alone.
macro_rules! run_of {
    ($($class:expr),+) => {
        concat!("[", $($class),+, "]*(?:", pct_encoded!(), "[", $($class),+, "]*)*")
    };
}

macro_rules! userinfo {
    () => {
        run_of!(unreserved!(), sub_delims!(), ":")
    };
}

/// `1*( unreserved / pct-encoded / sub-delims )`: an `IPv4address` is one of these.
macro_rules! non_empty_reg_name {
    () => {
        concat!(
            concat!(
                "(?:[",
                unreserved!(),
                sub_delims!(),
                "]|",
                pct_encoded!(),
                ")"
            ),
            run_of!(unreserved!(), sub_delims!())
        )
    };
}

macro_rules! dec_octet {
    () => {
        "(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
    };
}

macro_rules! ipv4_address {
    () => {
        concat!("(?:", dec_octet!(), r"\.){3}", dec_octet!())
    };
}

macro_rules! h16 {
    () => {
        concat!(hexdig!(), "{1,4}")
    };
}

macro_rules! ls32 {
    () => {
        concat!("(?:", h16!(), ":", h16!(), "|", ipv4_address!(), ")")
    };
}

/// `n( h16 ":" )`
macro_rules! groups {
    ($n:literal) => {
        concat!("(?:", h16!(), ":){", $n, "}")
    };
}

/// `[ *n( h16 ":" ) h16 ]`
macro_rules! up_to {
    (0) => {
        concat!("(?:", h16!(), ")?")
    };
    ($n:literal) => {
        concat!("(?:(?:", h16!(), ":){0,", $n, "}", h16!(), ")?")
    };
}

/// The nine alternatives of `IPv6address` in the RFC's order; the `ls32` that
/// ends the first seven is written once, behind them.
macro_rules! ipv6_address {
    () => {
        concat!(
            "(?:(?:",
            concat!(groups!(6), "|"),
            concat!("::", groups!(5), "|"),
            concat!(up_to!(0), "::", groups!(4), "|"),
            concat!(up_to!(1), "::", groups!(3), "|"),
            concat!(up_to!(2), "::", groups!(2), "|"),
            concat!(up_to!(3), "::", h16!(), ":", "|"),
            concat!(up_to!(4), "::", ")", ls32!(), "|"),
            concat!(up_to!(5), "::", h16!(), "|"),
            concat!(up_to!(6), "::", ")")
        )
    };
}

macro_rules! authority {
    () => {
        concat!(
            concat!("(?:", userinfo!(), "@)?"),
            concat!(
                r"(?:\[",
                ipv6_address!(),
                r"\]|",
                non_empty_reg_name!(),
                ")"
            ),
            "(?::[0-9]*)?"
        )
    };
}

/// The rule's definition, as a regular expression that Rust's `regex`,
/// ECMAScript with the `u` flag, Python, Java and Go read alike.
///
/// It is RFC 3986's `URI` (section 3) with the scheme `http` or `https` in any
/// letter case (section 3.1), a non-empty host (RFC 9110, section 4.2.1), and no
/// `IPvFuture`.
///
/// Under Python's `re`, `$` also matches before one final newline, and under Java's
/// `Matcher.find` before any final line terminator; [`is_http_url`] and the other
/// engines refuse those.
///
/// ```
/// use crossfield::field::http_url::PATTERN;
///
/// let definition = regex::Regex::new(PATTERN)?;
/// assert!(definition.is_match("http://www.ietf.org/rfc/rfc2396.txt"));
/// assert!(!definition.is_match("ftp://ftp.is.co.za/rfc/rfc1808.txt"));
/// # Ok::<(), regex::Error>(())
/// ```
pub const PATTERN: &str = concat!(
    "^[Hh][Tt][Tt][Pp][Ss]?://",
    authority!(),
    // path-abempty, all its segments as one run
    concat!("(?:/", run_of!(pchar!(), "/"), ")?"),
    // [ "?" query ] [ "#" fragment ]
    concat!(r"(?:\?", run_of!(pchar!(), "/?"), ")?"),
    concat!("(?:#", run_of!(pchar!(), "/?"), ")?"),
    "$"
);

/// The same with any scheme: what `url` asks for. See [`url`](super::url).
pub const WITH_ANY_SCHEME: &str = concat!(
    "^[A-Za-z][A-Za-z0-9+.-]*://",
    authority!(),
    concat!("(?:/", run_of!(pchar!(), "/"), ")?"),
    concat!(r"(?:\?", run_of!(pchar!(), "/?"), ")?"),
    concat!("(?:#", run_of!(pchar!(), "/?"), ")?"),
    "$"
);

/// An `IPv4address` (RFC 3986, section 3.2.2), as a regular expression.
pub const IPV4: &str = concat!("^", ipv4_address!(), "$");

/// An `IPv6address` (RFC 3986, section 3.2.2), as a regular expression.
pub const IPV6: &str = concat!("^", ipv6_address!(), "$");

/// Either of the two.
pub const IP: &str = concat!("^(?:", ipv4_address!(), "|", ipv6_address!(), ")$");

/// Whether `text` is an absolute `http` or `https` URL as [`PATTERN`] defines it
/// (RFC 3986, section 3; RFC 9110, sections 4.2.1 and 4.2.2).
///
/// ```
/// use crossfield::field::http_url::is_http_url;
///
/// assert!(is_http_url("https://example.com/over/there?name=ferret#nose"));
/// assert!(is_http_url("HTTP://user@[2001:db8::7]:8080"));
///
/// assert!(!is_http_url("https://"));                  // no host
/// assert!(!is_http_url("https://example.com/a b"));   // a space must be %20
/// assert!(!is_http_url("https://example.com/100%"));  // % must start an octet
/// assert!(!is_http_url("//example.com/"));            // not absolute
/// ```
#[must_use]
#[inline]
pub fn is_http_url(text: &str) -> bool {
    let Some(rest) = after_scheme(text.as_bytes()) else {
        return false;
    };
    is_name_and_path(rest) || is_behind_scheme(rest)
}

/// A host that is a name, and a path: what most URLs have behind the scheme, found in two scans. It may say no to others.
#[inline]
fn is_name_and_path(text: &[u8]) -> bool {
    let path = after_characters(text, REG_NAME);
    path.len() < text.len()
        && matches!(path, [] | [b'/', ..])
        && after_characters(path, PATH).is_empty()
}

/// Whether `text` is a URL as [`WITH_ANY_SCHEME`] defines it.
pub(super) fn is_url(text: &str) -> bool {
    after_any_scheme(text.as_bytes()).is_some_and(is_behind_scheme)
}

/// `authority path-abempty [ "?" query ] [ "#" fragment ]`
#[inline(never)]
fn is_behind_scheme(text: &[u8]) -> bool {
    after_authority(text)
        .and_then(|rest| after_part(rest, b'/', PATH))
        .and_then(|rest| after_part(rest, b'?', QUERY_OR_FRAGMENT))
        .and_then(|rest| after_part(rest, b'#', QUERY_OR_FRAGMENT))
        .is_some_and(<[u8]>::is_empty)
}

// Each `after_*` takes one construct off the front and returns what follows it,
// or `None` when the text cannot be a URL.

#[inline]
fn after_scheme(text: &[u8]) -> Option<&[u8]> {
    let [
        b'h' | b'H',
        b't' | b'T',
        b't' | b'T',
        b'p' | b'P',
        rest @ ..,
    ] = text
    else {
        return None;
    };
    let rest = match rest {
        [b's' | b'S', rest @ ..] => rest,
        _ => rest,
    };
    rest.strip_prefix(b"://")
}

/// `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )` and the mark of an authority.
fn after_any_scheme(text: &[u8]) -> Option<&[u8]> {
    let (first, mut rest) = text.split_first()?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    while let [byte, further @ ..] = rest
        && (byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    {
        rest = further;
    }
    rest.strip_prefix(b"://")
}

/// `[ userinfo "@" ] host [ ":" port ]`
fn after_authority(text: &[u8]) -> Option<&[u8]> {
    // A host without userinfo comes first, being by far the more common.
    match after_host(text).map(after_port) {
        Some(rest @ ([] | [b'/' | b'?' | b'#', ..])) => Some(rest),
        _ => after_userinfo(text).and_then(after_host).map(after_port),
    }
}

fn after_userinfo(text: &[u8]) -> Option<&[u8]> {
    after_run(text, USERINFO)?.strip_prefix(b"@")
}

fn after_host(text: &[u8]) -> Option<&[u8]> {
    if let [b'[', literal @ ..] = text {
        return after_ip_literal(literal);
    }
    after_run(text, REG_NAME).filter(|rest| rest.len() < text.len())
}

fn after_ip_literal(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().position(|&byte| byte == b']')?;
    let (address, closed) = text.split_at_checked(end)?;
    is_ipv6_address(address).then_some(closed.strip_prefix(b"]")?)
}

/// `[ ":" port ]`, where `port = *DIGIT` may be empty (RFC 3986, section 3.2.3).
fn after_port(text: &[u8]) -> &[u8] {
    let [b':', port @ ..] = text else {
        return text;
    };
    let mut rest = port;
    while let [b'0'..=b'9', further @ ..] = rest {
        rest = further;
    }
    rest
}

/// An optional part that `mark` opens and that is a run of `class` to its end.
fn after_part(text: &[u8], mark: u8, class: u8) -> Option<&[u8]> {
    match text {
        [first, part @ ..] if *first == mark => after_run(part, class),
        _ => Some(text),
    }
}

/// The longest run of characters of `class` and percent-encoded octets.
fn after_run(mut text: &[u8], class: u8) -> Option<&[u8]> {
    loop {
        text = after_characters(text, class);
        match text {
            [b'%', octet @ ..] => text = after_two_hexdig(octet)?,
            _ => return Some(text),
        }
    }
}

/// The longest run of characters of `class`, four at a time while that goes.
#[inline]
fn after_characters(mut text: &[u8], class: u8) -> &[u8] {
    while let Some((four, rest)) = text.split_first_chunk::<4>()
        && four
            .iter()
            .fold(class, |all, &byte| all & CLASSES[usize::from(byte)])
            != 0
    {
        text = rest;
    }
    while let [first, rest @ ..] = text
        && CLASSES[usize::from(*first)] & class != 0
    {
        text = rest;
    }
    text
}

fn after_two_hexdig(text: &[u8]) -> Option<&[u8]> {
    match text {
        [high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => Some(rest),
        _ => None,
    }
}

/// The nine alternatives of `IPv6address` come to this: eight groups of 16 bits,
/// or at most seven around one `::`; an IPv4 address may stand for the last two,
/// though not right before the `::`.
fn is_ipv6_address(text: &[u8]) -> bool {
    let Some(gap) = text.windows(2).position(|pair| pair == b"::") else {
        return count_groups(text, Ending::Ipv4OrH16) == Some(8);
    };
    let head = text.get(..gap).unwrap_or_default();
    let tail = text.get(gap + 2..).unwrap_or_default();
    match (
        count_groups(head, Ending::H16),
        count_groups(tail, Ending::Ipv4OrH16),
    ) {
        (Some(before), Some(after)) => before + after <= 7,
        _ => false,
    }
}

/// What the last of some colon-separated groups may be.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    H16,
    Ipv4OrH16,
}

/// How many groups of 16 bits `text` spells, or `None` when it is anything else.
fn count_groups(text: &[u8], ending: Ending) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let mut pieces = text.split(|&byte| byte == b':');
    let last = match pieces.next_back()? {
        piece if is_h16(piece) => 1,
        piece if ending == Ending::Ipv4OrH16 && is_ipv4_address(piece) => 2,
        _ => return None,
    };
    pieces.try_fold(last, |count, piece| is_h16(piece).then_some(count + 1))
}

fn is_h16(text: &[u8]) -> bool {
    (1..=4).contains(&text.len()) && text.iter().all(u8::is_ascii_hexdigit)
}

fn is_ipv4_address(text: &[u8]) -> bool {
    let mut octets = text.split(|&byte| byte == b'.');
    octets.clone().count() == 4 && octets.all(is_dec_octet)
}

fn is_dec_octet(text: &[u8]) -> bool {
    matches!(
        text,
        [b'0'..=b'9']
            | [b'1'..=b'9', b'0'..=b'9']
            | [b'1', b'0'..=b'9', b'0'..=b'9']
            | [b'2', b'0'..=b'4', b'0'..=b'9']
            | [b'2', b'5', b'0'..=b'5']
    )
}

// The places in a URL where a character may stand as itself, one bit a place.
const USERINFO: u8 = 1;
const REG_NAME: u8 = 1 << 1;
const PATH: u8 = 1 << 2;
const QUERY_OR_FRAGMENT: u8 = 1 << 3;

/// For every byte, the places where it may stand as itself.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        classes[byte as usize] = classes_of(byte);
        byte += 1;
    }
    classes
};

/// The places of RFC 3986, appendix A, by character. `%` has none: it stands only
/// for an octet. Nor has any byte of a non-ASCII character.
const fn classes_of(byte: u8) -> u8 {
    match byte {
        // unreserved, sub-delims
        b'A'..=b'Z'
        | b'a'..=b'z'
        | b'0'..=b'9'
        | b'-'
        | b'.'
        | b'_'
        | b'~'
        | b'!'
        | b'$'
        | b'&'
        | b'\''
        | b'('
        | b')'
        | b'*'
        | b'+'
        | b','
        | b';'
        | b'=' => USERINFO | REG_NAME | PATH | QUERY_OR_FRAGMENT,
        b':' => USERINFO | PATH | QUERY_OR_FRAGMENT,
        b'@' | b'/' => PATH | QUERY_OR_FRAGMENT,
        b'?' => QUERY_OR_FRAGMENT,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two scans are for these; what they say no to is judged once more.
    #[test]
    fn a_name_and_a_path_are_known_at_once() {
        for text in [
            "a",
            "example.com",
            "example.com/",
            "sip.example.com/a/b.xml",
            "192.0.2.1/a/:@!$&'()*+,;=",
        ] {
            assert!(is_name_and_path(text.as_bytes()), "{text}");
            assert!(is_behind_scheme(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_and_path_is_left_to_the_full_scan() {
        for text in [
            "", "/", "a:80", "a:80/b", "a?b", "a/b#c", "u@a", "a/%7E", "[::1]/", "a b",
        ] {
            assert!(!is_name_and_path(text.as_bytes()), "{text}");
        }
    }
}
