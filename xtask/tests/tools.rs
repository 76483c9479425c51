//! `cargo xtask tools`, run as a program, as far as it goes without the tools. They themselves run in `.ci/run`.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn tools(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .current_dir(folder)
        .arg("tools")
        .args(arguments)
        // No program can be found.
        .env("PATH", folder);
    command.output().unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder_with_a_document() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("openapi.json"),
        r#"{"openapi": "3.1.0"}"#,
    )
    .unwrap();
    folder
}

#[test]
fn a_tool_that_is_not_known_is_wrong_usage_and_the_known_ones_are_named() {
    let folder = folder_with_a_document();
    let output = tools(&["--only", "spectral,spectrum"], folder.path());
    assert_eq!(code(&output), Some(2));
    let shown = stderr(&output);
    assert!(shown.contains("invalid value 'spectrum'"), "{shown}");
    assert!(
        shown.contains("openapi-spec-validator, spectral, redocly, prism, openapi-typescript"),
        "{shown}"
    );
}

#[test]
fn a_folder_without_a_document_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for (name, words) in [
        (".", "no OpenAPI document is there"),
        ("nowhere", "nowhere: "),
    ] {
        let output = tools(&["--folder", name], folder.path());
        assert_eq!(code(&output), Some(2));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

#[test]
fn a_document_that_is_no_json_is_named() {
    let folder = folder_with_a_document();
    std::fs::write(folder.path().join("broken.json"), "{").unwrap();
    let output = tools(&["--folder", "."], folder.path());
    assert_eq!(code(&output), Some(2));
    assert!(
        stderr(&output).contains("broken.json: EOF"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_tool_that_cannot_be_had_is_named_with_what_to_install() {
    let folder = folder_with_a_document();
    let output = tools(&["--folder", ".", "--into", "tools"], folder.path());
    assert_eq!(code(&output), Some(2));
    let shown = String::from_utf8(output.stdout).unwrap();
    for words in [
        "prism could not be had: npm: ",
        "install Node.js 20 or later",
        "openapi-spec-validator could not be had: python3: ",
        "install Python 3.10 or later",
        "typify could not be had: cargo: ",
        "error: 7 of the tools could not be had",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn the_help_says_what_is_claimed_and_what_the_exit_codes_mean() {
    let folder = tempfile::tempdir().unwrap();
    let output = tools(&["--help"], folder.path());
    assert_eq!(code(&output), Some(0));
    let shown = String::from_utf8(output.stdout).unwrap();
    for words in ["What is claimed of each tool", "Exit codes:", "Examples:"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}
