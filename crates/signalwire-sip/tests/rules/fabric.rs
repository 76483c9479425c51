//! The requests and answers of the Fabric API, but for the replacement.

use signalwire_sip::fabric::{
    Address, AssignSipEndpointRequest, AssignedAddress, Channels, CreateSipEndpointRequest,
};
use signalwire_sip::{EndpointInResource, Links, SipEndpointResource};

use super::*;

/// The members of a valid value; a row leaves one out, and adds others.
type Base = &'static [(&'static str, &'static str)];

fn rows(base: Base, table: &[(&str, &str, &[Wrong])]) -> Vec<Row> {
    let row = |(without, more, wrong): &(&str, &str, &[Wrong])| {
        let kept = base.iter().filter(|(name, _)| name != without);
        let mut members: Vec<_> = kept
            .map(|(name, value)| format!(r#""{name}": {value}"#))
            .collect();
        members.extend((!more.is_empty()).then(|| (*more).to_owned()));
        super::row(format!("{{{}}}", members.join(", ")), wrong)
    };
    table.iter().map(row).collect()
}

/// What breaks one rule of each kind: no key, and null, and a value of another type.
fn required(base: Base, names: &[&str], wrong_type: &str, null: &Code) -> Vec<Row> {
    let rows = names.iter().flat_map(|name| {
        let pointer = format!("/{name}");
        [
            (String::new(), REQUIRED),
            (format!(r#""{name}": null"#), null.clone()),
            (format!(r#""{name}": {wrong_type}"#), TYPE),
        ]
        .map(|(more, code)| {
            let mut row = self::rows(base, &[(name, &more, &[])]).remove(0);
            row.wrong = vec![(pointer.clone(), code)];
            row
        })
    });
    rows.collect()
}

const CREATION: Base = &[
    ("id", r#""3fa85f64-5717-4562-b3fc-2c963f66afa6""#),
    ("username", r#""front-desk""#),
    ("caller_id", r#""Front desk""#),
    ("send_as", r#""random""#),
    ("ciphers", "[]"),
    ("codecs", r#"["OPUS"]"#),
    ("encryption", r#""default""#),
    ("call_handler", r#""default""#),
    ("calling_handler_resource_id", "null"),
];

#[rustfmt::skip]
const CREATIONS: &[(&str, &str, &[Wrong])] = &[
    ("", "", &[]),
    ("id", r#""id": """#, &[("/id", FORMAT)]),
    ("id", r#""id": "3fa85f64""#, &[("/id", FORMAT)]),
    ("username", r#""username": """#, &[("/username", LENGTH)]),
    ("username", r#""username": "a@b""#, &[("/username", PATTERN)]),
    ("caller_id", r#""caller_id": """#, &[("/caller_id", LENGTH)]),
    ("caller_id", r#""caller_id": "\t""#, &[("/caller_id", PATTERN)]),
    ("send_as", r#""send_as": """#, &[("/send_as", LENGTH)]),
    ("send_as", r#""send_as": "\u0085""#, &[("/send_as", PATTERN)]),
    ("ciphers", r#""ciphers": ["AEAD_AES_256_GCM_8", "AEAD_AES_256_GCM_8"]"#, &[("/ciphers", DUPLICATE)]),
    ("ciphers", r#""ciphers": ["NEWER"]"#, &[("/ciphers/0", ENUM)]),
    ("ciphers", r#""ciphers": [""]"#, &[("/ciphers/0", ENUM)]),
    ("ciphers", r#""ciphers": [1]"#, &[("/ciphers/0", TYPE)]),
    ("ciphers", r#""ciphers": [null]"#, &[("/ciphers/0", TYPE)]),
    ("codecs", r#""codecs": ["OPUS", "OPUS"]"#, &[("/codecs", DUPLICATE)]),
    ("codecs", r#""codecs": ["AV1"]"#, &[("/codecs/0", ENUM)]),
    ("codecs", r#""codecs": [""]"#, &[("/codecs/0", ENUM)]),
    ("codecs", r#""codecs": [1]"#, &[("/codecs/0", TYPE)]),
    ("codecs", r#""codecs": [null]"#, &[("/codecs/0", TYPE)]),
    ("encryption", r#""encryption": "quantum""#, &[("/encryption", ENUM)]),
    ("encryption", r#""encryption": """#, &[("/encryption", ENUM)]),
    ("call_handler", r#""call_handler": "laml_webhooks""#, &[("/call_handler", ENUM)]),
    ("call_handler", r#""call_handler": """#, &[("/call_handler", ENUM)]),
    ("call_handler", r#""call_handler": "passthrough""#, &[]),
    ("call_handler", r#""call_handler": "block-pstn""#, &[]),
    ("call_handler", r#""call_handler": "resource""#, &[(ID, REQUIRED)]),
    ("calling_handler_resource_id", "", &[(ID, REQUIRED)]),
    ("calling_handler_resource_id", r#""calling_handler_resource_id": 1"#, &[(ID, TYPE)]),
    ("", r#""password": "x""#, &[("/password", UNKNOWN)]),
];

/// The call handler and the resource, of which both are left out of the base.
#[rustfmt::skip]
const HANDLERS: &[(&str, &str, &[Wrong])] = &[
    ("", r#""call_handler": "resource", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#, &[]),
    ("", r#""call_handler": "resource", "calling_handler_resource_id": "x""#, &[(ID, FORMAT)]),
    ("", r#""call_handler": "resource", "calling_handler_resource_id": """#, &[(ID, FORMAT)]),
    ("", r#""call_handler": "default", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#, &[(ID, FORBIDDEN)]),
    ("", r#""call_handler": "passthrough", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#, &[(ID, FORBIDDEN)]),
    ("", r#""call_handler": "block-pstn", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#, &[(ID, FORBIDDEN)]),
];

#[test]
fn creations_break_the_rules_that_the_table_says() {
    let keys = [
        "id",
        "username",
        "caller_id",
        "send_as",
        "ciphers",
        "codecs",
        "encryption",
        "call_handler",
    ];
    let (without_handler, _) = CREATION.split_at(CREATION.len() - 2);
    let mut table = rows(CREATION, CREATIONS);
    table.extend(rows(without_handler, HANDLERS));
    table.extend(required(CREATION, &keys, "{}", &TYPE));
    judge_rows::<CreateSipEndpointRequest>(&table, &[TYPE, ENUM, FORMAT, UNKNOWN]);
    assert_covered::<CreateSipEndpointRequest>(&table);
}

const ASSIGNMENT: Base = &[(
    "sip_endpoint_id",
    r#""3fa85f64-5717-4562-b3fc-2c963f66afa6""#,
)];

#[test]
fn assignments_break_the_rules_that_the_table_says() {
    let mut table = rows(
        ASSIGNMENT,
        &[
            ("", "", &[]),
            (
                "sip_endpoint_id",
                r#""sip_endpoint_id": """#,
                &[("/sip_endpoint_id", FORMAT)],
            ),
            (
                "sip_endpoint_id",
                r#""sip_endpoint_id": "x""#,
                &[("/sip_endpoint_id", FORMAT)],
            ),
            ("", r#""id": "x""#, &[("/id", UNKNOWN)]),
        ],
    );
    table.extend(required(ASSIGNMENT, &["sip_endpoint_id"], "1", &TYPE));
    judge_rows::<AssignSipEndpointRequest>(&table, &[TYPE, FORMAT, UNKNOWN]);
    assert_covered::<AssignSipEndpointRequest>(&table);
}

const ENDPOINT: Base = &[
    ("id", r#""3fa85f64-5717-4562-b3fc-2c963f66afa6""#),
    ("username", r#""front desk""#),
    ("send_as", r#""random""#),
    ("ciphers", r#"["NEWER"]"#),
    ("codecs", r#"["OPUS", "OPUS"]"#),
    ("encryption", r#""quantum""#),
];

#[rustfmt::skip]
const ENDPOINTS: &[(&str, &str, &[Wrong])] = &[
    ("", "", &[]),
    ("", r#""caller_id": "x", "call_handler": "newer", "calling_handler_resource_id": "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9", "new": 1"#, &[]),
    ("", r#""caller_id": null, "call_handler": null, "calling_handler_resource_id": null"#, &[]),
    ("", r#""caller_id": 1"#, &[("/caller_id", TYPE)]),
    ("", r#""call_handler": 1"#, &[("/call_handler", TYPE)]),
    ("", r#""calling_handler_resource_id": 1"#, &[(ID, TYPE)]),
    ("", r#""calling_handler_resource_id": "x""#, &[(ID, FORMAT)]),
    ("", r#""calling_handler_resource_id": """#, &[(ID, FORMAT)]),
    ("id", r#""id": "x""#, &[("/id", FORMAT)]),
    ("id", r#""id": """#, &[("/id", FORMAT)]),
    ("ciphers", r#""ciphers": [1]"#, &[("/ciphers/0", TYPE)]),
    ("ciphers", r#""ciphers": [null]"#, &[("/ciphers/0", TYPE)]),
    ("codecs", r#""codecs": [1]"#, &[("/codecs/0", TYPE)]),
    ("codecs", r#""codecs": [null]"#, &[("/codecs/0", TYPE)]),
];

#[test]
fn endpoints_in_resources_break_the_rules_that_the_table_says() {
    let keys = [
        "id",
        "username",
        "send_as",
        "ciphers",
        "codecs",
        "encryption",
    ];
    let mut table = rows(ENDPOINT, ENDPOINTS);
    table.extend(required(ENDPOINT, &keys, "{}", &REQUIRED));
    judge_rows::<EndpointInResource>(&table, &[TYPE]);
    assert_covered::<EndpointInResource>(&table);
}

const RESOURCE: Base = &[
    ("id", r#""9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9""#),
    ("type", r#""sip_endpoint""#),
    (
        "sip_endpoint",
        r#"{"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "username": "a", "send_as": "random", "ciphers": [],
            "codecs": [], "encryption": "default"}"#,
    ),
];

#[rustfmt::skip]
const RESOURCES: &[(&str, &str, &[Wrong])] = &[
    ("", "", &[]),
    ("", r#""project_id": "x", "display_name": "x", "created_at": "x", "updated_at": "x", "new": 1"#, &[]),
    ("", r#""project_id": null, "display_name": null, "created_at": null, "updated_at": null"#, &[]),
    ("", r#""project_id": 1"#, &[("/project_id", TYPE)]),
    ("", r#""display_name": 1"#, &[("/display_name", TYPE)]),
    ("", r#""created_at": 1"#, &[("/created_at", TYPE)]),
    ("", r#""updated_at": 1"#, &[("/updated_at", TYPE)]),
    ("id", r#""id": "x""#, &[("/id", FORMAT)]),
    ("id", r#""id": """#, &[("/id", FORMAT)]),
];

#[test]
fn resources_break_the_rules_that_the_table_says() {
    let mut table = rows(RESOURCE, RESOURCES);
    table.extend(required(
        RESOURCE,
        &["id", "type", "sip_endpoint"],
        "1",
        &REQUIRED,
    ));
    judge_rows::<SipEndpointResource>(&table, &[TYPE]);
    assert_covered::<SipEndpointResource>(&table);
}

const ADDRESS: Base = &[
    ("id", r#""5d1e2f3a-4b5c-4d6e-8f70-819293a4b5c6""#),
    ("name", r#""front-desk""#),
    ("display_name", r#""Front desk""#),
    ("locked", "false"),
    ("channels", r#"{"audio": "/a"}"#),
    ("created_at", r#""2026-01-02T03:04:05Z""#),
    ("type", r#""call""#),
];

#[rustfmt::skip]
const ADDRESSES: &[(&str, &str, &[Wrong])] = &[
    ("", "", &[]),
    ("", r#""cover_url": "x", "preview_url": "x", "new": 1"#, &[]),
    ("", r#""cover_url": null, "preview_url": null"#, &[]),
    ("", r#""cover_url": 1"#, &[("/cover_url", TYPE)]),
    ("", r#""preview_url": 1"#, &[("/preview_url", TYPE)]),
    ("type", r#""type": "newer""#, &[]),
    ("id", r#""id": "x""#, &[("/id", FORMAT)]),
    ("id", r#""id": """#, &[("/id", FORMAT)]),
];

#[test]
fn addresses_break_the_rules_that_the_table_says() {
    let keys = [
        "id",
        "name",
        "display_name",
        "locked",
        "channels",
        "created_at",
        "type",
    ];
    let mut table = rows(ADDRESS, ADDRESSES);
    table.extend(required(ADDRESS, &keys, "1", &REQUIRED));
    judge_rows::<Address>(&table, &[TYPE]);
    assert_covered::<Address>(&table);
}

#[test]
fn assigned_addresses_break_the_rules_that_the_table_says() {
    let keys = ["id", "name", "channels", "type"];
    let mut table = rows(ADDRESS, ADDRESSES);
    table.extend(required(ADDRESS, &keys, "1", &REQUIRED));
    judge_rows::<AssignedAddress>(&table, &[TYPE]);
    assert_covered::<AssignedAddress>(&table);
}

#[test]
fn channels_break_the_rules_that_the_table_says() {
    let table = rows(
        &[],
        &[
            ("", "", &[("", ONE_OF)]),
            ("", r#""audio": "a""#, &[]),
            ("", r#""messaging": "a", "audio": null, "new": 1"#, &[]),
            ("", r#""video": "a", "audio": "a", "messaging": null"#, &[]),
            ("", r#""audio": "a", "video": null"#, &[]),
            ("", r#""video": "a", "audio": 1"#, &[("/audio", TYPE)]),
            (
                "",
                r#""video": "a", "messaging": 1"#,
                &[("/messaging", TYPE)],
            ),
            ("", r#""audio": "a", "video": 1"#, &[("/video", TYPE)]),
        ],
    );
    judge_rows::<Channels>(&table, &[TYPE]);
    assert_covered::<Channels>(&table);
}

#[test]
fn links_break_the_rules_that_the_table_says() {
    const LINKS: Base = &[("self", r#""/a""#), ("first", r#""/a""#)];
    let mut table = rows(
        LINKS,
        &[
            ("", "", &[]),
            ("", r#""next": "/b", "prev": "/c", "new": 1"#, &[]),
            ("", r#""next": null, "prev": null"#, &[]),
            ("", r#""next": 1"#, &[("/next", TYPE)]),
            ("", r#""prev": 1"#, &[("/prev", TYPE)]),
        ],
    );
    table.extend(required(LINKS, &["self", "first"], "1", &REQUIRED));
    judge_rows::<Links>(&table, &[TYPE]);
    assert_covered::<Links>(&table);
}
