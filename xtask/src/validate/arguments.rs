//! What the command is told.

use std::ffi::OsString;
use std::thread;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use conformance::types::Type;

use super::input::Source;

/// Checks JSON documents against a type's rules and reports every violation
///
/// A document is checked as a whole: the JSON itself, the types of its values, missing, repeated and
/// unknown keys, the rules on single fields and the rules across fields. The check does not stop at
/// the first violation.
#[derive(Args)]
#[command(verbatim_doc_comment, after_long_help = MORE_HELP)]
pub struct Arguments {
    /// The type that the documents must have, by the name of its document in `schema/`
    #[arg(long = "type", value_name = "TYPE", value_parser = types(), default_value = DEFAULT_TYPE)]
    pub(super) kind: Type,

    /// How the result is written to standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Format,

    /// Takes every line as a document (NDJSON)
    ///
    /// Files are read block by block, in the memory that the longest line needs, or some hundred
    /// kilobytes a thread. Lines of nothing but white space are skipped. The last line may lack its
    /// line feed; a carriage return before a line feed does no harm.
    #[arg(long, verbatim_doc_comment)]
    pub(super) ndjson: bool,

    /// How many threads check lines; without it, as many as there are processors
    ///
    /// The report is the same with any number.
    #[arg(long, value_name = "N", requires = "ndjson", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,

    /// The files to check; `-`, at most once, is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<OsString>,
}

impl Arguments {
    pub(super) fn sources(&self) -> impl Iterator<Item = Source> {
        self.paths.iter().map(Source::new)
    }

    pub(super) fn threads(&self) -> usize {
        let processors = || thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(processors, usize::from)
    }

    /// Standard input is at its end after the first time: the second document would be an empty one.
    pub(super) fn repeats_standard_input(&self) -> bool {
        self.paths.iter().filter(|path| *path == "-").count() > 1
    }
}

/// The types that have a document, by its name.
#[must_use]
pub fn types() -> impl TypedValueParser<Value = Type> {
    let names = Type::with_documents();
    let names = names.map(|(name, kind)| PossibleValue::new(name).help(kind.about));
    let known = |name: String| Type::of_document(&name).ok_or("no document has this name");
    PossibleValuesParser::new(names).try_map(known)
}

/// The type that is meant where none is named.
pub const DEFAULT_TYPE: &str = "update-sip-endpoint-request";

/// How the result is written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    /// For reading: each violation with the place in the text, and a line for each valid document
    #[default]
    Human,
    /// For programs: one JSON object a document, each on a line
    Json,
}

const MORE_HELP: &str = "\
The format `human` shows, for each violation, its code, its pointer (RFC 6901), what is wrong,
file, line and column, and an excerpt of the document. A summary ends it unless there is one document.
Colours are used on a terminal, unless the environment variable NO_COLOR is set.

The format `json` writes one object a document, in the order of the documents:

    {\"source\": PATH, \"line\": LINE, \"valid\": false, \"violations\": [
       {\"pointer\": POINTER, \"code\": CODE, \"message\": TEXT, \"line\": LINE, \"column\": COLUMN}]}

The `line` of a document is there with --ndjson only. The lines and columns count from 1, columns in
Unicode characters; a violation's `line` is the line in the file, with --ndjson too. No value of a
document is written, only names and places.

Exit codes:
    0  every document is valid
    1  a document is not valid
    2  wrong usage; or a file could not be read (the others are checked still), or the result could
       not be written

Examples:
    cargo xtask validate request.json
    curl --silent https://example.com/endpoints.ndjson |
        cargo xtask validate --type sip-endpoint --ndjson --format json -";
