//! Validators that read the documents of `schema/`. They judge a value that has been parsed.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// The document of the request's type.
pub const REQUEST: &str = include_str!("../../../schema/update-sip-endpoint-request.schema.json");
/// The document of the answer's type.
pub const RESPONSE: &str = include_str!("../../../schema/sip-endpoint.schema.json");

/// The jsonschema crate's validator of a document.
///
/// # Errors
/// Why the document is none.
pub fn jsonschema(document: &str) -> Result<jsonschema::Validator, String> {
    let document: Value = serde_json::from_str(document).map_err(|error| error.to_string())?;
    jsonschema::draft202012::new(&document).map_err(|error| error.to_string())
}

/// boon's validator of a document.
pub struct Boon(Schemas, SchemaIndex);

impl Boon {
    /// # Errors
    /// Why the document is none.
    pub fn new(document: &str) -> Result<Self, String> {
        const PLACE: &str = "https://example.com/t.schema.json";
        let document: Value = serde_json::from_str(document).map_err(|error| error.to_string())?;
        let mut compiler = Compiler::new();
        let mut schemas = Schemas::new();
        let added = compiler.add_resource(PLACE, document);
        added.map_err(|error| error.to_string())?;
        let index = compiler.compile(PLACE, &mut schemas);
        Ok(Self(schemas, index.map_err(|error| error.to_string())?))
    }

    /// Whether the value breaks no keyword. All are looked at.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        self.0.validate(value, self.1).is_ok()
    }
}
