//! Which tool is asked about which documents.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::documents::{Document, Documents};
use super::generate::{self, Excuse, Excuses, Pydantic, TypeScript, Typify};
use super::packages::Packages;
use super::report::{Outcome, Report, Row};
use super::{Tool, configuration, lint, prism};

/// The documents, and what they are held against.
pub(super) struct Work<'a> {
    pub(super) documents: &'a Documents,
    pub(super) packages: &'a Packages,
    /// For what the tools write.
    pub(super) scratch: PathBuf,
}

impl Work<'_> {
    pub(super) fn report(&self, tools: &[Tool]) -> Report {
        let mut report = Report::default();
        for tool in tools {
            eprintln!("asking {}", tool.name());
            match self.ask(*tool) {
                Ok(rows) => report.rows.extend(rows),
                Err(why) => report.missing.push((tool.name(), why)),
            }
        }
        report
    }

    /// The claims on a tool, or why it could not be had.
    fn ask(&self, tool: Tool) -> Result<Vec<Row>, String> {
        Ok(match tool {
            Tool::OpenapiSpecValidator => self.lint(&lint::SpecValidator {
                python: self.packages.python()?,
                script: configuration("openapi-spec-validator.py"),
            }),
            Tool::Spectral => self.lint(&lint::Spectral {
                packages: self.packages.npm()?,
                ruleset: configuration("spectral.yaml"),
            }),
            Tool::Redocly => self.lint(&lint::Redocly {
                packages: self.packages.npm()?,
                config: configuration("redocly.yaml"),
            }),
            Tool::Prism => self.prism(self.packages.npm()?),
            Tool::OpenapiTypescript => self.typescript(&self.packages.npm()?),
            Tool::DatamodelCodeGenerator => self.pydantic(&self.packages.python()?),
            Tool::Typify => self.typify(&self.packages.typify()?),
        })
    }

    fn lint(&self, linter: &dyn lint::Linter) -> Vec<Row> {
        let documents = self.documents.openapi.iter();
        documents
            .flat_map(|document| lint::check(linter, document, &self.scratch))
            .collect()
    }

    fn prism(&self, packages: PathBuf) -> Vec<Row> {
        let prism = prism::Prism {
            packages,
            exceptions: configuration("prism.json"),
            scratch: self.scratch.clone(),
        };
        prism::check(&prism, &self.documents.openapi).unwrap_or_else(|error| {
            vec![Row {
                tool: prism::NAME,
                document: "prism.json".to_owned(),
                claim: "is a list of exceptions".to_owned(),
                outcome: Outcome::fails(error.to_string()),
            }]
        })
    }

    fn typescript(&self, packages: &Path) -> Vec<Row> {
        let usage = configuration("typescript");
        let mut fresh = Fresh::default();
        generated(
            TypeScript::NAME,
            TypeScript::EXCUSES,
            &self.documents.openapi,
            |document, excuses| {
                let schemas = fresh.of(document);
                let types = TypeScript::generate(packages, document, &self.scratch)?;
                if document.is_openapi30() {
                    return Ok(vec![generate::first(&types, &schemas, excuses)]);
                }
                let mut rows = generate::check(&types, &schemas, excuses);
                rows.extend(types.usage(&usage));
                Ok(rows)
            },
        )
    }

    fn pydantic(&self, python: &Path) -> Vec<Row> {
        let reader = configuration("read_by.py");
        let mut fresh = Fresh::default();
        generated(
            Pydantic::NAME,
            Pydantic::EXCUSES,
            &self.documents.openapi,
            |document, excuses| {
                let schemas = fresh.of(document);
                let models = Pydantic::generate(python, &reader, document, &self.scratch)?;
                if document.is_openapi30() {
                    return Ok(vec![generate::first(&models, &schemas, excuses)]);
                }
                Ok(generate::check(&models, &schemas, excuses))
            },
        )
    }

    fn typify(&self, program: &Path) -> Vec<Row> {
        let skeleton = configuration("rust");
        generated(
            Typify::NAME,
            Typify::EXCUSES,
            &self.documents.schemas,
            |document, excuses| {
                let kind = document.title();
                let types = Typify::generate(program, &skeleton, document, kind, &self.scratch)?;
                Ok(generate::check(&types, &[kind], excuses))
            },
        )
    }
}

/// The components that no earlier document had: documents share what is the same type.
#[derive(Default)]
struct Fresh<'a>(Vec<(&'a str, &'a Value)>);

impl<'a> Fresh<'a> {
    fn of(&mut self, document: &'a Document) -> Vec<&'a str> {
        let schemas = document.value.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
        let schemas = schemas.map(|(name, schema)| (name.as_str(), schema));
        let fresh: Vec<_> = schemas.filter(|schema| !self.0.contains(schema)).collect();
        self.0.extend(&fresh);
        fresh.into_iter().map(|(name, _)| name).collect()
    }
}

/// The claims on what a generator makes of each document that it may be given.
fn generated<'a>(
    tool: &'static str,
    excuses: &'static [Excuse],
    documents: &'a [Document],
    mut check: impl FnMut(&'a Document, &mut Excuses) -> io::Result<Vec<Row>>,
) -> Vec<Row> {
    let row = |document: &str, claim: &str, why: String| Row {
        tool,
        document: document.to_owned(),
        claim: claim.to_owned(),
        outcome: Outcome::fails(why),
    };
    let mut excuses = Excuses::new(excuses);
    let mut rows = Vec::new();
    for document in documents
        .iter()
        .filter(|document| document.is_for_generators() || document.is_openapi30())
    {
        rows.extend(check(document, &mut excuses).unwrap_or_else(|error| {
            let claim = "is turned into code that compiles";
            vec![row(&document.name, claim, error.to_string())]
        }));
    }
    if !documents.iter().any(Document::is_for_generators) {
        let why = "there is none, with `.codegen.` in its name".to_owned();
        return vec![row("all", "there is a document for it", why)];
    }
    rows.push(excuses.row(tool));
    rows
}
