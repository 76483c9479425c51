//! One version of a schema, ready to be compared: it judges payloads, and it knows its parts.

use jsonschema::Validator;
use serde_json::Value;

use super::parts;
use super::resolve::resolve;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

pub(super) struct Schema {
    validator: Validator,
    /// What it says, with references written out and without notes. For looking into.
    pub(super) resolved: Value,
    pub(super) parts: Result<Vec<Value>, String>,
    /// What it was made from, for those who follow references themselves.
    pub(super) whole: Value,
    /// Where it stands in that.
    wrapped: &'static str,
}

impl Schema {
    /// Reads a schema.
    ///
    /// # Errors
    /// It is no schema, or refers to what is not there: in words.
    pub(super) fn new(whole: &Value) -> Result<Self, String> {
        let validator = jsonschema::options()
            .build(whole)
            .map_err(|error| format!("it cannot be used as a schema: {}", error.masked()))?;
        let resolved = resolve(whole, whole);
        let parts = match (other_dialect(whole), resolved.lost) {
            (Some(dialect), _) => Err(format!("its dialect is `{dialect}`")),
            (None, Some(lost)) => Err(lost),
            (None, None) => Ok(parts::parts(&resolved.schema)),
        };
        Ok(Self {
            validator,
            resolved: resolved.schema,
            parts,
            whole: whole.clone(),
            wrapped: "",
        })
    }

    /// Says that the schema itself stands deeper in what was read.
    pub(super) fn wrapped(self, wrapped: &'static str) -> Self {
        Self { wrapped, ..self }
    }

    pub(super) fn accepts(&self, payload: &Value) -> bool {
        self.validator.is_valid(payload)
    }

    /// How much is wrong with a payload.
    pub(super) fn faults(&self, payload: &Value) -> usize {
        self.validator.iter_errors(payload).count()
    }

    /// What is wrong with a payload, in the words of the validator; those are about the schema and not the payload.
    pub(super) fn complaints(&self, payload: &Value) -> Vec<String> {
        let errors = self.validator.iter_errors(payload);
        let complaints = errors.map(|error| {
            let place = match error.instance_path().as_str() {
                "" => String::new(),
                pointer => format!("`{pointer}`: "),
            };
            let keyword = error.schema_path().as_str();
            let keyword = keyword.strip_prefix(self.wrapped).unwrap_or(keyword);
            format!("{place}{} (`{keyword}`)", error.masked())
        });
        complaints.collect()
    }
}

fn other_dialect(schema: &Value) -> Option<&str> {
    let dialect = schema.get("$schema")?.as_str()?;
    (dialect.trim_end_matches('#') != DIALECT).then_some(dialect)
}
