//! The example `update_sip_endpoint`: run as its readers run it, and its parts by themselves.

use std::path::PathBuf;
use std::process::{Command, Output};

#[path = "../examples/update_sip_endpoint/answer.rs"]
mod answer;
#[path = "../examples/update_sip_endpoint/basic_auth.rs"]
mod basic_auth;
#[path = "../examples/update_sip_endpoint/client.rs"]
mod client;
#[path = "../examples/update_sip_endpoint/http.rs"]
mod http;
#[path = "../examples/update_sip_endpoint/settings.rs"]
mod settings;

const ENDPOINT: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const VARIABLES: [&str; 3] = [
    "SIGNALWIRE_SPACE",
    "SIGNALWIRE_PROJECT_ID",
    "SIGNALWIRE_API_TOKEN",
];

mod the_program {
    use super::*;

    /// Cargo builds the examples for `cargo test`, though not for `cargo test --test example`.
    fn program() -> PathBuf {
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
        let name = format!("update_sip_endpoint{}", std::env::consts::EXE_SUFFIX);
        let program = folder.join("examples").join(name);
        assert!(
            program.exists(),
            "build it first: cargo build -p signalwire-sip --example update_sip_endpoint"
        );
        program
    }

    fn run(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        let mut command = Command::new(program());
        for name in VARIABLES {
            command.env_remove(name);
        }
        // Nothing listens there: whoever asks a proxy fails.
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "http_proxy"] {
            command.env(name, "http://127.0.0.1:9");
        }
        command
            .envs(variables.iter().copied())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn printed(output: &Output) -> String {
        let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        String::from_utf8(both).unwrap()
    }

    #[test]
    fn without_an_account_both_sides_agree_on_every_request() {
        let output = run(&[], &[]);
        let printed = printed(&output);
        assert_eq!(output.status.code(), Some(0), "{printed}");
        let last = printed.lines().last().unwrap();
        assert_eq!(
            last,
            "14 requests sent, 1 accepted, 13 refused: library and server agree on 14 of 14."
        );
        assert_eq!(printed.matches(": both refuse\n").count(), 13);
        assert!(printed.contains("401, Unauthorized") && printed.contains("404, Not Found"));
    }

    #[test]
    fn no_token_of_the_demonstration_is_printed() {
        let printed = printed(&run(&[], &[]));
        let secrets = [
            "open sesame",
            "QWxhZGRpbjpvcGVuIHNlc2FtZQ",
            "a token of another project",
        ];
        assert!(
            secrets.iter().all(|secret| !printed.contains(secret)),
            "{printed}"
        );
    }

    #[test]
    fn half_an_account_is_an_error_that_names_the_other_half() {
        for set in VARIABLES {
            let output = run(&[(set, "s3cret")], &[ENDPOINT]);
            let printed = printed(&output);
            assert_eq!(output.status.code(), Some(2), "{printed}");
            let missing = printed.lines().next().unwrap();
            for name in VARIABLES {
                assert_eq!(missing.contains(name), name != set, "{missing}");
            }
            assert!(
                output.stdout.is_empty() && !printed.contains("s3cret"),
                "{printed}"
            );
        }
    }

    #[test]
    fn no_token_is_printed_when_the_space_does_not_answer() {
        let account = [
            ("SIGNALWIRE_SPACE", "127.0.0.1"),
            ("SIGNALWIRE_PROJECT_ID", "project"),
            ("SIGNALWIRE_API_TOKEN", "s3cret"),
        ];
        let output = run(&account, &[ENDPOINT]);
        let printed = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{printed}");
        assert!(
            printed.contains("\nno answer: ") && !printed.contains("s3cret"),
            "{printed}"
        );
        assert!(
            !printed.contains("cHJvamVjdDpzM2NyZXQ"),
            "in Base64: {printed}"
        );
    }

    #[test]
    fn an_account_needs_the_id_of_an_endpoint() {
        let account = [
            ("SIGNALWIRE_SPACE", "example"),
            ("SIGNALWIRE_PROJECT_ID", "project"),
            ("SIGNALWIRE_API_TOKEN", "s3cret"),
        ];
        let commands: [&[&str]; 3] = [&[], &["front-desk"], &[ENDPOINT, ENDPOINT]];
        for arguments in commands {
            let output = run(&account, arguments);
            let printed = printed(&output);
            assert_eq!(output.status.code(), Some(2), "{printed}");
            assert!(
                printed.contains("resource id") && !printed.contains("s3cret"),
                "{printed}"
            );
        }
    }
}

mod an_account {
    use super::*;
    use crate::settings::{Account, Settings, SettingsError};

    fn read(values: [&str; 3], arguments: &[&str]) -> Result<Settings, SettingsError> {
        let variable = |name: &str| {
            let index = VARIABLES.iter().position(|variable| *variable == name)?;
            values.get(index).map(|value| (*value).to_owned())
        };
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        Settings::read(variable, &arguments)
    }

    fn account(space: &str) -> Result<Account, SettingsError> {
        match read([space, "project", "s3cret"], &[ENDPOINT])? {
            Settings::Account(account, id) => {
                assert_eq!(id.to_string(), ENDPOINT);
                Ok(account)
            }
            Settings::NoAccount => panic!("all three are set"),
        }
    }

    #[test]
    fn is_in_a_space_given_by_its_name_or_its_host_name() {
        assert_eq!(
            account("example").unwrap().origin,
            "https://example.signalwire.com"
        );
        assert_eq!(
            account("example.signalwire.com").unwrap().origin,
            "https://example.signalwire.com"
        );
    }

    #[test]
    fn is_in_no_space_that_could_hide_another_host() {
        for space in [
            "https://example.signalwire.com",
            "a@b",
            "a:1",
            "a/b",
            "a b",
            ".",
            "a.",
            "é",
            "a\r\nb",
        ] {
            assert_eq!(
                account(space).unwrap_err(),
                SettingsError::Space,
                "{space:?}"
            );
        }
    }

    #[test]
    fn keeps_its_token_out_of_debug_output() {
        let account = account("example").unwrap();
        assert_eq!(account.project_id, "project");
        assert_eq!(account.token.reveal(), "s3cret");
        assert!(!format!("{account:?}").contains("s3cret"));
    }

    #[test]
    fn has_no_colon_in_its_project_id() {
        let error = read(["example", "pro:ject", "s3cret"], &[ENDPOINT]).unwrap_err();
        assert_eq!(error, SettingsError::ProjectId);
    }

    #[test]
    fn is_not_there_when_every_variable_is_empty() {
        assert!(matches!(read(["", "", ""], &[]), Ok(Settings::NoAccount)));
        assert_eq!(
            read(["", "", ""], &[ENDPOINT]).unwrap_err(),
            SettingsError::NoAccount
        );
        let missing = SettingsError::Missing(vec!["SIGNALWIRE_API_TOKEN"]);
        assert_eq!(read(["example", "project", ""], &[]).unwrap_err(), missing);
    }
}

mod an_answer {
    use super::ENDPOINT;
    use crate::answer::{Failure, read};

    #[test]
    fn may_be_the_record_alone() {
        let body =
            format!(r#"{{"type": "sip_endpoint", "id": "{ENDPOINT}", "username": "front-desk"}}"#);
        let updated = read(200, &body).unwrap();
        assert!(updated.resource_id.is_none());
        assert_eq!(updated.endpoint.id.unwrap().to_string(), ENDPOINT);
        assert_eq!(updated.endpoint.username.as_deref(), Some("front-desk"));
    }

    #[test]
    fn may_be_the_record_inside_its_resource() {
        let inner = "0d5c8a1e-7b3f-4c2a-9e6d-1f2a3b4c5d6e";
        let body = format!(
            r#"{{"id": "{ENDPOINT}", "type": "sip_endpoint", "display_name": "Front desk",
                "sip_endpoint": {{"id": "{inner}", "username": "front-desk"}}}}"#
        );
        let updated = read(201, &body).unwrap();
        assert_eq!(updated.resource_id.unwrap().to_string(), ENDPOINT);
        assert_eq!(updated.endpoint.id.unwrap().to_string(), inner);
        assert_eq!(updated.endpoint.kind.as_deref(), Some("sip_endpoint"));
    }

    #[test]
    fn may_be_a_refusal_with_a_reason() {
        assert!(
            matches!(read(401, r#"{"error": "no"}"#), Err(Failure::Unauthorized(message)) if message.error == "no")
        );
        assert!(
            matches!(read(404, r#"{"error": "no"}"#), Err(Failure::NotFound(message)) if message.error == "no")
        );
        let body = r#"{"errors": [{"code": "c", "message": "no", "attribute": "username"}], "statusCode": 422}"#;
        let refusal = read(422, body).unwrap_err();
        assert!(matches!(&refusal, Failure::Invalid(list) if list.errors.len() == 1));
        assert!(refusal.to_string().ends_with("\n    username: no"));
    }

    #[test]
    fn may_be_none_that_is_understood() {
        assert!(matches!(read(503, "<html>"), Err(Failure::Status(503))));
        for status in [200, 401, 404, 422] {
            assert!(
                matches!(read(status, "<html>"), Err(Failure::Body(found, _)) if found == status)
            );
        }
    }

    #[test]
    fn does_not_steer_the_terminal() {
        let refusal = read(401, r#"{"error": "\u001b[2J"}"#).unwrap_err();
        assert!(!refusal.to_string().contains('\u{1b}'));
    }
}

mod the_client {
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;

    use serde_json::json;
    use signalwire_sip::UpdateSipEndpointRequest;

    use super::ENDPOINT;
    use crate::answer::{Failure, Updated};
    use crate::client::Client;
    use crate::http::{Request, respond};
    use crate::settings::Account;

    fn listener() -> TcpListener {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()
    }

    fn update(listener: &TcpListener) -> impl FnOnce() -> Result<Updated, Failure> + use<> {
        let account = Account {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            project_id: "Aladdin".to_owned(),
            token: "open sesame".into(),
        };
        move || {
            let request = UpdateSipEndpointRequest::builder()
                .username("bob")
                .build()
                .unwrap();
            Client::new(&account).update(ENDPOINT.parse().unwrap(), &request)
        }
    }

    #[test]
    fn sends_a_put_request_and_follows_no_redirect() {
        let listener = listener();
        let update = thread::spawn(update(&listener));
        let (stream, _) = listener.accept().unwrap();
        let request = Request::read(&stream).unwrap();
        respond(&stream, 307, &json!({})).unwrap();

        assert_eq!(request.method, "PUT");
        assert_eq!(
            request.path,
            format!("/api/fabric/resources/sip_endpoints/{ENDPOINT}")
        );
        assert_eq!(
            request.authorization.as_deref(),
            Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        );
        assert_eq!(
            request.body,
            br#"{"calling_handler_resource_id":null,"username":"bob"}"#
        );
        assert!(matches!(update.join().unwrap(), Err(Failure::Status(307))));
    }

    #[test]
    fn says_when_there_is_no_server() {
        let update = update(&listener());
        let failure = update().unwrap_err();
        assert!(matches!(failure, Failure::Transport(_)));
        assert!(failure.to_string().starts_with("no answer: "));
    }
}

#[test]
fn basic_authentication_is_written_as_the_standards_have_it() {
    // RFC 7617, section 2, and the three paddings of RFC 4648, section 4.
    assert_eq!(
        basic_auth::header("Aladdin", "open sesame"),
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert_eq!(basic_auth::header("f", "o"), "Basic Zjpv");
    assert_eq!(basic_auth::header("f", ""), "Basic Zjo=");
    assert_eq!(basic_auth::header("", ""), "Basic Og==");
    assert_eq!(basic_auth::header("", "ÿþ~?"), "Basic OsO/w75+Pw==");
}
