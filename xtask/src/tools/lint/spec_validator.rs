//! `openapi-spec-validator`, which holds a document against the schemas that the OpenAPI initiative publishes.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::broken::Kind;
use super::{Finding, Linter, text};
use crate::process::{self, LIMIT};

#[derive(Debug)]
pub(in super::super) struct SpecValidator {
    pub(in super::super) python: PathBuf,
    pub(in super::super) script: PathBuf,
}

impl Linter for SpecValidator {
    fn name(&self) -> &'static str {
        "openapi-spec-validator"
    }

    fn blind(&self, kind: Kind) -> Option<&'static str> {
        match kind {
            Kind::AcrossFields | Kind::OneField => Some("it reads no examples"),
            Kind::Structure => None,
        }
    }

    fn findings(&self, document: &Path) -> io::Result<Vec<Finding>> {
        let mut command = process::quiet(&self.python);
        command.arg(&self.script).arg(document);
        let ended = process::run(&mut command, "", LIMIT)?;
        let output = ended.succeeded()?;
        let list: Vec<Value> = serde_json::from_str(&output)?;
        let findings = list.iter().map(|found| Finding {
            rule: text(found, "/rule"),
            pointer: text(found, "/pointer"),
            message: text(found, "/message"),
        });
        Ok(findings.collect())
    }
}
