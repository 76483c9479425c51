//! Objects: what one field holds is chosen, and the others are brought in line with it.
//!
//! There is no search over all combinations. An object starts with the chosen fields and the keys that must be there;
//! then each violation says what to change: a required field gets a value, a forbidden one loses it. What cannot be
//! brought in line this way within a few steps is handed out as it is, and whoever wants valid objects passes it over.

use serde_json::{Map, Value};

use super::sample::{self, Sample, Within};
use crate::inside;
use crate::rule::{Condition, Conditional, Field, Group, GroupKind, Literal, Rules, Shape};
use crate::text;
use crate::violation::{Cause, Code, Violation};

/// What a field holds: nothing, or a value, which may be null.
type Held = Option<Value>;

/// Objects worth trying, the one with the least in it first.
pub(super) fn samples(rules: &'static Rules, within: &Within<'_>) -> Vec<Sample> {
    let own = own_samples(rules, within);
    if rules.flattened.is_empty() {
        return own;
    }
    let parts = rules.flattened.iter();
    let parts: Vec<Vec<Sample>> = parts
        .map(|flattened| sample::samples(&flattened.shape, &[], within))
        .collect();
    let plain = parts.iter().filter_map(|part| part.first());
    let plain = plain.fold(Value::Null, |all, sample| merged(all, &sample.value));
    let least = own.first().map_or(Value::Null, |own| own.value.clone());
    let own = own
        .into_iter()
        .map(|sample| Sample::new(sample.name, merged(sample.value, &plain)));
    let of_parts = parts.iter().flatten().map(|sample| {
        let value = merged(merged(least.clone(), &sample.value), &plain);
        Sample::new(sample.name.clone(), value)
    });
    own.chain(of_parts).collect()
}

/// The entries of both, those of the first before those of the second.
fn merged(first: Value, second: &Value) -> Value {
    match (first, second) {
        (Value::Object(mut first), Value::Object(second)) => {
            for (key, value) in second {
                if !first.contains_key(key) {
                    first.insert(key.clone(), value.clone());
                }
            }
            first.into()
        }
        (Value::Null, second) => second.clone(),
        (first, _) => first,
    }
}

/// The same without the keys of flattened fields.
fn own_samples(rules: &'static Rules, within: &Within<'_>) -> Vec<Sample> {
    let solver = Solver::new(rules, within);
    let mut samples = vec![
        solver.sample("the least there can be", &[]),
        Sample::new(
            "a value in every field that can have one",
            solver.mended(solver.full(), &[]),
        ),
    ];
    for (index, field) in rules.fields.iter().enumerate() {
        samples.extend(solver.of_field(index, field));
    }
    for rule in rules.conditionals {
        samples.extend(solver.of_conditional(rule));
    }
    for group in rules.groups {
        samples.extend(solver.of_group(group));
    }
    let mut unknown = solver.solve(&[]);
    unknown.insert("no such field".to_owned(), Value::Null);
    samples.push(Sample::new("a key that is no field", unknown));
    samples
}

/// How many combinations of the fields of one condition are tried.
const MOST: usize = 64;

struct Solver {
    rules: &'static Rules,
    fields: Vec<Candidates>,
}

/// What a field can be given.
struct Candidates {
    /// Values that are right by themselves, and are values.
    good: Vec<Sample>,
    /// All that is worth trying.
    all: Vec<Sample>,
}

impl Solver {
    fn new(rules: &'static Rules, within: &Within<'_>) -> Self {
        let fields = (0..).zip(rules.fields);
        Self {
            rules,
            fields: fields
                .map(|(index, field)| Candidates::new(rules, index, field, within))
                .collect(),
        }
    }

    fn sample(&self, name: &str, chosen: &[(usize, Held)]) -> Sample {
        Sample::new(name, self.solve(chosen))
    }

    fn name(&self, field: usize) -> &'static str {
        self.rules.fields.get(field).map_or("", |field| field.name)
    }

    fn good(&self, field: usize) -> &[Sample] {
        self.fields.get(field).map_or(&[], |field| &field.good)
    }

    fn all(&self, field: usize) -> &[Sample] {
        self.fields.get(field).map_or(&[], |field| &field.all)
    }

    fn plainest(&self, field: usize) -> Held {
        self.good(field).first().map(|sample| sample.value.clone())
    }

    /// A value in every field, whatever rules say across fields.
    fn full(&self) -> Map<String, Value> {
        let mut object = Map::new();
        for (index, field) in self.rules.fields.iter().enumerate() {
            put(self.rules, &mut object, field, self.plainest(index));
        }
        object
    }

    /// Each value that the field can have, and none.
    fn of_field(&self, index: usize, field: &'static Field) -> Vec<Sample> {
        let name = field.name;
        let mut samples = vec![self.sample(&format!("no `{name}`"), &[(index, None)])];
        samples.extend(self.all(index).iter().map(|value| {
            let chosen = [(index, Some(value.value.clone()))];
            self.sample(&format!("`{name}` with {}", value.name), &chosen)
        }));
        samples
    }

    /// The rule's field with and without a value, under each combination of what the condition asks about.
    fn of_conditional(&self, rule: &'static Conditional) -> Vec<Sample> {
        let mut samples = Vec::new();
        for asked in self.combinations(&rule.condition) {
            let mut held = self.nothings(rule.field);
            held.extend([self.plainest(rule.field), Some(Value::Null)]);
            for held in held {
                let mut chosen = asked.clone();
                chosen.push((rule.field, held));
                let name = self.describe(&chosen);
                samples.push(self.sample(&name, &chosen));
            }
        }
        samples
    }

    /// What a field holds that may count as no value: nothing, and the empty text. Whether these rules count it is not
    /// asked: who compares two readings of the rules needs it where only one of them does.
    fn nothings(&self, field: usize) -> Vec<Held> {
        let mut all = self.all(field).iter().map(|sample| &sample.value);
        let empty = all.find(|value| value.as_str() == Some(""));
        let empty = empty.map(|empty| Some(empty.clone()));
        std::iter::once(None).chain(empty).collect()
    }

    /// None of the group's fields, each alone, each but one, and all.
    fn of_group(&self, group: &'static Group) -> Vec<Sample> {
        let members = group.fields;
        let alone = members.iter().map(|member| vec![*member]);
        let but_one = members.iter().map(|missing| {
            let others = members.iter().filter(|member| *member != missing);
            others.copied().collect()
        });
        let mut given: Vec<Vec<usize>> = vec![Vec::new(), members.to_vec()];
        given.extend(alone);
        given.extend(but_one);
        let asked = match &group.condition {
            Some(condition) => self.combinations(condition),
            None => vec![Vec::new()],
        };
        let ways = members.iter().map(|member| self.nothings(*member).len());
        let ways = ways.max().unwrap_or(0);
        let mut samples = Vec::new();
        for asked in asked {
            for given in &given {
                for way in 0..ways {
                    let held = |member: &usize| {
                        if given.contains(member) {
                            return self.plainest(*member);
                        }
                        self.nothings(*member).get(way).cloned().flatten()
                    };
                    let mut chosen = asked.clone();
                    chosen.extend(members.iter().map(|member| (*member, held(member))));
                    samples.push(self.sample(&self.describe(&chosen), &chosen));
                }
            }
        }
        samples
    }

    fn describe(&self, chosen: &[(usize, Held)]) -> String {
        let parts = chosen.iter().map(|(field, held)| match held {
            Some(value) => format!("`{}` {value}", self.name(*field)),
            None => format!("no `{}`", self.name(*field)),
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    /// What the fields of a condition can hold together, as far as the condition tells values apart.
    fn combinations(&self, condition: &'static Condition) -> Vec<Vec<(usize, Held)>> {
        let mut fields = Vec::new();
        condition.each_part(&mut |part| fields.extend(part.field()));
        fields.sort_unstable();
        fields.dedup();
        let mut combinations = vec![Vec::new()];
        for field in fields {
            let held = self.told_apart(field);
            let longer = combinations
                .iter()
                .flat_map(|combination: &Vec<(usize, Held)>| {
                    held.iter().map(move |held| {
                        let mut longer = combination.clone();
                        longer.push((field, held.clone()));
                        longer
                    })
                });
            combinations = longer.take(MOST).collect();
        }
        combinations
    }

    /// Nothing, and each value that conditions tell from others.
    fn told_apart(&self, field: usize) -> Vec<Held> {
        let few = match self
            .rules
            .fields
            .get(field)
            .map(|field| field.shape.inner())
        {
            Some(Shape::Enumeration(_) | Shape::Boolean) => usize::MAX,
            _ => 3,
        };
        let asked = asked(self.rules, field);
        let good = self.good(field).iter();
        let is_asked = |sample: &&Sample| asked.contains(&sample.value);
        let first = good.clone().filter(is_asked);
        let others = good.filter(|sample| !is_asked(sample)).take(few);
        let values = first.chain(others).map(|sample| Some(sample.value.clone()));
        self.nothings(field).into_iter().chain(values).collect()
    }

    /// The object in which the chosen fields hold what was chosen, and the others what this makes them hold.
    fn solve(&self, chosen: &[(usize, Held)]) -> Map<String, Value> {
        let mut object = Map::new();
        for (index, field) in self.rules.fields.iter().enumerate() {
            let is_chosen = |(chosen, _): &&(usize, Held)| *chosen == index;
            let held = match chosen.iter().rfind(is_chosen) {
                Some((_, held)) => held.clone(),
                None if self.rules.asks_for(field) => self.plainest(index),
                None => None,
            };
            put(self.rules, &mut object, field, held);
        }
        self.mended(object, chosen)
    }

    /// The object with as few violations as can be reached by changing fields that were not chosen.
    fn mended(
        &self,
        mut object: Map<String, Value>,
        chosen: &[(usize, Held)],
    ) -> Map<String, Value> {
        for step in 0..self.rules.fields.len() + 4 {
            if !self.mend(&mut object, chosen, step) {
                break;
            }
        }
        object
    }

    /// Changes one field that was not chosen, so that one violation less is there; `false` when none is left to mend.
    fn mend(&self, object: &mut Map<String, Value>, chosen: &[(usize, Held)], step: usize) -> bool {
        let written = Value::Object(object.clone()).to_string();
        let violations = text::violations_of_object(self.rules, written.as_bytes());
        let is_free = |field: usize| chosen.iter().all(|(chosen, _)| *chosen != field);
        let change = |violation: &Violation| match self.change(violation, object, step) {
            Some((field, _)) if !is_free(field) => self.other_case(violation, is_free, step),
            change => change,
        };
        let change = violations.iter().find_map(change);
        let Some((index, held)) = change else {
            return false;
        };
        if let Some(field) = self.rules.fields.get(index) {
            put(self.rules, object, field, held);
        }
        true
    }

    /// The field to change, and what it is to hold.
    fn change(
        &self,
        violation: &Violation,
        object: &Map<String, Value>,
        step: usize,
    ) -> Option<(usize, Held)> {
        if let Cause::Group { index, .. } = *violation.cause() {
            return self.balance(self.rules.groups.get(index)?, object);
        }
        let mut tokens = violation.pointer().tokens();
        let name = tokens.next()?;
        if tokens.next().is_some() {
            return None;
        }
        let mut fields = self.rules.fields.iter();
        let index = fields.position(|field| field.name == name)?;
        let good = self.good(index);
        match violation.code() {
            Code::Required => Some((
                index,
                Some(good.get(step % good.len().max(1))?.value.clone()),
            )),
            Code::Forbidden => Some((index, None)),
            _ => None,
        }
    }

    /// For a rule on a field that is to stay as it is: something else in a field that its condition asks about.
    fn other_case(
        &self,
        violation: &Violation,
        is_free: impl Fn(usize) -> bool,
        step: usize,
    ) -> Option<(usize, Held)> {
        let Cause::Conditional { index, .. } = violation.cause() else {
            return None;
        };
        let mut asked = Vec::new();
        let condition = &self.rules.conditionals.get(*index)?.condition;
        condition.each_part(&mut |part| asked.extend(part.field()));
        asked.retain(|field| is_free(*field));
        let field = *asked.get(step % asked.len().max(1))?;
        let held = self.told_apart(field);
        let held = held.get((step + 1) % held.len().max(1))?.clone();
        Some((field, held))
    }

    /// One field more, or one less, as the group needs it.
    fn balance(&self, group: &Group, object: &Map<String, Value>) -> Option<(usize, Held)> {
        let is_given = |member: &&usize| {
            let field = self.rules.fields.get(**member);
            let held = field.and_then(|field| Some((field, object.get(field.name)?)));
            held.is_some_and(|(field, value)| is_value(field, value))
        };
        let given = group.fields.iter().filter(is_given).count();
        let more = match group.kind {
            GroupKind::ExactlyOne | GroupKind::AtLeastOne => given == 0,
            GroupKind::AtMostOne => false,
            GroupKind::AllOrNone => true,
        };
        if more {
            let missing = group.fields.iter().find(|member| !is_given(member))?;
            Some((*missing, self.plainest(*missing)))
        } else {
            let last = group.fields.iter().rfind(is_given)?;
            Some((*last, None))
        }
    }
}

impl Candidates {
    fn new(
        rules: &'static Rules,
        index: usize,
        field: &'static Field,
        within: &Within<'_>,
    ) -> Self {
        let mut all = sample::samples(&field.shape, field.checks, within);
        for value in asked(rules, index) {
            all.push(Sample::new(format!("{value}"), value));
        }
        let is_good = |sample: &&Sample| {
            let written = sample.value.to_string();
            is_value(field, &sample.value)
                && text::violations(&field.shape, field.checks, written.as_bytes()).is_empty()
        };
        let good = all.iter().filter(is_good).cloned().collect();
        Self { good, all }
    }
}

/// Whether what a field holds is a value.
fn is_value(field: &Field, held: &Value) -> bool {
    !(held.is_null() || field.empty_is_absent && held.as_str() == Some(""))
}

/// A field without a value has no key, unless its key must be there.
fn put(rules: &'static Rules, object: &mut Map<String, Value>, field: &Field, held: Held) {
    match held {
        Some(value) => {
            object.insert(field.name.to_owned(), value);
        }
        None if rules.asks_for(field) && field.shape.is_nullable() => {
            object.insert(field.name.to_owned(), Value::Null);
        }
        None => {
            object.remove(field.name);
        }
    }
}

/// The values that conditions compare a field with, and those beside them.
fn asked(rules: &'static Rules, field: usize) -> Vec<Value> {
    let conditionals = rules.conditionals.iter().map(|rule| &rule.condition);
    let groups = rules
        .groups
        .iter()
        .filter_map(|group| group.condition.as_ref());
    let shape = rules.fields.get(field).map(|field| field.shape.inner());
    let mut values = Vec::new();
    for condition in conditionals.chain(groups) {
        condition.each_part(&mut |part| match (part, rules.fields.get(field)) {
            (Condition::Inside(of, names, inner), Some(outer)) if *of == field => {
                values.extend(asked_inside(outer, names, inner));
            }
            _ => values.extend(asked_by(part, field, shape)),
        });
    }
    values
}

/// Values of a field that differ in what a condition asks of a field inside it.
fn asked_inside(field: &'static Field, names: &[&str], inner: &Condition) -> Vec<Value> {
    let way = inside::way(field, names).unwrap_or_default();
    let (Some((innermost, _)), Some(outer)) = (way.split_last(), sample::any(&field.shape)) else {
        return Vec::new();
    };
    let mut values = asked_by(inner, 0, Some(innermost.shape.inner()));
    values.extend(sample::any(&innermost.shape));
    let values = values.into_iter().filter_map(|value| {
        let mut object = outer.clone();
        *place_in(&mut object, way.get(1..)?)? = value;
        Some(object)
    });
    values.collect()
}

/// The place of the last field of a way, with all objects on the way to it.
fn place_in<'v>(value: &'v mut Value, way: &[&'static Field]) -> Option<&'v mut Value> {
    let Some((field, rest)) = way.split_first() else {
        return Some(value);
    };
    let object = value.as_object_mut()?;
    let inner = object.entry(field.name).or_insert(Value::Null);
    if !rest.is_empty() {
        *inner = sample::any(&field.shape)?;
    }
    place_in(inner, rest)
}

fn asked_by(condition: &Condition, field: usize, shape: Option<&Shape>) -> Vec<Value> {
    match condition {
        Condition::Is(of, literal) if *of == field => vec![written(*literal)],
        Condition::In(of, literals) if *of == field => {
            literals.iter().copied().map(written).collect()
        }
        Condition::StartsWith(of, prefix) if *of == field => {
            vec![Value::from(*prefix), Value::from(format!("{prefix}a"))]
        }
        Condition::Compare(of, _, Literal::Integer(bound)) if *of == field => {
            [*bound, bound - 1, bound + 1]
                .map(|bound| written(Literal::Integer(bound)))
                .into()
        }
        Condition::Compare(of, _, Literal::Number(bound)) if *of == field => {
            [*bound, bound - 0.5, bound + 0.5].map(Value::from).into()
        }
        Condition::Length(of, _, count) if *of == field => of_lengths(*count, shape),
        _ => Vec::new(),
    }
}

/// Values of the lengths beside the one that a condition compares with.
fn of_lengths(count: usize, shape: Option<&Shape>) -> Vec<Value> {
    let counts = [count.saturating_sub(1), count, count.saturating_add(1)];
    let counts = counts.into_iter().filter(|count| *count <= 1_000);
    counts.filter_map(|count| of_length(count, shape)).collect()
}

fn of_length(count: usize, shape: Option<&Shape>) -> Option<Value> {
    match shape? {
        Shape::Text => Some("a".repeat(count).into()),
        Shape::List(item) => {
            let item = sample::good(item, &[], &Within::NOTHING)
                .into_iter()
                .next()?;
            Some(vec![item.value; count].into())
        }
        Shape::Map(entry) => {
            let entry = sample::good(entry, &[], &Within::NOTHING)
                .into_iter()
                .next()?;
            let entries = (0..count).map(|number| (format!("key{number}"), entry.value.clone()));
            Some(entries.collect::<Map<String, Value>>().into())
        }
        _ => None,
    }
}

fn written(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => text.into(),
        Literal::Boolean(boolean) => boolean.into(),
        Literal::Number(number) => number.into(),
        Literal::Integer(integer) => i64::try_from(integer).map_or(Value::Null, Value::from),
    }
}
