//! `cargo xtask switch-off`: whether `cargo xtask agree` sees it when a rule is in one place only.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::workspace;

/// Switch every rule of the model off, in the native code alone and in the schema alone, and see whether `agree` notices
///
/// A copy of the workspace is built once for each rule of the types whose documents are committed, without that rule.
/// Its native code is held against the committed documents, and the documents that it writes against the native code as it
/// is. Each must make `cargo xtask agree` fail on the documents of the types that have the rule: those that are written
/// otherwise without it. A copy takes some ten seconds to build; one that does not compile is told apart.
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// How many payloads each is judged by.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    cases: u32,

    /// Only rules whose line in the table has this text.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
}

/// Where the types are whose documents are committed.
const FILES: [&str; 9] = [
    "crates/signalwire-sip/src/fabric/create.rs",
    "crates/signalwire-sip/src/fabric/update.rs",
    "crates/signalwire-sip/src/fabric/assign.rs",
    "crates/signalwire-sip/src/fabric/addresses.rs",
    "crates/signalwire-sip/src/relay/create.rs",
    "crates/signalwire-sip/src/relay/update.rs",
    "crates/signalwire-sip/src/endpoint/record.rs",
    "crates/signalwire-sip/src/endpoint/answer.rs",
    "crates/signalwire-sip/src/page.rs",
];

/// Runs the command.
///
/// # Errors
/// The workspace cannot be copied or built, or the output cannot be written to.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let bench = Bench::new(arguments.cases)?;
    let rules = rules(&bench.root)?;
    let named = rules
        .iter()
        .filter(|rule| rule.name().contains(&arguments.only));
    let named: Vec<&Rule> = named.collect();
    if named.is_empty() {
        let message = format!("no rule has `{}` in its name", arguments.only);
        return Err(io::Error::other(message));
    }
    if bench.agree(&std::env::current_exe()?, &bench.root.join("schema"), &[])? {
        return Err(io::Error::other(
            "`cargo xtask agree` fails with all rules in their places; nothing can be shown before it holds",
        ));
    }
    let mut missed = 0;
    writeln!(
        out,
        "{:<78} {:>13} {:>13}",
        "rule switched off", "in native", "in schema"
    )?;
    for rule in named {
        let outcomes = bench.without(rule)?;
        let [native, schema] = outcomes.map(Outcome::word);
        missed += outcomes
            .iter()
            .filter(|outcome| **outcome == Outcome::Missed)
            .count();
        writeln!(out, "{:<78} {native:>13} {schema:>13}", rule.name())?;
        out.flush()?;
    }
    writeln!(out, "{missed} missed")?;
    Ok(if missed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What comes of it that a rule is in one place only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// `agree` sees it.
    Caught,
    Missed,
    /// What is left does not compile: nobody can ship it.
    Refused,
}

impl Outcome {
    const fn of(is_seen: bool) -> Self {
        if is_seen { Self::Caught } else { Self::Missed }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Caught => "caught",
            Self::Missed => "MISSED",
            Self::Refused => "not compiled",
        }
    }
}

/// A rule in a source file.
#[derive(Debug, PartialEq, Eq)]
struct Rule {
    file: &'static str,
    /// The line on which it stands.
    line: usize,
    /// The field that it is of, or the type.
    of: String,
    text: String,
    /// What is taken out.
    range: Range<usize>,
}

impl Rule {
    fn name(&self) -> String {
        let file = Path::new(self.file).file_stem().unwrap_or_default();
        let text: Vec<&str> = self.text.split_whitespace().collect();
        let text = text.join(" ");
        let shown: String = text.chars().take(40).collect();
        let folder = Path::new(self.file).parent().and_then(Path::file_name);
        let folder = folder.unwrap_or_default().display();
        format!(
            "{folder}/{}:{} {}: {shown}",
            file.display(),
            self.line,
            self.of
        )
    }
}

/// The place where copies are made and built.
struct Bench {
    root: PathBuf,
    place: PathBuf,
    cases: u32,
}

impl Bench {
    fn new(cases: u32) -> io::Result<Self> {
        let root = workspace::root().to_path_buf();
        let place = root.join("target/switch-off");
        let bench = Self { root, place, cases };
        workspace::copy_to(&bench.tree())?;
        Ok(bench)
    }

    fn tree(&self) -> PathBuf {
        self.place.join("tree")
    }

    /// What comes of it that the native code alone, and that the schema alone, lacks the rule.
    fn without(&self, rule: &Rule) -> io::Result<[Outcome; 2]> {
        let without = |whole: &str| {
            let mut text = whole.to_owned();
            text.replace_range(rule.range.clone(), "");
            text
        };
        workspace::while_changed(&self.tree().join(rule.file), without, || {
            match self.build()? {
                Some(built) => Ok(self.seen(&built)?.map(Outcome::of)),
                None => Ok([Outcome::Refused; 2]),
            }
        })
    }

    fn seen(&self, built: &Path) -> io::Result<[bool; 2]> {
        let folder = self.place.join("schema");
        let written = quiet(
            Command::new(built)
                .arg("schema")
                .arg("--folder")
                .arg(&folder),
        )?;
        if !written {
            return Err(io::Error::other("the documents cannot be written"));
        }
        let committed = self.root.join("schema");
        let changed = changed(&committed, &folder)?;
        Ok([
            self.agree(built, &committed, &changed)?,
            self.agree(&std::env::current_exe()?, &folder, &changed)?,
        ])
    }

    /// The command as it is built from the copy; `None` if the copy does not compile.
    fn build(&self) -> io::Result<Option<PathBuf>> {
        let target = self.place.join("build");
        let built = quiet(
            Command::new("cargo")
                .args(["build", "--quiet", "--locked", "--package", "xtask"])
                // It judges a few payloads, and is compiled again for each rule.
                .args(["--config", "profile.dev.package.conformance.opt-level=0"])
                .current_dir(self.tree())
                .env("CARGO_TARGET_DIR", &target)
                // Nobody debugs it.
                .env("CARGO_PROFILE_DEV_DEBUG", "none"),
        )?;
        let name = format!("xtask{}", std::env::consts::EXE_SUFFIX);
        Ok(built.then(|| target.join("debug").join(name)))
    }

    /// Whether `agree` finds that a command's native code and the documents in a folder differ: these, or all if none is
    /// named.
    fn agree(&self, command: &Path, folder: &Path, only: &[String]) -> io::Result<bool> {
        let mut command = Command::new(command);
        command
            .args(["agree", "--peers", "jsonschema", "--cases"])
            .arg(self.cases.to_string());
        command.arg("--folder").arg(folder);
        if !only.is_empty() {
            command.arg("--only").arg(only.join(","));
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match command.status()?.code() {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            other => Err(io::Error::other(format!("`agree` ended with {other:?}"))),
        }
    }
}

/// The documents that a folder has otherwise than the committed ones: those of one type if there are any, else those of all
/// types. What generators of code read, and `OpenAPI` 3.0, say the same.
fn changed(committed: &Path, folder: &Path) -> io::Result<Vec<String>> {
    let mut changed = Vec::new();
    for entry in fs::read_dir(committed)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let is_document = path
            .extension()
            .is_some_and(|extension| extension == "json");
        if is_document && fs::read(&path)? != fs::read(folder.join(name))? {
            changed.push(name.to_string_lossy().into_owned());
        }
    }
    let with_end = |end: &str| {
        let names = changed
            .iter()
            .filter(|name| name.ends_with(end) && !name.contains(".codegen."));
        names.cloned().collect::<Vec<_>>()
    };
    let alone = with_end(".schema.json");
    Ok(if alone.is_empty() {
        with_end(".openapi.json")
    } else {
        alone
    })
}

/// Whether a command ends well; it says nothing here.
fn quiet(command: &mut Command) -> io::Result<bool> {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    Ok(status.success())
}

fn rules(root: &Path) -> io::Result<Vec<Rule>> {
    let mut rules = Vec::new();
    for file in FILES {
        let path = root.join(file);
        let text = fs::read_to_string(&path).map_err(|error| workspace::at(&path, &error))?;
        rules.extend(rules_in(file, &text));
    }
    Ok(rules)
}

/// The rules of a file: what `#[validate(…)]` lists, and what of `#[serde(…)]` is one.
fn rules_in(file: &'static str, text: &str) -> Vec<Rule> {
    let attributes = ["#[validate(", "#[serde("].into_iter().flat_map(|start| {
        let found = text.match_indices(start);
        found.map(move |(at, _)| (at + start.len(), start == "#[validate("))
    });
    let mut rules: Vec<Rule> = attributes
        .filter(|(at, _)| !is_in_a_comment(text, *at))
        .flat_map(|(at, is_ours)| {
            let items = items(text, at);
            let is_alone = items.len() == 1;
            let items = items
                .into_iter()
                .filter(move |range| is_ours || is_rule_of_serde(&text[range.clone()]));
            items.map(move |range| Rule {
                file,
                line: line(text, range.start),
                of: subject(text, range.end),
                text: text[range.clone()].trim().trim_end_matches(',').to_owned(),
                // The derive refuses a list without a rule.
                range: if is_alone {
                    attribute(text, &range)
                } else {
                    range
                },
            })
        })
        .collect();
    rules.sort_by_key(|rule| rule.range.start);
    rules
}

/// The line of what comes next.
fn line(text: &str, from: usize) -> usize {
    let space = text[from..].len() - text[from..].trim_start().len();
    text[..from + space].matches('\n').count() + 1
}

fn is_in_a_comment(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("//")
}

fn is_rule_of_serde(item: &str) -> bool {
    let item = item.trim();
    item.starts_with("deny_unknown_fields") || item.contains("crossfield::not_null")
}

/// The items of a list that begins here, each with the comma behind it.
fn items(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let (mut depth, mut in_text, mut from) = (0_usize, false, start);
    for (offset, byte) in text[start..].bytes().enumerate() {
        let at = start + offset;
        match byte {
            // Strings here are raw or without escapes.
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'(' | b'[' => depth += 1,
            b')' | b']' if depth > 0 => depth -= 1,
            b')' => {
                items.push(from..at);
                break;
            }
            b',' if depth == 0 => {
                items.push(from..at + 1);
                from = at + 1;
            }
            _ => {}
        }
    }
    items.retain(|range| !text[range.clone()].trim().is_empty());
    items
}

/// The attribute that an item is in.
fn attribute(text: &str, item: &Range<usize>) -> Range<usize> {
    let start = text[..item.start].rfind("#[").unwrap_or(item.start);
    let end = text[item.end..]
        .find(")]")
        .map_or(item.end, |end| item.end + end + 2);
    start..end
}

/// The field or type that the attribute stands on.
fn subject(text: &str, from: usize) -> String {
    let lines = text[from..].lines().skip(1).map(str::trim);
    let mut names = lines.filter_map(|line| {
        let line = line.strip_prefix("pub ")?;
        let line = line.strip_prefix("struct ").unwrap_or(line);
        line.split([':', ' ']).next()
    });
    names.next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
/// Like `#[validate(length(min = 1))]`.
#[serde(deny_unknown_fields)]
pub struct Call {
    #[serde(default, deserialize_with = "crossfield::not_null")]
    #[validate(
        length(min = 1, max = 9),
        pattern(r"^[^,)]*$", message = "no comma"),
    )]
    pub to: Option<String>,
    #[validate(required)]
    pub from: Option<String>,
    #[validate(
        range(max = 5),
    )]
    pub hops: u8,
}
"#;

    #[test]
    fn every_rule_is_found_with_its_field_and_what_it_takes_to_drop_it() {
        let rules = rules_in("call.rs", SOURCE);
        let names: Vec<String> = rules.iter().map(Rule::name).collect();
        assert_eq!(
            names,
            [
                "/call:3 Call: deny_unknown_fields",
                "/call:5 to: deserialize_with = \"crossfield::not_null",
                "/call:7 to: length(min = 1, max = 9)",
                "/call:8 to: pattern(r\"^[^,)]*$\", message = \"no comma",
                "/call:11 from: required",
                "/call:14 hops: range(max = 5)",
            ]
        );
        let mut without = SOURCE.to_owned();
        without.replace_range(rules[2].range.clone(), "");
        assert!(!without.contains("length(min = 1, max = 9)") && without.contains("pattern(r"));
        without = SOURCE.to_owned();
        without.replace_range(rules[1].range.clone(), "");
        assert!(without.contains("#[serde(default,)]"));
        for alone in [0, 4, 5] {
            without = SOURCE.to_owned();
            without.replace_range(rules[alone].range.clone(), "");
            let attributes = |text: &str| text.matches("#[").count();
            assert_eq!(attributes(&without), attributes(SOURCE) - 1, "{without}");
            assert!(syn::parse_file(&without).is_ok(), "{without}");
        }
    }

    #[test]
    fn what_changed_is_judged_in_documents_of_one_type_if_there_are_any() {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let [committed, one, component] = folders.each_ref().map(tempfile::TempDir::path);
        let files = [
            "a.schema.json",
            "a.codegen.schema.json",
            "b.schema.json",
            "all.openapi.json",
            "README.md",
        ];
        for file in files {
            for folder in [committed, one, component] {
                fs::write(folder.join(file), "").unwrap();
            }
        }
        assert!(changed(committed, one).unwrap().is_empty());
        for file in [
            "a.schema.json",
            "a.codegen.schema.json",
            "all.openapi.json",
            "README.md",
        ] {
            fs::write(one.join(file), "changed").unwrap();
        }
        assert_eq!(changed(committed, one).unwrap(), ["a.schema.json"]);
        fs::write(component.join("all.openapi.json"), "changed").unwrap();
        assert_eq!(changed(committed, component).unwrap(), ["all.openapi.json"]);
    }

    #[test]
    fn the_types_have_rules_to_switch_off() {
        let rules = rules(workspace::root()).unwrap();
        for file in FILES {
            assert!(rules.iter().any(|rule| rule.file == file), "{file}");
        }
        // So many that a form of attribute which is no longer found is missed.
        assert!(rules.len() > 150, "{}", rules.len());
    }
}
