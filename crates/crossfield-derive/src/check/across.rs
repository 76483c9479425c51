//! Rules across fields: what the names and values in a condition mean.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Ident, LitInt, LitStr, Path, Type, TypePath};

use super::Named;
use super::types::value_type;
use crate::ctxt::Ctxt;
use crate::model::{Comparison, Condition, Conditional, Effect, Value};
use crate::names::suggest;
use crate::syntax::{RawCondition, RawField, RawForm, RawRule, RawSubject, RawValue, unraw};

/// A conditional rule, and what is written.
pub(super) struct Stated<'a> {
    pub(super) rule: Conditional,
    pub(super) name: &'a Ident,
    pub(super) raw: &'a RawCondition,
    /// Whether no mistake was found in it.
    pub(super) sound: bool,
}

/// The conditional rules of all fields in declaration order.
pub(super) fn conditionals<'a>(
    ctxt: &Ctxt,
    fields: &[&'a RawField],
    names: &[Named<'_>],
) -> Vec<Stated<'a>> {
    let mut found = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        for rule in &field.rules {
            let RawRule::Conditional(effect, name, raw) = rule else {
                continue;
            };
            let before = ctxt.count();
            check_effect_can_fail(ctxt, field, *effect, name);
            let scope = Scope {
                ctxt,
                subject: Some(field),
                fields,
                names,
            };
            if let Some(condition) = scope.condition(raw) {
                found.push(Stated {
                    rule: Conditional {
                        field: index,
                        effect: *effect,
                        condition,
                    },
                    name,
                    raw,
                    sound: ctxt.count() == before,
                });
            }
        }
    }
    found
}

/// A field that always has a value meets every `required_*` and breaks every `forbidden_*`.
pub(super) fn check_effect_can_fail(ctxt: &Ctxt, field: &RawField, effect: Effect, name: &Ident) {
    if field.can_be_absent() {
        return;
    }
    let why = match effect {
        Effect::RequiredIf | Effect::RequiredUnless => "could never be broken",
        Effect::ForbiddenIf | Effect::ForbiddenUnless | Effect::RequiredIff => {
            "could not be kept when it applies"
        }
    };
    ctxt.error(
        name,
        format!("this field always has a value, so the rule {why}; make its type an `Option`"),
    );
}

/// What the names in a condition mean.
pub(super) struct Scope<'a> {
    pub(super) ctxt: &'a Ctxt,
    /// The field that has the rule, unless the type has it.
    pub(super) subject: Option<&'a RawField>,
    pub(super) fields: &'a [&'a RawField],
    pub(super) names: &'a [Named<'a>],
}

impl Scope<'_> {
    pub(super) fn condition(&self, raw: &RawCondition) -> Option<Condition> {
        match &raw.form {
            RawForm::Is(subject, _)
            | RawForm::In(subject, ..)
            | RawForm::Present(subject)
            | RawForm::Absent(subject)
            | RawForm::Compare(subject, ..)
            | RawForm::Length(subject, ..)
            | RawForm::StartsWith(subject, _) => {
                if subject.inside.is_empty() {
                    self.of_own(&subject.name, &raw.form)
                } else {
                    self.of_nested(subject, &raw.form)
                }
            }
            RawForm::All(word, conditions) => self.several(word, conditions).map(Condition::All),
            RawForm::Any(word, conditions) => self.several(word, conditions).map(Condition::Any),
            RawForm::Not(condition) => self
                .condition(condition)
                .map(|inner| Condition::Not(Box::new(inner))),
        }
    }

    /// A condition on a field of the type's own.
    fn of_own(&self, name: &Ident, form: &RawForm) -> Option<Condition> {
        match form {
            RawForm::Is(_, value) => {
                let field = self.field(name);
                let value = self.value(name, value);
                Some(Condition::Is(field?, value?))
            }
            RawForm::In(_, word, values) => {
                let field = self.field(name);
                let values = self.list(word, values, |value| self.value(name, value));
                Some(Condition::In(field?, values))
            }
            RawForm::Present(_) => self.presence(name, "true").map(Condition::Present),
            RawForm::Absent(_) => self.presence(name, "false").map(Condition::Absent),
            RawForm::Compare(_, comparison, value) => {
                let field = self.field(name);
                let bound = self.bound(name, value);
                Some(Condition::Compare(field?, *comparison, bound?))
            }
            RawForm::Length(subject, comparison, count) => {
                let field = self.field(name);
                let count = self.count(subject, *comparison, count)?;
                Some(Condition::Length(field?, *comparison, count))
            }
            RawForm::StartsWith(_, prefix) => {
                let field = self.field(name)?;
                Some(Condition::StartsWith(field, self.prefix(prefix)))
            }
            RawForm::All(..) | RawForm::Any(..) | RawForm::Not(_) => None,
        }
    }

    pub(super) fn count(
        &self,
        subject: &RawSubject,
        comparison: Comparison,
        count: &LitInt,
    ) -> Option<usize> {
        let value: usize = self.ctxt.ok(count.base10_parse())?;
        self.check_count_can_be(subject, comparison, value);
        Some(value)
    }

    pub(super) fn prefix(&self, prefix: &LitStr) -> Value {
        if prefix.value().is_empty() {
            self.ctxt.error(
                prefix,
                "every text starts with an empty one, so this says nothing",
            );
        }
        Value::Text(prefix.value(), prefix.span())
    }

    pub(super) fn field(&self, name: &Ident) -> Option<usize> {
        let Some(named) = self.names.iter().find(|named| named.ident == name) else {
            let known = self
                .names
                .iter()
                .filter(|named| !named.raw.serde.skip)
                .map(|named| unraw(named.ident));
            let known: Vec<String> = known.collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let suggestion = suggest(&unraw(name), &known, "fields");
            self.ctxt
                .error(name, format!("no field `{name}` on this type{suggestion}"));
            return None;
        };
        if self
            .subject
            .is_some_and(|subject| std::ptr::eq(named.raw, subject))
        {
            self.ctxt.error(
                name,
                format!("the rule is on `{name}` itself; a condition is over other fields"),
            );
            return None;
        }
        if named.raw.serde.flatten.is_some() {
            self.ctxt.error(
                name,
                format!(
                    "`{name}` is flattened: its keys stand among those of this type, and it has no value of its own that a \
                     condition could ask for"
                ),
            );
            return None;
        }
        let place = self
            .fields
            .iter()
            .position(|field| std::ptr::eq(*field, named.raw));
        if place.is_none() {
            self.ctxt.error(
                name,
                format!(
                    "`{name}` is not read from JSON (`#[serde(skip)]`), so no schema could say this"
                ),
            );
        }
        place
    }

    /// What a number is compared with: in the type of the number, so that both checks compare the same two numbers.
    fn bound(&self, name: &Ident, raw: &RawValue) -> Option<Value> {
        let field = self.names.iter().find(|named| named.ident == name)?;
        let primitive = primitive(&field.raw.ty);
        let advice = match primitive {
            Some((ty, Primitive::Float)) if ty == "f32" => {
                "rounds what the text says, so the checks would not compare the same number; use `f64`"
            }
            Some((_, Primitive::Float)) => return raw.as_float(),
            Some((_, Primitive::Text | Primitive::Boolean)) => {
                "is not a number that could be compared"
            }
            _ => return self.value(name, raw),
        };
        let ty = primitive.map(|(ty, _)| ty.to_string()).unwrap_or_default();
        self.ctxt
            .error(raw, format!("`{name}` has the type `{ty}`, which {advice}"));
        None
    }

    /// A length is 0 or more whatever the value.
    fn check_count_can_be(&self, subject: &RawSubject, comparison: Comparison, count: usize) {
        let always = match (comparison, count) {
            (Comparison::Below, 0) => "false",
            (Comparison::AtLeast, 0) => "true for every value",
            _ => return,
        };
        self.ctxt.error(
            &subject.name,
            format!("a length is never below 0, so this is always {always}"),
        );
    }

    /// A field that always has a value decides `present` and `absent` once and for all.
    fn presence(&self, name: &Ident, always: &str) -> Option<usize> {
        let place = self.field(name)?;
        let field = self.fields.get(place)?;
        if !field.can_be_absent() {
            self.ctxt.error(
                name,
                format!("`{name}` always has a value, so this is always {always}"),
            );
        }
        Some(place)
    }

    /// The values of a list, each of them once.
    pub(super) fn list(
        &self,
        word: &Ident,
        values: &[RawValue],
        value: impl Fn(&RawValue) -> Option<Value>,
    ) -> Vec<Value> {
        if values.is_empty() {
            self.ctxt.error(
                word,
                "an empty list holds no value, so this is always false",
            );
        }
        let mut list: Vec<Value> = Vec::new();
        for raw in values {
            let Some(value) = value(raw) else {
                continue;
            };
            if list.contains(&value) {
                self.ctxt.error(raw, "this value stands in the list twice");
            }
            list.push(value);
        }
        list
    }

    fn several(&self, word: &Ident, raw: &[RawCondition]) -> Option<Vec<Condition>> {
        if raw.is_empty() {
            self.ctxt
                .error(word, format!("`{word}` needs at least one condition"));
            return None;
        }
        let conditions: Vec<Option<Condition>> = raw
            .iter()
            .map(|condition| self.condition(condition))
            .collect();
        conditions.into_iter().collect()
    }

    fn value(&self, name: &Ident, raw: &RawValue) -> Option<Value> {
        self.check_comparable(name, raw);
        match raw {
            RawValue::Path(path) => self.variant(name, path),
            literal => self.literal(literal),
        }
    }

    /// A value that is written as a literal; of a path there is none.
    pub(super) fn literal(&self, raw: &RawValue) -> Option<Value> {
        match raw {
            RawValue::Path(_) => None,
            RawValue::Text(text) => Some(Value::Text(text.value(), text.span())),
            RawValue::Boolean(boolean) => Some(Value::Boolean(boolean.value, boolean.span)),
            RawValue::Integer(_, digits) => {
                let Some(integer) = raw.integer() else {
                    self.ctxt.error(raw, "no integer type goes as far");
                    return None;
                };
                Some(Value::Integer(integer, digits.span()))
            }
            RawValue::Float(..) => raw.as_float(),
        }
    }

    /// A variant's name alone is looked up in the type of the field, without the types around it.
    fn variant(&self, name: &Ident, path: &Path) -> Option<Value> {
        if path.get_ident().is_none() {
            return Some(Value::Variant {
                path: path.clone(),
                in_full: true,
            });
        }
        let field = self.names.iter().find(|named| named.ident == name)?;
        let Type::Path(TypePath {
            qself: None,
            path: enumeration,
            ..
        }) = value_type(&field.raw.ty)
        else {
            self.ctxt.error(
                path,
                "the field's type is not named by a path; write the variant's full path",
            );
            return None;
        };
        let mut full = enumeration.clone();
        // The type's tokens stand at the field; an error in the whole path is one in the condition.
        for segment in &mut full.segments {
            let place = segment.ident.span().located_at(path.span());
            segment.ident.set_span(place);
        }
        full.segments.extend(path.segments.iter().cloned());
        Some(Value::Variant {
            path: full,
            in_full: false,
        })
    }

    /// A type that is known by its name alone is compared with values of its own. Of others rustc knows.
    fn check_comparable(&self, name: &Ident, raw: &RawValue) {
        let field = self.names.iter().find(|named| named.ident == name);
        let Some((ty, wanted)) = field.and_then(|field| primitive(&field.raw.ty)) else {
            return;
        };
        let fits = match (raw, wanted) {
            (RawValue::Integer(..), Primitive::Integer { min, max }) => {
                let integer = raw.integer();
                if integer.is_some_and(|integer| !(min..=max).contains(&integer)) {
                    let message =
                        format!("`{name}` has the type `{ty}`, which goes from {min} to {max}");
                    self.ctxt.error(raw, message);
                }
                true
            }
            (RawValue::Text(_), Primitive::Text) | (RawValue::Boolean(_), Primitive::Boolean) => {
                true
            }
            _ => false,
        };
        if !fits {
            let message = format!("`{name}` has the type `{ty}`; {}", wanted.advice());
            self.ctxt.error(raw, message);
        }
    }
}

impl RawValue {
    /// The number as one that may have a fraction.
    fn as_float(&self) -> Option<Value> {
        let (minus, digits, span) = match self {
            Self::Integer(minus, digits) => (
                minus,
                format!("{}.0", digits.base10_digits()),
                digits.span(),
            ),
            Self::Float(minus, digits) => (minus, digits.base10_digits().to_owned(), digits.span()),
            _ => return None,
        };
        let minus = if minus.is_some() { "-" } else { "" };
        Some(Value::Float(format!("{minus}{digits}"), span))
    }

    fn integer(&self) -> Option<i128> {
        let Self::Integer(minus, digits) = self else {
            return None;
        };
        let magnitude: i128 = digits.base10_parse().ok()?;
        Some(if minus.is_some() {
            -magnitude
        } else {
            magnitude
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Primitive {
    Text,
    Integer { min: i128, max: i128 },
    Boolean,
    Float,
}

impl Primitive {
    const fn advice(self) -> &'static str {
        match self {
            Self::Text => "compare it with a string in quotation marks",
            Self::Integer { .. } => "compare it with an integer",
            Self::Boolean => "compare it with `true` or `false`",
            Self::Float => "numbers that may have a fraction cannot be compared",
        }
    }
}

pub(super) fn primitive(ty: &Type) -> Option<(&Ident, Primitive)> {
    let Type::Path(path) = value_type(ty) else {
        return None;
    };
    let name = &path.path.segments.last()?.ident;
    let kind = match name.to_string().as_str() {
        "String" | "str" => Primitive::Text,
        "bool" => Primitive::Boolean,
        "i8" => integers(i8::MIN, i8::MAX),
        "i16" => integers(i16::MIN, i16::MAX),
        "i32" => integers(i32::MIN, i32::MAX),
        "i64" | "isize" => integers(i64::MIN, i64::MAX),
        "u8" => integers(u8::MIN, u8::MAX),
        "u16" => integers(u16::MIN, u16::MAX),
        "u32" => integers(u32::MIN, u32::MAX),
        "u64" | "usize" => integers(u64::MIN, u64::MAX),
        "f32" | "f64" => Primitive::Float,
        _ => return None,
    };
    Some((name, kind))
}

pub(super) fn integers<T: Into<i128>>(min: T, max: T) -> Primitive {
    Primitive::Integer {
        min: min.into(),
        max: max.into(),
    }
}

impl ToTokens for RawValue {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        match self {
            Self::Path(path) => path.to_tokens(tokens),
            Self::Text(text) => text.to_tokens(tokens),
            Self::Boolean(boolean) => boolean.to_tokens(tokens),
            Self::Integer(minus, digits) => {
                minus.to_tokens(tokens);
                digits.to_tokens(tokens);
            }
            Self::Float(minus, digits) => {
                minus.to_tokens(tokens);
                digits.to_tokens(tokens);
            }
        }
    }
}
