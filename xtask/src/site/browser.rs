//! The site in a real browser: a script drives Chromium, and is told what native code says.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use conformance::agree::specimens;
use serde::Deserialize;
use serde_json::{Value, json};

use super::data::{Rendered, Shown, Site, native};
use super::front;
use crate::process::{self, LIMIT, quiet};
use crate::workspace::{self, at};

/// What is tested.
pub(super) struct Test<'a> {
    pub(super) site: &'a Site,
    pub(super) packages: &'a Path,
    /// Where the site is.
    pub(super) folder: &'a Path,
    /// How many random payloads of each type.
    pub(super) cases: usize,
    pub(super) seed: u64,
}

/// What became of a claim.
#[derive(Deserialize)]
struct Outcome {
    claim: String,
    /// What speaks against it, in words; empty if it holds.
    against: Vec<String>,
}

/// As many reasons against a claim are shown.
const MOST_SHOWN: usize = 10;

impl Test<'_> {
    /// Runs the script, and says what became of each claim.
    ///
    /// # Errors
    /// The browser cannot be had, or the script did not come to its end.
    pub(super) fn run(&self, out: &mut dyn Write) -> io::Result<ExitCode> {
        let chromium = chromium()?;
        let mut outcomes = vec![types_hold(self.packages)];
        outcomes.extend(self.outcomes(&chromium)?);
        let failing = outcomes
            .iter()
            .filter(|outcome| !outcome.against.is_empty())
            .count();
        for outcome in &outcomes {
            outcome.show(out)?;
        }
        writeln!(
            out,
            "screenshots are in {}",
            workspace::root().join(SCREENSHOTS).display()
        )?;
        if failing == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(
            out,
            "\nerror: {failing} of {} claims do not hold",
            outcomes.len()
        )?;
        Ok(ExitCode::FAILURE)
    }

    fn outcomes(&self, chromium: &Path) -> io::Result<Vec<Outcome>> {
        let screenshots = workspace::root().join(SCREENSHOTS);
        fs::create_dir_all(&screenshots).map_err(|error| at(&screenshots, &error))?;
        let question = json!({
            "chromium": chromium,
            "site": std::path::absolute(self.folder)?,
            "screenshots": screenshots,
            "pages": self.site.rendered().map(Rendered::page).collect::<Vec<_>>(),
            "types": self.site.types.iter().map(|shown| self.asked(shown)).collect::<Vec<_>>(),
            "specimens": self.specimens(),
        });
        let mut command = quiet("node");
        command.arg(self.packages.join("source/test/browser.mjs"));
        let ended = process::run(&mut command, &question.to_string(), LIMIT)?;
        let said = ended.succeeded()?;
        let lines = said.lines();
        let outcomes = lines.map(serde_json::from_str);
        Ok(outcomes.collect::<Result<_, _>>()?)
    }

    /// Of a type the examples and random payloads, each with what native code says.
    fn asked(&self, shown: &Shown) -> Value {
        let Some(kind) = shown.kind else {
            return json!({ "name": shown.name, "live": false });
        };
        let check = |text: &str| (kind.check)(text.as_bytes());
        let asked = |text: &str| json!({ "text": text, "native": native(text, check) });
        let examples = shown.examples.iter().map(|example| asked(&example.text));
        let random = (kind.random)(self.seed).take(self.cases);
        let damaged = shown.examples.iter();
        let damaged = damaged.flat_map(|example| damaged_copies(&example.text));
        let others = random.chain(damaged).map(|text| asked(&text));
        json!({
            "name": shown.name,
            "live": shown.is_live,
            "examples": examples.collect::<Vec<_>>(),
            "others": others.collect::<Vec<_>>(),
        })
    }

    /// Types that have the rules and shapes which the documents do not use, with payloads.
    fn specimens(&self) -> Vec<Value> {
        let specimens = specimens().into_iter().filter_map(|specimen| {
            let live = specimen.meanings()?.ok()?;
            let check = |text: &str| specimen.native().on_text(text);
            let payloads = specimen.payloads(self.seed, self.cases).into_iter();
            let asked = payloads
                .filter(|text| is_the_same_in_javascript(text))
                .map(|text| json!({ "text": text, "native": native(&text, check) }));
            let asked: Vec<Value> = asked.collect();
            Some(json!({ "name": specimen.name(), "live": live, "others": asked }))
        });
        specimens.collect()
    }
}

/// Whether no number is more than a double can tell from others: JavaScript has no other numbers.
fn is_the_same_in_javascript(text: &str) -> bool {
    let value: Result<Value, _> = serde_json::from_str(text);
    value.is_ok_and(|value| is_exact(&value))
}

fn is_exact(value: &Value) -> bool {
    /// 2^53 - 1, up to which each integer is a double of its own.
    const MOST: u64 = 9_007_199_254_740_991;
    match value {
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(integer), _) => integer <= MOST,
            (_, Some(integer)) => integer.unsigned_abs() <= MOST,
            _ => number.as_f64().is_some_and(|double| double.abs() < 9e15),
        },
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(entries) => entries.values().all(is_exact),
        _ => true,
    }
}

const SCREENSHOTS: &str = "target/site-screenshots";

impl Outcome {
    fn show(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { claim, against } = self;
        let mark = if against.is_empty() {
            "ok    "
        } else {
            "FAILS "
        };
        writeln!(out, "{mark} {claim}")?;
        for reason in against.iter().take(MOST_SHOWN) {
            writeln!(out, "       {reason}")?;
        }
        match against.len().checked_sub(MOST_SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => writeln!(out, "       and {more} more"),
        }
    }
}

fn types_hold(packages: &Path) -> Outcome {
    Outcome {
        claim: "the TypeScript compiler finds nothing wrong in the sources".to_owned(),
        against: match front::check_types(packages) {
            Ok(()) => Vec::new(),
            Err(error) => vec![error.to_string()],
        },
    }
}

/// A text as someone leaves it who is not done: cut off, with a key twice, and with a character too much.
fn damaged_copies(text: &str) -> Vec<String> {
    let cut = |parts: usize| {
        let end = text.len() * parts / 7;
        text.get(..end).map(str::to_owned)
    };
    let twice = text.strip_prefix('{').and_then(|rest| {
        let entry = rest.split_inclusive('\n').find(|line| line.contains(':'))?;
        let entry = entry.trim_end().trim_end_matches(',');
        let is_whole = serde_json::from_str::<Value>(&format!("{{{entry}}}")).is_ok();
        is_whole.then(|| format!("{{{entry},{rest}"))
    });
    let more = text.replacen(',', ",,", 1);
    let more = (more != text).then_some(more);
    (0..7).filter_map(cut).chain(twice).chain(more).collect()
}

/// The browser, by the names under which it is installed.
///
/// # Errors
/// It is not there: with how to install it.
fn chromium() -> io::Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let path = PathBuf::from(named);
        return if path.is_file() {
            Ok(path)
        } else {
            Err(at(&path, &io::Error::other("CHROMIUM names no file")))
        };
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let named = NAMES.iter().flat_map(|name| {
        let program = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&program))
    });
    named.into_iter().find(|path| path.is_file()).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::NotFound,
            format!(
                "Chromium is not there under one of the names {}; install it (on Debian: `apt-get install chromium`), \
                 or name it by the environment variable CHROMIUM",
                NAMES.join(", ")
            ),
        )
    })
}

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_damaged_in_ways_that_native_code_tells_apart() {
        let damaged = damaged_copies("{\n  \"a\": 1,\n  \"b\": 2\n}");
        assert_eq!(damaged.len(), 9);
        assert!(
            damaged.contains(&"{  \"a\": 1,\n  \"a\": 1,\n  \"b\": 2\n}".to_owned()),
            "{damaged:?}"
        );
    }

    #[test]
    fn a_claim_that_does_not_hold_is_shown_with_some_of_the_reasons() {
        let outcome = Outcome {
            claim: "it holds".to_owned(),
            against: (0..12).map(|number| format!("reason {number}")).collect(),
        };
        let mut out = Vec::new();
        outcome.show(&mut out).unwrap();
        let shown = String::from_utf8(out).unwrap();
        assert!(
            shown.starts_with("FAILS  it holds\n       reason 0\n"),
            "{shown}"
        );
        assert!(shown.ends_with("reason 9\n       and 2 more\n"), "{shown}");
    }
}
