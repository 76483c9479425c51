//! The report for programs: one JSON object a document, on one line, without any value of the document.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::document::{Document, Finding, Findings};

pub(super) fn document(
    document: &Document<'_>,
    findings: &Findings,
    out: &mut impl Write,
) -> io::Result<()> {
    let report = Report {
        source: document.source.path(),
        line: document.line,
        valid: findings.count() == 0,
        violations: Entries(findings),
    };
    serde_json::to_writer(&mut *out, &report)?;
    out.write_all(b"\n")
}

/// The order of the fields is the order of the keys.
#[derive(Serialize)]
struct Report<'a> {
    source: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    valid: bool,
    violations: Entries<'a>,
}

/// Written one by one: there may be millions.
struct Entries<'a>(&'a Findings);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|finding| Entry::new(&finding)))
    }
}

#[derive(Serialize)]
struct Entry {
    pointer: String,
    code: Cow<'static, str>,
    message: String,
    line: usize,
    column: usize,
}

impl Entry {
    fn new(finding: &Finding<'_>) -> Self {
        Self {
            pointer: finding.violation.pointer().to_string(),
            code: finding.violation.code().into(),
            message: finding.violation.message().to_string(),
            line: finding.line,
            column: finding.column,
        }
    }
}
