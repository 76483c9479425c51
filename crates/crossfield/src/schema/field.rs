//! A field's shape and its own rules, as keywords.

use serde_json::{Map, Value, json};

use super::profile;
use crate::field::part::{ENDS_WITH_LINE_BREAK, Place};
use crate::field::range::{Bound, Number};
use crate::field::{characters, email, http_url, ip, url, uuid};
use crate::rule::{Check, Enumeration, Field, Inside, Rules, Shape};
use crate::ruled::Ruled;
use crate::violation::Counted;

/// Keywords that say what a value may be. Of a schema that was there before, they are replaced by what the table says;
/// titles, descriptions, examples and the like stay.
const ASSERTIONS: [&str; 26] = [
    "$ref",
    "type",
    "enum",
    "const",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "additionalProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "anyOf",
    "oneOf",
    "allOf",
    "not",
];

/// The schema of a field: its shape and its own rules.
pub(super) fn property(
    rules: &'static Rules,
    field: &'static Field,
    mut old: Map<String, Value>,
) -> Map<String, Value> {
    // A default that breaks the rules never stands for what is missing.
    if field.filled.is_some() && rules.asks_for(field) {
        old.remove("default");
    }
    let mut keywords = match field.is_required() {
        true => rewritten_not_null(&field.shape, field.checks, old),
        false if field.empty_is_absent => return text_or_empty(field, old),
        false => rewritten(Ruled::new(&field.shape, field.checks), old),
    };
    if field.empty_is_absent {
        add(&mut keywords, "minLength", 1.into());
    }
    keywords
}

/// An empty text is no value, so nothing is asked of it: what is asked of others stands behind a condition.
fn text_or_empty(field: &'static Field, old: Map<String, Value>) -> Map<String, Value> {
    let shape = &field.shape;
    let mut asked = rewritten(Ruled::new(shape.not_null(), field.checks), Map::new());
    asked.remove("type");
    let mut keywords = with_assertions(old, json!({ "type": "string" }));
    for annotation in ["description", "examples"] {
        if let Some(text) = asked.remove(annotation) {
            keywords.entry(annotation).or_insert(text);
        }
    }
    if !asked.is_empty() && profile::current().has_variants() {
        return empty_or(asked, shape.is_nullable(), keywords);
    }
    if shape.is_nullable() {
        allow_null(&mut keywords);
    }
    if !asked.is_empty() {
        keywords.insert("if".to_owned(), json!({ "type": "string", "minLength": 1 }));
        keywords.insert("then".to_owned(), asked.into());
    }
    keywords
}

/// The same as cases, each with its type: generators make a type of each.
///
/// They exclude each other, and `oneOf` says so: of `anyOf` typify makes an object with all of them in it.
fn empty_or(
    mut asked: Map<String, Value>,
    nullable: bool,
    mut keywords: Map<String, Value>,
) -> Map<String, Value> {
    asked.insert("type".to_owned(), "string".into());
    let least = asked.get("minLength").and_then(Value::as_u64).unwrap_or(0);
    asked.insert("minLength".to_owned(), least.max(1).into());
    let mut cases = vec![json!({ "type": "string", "maxLength": 0 }), asked.into()];
    if nullable {
        cases.push(json!({ "type": "null" }));
    }
    keywords.remove("type");
    keywords.insert("oneOf".to_owned(), cases.into());
    keywords
}

/// A schema whose assertions are those of the shape and of the rules that stand there, with the other keywords of the
/// schema that was there.
pub(super) fn rewritten(ruled: Ruled, old: Map<String, Value>) -> Map<String, Value> {
    let ruled = ruled.narrowed();
    let mut keywords = unruled(&ruled, old);
    add_checks(&mut keywords, ruled.stated(), Counted::of(ruled.shape));
    let in_place = matches!(ruled.shape, Shape::Choice(_)) && !keywords.contains_key("$ref");
    if ruled.nullable && in_place {
        // A schema of several cases takes null beside them.
        return into_map(json!({ "anyOf": [keywords, { "type": "null" }] }));
    }
    if ruled.nullable {
        allow_null(&mut keywords);
    }
    keywords
}

/// The same of a place that takes no null, whatever its type takes.
pub(super) fn rewritten_not_null(
    shape: &'static Shape,
    checks: &'static [Check],
    old: Map<String, Value>,
) -> Map<String, Value> {
    match shape {
        Shape::Nullable(inner) => {
            rewritten(Ruled::new(inner.not_null(), checks), not_nullable(old))
        }
        shape => rewritten(Ruled::new(shape, checks), old),
    }
}

/// The same without the rules on the value itself.
fn unruled(place: &Ruled, mut old: Map<String, Value>) -> Map<String, Value> {
    match place.shape {
        Shape::Nullable(_) | Shape::Lenient(_) | Shape::Refined(..) | Shape::Checked(..) => {
            rewritten(place.clone(), old)
        }
        Shape::Object(_) => referring(old, "object"),
        // Of an enum, null may be a case of its own.
        Shape::Choice(_) if place.nullable => not_nullable(old),
        // What only the type itself knows stays as schemars wrote it.
        Shape::Choice(_) | Shape::Any | Shape::Opaque(_) => old,
        Shape::Tuple(rules) if rules().is_inline() => tuple(rules(), old),
        Shape::Tuple(_) => referring(old, "array"),
        Shape::Null => with_assertions(old, json!({ "type": "null" })),
        Shape::List(_) => {
            let items = inside(place, Inside::Items, &mut old);
            with_assertions(old, json!({ "type": "array", "items": items }))
        }
        Shape::Map(_) => {
            let names = names_of_keys(place);
            let entries = inside(place, Inside::Values, &mut old);
            let mut keywords = json!({ "type": "object", "additionalProperties": entries });
            if let Some(names) = names {
                keywords["propertyNames"] = names.into();
            }
            with_assertions(old, keywords)
        }
        Shape::Boolean => with_assertions(old, json!({ "type": "boolean" })),
        Shape::Number => with_assertions(old, json!({ "type": "number" })),
        Shape::Text => with_assertions(old, json!({ "type": "string" })),
        Shape::Integer { min, max } => with_assertions(old, integer(*min, *max)),
        Shape::Enumeration(enumeration) => {
            let assertions = json!({ "type": "string", "enum": names(enumeration) });
            describe(with_assertions(old, assertions), enumeration)
        }
        Shape::Open(known) => open(known, old),
    }
}

/// The schema of what is inside a list or map.
fn inside(ruled: &Ruled, of: Inside, old: &mut Map<String, Value>) -> Map<String, Value> {
    let old = inner_of(old, of.keyword());
    match ruled.clone().inside(of) {
        Some(inside) => rewritten(inside, old),
        None => old,
    }
}

/// The schema of a map's keys, if rules stand on them. They are texts anyway.
fn names_of_keys(ruled: &Ruled) -> Option<Map<String, Value>> {
    let keys = ruled.clone().inside(Inside::Keys)?;
    let mut keywords = Map::new();
    add_checks(&mut keywords, keys.stated(), Counted::Characters);
    (!keywords.is_empty()).then_some(keywords)
}

/// A bound that no JSON integer of `serde_json` can hold is left out; no integer type of a shape has one.
pub(super) fn integer(min: i128, max: i128) -> Value {
    let mut keywords = Map::new();
    keywords.insert("type".to_owned(), "integer".into());
    for (keyword, bound) in [("minimum", min), ("maximum", max)] {
        let bound = i64::try_from(bound)
            .map(Value::from)
            .or_else(|_| u64::try_from(bound).map(Value::from));
        if let Ok(bound) = bound {
            keywords.insert(keyword.to_owned(), bound);
        }
    }
    keywords.into()
}

/// Any text; the known ones stand as examples.
fn open(known: &Shape, old: Map<String, Value>) -> Map<String, Value> {
    let mut keywords = with_assertions(old, json!({ "type": "string" }));
    if let Shape::Enumeration(enumeration) = known.inner() {
        keywords = describe(keywords, enumeration);
        if !keywords.contains_key("examples") {
            keywords.insert("examples".to_owned(), json!(names(enumeration)));
        }
    }
    keywords
}

fn names(enumeration: &Enumeration) -> Vec<&'static str> {
    enumeration
        .variants
        .iter()
        .map(|variant| variant.name)
        .collect()
}

/// What the values mean goes behind the description, as a list. (Split into one subschema a value, as schemars does
/// it for documented variants, the set would be lost on many tools.)
fn describe(keywords: Map<String, Value>, enumeration: &Enumeration) -> Map<String, Value> {
    let variants = enumeration.variants.iter();
    describe_names(
        keywords,
        variants.map(|variant| (variant.name, variant.description)),
    )
}

/// As [`describe`], of names with their descriptions.
pub(super) fn describe_names<'a>(
    mut keywords: Map<String, Value>,
    names: impl Iterator<Item = (&'a str, &'a str)>,
) -> Map<String, Value> {
    let documented = names.filter(|(_, description)| !description.is_empty());
    let lines = documented
        .map(|(name, description)| format!("- `{name}`: {}", description.replace('\n', " ")));
    let list = lines.collect::<Vec<_>>().join("\n");
    if list.is_empty() {
        return keywords;
    }
    let text = match keywords.get("description").and_then(Value::as_str) {
        // The schema of an item may come from its type with the list in it.
        Some(text) if text.ends_with(&list) => return keywords,
        Some(text) => format!("{text}\n\n{list}"),
        None => list,
    };
    keywords.insert("description".to_owned(), text.into());
    keywords
}

pub(super) fn with_assertions(
    mut old: Map<String, Value>,
    assertions: Value,
) -> Map<String, Value> {
    old.retain(|keyword, _| !ASSERTIONS.contains(&keyword.as_str()));
    if let Value::Object(assertions) = assertions {
        old.extend(assertions);
    }
    old
}

/// An array with a schema for each position.
pub(super) fn tuple(rules: &'static Rules, mut old: Map<String, Value>) -> Map<String, Value> {
    let mut before = match old.remove("prefixItems") {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
    .into_iter();
    let items = rules.fields.iter().map(|field| {
        let old = match before.next() {
            Some(Value::Object(item)) => item,
            _ => Map::new(),
        };
        Value::from(property(rules, field, old))
    });
    let items: Vec<Value> = items.collect();
    let mut keywords = with_assertions(
        old,
        json!({
            "type": "array",
            "minItems": rules.positions_required(),
            "maxItems": rules.fields.len(),
        }),
    );
    // An empty list of schemas is none that the keyword takes.
    if !items.is_empty() {
        keywords.insert("prefixItems".to_owned(), items.into());
    }
    keywords
}

/// A nested object or tuple: of what schemars wrote, the reference (or the inlined schema), without the null it may
/// allow.
fn referring(old: Map<String, Value>, name: &str) -> Map<String, Value> {
    let mut old = not_nullable(old);
    if old.get("type").is_some_and(Value::is_array) {
        old.insert("type".to_owned(), name.into());
    }
    old
}

fn into_map(schema: Value) -> Map<String, Value> {
    match schema {
        Value::Object(keywords) => keywords,
        _ => Map::new(),
    }
}

/// Without the null that schemars has beside a reference.
fn not_nullable(mut old: Map<String, Value>) -> Map<String, Value> {
    let null = |schema: &Value| schema.get("type") == Some(&json!("null"));
    match old
        .get("anyOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([Value::Object(schema), other]) if null(other) => {
            let schema = schema.clone();
            old.remove("anyOf");
            old.extend(schema);
        }
        _ => {}
    }
    old
}

fn inner_of(old: &mut Map<String, Value>, keyword: &str) -> Map<String, Value> {
    match old.remove(keyword) {
        Some(Value::Object(inner)) => inner,
        _ => Map::new(),
    }
}

fn allow_null(keywords: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(reference) = keywords.remove("$ref") {
        keywords.insert(
            "anyOf".to_owned(),
            json!([{ "$ref": reference }, { "type": "null" }]),
        );
    } else if let Some(Value::String(name)) = keywords.get("type").cloned()
        && name != "null"
    {
        keywords.insert("type".to_owned(), json!([name, "null"]));
    }
}

pub(super) fn add_checks<'a>(
    keywords: &mut Map<String, Value>,
    checks: impl Iterator<Item = &'a Check>,
    counted: Counted,
) {
    for check in checks {
        for (keyword, value) in check.keywords(counted) {
            add(keywords, keyword, value);
        }
    }
}

/// Two rules may need one keyword twice; the second then stands in a subschema.
fn add(keywords: &mut Map<String, Value>, keyword: &str, value: Value) {
    match keywords.get(keyword) {
        None => {
            keywords.insert(keyword.to_owned(), value);
        }
        Some(there) if *there == value => {}
        // Of two bounds the narrower says both. The type of an integer has bounds of its own.
        Some(there) if is_as_narrow(keyword, there, &value) == Some(true) => {}
        Some(there) if is_as_narrow(keyword, there, &value) == Some(false) => {
            keywords.insert(keyword.to_owned(), value);
        }
        Some(_) => {
            let mut second = Map::new();
            second.insert(keyword.to_owned(), value);
            match keywords.entry("allOf").or_insert_with(|| json!([])) {
                Value::Array(all_of) => all_of.push(second.into()),
                other => *other = json!([other.take(), second]),
            }
        }
    }
}

fn bound(bound: Bound, included: &'static str, excluded: &'static str) -> (&'static str, Value) {
    match bound {
        Bound::Included(number) => (included, json!(number)),
        Bound::Excluded(number) => (excluded, json!(number)),
    }
}

/// Whether the first of two values of a keyword rules out all that the second does; `None` for keywords that are no
/// bounds of numbers.
fn is_as_narrow(keyword: &str, one: &Value, other: &Value) -> Option<bool> {
    let (one, other) = (number(one)?, number(other)?);
    match keyword {
        "minimum" | "exclusiveMinimum" => Some(one >= other),
        "maximum" | "exclusiveMaximum" => Some(one <= other),
        _ => None,
    }
}

/// Whether a keyword is a bound of numbers, of which the narrowest stands for all.
pub(super) fn is_bound(keyword: &str) -> bool {
    is_as_narrow(keyword, &json!(0), &json!(0)).is_some()
}

/// Whether a number is beyond the bound that a keyword states.
pub(super) fn violates(keyword: &str, bound: &Value, value: &Value) -> bool {
    let (Some(bound), Some(value)) = (number(bound), number(value)) else {
        return false;
    };
    match keyword {
        "minimum" => value < bound,
        "exclusiveMinimum" => value <= bound,
        "maximum" => value > bound,
        "exclusiveMaximum" => value >= bound,
        _ => false,
    }
}

pub(super) fn number(value: &Value) -> Option<Number> {
    let integer = value.as_i64().map(i128::from);
    let integer = integer.or_else(|| value.as_u64().map(i128::from));
    integer
        .map(Number::Integer)
        .or_else(|| value.as_f64().map(Number::Float))
}

/// For `not`: there `type` keeps the schema from refusing every value that is no string.
fn text_with(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

impl Check {
    /// The rule as keywords.
    pub(super) fn keywords(&self, counted: Counted) -> Vec<(&'static str, Value)> {
        match self {
            // Stated by the object, as a keyword or in its comment, and inside.
            Self::Required
            | Self::Custom(_)
            | Self::CreditCard
            | Self::Regex(_)
            | Self::Inner(_)
            | Self::Keys(_)
            | Self::Values(_) => Vec::new(),
            Self::Length(length) => {
                let (least, greatest) = counted.keywords();
                let bounds = [(least, length.min), (greatest, length.max)];
                bounds
                    .into_iter()
                    .filter_map(|(keyword, bound)| Some((keyword, bound?.into())))
                    .collect()
            }
            Self::Pattern(pattern) => {
                let mut keywords = vec![("pattern", pattern.as_str().into())];
                if let Some(guard) = pattern.guard() {
                    keywords.push(("not", text_with(guard)));
                }
                keywords
            }
            Self::HttpUrl => vec![
                ("format", "uri".into()),
                ("pattern", http_url::PATTERN.into()),
                ("not", text_with("[^!-~]")),
            ],
            Self::Url => vec![
                ("format", "uri".into()),
                ("pattern", url::PATTERN.into()),
                ("not", text_with("[^!-~]")),
            ],
            Self::Email => vec![
                ("maxLength", email::MOST.into()),
                ("pattern", email::PATTERN.into()),
                ("not", text_with(email::NEVER)),
            ],
            Self::Uuid => vec![
                ("format", "uuid".into()),
                ("minLength", uuid::LENGTH.into()),
                ("maxLength", uuid::LENGTH.into()),
                ("pattern", uuid::PATTERN.into()),
            ],
            Self::UniqueItems => vec![("uniqueItems", true.into())],
            Self::Worded(worded) => worded.check.keywords(counted),
            Self::Part(part) if matches!(counted, Counted::Entries) => match part.place {
                Place::Nowhere => {
                    vec![("not", json!({ "type": "object", "required": [part.text] }))]
                }
                Place::Start | Place::End | Place::Anywhere => {
                    vec![("required", json!([part.text]))]
                }
            },
            Self::Part(part) => match part.place {
                Place::Nowhere => vec![("not", text_with(&part.pattern()))],
                Place::End => vec![
                    ("pattern", part.pattern().into()),
                    ("not", text_with(ENDS_WITH_LINE_BREAK)),
                ],
                Place::Start | Place::Anywhere => vec![("pattern", part.pattern().into())],
            },
            Self::Ipv4 => vec![
                ("format", "ipv4".into()),
                ("pattern", ip::IPV4.into()),
                ("not", text_with(ip::NEVER)),
            ],
            Self::Ipv6 => vec![
                ("format", "ipv6".into()),
                ("pattern", ip::IPV6.into()),
                ("not", text_with(ip::NEVER)),
            ],
            Self::Ip => vec![("pattern", ip::IP.into()), ("not", text_with(ip::NEVER))],
            Self::Ascii => vec![("not", text_with(characters::NOT_ASCII))],
            Self::NonControlCharacter => vec![("not", text_with(characters::CONTROL))],
            Self::MultipleOf(divisor) => vec![("multipleOf", (*divisor).into())],
            Self::Range(range) => {
                let least = range
                    .min
                    .map(|min| bound(min, "minimum", "exclusiveMinimum"));
                let greatest = range
                    .max
                    .map(|max| bound(max, "maximum", "exclusiveMaximum"));
                least.into_iter().chain(greatest).collect()
            }
        }
    }
}
