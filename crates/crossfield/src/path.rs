//! Where in a value a check stands, as a JSON Pointer (RFC 6901) that is written only when asked for.

use core::fmt::{self, Write as _};

use crate::rule::{Field, Rules, Shape};

/// The way from the root of a value to the place under check.
///
/// A path lives on the stack of the check that walks the value: a step costs no allocation, and nothing is written
/// until a violation is reported.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Field { rules: &'static Rules, index: usize },
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The root of a value.
    pub const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    /// The field of an object, by its place in the table of the object's rules.
    #[must_use]
    pub const fn field(&'a self, rules: &'static Rules, index: usize) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Field { rules, index },
        }
    }

    /// The entry of a map, or a key that the object does not know.
    #[must_use]
    pub const fn key(&'a self, key: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// The item of a list, counted from 0.
    #[must_use]
    pub const fn index(&'a self, index: usize) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// The form that outlives the check. A path of at most one field is kept as it is; a longer one is written out.
    pub(crate) fn to_pointer(self) -> Pointer {
        match (self.parent.map(|parent| parent.step), self.step) {
            (_, Step::Root) => Pointer(Written::Root),
            (Some(Step::Root), Step::Field { rules, index }) => Pointer(
                rules
                    .fields
                    .get(index)
                    .map_or(Written::Root, Written::Field),
            ),
            _ => {
                let mut text = String::new();
                // Writing to a string does not fail.
                let _ = self.write(&mut text);
                Pointer(Written::Text(text.into_boxed_str()))
            }
        }
    }

    /// The field under whose rules this place stands, and the steps from the field's own value down to it.
    pub(crate) fn site(self) -> Option<Site> {
        let mut below = Below::default();
        let mut path = self;
        loop {
            match path.step {
                Step::Root => return None,
                Step::Field { rules, index } => {
                    return Some(Site {
                        rules,
                        index: u32::try_from(index).ok()?,
                        below,
                    });
                }
                Step::Key(_) => below = below.behind_entry(),
                Step::Index(_) => below = below.behind_item(),
            }
            path = *path.parent?;
        }
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.write(out)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Field { rules, index } => {
                write_token(out, rules.fields.get(index).map_or("", |field| field.name))
            }
            Step::Key(key) => write_token(out, key),
            Step::Index(index) => write!(out, "/{index}"),
        }
    }
}

/// The rule table's side of a path: which field of which type, and how deep inside the field's value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) rules: &'static Rules,
    index: u32,
    below: Below,
}

impl Site {
    pub(crate) fn field(&self) -> Option<&'static Field> {
        self.rules.fields.get(usize::try_from(self.index).ok()?)
    }

    /// The shape of what stands there, without null.
    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        let shape = self.field()?.shape.inner();
        self.below.steps().try_fold(shape, |shape, _| match shape {
            Shape::List(inner) | Shape::Map(inner) => Some(inner.inner()),
            _ => None,
        })
    }

    /// The pointer of the place's subschema in the schema of the type that has the field.
    pub(crate) fn write_schema_pointer(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        out.write_str("/properties")?;
        write_token(out, self.field().map_or("", |field| field.name))?;
        self.below.write(out)
    }
}

/// Up to 8 steps through lists and maps. A field whose lists nest deeper is reported at that depth.
#[derive(Clone, Copy, Debug, Default)]
struct Below {
    depth: u8,
    /// A bit a step, the last step first: set for a map.
    maps: u8,
}

impl Below {
    /// The steps, with one more before them.
    fn behind_item(self) -> Self {
        Self {
            depth: (self.depth + 1).min(8),
            ..self
        }
    }

    /// The steps, with one more before them.
    fn behind_entry(self) -> Self {
        let bit = 1_u8.checked_shl(self.depth.into()).unwrap_or(0);
        Self {
            maps: self.maps | bit,
            ..self.behind_item()
        }
    }

    /// Whether each step, the first one first, is one into a map.
    fn steps(self) -> impl Iterator<Item = bool> {
        (0..self.depth)
            .rev()
            .map(move |step| self.maps >> step & 1 == 1)
    }

    fn write(self, out: &mut dyn fmt::Write) -> fmt::Result {
        self.steps().try_for_each(|map| {
            out.write_str(if map {
                "/additionalProperties"
            } else {
                "/items"
            })
        })
    }
}

/// A JSON Pointer (RFC 6901): `""` is the whole value, `/codecs/2` the third item of the field `codecs`.
///
/// Names are those on the wire, after serde's renaming. In a name `~` is written `~0` and `/` is written `~1`.
#[derive(Clone, Debug)]
pub struct Pointer(Written);

#[derive(Clone, Debug)]
enum Written {
    Root,
    Field(&'static Field),
    Text(Box<str>),
}

impl Pointer {
    pub(crate) const ROOT: Self = Self(Written::Root);

    /// The reference tokens of the pointer, unescaped.
    ///
    /// ```
    /// # use crossfield::Pointer;
    /// # fn tokens(pointer: &Pointer) -> Vec<String> {
    /// pointer.tokens().collect() // `/codecs/2` gives `codecs`, `2`
    /// # }
    /// ```
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        let (field, text) = match &self.0 {
            Written::Root => (None, ""),
            Written::Field(field) => (Some(field.name.to_owned()), ""),
            Written::Text(text) => (None, &**text),
        };
        let tokens = text
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"));
        field.into_iter().chain(tokens)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Written::Root => Ok(()),
            Written::Field(field) => write_token(f, field.name),
            Written::Text(text) => f.write_str(text),
        }
    }
}

impl PartialEq<str> for Pointer {
    fn eq(&self, other: &str) -> bool {
        struct Remaining<'a>(&'a str);
        impl fmt::Write for Remaining<'_> {
            fn write_str(&mut self, part: &str) -> fmt::Result {
                self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
                Ok(())
            }
        }
        let mut remaining = Remaining(other);
        write!(remaining, "{self}").is_ok() && remaining.0.is_empty()
    }
}

impl PartialEq<&str> for Pointer {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        *self == *other.to_string()
    }
}

impl Eq for Pointer {}

/// Writes `/` and a reference token, escaped as RFC 6901, section 3, has it.
pub(crate) fn write_token(out: &mut dyn fmt::Write, token: &str) -> fmt::Result {
    out.write_char('/')?;
    for part in token.split_inclusive(['~', '/']) {
        match part.as_bytes().last() {
            Some(b'~') => write!(out, "{part}0")?,
            Some(b'/') => write!(out, "{}~1", part.get(..part.len() - 1).unwrap_or_default())?,
            _ => out.write_str(part)?,
        }
    }
    Ok(())
}
