//! The report of a run, for people.

use std::io::{self, Write};

use conformance::agree::{Disagreement, Report, Row, Sides};

use super::peers::Missing;

/// The table, what differs, and in the last line whether all is well.
pub(super) fn report(
    report: &Report,
    seed: u64,
    missing: &[Missing],
    out: &mut dyn Write,
) -> io::Result<()> {
    table(&report.rows, missing, out)?;
    times(report, out)?;
    for disagreement in &report.disagreements {
        show(disagreement, out)?;
    }
    for entry in &report.no_longer {
        writeln!(out, "\n{entry}: take it off the list")?;
    }
    for trouble in &report.troubles {
        writeln!(out, "\n{trouble}")?;
    }
    last_line(report, seed, missing, out)
}

const HEAD: [&str; 9] = [
    "document", "judge", "formats", "payloads", "valid", "invalid", "sets", "differ", "listed",
];

fn table(rows: &[Row], missing: &[Missing], out: &mut dyn Write) -> io::Result<()> {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    let absent = missing.iter().map(|missing| {
        let mut line: [String; 9] = std::array::from_fn(|_| "-".to_owned());
        let [document, judge, ..] = &mut line;
        "all".clone_into(document);
        missing.name.clone_into(judge);
        line
    });
    lines.extend(absent);
    let widths: [usize; 9] = std::array::from_fn(|column| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    });
    for line in &lines {
        let cells = line.iter().zip(widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| match column {
                0..3 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn cells(row: &Row) -> [String; 9] {
    let (judge, formats) = match &row.peer {
        None => ("native".to_owned(), "-".to_owned()),
        Some((peer, formats)) => (peer.clone(), formats.to_string()),
    };
    let figures = [
        row.payloads(),
        row.valid,
        row.invalid,
        row.sets,
        row.disagreements,
        row.fail_closed,
    ];
    let [payloads, valid, invalid, sets, differ, listed] = figures.map(grouped);
    [
        row.subject.clone(),
        judge,
        formats,
        payloads,
        valid,
        invalid,
        sets,
        differ,
        listed,
    ]
}

/// With a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn times(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let times = report.times.iter().map(|(judge, time)| {
        format!(
            "{} {:.1} s",
            judge.as_deref().unwrap_or("native"),
            time.as_secs_f64()
        )
    });
    let times: Vec<String> = times.collect();
    writeln!(
        out,
        "\ntime of each judge, over all threads: {}",
        times.join(", ")
    )
}

fn show(disagreement: &Disagreement, out: &mut dyn Write) -> io::Result<()> {
    let Disagreement {
        subject,
        payload,
        sides,
    } = disagreement;
    writeln!(out, "\n{subject}: {payload}")?;
    match sides {
        Sides::Native(split) => writeln!(out, "    native judges differ: {split}"),
        Sides::Peer {
            peer,
            formats,
            says,
            native,
        } => {
            writeln!(out, "    native: {native}")?;
            writeln!(out, "    {peer}, formats {formats}: {says}")
        }
    }
}

fn last_line(
    report: &Report,
    seed: u64,
    missing: &[Missing],
    out: &mut dyn Write,
) -> io::Result<()> {
    let payloads: u64 = report
        .rows
        .iter()
        .filter(|row| row.peer.is_none())
        .map(Row::payloads)
        .sum();
    let verdicts: u64 = report.rows.iter().map(Row::payloads).sum();
    let differ: u64 = report.rows.iter().map(|row| row.disagreements).sum();
    let without: Vec<&str> = missing.iter().map(|missing| missing.name).collect();
    let without = match without.as_slice() {
        [] => String::new(),
        names => format!(", without {}", names.join(", ")),
    };
    let what = match (differ, report.is_well()) {
        (0, true) => "all agree".to_owned(),
        (0, false) => "error: no verdict differs, and not all is well".to_owned(),
        (count, _) => format!("error: {} verdicts differ", grouped(count)),
    };
    writeln!(
        out,
        "\n{what}: {} payloads, {} verdicts, seed {seed}{without}",
        grouped(payloads),
        grouped(verdicts)
    )
}
