//! The keywords of a schema that fail, led back to the rules, against what native code finds.

use std::collections::BTreeSet;
use std::fmt;

use crossfield::schema::{Unexplained, broken_rules};
use crossfield::{Code, Described, Violation, Violations};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::peers::{Failure, is_exact_in_values};

/// Leads failing keywords of a type's schema back to its rules.
#[derive(Clone, Copy, Debug)]
pub struct Broken(LeadBack);

/// From a document, the place of the schema in it, a payload, and what fails.
type LeadBack = fn(&Value, &str, &Value, &[Failure]) -> Result<Rules, Unexplained>;

/// Pointers and codes.
type Rules = BTreeSet<(String, Code)>;

/// The keywords that fail say something else than native code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// By the keywords.
    pub by_keywords: Result<Rules, Unexplained>,
    /// By native code.
    pub by_native: Rules,
    /// The keywords.
    pub failures: Vec<Failure>,
}

impl Broken {
    /// For one type.
    #[must_use]
    pub fn of<T: Described>() -> Self {
        Self(|document, at, payload, failures| {
            let failing = failures
                .iter()
                .map(|failure| (&failure.keyword, &failure.instance));
            broken_rules::<T>(document, at, payload, failing)
        })
    }

    /// Holds the keywords that fail on a text against its violations, but for those of rules that no keyword says. A
    /// validator sees something else of a text in which an object has a key twice, or an integer that no [`Value`] holds;
    /// nothing is said of these: `false`.
    ///
    /// # Errors
    /// They do not say the same.
    pub fn holds(
        self,
        document: &Value,
        at: &str,
        text: &str,
        violations: &Violations,
        failures: &[Failure],
    ) -> Result<bool, Difference> {
        let (Ok(payload), Ok(_)) = (
            serde_json::from_str::<Value>(text),
            serde_json::from_str::<DistinctKeys>(text),
        ) else {
            return Ok(false);
        };
        if !is_exact_in_values(text) {
            return Ok(false);
        }
        let said = |violation: &&Violation| !violation.is_native_only();
        let native = violations.iter().filter(said);
        let native = native.map(|violation| (violation.pointer().to_string(), violation.code()));
        let native: Rules = native.collect();
        match (self.0)(document, at, &payload, failures) {
            Ok(rules) if rules == native => Ok(true),
            rules => Err(Difference {
                by_keywords: rules,
                by_native: native,
                failures: failures.to_vec(),
            }),
        }
    }
}

impl Broken {
    /// Leads the keyword that a violation names as its own ([`Violation::schema_pointer`]) back to the violation. The keyword
    /// is named by its place in the document, as some validators do it, and the value is the violation's own or, for a key
    /// that is missing or unknown, the object.
    ///
    /// # Errors
    /// The keyword leads elsewhere: where it does with either value.
    pub fn returns(
        self,
        document: &Value,
        text: &str,
        violation: &Violation,
    ) -> Result<(), Vec<Result<Rules, Unexplained>>> {
        let Ok(payload) = serde_json::from_str::<Value>(text) else {
            return Ok(());
        };
        if !is_exact_in_values(text) {
            return Ok(());
        }
        let Some(keyword) = keyword_of(document, &payload, violation) else {
            return Ok(());
        };
        let own = violation.pointer().to_string();
        let parent = own.rsplit_once('/').map_or("", |(parent, _)| parent);
        let led = [&own, parent].into_iter().map(|instance| {
            let failure = Failure {
                keyword: keyword.clone(),
                instance: instance.to_owned(),
            };
            (self.0)(document, "", &payload, &[failure])
        });
        let led: Vec<_> = led.collect();
        let meant = (own.clone(), violation.code());
        let is_meant = |led: &Result<Rules, Unexplained>| {
            led.as_ref().is_ok_and(|rules| rules.contains(&meant))
        };
        if led.iter().any(is_meant) {
            Ok(())
        } else {
            Err(led)
        }
    }
}

/// The place in the document of the keyword that a violation names; none where it stands for what is in it.
fn keyword_of(document: &Value, payload: &Value, violation: &Violation) -> Option<String> {
    let pointer = violation.schema_pointer()?;
    let (before, last) = pointer.rsplit_once('/')?;
    if ["anyOf", "oneOf", "$ref"].contains(&last) || before.ends_with("/prefixItems") {
        return None;
    }
    // Of a default that breaks a rule, the keyword that requires the key fails. Of a null that is no value, the keyword on
    // its type does.
    let is_given = payload.pointer(&violation.pointer().to_string()).is_some();
    if is_given == (last == "required" && violation.code() == Code::Required) {
        return None;
    }
    let name = violation.type_name().unwrap_or_default();
    let is_defined = document["$defs"][name].pointer(&pointer).is_some();
    let definition = if is_defined {
        format!("/$defs/{name}")
    } else {
        String::new()
    };
    let id = document["$id"].as_str().unwrap_or_default();
    Some(format!("{id}#{definition}{pointer}"))
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.by_keywords {
            Ok(rules) => write!(f, "the keywords that fail say {}", Shown(rules))?,
            Err(error) => error.fmt(f)?,
        }
        writeln!(f, "; native code says {}", Shown(&self.by_native))?;
        self.failures
            .iter()
            .try_for_each(|failure| writeln!(f, "- {failure}"))
    }
}

impl std::error::Error for Difference {}

struct Shown<'a>(&'a Rules);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (pointer, code)) in self.0.iter().enumerate() {
            let separator = if index > 0 { ", " } else { "" };
            write!(f, "{separator}`{pointer}` {code}")?;
        }
        Ok(())
    }
}

/// What is read of a text in which no object has a key twice.
struct DistinctKeys;

impl<'a> Deserialize<'a> for DistinctKeys {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'a> Visitor<'a> for DistinctKeys {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("objects in which no key stands twice")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'a>>(self, mut entries: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, _)) = entries.next_entry::<String, Self>()? {
            if !keys.insert(key) {
                return Err(A::Error::custom("a key stands twice"));
            }
        }
        Ok(self)
    }
}
