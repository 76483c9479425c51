//! What `crossfield` decides against what validators decide that read its schemas. It stands apart from the crate, whose
//! diagnostics are tested by builds that would otherwise build the validators too.
//!
//! [`Judge`] gets one verdict from all: the typed check, reading through `Valid`, the check on text, and two validators
//! that read the emitted schema and share no code, each with `format` as an assertion and as an annotation.

mod validators;

use crossfield::schema::{CarriesRules, document};
use crossfield::{Code, Valid, Validate, Violation, Violations, cases, check_json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::validators::Validators;

/// The judges of a type.
pub struct Judge {
    schema: Option<(Value, Validators)>,
    on_text: fn(&str) -> Result<(), Violations>,
    on_value: fn(&str) -> Option<Result<(), Violations>>,
    reads: fn(&str) -> bool,
    made: fn() -> Vec<String>,
}

impl Judge {
    /// For one type.
    ///
    /// # Panics
    /// When the emitted schema is none.
    #[must_use]
    pub fn of<T: Validate + CarriesRules + JsonSchema + for<'a> Deserialize<'a>>() -> Self {
        let document = document::<T>("https://example.com/t.schema.json");
        let validators = Validators::new(&document);
        Self {
            schema: Some((document, validators)),
            ..Self::without_schema::<T>()
        }
    }

    /// For one type that has no schema: the other judges.
    #[must_use]
    pub fn without_schema<T: Validate + for<'a> Deserialize<'a>>() -> Self {
        Self {
            schema: None,
            on_text: |text| check_json::<T>(text.as_bytes()),
            on_value: |text| Some(serde_json::from_str::<T>(text).ok()?.validate()),
            reads: |text| serde_json::from_str::<Valid<T>>(text).is_ok(),
            made: made::<T>,
        }
    }

    /// The emitted schema; null without one.
    #[must_use]
    pub fn document(&self) -> &Value {
        let document = self.schema.as_ref().map(|(document, _)| document);
        document.unwrap_or(&Value::Null)
    }

    /// What is wrong with a text, each as `pointer code: message`. All judges agree, or the test fails.
    ///
    /// # Panics
    /// When the judges differ, or the text is no JSON.
    #[track_caller]
    #[must_use]
    pub fn found(&self, text: &str) -> Vec<String> {
        let on_text = (self.on_text)(text);
        let found = shown(&on_text);
        let value: Value = serde_json::from_str(text).expect("the cases are JSON");
        for (validator, verdict) in self
            .schema
            .iter()
            .flat_map(|(_, schema)| schema.verdicts(&value))
        {
            assert_eq!(
                verdict,
                found.is_empty(),
                "by {validator}, and by the text {found:?}: {text}\n{:#}",
                self.document()
            );
        }
        assert_eq!(
            (self.reads)(text),
            found.is_empty(),
            "by reading: {text} {found:?}"
        );
        if let (Some(on_value), false) = ((self.on_value)(text), is_stricter(&on_text)) {
            let on_value = shown(&on_value);
            assert!(
                on_value == found || on_value == without_repeats(&found),
                "by the value, and by the text: {text}\n{on_value:#?}\n{found:#?}"
            );
        }
        for violation in on_text.as_ref().err().into_iter().flatten() {
            self.states(violation);
        }
        found
    }

    /// All judges agree on payloads made from the rules: valid ones, one for each way to break a rule, and some
    /// thousand random ones around them.
    ///
    /// # Panics
    /// When they do not agree on one.
    #[track_caller]
    pub fn agrees_on_what_is_made(&self) {
        let mut verdicts = [0, 0];
        for text in (self.made)() {
            // What a JSON value does not show, no schema can say.
            if on_json_alone(&(self.on_text)(&text)) {
                verdicts[usize::from(self.found(&text).is_empty())] += 1;
            }
        }
        assert!(
            verdicts.iter().all(|count| *count > 0),
            "{verdicts:?} invalid and valid"
        );
    }

    /// Every text is valid.
    ///
    /// # Panics
    /// When one is not.
    #[track_caller]
    pub fn accepts(&self, texts: &[&str]) {
        for text in texts {
            assert_eq!(self.found(text), [""; 0], "{text}");
        }
    }

    /// The text has these violations.
    ///
    /// # Panics
    /// When it has others.
    #[track_caller]
    pub fn refuses(&self, text: &str, violations: &[&str]) {
        assert_eq!(self.found(text), violations, "{text}");
    }

    /// Every text is a valid value of the key `value`.
    ///
    /// # Panics
    /// When one is not.
    #[track_caller]
    pub fn accepts_values(&self, values: &[&str]) {
        for value in values {
            self.refuses(&format!(r#"{{"value": {value}}}"#), &[]);
        }
    }

    /// Every text has these violations as the value of the key `value`.
    ///
    /// # Panics
    /// When one has others.
    #[track_caller]
    pub fn refuses_values(&self, values: &[&str], violations: &[&str]) {
        for value in values {
            self.refuses(&format!(r#"{{"value": {value}}}"#), violations);
        }
    }

    /// The pointer is into the schema of the type that states the rule.
    #[track_caller]
    fn states(&self, violation: &Violation) {
        let (Some((document, _)), Some(pointer)) = (&self.schema, violation.schema_pointer())
        else {
            return;
        };
        let definition = &document["$defs"][violation.type_name().unwrap_or_default()];
        let keyword = definition.pointer(&pointer).or(document.pointer(&pointer));
        assert!(
            keyword.is_some(),
            "{pointer} of {violation} in {document:#}"
        );
    }
}

fn made<T: Validate>() -> Vec<String> {
    let made = cases::valid::<T>().into_iter().chain(cases::invalid::<T>());
    let made = made.map(|case| case.text().to_owned());
    made.chain(cases::random::<T>(0xC0FF_EE01).take(2_000))
        .collect()
}

/// Whether nothing is wrong with a text but what a JSON value shows too.
fn on_json_alone(on_text: &Result<(), Violations>) -> bool {
    let violations = on_text.as_ref().err().into_iter().flatten();
    let mut codes = violations.map(Violation::code);
    codes.all(|code| code != Code::Syntax && code != Code::DuplicateKey)
}

/// What serde alone reads and `Valid` does not: the value then is another than the text says.
fn is_stricter(on_text: &Result<(), Violations>) -> bool {
    let violations = on_text.as_ref().err().into_iter().flatten();
    let mut codes = violations.map(Violation::code);
    codes.any(|code| code == "type" || code == "duplicate_key")
}

/// What is left of the violations when lists are sets: reading a set drops repeats, so that its value shows none.
fn without_repeats(found: &[String]) -> Vec<String> {
    let others = found
        .iter()
        .filter(|violation| !violation.contains(" duplicate: "));
    others.cloned().collect()
}

fn shown(result: &Result<(), Violations>) -> Vec<String> {
    let violations = result.as_ref().err().into_iter().flatten();
    let show = |violation: &Violation| {
        let (pointer, code) = (violation.pointer(), violation.code());
        format!("{pointer} {code}: {}", violation.message())
    };
    violations.map(show).collect()
}

/// A struct with the one field `value`, which has the rules.
#[macro_export]
macro_rules! of_value {
    ($name:ident, $ty:ty, $($rules:tt)*) => {
        #[derive(Debug, serde::Deserialize, schemars::JsonSchema, crossfield::Validate)]
        #[schemars(transform = crossfield::schema::with_rules::<Self>)]
        struct $name {
            #[validate($($rules)*)]
            #[allow(dead_code)]
            value: $ty,
        }
    };
}
