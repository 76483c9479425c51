//! What serde reads, without the rules that hold for what it has read.
//!
//! Of an untagged enum, serde takes the first variant that it reads. A value that breaks a rule of that variant is
//! invalid, though it may fit another: so the schema of a later variant must say that no earlier one is read.

use serde_json::{Map, Value, json};

use super::{cross, field};
use crate::choice::beside_tag;
use crate::rule::{Alternative, Check, Choice, Field, Form, Rules, Shape, Tagging};
use crate::violation::Counted;

/// The schema of what is read.
pub(super) struct Reading {
    /// The tables passed through, from outside in. A type may hold itself.
    passed: Vec<*const Rules>,
    /// Whether something was left out: a type inside itself, or what only a type's own `Deserialize` knows. No value
    /// with that in it fits the schema, so that it says too little and never too much.
    incomplete: bool,
}

impl Reading {
    /// What a variant of an untagged enum is read from, and whether that is all of it.
    pub(super) fn of(variant: &'static Alternative) -> (Value, bool) {
        let mut reading = Self {
            passed: Vec::new(),
            incomplete: false,
        };
        let schema = reading.within(&variant.rules, |reading, _| reading.held(variant));
        (schema, !reading.incomplete)
    }

    fn held(&mut self, variant: &'static Alternative) -> Value {
        let rules = &variant.rules;
        match (variant.form(), rules.fields) {
            (Form::Unit, _) => json!({ "type": "null" }),
            (Form::Newtype, [held]) => self.shape(&held.shape),
            (Form::Newtype, _) => Value::Bool(false),
            (Form::Tuple, _) => self.tuple(rules),
            (Form::Object, _) => self.object(rules),
        }
    }

    fn shape(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Any => json!({}),
            Shape::Opaque(_) => self.left_out(),
            Shape::Null => json!({ "type": "null" }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Number => json!({ "type": "number" }),
            Shape::Text | Shape::Open(_) | Shape::Lenient(_) => json!({ "type": "string" }),
            Shape::Integer { min, max } => field::integer(*min, *max),
            Shape::Enumeration(enumeration) => {
                let names = enumeration.variants.iter().map(|variant| variant.name);
                json!({ "type": "string", "enum": names.collect::<Vec<_>>() })
            }
            Shape::Nullable(inner) => json!({ "anyOf": [self.shape(inner), { "type": "null" }] }),
            Shape::Checked(inner, _) => self.shape(inner),
            Shape::Refined(inner, _) if shape.is_set() => self.shape(inner),
            Shape::Refined(inner, checks) => refined(self.shape(inner), inner, checks),
            Shape::List(inner) => json!({ "type": "array", "items": self.shape(inner) }),
            Shape::Map(inner) => {
                json!({ "type": "object", "additionalProperties": self.shape(inner) })
            }
            Shape::Tuple(rules) => self.within(rules(), Self::tuple),
            Shape::Object(rules) => self.within(rules(), Self::object),
            Shape::Choice(choice) => self.choice(choice()),
        }
    }

    fn left_out(&mut self) -> Value {
        self.incomplete = true;
        Value::Bool(false)
    }

    /// What is read of a table, unless it is passed through already.
    fn within(
        &mut self,
        rules: &'static Rules,
        read: impl FnOnce(&mut Self, &'static Rules) -> Value,
    ) -> Value {
        if self.passed.iter().any(|other| core::ptr::eq(*other, rules)) {
            return self.left_out();
        }
        self.passed.push(rules);
        let schema = read(self, rules);
        self.passed.pop();
        schema
    }

    fn object(&mut self, rules: &'static Rules) -> Value {
        let mut keys = Keys::default();
        if !self.collect(rules, &mut keys) {
            return Value::Bool(false);
        }
        if rules.deny_unknown_fields {
            keys.others = Some(false.into());
        }
        let mut schema = json!({
            "type": "object",
            "properties": keys.properties,
            "required": keys.required,
        });
        if let Some(others) = keys.others {
            schema["additionalProperties"] = others;
        }
        if !keys.of_one_field.is_empty() {
            schema["allOf"] = keys.of_one_field.into();
        }
        schema
    }

    /// The keys of an object, those of its flattened fields among them, or that a type holds itself so. What a flattened
    /// type denies, serde passes over.
    fn collect(&mut self, rules: &'static Rules, keys: &mut Keys) -> bool {
        for field in rules.fields {
            let schema = self.shape(&field.shape);
            for key in field.keys() {
                keys.properties.insert(key.to_owned(), schema.clone());
            }
            if !field.aliases.is_empty() {
                keys.of_one_field
                    .push(cross::one_key(field, field.key_required));
            } else if field.key_required {
                keys.required.push(field.name);
            }
        }
        rules
            .flattened
            .iter()
            .all(|flattened| match &flattened.shape {
                Shape::Object(rules) => {
                    let read = |reading: &mut Self, rules| reading.collect(rules, keys).into();
                    self.within(rules(), read) == json!(true)
                }
                Shape::Map(entry) => {
                    keys.others = Some(self.shape(entry));
                    true
                }
                // The constructor of the table takes no other.
                _ => true,
            })
    }

    fn tuple(&mut self, rules: &'static Rules) -> Value {
        let fields: &'static [Field] = rules.fields;
        let least = fields.iter().filter(|field| field.key_required).count();
        let mut schema = json!({ "type": "array", "minItems": least, "maxItems": fields.len() });
        if !fields.is_empty() {
            let items = fields.iter().map(|field| self.shape(&field.shape));
            schema["prefixItems"] = items.collect::<Vec<_>>().into();
        }
        schema
    }

    fn choice(&mut self, choice: &'static Choice) -> Value {
        let forms = choice
            .variants
            .iter()
            .map(|variant| self.within(&variant.rules, |reading, _| reading.form(choice, variant)));
        json!({ "anyOf": forms.collect::<Vec<_>>() })
    }

    /// What a variant is read from, under its name.
    fn form(&mut self, choice: &'static Choice, variant: &'static Alternative) -> Value {
        let names: Vec<&str> = variant.names().collect();
        let unit = variant.form() == Form::Unit;
        match choice.tagging {
            Tagging::Untagged => self.held(variant),
            Tagging::External if unit => json!({ "type": "string", "enum": names }),
            Tagging::External => {
                let held = self.held(variant);
                let properties = names.iter().map(|name| ((*name).to_owned(), held.clone()));
                json!({
                    "type": "object",
                    "properties": properties.collect::<Map<_, _>>(),
                    "additionalProperties": false,
                    "minProperties": 1,
                    "maxProperties": 1,
                })
            }
            Tagging::Internal { tag } => {
                let object = self.beside_tag(variant, tag);
                json!({ "allOf": [tagged(tag, &names), object] })
            }
            Tagging::Adjacent { tag, content } => {
                let mut schema = tagged(tag, &names);
                schema["properties"][content] = self.held(variant);
                let may_be_missing = match (variant.form(), variant.rules.fields) {
                    (Form::Newtype, [held]) => !held.key_required,
                    (form, _) => form == Form::Unit,
                };
                if !may_be_missing {
                    schema["required"] = json!([tag, content]);
                }
                if choice.deny_unknown_fields {
                    schema["additionalProperties"] = false.into();
                }
                schema
            }
        }
    }

    fn beside_tag(&mut self, variant: &'static Alternative, tag: &str) -> Value {
        let rules = &variant.rules;
        let mut object = match (variant.form(), rules.fields) {
            (Form::Unit, _) => json!({}),
            (Form::Newtype, [held]) => self.shape(beside_tag(&held.shape)),
            _ => self.object(rules),
        };
        if object.get("additionalProperties").is_some() {
            object["properties"][tag] = json!({});
        }
        object
    }
}

/// The keys that an object is read from.
#[derive(Default)]
struct Keys {
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    /// What is to be said of fields with several keys.
    of_one_field: Vec<Value>,
    others: Option<Value>,
}

fn tagged(tag: &str, names: &[&str]) -> Value {
    json!({ "type": "object", "properties": { tag: { "enum": names } }, "required": [tag] })
}

/// Rules that reading enforces.
fn refined(schema: Value, inner: &'static Shape, checks: &'static [Check]) -> Value {
    match schema {
        Value::Object(mut keywords) => {
            field::add_checks(&mut keywords, checks.iter(), Counted::of(inner.inner()));
            keywords.into()
        }
        nothing => nothing,
    }
}

/// Whether there is a rule in what a variant holds that reading does not enforce.
pub(super) fn has_rules(variant: &'static Alternative) -> bool {
    any_rule_in(&variant.rules, &mut Vec::new())
}

fn any_rule_in(rules: &'static Rules, passed: &mut Vec<*const Rules>) -> bool {
    if passed.iter().any(|other| core::ptr::eq(*other, rules)) {
        return false;
    }
    passed.push(rules);
    let own = !rules.conditionals.is_empty() || !rules.groups.is_empty();
    let mut flattened = rules.flattened.iter();
    let flattened = flattened.any(|flattened| any_rule(&flattened.shape, passed));
    own || flattened
        || rules
            .fields
            .iter()
            .any(|field| !field.checks.is_empty() || any_rule(&field.shape, passed))
}

fn any_rule(shape: &'static Shape, passed: &mut Vec<*const Rules>) -> bool {
    match shape {
        Shape::Checked(..) | Shape::Lenient(_) => true,
        Shape::Refined(..) if shape.is_set() => true,
        Shape::Nullable(inner)
        | Shape::Refined(inner, _)
        | Shape::List(inner)
        | Shape::Map(inner) => any_rule(inner, passed),
        Shape::Object(rules) | Shape::Tuple(rules) => any_rule_in(rules(), passed),
        Shape::Choice(choice) => {
            let mut variants = choice().variants.iter();
            variants.any(|variant| any_rule_in(&variant.rules, passed))
        }
        Shape::Any
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number
        | Shape::Text
        | Shape::Open(_)
        | Shape::Enumeration(_)
        | Shape::Opaque(_) => false,
    }
}
