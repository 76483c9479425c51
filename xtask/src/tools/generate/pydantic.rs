//! `datamodel-code-generator`: pydantic models from an OpenAPI document.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crossfield::Code;

use super::super::documents::Document;
use super::excuses::{Excuse, hangs_on_open_set, has_code, has_null};
use super::{Generated, lines, verdicts};
use crate::process::{self, LIMIT};

#[derive(Debug)]
pub(in super::super) struct Pydantic<'a> {
    python: &'a Path,
    /// The program that reads payloads by a class.
    reader: &'a Path,
    module: PathBuf,
    document: String,
}

impl<'a> Pydantic<'a> {
    pub(in super::super) const NAME: &'static str = "datamodel-code-generator";

    pub(in super::super) const EXCUSES: &'static [Excuse] = &[
        // A key that may be left out becomes `X | None`, whose default is `None`.
        Excuse::passes("null where a key may be left out", |_, case| has_null(case)),
        // `format: uuid` becomes `UUID`, and the pattern beside it is dropped.
        Excuse::passes("other forms of a UUID", |_, case| {
            has_code(case, &[Code::Format])
        }),
        // `uniqueItems` is dropped; a set would lose the order.
        Excuse::passes("repeated items", |_, case| {
            has_code(case, &[Code::Duplicate])
        }),
        Excuse::passes("rules that hang on an open set", hangs_on_open_set),
        // `format: uri` becomes `AnyUrl`, which RFC 3986 does not: a port is any number of digits there.
        Excuse::refuses("a URL with a port above 65535", |_, case| {
            case.text().contains(":99999/")
        }),
    ];

    /// Writes the models of a document.
    ///
    /// # Errors
    /// The generator fails.
    pub(in super::super) fn generate(
        python: &'a Path,
        reader: &'a Path,
        document: &Document,
        scratch: &Path,
    ) -> io::Result<Self> {
        fs::create_dir_all(scratch)?;
        let module = scratch.join(format!("{}.py", document.name.replace(['.', '-'], "_")));
        let mut command = process::quiet(python);
        command
            .args([
                "-m",
                "datamodel_code_generator",
                "--input-file-type",
                "openapi",
            ])
            .args(["--output-model-type", "pydantic_v2.BaseModel"])
            .args(["--formatters", "builtin", "--disable-timestamp", "--input"])
            .arg(&document.path)
            .arg("--output")
            .arg(&module);
        process::run(&mut command, "", LIMIT)?.succeeded()?;
        Ok(Self {
            python,
            reader,
            module,
            document: document.name.clone(),
        })
    }
}

impl Generated for Pydantic<'_> {
    fn tool(&self) -> &'static str {
        Self::NAME
    }

    fn document(&self) -> &str {
        &self.document
    }

    fn reads(&self, kind: &'static str, payloads: &[&str]) -> io::Result<Vec<bool>> {
        let mut command = process::quiet(self.python);
        command.arg(self.reader).arg(&self.module).arg(kind);
        let ended = process::run(&mut command, &lines(payloads), LIMIT)?;
        Ok(verdicts(&ended.succeeded()?))
    }
}
