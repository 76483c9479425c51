//! `cargo xtask explain`: the rules of a type as decision tables.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use conformance::types::Type;

use xtask::validate::{DEFAULT_TYPE, types};

/// Shows what a type's rules add up to
///
/// For each field that conditions name, a table says which fields are required, allowed or forbidden
/// under each of its values. The rules in words stand below.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The type whose rules are shown, by the name of its document in `schema/`
    #[arg(long = "type", value_name = "TYPE", value_parser = types(), default_value = DEFAULT_TYPE)]
    kind: Type,

    /// How they are written to standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a terminal: aligned columns
    #[default]
    Text,
    /// For documentation: Markdown tables
    Markdown,
}

/// Writes the explanation. Its errors are those of output.
pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<ExitCode> {
    let explanation = (arguments.kind.explain)()
        .ok_or_else(|| io::Error::other("the type is no object, so it has no fields to explain"))?;
    match arguments.format {
        Format::Text => write!(out, "{explanation}")?,
        Format::Markdown => out.write_all(explanation.to_markdown().as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: Type, format: Format) -> String {
        let mut out = Vec::new();
        run(&Arguments { kind, format }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_tables_are_as_reviewed() {
        for (name, kind) in Type::with_documents() {
            insta::assert_snapshot!(format!("{name}.txt"), shown(*kind, Format::Text));
            insta::assert_snapshot!(format!("{name}.md"), shown(*kind, Format::Markdown));
        }
    }
}
