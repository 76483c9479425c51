//! The figures in the READMEs, between two comments.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::thread;

use super::figures::{Figure, Figures};
use super::table::{self, Column};
use super::targets::{self, Reached};
use crate::workspace::{at, root};

const BEGIN: &str = "<!-- Written by `cargo xtask bench --readme`. -->\n";
const END: &str = "<!-- End of what is written. -->\n";

/// What the README of the workspace shows: the rules as other crates can state them.
const COLUMNS: [Column<'static>; 4] = [
    ("request, valid", "request of plain fields", "valid"),
    ("3 violations", "request of plain fields", "3 violations"),
    ("response, valid", "response of plain fields", "valid"),
    ("3 violations", "response of plain fields", "3 violations"),
];

/// All tables into the benchmark's README, and one, with the targets that are missed, into that of the workspace.
pub(super) fn write(figures: &Figures, tables: &[u8], reached: &[Reached]) -> io::Result<()> {
    let made = made()?;
    let all = format!("{made}\n\n{}", String::from_utf8_lossy(tables));
    put(&root().join("benches/README.md"), &all)?;
    let mut short = format!("{made}\n\n").into_bytes();
    table::columns_of(&without_instructions(figures), "", &COLUMNS, &mut short)?;
    targets::missed(reached, &mut short)?;
    put(&root().join("README.md"), &String::from_utf8_lossy(&short))
}

fn without_instructions(figures: &Figures) -> Figures {
    let without = |figure: &Figure| Figure {
        instructions: None,
        ..figure.clone()
    };
    Figures(figures.0.iter().map(without).collect())
}

/// When, and on what machine.
fn made() -> io::Result<String> {
    let date = Command::new("date").args(["--utc", "+%F"]).output()?.stdout;
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("", |model| model.trim_start_matches(['\t', ' ', ':']));
    Ok(format!(
        "{}, {model}, {} processors:",
        String::from_utf8_lossy(&date).trim(),
        thread::available_parallelism()?
    ))
}

fn put(file: &Path, text: &str) -> io::Result<()> {
    let before = fs::read_to_string(file).map_err(|error| at(file, &error))?;
    let missing = || io::Error::other(format!("{}: the comments are not there", file.display()));
    let after = replaced(&before, text).ok_or_else(missing)?;
    fs::write(file, after).map_err(|error| at(file, &error))
}

/// The text with what stands between the comments replaced.
fn replaced(before: &str, text: &str) -> Option<String> {
    let (head, rest) = before.split_once(BEGIN)?;
    let (_, tail) = rest.split_once(END)?;
    // Types of Rust are no HTML.
    let text = text.trim_end().replace('<', "\\<");
    Some(format!("{head}{BEGIN}\n{text}\n\n{END}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_the_comments_is_replaced() {
        let before = format!("# Title\n{BEGIN}old\n{END}\nmore\n");
        let expected = format!("# Title\n{BEGIN}\nnew\\<T>\n\n{END}\nmore\n");
        assert_eq!(replaced(&before, "new<T>\n").as_deref(), Some(&*expected));
        assert_eq!(replaced("# Title\n", "new"), None);
    }

    #[test]
    fn both_files_have_the_comments() {
        for file in ["README.md", "benches/README.md"] {
            let text = fs::read_to_string(root().join(file)).unwrap();
            assert!(replaced(&text, "").is_some(), "{file}");
        }
    }
}
