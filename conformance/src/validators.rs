//! Validators that nobody here wrote.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// The validators of a schema.
pub(crate) struct Validators {
    jsonschema: [jsonschema::Validator; 2],
    boon: [(Schemas, SchemaIndex); 2],
}

/// Whether `format` is an assertion.
const FORMATS: [bool; 2] = [false, true];

impl Validators {
    pub(crate) fn new(document: &Value) -> Self {
        Self {
            jsonschema: FORMATS.map(|formats| {
                let options = jsonschema::draft202012::options().should_validate_formats(formats);
                options
                    .build(document)
                    .expect("an emitted schema compiles with jsonschema")
            }),
            boon: FORMATS.map(|formats| boon(document, formats)),
        }
    }

    /// The name of each validator that can judge the value, and whether it accepts it.
    pub(crate) fn verdicts(&self, value: &Value) -> Vec<(&'static str, bool)> {
        let [jsonschema, jsonschema_with_formats] = &self.jsonschema;
        let mut verdicts = vec![
            ("jsonschema", jsonschema.is_valid(value)),
            (
                "jsonschema with formats",
                jsonschema_with_formats.is_valid(value),
            ),
        ];
        if is_exact_in_doubles(value) {
            let boon =
                |(schemas, index): &(Schemas, SchemaIndex)| schemas.validate(value, *index).is_ok();
            let [annotated, asserted] = &self.boon;
            verdicts.extend([
                ("boon", boon(annotated)),
                ("boon with formats", boon(asserted)),
            ]);
        }
        verdicts
    }
}

/// Whether a reader that keeps numbers as doubles sees the numbers that are meant (RFC 7493, section 2.2). boon compares
/// and divides doubles, as every validator in JavaScript does.
fn is_exact_in_doubles(value: &Value) -> bool {
    /// 2^53.
    const END: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() < END),
        Value::Array(items) => items.iter().all(is_exact_in_doubles),
        Value::Object(entries) => entries.values().all(is_exact_in_doubles),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

fn boon(document: &Value, formats: bool) -> (Schemas, SchemaIndex) {
    const PLACE: &str = "https://example.com/t.schema.json";
    let mut compiler = Compiler::new();
    if formats {
        compiler.enable_format_assertions();
    }
    let mut schemas = Schemas::new();
    compiler
        .add_resource(PLACE, document.clone())
        .expect("an emitted schema is a resource");
    let index = compiler
        .compile(PLACE, &mut schemas)
        .expect("an emitted schema compiles with boon");
    (schemas, index)
}
