//! Where in a value a check stands, as a JSON Pointer (RFC 6901) that is written only when asked for.

use core::fmt::{self, Write as _};

use crate::rule::{Field, Inside, Rules};
use crate::ruled::Ruled;

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
    Field {
        rules: &'static Rules,
        index: usize,
    },
    Variant(&'static Rules),
    Flattened(&'static Rules),
    Key(&'a str),
    /// A key itself: it stands where its entry does.
    Name(&'a str),
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

    /// What an enum's value has behind the name of its variant, by the table of the variant's rules.
    #[must_use]
    pub const fn variant(&'a self, rules: &'static Rules) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Variant(rules),
        }
    }

    /// A field whose keys stand among those of the object with these rules: there is no step to it.
    #[must_use]
    pub const fn flattened(&'a self, rules: &'static Rules) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Flattened(rules),
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

    /// The key itself of a map's entry, which stands where the entry does.
    #[must_use]
    pub const fn name(&'a self, key: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Name(key),
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
        if let (Some(Step::Root), Step::Field { rules, index }) =
            (self.parent.map(|parent| parent.step), self.step)
        {
            return Pointer::of_field(rules, index);
        }
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write(&mut text);
        Pointer(Written::Text(text.into_boxed_str(), self.indices().1))
    }

    /// The field of the whole value, which is an object, that the path leads to without any further step.
    pub(crate) fn only_field(&self) -> Option<(&'static Rules, usize)> {
        match (self.parent?.step, self.step) {
            (Step::Root, Step::Field { rules, index }) if !rules.is_inline() => {
                Some((rules, index))
            }
            _ => None,
        }
    }

    /// How many tokens lead here, and which of them are places in a list.
    fn indices(&self) -> (u32, Indices) {
        let Some(parent) = self.parent else {
            return (0, Indices(0));
        };
        let (depth, Indices(bits)) = parent.indices();
        let bit = match self.step {
            Step::Index(_) => 1_u32.checked_shl(depth).unwrap_or(0),
            _ => 0,
        };
        (depth.saturating_add(1), Indices(bits + bit))
    }

    /// The field under whose rules this place stands (none, if the root is no object), and the steps from the field's own
    /// value down to it. A tuple that has no schema of its own is a step, as a list is.
    pub(crate) fn site(self) -> Site {
        let mut below = Site::ROOT.below;
        let mut path = self;
        loop {
            match path.step {
                // Inside a document that is of no type with a schema, no keyword has a pointer.
                Step::Root => return Site::ROOT,
                Step::Field { rules, index } if rules.is_inline() => {
                    below = below.behind(Inward::Position(index));
                }
                Step::Field { rules, index } => {
                    return Site {
                        below,
                        ..Site::of_field(rules, index)
                    };
                }
                Step::Variant(rules) | Step::Flattened(rules) => {
                    return Site {
                        rules: Some(rules),
                        index: WHOLE,
                        below,
                    };
                }
                Step::Key(_) => below = below.behind(Inward::Inside(Inside::Values)),
                Step::Name(_) => below = below.behind(Inward::Inside(Inside::Keys)),
                Step::Index(_) => below = below.behind(Inward::Inside(Inside::Items)),
            }
            let Some(parent) = path.parent else {
                return Site::ROOT;
            };
            path = *parent;
        }
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.write(out)?;
        }
        match self.step {
            Step::Root | Step::Flattened(_) => Ok(()),
            Step::Variant(rules) => rules.write_step(out),
            Step::Field { rules, .. } if rules.is_newtype() => Ok(()),
            Step::Field { rules, index } => write_token(out, name_of(rules, index)),
            Step::Key(key) | Step::Name(key) => write_token(out, key),
            Step::Index(index) => write!(out, "/{index}"),
        }
    }
}

fn name_of(rules: &'static Rules, index: usize) -> &'static str {
    rules.fields.get(index).map_or("", |field| field.name)
}

/// The place of no field: what a variant holds as a whole.
const WHOLE: u16 = u16::MAX;

/// The rule table's side of a path: which field of which type, and how deep inside the field's value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) rules: Option<&'static Rules>,
    index: u16,
    below: Below,
}

impl Site {
    pub(crate) const ROOT: Self = Self {
        rules: None,
        index: 0,
        below: Below([0; 6]),
    };

    /// A field of the whole value, which is an object.
    pub(crate) fn of_field(rules: &'static Rules, index: usize) -> Self {
        Self {
            rules: Some(rules),
            // No type has as many fields.
            index: u16::try_from(index).unwrap_or(u16::MAX),
            ..Self::ROOT
        }
    }

    pub(crate) fn field(&self) -> Option<&'static Field> {
        self.rules?.fields.get(usize::from(self.index))
    }

    /// Whether the place is a field that must have a value, and nothing inside it.
    pub(crate) fn is_required(&self) -> bool {
        self.below.is_empty() && self.field().is_some_and(Field::is_required)
    }

    /// What stands there: its shape, and the rules that stand on it.
    pub(crate) fn ruled(&self) -> Option<Ruled> {
        let field = self.field()?;
        let ruled = Ruled::new(&field.shape, field.checks);
        let mut steps = self.below.steps();
        steps.try_fold(ruled, |ruled, step| match step {
            Inward::Inside(of) => ruled.inside(of),
            Inward::Position(index) => ruled.position(index),
        })
    }

    /// The place of the entry on the field's keys in the schema's `allOf`, if it has several.
    pub(crate) fn entry_of_keys(&self) -> Option<usize> {
        self.rules?.entry_of_keys(usize::from(self.index))
    }

    /// Whether the place is all that a variant holds.
    pub(crate) fn is_whole(&self) -> bool {
        self.rules
            .is_some_and(|rules| self.index == WHOLE || rules.is_newtype())
    }

    /// The pointer of the place's subschema in the schema of the type that has the field.
    pub(crate) fn write_schema_pointer(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        if let Some(rules) = self.rules {
            rules.write_schema_pointer(out)?;
        }
        if let (Some(rules), Some(field), false) = (self.rules, self.field(), self.is_whole()) {
            let positional = rules.positional;
            out.write_str(if positional {
                "/prefixItems"
            } else {
                "/properties"
            })?;
            write_token(out, field.name)?;
        }
        self.below.write(out)
    }
}

/// A step from a value to one that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inward {
    /// To an item of a list, or to a key or value of a map.
    Inside(Inside),
    /// To a position of a tuple.
    Position(usize),
}

impl Inward {
    /// The step in a byte that is not 0. Tuples with more than 252 positions nobody writes.
    fn to_byte(self) -> u8 {
        match self {
            Self::Inside(Inside::Items) => 1,
            Self::Inside(Inside::Keys) => 2,
            Self::Inside(Inside::Values) => 3,
            Self::Position(index) => u8::try_from(index).unwrap_or(u8::MAX).saturating_add(4),
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            0 => return None,
            1 => Self::Inside(Inside::Items),
            2 => Self::Inside(Inside::Keys),
            3 => Self::Inside(Inside::Values),
            _ => Self::Position((byte - 4).into()),
        })
    }
}

/// Up to 6 steps through lists, maps and tuples: a byte a step, the last step first, 0 for none. A field whose lists nest
/// deeper is reported at that depth.
#[derive(Clone, Copy, Debug)]
struct Below([u8; 6]);

impl Below {
    /// The steps, with one more before them.
    fn behind(mut self, step: Inward) -> Self {
        if let Some(free) = self.0.iter_mut().find(|byte| **byte == 0) {
            *free = step.to_byte();
        }
        self
    }

    /// The steps, the first one first.
    fn steps(self) -> impl Iterator<Item = Inward> {
        self.0.into_iter().rev().filter_map(Inward::from_byte)
    }

    fn is_empty(self) -> bool {
        self.steps().next().is_none()
    }

    fn write(self, out: &mut dyn fmt::Write) -> fmt::Result {
        self.steps().try_for_each(|step| match step {
            Inward::Inside(of) => write!(out, "/{}", of.keyword()),
            Inward::Position(index) => write!(out, "/prefixItems/{index}"),
        })
    }
}

/// A JSON Pointer (RFC 6901): `""` is the whole value, `/codecs/2` the third item of the field `codecs`.
///
/// Names are those on the wire, after serde's renaming. In a name `~` is written `~0` and `/` is written `~1`.
#[derive(Clone)]
pub struct Pointer(Written);

#[derive(Clone)]
enum Written {
    Root,
    /// Looked up when it is written, and not when the violation is found.
    Field(&'static Rules, usize),
    Text(
        Box<str>,
        #[cfg_attr(
            not(feature = "validator"),
            expect(dead_code, reason = "only `validator` has a form for lists")
        )]
        Indices,
    ),
}

/// Which of the first 32 tokens of a pointer are places in a list, a bit each: a key may look like one.
#[derive(Clone, Copy, Debug)]
struct Indices(u32);

impl Indices {
    #[cfg(feature = "validator")]
    fn has(self, token: usize) -> bool {
        let token = u32::try_from(token).unwrap_or(u32::MAX);
        self.0.checked_shr(token).is_some_and(|bits| bits & 1 == 1)
    }
}

impl Pointer {
    pub(crate) const ROOT: Self = Self(Written::Root);

    /// That of a field of the whole value.
    pub(crate) const fn of_field(rules: &'static Rules, index: usize) -> Self {
        Self(Written::Field(rules, index))
    }

    /// Whether it is the whole value.
    pub(crate) fn is_root(&self) -> bool {
        match &self.0 {
            Written::Root => true,
            Written::Field(..) => false,
            Written::Text(text, _) => text.is_empty(),
        }
    }

    pub(crate) fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        match &self.0 {
            Written::Root => Ok(()),
            Written::Field(rules, index) => write_token(out, name_of(rules, *index)),
            Written::Text(text, _) => out.write_str(text),
        }
    }

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
            Written::Field(rules, index) => (Some(name_of(rules, *index).to_owned()), ""),
            Written::Text(text, _) => (None, &**text),
        };
        let tokens = text
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"));
        field.into_iter().chain(tokens)
    }
}

#[cfg(feature = "validator")]
impl Pointer {
    /// The tokens, each with whether it is a place in a list.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (String, bool)> + '_ {
        let indices = match self.0 {
            Written::Text(_, indices) => indices,
            Written::Root | Written::Field(..) => Indices(0),
        };
        let tokens = self.tokens().enumerate();
        tokens.map(move |(place, token)| (token, indices.has(place)))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

/// As it is written, and not the table of rules behind it.
impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
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

/// A pointer, and a reference token behind it.
#[cfg(feature = "schemars")]
pub(crate) fn joined(pointer: &str, token: &str) -> String {
    let mut joined = pointer.to_owned();
    // Writing to a string does not fail.
    let _ = write_token(&mut joined, token);
    joined
}

/// Writes `/` and a reference token, escaped as RFC 6901, section 3, has it.
pub(crate) fn write_token(out: &mut dyn fmt::Write, token: &str) -> fmt::Result {
    out.write_str("/")?;
    if !token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        return out.write_str(token);
    }
    for part in token.split_inclusive(['~', '/']) {
        match part.as_bytes().last() {
            Some(b'~') => write!(out, "{part}0")?,
            Some(b'/') => write!(out, "{}~1", part.get(..part.len() - 1).unwrap_or_default())?,
            _ => out.write_str(part)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Path;
    use crate::private::{field, rules};
    use crate::rule::{Field, Rules, Shape};

    const FIELDS: &[Field] = &[field("0", Shape::Text), field("a/b", Shape::Text)];
    const OBJECT: &Rules = &rules("T", FIELDS, &[], true);
    const TUPLE: &Rules = &rules("", FIELDS, &[], true).positional();

    /// Most violations are of a field of the whole value: for them neither place is looked for.
    #[test]
    fn a_field_of_the_whole_value_is_told_from_every_other_place() {
        let field = Path::ROOT.field(OBJECT, 1);
        let (rules, index) = field.only_field().unwrap();
        assert_eq!((rules.name, index), ("T", 1));
        for other in [
            Path::ROOT,
            Path::ROOT.index(1),
            Path::ROOT.field(TUPLE, 1),
            field.field(OBJECT, 1),
            field.index(0),
        ] {
            assert!(other.only_field().is_none(), "{other:?}");
        }
    }

    #[test]
    fn a_pointer_is_what_it_is_written_as_however_it_is_kept() {
        let field = Path::ROOT.field(OBJECT, 1);
        for (path, key, text) in [
            (Path::ROOT, None, ""),
            (field, Some(Path::ROOT.key("a/b")), "/a~1b"),
            (
                field.index(2),
                Some(Path::ROOT.key("a/b").index(2)),
                "/a~1b/2",
            ),
        ] {
            let pointer = path.to_pointer();
            assert_eq!(pointer.to_string(), text);
            assert_eq!(format!("{pointer:?}"), format!("{text:?}"));
            assert_eq!(pointer, text);
            assert_eq!(pointer, *text);
            assert_eq!(pointer, key.unwrap_or(path).to_pointer());
            assert_eq!(pointer.is_root(), text.is_empty());
            for other in ["/", "/a", "/a/b", "/a~1b/", "/a~1b/20"] {
                assert_ne!(pointer, other);
                assert_ne!(pointer, *other);
            }
            assert_ne!(pointer, Path::ROOT.index(2).to_pointer());
        }
    }
}
