//! The documents of a type in every profile, and the validators that read them.

use std::sync::Mutex;

use crossfield::Validate;
use crossfield::schema::{CarriesRules, Profile, document_for};
use schemars::JsonSchema;
use serde_json::Value;

use crate::openapi30;
use crate::peers::{Answer, Boon, Detail, Formats, Jsonschema, Peer};

/// The documents of a type in every profile, each read by two validators that share no code.
#[derive(Default)]
pub struct Profiles {
    documents: Vec<(Profile, Value)>,
    /// They are asked by `&self`, and keep what they know of a schema.
    peers: Mutex<Vec<Box<dyn Peer>>>,
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

    /// What each validator says of a text by the document for validators.
    ///
    /// # Panics
    /// When a validator has ended, or an earlier call panicked.
    #[must_use]
    pub fn answers(&self, text: &str, detail: Detail) -> Vec<(String, Formats, Answer)> {
        let mut peers = self.peers.lock().expect("a failed test judges no more");
        let mut all = Vec::new();
        for peer in peers.iter_mut() {
            let answers = peer.judge(0, &[text], detail);
            for answers in answers.expect("a validator in Rust does not die") {
                for formats in Formats::ALL {
                    let answer = answers.with(formats).clone();
                    all.push((peer.name().to_owned(), formats, answer));
                }
            }
        }
        all
    }

    /// Whether every validator that reads the text has this verdict by every document.
    ///
    /// # Errors
    /// The first that has not, with the document.
    ///
    /// # Panics
    /// When an earlier call did.
    pub fn agree(&self, text: &str, valid: bool) -> Result<(), String> {
        let mut peers = self.peers.lock().expect("a failed test judges no more");
        for peer in peers.iter_mut() {
            for (index, (profile, document)) in self.documents.iter().enumerate() {
                let answers = peer.judge(index, &[text], Detail::Verdict);
                let answers = answers.map_err(|trouble| trouble.to_string())?;
                let differs = |formats: &Formats| {
                    let mut answers = answers.iter();
                    answers.any(|answers| answers.with(*formats).verdict() == Some(!valid))
                };
                if let Some(formats) = Formats::ALL.into_iter().find(differs) {
                    return Err(format!(
                        "by {} with formats {formats}, for {profile:?}, {}: {text}\n{document:#}",
                        peer.name(),
                        !valid
                    ));
                }
            }
        }
        Ok(())
    }
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
