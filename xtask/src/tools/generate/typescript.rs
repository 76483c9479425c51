//! `openapi-typescript`: types from an OpenAPI document, which the TypeScript compiler takes at their word.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crossfield::Code;

use super::super::documents::Document;
use super::super::report::{Outcome, Row};
use super::Generated;
use super::excuses::{Excuse, hangs_on_open_set, has_code, is_group_of_null};
use crate::process::{self, Ended, LIMIT};

#[derive(Debug)]
pub(in super::super) struct TypeScript<'a> {
    packages: &'a Path,
    folder: PathBuf,
    document: String,
}

impl<'a> TypeScript<'a> {
    pub(in super::super) const NAME: &'static str = "openapi-typescript";

    pub(in super::super) const EXCUSES: &'static [Excuse] = &[
        Excuse::passes("texts of any form and length", |_, case| {
            has_code(case, &[Code::Format, Code::Pattern, Code::Length])
        }),
        Excuse::passes("repeated items", |_, case| {
            has_code(case, &[Code::Duplicate])
        }),
        Excuse::passes("rules that hang on an open set", hangs_on_open_set),
        // What a field of a group is not (`not: {type: null}`) is dropped.
        Excuse::passes("null in the only field of a group", |_, case| {
            is_group_of_null(case)
        }),
        // A value has them without complaint; written down as a literal it must not, whatever the type.
        Excuse::refuses("a literal with a key that is no field", |_, case| {
            case.text().contains("\"no such field\"")
        }),
    ];

    /// Writes the types of a document as `api.d.ts` into a folder of its own.
    ///
    /// # Errors
    /// The generator fails.
    pub(in super::super) fn generate(
        packages: &'a Path,
        document: &Document,
        scratch: &Path,
    ) -> io::Result<Self> {
        let folder = scratch.join(&document.name);
        fs::create_dir_all(&folder)?;
        let mut command = process::node(packages, "openapi-typescript/bin/cli.js");
        command
            .arg(&document.path)
            // A key with a default may be left out of a request.
            .args(["--default-non-nullable", "false", "--output"])
            .arg(folder.join("api.d.ts"));
        process::run(&mut command, "", LIMIT)?.succeeded()?;
        Ok(Self {
            packages,
            folder,
            document: document.name.clone(),
        })
    }

    /// The lines of a program over the types that the compiler refuses.
    ///
    /// # Errors
    /// The compiler refuses something else, or does not run.
    pub(in super::super) fn refused(&self, file: &str, text: &str) -> io::Result<BTreeSet<usize>> {
        fs::write(self.folder.join(file), text)?;
        let mut command = process::node(self.packages, "typescript/bin/tsc");
        command
            .current_dir(&self.folder)
            .args([
                "--strict", "--noEmit", "--pretty", "false", "--target", "es2022",
            ])
            // What the compiler brings for browsers is more to read than all of this, and needs no check of ours.
            .args(["--lib", "es2022", "--skipDefaultLibCheck"])
            // Types of others, from some folder above, are none of this.
            .args(["--module", "nodenext", "--typeRoots", "."])
            .arg(file);
        refused_lines(file, &process::run(&mut command, "", LIMIT)?)
    }
}

impl TypeScript<'_> {
    /// Holds that a program which keeps the rules compiles, and that one which breaks them does not, line by line.
    pub(in super::super) fn usage(&self, programs: &Path) -> [Row; 2] {
        let row = |claim: &str, outcome: io::Result<Outcome>| Row {
            tool: Self::NAME,
            document: self.document.clone(),
            claim: claim.to_owned(),
            outcome: outcome.unwrap_or_else(|error| Outcome::fails(error.to_string())),
        };
        // Those of one generation of the API say nothing of the other.
        let api = self.document.split('.').next().unwrap_or_default();
        let programs = programs.join(api);
        let compile = |file: &str| {
            let text = fs::read_to_string(programs.join(file))?;
            let refused = self.refused(file, &text)?;
            Ok((text, refused))
        };
        let accepted = compile("accepted.ts").map(|(text, refused)| {
            let against = refused.iter().map(|line| said(&text, *line, "is refused"));
            Outcome::unless(against.collect(), "accepted.ts")
        });
        let refused = compile("refused.ts").map(|(text, refused)| {
            let wrong = wrong_lines(&text);
            let missed = wrong
                .difference(&refused)
                .map(|line| said(&text, *line, "compiles"));
            let more = refused
                .difference(&wrong)
                .map(|line| said(&text, *line, "is refused"));
            Outcome::unless(
                missed.chain(more).collect(),
                format!("{} lines", wrong.len()),
            )
        });
        [
            row("a program that keeps the rules compiles", accepted),
            row("one that breaks them does not", refused),
        ]
    }
}

fn said(text: &str, line: usize, what: &str) -> String {
    let words = text.lines().nth(line - 1).unwrap_or_default();
    format!("{what}, line {line}: {}", words.trim())
}

/// The lines of a program of which each must be an error.
fn wrong_lines(text: &str) -> BTreeSet<usize> {
    let lines = (1..).zip(text.lines());
    let wrong = lines.filter(|(_, line)| line.starts_with("export "));
    wrong.map(|(number, _)| number).collect()
}

/// Reads `file.ts(line,column): error TS…`; what is said of another file or none is a failure.
fn refused_lines(file: &str, ended: &Ended) -> io::Result<BTreeSet<usize>> {
    let errors = ended
        .stdout
        .lines()
        .filter(|line| line.contains("error TS"));
    let lines: Option<BTreeSet<usize>> = errors
        .map(|line| {
            let place = line.strip_prefix(file)?.strip_prefix('(')?;
            place.split_once(',')?.0.parse().ok()
        })
        .collect();
    match lines {
        Some(lines) if lines.is_empty() != ended.status.success() => Err(ended.failure()),
        Some(lines) => Ok(lines),
        None => Err(ended.failure()),
    }
}

impl Generated for TypeScript<'_> {
    fn tool(&self) -> &'static str {
        Self::NAME
    }

    fn document(&self) -> &str {
        &self.document
    }

    /// Each payload on a line of its own, as a constant of the type.
    fn reads(&self, kind: &'static str, payloads: &[&str]) -> io::Result<Vec<bool>> {
        let mut text = "import type { components } from \"./api.js\";\n".to_owned();
        for (index, payload) in payloads.iter().enumerate() {
            let line = format!(
                "export const payload{index}: components[\"schemas\"][\"{kind}\"] = {payload};\n"
            );
            text.push_str(&line);
        }
        let refused = self.refused(&format!("{kind}.ts"), &text)?;
        // The first line is 1, and is the import.
        Ok((0..payloads.len())
            .map(|index| !refused.contains(&(index + 2)))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn ended(code: i32, stdout: &str) -> Ended {
        use std::os::unix::process::ExitStatusExt;
        Ended {
            status: std::process::ExitStatus::from_raw(code << 8),
            stdout: stdout.to_owned(),
            stderr: String::new(),
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_lines_that_the_compiler_refuses_are_read() {
        let said = "a.ts(3,5): error TS2322: no\n  Types differ.\na.ts(12,5): error TS2353: no\na.ts(3,9): error TS1: no\n";
        let lines = refused_lines("a.ts", &ended(2, said)).unwrap();
        assert_eq!(lines, BTreeSet::from([3, 12]));
        assert!(refused_lines("a.ts", &ended(0, "")).unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_compiler_that_fails_otherwise_judges_nothing() {
        for (code, said) in [
            (1, ""),
            (1, "error TS5023: Unknown compiler option"),
            (2, "api.d.ts(3,5): error TS2300: no\n"),
            (0, "a.ts(3,5): error TS2322: no\n"),
        ] {
            assert!(refused_lines("a.ts", &ended(code, said)).is_err(), "{said}");
        }
    }

    #[test]
    fn the_wrong_lines_of_the_program_are_those_that_export() {
        let text = include_str!("../../../tools/typescript/fabric/refused.ts");
        let lines: Vec<&str> = text.lines().collect();
        let wrong = wrong_lines(text);
        assert!(wrong.len() > 5);
        for number in wrong {
            assert!(lines[number - 1].ends_with(';'), "one statement, one line");
        }
    }
}
