//! The examples, run as their readers run them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Cargo builds the examples for `cargo test`, though not for `cargo test --test examples`.
fn check_file(arguments: &[&Path]) -> Output {
    let test = env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let program = folder.join(format!("examples/check_file{}", env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "build it first: cargo build -p crossfield --example check_file"
    );
    Command::new(program).args(arguments).output().unwrap()
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_file_of_payloads_is_checked_line_by_line() {
    let path = file(
        "routes.ndjson",
        "{\"prefix\": \"+1\", \"target\": \"busy\"}\n\n{\"prefix\": \"+49\", \"target\": \"sip\", \"queue\": \"a\"}\n[1\n",
    );
    let output = check_file(&[&path]);
    let name = path.display();
    let expected = format!(
        "{name}:3:1: `/address`: required when `target` is `sip`\n\
         {name}:3:45: `/queue`: must be absent or null when `target` is not `queue`\n\
         {name}:4:3: unexpected end of text\n"
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn valid_files_pass_without_a_word() {
    let path = file("valid.ndjson", "{\"prefix\": \"+1\", \"target\": \"busy\"}");
    let output = check_file(&[&path, &path]);
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nowhere.ndjson");
    let output = check_file(&[&path]);
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("nowhere.ndjson: ")
    );
    assert_eq!(output.status.code(), Some(2));
}
