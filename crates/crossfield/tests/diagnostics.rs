//! What rustc and the derive say to wrong input: each file in `diagnostics` is named after a mistake, and the text beside
//! it is what its author reads.

use std::process::Command;

/// The texts are rustc's in part, so they hold for one version.
const TOOLCHAIN: &str = "rustc 1.95.0 ";

fn on_another_toolchain() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    let other = !version.starts_with(TOOLCHAIN);
    if other {
        eprintln!("skipped: the texts are those of {TOOLCHAIN}and this is {version}");
    }
    other
}

#[test]
fn mistakes_are_explained_where_they_are() {
    if on_another_toolchain() {
        return;
    }
    let fixtures = trybuild::TestCases::new();
    fixtures.compile_fail("tests/diagnostics/*.rs");
}

/// Some mistakes are found when constants are evaluated, which only a build does. One fixture that compiles makes
/// trybuild build them all.
#[test]
fn mistakes_in_constants_are_explained_when_they_are_built() {
    if on_another_toolchain() {
        return;
    }
    let fixtures = trybuild::TestCases::new();
    fixtures.pass("tests/diagnostics/built/accepted/*.rs");
    fixtures.compile_fail("tests/diagnostics/built/*.rs");
}

#[test]
fn schemas_without_rules_are_refused() {
    if on_another_toolchain() {
        return;
    }
    let fixtures = trybuild::TestCases::new();
    fixtures.compile_fail("tests/diagnostics/schemars/*.rs");
}
