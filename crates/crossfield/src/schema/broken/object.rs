//! What fails in the schema of an object or of an array with positions.

use serde_json::Value;

use super::place::Place;
use super::walk::{
    ALL_GIVEN, Here, NOT_OURS, Rest, Subject, Walk, by_case, by_entry, by_token, entry,
};
use crate::path::{Path, joined};
use crate::rule::{Check, Demand, Field, Form, Rules, Shape};
use crate::schema::flatten;
use crate::schema::{Entry, all_entries};
use crate::violation::Code;

impl<'a> Walk<'a> {
    pub(super) fn object(
        &mut self,
        rules: &'static Rules,
        here: &Here<'a>,
        keyword: &str,
        units: &[Rest<'_>],
    ) {
        if !here.value.is_object() {
            return self.no_object(here, keyword, units);
        }
        match keyword {
            "properties" => {
                for (key, units) in by_token(units) {
                    self.property(rules, here, key, &units);
                }
            }
            "required" => self.required(rules, here, units),
            "additionalProperties" => self.others(rules, here, units),
            "allOf" => {
                let entries = all_entries(rules);
                for (case, units) in by_case(units) {
                    match entries.get(case) {
                        Some(entry) => {
                            self.entry_across(entry, &here.case(keyword, case), &units);
                        }
                        None => self.unclear(&units, NOT_OURS),
                    }
                }
            }
            _ => self.unclear(units, NOT_OURS),
        }
    }

    /// The keys of the list that are not there.
    fn required(&mut self, rules: &'static Rules, here: &Here<'a>, units: &[Rest<'_>]) {
        let names = here.below("required").schema.as_array();
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        let missing: Vec<&str> = names
            .filter(|name| here.value.get(name).is_none())
            .collect();
        if missing.is_empty() {
            return self.unclear(units, ALL_GIVEN);
        }
        for name in missing {
            match field_of(rules, name) {
                Some((rules, index, _)) => {
                    self.explain(units);
                    self.missing(rules, index, here);
                }
                None => self.unclear(units, NOT_OURS),
            }
        }
    }

    /// Of what is no object only that is said.
    pub(super) fn no_object(&mut self, here: &Here<'a>, keyword: &str, units: &[Rest<'_>]) {
        self.explain(units);
        if keyword == "type" {
            self.mistyped(&here.pointer);
        }
    }

    fn property(&mut self, rules: &'static Rules, here: &Here<'a>, key: &str, units: &[Rest<'_>]) {
        let units = by_entry(units).remove(key).unwrap_or_default();
        let (Some((rules, index, field)), Some(value)) =
            (field_of(rules, key), here.value.get(key))
        else {
            return self.unclear(&units, NOT_OURS);
        };
        // Of several names of a field, the first one is read.
        if !is_first_key(field, key, here.value) {
            return self.explain(&units);
        }
        let schema = here.below("properties").below(key).schema;
        let at = here.entry(schema, value, field.name);
        self.field(rules, index, here, &at, &units);
    }

    /// What failed in the schema of a field's value.
    pub(super) fn field(
        &mut self,
        rules: &'static Rules,
        index: usize,
        object: &Here<'a>,
        at: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        let Some(field) = rules.fields.get(index) else {
            return self.unclear(units, NOT_OURS);
        };
        if field.is_required() && field.has_none_in(at.value) && !units.is_empty() {
            self.explain(units);
            return self.missing(rules, index, object);
        }
        let place = Place::new(&field.shape, field.checks);
        let place = if field.is_required() {
            place.not_null()
        } else {
            place
        };
        self.value(&place, at, units);
    }

    /// A field without a value that must have one; what would fill it breaks a rule, or it is `required`.
    pub(super) fn missing(&mut self, rules: &'static Rules, index: usize, object: &Here<'a>) {
        let Some(field) = rules.fields.get(index) else {
            return;
        };
        let pointer = if rules.is_newtype() {
            object.pointer.clone()
        } else {
            joined(&object.pointer, field.name)
        };
        let is_absent = is_absent(rules, index, object.value);
        if let (Some(filled), true) = (field.filled, is_absent) {
            for violation in rules.found_in_default(filled, &Path::ROOT) {
                let pointer = format!("{}{}", object.pointer, violation.pointer());
                self.add(&pointer, violation.code(), Subject::Value, false);
            }
            return;
        }
        let own = field
            .checks
            .iter()
            .find(|check| matches!(check.rule(), Check::Required));
        let code = own.map_or(Code::Required, Check::code);
        let unread = is_absent && field.key_required;
        self.add(&pointer, code, Subject::Value, unread);
    }

    /// Keys that are no fields.
    fn others(&mut self, rules: &'static Rules, here: &Here<'a>, units: &[Rest<'_>]) {
        let schema = here.below("additionalProperties").schema;
        if *schema == Value::Bool(false) {
            return self.unknown(here, units);
        }
        let Some(inner) = flatten::map_of(rules) else {
            return self.unclear(units, NOT_OURS);
        };
        for (key, units) in by_entry(units) {
            match here.value.get(key) {
                Some(value) => {
                    let at = here.entry(schema, value, key);
                    self.value(&Place::new(inner, &[]), &at, &units);
                }
                None => self.unclear(&units, NOT_OURS),
            }
        }
    }

    /// Keys that the object does not have: the location is that of the object or of the key.
    pub(super) fn unknown(&mut self, here: &Here<'a>, units: &[Rest<'_>]) {
        let Value::Object(entries) = here.value else {
            return self.explain(units);
        };
        self.explain(units);
        let known = here.below("properties").schema;
        let unknown = entries.keys().filter(|key| known.get(key).is_none());
        for key in unknown {
            let is_meant = |unit: &Rest<'_>| unit.instance.first().is_none_or(|only| only == key);
            if units.iter().any(is_meant) {
                self.add(
                    &joined(&here.pointer, key),
                    Code::UnknownField,
                    Subject::Other,
                    true,
                );
            }
        }
    }

    /// A rule across fields.
    fn entry_across(&mut self, entry: &Entry, here: &Here<'a>, units: &[Rest<'_>]) {
        // `if`, `then` and `else` themselves stand for what is in them.
        let inside = |unit: &&Rest<'_>| match unit.path {
            [] => false,
            [branch, rest @ ..] => match branch.as_str() {
                "if" => false,
                "then" | "else" => !rest.is_empty(),
                _ => true,
            },
        };
        let inside: Vec<_> = units.iter().filter(inside).copied().collect();
        if inside.is_empty() {
            return;
        }
        match *entry {
            Entry::Conditional(rules, index) => self.conditional(rules, index, here, &inside),
            Entry::Group(..) => {
                self.explain(&inside);
                self.add(&here.pointer, Code::OneOf, Subject::Value, false);
            }
            Entry::Keys(rules, index) => self.keys(rules, index, here, &inside),
        }
    }

    fn conditional(
        &mut self,
        rules: &'static Rules,
        index: usize,
        here: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        let Some(rule) = rules.conditionals.get(index) else {
            return self.unclear(units, NOT_OURS);
        };
        for (branch, units) in by_token(units) {
            match rule.effect.demand(branch == "then") {
                Some(Demand::Required) => self.demanded(rules, rule.field, here, &units),
                Some(Demand::Forbidden) => self.forbidden(rules, rule.field, here, &units),
                None => self.unclear(&units, NOT_OURS),
            }
        }
    }

    /// A field must have a value under a condition.
    fn demanded(
        &mut self,
        rules: &'static Rules,
        index: usize,
        here: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        let asks_for_key =
            |unit: &Rest<'_>| unit.path.first().is_some_and(|path| path == "required");
        if units.iter().all(asks_for_key) && !is_absent(rules, index, here.value) {
            return self.unclear(units, ALL_GIVEN);
        }
        self.explain(units);
        self.missing(rules, index, here);
    }

    fn forbidden(
        &mut self,
        rules: &'static Rules,
        index: usize,
        here: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        let (Some(field), Value::Object(entries)) = (rules.fields.get(index), here.value) else {
            return self.unclear(units, NOT_OURS);
        };
        self.explain(units);
        let key = field.keys_in(entries).next();
        if key.is_some_and(|key| {
            units
                .iter()
                .any(|unit| unit.instance.first().is_none_or(|at| at == key))
        }) {
            self.add(
                &joined(&here.pointer, field.name),
                Code::Forbidden,
                Subject::Value,
                false,
            );
        }
    }

    /// A field with several names stands under one of them, and under one at least where it is asked for.
    fn keys(&mut self, rules: &'static Rules, index: usize, here: &Here<'a>, units: &[Rest<'_>]) {
        let (Some(field), Value::Object(entries)) = (rules.fields.get(index), here.value) else {
            return self.unclear(units, NOT_OURS);
        };
        self.explain(units);
        match field.keys_in(entries).count() {
            0 => self.missing(rules, index, here),
            1 => self.unclear(units, "the payload has one of the names, as it should"),
            _ => self.add(
                &joined(&here.pointer, field.name),
                Code::DuplicateKey,
                Subject::Other,
                true,
            ),
        }
    }

    /// An array with a schema for each position.
    pub(super) fn tuple(
        &mut self,
        rules: &'static Rules,
        here: &Here<'a>,
        keyword: &str,
        units: &[Rest<'_>],
    ) {
        let Value::Array(items) = here.value else {
            return self.no_object(here, keyword, units);
        };
        match keyword {
            "prefixItems" => {
                for (place, units) in by_case(units) {
                    let units = by_entry(&units).remove(place.to_string().as_str());
                    let units = units.unwrap_or_default();
                    let schema = here.case(keyword, place).schema;
                    match items.get(place) {
                        Some(value) => {
                            let at = here.entry(schema, value, &place.to_string());
                            self.field(rules, place, here, &at, &units);
                        }
                        None => self.unclear(&units, NOT_OURS),
                    }
                }
            }
            "minItems" | "maxItems" => {
                self.explain(units);
                if rules.holds_positions(items.len()).is_err() {
                    self.add(&here.pointer, Code::Length, Subject::Value, true);
                }
                // A position that must be read the array lacks as a whole.
                let missing = rules.fields.iter().enumerate().skip(items.len());
                for (index, _) in
                    missing.filter(|(_, field)| !field.key_required && rules.asks_for(field))
                {
                    self.missing(rules, index, here);
                }
            }
            _ => self.unclear(units, NOT_OURS),
        }
    }

    /// What a variant holds, where it is one value.
    pub(super) fn held(&mut self, rules: &'static Rules, at: &Here<'a>, units: &[Rest<'_>]) {
        match rules.form() {
            Form::Unit => self.value(&Place::new(&Shape::Null, &[]), at, units),
            Form::Newtype => self.field(rules, 0, at, at, units),
            Form::Tuple => {
                for (keyword, units) in by_token(units) {
                    self.tuple(rules, at, keyword, &units);
                }
            }
            Form::Object => {
                for (keyword, units) in by_token(units) {
                    self.object(rules, at, keyword, &units);
                }
            }
        }
    }
}

impl Field {
    /// The keys of the object that are names of the field, in the object's order.
    fn keys_in<'a>(
        &self,
        entries: &'a serde_json::Map<String, Value>,
    ) -> impl Iterator<Item = &'a str> {
        entries
            .keys()
            .map(String::as_str)
            .filter(|key| self.key(key).is_some())
    }
}

fn is_first_key(field: &Field, key: &str, object: &Value) -> bool {
    let first = object
        .as_object()
        .and_then(|entries| field.keys_in(entries).next());
    first.is_none_or(|first| first == key)
}

fn is_absent(rules: &'static Rules, index: usize, object: &Value) -> bool {
    let Some(field) = rules.fields.get(index) else {
        return true;
    };
    match object {
        Value::Object(entries) => !field.keys().any(|key| entries.contains_key(key)),
        _ => entry(object, &index.to_string()).is_none(),
    }
}

/// The field that has the key, those of flattened types among them.
fn field_of(rules: &'static Rules, key: &str) -> Option<(&'static Rules, usize, &'static Field)> {
    let mut fields = rules.fields.iter().enumerate();
    let own = fields.find(|(_, field)| field.key(key).is_some());
    own.map(|(index, field)| (rules, index, field)).or_else(|| {
        let mut flattened = rules.flattened.iter();
        flattened.find_map(|flattened| match &flattened.shape {
            Shape::Object(rules) => field_of(rules(), key),
            _ => None,
        })
    })
}
