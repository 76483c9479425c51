//! What rustc and the derive say to wrong input. The tests stand apart from the crates that they are of, because trybuild
//! builds all that a crate's tests depend on once more.

use std::ffi::OsString;
use std::io;
use std::process::Command;

/// The texts are rustc's in part, so they hold for one version.
const TOOLCHAIN: &str = "rustc 1.95.0 ";

/// Whether the compiler is another than that whose words are on record, and says so.
///
/// # Errors
/// The compiler cannot be asked.
pub fn on_another_toolchain() -> io::Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let output = Command::new(rustc).arg("--version").output()?;
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    let other = !version.starts_with(TOOLCHAIN);
    if other {
        eprintln!("skipped: the texts are those of {TOOLCHAIN}and this is {version}");
    }
    Ok(other)
}
