//! The checked description of an input: what [`emit`](crate::emit) writes code from.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{Expr, ExprPath, Generics, Ident, LitStr, Member, Path, Type};

use crate::names::named;
use crate::pattern::Dfa;

/// A type and everything that its code is made of.
pub(crate) struct Model<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    /// The type parameters that must be described.
    pub(crate) described: Vec<&'a Ident>,
    /// The path of the runtime crate.
    pub(crate) krate: TokenStream,
    /// Whether the type's schema carries its rules.
    pub(crate) schema_carries_rules: bool,
    /// How what functions know beside the value is handed in.
    pub(crate) context: Option<TokenStream>,
    pub(crate) body: Body,
}

pub(crate) enum Body {
    Object(Object),
    /// A unit struct: null in JSON.
    Unit,
    Newtype(Box<Newtype>),
    Enumeration(Enumeration),
    Choice(Choice),
}

impl Body {
    /// What has fields: the struct itself, or each variant.
    pub(crate) fn objects(&self) -> Vec<&Object> {
        match self {
            Self::Object(object) => vec![object],
            Self::Choice(choice) => {
                let variants = choice.variants.iter();
                variants.map(|variant| &variant.object).collect()
            }
            Self::Newtype(_) | Self::Enumeration(_) | Self::Unit => Vec::new(),
        }
    }
}

/// A struct with named fields, or a tuple struct of several.
#[derive(Default)]
pub(crate) struct Object {
    /// The fields that are read from JSON, in declaration order.
    pub(crate) fields: Vec<Field>,
    /// The rules across fields, in declaration order.
    pub(crate) conditionals: Vec<Conditional>,
    /// The rules on how many of several fields have a value, in declaration order.
    pub(crate) groups: Vec<Group>,
    /// The rules that no schema says.
    pub(crate) natives: Vec<Native>,
    /// The fields whose keys stand among those of the object, in declaration order.
    pub(crate) flattened: Vec<Flattened>,
    pub(crate) deny_unknown_fields: bool,
    /// The fields that are not read from JSON.
    pub(crate) skipped: Vec<Ident>,
    /// Whether the fields are positions of an array.
    pub(crate) positional: bool,
}

/// A field whose keys stand among those of its object.
pub(crate) struct Flattened {
    pub(crate) field: Field,
    /// How many of [`Object::fields`] are declared before it.
    pub(crate) before: usize,
}

/// A tuple struct of one field, or a transparent struct: in JSON it is that field.
pub(crate) struct Newtype {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) known: Knowledge,
    /// The function of the user's that reads it (`#[serde(with = …)]`).
    pub(crate) read_by: Option<Path>,
    /// Whether it is read as the field is where its key is not there too.
    pub(crate) transparent: bool,
    pub(crate) checks: Vec<Check>,
}

/// An enum of unit variants: in JSON, a string.
pub(crate) struct Enumeration {
    pub(crate) variants: Vec<Variant>,
}

/// An enum whose variants have data, or a tag.
pub(crate) struct Choice {
    pub(crate) tagging: Tagging,
    /// The variants that are read from JSON, in declaration order.
    pub(crate) variants: Vec<Alternative>,
    /// The variants that are not.
    pub(crate) skipped: Vec<Ident>,
    pub(crate) deny_unknown_fields: bool,
}

/// How a variant is told from the others.
pub(crate) enum Tagging {
    /// By the only key, or by the string that a unit variant is.
    External,
    /// By the string at a key beside those of the variant.
    Internal { tag: String },
    /// By the string at a key; another key has the variant's content.
    Adjacent { tag: String, content: String },
    /// The first variant that can be read.
    Untagged,
}

/// A variant of a [`Choice`].
pub(crate) struct Alternative {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) description: String,
    pub(crate) form: Form,
    /// The fields and the rules on them.
    pub(crate) object: Object,
}

/// What is written behind a variant's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Unit,
    Newtype,
    Tuple,
    Object,
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) description: String,
}

/// How a type holds a value or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Optional {
    /// It always holds one.
    Never,
    /// It is an `Option`.
    Option,
    /// It is an `Option` of an `Option`.
    Twice,
    /// It is a `Maybe`, which tells null from absent.
    Maybe,
}

/// What is known of the type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Knowledge {
    /// It is described: it must implement `Validate`.
    Described,
    /// It may be described. Nothing is checked inside of one that is not.
    PerhapsDescribed,
    /// Only its own `Deserialize` knows its JSON (`#[validate(opaque)]`).
    Opaque,
}

#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of its own, and all combinations occur"
)]
pub(crate) struct Field {
    pub(crate) member: Member,
    /// What a pattern calls the field of a variant; a struct's is `self.member`.
    pub(crate) binding: Option<Ident>,
    pub(crate) ty: Type,
    /// The key in JSON.
    pub(crate) name: String,
    /// Other keys that are read for it.
    pub(crate) aliases: Vec<LitStr>,
    /// Whether the type may hold no value.
    pub(crate) optional: Optional,
    pub(crate) key_required: bool,
    /// Whether the key must be there even if the type, which may be an alias of an `Option`, could do without: serde asks
    /// the type only where it reads a key's value by the type alone.
    pub(crate) key_in_any_case: bool,
    pub(crate) not_null: bool,
    pub(crate) empty_is_absent: bool,
    pub(crate) known: Knowledge,
    /// The function of the user's that reads it (`#[serde(with = …)]`).
    pub(crate) read_by: Option<Path>,
    /// What a missing key gives the field, where that may be a value.
    pub(crate) filled_by: Option<FilledBy>,
    pub(crate) checks: Vec<Check>,
}

/// What serde fills a field with whose key is missing.
#[derive(Clone)]
pub(crate) enum FilledBy {
    /// The default of the field's type.
    Type,
    /// What a function gives.
    Function(ExprPath),
    /// The same field of the object's default.
    Object,
    /// The same field of the object that a function gives.
    ObjectOfFunction(ExprPath),
}

/// A rule on a field's own value, at the span where it is written.
#[derive(Clone)]
pub(crate) struct Check {
    pub(crate) kind: CheckKind,
    pub(crate) span: Span,
    pub(crate) wording: Wording,
}

/// What a rule says of itself when it is broken, in place of the message and the code that its kind has.
#[derive(Clone, Default)]
pub(crate) struct Wording {
    pub(crate) message: Option<LitStr>,
    pub(crate) code: Option<LitStr>,
}

#[derive(Clone)]
pub(crate) enum CheckKind {
    Required,
    Length {
        min: Option<Box<Expr>>,
        max: Option<Box<Expr>>,
        /// Whether the two are one bound, `equal`.
        equal: bool,
    },
    Pattern(Box<Pattern>),
    HttpUrl,
    Uuid,
    Url,
    Email,
    UniqueItems,
    Range {
        min: Option<Bound>,
        max: Option<Bound>,
        /// Whether the number is an `f32`.
        single: bool,
    },
    MultipleOf(Box<Expr>),
    Part(Place, LitStr),
    Ascii,
    NonControlCharacter,
    Ipv4,
    Ipv6,
    Ip,
    Inside {
        of: Inside,
        checks: Vec<Check>,
        /// Whether what is inside is an `Option`, of which the rules ask the value.
        optional: bool,
    },
    /// A function of the user's judges the value.
    Custom(Box<Function>),
    CreditCard,
    /// A regular expression that the user's code holds.
    Regex(Box<Expr>),
}

/// A function of the user's, and how it is called.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) path: Path,
    /// Whether it takes the value itself, and not a reference to it.
    pub(crate) by_value: bool,
    /// Whether it takes the context too.
    pub(crate) use_context: bool,
    /// Whether it is passed over: a default is judged where there is no context.
    pub(crate) left_out: bool,
}

/// What of a list or map rules stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Items,
    Keys,
    Values,
}

/// Where in a text another must stand, or that it must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Start,
    End,
    Anywhere,
    Nowhere,
}

/// A bound of a range.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) value: Box<Expr>,
    pub(crate) excluded: bool,
}

/// A compiled pattern, and what its constant is called.
#[derive(Clone)]
pub(crate) struct Pattern {
    pub(crate) name: Ident,
    pub(crate) automaton: Dfa,
}

/// A rule that makes a field required or forbidden.
pub(crate) struct Conditional {
    /// The field, by its place in [`Object::fields`].
    pub(crate) field: usize,
    pub(crate) effect: Effect,
    pub(crate) condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    RequiredIf,
    RequiredUnless,
    ForbiddenIf,
    ForbiddenUnless,
    RequiredIff,
}

impl Effect {
    /// Whether the condition holding (or its not holding) makes the field required.
    pub(crate) const fn requires_when(self) -> Option<bool> {
        match self {
            Self::RequiredIf | Self::RequiredIff => Some(true),
            Self::RequiredUnless => Some(false),
            Self::ForbiddenIf | Self::ForbiddenUnless => None,
        }
    }

    /// Whether the condition holding (or its not holding) makes the field forbidden.
    pub(crate) const fn forbids_when(self) -> Option<bool> {
        match self {
            Self::ForbiddenIf => Some(true),
            Self::ForbiddenUnless | Self::RequiredIff => Some(false),
            Self::RequiredIf | Self::RequiredUnless => None,
        }
    }
}

/// A rule on how many of several fields have a value.
pub(crate) struct Group {
    pub(crate) kind: GroupKind,
    /// Places in [`Object::fields`].
    pub(crate) fields: Vec<usize>,
    pub(crate) condition: Option<Condition>,
}

/// A rule on several fields or on the whole object that no schema says.
pub(crate) struct Native {
    pub(crate) kind: NativeKind,
    pub(crate) wording: Wording,
}

/// Fields are places in [`Object::fields`].
pub(crate) enum NativeKind {
    MustMatch {
        field: usize,
        other: usize,
        span: Span,
    },
    Compare {
        left: usize,
        relation: Relation,
        /// As it is written, for its place.
        operator: TokenStream,
        right: usize,
    },
    /// A function of the user's judges the whole value.
    Function {
        path: Path,
        /// Whether it takes the context too.
        use_context: bool,
        /// Whether it is called only when nothing else is wrong.
        skip_on_field_errors: bool,
    },
}

/// How two fields compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Below,
    AtMost,
    Equal,
    Different,
    AtLeast,
    Above,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupKind {
    ExactlyOne,
    AtLeastOne,
    AtMostOne,
    AllOrNone,
}

impl GroupKind {
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("exactly_one_of", Self::ExactlyOne),
        ("at_least_one_of", Self::AtLeastOne),
        ("at_most_one_of", Self::AtMostOne),
        ("all_or_none_of", Self::AllOrNone),
    ];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        named(&Self::ALL, name)
    }
}

/// How a number or a count is compared with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Below,
    AtMost,
    Equal,
    AtLeast,
    Above,
}

/// A condition whose fields are places in [`Object::fields`].
#[derive(Clone, PartialEq)]
pub(crate) enum Condition {
    Is(usize, Value),
    In(usize, Vec<Value>),
    Present(usize),
    Absent(usize),
    Compare(usize, Comparison, Value),
    Length(usize, Comparison, usize),
    /// With a text.
    StartsWith(usize, Value),
    /// Of a field inside what the field holds, by the names on the way to it: one of the above, over that field alone,
    /// whose place is 0 there. It holds for no field that cannot be reached.
    Inside(usize, Vec<Ident>, Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

impl Condition {
    /// Adds the fields that the condition names.
    pub(crate) fn fields(&self, named: &mut Vec<usize>) {
        match self {
            Self::Is(field, _)
            | Self::In(field, _)
            | Self::Present(field)
            | Self::Absent(field)
            | Self::Compare(field, ..)
            | Self::Length(field, ..)
            | Self::StartsWith(field, ..)
            | Self::Inside(field, ..) => named.push(*field),
            Self::All(conditions) | Self::Any(conditions) => {
                for condition in conditions {
                    condition.fields(named);
                }
            }
            Self::Not(condition) => condition.fields(named),
        }
    }
}

impl Condition {
    /// Whether it compares the field with an enum's variants, or reaches into it.
    pub(crate) fn needs_description_of(&self, of: usize) -> bool {
        let variant = |value: &Value| matches!(value, Value::Variant { .. });
        match self {
            Self::Is(field, value) => *field == of && variant(value),
            Self::In(field, values) => *field == of && values.iter().any(variant),
            Self::Present(_)
            | Self::Absent(_)
            | Self::Compare(..)
            | Self::Length(..)
            | Self::StartsWith(..) => false,
            Self::Inside(field, ..) => *field == of,
            Self::All(conditions) | Self::Any(conditions) => conditions
                .iter()
                .any(|condition| condition.needs_description_of(of)),
            Self::Not(condition) => condition.needs_description_of(of),
        }
    }
}

#[derive(Clone)]
pub(crate) enum Value {
    /// An enum's variant, by its full path.
    Variant {
        path: Path,
        /// Whether the user wrote all of the path.
        in_full: bool,
    },
    Text(String, Span),
    Integer(i128, Span),
    Boolean(bool, Span),
    /// A number with a fraction, as it is written.
    Float(String, Span),
}

/// Two equal values are equal wherever they stand. Paths are compared as they are written.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Variant { path: one, .. }, Self::Variant { path: other, .. }) => {
                one.to_token_stream().to_string() == other.to_token_stream().to_string()
            }
            (Self::Text(one, _), Self::Text(other, _))
            | (Self::Float(one, _), Self::Float(other, _)) => one == other,
            (Self::Integer(one, _), Self::Integer(other, _)) => one == other,
            (Self::Boolean(one, _), Self::Boolean(other, _)) => one == other,
            _ => false,
        }
    }
}
