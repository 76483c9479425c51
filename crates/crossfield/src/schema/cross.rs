//! Rules across fields, as `if`, `then` and `else`.
//!
//! One entry a rule, so that the pointer of a failing keyword names the rule. `if` and `then` rather than `oneOf`: every
//! validator enforces both, but of these the error says what is missing and where.

use serde_json::{Map, Value, json};

use core::slice;

use crate::inside;
use crate::violation::Counted;

use crate::field::part::{Part, Place};
use crate::rule::{
    Comparison, Condition, Conditional, Demand, Field, Group, GroupKind, Literal, Rules, Shape,
};

/// The entry of `allOf` for a rule.
pub(super) fn entry(rule: &'static Conditional, rules: &'static Rules) -> Value {
    let Some(field) = rules.fields.get(rule.field) else {
        return json!({});
    };
    let mut entry = Map::new();
    entry.insert("description".to_owned(), rule.sentence(rules).into());
    let words = rule.condition.words(rules.fields, false).to_string();
    entry.insert(
        "if".to_owned(),
        titled(&words, condition(&rule.condition, rules.fields)),
    );
    for (demand, holds) in rule.effect.demands() {
        let demanded = demanded(demand, field);
        if holds {
            entry.insert("then".to_owned(), demanded);
        } else {
            let words = rule.condition.words(rules.fields, true).to_string();
            entry.insert("else".to_owned(), titled(&words, demanded));
        }
    }
    entry.into()
}

/// The entry of `allOf` for a rule on how many of several fields have a value.
pub(super) fn group(rule: &'static Group, rules: &'static Rules) -> Value {
    let mut entry = Map::new();
    entry.insert("description".to_owned(), rule.sentence(rules).into());
    let keyword = rule.kind.keyword().to_owned();
    let counted = counted(rule, rules.fields).into();
    if let Some(inner) = &rule.condition {
        let words = inner.words(rules.fields, false).to_string();
        entry.insert(
            "if".to_owned(),
            titled(&words, condition(inner, rules.fields)),
        );
        entry.insert("then".to_owned(), json!({ keyword: counted }));
    } else {
        entry.insert(keyword, counted);
    }
    entry.into()
}

/// The cases in which the count is right. Each grows with the fields, and not with their pairs.
fn counted(rule: &Group, fields: &'static [Field]) -> Vec<Value> {
    let mut each: Vec<Value> = rule
        .fields
        .iter()
        .map(|field| present(fields.get(*field)))
        .collect();
    let none = || json!({ "not": { "anyOf": each.clone() } });
    match rule.kind {
        GroupKind::ExactlyOne | GroupKind::AtLeastOne => each,
        GroupKind::AtMostOne => {
            let none = none();
            each.push(none);
            each
        }
        GroupKind::AllOrNone => vec![none(), json!({ "allOf": each })],
    }
}

/// Documentation tools show the titles of `if` and `else` as the names of the cases.
fn titled(title: &str, schema: Value) -> Value {
    let mut keywords = Map::new();
    keywords.insert("title".to_owned(), title.into());
    if let Value::Object(rest) = schema {
        keywords.extend(rest);
    }
    keywords.into()
}

pub(super) fn demanded(demand: Demand, field: &Field) -> Value {
    match demand {
        Demand::Required => required(field),
        Demand::Forbidden => {
            let none = no_value(field);
            let none = field.keys().map(|key| (key.to_owned(), none.clone()));
            json!({ "properties": none.collect::<Map<_, _>>() })
        }
    }
}

/// The key is there, and its value is one.
fn required(field: &Field) -> Value {
    let value = a_value(field);
    at_a_key(field, |key| {
        if value == json!({}) {
            return json!({ "required": [key] });
        }
        json!({ "required": [key], "properties": { key: value } })
    })
}

/// What is said of the field's key; of one with several, that it holds for one of them.
fn at_a_key(field: &Field, said: impl Fn(&str) -> Value) -> Value {
    if field.aliases.is_empty() {
        return said(field.name);
    }
    json!({ "anyOf": field.keys().map(said).collect::<Vec<_>>() })
}

/// That a field with several keys stands at one of them only, and at one at least where it is asked for. It grows with
/// the keys, and not with their pairs.
pub(super) fn one_key(field: &Field, asked_for: bool) -> Value {
    let mut cases: Vec<Value> = field
        .keys()
        .map(|key| json!({ "required": [key] }))
        .collect();
    if !asked_for {
        let none = json!({ "not": { "anyOf": cases.clone() } });
        cases.push(none);
    }
    json!({ "oneOf": cases })
}

/// The entry of `allOf` for the keys of a field, if it has several.
pub(super) fn keys(rules: &'static Rules, field: &Field) -> Option<Value> {
    if field.aliases.is_empty() {
        return None;
    }
    let names: Vec<String> = field.keys().map(|key| format!("`{key}`")).collect();
    let mut entry = Map::new();
    entry.insert(
        "description".to_owned(),
        format!("The names {} are those of one field.", names.join(", ")).into(),
    );
    if let Value::Object(cases) = one_key(field, rules.asks_for(field)) {
        entry.extend(cases);
    }
    Some(entry.into())
}

/// What a value of the field is, beyond what the field's own schema says. Where the type is known, naming it gives a
/// better error than excluding null.
pub(super) fn a_value(field: &Field) -> Value {
    let mut keywords = Map::new();
    match (&field.shape, type_name(&field.shape)) {
        (Shape::Nullable(_) | Shape::Any | Shape::Opaque(_), None) => {
            keywords.insert("not".to_owned(), json!({ "type": "null" }));
        }
        (Shape::Nullable(_), Some(name)) => {
            keywords.insert("type".to_owned(), name.into());
        }
        _ => {}
    }
    if field.empty_is_absent {
        keywords.insert("minLength".to_owned(), 1.into());
    }
    keywords.into()
}

pub(super) fn no_value(field: &Field) -> Value {
    if field.empty_is_absent {
        json!({ "type": ["string", "null"], "maxLength": 0 })
    } else {
        json!({ "type": "null" })
    }
}

pub(super) fn type_name(shape: &Shape) -> Option<&'static str> {
    Some(match shape.inner() {
        Shape::Boolean => "boolean",
        Shape::Integer { .. } => "integer",
        Shape::Number => "number",
        Shape::Text | Shape::Enumeration(_) | Shape::Open(_) => "string",
        Shape::List(_) | Shape::Tuple(_) => "array",
        Shape::Map(_) | Shape::Object(_) => "object",
        _ => return None,
    })
}

/// A condition on a field without a value is false. `properties` says nothing of a missing key, so `required` must
/// stand beside it each time.
fn condition(of: &Condition, fields: &'static [Field]) -> Value {
    let several = |conditions: &[Condition]| -> Vec<Value> {
        conditions
            .iter()
            .map(|inner| condition(inner, fields))
            .collect()
    };
    match of {
        Condition::Is(field, literal) => {
            let field = fields.get(*field);
            let mut is = json!({ "const": value(*literal) });
            if *literal == Literal::Text("") {
                not_of_none(field, &mut is);
            }
            holds(field, &is)
        }
        Condition::In(field, literals) => {
            let field = fields.get(*field);
            let values: Vec<Value> = literals.iter().map(|literal| value(*literal)).collect();
            let mut is_one_of = json!({ "enum": values });
            if literals.contains(&Literal::Text("")) {
                not_of_none(field, &mut is_one_of);
            }
            holds(field, &is_one_of)
        }
        Condition::Present(field) => present(fields.get(*field)),
        Condition::Absent(field) => json!({ "not": present(fields.get(*field)) }),
        Condition::Compare(field, comparison, bound) => {
            let field = fields.get(*field);
            let shape = field.map(|field| field.shape.inner());
            // On a number of the wrong type the condition is false.
            let is_integer = matches!(shape, Some(Shape::Integer { .. }));
            let name = if is_integer { "integer" } else { "number" };
            let mut number = json!({ "type": name });
            number[comparison_keyword(*comparison)] = value(*bound);
            holds(field, &number)
        }
        Condition::Length(field, comparison, count) => holds(
            fields.get(*field),
            &length(fields.get(*field), *comparison, *count),
        ),
        Condition::StartsWith(field, prefix) => {
            let pattern = Part::new(Place::Start, prefix).pattern();
            holds(
                fields.get(*field),
                &json!({ "type": "string", "pattern": pattern }),
            )
        }
        Condition::Inside(field, names, inner) => {
            let way = fields
                .get(*field)
                .and_then(|field| inside::way(field, names));
            inside_of(way.unwrap_or_default().as_slice(), inner)
        }
        Condition::All(conditions) => json!({ "allOf": several(conditions) }),
        Condition::Any(conditions) => json!({ "anyOf": several(conditions) }),
        Condition::Not(inner) => json!({ "not": condition(inner, fields) }),
    }
}

/// A condition on the last field of a way. Each on the way must hold an object: `properties` says nothing of null.
fn inside_of(way: &[&'static Field], inner: &Condition) -> Value {
    let Some((last, outer)) = way.split_last() else {
        return false.into();
    };
    let innermost = condition(inner, slice::from_ref(last));
    outer.iter().rfold(innermost, |inner, field| {
        let mut object = json!({ "type": "object" });
        if let (Value::Object(object), Value::Object(inner)) = (&mut object, inner) {
            object.extend(inner);
        }
        holds(Some(field), &object)
    })
}

fn holds(field: Option<&Field>, schema: &Value) -> Value {
    let said = |key: &str| json!({ "properties": { key: schema }, "required": [key] });
    field.map_or_else(|| said(""), |field| at_a_key(field, said))
}

/// An empty text that is no value meets no condition.
fn not_of_none(field: Option<&Field>, schema: &mut Value) {
    if field.is_some_and(|field| field.empty_is_absent) {
        schema["minLength"] = 1.into();
    }
}

fn present(field: Option<&Field>) -> Value {
    let none = match field {
        Some(field) if field.empty_is_absent => json!({ "enum": [null, ""] }),
        _ => json!({ "type": "null" }),
    };
    holds(field, &json!({ "not": none }))
}

const fn comparison_keyword(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Below => "exclusiveMaximum",
        Comparison::AtMost => "maximum",
        Comparison::Equal => "const",
        Comparison::AtLeast => "minimum",
        Comparison::Above => "exclusiveMinimum",
    }
}

/// A length compared with a count. `type` keeps values without a length out, for which the keywords say nothing.
fn length(field: Option<&Field>, comparison: Comparison, count: usize) -> Value {
    let shape = field.map(|field| field.shape.inner());
    let (counted, name) = match shape {
        Some(Shape::List(_)) => (Counted::Items, "array"),
        Some(Shape::Map(_)) => (Counted::Entries, "object"),
        _ => (Counted::Characters, "string"),
    };
    let (least, greatest) = counted.keywords();
    let bounds: &[(&str, usize)] = match comparison {
        // The derive refuses a length below 0.
        Comparison::Below => &[(greatest, count.saturating_sub(1))],
        Comparison::AtMost => &[(greatest, count)],
        Comparison::Equal => &[(least, count), (greatest, count)],
        Comparison::AtLeast => &[(least, count)],
        Comparison::Above => &[(least, count.saturating_add(1))],
    };
    let mut keywords = json!({ "type": name });
    for (keyword, bound) in bounds {
        keywords[*keyword] = (*bound).into();
    }
    if keywords[least].as_u64().unwrap_or(0) == 0 {
        not_of_none(field, &mut keywords);
    }
    keywords
}

pub(super) fn value(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => text.into(),
        Literal::Boolean(boolean) => boolean.into(),
        Literal::Number(number) => number.into(),
        Literal::Integer(integer) => {
            let signed = i64::try_from(integer).map(Value::from);
            signed
                .or_else(|_| u64::try_from(integer).map(Value::from))
                .unwrap_or(Value::Null)
        }
    }
}
