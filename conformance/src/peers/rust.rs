//! The validators that are Rust crates.

use std::fmt;

use boon::{Compiler, SchemaIndex, Schemas};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::{Answer, Answers, Detail, Failure, Formats, Peer, Trouble, has_formats, where_exact};

/// The same for both settings; of a schema without formats only the first.
struct Compiled<V> {
    annotated: V,
    asserted: Option<V>,
}

impl<V> Compiled<V> {
    fn new(
        schema: &Value,
        compile: impl Fn(Formats) -> Result<V, Trouble>,
    ) -> Result<Self, Trouble> {
        let asserted = has_formats(schema).then(|| compile(Formats::Asserted));
        Ok(Self {
            annotated: compile(Formats::Annotated)?,
            asserted: asserted.transpose()?,
        })
    }

    /// Every schema, for the validator of a name.
    fn all<E: fmt::Display>(
        name: &str,
        schemas: &[Value],
        compile: impl Fn(&Value, Formats) -> Result<V, E>,
    ) -> Result<Vec<Self>, Trouble> {
        let one = |schema: &Value| {
            Self::new(schema, |formats| {
                compile(schema, formats).map_err(|error| refused(name, schema, &error))
            })
        };
        schemas.iter().map(one).collect()
    }

    /// The answers about texts; one that is no JSON is not read.
    fn judge(&self, texts: &[&str], answer: impl Fn(&V, &Value) -> Answer) -> Vec<Answers> {
        let judge = |text: &&str| match serde_json::from_str::<Value>(text) {
            Err(error) => Answers::both(Answer::Unread(error.to_string())),
            Ok(value) => self.answers(|validator| answer(validator, &value)),
        };
        texts.iter().map(judge).collect()
    }

    fn answers(&self, answer: impl Fn(&V) -> Answer) -> Answers {
        let annotated = answer(&self.annotated);
        let asserted = self.asserted.as_ref().map(answer);
        Answers {
            asserted: asserted.unwrap_or_else(|| annotated.clone()),
            annotated,
        }
    }
}

/// The crate `jsonschema`.
#[derive(Default)]
pub struct Jsonschema(Vec<Compiled<jsonschema::Validator>>);

impl Jsonschema {
    const NAME: &str = "jsonschema";
}

impl Peer for Jsonschema {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn learn(&mut self, schemas: &[Value]) -> Result<(), Trouble> {
        self.0 = Compiled::all(Self::NAME, schemas, |schema, formats| {
            let options = jsonschema::draft202012::options();
            let asserted = formats == Formats::Asserted;
            options.should_validate_formats(asserted).build(schema)
        })?;
        Ok(())
    }

    fn judge(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble> {
        let compiled = known(Self::NAME, &self.0, schema)?;
        Ok(compiled.judge(texts, |validator, value| {
            by_jsonschema(validator, value, detail)
        }))
    }
}

fn by_jsonschema(validator: &jsonschema::Validator, value: &Value, detail: Detail) -> Answer {
    if validator.is_valid(value) {
        return Answer::Valid;
    }
    match detail {
        Detail::Verdict => Answer::Invalid(Vec::new()),
        Detail::Failures => {
            let mut failures = Vec::new();
            for error in validator.iter_errors(value) {
                collect_errors(&error, &mut failures);
            }
            Answer::Invalid(failures)
        }
    }
}

/// An error, and those in the cases that it stands for.
fn collect_errors(error: &jsonschema::ValidationError<'_>, failures: &mut Vec<Failure>) {
    failures.push(Failure {
        keyword: error.evaluation_path().to_string(),
        instance: error.instance_path().to_string(),
    });
    if let ValidationErrorKind::AnyOf { context }
    | ValidationErrorKind::OneOfNotValid { context }
    | ValidationErrorKind::OneOfMultipleValid { context } = error.kind()
    {
        for error in context.iter().flatten() {
            collect_errors(error, failures);
        }
    }
}

/// The crate `boon`. It compares and divides doubles, as every validator in JavaScript does, so it is not asked about
/// other numbers.
#[derive(Default)]
pub struct Boon(Vec<Compiled<(Schemas, SchemaIndex)>>);

impl Boon {
    const NAME: &str = "boon";
}

impl Peer for Boon {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn learn(&mut self, schemas: &[Value]) -> Result<(), Trouble> {
        self.0 = Compiled::all(Self::NAME, schemas, with_boon)?;
        Ok(())
    }

    fn judge(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble> {
        let compiled = known(Self::NAME, &self.0, schema)?;
        where_exact(texts, |texts| {
            Ok(compiled.judge(texts, |compiled, value| by_boon(compiled, value, detail)))
        })
    }
}

fn with_boon(
    schema: &Value,
    formats: Formats,
) -> Result<(Schemas, SchemaIndex), Box<boon::CompileError>> {
    const PLACE: &str = "https://agree.example/schema";
    let mut compiler = Compiler::new();
    if formats == Formats::Asserted {
        compiler.enable_format_assertions();
    }
    let mut schemas = Schemas::new();
    compiler.add_resource(PLACE, schema.clone())?;
    let index = compiler.compile(PLACE, &mut schemas)?;
    Ok((schemas, index))
}

fn by_boon((schemas, index): &(Schemas, SchemaIndex), value: &Value, detail: Detail) -> Answer {
    match (schemas.validate(value, *index), detail) {
        (Ok(()), _) => Answer::Valid,
        (Err(_), Detail::Verdict) => Answer::Invalid(Vec::new()),
        (Err(error), Detail::Failures) => {
            let mut failures = Vec::new();
            collect(&error.basic_output(), &mut failures);
            Answer::Invalid(failures)
        }
    }
}

fn collect(unit: &boon::OutputUnit<'_, '_, '_>, failures: &mut Vec<Failure>) {
    match &unit.error {
        boon::OutputError::Leaf(_) => failures.push(Failure {
            keyword: unit.keyword_location.clone(),
            instance: unit.instance_location.to_string(),
        }),
        boon::OutputError::Branch(units) => {
            for unit in units {
                collect(unit, failures);
            }
        }
    }
}

fn refused(peer: &str, schema: &Value, error: &dyn fmt::Display) -> Trouble {
    let name = schema.get("$id").and_then(Value::as_str);
    Trouble {
        peer: peer.to_owned(),
        what: format!(
            "refuses the schema {}: {error}",
            name.unwrap_or("without `$id`")
        ),
        stderr: String::new(),
    }
}

fn known<'a, V>(peer: &str, schemas: &'a [V], schema: usize) -> Result<&'a V, Trouble> {
    schemas.get(schema).ok_or_else(|| Trouble {
        peer: peer.to_owned(),
        what: format!("was asked about schema {schema} and has {}", schemas.len()),
        stderr: String::new(),
    })
}
