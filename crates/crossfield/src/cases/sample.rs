//! What a place can hold: values that a shape and its rules tell apart, good and bad ones.

use serde_json::{Value, json};

use super::{choice, object};
use crate::field::length::Length;
use crate::field::part::{Part, Place};
use crate::field::range::{Bound, Number, Range};
use crate::pattern::Pattern;
use crate::rule::{Check, Enumeration, Inside, Rules, Shape};
use crate::text;

/// The types in whose values a value is made up, from the inside out.
///
/// A type may hold itself. Inside itself it is made up once, and then no more: with each further time the values would be
/// as many times as many.
pub(super) struct Within<'a>(Option<(*const (), &'a Within<'a>)>);

impl Within<'_> {
    /// In none.
    pub(super) const NOTHING: Self = Self(None);

    /// In one more, by the address of its table; `None` when it is in that type twice already.
    fn enter<'a, T>(&'a self, table: &T) -> Option<Within<'a>> {
        let table = core::ptr::from_ref(table).cast();
        (self.times(table) < 2).then_some(Within(Some((table, self))))
    }

    fn times(&self, table: *const ()) -> usize {
        self.0.map_or(0, |(own, outer)| {
            usize::from(own == table) + outer.times(table)
        })
    }
}

/// A value, and what is special about it.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) value: Value,
}

impl Sample {
    pub(super) fn new(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// The values worth trying at a place, the plainest first; whether they are right is not decided here.
pub(super) fn samples(
    shape: &'static Shape,
    checks: &'static [Check],
    within: &Within<'_>,
) -> Vec<Sample> {
    let mut samples = of_shape(shape, checks, within);
    let kinds = [
        json!(null),
        json!(true),
        json!(7),
        json!(0.5),
        json!("a"),
        json!([]),
        json!({}),
    ];
    samples.extend(
        kinds
            .into_iter()
            .map(|value| Sample::new(format!("{value}"), value)),
    );
    samples
}

/// The values of a type with a table, if there is any use in more of them.
fn of_table<T>(
    within: &Within<'_>,
    table: &'static T,
    samples: fn(&'static T, &Within<'_>) -> Vec<Sample>,
) -> Vec<Sample> {
    within
        .enter(table)
        .map_or_else(Vec::new, |within| samples(table, &within))
}

/// Those of the samples that are right by themselves.
pub(super) fn good(
    shape: &'static Shape,
    checks: &'static [Check],
    within: &Within<'_>,
) -> Vec<Sample> {
    let samples = samples(shape, checks, within);
    samples
        .into_iter()
        .filter(|sample| is_good(shape, checks, &sample.value))
        .collect()
}

/// Some value of a shape that is not null.
pub(super) fn any(shape: &'static Shape) -> Option<Value> {
    let good = good(shape.inner(), &[], &Within::NOTHING);
    good.into_iter()
        .map(|sample| sample.value)
        .find(|value| !value.is_null())
}

fn is_good(shape: &'static Shape, checks: &'static [Check], value: &Value) -> bool {
    text::violations(shape, checks, value.to_string().as_bytes()).is_empty()
}

fn of_shape(shape: &'static Shape, checks: &'static [Check], within: &Within<'_>) -> Vec<Sample> {
    match shape {
        Shape::Any => vec![Sample::new("any value", json!("a"))],
        Shape::Opaque(_) => opaque(),
        Shape::Boolean => vec![Sample::new("true", true), Sample::new("false", false)],
        Shape::Integer { min, max } => integers(*min, *max, checks),
        Shape::Number => numbers(checks),
        Shape::Text => texts(checks),
        Shape::Enumeration(enumeration) => strings_of(enumeration),
        Shape::Open(inner) | Shape::Lenient(inner) => {
            let mut samples = of_shape(inner, checks, within);
            samples.push(Sample::new("a text of no known meaning", "something else"));
            samples.push(Sample::new("an empty text", ""));
            samples
        }
        Shape::List(item) => lists(item, checks, within),
        Shape::Map(entry) => maps(entry, checks, within),
        Shape::Null => vec![Sample::new("null", Value::Null)],
        Shape::Tuple(rules) => of_table(within, rules(), tuples),
        Shape::Object(rules) => of_table(within, rules(), object::samples),
        Shape::Choice(choice) => of_table(within, choice(), choice::of_choice),
        Shape::Nullable(inner) => of_shape(inner, checks, within),
        Shape::Refined(inner, own) | Shape::Checked(inner, own) => {
            // Each set of rules has its own values; what both admit is found by trying.
            let mut samples = of_shape(inner, own, within);
            samples.extend(of_shape(inner, checks, within));
            samples
        }
    }
}

/// Common forms of values that only their own type can read.
fn opaque() -> Vec<Sample> {
    let forms = [
        json!("9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"),
        json!("2026-11-24T10:15:30Z"),
        json!("2026-11-24"),
        json!("10:15:30"),
        json!("https://example.com/"),
        json!("192.0.2.1"),
        json!("alice@example.com"),
        json!("1.5"),
        json!([1, 2]),
        json!({ "secs": 1, "nanos": 0 }),
    ];
    let named = |value: Value| Sample::new(format!("a value such as {value}"), value);
    forms.into_iter().map(named).collect()
}

fn integers(min: i128, max: i128, checks: &[Check]) -> Vec<Sample> {
    let mut interesting = vec![min.max(1).min(max), 0, 1, min, max, min - 1, max + 1];
    for check in checks {
        match check.rule() {
            Check::Range(range) => interesting.extend(around(range)),
            Check::MultipleOf(divisor) => {
                let divisor = i128::from(*divisor);
                interesting.extend([divisor, divisor + 1, -divisor, divisor * 2]);
            }
            _ => {}
        }
    }
    let multiples: Vec<i128> = checks
        .iter()
        .filter_map(|check| match check.rule() {
            Check::MultipleOf(divisor) => Some(i128::from(*divisor)),
            _ => None,
        })
        .flat_map(|divisor| {
            let down = interesting
                .clone()
                .into_iter()
                .map(move |bound| bound - bound.rem_euclid(divisor));
            down.flat_map(move |multiple| [multiple, multiple + divisor])
        })
        .collect();
    interesting.extend(multiples);
    let written = interesting.into_iter().filter_map(integer);
    written
        .map(|value| Sample::new(format!("{value}"), value))
        .collect()
}

/// The integers at the bounds and beside them.
fn around(range: &Range) -> impl Iterator<Item = i128> {
    let bounds = [range.min, range.max].into_iter().flatten();
    let whole = bounds.filter_map(|bound| match bound {
        Bound::Included(Number::Integer(integer)) | Bound::Excluded(Number::Integer(integer)) => {
            Some(integer)
        }
        _ => None,
    });
    whole.flat_map(|bound| [bound, bound - 1, bound + 1])
}

fn integer(value: i128) -> Option<Value> {
    let signed = i64::try_from(value).map(Value::from);
    signed
        .or_else(|_| u64::try_from(value).map(Value::from))
        .ok()
}

fn numbers(checks: &[Check]) -> Vec<Sample> {
    let mut interesting = vec![1.0, 0.5, 0.0, -1.0, 1e15];
    for check in checks {
        if let Check::Range(range) = check.rule() {
            for bound in [range.min, range.max].into_iter().flatten() {
                let (Bound::Included(number) | Bound::Excluded(number)) = bound;
                let number = as_float(number);
                interesting.extend([
                    number,
                    number - 0.5,
                    number + 0.5,
                    number.next_down(),
                    number.next_up(),
                ]);
            }
        }
    }
    interesting
        .into_iter()
        .map(|value| Sample::new(format!("{value}"), value))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a value near the bound will do")]
const fn as_float(number: Number) -> f64 {
    match number {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    }
}

fn strings_of(enumeration: &Enumeration) -> Vec<Sample> {
    let known = enumeration.variants.iter().map(|variant| variant.name);
    let mut samples: Vec<Sample> = known
        .map(|name| Sample::new(format!("`{name}`"), name))
        .collect();
    if let Some(first) = enumeration.variants.first() {
        let name = first.name;
        let near = [
            name.to_uppercase(),
            name.to_lowercase(),
            format!("{name} "),
            format!("{name}\n"),
        ];
        samples.extend(
            near.into_iter()
                .map(|text| Sample::new("nearly a known text", text)),
        );
        samples.push(Sample::new(
            "half a known text",
            name.chars().skip(1).collect::<String>(),
        ));
    }
    samples
}

fn lists(item: &'static Shape, checks: &'static [Check], within: &Within<'_>) -> Vec<Sample> {
    let own = inside(checks, Inside::Items);
    let good = good(item, own, within);
    let mut samples = vec![Sample::new("no items", json!([]))];
    for count in [1, 2].into_iter().chain(counts(checks)) {
        let items: Vec<Value> = distinct_values(&good, count);
        samples.push(Sample::new(format!("{count} items"), items));
    }
    if let Some(first) = good.first() {
        samples.push(Sample::new(
            "an item twice",
            json!([first.value, first.value]),
        ));
    }
    samples.extend(
        good.iter()
            .map(|item| Sample::new(format!("the item {}", item.name), json!([item.value]))),
    );
    let bad = self::samples(item, own, within);
    let bad = bad
        .into_iter()
        .filter(|sample| !is_good(item, own, &sample.value));
    // Behind as many good ones as there must be at least, so that the list itself is right.
    let before = distinct_values(&good, least(checks).saturating_sub(1));
    samples.extend(bad.map(|item| {
        let mut items = before.clone();
        items.push(item.value);
        Sample::new("an item that is none", items)
    }));
    samples
}

/// The least length that rules ask for.
fn least(checks: &[Check]) -> usize {
    let lengths = checks.iter().filter_map(|check| match check.rule() {
        Check::Length(length) => length.min,
        _ => None,
    });
    lengths.max().unwrap_or(0).min(100_000)
}

/// The rules on what is inside a list or map.
fn inside(checks: &'static [Check], of: Inside) -> &'static [Check] {
    let stated = checks.iter().filter_map(Check::inside);
    let mut stated = stated.filter(|(inside, _)| *inside == of);
    stated.next().map_or(&[], |(_, checks)| checks)
}

/// Each value that a position can have, between the plainest ones of the others; and an item less and more.
pub(super) fn tuples(rules: &'static Rules, within: &Within<'_>) -> Vec<Sample> {
    let plain = rules.fields.iter().map(|field| {
        let good = good(&field.shape, field.checks, within).into_iter().next();
        good.map_or(Value::Null, |sample| sample.value)
    });
    let plain: Vec<Value> = plain.collect();
    let mut samples = vec![Sample::new("the least there can be", plain.clone())];
    for (index, field) in rules.fields.iter().enumerate() {
        for value in self::samples(&field.shape, field.checks, within) {
            let mut items = plain.clone();
            if let Some(place) = items.get_mut(index) {
                *place = value.value;
            }
            samples.push(Sample::new(
                format!("`{}` with {}", field.name, value.name),
                items,
            ));
        }
    }
    let (mut fewer, mut more) = (plain.clone(), plain);
    fewer.pop();
    more.push(Value::Null);
    samples.push(Sample::new("an item less", fewer));
    samples.push(Sample::new("an item more", more));
    samples
}

/// So many items, different ones as long as there are enough. Of texts there always are.
fn distinct_values(good: &[Sample], count: usize) -> Vec<Value> {
    let values = good.iter().map(|sample| sample.value.clone());
    let mut different: Vec<Value> = Vec::new();
    for value in values {
        if !different.contains(&value) && different.len() < count {
            different.push(value);
        }
    }
    let mut numbered = (1..).map(|number| match different.first() {
        Some(Value::String(text)) => Value::from(format!("{text}{number}")),
        Some(other) => other.clone(),
        None => Value::Null,
    });
    let missing = count.saturating_sub(different.len());
    let more: Vec<Value> = numbered.by_ref().take(missing).collect();
    different.into_iter().chain(more).collect()
}

fn maps(entry: &'static Shape, checks: &'static [Check], within: &Within<'_>) -> Vec<Sample> {
    let own = inside(checks, Inside::Values);
    let values = samples(entry, own, within);
    let good = good(entry, own, within).into_iter().next();
    let keys = keys(checks);
    let mut samples = vec![Sample::new("no entries", json!({}))];
    if let Some(good) = &good {
        for count in [1].into_iter().chain(counts(checks)) {
            let keys = distinct_values(&keys, count).into_iter();
            let entries = keys.map(|key| (as_key(&key), good.value.clone()));
            let entries: serde_json::Map<String, Value> = entries.collect();
            samples.push(Sample::new(format!("{count} entries"), entries));
        }
        for key in texts(inside(checks, Inside::Keys)) {
            let entry = json!({ as_key(&key.value): good.value });
            samples.push(Sample::new(format!("the key {}", key.name), entry));
        }
        for key in checks.iter().filter_map(key_of) {
            let entry = json!({ key: good.value });
            samples.push(Sample::new("the key of a rule", entry));
        }
    }
    let key = keys
        .first()
        .map_or("key".to_owned(), |key| as_key(&key.value));
    samples.extend(values.into_iter().map(|value| {
        Sample::new(
            format!("an entry with {}", value.name),
            json!({ key.as_str(): value.value }),
        )
    }));
    samples
}

/// The key that a rule on a map asks for, or refuses.
fn key_of(check: &Check) -> Option<&'static str> {
    match check.rule() {
        Check::Part(part) => Some(part.text),
        _ => None,
    }
}

/// Keys that keep the rules on them.
fn keys(checks: &'static [Check]) -> Vec<Sample> {
    match inside(checks, Inside::Keys) {
        [] => vec![Sample::new("a key", "key")],
        own => good(&Shape::Text, own, &Within::NOTHING),
    }
}

fn as_key(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The numbers of characters, items or entries at the bounds and one beyond.
fn counts(checks: &[Check]) -> Vec<usize> {
    let lengths = checks.iter().filter_map(|check| match check.rule() {
        Check::Length(length) => Some(length),
        _ => None,
    });
    lengths.flat_map(bounds).collect()
}

/// A length that no test would want to hold is left out.
fn bounds(length: &Length) -> impl Iterator<Item = usize> {
    let bounds = [length.min, length.max].into_iter().flatten();
    let near = bounds.flat_map(|bound| [bound, bound.saturating_sub(1), bound.saturating_add(1)]);
    near.filter(|count| *count <= 100_000)
}

/// Texts that some reader or some rule takes for something else.
const TEXTS: [(&str, &str); 12] = [
    ("a letter", "a"),
    ("an empty text", ""),
    ("a space", " "),
    ("a word", "random"),
    ("two words", "front desk"),
    ("a text with an `@`", "a@b"),
    ("a line break at the end", "a\n"),
    ("a control character", "a\u{0}b"),
    ("a character of C1", "a\u{85}b"),
    ("a letter beyond ASCII", "é"),
    ("a character beyond the first plane", "🎉"),
    ("digits", "12345678"),
];

fn texts(checks: &[Check]) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for check in checks {
        samples.extend(of_check(check));
    }
    samples.extend(all_parts(checks));
    samples.extend(TEXTS.map(|(name, text)| Sample::new(name, text)));
    for count in counts(checks) {
        for filler in ["a", "🎉"] {
            samples.push(Sample::new(
                format!("{count} characters"),
                filler.repeat(count),
            ));
        }
        let stretched: Vec<Sample> = samples
            .iter()
            .filter_map(|sample| stretched(sample, count))
            .collect();
        samples.extend(stretched);
    }
    samples
}

/// A text that a rule gave, brought to a length that another rule asks for.
fn stretched(sample: &Sample, count: usize) -> Option<Sample> {
    let text = sample.value.as_str()?;
    let missing = count.checked_sub(text.chars().count())?;
    let last = text.chars().next_back()?;
    let filled = text
        .chars()
        .chain(std::iter::repeat_n(last, missing))
        .collect::<String>();
    Some(Sample::new(format!("{count} characters"), filled))
}

/// Texts that keep a rule, and texts that nearly do.
fn of_check(check: &Check) -> Vec<Sample> {
    let named = |name: &'static str, texts: &[&str]| -> Vec<Sample> {
        texts.iter().map(|text| Sample::new(name, *text)).collect()
    };
    match check.rule() {
        Check::Uuid => named("a UUID, or nearly", &UUIDS),
        Check::HttpUrl | Check::Url => named("a URL, or nearly", &URLS),
        Check::CreditCard => named("a card's number, or nearly", &CARDS),
        Check::Email => named("an e-mail address, or nearly", &EMAILS),
        Check::Ipv4 | Check::Ipv6 | Check::Ip => named("an IP address, or nearly", &ADDRESSES),
        Check::Pattern(pattern) => matching(pattern),
        Check::Part(part) => around_part(part),
        _ => Vec::new(),
    }
}

const UUIDS: [&str; 7] = [
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
    "9B2C3D4E-5F60-4718-8293-A4B5C6D7E8F9",
    "{9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9}",
    "urn:uuid:9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
    "9b2c3d4e5f6047188293a4b5c6d7e8f9",
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9\n",
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8fg",
];

const URLS: [&str; 9] = [
    "https://example.com/laml?a=b#c",
    "HTTP://u:p@example.com:99999/%20",
    "http://[2001:db8::1]:80",
    "https://",
    "https:///path",
    "ftp://example.com/",
    "https://example.com/a b",
    "https://example.com/é",
    "https://example.com/\n",
];

const CARDS: [&str; 4] = [
    "4539571147647251",
    "343380440754432",
    "4539571147647252",
    "4539 5711 4764 7251",
];

const EMAILS: [&str; 8] = [
    "alice@example.com",
    "a.b+c@mail.example.co",
    "a@b",
    "a@b@example.com",
    "a..b@example.com",
    "a@-b.example",
    "a@example.com\n",
    "alice@exämple.com",
];

const ADDRESSES: [&str; 7] = [
    "192.0.2.1",
    "2001:db8::1",
    "::ffff:192.0.2.1",
    "192.0.2.01",
    "192.0.2.256",
    "2001:db8::1::2",
    "192.0.2.1\n",
];

fn around_part(part: &Part) -> Vec<Sample> {
    let text = part.text;
    let shorter: String = text.chars().skip(1).collect();
    let texts = [
        text.to_owned(),
        format!("{text}a"),
        format!("a{text}"),
        format!("a{text}a"),
        shorter,
    ];
    texts
        .map(|text| Sample::new("the text of a rule, or nearly", text))
        .into()
}

/// A text that has all parts that rules ask for, each in its place.
fn all_parts(checks: &[Check]) -> Option<Sample> {
    let at = |place: Place| {
        let parts = checks.iter().filter_map(move |check| match check.rule() {
            Check::Part(part) if part.place == place => Some(part.text),
            _ => None,
        });
        parts.collect::<String>()
    };
    let text = at(Place::Start) + &at(Place::Anywhere) + &at(Place::End);
    (!text.is_empty()).then(|| Sample::new("a text with all parts", text))
}

/// The shortest texts that match, and the same with a character more or less.
fn matching(pattern: &Pattern) -> Vec<Sample> {
    let mut samples = Vec::new();
    for text in pattern.examples(4) {
        let shorter: String = text.chars().skip(1).collect();
        let longer = [format!("{text}\n"), format!("{text} "), format!(" {text}")];
        samples.push(Sample::new("a text that matches", text));
        samples.push(Sample::new("nearly a match", shorter));
        samples.extend(longer.map(|text| Sample::new("nearly a match", text)));
    }
    samples
}
