//! The documents of a type in every profile, and the validators that read them.

use std::sync::Mutex;

use crossfield::Validate;
use crossfield::schema::{CarriesRules, Profile, document_for};
use schemars::JsonSchema;
use serde_json::Value;

use crate::openapi30;
use crate::peers::{Answer, Answers, Boon, Detail, Failure, Formats, Jsonschema, Peer};

/// The documents of a type in every profile, each read by two validators that share no code.
#[derive(Default)]
pub struct Profiles {
    documents: Vec<(Profile, Value)>,
    /// They are asked by `&self`, and keep what they know of a schema.
    peers: Mutex<Vec<Box<dyn Peer>>>,
}

/// The keywords that fail on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// By which validator, and how it takes formats.
    pub by: String,
    /// In its order.
    pub failures: Vec<Failure>,
}

impl Profiles {
    /// Those of a type.
    ///
    /// # Panics
    /// When a validator refuses a document.
    #[must_use]
    pub fn of<T: Validate + CarriesRules + JsonSchema>() -> Self {
        let documents = every::<T>();
        let mut peers: Vec<Box<dyn Peer>> =
            vec![Box::<Jsonschema>::default(), Box::<Boon>::default()];
        let schemas: Vec<Value> = documents.iter().map(|(_, it)| it.clone()).collect();
        for peer in &mut peers {
            if let Err(trouble) = peer.learn(&schemas) {
                panic!("{trouble}: {schemas:#?}");
            }
        }
        Self {
            documents,
            peers: peers.into(),
        }
    }

    /// The document for validators; null without one.
    #[must_use]
    pub fn document(&self) -> &Value {
        let first = self.documents.first();
        first.map_or(&Value::Null, |(_, document)| document)
    }

    /// Every validator that reads the text has this verdict by every document. Of an invalid text, the keywords that fail
    /// in the document for validators: by each validator and setting of formats, once where both settings fail the same.
    ///
    /// # Errors
    /// The first that has another verdict, with the document.
    ///
    /// # Panics
    /// When an earlier call did.
    pub fn agree(&self, text: &str, valid: bool) -> Result<Vec<Failing>, String> {
        let mut peers = self.peers.lock().expect("a failed test judges no more");
        let mut all: Vec<Failing> = Vec::new();
        for peer in peers.iter_mut() {
            for (index, (profile, document)) in self.documents.iter().enumerate() {
                let is_led_back = index == 0 && !valid;
                let detail = if is_led_back {
                    Detail::Failures
                } else {
                    Detail::Verdict
                };
                let answers = peer.judge(index, &[text], detail);
                let answers = answers.map_err(|trouble| trouble.to_string())?;
                for (answers, formats) in answers.iter().flat_map(with_each) {
                    let answer = answers.with(formats);
                    if answer.verdict() == Some(!valid) {
                        return Err(format!(
                            "by {} with formats {formats}, for {profile:?}, {}: {text}\n{document:#}",
                            peer.name(),
                            !valid
                        ));
                    }
                    if let (true, Answer::Invalid(failures)) = (is_led_back, answer) {
                        all.push(Failing {
                            by: format!("{}, formats {formats}", peer.name()),
                            failures: failures.clone(),
                        });
                    }
                }
            }
        }
        Ok(all)
    }
}

/// The answers with the settings of formats under which they differ.
fn with_each(answers: &Answers) -> impl Iterator<Item = (&Answers, Formats)> {
    let count = if answers.annotated == answers.asserted {
        1
    } else {
        2
    };
    Formats::ALL
        .into_iter()
        .take(count)
        .map(move |formats| (answers, formats))
}

/// The documents of a type, as validators of JSON Schema 2020-12 read them.
fn every<T: Validate + CarriesRules + JsonSchema>() -> Vec<(Profile, Value)> {
    let id = "https://example.com/t.schema.json";
    let of = |profile| document_for::<T>(profile, id);
    let documents = [Profile::Validation, Profile::CodeGeneration].map(|profile| {
        let document = of(profile).expect("JSON Schema says every type");
        (profile, document)
    });
    assert_eq!(leftover(&documents[1].1), None, "{:#}", documents[1].1);
    let mut documents = Vec::from(documents);
    match of(Profile::OpenApi30) {
        Ok(document) => {
            let schema = openapi30::read(&document, &T::schema_name());
            let schema = schema.unwrap_or_else(|wrong| panic!("{wrong}: {document:#}"));
            documents.push((Profile::OpenApi30, schema));
        }
        Err(lacking) => assert!(
            openapi30::LACKS.contains(&lacking.keyword()),
            "{lacking}: {:#}",
            documents[1].1
        ),
    }
    documents
}

/// A keyword that no document for generators has.
fn leftover(schema: &Value) -> Option<&str> {
    match schema {
        Value::Array(items) => items.iter().find_map(leftover),
        Value::Object(entries) => {
            // Fields may have such a name, but hardly all of a condition.
            let is_condition = entries.contains_key("if") && entries.contains_key("then");
            let is_left = |key: &&String| key.starts_with("x-crossfield") || is_condition;
            let own = entries.keys().find(is_left).map(String::as_str);
            own.or_else(|| entries.values().find_map(leftover))
        }
        _ => None,
    }
}
