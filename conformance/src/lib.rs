//! What `crossfield` decides against what validators decide that read its schemas. It stands apart from the crate, whose
//! own tests are built without the validators.
//!
//! [`Judge`] gets one verdict on a text from all, for the tests of a feature: the native judges ([`Native`]), and two
//! validators that share no code ([`peers`]) and read the schema emitted in every profile ([`Profiles`]), each with `format`
//! as an assertion and as an annotation. [`agree`] does the same for a great number of payloads, and with validators in
//! other languages too.

pub mod agree;
pub mod broken;
mod mutations;
mod native;
pub mod openapi30;
pub mod peers;
mod profiles;
pub mod types;

use crossfield::schema::CarriesRules;
use crossfield::{Code, Validate, Violation, Violations, cases};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::broken::Broken;
pub use crate::mutations::{Mutations, Seeded};
use crate::native::shown;
pub use crate::native::{Native, Split};
pub use crate::profiles::{Failing, Profiles};

/// The judges of a type.
pub struct Judge {
    profiles: Profiles,
    native: Native,
    made: fn() -> Vec<String>,
    broken: Broken,
    /// Why keywords that fail do not lead back to the rules.
    not_led_back: Option<&'static str>,
}

impl Judge {
    /// For one type.
    ///
    /// # Panics
    /// When the emitted schema is none.
    #[must_use]
    pub fn of<T: Validate + CarriesRules + JsonSchema + for<'a> Deserialize<'a>>() -> Self {
        Self {
            profiles: Profiles::of::<T>(),
            ..Self::without_schema::<T>()
        }
    }

    /// For one type, on whose payloads that are made from its rules all judges agree.
    ///
    /// # Panics
    /// When the emitted schema is none, or the judges differ.
    #[track_caller]
    #[must_use]
    pub fn agreeing<T: Validate + CarriesRules + JsonSchema + for<'a> Deserialize<'a>>() -> Self {
        let judge = Self::of::<T>();
        judge.agrees_on_what_is_made();
        judge
    }

    /// For one type that has no schema: the other judges.
    #[must_use]
    pub fn without_schema<T: Validate + for<'a> Deserialize<'a>>() -> Self {
        Self {
            profiles: Profiles::default(),
            native: Native::of::<T>(),
            made: made::<T>,
            broken: Broken::of::<T>(),
            not_led_back: None,
        }
    }

    /// Keywords that fail are not led back to the rules, for a reason.
    #[must_use]
    pub fn without_broken_rules(self, why: &'static str) -> Self {
        Self {
            not_led_back: Some(why),
            ..self
        }
    }

    /// The emitted schema; null without one.
    #[must_use]
    pub fn document(&self) -> &Value {
        self.profiles.document()
    }

    /// What is wrong with a text, each as `pointer code: message`. All judges agree, or the test fails.
    ///
    /// # Panics
    /// When the judges differ, or the text is no JSON.
    #[track_caller]
    #[must_use]
    pub fn found(&self, text: &str) -> Vec<String> {
        let on_text = match self.native.judge(text) {
            Ok(on_text) => on_text,
            Err(split) => panic!("{split}: {text}"),
        };
        let found = shown(&on_text);
        let _: Value = serde_json::from_str(text).expect("the cases are JSON");
        let failing = match self.profiles.agree(text, found.is_empty()) {
            Ok(failing) => failing,
            Err(other) => panic!("by the text {found:?}, and {other}\n{:#}", self.document()),
        };
        for violation in on_text.as_ref().err().into_iter().flatten() {
            self.states(violation);
        }
        self.leads_back(text, &on_text, &failing);
        found
    }

    /// The keywords that fail lead back to what is wrong with the text, by each validator.
    #[track_caller]
    fn leads_back(&self, text: &str, on_text: &Result<(), Violations>, failing: &[Failing]) {
        let document = self.document();
        let (false, None, Err(violations)) = (document.is_null(), self.not_led_back, on_text)
        else {
            return;
        };
        for violation in violations {
            if let Err(led) = self.broken.returns(document, text, violation) {
                panic!("the keyword of {violation} leads elsewhere: {text}\n{led:?}\n{document:#}");
            }
        }
        for Failing { by, failures } in failing {
            let same = self.broken.holds(document, "", text, violations, failures);
            if let Err(difference) = same {
                panic!("by {by}: {text}\n{difference}\n{document:#}");
            }
        }
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
            if self.is_on_json_alone(&text) {
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

    /// Whether nothing is wrong with a text but what a JSON value shows too.
    fn is_on_json_alone(&self, text: &str) -> bool {
        let on_text: Result<(), Violations> = self.native.on_text(text);
        let violations = on_text.as_ref().err().into_iter().flatten();
        let mut codes = violations.map(Violation::code);
        codes.all(|code| code != Code::Syntax && code != Code::DuplicateKey)
    }

    /// The pointer is into the schema of the type that states the rule.
    #[track_caller]
    fn states(&self, violation: &Violation) {
        let document = self.document();
        let Some(pointer) = violation.schema_pointer().filter(|_| !document.is_null()) else {
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
