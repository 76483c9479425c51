//! The way through the schema, the table and the payload at once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::locate::{Unit, index, referred};
use super::place::Place;
use crate::path::joined;
use crate::rule::{Check, Inside, Shape};
use crate::schema::field::{is_bound, number, violates};
use crate::violation::{Code, Counted};

/// What is left of the way to a failing keyword.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest<'a> {
    pub(super) given: usize,
    pub(super) path: &'a [String],
    pub(super) instance: &'a [String],
}

/// Where the walk is.
#[derive(Clone, Debug)]
pub(super) struct Here<'a> {
    pub(super) schema: &'a Value,
    pub(super) value: &'a Value,
    /// Where the value is, as violations say it.
    pub(super) pointer: String,
}

impl<'a> Here<'a> {
    pub(super) fn below(&self, keyword: &str) -> Self {
        Self {
            schema: self.schema.get(keyword).unwrap_or(&Value::Null),
            ..self.clone()
        }
    }

    pub(super) fn case(&self, keyword: &str, case: usize) -> Self {
        let schema = self.schema.get(keyword).and_then(|cases| cases.get(case));
        Self {
            schema: schema.unwrap_or(&Value::Null),
            ..self.clone()
        }
    }

    /// The entry of the value at a key.
    pub(super) fn entry(&self, schema: &'a Value, value: &'a Value, token: &str) -> Self {
        Self {
            schema,
            value,
            pointer: joined(&self.pointer, token),
        }
    }
}

/// A broken rule.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) pointer: String,
    pub(super) code: Code,
    pub(super) of: Subject,
    /// Whether a value with that is not read.
    pub(super) unread: bool,
}

/// What a broken rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The type of the value. Where it is wrong, nothing else is said of the value.
    Type,
    /// The value.
    Value,
    /// Something else that has the value's place: a key, a second name, what is told of a variant.
    Other,
}

/// Why a unit cannot be explained.
pub(super) type Unclear = (usize, &'static str);

pub(super) const NOT_OURS: &str = "the rules of the type put no such keyword there";
const NOTHING_INSIDE: &str =
    "it stands for what is in it, and nothing in it was given that a rule explains";
pub(super) const ALL_GIVEN: &str = "the payload has every key that it asks for";
pub(super) const NO_CASES: &str = "it stands for its cases, and what failed in them was not given";

pub(super) struct Walk<'a> {
    document: &'a Value,
    pub(super) found: Vec<Found>,
    /// The units that are explained, or need not be. Of the others, something inside them must be.
    explained: HashSet<usize>,
    /// Why a unit is not, where that is known. Another way to it may explain it.
    unclear: HashMap<usize, &'static str>,
}

impl<'a> Walk<'a> {
    /// The broken rules of a value of the shape.
    pub(super) fn over(
        shape: &'static Shape,
        document: &'a Value,
        schema: &'a Value,
        value: &'a Value,
        units: &'a [Unit],
    ) -> Result<BTreeSet<(String, Code)>, Unclear> {
        let mut walk = Self {
            document,
            found: Vec::new(),
            explained: HashSet::new(),
            unclear: HashMap::new(),
        };
        let here = Here {
            schema,
            value,
            pointer: String::new(),
        };
        let rest: Vec<Rest<'_>> = units.iter().map(Rest::of).collect();
        walk.value(&Place::new(shape, &[]), &here, &rest);
        walk.finish(units)
    }

    fn finish(self, units: &[Unit]) -> Result<BTreeSet<(String, Code)>, Unclear> {
        let unexplained = units.iter().find(|unit| {
            let is_explained = self.explained.contains(&unit.given);
            let is_unclear = self.unclear.contains_key(&unit.given);
            !is_explained && (is_unclear || !self.has_explained_inside(unit, units))
        });
        if let Some(Unit { given, .. }) = unexplained {
            let why = self.unclear.get(given).copied();
            return Err((*given, why.unwrap_or(NOTHING_INSIDE)));
        }
        let found = without_said_of_mistyped(self.found);
        match (found.is_empty(), units.first()) {
            (true, Some(unit)) => Err((unit.given, NOTHING_INSIDE)),
            _ => Ok(found
                .into_iter()
                .map(|found| (found.pointer, found.code))
                .collect()),
        }
    }

    fn has_explained_inside(&self, around: &Unit, units: &[Unit]) -> bool {
        let mut path = around.path.as_slice();
        // What follows from a condition stands beside it.
        if let [before @ .., last] = path
            && matches!(last.as_str(), "if" | "then" | "else")
        {
            path = before;
        }
        units.iter().any(|unit| {
            self.explained.contains(&unit.given)
                && unit.path.starts_with(path)
                && unit.instance.starts_with(&around.instance)
        })
    }

    pub(super) fn add(&mut self, pointer: &str, code: Code, of: Subject, unread: bool) {
        self.found.push(Found {
            pointer: pointer.to_owned(),
            code,
            of,
            unread,
        });
    }

    pub(super) fn mistyped(&mut self, pointer: &str) {
        self.add(pointer, Code::Type, Subject::Type, true);
    }

    pub(super) fn explain(&mut self, units: &[Rest<'_>]) {
        self.explained.extend(units.iter().map(|unit| unit.given));
    }

    pub(super) fn unclear(&mut self, units: &[Rest<'_>], why: &'static str) {
        for unit in units {
            self.unclear.entry(unit.given).or_insert(why);
        }
    }

    /// What failed in the schema of a place.
    pub(super) fn value(&mut self, place: &Place, here: &Here<'a>, units: &[Rest<'_>]) {
        for (keyword, units) in by_token(units) {
            self.keyword(place, here, keyword, &units);
        }
    }

    fn keyword(&mut self, place: &Place, here: &Here<'a>, keyword: &str, units: &[Rest<'_>]) {
        match (keyword, place.shape()) {
            ("$ref", _) => match referred(self.document, here.schema) {
                Some(schema) => {
                    let here = Here {
                        schema,
                        ..here.clone()
                    };
                    self.value(place, &here, units);
                }
                None => self.unclear(units, NOT_OURS),
            },
            ("anyOf", _) if place.ruled.nullable => self.nullable(place, here, units),
            (_, Shape::Object(rules)) => self.object(rules(), here, keyword, units),
            (_, Shape::Tuple(rules)) => self.tuple(rules(), here, keyword, units),
            (_, Shape::Choice(choice)) => self.choice(choice(), here, keyword, units),
            (_, Shape::Opaque(_)) => self.opaque(place, here, keyword, units),
            ("items", Shape::List(_)) => self.inside(place, Inside::Items, here, units),
            ("additionalProperties", Shape::Map(_)) => {
                self.inside(place, Inside::Values, here, units);
            }
            ("propertyNames", Shape::Map(_)) => self.names(place, here, units),
            ("allOf", _) => {
                for (case, units) in by_case(units) {
                    self.value(place, &here.case(keyword, case), &units);
                }
            }
            // What is asked of a text that is not empty.
            ("then", _) => self.value(place, &here.below(keyword), units),
            ("if", _) => {}
            _ => self.assertion(place, here, keyword, units),
        }
    }

    /// A value or null.
    fn nullable(&mut self, place: &Place, here: &Here<'a>, units: &[Rest<'_>]) {
        let mut cases = by_case(units);
        if let Some(null) = cases.remove(&1) {
            self.explain(&null);
        }
        match cases.remove(&0) {
            Some(units) => self.value(&place.clone().not_null(), &here.case("anyOf", 0), &units),
            None => self.unclear(units, NO_CASES),
        }
    }

    /// What only its own type can read.
    fn opaque(&mut self, place: &Place, here: &Here<'a>, keyword: &str, units: &[Rest<'_>]) {
        let checks = broken(place, here, keyword);
        if checks.is_empty() {
            self.explain(units);
            self.mistyped(&here.pointer);
        } else {
            self.assertion(place, here, keyword, units);
        }
    }

    /// What is in a list or map.
    fn inside(&mut self, place: &Place, of: Inside, here: &Here<'a>, units: &[Rest<'_>]) {
        let Some(inside) = place.inside(of) else {
            return self.unclear(units, NOT_OURS);
        };
        let schema = here.below(of.keyword()).schema;
        for (token, units) in by_entry(units) {
            match entry(here.value, token) {
                Some(value) => self.value(&inside, &here.entry(schema, value, token), &units),
                None => self.unclear(&units, "the payload has no such value"),
            }
        }
    }

    /// The keys of a map. Which of them fail no location says, unless it is that of an entry: those that break a rule.
    fn names(&mut self, place: &Place, here: &Here<'a>, units: &[Rest<'_>]) {
        let (Some(inside), Value::Object(entries)) = (place.inside(Inside::Keys), here.value)
        else {
            return self.unclear(units, NOT_OURS);
        };
        let found = self.found.len();
        let is_meant = |key: &str| {
            let mut places = units.iter().map(|unit| unit.instance.first());
            places.any(|place| place.is_none_or(|only| only == key))
        };
        for key in entries.keys().filter(|key| is_meant(key)) {
            let broken = inside
                .ruled
                .stated()
                .filter(|check| check.on_text(key).is_err());
            for check in broken {
                let pointer = joined(&here.pointer, key);
                let unread = inside.stops_reading(check);
                self.add(&pointer, check.code(), Subject::Other, unread);
            }
        }
        if self.found.len() == found {
            self.unclear(units, NOT_OURS);
        } else {
            self.explain(units);
        }
    }

    /// A keyword of the shape itself, or of a rule on it.
    fn assertion(&mut self, place: &Place, here: &Here<'a>, keyword: &str, units: &[Rest<'_>]) {
        let found = self.found.len();
        match (keyword, place.shape()) {
            ("type", _) => self.mistyped(&here.pointer),
            ("enum", Shape::Enumeration(_)) => {
                self.add(&here.pointer, Code::Enum, Subject::Value, true);
            }
            (_, Shape::Integer { min, max }) => {
                let bounds = crate::schema::field::integer(*min, *max);
                let bound = bounds.get(keyword).filter(|_| is_bound(keyword));
                if bound.is_some_and(|bound| violates(keyword, bound, here.value)) {
                    self.add(&here.pointer, Code::Range, Subject::Value, true);
                }
            }
            _ => {}
        }
        for check in broken(place, here, keyword) {
            self.add(
                &here.pointer,
                check.code(),
                Subject::Value,
                place.stops_reading(check),
            );
        }
        if self.found.len() == found {
            self.unclear(units, NOT_OURS);
        } else {
            self.explain(units);
        }
    }
}

impl<'a> Rest<'a> {
    fn of(unit: &'a Unit) -> Self {
        Self {
            given: unit.given,
            path: &unit.path,
            instance: &unit.instance,
        }
    }
}

/// The units by the first token of their path. Those that end here stand for what is in them.
pub(super) fn by_token<'u>(units: &[Rest<'u>]) -> BTreeMap<&'u str, Vec<Rest<'u>>> {
    let mut groups: BTreeMap<&str, Vec<Rest<'u>>> = BTreeMap::new();
    for unit in units {
        if let Some((token, path)) = unit.path.split_first() {
            let rest = Rest { path, ..*unit };
            groups.entry(token).or_default().push(rest);
        }
    }
    groups
}

/// The same by the place of a case.
pub(super) fn by_case<'u>(units: &[Rest<'u>]) -> BTreeMap<usize, Vec<Rest<'u>>> {
    let groups = by_token(units).into_iter();
    groups
        .filter_map(|(token, units)| Some((index(token)?, units)))
        .collect()
}

/// The units by the entry of the value on which they failed.
pub(super) fn by_entry<'u>(units: &[Rest<'u>]) -> BTreeMap<&'u str, Vec<Rest<'u>>> {
    let mut groups: BTreeMap<&str, Vec<Rest<'u>>> = BTreeMap::new();
    for unit in units {
        if let Some((token, instance)) = unit.instance.split_first() {
            let rest = Rest { instance, ..*unit };
            groups.entry(token).or_default().push(rest);
        }
    }
    groups
}

/// The rules that state the keyword so. Of bounds the narrowest stands for all: then those that the value breaks.
fn broken(place: &Place, here: &Here<'_>, keyword: &str) -> Vec<&'static Check> {
    let counted = Counted::of(place.shape());
    let stated = here.schema.get(keyword);
    let breaks = |keyword: &str, value: &Value| {
        if is_bound(keyword) && number(here.value).is_some() {
            violates(keyword, value, here.value)
        } else {
            stated == Some(value)
        }
    };
    let is_broken = |check: &&'static Check| {
        let keywords = check.keywords(counted).into_iter();
        keywords
            .filter(|(stated, _)| *stated == keyword)
            .any(|(keyword, value)| breaks(keyword, &value))
    };
    place.ruled.stated().filter(is_broken).collect()
}

pub(super) fn entry<'a>(value: &'a Value, token: &str) -> Option<&'a Value> {
    match value {
        Value::Array(items) => items.get(index(token)?),
        _ => value.get(token),
    }
}

/// A value of the wrong type reports nothing else on itself.
pub(super) fn without_said_of_mistyped(found: Vec<Found>) -> Vec<Found> {
    let mistyped: HashSet<String> = found
        .iter()
        .filter(|found| found.of == Subject::Type)
        .map(|found| found.pointer.clone())
        .collect();
    let mut found = found;
    found.retain(|found| found.of != Subject::Value || !mistyped.contains(&found.pointer));
    found
}
