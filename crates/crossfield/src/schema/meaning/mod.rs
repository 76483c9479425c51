//! What the keywords of a schema mean when they fail, as data: for checks in other languages that should say what the
//! checks here say.

mod field;
mod object;
mod said;

use core::error::Error;
use core::fmt;

use serde_json::{Map, Value, json};

use self::said::{Order, Said};
use super::broken::referred;
use crate::json::{Kind, MAX_DEPTH, Problem};
use crate::path::joined;
use crate::validate::Described;

/// What each keyword of a type's schema means when it fails, as JSON.
///
/// A page or a server in another language validates with any validator that says which keyword failed and on which value,
/// looks the keyword up here, and says what [`check_json`](crate::check_json) says: the same pointers, codes and messages
/// in the same order. (In Rust, [`broken_rules`](super::broken_rules) is the shorter way.)
///
/// ```
/// use crossfield::Validate;
/// use crossfield::schema::{document, meanings};
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
/// let meanings = meanings::<Call>(&document, "")?;
/// let said = &meanings["keywords"]["/allOf/0/then/required"][0];
/// assert_eq!(said["code"], "required");
/// assert_eq!(said["message"], "required when `kind` is `transfer`");
/// assert_eq!(said["below"], "target");
/// # Ok::<(), crossfield::schema::Uncovered>(())
/// ```
///
/// `document` holds the schema of the type at the pointer `at`, as for `broken_rules`. The object that is given has
///
/// - `schema`: the schema, with what they refer to in the place of references, so that a keyword's place in it is also
///   the way by which a validator comes there;
/// - `keywords`: by the place of a keyword, a list of what its failing says of the value on which it fails. Each has a
///   `code`, a `message`, its `order` and its `kind`, and may have:
///   - `below`: the violation is at this key of the value, and is meant only where the validator names the key as missing;
///   - `when`: `none` or `given`, of a field that must have a value: with `empty`, an empty text is none;
///   - `of`, `but`: only where the value is of this kind, or of any other;
///   - `beyond`: only where the number is beyond this bound too;
///   - `fill`: what is to be put into the message: `found` (the name of the kind of value), `repeat` (the place of the
///     `first` item that stands in the list again, and of the `second` that repeats it), or `names` (the violation is at
///     the key that the validator names as unknown; where one of the `names` is as close to it as [the crate's own
///     measure](crate::check_json) has it, the message is `near`, with the `name`);
/// - `objects`: the objects with known fields: where their schema is (`at`), the `path` to them as a list of keys, null for
///   whatever is in a list or map, their `order`, the names of their `fields`, and whether they are `closed` to other keys;
/// - `words`: messages on what a schema does not show: the names of the kinds of value, a key that stands twice, and text
///   that is not JSON.
///
/// Of two of the kind `missing` at one pointer the first alone counts. Where one of the kind `type` is said of a pointer,
/// nothing of the kinds `missing` and `value` is. In an `order`, a number below 0 stands for the place in the text of an
/// item or entry: of what the first key of the pointer leads to for -1, the first two for -2. Keys that are unknown or stand
/// twice are in the order of the text.
///
/// # Errors
/// [`Uncovered`] where what is said depends on more than the keyword: in enums whose variants have data, arrays with a
/// shape for each position, opaque values, rules on the keys of maps, fields with aliases, flattened ones, and types that
/// hold themselves.
pub fn meanings<T: Described>(document: &Value, at: &str) -> Result<Value, Uncovered> {
    let schema = document
        .pointer(at)
        .ok_or_else(|| Uncovered::new(at, "the document has no schema there"))?;
    let schema = without_references(document, schema, &mut Vec::new(), at)?;
    let mut meanings = Meanings::default();
    meanings.root(const { &T::SHAPE }, &schema)?;
    Ok(json!({
        "schema": schema,
        "keywords": meanings.keywords,
        "objects": meanings.objects,
        "words": words(),
    }))
}

/// What a keyword that fails means does not follow from the keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncovered {
    place: String,
    why: &'static str,
}

impl Uncovered {
    fn new(place: &str, why: &'static str) -> Self {
        Self {
            place: place.to_owned(),
            why,
        }
    }

    /// The pointer of the schema in which that is so.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Uncovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, why } = self;
        write!(f, "the schema at `{place}`: {why}")
    }
}

impl Error for Uncovered {}

/// What is said so far.
#[derive(Default)]
struct Meanings {
    keywords: Map<String, Value>,
    objects: Vec<Value>,
}

/// A schema on the way through the document, and what it is asked of.
#[derive(Clone)]
struct Place<'a> {
    schema: &'a Value,
    /// Where the schema is.
    at: String,
    /// The keys that lead to the value; none for whatever is in a list or map.
    path: Vec<Option<&'static str>>,
    /// What stands before the order of everything that is said of the value.
    order: Order,
    /// Of a field that must have a value: what is said where it has none.
    none: Option<Said>,
}

impl<'a> Place<'a> {
    /// The schema at a keyword, or at a key of what stands there, asked of the same value.
    fn below(&self, keyword: &str) -> Self {
        Self {
            schema: self.schema.get(keyword).unwrap_or(&Value::Null),
            at: joined(&self.at, keyword),
            ..self.clone()
        }
    }

    fn case(&self, keyword: &str, case: usize) -> Self {
        let below = self.below(keyword);
        Self {
            schema: below.schema.get(case).unwrap_or(&Value::Null),
            at: joined(&below.at, &case.to_string()),
            ..below
        }
    }

    fn keywords(&self) -> impl Iterator<Item = &'a String> + use<'a> {
        self.schema.as_object().into_iter().flat_map(Map::keys)
    }

    fn uncovered(&self, why: &'static str) -> Uncovered {
        Uncovered::new(&self.at, why)
    }
}

/// Annotations, of which those beside a reference count.
const ANNOTATIONS: [&str; 4] = ["title", "description", "default", "examples"];

/// The schema with what they refer to in the place of its references.
fn without_references(
    document: &Value,
    value: &Value,
    within: &mut Vec<String>,
    at: &str,
) -> Result<Value, Uncovered> {
    match value {
        Value::Array(items) => {
            let items = items.iter().enumerate();
            let items = items.map(|(index, item)| {
                without_references(document, item, within, &format!("{at}/{index}"))
            });
            items.collect()
        }
        Value::Object(keywords) => keywords_without_references(document, keywords, within, at),
        _ => Ok(value.clone()),
    }
}

fn keywords_without_references(
    document: &Value,
    keywords: &Map<String, Value>,
    within: &mut Vec<String>,
    at: &str,
) -> Result<Value, Uncovered> {
    let mut resolved = Map::new();
    for (keyword, value) in keywords {
        if keyword == "$defs" {
            continue;
        }
        let at = joined(at, keyword);
        let (Value::String(reference), "$ref") = (value, keyword.as_str()) else {
            resolved.insert(
                keyword.clone(),
                without_references(document, value, within, &at)?,
            );
            continue;
        };
        if within.contains(reference) {
            return Err(Uncovered::new(&at, "the type holds itself"));
        }
        let target = referred(document, &json!({ "$ref": reference }))
            .ok_or_else(|| Uncovered::new(&at, "what it refers to is not in the document"))?;
        within.push(reference.clone());
        let target = without_references(document, target, within, &at)?;
        within.pop();
        merge(&mut resolved, target, keywords, &at)?;
    }
    Ok(resolved.into())
}

/// Adds the keywords that a reference stands for to those beside it.
fn merge(
    resolved: &mut Map<String, Value>,
    target: Value,
    beside: &Map<String, Value>,
    at: &str,
) -> Result<(), Uncovered> {
    let Value::Object(target) = target else {
        return Err(Uncovered::new(at, "what it refers to is no object"));
    };
    for (keyword, value) in target {
        if !beside.contains_key(&keyword) {
            resolved.insert(keyword, value);
        } else if !ANNOTATIONS.contains(&keyword.as_str()) {
            return Err(Uncovered::new(
                at,
                "a keyword stands beside it and in what it refers to",
            ));
        }
    }
    Ok(())
}

/// What is said of what no schema shows.
fn words() -> Value {
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), kind.noun().into()));
    let problems = Problem::ALL.map(|problem| (format!("{problem:?}"), problem.to_string().into()));
    json!({
        "kinds": Map::from_iter(kinds),
        "duplicate_key": said::of_a_repeated_key(),
        "syntax": Map::from_iter(problems),
        "depth": MAX_DEPTH,
    })
}

impl Kind {
    /// The kind as JSON Schema calls it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}
