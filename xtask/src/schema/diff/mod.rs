//! What a change of the documents means: which payloads are accepted now and were not, or the other way round.

mod differences;
mod git;
mod inclusion;
mod keyword;
mod openapi;
mod openapi30;
mod parts;
mod place;
mod proof;
mod report;
mod resolve;
mod sample;
mod schema;
mod search;
#[cfg(test)]
mod tests;
mod text;
mod types;
mod verdict;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use conformance::types::Type;
use serde_json::Value;

use self::openapi::{ALONE, OpenApi, Place};
use self::report::Detail;
use self::schema::Schema;
pub(crate) use self::search::Effort;
use self::verdict::{Change, Direction};
use super::Document;

/// Compares the documents of a revision with new ones, by their file names.
///
/// # Errors
/// The revision or a document in it cannot be read (the others have been reported then), or the output cannot be
/// written to.
pub(crate) fn since(
    folder: &Path,
    revision: &str,
    new: &[Document],
    effort: Effort,
    out: &mut dyn Write,
) -> io::Result<()> {
    let old: BTreeMap<String, String> = git::documents(folder, revision)?.into_iter().collect();
    let mut unreadable = Vec::new();
    let mut changed = 0;
    for Document { file, text } in new {
        match old.get(file) {
            Some(before) if before == text => {}
            before => {
                changed += 1;
                let readable = document(file, before.map(String::as_str), text, effort, out)?;
                unreadable.extend(readable.err());
            }
        }
    }
    for file in old
        .keys()
        .filter(|file| new.iter().all(|document| document.file != **file))
    {
        changed += 1;
        writeln!(out, "{file}: removed")?;
    }
    if changed == 0 {
        writeln!(out, "the documents are what they were at {revision}")?;
    }
    if unreadable.is_empty() {
        Ok(())
    } else {
        Err(io::Error::other(unreadable.join("; ")))
    }
}

/// Says what a change of one document means. The inner error is that the old text is no JSON.
///
/// # Errors
/// The output cannot be written to.
pub(crate) fn document(
    file: &str,
    old: Option<&str>,
    new: &str,
    effort: Effort,
    out: &mut dyn Write,
) -> io::Result<Result<(), String>> {
    let Some(old) = old else {
        writeln!(out, "{file}: new")?;
        return Ok(Ok(()));
    };
    let new: Value = serde_json::from_str(new)?;
    let old: Value = match serde_json::from_str(old) {
        Ok(old) => old,
        Err(error) => {
            let reason = format!("{file}: the old text is no JSON: {error}");
            writeln!(out, "{file}: not compared: its old text is no JSON")?;
            return Ok(Err(reason));
        }
    };
    match (OpenApi::is(&old), OpenApi::is(&new)) {
        (true, true) => operations(file, &OpenApi::new(&old), &OpenApi::new(&new), effort, out)?,
        (false, false) => alone(file, &old, &new, effort, out)?,
        _ => writeln!(
            out,
            "{file}: not compared: one is an OpenAPI document and the other is a schema"
        )?,
    }
    Ok(Ok(()))
}

/// A document that is a schema.
fn alone(
    file: &str,
    old: &Value,
    new: &Value,
    effort: Effort,
    out: &mut dyn Write,
) -> io::Result<()> {
    let kind = new
        .get("title")
        .and_then(Value::as_str)
        .and_then(Type::named);
    match both(Ok(old.clone()), Ok(new.clone())) {
        Err(reason) => writeln!(out, "{file}: not compared: {reason}"),
        Ok((old_schema, new_schema)) => {
            let change = compared(&old_schema, &new_schema, kind, effort);
            writeln!(out, "{file}: {}", report::class(&change, old, new))?;
            let detail = Detail {
                old: &old_schema,
                new: &new_schema,
                kind,
                indent: "  ",
            };
            detail.write(&change, out)
        }
    }
}

fn both(
    old: Result<Value, String>,
    new: Result<Value, String>,
) -> Result<(Schema, Schema), String> {
    let read = |side: &str, schema: Result<Value, String>| {
        let schema = schema.and_then(|schema| Schema::new(&schema));
        schema.map_err(|reason| format!("{side}: {reason}"))
    };
    Ok((read("before", old)?, read("now", new)?))
}

fn compared(old: &Schema, new: &Schema, kind: Option<Type>, effort: Effort) -> Change {
    let start = || kind.map_or_else(Vec::new, |kind| types::payloads(kind, effort));
    verdict::compare(old, new, start, effort)
}

/// A document of operations. It is classified by all its schemas together; the details come one by one.
fn operations(
    file: &str,
    old: &OpenApi,
    new: &OpenApi,
    effort: Effort,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut details = Vec::new();
    let mut sum = Change::NOTHING;
    for place in new.schemas.keys() {
        if let Some(change) = at_place(place, old, new, effort, &mut details)? {
            sum = sum.and(change);
        }
    }
    for (name, one, other) in [("removed", old, new), ("new", new, old)] {
        let only = one
            .schemas
            .keys()
            .filter(|place| !other.schemas.contains_key(*place));
        only.clone()
            .try_for_each(|place| writeln!(details, "  {place}: {name}"))?;
    }
    report::other(
        &differences::differences(&old.rest, &new.rest),
        &mut details,
    )?;
    writeln!(out, "{file}: {}", sum.class())?;
    out.write_all(&details)
}

/// A schema that both documents have. What only refers to a component is said of the component.
fn at_place(
    place: &Place,
    old: &OpenApi,
    new: &OpenApi,
    effort: Effort,
    out: &mut dyn Write,
) -> io::Result<Option<Change>> {
    let (Some(before), Some(now)) = (old.schemas.get(place), new.schemas.get(place)) else {
        return Ok(None);
    };
    let (component, as_before) = (new.component(place), old.component(place));
    if component.is_some() && component == as_before {
        return Ok(None);
    }
    let name = match place {
        Place::Component(name) => Some(name.as_str()),
        Place::Request(..) | Place::Response(..) => component,
    };
    let kind = name.and_then(Type::named);
    let both = both(old.alone(place), new.alone(place));
    match both.map(|(old, new)| (old.wrapped(ALONE), new.wrapped(ALONE))) {
        Err(reason) => {
            writeln!(out, "  {place}: not compared: {reason}")?;
            Ok(Some(Change::unknown(&reason)))
        }
        Ok((old_schema, new_schema)) => {
            let change = compared(&old_schema, &new_schema, kind, effort);
            if before != now || !change.is_nothing() {
                writeln!(out, "  {place}: {}", report::class(&change, before, now))?;
                let detail = Detail {
                    old: &old_schema,
                    new: &new_schema,
                    kind,
                    indent: "    ",
                };
                detail.write(&change, out)?;
                sides(place, &change, new, out)?;
            }
            Ok(Some(change))
        }
    }
}

/// Who is hurt by a change: whoever still sends what is refused now, or gets what was never sent before.
fn sides(
    place: &Place,
    change: &Change,
    document: &OpenApi,
    out: &mut dyn Write,
) -> io::Result<()> {
    let uses = match place {
        Place::Component(name) => document.uses(name),
        Place::Request(..) | Place::Response(..) => vec![place],
    };
    for place in uses {
        let (lost, gained) = match place {
            Place::Request(..) => (
                "clients, which may send it",
                "no client; servers must accept it",
            ),
            Place::Response(..) => (
                "no client; servers must no longer send it",
                "clients, which may get it",
            ),
            Place::Component(_) => continue,
        };
        for (whom, direction) in [(lost, &change.lost), (gained, &change.gained)] {
            match direction {
                Direction::Nothing => {}
                Direction::Shown(_) => writeln!(out, "    hurts {whom}: {place}")?,
                Direction::Undecided { .. } => writeln!(out, "    may hurt {whom}: {place}")?,
            }
        }
    }
    Ok(())
}
