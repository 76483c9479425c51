//! The figures as tables: one a subject, the payloads side by side.

use std::io::{self, Write};

use super::figures::{Figure, Figures};

pub(super) fn write(figures: &Figures, out: &mut impl Write) -> io::Result<()> {
    for subject in distinct(&figures.0, |figure| &figure.subject) {
        let of = figures.0.iter().filter(|figure| figure.subject == subject);
        let payloads = distinct(of, |figure| &figure.payload);
        let columns: Vec<Column<'_>> = payloads
            .iter()
            .map(|payload| (payload.as_str(), subject.as_str(), payload.as_str()))
            .collect();
        columns_of(figures, &subject, &columns, out)?;
    }
    Ok(())
}

/// A heading, and the subject and payload whose figures stand under it.
pub(super) type Column<'a> = (&'a str, &'a str, &'a str);

/// One table, of the candidates that have a figure in one of the columns.
pub(super) fn columns_of(
    figures: &Figures,
    heading: &str,
    columns: &[Column<'_>],
    out: &mut impl Write,
) -> io::Result<()> {
    let headings = columns.iter().map(|(heading, ..)| *heading);
    let headings = std::iter::once(heading).chain(headings);
    let mut rows = vec![headings.map(str::to_owned).collect()];
    let stands_here = |figure: &&Figure| {
        let mut places = columns.iter();
        places.any(|(_, subject, payload)| (*subject, *payload) == figure.place())
    };
    let here = figures.0.iter().filter(stands_here);
    for candidate in distinct(here, |figure| &figure.candidate) {
        let cells = columns.iter().map(|(_, subject, payload)| {
            let figure = figures.get(subject, payload, &candidate);
            figure.map(cell).unwrap_or_default()
        });
        rows.push(std::iter::once(candidate.clone()).chain(cells).collect());
    }
    aligned(&rows, out)?;
    writeln!(out)
}

/// Time, allocations if there are any, and instructions if they were counted.
fn cell(figure: &Figure) -> String {
    let mut parts = Vec::new();
    parts.extend(figure.nanoseconds.map(nanoseconds));
    match figure.allocations {
        None | Some(0) => {}
        Some(count) => parts.push(format!("{count} alloc.")),
    }
    parts.extend(
        figure
            .instructions
            .map(|count| format!("{count:.0} instr.")),
    );
    parts.join(", ")
}

fn nanoseconds(time: f64) -> String {
    if time < 100.0 {
        format!("{time:.1} ns")
    } else {
        format!("{time:.0} ns")
    }
}

/// What the figures have in one column, each once, in their order.
fn distinct<'a>(
    figures: impl IntoIterator<Item = &'a Figure>,
    of: impl Fn(&Figure) -> &String,
) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for figure in figures {
        if !all.contains(of(figure)) {
            all.push(of(figure).clone());
        }
    }
    all
}

/// A table that reads well in a terminal and in a README. The first row is the heading.
pub(super) fn aligned(rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (index, row) in rows.iter().enumerate() {
        write!(out, "|")?;
        for (cell, width) in row.iter().zip(&widths) {
            write!(out, " {cell:<width$} |")?;
        }
        writeln!(out)?;
        if index == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
            writeln!(out, "|{}|", rule.join("|"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_a_table_with_its_payloads_side_by_side() {
        let figure = |payload: &str, candidate: &str, time, allocations| Figure {
            subject: "request".to_owned(),
            payload: payload.to_owned(),
            candidate: candidate.to_owned(),
            nanoseconds: Some(time),
            allocations: Some(allocations),
            instructions: None,
        };
        let figures = Figures(vec![
            figure("valid", "hand", 9.96, 0),
            figure("valid", "ours", 123.4, 0),
            figure("broken", "ours", 20.0, 2),
        ]);
        let mut out = Vec::new();
        write(&figures, &mut out).unwrap();
        let expected = "\
| request | valid   | broken            |
|---------|---------|-------------------|
| hand    | 10.0 ns |                   |
| ours    | 123 ns  | 20.0 ns, 2 alloc. |

";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
