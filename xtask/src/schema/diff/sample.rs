//! Values for a place: what the schemas tell apart, the likeliest first.

use std::collections::HashSet;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::inclusion::{Inclusion, inclusion};
use super::place::{Place, Side};
use super::text::{self, Texts};

/// No more than these for one place.
const MOST: usize = 160;
/// Nested values are looked into this far.
const DEPTH: usize = 5;
/// No text, list or number of keys is made longer for a bound.
const LONGEST: usize = 5_000;

/// Values for a place.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// What both versions take, as far as they say it under no condition.
    fit: Vec<Value>,
    /// What one of them takes.
    telling: Vec<Value>,
    /// What neither does.
    rest: Vec<Value>,
}

impl Samples {
    /// All of them: something that fits, then what tells the versions apart, and then the others.
    pub(super) fn all(self) -> Vec<Value> {
        let mut fit = self.fit;
        let others = fit.split_off(fit.len().min(2));
        let all = fit
            .into_iter()
            .chain(self.telling)
            .chain(others)
            .chain(self.rest);
        all.take(MOST).collect()
    }

    /// Something that an outer value can be made with.
    fn fitting(&self) -> &[Value] {
        if self.fit.is_empty() {
            &self.telling
        } else {
            &self.fit
        }
    }

    /// Those that an outer value is made with when one place in it is changed.
    fn chosen(&self) -> impl Iterator<Item = &Value> {
        let fit = self.fit.iter().take(4);
        fit.chain(self.telling.iter().take(6))
            .chain(self.rest.iter().take(4))
    }
}

pub(super) fn samples(place: &Place<'_>) -> Samples {
    at_depth(place, 0)
}

fn at_depth(place: &Place<'_>, depth: usize) -> Samples {
    let mut samples: Vec<Value> = Vec::new();
    samples.extend(
        place
            .values("enum")
            .filter_map(Value::as_array)
            .flatten()
            .cloned(),
    );
    samples.extend(place.values("const").cloned());
    if place.takes("string") {
        samples.extend(strings(place).into_iter().map(Value::from));
    }
    if place.takes("number") || place.takes("integer") {
        samples.extend(numbers(place));
    }
    if depth < DEPTH && place.takes("object") {
        samples.extend(objects(place, depth));
    }
    if depth < DEPTH && place.takes("array") {
        samples.extend(arrays(place, depth));
    }
    // What no schema speaks of, to see what it refuses.
    samples.extend([
        json!("a"),
        json!(""),
        Value::Null,
        json!(1),
        json!(true),
        json!(false),
        json!([]),
        json!({}),
        json!(1.5),
    ]);
    arranged(place, samples)
}

fn arranged(place: &Place<'_>, samples: Vec<Value>) -> Samples {
    let validator = |side| jsonschema::validator_for(&place.certain(side)).ok();
    let (old, new) = (validator(Side::Old), validator(Side::New));
    let fits = |validator: &Option<Validator>, sample: &Value| {
        validator
            .as_ref()
            .is_none_or(|validator| validator.is_valid(sample))
    };
    let mut arranged = Samples::default();
    let mut seen = HashSet::new();
    for sample in samples {
        if !seen.insert(sample.to_string()) {
            continue;
        }
        let group = match (fits(&old, &sample), fits(&new, &sample)) {
            (true, true) => &mut arranged.fit,
            (false, false) => &mut arranged.rest,
            (true, false) | (false, true) => &mut arranged.telling,
        };
        group.push(sample);
    }
    arranged.fit.truncate(MOST / 2);
    arranged
}

/// Around each bound, and each other number that a keyword gives.
fn around(bounds: impl Iterator<Item = usize>) -> Vec<usize> {
    let around = bounds.flat_map(|bound| [bound, bound.saturating_sub(1), bound.saturating_add(1)]);
    let mut around: Vec<usize> = around.filter(|length| *length <= LONGEST).collect();
    around.sort_unstable();
    around.dedup();
    around
}

/// Words of the patterns, in each length that is asked about; and then some with another character in them.
fn strings(place: &Place<'_>) -> Vec<String> {
    let patterns = place.values("pattern").filter_map(Value::as_str);
    let patterns: Vec<Texts> = patterns.map(text::texts).collect();
    let mut words: Vec<String> = patterns
        .iter()
        .flat_map(|texts| texts.words.clone())
        .collect();
    words.splice(0..0, apart(place));
    if words.is_empty() {
        words.push("a".to_owned());
    }
    let lengths = around(place.numbers("minLength").chain(place.numbers("maxLength")));
    let in_lengths = words
        .iter()
        .take(4)
        .flat_map(|word| lengths.iter().map(|length| fitted(word, *length)));
    let mut strings: Vec<String> = in_lengths.collect();
    strings.extend(words);
    let others = with_others(&strings, &patterns);
    strings.extend(others);
    strings
}

/// Texts that a pattern of one version takes and one of the other does not.
fn apart(place: &Place<'_>) -> Vec<String> {
    let [old, new] = place.patterns_apart();
    let mut words = Vec::new();
    for (old, new) in old
        .iter()
        .flat_map(|old| new.iter().map(move |new| (*old, *new)))
        .take(4)
    {
        for (of, within) in [(old, new), (new, old)] {
            if let Inclusion::Not(word) = inclusion(of, within) {
                words.push(word);
            }
        }
    }
    words
}

/// The longest of some short words, and the others, with each character at the edge of a class.
fn with_others(words: &[String], patterns: &[Texts]) -> Vec<String> {
    let edges = patterns
        .iter()
        .flat_map(|texts| texts.edges.iter().take(48));
    let edges = edges.copied().chain([' ', '\n', '\u{7f}', 'é', '😀']);
    let short = words.iter().filter(|word| word.chars().count() <= 64);
    let short: Vec<&String> = short.take(3).collect();
    let longest = short.iter().max_by_key(|word| word.len());
    let edges: Vec<char> = edges.collect();
    let ends = edges
        .iter()
        .filter_map(|edge| longest.map(|word| with_last(word, *edge)));
    let longer = edges
        .iter()
        .flat_map(|edge| short.iter().map(move |word| format!("{word}{edge}")));
    ends.chain(longer).collect()
}

/// The text in a length, by its last character: repeated, or cut.
fn fitted(word: &str, length: usize) -> String {
    let last = word.chars().last().unwrap_or('a');
    word.chars()
        .chain(std::iter::repeat(last))
        .take(length)
        .collect()
}

fn with_last(word: &str, letter: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.pop();
    letters.push(letter);
    letters.into_iter().collect()
}

fn numbers(place: &Place<'_>) -> Vec<Value> {
    let keywords = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ];
    let bounds = keywords.iter().flat_map(|keyword| place.values(keyword));
    let bounds = bounds.filter_map(Value::as_number);
    bounds
        .flat_map(near)
        .chain([json!(0), json!(1), json!(-1), json!(0.5)])
        .collect()
}

fn near(bound: &serde_json::Number) -> Vec<Value> {
    if let Some(bound) = bound.as_i64() {
        let steps = [
            bound.saturating_sub(1),
            bound,
            bound.saturating_add(1),
            bound.saturating_mul(2),
        ];
        return steps.into_iter().map(Value::from).collect();
    }
    match (bound.as_u64(), bound.as_f64()) {
        (Some(bound), _) => [bound - 1, bound, bound.saturating_add(1)]
            .map(Value::from)
            .to_vec(),
        (None, Some(bound)) => [bound - 0.5, bound, bound + 0.5, bound * 2.0]
            .map(Value::from)
            .to_vec(),
        (None, None) => Vec::new(),
    }
}

fn arrays(place: &Place<'_>, depth: usize) -> Vec<Value> {
    let items = at_depth(&place.item(0), depth + 1);
    let positions = place.values("prefixItems").filter_map(Value::as_array);
    let positions = positions.map(Vec::len).max().unwrap_or(0);
    let mut arrays = vec![json!([])];
    if positions > 0 {
        arrays.extend(tuples(place, positions, depth));
    }
    let mut lengths = around(place.numbers("minItems").chain(place.numbers("maxItems")));
    lengths.extend([1, 2]);
    for length in lengths {
        let items = items.fitting().iter().cycle();
        arrays.push(items.take(length).cloned().collect());
    }
    arrays.extend(items.chosen().map(|item| json!([item])));
    let twice = items.fitting().first();
    arrays.extend(twice.map(|item| json!([item, item])));
    arrays.extend(items.all().into_iter().map(|item| json!([item])));
    arrays
}

/// One item at each position, and each other item in its place.
fn tuples(place: &Place<'_>, positions: usize, depth: usize) -> Vec<Value> {
    let items = (0..=positions).map(|position| at_depth(&place.item(position), depth + 1));
    let items: Vec<Samples> = items.collect();
    let firsts = items.iter().filter_map(|items| items.fitting().first());
    let firsts: Vec<Value> = firsts.cloned().collect();
    let whole: Vec<Value> = firsts.iter().take(positions).cloned().collect();
    let mut tuples = vec![
        json!(whole),
        json!(firsts),
        json!(whole.get(1..).unwrap_or_default()),
    ];
    for (position, items) in items.iter().enumerate().take(positions) {
        tuples.extend(items.chosen().map(|item| {
            let mut tuple = whole.clone();
            if let Some(place) = tuple.get_mut(position) {
                *place = item.clone();
            }
            json!(tuple)
        }));
    }
    tuples
}

/// The least object, the fullest, and each with one property changed.
fn objects(place: &Place<'_>, depth: usize) -> Vec<Value> {
    let properties = place.names().into_iter().map(|name| {
        let samples = at_depth(&place.property(&name), depth + 1);
        (name, samples)
    });
    let properties: Vec<(String, Samples)> = properties.collect();
    let required = place.values("required").filter_map(Value::as_array);
    let required: Vec<&str> = required.flatten().filter_map(Value::as_str).collect();
    let least = with_first(&properties, |name| required.contains(&name));
    let full = with_first(&properties, |_| true);
    let mut objects: Vec<Value> = vec![least.clone().into(), full.clone().into()];
    objects.extend(of_sizes(place, &least));
    for base in [least, full] {
        objects.extend(changed(&base, &properties));
    }
    objects
}

fn with_first(
    properties: &[(String, Samples)],
    takes: impl Fn(&str) -> bool,
) -> Map<String, Value> {
    let chosen = properties.iter().filter(|(name, _)| takes(name));
    let entries = chosen.filter_map(|(name, samples)| {
        let first = samples.fitting().first()?;
        Some((name.clone(), first.clone()))
    });
    entries.collect()
}

/// Objects with as many keys as a bound is about.
fn of_sizes(place: &Place<'_>, least: &Map<String, Value>) -> Vec<Value> {
    let other = at_depth(&place.property("key"), DEPTH);
    let filler = other.fitting().first().cloned().unwrap_or_default();
    let sizes = around(
        place
            .numbers("minProperties")
            .chain(place.numbers("maxProperties")),
    );
    let objects = sizes.into_iter().map(|size| {
        let mut object = least.clone();
        for number in object.len()..size {
            object.insert(format!("key{number}"), filler.clone());
        }
        object.into()
    });
    objects.collect()
}

fn changed(base: &Map<String, Value>, properties: &[(String, Samples)]) -> Vec<Value> {
    let mut changed = Vec::new();
    for (name, samples) in properties {
        for sample in samples.chosen() {
            let mut object = base.clone();
            object.insert(name.clone(), sample.clone());
            changed.push(object.into());
        }
        let mut object = base.clone();
        object.remove(name);
        changed.push(object.into());
    }
    changed
}
