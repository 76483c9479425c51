//! Whole documents as they are emitted in each profile, of types with the parts that the documents in `schema/` lack. That
//! they say what the checks do is held elsewhere; here it shows when they say it in other words or another order.

#![allow(
    dead_code,
    reason = "the types are described; nobody asks for what they hold"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use crossfield::schema::{CarriesRules, Profile, document, document_for, meanings, with_rules};
use crossfield::{Described, Lenient, Maybe, Open};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

const ID: &str = "https://example.com/t.schema.json";

/// The documents of a type, each under the name of its profile, or why there is none.
fn documents<T: JsonSchema + Described + CarriesRules>() -> String {
    let mut documents = String::new();
    for profile in [
        Profile::Validation,
        Profile::CodeGeneration,
        Profile::OpenApi30,
    ] {
        writeln!(documents, "--- {profile:?}").unwrap();
        match document_for::<T>(profile, ID) {
            Ok(document) => write_lines(&mut documents, &document, 0),
            Err(error) => writeln!(documents, "{error}").unwrap(),
        }
    }
    documents
}

/// A line for each keyword that has a schema in it, or several; what is short stands on one line.
fn write_lines(lines: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (format!("{key}:"), value))
            .collect(),
        Value::Array(items) => items.iter().map(|item| ("-".to_owned(), item)).collect(),
        _ => return writeln!(lines, "{indent}{value}").unwrap(),
    };
    for (name, entry) in entries {
        let short = entry.to_string();
        let is_short = short.len() < 100 || !(entry.is_object() || entry.is_array());
        if is_short {
            writeln!(lines, "{indent}{name} {short}").unwrap();
        } else {
            writeln!(lines, "{indent}{name}").unwrap();
            write_lines(lines, entry, depth + 1);
        }
    }
}

macro_rules! ruled {
    ($($item:item)*) => {$(
        #[derive(Deserialize, JsonSchema, crossfield::Validate)]
        #[schemars(transform = with_rules::<Self>)]
        $item
    )*};
}

ruled! {
    /// How a call
    /// goes on.
    #[serde(rename_all = "snake_case")]
    enum Kind {
        /// To a person.
        Direct,
        /// To whoever is free
        /// first.
        Queue,
        Hangup,
    }

    /// A place.
    ///
    /// - with
    /// - a list
    struct Place {
        #[validate(length(min = 1))]
        name: String,
    }

    #[serde(deny_unknown_fields)]
    #[validate(at_least_one_of(place, count), all_or_none_of(ratio, on))]
    struct Call {
        kind: Option<Kind>,
        open: Open<Kind>,
        lenient: Lenient<Kind>,
        #[validate(required_iff(kind in [Kind::Direct, Kind::Queue]))]
        place: Option<Place>,
        places: Vec<Place>,
        #[validate(required_if(kind = Kind::Queue), range(min = 1, max = 9), multiple_of = 2)]
        count: Option<u8>,
        #[validate(required_if(kind = Kind::Hangup), range(exclusive_min = 0.5))]
        ratio: Option<f64>,
        #[validate(required_if(kind = Kind::Hangup))]
        on: Option<bool>,
        #[validate(required_if(on = true), forbidden_if(count > 3), pattern = "^[a-z]+$", length(max = 3))]
        note: Option<String>,
        #[validate(empty_is_absent, length(min = 2), starts_with = "a", ends_with = "b")]
        #[serde(default)]
        text: String,
        #[validate(empty_is_absent)]
        free: Option<String>,
        #[validate(required)]
        always: Option<Kind>,
        #[serde(default)]
        maybe: Maybe<Place>,
        #[serde(default)]
        #[schemars(default, example = 1, example = 2)]
        default: Option<u16>,
        #[validate(unique_items, inner(length(max = 2)))]
        tags: Vec<String>,
        set: BTreeSet<u8>,
        #[validate(length(max = 7), values(range(min = -1)))]
        map: BTreeMap<String, i64>,
        big: u64,
    }

    /// A field that decides, of which an empty text is none; and what is said of a key twice.
    struct Decided {
        #[validate(empty_is_absent)]
        #[serde(default)]
        mode: String,
        #[validate(required_if(mode in ["a", "b"]), required_if(mode in ["b", "c"]))]
        twice: Option<u8>,
        #[serde(alias = "other")]
        #[validate(required_if(mode = "a"), forbidden_if(mode = "c"))]
        named: Option<u8>,
        number: i32,
        #[validate(forbidden_unless(number in [1, 2]))]
        seldom: Option<Place>,
        open: Option<Open<Kind>>,
        #[validate(required_unless(open = Kind::Queue))]
        often: Option<Vec<u8>>,
        kinds: Vec<Kind>,
        inlined: Option<Inlined>,
        #[validate(length(max = 2))]
        code: ShortCode,
        /// Wider than its type.
        #[validate(range(max = 300))]
        wide: u8,
        #[serde(default)]
        #[validate(range(max = 9))]
        kept: u8,
        #[serde(default)]
        #[validate(range(min = 1))]
        broken: u8,
    }

    #[schemars(inline)]
    enum Inlined {
        Number(u8),
        Nothing,
    }

    struct ShortCode(#[validate(length(max = 2))] String);

    /// All that a keyword can mean.
    #[serde(deny_unknown_fields)]
    #[validate(at_least_one_of(place, count), when(kind = Kind::Queue, exactly_one_of(count, on)))]
    struct Meant {
        kind: Option<Kind>,
        /// Where it is.
        place: Option<Place>,
        /// Where else.
        #[serde(default)]
        others: Vec<Place>,
        #[validate(required_iff(kind in [Kind::Direct, Kind::Queue]), range(min = 1, max = 9))]
        count: Option<u8>,
        #[validate(forbidden_if(kind = Kind::Hangup))]
        on: Option<bool>,
        #[validate(empty_is_absent, length(min = 2), starts_with = "a", ends_with = "b")]
        text: Option<String>,
        #[validate(required)]
        always: Option<f64>,
        #[validate(required)]
        items: Option<Vec<u8>>,
        #[serde(default)]
        #[validate(range(min = 1))]
        filled: u8,
        #[validate(unique_items, inner(length(max = 2)))]
        tags: Vec<String>,
        #[validate(values(range(min = -1)))]
        map: BTreeMap<String, i64>,
        #[validate(opaque)]
        opaque: String,
        /// Instead of what the type says of itself.
        direct: Place,
    }

    struct ReadByItself {
        #[validate(opaque)]
        texts: HashMap<u8, String>,
    }

    #[serde(untagged)]
    enum NullOrNumber {
        Null,
        Number(u8),
    }

    /// Fields of another type, and whatever else.
    struct Flat {
        #[serde(alias = "b")]
        a: Option<u8>,
        #[validate(required_if(a = 1))]
        c: Option<u8>,
        #[serde(flatten)]
        place: Place,
        #[serde(flatten)]
        others: HashMap<String, u8>,
    }

    /// Whatever a flattened type has.
    struct FlatTwice {
        first: u8,
        #[serde(flatten)]
        flat: Flat,
    }

    struct Keyed {
        #[validate(keys(length(max = 2)))]
        texts: HashMap<String, String>,
    }

    struct Numbered {
        #[validate(opaque)]
        texts: HashMap<u8, String>,
        #[validate(opaque)]
        anything: Value,
    }

    struct Pair(#[validate(range(max = 9))] u8, Option<Place>);

    /// What is said of it all.
    #[serde(rename_all = "snake_case")]
    enum External {
        /// Nothing.
        Unit,
        #[serde(alias = "second")]
        Other,
        /// A text.
        Text(#[validate(length(min = 1))] String),
        #[serde(alias = "placed")]
        Place(Place),
        Pair(u8, bool),
        Fields {
            kind: Kind,
            #[validate(required_if(kind = Kind::Direct))]
            to: Option<String>,
        },
    }

    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Internal {
        /// Nothing.
        Unit,
        #[serde(alias = "placed")]
        Place(Place),
        #[serde(rename_all = "camelCase")]
        Fields {
            is_on: bool,
            #[validate(required_if(is_on = true))]
            to: Option<String>,
        },
    }

    #[serde(tag = "kind")]
    enum TagTaken {
        Map(Map),
    }

    struct Map {
        #[serde(flatten)]
        others: HashMap<String, bool>,
    }

    #[serde(tag = "kind", content = "value", deny_unknown_fields)]
    enum Adjacent {
        /// Nothing.
        Unit,
        Number(Option<u8>),
        Text(#[validate(required, length(max = 3))] Option<String>),
        #[serde(alias = "Both")]
        Pair(u8, Place),
    }

    /// A later variant takes nothing that an earlier one reads, whatever that is.
    #[serde(untagged)]
    enum Untagged {
        Lists(#[validate(length(min = 1))] Vec<Pair>),
        Numbers(Vec<u8>),
        /// Rules of its own.
        Read(Box<Read>),
        Free(BTreeMap<String, Value>),
        Nothing,
    }

    struct Read {
        set: BTreeSet<u8>,
        #[serde(default)]
        external: Option<External>,
        internal: Internal,
        adjacent: Adjacent,
        flat: Option<Flat>,
        none: (),
        small: std::num::NonZeroU8,
        again: Option<Box<Read>>,
        #[validate(required_if(present(again)))]
        open: Option<Open<Kind>>,
    }

    /// No rule holds but that reading enforces.
    #[serde(untagged)]
    enum WithoutRules {
        Set(Vec<std::num::NonZeroU8>),
        Pair((u8, bool)),
        Lists(Vec<u8>),
        Letter(char),
        Text(String),
    }
}

impl crossfield::field::length::HasLength for ShortCode {
    fn length(&self) -> usize {
        self.0.length()
    }
}

macro_rules! documents {
    ($($test:ident of $type:ty;)*) => {$(
        #[test]
        fn $test() {
            insta::assert_snapshot!(documents::<$type>());
        }
    )*};
}

documents! {
    an_object_with_rules of Call;
    what_the_value_of_a_field_decides of Decided;
    an_enum_without_data of Kind;
    a_map_with_rules_on_its_keys of Keyed;
    a_map_whose_keys_are_no_texts of Numbered;
    flattened_fields_and_aliases of Flat;
    flattened_fields_of_flattened_fields of FlatTwice;
    an_array_with_a_schema_for_each_position of Pair;
    an_enum_told_by_a_key of External;
    an_enum_told_by_a_tag_inside of Internal;
    an_enum_told_by_a_tag_beside of Adjacent;
    an_enum_told_by_what_is_read of Untagged;
    an_enum_told_by_what_is_read_without_rules of WithoutRules;
}

#[test]
#[should_panic(
    expected = "what `Map` holds flattens a map, to which the schema behind the reference would hand the tag"
)]
fn a_tag_beside_a_flattened_map_has_no_schema() {
    documents::<TagTaken>();
}

#[test]
fn what_each_keyword_of_a_document_means() {
    let mut shown = String::new();
    let meant = meanings::<Meant>(&document::<Meant>(ID), "").unwrap();
    for (keyword, said) in meant["keywords"].as_object().unwrap() {
        writeln!(shown, "{keyword}").unwrap();
        for said in said.as_array().unwrap() {
            writeln!(shown, "    {said}").unwrap();
        }
    }
    for object in meant["objects"].as_array().unwrap() {
        writeln!(shown, "{object}").unwrap();
    }
    insta::assert_snapshot!(shown);
}

/// Why the keywords of a type's document have no meaning.
fn without_meaning<T: JsonSchema + Described + CarriesRules>() -> String {
    meanings::<T>(&document::<T>(ID), "")
        .unwrap_err()
        .to_string()
}

#[test]
fn what_only_a_type_itself_reads_has_keywords_without_a_meaning() {
    assert_eq!(
        without_meaning::<ReadByItself>(),
        "the schema at `/properties/texts`: only the type itself reads the value"
    );
}

#[test]
fn variants_with_data_have_keywords_without_a_meaning() {
    assert_eq!(
        without_meaning::<NullOrNumber>(),
        "the schema at ``: the variants of the enum have data"
    );
}

#[test]
fn a_type_that_keeps_texts_says_by_itself_which_it_knows() {
    let known = json!(["direct", "queue", "hangup"]);
    let lenient = schemars::schema_for!(Lenient<Kind>).to_value();
    assert_eq!(
        (&lenient["type"], &lenient["enum"]),
        (&json!("string"), &known)
    );
    let open = schemars::schema_for!(Open<Kind>).to_value();
    assert_eq!(
        (&open["type"], &open["examples"]),
        (&json!("string"), &known)
    );
}
