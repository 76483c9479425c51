//! What a type's transform has to say to whoever finishes the document.
//!
//! The variants of an object are kept in a keyword of their own until the document is whole: schemars moves and drops
//! subschemas when it merges one schema into another (flattened fields, what an enum with a tag holds), and must see the
//! same as in a document without variants.

use serde_json::{Map, Value, json};

/// The keyword. No finished document has it.
pub(super) const NOTE: &str = "x-crossfield-note";

/// The note as it is read again.
pub(super) enum Note {
    /// Lists of variants. The object is of one variant of each list.
    Variants(Vec<Vec<Value>>),
    /// The entries of `allOf` are the variants of an enum with a tag.
    Tagged { tag: String, titles: Vec<Value> },
}

pub(super) fn add_variants(keywords: &mut Map<String, Value>, lists: Vec<Vec<Value>>) {
    if !lists.is_empty() {
        keywords.insert(NOTE.to_owned(), lists.into());
    }
}

pub(super) fn add_tag(keywords: &mut Map<String, Value>, tag: &str, titles: &[String]) {
    keywords.insert(NOTE.to_owned(), json!({ "tag": tag, "titles": titles }));
}

pub(super) fn take(keywords: &mut Map<String, Value>) -> Option<Note> {
    match keywords.remove(NOTE)? {
        Value::Array(lists) => Some(Note::Variants(
            lists.into_iter().filter_map(into_list).collect(),
        )),
        mut tagged => {
            let titles = into_list(tagged["titles"].take())?;
            let tag = tagged["tag"].as_str()?.to_owned();
            Some(Note::Tagged { tag, titles })
        }
    }
}

fn into_list(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(list) => Some(list),
        _ => None,
    }
}
