//! What was claimed of which tool, and whether it holds.

use std::fmt::Write as _;

/// One claim, and what came of it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) tool: &'static str,
    /// The file of the document.
    pub(super) document: String,
    /// What must be so, in a few words.
    pub(super) claim: String,
    pub(super) outcome: Outcome,
}

#[derive(Debug)]
pub(super) enum Outcome {
    /// It is so; with what is worth saying of it, or nothing.
    Holds(String),
    /// It is not so: why, a line each.
    Fails(Vec<String>),
}

impl Outcome {
    /// Holds if nothing speaks against it.
    pub(super) fn unless(against: Vec<String>, note: impl Into<String>) -> Self {
        if against.is_empty() {
            Self::Holds(note.into())
        } else {
            Self::Fails(against)
        }
    }

    pub(super) fn fails(why: impl Into<String>) -> Self {
        Self::Fails(vec![why.into()])
    }
}

/// All claims, and the tools that could not be had.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) rows: Vec<Row>,
    /// A tool, and why it could not be had.
    pub(super) missing: Vec<(&'static str, String)>,
}

const HEADINGS: [&str; 4] = ["tool", "document", "claim", "result"];

/// How many reasons of one claim are shown: a document that is all wrong breaks them by the hundred.
const SHOWN: usize = 10;

impl Report {
    /// Whether every claim holds.
    pub(super) fn is_well(&self) -> bool {
        self.failing() == 0
    }

    fn failing(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| matches!(row.outcome, Outcome::Fails(_)))
            .count()
    }

    /// The table, below it why what fails fails, and the sum.
    pub(super) fn render(&self) -> String {
        let mut out = self.table();
        self.failures(&mut out);
        for (tool, why) in &self.missing {
            let _ = writeln!(out, "\n{tool} could not be had: {why}");
        }
        let _ = writeln!(out, "\n{}", self.sum());
        out
    }

    fn table(&self) -> String {
        let rows: Vec<[&str; 4]> = self.rows.iter().map(cells).collect();
        let widths = [0, 1, 2].map(|column| {
            let cells = rows.iter().chain([&HEADINGS]).map(|row| row[column]);
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        });
        let [tool, document, claim] = widths;
        let mut out = String::new();
        for row in [&HEADINGS].into_iter().chain(&rows) {
            let line = format!(
                "{:tool$}  {:document$}  {:claim$}  {}",
                row[0], row[1], row[2], row[3]
            );
            let _ = writeln!(out, "{}", line.trim_end());
        }
        out
    }

    fn failures(&self, out: &mut String) {
        for row in &self.rows {
            let Outcome::Fails(reasons) = &row.outcome else {
                continue;
            };
            let _ = writeln!(out, "\n{}, {}: {}", row.tool, row.document, row.claim);
            for reason in reasons.iter().take(SHOWN) {
                let _ = writeln!(out, "    {}", reason.replace('\n', "\n    "));
            }
            if let Some(more) = reasons.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                let _ = writeln!(out, "    and {more} more");
            }
        }
    }

    fn sum(&self) -> String {
        let all = self.rows.len();
        match (self.failing(), self.missing.len()) {
            (0, 0) => format!("all {all} claims hold"),
            (0, missing) => format!("error: {missing} of the tools could not be had"),
            (failing, _) => format!("error: {failing} of {all} claims do not hold"),
        }
    }
}

fn cells(row: &Row) -> [&str; 4] {
    let outcome = match &row.outcome {
        Outcome::Holds(note) if note.is_empty() => "holds",
        Outcome::Holds(note) => note,
        Outcome::Fails(_) => "FAILS",
    };
    [row.tool, &row.document, &row.claim, outcome]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(claim: &str, outcome: Outcome) -> Row {
        Row {
            tool: "a-tool",
            document: "openapi.json".to_owned(),
            claim: claim.to_owned(),
            outcome,
        }
    }

    #[test]
    fn the_table_has_a_line_for_each_claim() {
        let report = Report {
            rows: vec![
                row("has nothing to say", Outcome::Holds(String::new())),
                row(
                    "answers 422",
                    Outcome::unless(Vec::new(), "133 of 133 payloads"),
                ),
            ],
            missing: Vec::new(),
        };
        assert!(report.is_well());
        assert_eq!(
            report.render(),
            "tool    document      claim               result\n\
             a-tool  openapi.json  has nothing to say  holds\n\
             a-tool  openapi.json  answers 422         133 of 133 payloads\n\
             \n\
             all 2 claims hold\n"
        );
    }

    #[test]
    fn a_tool_that_could_not_be_had_is_never_passed_over() {
        let report = Report {
            rows: vec![row("is so", Outcome::Holds(String::new()))],
            missing: vec![("another-tool", "no network".to_owned())],
        };
        assert!(
            report.render().ends_with(
                "\nanother-tool could not be had: no network\n\nerror: 1 of the tools could not be had\n"
            )
        );
    }

    #[test]
    fn what_fails_is_explained_below_the_table_and_cut_short() {
        let reasons = (0..12).map(|at| format!("reason {at}\nof two lines"));
        let report = Report {
            rows: vec![row("is so", Outcome::Fails(reasons.collect()))],
            missing: vec![("another-tool", "no network".to_owned())],
        };
        assert!(!report.is_well());
        let shown = report.render();
        assert!(
            shown.contains("a-tool  openapi.json  is so  FAILS\n"),
            "{shown}"
        );
        assert!(
            shown.contains(
                "a-tool, openapi.json: is so\n    reason 0\n    of two lines\n    reason 1"
            ),
            "{shown}"
        );
        assert!(
            shown.contains("reason 9\n    of two lines\n    and 2 more\n"),
            "{shown}"
        );
        assert!(
            shown.contains("another-tool could not be had: no network"),
            "{shown}"
        );
        assert!(
            shown.ends_with("error: 1 of 1 claims do not hold\n"),
            "{shown}"
        );
    }
}
