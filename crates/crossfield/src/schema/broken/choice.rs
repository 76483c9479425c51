//! What fails in the schema of an enum whose variants have data or a tag.

use serde_json::Value;

use super::place::{Place, kind};
use super::walk::{
    Found, Here, NO_CASES, NOT_OURS, Rest, Subject, Walk, by_case, by_entry, by_token,
    without_said_of_mistyped,
};
use crate::choice::beside_tag;
use crate::json::Kind;
use crate::path::joined;
use crate::rule::{Alternative, Choice, Form, Tagging};
use crate::text::only_one_of_kind;
use crate::violation::Code;

impl<'a> Walk<'a> {
    pub(super) fn choice(
        &mut self,
        choice: &'static Choice,
        here: &Here<'a>,
        keyword: &str,
        units: &[Rest<'_>],
    ) {
        match (choice.tagging, keyword) {
            (Tagging::External, "oneOf") => self.external(choice, here, units),
            (Tagging::Untagged, "anyOf") => self.untagged(choice, here, units),
            (Tagging::Internal { tag }, _) => {
                self.tagged(choice, (tag, None), here, keyword, units);
            }
            (Tagging::Adjacent { tag, content }, _) => {
                self.tagged(choice, (tag, Some(content)), here, keyword, units);
            }
            _ => self.unclear(units, NOT_OURS),
        }
    }

    /// `"Variant"` or `{"Variant": …}`.
    fn external(&mut self, choice: &'static Choice, here: &Here<'a>, units: &[Rest<'_>]) {
        let mut cases = by_case(units);
        let found = self.found.len();
        if let Some((index, variant)) = self.named(choice, here) {
            let case = choice.entry(index);
            let units = cases.remove(&case).unwrap_or_default();
            self.keyed(variant, &here.case("oneOf", case), &units);
        }
        for units in cases.values() {
            self.explain(units);
        }
        if self.found.len() == found {
            self.unclear(units, NO_CASES);
        } else {
            self.explain(units);
        }
    }

    /// The variant that the value's first key names and that holds something. What else is wrong with the value is said.
    fn named(
        &mut self,
        choice: &'static Choice,
        here: &Here<'a>,
    ) -> Option<(usize, &'static Alternative)> {
        if !choice.reads(kind(here.value)) {
            self.mistyped(&here.pointer);
            return None;
        }
        let Value::Object(entries) = here.value else {
            let name = here.value.as_str().unwrap_or_default();
            let code = match choice.named(name) {
                Some(_) => Code::Type,
                None => Code::Enum,
            };
            self.add(&here.pointer, code, Subject::Other, true);
            return None;
        };
        if entries.len() != 1 {
            self.add(&here.pointer, Code::OneOf, Subject::Other, true);
        }
        let code = match choice.named(entries.keys().next()?) {
            Some((_, variant)) if variant.form() == Form::Unit => Code::Type,
            Some(named) => return Some(named),
            None => Code::Enum,
        };
        self.add(&here.pointer, code, Subject::Other, true);
        None
    }

    /// What stands at the value's first key, which may be any name of the variant; of several keys it alone counts.
    fn keyed(&mut self, variant: &'static Alternative, here: &Here<'a>, units: &[Rest<'_>]) {
        let first = here.value.as_object();
        let first = first.and_then(|entries| entries.iter().next());
        for (keyword, units) in by_token(units) {
            if keyword != "properties" {
                self.explain(&units);
                continue;
            }
            for (key, units) in by_token(&units) {
                match first {
                    Some((name, value)) if name == key => {
                        let units = by_entry(&units).remove(key).unwrap_or_default();
                        let schema = here.below("properties").below(key).schema;
                        let at = here.entry(schema, value, variant.name);
                        self.held(&variant.rules, &at, &units);
                    }
                    _ => self.explain(&units),
                }
            }
        }
    }

    /// `{"tag": "Variant", …}`, or with another key for what the variant holds.
    fn tagged(
        &mut self,
        choice: &'static Choice,
        (tag, content): (&'static str, Option<&'static str>),
        here: &Here<'a>,
        keyword: &str,
        units: &[Rest<'_>],
    ) {
        if !here.value.is_object() {
            return self.no_object(here, keyword, units);
        }
        match keyword {
            "required" => {
                self.explain(units);
                self.add(
                    &joined(&here.pointer, tag),
                    Code::Required,
                    Subject::Other,
                    true,
                );
            }
            "properties" => {
                for (key, units) in by_token(units) {
                    self.tag(&joined(&here.pointer, key), &units);
                }
            }
            "additionalProperties" => self.unknown(here, units),
            "allOf" => {
                let name = here.value.get(tag).and_then(Value::as_str);
                let named = name.and_then(|name| choice.named(name));
                for (case, units) in by_case(units) {
                    match named {
                        Some((index, variant)) if index == case => {
                            let at = here.case(keyword, case).below("then");
                            self.tagged_variant(variant, content, &at, &units);
                        }
                        // Another variant's: a place that has more than one way to it.
                        _ => self.explain(&units),
                    }
                }
            }
            _ => self.unclear(units, NOT_OURS),
        }
    }

    /// What fails on the tag.
    fn tag(&mut self, pointer: &str, units: &[Rest<'_>]) {
        for (keyword, units) in by_token(units) {
            let (code, of) = match keyword {
                "type" => (Code::Type, Subject::Type),
                "enum" => (Code::Enum, Subject::Value),
                _ => return self.unclear(&units, NOT_OURS),
            };
            self.explain(&units);
            self.add(pointer, code, of, true);
        }
    }

    fn tagged_variant(
        &mut self,
        variant: &'static Alternative,
        content: Option<&'static str>,
        at: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        let then = by_token(units).remove("then").unwrap_or_default();
        match content {
            Some(content) => self.beside(variant, content, at, &then),
            None => self.in_place(variant, at, &then),
        }
    }

    /// What a variant has in one object with the tag.
    fn in_place(&mut self, variant: &'static Alternative, at: &Here<'a>, units: &[Rest<'_>]) {
        match (variant.form(), variant.rules.fields) {
            (Form::Newtype, [held]) => {
                let place = Place::new(beside_tag(&held.shape), held.checks);
                self.value(&place, at, units);
            }
            _ => {
                for (keyword, units) in by_token(units) {
                    self.object(&variant.rules, at, keyword, &units);
                }
            }
        }
    }

    /// What a variant has at a key of its own.
    fn beside(
        &mut self,
        variant: &'static Alternative,
        content: &str,
        at: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        for (keyword, units) in by_token(units) {
            match (keyword, at.value.get(content)) {
                ("required", _) => {
                    self.explain(&units);
                    let held = at.entry(&Value::Null, &Value::Null, content);
                    match variant.form() {
                        Form::Newtype => self.missing(&variant.rules, 0, &held),
                        _ => self.add(&held.pointer, Code::Required, Subject::Other, true),
                    }
                }
                ("properties", Some(value)) => {
                    let schema = at.below(keyword).below(content).schema;
                    let held = at.entry(schema, value, content);
                    for (_, units) in by_token(&units) {
                        let units = by_entry(&units).remove(content).unwrap_or_default();
                        self.held(&variant.rules, &held, &units);
                    }
                }
                _ => self.unclear(&units, NOT_OURS),
            }
        }
    }

    /// A value of the first variant that reads it: nothing fails in its case but rules that hold for what was read.
    fn untagged(&mut self, choice: &'static Choice, here: &Here<'a>, units: &[Rest<'_>]) {
        let mut cases = by_case(units);
        let kind = kind(here.value);
        if cases.is_empty() {
            return self.of_no_case(choice, kind, here, units);
        }
        let mut found: Vec<Vec<Found>> = Vec::new();
        for (index, variant) in choice.variants.iter().enumerate() {
            let Some(units) = cases.remove(&index) else {
                return self.unclear(units, NO_CASES);
            };
            found.push(self.case_of(index, variant, here, &units));
        }
        self.explain(units);
        let reads = |found: &Vec<Found>| found.iter().all(|found| !found.unread);
        let index = found.iter().position(reads);
        let index = index.or_else(|| only_one_of_kind(choice, kind));
        match index.and_then(|index| found.into_iter().nth(index)) {
            Some(found) => self.found.extend(found),
            None => self.add(&here.pointer, Code::Type, Subject::Other, true),
        }
    }

    /// Where nothing of the cases is known, what kind of value it is may say enough.
    fn of_no_case(
        &mut self,
        choice: &'static Choice,
        kind: Kind,
        here: &Here<'a>,
        units: &[Rest<'_>],
    ) {
        if choice.variants.iter().any(|variant| variant.holds(kind)) {
            return self.unclear(units, NO_CASES);
        }
        self.explain(units);
        self.add(&here.pointer, Code::Type, Subject::Other, true);
    }

    /// What failed in the case of a variant. That an earlier one is read is said there too; then that one counts.
    fn case_of(
        &mut self,
        index: usize,
        variant: &'static Alternative,
        here: &Here<'a>,
        units: &[Rest<'_>],
    ) -> Vec<Found> {
        let before = std::mem::take(&mut self.found);
        self.held(&variant.rules, &here.case("anyOf", index), units);
        let found = std::mem::replace(&mut self.found, before);
        without_said_of_mistyped(found)
    }
}
