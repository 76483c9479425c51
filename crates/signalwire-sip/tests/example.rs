//! The examples: run as their readers run them, and the settings of `update_sip_endpoint` by themselves.

use std::path::PathBuf;
use std::process::{Command, Output};

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
    fn program(name: &str) -> PathBuf {
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let program = folder.join("examples").join(file);
        assert!(
            program.exists(),
            "build it first: cargo build -p signalwire-sip --example {name}"
        );
        program
    }

    fn run(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        run_program("update_sip_endpoint", variables, arguments)
    }

    fn run_program(name: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        let mut command = Command::new(program(name));
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
        assert!(printed.contains("401: Unauthorized") && printed.contains("404: Not Found"));
    }

    #[test]
    fn each_http_client_sends_operations() {
        for (name, lines) in [("with_ureq", 9), ("with_reqwest", 3), ("with_hyper", 2)] {
            let output = run_program(name, &[], &[]);
            let printed = printed(&output);
            assert_eq!(output.status.code(), Some(0), "{name}: {printed}");
            assert_eq!(printed.lines().count(), lines, "{name}: {printed}");
            for secret in ["open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ", "correct horse"] {
                assert!(!printed.contains(secret), "{name}: {printed}");
            }
        }
    }

    #[test]
    fn a_server_refuses_in_the_vendors_form_and_its_client_reads_the_same_violations() {
        let output = run_program("axum_server", &[], &[]);
        let printed = printed(&output);
        assert_eq!(output.status.code(), Some(0), "{printed}");
        let refused: Vec<&str> = printed
            .lines()
            .filter_map(|line| line.strip_prefix("  422: "))
            .collect();
        assert_eq!(
            refused,
            [
                "`/calling_handler_resource_id`: required when `call_handler` is `resource`",
                "`/username`: must hold no white space, control character or `@`",
                "`/codecs`: item 1 repeats item 0; each may stand once",
                "`/username`: must be a string, not a number",
                "`/colour`: unknown field; the fields are `calling_handler_resource_id`, `username`, `caller_id`, `send_as`, \
                 `ciphers`, `codecs`, `encryption`, `call_handler`",
            ]
        );
        assert_eq!(
            printed.matches("the handler got a valid request").count(),
            1,
            "{printed}"
        );
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
        // Reached through a proxy that is not there, so nothing leaves the machine.
        let account = [
            ("SIGNALWIRE_SPACE", "example"),
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
    use signalwire_sip::{CredentialsError, SpaceError};

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
        for name in ["example", "example.signalwire.com"] {
            let space = account(name).unwrap().space;
            assert_eq!(space.origin(), "https://example.signalwire.com");
        }
    }

    #[test]
    fn is_in_no_space_that_could_hide_another_host() {
        for space in [
            "https://example.signalwire.com",
            "example.com",
            "127.0.0.1",
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
                SettingsError::Space(SpaceError),
                "{space:?}"
            );
        }
    }

    #[test]
    fn keeps_its_token_out_of_debug_output() {
        let account = account("example").unwrap();
        let header = account.credentials.authorization();
        assert_eq!(header.reveal(), "Basic cHJvamVjdDpzM2NyZXQ=");
        let shown = format!("{account:?} {header:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("cHJvamVjdDpzM2NyZXQ"));
    }

    #[test]
    fn has_no_colon_in_its_project_id() {
        let error = read(["example", "pro:ject", "s3cret"], &[ENDPOINT]).unwrap_err();
        assert_eq!(error, SettingsError::Credentials(CredentialsError::Colon));
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
