//! What does not compile: each file in `misuse` is a way to go wrong, and the text beside it is what its author reads.

use std::process::Command;

/// The texts are rustc's, so they hold for one version.
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
fn misuse_does_not_compile() {
    if !on_another_toolchain() {
        trybuild::TestCases::new().compile_fail("tests/misuse/*.rs");
    }
}
