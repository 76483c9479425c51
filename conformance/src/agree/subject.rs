//! What is compared: a type, and a schema that says the same.

use std::collections::BTreeMap;

use crossfield::cases::{self, Case, Random};
use crossfield::schema::{Profile, Uncovered};
use crossfield::{Validate, Violations, schema};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::broken::{Broken, Difference};
use crate::native::Native;
use crate::openapi30;
use crate::peers::{Detail, Dialect, Failure};
use crate::types::{APIS, Type};

/// A type, and a schema that says the same.
#[derive(Clone, Debug)]
pub struct Subject {
    name: String,
    schema: Value,
    /// The schema that is translated in `schema`, as it stands in an `OpenAPI` 3.0 document.
    openapi30: Option<Value>,
    native: Native,
    /// How keywords that fail lead back to rules, and where in the schema the type's is.
    broken: Option<(Broken, String)>,
    valid: fn() -> Vec<Case>,
    invalid: fn() -> Vec<Case>,
    random: fn(u64) -> Random,
    meanings: fn(&Value, &str) -> Result<Value, Uncovered>,
}

impl Subject {
    /// A type and its schema, under a name for reports.
    #[must_use]
    pub fn of<T: Validate + for<'a> Deserialize<'a>>(name: &str, schema: Value) -> Self {
        Self {
            name: name.to_owned(),
            schema,
            openapi30: None,
            native: Native::of::<T>(),
            broken: Some((Broken::of::<T>(), String::new())),
            valid: cases::valid::<T>,
            invalid: cases::invalid::<T>,
            random: cases::random::<T>,
            meanings: schema::meanings::<T>,
        }
    }

    /// A type and the schema that is emitted for it now.
    #[must_use]
    pub fn emitted<T>(name: &str) -> Self
    where
        T: Validate + JsonSchema + schema::CarriesRules + for<'a> Deserialize<'a>,
    {
        let id = format!("https://agree.example/{}", name.replace(' ', "/"));
        Self::of::<T>(name, schema::document::<T>(&id))
    }

    /// The same for generators of code.
    ///
    /// # Panics
    /// Never: JSON Schema says every type.
    #[must_use]
    pub fn generated<T>(name: &str) -> Self
    where
        T: Validate + JsonSchema + schema::CarriesRules + for<'a> Deserialize<'a>,
    {
        let name = format!("{name}, codegen");
        let id = format!("https://agree.example/{}", name.replace([' ', ','], "/"));
        let document = schema::document_for::<T>(Profile::CodeGeneration, &id);
        let document = document.expect("JSON Schema says every type");
        Self::of::<T>(&name, document).by_verdict_only()
    }

    /// The same, with other native judges.
    #[must_use]
    pub fn judged_by(self, native: Native) -> Self {
        Self { native, ..self }
    }

    /// The same type against another schema.
    #[must_use]
    pub fn against(self, schema: Value) -> Self {
        Self { schema, ..self }
    }

    /// The same, where the schema says what one of `OpenAPI` 3.0 says, for validators of that.
    #[must_use]
    pub fn translated_from(self, openapi30: Value) -> Self {
        Self {
            openapi30: Some(openapi30),
            ..self
        }
    }

    /// The same, with the type's schema in another place in its document.
    #[must_use]
    pub fn at(self, at: &str) -> Self {
        let broken = self.broken.map(|(broken, _)| (broken, at.to_owned()));
        Self { broken, ..self }
    }

    /// The same, where the schema is of a profile whose keywords do not lead back to rules.
    #[must_use]
    pub fn by_verdict_only(self) -> Self {
        Self {
            broken: None,
            ..self
        }
    }

    /// What is asked of a validator: why it refuses a text, where that leads back to rules.
    pub(super) const fn detail(&self) -> Detail {
        match self.broken {
            Some(_) => Detail::Failures,
            None => Detail::Verdict,
        }
    }

    /// Holds what fails against what native code finds: whether it could.
    pub(super) fn leads_back(
        &self,
        text: &str,
        violations: &Violations,
        failures: &[Failure],
    ) -> Result<bool, Difference> {
        match &self.broken {
            Some((broken, at)) => broken.holds(&self.schema, at, text, violations, failures),
            None => Ok(false),
        }
    }

    /// The name in reports.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The schema.
    #[must_use]
    pub const fn schema(&self) -> &Value {
        &self.schema
    }

    /// The schema in a dialect, if there is one.
    #[must_use]
    pub const fn schema_in(&self, dialect: Dialect) -> Option<&Value> {
        match dialect {
            Dialect::JsonSchema => Some(&self.schema),
            Dialect::OpenApi30 => self.openapi30.as_ref(),
        }
    }

    /// The native judges.
    #[must_use]
    pub const fn native(&self) -> &Native {
        &self.native
    }

    /// What the keywords of the schema mean when they fail; `None` in a profile whose keywords do not lead back to rules.
    ///
    /// # Errors
    /// It does not follow from the keywords.
    #[must_use]
    pub fn meanings(&self) -> Option<Result<Value, Uncovered>> {
        let (_, at) = self.broken.as_ref()?;
        Some((self.meanings)(&self.schema, at))
    }

    /// Payloads, valid and invalid ones: those that are made from the rules, and so many around them, from a seed.
    #[must_use]
    pub fn payloads(&self, seed: u64, random: usize) -> Vec<String> {
        let made = self.valid().into_iter().chain(self.invalid());
        made.chain(self.random(seed).take(random)).collect()
    }

    /// Payloads that keep every rule: the examples in the schema, and those that are made.
    pub(super) fn valid(&self) -> Vec<String> {
        let examples = self.schema.get("examples").and_then(Value::as_array);
        let examples = examples.into_iter().flatten().map(Value::to_string);
        let made = (self.valid)()
            .into_iter()
            .map(|case| case.text().to_owned());
        examples.chain(made).collect()
    }

    /// Payloads that break one rule each.
    pub(super) fn invalid(&self) -> Vec<String> {
        let cases = (self.invalid)().into_iter();
        cases.map(|case| case.text().to_owned()).collect()
    }

    pub(super) fn random(&self, seed: u64) -> Random {
        (self.random)(seed)
    }
}

/// A schema in a committed document.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The document's file.
    pub file: String,
    /// Where in it the schema is: an RFC 6901 pointer.
    pub at: String,
    of: &'static Type,
}

/// The profiles of the documents of one type, and of the `OpenAPI` documents, as they stand in the names of files.
const SCHEMAS: &[&str] = &["schema.json", "codegen.schema.json"];
const OPENAPI: &[&str] = &["openapi.json", "openapi.codegen.json", OPENAPI_30];
const OPENAPI_30: &str = "openapi-3.0.json";

/// Every schema in the committed documents, with the type that it is emitted from.
#[must_use]
pub fn all_committed() -> Vec<Committed> {
    let alone = SCHEMAS.iter().flat_map(|profile| {
        let documents = Type::with_documents();
        documents.map(move |(name, of)| Committed::new(name, profile, String::new(), of))
    });
    let inside = OPENAPI.iter().flat_map(|profile| {
        let apis = APIS.iter();
        apis.flat_map(move |api| {
            let types = Type::all().filter(move |of| of.api == *api);
            types.map(move |of| Committed::new(api, profile, place(of), of))
        })
    });
    alone.chain(inside).collect()
}

/// Where a type's schema is in the `OpenAPI` document.
fn place(of: &Type) -> String {
    let component = || format!("{COMPONENTS}schemas/{}", of.name);
    of.elsewhere.map_or_else(component, str::to_owned)
}

/// Where an `OpenAPI` document has the schemas that it refers to.
const COMPONENTS: &str = "/components/";

impl Committed {
    fn new(name: &str, profile: &str, at: String, of: &'static Type) -> Self {
        Self {
            file: format!("{name}.{profile}"),
            at,
            of,
        }
    }

    /// A name for reports.
    #[must_use]
    pub fn name(&self) -> String {
        match self.at.rsplit('/').next() {
            None | Some("") => self.file.clone(),
            Some("schema") => format!("{} id", self.file),
            Some(last) => format!("{} {last}", self.file),
        }
    }

    /// The subject, from the document that has its schema; `None` if it has it not.
    #[must_use]
    pub fn subject(&self, document: &Value) -> Option<Subject> {
        let schema = match self.at.as_str() {
            "" => document.clone(),
            at => inside(document, at)?,
        };
        let subject = (self.of.against)(&self.name(), schema);
        Some(match self.at.as_str() {
            at if self.file.ends_with(OPENAPI_30) => subject
                .by_verdict_only()
                .translated_from(openapi30::beside_components(document, at)?),
            _ if self.file.contains(".codegen.") => subject.by_verdict_only(),
            at if at.starts_with(COMPONENTS) => subject.at(at),
            _ => subject,
        })
    }
}

/// A component of an `OpenAPI` document, as a document of its own; `None` if it has it not.
#[must_use]
pub fn component(document: &Value, name: &str) -> Option<Value> {
    inside(document, &format!("{COMPONENTS}schemas/{name}"))
}

/// A schema in an `OpenAPI` document, as a document of its own: it refers to where it is, and has all that it may refer to.
/// One of 3.0 is said in JSON Schema first.
fn inside(document: &Value, at: &str) -> Option<Value> {
    if document["openapi"] == "3.0.3" {
        return openapi30::at(document, at).ok();
    }
    let schema = document.pointer(at)?;
    let components = document.get("components").unwrap_or(&Value::Null);
    let mut keywords = match (at.starts_with(COMPONENTS), schema) {
        (true, _) => Map::from_iter([("$ref".to_owned(), json!(format!("#{at}")))]),
        (false, Value::Object(keywords)) => keywords.clone(),
        (false, _) => return None,
    };
    keywords.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    keywords.insert(
        "$id".to_owned(),
        json!(format!(
            "https://agree.example{}",
            at.replace(['{', '}', '~'], "_")
        )),
    );
    keywords.insert(
        "components".to_owned(),
        json!({ "schemas": components.get("schemas") }),
    );
    Some(keywords.into())
}

/// The subjects of all committed documents, which are read by the name of their file.
///
/// # Errors
/// A document cannot be read; or it has not the schema that it should have, which `missing` makes an error of.
pub fn committed<E>(
    mut read: impl FnMut(&str) -> Result<Value, E>,
    missing: impl Fn(&Committed) -> E,
) -> Result<Vec<Subject>, E> {
    let mut documents = BTreeMap::new();
    let mut subjects = Vec::new();
    for committed in all_committed() {
        let file = &committed.file;
        if !documents.contains_key(file) {
            documents.insert(file.clone(), read(file)?);
        }
        let document = documents.get(file).unwrap_or(&Value::Null);
        let subject = committed.subject(document);
        subjects.push(subject.ok_or_else(|| missing(&committed))?);
    }
    Ok(subjects)
}
