//! What is secret is in the body of the request that must have it, and nowhere else.

use crossfield::{Valid, check_json};
use signalwire_sip::relay::{
    CreateSipEndpoint, CreateSipEndpointRequest, UpdateSipEndpoint, UpdateSipEndpointRequest,
};
use signalwire_sip::{Credentials, Error, Operation, Password, Secret, SipEndpointId};

const SECRET: &str = "hunter2-\u{1F511}";

fn id() -> SipEndpointId {
    "3fa85f64-5717-4562-b3fc-2c963f66afa6"
        .parse()
        .expect("a UUID")
}

#[track_caller]
fn assert_kept(shown: &str) {
    assert!(
        !shown.contains("hunter2") && !shown.contains('\u{1F511}'),
        "{shown}"
    );
}

#[test]
fn a_secret_is_not_shown() {
    let secret = Secret::from(SECRET);
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(..) Secret(..)");
    let password = Password::from(String::from(SECRET));
    assert_eq!(
        format!("{password:?} {password:#?}"),
        "Password(..) Password(..)"
    );
    assert_eq!(password, Password::from(SECRET));
    assert_eq!(password.reveal(), SECRET);
    let credentials = Credentials::new(SECRET, SECRET).expect("they can be sent");
    assert_eq!(
        format!("{credentials:?} {credentials:#?}"),
        "Credentials(..) Credentials(..)"
    );
}

#[test]
fn a_password_is_read_from_a_string_and_from_nothing_else() {
    let text = serde_json::Value::from(SECRET);
    let read = [
        serde_json::from_str::<Password>(&text.to_string()),
        serde_json::from_value::<Password>(text),
    ];
    for password in read {
        assert_eq!(password.expect("it is a string").reveal(), SECRET);
    }
    let error = serde_json::from_value::<Password>(7.into()).expect_err("a number");
    assert_eq!(
        error.to_string(),
        "invalid type: integer `7`, expected a string"
    );
}

#[test]
fn a_password_is_a_string_in_the_schema_of_whatever_has_one() {
    #[derive(schemars::JsonSchema)]
    struct Account {
        #[expect(dead_code, reason = "it is in the schema")]
        password: Password,
    }

    let schema = schemars::schema_for!(Account).to_value();
    assert_eq!(
        schema["properties"],
        serde_json::json!({ "password": { "type": "string" } })
    );
}

/// What stands where they stood, as the kernel sees it.
#[cfg(target_os = "linux")]
mod the_memory_of_what_is_dropped {
    use std::fs::File;
    use std::io::{Read, Seek, SeekFrom};

    use super::*;

    /// Shorter than what an allocator gives back at once.
    const LENGTH: usize = 1000;
    const PIECE: usize = 100;

    /// Drops `value`, of which the text is that of a secret, and looks where it was.
    fn assert_overwritten<T>(value: T, text: impl Fn(&T) -> &str) {
        let mut memory = File::open("/proc/self/mem").expect("a process may read its own memory");
        let address = text(&value).as_ptr().addr();
        let mut look = || {
            let mut found = [0; LENGTH];
            let address = u64::try_from(address).expect("an address has 64 bits");
            memory
                .seek(SeekFrom::Start(address))
                .expect("it is a place");
            memory.read_exact(&mut found).expect("it is there");
            // By pieces, since an allocator writes a few words into memory that is free.
            let pieces = found.as_chunks::<PIECE>().0.iter();
            pieces.filter(|piece| **piece == [b's'; PIECE]).count()
        };
        assert_eq!(look(), LENGTH / PIECE);
        drop(value);
        assert_eq!(look(), 0);
    }

    #[test]
    fn is_overwritten() {
        let secret = "s".repeat(LENGTH);
        assert_overwritten(Secret::from(secret.as_str()), Secret::reveal);
        assert_overwritten(Password::from(secret.as_str()), Password::reveal);
        assert_overwritten(Secret::from(secret), Secret::reveal);
    }
}

#[test]
fn requests_and_operations_do_not_show_their_password() {
    let builder = CreateSipEndpointRequest::builder("a", SECRET);
    assert_kept(&format!("{builder:?}"));
    let request = builder.build().expect("it is valid");
    assert_kept(&format!("{request:?} {:?}", Some(&*request)));
    assert_kept(&format!("{:?}", CreateSipEndpoint::new(request)));
    let request = UpdateSipEndpointRequest::builder()
        .password(SECRET)
        .build()
        .expect("it is valid");
    assert_kept(&format!("{:?}", UpdateSipEndpoint::new(id(), request)));
}

#[test]
fn the_body_has_the_password_and_the_target_has_not() {
    let request = CreateSipEndpointRequest::builder("a", SECRET)
        .build()
        .expect("it is valid");
    let create = CreateSipEndpoint::new(request);
    let body = create.body().expect("it is written").expect("it is there");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("it is JSON");
    assert_eq!(body["password"], SECRET);
    assert_kept(&create.target());

    let request = UpdateSipEndpointRequest::builder()
        .password(SECRET)
        .build()
        .expect("it is valid");
    let update = UpdateSipEndpoint::new(id(), request);
    let body = update.body().expect("it is written").expect("it is there");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("it is JSON");
    assert_eq!(body, serde_json::json!({ "password": SECRET }));
    assert_kept(&update.target());
}

#[test]
fn no_violation_shows_a_password() {
    // The password stands where a rule is broken by each of its neighbours, and where a key is not known.
    for text in [
        format!(r#"{{"username": "a b", "password": "{SECRET}", "call_relay_topic": "x"}}"#),
        format!(r#"{{"username": "a", "password": ["{SECRET}"]}}"#),
        format!(r#"{{"username": "a", "password": {{"x": "{SECRET}"}}}}"#),
        format!(r#"{{"username": "a", "passwort": "{SECRET}"}}"#),
        format!(r#"{{"username": "a", "password": "{SECRET}", "password": "{SECRET}"}}"#),
        format!(r#"{{"username": "a", "password": "{SECRET}"#),
    ] {
        let violations =
            check_json::<CreateSipEndpointRequest>(text.as_bytes()).expect_err("it is invalid");
        assert_kept(&format!("{violations} {violations:?}"));
        assert_kept(&serde_json::to_string(&violations).expect("it is written"));
        let error = Error::from(violations);
        assert_kept(&format!("{error} {error:?}"));
    }
}

#[test]
fn no_rejected_request_shows_its_password() {
    let mut request = CreateSipEndpointRequest::example();
    request.password = SECRET.into();
    request.username = String::new();
    let rejected = Valid::new(request).expect_err("the user name is empty");
    assert_kept(&format!("{rejected} {rejected:?}"));
    let error = Error::from(rejected);
    assert_kept(&format!("{error} {error:?}"));
}

#[test]
fn what_the_server_repeats_of_a_password_is_dropped() {
    let body = format!(
        r#"{{"errors": [{{"code": "c", "message": "{SECRET} is too short", "attribute": "password"}}]}}"#
    );
    let error = CreateSipEndpoint::answer(422, None, body.as_bytes()).expect_err("a refusal");
    assert_eq!(error.faults()[0].pointer(), "/password");
    assert_kept(&format!("{error} {error:?}"));
}

#[test]
fn equal_passwords_are_equal_and_clones_are_their_own() {
    let password = Password::from(SECRET);
    let clone = password.clone();
    drop(password);
    assert_eq!(clone, Password::from(SECRET));
    assert_ne!(clone, Password::default());
}
