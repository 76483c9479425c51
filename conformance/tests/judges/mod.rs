//! Every way to decide a text, held against the others.

use core::marker::PhantomData;
use std::collections::HashMap;

use conformance::broken::Broken;
use conformance::{Failing, Mutations, Profiles};
use crossfield::schema::{self, CarriesRules};
use crossfield::{Code, Valid, Validate, Violation, Violations, cases, check_json};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The checks of a type, and a validator that reads its schema.
pub(crate) struct Judges<T> {
    document: Value,
    validator: jsonschema::Validator,
    profiles: Profiles,
    /// The documents of types whose schemas stand in the first one in place, and not under their names.
    others: HashMap<&'static str, Value>,
    /// Whether serde alone may take another variant of an untagged enum than the text says.
    by_text_only: bool,
    of: PhantomData<T>,
}

impl<T: Validate + JsonSchema + CarriesRules + DeserializeOwned> Judges<T> {
    pub(crate) fn new() -> Self {
        let document = schema::document::<T>("https://example.com/type.schema.json");
        let validator = jsonschema::draft202012::new(&document)
            .unwrap_or_else(|error| panic!("{error}: {document:#}"));
        Self {
            document,
            validator,
            profiles: Profiles::of::<T>(),
            others: HashMap::new(),
            by_text_only: false,
            of: PhantomData,
        }
    }

    /// The same over payloads that are made from the rules.
    #[track_caller]
    pub(crate) fn agree_on_cases(&self) {
        let (valid, invalid) = (cases::valid::<T>(), cases::each_rule::<T>());
        assert!(
            valid.len() > 3 && invalid.len() > 3,
            "{} and {}",
            valid.len(),
            invalid.len()
        );
        for (cases, expected) in [(valid, true), (invalid, false)] {
            for case in cases {
                let verdict = self.verdict(case.text());
                assert_eq!(verdict, Ok(expected), "{}", case.name());
            }
        }
    }

    /// Leaves out what the typed check finds in what serde alone reads.
    pub(crate) fn by_text_only(mut self) -> Self {
        self.by_text_only = true;
        self
    }

    /// Looks for the pointers of a type's violations in a document of its own.
    pub(crate) fn and<U: JsonSchema + Validate + CarriesRules>(
        mut self,
        name: &'static str,
    ) -> Self {
        let document = schema::document::<U>("https://example.com/other.schema.json");
        self.others.insert(name, document);
        self
    }

    /// Holds the ways against one another over all texts. Some must be valid, and some not.
    #[track_caller]
    pub(crate) fn agree(&self, texts: &[String]) {
        let disagreements: Vec<String> = texts
            .iter()
            .filter_map(|text| self.verdict(text).err())
            .collect();
        let valid = texts
            .iter()
            .filter(|text| check_json::<T>(text.as_bytes()).is_ok())
            .count();
        assert!(
            disagreements.is_empty(),
            "{} of {}:\n{}\n{:#}",
            disagreements.len(),
            texts.len(),
            disagreements.join("\n"),
            self.document
        );
        assert!(
            valid * 40 > texts.len() && valid < texts.len(),
            "{valid} of {} are valid",
            texts.len()
        );
    }

    /// The same over texts near these, so many from a seed.
    #[track_caller]
    pub(crate) fn agree_near(&self, texts: &[String], count: usize, seed: u64) {
        let texts: Vec<String> = Mutations::new(texts, seed).take(count).collect();
        self.agree(&texts);
    }

    /// The verdict, or how the ways differ.
    pub(crate) fn verdict(&self, text: &str) -> Result<bool, String> {
        let by_text = check_json::<T>(text.as_bytes());
        let native = serde_json::from_str::<Valid<T>>(text);
        let found: Vec<&Violation> = by_text.as_ref().err().into_iter().flatten().collect();
        let value: Value = serde_json::from_str(text).expect("the texts are JSON");
        let by_schema = self.validator.is_valid(&value);
        // serde_json takes the last of several equal keys.
        let repeated = found
            .iter()
            .any(|violation| violation.code() == Code::DuplicateKey);
        let verdicts = (
            native.is_ok(),
            by_text.is_ok(),
            by_schema || repeated && by_text.is_err(),
        );
        let expected = (
            by_text.is_ok(),
            by_text.is_ok(),
            by_text.is_ok() || repeated,
        );
        let error = native.err().map(|error| error.to_string());
        if verdicts != expected {
            let schema: Vec<String> = self
                .validator
                .iter_errors(&value)
                .map(|error| format!("{} {error}", error.instance_path()))
                .collect();
            return Err(format!(
                "{text}\n  native: {error:?}\n  text: {by_text:?}\n  schema: {by_schema} {schema:?}"
            ));
        }
        let failing = self.profiles.agree(text, by_schema)?;
        if let Err(violations) = &by_text {
            self.same_reasons(text, violations, &failing)?;
        }
        if !self.by_text_only {
            Self::same_violations(text, &found)?;
        }
        for violation in found {
            self.check_pointer(violation)?;
        }
        Ok(by_text.is_ok())
    }

    /// The keywords that fail lead back to what the check on text finds. Of a field under two names, of which the one
    /// that is read is not known to the keyword, nothing is said.
    fn same_reasons(
        &self,
        text: &str,
        violations: &Violations,
        failing: &[Failing],
    ) -> Result<(), String> {
        let mut violations_of = violations.iter();
        if violations_of.any(|violation| violation.code() == Code::DuplicateKey) {
            return Ok(());
        }
        for Failing { by, failures } in failing {
            let held = Broken::of::<T>().holds(&self.document, "", text, violations, failures);
            held.map_err(|difference| format!("{text}\n  {by}: {difference}"))?;
        }
        Ok(())
    }

    /// Where a value can be read in full, the typed check finds what the check on text finds.
    fn same_violations(text: &str, found: &[&Violation]) -> Result<(), String> {
        let stops = |violation: &&Violation| {
            matches!(
                violation.code(),
                Code::Type | Code::UnknownField | Code::DuplicateKey | Code::Enum | Code::Range
            ) || violation.message().to_string() == "required"
        };
        let parsed = serde_json::from_str(text).expect("the texts are JSON");
        let Ok(value) = serde_json::from_value::<T>(with_integers(parsed)) else {
            return Ok(());
        };
        if found.iter().any(stops)
            && !found
                .iter()
                .all(|violation| violation.code() == Code::Required)
        {
            return Ok(());
        }
        let (by_value, by_text) = (
            said_all(value.validate()),
            found
                .iter()
                .map(|violation| said(violation))
                .collect::<Vec<_>>(),
        );
        if value.is_valid() != by_value.is_empty() || by_value != by_text {
            return Err(format!(
                "{text}\n  value: {by_value:?}\n  text: {by_text:?}"
            ));
        }
        Ok(())
    }

    /// The pointer is into the schema of the type that states the rule.
    fn check_pointer(&self, violation: &Violation) -> Result<(), String> {
        let (Some(pointer), Some(name)) = (violation.schema_pointer(), violation.type_name())
        else {
            return Ok(());
        };
        let definition = self
            .others
            .get(name)
            .or_else(|| self.document["$defs"].get(name));
        let definition = definition.unwrap_or(&self.document);
        let found = definition
            .pointer(&pointer)
            .or_else(|| self.document.pointer(&pointer));
        match found {
            Some(_) => Ok(()),
            None => Err(format!(
                "{pointer} of {name} for {violation:?} in {:#}",
                self.document
            )),
        }
    }
}

/// A number without a fraction is an integer to the rules, and to `Valid`; serde alone would read another variant.
fn with_integers(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(with_integers).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            entries
                .map(|(key, value)| (key, with_integers(value)))
                .collect()
        }
        #[expect(clippy::cast_possible_truncation, reason = "the bound is checked")]
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                Value::from(float as i64)
            }
            _ => number.into(),
        },
        other => other,
    }
}

fn said(violation: &Violation) -> String {
    format!(
        "{} {}: {}",
        violation.pointer(),
        violation.code(),
        violation.message()
    )
}

fn said_all(result: Result<(), Violations>) -> Vec<String> {
    result.err().iter().flatten().map(said).collect()
}
