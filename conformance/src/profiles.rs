//! The documents of a type in every profile, and the validators that read them.

use std::sync::Mutex;

use crossfield::Validate;
use crossfield::schema::{CarriesRules, Profile, document_for};
use schemars::JsonSchema;
use serde_json::Value;

use crate::openapi30;
use crate::peers::{Answer, Boon, Detail, Failure, Formats, Jsonschema, Peer};

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
        let mut all = Vec::new();
        for peer in peers.iter_mut() {
            for (index, (profile, document)) in self.documents.iter().enumerate() {
                let is_led_back = index == 0 && !valid;
                let answers = answers(&mut **peer, index, text, is_led_back)?;
                let other = answers
                    .iter()
                    .find(|(_, answer)| answer.verdict() == Some(!valid));
                if let Some((formats, _)) = other {
                    return Err(format!(
                        "by {} with formats {formats}, for {profile:?}, {}: {text}\n{document:#}",
                        peer.name(),
                        !valid
                    ));
                }
                if is_led_back {
                    all.extend(failing(peer.name(), answers));
                }
            }
        }
        Ok(all)
    }
}

/// What a validator says of a text by one document: under each setting of formats, or under the first if that is the same.
fn answers(
    peer: &mut dyn Peer,
    document: usize,
    text: &str,
    with_failures: bool,
) -> Result<Vec<(Formats, Answer)>, String> {
    let detail = if with_failures {
        Detail::Failures
    } else {
        Detail::Verdict
    };
    let judged = peer.judge(document, &[text], detail);
    let judged = judged.map_err(|trouble| trouble.to_string())?;
    let mut answers: Vec<(Formats, Answer)> = judged
        .iter()
        .flat_map(|answers| Formats::ALL.map(|formats| (formats, answers.with(formats).clone())))
        .collect();
    answers.dedup_by(|(_, second), (_, first)| first == second);
    Ok(answers)
}

fn failing(peer: &str, answers: Vec<(Formats, Answer)>) -> impl Iterator<Item = Failing> {
    answers
        .into_iter()
        .filter_map(move |(formats, answer)| match answer {
            Answer::Invalid(failures) => Some(Failing {
                by: format!("{peer}, formats {formats}"),
                failures,
            }),
            _ => None,
        })
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
