//! `cargo xtask validate`, run as a program.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A directory with files to check.
struct Files(TempDir);

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(name: impl AsRef<OsStr>, text: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, text)
    }

    fn and(self, name: impl AsRef<OsStr>, text: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.path(name), text).unwrap();
        self
    }

    fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.0.path().join(name.as_ref())
    }

    fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.0.path()).arg("validate");
        command.args(arguments);
        command
    }

    fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        run(&mut self.command(arguments), |_| Ok(()))
    }
}

/// Runs a program to its end while something writes to its standard input. The program need not read it all.
fn run(
    command: &mut Command,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Run {
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || write(&mut stdin));
    let output = child.wait_with_output().unwrap();
    if let Err(error) = writer.join().unwrap() {
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
    Run {
        code: output.status.code().expect("an exit code, not a signal"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Checks a text that comes by standard input.
fn check(text: impl Into<Vec<u8>>, options: &[&str]) -> Run {
    let text = text.into();
    let mut command = Files::new().command(options.iter().chain(&["-"]));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    run(&mut command, move |stdin| stdin.write_all(&text))
}

impl Run {
    /// What `--format json` wrote: an object a line.
    fn reports(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The only report's violations: pointer, code, line and column.
    fn places(&self) -> Vec<(String, String, u64, u64)> {
        let reports = self.reports();
        let [report] = reports.as_slice() else {
            panic!("one report, not {reports:?}");
        };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let violations = report["violations"].as_array().unwrap().iter();
        violations
            .map(|violation| {
                let place = |key| violation[key].as_u64().unwrap();
                let (pointer, code) = (text(&violation["pointer"]), text(&violation["code"]));
                (pointer, code, place("line"), place("column"))
            })
            .collect()
    }

    /// The only violation's pointer and code.
    fn only(&self) -> (String, String) {
        let places = self.places();
        assert_eq!(places.len(), 1, "{places:?}");
        let (pointer, code, ..) = places.into_iter().next().unwrap();
        (pointer, code)
    }
}

fn syntax() -> (String, String) {
    (String::new(), "syntax".to_owned())
}

const JSON: &[&str] = &["--format", "json"];
const NDJSON: &[&str] = &["--format", "json", "--ndjson"];

/// A violation of every kind that a request can have at once. Texts that no report for programs may show say so.
const ALL_KINDS: &str = r#"{
  "username": "",
  "caller_id": "private-1\u0007",
  "caller_id": "private-2",
  "send_as": ["private-3"],
  "codecs": ["OPUS", "OPUS"],
  "encryption": "private-4",
  "call_handler": "passthrough",
  "calling_handler_resource_id": "private-5",
  "password": "private-6"
}
"#;

// Documents and types.

#[test]
fn a_dash_is_standard_input() {
    let run = check(r#"{"username": "front-desk"}"#, &[]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "<stdin>: valid\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_file_named_like_the_dash_is_reached_by_its_directory() {
    let run = Files::with("-", "[]").run(["./-"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("--> ./-:1:1"), "{}", run.stdout);
}

#[test]
fn the_default_type_is_the_update_request() {
    let text = r#"{"call_handler": "resource"}"#;
    let by_default = check(text, JSON);
    let by_name = check(
        text,
        &["--type", "update-sip-endpoint-request", "--format", "json"],
    );
    assert_eq!(by_default.only().0, "/calling_handler_resource_id");
    assert_eq!(by_default.stdout, by_name.stdout);
}

#[test]
fn the_type_sip_endpoint_is_checked_by_its_own_rules() {
    let run = check("{}", &["--type", "sip-endpoint", "--format", "json"]);
    assert_eq!(run.code, 1);
    let places = run.places();
    let missing: Vec<_> = places.iter().map(|place| place.0.as_str()).collect();
    assert_eq!(
        missing,
        [
            "/type",
            "/id",
            "/username",
            "/send_as",
            "/ciphers",
            "/codecs",
            "/encryption"
        ]
    );
}

#[test]
fn every_type_with_a_document_is_called_by_the_name_of_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".schema.json") else {
            continue;
        };
        if name.ends_with(".codegen") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        let example = schema["examples"][0].to_string();
        let run = check(example, &["--type", name]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn every_violation_of_every_document_is_reported() {
    let files = Files::with("a.json", ALL_KINDS).and("b.json", r#"{"codecs": [1, 2], "x": 0}"#);
    let run = files.run(["--format", "json", "a.json", "b.json"]);
    let reports = run.reports();
    let counts: Vec<_> = reports
        .iter()
        .map(|report| report["violations"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [9, 3]);
}

#[test]
fn one_document_can_show_all_nine_kinds_at_once() {
    let run = check(ALL_KINDS, JSON);
    let places = run.places();
    let found: Vec<_> = places
        .iter()
        .map(|(pointer, code, line, column)| (code.as_str(), pointer.as_str(), *line, *column))
        .collect();
    assert_eq!(
        found,
        [
            ("forbidden", "/calling_handler_resource_id", 9, 34),
            ("format", "/calling_handler_resource_id", 9, 34),
            ("length", "/username", 2, 15),
            ("pattern", "/caller_id", 3, 16),
            ("duplicate_key", "/caller_id", 4, 3),
            ("type", "/send_as", 5, 14),
            ("duplicate", "/codecs", 6, 13),
            ("enum", "/encryption", 7, 17),
            ("unknown_field", "/password", 10, 3),
        ]
    );
}

// Exit codes.

#[test]
fn the_exit_code_is_0_when_all_are_valid() {
    let files = Files::with("a.json", "{}").and("b.json", "{}");
    assert_eq!(files.run(["a.json", "b.json"]).code, 0);
}

#[test]
fn the_exit_code_is_1_when_some_are_not_valid() {
    let files = Files::with("a.json", "[]").and("b.json", "{}");
    assert_eq!(files.run(["a.json", "b.json"]).code, 1);
    assert_eq!(files.run(["b.json", "a.json"]).code, 1);
}

#[test]
fn a_file_that_is_not_there_gives_2_and_the_others_are_still_checked() {
    let files = Files::with("bad.json", "[]").and("good.json", "{}");
    for options in [&["--ndjson"][..], &[]] {
        let paths = ["bad.json", "missing.json", "good.json"];
        let run = files.run(options.iter().chain(&paths));
        assert_eq!(run.code, 2, "2 wins over 1");
        assert!(run.stdout.contains("error[type]"), "{}", run.stdout);
        assert!(run.stdout.contains("good.json"), "{}", run.stdout);
        assert!(
            run.stderr
                .starts_with("error: cannot read missing.json: No such file"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_directory_is_an_input_error() {
    let files = Files::with("good.json", "{}");
    for options in [&["--ndjson"][..], &[]] {
        let run = files.run(options.iter().chain(&[".", "good.json"]));
        assert_eq!(run.code, 2);
        assert!(
            run.stderr.starts_with("error: cannot read .: "),
            "{}",
            run.stderr
        );
        assert!(run.stdout.contains("valid"), "{}", run.stdout);
    }
}

#[test]
fn an_input_error_stays_off_standard_output() {
    let run = Files::new().run(["--format", "json", "missing.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}

#[test]
fn misuse_is_explained_with_exit_code_2() {
    let cases: [(&[&str], &str); 6] = [
        (&[], "<PATH>"),
        (&["--ndjson"], "<PATH>"),
        (&["--type", "invoice", "-"], "sip-endpoint"),
        (&["--format", "xml", "-"], "human"),
        (&["--quick", "-"], "--quick"),
        (&["-", "-"], "stands twice"),
    ];
    for (arguments, hint) in cases {
        let run = Files::new().run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
        assert!(run.stderr.contains(hint), "{}", run.stderr);
    }
}

#[test]
fn a_command_is_required() {
    let run = run(&mut Command::new(env!("CARGO_BIN_EXE_xtask")), |_| Ok(()));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("validate"), "{}", run.stderr);
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let files = Files::new();
    for options in [&["-"][..], &["--ndjson", "-"], &NDJSON_FROM_INPUT] {
        let mut command = files.command(options);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        // The program may end before it has read all of it.
        let _ = stdin.write_all("[]\n".repeat(10_000).as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{options:?}");
    }
}

const NDJSON_FROM_INPUT: [&str; 4] = ["--format", "json", "--ndjson", "-"];

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_output_error() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let output = Files::with("a.json", "{}")
        .command(["a.json"])
        .stdout(full.unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.starts_with("error: cannot write to standard output: "),
        "{stderr}"
    );
}

#[test]
fn help_says_what_is_checked_the_formats_the_exit_codes_and_examples() {
    let help = Files::new().run(["--help"]);
    assert_eq!((help.code, help.stderr.as_str()), (0, ""));
    for part in [
        "unknown keys",
        "rules across fields",
        "update-sip-endpoint-request",
        "sip-endpoint",
        "default: human",
        "one JSON object a document",
        "line in the file",
        "NO_COLOR",
        "standard input",
        "Exit codes:",
        "    0  ",
        "    1  ",
        "    2  ",
        "Examples:",
        "cargo xtask validate request.json",
        "--ndjson --format json -",
    ] {
        assert!(help.stdout.contains(part), "{part:?} in {}", help.stdout);
    }
    let longest = help.stdout.lines().map(str::len).max().unwrap();
    assert!(longest <= 110, "{longest} columns");
}

#[test]
fn help_of_the_program_names_its_commands_and_exit_codes() {
    let help = run(
        Command::new(env!("CARGO_BIN_EXE_xtask")).arg("--help"),
        |_| Ok(()),
    );
    assert_eq!(help.code, 0);
    for part in [
        "cargo xtask <COMMAND>",
        "validate  ",
        "Exit codes:",
        "Examples:",
    ] {
        assert!(help.stdout.contains(part), "{part:?} in {}", help.stdout);
    }
}

// The format for programs.

#[test]
fn json_is_one_object_a_document_on_one_line_with_its_keys_in_order() {
    let files = Files::with("a.json", "{\n\"send_as\": 1\n}").and("b.json", "\n{}\n");
    let run = files.run(["--format", "json", "a.json", "b.json"]);
    assert_eq!(
        run.stdout,
        concat!(
            r#"{"source":"a.json","valid":false,"violations":[{"pointer":"/send_as","code":"type","#,
            r#""message":"must be a string, not a number","line":2,"column":12}]}"#,
            "\n",
            r#"{"source":"b.json","valid":true,"violations":[]}"#,
            "\n",
        )
    );
}

#[test]
fn json_has_the_line_of_a_document_with_ndjson_only() {
    assert_eq!(
        check("{}", NDJSON).stdout,
        "{\"source\":\"-\",\"line\":1,\"valid\":true,\"violations\":[]}\n"
    );
    assert_eq!(
        check("{}", JSON).stdout,
        "{\"source\":\"-\",\"valid\":true,\"violations\":[]}\n"
    );
}

#[test]
fn json_shows_no_value_of_the_payload() {
    let syntax = r#"{"username": "private-7" "private-8"}"#;
    for text in [ALL_KINDS, syntax, r#"["private-9"]"#] {
        for options in [JSON, NDJSON] {
            let run = check(text, options);
            assert_eq!(run.code, 1);
            assert!(!run.stdout.contains("private"), "{}", run.stdout);
            assert_eq!(run.stderr, "");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_path_that_is_not_unicode_is_shown_as_far_as_it_is() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = OsStr::from_bytes(b"a\xFFb.json");
    let files = Files::with(name, "{}");
    let run = files.run(
        ["--format", "json"]
            .map(OsStr::new)
            .iter()
            .copied()
            .chain([name]),
    );
    assert_eq!(run.reports()[0]["source"], json!("a\u{FFFD}b.json"));
    assert_eq!(files.run([name]).stdout, "a\u{FFFD}b.json: valid\n");
}

// Lines as documents.

#[test]
fn every_line_is_a_document() {
    let run = check("{}\n[]\n{\"x\": 1}\n", NDJSON);
    let verdicts: Vec<_> = run
        .reports()
        .iter()
        .map(|report| report["valid"].clone())
        .collect();
    assert_eq!(
        (run.code, verdicts),
        (1, vec![json!(true), json!(false), json!(false)])
    );
}

#[test]
fn a_violation_has_its_line_in_the_file() {
    let run = check("{}\n\n  {\"x\": 1}\n{", NDJSON);
    let places: Vec<_> = run
        .reports()
        .iter()
        .flat_map(|report| {
            let violations = report["violations"].as_array().unwrap().clone();
            let line = report["line"].clone();
            violations.into_iter().map(move |violation| {
                (
                    line.clone(),
                    violation["line"].clone(),
                    violation["column"].clone(),
                )
            })
        })
        .collect();
    assert_eq!(
        places,
        [
            (json!(3), json!(3), json!(4)),
            (json!(4), json!(4), json!(2))
        ]
    );
}

#[test]
fn blank_lines_are_skipped_and_counted() {
    let run = check("\n \t\n{}\n\r\n\n{}", NDJSON);
    let lines: Vec<_> = run
        .reports()
        .iter()
        .map(|report| report["line"].clone())
        .collect();
    assert_eq!((run.code, lines), (0, vec![json!(3), json!(6)]));
}

#[test]
fn an_input_without_lines_has_no_documents() {
    for text in ["", "\n \r\n"] {
        let run = check(text, NDJSON);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""));
        let run = check(text, &["--ndjson"]);
        let summary = "0 documents: 0 valid, 0 not valid\n";
        assert_eq!((run.code, run.stdout.as_str()), (0, summary));
    }
}

#[test]
fn the_last_line_may_lack_its_line_feed() {
    let with = check("{}\n[]\n", NDJSON);
    let without = check("{}\n[]", NDJSON);
    assert_eq!(with.reports().len(), 2);
    assert_eq!(with.stdout, without.stdout);
}

#[test]
fn carriage_returns_before_line_feeds_change_nothing() {
    for options in [NDJSON, &["--ndjson"]] {
        let plain = check("{}\n{\"x\": 1}\n{\n", options);
        let carriage = check("{}\r\n{\"x\": 1}\r\n{\r\n", options);
        assert_eq!(plain.code, 1);
        assert_eq!(plain.stdout, carriage.stdout);
    }
}

/// 200 lines of 1 MB each pass through 64 MB of memory; the same text as one document does not fit.
#[cfg(target_os = "linux")]
#[test]
fn lines_are_read_in_bounded_memory() {
    let limited = |options: &[&str]| {
        let mut command = Command::new("sh");
        command.args(["-c", r#"ulimit -v 65536 && exec "$0" validate "$@" -"#]);
        command.arg(env!("CARGO_BIN_EXE_xtask")).args(options);
        run(&mut command, |stdin| {
            let mut line = vec![b'x'; 1 << 20];
            line.push(b'\n');
            (0..200).try_for_each(|_| stdin.write_all(&line))
        })
    };
    let by_line = limited(NDJSON);
    assert_eq!(
        (by_line.code, by_line.reports().len()),
        (1, 200),
        "{}",
        by_line.stderr
    );
    let whole = limited(JSON);
    assert_eq!((whole.code, whole.stdout.as_str()), (2, ""));
    assert!(
        whole.stderr.starts_with("error: cannot read <stdin>: "),
        "{}",
        whole.stderr
    );
}

// Input of every sort.

#[test]
fn text_that_is_not_json_is_a_syntax_violation_of_the_document() {
    let texts: [&[u8]; 12] = [
        b"",
        b" \n",
        b"no",
        b"{",
        b"{}{}",
        b"\xEF\xBB\xBF{}",
        b"\xFF\xFE{\0}\0",
        b"\0",
        b"{\"username\": \"a\0b\"}",
        b"{\"username\": \"\xFF\"}",
        br#"{"username": "\uD800"}"#,
        br#"{"username": "\uDC00\uD800"}"#,
    ];
    for text in texts {
        let run = check(text, JSON);
        assert_eq!((run.code, run.only()), (1, syntax()), "{text:?}");
        let run = check(text, &[]);
        assert!(run.stdout.starts_with("error[syntax]: "), "{}", run.stdout);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{text:?}");
    }
}

#[test]
fn a_document_that_is_no_object_has_the_wrong_type() {
    for text in ["null", "true", "-1.5e3", "\"\"", "[]", "[[{}]]"] {
        let run = check(text, JSON);
        let expected = (String::new(), "type".to_owned());
        assert_eq!((run.code, run.only()), (1, expected), "{text}");
    }
}

#[test]
fn nesting_of_20000_levels_is_a_syntax_violation() {
    for (open, key) in [("[", ""), (r#"{"x":"#, ""), ("[", r#"{"username": "#)] {
        let text = format!("{key}{}", open.repeat(20_000));
        let run = check(text.clone(), JSON);
        assert_eq!((run.code, run.only()), (1, syntax()));
        assert_eq!(check(text, &[]).code, 1);
    }
}

#[test]
fn a_document_of_100_mb_gives_a_short_report() {
    let text = vec![b'['; 100 << 20];
    for options in [&[][..], JSON] {
        let run = check(text.clone(), options);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""));
        assert!(run.stdout.contains("nested deeper"), "{}", run.stdout);
        assert!(run.stdout.len() < 600, "{} bytes", run.stdout.len());
    }
}

/// Were each of them looked for from the start of the text, this would take minutes.
#[test]
fn a_long_line_with_many_violations_is_searched_once() {
    let start = Instant::now();
    let keys: Vec<String> = (0..20_000)
        .map(|key| format!("\"{key:05}\": \"ä\""))
        .collect();
    let text = format!("{{{}}}", keys.join(","));
    let places = check(text.clone(), JSON).places();
    let columns: Vec<_> = places.iter().map(|place| (place.2, place.3)).collect();
    let expected: Vec<_> = (0..20_000).map(|key| (1, 2 + 13 * key)).collect();
    assert_eq!(columns, expected);
    assert_eq!(check(text, &[]).stdout.matches("error[").count(), 20_000);
    assert!(start.elapsed() < Duration::from_secs(20));
}

// The format for people.

#[test]
fn a_valid_document_takes_one_line() {
    let run = Files::with("a.json", "{}").run(["a.json"]);
    assert_eq!(run.stdout, "a.json: valid\n");
    let run = check("\n{}", &["--ndjson"]);
    assert_eq!(run.stdout, "<stdin>:2: valid\n");
}

#[test]
fn more_than_one_document_ends_in_a_summary() {
    let files = Files::with("a.json", "{}").and("b.json", r#"{"x": 1, "y": 2}"#);
    let last = |paths: &[&str]| {
        let stdout = files.run(paths).stdout;
        stdout.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(
        last(&["a.json", "b.json"]),
        "2 documents: 1 valid, 1 not valid (2 violations)"
    );
    assert_eq!(
        last(&["a.json", "a.json"]),
        "2 documents: 2 valid, 0 not valid"
    );
    assert_eq!(last(&["a.json"]), "a.json: valid");
    assert_eq!(last(&["b.json"]), "");
}

#[test]
fn a_pipe_gets_no_colours() {
    let run = check(ALL_KINDS, &[]);
    assert_eq!(run.stdout.matches("error[").count(), 9);
    assert!(!run.stdout.contains('\x1B'), "{}", run.stdout);
}

/// A document or a file name must not drive the terminal.
#[test]
fn control_and_invisible_characters_are_replaced() {
    let text = "{\"a\u{1B}[31m\u{202E}\u{9B}\u{7F}\": 1}".replace('\u{1B}', "\\u001B\u{85}");
    let files = Files::with("a\u{1B}[2J\nb.json", format!("{text}\n\u{1B}"));
    let raw = files.run(["a\u{1B}[2J\nb.json"]);
    let keys = check(text, &[]);
    for run in [raw, keys] {
        assert_eq!(run.code, 1);
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!run.stdout.contains(control), "{:?}", run.stdout);
        assert!(!run.stdout.contains('\u{202E}'), "{:?}", run.stdout);
    }
}

#[test]
fn a_key_of_any_length_keeps_the_report_short() {
    let text = format!("{{\"{}\": 1}}", "k".repeat(1_000_000));
    let run = check(text, &[]);
    assert!(run.stdout.contains("k…k"), "{}", run.stdout);
    assert!(run.stdout.len() < 1000, "{} bytes", run.stdout.len());
}

fn shown(text: &str) -> String {
    let run = Files::with("request.json", text).run(["request.json"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    run.stdout
}

#[test]
fn human_one_violation() {
    insta::assert_snapshot!(shown("{\n  \"username\": \"front desk\"\n}\n"));
}

#[test]
fn human_several_violations_in_one_document() {
    insta::assert_snapshot!(shown(ALL_KINDS));
}

#[test]
fn human_several_documents() {
    let files = Files::with("a.json", "{}").and("b.ndjson", "{}\n\n{\"codecs\": [1]}\n");
    let run = files.run(["--ndjson", "a.json", "b.ndjson"]);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn human_syntax_error() {
    insta::assert_snapshot!(shown(
        "{\n  \"username\": \"front-desk\"\n  \"codecs\": []\n}\n"
    ));
}

#[test]
fn human_syntax_error_at_the_end() {
    insta::assert_snapshot!(shown("{\n  \"username\": \"front-desk\"\n"));
}

#[test]
fn human_missing_key_marks_the_opening_brace() {
    insta::assert_snapshot!(shown("{\n  \"call_handler\": \"resource\"\n}\n"));
}

#[test]
fn human_missing_value_marks_the_null() {
    insta::assert_snapshot!(shown(
        "{\n  \"call_handler\": \"resource\",\n  \"calling_handler_resource_id\": null\n}\n"
    ));
}

#[test]
fn human_span_of_several_lines_is_marked_on_the_first() {
    insta::assert_snapshot!(shown(
        "{\n  \"username\": [\"front\",\n    \"desk\"\n  ]\n}\n"
    ));
}

#[test]
fn human_very_long_line_is_cut_on_both_sides() {
    let padding = r#""caller_id": "front desk", "#.repeat(5_000);
    let one_line = format!(
        "{{{}\"send_as\": false, {padding}\"z\": 1}}",
        &padding[27..]
    );
    let shown = shown(&one_line);
    let about_the_type = shown.split("\n\n").find(|part| part.contains("[type]"));
    insta::assert_snapshot!(about_the_type.unwrap());
}

#[test]
fn human_very_long_value_is_marked_as_far_as_it_is_shown() {
    insta::assert_snapshot!(shown(&format!(
        "{{\"username\": \"{}\"}}",
        "front desk ".repeat(10_000)
    )));
}

#[test]
fn human_multi_byte_text_before_the_place() {
    insta::assert_snapshot!(shown(
        r#"{"caller_id": "Empfang – 1. Stock äöü €", "send_as": 7}"#
    ));
}

#[test]
fn human_carriage_returns_at_line_ends() {
    insta::assert_snapshot!(shown(
        "{\r\n  \"username\": \"front-desk\",\r\n  \"send_as\": [\r\n  ]\r\n}\r\n"
    ));
}

#[test]
fn human_tabs() {
    insta::assert_snapshot!(shown("{\n\t\"username\":\t\"front\tdesk\"\n}\n"));
}
