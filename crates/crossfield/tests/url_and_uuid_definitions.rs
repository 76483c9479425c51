//! The URL and UUID scans give the verdicts of the regular expressions that
//! define their rules.

use std::net::Ipv6Addr;

use crossfield::field::http_url::{self, is_http_url};
use crossfield::field::uuid::{self, is_uuid};
use regex::Regex;

/// A definition and the scan that must agree with it, and how often they met.
struct Comparison {
    definition: Regex,
    scan: fn(&str) -> bool,
    accepted: usize,
    refused: usize,
}

impl Comparison {
    fn of_urls() -> Self {
        Self::new(http_url::PATTERN, is_http_url)
    }

    fn of_uuids() -> Self {
        Self::new(uuid::PATTERN, is_uuid)
    }

    fn new(pattern: &str, scan: fn(&str) -> bool) -> Self {
        let definition = Regex::new(pattern).unwrap();
        Self {
            definition,
            scan,
            accepted: 0,
            refused: 0,
        }
    }

    /// Compares the two on `text` and returns their common verdict.
    fn verdict(&mut self, text: &str) -> bool {
        let defined = self.definition.is_match(text);
        assert_eq!(
            (self.scan)(text),
            defined,
            "the definition says {defined} of {text:?}"
        );
        if defined {
            self.accepted += 1;
        } else {
            self.refused += 1;
        }
        defined
    }

    /// Fails when too few texts of either verdict were met to prove anything.
    fn assert_met(&self, accepted: usize, refused: usize) {
        assert!(self.accepted >= accepted, "{} accepted", self.accepted);
        assert!(self.refused >= refused, "{} refused", self.refused);
    }
}

/// `SplitMix64`: the same texts on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn text_of(&mut self, choices: &[&str], pieces: usize) -> String {
        (0..pieces).map(|_| self.pick(choices)).collect()
    }
}

/// Every text one insertion, replacement, deletion or swap of neighbours away.
fn each_neighbour(base: &str, inserts: &[char], mut visit: impl FnMut(&str)) {
    let base: Vec<char> = base.chars().collect();
    for at in 0..=base.len() {
        let (head, tail) = base.split_at(at);
        let head: String = head.iter().collect();
        let rest: String = tail.iter().collect();
        let past_one: String = tail.iter().skip(1).collect();
        for insert in inserts {
            visit(&format!("{head}{insert}{rest}"));
            visit(&format!("{head}{insert}{past_one}"));
        }
        visit(&format!("{head}{past_one}"));
        if let [first, second, others @ ..] = tail {
            let others: String = others.iter().collect();
            visit(&format!("{head}{second}{first}{others}"));
        }
    }
}

/// All of ASCII, and characters whose UTF-8 or case folding could mislead a scan:
/// the Kelvin sign and the long s fold to ASCII letters, U+FF10 is a digit.
fn ascii_and_beyond() -> Vec<char> {
    let beyond = [
        '\u{80}', 'é', 'ſ', '\u{212A}', '\u{2028}', '０', '\u{FEFF}', '😀',
    ];
    (0..=0x7F_u8).map(char::from).chain(beyond).collect()
}

const GOOD_URLS: &[&str] = &[
    // RFC 3986, sections 1.1.2, 1.1.3, 5.4 and 6.2, and RFC 9110, section 4.2.3.
    "http://www.ietf.org/rfc/rfc2396.txt",
    "http://a/b/c/d;p?q",
    "http://a/b/c/g",
    "http://a/b/c/g/",
    "http://a/g",
    "http://g",
    "http://a/b/c/d;p?y",
    "http://a/b/c/g?y",
    "http://a/b/c/d;p?q#s",
    "http://a/b/c/g#s",
    "http://a/b/c/g?y#s",
    "http://a/b/c/;x",
    "http://a/b/c/g;x",
    "http://a/b/c/g;x?y#s",
    "http://a/b/c/",
    "http://a/b/",
    "http://a/",
    "http://a/b/c/g.",
    "http://a/b/c/.g",
    "http://a/b/c/g..",
    "http://a/b/c/..g",
    "http://a/b/c/g;x=1/y",
    "http://a/b/c/g?y/./x",
    "http://a/b/c/g?y/../x",
    "http://a/b/c/g#s/./x",
    "http://a/b/c/g#s/../x",
    "http://a/b/../../../g",
    "http://example.com",
    "http://example.com/",
    "http://example.com:/",
    "http://example.com:80/",
    "http://example.com/data",
    "http://example.com:80/~smith/home.html",
    "http://EXAMPLE.com/%7Esmith/home.html",
    "http://EXAMPLE.com:/%7esmith/home.html",
    "HTTP://www.EXAMPLE.com/",
    "https://www.example.com",
    // Scheme.
    "https://a",
    "hTtPs://a",
    "HTTPS://A",
    // Host as a registered name, and what looks like IPv4.
    "http://localhost",
    "http://192.0.2.16",
    "http://192.0.2.16:80/",
    "http://256.256.256.256",
    "http://1.2.3",
    "http://0",
    "http://-",
    "http://.",
    "http://..",
    "http://a_b~c",
    "http://!$&'()*+,;=",
    "http://%C3%A9.example",
    "http://%00",
    "http://a%2Fb",
    "http://xn--caf-dma.example",
    "http://example.com.",
    // Port.
    "http://a:",
    "http://a:0",
    "http://a:00000000000000000000000080",
    "http://a:65536",
    "http://a:99999999999999999999999",
    "http://a:?q",
    "http://a:#f",
    "http://a:8080?q",
    // Userinfo.
    "http://user@host",
    "http://user:password@host",
    "http://user:@host",
    "http://:@host",
    "http://:secret@host",
    "http://@host",
    "http://u:p:q:r@host:1",
    "http://u:80@host",
    "http://80:80@80:80",
    "http://%40@host",
    "http://a%3Ab@host",
    "http://!$&'()*+,;=:@host",
    "http://user@[::1]:80/",
    "http://cnn.example&story=breaking_news@10.0.0.1/top_story.htm",
    // IPv6: each of the nine alternatives, whole and embedded IPv4.
    "http://[1:2:3:4:5:6:7:8]",
    "http://[1:2:3:4:5:6:1.2.3.4]",
    "http://[::2:3:4:5:6:7:8]",
    "http://[::2:3:4:5:6:1.2.3.4]",
    "http://[::3:4:5:6:7:8]",
    "http://[1::3:4:5:6:7:8]",
    "http://[1::3:4:5:6:1.2.3.4]",
    "http://[1:2::4:5:6:7:8]",
    "http://[1:2::4:5:6:1.2.3.4]",
    "http://[1:2:3::5:6:7:8]",
    "http://[1:2:3::5:6:1.2.3.4]",
    "http://[1:2:3:4::6:7:8]",
    "http://[1:2:3:4::6:1.2.3.4]",
    "http://[1:2:3:4:5::7:8]",
    "http://[1:2:3:4:5::1.2.3.4]",
    "http://[1:2:3:4:5:6::8]",
    "http://[1:2:3:4:5:6:7::]",
    "http://[::]",
    "http://[::1]",
    "http://[1::]",
    "http://[::1.2.3.4]",
    "http://[::ffff:192.0.2.128]",
    "http://[::255.255.255.255]",
    "http://[::0.0.0.0]",
    "http://[::249.199.99.9]",
    "http://[2001:DB8::7]/c=GB?objectClass?one",
    "http://[0000:0000:0000:0000:0000:0000:0000:0000]",
    "http://[fe80::1]:",
    "http://[fe80::1]:443/",
    "http://[fe80::1]?q",
    "http://[fe80::1]#f",
    // Path, query, fragment.
    "http://a//",
    "http://a//b///c",
    "http://a/:@!$&'()*+,;=-._~",
    "http://a/%20%41%ff%FF",
    "http://a?",
    "http://a#",
    "http://a?#",
    "http://a?q",
    "http://a#f",
    "http://a?/?:@!$&'()*+,;=-._~",
    "http://a#/?:@!$&'()*+,;=-._~",
    "http://a?http://b/?c=d",
    "http://a#http://b/?c=d",
    "http://a?%23%3F",
    "http://a/b?c%20d#e%20f",
];

const BAD_URLS: &[&str] = &[
    // RFC 3986, section 1.1.2: the examples of other schemes.
    "ftp://ftp.is.co.za/rfc/rfc1808.txt",
    "ldap://[2001:db8::7]/c=GB?objectClass?one",
    "mailto:John.Doe@example.com",
    "news:comp.infosystems.www.servers.unix",
    "tel:+1-816-555-1212",
    "telnet://192.0.2.16:80/",
    "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
    // RFC 3986, sections 5.4 and 5.4.2: references that are not URIs with an authority.
    "g:h",
    "g",
    "./g",
    "g/",
    "/g",
    "//g",
    "?y",
    "#s",
    "",
    "..",
    "http:g",
    // Scheme and what follows it.
    "http",
    "http:",
    "http:/",
    "http:/x",
    "http:///",
    "http:///x",
    "http://",
    "https://",
    "http//a",
    "http:a",
    "http;//a",
    "http:\\\\a",
    "http:/\\a",
    "httpss://a",
    "http+s://a",
    "xhttp://a",
    "ttp://a",
    " http://a",
    "\nhttp://a",
    "\u{FEFF}http://a",
    "http ://a",
    "http: //a",
    "http:// a",
    "httpſ://a",
    "view-source:http://a",
    // No host.
    "http://?q",
    "http://#f",
    "http://:",
    "http://:80",
    "http://:80/",
    "http://@",
    "http://@/",
    "http://@:80",
    "http://user@",
    "http://user@/x",
    "http://user@:80",
    "http://user:password@",
    // Authority.
    "http://a@b@c",
    "http://a@@b",
    "http://a@b:c",
    "http://a:b",
    "http://a:80b",
    "http://a:-1",
    "http://a:+80",
    "http://a:80:80",
    "http://a::80",
    "http://a:%38",
    "http://a:８０",
    "http://a[b",
    "http://a]b",
    "http://a[::1]",
    "http://[::1]@host",
    "http://u[@host",
    "http://é.example",
    "http://a\\b",
    "http://a b",
    "http://<a>",
    // IPv6 near-misses.
    "http://[]",
    "http://[",
    "http://[::1",
    "http://::1]",
    "http://::1",
    "http://[::1]]",
    "http://[[::1]]",
    "http://[::1]a",
    "http://[::1]80",
    "http://[::1]:a",
    "http://[::1]::80",
    "http://[:]",
    "http://[:::]",
    "http://[:::1]",
    "http://[1:::2]",
    "http://[1]",
    "http://[1:2]",
    "http://[1:2:3:4:5:6:7]",
    "http://[1:2:3:4:5:6:7:8:9]",
    "http://[1:2:3:4:5:6:7:8:]",
    "http://[:1:2:3:4:5:6:7:8]",
    "http://[:2:3:4:5:6:7:8]",
    "http://[1:2:3:4:5:6:7:]",
    "http://[1:2:3:4:5:6:7:8::]",
    "http://[::1:2:3:4:5:6:7:8]",
    "http://[1:2:3:4::5:6:7:8]",
    "http://[1::2::3]",
    "http://[::1::]",
    "http://[::1:]",
    "http://[:1::]",
    "http://[12345::]",
    "http://[::00001]",
    "http://[::g]",
    "http://[::%31]",
    "http://[:: 1]",
    "http://[::１]",
    "http://[::1\n]",
    "http://[1.2.3.4]",
    "http://[1.2.3.4::]",
    "http://[1:1.2.3.4::]",
    "http://[::1.2.3.4:5]",
    "http://[1.2.3.4:5:6:7:8:9:10]",
    "http://[1:2:3:4:5:6:7:1.2.3.4]",
    "http://[1:2:3:4:5:1.2.3.4]",
    "http://[1:2:3:4:5:6::1.2.3.4]",
    "http://[::2:3:4:5:6:7:1.2.3.4]",
    "http://[::1.2.3]",
    "http://[::1.2.3.4.5]",
    "http://[::1.2.3.]",
    "http://[::.1.2.3]",
    "http://[::1..2.3]",
    "http://[::256.0.0.1]",
    "http://[::1.2.3.260]",
    "http://[::1.2.3.300]",
    "http://[::1.2.3.1000]",
    "http://[::01.2.3.4]",
    "http://[::1.2.3.00]",
    "http://[::1.2.3.a]",
    "http://[fe80::1%eth0]",
    "http://[fe80::1%25eth0]",
    "http://[v1.a]",
    "http://[vF.1:2]",
    "http://[localhost]",
    // Percent.
    "http://%",
    "http://%4",
    "http://%4g",
    "http://%g4",
    "http://a%",
    "http://%%41",
    "http://a/%",
    "http://a/%4",
    "http://a/%zz",
    "http://a/%4/1",
    "http://a/% 41",
    "http://a/%４1",
    "http://a?%",
    "http://a?%1",
    "http://a#%",
    "http://a#%1",
    "http://u%@host",
    "http://u%4@host",
    // Characters that stand nowhere, or not there.
    "http://a/b c",
    "http://a/b\tc",
    "http://a/b\nc",
    "http://a/b\rc",
    "http://a/\0",
    "http://a/\u{7F}",
    "http://a/\"",
    "http://a/<",
    "http://a/>",
    "http://a/\\",
    "http://a/^",
    "http://a/`",
    "http://a/{",
    "http://a/|",
    "http://a/}",
    "http://a/[",
    "http://a/]",
    "http://a?[]",
    "http://a#[]",
    "http://a#b#c",
    "http://a##",
    "http://a/é",
    "http://a?é",
    "http://a#é",
    "http://a/\u{2028}",
    // After the end.
    "http://a\n",
    "http://a/\n",
    "http://a/\r\n",
    "http://a?q\n",
    "http://a#f\n",
    "http://a ",
    "http://[::1]\n",
    "http://a:80\n",
];

#[test]
fn the_definition_and_the_scan_accept_every_good_url() {
    let mut urls = Comparison::of_urls();
    for url in GOOD_URLS {
        assert!(urls.verdict(url), "{url:?}");
    }
    urls.assert_met(100, 0);
}

#[test]
fn the_definition_and_the_scan_refuse_every_bad_url() {
    let mut urls = Comparison::of_urls();
    for url in BAD_URLS {
        assert!(!urls.verdict(url), "{url:?}");
    }
    urls.assert_met(0, 100);
}

#[test]
fn the_url_scan_keeps_to_its_definition_one_edit_away_from_a_url() {
    let bases = [
        "http://a.b:80/c?d#e",
        "HTTPS://u:p@h:8/%7e/;x?y=%C3#%0a",
        "http://[1:2:3:4:5:6:7:8]:1",
        "http://[1:2::6:192.0.2.250]/",
        "http://u@[::]",
        "http://%41",
    ];
    let inserts = ascii_and_beyond();
    let mut urls = Comparison::of_urls();
    for base in bases {
        assert!(urls.verdict(base), "{base:?}");
        each_neighbour(base, &inserts, |url| {
            urls.verdict(url);
        });
    }
    urls.assert_met(5_000, 10_000);
}

#[test]
fn the_url_scan_keeps_to_its_definition_on_random_texts() {
    let starts = [
        "http://",
        "https://",
        "http://a",
        "http://[::1]",
        "http://[",
        "HTTP:/",
        "",
    ];
    let pieces = [
        "a", "z", "0", "9", "f", "1", ":", ":", "@", "/", "/", "?", "#", "[", "]", "::", "%41",
        "%", "%2", ".", "-", "~", "!", "=", "&", " ", "\n", "^", "\\", "é",
    ];
    let mut random = Random(3986);
    let mut urls = Comparison::of_urls();
    for _ in 0..200_000 {
        let start = random.pick(&starts);
        let count = random.below(8);
        urls.verdict(&(start.to_owned() + &random.text_of(&pieces, count)));
    }
    urls.assert_met(20_000, 20_000);
}

/// The scan, the definition and the standard library know no difference: all
/// three refuse zone identifiers, IPv4 octets with leading zeros, and a `::`
/// that stands for nothing. Another library may accept any of them.
#[test]
fn an_ip_literal_is_what_the_standard_library_reads_as_an_ipv6_address() {
    let mut random = Random(4291);
    let mut urls = Comparison::of_urls();
    for _ in 0..100_000 {
        let address = random_ipv6(&mut random);
        let accepted = urls.verdict(&format!("http://[{address}]"));
        assert_eq!(accepted, address.parse::<Ipv6Addr>().is_ok(), "{address:?}");
    }
    urls.assert_met(5_000, 10_000);
}

/// Up to nine groups, most often well-formed, `::` between some, and at times an
/// IPv4 address, mostly at the end.
fn random_ipv6(random: &mut Random) -> String {
    let groups = ["0", "1", "db8", "2001", "FFFF", "00aB"];
    let octets = [
        "0", "7", "10", "99", "100", "199", "249", "255", "256", "01", "",
    ];
    let joints = [
        ":", ":", ":", ":", ":", ":", ":", ":", "::", ":::", ".", "", "%",
    ];
    let size = random.below(10);
    let mut address = random.pick(&["", "", "", "::", ":"]).to_owned();
    for position in 0..size {
        let is_last = position + 1 == size;
        if random.below(if is_last { 3 } else { 60 }) == 0 {
            let ipv4: Vec<_> = (0..4).map(|_| random.pick(&octets)).collect();
            address += &ipv4.join(".");
        } else {
            address += random.pick(&groups);
        }
        if !is_last {
            address += random.pick(&joints);
        }
    }
    address + random.pick(&["", "", "", "", "::", ":"])
}

/// Every way to place up to nine groups around up to two `::`, with and without
/// an IPv4 address as any of them.
#[test]
fn the_number_of_groups_in_an_ip_literal_is_exact() {
    let mut urls = Comparison::of_urls();
    for_each_group_layout(|address| {
        let accepted = urls.verdict(&format!("http://[{address}]"));
        assert_eq!(accepted, address.parse::<Ipv6Addr>().is_ok(), "{address:?}");
    });
    urls.assert_met(50, 1_000);
}

fn for_each_group_layout(mut visit: impl FnMut(&str)) {
    for size in 0..=9 {
        for first_gap in 0..=size + 1 {
            for second_gap in first_gap..=size + 1 {
                for ipv4 in 0..=size {
                    visit(&group_layout(size, [first_gap, second_gap], ipv4));
                }
            }
        }
    }
}

/// `size` groups; a `::` before the groups at `gaps` (past the last one for none),
/// and an IPv4 address in place of the group at `ipv4`.
fn group_layout(size: usize, gaps: [usize; 2], ipv4: usize) -> String {
    let mut address = String::new();
    for position in 0..=size {
        if gaps.contains(&position) {
            address += "::";
        } else if (1..size).contains(&position) {
            address += ":";
        }
        if position < size {
            address += if position == ipv4 { "1.2.3.4" } else { "a" };
        }
    }
    address
}

#[test]
fn every_number_of_up_to_four_digits_is_an_octet_or_not_as_defined() {
    let mut urls = Comparison::of_urls();
    for number in 0..=1_000_u16 {
        for octet in [
            format!("{number}"),
            format!("{number:02}"),
            format!("{number:03}"),
        ] {
            let accepted = urls.verdict(&format!("http://[::1.2.{octet}.4]"));
            let is_canonical = number.to_string() == octet;
            assert_eq!(accepted, number <= 255 && is_canonical, "{octet}");
        }
    }
    urls.assert_met(256, 1_000);
}

#[test]
fn the_url_scan_takes_long_texts() {
    let long = "a".repeat(100_000);
    let octets = "%41".repeat(100_000);
    let mut urls = Comparison::of_urls();
    for url in [
        format!("http://{long}"),
        format!("http://{octets}@{octets}/{octets}?{long}#{octets}"),
        format!("http://a:{}", "0".repeat(100_000)),
    ] {
        assert!(urls.verdict(&url));
        assert!(!urls.verdict(&(url + " ")));
    }
    assert!(!urls.verdict(&format!("http://[{}]", "1:".repeat(100_000))));
}

const UUID: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

#[test]
fn the_definition_and_the_scan_accept_the_uuids_of_rfc_9562() {
    let mut uuids = Comparison::of_uuids();
    for uuid in [
        UUID,
        "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
        "F81d4fAe-7dEc-11d0-a765-00A0c91e6bF6",
        // The nil and max UUIDs, and the test vectors of appendices A and B.
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "C232AB00-9414-11EC-B3C8-9F6BDECED846",
        "5df41881-3aed-3515-88a7-2f4a814cf09e",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "2ed6657d-e927-568b-95e1-2665a8aea6a2",
        "1EC9414C-232A-6B00-B3C8-9F6BDECED846",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "2489E9AD-2EE2-8E00-8EC9-32D5F69181C0",
    ] {
        assert!(uuids.verdict(uuid), "{uuid:?}");
        assert_eq!(uuid.len(), uuid::LENGTH as usize);
    }
}

#[test]
fn the_definition_and_the_scan_refuse_other_spellings_of_a_uuid() {
    let mut uuids = Comparison::of_uuids();
    for text in [
        "",
        "f81d4fae7dec11d0a76500a0c91e6bf6",
        "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
        "{f81d4fae-7dec-11d0-a765-00a0c91e6b}",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a76500a0c91e6bf6",
        "f81d4fa-e7dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0-c91e6bf",
        "f81d4fae_7dec_11d0_a765_00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6\n",
        " f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0c91e6b\r\n",
        // 36 bytes, yet fewer characters; and 36 characters, yet more bytes.
        "f81d4fae-7dec-11d0-a765-00a0c91e6bé",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf６",
    ] {
        assert!(!uuids.verdict(text), "{text:?}");
    }
}

#[test]
fn the_uuid_scan_keeps_to_its_definition_one_edit_away_from_a_uuid() {
    let mut inserts = ascii_and_beyond();
    inserts.extend('\u{80}'..='\u{FF}');
    let mut uuids = Comparison::of_uuids();
    each_neighbour(UUID, &inserts, |text| {
        uuids.verdict(text);
    });
    // Of the replacements, 22 hexadecimal digits at each of 32 places.
    uuids.assert_met(32 * 22, 10_000);
}

#[test]
fn a_uuid_has_one_length_only() {
    let mut uuids = Comparison::of_uuids();
    let longer = UUID.to_owned() + "00a0c";
    for length in 0..=40 {
        assert_eq!(uuids.verdict(&longer[..length]), length == 36, "{length}");
        assert!(!uuids.verdict(&"a".repeat(length)), "{length}");
        assert!(!uuids.verdict(&"-".repeat(length)), "{length}");
    }
    uuids.assert_met(1, 100);
}

/// Rust, ECMAScript with `u`, Python, Java and Go agree on little more than this.
#[test]
fn the_definitions_use_the_portable_subset_of_regular_expressions_only() {
    let unshared_escape = Regex::new(r"\\[^-.?\[\]]").unwrap();
    for pattern in [http_url::PATTERN, uuid::PATTERN] {
        assert!(pattern.bytes().all(|byte| byte.is_ascii_graphic()));
        assert!(pattern.starts_with('^') && pattern.ends_with('$'));
        assert!(!unshared_escape.is_match(pattern));
        assert_eq!(
            pattern.matches("(?").count(),
            pattern.matches("(?:").count()
        );
        for set_operator in ["&&", "--", "~~", "||", "[["] {
            assert!(!pattern.contains(set_operator), "{set_operator}");
        }
    }
}
