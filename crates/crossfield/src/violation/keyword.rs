//! The pointer of the keyword that says in the emitted schema what a violation is of.

use core::fmt;

use super::{Cause, Counted, Fault, Violation};
use crate::field::part::{Part, Place};
use crate::field::range::Bound;
use crate::path::write_token;
use crate::rule::{Check, Demand, Effect, GroupKind, Inside, Rules, Shape};

impl Violation {
    /// The pointer of the keyword that says the same, in the emitted schema of [`type_name`](Self::type_name); where that
    /// is `None`, since the whole document has the wrong type, in the document's.
    ///
    /// `None` where JSON Schema has no keyword for it (a duplicate key, text that is not JSON), where the document is a
    /// list, map or tuple of values with schemas of their own, and where an earlier rule of the same field has the
    /// keyword, so that the schema states this one in a subschema beside it.
    #[must_use]
    pub fn schema_pointer(&self) -> Option<String> {
        let mut pointer = String::new();
        self.write_schema_pointer(&mut pointer).ok()?;
        (!pointer.is_empty()).then_some(pointer)
    }

    fn write_schema_pointer(&self, out: &mut String) -> fmt::Result {
        use fmt::Write as _;
        let keyword = match &self.cause {
            Cause::Syntax(_)
            | Cause::DuplicateKey
            | Cause::Unread
            | Cause::Unsteady
            | Cause::Refused(..)
            | Cause::Compared(..)
            | Cause::Whole(..) => return Ok(()),
            Cause::Check(check, ..) if check.is_native_only() => return Ok(()),
            Cause::UnknownField(rules) => {
                rules.write_schema_pointer(out)?;
                return out.write_str("/additionalProperties");
            }
            Cause::Choice(choice, misfit) => return misfit.write_schema_pointer(choice, out),
            Cause::Group { rules, index } => return write_group(rules, *index, out),
            Cause::MissingKey | Cause::SecondKey(_) => return self.write_required(out),
            Cause::Check(check, ..) if matches!(check.rule(), Check::Required) => {
                return match self.site.rules {
                    // A position has no keyword that requires it; its schema has no null.
                    Some(rules) if rules.positional || self.site.is_whole() => {
                        self.site.write_schema_pointer(out)
                    }
                    _ => self.write_required(out),
                };
            }
            Cause::Conditional {
                rules,
                index,
                demand,
            } => return write_entry(rules, *index, *demand, out),
            Cause::Check(check, fault, counted) => {
                let keyword = check.keyword(*fault, *counted);
                if self.is_stated_before(check, keyword, *counted) {
                    return Ok(());
                }
                keyword
            }
            // What only the type itself can read, no keyword of ours describes.
            Cause::Type { expected, .. }
                if matches!(expected.inner(), Shape::Any | Shape::Opaque(_)) =>
            {
                return Ok(());
            }
            // What an `Option` holds that must have a value, schemars writes out where it stands.
            Cause::Type { expected, .. } if self.is_inside() && !self.site.is_required() => {
                expected.type_keyword()
            }
            Cause::Type { expected, .. } => match expected.not_null() {
                Shape::Choice(choice) if choice().tag().is_none() => "oneOf",
                _ => "type",
            },
            Cause::Enum(_) => "enum",
            Cause::Range(_, Fault::TooLarge) => "maximum",
            Cause::Range(..) => "minimum",
            Cause::Positions(rules, fault) => {
                let keyword = match fault {
                    Fault::TooLong => "maxItems",
                    _ => "minItems",
                };
                if !rules.is_inline() {
                    rules.write_schema_pointer(out)?;
                    return write!(out, "/{keyword}");
                }
                keyword
            }
        };
        if self.site.rules.is_none() && self.is_inside() {
            return Ok(());
        }
        self.site.write_schema_pointer(out)?;
        let behind_condition = self
            .site
            .field()
            .is_some_and(|field| field.empty_is_absent && !field.is_required());
        if behind_condition && matches!(self.cause, Cause::Check(..)) {
            out.push_str("/then");
        }
        write!(out, "/{keyword}")
    }

    /// Whether the place is in a value, and not the whole of it.
    fn is_inside(&self) -> bool {
        self.pointer != *""
    }

    /// The keyword that requires the key of a field, or one of its keys, or the key of what a variant holds.
    fn write_required(&self, out: &mut String) -> fmt::Result {
        use fmt::Write as _;
        if let Some(rules) = self.site.rules {
            match rules.variant() {
                Some((_, _, index)) if self.site.is_whole() => write!(out, "/allOf/{index}/then")?,
                _ => rules.write_schema_pointer(out)?,
            }
            if let Some(entry) = self.site.entry_of_keys() {
                return write!(out, "/allOf/{entry}/oneOf");
            }
        }
        out.write_str("/required")
    }

    /// Whether a rule that the schema states before this one in the same place has the keyword already.
    fn is_stated_before(&self, check: &'static Check, keyword: &str, counted: Counted) -> bool {
        let Some(ruled) = self.site.ruled() else {
            return false;
        };
        let ruled = ruled.narrowed();
        let here = ruled
            .stated()
            .position(|other| core::ptr::eq(other, check))
            .unwrap_or(0);
        let mut before = ruled.stated().take(here);
        before.any(|other| other.states(keyword, counted))
    }
}

fn write_entry(
    rules: &'static Rules,
    index: usize,
    demand: Demand,
    out: &mut String,
) -> fmt::Result {
    use fmt::Write as _;
    let Some(rule) = rules.conditionals.get(index) else {
        return Ok(());
    };
    let branch = match (rule.effect, demand) {
        (Effect::RequiredUnless | Effect::ForbiddenUnless, _)
        | (Effect::RequiredIff, Demand::Forbidden) => "else",
        _ => "then",
    };
    rules.write_schema_pointer(out)?;
    write!(out, "/allOf/{index}/{branch}/")?;
    let field = rules.fields.get(rule.field);
    match demand {
        Demand::Required if field.is_some_and(|field| !field.aliases.is_empty()) => {
            out.write_str("anyOf")
        }
        Demand::Required => out.write_str("required"),
        Demand::Forbidden => {
            out.write_str("properties")?;
            write_token(out, field.map_or("", |field| field.name))
        }
    }
}

/// The pointer of the keyword that counts a group's fields. The groups stand behind the conditional rules.
fn write_group(rules: &'static Rules, index: usize, out: &mut String) -> fmt::Result {
    use fmt::Write as _;
    let Some(group) = rules.groups.get(index) else {
        return Ok(());
    };
    let then = if group.condition.is_some() {
        "/then"
    } else {
        ""
    };
    rules.write_schema_pointer(out)?;
    write!(
        out,
        "/allOf/{}{then}/{}",
        rules.conditionals.len() + index,
        group.kind.keyword()
    )
}

impl Check {
    /// The keyword of the schema that fails when the rule is broken.
    const fn keyword(&self, fault: Fault, counted: Counted) -> &'static str {
        match (self, fault) {
            (Self::Worded(worded), _) => worded.check.keyword(fault, counted),
            (Self::Required, _) => "required",
            (Self::Length(_), Fault::TooLong) => counted.keywords().1,
            (Self::Length(_), _) => counted.keywords().0,
            (Self::UniqueItems, _) => "uniqueItems",
            (
                Self::Part(Part {
                    place: Place::Start | Place::End | Place::Anywhere,
                    ..
                }),
                _,
            ) if matches!(counted, Counted::Entries) => "required",
            (
                Self::Ascii
                | Self::NonControlCharacter
                | Self::Part(Part {
                    place: Place::Nowhere,
                    ..
                }),
                _,
            ) => "not",
            (
                Self::Pattern(_)
                | Self::HttpUrl
                | Self::Url
                | Self::Email
                | Self::Uuid
                | Self::Part(_)
                | Self::Ipv4
                | Self::Ipv6
                | Self::Ip,
                _,
            ) => "pattern",
            (Self::MultipleOf(_), _) => "multipleOf",
            (Self::Inner(_), _) => Inside::Items.keyword(),
            (Self::Keys(_), _) => Inside::Keys.keyword(),
            (Self::Values(_), _) => Inside::Values.keyword(),
            // No keyword says it.
            (Self::Custom(_) | Self::CreditCard | Self::Regex(_), _) => "",
            (Self::Range(range), Fault::TooLarge) => match range.max {
                Some(Bound::Excluded(_)) => "exclusiveMaximum",
                _ => "maximum",
            },
            (Self::Range(range), _) => match range.min {
                Some(Bound::Excluded(_)) => "exclusiveMinimum",
                _ => "minimum",
            },
        }
    }
}

impl Check {
    /// Whether the rule is stated with the keyword, perhaps beside others.
    fn states(&self, keyword: &str, counted: Counted) -> bool {
        match self.rule() {
            Self::Length(length) => {
                let (least, greatest) = counted.keywords();
                length.min.is_some() && keyword == least
                    || length.max.is_some() && keyword == greatest
            }
            Self::Range(range) => {
                let least =
                    range.min.is_some() && keyword == self.keyword(Fault::TooSmall, counted);
                let greatest =
                    range.max.is_some() && keyword == self.keyword(Fault::TooLarge, counted);
                least || greatest
            }
            rule => {
                rule.keywords_beside().contains(&keyword)
                    || keyword == rule.keyword(Fault::Broken, counted)
            }
        }
    }

    /// The assertions beside the keyword that a violation of the rule names. Among them is a `not` beside most patterns,
    /// for readers of `$` that differ.
    fn keywords_beside(&self) -> &'static [&'static str] {
        match self {
            Self::Pattern(pattern) if pattern.guard().is_some() => &["not"],
            Self::Part(part) if part.place == Place::End => &["not"],
            Self::HttpUrl | Self::Url | Self::Ipv4 | Self::Ipv6 => &["format", "not"],
            Self::Ip => &["not"],
            Self::Uuid => &["format", "minLength", "maxLength"],
            Self::Email => &["format", "maxLength", "not"],
            _ => &[],
        }
    }
}

impl GroupKind {
    /// The keyword that counts.
    pub(crate) const fn keyword(self) -> &'static str {
        match self {
            Self::ExactlyOne | Self::AtMostOne => "oneOf",
            Self::AtLeastOne | Self::AllOrNone => "anyOf",
        }
    }
}

impl Shape {
    /// The keyword by which the schema of a place says what type it has: one with a schema of its own is referred to.
    fn type_keyword(&self) -> &'static str {
        match self {
            Self::Nullable(inner) if inner.type_keyword() == "$ref" => "anyOf",
            Self::Object(_) | Self::Choice(_) => "$ref",
            Self::Tuple(rules) if !rules().is_inline() => "$ref",
            _ => "type",
        }
    }
}
