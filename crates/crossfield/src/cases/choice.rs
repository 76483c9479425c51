//! Enums whose variants have data or a tag: what each variant can hold, under its name.

use serde_json::{Value, json};

use super::object;
use super::sample::{Sample, Within, samples, tuples};
use crate::rule::{Alternative, Choice, Form, Tagging};

/// The values of each variant, and such that are of none.
pub(super) fn of_choice(choice: &'static Choice, within: &Within<'_>) -> Vec<Sample> {
    let named = |variant: &'static Alternative| {
        held(variant, within)
            .into_iter()
            .map(move |sample| under_its_name(choice, variant, sample))
    };
    let mut all: Vec<Sample> = choice.variants.iter().flat_map(named).collect();
    all.extend(of_none(choice));
    all
}

/// What a variant can hold.
fn held(variant: &'static Alternative, within: &Within<'_>) -> Vec<Sample> {
    let rules = &variant.rules;
    match variant.form() {
        Form::Unit => vec![Sample::new("nothing", Value::Null)],
        Form::Object => object::samples(rules, within),
        Form::Tuple => tuples(rules, within),
        Form::Newtype => {
            let fields = rules.fields.iter();
            fields
                .flat_map(|field| samples(&field.shape, field.checks, within))
                .collect()
        }
    }
}

fn under_its_name(choice: &Choice, variant: &Alternative, sample: Sample) -> Sample {
    let (name, unit) = (variant.name, variant.form() == Form::Unit);
    let value = match choice.tagging {
        Tagging::External if unit => name.into(),
        Tagging::External => json!({ name: sample.value }),
        Tagging::Internal { tag } => beside_tag(tag, name, sample.value),
        Tagging::Adjacent { tag, .. } if unit => json!({ tag: name }),
        Tagging::Adjacent { tag, content } => json!({ tag: name, content: sample.value }),
        Tagging::Untagged => sample.value,
    };
    Sample::new(format!("`{name}` with {}", sample.name), value)
}

fn beside_tag(tag: &str, name: &str, held: Value) -> Value {
    let mut object = json!({ tag: name });
    if let (Value::Object(object), Value::Object(held)) = (&mut object, held) {
        object.extend(held.into_iter().filter(|(key, _)| key != tag));
    }
    object
}

fn of_none(choice: &Choice) -> Vec<Sample> {
    const NAME: &str = "no such variant";
    let mut samples = vec![Sample::new("a text that is no variant", NAME)];
    if let Some(tag) = choice.tag() {
        samples.push(Sample::new(
            "a tag that is no variant",
            json!({ tag: NAME }),
        ));
        samples.push(Sample::new("a tag that is no text", json!({ tag: 1 })));
    } else {
        samples.push(Sample::new(
            "a key that is no variant",
            json!({ NAME: null }),
        ));
    }
    samples
}
