//! Basic authentication (RFC 7617).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of the header `Authorization`. `user` must have no colon.
pub(crate) fn header(user: &str, password: &str) -> String {
    format!("Basic {}", base64(format!("{user}:{password}").as_bytes()))
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(octets: &[u8]) -> String {
    octets.chunks(3).flat_map(quantum).collect()
}

/// The four characters for up to three octets.
fn quantum(octets: &[u8]) -> [char; 4] {
    let bits = (0..3).fold(0, |bits, index| {
        bits << 8 | usize::from(octets.get(index).copied().unwrap_or(0))
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
