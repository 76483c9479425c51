//! Where a failing keyword stands: every way in which validators write it, as the one way from the schema to the keyword
//! that passes through each `$ref`.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

/// A failing keyword.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its place among those that were given.
    pub(super) given: usize,
    /// The tokens from the schema to the keyword, `$ref` included.
    pub(super) path: Vec<String>,
    /// The tokens from the payload to the value on which it failed.
    pub(super) instance: Vec<String>,
}

/// Finds keywords in a document.
pub(super) struct Locator<'a> {
    document: &'a Value,
    /// Where in it the schema is.
    at: &'a str,
}

/// As many ways to one keyword are followed. A schema has more only if it says the same of a value again and again.
const MOST_WAYS: usize = 64;

impl<'a> Locator<'a> {
    pub(super) const fn new(document: &'a Value, at: &'a str) -> Self {
        Self { document, at }
    }

    /// The schema.
    pub(super) fn schema(&self) -> Option<&'a Value> {
        self.document.pointer(self.at)
    }

    /// The ways to a keyword that failed on a value. A definition that is asked for more than once of the same value
    /// fails in each place.
    pub(super) fn units(
        &self,
        keyword: &str,
        instance: &str,
        given: usize,
        payload: &Value,
    ) -> Vec<Unit> {
        let instance = tokens(instance);
        // boon encodes a pointer as if it were the fragment of a URL.
        let encoded = format!("#{keyword}");
        let paths: Vec<_> = [keyword, &encoded]
            .into_iter()
            .flat_map(spellings)
            .collect();
        let unit = |path, instance| Unit {
            given,
            path,
            instance,
        };
        // Most validators give the evaluation path, which needs no search.
        let mut evaluated = paths
            .iter()
            .filter_map(|path| self.evaluated(path, &instance));
        if let Some(path) = evaluated.next() {
            return vec![unit(path, instance)];
        }
        let of_path = |path: &Vec<String>| -> Vec<Unit> {
            let ways = self.ways(path, &instance).into_iter();
            let units: Vec<Unit> = ways.map(|path| unit(path, instance.clone())).collect();
            if !units.is_empty() {
                return units;
            }
            let named = self.of_names(path, payload).into_iter();
            named.map(|(path, instance)| unit(path, instance)).collect()
        };
        let mut found = paths.iter().map(of_path);
        found.find(|units| !units.is_empty()).unwrap_or_default()
    }

    /// The location as an evaluation path from the schema, or from the document if that refers to the schema.
    fn evaluated(&self, path: &[String], instance: &[String]) -> Option<Vec<String>> {
        let from_schema = Follow::new(self.document, self.schema()?).followed(path, instance);
        from_schema.or_else(|| {
            let (reference, rest) = path.split_first()?;
            let target = self.document.get("$ref")?.as_str()?;
            let is_schema = reference == "$ref" && target.trim_start_matches('#') == self.at;
            is_schema
                .then(|| Follow::new(self.document, self.schema()?).followed(rest, instance))
                .flatten()
        })
    }

    /// The evaluation paths to a place in the document, by which the value is reached.
    fn ways(&self, target: &[String], instance: &[String]) -> Vec<Vec<String>> {
        let start: State = (tokens(self.at), 0);
        let mut before = HashMap::from([(start.clone(), Vec::<(State, Vec<String>)>::new())]);
        let mut reached = vec![start.clone()];
        let mut pending = VecDeque::from([start.clone()]);
        while let Some(state) = pending.pop_front() {
            for (next, step) in self.steps(&state, instance) {
                if !before.contains_key(&next) {
                    pending.push_back(next.clone());
                    reached.push(next.clone());
                }
                before.entry(next).or_default().push((state.clone(), step));
            }
        }
        let mut ways = Vec::new();
        for end in reached {
            let Some(rest) = target.strip_prefix(end.0.as_slice()) else {
                continue;
            };
            let (place, consumed) = &end;
            let Some(schema) = self.at_tokens(place) else {
                continue;
            };
            if is_keyword_of(schema, rest, instance.len() - consumed) {
                walk_back(&before, &start, &end, rest.to_vec(), &mut ways);
            }
        }
        ways
    }

    fn at_tokens(&self, place: &[String]) -> Option<&'a Value> {
        let mut schema = self.document;
        for token in place {
            schema = child(schema, token)?;
        }
        Some(schema)
    }

    /// The schemas that one asks for, of the same value or of one on the way, or places where there is none.
    fn steps(&self, (place, consumed): &State, instance: &[String]) -> Vec<(State, Vec<String>)> {
        let Some(Value::Object(keywords)) = self.at_tokens(place) else {
            return Vec::new();
        };
        let next = instance.get(*consumed);
        let mut steps = Vec::new();
        for (keyword, value) in keywords {
            let mut add = |tokens: &[&str], consumes: usize| {
                let step: Vec<String> = tokens.iter().map(|token| (*token).to_owned()).collect();
                let place = place.iter().chain(&step).cloned().collect();
                steps.push(((place, consumed + consumes), step));
            };
            match (keyword.as_str(), value, next) {
                ("$ref", Value::String(reference), _) => {
                    let target = (tokens(reference), *consumed);
                    steps.push((target, vec![keyword.clone()]));
                }
                ("properties" | "prefixItems", _, Some(next)) => add(&[keyword, next], 1),
                ("items" | "additionalProperties", Value::Object(_), Some(_)) => add(&[keyword], 1),
                ("propertyNames", Value::Object(_), next) => {
                    add(&[keyword], 0);
                    if next.is_some() {
                        add(&[keyword], 1);
                    }
                }
                ("not" | "if" | "then" | "else", _, _) => add(&[keyword], 0),
                ("allOf" | "anyOf" | "oneOf", Value::Array(schemas), _) => {
                    for index in 0..schemas.len() {
                        add(&[keyword, &index.to_string()], 0);
                    }
                }
                _ => {}
            }
        }
        steps
    }

    /// Some validators say of the name of a property nothing but that it is one. Then it may be in any object that the
    /// keyword is asked of.
    fn of_names(&self, path: &[String], payload: &Value) -> Vec<(Vec<String>, Vec<String>)> {
        if !path.iter().any(|token| token == "propertyNames") {
            return Vec::new();
        }
        let mut places = Vec::new();
        every_object(payload, &mut Vec::new(), &mut places);
        let found = places.into_iter().flat_map(|instance| {
            let evaluated = self.evaluated(path, &instance);
            let ways = match evaluated {
                Some(path) => vec![path],
                None => self.ways(path, &instance),
            };
            ways.into_iter().map(move |path| (path, instance.clone()))
        });
        found.collect()
    }
}

/// The path to a keyword; and another where boon names the keyword by what it says.
fn spellings(location: &str) -> impl Iterator<Item = Vec<String>> + use<> {
    let path = tokens(location);
    let said = path
        .split_last()
        .filter(|(last, _)| *last == "additionalProperty");
    let meant = said.map(|(_, before)| [before, &["additionalProperties".to_owned()]].concat());
    [Some(path), meant].into_iter().flatten()
}

/// The place of a schema, and how many tokens of the instance's location lead to what it is asked of.
type State = (Vec<String>, usize);

/// Whether the schema has a keyword there that can fail on the value, or on an entry of it.
fn is_keyword_of(schema: &Value, rest: &[String], left: usize) -> bool {
    match (rest, left) {
        ([], 0) => true,
        ([keyword], 0) => schema.get(keyword).is_some(),
        ([keyword], 1) => {
            matches!(keyword.as_str(), "additionalProperties" | "propertyNames")
                && schema.get(keyword).is_some()
        }
        _ => false,
    }
}

fn walk_back(
    before: &HashMap<State, Vec<(State, Vec<String>)>>,
    start: &State,
    end: &State,
    rest: Vec<String>,
    ways: &mut Vec<Vec<String>>,
) {
    let mut pending = vec![(end.clone(), rest, vec![end.clone()])];
    while let Some((state, path, passed)) = pending.pop() {
        if ways.len() == MOST_WAYS {
            return;
        }
        if state == *start {
            ways.push(path.clone());
        }
        for (earlier, step) in before.get(&state).into_iter().flatten() {
            if !passed.contains(earlier) {
                let path = step.iter().chain(&path).cloned().collect();
                let passed = passed.iter().chain([earlier]).cloned().collect();
                pending.push((earlier.clone(), path, passed));
            }
        }
    }
}

fn every_object(value: &Value, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push(index.to_string());
                every_object(item, at, found);
                at.pop();
            }
        }
        Value::Object(entries) => {
            found.push(at.clone());
            for (key, entry) in entries {
                at.push(key.clone());
                every_object(entry, at, found);
                at.pop();
            }
        }
        _ => {}
    }
}

/// Follows an evaluation path and the location of the value in step.
struct Follow<'a> {
    document: &'a Value,
    schema: &'a Value,
    path: Vec<String>,
}

impl<'a> Follow<'a> {
    const fn new(document: &'a Value, schema: &'a Value) -> Self {
        Self {
            document,
            schema,
            path: Vec::new(),
        }
    }

    /// The path with each `$ref` on it, if it leads to a keyword and to the value.
    fn followed(mut self, path: &[String], instance: &[String]) -> Option<Vec<String>> {
        let mut left = (path, instance);
        while !left.0.is_empty() {
            left = self.step(left)?;
        }
        left.1.is_empty().then_some(self.path)
    }

    fn step<'p>(&mut self, (path, instance): Left<'p>) -> Option<Left<'p>> {
        let (token, rest) = path.split_first()?;
        if self.says_if_of_what_follows(token, rest) {
            return Some((rest, instance));
        }
        let named = self.child(token)?;
        self.path.push(token.clone());
        match (token.as_str(), named) {
            ("properties" | "prefixItems", _) if !rest.is_empty() => {
                let (name, instance) = instance.split_first()?;
                let rest = self.enter(named, rest)?;
                (self.path.last() == Some(name)).then_some((rest, instance))
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(_)) if !rest.is_empty() => {
                Some((self.enter(named, rest)?, instance))
            }
            ("items" | "additionalProperties" | "propertyNames", _) => {
                self.schema = named;
                // Of the keyword itself, and of a name, the location may be that of the object or of its entry.
                let is_entry = !rest.is_empty() && token != "propertyNames";
                let is_entry = is_entry || instance.len() == 1;
                let inside = if is_entry {
                    instance.get(1..)?
                } else {
                    instance
                };
                Some((rest, inside))
            }
            ("not" | "if" | "then" | "else", _) => {
                self.schema = named;
                Some((rest, instance))
            }
            ("$ref", _) => {
                self.schema = referred(self.document, self.schema)?;
                Some((rest, instance))
            }
            _ => rest.is_empty().then_some((rest, instance)),
        }
    }

    /// Enters one of several schemas, and gives the path behind its name.
    fn enter<'p>(&mut self, schemas: &'a Value, path: &'p [String]) -> Option<&'p [String]> {
        let (name, rest) = path.split_first()?;
        self.schema = child(schemas, name)?;
        self.path.push(name.clone());
        Some(rest)
    }

    /// Some say `if/then` of what stands beside `if`.
    fn says_if_of_what_follows(&self, token: &str, rest: &[String]) -> bool {
        let (Some(next), Some(condition)) = (rest.first(), self.schema.get("if")) else {
            return false;
        };
        token == "if" && condition.get(next).is_none()
    }

    /// What stands at the token, behind references if it is not here.
    fn child(&mut self, token: &str) -> Option<&'a Value> {
        for _ in 0..MOST_REFERENCES {
            if let Some(child) = self.schema.get(token) {
                return Some(child);
            }
            self.schema = referred(self.document, self.schema)?;
            self.path.push("$ref".to_owned());
        }
        None
    }
}

/// What is left of the path, and of the location of the value.
type Left<'p> = (&'p [String], &'p [String]);

/// As many references are followed to a keyword. References may go in a circle.
const MOST_REFERENCES: usize = 64;

/// The schema that a `$ref` names.
pub(in crate::schema) fn referred<'a>(document: &'a Value, schema: &Value) -> Option<&'a Value> {
    let reference = schema.get("$ref")?.as_str()?;
    let mut target = document;
    for token in tokens(reference) {
        target = child(target, &token)?;
    }
    Some(target)
}

fn child<'a>(value: &'a Value, token: &str) -> Option<&'a Value> {
    match value {
        Value::Array(items) => items.get(index(token)?),
        _ => value.get(token),
    }
}

/// A token as a place in an array.
pub(super) fn index(token: &str) -> Option<usize> {
    let digits = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| token.parse().ok()).flatten()
}

/// The tokens of a pointer, which may be the fragment of a URL.
fn tokens(location: &str) -> Vec<String> {
    let pointer = match location.split_once('#') {
        Some((before, fragment)) if !before.starts_with('/') => decoded(fragment),
        _ => location.to_owned(),
    };
    let tokens = pointer.split('/').skip(1);
    tokens
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// A fragment without its percent-encoding (RFC 3986, section 2.1).
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let encoded = (*byte == b'%').then(|| after.split_at_checked(2)).flatten();
        let octet = encoded.and_then(|(digits, after)| {
            let digits = core::str::from_utf8(digits).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, after))
        });
        let (byte, after) = octet.unwrap_or((*byte, after));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::index;

    #[test]
    fn a_place_is_written_in_digits() {
        assert_eq!(["0", "12"].map(index), [Some(0), Some(12)]);
        assert_eq!(["", "+1", "-1", "1a"].map(index), [None; 4]);
    }
}
