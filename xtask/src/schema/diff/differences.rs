//! Where two JSON values differ, as pointers.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::keyword::{Holds, holds};
use crate::workspace::escaped;

/// A place that differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    kind: Kind,
    path: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Changed,
    New,
    Removed,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Changed => "changed `",
            Kind::New => "new `",
            Kind::Removed => "removed `",
        })?;
        for step in &self.path {
            write!(f, "/{}", escaped(step))?;
        }
        f.write_str("`")
    }
}

/// The places, each as deep as both values go. The order of keys is none.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    collect(Some(old), Some(new), &mut Vec::new(), &mut found);
    found
}

fn collect(
    old: Option<&Value>,
    new: Option<&Value>,
    path: &mut Vec<String>,
    found: &mut Vec<Difference>,
) {
    let steps: Vec<String> = match (old, new) {
        (Some(old), Some(new)) if old == new => return,
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            old.keys().chain(added).cloned().collect()
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => (0..old.len().max(new.len()))
            .map(|index| index.to_string())
            .collect(),
        (old, new) => {
            let kind = match (old, new) {
                (None, _) => Kind::New,
                (_, None) => Kind::Removed,
                (Some(_), Some(_)) => Kind::Changed,
            };
            found.push(Difference {
                kind,
                path: path.clone(),
            });
            return;
        }
    };
    for step in steps {
        let (old, new) = (inside(old, &step), inside(new, &step));
        path.push(step);
        collect(old, new, path, found);
        path.pop();
    }
}

fn inside<'a>(value: Option<&'a Value>, step: &str) -> Option<&'a Value> {
    match value? {
        Value::Object(entries) => entries.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The keywords under which two schemas differ, and whether all of them are notes.
pub(super) fn keywords(old: &Value, new: &Value) -> (BTreeSet<String>, bool) {
    let differences = differences(old, new);
    let keywords: BTreeSet<String> = differences
        .iter()
        .filter_map(|difference| keyword(&difference.path))
        .collect();
    let all_notes = keywords.iter().all(|keyword| holds(keyword) == Holds::Note);
    (keywords, all_notes)
}

/// The keyword that a path into a schema ends at: its first that holds no schema.
fn keyword(path: &[String]) -> Option<String> {
    let mut steps = path.iter();
    let mut last = None;
    while let Some(step) = steps.next() {
        last = Some(step.clone());
        match (step.as_str(), holds(step)) {
            ("$defs", _) | (_, Holds::Map | Holds::List) => drop(steps.next()),
            (_, Holds::Schema) => {}
            (_, Holds::Value | Holds::Note) => break,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_property_is_no_keyword() {
        let old = json!({ "properties": { "title": { "description": "a", "type": "string" } } });
        let mut new = old.clone();
        new["properties"]["title"]["description"] = json!("b");
        assert_eq!(
            keywords(&old, &new),
            (BTreeSet::from(["description".to_owned()]), true)
        );
        new["properties"]["title"]["type"] = json!("null");
        assert!(!keywords(&old, &new).1);
    }

    #[test]
    fn differences_are_named_by_pointers() {
        let shown: Vec<String> = differences(
            &json!({ "a/b": 1, "c": [1], "d": 1 }),
            &json!({ "a/b": 2, "c": [1, 2], "e": 1 }),
        )
        .iter()
        .map(ToString::to_string)
        .collect();
        assert_eq!(
            shown,
            ["changed `/a~1b`", "new `/c/1`", "removed `/d`", "new `/e`"]
        );
    }
}
