//! Spectral, with its ruleset for OpenAPI.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::broken::Kind;
use super::{Finding, Linter, text};
use crate::process::{self, LIMIT};
use crate::workspace::escaped;

#[derive(Debug)]
pub(in super::super) struct Spectral {
    pub(in super::super) packages: PathBuf,
    pub(in super::super) ruleset: PathBuf,
}

impl Linter for Spectral {
    fn name(&self) -> &'static str {
        "spectral"
    }

    fn blind(&self, _: Kind) -> Option<&'static str> {
        None
    }

    fn findings(&self, document: &Path) -> io::Result<Vec<Finding>> {
        let script = "@stoplight/spectral-cli/dist/index.js";
        let mut command = process::node(&self.packages, script);
        command
            .args(["lint", "--quiet", "--format", "json"])
            .arg("--ruleset")
            .arg(&self.ruleset)
            .arg(document);
        let ended = process::run(&mut command, "", LIMIT)?;
        let list: Vec<Value> = serde_json::from_str(&ended.stdout).map_err(|_| ended.failure())?;
        Ok(list.iter().map(finding).collect())
    }
}

fn finding(found: &Value) -> Finding {
    let path = found.get("path").and_then(Value::as_array);
    let parts = path.into_iter().flatten().map(|part| match part {
        Value::String(name) => format!("/{}", escaped(name)),
        index => format!("/{index}"),
    });
    Finding {
        rule: text(found, "/code"),
        pointer: parts.collect(),
        message: text(found, "/message"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_becomes_a_pointer() {
        let found = json!({ "code": "a", "message": "b", "path": ["paths", "/x/{id}", 0, "in"], "severity": 3 });
        assert_eq!(finding(&found).to_string(), "a at /paths/~1x~1{id}/0/in: b");
    }
}
