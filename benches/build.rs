//! Writes types whose rules all hang on one field: of N fields, four are required under each value of the first, for as many
//! of its values as there are rules for.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// How many rules each type has, and four are active at a time.
const RULES: [usize; 4] = [4, 16, 64, 256];
const ACTIVE: usize = 4;

/// How many values the field has in each type, so that there is the same to decide.
const KINDS: usize = 64;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    for rules in RULES {
        // Writing to a string does not fail.
        let _ = one(rules, &mut code);
    }
    let folder = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&folder).join("switch.rs"), code)
}

fn one(rules: usize, code: &mut String) -> std::fmt::Result {
    writeln!(code, "/// What a type with {rules} rules hangs on.")?;
    writeln!(
        code,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, crossfield::Validate)]"
    )?;
    writeln!(code, "pub enum Kind{rules} {{")?;
    for kind in 0..KINDS {
        writeln!(code, "/// One of them.\nK{kind},")?;
    }
    writeln!(code, "}}\n/// A type with {rules} rules.")?;
    writeln!(
        code,
        "#[derive(Debug, serde::Deserialize, crossfield::Validate)]"
    )?;
    writeln!(code, "#[expect(missing_docs, reason = \"generated\")]")?;
    writeln!(code, "pub struct Switch{rules} {{\npub kind: Kind{rules},")?;
    for rule in 0..rules {
        let kind = rule / ACTIVE;
        writeln!(
            code,
            "#[validate(required_if(kind = K{kind}))]\npub field_{rule}: Option<u32>,"
        )?;
    }
    writeln!(code, "}}")
}
