//! Making a payload smaller.

use serde_json::Value;

/// Makes a payload as small as it goes while a property of it stays: as a rule, that a test fails on it.
///
/// Keys and items are left out, texts and numbers become shorter, and what is not JSON loses bytes. The result still has
/// the property, and losing any one more part (of a text of more than 64 characters, a 64th) would lose it too. `keeps` is called a number of times that grows with the
/// square of the payload's parts at worst.
///
/// ```
/// let found = r#"{"to": "alice", "codecs": ["PCMU", "G722", "PCMU"], "retries": 3}"#;
/// let twice = |text: &str| text.starts_with('{') && text.matches("PCMU").count() == 2;
/// assert_eq!(crossfield::cases::shrink(found, twice), r#"{"codecs":["PCMU","PCMU"]}"#);
/// ```
#[must_use]
pub fn shrink(payload: &str, mut keeps: impl FnMut(&str) -> bool) -> String {
    let value: Result<Value, _> = serde_json::from_str(payload);
    // A text with a key that stands twice is not what its value is written as.
    match value {
        Ok(value) if keeps(&value.to_string()) => shrunken(value, &mut keeps).to_string(),
        _ => shortened(payload.to_owned(), &mut keeps),
    }
}

fn shrunken(mut value: Value, keeps: &mut dyn FnMut(&str) -> bool) -> Value {
    while let Some(smaller) = smaller(&value)
        .into_iter()
        .find(|smaller| keeps(&smaller.to_string()))
    {
        value = smaller;
    }
    value
}

/// Values with one thing less in them, each smaller than the value by [`size`], so that shrinking ends.
fn smaller(value: &Value) -> Vec<Value> {
    let mut smaller = match value {
        Value::Array(items) => of_items(items),
        Value::Object(entries) => of_entries(entries),
        Value::String(text) => of_text(text),
        Value::Number(_) => vec![0.into(), 1.into()],
        Value::Null | Value::Bool(_) => Vec::new(),
    };
    smaller.insert(0, Value::Null);
    let own = size(value);
    smaller.retain(|other| size(other) < own);
    smaller
}

/// Null is the least, then `false` and `true`, and then what takes fewer bytes.
fn size(value: &Value) -> (u8, usize, bool) {
    match value {
        Value::Null => (0, 0, false),
        Value::Bool(value) => (1, 0, *value),
        other => (2, other.to_string().len(), *other == 1),
    }
}

fn of_items(items: &[Value]) -> Vec<Value> {
    let mut smaller = items.to_vec();
    for index in 0..items.len() {
        let mut fewer = items.to_vec();
        fewer.remove(index);
        smaller.push(fewer.into());
    }
    for (index, item) in items.iter().enumerate() {
        smaller.extend(self::smaller(item).into_iter().map(|item| {
            let mut items = items.to_vec();
            if let Some(place) = items.get_mut(index) {
                *place = item;
            }
            items.into()
        }));
    }
    smaller
}

fn of_entries(entries: &serde_json::Map<String, Value>) -> Vec<Value> {
    let mut smaller: Vec<Value> = entries.values().cloned().collect();
    for key in entries.keys() {
        let mut fewer = entries.clone();
        fewer.remove(key);
        smaller.push(fewer.into());
    }
    for (key, value) in entries {
        smaller.extend(self::smaller(value).into_iter().map(|value| {
            let mut entries = entries.clone();
            entries.insert(key.clone(), value);
            entries.into()
        }));
    }
    smaller
}

/// How many pieces of a text are left out in turn; of one that is no longer, each is one character.
const PIECES: usize = 64;

/// Half of the text, and the text without one piece.
fn of_text(text: &str) -> Vec<Value> {
    let letters: Vec<char> = text.chars().collect();
    let (first, second) = letters.split_at(letters.len() / 2);
    let mut shorter: Vec<String> = vec![
        String::new(),
        first.iter().collect(),
        second.iter().collect(),
    ];
    let piece = letters.len().div_ceil(PIECES).max(1);
    let starts = (0..letters.len()).step_by(piece);
    shorter.extend(starts.map(|start| {
        let (before, rest) = letters.split_at(start);
        before.iter().chain(rest.iter().skip(piece)).collect()
    }));
    shorter.into_iter().map(Value::from).collect()
}

/// A text that is no JSON value, or not one alone: pieces are cut out, large ones first.
fn shortened(mut text: String, keeps: &mut dyn FnMut(&str) -> bool) -> String {
    let mut piece = text.len().div_ceil(2);
    while piece > 0 {
        match (0..text.len())
            .step_by(piece)
            .find_map(|start| without(&text, start, piece).filter(|text| keeps(text)))
        {
            Some(shorter) => text = shorter,
            None => piece /= 2,
        }
    }
    text
}

/// `None` where the piece would cut a character in two.
fn without(text: &str, start: usize, length: usize) -> Option<String> {
    let end = (start + length).min(text.len());
    Some(format!("{}{}", text.get(..start)?, text.get(end..)?))
}
