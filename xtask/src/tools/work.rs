//! Which tool is asked about which documents.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use super::documents::{Document, Documents};
use super::generate::{self, Excuse, Excuses, Pydantic, TypeScript, Typify};
use super::packages::Packages;
use super::report::{Outcome, Report, Row};
use super::{Tool, configuration, lint, prism};
use crate::process::in_parallel;

/// The documents, and what they are held against.
pub(super) struct Work<'a> {
    pub(super) documents: &'a Documents,
    pub(super) packages: &'a Packages,
    /// For what the tools write, each in a folder of its own.
    pub(super) scratch: PathBuf,
}

/// The claims on a tool, or why it could not be had.
type Answer = Result<Vec<Row>, String>;

impl Work<'_> {
    pub(super) fn report(&self, tools: &[Tool]) -> io::Result<Report> {
        let mut report = Report::default();
        for (tool, answer) in tools.iter().zip(self.answers(tools)?) {
            match answer {
                Ok(rows) => report.rows.extend(rows),
                Err(why) => report.missing.push((tool.name(), why)),
            }
        }
        Ok(report)
    }

    /// What each tool says. As many are asked at a time as there are processors, since most use one.
    fn answers(&self, tools: &[Tool]) -> io::Result<Vec<Answer>> {
        let asked: Vec<(Tool, OnceLock<Answer>)> =
            tools.iter().map(|tool| (*tool, OnceLock::new())).collect();
        in_parallel(&asked, |(tool, answer)| {
            eprintln!("asking {}", tool.name());
            answer.get_or_init(|| self.ask(*tool));
            Ok(())
        })?;
        let answers = asked.into_iter();
        Ok(answers
            .filter_map(|(_, answer)| answer.into_inner())
            .collect())
    }

    fn ask(&self, tool: Tool) -> Answer {
        let scratch = &self.scratch.join(tool.name());
        Ok(match tool {
            Tool::OpenapiSpecValidator => {
                let linter = lint::SpecValidator {
                    python: self.packages.python()?,
                    script: configuration("openapi-spec-validator.py"),
                };
                self.lint(&linter, scratch)
            }
            Tool::Spectral => {
                let linter = lint::Spectral {
                    packages: self.packages.npm()?,
                    ruleset: configuration("spectral.yaml"),
                };
                self.lint(&linter, scratch)
            }
            Tool::Redocly => {
                let linter = lint::Redocly {
                    packages: self.packages.npm()?,
                    config: configuration("redocly.yaml"),
                };
                self.lint(&linter, scratch)
            }
            Tool::Prism => self.prism(self.packages.npm()?, scratch),
            Tool::OpenapiTypescript => self.typescript(&self.packages.npm()?, scratch),
            Tool::DatamodelCodeGenerator => self.pydantic(&self.packages.python()?, scratch),
            Tool::Typify => self.typify(&self.packages.typify()?, scratch),
        })
    }

    fn lint(&self, linter: &dyn lint::Linter, scratch: &Path) -> Vec<Row> {
        let documents = self.documents.openapi.iter();
        documents
            .flat_map(|document| lint::check(linter, document, scratch))
            .collect()
    }

    fn prism(&self, packages: PathBuf, scratch: &Path) -> Vec<Row> {
        let prism = prism::Prism {
            packages,
            exceptions: configuration("prism.json"),
            scratch: scratch.to_path_buf(),
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

    fn typescript(&self, packages: &Path, scratch: &Path) -> Vec<Row> {
        let usage = configuration("typescript");
        let mut fresh = Fresh::default();
        generated(
            TypeScript::NAME,
            TypeScript::EXCUSES,
            &self.documents.openapi,
            |document, excuses| {
                let schemas = fresh.of(document);
                let types = TypeScript::generate(packages, document, scratch)?;
                if document.is_openapi30() {
                    return Ok(vec![generate::first(&types, &schemas, excuses)]);
                }
                let mut rows = generate::check(&types, &schemas, excuses);
                rows.extend(types.usage(&usage));
                Ok(rows)
            },
        )
    }

    fn pydantic(&self, python: &Path, scratch: &Path) -> Vec<Row> {
        let reader = configuration("read_by.py");
        let mut fresh = Fresh::default();
        generated(
            Pydantic::NAME,
            Pydantic::EXCUSES,
            &self.documents.openapi,
            |document, excuses| {
                let schemas = fresh.of(document);
                let models = Pydantic::generate(python, &reader, document, scratch)?;
                if document.is_openapi30() {
                    return Ok(vec![generate::first(&models, &schemas, excuses)]);
                }
                Ok(generate::check(&models, &schemas, excuses))
            },
        )
    }

    fn typify(&self, program: &Path, scratch: &Path) -> Vec<Row> {
        let skeleton = configuration("rust");
        generated(
            Typify::NAME,
            Typify::EXCUSES,
            &self.documents.schemas,
            |document, excuses| {
                let kind = document.title();
                let types = Typify::generate(program, &skeleton, document, kind, scratch)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_that_are_asked_at_the_same_time_are_told_in_their_order() {
        let work = Work {
            documents: &Documents::default(),
            packages: &Packages::default(),
            scratch: PathBuf::new(),
        };
        let tools = [
            Tool::Spectral,
            Tool::Prism,
            Tool::Typify,
            Tool::OpenapiSpecValidator,
        ];
        let missing = work.report(&tools).unwrap().missing.into_iter();
        assert!(missing.map(|(tool, _)| tool).eq(tools.map(Tool::name)));
    }
}
