//! The line of a text around a place, cut to a width that fits a screen: a line can be as long as the document.

use crossfield::Span;

use super::display::printable;

/// How many characters of a line are shown. With a margin, that fits a terminal of 80 columns.
const WIDTH: usize = 72;

/// How many of them stand before the place at least, if the line has as many.
const LEAD: usize = 28;

/// More bytes than the characters that are shown can take, so that only what is not shown is cut within a character.
const REACH: usize = 4 * (WIDTH + 1);

const TAB: &str = "    ";
const ELLIPSIS: &str = "…";

/// Part of a line, and a mark to print below it.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// White space as wide as the text before the mark.
    pub(super) indent: String,
    pub(super) mark: String,
}

impl Excerpt {
    /// Marks what a span covers of the line in which it starts, and one column at least.
    pub(super) fn new(text: &[u8], span: Span) -> Self {
        let (before, after) = text.split_at_checked(span.start).unwrap_or((text, &[]));
        let after = Part::at_start_of(after);
        let before = Part::at_end_of(before);
        let before = before.keep_last(LEAD.max(WIDTH.saturating_sub(after.characters.len())));
        let after = after.keep_first(WIDTH.saturating_sub(before.characters.len()));
        let covered = text.get(span.start..span.end).unwrap_or_default();
        let covered = Part::at_start_of(covered).characters.len();
        let marked = after.characters.get(..covered).unwrap_or(&after.characters);
        Self {
            text: [
                before.ellipsis(),
                &shown(&before.characters),
                &shown(&after.characters),
                after.ellipsis(),
            ]
            .concat(),
            indent: " ".repeat(columns(before.ellipsis()) + columns(&shown(&before.characters))),
            mark: "^".repeat(columns(&shown(marked)).max(1)),
        }
    }
}

/// The part of a line on one side of a place.
struct Part {
    characters: Vec<char>,
    /// Whether the line goes on.
    cut: bool,
}

impl Part {
    /// The rest of the line that is broken off here, as far as it matters.
    fn at_start_of(text: &[u8]) -> Self {
        let near = text.get(..REACH).unwrap_or(text);
        let end = near.iter().position(|&byte| byte == b'\n');
        let line = near.get(..end.unwrap_or(near.len())).unwrap_or_default();
        let cut = end.is_none() && near.len() < text.len();
        let line_break = if cut { None } else { line.strip_suffix(b"\r") };
        Self {
            characters: decoded(line_break.unwrap_or(line)),
            cut,
        }
    }

    /// The start of the line that is broken off here, as far as it matters.
    fn at_end_of(text: &[u8]) -> Self {
        let near = text
            .get(text.len().saturating_sub(REACH)..)
            .unwrap_or_default();
        let line_feed = near.iter().rposition(|&byte| byte == b'\n');
        let start = line_feed.map_or(0, |line_feed| line_feed + 1);
        Self {
            characters: decoded(near.get(start..).unwrap_or_default()),
            cut: line_feed.is_none() && near.len() < text.len(),
        }
    }

    fn keep_first(mut self, most: usize) -> Self {
        self.cut |= self.characters.len() > most;
        self.characters.truncate(most);
        self
    }

    fn keep_last(mut self, most: usize) -> Self {
        let excess = self.characters.len().saturating_sub(most);
        self.cut |= excess > 0;
        self.characters.drain(..excess);
        self
    }

    fn ellipsis(&self) -> &'static str {
        if self.cut { ELLIPSIS } else { "" }
    }
}

/// The characters of a text; each byte that is not UTF-8 counts as one.
fn decoded(text: &[u8]) -> Vec<char> {
    let chunks = text.utf8_chunks();
    let characters = chunks.flat_map(|chunk| {
        let invalid = chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER);
        chunk.valid().chars().chain(invalid)
    });
    characters.collect()
}

/// The characters as they are printed, one column each.
fn shown(characters: &[char]) -> String {
    let mut text = String::new();
    for &character in characters {
        if character == '\t' {
            text.push_str(TAB);
        } else {
            text.push(printable(character));
        }
    }
    text
}

fn columns(shown: &str) -> usize {
    shown.chars().count()
}
