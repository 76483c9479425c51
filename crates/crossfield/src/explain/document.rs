//! An explanation as text and as Markdown. What is said is decided once; the two differ in marks only.

use crate::explain::{Cell, Explanation, FieldSummary, Presence, Table, Verdict};

/// Text is for screens and logs: a wider table is written in parts, one below the other.
const WIDTH: usize = 100;

const GAP: &str = "  ";

/// What the tables mean by the word.
const ABSENT: &str =
    "Absent is a field without a key, with null, or with an empty text where that is no value.";

pub(super) enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
    Grid(Grid),
}

/// A table as texts: the heads of the columns, and rows of as many.
pub(super) struct Grid {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

pub(super) fn blocks(explanation: &Explanation) -> Vec<Block> {
    let mut blocks = vec![Block::Title(explanation.type_name.to_owned())];
    if explanation.variants.is_empty() {
        add_rules(explanation, &mut blocks);
    } else {
        blocks.push(Block::List(of_variants(explanation)));
    }
    for variant in &explanation.variants {
        let title = format!("{}, {}", explanation.type_name, variant.told_by);
        blocks.push(Block::Title(title));
        add_rules(&variant.rules, &mut blocks);
    }
    blocks
}

/// What holds of an enum as a whole.
fn of_variants(explanation: &Explanation) -> Vec<String> {
    let told = explanation
        .variants
        .iter()
        .map(|variant| variant.told_by.as_str());
    let one_of = format!("One of: {}.", told.collect::<Vec<_>>().join("; "));
    let denied = (explanation.denies_unknown_fields)
        .then(|| "A key beside the tag and the content is refused.".to_owned());
    [Some(one_of), denied].into_iter().flatten().collect()
}

fn add_rules(explanation: &Explanation, blocks: &mut Vec<Block>) {
    if explanation.fields.is_empty() {
        let mut lines = explanation.sentences.clone();
        if lines.is_empty() {
            lines.push("No rules.".to_owned());
        }
        blocks.push(Block::List(lines));
        return;
    }
    blocks.push(Block::List(general(explanation)));
    for table in &explanation.tables {
        add_table(table, blocks);
    }
    add_list("Rules across fields", explanation.sentences.clone(), blocks);
    add_list("Rules on single fields", own_rules(explanation), blocks);
}

/// What holds whatever is given.
fn general(explanation: &Explanation) -> Vec<String> {
    let may_be_none =
        |field: &FieldSummary| field.key_required && field.presence != Presence::Required;
    let mut lines = vec![
        fields_that(explanation, "Always required", |field| {
            field.presence == Presence::Required
        }),
        fields_that(explanation, "Required or not by other fields", |field| {
            field.presence == Presence::Conditional
        }),
        fields_that(explanation, "Never required", |field| {
            field.presence == Presence::Optional
        }),
        fields_that(
            explanation,
            "The key must be there, though the value may be none",
            may_be_none,
        ),
    ];
    lines.push(Some(if explanation.tables.is_empty() {
        "No field decides about another.".to_owned()
    } else {
        ABSENT.to_owned()
    }));
    lines.push(
        explanation
            .denies_unknown_fields
            .then(|| "A key that is no field is refused.".to_owned()),
    );
    lines.into_iter().flatten().collect()
}

fn fields_that(
    explanation: &Explanation,
    words: &str,
    chosen: impl Fn(&FieldSummary) -> bool,
) -> Option<String> {
    let fields = explanation.fields.iter().filter(|field| chosen(field));
    Some(format!(
        "{words}: {}.",
        listed(fields.map(|field| field.name))?
    ))
}

fn own_rules(explanation: &Explanation) -> Vec<String> {
    let ruled = explanation
        .fields
        .iter()
        .filter(|field| !field.sentences.is_empty());
    ruled
        .map(|field| format!("`{}`: {}.", field.name, field.sentences.join("; ")))
        .collect()
}

fn add_list(heading: &str, lines: Vec<String>, blocks: &mut Vec<Block>) {
    if !lines.is_empty() {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.push(Block::List(lines));
    }
}

fn add_table(table: &Table, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(format!("By `{}`", table.discriminant)));
    let mut notes = Notes::default();
    if !table.rows.is_empty() {
        blocks.push(Block::Grid(Grid::new(table, &mut notes)));
    }
    let constant = constant(table, &mut notes);
    if !notes.0.is_empty() {
        let numbered = (1..).zip(&notes.0);
        blocks.push(Block::List(
            numbered
                .map(|(number, words)| format!("({number}) {words}."))
                .collect(),
        ));
    }
    if !constant.is_empty() {
        blocks.push(Block::Paragraph(format!(
            "Whatever `{}` is: {}.",
            table.discriminant,
            constant.join("; ")
        )));
    }
}

/// The words of cells in which other fields decide: too long for a cell, and each said once.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn shown(&mut self, cell: &Cell) -> String {
        match &cell.verdict {
            Verdict::Depends(words) => format!("depends ({})", self.number(words)),
            Verdict::Required | Verdict::Allowed | Verdict::Forbidden | Verdict::Contradictory => {
                cell.verdict.as_str().to_owned()
            }
        }
    }

    fn number(&mut self, words: &String) -> usize {
        if let Some(place) = self.0.iter().position(|note| note == words) {
            return place + 1;
        }
        self.0.push(words.clone());
        self.0.len()
    }
}

/// The fields that are the same under every value, by what they are.
fn constant(table: &Table, notes: &mut Notes) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, cell) in &table.constant {
        let words = notes.shown(cell);
        match groups.iter_mut().find(|(group, _)| *group == words) {
            Some((_, names)) => names.push(name),
            None => groups.push((words, vec![name])),
        }
    }
    let said = groups
        .into_iter()
        .filter_map(|(words, names)| Some(format!("{words} {}", listed(names.into_iter())?)));
    said.collect()
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

impl Grid {
    fn new(table: &Table, notes: &mut Notes) -> Self {
        let cases = table.cases.iter().map(ToString::to_string);
        let mut rows = Vec::new();
        for row in &table.rows {
            let mut texts = vec![format!("`{}`", row.field)];
            texts.extend(row.cells.iter().map(|cell| notes.shown(cell)));
            rows.push(texts);
        }
        Self {
            head: [String::new()].into_iter().chain(cases).collect(),
            rows,
        }
    }

    fn lines(&self) -> impl Iterator<Item = &[String]> {
        let rows = self.rows.iter().map(Vec::as_slice);
        [self.head.as_slice()].into_iter().chain(rows)
    }

    /// The width of each column.
    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.head.len()];
        for line in self.lines() {
            for (width, text) in widths.iter_mut().zip(line) {
                *width = (*width).max(text.chars().count());
            }
        }
        widths
    }
}

pub(super) fn text(blocks: &[Block]) -> String {
    let shown = blocks.iter().map(|block| match block {
        Block::Title(text) | Block::Paragraph(text) => format!("{text}\n"),
        Block::Heading(text) => format!("{text}:\n"),
        Block::List(lines) => prefixed(lines, GAP),
        Block::Grid(grid) => aligned(grid),
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn prefixed(lines: &[String], prefix: &str) -> String {
    let lines = lines.iter().flat_map(|line| [prefix, line, "\n"]);
    lines.collect()
}

/// The rows with aligned columns, in as many parts as the width asks for; each part starts with the first column.
fn aligned(grid: &Grid) -> String {
    let widths = grid.widths();
    let parts = parts(&widths).into_iter().map(|columns| {
        let lines = grid
            .lines()
            .map(|line| aligned_line(line, &widths, &columns));
        lines.collect::<String>()
    });
    parts.collect::<Vec<_>>().join("\n")
}

fn aligned_line(line: &[String], widths: &[usize], columns: &[usize]) -> String {
    let mut text = String::new();
    for column in columns {
        if let (Some(cell), Some(width)) = (line.get(*column), widths.get(*column)) {
            text.push_str(GAP);
            text.push_str(cell);
            text.extend(core::iter::repeat_n(
                ' ',
                width.saturating_sub(cell.chars().count()),
            ));
        }
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// Which columns go together. A part has one column beside the first at least, however wide.
fn parts(widths: &[usize]) -> Vec<Vec<usize>> {
    let first = widths.first().map_or(0, |width| width + GAP.len());
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut used = WIDTH;
    for (column, width) in widths.iter().enumerate().skip(1) {
        let width = width + GAP.len();
        match parts.last_mut() {
            Some(part) if used + width <= WIDTH => part.push(column),
            _ => {
                parts.push(vec![0, column]);
                used = first;
            }
        }
        used += width;
    }
    parts
}

pub(super) fn markdown(blocks: &[Block]) -> String {
    let shown = blocks.iter().map(|block| match block {
        Block::Title(text) => format!("## {text}\n"),
        Block::Heading(text) => format!("### {text}\n"),
        Block::Paragraph(text) => format!("{text}\n"),
        Block::List(lines) => prefixed(lines, "- "),
        Block::Grid(grid) => markdown_table(grid),
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn markdown_table(grid: &Grid) -> String {
    let mut lines = grid.lines().map(markdown_row);
    let head = lines.next().unwrap_or_default();
    let rule = format!("|{}\n", "---|".repeat(grid.head.len()));
    [head, rule].into_iter().chain(lines).collect()
}

/// A bar ends a cell, in code too; so does the end of the line.
fn markdown_row(line: &[String]) -> String {
    let cells = line
        .iter()
        .map(|cell| cell.replace('|', "\\|").replace(['\n', '\r'], " "));
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
