//! `datamodel-code-generator`: pydantic models from an OpenAPI document.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crossfield::Code;
use crossfield::cases::Case;

use super::super::documents::Document;
use super::excuses::{Excuse, hangs_on_open_set, has_code, has_null, is_group_of_null};
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
        // What a field of a group is not (`not: {type: null}`) is dropped.
        Excuse::passes("null in the only field of a group", |_, case| {
            is_group_of_null(case)
        }),
        Excuse::passes(
            "what a variant rules out by null beside an enum",
            null_beside_an_enum,
        ),
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
        if document.is_openapi30() {
            // Without it a key that must be there may not be null, whatever `nullable` says.
            command.arg("--strict-nullable");
        }
        process::run(&mut command, "", LIMIT)?.succeeded()?;
        Ok(Self {
            python,
            reader,
            module,
            document: document.name.clone(),
        })
    }
}

/// Whether a payload breaks a rule that a variant says by null for a field that is an enum.
///
/// The generator lays the variant over the type: the enum stays, and null is allowed beside it. So in relay requests the
/// fields that are enums are not ruled out; and in the update the variant without a call handler takes every one of them,
/// with whatever stands beside it.
fn null_beside_an_enum(kind: &str, case: &Case) -> bool {
    let is_of_an_enum = || {
        let pointer = case
            .violation()
            .map(|violation| violation.pointer().to_string());
        pointer.is_some_and(|pointer| pointer.ends_with("_method"))
    };
    match kind {
        "RelayCreateSipEndpointRequest" => has_code(case, &[Code::Forbidden]) && is_of_an_enum(),
        "RelayUpdateSipEndpointRequest" => has_code(case, &[Code::Forbidden, Code::Required]),
        _ => false,
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
