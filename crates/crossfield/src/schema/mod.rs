//! From the table of rules to JSON Schema 2020-12 and `OpenAPI` 3.1 and 3.0 (feature `schemars`).
//!
//! The structure of a schema (titles, descriptions, references) comes from schemars' derive. A transform on the type
//! brings its rules in:
//!
//! ```
//! use crossfield::Validate;
//! use schemars::JsonSchema;
//!
//! #[derive(serde::Deserialize, JsonSchema, Validate)]
//! #[schemars(transform = crossfield::schema::with_rules::<Self>)]
//! struct Call {
//!     kind: Option<String>,
//!     #[validate(required_if(kind = "transfer"))]
//!     target: Option<String>,
//! }
//!
//! let document = crossfield::schema::document::<Call>("https://example.com/call.schema.json");
//! assert_eq!(document["allOf"][0]["then"]["required"][0], "target");
//! ```
//!
//! Since the transform belongs to the type, every tool that takes schemars' schemas has the rules. [`document`] and
//! [`Components`] accept no type whose schema would not carry them.
//!
//! Validators name the rule best from `if` and `then`; generators of code need variants; some tools stop at `OpenAPI` 3.0. So
//! there is a [`Profile`] for each, and [`document_for`] and [`Components::for_profile`] write in it. The pointers of
//! violations, and [`broken_rules`], are about [`Profile::Validation`].

mod broken;
mod choice;
mod cross;
mod dialect;
mod discriminator;
mod field;
mod flatten;
mod meaning;
mod native;
mod note;
mod openapi30;
mod plain;
mod profile;
mod reading;
mod unsayable;
mod variants;

use core::marker::PhantomData;
use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

pub use self::profile::Profile;
pub use self::unsayable::Unsayable;
use self::variants::Variants;
use crate::rule::{Field, Rules, Shape};
use crate::ruled::Ruled;
use crate::validate::Described;

pub use self::broken::{Unexplained, broken_rules};
pub use self::meaning::{Uncovered, meanings};

/// A type whose schema says all that its rules say.
///
/// The derive implements it for types that have `#[schemars(transform = crossfield::schema::with_rules::<Self>)]`, and
/// for enums of unit variants.
#[diagnostic::on_unimplemented(
    message = "the schema of `{Self}` would not carry its rules",
    note = "derive `crossfield::Validate` and add `#[schemars(transform = crossfield::schema::with_rules::<Self>)]`; for a type of another crate, mark the field `#[validate(opaque)]`"
)]
pub trait CarriesRules {
    /// Compiles only when what the type holds carries its rules too.
    #[doc(hidden)]
    fn inner() {}
}

/// Brings the rules of a type into its schema. For `#[schemars(transform = …)]`.
///
/// # Panics
/// When a key is that of a field and of a flattened one too, or of two flattened ones: serde reads it into the first only.
/// Only here are both types known.
pub fn with_rules<T: Described>(schema: &mut Schema) {
    let keywords = std::mem::take(schema.ensure_object());
    *schema.ensure_object() = match const { &T::SHAPE } {
        Shape::Object(rules) => commented(object(rules(), keywords), &native::lines(rules())),
        Shape::Tuple(rules) => commented(field::tuple(rules(), keywords), &native::lines(rules())),
        Shape::Choice(choice) => commented(
            choice::schema(choice(), keywords),
            &native::lines_of_choice(choice()),
        ),
        shape => commented(
            field::rewritten(Ruled::new(shape, &[]), keywords),
            &native::lines_of_shape(shape),
        ),
    };
}

/// Lists the rules that no keyword says in a `$comment`, which every validator passes over: strict ones refuse keywords
/// that they do not know.
fn commented(mut keywords: Map<String, Value>, lines: &[String]) -> Map<String, Value> {
    if lines.is_empty() {
        return keywords;
    }
    let comment = lines.join("\n");
    let comment = match keywords.get("$comment").and_then(Value::as_str) {
        Some(before) => format!("{before}\n{comment}"),
        None => comment,
    };
    keywords.insert("$comment".to_owned(), comment.into());
    keywords
}

/// The schema of a type that is no object, from its shape alone.
#[must_use]
pub fn scalar<T: Described>() -> Schema {
    field::rewritten(Ruled::new(const { &T::SHAPE }, &[]), Map::new()).into()
}

/// The JSON Schema 2020-12 document of a type, with `$id`.
///
/// Definitions that nothing refers to are left out. With the feature `preserve_order` of `serde_json`, keywords stand in the
/// order in which people read them.
#[must_use]
pub fn document<T: JsonSchema + Described + CarriesRules>(id: &str) -> Value {
    document_in::<T>(Profile::Validation, id)
}

/// The same in a profile.
///
/// That of [`Profile::OpenApi30`] is an `OpenAPI` document without paths, since only in one such schemas can refer to each
/// other: the type's schema is that of its name in `components.schemas`, and `id` is the title.
///
/// ```
/// use crossfield::Validate;
/// use crossfield::schema::{Profile, document_for};
/// use schemars::JsonSchema;
///
/// #[derive(serde::Deserialize, JsonSchema, Validate)]
/// #[schemars(transform = crossfield::schema::with_rules::<Self>)]
/// struct Call {
///     kind: Option<String>,
///     #[validate(required_if(kind = "transfer"))]
///     target: Option<String>,
/// }
///
/// let id = "https://example.com/call.schema.json";
/// let document = document_for::<Call>(Profile::CodeGeneration, id)?;
/// let transfer = &document["oneOf"][0];
/// assert_eq!(transfer["properties"]["kind"]["enum"][0], "transfer");
/// assert_eq!(transfer["required"][1], "target");
/// # Ok::<(), crossfield::schema::Unsayable>(())
/// ```
///
/// # Errors
/// When the profile's dialect cannot say what the type says. Those of JSON Schema 2020-12 can say all.
pub fn document_for<T: JsonSchema + Described + CarriesRules>(
    profile: Profile,
    id: &str,
) -> Result<Value, Unsayable> {
    match profile {
        Profile::Validation | Profile::CodeGeneration => Ok(document_in::<T>(profile, id)),
        Profile::OpenApi30 => openapi30_document::<T>(id),
    }
}

fn openapi30_document<T: JsonSchema + Described + CarriesRules>(
    id: &str,
) -> Result<Value, Unsayable> {
    let mut components = Components::for_profile(Profile::OpenApi30);
    let schema = if T::inline_schema() {
        components.add_schema::<Named<T>>()
    } else {
        components.add_schema::<T>()
    };
    let schemas = components.schemas(&schema)?;
    Ok(json!({
        "openapi": "3.0.3",
        "info": { "title": id, "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    }))
}

/// A type that is written where it is used, as a component. It is the first to ask for its name, so that no type in it with
/// the same name is taken for it.
struct Named<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("{}::Named<{}>", module_path!(), T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

fn document_in<T: JsonSchema + Described + CarriesRules>(profile: Profile, id: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut document = profile.during(|| generator.into_root_schema_for::<T>().to_value());
    if profile.has_variants() {
        plain::rewrite(&mut document);
        discriminator::drop_unnamed(&mut document);
    }
    if let Value::Object(keywords) = &mut document {
        keywords.insert("$id".to_owned(), id.into());
    }
    dialect::prune(&mut document);
    dialect::arrange(&mut document);
    document
}

/// The schemas of an `OpenAPI` document: types are added, each is referred to, and the definitions are collected.
///
/// ```
/// use crossfield::Validate;
/// use crossfield::schema::{Components, Profile};
/// use schemars::JsonSchema;
/// use serde_json::json;
///
/// #[derive(serde::Deserialize, JsonSchema, Validate)]
/// #[schemars(transform = crossfield::schema::with_rules::<Self>)]
/// struct Call {
///     #[validate(length(max = 20))]
///     target: Option<String>,
/// }
///
/// let mut components = Components::for_profile(Profile::OpenApi30);
/// let body = components.add::<Call>();
/// let schemas = components.schemas(&body)?;
/// assert_eq!(body, json!({ "$ref": "#/components/schemas/Call" }));
/// assert_eq!(
///     schemas["Call"]["properties"]["target"],
///     json!({ "type": "string", "nullable": true, "maxLength": 20 })
/// );
/// # Ok::<(), crossfield::schema::Unsayable>(())
/// ```
#[derive(Debug)]
pub struct Components {
    profile: Profile,
    generator: SchemaGenerator,
    /// Why the first type that the profile cannot say is not there.
    unsayable: Option<Unsayable>,
}

impl Default for Components {
    fn default() -> Self {
        Self::new()
    }
}

impl Components {
    /// No schemas yet, of an `OpenAPI` 3.1 document for validators.
    #[must_use]
    pub fn new() -> Self {
        Self::for_profile(Profile::Validation)
    }

    /// No schemas yet, in a profile: of an `OpenAPI` 3.0 document in [`Profile::OpenApi30`], of a 3.1 document in others.
    #[must_use]
    pub fn for_profile(profile: Profile) -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self {
            profile,
            generator: settings.into_generator(),
            unsayable: None,
        }
    }

    /// Adds a type, and gives the schema to write where it is used: a reference, or for a scalar the schema itself. If
    /// the profile cannot say it, [`schemas`](Self::schemas) tells.
    pub fn add<T: JsonSchema + CarriesRules>(&mut self) -> Value {
        self.add_schema::<T>()
    }

    fn add_schema<T: JsonSchema>(&mut self) -> Value {
        let generator = &mut self.generator;
        let schema = self.profile.during(|| generator.subschema_for::<T>());
        let mut schema = schema.to_value();
        if self.profile.has_variants() {
            plain::rewrite(&mut schema);
            discriminator::drop_unnamed(&mut schema);
        }
        if let Err(unsayable) = self.translate(&T::schema_name(), &mut schema) {
            self.unsayable.get_or_insert(unsayable);
        }
        dialect::arrange(&mut schema);
        schema
    }

    /// The value of `components.schemas`: what the types added need, and nothing else. `used` is where the references
    /// to them stand, as a rule the `paths` of the document.
    ///
    /// # Errors
    /// When the profile's dialect cannot say one of the types. Those of `OpenAPI` 3.1 can say all.
    pub fn schemas(&mut self, used: &Value) -> Result<Value, Unsayable> {
        let mut schemas = self.generator.take_definitions(true);
        if self.profile.has_variants() {
            schemas.values_mut().for_each(plain::rewrite);
            discriminator::name_variants(&mut schemas);
        }
        dialect::prune_definitions(&mut schemas, used, PLACE);
        if let Some(unsayable) = self.unsayable.take() {
            return Err(unsayable);
        }
        for (name, schema) in &mut schemas {
            self.translate(name, schema)?;
            dialect::arrange(schema);
        }
        Ok(schemas.into())
    }

    /// Into the dialect of the profile, where it is another.
    fn translate(&self, name: &str, schema: &mut Value) -> Result<(), Unsayable> {
        match self.profile {
            Profile::Validation | Profile::CodeGeneration => Ok(()),
            Profile::OpenApi30 => openapi30::translate(schema, "").map_err(|lacking| {
                Unsayable::new(self.profile, name, &lacking.pointer, &lacking.keyword)
            }),
        }
    }
}

/// How references to components begin.
const PLACE: &str = "#/components/schemas/";

fn object(rules: &'static Rules, mut keywords: Map<String, Value>) -> Map<String, Value> {
    if !rules.flattened.is_empty() {
        return flatten::object(rules, keywords);
    }
    let mut old = match keywords.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    let mut properties = Map::new();
    for field in rules.fields {
        let keywords = match old.remove(field.name) {
            Some(Value::Object(keywords)) => keywords,
            _ => Map::new(),
        };
        let property = Value::from(field::property(rules, field, keywords));
        properties.extend(field.keys().map(|key| (key.to_owned(), property.clone())));
    }
    keywords.insert("type".to_owned(), "object".into());
    let mut variants = Variants::default();
    variants.add(rules, &properties);
    keywords.insert("properties".to_owned(), properties.into());
    keywords.remove("required");
    let required: Vec<&str> = rules
        .fields
        .iter()
        .filter(|field| is_asked_for_by_name(rules, field))
        .map(|field| field.name)
        .collect();
    if !required.is_empty() {
        keywords.insert("required".to_owned(), json!(required));
    }
    if rules.deny_unknown_fields {
        keywords.insert("additionalProperties".to_owned(), false.into());
    }
    let entries = entries(rules).filter(|entry| !variants.say(*entry));
    let mut all_of: Vec<Value> = entries.map(Entry::schema).collect();
    note::add_variants(&mut keywords, variants.into_lists());
    if !all_of.is_empty() {
        // Before what was there: a violation's schema pointer counts from 0.
        if let Some(Value::Array(others)) = keywords.remove("allOf") {
            all_of.extend(others);
        }
        keywords.insert("allOf".to_owned(), all_of.into());
    }
    keywords
}

/// Whether the object requires the field's name. Of one with several keys, the entry on them says that it is asked for.
fn is_asked_for_by_name(rules: &'static Rules, field: &Field) -> bool {
    field.aliases.is_empty() && rules.asks_for(field)
}

/// An entry of an object's `allOf`.
#[derive(Clone, Copy, Debug)]
enum Entry {
    /// A rule that makes a field required or forbidden, by its place in the table.
    Conditional(&'static Rules, usize),
    /// A rule on how many of several fields have a value, by its place in the table.
    Group(&'static Rules, usize),
    /// The names of a field with several.
    Keys(&'static Rules, usize),
}

impl Entry {
    fn schema(self) -> Value {
        let schema = match self {
            Self::Conditional(rules, index) => {
                let rule = rules.conditionals.get(index);
                rule.map(|rule| cross::entry(rule, rules))
            }
            Self::Group(rules, index) => {
                let group = rules.groups.get(index);
                group.map(|group| cross::group(group, rules))
            }
            Self::Keys(rules, index) => {
                let field = rules.fields.get(index);
                field.and_then(|field| cross::keys(rules, field))
            }
        };
        schema.unwrap_or_default()
    }
}

/// The rules across fields, those on the fields of flattened types behind the others, in the order in which `allOf` has
/// them.
fn all_entries(rules: &'static Rules) -> Vec<Entry> {
    let mut all: Vec<Entry> = entries(rules).collect();
    for flattened in rules.flattened {
        if let Shape::Object(inner) = &flattened.shape {
            all.extend(all_entries(inner()));
        }
    }
    all
}

/// The rules across fields of a type itself, and then what is to be said of fields with several keys.
fn entries(rules: &'static Rules) -> impl Iterator<Item = Entry> {
    let conditionals = 0..rules.conditionals.len();
    let conditionals = conditionals.map(move |index| Entry::Conditional(rules, index));
    let groups = 0..rules.groups.len();
    let keys = rules.fields.iter().enumerate();
    let keys = keys.filter(|(_, field)| !field.aliases.is_empty());
    conditionals
        .chain(groups.map(move |index| Entry::Group(rules, index)))
        .chain(keys.map(move |(index, _)| Entry::Keys(rules, index)))
}

mod carried {
    //! The standard library's types carry the rules of what they hold.

    use core::num::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize};
    use std::borrow::Cow;
    use std::collections::{
        BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque,
    };
    use std::rc::Rc;
    use std::sync::Arc;

    use super::CarriesRules;
    use crate::{Lenient, Maybe, Open, Valid};

    macro_rules! always {
        ($($ty:ty),* $(,)?) => {$(impl CarriesRules for $ty {})*};
    }

    always!(
        str,
        String,
        char,
        bool,
        f32,
        f64,
        i8,
        i16,
        i32,
        i64,
        isize,
        u8,
        u16,
        u32,
        u64,
        usize,
        (),
        NonZeroU8,
        NonZeroU16,
        NonZeroU32,
        NonZeroU64,
        NonZeroUsize,
        serde_json::Value
    );

    impl<T: ?Sized> CarriesRules for core::marker::PhantomData<T> {}
    impl<T: CarriesRules, const N: usize> CarriesRules for [T; N] {}

    macro_rules! when_all_do {
        ($($name:ident)*) => {
            impl<$($name: CarriesRules),*> CarriesRules for ($($name,)*) {}
        };
    }

    macro_rules! tuples {
        ($($done:ident)*;) => { when_all_do!($($done)*); };
        ($($done:ident)*; $next:ident $($rest:ident)*) => {
            when_all_do!($($done)*);
            tuples!($($done)* $next; $($rest)*);
        };
    }

    tuples!(A; B C D E F G H I J K L M N O P);

    macro_rules! when_inner_does {
        ($($ty:ty $(, $other:ident)*;)*) => {$(
            impl<T: CarriesRules $(, $other)*> CarriesRules for $ty {}
        )*};
    }

    when_inner_does! {
        Option<T>;
        Maybe<T>;
        Valid<T>;
        Open<T>;
        Lenient<T>;
        [T];
        Vec<T>;
        VecDeque<T>;
        LinkedList<T>;
        BinaryHeap<T>;
        BTreeSet<T>;
        HashSet<T, S>, S;
        BTreeMap<K, T>, K;
        HashMap<K, T, S>, K, S;
    }

    macro_rules! through {
        ($($ty:ty),*) => {$(impl<T: CarriesRules + ?Sized> CarriesRules for $ty {})*};
    }

    through!(&T, Box<T>, Rc<T>, Arc<T>);

    impl<T: CarriesRules + ToOwned + ?Sized> CarriesRules for Cow<'_, T> {}
}
