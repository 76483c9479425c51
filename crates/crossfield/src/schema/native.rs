//! The rules that no keyword says, in words: a comment lists them, so that none is lost in silence.

use crate::rule::{Check, Choice, Rules, Shape};
use crate::stated::{self, IN_RUST_ONLY, Stated};

/// A line for each such rule of an object, which begins with the field's name on the wire.
pub(super) fn lines(rules: &'static Rules) -> Vec<String> {
    let mut lines = Vec::new();
    for field in rules.fields {
        let start = if rules.is_newtype() {
            String::new()
        } else {
            format!("{}: ", field.name)
        };
        add(field.checks, &field.shape, &start, &mut lines);
    }
    for flattened in rules.flattened {
        match &flattened.shape {
            Shape::Object(inner) => lines.extend(self::lines(inner())),
            shape => add(&[], shape, "", &mut lines),
        }
    }
    for rule in rules.natives {
        let (subject, words) = (rule.subject(rules), rule.words(rules));
        lines.push(format!("{subject}: {words}{IN_RUST_ONLY}"));
    }
    lines
}

/// The same for an enum with data: a line begins with the variant's name on the wire.
pub(super) fn lines_of_choice(choice: &'static Choice) -> Vec<String> {
    let variants = choice.variants.iter();
    let lines = variants.flat_map(|variant| {
        let lines = lines(&variant.rules).into_iter();
        lines.map(|line| format!("{}: {line}", variant.name))
    });
    lines.collect()
}

/// The same for a type that is no object.
pub(super) fn lines_of_shape(shape: &'static Shape) -> Vec<String> {
    let mut lines = Vec::new();
    add(&[], shape, "", &mut lines);
    lines
}

fn add(checks: &[Check], shape: &Shape, start: &str, lines: &mut Vec<String>) {
    stated::each(checks, shape, start, &mut |stated| {
        if !stated.check.is_native_only() {
            return;
        }
        let line = format!("{}{}{IN_RUST_ONLY}", stated.of, told(stated));
        if !lines.contains(&line) {
            lines.push(line);
        }
    });
}

/// The rule's own message, or its own code, or what the kind of rule says of itself.
fn told(stated: &Stated<'_>) -> String {
    match stated.check.wording() {
        (None, Some(code)) => code.to_owned(),
        _ => stated.words(),
    }
}
