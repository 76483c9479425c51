//! Validators that nobody here wrote.
//!
//! Two are Rust crates ([`Jsonschema`], [`Boon`]). The others are packages of npm and PyPI; each runs in a process of its own
//! ([`child`]), and is asked in batches.

pub mod child;
mod reading;
mod rust;

use std::fmt;

use serde_json::Value;

pub(crate) use self::reading::{LEAST, is_rounded_to_least, numbers};
pub use self::reading::{has_rounded_to_least, is_exact_in_doubles, is_exact_in_values};
pub use self::rust::{Boon, Jsonschema};

/// A validator, for a number of schemas.
pub trait Peer: Send {
    /// What it is called on the command line and in reports.
    fn name(&self) -> &str;

    /// In which dialect it reads schemas. It is asked about those alone that are there in it.
    fn dialect(&self) -> Dialect {
        Dialect::JsonSchema
    }

    /// Takes the schemas by whose positions [`judge`](Self::judge) is asked. Those that it had it forgets.
    ///
    /// # Errors
    /// The validator refuses a schema, or is not there any more.
    fn learn(&mut self, schemas: &[Value]) -> Result<(), Trouble>;

    /// Judges each text, in their order.
    ///
    /// # Errors
    /// The validator died, or did not answer in time, or answered something else.
    fn judge(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble>;
}

/// A dialect of schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// JSON Schema 2020-12.
    JsonSchema,
    /// The Schema Object of `OpenAPI` 3.0.3.
    OpenApi30,
}

/// How much of an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Whether the text is valid.
    Verdict,
    /// And which keywords fail where.
    Failures,
}

/// What a validator says of a text when it is told to check formats, and when it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// With `format` as an annotation.
    pub annotated: Answer,
    /// With `format` as an assertion.
    pub asserted: Answer,
}

impl Answers {
    /// The same, with and without formats.
    #[must_use]
    pub fn both(answer: Answer) -> Self {
        Self {
            annotated: answer.clone(),
            asserted: answer,
        }
    }

    /// The answer under one of the settings.
    #[must_use]
    pub fn with(&self, formats: Formats) -> &Answer {
        match formats {
            Formats::Annotated => &self.annotated,
            Formats::Asserted => &self.asserted,
        }
    }
}

/// Whether `format` is an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formats {
    /// It is not.
    Annotated,
    /// It is.
    Asserted,
}

impl Formats {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Annotated, Self::Asserted];
}

impl fmt::Display for Formats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Annotated => "annotated",
            Self::Asserted => "asserted",
        })
    }
}

/// What a validator says of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is valid.
    Valid,
    /// It is not: the keywords that fail, if they were asked for.
    Invalid(Vec<Failure>),
    /// Its reader does not take the text, or does not read the numbers in it that are meant; why.
    Unread(String),
}

impl Answer {
    /// The verdict; `None` without one.
    #[must_use]
    pub const fn verdict(&self) -> Option<bool> {
        match self {
            Self::Valid => Some(true),
            Self::Invalid(_) => Some(false),
            Self::Unread(_) => None,
        }
    }
}

/// A keyword that fails, as the validator names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Failure {
    /// Where the keyword is.
    pub keyword: String,
    /// Where the value is that it fails on.
    pub instance: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at `{}`", self.keyword, self.instance)
    }
}

/// A validator that cannot be asked any more, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The validator's name.
    pub peer: String,
    /// What happened.
    pub what: String,
    /// What it said on standard error; may be empty.
    pub stderr: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.peer, self.what)?;
        match self.stderr.trim() {
            "" => Ok(()),
            stderr => write!(f, "; it said: {stderr}"),
        }
    }
}

impl std::error::Error for Trouble {}

/// Whether a schema has the keyword `format` anywhere. Without it there is nothing to assert, and one answer is both.
fn has_formats(schema: &Value) -> bool {
    match schema {
        Value::Array(items) => items.iter().any(has_formats),
        Value::Object(entries) => {
            entries.contains_key("format") || entries.values().any(has_formats)
        }
        _ => false,
    }
}

/// The answers of a validator that keeps numbers as doubles. It is not asked about texts with other numbers.
fn where_exact(
    texts: &[&str],
    ask: impl FnOnce(&[&str]) -> Result<Vec<Answers>, Trouble>,
) -> Result<Vec<Answers>, Trouble> {
    let asked: Vec<bool> = texts.iter().map(|text| is_exact_in_doubles(text)).collect();
    let pairs = texts.iter().zip(&asked);
    let exact: Vec<&str> = pairs
        .filter(|(_, asked)| **asked)
        .map(|(text, _)| *text)
        .collect();
    let mut answers = ask(&exact)?.into_iter();
    let unread = || Answers::both(Answer::Unread("a number that no double holds".to_owned()));
    let in_order = asked.iter().map(|asked| {
        let answer = if *asked { answers.next() } else { None };
        answer.unwrap_or_else(unread)
    });
    Ok(in_order.collect())
}
