//! Fields that a function of the user's reads, and types that are read as their only field is.

use std::marker::PhantomData;

use conformance::Judge;
use crossfield::Validate;
use crossfield::schema::with_rules;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

/// Texts with commas between them.
mod commas {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        let text = String::deserialize(from)?;
        let items = text.split(',').filter(|item| !item.is_empty());
        Ok(items.map(str::to_owned).collect())
    }
}

/// A text, of which `-` is none.
fn dash<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.filter(|text| text != "-"))
}

#[derive(Deserialize, Validate)]
struct Fields {
    #[serde(with = "commas")]
    #[validate(length(min = 1, max = 2))]
    list: Vec<String>,
    #[serde(default, deserialize_with = "dash")]
    #[validate(length(min = 2))]
    text: Option<String>,
    #[serde(deserialize_with = "dash")]
    #[validate(required)]
    needed: Option<String>,
    #[validate(required_if(present(text)))]
    other: Option<u8>,
}

#[test]
fn rules_see_what_the_function_reads() {
    let judge = Judge::without_schema::<Fields>();
    judge.accepts(&[
        r#"{"list": "a", "needed": "b"}"#,
        r#"{"list": "a,b,", "text": "-", "needed": ""}"#,
        r#"{"list": "a", "text": null, "needed": "b"}"#,
        r#"{"list": "a", "text": "ab", "needed": "b", "other": 1}"#,
    ]);
    let length = "/list length: must have a length of 1 to 2";
    for (text, violations) in [
        (r#"{"list": "", "needed": "b"}"#, vec![length]),
        (r#"{"list": "a,b,c", "needed": "b"}"#, vec![length]),
        (
            r#"{"list": "a", "needed": "-"}"#,
            vec!["/needed required: required"],
        ),
        (
            r#"{"list": "a", "needed": null}"#,
            vec!["/needed required: required"],
        ),
        (
            r#"{"list": "a", "text": "a", "needed": "b"}"#,
            vec![
                "/text length: must have a length of 2 or more",
                "/other required: required when `text` is given",
            ],
        ),
        (
            r#"{"list": ["a"], "needed": "b"}"#,
            vec!["/list type: must be a value that the field's type reads, not an array"],
        ),
        // Without a default the key must be there, though the type is an `Option`.
        (r#"{"list": "a"}"#, vec!["/needed required: required"]),
    ] {
        judge.refuses(text, &violations);
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Marked {
    #[serde(with = "commas")]
    #[schemars(with = "String")]
    #[validate(opaque)]
    list: Vec<String>,
    #[validate(required_if(present(name)))]
    other: Option<u8>,
    name: Option<String>,
}

#[test]
fn under_a_schema_the_field_is_opaque() {
    let judge = Judge::of::<Marked>();
    judge.accepts(&[
        r#"{"list": "a,b"}"#,
        r#"{"list": "", "name": "a", "other": 1}"#,
    ]);
    judge.refuses(
        r#"{"list": "a", "name": "a"}"#,
        &["/other required: required when `name` is given"],
    );
    assert_eq!(judge.found(r#"{"list": 1}"#).len(), 1);
    let marked = Marked {
        list: Vec::new(),
        other: None,
        name: None,
    };
    assert!(marked.is_valid() && marked.list.is_empty());
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(transparent)]
struct Id<T> {
    of: PhantomData<T>,
    #[validate(length(min = 2), pattern = "^[a-z]*$")]
    text: String,
    #[serde(skip)]
    #[allow(dead_code)]
    read: u8,
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(transparent)]
struct Pair(#[validate(range(max = 9))] u8, PhantomData<u8>);

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Holder {
    id: Id<u8>,
    pairs: Vec<Pair>,
}

#[test]
fn a_transparent_type_is_its_only_field() {
    let id = Judge::of::<Id<u8>>();
    id.accepts(&[r#""ab""#]);
    id.refuses(r#""a""#, &[" length: must have 2 or more characters"]);
    assert_eq!(id.found(r#"{"id": "ab"}"#).len(), 1);
    let holder = Judge::of::<Holder>();
    holder.accepts(&[r#"{"id": "ab", "pairs": [1, 9.0]}"#]);
    holder.refuses(
        r#"{"id": "A", "pairs": [10]}"#,
        &[
            "/id length: must have 2 or more characters",
            "/id pattern: must match the pattern `^[a-z]*$`",
            "/pairs/0 range: must be at most 9",
        ],
    );
    assert_eq!(holder.found(r#"{"id": "ab", "pairs": [[1]]}"#).len(), 1);
}
