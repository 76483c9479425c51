//! From the keywords of an emitted schema that fail back to the rules: what any validator reports, as our codes and
//! pointers.
//!
//! A validator says which keyword failed and on which value. The keyword's place in the document leads, step by step,
//! through the table of rules to the rule that put the keyword there. What a value is, and which of its keys are missing,
//! is read from the payload; no rule is checked anew, but where one keyword stands for several rules or keys.

mod choice;
mod locate;
mod object;
mod place;
mod walk;

use core::error::Error;
use core::fmt;
use std::collections::BTreeSet;

use serde_json::Value;

use self::locate::Locator;
pub(super) use self::locate::referred;
use self::walk::Walk;
use crate::validate::Described;
use crate::violation::Code;

/// The rules of a type that a payload breaks, from the keywords that fail in the type's schema: of each the pointer and
/// the code, as [`check_json`](crate::check_json) reports them.
///
/// A server in another language validates with the emitted schema by any standard validator, and answers with what that
/// reports. A client in Rust gets from it what its own check would have said:
///
/// ```
/// use crossfield::schema::{broken_rules, document};
/// use crossfield::{Code, Validate};
/// use schemars::JsonSchema;
///
/// #[derive(serde::Deserialize, JsonSchema, Validate)]
/// #[schemars(transform = crossfield::schema::with_rules::<Self>)]
/// struct Call {
///     #[validate(length(min = 1))]
///     kind: String,
///     #[validate(required_if(kind = "transfer"))]
///     target: Option<String>,
/// }
///
/// let document = document::<Call>("https://example.com/call.schema.json");
/// let payload = serde_json::json!({ "kind": "transfer" });
/// // The error of a validator in Python: `error.absolute_schema_path` and `error.absolute_path`, joined by `/`.
/// let failing = [("/allOf/0/then/required", "")];
///
/// let broken = broken_rules::<Call>(&document, "", &payload, failing).unwrap();
/// assert!(broken.contains(&("/target".to_owned(), Code::Required)));
/// ```
///
/// - `document` holds the schema of the type at the pointer `at`: `""` for what [`document`](super::document) gives,
///   `/components/schemas/Call` for an `OpenAPI` document.
/// - `failing` are pairs of the keyword's location and the location of the value on which it failed, as pointers
///   (RFC 6901). The first may be the evaluation path, through each `$ref` or silently behind it, from the schema or from
///   the document; or the keyword's own location in the document, with whatever URL before a `#`. The second may have a `#`
///   before it too.
///
/// All that failed must be there, also in the cases of `anyOf` and `oneOf` (in some validators these are the causes or the
/// context of an error): what is wrong inside a value of an enum, or of a field that may be null, stands there only. Other
/// keywords may be there or not: those around a failing one (`$ref`, `allOf`, `if`), and the other cases of an enum.
///
/// What a JSON value does not show is not found: a key that stands in an object twice, text that is not JSON, rules that
/// are checked in Rust only. Of an object with two names of one field, or with several keys where an enum has one, the
/// first counts, so that `serde_json` should keep their order (its feature `preserve_order`).
///
/// # Errors
/// [`Unexplained`] for the first location that no rule of the type explains: it is not in the document, or the keyword is
/// not one of ours, or what failed inside it is not there.
pub fn broken_rules<T: Described>(
    document: &Value,
    at: &str,
    payload: &Value,
    failing: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
) -> Result<BTreeSet<(String, Code)>, Unexplained> {
    let locator = Locator::new(document, at);
    let mut units = Vec::new();
    let mut locations = Vec::new();
    for (keyword, instance) in failing {
        let location = (keyword.as_ref().to_owned(), instance.as_ref().to_owned());
        let found = locator.units(&location.0, &location.1, locations.len(), payload);
        if found.is_empty() {
            return Err(Unexplained::new(
                location,
                "no keyword of the schema that is asked of that value stands there",
            ));
        }
        units.extend(found);
        locations.push(location);
    }
    let Some(schema) = locator.schema() else {
        return Err(Unexplained::new(
            (at.to_owned(), String::new()),
            "the document has no schema there",
        ));
    };
    let explained = Walk::over(const { &T::SHAPE }, document, schema, payload, &units);
    explained.map_err(|(unit, why)| {
        Unexplained::new(locations.get(unit).cloned().unwrap_or_default(), why)
    })
}

/// A failing keyword that no rule of the type explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    keyword: String,
    instance: String,
    why: &'static str,
}

impl Unexplained {
    fn new((keyword, instance): (String, String), why: &'static str) -> Self {
        Self {
            keyword,
            instance,
            why,
        }
    }

    /// Where the keyword is, as it was given.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// Where the value is on which it failed, as it was given.
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance
    }
}

impl fmt::Display for Unexplained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no rule explains the keyword `{}` that failed at `{}`: {}",
            self.keyword, self.instance, self.why
        )
    }
}

impl Error for Unexplained {}
