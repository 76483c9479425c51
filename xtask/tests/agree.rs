//! `cargo xtask agree` as it is called. The validators in other languages are asked in `.ci/run`, since they must be
//! installed; here they cannot be had.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema");

fn agree(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("agree").args(arguments);
    // Neither npm nor Python is found, nor what they have installed before.
    let packages = tempfile::tempdir().unwrap();
    command.arg("--packages").arg(packages.path());
    command.env("PATH", "/nowhere").output().unwrap()
}

fn shown(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// The documents, with one of them changed.
fn documents(file: &str, change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(SCHEMAS).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text);
    fs::write(path, changed).unwrap();
    folder
}

fn as_argument(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_rule_that_the_document_lost_is_shown_with_a_small_payload() {
    let file = "update-sip-endpoint-request.schema.json";
    let folder = documents(file, |text| {
        text.replacen("\"minLength\": 1", "\"minLength\": 0", 1)
    });
    let output = agree(&[
        "--cases",
        "3000",
        "--peers",
        "boon",
        "--only",
        "relay-create,update-sip-endpoint-request.schema.json",
        "--folder",
        as_argument(folder.path()),
    ]);
    let (code, out, err) = shown(&output);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(
        out.contains(&format!("\n{file}: {{\"username\":\"\"}}\n")),
        "{out}"
    );
    assert!(out.contains("    native: /username length: must have 1 or more characters\n    boon, formats annotated: valid\n"), "{out}");
    assert!(out.lines().last().unwrap().starts_with("error: "), "{out}");
    let documents: BTreeSet<&str> = out
        .lines()
        .filter_map(|line| line.split("  ").next())
        .collect();
    let judged = documents
        .iter()
        .filter(|name| name.ends_with("schema.json"));
    assert_eq!(
        judged.collect::<Vec<_>>(),
        [
            &"relay-create-sip-endpoint-request.codegen.schema.json",
            &"relay-create-sip-endpoint-request.schema.json",
            &"relay-update-sip-endpoint-request.schema.json",
            &file,
        ]
    );
    assert!(
        !out.contains("specimen") && !out.contains("take it off the list"),
        "{out}"
    );
}

#[test]
fn a_validator_that_is_named_and_cannot_be_had_fails_the_run() {
    let output = agree(&["--cases", "1", "--peers", "boon,ajv"]);
    let (code, out, _) = shown(&output);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.starts_with("without ajv: "), "{out}");
    assert!(out.contains("install Node.js"), "{out}");
    assert!(
        out.lines().last().unwrap().ends_with(", without ajv"),
        "{out}"
    );
}

#[test]
fn without_names_the_documents_are_judged_by_those_that_there_are() {
    let (code, out, err) = shown(&agree(&["--cases", "1"]));
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(
        out.contains("install Node.js") && out.contains("install Python"),
        "{out}"
    );
    for row in [
        "\ndocument ",
        "\nsip-endpoint.schema.json ",
        "\nspecimen untagged ",
    ] {
        assert!(out.contains(row), "{row} in {out}");
    }
    let last = out.lines().last().unwrap();
    assert!(
        last.starts_with("all agree: ")
            && last.ends_with(
                " verdicts, seed 1, without ajv, hyperjump, python, ajv-3.0, python-3.0"
            ),
        "{last}"
    );
}

#[test]
fn wrong_usage_and_unreadable_documents_are_told_apart_from_disagreement() {
    for (arguments, said) in [
        (&["--peers", "jsonschem"][..], "'jsonschem'"),
        (&["--cases", "0"], "'0'"),
        (&["--cases", "many"], "'many'"),
        (
            &["--only", "sip-endpoint.schema,sip-endpiont"],
            "nothing that is compared has `sip-endpiont` in its name",
        ),
        (
            &["--folder", "/nowhere"],
            "create-sip-endpoint-request.schema.json",
        ),
    ] {
        let (code, out, err) = shown(&agree(arguments));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(said), "{err}");
    }
    let folder = documents("fabric.openapi.json", |text| {
        text.replace("\"ErrorList\"", "\"ListOfErrors\"")
    });
    let (code, _, err) = shown(&agree(&["--folder", as_argument(folder.path())]));
    assert_eq!(code, Some(2));
    assert!(
        err.contains("fabric.openapi.json: there is no schema at `/components/schemas/ErrorList`"),
        "{err}"
    );
}
