//! The search for payloads that one schema accepts and the other refuses.
//!
//! What the schemas say apart from each other is looked at first: what stands under the properties that such a part is
//! about, in every combination that there is room for. Then follow random changes of all kinds.

use std::collections::BTreeMap;

use conformance::Seeded;
use serde_json::{Map, Value};

use super::parts::subjects;
use super::place::{Place, given};
use super::sample::samples;
use super::schema::Schema;

/// How far to look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    pub(crate) cases: usize,
    pub(crate) seed: u64,
}

/// No more payloads than these are looked for in one direction.
const WANTED: usize = 8;
/// Payloads to begin with, on either side.
const BASES: usize = 16;

/// What was found. Payloads of one direction break different parts, as far as these can be told apart.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Accepted before and refused now.
    pub(super) lost: Vec<Value>,
    /// Refused before and accepted now.
    pub(super) gained: Vec<Value>,
    pub(super) tried: usize,
}

/// Which directions are looked into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) lost: bool,
    pub(super) gained: bool,
}

/// Looks for payloads that tell the schemas apart, beginning with some that others made.
pub(super) fn search(
    old: &Schema,
    new: &Schema,
    start: Vec<Value>,
    effort: Effort,
    open: Open,
) -> Found {
    let mut search = Search::new(old, new, effort, open);
    let root = Place::new(&old.resolved, &new.resolved);
    let mut start = start;
    start.extend(given(&old.whole).into_iter().chain(given(&new.whole)));
    start.extend(samples(&root).all());
    for payload in &start {
        search.try_one(payload);
    }
    let values = values(&root);
    search.begin_somewhere(&values);
    search.parts(&values);
    search.at_random(&values);
    search.finish()
}

/// What can stand under each key, and one that no schema names.
fn values(root: &Place<'_>) -> BTreeMap<String, Vec<Value>> {
    let mut names = root.names();
    names.push("unknown_key".to_owned());
    let values = names.into_iter().map(|name| {
        let samples = samples(&root.property(&name)).all();
        (name, samples)
    });
    values.collect()
}

/// One direction: what accepts, what refuses, and the parts that only the latter has.
struct Direction<'a> {
    accepts: &'a Schema,
    refuses: &'a Schema,
    is_open: bool,
    parts: Vec<(Value, Schema)>,
    /// The first payload found for each part; under `None` where no single part refuses it.
    found: BTreeMap<Option<usize>, Value>,
    /// Payloads that are accepted, to be changed.
    bases: Vec<Value>,
}

impl<'a> Direction<'a> {
    fn new(accepts: &'a Schema, refuses: &'a Schema, is_open: bool) -> Self {
        let parts = match (&accepts.parts, &refuses.parts) {
            (Ok(accepts), Ok(refuses)) if is_open => refuses
                .iter()
                .filter(|part| !accepts.contains(part))
                .collect(),
            _ => Vec::new(),
        };
        let parts = parts
            .into_iter()
            .filter_map(|part| Some((part.clone(), Schema::new(part).ok()?)));
        Self {
            accepts,
            refuses,
            is_open,
            parts: parts.collect(),
            found: BTreeMap::new(),
            bases: Vec::new(),
        }
    }

    fn judge(&mut self, payload: &Value) {
        if !self.accepts.accepts(payload) {
            return;
        }
        if self.bases.len() < BASES && !self.bases.contains(payload) {
            self.bases.push(payload.clone());
        }
        if self.is_open && !self.refuses.accepts(payload) {
            let part = self.broken(payload);
            self.found.entry(part).or_insert_with(|| payload.clone());
        }
    }

    /// The first part that a payload breaks and that has no payload yet; else the first that it breaks.
    fn broken(&self, payload: &Value) -> Option<usize> {
        let broken: Vec<usize> = (0..self.parts.len())
            .filter(|index| self.breaks(payload, *index))
            .collect();
        let news = broken
            .iter()
            .find(|index| !self.found.contains_key(&Some(**index)));
        news.or(broken.first()).copied()
    }

    fn breaks(&self, payload: &Value, part: usize) -> bool {
        self.parts
            .get(part)
            .is_some_and(|(_, schema)| !schema.accepts(payload))
    }

    /// Once something was found, the rest of what differs is looked for in part of the time.
    fn is_done(&self, tried: usize, cases: usize) -> bool {
        let wanted = self.parts.len().clamp(1, WANTED);
        let found = self.found.len();
        !self.is_open || found >= wanted || (found > 0 && tried > cases / 4)
    }

    /// The payloads, made small, the smallest first.
    fn shown(&self) -> Vec<Value> {
        let small = self.found.iter();
        let small = small.map(|(part, payload)| self.shrunken(*part, payload));
        let mut shown: Vec<Value> = small.collect();
        shown.sort_by_cached_key(|payload| {
            let text = payload.to_string();
            (text.len(), text)
        });
        shown.dedup();
        shown
    }

    fn shrunken(&self, part: Option<usize>, payload: &Value) -> Value {
        let text = crossfield::cases::shrink(&payload.to_string(), |text| {
            serde_json::from_str(text).is_ok_and(|payload| {
                self.accepts.accepts(&payload)
                    && !self.refuses.accepts(&payload)
                    && part.is_none_or(|part| self.breaks(&payload, part))
            })
        });
        serde_json::from_str(&text).unwrap_or_else(|_| payload.clone())
    }
}

struct Search<'a> {
    lost: Direction<'a>,
    gained: Direction<'a>,
    random: Seeded,
    cases: usize,
    tried: usize,
}

impl<'a> Search<'a> {
    fn new(old: &'a Schema, new: &'a Schema, effort: Effort, open: Open) -> Self {
        Self {
            lost: Direction::new(old, new, open.lost),
            gained: Direction::new(new, old, open.gained),
            random: Seeded::new(effort.seed),
            cases: effort.cases,
            tried: 0,
        }
    }

    fn try_one(&mut self, payload: &Value) {
        if self.is_done() {
            return;
        }
        self.tried += 1;
        self.lost.judge(payload);
        self.gained.judge(payload);
    }

    fn is_done(&self) -> bool {
        let is_done = |direction: &Direction<'_>| direction.is_done(self.tried, self.cases);
        self.tried >= self.cases || (is_done(&self.lost) && is_done(&self.gained))
    }

    /// Where no payload is accepted yet, one is made by mending what is wrong with one that is not.
    fn begin_somewhere(&mut self, values: &BTreeMap<String, Vec<Value>>) {
        for schema in [self.lost.accepts, self.gained.accepts] {
            if let Some(payload) = mended(schema, values) {
                self.try_one(&payload);
            }
        }
        let both = [&self.lost.bases, &self.gained.bases];
        let bases: Vec<Value> = both.into_iter().flatten().cloned().collect();
        self.lost.bases = bases.clone();
        self.gained.bases = bases;
    }

    /// Half of the payloads go to what differs.
    fn parts(&mut self, values: &BTreeMap<String, Vec<Value>>) {
        let both = self.lost.parts.iter().chain(&self.gained.parts);
        let parts: Vec<Value> = both.map(|(part, _)| part.clone()).collect();
        let room = self.cases.saturating_sub(self.tried) / 2 / parts.len().max(1);
        for part in parts {
            self.around(
                &subjects(&part).into_iter().collect::<Vec<_>>(),
                values,
                room,
            );
        }
    }

    fn around(&mut self, about: &[String], values: &BTreeMap<String, Vec<Value>>, room: usize) {
        let bases = self.lost.bases.clone();
        let all: Vec<String> = values.keys().cloned().collect();
        let about = if about.is_empty() {
            all.chunks(1).map(<[String]>::to_vec).collect()
        } else {
            vec![about.to_vec()]
        };
        let room = room / about.len().max(1) / bases.len().max(1);
        for base in bases.iter().filter_map(Value::as_object) {
            for names in &about {
                self.combinations(base, names, values, room);
            }
        }
    }

    /// Every combination of values under some keys, or as many as there is room for.
    fn combinations(
        &mut self,
        base: &Map<String, Value>,
        names: &[String],
        values: &BTreeMap<String, Vec<Value>>,
        room: usize,
    ) {
        const NONE: &[Value] = &[];
        let choices: Vec<&[Value]> = names
            .iter()
            .map(|name| values.get(name).map_or(NONE, Vec::as_slice))
            .collect();
        // One more than there are values: then the key is taken out.
        let all = choices
            .iter()
            .try_fold(1_usize, |all, values| all.checked_mul(values.len() + 1));
        let few = all.filter(|all| *all <= room);
        for number in 0..few.unwrap_or(room) {
            let mut payload = base.clone();
            let mut number = number;
            for (name, values) in names.iter().zip(&choices) {
                let choice = match few {
                    Some(_) => number % (values.len() + 1),
                    None => self.likely(values.len()),
                };
                number /= values.len() + 1;
                put(&mut payload, name, values.get(choice));
            }
            self.try_one(&payload.into());
        }
    }

    /// What comes first in a list of values is what schemas name.
    fn likely(&mut self, length: usize) -> usize {
        match self.random.below(3) {
            0 => self.random.below(length.min(6)),
            1 => length,
            _ => self.random.below(length + 1),
        }
    }

    fn at_random(&mut self, values: &BTreeMap<String, Vec<Value>>) {
        let bases = self.lost.bases.clone();
        let names: Vec<&String> = values.keys().collect();
        while !self.is_done() && bases.iter().any(Value::is_object) {
            let Some(Value::Object(base)) = bases.get(self.random.below(bases.len())) else {
                continue;
            };
            let mut payload = base.clone();
            for _ in 0..=self.random.below(4) {
                self.change(&mut payload, &names, values);
            }
            self.try_one(&payload.into());
        }
    }

    fn change(
        &mut self,
        payload: &mut Map<String, Value>,
        names: &[&String],
        values: &BTreeMap<String, Vec<Value>>,
    ) {
        if let Some(name) = names.get(self.random.below(names.len())).copied() {
            let values = values.get(name).map_or(&[] as &[Value], Vec::as_slice);
            let choice = self.likely(values.len());
            put(payload, name, values.get(choice));
        }
    }

    fn finish(self) -> Found {
        Found {
            lost: self.lost.shown(),
            gained: self.gained.shown(),
            tried: self.tried,
        }
    }
}

fn put(payload: &mut Map<String, Value>, name: &str, value: Option<&Value>) {
    match value {
        Some(value) => drop(payload.insert(name.to_owned(), value.clone())),
        None => drop(payload.remove(name)),
    }
}

/// Changes an empty object, one property after the other, as long as that makes less wrong with it.
fn mended(schema: &Schema, values: &BTreeMap<String, Vec<Value>>) -> Option<Value> {
    let mut payload = Map::new();
    let mut faults = schema.faults(&Value::Object(payload.clone()));
    while faults > 0 {
        let edits = values.iter().flat_map(|(name, values)| {
            let values = values.iter().take(16).map(Some).chain([None]);
            values.map(move |value| (name, value))
        });
        let better = edits.map(|(name, value)| {
            let mut changed = payload.clone();
            put(&mut changed, name, value);
            (schema.faults(&Value::Object(changed.clone())), changed)
        });
        let (fewer, changed) = better.min_by_key(|(faults, _)| *faults)?;
        if fewer >= faults {
            return None;
        }
        (faults, payload) = (fewer, changed);
    }
    Some(payload.into())
}
