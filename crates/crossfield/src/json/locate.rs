//! From JSON Pointers to places in a text.

use std::collections::HashMap;

use super::{Kind, Reader, SyntaxError};
use crate::violation::Span;

/// The places of values in a text, in the order of the pointers, of which each is given by its tokens.
///
/// Of a key that is not there the place is that of the object that lacks it. The text is passed over once, however
/// many pointers there are; it must be JSON.
pub(crate) fn locate(text: &[u8], pointers: &[Vec<String>]) -> Vec<Span> {
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    let mut found = vec![whole; pointers.len()];
    let mut wanted = Wanted::default();
    for (index, pointer) in pointers.iter().enumerate() {
        wanted.add(pointer, index);
    }
    let mut search = Search {
        reader: Reader::new(text),
        found: &mut found,
    };
    // What is not JSON has been refused before; then the whole text is the place.
    let _ = search.value(&mut wanted);
    found
}

/// What is looked for at a place, and below it.
#[derive(Default)]
struct Wanted {
    here: Vec<usize>,
    below: HashMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, way: &[String], index: usize) {
        match way {
            [] => self.here.push(index),
            [next, rest @ ..] => self.below.entry(next.clone()).or_default().add(rest, index),
        }
    }
}

struct Search<'a, 'f> {
    reader: Reader<'a>,
    found: &'f mut [Span],
}

impl Search<'_, '_> {
    fn value(&mut self, wanted: &mut Wanted) -> Result<(), SyntaxError> {
        let kind = self.reader.peek()?;
        let start = self.reader.offset();
        match kind {
            Kind::Object => self.object(wanted)?,
            Kind::Array => self.array(wanted)?,
            _ => self.reader.skip_value()?,
        }
        let span = Span {
            start,
            end: self.reader.offset(),
        };
        self.put(wanted, span);
        Ok(())
    }

    fn object(&mut self, wanted: &mut Wanted) -> Result<(), SyntaxError> {
        self.reader.begin_object()?;
        while let Some(key) = self.reader.next_key()? {
            match wanted.below.remove(&*key.text) {
                Some(mut below) => self.value(&mut below)?,
                None => self.reader.skip_value()?,
            }
        }
        Ok(())
    }

    fn array(&mut self, wanted: &mut Wanted) -> Result<(), SyntaxError> {
        self.reader.begin_array()?;
        let mut index = 0_usize;
        while self.reader.next_item()? {
            match wanted.below.remove(&index.to_string()) {
                Some(mut below) => self.value(&mut below)?,
                None => self.reader.skip_value()?,
            }
            index += 1;
        }
        Ok(())
    }

    /// Gives the place to what was looked for there, and to what was not found below it.
    fn put(&mut self, wanted: &Wanted, span: Span) {
        for index in &wanted.here {
            if let Some(place) = self.found.get_mut(*index) {
                *place = span;
            }
        }
        for below in wanted.below.values() {
            self.put(below, span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    fn found(text: &str, pointers: &[&[&str]]) -> Vec<String> {
        let pointers: Vec<Vec<String>> = pointers
            .iter()
            .map(|pointer| pointer.iter().map(ToString::to_string).collect())
            .collect();
        locate(text.as_bytes(), &pointers)
            .into_iter()
            .map(|span| text[span.start..span.end].to_owned())
            .collect()
    }

    #[test]
    fn each_pointer_gets_the_text_of_its_value() {
        let text = r#" {"a": [10, {"b/c": "x"}], "d": null, "é\n": true} "#;
        let pointers: [&[&str]; 6] = [
            &["d"],
            &["a", "1", "b/c"],
            &[],
            &["a", "0"],
            &["é\n"],
            &["a", "1"],
        ];
        let values = [
            "null",
            r#""x""#,
            text.trim(),
            "10",
            "true",
            r#"{"b/c": "x"}"#,
        ];
        assert_eq!(found(text, &pointers), values);
    }

    #[test]
    fn a_key_that_is_not_there_stands_for_the_object_that_lacks_it() {
        let text = r#"{"a": {"b": 1}}"#;
        let pointers: [&[&str]; 3] = [&["a", "c"], &["x", "y"], &["a", "b", "z"]];
        assert_eq!(found(text, &pointers), [r#"{"b": 1}"#, text, "1"]);
    }

    #[test]
    fn of_a_repeated_key_the_first_is_meant() {
        assert_eq!(found(r#"{"a": 1, "a": 2}"#, &[&["a"]]), ["1"]);
    }

    #[test]
    fn one_pass_serves_many_pointers() {
        let text = format!("[{}]", vec!["0"; 50_000].join(","));
        let pointers: Vec<Vec<String>> = (0..50_000).map(|index| vec![index.to_string()]).collect();
        let spans = locate(text.as_bytes(), &pointers);
        assert!(
            spans
                .iter()
                .zip(0..)
                .all(|(span, index)| span.start == 1 + 2 * index)
        );
    }
}
