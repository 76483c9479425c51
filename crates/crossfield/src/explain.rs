//! The rules of a type as decision tables: which fields are required, allowed or forbidden under which value.
//!
//! Everything is read from the table of rules, so that what is said here is what is checked. [`explain()`] gives plain
//! data; it displays as text, and [`Explanation::to_markdown`] writes the same as Markdown.
//!
//! A cell says what holds whatever the fields beside the discriminant hold. Each part of a condition is true, false or
//! open, and what is open goes into words. Parts are not weighed against each other: `any(present(a), absent(a))` is
//! open though it always holds. So a cell may say [`Verdict::Depends`] where a closer look would decide, and never the
//! other way round.

pub(crate) mod cases;
mod document;
pub(crate) mod residue;
#[cfg(test)]
mod tests;

use core::fmt;

pub use crate::explain::cases::Case;
use crate::explain::cases::cases;
use crate::explain::residue::{Fixed, Residue};
use crate::rule::{
    Alternative, Check, Choice, Conditional, Demand, Field, Flattened, Form, Rules, Shape, Tagging,
};
use crate::stated::{self, IN_RUST_ONLY};
use crate::validate::Described;

/// The rules of a type whose JSON is an object, or an enum whose variants have data, also behind `Option`, `Box` and the
/// like; `None` for any other type, since rules across fields need fields.
///
/// ```
/// use crossfield::Validate;
/// use crossfield::explain::Verdict;
///
/// #[derive(Validate)]
/// struct Call {
///     recorded: bool,
///     #[validate(required_iff(recorded = true))]
///     storage: Option<String>,
/// }
///
/// let explanation = crossfield::explain::<Call>().unwrap();
/// let table = &explanation.tables()[0];
/// assert_eq!(table.discriminant(), "recorded");
/// assert_eq!(table.rows()[0].cells()[0].verdict(), &Verdict::Required);
/// assert_eq!(table.rows()[0].cells()[0].messages(), ["required when `recorded` is `true`"]);
///
/// assert!(explanation.to_markdown().contains("| `storage` | required | forbidden |"));
/// assert!(crossfield::explain::<Vec<Call>>().is_none());
/// ```
#[must_use]
pub fn explain<T: Described + ?Sized>() -> Option<Explanation> {
    match T::SHAPE.inner() {
        Shape::Object(rules) => Some(Explanation::new(rules())),
        Shape::Choice(choice) => Some(Explanation::of_choice(choice())),
        _ => None,
    }
}

/// What the rules of a type say.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    type_name: &'static str,
    denies_unknown_fields: bool,
    fields: Vec<FieldSummary>,
    tables: Vec<Table>,
    sentences: Vec<String>,
    variants: Vec<VariantExplanation>,
}

/// What the rules of an enum's variant say.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantExplanation {
    told_by: String,
    rules: Explanation,
}

impl VariantExplanation {
    /// How the variant is told from the others, in words: ``where `kind` is `number` ``.
    #[must_use]
    pub fn told_by(&self) -> &str {
        &self.told_by
    }

    /// The rules over what the variant holds.
    #[must_use]
    pub const fn rules(&self) -> &Explanation {
        &self.rules
    }

    fn new(choice: &'static Choice, variant: &'static Alternative) -> Self {
        let name = variant.name;
        let told_by = match choice.tagging {
            Tagging::External if variant.form() == Form::Unit => format!("the text `{name}`"),
            Tagging::External => format!("under the key `{name}`"),
            Tagging::Internal { tag } => format!("where `{tag}` is `{name}`"),
            Tagging::Adjacent { tag, content } => {
                format!("under the key `{content}`, where `{tag}` is `{name}`")
            }
            Tagging::Untagged => format!("read as `{name}`"),
        };
        let rules = match (variant.form(), variant.rules.fields) {
            (Form::Newtype, [field]) => Explanation::of_content(name, field),
            _ => Explanation::new(&variant.rules),
        };
        Self { told_by, rules }
    }
}

impl Explanation {
    /// The name of the type, as schemas title it.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// Whether a key that is no field is a violation.
    #[must_use]
    pub const fn denies_unknown_fields(&self) -> bool {
        self.denies_unknown_fields
    }

    /// What holds of each field by itself, in declaration order.
    #[must_use]
    pub fn fields(&self) -> &[FieldSummary] {
        &self.fields
    }

    /// One table a discriminant, in declaration order.
    ///
    /// A discriminant is a field that a condition names: compared with values, or only asked whether it has one.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The rules across fields in words, one sentence a rule, in declaration order; those on how many of several fields
    /// have a value come last.
    #[must_use]
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// The variants of an enum whose variants have data, in declaration order, each with its own rules; empty for a type
    /// whose JSON is an object.
    #[must_use]
    pub fn variants(&self) -> &[VariantExplanation] {
        &self.variants
    }

    /// The same as `Display` writes, as Markdown: headings from the second level down, tables, and lists.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        document::markdown(&document::blocks(self))
    }

    /// Of what has no fields.
    const fn without_fields(type_name: &'static str) -> Self {
        Self {
            type_name,
            denies_unknown_fields: false,
            fields: Vec::new(),
            tables: Vec::new(),
            sentences: Vec::new(),
            variants: Vec::new(),
        }
    }

    fn of_choice(choice: &'static Choice) -> Self {
        let variants = choice.variants.iter();
        Self {
            denies_unknown_fields: choice.deny_unknown_fields,
            variants: variants
                .map(|variant| VariantExplanation::new(choice, variant))
                .collect(),
            ..Self::without_fields(choice.name)
        }
    }

    /// Of the only value that a variant holds: the fields of an object are the variant's, and of another value there are
    /// its own rules.
    fn of_content(name: &'static str, field: &'static Field) -> Self {
        match field.shape.inner() {
            Shape::Object(rules) => Self::new(rules()),
            _ => Self {
                sentences: own_rules(field),
                ..Self::without_fields(name)
            },
        }
    }

    /// Everything that the table holds must be said: it is taken apart in full, so that a new part does not compile.
    fn new(rules: &'static Rules) -> Self {
        let Rules {
            name,
            fields,
            conditionals,
            groups,
            deny_unknown_fields,
            positional: _,
            natives,
            needs_value: _,
            may_hold_objects: _,
            names_are_plain: _,
            flattened,
            seat: _,
        } = rules;
        let tables = (0..fields.len()).filter_map(|field| Table::new(rules, field));
        Self {
            type_name: name,
            denies_unknown_fields: *deny_unknown_fields,
            fields: (0..)
                .zip(*fields)
                .map(|(place, field)| FieldSummary::new(rules, field, &rules_on(rules, place)))
                .collect(),
            tables: tables.collect(),
            sentences: conditionals
                .iter()
                .map(|rule| rule.sentence(rules))
                .chain(groups.iter().map(|group| group.sentence(rules)))
                .chain(flattened.iter().map(Flattened::sentence))
                .chain(natives.iter().map(|rule| {
                    let (subject, words) = (rule.subject(rules), rule.words(rules));
                    format!("`{subject}`: {words}{IN_RUST_ONLY}.")
                }))
                .collect(),
            variants: Vec::new(),
        }
    }
}

/// Text with aligned columns.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&document::text(&document::blocks(self)))
    }
}

/// What holds of a field whatever the others hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSummary {
    name: &'static str,
    presence: Presence,
    key_required: bool,
    sentences: Vec<String>,
}

/// Whether a field must have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// Always.
    Required,
    /// Other fields decide, as the tables say.
    Conditional,
    /// Never. Other fields may still forbid it.
    Optional,
}

impl FieldSummary {
    /// The key in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it must have a value.
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// Whether its key must be there, though its value may be none.
    #[must_use]
    pub const fn key_required(&self) -> bool {
        self.key_required
    }

    /// The rules on its own value in words, and those that its type brings.
    #[must_use]
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    fn new(within: &'static Rules, field: &'static Field, rules: &[&'static Conditional]) -> Self {
        let filled_in_vain = field.filled.is_some() && within.asks_for(field);
        Self {
            name: field.name,
            presence: Presence::new(within, field, rules),
            key_required: field.key_required || filled_in_vain,
            sentences: own_rules(field),
        }
    }
}

impl Presence {
    fn new(within: &'static Rules, field: &Field, rules: &[&Conditional]) -> Self {
        let can_require = |rule: &&Conditional| {
            [true, false]
                .map(|holds| rule.effect.demand(holds))
                .contains(&Some(Demand::Required))
        };
        if !may_lack_value(within, field) {
            Self::Required
        } else if rules.iter().any(can_require) {
            Self::Conditional
        } else {
            Self::Optional
        }
    }
}

/// What is required, allowed and forbidden under each value of one field, the discriminant.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    discriminant: &'static str,
    cases: Vec<Case>,
    rows: Vec<Row>,
    constant: Vec<(&'static str, Cell)>,
}

impl Table {
    /// The field's name in JSON.
    #[must_use]
    pub const fn discriminant(&self) -> &'static str {
        self.discriminant
    }

    /// The columns: what the discriminant can hold.
    #[must_use]
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The fields that the discriminant decides, in declaration order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The other fields, each with what holds under every value, in declaration order.
    #[must_use]
    pub fn constant(&self) -> &[(&'static str, Cell)] {
        &self.constant
    }

    /// `None` for a field that no condition names.
    fn new(rules: &'static Rules, discriminant: usize) -> Option<Self> {
        let cases = cases(rules, discriminant)?;
        let mut table = Self {
            discriminant: rules.fields.get(discriminant)?.name,
            cases,
            rows: Vec::new(),
            constant: Vec::new(),
        };
        for (place, field) in (0..).zip(rules.fields) {
            if place != discriminant {
                table.add(field, Row::new(rules, place, discriminant, &table.cases));
            }
        }
        Some(table)
    }

    fn add(&mut self, field: &'static Field, row: Row) {
        let Some((first, others)) = row.cells.split_first() else {
            return;
        };
        if others.iter().all(|cell| cell.verdict == first.verdict) {
            self.constant.push((field.name, first.clone()));
        } else {
            self.rows.push(row);
        }
    }
}

/// A field that a discriminant decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    field: &'static str,
    cells: Vec<Cell>,
}

impl Row {
    /// The field's name in JSON.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// One cell a column of the table.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    fn new(rules: &'static Rules, field: usize, discriminant: usize, cases: &[Case]) -> Self {
        let cell = |&case: &Case| {
            let fixed = Fixed {
                field: discriminant,
                case,
            };
            Cell::new(rules, field, fixed)
        };
        Self {
            field: rules.fields.get(field).map_or("", |field| field.name),
            cells: cases.iter().map(cell).collect(),
        }
    }
}

/// What a field must be under one value of a discriminant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    verdict: Verdict,
    messages: Vec<String>,
}

/// What is said of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It must have a value, whatever the other fields hold.
    Required,
    /// It may have a value or none, whatever the other fields hold.
    Allowed,
    /// It must have no value, whatever the other fields hold.
    Forbidden,
    /// Other fields decide: when it is required or forbidden, in words. It is allowed otherwise.
    Depends(String),
    /// It is both required and forbidden: nothing is valid under this value.
    Contradictory,
}

impl Verdict {
    /// One word: `required`, `allowed`, `forbidden`, `depends` or `contradictory`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Allowed => "allowed",
            Self::Forbidden => "forbidden",
            Self::Depends(_) => "depends",
            Self::Contradictory => "contradictory",
        }
    }
}

impl Cell {
    /// What the field must be.
    #[must_use]
    pub const fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The messages of the rules that say so, or that may say so where other fields decide, as violations word them.
    /// Empty where no rule speaks.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    fn new(rules: &'static Rules, field: usize, fixed: Fixed) -> Self {
        let mut demands = Demands::default();
        if rules
            .fields
            .get(field)
            .is_some_and(|field| !may_lack_value(rules, field))
        {
            demands.set(Demand::Required, "required".to_owned());
        }
        for rule in rules_on(rules, field) {
            demands.add(rule, rules, fixed);
        }
        demands.into_cell()
    }
}

/// What several rules ask of one field.
#[derive(Default)]
struct Demands {
    required: bool,
    forbidden: bool,
    open: Vec<String>,
    messages: Vec<String>,
}

impl Demands {
    fn add(&mut self, rule: &'static Conditional, rules: &'static Rules, fixed: Fixed) {
        for (demand, holds) in rule.effect.demands() {
            match fixed.residue(&rule.condition, holds) {
                Residue::Known(false) => {}
                Residue::Known(true) => self.set(demand, rule.message(rules, demand)),
                open => {
                    let words = open.words(rules.fields);
                    self.open.push(format!("{} when {words}", verb(demand)));
                    self.messages.push(rule.message(rules, demand));
                }
            }
        }
    }

    fn set(&mut self, demand: Demand, message: String) {
        match demand {
            Demand::Required => self.required = true,
            Demand::Forbidden => self.forbidden = true,
        }
        self.messages.push(message);
    }

    fn into_cell(self) -> Cell {
        let verdict = match (self.required, self.forbidden) {
            (true, true) => Verdict::Contradictory,
            (true, false) => Verdict::Required,
            (false, true) => Verdict::Forbidden,
            (false, false) if self.open.is_empty() => Verdict::Allowed,
            (false, false) => Verdict::Depends(self.open.join("; ")),
        };
        Cell {
            verdict,
            messages: self.messages,
        }
    }
}

fn rules_on(rules: &'static Rules, field: usize) -> Vec<&'static Conditional> {
    let conditionals = rules.conditionals.iter();
    conditionals.filter(|rule| rule.field == field).collect()
}

const fn verb(demand: Demand) -> &'static str {
    match demand {
        Demand::Required => "required",
        Demand::Forbidden => "forbidden",
    }
}

/// Whether the field can be without a value, rules across fields aside.
fn may_lack_value(within: &'static Rules, field: &Field) -> bool {
    // What only the type itself can read may be null, for all that is known.
    let may_be_null =
        field.shape.is_nullable() || matches!(field.shape.inner(), Shape::Any | Shape::Opaque(_));
    let may_be_none = !field.is_required() && (may_be_null || field.empty_is_absent);
    may_be_none || !within.asks_for(field)
}

/// The rules on the field's own value in words. Taken apart in full, so that a new part does not compile.
fn own_rules(field: &'static Field) -> Vec<String> {
    let Field {
        name: _,
        aliases,
        ident: _,
        shape,
        key_required: _,
        empty_is_absent,
        checks,
        filled: _,
    } = field;
    let mut sentences: Vec<String> = aliases
        .iter()
        .map(|alias| format!("also read as `{alias}`"))
        .collect();
    if *empty_is_absent {
        sentences.push("an empty text is no value".to_owned());
    }
    stated::each(checks, shape, "", &mut |stated| {
        // Said by `Presence`.
        if matches!(stated.check, Check::Required) {
            return;
        }
        let only = if stated.check.is_native_only() {
            IN_RUST_ONLY
        } else {
            ""
        };
        let sentence = format!("{}{}{only}", stated.of, stated.words());
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    });
    sentences
}
