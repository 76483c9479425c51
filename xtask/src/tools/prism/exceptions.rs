//! Payloads that Prism is known to answer wrongly: each in one committed file, with the reason.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// A payload that is answered wrongly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    document: String,
    operation: String,
    /// The body, in whatever order of its keys.
    payload: String,
    /// The status that Prism answers.
    answer: u16,
    /// Why Prism is wrong, and not the document.
    reason: String,
}

/// The exceptions, and which of them were needed.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    list: Vec<Exception>,
    used: Vec<bool>,
}

impl Exceptions {
    /// # Errors
    /// The file cannot be read, or is no list of exceptions with a reason each.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        fs::read_to_string(path)
            .and_then(|text| Self::parse(&text))
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    }

    pub(super) fn parse(text: &str) -> io::Result<Self> {
        let list: Vec<Exception> = serde_json::from_str(text)?;
        if let Some(bare) = list.iter().find(|entry| entry.reason.trim().is_empty()) {
            let message = format!("the exception of {} has no reason", bare.payload);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(Self {
            used: vec![false; list.len()],
            list,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether a wrong answer is known; notes that the entry is needed.
    pub(super) fn excuse(
        &mut self,
        document: &str,
        operation: &str,
        payload: &str,
        answer: u16,
    ) -> bool {
        let mut excused = false;
        for (entry, used) in self.list.iter().zip(&mut self.used) {
            let is_it = entry.document == document
                && entry.operation == operation
                && is_same(&entry.payload, payload)
                && entry.answer == answer;
            *used |= is_it;
            excused |= is_it;
        }
        excused
    }

    /// The entries that nothing needed.
    pub(super) fn unused(&self) -> Vec<String> {
        let entries = self.list.iter().zip(&self.used);
        let unused = entries.filter(|(_, used)| !**used);
        unused
            .map(|(entry, _)| {
                format!(
                    "{}, {}: {} is not answered {} any more; remove the entry",
                    entry.document, entry.operation, entry.payload, entry.answer
                )
            })
            .collect()
    }
}

/// Whether two texts are the same JSON; of what is no JSON, the same text.
fn is_same(one: &str, other: &str) -> bool {
    let value = |text| serde_json::from_str::<Value>(text).ok();
    one == other || value(one).is_some_and(|one| value(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        let text = r#"[{"document": "d", "operation": "o", "payload": "{}", "answer": 200, "reason": " "}]"#;
        let error = Exceptions::parse(text).unwrap_err();
        assert_eq!(error.to_string(), "the exception of {} has no reason");
    }

    #[test]
    fn a_payload_is_known_in_any_order_of_its_keys() {
        assert!(is_same(r#"{"a":1,"b":[]}"#, r#"{"b": [], "a": 1}"#));
        assert!(is_same("{", "{"));
        assert!(!is_same("{", "}"));
        assert!(!is_same(r#"{"a":1}"#, r#"{"a":"1"}"#));
    }

    #[test]
    fn another_answer_than_the_one_that_is_known_is_not_excused() {
        let text = r#"[{"document": "d", "operation": "o", "payload": "{}", "answer": 200, "reason": "r"}]"#;
        let mut exceptions = Exceptions::parse(text).unwrap();
        assert!(!exceptions.excuse("d", "o", "{}", 500));
        assert_eq!(
            exceptions.unused(),
            ["d, o: {} is not answered 200 any more; remove the entry"]
        );
        assert!(exceptions.excuse("d", "o", "{}", 200));
        assert!(exceptions.unused().is_empty());
    }
}
