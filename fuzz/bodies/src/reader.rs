//! The reader of `cargo xtask validate`.

use std::io::BufReader;

use conformance::types::Type;
use crossfield::Violation;
use serde_json::{Value, json};
use xtask::validate::{DEFAULT_TYPE, Format, Tally, check};

/// Less than most lines have, so that they come in parts.
const BUFFER: usize = 7;

/// Reads bytes as one document and as lines, and reports on them in every way: the verdict of the check on each text
/// alone, places inside the text, and no more output than there is to say.
///
/// The first byte chooses the type; the rest is what is read.
///
/// # Panics
/// One of these does not hold.
pub fn reader(input: &[u8]) {
    let Some((choice, input)) = input.split_first() else {
        return;
    };
    let document = match choice % 2 {
        0 => DEFAULT_TYPE,
        _ => "sip-endpoint",
    };
    let kind = Type::of_document(document).expect("it has a document");
    for by_line in [false, true] {
        let documents = if by_line {
            lines(input)
        } else {
            vec![Document {
                line: None,
                text: input,
            }]
        };
        let findings: Vec<Findings> = documents
            .iter()
            .map(|document| Findings::of(kind, document))
            .collect();
        for_programs(kind, by_line, input, &findings);
        for_people(kind, by_line, input, &findings);
    }
}

/// A text where the reader should see a document.
struct Document<'a> {
    line: Option<usize>,
    text: &'a [u8],
}

/// The lines with more than white space on them, read as simply as can be.
fn lines(input: &[u8]) -> Vec<Document<'_>> {
    let lines = (1..).zip(input.split(|byte| *byte == b'\n'));
    let lines = lines.filter(|(_, text)| !text.iter().all(|byte| b" \t\r".contains(byte)));
    lines
        .map(|(line, text)| Document {
            line: Some(line),
            text: text.strip_suffix(b"\r").unwrap_or(text),
        })
        .collect()
}

/// What should be said of a document.
struct Findings {
    line: Option<usize>,
    violations: Vec<Value>,
}

impl Findings {
    fn of(kind: Type, document: &Document<'_>) -> Self {
        let found = (kind.check)(document.text).err();
        let found: Vec<&Violation> = found.iter().flatten().collect();
        Self {
            line: document.line,
            violations: found
                .iter()
                .map(|violation| entry(document, violation))
                .collect(),
        }
    }
}

/// A violation as programs get it.
fn entry(document: &Document<'_>, violation: &Violation) -> Value {
    let span = violation.span().expect("found in a text");
    assert!(span.start <= span.end, "{violation:?}");
    let before = document.text.get(..span.start).expect("within the text");
    assert!(span.end <= document.text.len(), "{violation:?}");
    let start_of_line = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let chunks = before[start_of_line..].utf8_chunks();
    let columns = chunks.map(|chunk| chunk.valid().chars().count() + chunk.invalid().len());
    json!({
        "pointer": violation.pointer().to_string(),
        "code": violation.code().as_str(),
        "message": violation.message().to_string(),
        "line": document.line.unwrap_or(1) + before.split(|byte| *byte == b'\n').count() - 1,
        "column": 1 + columns.sum::<usize>(),
    })
}

fn for_programs(kind: Type, by_line: bool, input: &[u8], expected: &[Findings]) {
    let said = report(kind, Format::Json, by_line, input, expected);
    let said: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let expected = expected.iter().map(|findings| {
        let mut report = json!({
            "source": "-",
            "valid": findings.violations.is_empty(),
            "violations": findings.violations,
        });
        if let Some(line) = findings.line {
            report["line"] = line.into();
        }
        report
    });
    assert_eq!(said, expected.collect::<Vec<_>>());
}

fn for_people(kind: Type, by_line: bool, input: &[u8], expected: &[Findings]) {
    /// More than an excerpt and a message take.
    const EACH: usize = 2_000;
    let said = report(kind, Format::Human, by_line, input, expected);
    let steering = |c: char| c.is_control() && c != '\n';
    assert!(!said.contains(steering), "{said:?}");
    let violations = expected
        .iter()
        .map(|findings| findings.violations.len().max(1));
    let most = EACH * (1 + violations.sum::<usize>());
    assert!(said.len() <= most, "{} of {most}", said.len());
    let valid = expected
        .iter()
        .filter(|findings| findings.violations.is_empty());
    let shown = said
        .lines()
        .filter(|line| line.starts_with("<stdin>") && line.ends_with(": valid"));
    assert_eq!(shown.count(), valid.count(), "{said}");
}

/// What the reader writes. Its figures are those that are expected.
fn report(
    kind: Type,
    format: Format,
    by_line: bool,
    input: &[u8],
    expected: &[Findings],
) -> String {
    let mut said = Vec::new();
    let input = BufReader::with_capacity(BUFFER, input);
    let Tally {
        documents,
        invalid,
        violations,
        ..
    } = check(kind, format, by_line, input, &mut said).expect("memory can be read and written");
    let count = |of: fn(&Findings) -> usize| expected.iter().map(of).sum::<usize>() as u64;
    assert_eq!(documents, expected.len() as u64);
    assert_eq!(
        invalid,
        count(|findings| usize::from(!findings.violations.is_empty()))
    );
    assert_eq!(violations, count(|findings| findings.violations.len()));
    String::from_utf8(said).expect("a report is text")
}
