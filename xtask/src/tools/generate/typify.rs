//! typify: Rust types from JSON Schema documents.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crossfield::Code;

use super::super::documents::Document;
use super::excuses::{Excuse, hangs_on_open_set, has_code, has_null};
use super::{Generated, lines, verdicts};
use crate::process::{self, LIMIT};

/// The program around the types of a document, compiled.
#[derive(Debug)]
pub(in super::super) struct Typify {
    program: PathBuf,
    document: String,
}

impl Typify {
    pub(in super::super) const NAME: &'static str = "typify";

    pub(in super::super) const EXCUSES: &'static [Excuse] = &[
        // A key that may be left out becomes an `Option`.
        Excuse::passes("null where a key may be left out", |_, case| has_null(case)),
        // `format: uuid` becomes `Uuid`, and the pattern beside it is dropped.
        Excuse::passes("other forms of a UUID", |_, case| {
            has_code(case, &[Code::Format])
        }),
        // `uniqueItems` is dropped.
        Excuse::passes("repeated items", |_, case| {
            has_code(case, &[Code::Duplicate])
        }),
        Excuse::passes("rules that hang on an open set", hangs_on_open_set),
    ];

    /// Writes the types of a document, and compiles the program around them with what is on the machine.
    ///
    /// # Errors
    /// The generator fails, or what it wrote does not compile.
    pub(in super::super) fn generate(
        cargo_typify: &Path,
        skeleton: &Path,
        document: &Document,
        kind: &str,
        scratch: &Path,
    ) -> io::Result<Self> {
        let folder = scratch.join(&document.name);
        copy_skeleton(skeleton, &folder)?;
        let mut command = process::quiet(cargo_typify);
        command
            .arg("typify")
            .arg(&document.path)
            .arg("--output")
            .arg(folder.join("src/generated.rs"));
        process::run(&mut command, "", LIMIT)?.succeeded()?;
        fs::write(folder.join("src/types.rs"), types(kind))?;
        Ok(Self {
            program: compile(&folder, &scratch.join("target"))?,
            document: document.name.clone(),
        })
    }
}

fn copy_skeleton(skeleton: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    for file in ["Cargo.toml", "Cargo.lock", "src/main.rs"] {
        fs::copy(skeleton.join(file), folder.join(file))?;
    }
    Ok(())
}

/// Which type a name stands for.
fn types(kind: &str) -> String {
    format!(
        "#[allow(dead_code)]\n#[path = \"generated.rs\"]\nmod generated;\n\n\
         pub fn reads(name: &str, text: &str) -> bool {{\n    \
             assert_eq!(name, {kind:?});\n    \
             serde_json::from_str::<generated::{kind}>(text).is_ok()\n}}\n"
    )
}

/// The target folder is shared: the dependencies are compiled once.
fn compile(folder: &Path, target: &Path) -> io::Result<PathBuf> {
    let mut command = process::quiet("cargo");
    command
        .args(["build", "--quiet", "--offline", "--locked", "--target-dir"])
        .arg(target)
        .current_dir(folder);
    process::run(&mut command, "", LIMIT)?.succeeded()?;
    let program = target
        .join("debug")
        .join(format!("generated{}", std::env::consts::EXE_SUFFIX));
    // The next document's program has the same name.
    let own = folder.join("reads");
    fs::copy(program, &own)?;
    Ok(own)
}

impl Generated for Typify {
    fn tool(&self) -> &'static str {
        Self::NAME
    }

    fn document(&self) -> &str {
        &self.document
    }

    fn reads(&self, kind: &'static str, payloads: &[&str]) -> io::Result<Vec<bool>> {
        let mut command = process::quiet(&self.program);
        command.arg(kind);
        let ended = process::run(&mut command, &lines(payloads), LIMIT)?;
        Ok(verdicts(&ended.succeeded()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_asks_the_type_of_the_document() {
        let text = types("Call");
        assert!(text.contains("from_str::<generated::Call>(text)"), "{text}");
    }
}
