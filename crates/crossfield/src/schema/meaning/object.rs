//! What fails in the schema of an object.

use serde_json::{Value, json};

use super::field::{Shaped, with};
use super::said::{Kind, Order, Said};
use super::{Meanings, Place, Uncovered};
use crate::path::Path;
use crate::rule::{Check, Conditional, Demand, Field, Group, Rules};
use crate::schema::{Entry, entries};
use crate::violation::{Cause, Code, Counted, Fault};

/// Of a field, the rules across fields come before its value.
const ACROSS: i64 = 1;
const VALUE: i64 = 2;

/// Behind all fields.
const BEHIND: i64 = 1_000_000;

impl Meanings {
    /// Notes the keys of an object.
    pub(super) fn known_keys(
        &mut self,
        place: &Place<'_>,
        rules: &'static Rules,
    ) -> Result<(), Uncovered> {
        if !rules.flattened.is_empty() {
            return Err(place.uncovered("fields are flattened"));
        }
        if rules.fields.iter().any(|field| !field.aliases.is_empty()) {
            return Err(place.uncovered("a field has aliases"));
        }
        let names = rules.fields.iter().map(|field| field.name);
        let object = json!({
            "at": place.at,
            "path": place.path,
            "order": place.order,
            "fields": names.collect::<Vec<_>>(),
            "closed": rules.deny_unknown_fields,
        });
        // A nullable object is met in each of its cases.
        if !self.objects.contains(&object) {
            self.objects.push(object);
        }
        Ok(())
    }

    pub(super) fn object(
        &mut self,
        place: &Place<'_>,
        rules: &'static Rules,
        keyword: &str,
    ) -> Result<(), Uncovered> {
        match keyword {
            "properties" => self.properties(place, rules),
            "required" => {
                self.required(place, rules);
                Ok(())
            }
            "additionalProperties" => {
                let said = unknown(rules, with(&place.order, &[BEHIND, VALUE]));
                self.say(place, keyword, said);
                Ok(())
            }
            "allOf" => {
                for (case, entry) in entries(rules).enumerate() {
                    self.entry(&place.case(keyword, case), entry);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn properties(&mut self, place: &Place<'_>, rules: &'static Rules) -> Result<(), Uncovered> {
        let properties = place.below("properties");
        for (index, field) in rules.fields.iter().enumerate() {
            let mut path = place.path.clone();
            path.push(Some(field.name));
            let order = with(&place.order, &[position(index), VALUE]);
            let property = Place {
                path,
                order: order.clone(),
                none: none(place, rules, index),
                ..properties.below(field.name)
            };
            let expected = if field.is_required() {
                field.shape.not_null()
            } else {
                &field.shape
            };
            let own = vec![(with(&order, &[0]), field.checks)];
            self.value(&property, &Shaped::new(expected, own, &order))?;
        }
        Ok(())
    }

    /// The keys that must be there.
    fn required(&mut self, place: &Place<'_>, rules: &'static Rules) {
        let names = place.schema.get("required").and_then(Value::as_array);
        for name in names.into_iter().flatten().filter_map(Value::as_str) {
            let found = rules.fields.iter().position(|field| field.name == name);
            let own = |index| own_demand(rules, index, &place.order);
            if let Some((index, said)) = found.and_then(|index| Some((index, own(index)?))) {
                self.absent(place, rules, index, said);
            }
        }
    }

    /// A key that is not there: what serde fills its field with is judged in its stead.
    fn absent(&mut self, place: &Place<'_>, rules: &'static Rules, index: usize, said: Said) {
        let Some(field) = rules.fields.get(index) else {
            return;
        };
        let Some(filled) = field.filled else {
            return self.say(place, "required", said.below(field.name));
        };
        for (number, violation) in (0..).zip(rules.found_in_default(filled, &Path::ROOT)) {
            let order = with(&place.order, &[position(index), VALUE, number]);
            let message = violation.message().to_string();
            let said = Said::new(violation.code(), message, order, Kind::Value)
                .below(field.name)
                .with("pointer", violation.pointer().to_string());
            self.say(place, "required", said);
        }
    }

    /// A rule across fields.
    fn entry(&mut self, place: &Place<'_>, entry: Entry) {
        match entry {
            Entry::Conditional(rules, index) => {
                if let Some(rule) = rules.conditionals.get(index) {
                    self.conditional(place, rules, (index, rule));
                }
            }
            Entry::Group(rules, index) => {
                if let Some(group) = rules.groups.get(index) {
                    self.group(place, rules, (index, group));
                }
            }
            // A type with aliases is not covered.
            Entry::Keys(..) => {}
        }
    }

    fn conditional(
        &mut self,
        place: &Place<'_>,
        rules: &'static Rules,
        (number, rule): (usize, &'static Conditional),
    ) {
        let Some(field) = rules.fields.get(rule.field) else {
            return;
        };
        let order = with(
            &place.order,
            &[position(rule.field), ACROSS, position(number) + 1],
        );
        for (demand, holds) in rule.effect.demands() {
            let kind = match demand {
                Demand::Required => Kind::Missing,
                Demand::Forbidden => Kind::Value,
            };
            let cause = Cause::Conditional {
                rules,
                index: number,
                demand,
            };
            let said = Said::of(cause, order.clone(), kind);
            let branch = place.below(if holds { "then" } else { "else" });
            if demand == Demand::Required {
                self.absent(&branch, rules, rule.field, said.clone());
            }
            let property = branch.below("properties").below(field.name);
            for keyword in property.keywords() {
                self.say(&property, keyword, said.clone());
            }
        }
    }

    fn group(
        &mut self,
        place: &Place<'_>,
        rules: &'static Rules,
        (number, group): (usize, &'static Group),
    ) {
        let order = with(&place.order, &[BEHIND, ACROSS, position(number)]);
        let cause = Cause::Group {
            rules,
            index: number,
        };
        let said = Said::of(cause, order, Kind::Value);
        let counts = if group.condition.is_some() {
            place.below("then")
        } else {
            place.clone()
        };
        self.say(&counts, group.kind.keyword(), said);
    }
}

fn position(index: usize) -> i64 {
    index.try_into().unwrap_or(BEHIND)
}

/// What is said of a field without a value that must have one whatever the others hold.
fn own_demand(rules: &'static Rules, index: usize, order: &[i64]) -> Option<Said> {
    let field = rules.fields.get(index)?;
    let own = field
        .checks
        .iter()
        .find(|check| matches!(check.rule(), Check::Required));
    let cause = own.map_or(Cause::MissingKey, |check| {
        Cause::Check(check, Fault::Broken, Counted::of(&field.shape))
    });
    let order = with(order, &[position(index), ACROSS, 0]);
    Some(Said::of(cause, order, Kind::Missing))
}

/// What is said where a field that must have a value holds none.
fn none(place: &Place<'_>, rules: &'static Rules, index: usize) -> Option<Said> {
    let field = rules
        .fields
        .get(index)
        .filter(|field| field.is_required())?;
    let said = own_demand(rules, index, &place.order)?;
    Some(
        said.with("when", "none")
            .with("empty", field.empty_is_absent),
    )
}

/// What is said of a key that is no field.
fn unknown(rules: &'static Rules, order: Order) -> Said {
    let words = |near| {
        let mut words = String::new();
        // Writing to a string does not fail.
        let _ = rules.write_unknown_field(near, &mut words);
        words
    };
    let keys = rules.fields.iter().flat_map(Field::keys);
    Said::new(Code::UnknownField, words(None), order, Kind::Other)
        .with("fill", "names")
        .with("names", keys.collect::<Vec<_>>())
        .with("near", words(Some("{name}")))
}
