//! `cargo xtask tools`: tools that nobody here wrote accept the OpenAPI documents, and enforce them.

mod broken;
mod documents;
mod generate;
mod lint;
mod native;
mod packages;
mod prism;
mod report;
mod work;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use self::documents::Documents;
use self::generate::{Pydantic, TypeScript, Typify};
use self::packages::Packages;
use self::report::Report;
use self::work::Work;
use crate::workspace;

/// Holds the documents in schema/ against tools of others
///
/// Linters must have nothing to say of a document, and must find what is wrong in broken copies of it. A mock
/// server must accept every valid payload and refuse every invalid one. Code that is generated must compile, read
/// every valid payload, and refuse every invalid one, as far as its language can say it.
///
/// The tools are installed under target/ at the first run, in the versions that the lock files in xtask/tools/ pin.
/// Later runs need no network. No tool is let call home; the mock server listens on the loopback interface alone.
#[derive(Args)]
#[command(verbatim_doc_comment, after_long_help = MORE_HELP)]
pub(crate) struct Arguments {
    /// The tools that are asked; without it all
    #[arg(long, value_name = "NAME,...", value_enum, value_delimiter = ',')]
    only: Vec<Tool>,

    /// The folder of the documents
    #[arg(long, value_name = "DIR", default_value_os_t = crate::schema::default_folder())]
    folder: PathBuf,

    /// Where the tools are installed, and what they write
    #[arg(long, value_name = "DIR", default_value_os_t = workspace::root().join("target/tools"), hide_default_value = true)]
    into: PathBuf,
}

const MORE_HELP: &str = "\
What is claimed of each tool, a line each:
    openapi-spec-validator, spectral, redocly
        has nothing to say of a document, neither error nor warning, and sees what is wrong in copies
        with examples that break a rule across fields or of one field, and with a broken structure
    prism
        serves a document; accepts every valid payload of each operation, answers 422 to every
        invalid one and 400 to what is no JSON
    openapi-typescript, datamodel-code-generator, typify
        make types of each document for generators (*.codegen.*), which compile, read every valid
        payload of each type and refuse every invalid one. What a language or a generator cannot say
        is named, and fails when it can. From a document of OpenAPI 3.0, the first two make types
        that compile, and one of them reads what is valid

Node.js and Python must be there. The copies, logs and what is generated stay in target/tools/scratch.

Exit codes:
    0  every claim holds
    1  a claim does not hold
    2  wrong usage; or a tool could not be had (the others are asked still), or a document could not
       be read

Examples:
    cargo xtask tools
    cargo xtask tools --only spectral,redocly";

/// A tool.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Tool {
    /// Structure, by the schemas of the OpenAPI initiative (Python)
    OpenapiSpecValidator,
    /// Linter, with its ruleset for OpenAPI (Node.js)
    Spectral,
    /// Linter, with its recommended rules (Node.js)
    Redocly,
    /// Mock server that checks what it is sent (Node.js)
    Prism,
    /// Generator of TypeScript (Node.js)
    OpenapiTypescript,
    /// Generator of pydantic models (Python)
    DatamodelCodeGenerator,
    /// Generator of Rust types (cargo)
    Typify,
}

impl Tool {
    const fn name(self) -> &'static str {
        match self {
            Self::OpenapiSpecValidator => "openapi-spec-validator",
            Self::Spectral => "spectral",
            Self::Redocly => "redocly",
            Self::Prism => prism::NAME,
            Self::OpenapiTypescript => TypeScript::NAME,
            Self::DatamodelCodeGenerator => Pydantic::NAME,
            Self::Typify => Typify::NAME,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// The documents cannot be read, or the output cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let documents = Documents::read(&arguments.folder)?;
    let tools = chosen(&arguments.only);
    // Some tools are started in folders of their own.
    let into = std::path::absolute(&arguments.into)?;
    let packages = Packages::install(&tools, &into);
    let work = Work {
        documents: &documents,
        packages: &packages,
        scratch: into.join("scratch"),
    };
    let report = work.report(&tools)?;
    write!(out, "{}", report.render())?;
    Ok(match report {
        Report { missing, .. } if !missing.is_empty() => ExitCode::from(2),
        report if !report.is_well() => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// The tools that were named, each once, in the order in which they are listed.
fn chosen(only: &[Tool]) -> Vec<Tool> {
    let all = Tool::value_variants().iter().copied();
    all.filter(|tool| only.is_empty() || only.contains(tool))
        .collect()
}

/// The committed folder of lock files and configurations.
fn configuration(file: &str) -> PathBuf {
    workspace::own("tools").join(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_asked_in_their_order_and_once() {
        assert_eq!(chosen(&[]), Tool::value_variants());
        assert_eq!(
            chosen(&[Tool::Prism, Tool::Spectral, Tool::Prism]),
            [Tool::Spectral, Tool::Prism]
        );
    }

    #[test]
    fn a_tool_is_called_in_the_table_as_on_the_command_line() {
        for tool in Tool::value_variants() {
            let value = tool.to_possible_value().unwrap();
            assert_eq!(value.get_name(), tool.name());
        }
    }
}
