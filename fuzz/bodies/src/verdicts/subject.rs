//! The types that texts are judged by, and their judges.

use conformance::peers::has_rounded_to_least;
use crossfield::schema::{CarriesRules, document};
use crossfield::{Code, Valid, Validate, Violation, Violations, cases, check_json};
use jsonschema::Validator;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

use super::types::{Address, Choices, Entry, Flat, Order, Paging, Placed};

/// A violation that was found in a text.
pub(super) type Found = Violation;

thread_local! {
    /// The documents of types whose schemas stand in that of another, and not under their names.
    static FLATTENED: [(&'static str, Value); 4] = [
        ("Address", alone::<Address>()),
        ("Entry", alone::<Entry>()),
        ("Paging", alone::<Paging>()),
        ("Placed", alone::<Placed>()),
    ];

    /// In the order of the digits that choose them.
    pub(super) static SUBJECTS: [Subject; 5] = [
        Subject::of::<UpdateSipEndpointRequest>(),
        Subject::of::<SipEndpoint>(),
        Subject::of::<Order>().with_maps(),
        Subject::of::<Flat>().with_maps(),
        Subject::of::<Choices>().with_maps(),
    ];
}

/// The judges of a type.
pub(super) struct Subject {
    check: fn(&[u8]) -> Result<(), Violations>,
    reads: fn(&[u8]) -> Result<(), String>,
    on_value: fn(&[u8]) -> Option<Vec<Violation>>,
    /// Maps have an order of their own, or none, where a text has its own.
    has_maps: bool,
    schema: Value,
    /// With `format` as an annotation, and as an assertion.
    validators: [Validator; 2],
    /// What is said of payloads that break one rule each.
    vocabulary: String,
}

/// The keys that an object may have for one that messages name.
const ALIASES: [(&str, &str); 2] = [("record", "recorded"), ("record", "taped")];

impl Subject {
    fn of<T: Validate + CarriesRules + JsonSchema + for<'a> Deserialize<'a>>() -> Self {
        let schema = alone::<T>();
        let validator = |formats| {
            let options = jsonschema::draft202012::options().should_validate_formats(formats);
            options.build(&schema).expect("an emitted schema compiles")
        };
        Self {
            validators: [validator(false), validator(true)],
            schema,
            has_maps: false,
            check: |text| check_json::<T>(text),
            reads: |text| match serde_json::from_slice::<Valid<T>>(text) {
                Ok(_) => Ok(()),
                Err(error) => Err(error.to_string()),
            },
            on_value: |text| {
                let value: Value = serde_json::from_slice(text).ok()?;
                let value: T = serde_json::from_value(with_integers(value)).ok()?;
                let found = value.validate();
                assert_eq!(value.is_valid(), found.is_ok(), "{found:?}");
                Some(found.err().into_iter().flatten().collect())
            },
            vocabulary: vocabulary::<T>(),
        }
    }

    fn with_maps(mut self) -> Self {
        self.has_maps = true;
        self
    }

    pub(super) fn found(&self, text: &[u8]) -> Vec<Found> {
        let found = (self.check)(text).err();
        if let Some(found) = &found {
            assert!(found.iter().len() > 0 && !found.to_string().is_empty());
        }
        found.into_iter().flatten().collect()
    }

    pub(super) fn reads(&self, text: &[u8]) -> bool {
        (self.reads)(text).is_ok()
    }

    /// Where a value can be read as the text says, the typed check finds what the check on text finds.
    pub(super) fn agrees_on_values(&self, text: &[u8], found: &[Found]) {
        // serde alone takes arrays for structs: another value.
        if found.iter().any(|one| one.code() == Code::Type) {
            return;
        }
        if let Some(on_value) = (self.on_value)(text) {
            let mut found: Vec<String> = found.iter().map(said).collect();
            let mut on_value: Vec<String> = on_value.iter().map(said).collect();
            if self.has_maps {
                found.sort_unstable();
                on_value.sort_unstable();
            }
            // Reading a set drops repeats.
            let without_repeats: Vec<&String> = found
                .iter()
                .filter(|one| !one.contains(" duplicate: "))
                .collect();
            assert!(
                on_value == found || on_value.iter().collect::<Vec<_>>() == without_repeats,
                "by the value {on_value:#?}, and by the text {found:#?}: {}",
                String::from_utf8_lossy(text)
            );
        }
    }

    pub(super) fn agrees_with_schema(&self, text: &[u8], value: &Value, found: &[Found]) {
        // The value then is the least `i64` where the text has another number. Nothing is accepted for that.
        let is_taken_for_another =
            !found.is_empty() && has_rounded_to_least(&String::from_utf8_lossy(text));
        for validator in &self.validators {
            let by_schema = validator.is_valid(value);
            assert!(
                by_schema == found.is_empty() || is_taken_for_another,
                "by the schema, and by the text {found:?}: {value}\n{:#}",
                self.schema
            );
        }
    }

    /// The keyword that says the same is in the schema of the type that states the rule.
    pub(super) fn place_in_schema(&self, found: &Found) {
        let Some(pointer) = found.schema_pointer() else {
            return;
        };
        let name = found.type_name().unwrap_or_default();
        let leads_to_a_keyword = |schema: &Value| schema.pointer(&pointer).is_some();
        let flattened = FLATTENED.with(|flattened| {
            let mut flattened = flattened.iter();
            flattened.any(|(of, schema)| *of == name && leads_to_a_keyword(schema))
        });
        assert!(
            flattened
                || leads_to_a_keyword(&self.schema["$defs"][name])
                || leads_to_a_keyword(&self.schema),
            "{pointer} of {name} for {found:?} in {:#}",
            self.schema
        );
    }

    /// No message has a text of the payload in it. (Pointers have keys.)
    pub(super) fn keeps_values_to_itself(&self, value: &Value, found: &[Found]) {
        let messages: Vec<String> = found
            .iter()
            .map(|one| one.message().to_string())
            .filter(|message| !self.vocabulary.contains(message.as_str()))
            .collect();
        if messages.is_empty() {
            return;
        }
        texts(value, &mut |text| {
            let told = |message: &String| message.contains(text);
            let by_chance = text.len() < LONG && text.is_ascii() || self.vocabulary.contains(text);
            assert!(
                by_chance || !messages.iter().any(told) || !self.tells(value, text),
                "{text:?} in {messages:?}"
            );
        });
    }

    /// Whether messages have another text in them when it stands in the place of this one. A fuzzer composes payloads of
    /// the words of messages too.
    fn tells(&self, value: &Value, text: &str) -> bool {
        let other: String = text.chars().rev().chain(['\u{2603}']).collect();
        let payload = with_other(value, text, &other).to_string();
        let found = (self.check)(payload.as_bytes()).err();
        let mut found = found.iter().flatten();
        found.any(|one| one.message().to_string().contains(&other))
    }
}

/// The value with another text in the places of this one.
fn with_other(value: &Value, text: &str, other: &str) -> Value {
    match value {
        Value::String(here) if here == text => other.into(),
        Value::Array(items) => {
            let items = items.iter().map(|item| with_other(item, text, other));
            items.collect()
        }
        Value::Object(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| (key.clone(), with_other(value, text, other)));
            entries.collect()
        }
        other => other.clone(),
    }
}

/// The pointer leads to a value, or past one that lacks the key.
pub(super) fn place_in_value(found: &Found, value: &Value) {
    let pointer = found.pointer().to_string();
    let (above, _) = pointer.rsplit_once('/').unwrap_or_default();
    let at = resolve(value, &pointer);
    let there = at.is_some();
    let missing = found.code() == Code::Required && resolve(value, above).is_some();
    assert!(there || missing, "{found:?} in {value}");
}

/// Shorter texts stand in messages by chance.
const LONG: usize = 8;

/// `1.0` is an integer to the rules, and to `Valid`; of an untagged enum serde alone would read another variant.
fn with_integers(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(with_integers).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| (key, with_integers(value)));
            entries.collect()
        }
        #[expect(clippy::cast_possible_truncation, reason = "the bound is checked")]
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                Value::from(float as i64)
            }
            _ => number.into(),
        },
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

fn said(found: &Found) -> String {
    format!("{} {}: {}", found.pointer(), found.code(), found.message())
}

fn alone<T: Validate + CarriesRules + JsonSchema>() -> Value {
    document::<T>("https://example.com/t.schema.json")
}

/// All that messages of a type say without a payload, as far as payloads that break one rule each show it.
fn vocabulary<T: Validate>() -> String {
    let broken = cases::invalid::<T>();
    let messages = broken.iter().filter_map(|case| case.violation());
    let messages: Vec<String> = messages.map(|one| one.message().to_string()).collect();
    messages.join("\n")
}

fn resolve<'a>(value: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut steps = pointer.split('/').skip(1);
    steps.try_fold(value, |value, step| {
        let step = step.replace("~1", "/").replace("~0", "~");
        match value {
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            Value::Object(entries) => entries.get(&step).or_else(|| {
                let aliases = ALIASES.iter().filter(|(name, _)| *name == step);
                aliases
                    .into_iter()
                    .find_map(|(_, alias)| entries.get(*alias))
            }),
            _ => None,
        }
    })
}

fn texts(value: &Value, each: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, each)),
        Value::Object(entries) => entries.values().for_each(|entry| texts(entry, each)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
