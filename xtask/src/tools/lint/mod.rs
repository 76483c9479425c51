//! Tools that read a document and say what is wrong with it.

mod redocly;
mod spec_validator;
mod spectral;

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

pub(super) use self::redocly::Redocly;
pub(super) use self::spec_validator::SpecValidator;
pub(super) use self::spectral::Spectral;
use super::broken::{Kind, broken};
use super::documents::Document;
use super::report::{Outcome, Row};

/// A tool that reads a document and says what is wrong with it.
pub(super) trait Linter {
    fn name(&self) -> &'static str;

    /// Why it cannot see what is wrong in copies of a kind; `None` if it must.
    fn blind(&self, kind: Kind) -> Option<&'static str>;

    /// All that it has to say of a document: errors, warnings and hints alike.
    ///
    /// # Errors
    /// It could not be run, or did not answer in the way that it should.
    fn findings(&self, document: &Path) -> io::Result<Vec<Finding>>;
}

/// Something that a tool says of a place.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// The tool's name of the rule.
    pub(super) rule: String,
    pub(super) pointer: String,
    pub(super) message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.rule, self.pointer, self.message)
    }
}

impl Finding {
    fn is_within(&self, place: &str) -> bool {
        let rest = self.pointer.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Holds that a tool has nothing to say of a document, and finds what is wrong in broken copies of it.
///
/// The copies are written into `scratch`, and stay there for whoever wants to look.
pub(super) fn check(linter: &dyn Linter, document: &Document, scratch: &Path) -> Vec<Row> {
    let row = |claim: String, outcome| Row {
        tool: linter.name(),
        document: document.name.clone(),
        claim,
        outcome,
    };
    let silent = row(
        "has nothing to say".to_owned(),
        silent(linter, &document.path),
    );
    let copies = Kind::ALL.into_iter().map(|kind| {
        let outcome = broken_copy(linter, document, kind, scratch).unwrap_or_else(Outcome::fails);
        row(format!("sees {kind}"), outcome)
    });
    [silent].into_iter().chain(copies).collect()
}

fn silent(linter: &dyn Linter, path: &Path) -> Outcome {
    match linter.findings(path) {
        Ok(findings) => {
            Outcome::unless(findings.iter().map(ToString::to_string).collect(), "holds")
        }
        Err(error) => Outcome::fails(error.to_string()),
    }
}

fn broken_copy(
    linter: &dyn Linter,
    document: &Document,
    kind: Kind,
    scratch: &Path,
) -> Result<Outcome, String> {
    let copy = broken(document, kind)?;
    let path = scratch.join(format!("{}.{}", kind.name(), document.name));
    fs::create_dir_all(scratch)
        .and_then(|()| fs::write(&path, format!("{:#}\n", copy.value)))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let findings = linter.findings(&path).map_err(|error| error.to_string())?;
    Ok(match linter.blind(kind) {
        None => seen(&copy.places, &findings),
        Some(reason) => unseen(reason, &findings),
    })
}

/// Every place that is wrong must be found, not just one of them.
fn seen(places: &[String], findings: &[Finding]) -> Outcome {
    let missed = places.iter().filter(|place| {
        !findings
            .iter()
            .any(|finding| finding.is_within(place.as_str()))
    });
    let missed = missed.map(|place| format!("nothing was said of {place}"));
    let note = format!("{} of {} places", places.len(), places.len());
    Outcome::unless(missed.collect(), note)
}

/// A tool that has learnt to see must be held to it from then on.
fn unseen(reason: &str, findings: &[Finding]) -> Outcome {
    let now = findings.iter().map(|finding| {
        format!("it sees this now, so that it need not be excused any more: {finding}")
    });
    Outcome::unless(now.collect(), format!("cannot: {reason}"))
}

/// The text at a key, or nothing.
fn text(value: &Value, pointer: &str) -> String {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::documents::tests::document;
    use super::*;

    /// A tool that finds what it is told to find, in broken copies and not elsewhere, or everywhere.
    #[derive(Default)]
    struct Fake {
        finds: Vec<Finding>,
        everywhere: bool,
        blind: Option<&'static str>,
    }

    impl Linter for Fake {
        fn name(&self) -> &'static str {
            "fake"
        }

        fn blind(&self, _: Kind) -> Option<&'static str> {
            self.blind
        }

        fn findings(&self, document: &Path) -> io::Result<Vec<Finding>> {
            let is_broken = document != Path::new("schema/openapi.json");
            Ok(if is_broken || self.everywhere {
                self.finds.clone()
            } else {
                Vec::new()
            })
        }
    }

    fn finding(pointer: &str) -> Finding {
        Finding {
            rule: "a-rule".to_owned(),
            pointer: pointer.to_owned(),
            message: "is wrong".to_owned(),
        }
    }

    /// What the claims came to, and in words where they do not hold.
    fn outcomes(linter: &Fake) -> Vec<String> {
        let scratch = tempfile::tempdir().unwrap();
        let rows = check(linter, &document(), scratch.path());
        assert_eq!(rows.len(), 4);
        rows.into_iter()
            .map(|row| match row.outcome {
                Outcome::Holds(note) => note,
                Outcome::Fails(reasons) => format!("FAILS {}", reasons.join("; ")),
            })
            .collect()
    }

    const EXAMPLE: &str =
        "/components/requestBodies/Thing/content/application~1json/examples/a~1b/value";
    const PUT: &str = "/paths/~1things~1{id}/put/operationId";
    const GET: &str = "/paths/~1things~1{id}/get/operationId";

    #[test]
    fn a_tool_that_finds_all_that_is_wrong_and_no_more_holds() {
        let linter = Fake {
            finds: [&format!("{EXAMPLE}/username"), PUT, GET]
                .map(finding)
                .to_vec(),
            ..Fake::default()
        };
        assert_eq!(
            outcomes(&linter),
            ["holds", "1 of 1 places", "1 of 1 places", "2 of 2 places"]
        );
    }

    #[test]
    fn a_tool_that_never_finds_anything_fails() {
        let said = outcomes(&Fake::default());
        assert_eq!(said[0], "holds");
        assert_eq!(said[1], format!("FAILS nothing was said of {EXAMPLE}"));
        assert_eq!(
            said[3],
            format!("FAILS nothing was said of {GET}; nothing was said of {PUT}")
        );
    }

    #[test]
    fn a_finding_elsewhere_or_next_to_the_place_does_not_count() {
        let linter = Fake {
            finds: vec![finding(&format!("{EXAMPLE}s")), finding(PUT)],
            ..Fake::default()
        };
        let said = outcomes(&linter);
        assert_eq!(said[2], format!("FAILS nothing was said of {EXAMPLE}"));
        assert_eq!(said[3], format!("FAILS nothing was said of {GET}"));
    }

    #[test]
    fn whatever_is_said_of_the_document_itself_fails() {
        let linter = Fake {
            finds: vec![finding("/info")],
            everywhere: true,
            ..Fake::default()
        };
        assert_eq!(outcomes(&linter)[0], "FAILS a-rule at /info: is wrong");
    }

    #[test]
    fn a_tool_is_excused_only_as_long_as_it_does_not_see() {
        let mut linter = Fake {
            blind: Some("it reads no examples"),
            ..Fake::default()
        };
        assert_eq!(outcomes(&linter)[1], "cannot: it reads no examples");
        linter.finds.push(finding(EXAMPLE));
        assert!(outcomes(&linter)[1].starts_with("FAILS it sees this now"));
    }
}
