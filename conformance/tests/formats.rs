//! E-mail addresses and URLs: what the definitions accept, every validator accepts, and where the schema states a format
//! those that assert it too.

use conformance::{Judge, of_value};

of_value!(Address, String, email);
of_value!(
    AddressOrNone,
    Option<String>,
    length(max = 12),
    email(message = "must be an address", code = "mail")
);
of_value!(AnyUrl, String, url);
of_value!(Addresses, Vec<String>, inner(email));

const NO_ADDRESS: &str = "/value format: must be an e-mail address";
const NO_URL: &str = "/value format: must be a URL with a host (RFC 3986)";

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Texts one edit away from these.
fn neighbours(bases: &[&str], characters: &str) -> Vec<String> {
    let mut all = Vec::new();
    for base in bases {
        for (at, _) in base.char_indices().chain([(base.len(), ' ')]) {
            let (head, tail) = base.split_at(at);
            let shorter: String = tail.chars().skip(1).collect();
            all.push(format!("{head}{shorter}"));
            for character in characters.chars() {
                all.push(format!("{head}{character}{tail}"));
                all.push(format!("{head}{character}{shorter}"));
            }
        }
    }
    all
}

#[test]
fn addresses_are_judged_alike() {
    let address = Judge::of::<Address>();
    address.accepts_values(&[
        r#""alice.smith+news@mail.example.com""#,
        r#""!#$%&'*+/=?^_`{|}~-@1-2.3""#,
        r#""a@xn--bcher-kva.example""#,
        r#""a@xn--a.example""#,
        r#""a@ab--c.example""#,
    ]);
    let refused = [
        "",
        "@",
        "alice",
        "alice@",
        "@example.com",
        "alice@localhost",
        "a b@example.com",
        "a@b@example.com",
        ".a@example.com",
        "a.@example.com",
        "a..b@example.com",
        "a@example..com",
        "a@.example.com",
        "a@example.com.",
        "a@-example.com",
        "a@example-.com",
        "a@exa_mple.com",
        "\"a\"@example.com",
        "a@[192.0.2.1]",
        "é@example.com",
        "a@exämple.com",
        "a@example.com\n",
        "a@example.com\u{2028}",
        "<a@b.c>",
        "Alice <a@b.c>",
        "mailto:a@b.c",
    ];
    for text in refused {
        address.refuses_values(&[&quoted(text)], &[NO_ADDRESS]);
    }
}

#[test]
fn near_addresses_are_judged_alike() {
    let address = Judge::of::<Address>();
    let bases = ["a.b+c@mail.ex-ample.co", "x@a.b", "1@2.3"];
    let mut accepted = 0;
    for text in neighbours(&bases, "aZ09.-@+_\"'(<[ \\/:;,\n\té０") {
        accepted += usize::from(
            address
                .found(&format!(r#"{{"value": {}}}"#, quoted(&text)))
                .is_empty(),
        );
    }
    assert!(accepted > 200, "{accepted}");
    for (local, label) in [(64, 63), (65, 63), (64, 64), (1, 1)] {
        for last in [1, 2, 60, 63, 64] {
            let (local, label, last) = ("a".repeat(local), "b".repeat(label), "c".repeat(last));
            let text = format!("{local}@{label}.{label}.{last}");
            let _ = address.found(&format!(r#"{{"value": "{text}"}}"#));
        }
    }
}

#[test]
fn an_address_may_have_other_rules_beside() {
    let short = Judge::of::<AddressOrNone>();
    short.accepts_values(&["null", r#""a@b.c""#]);
    short.refuses_values(&[r#""a@b""#], &["/value mail: must be an address"]);
    short.refuses_values(
        &[r#""alice@example""#],
        &[
            "/value length: must have at most 12 characters",
            "/value mail: must be an address",
        ],
    );
    let several = Judge::of::<Addresses>();
    several.accepts_values(&["[]", r#"["a@b.c"]"#]);
    several.refuses_values(
        &[r#"["a@b.c", "a"]"#],
        &["/value/1 format: must be an e-mail address"],
    );
    let items = &several.document()["properties"]["value"]["items"];
    // Those who assert `format: email` differ on `xn--` domains.
    assert_eq!(
        (items.get("format"), &items["maxLength"]),
        (None, &254.into())
    );
}

#[test]
fn urls_of_any_scheme_are_judged_alike() {
    let url = Judge::of::<AnyUrl>();
    let accepted = [
        "ftp://ftp.is.co.za/rfc/rfc1808.txt",
        "https://a",
        "a+b-c.1://h",
        "ws://u:p@[::1]:99999/%20?q#f",
        "postgres://localhost:5432/db",
    ];
    for text in accepted {
        url.accepts_values(&[&quoted(text)]);
    }
    let refused = [
        "",
        "a",
        "//a",
        "mailto:a@b.c",
        "urn:isbn:1",
        "file:///etc",
        "1a://b",
        "a://",
        "a://b c",
        "a://b/é",
        "a://b\n",
        "a_b://c",
        "a://[::1",
        "a://%4",
        "é://a",
    ];
    for text in refused {
        url.refuses_values(&[&quoted(text)], &[NO_URL]);
    }
    for text in neighbours(
        &["a+b://u@h:80/p?q#f", "ws://[::1]"],
        "aZ9:/?#[]@!%.-+~ \"<é",
    ) {
        let _ = url.found(&format!(r#"{{"value": {}}}"#, quoted(&text)));
    }
}

#[derive(serde::Deserialize, schemars::JsonSchema, crossfield::Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Payment {
    #[validate(credit_card(native_only, message = "must be a card"))]
    card: Option<String>,
    #[validate(inner(credit_card(native_only)))]
    cards: Vec<String>,
}

#[test]
fn a_card_number_is_judged_on_text_and_listed_in_the_schema() {
    let document = crossfield::schema::document::<Payment>("https://example.com/t.schema.json");
    assert_eq!(
        document["$comment"],
        "card: must be a card (checked in Rust only)\n\
         cards: each item: must be the number of a payment card (checked in Rust only)"
    );
    let good = br#"{"card": "4539571147647251", "cards": ["343380440754432"]}"#;
    assert!(crossfield::check_json::<Payment>(good).is_ok());
    let bad = r#"{"card": "1", "cards": ["343380440754432", "2"]}"#;
    let violations = crossfield::check_json::<Payment>(bad.as_bytes()).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`/card`: must be a card\n`/cards/1`: must be the number of a payment card"
    );
    assert!(
        violations
            .iter()
            .all(|violation| violation.schema_pointer().is_none())
    );
    let spans: Vec<_> = violations
        .iter()
        .filter_map(|violation| Some(violation.span()?.start))
        .collect();
    assert_eq!(spans, [9, 43]);
    let value: Payment = serde_json::from_str(bad).unwrap();
    let on_value = crossfield::Validate::validate(&value).unwrap_err();
    assert_eq!(on_value.to_string(), violations.to_string());
    assert!(serde_json::from_str::<crossfield::Valid<Payment>>(bad).is_err());
}

static DIGITS: std::sync::LazyLock<regex::Regex> =
    std::sync::LazyLock::new(|| regex::Regex::new(r"^\d+$").expect("an expression"));

#[derive(serde::Deserialize, schemars::JsonSchema, crossfield::Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Number {
    #[validate(inner(regex(path = *DIGITS, native_only)), length(min = 1))]
    values: Vec<String>,
    #[validate(regex(path = *DIGITS, native_only))]
    one: Option<String>,
}

#[test]
fn an_expression_of_the_users_judges_texts_and_values() {
    assert!(crossfield::check_json::<Number>(br#"{"values": ["1", "22"]}"#).is_ok());
    let violations = crossfield::check_json::<Number>(br#"{"values": ["1", "a"]}"#).unwrap_err();
    let shown: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        ["`/values/1`: must match the regular expression `DIGITS`"]
    );
    assert!(
        violations
            .iter()
            .all(|violation| violation.span().is_some())
    );
}
