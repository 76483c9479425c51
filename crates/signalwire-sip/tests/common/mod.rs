//! The judges of a JSON text: reading it as `Valid<T>`, the check on text, and a JSON Schema validator that shares no
//! code with either.

use core::fmt;
use core::marker::PhantomData;

use crossfield::schema::CarriesRules;
use crossfield::{Valid, Validate, Violation};
use jsonschema::Validator;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A type that the tests judge texts by.
pub(crate) trait Subject:
    Validate + JsonSchema + CarriesRules + DeserializeOwned + fmt::Debug
{
}

impl<T: Validate + JsonSchema + CarriesRules + DeserializeOwned + fmt::Debug> Subject for T {}

/// The JSON Schema document of a type, as it is committed for everyone to read; of one that has no file, as it would be.
pub(crate) fn document<T: Subject>() -> Value {
    let mut file = String::new();
    for letter in T::schema_name().chars() {
        if letter.is_uppercase() && !file.is_empty() {
            file.push('-');
        }
        file.extend(letter.to_lowercase());
    }
    let path = format!(
        "{}/../../schema/{file}.schema.json",
        env!("CARGO_MANIFEST_DIR")
    );
    match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).expect("a document is JSON"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            crossfield::schema::document::<T>(&format!("https://example.com/{file}.schema.json"))
        }
        Err(error) => panic!("{path}: {error}"),
    }
}

/// Whether a text is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Valid,
    Invalid,
}

impl Verdict {
    pub(crate) fn of(valid: bool) -> Self {
        if valid { Self::Valid } else { Self::Invalid }
    }
}

/// What each of the judges says of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdicts {
    /// `serde_json::from_str::<Valid<T>>`
    pub(crate) native: Verdict,
    /// `crossfield::check_json::<T>`
    pub(crate) text: Verdict,
    /// The emitted document, where `format` is an assertion.
    pub(crate) schema: Verdict,
    /// The emitted document, where `format` is an annotation, as JSON Schema has it unless told otherwise.
    pub(crate) schema_without_formats: Verdict,
}

impl Verdicts {
    pub(crate) fn all(verdict: Verdict) -> Self {
        Self {
            native: verdict,
            text: verdict,
            schema: verdict,
            schema_without_formats: verdict,
        }
    }
}

/// The judges for one type.
pub(crate) struct Judges<T> {
    pub(crate) schema: Validator,
    schema_without_formats: Validator,
    subject: PhantomData<T>,
}

impl<T: Subject> Judges<T> {
    pub(crate) fn new() -> Self {
        let document = document::<T>();
        let validator = |formats| {
            let options = jsonschema::draft202012::options().should_validate_formats(formats);
            options
                .build(&document)
                .expect("the emitted document is a schema")
        };
        Self {
            schema: validator(true),
            schema_without_formats: validator(false),
            subject: PhantomData,
        }
    }

    pub(crate) fn verdicts(&self, text: &str) -> Verdicts {
        let value: Option<Value> = serde_json::from_str(text).ok();
        let by = |schema: &Validator| {
            Verdict::of(value.as_ref().is_some_and(|value| schema.is_valid(value)))
        };
        Verdicts {
            native: Verdict::of(serde_json::from_str::<Valid<T>>(text).is_ok()),
            text: Verdict::of(crossfield::check_json::<T>(text.as_bytes()).is_ok()),
            schema: by(&self.schema),
            schema_without_formats: by(&self.schema_without_formats),
        }
    }
}

/// What every record has, each value as JSON text.
const RECORD: [(&str, &str); 7] = [
    ("type", r#""sip_endpoint""#),
    ("id", r#""3fa85f64-5717-4562-b3fc-2c963f66afa6""#),
    ("username", r#""front-desk""#),
    ("send_as", r#""random""#),
    ("ciphers", "[]"),
    ("codecs", r#"["OPUS", "OPUS"]"#),
    ("encryption", r#""optional""#),
];

/// The text of a record: what every record has, except one key, and more members.
pub(crate) fn record(without: &str, more: &str) -> String {
    let kept = RECORD.iter().filter(|(key, _)| *key != without);
    let mut members: Vec<String> = kept
        .map(|(key, value)| format!(r#""{key}": {value}"#))
        .collect();
    members.extend((!more.is_empty()).then(|| more.to_owned()));
    format!("{{{}}}", members.join(", "))
}

/// What is wrong with a text.
pub(crate) fn violations<T: Subject>(text: &str) -> Vec<Violation> {
    match crossfield::check_json::<T>(text.as_bytes()) {
        Ok(()) => Vec::new(),
        Err(violations) => violations.into_iter().collect(),
    }
}
