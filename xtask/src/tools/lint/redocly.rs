//! Redocly, with its recommended rules.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::broken::Kind;
use super::{Finding, Linter, text};
use crate::process::{self, LIMIT};

#[derive(Debug)]
pub(in super::super) struct Redocly {
    pub(in super::super) packages: PathBuf,
    pub(in super::super) config: PathBuf,
}

impl Linter for Redocly {
    fn name(&self) -> &'static str {
        "redocly"
    }

    fn blind(&self, _: Kind) -> Option<&'static str> {
        None
    }

    fn findings(&self, document: &Path) -> io::Result<Vec<Finding>> {
        let mut command = process::node(&self.packages, "@redocly/cli/bin/cli.js");
        command
            // Of more problems than this it tells the number only.
            .args(["lint", "--format", "json", "--max-problems", "10000"])
            .arg("--config")
            .arg(&self.config)
            .arg(document);
        let ended = process::run(&mut command, "", LIMIT)?;
        let answer: Value = serde_json::from_str(&ended.stdout).map_err(|_| ended.failure())?;
        let problems = answer.get("problems").and_then(Value::as_array);
        let problems = problems.ok_or_else(|| ended.failure())?;
        Ok(problems.iter().map(finding).collect())
    }
}

fn finding(found: &Value) -> Finding {
    let pointer = text(found, "/location/0/pointer");
    Finding {
        rule: text(found, "/ruleId"),
        pointer: pointer.trim_start_matches('#').to_owned(),
        message: text(found, "/message"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_location_counts() {
        let found = json!({ "ruleId": "a", "message": "b", "location": [{ "pointer": "#/info" }, { "pointer": "#/" }] });
        assert_eq!(finding(&found).to_string(), "a at /info: b");
    }
}
