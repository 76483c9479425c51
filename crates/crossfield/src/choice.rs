//! Enums whose variants have data or a tag: how the variant is told, and where its rules stand.

use core::fmt;

use crate::cross::write_list;
use crate::json::Kind;
use crate::path::write_token;
use crate::rule::{Alternative, Choice, Field, Form, Rules, Shape, Tagging};
use crate::violation::Code;

/// The variant of an enum that rules are of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seat {
    pub(crate) choice: fn() -> &'static Choice,
    pub(crate) index: usize,
    pub(crate) form: Form,
}

/// Why a value is of no variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// The tag is not there.
    NoTag,
    /// The tag is no string.
    TagType(Kind),
    /// The tag, or the string that a unit variant is, names no variant.
    Unknown,
    /// The only key names no variant.
    UnknownKey,
    /// An object that has not one key.
    Keys,
    /// The variant of this index is not written as a value of this kind.
    Form(u16, Kind),
    /// A key beside the tag and the content.
    Extra,
    /// A value that no variant of an untagged enum is read from.
    NoVariant,
}

impl Choice {
    /// The variant of a name in JSON, with its index.
    pub(crate) fn named(&'static self, name: &str) -> Option<(usize, &'static Alternative)> {
        let mut variants = self.variants.iter().enumerate();
        variants.find(|(_, variant)| variant.names().any(|known| known == name))
    }

    /// The names of all variants, those that are only read too.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.variants.iter().flat_map(Alternative::names)
    }

    /// The variants that are strings, and those that are not.
    pub(crate) fn of_form(&self, unit: bool) -> impl Iterator<Item = &'static Alternative> {
        let of_form = move |variant: &&Alternative| (variant.form() == Form::Unit) == unit;
        self.variants.iter().filter(of_form)
    }

    /// Whether the enum is read from values of the kind.
    pub(crate) fn reads(&self, kind: Kind) -> bool {
        match (&self.tagging, kind) {
            (Tagging::External, Kind::String) => self.of_form(true).next().is_some(),
            (Tagging::External, Kind::Object) => self.of_form(false).next().is_some(),
            (Tagging::Internal { .. } | Tagging::Adjacent { .. }, Kind::Object)
            | (Tagging::Untagged, _) => true,
            (Tagging::External | Tagging::Internal { .. } | Tagging::Adjacent { .. }, _) => false,
        }
    }

    /// The key of the tag.
    pub(crate) const fn tag(&self) -> Option<&'static str> {
        match self.tagging {
            Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } => Some(tag),
            Tagging::External | Tagging::Untagged => None,
        }
    }

    /// What a value of the enum is called in a message on one of another kind. An untagged enum is read from every kind.
    pub(crate) fn noun(&self) -> &'static str {
        match (self.reads(Kind::String), self.reads(Kind::Object)) {
            (true, true) => "a string or an object",
            (true, false) => "a string",
            (false, _) => "an object",
        }
    }
}

impl Alternative {
    /// Its names in JSON: the one that is written, then those that are read too.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        core::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// What is written behind its name.
    pub(crate) fn form(&self) -> Form {
        self.rules.form()
    }
}

impl Rules {
    /// What a variant with these rules has behind its name; that of a type is one of fields.
    pub(crate) const fn form(&self) -> Form {
        match &self.seat {
            Some(seat) => seat.form,
            None => Form::Object,
        }
    }

    /// Whether the only field is the whole value, so that no step leads to it.
    pub(crate) fn is_newtype(&self) -> bool {
        self.form() == Form::Newtype
    }

    /// The variant that the rules are of.
    pub(crate) fn variant(&self) -> Option<(&'static Choice, &'static Alternative, usize)> {
        let Seat { choice, index, .. } = self.seat?;
        let choice = choice();
        choice
            .variants
            .get(index)
            .map(|variant| (choice, variant, index))
    }

    /// The step from an enum's value to what stands behind the variant's name.
    pub(crate) fn write_step(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let Some((choice, variant, _)) = self.variant() else {
            return Ok(());
        };
        match choice.tagging {
            Tagging::External => write_token(out, variant.name),
            Tagging::Adjacent { content, .. } => write_token(out, content),
            Tagging::Internal { .. } | Tagging::Untagged => Ok(()),
        }
    }

    /// The pointer of the schema in which the keywords of these rules stand, in the schema of their type.
    pub(crate) fn write_schema_pointer(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let Some((choice, variant, index)) = self.variant() else {
            return Ok(());
        };
        match choice.tagging {
            Tagging::External => {
                write!(out, "/oneOf/{}/properties", choice.entry(index))?;
                write_token(out, variant.name)
            }
            Tagging::Internal { .. } => write!(out, "/allOf/{index}/then"),
            Tagging::Adjacent { content, .. } => {
                write!(out, "/allOf/{index}/then/properties")?;
                write_token(out, content)
            }
            Tagging::Untagged => write!(out, "/anyOf/{index}"),
        }
    }
}

impl Choice {
    /// The place of a variant that is no string among the entries of an externally tagged enum's schema: the strings
    /// are one entry before them.
    pub(crate) fn entry(&self, index: usize) -> usize {
        let before = self.variants.iter().take(index);
        let objects = before
            .filter(|variant| variant.form() != Form::Unit)
            .count();
        objects + usize::from(self.of_form(true).next().is_some())
    }
}

impl Misfit {
    pub(crate) const fn code(self) -> Code {
        match self {
            Self::NoTag => Code::Required,
            Self::TagType(_) | Self::Form(..) | Self::NoVariant => Code::Type,
            Self::Unknown | Self::UnknownKey => Code::Enum,
            Self::Keys => Code::OneOf,
            Self::Extra => Code::UnknownField,
        }
    }

    /// The pointer of the keyword that fails, in the schema of the enum.
    pub(crate) fn write_schema_pointer(
        self,
        choice: &Choice,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        match (self, choice.tag()) {
            (Self::NoTag, _) => out.write_str("/required"),
            (Self::Extra, _) => out.write_str("/additionalProperties"),
            (Self::TagType(_), Some(tag)) => write_tag_keyword(tag, "/type", out),
            (Self::Unknown, Some(tag)) => write_tag_keyword(tag, "/enum", out),
            (Self::NoVariant, _) => out.write_str("/anyOf"),
            _ => out.write_str("/oneOf"),
        }
    }

    pub(crate) fn write_message(
        self,
        choice: &'static Choice,
        key: &str,
        out: &mut dyn fmt::Write,
    ) -> fmt::Result {
        match self {
            Self::NoTag => out.write_str("required"),
            Self::TagType(found) => write!(out, "must be a string, not {}", found.noun()),
            Self::Unknown => {
                out.write_str("must be one of ")?;
                match choice.tagging {
                    Tagging::External => {
                        write_list(out, choice.of_form(true).flat_map(Alternative::names))
                    }
                    _ => write_list(out, choice.names()),
                }
            }
            Self::UnknownKey => {
                out.write_str("the key must be one of ")?;
                write_list(out, choice.of_form(false).flat_map(Alternative::names))
            }
            Self::Keys => {
                out.write_str("must have exactly one key, one of ")?;
                write_list(out, choice.of_form(false).flat_map(Alternative::names))
            }
            Self::Form(index, found) => {
                let name = choice
                    .variants
                    .get(usize::from(index))
                    .map_or("", |variant| variant.name);
                match found {
                    Kind::String => write!(
                        out,
                        "must be an object with the key `{name}`, not the string"
                    ),
                    _ => write!(out, "must be the string `{name}`, not {}", found.noun()),
                }
            }
            Self::NoVariant => write!(out, "must have one of the forms of `{}`", choice.name),
            Self::Extra => {
                let Tagging::Adjacent { tag, content } = choice.tagging else {
                    return Ok(());
                };
                let names = [tag, content].into_iter();
                if let Some(name) = crate::names::closest(key, names.clone()) {
                    return write!(out, "unknown field; did you mean `{name}`?");
                }
                out.write_str("unknown field; the fields are ")?;
                write_list(out, names)
            }
        }
    }

    /// The strings of which one is expected.
    pub(crate) fn allowed(self, choice: &'static Choice) -> Vec<&'static str> {
        match (self, &choice.tagging) {
            (Self::Unknown, Tagging::External) => {
                choice.of_form(true).flat_map(Alternative::names).collect()
            }
            (Self::Unknown, _) => choice.names().collect(),
            (Self::UnknownKey | Self::Keys, _) => {
                choice.of_form(false).flat_map(Alternative::names).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn write_tag_keyword(tag: &str, keyword: &str, out: &mut dyn fmt::Write) -> fmt::Result {
    out.write_str("/properties")?;
    write_token(out, tag)?;
    out.write_str(keyword)
}

/// What the generated code calls.
impl Choice {
    /// The rules of a variant.
    #[must_use]
    pub fn rules(&'static self, index: usize) -> &'static Rules {
        static NONE: Rules = crate::private::rules("", &[], &[], false);
        self.variants
            .get(index)
            .map_or(&NONE, |variant| &variant.rules)
    }
}

impl Rules {
    /// The rules are those of a variant.
    #[must_use]
    pub const fn of_variant(
        mut self,
        choice: fn() -> &'static Choice,
        index: usize,
        form: Form,
    ) -> Self {
        self.seat = Some(Seat {
            choice,
            index,
            form,
        });
        self
    }
}

/// The rules of a variant whose data stands in one object with the tag.
///
/// # Panics
/// While compiling, when what the variant holds is no object.
#[must_use]
pub const fn beside_a_tag(rules: Rules) -> Rules {
    if let [field] = rules.fields {
        assert!(
            can_stand_beside_a_tag(field),
            "beside a tag stands an object: a variant of an enum with `#[serde(tag = …)]` holds a struct, or a map \
             without rules of its own; for other data add `content = …`"
        );
    }
    rules
}

/// An enum whose variants are tried one after the other.
///
/// serde reads an array as the fields of a struct too, which no schema says. Where such a variant stood before one that
/// holds arrays, it would take theirs.
///
/// # Panics
/// While compiling, when it does.
#[must_use]
pub const fn untagged(choice: Choice) -> Choice {
    let mut struct_before = false;
    let mut rest = choice.variants;
    while let [variant, others @ ..] = rest {
        assert!(
            !(struct_before && variant.rules.holds(Holds::Array)),
            "serde reads an array as the fields of a struct too; in an untagged enum, put the variants that hold arrays \
             before those that hold structs"
        );
        struct_before = struct_before || variant.rules.holds(Holds::Struct);
        rest = others;
    }
    choice
}

/// What a variant may hold.
#[derive(Clone, Copy)]
enum Holds {
    Array,
    Struct,
}

impl Rules {
    const fn holds(&self, what: Holds) -> bool {
        match (self.form(), self.fields, what) {
            (Form::Newtype, [field], _) => field.shape.holds(what),
            (Form::Tuple, _, Holds::Array) | (Form::Object, _, Holds::Struct) => true,
            _ => false,
        }
    }
}

impl Shape {
    const fn holds(&self, what: Holds) -> bool {
        matches!(
            (self.inner(), what),
            (Self::Object(_), Holds::Struct) | (Self::List(_) | Self::Tuple(_), Holds::Array)
        )
    }
}

const fn can_stand_beside_a_tag(field: &Field) -> bool {
    let shape = beside_tag(&field.shape);
    matches!(shape, Shape::Any | Shape::Object(_))
        || matches!(shape, Shape::Map(_)) && field.checks.is_empty()
}

/// A value beside a tag is never null.
pub(crate) const fn beside_tag(shape: &Shape) -> &Shape {
    match shape {
        Shape::Nullable(inner) => beside_tag(inner),
        _ => shape,
    }
}
