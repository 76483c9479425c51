//! The documents of a type in every profile, and the validators that read them.

use std::sync::Mutex;

use crossfield::Validate;
use crossfield::schema::{CarriesRules, Profile, document_for};
use schemars::JsonSchema;
use serde_json::Value;

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
        let documents = [Profile::Validation, Profile::CodeGeneration].map(|profile| {
            let document = document_for::<T>(profile, "https://example.com/t.schema.json");
            (profile, document.expect("JSON Schema says every type"))
        });
        let mut peers: Vec<Box<dyn Peer>> =
            vec![Box::<Jsonschema>::default(), Box::<Boon>::default()];
        let schemas = documents.clone().map(|(_, document)| document);
        for peer in &mut peers {
            if let Err(trouble) = peer.learn(&schemas) {
                panic!("{trouble}: {schemas:#?}");
            }
        }
        Self {
            documents: documents.into(),
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
