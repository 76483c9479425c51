//! Rules that the value of one field decides, as variants of the object: one for each set of values that the rules do not
//! tell apart.
//!
//! Each variant names the values and what follows from them; what holds in all stands beside them once. The sets have no
//! value in common, so that `oneOf` is right.

use core::ptr;

use serde_json::{Map, Value, json};

use super::cross::{self, type_name};
use super::{Entry, profile};
use crate::explain::cases::{Case, cases};
use crate::explain::residue::{Fixed, Residue};
use crate::rule::{Conditional, Demand, Field, Literal, Rules, Shape};

type Keywords = Map<String, Value>;

/// The variants of an object, by each field that decides some of its rules.
#[derive(Default)]
pub(super) struct Variants {
    /// The rules that they say: of a table, which of [`Rules::conditionals`].
    said: Vec<(*const Rules, usize)>,
    lists: Vec<Vec<Value>>,
}

impl Variants {
    /// Adds those of a table, if the document has variants. All its properties are among these.
    pub(super) fn add(&mut self, rules: &'static Rules, properties: &Keywords) {
        if !profile::current().has_variants() {
            return;
        }
        for place in 0..rules.fields.len() {
            if let Some(discriminant) = Discriminant::new(rules, place) {
                self.lists.push(discriminant.variants(properties));
                let said = discriminant.decided.iter();
                self.said
                    .extend(said.map(|(index, _)| (ptr::from_ref(rules), *index)));
            }
        }
    }

    /// Whether they say the rule of an entry.
    pub(super) fn say(&self, entry: Entry) -> bool {
        match entry {
            Entry::Conditional(rules, index) => self.said.contains(&(ptr::from_ref(rules), index)),
            Entry::Group(..) | Entry::Keys(..) => false,
        }
    }

    pub(super) fn into_lists(self) -> Vec<Vec<Value>> {
        self.lists
    }
}

/// A field whose value decides rules.
struct Discriminant {
    rules: &'static Rules,
    field: &'static Field,
    /// The rules that are decided, each with its place.
    decided: Vec<(usize, &'static Conditional)>,
    sets: Vec<Set>,
}

/// Cases that the rules do not tell apart.
struct Set {
    /// Which of the conditions hold.
    holds: Vec<bool>,
    cases: Vec<Case>,
}

impl Discriminant {
    /// A field is one when rules compare it with values and ask of nothing else; `None` for others, and for one with
    /// several keys, of which no variant could name one.
    fn new(rules: &'static Rules, place: usize) -> Option<Self> {
        let field = rules.fields.get(place)?;
        let cases = cases(rules, place)?;
        let compared = cases.iter().any(|case| matches!(case, Case::Value(_)));
        if !compared || !field.aliases.is_empty() {
            return None;
        }
        let conditionals = rules.conditionals.iter().enumerate();
        let decided: Vec<_> = conditionals
            .filter(|(_, rule)| cases.iter().all(|case| holds(rule, place, *case).is_some()))
            .collect();
        let mut sets: Vec<Set> = Vec::new();
        for case in cases {
            let holds = decided
                .iter()
                .filter_map(|(_, rule)| holds(rule, place, case))
                .collect();
            match sets.iter_mut().find(|set| set.holds == holds) {
                Some(set) => set.cases.push(case),
                None => sets.push(Set {
                    holds,
                    cases: vec![case],
                }),
            }
        }
        // What is left over comes last.
        sets.sort_by_key(|set| set.has_absent() || set.has(Case::Another));
        (sets.len() > 1).then_some(Self {
            rules,
            field,
            decided,
            sets,
        })
    }

    fn variants(&self, properties: &Keywords) -> Vec<Value> {
        let variants = self.sets.iter().map(|set| self.variant(set, properties));
        variants.collect()
    }

    fn variant(&self, set: &Set, properties: &Keywords) -> Value {
        let mut variant = Variant::default();
        variant.add(self.field.name, self.values(set), !set.has_absent());
        for ((_, rule), holds) in self.decided.iter().zip(&set.holds) {
            if let (Some(demand), Some(field)) = (
                rule.effect.demand(*holds),
                self.rules.fields.get(rule.field),
            ) {
                variant.demand(demand, field, properties.get(field.name));
            }
        }
        let title = format!("{}: {}", self.rules.name, set.words(self.field));
        variant.schema(title.trim_start_matches(": "))
    }

    /// What the field may hold in a variant.
    fn values(&self, set: &Set) -> Value {
        let absent = set.has_absent();
        let nulls = absent && self.field.shape.is_nullable();
        let mut schema = match type_name(&self.field.shape) {
            Some(name) if nulls => json!({ "type": [name, "null"] }),
            Some(name) => json!({ "type": name }),
            None => json!({}),
        };
        if set.has(Case::Another) {
            let mut others = self.values_of_others(set);
            // What counts as no value is of the set in which there may be none.
            if !absent {
                others.extend(self.no_values());
            }
            schema["not"] = json!({ "enum": others });
            return schema;
        }
        let mut values: Vec<Value> = set.values().map(cross::value).collect();
        if values.is_empty() {
            return cross::no_value(self.field);
        }
        if absent {
            values.extend(self.no_values());
        }
        schema["enum"] = values.into();
        schema
    }

    fn values_of_others(&self, set: &Set) -> Vec<Value> {
        let others = self.sets.iter().filter(|other| other.holds != set.holds);
        others.flat_map(Set::values).map(cross::value).collect()
    }

    /// The values of the field that count as none.
    fn no_values(&self) -> Vec<Value> {
        let null = self.field.shape.is_nullable() || type_name(&self.field.shape).is_none();
        let empty = self.field.empty_is_absent.then(|| "".into());
        null.then_some(Value::Null)
            .into_iter()
            .chain(empty)
            .collect()
    }
}

/// Whether the rule's condition holds in a case, if that is all it asks.
fn holds(rule: &'static Conditional, field: usize, case: Case) -> Option<bool> {
    match (Fixed { field, case }).residue(&rule.condition, true) {
        Residue::Known(truth) => Some(truth),
        Residue::Leaf { .. } | Residue::Group { .. } => None,
    }
}

impl Set {
    fn has(&self, case: Case) -> bool {
        self.cases.contains(&case)
    }

    fn has_absent(&self) -> bool {
        self.has(Case::Absent)
    }

    fn values(&self) -> impl Iterator<Item = Literal> {
        self.cases.iter().filter_map(|case| match case {
            Case::Value(value) => Some(*value),
            Case::Another | Case::Given | Case::Absent => None,
        })
    }

    /// What makes a value one of the set.
    fn words(&self, field: &Field) -> String {
        let values: Vec<String> = self.values().map(|value| format!("`{value}`")).collect();
        let name = field.name;
        match (self.has(Case::Another), self.has_absent()) {
            (true, true) => format!("any other `{name}`, or none"),
            (true, false) => format!("any other `{name}`"),
            (false, true) if values.is_empty() => format!("no `{name}`"),
            (false, true) => format!("`{name}` is {}, or absent", values.join(", ")),
            (false, false) => format!("`{name}` is {}", values.join(" or ")),
        }
    }
}

/// A variant as it grows.
#[derive(Default)]
struct Variant {
    properties: Keywords,
    required: Vec<&'static str>,
    all_of: Vec<Value>,
}

impl Variant {
    /// What two rules say of a property stands there once if they say the same, and apart if they do not.
    fn add(&mut self, name: &'static str, schema: Value, required: bool) {
        if required && !self.required.contains(&name) {
            self.required.push(name);
        }
        match self.properties.get(name) {
            None => {
                self.properties.insert(name.to_owned(), schema);
            }
            Some(there) => {
                if *there != schema {
                    self.all_of.push(json!({ "properties": { name: schema } }));
                }
            }
        }
    }

    fn demand(&mut self, demand: Demand, field: &'static Field, property: Option<&Value>) {
        match demand {
            Demand::Required if !field.aliases.is_empty() => {
                self.all_of.push(cross::demanded(demand, field));
            }
            Demand::Required => self.add(field.name, given(field, property), true),
            Demand::Forbidden => {
                for key in field.keys() {
                    self.add(key, cross::no_value(field), false);
                }
            }
        }
    }

    fn schema(self, title: &str) -> Value {
        let mut keywords = json!({
            "title": title,
            "type": "object",
            "properties": self.properties,
        });
        if !self.required.is_empty() {
            keywords["required"] = json!(self.required);
        }
        if !self.all_of.is_empty() {
            keywords["allOf"] = self.all_of.into();
        }
        keywords
    }
}

/// A value of the field. Generators take a key that is only required for one of any type, so its type is named; the bare
/// type `object` they take for one without keys, so there the reference is repeated.
fn given(field: &Field, property: Option<&Value>) -> Value {
    let is_reference = matches!(
        field.shape.inner(),
        Shape::Object(_) | Shape::Map(_) | Shape::Choice(_)
    );
    let whole = property.filter(|_| is_reference).and_then(not_null);
    if let Some(whole) = whole {
        return whole;
    }
    let mut value = cross::a_value(field);
    if let (Some(name), Value::Object(keywords)) = (type_name(&field.shape), &mut value) {
        keywords.insert("type".to_owned(), name.into());
    }
    value
}

/// The schema of a property without null and without what is said about it, where it is a reference.
fn not_null(property: &Value) -> Option<Value> {
    let is_reference = |schema: &&Value| schema.get("$ref").is_some();
    let alternatives = property.get("anyOf").and_then(Value::as_array);
    let referring = is_reference(&property)
        .then_some(property)
        .or_else(|| alternatives?.iter().find(is_reference))?;
    Some(json!({ "$ref": referring["$ref"] }))
}
