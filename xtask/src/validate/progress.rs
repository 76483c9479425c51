//! How far the command is, on a terminal.

use std::fs;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use super::input::Source;

/// A bar on standard error, or nothing.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// A bar where standard error is a terminal, and standard output is not: the report would run through the bar. Of
    /// standard input nobody knows how much there will be.
    pub(super) fn of<'a>(sources: impl Iterator<Item = &'a Source>) -> Self {
        if !io::stderr().is_terminal() || io::stdout().is_terminal() {
            return Self::none();
        }
        let bar = match sources.map(Source::size).sum::<Option<u64>>() {
            Some(bytes) => ProgressBar::new(bytes).with_style(style("{bar:40} {percent} %")),
            None => ProgressBar::no_length().with_style(style("{spinner}")),
        };
        Self(Some(bar))
    }

    pub(super) fn add(&self, bytes: usize) {
        if let Some(bar) = &self.0 {
            bar.inc(u64::try_from(bytes).unwrap_or(u64::MAX));
        }
    }

    /// Takes the bar away, so that an error message stands by itself.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn style(begin: &str) -> ProgressStyle {
    let template = format!("{begin} {{bytes}} {{bytes_per_sec}} {{elapsed}}");
    ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Source {
    /// How many bytes it has, as far as that is known.
    fn size(&self) -> Option<u64> {
        match self {
            Self::StandardInput => None,
            Self::File(path) => fs::metadata(path)
                .ok()
                .filter(fs::Metadata::is_file)
                .map(|metadata| metadata.len()),
        }
    }
}
