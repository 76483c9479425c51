//! Generators of code: what they write compiles, and reads what the Rust type does as far as its language can say it.

mod excuses;
mod pydantic;
mod typescript;
mod typify;

use std::io;

use conformance::types::Type;
use crossfield::cases::Case;

pub(super) use self::excuses::{Excuse, Excuses};
pub(super) use self::pydantic::Pydantic;
pub(super) use self::typescript::TypeScript;
pub(super) use self::typify::Typify;
use super::report::{Outcome, Row};

/// Types that were generated from a document.
pub(super) trait Generated {
    fn tool(&self) -> &'static str;

    /// The file of the document.
    fn document(&self) -> &str;

    /// Whether one of the types reads each of the payloads.
    ///
    /// # Errors
    /// What was generated does not compile, or cannot be run.
    fn reads(&self, kind: &'static str, payloads: &[&str]) -> io::Result<Vec<bool>>;
}

/// Holds generated types against the Rust types of the same names.
pub(super) fn check(generated: &dyn Generated, names: &[&str], excuses: &mut Excuses) -> Vec<Row> {
    let row = |claim: String, outcome| Row {
        tool: generated.tool(),
        document: generated.document().to_owned(),
        claim,
        outcome,
    };
    let kinds = Type::all().filter(|kind| names.contains(&kind.name));
    let rows: Vec<Row> = kinds
        .flat_map(|kind| {
            let outcomes = outcomes(generated, kind, excuses);
            let outcomes = outcomes
                .unwrap_or_else(|error| [(); 2].map(|()| Outcome::fails(error.to_string())));
            let claims = ["reads what is valid", "refuses what is not"].into_iter();
            let rows = claims.zip(outcomes);
            rows.map(|(claim, outcome)| row(format!("{} {claim}", kind.name), outcome))
                .collect::<Vec<Row>>()
        })
        .collect();
    if rows.is_empty() {
        let outcome = Outcome::fails("none of them is there");
        return vec![row("has types with rules".to_owned(), outcome)];
    }
    rows
}

/// Holds that types which were generated from a document of OpenAPI 3.0 compile, and that one of them reads what it should.
/// No more is claimed of them: what must be null has no type there that holds nothing else, and the document for generators
/// says it.
pub(super) fn first(generated: &dyn Generated, names: &[&str], excuses: &mut Excuses) -> Row {
    let kind = Type::all().find(|kind| names.contains(&kind.name));
    let outcome = kind.map(|kind| {
        let valid = (kind.valid)();
        let cases: Vec<&Case> = valid.iter().collect();
        let verdicts = read(generated, kind, &cases)?;
        Ok(outcome(kind, &valid, &verdicts, true, excuses))
    });
    let failed = |error: io::Error| Outcome::fails(error.to_string());
    Row {
        tool: generated.tool(),
        document: generated.document().to_owned(),
        claim: kind.map_or_else(
            || "has types with rules".to_owned(),
            |kind| format!("compiles, and {} reads what is valid", kind.name),
        ),
        outcome: outcome.map_or_else(
            || Outcome::fails("none of them is there"),
            |outcome| outcome.unwrap_or_else(failed),
        ),
    }
}

/// What came of all valid and of all invalid payloads of a type. The type is asked once: it takes seconds to start.
fn outcomes(
    generated: &dyn Generated,
    kind: &Type,
    excuses: &mut Excuses,
) -> io::Result<[Outcome; 2]> {
    let (valid, invalid) = ((kind.valid)(), (kind.invalid)());
    let all: Vec<&Case> = valid.iter().chain(&invalid).collect();
    let verdicts = read(generated, kind, &all)?;
    let (of_valid, of_invalid) = verdicts.split_at(valid.len());
    Ok([
        outcome(kind, &valid, of_valid, true, excuses),
        outcome(kind, &invalid, of_invalid, false, excuses),
    ])
}

/// What came of the valid or of the invalid ones.
fn outcome(
    kind: &Type,
    cases: &[Case],
    verdicts: &[bool],
    valid: bool,
    excuses: &mut Excuses,
) -> Outcome {
    if cases.is_empty() {
        return Outcome::fails("there are no payloads");
    }
    let wrong = cases.iter().zip(verdicts);
    let wrong: Vec<&Case> = wrong
        .filter_map(|(case, reads)| (*reads != valid).then_some(case))
        .collect();
    let note = format!("{} of {} payloads", cases.len() - wrong.len(), cases.len());
    let verdict = if valid { "refused" } else { "read" };
    let against = wrong
        .into_iter()
        .filter(|case| !excuses.excuse(kind.name, case))
        .map(|case| format!("{} is {verdict} ({})", case.text(), case.name()));
    Outcome::unless(against.collect(), note)
}

/// Whether the generated type reads each payload.
fn read(generated: &dyn Generated, kind: &Type, cases: &[&Case]) -> io::Result<Vec<bool>> {
    let payloads: Vec<&str> = cases.iter().map(|case| case.text()).collect();
    let verdicts = generated.reads(kind.name, &payloads)?;
    if verdicts.len() != cases.len() {
        let (verdicts, cases) = (verdicts.len(), cases.len());
        return Err(io::Error::other(format!(
            "{verdicts} verdicts on {cases} payloads"
        )));
    }
    Ok(verdicts)
}

/// The verdicts that a program wrote, a line each; nothing at all if a line is no verdict.
fn verdicts(output: &str) -> Vec<bool> {
    let verdicts: Result<Vec<bool>, _> = output.lines().map(|line| line.trim().parse()).collect();
    verdicts.unwrap_or_default()
}

/// Payloads as the input of a program, a line each.
fn lines(payloads: &[&str]) -> String {
    payloads.iter().flat_map(|text| [text, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossfield::Code;
    use signalwire_sip::UpdateSipEndpointRequest;

    /// Types that judge as the Rust type does, but for one payload; or with a verdict too few.
    struct Fake {
        wrong_on: &'static str,
        too_few: usize,
    }

    impl Generated for Fake {
        fn tool(&self) -> &'static str {
            "fake"
        }

        fn document(&self) -> &'static str {
            "openapi.codegen.json"
        }

        fn reads(&self, _: &'static str, payloads: &[&str]) -> io::Result<Vec<bool>> {
            let verdicts = payloads.iter().skip(self.too_few).map(|text| {
                let valid = crossfield::check_json::<UpdateSipEndpointRequest>(text.as_bytes());
                valid.is_ok() != (*text == self.wrong_on)
            });
            Ok(verdicts.collect())
        }
    }

    const EXCUSES: &[Excuse] = &[
        Excuse::passes("repeated items", |_, case| {
            excuses::has_code(case, &[Code::Duplicate])
        }),
        Excuse::refuses("a name of one letter", |_, case| {
            case.text() == "{\"username\":\"a\"}"
        }),
    ];

    /// What came of the types that are wrong on a payload, with excuses, and what is said of these.
    fn outcomes(fake: &Fake, list: &'static [Excuse]) -> Vec<Result<String, String>> {
        let mut excuses = Excuses::new(list);
        let mut rows = check(fake, &["UpdateSipEndpointRequest"], &mut excuses);
        rows.push(excuses.row("fake"));
        let outcomes = rows.into_iter().map(|row| match row.outcome {
            Outcome::Holds(note) => Ok(note),
            Outcome::Fails(reasons) => Err(reasons.join("; ")),
        });
        outcomes.collect()
    }

    fn wrong_on(payload: &'static str) -> Fake {
        Fake {
            wrong_on: payload,
            too_few: 0,
        }
    }

    #[test]
    fn types_that_judge_as_the_rust_type_does_hold() {
        let outcomes = outcomes(&wrong_on(""), &[]);
        assert_eq!(outcomes.len(), 3);
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }

    #[test]
    fn each_wrong_verdict_is_shown() {
        let valid = outcomes(&wrong_on("{\"username\":\"a\"}"), &[]);
        assert!(
            valid[0]
                .as_ref()
                .unwrap_err()
                .contains("{\"username\":\"a\"} is refused"),
            "{valid:?}"
        );
        let invalid = outcomes(&wrong_on("{\"call_handler\":\"resource\"}"), &[]);
        assert!(
            invalid[1]
                .as_ref()
                .unwrap_err()
                .contains("{\"call_handler\":\"resource\"} is read"),
            "{invalid:?}"
        );
    }

    #[test]
    fn of_a_document_of_30_the_first_type_reads_what_is_valid() {
        let known = ["SipEndpointAnswer", "UpdateSipEndpointRequest"];
        let outcome =
            |fake: Fake, names: &[&str]| first(&fake, names, &mut Excuses::new(&[])).outcome;
        let holds = |outcome: Outcome| matches!(outcome, Outcome::Holds(_));
        assert!(holds(outcome(wrong_on(""), &known)));
        assert!(holds(outcome(
            wrong_on("{\"call_handler\":\"resource\"}"),
            &known
        )));
        assert!(!holds(outcome(wrong_on("{\"username\":\"a\"}"), &known)));
        assert!(!holds(outcome(wrong_on(""), &known[..1])));
        let fake = Fake {
            wrong_on: "",
            too_few: 1,
        };
        assert!(!holds(outcome(fake, &known)));
    }

    #[test]
    fn an_excuse_is_for_one_verdict_and_is_missed_when_it_is_not_needed() {
        let outcomes = outcomes(&wrong_on("{\"username\":\"a\"}"), EXCUSES);
        assert!(outcomes[0].is_ok() && outcomes[1].is_ok(), "{outcomes:?}");
        assert_eq!(
            outcomes[2],
            Err("repeated items: not needed any more; remove the excuse".to_owned())
        );
    }

    #[test]
    fn a_verdict_too_few_is_no_verdict() {
        let fake = Fake {
            wrong_on: "",
            too_few: 1,
        };
        assert!(
            outcomes(&fake, &[])[0]
                .as_ref()
                .unwrap_err()
                .contains("verdicts on")
        );
        assert_eq!(verdicts("true\nfalse\n"), [true, false]);
        assert!(verdicts("true\nTraceback\n").is_empty());
    }

    #[test]
    fn a_document_without_a_type_that_is_known_proves_nothing() {
        let rows = check(
            &wrong_on(""),
            &["SipEndpointAnswer"],
            &mut Excuses::new(&[]),
        );
        assert!(matches!(rows[0].outcome, Outcome::Fails(_)));
    }
}
