//! From what is written to what it means. Each `check_*` refuses one kind of mistake; all of them run.

use proc_macro2::Span;
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned;
use syn::{
    Expr, ExprLit, ExprUnary, GenericArgument, Ident, Lit, LitStr, Member, Path, PathArguments,
    Type, TypePath, UnOp,
};

use crate::ctxt::Ctxt;
use crate::model::{
    Body, Bound, Check, CheckKind, Comparison, Condition, Conditional, Effect, Enumeration, Field,
    Group, Model, Newtype, Object, Pattern, Place, Value, Variant, Wording,
};
use crate::names::{RenameRule, suggest};
use crate::pattern;
use crate::syntax::{
    Flag, Raw, RawBody, RawCondition, RawField, RawGroup, RawLength, RawMultipleOf, RawPart,
    RawRange, RawRule, RawValue, RawVariant, Reader, Schemars, SerdeContainer, SerdeDefault, unraw,
};

/// Checks an input. `None` when nothing can be made of it; the mistakes are in the context.
pub(crate) fn check<'a>(ctxt: &Ctxt, raw: Raw<'a>) -> Option<Model<'a>> {
    check_schema_carries_rules(ctxt, &raw);
    check_foreign(ctxt, &raw.serde.foreign, "type");
    let body = match raw.body {
        RawBody::Object(fields) => Body::Object(object(ctxt, &fields, &raw.groups, &raw.serde)),
        RawBody::Newtype(field) => Body::Newtype(Box::new(newtype(ctxt, *field))),
        RawBody::Enumeration(variants) => {
            Body::Enumeration(enumeration(ctxt, variants, raw.serde.rename_all))
        }
        RawBody::Unsupported => return None,
    };
    Some(Model {
        ident: &raw.input.ident,
        generics: &raw.input.generics,
        krate: raw.krate,
        schema_carries_rules: raw.schema == Schemars::WithRules,
        body,
    })
}

fn object(ctxt: &Ctxt, raw: &[RawField], groups: &[RawGroup], serde: &SerdeContainer) -> Object {
    let fields: Vec<&RawField> = raw.iter().filter(|field| !field.serde.skip).collect();
    let names: Vec<Named<'_>> = raw.iter().filter_map(Named::new).collect();
    check_rules_on_skipped(ctxt, raw);
    let conditionals = conditionals(ctxt, &fields, &names);
    check_contradictions(ctxt, &fields, &conditionals);
    let groups = groups_of(ctxt, groups, &fields, &names);
    check_missing_keys_have_no_value(ctxt, &fields, &conditionals, &groups, serde);
    let fields: Vec<Field> = fields
        .into_iter()
        .map(|raw| field(ctxt, raw, serde))
        .collect();
    check_names_differ(ctxt, &fields);
    Object {
        fields,
        conditionals: conditionals
            .into_iter()
            .map(|(conditional, _)| conditional)
            .collect(),
        groups,
        deny_unknown_fields: serde.deny_unknown_fields,
    }
}

fn field(ctxt: &Ctxt, raw: &RawField, container: &SerdeContainer) -> Field {
    let optional = option_argument(&raw.ty).is_some();
    check_foreign(ctxt, &raw.serde.foreign, "field");
    check_reader_is_for_options(ctxt, raw, optional);
    // serde gives a missing key to an `Option` only where no function of the field's own reads it.
    let defaults = raw.serde.default != SerdeDefault::None
        || container.default
        || (optional && raw.serde.reader.is_none());
    Field {
        member: raw.member.clone(),
        ty: raw.ty.clone(),
        name: wire_name(raw, container.rename_all),
        optional,
        key_required: !defaults,
        not_null: raw.serde.reader == Some(Reader::NotNull),
        empty_is_absent: raw.has(Flag::EmptyIsAbsent),
        opaque: raw.has(Flag::Opaque),
        checks: checks(ctxt, raw),
    }
}

fn wire_name(raw: &RawField, rename_all: Option<RenameRule>) -> String {
    let Member::Named(ident) = &raw.member else {
        return String::new();
    };
    let ident = unraw(ident);
    raw.serde
        .rename
        .clone()
        .unwrap_or_else(|| match rename_all {
            Some(rule) => rule.apply_to_field(&ident),
            None => ident,
        })
}

fn newtype(ctxt: &Ctxt, raw: RawField) -> Newtype {
    check_foreign(ctxt, &raw.serde.foreign, "field");
    for rule in &raw.rules {
        match rule {
            RawRule::Conditional(_, name, _) => {
                ctxt.error(
                    name,
                    "a tuple struct has no other field that a condition could name",
                );
            }
            RawRule::Flag(Flag::EmptyIsAbsent | Flag::Opaque | Flag::Required, name, _) => {
                ctxt.error(
                    name,
                    format!("`{name}` goes on a field of a struct with named fields"),
                );
            }
            _ => {}
        }
    }
    Newtype {
        checks: checks(ctxt, &raw),
        ty: raw.ty,
    }
}

fn enumeration(ctxt: &Ctxt, raw: Vec<RawVariant>, rename_all: Option<RenameRule>) -> Enumeration {
    let mut variants = Vec::new();
    for variant in raw {
        check_foreign(ctxt, &variant.serde.foreign, "variant");
        if variant.serde.skip {
            continue;
        }
        let ident = unraw(&variant.ident);
        let name = variant.serde.rename.unwrap_or_else(|| match rename_all {
            Some(rule) => rule.apply_to_variant(&ident),
            None => ident,
        });
        variants.push(Variant {
            ident: variant.ident,
            name,
            description: variant.description,
        });
    }
    Enumeration { variants }
}

/// A field that a condition may name: its name in Rust, and whether it has a place in the table of rules.
struct Named<'a> {
    ident: &'a Ident,
    raw: &'a RawField,
}

impl<'a> Named<'a> {
    fn new(raw: &'a RawField) -> Option<Self> {
        match &raw.member {
            Member::Named(ident) => Some(Self { ident, raw }),
            Member::Unnamed(_) => None,
        }
    }
}

impl RawField {
    fn has(&self, wanted: Flag) -> bool {
        self.rules
            .iter()
            .any(|rule| matches!(rule, RawRule::Flag(flag, ..) if *flag == wanted))
    }

    /// Whether something is asked of the field's value.
    fn has_rules(&self) -> bool {
        self.rules.iter().any(|rule| {
            !matches!(
                rule,
                RawRule::Flag(Flag::EmptyIsAbsent | Flag::Opaque | Flag::Nested, ..)
            )
        })
    }

    /// Whether the default is an empty text or collection, and the field's rules hold for that.
    fn defaults_to_empty_and_may(&self) -> bool {
        const EMPTY: [&str; 8] = [
            "String", "Vec", "VecDeque", "HashMap", "BTreeMap", "HashSet", "BTreeSet", "Cow",
        ];
        let Type::Path(path) = ungroup(&self.ty) else {
            return false;
        };
        let last = path.path.segments.last();
        let empty = last.is_some_and(|last| EMPTY.iter().any(|name| last.ident == name));
        let by_type = self.serde.default == SerdeDefault::Type;
        by_type && empty && self.rules.iter().all(RawRule::holds_for_empty)
    }

    /// Whether serde may fill the field with a value when its key is missing.
    fn may_default_to_a_value(&self, container: &SerdeContainer) -> bool {
        match self.serde.default {
            SerdeDefault::Function => true,
            // `None`, or the empty text that counts as none.
            SerdeDefault::Type => !self.can_be_absent(),
            SerdeDefault::None => container.default,
        }
    }

    /// Whether the field can be without a value.
    fn can_be_absent(&self) -> bool {
        option_argument(&self.ty).is_some() || self.has(Flag::EmptyIsAbsent)
    }
}

impl RawRule {
    /// What it says of itself when it is broken, as far as that is written.
    fn wording(&self) -> Wording {
        match self {
            Self::Flag(_, _, wording) => wording.clone(),
            Self::Length(_, length) => length.wording.clone(),
            Self::Pattern(_, pattern) => pattern.wording.clone(),
            Self::Conditional(..) => Wording::default(),
            Self::Range(_, range) => range.wording.clone(),
            Self::MultipleOf(_, rule) => rule.wording.clone(),
            Self::Part(_, part) => part.wording.clone(),
        }
    }

    fn holds_for_empty(&self) -> bool {
        match self {
            Self::Length(_, length) => length.min.is_none() && length.equal.is_none(),
            Self::Flag(flag, ..) => matches!(
                flag,
                Flag::UniqueItems | Flag::Nested | Flag::Ascii | Flag::NonControlCharacter
            ),
            Self::Part(_, part) => part.place == Place::Nowhere,
            Self::Pattern(..) | Self::Conditional(..) | Self::Range(..) | Self::MultipleOf(..) => {
                false
            }
        }
    }
}

// --- Rules of a field's own ---

fn checks(ctxt: &Ctxt, raw: &RawField) -> Vec<Check> {
    check_no_rule_twice(ctxt, raw);
    let mut checks = Vec::new();
    for rule in &raw.rules {
        let kind = match rule {
            RawRule::Flag(Flag::Required, name, _) => {
                check_required_can_fail(ctxt, raw, name);
                Some(CheckKind::Required)
            }
            RawRule::Flag(Flag::HttpUrl, ..) => Some(CheckKind::HttpUrl),
            RawRule::Flag(Flag::Uuid, ..) => Some(CheckKind::Uuid),
            RawRule::Flag(Flag::UniqueItems, ..) => Some(CheckKind::UniqueItems),
            RawRule::Flag(Flag::EmptyIsAbsent | Flag::Opaque | Flag::Nested, ..)
            | RawRule::Conditional(..) => None,
            RawRule::Length(name, length) => bounds(ctxt, name, length),
            RawRule::Range(name, bounds) => range(ctxt, name, bounds),
            RawRule::Part(_, part) => Some(part_of(ctxt, part)),
            RawRule::Flag(Flag::Ipv4, ..) => Some(CheckKind::Ipv4),
            RawRule::Flag(Flag::Ipv6, ..) => Some(CheckKind::Ipv6),
            RawRule::Flag(Flag::Ip, ..) => Some(CheckKind::Ip),
            RawRule::Flag(Flag::Ascii, ..) => Some(CheckKind::Ascii),
            RawRule::Flag(Flag::NonControlCharacter, ..) => Some(CheckKind::NonControlCharacter),
            RawRule::MultipleOf(_, rule) => Some(multiple_of(ctxt, rule)),
            RawRule::Pattern(_, pattern) => compiled(ctxt, &raw.member, &pattern.expression),
        };
        checks.extend(kind.map(|kind| Check {
            kind,
            span: rule.span(),
            wording: rule.wording(),
        }));
    }
    checks
}

fn bounds(ctxt: &Ctxt, name: &Ident, length: &RawLength) -> Option<CheckKind> {
    let RawLength {
        min, max, equal, ..
    } = length;
    match (min, max, equal) {
        (None, None, None) => {
            ctxt.error(name, "`length` needs a bound: `min`, `max` or `equal`");
            None
        }
        (_, _, Some(equal)) if min.is_none() && max.is_none() => Some(CheckKind::Length {
            min: Some(equal.clone()),
            max: Some(equal.clone()),
        }),
        (_, _, Some(equal)) => {
            ctxt.error(
                equal,
                "`equal` says both bounds, so `min` and `max` cannot stand beside it",
            );
            None
        }
        (min, max, None) => {
            check_bounds_admit_something(ctxt, min.as_deref(), max.as_deref());
            Some(CheckKind::Length {
                min: min.clone(),
                max: max.clone(),
            })
        }
    }
}

fn range(ctxt: &Ctxt, name: &Ident, raw: &RawRange) -> Option<CheckKind> {
    let min = one_bound(
        ctxt,
        "lower",
        raw.min.as_deref(),
        raw.exclusive_min.as_deref(),
    );
    let max = one_bound(
        ctxt,
        "upper",
        raw.max.as_deref(),
        raw.exclusive_max.as_deref(),
    );
    if min.is_none() && max.is_none() {
        ctxt.error(
            name,
            "`range` needs a bound: `min`, `max`, `exclusive_min` or `exclusive_max`",
        );
        return None;
    }
    check_range_admits_something(ctxt, min.as_ref(), max.as_ref());
    Some(CheckKind::Range { min, max })
}

/// The one bound on a side. Of two, one would say nothing.
fn one_bound(
    ctxt: &Ctxt,
    side: &str,
    included: Option<&Expr>,
    excluded: Option<&Expr>,
) -> Option<Bound> {
    if let (Some(_), Some(second)) = (included, excluded) {
        let message = format!("one {side} bound is enough; the other would say nothing");
        ctxt.error(second, message);
    }
    let value = included.or(excluded)?;
    check_bound_is_a_number(ctxt, value);
    Some(Bound {
        value: Box::new(value.clone()),
        excluded: included.is_none(),
    })
}

/// Literals are read here; of constants rustc knows.
fn check_bound_is_a_number(ctxt: &Ctxt, bound: &Expr) {
    let holdable = i128::from(i64::MIN)..=i128::from(u64::MAX);
    match number_literal(bound) {
        Some(NumberLiteral::Integer(integer)) if !holdable.contains(&integer) => ctxt.error(
            bound,
            "no schema can state a bound that neither an `i64` nor a `u64` holds",
        ),
        Some(NumberLiteral::Other) => ctxt.error(bound, "a bound is a number or a constant"),
        _ => {}
    }
}

/// No value would pass, so the type could never be valid: surely not what was meant.
fn check_range_admits_something(ctxt: &Ctxt, min: Option<&Bound>, max: Option<&Bound>) {
    let (Some(min), Some(max)) = (min, max) else {
        return;
    };
    let excluded = min.excluded || max.excluded;
    let empty = match (number_literal(&min.value), number_literal(&max.value)) {
        (Some(NumberLiteral::Integer(least)), Some(NumberLiteral::Integer(greatest))) => {
            least > greatest || least == greatest && excluded
        }
        (Some(NumberLiteral::Float(least)), Some(NumberLiteral::Float(greatest))) => {
            least > greatest || excluded && least >= greatest
        }
        _ => false,
    };
    if empty {
        ctxt.error(&max.value, "no number is within both bounds");
    }
}

/// A literal as far as bounds of numbers ask.
pub(crate) enum NumberLiteral {
    Integer(i128),
    Float(f64),
    /// Anything else: a string, a truth value.
    Other,
}

/// `None` for what is no literal.
pub(crate) fn number_literal(bound: &Expr) -> Option<NumberLiteral> {
    match bound {
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => Some(match number_literal(expr)? {
            NumberLiteral::Integer(integer) => NumberLiteral::Integer(-integer),
            NumberLiteral::Float(float) => NumberLiteral::Float(-float),
            NumberLiteral::Other => NumberLiteral::Other,
        }),
        Expr::Group(group) => number_literal(&group.expr),
        Expr::Lit(ExprLit { lit, .. }) => Some(match lit {
            Lit::Int(integer) => integer
                .base10_parse()
                .map_or(NumberLiteral::Integer(i128::MAX), NumberLiteral::Integer),
            Lit::Float(float) => match float.base10_parse::<f64>() {
                Ok(float) if float.is_finite() => NumberLiteral::Float(float),
                _ => NumberLiteral::Other,
            },
            _ => NumberLiteral::Other,
        }),
        _ => None,
    }
}

fn multiple_of(ctxt: &Ctxt, raw: &RawMultipleOf) -> CheckKind {
    let positive = 1..=i128::from(u64::MAX);
    let refused = match number_literal(&raw.divisor) {
        Some(NumberLiteral::Integer(integer)) => !positive.contains(&integer),
        Some(_) => true,
        None => false,
    };
    if refused {
        ctxt.error(
            &raw.divisor,
            "a number is a multiple of a positive integer that a `u64` holds",
        );
    }
    CheckKind::MultipleOf(raw.divisor.clone())
}

fn part_of(ctxt: &Ctxt, raw: &RawPart) -> CheckKind {
    const LINE_BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = raw.text.value();
    if text.is_empty() {
        ctxt.error(
            &raw.text,
            "every text has the empty one in it, at both ends too",
        );
    }
    if raw.place == Place::End && text.ends_with(LINE_BREAKS) {
        ctxt.error(
            &raw.text,
            "readers of a schema differ on where a text ends that has a line break there, so none could state this",
        );
    }
    CheckKind::Part(raw.place, raw.text.clone())
}

fn compiled(ctxt: &Ctxt, member: &Member, pattern: &LitStr) -> Option<CheckKind> {
    match pattern::compile(&pattern.value()) {
        Ok(automaton) => {
            let name = match member {
                Member::Named(ident) => format_ident!("PATTERN_{}", unraw(ident)),
                Member::Unnamed(index) => format_ident!("PATTERN_{}", index.index),
            };
            Some(CheckKind::Pattern(Box::new(Pattern { name, automaton })))
        }
        Err(error) => {
            let source = pattern.value();
            let place = source
                .get(error.range.clone())
                .filter(|place| !place.is_empty());
            let place = place
                .map(|place| format!(" (at `{place}`)"))
                .unwrap_or_default();
            ctxt.error(pattern, format!("{}{place}", error.message));
            None
        }
    }
}

/// No value would pass, so the type could never be valid: surely not what was meant.
fn check_bounds_admit_something(ctxt: &Ctxt, min: Option<&Expr>, max: Option<&Expr>) {
    if let (Some(least), Some(greatest)) = (min.and_then(literal), max.and_then(literal))
        && least > greatest
    {
        ctxt.error(
            max,
            format!("no length is at least {least} and at most {greatest}"),
        );
    }
}

fn literal(bound: &Expr) -> Option<u64> {
    match bound {
        Expr::Lit(ExprLit {
            lit: Lit::Int(integer),
            ..
        }) => integer.base10_parse().ok(),
        _ => None,
    }
}

/// The second of two would either repeat the first or fight it, and a reader would see only one.
fn check_no_rule_twice(ctxt: &Ctxt, raw: &RawField) {
    let names = raw.rules.iter().filter_map(|rule| match rule {
        RawRule::Flag(_, name, _)
        | RawRule::Length(name, _)
        | RawRule::Pattern(name, _)
        | RawRule::Range(name, _)
        | RawRule::MultipleOf(name, _)
        | RawRule::Part(name, _) => Some(name),
        RawRule::Conditional(..) => None,
    });
    let mut seen: Vec<&Ident> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            ctxt.error(name, format!("`{name}` stands on this field twice"));
        }
        seen.push(name);
    }
}

/// A field that always has a value makes `required` a rule that cannot be broken.
fn check_required_can_fail(ctxt: &Ctxt, raw: &RawField, name: &Ident) {
    if !raw.can_be_absent() {
        ctxt.error(
            name,
            "this field always has a value, so `required` says nothing; it is for `Option` fields",
        );
    }
}

// --- Rules across fields ---

/// The conditional rules of all fields in declaration order, each with where it is written.
fn conditionals(
    ctxt: &Ctxt,
    fields: &[&RawField],
    names: &[Named<'_>],
) -> Vec<(Conditional, Span)> {
    let mut found = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        for rule in &field.rules {
            let RawRule::Conditional(effect, name, raw) = rule else {
                continue;
            };
            check_effect_can_fail(ctxt, field, *effect, name);
            let scope = Scope {
                ctxt,
                subject: Some(field),
                fields,
                names,
            };
            if let Some(condition) = scope.condition(raw) {
                found.push((
                    Conditional {
                        field: index,
                        effect: *effect,
                        condition,
                    },
                    name.span(),
                ));
            }
        }
    }
    found
}

/// A field that always has a value meets every `required_*` and breaks every `forbidden_*`.
fn check_effect_can_fail(ctxt: &Ctxt, field: &RawField, effect: Effect, name: &Ident) {
    if field.can_be_absent() {
        return;
    }
    let why = match effect {
        Effect::RequiredIf | Effect::RequiredUnless => "could never be broken",
        Effect::ForbiddenIf | Effect::ForbiddenUnless | Effect::RequiredIff => {
            "could not be kept when it applies"
        }
    };
    ctxt.error(
        name,
        format!("this field always has a value, so the rule {why}; make its type an `Option`"),
    );
}

/// What the names in a condition mean.
struct Scope<'a> {
    ctxt: &'a Ctxt,
    /// The field that has the rule, unless the type has it.
    subject: Option<&'a RawField>,
    fields: &'a [&'a RawField],
    names: &'a [Named<'a>],
}

impl Scope<'_> {
    fn condition(&self, raw: &RawCondition) -> Option<Condition> {
        match raw {
            RawCondition::Is(name, value) => {
                let field = self.field(name);
                let value = self.value(name, value);
                Some(Condition::Is(field?, value?))
            }
            RawCondition::In(name, word, values) => self.one_of(name, word, values),
            RawCondition::Present(name) => self.presence(name, "true").map(Condition::Present),
            RawCondition::Absent(name) => self.presence(name, "false").map(Condition::Absent),
            RawCondition::Compare(name, comparison, value) => {
                let field = self.field(name);
                let bound = self.bound(name, value);
                Some(Condition::Compare(field?, *comparison, bound?))
            }
            RawCondition::Length(name, comparison, count) => {
                let field = self.field(name);
                let count: usize = self.ctxt.ok(count.base10_parse())?;
                self.check_count_can_be(name, *comparison, count);
                Some(Condition::Length(field?, *comparison, count))
            }
            RawCondition::StartsWith(name, prefix) => {
                let field = self.field(name)?;
                if prefix.value().is_empty() {
                    self.ctxt.error(
                        prefix,
                        "every text starts with an empty one, so this says nothing",
                    );
                }
                Some(Condition::StartsWith(
                    field,
                    Value::Text(prefix.value(), prefix.span()),
                ))
            }
            RawCondition::All(word, conditions) => {
                self.several(word, conditions).map(Condition::All)
            }
            RawCondition::Any(word, conditions) => {
                self.several(word, conditions).map(Condition::Any)
            }
            RawCondition::Not(condition) => self
                .condition(condition)
                .map(|inner| Condition::Not(Box::new(inner))),
        }
    }

    fn field(&self, name: &Ident) -> Option<usize> {
        let Some(named) = self.names.iter().find(|named| named.ident == name) else {
            let known = self
                .names
                .iter()
                .filter(|named| !named.raw.serde.skip)
                .map(|named| unraw(named.ident));
            let known: Vec<String> = known.collect();
            let suggestion = suggest(&unraw(name), known.iter().map(String::as_str), "fields");
            self.ctxt
                .error(name, format!("no field `{name}` on this type{suggestion}"));
            return None;
        };
        if self
            .subject
            .is_some_and(|subject| std::ptr::eq(named.raw, subject))
        {
            self.ctxt.error(
                name,
                format!("the rule is on `{name}` itself; a condition is over other fields"),
            );
            return None;
        }
        let place = self
            .fields
            .iter()
            .position(|field| std::ptr::eq(*field, named.raw));
        if place.is_none() {
            self.ctxt.error(
                name,
                format!(
                    "`{name}` is not read from JSON (`#[serde(skip)]`), so no schema could say this"
                ),
            );
        }
        place
    }

    /// What a number is compared with: in the type of the number, so that both checks compare the same two numbers.
    fn bound(&self, name: &Ident, raw: &RawValue) -> Option<Value> {
        let field = self.names.iter().find(|named| named.ident == name)?;
        let primitive = primitive(&field.raw.ty);
        let advice = match primitive {
            Some((ty, Primitive::Float)) if ty == "f32" => {
                "rounds what the text says, so the checks would not compare the same number; use `f64`"
            }
            Some((_, Primitive::Float)) => return raw.as_float(),
            Some((_, Primitive::Text | Primitive::Boolean)) => {
                "is not a number that could be compared"
            }
            _ => return self.value(name, raw),
        };
        let ty = primitive.map(|(ty, _)| ty.to_string()).unwrap_or_default();
        self.ctxt
            .error(raw, format!("`{name}` is a `{ty}`, which {advice}"));
        None
    }

    /// A length is 0 or more whatever the value.
    fn check_count_can_be(&self, name: &Ident, comparison: Comparison, count: usize) {
        let always = match (comparison, count) {
            (Comparison::Below, 0) => "false",
            (Comparison::AtLeast, 0) => "true for every value",
            _ => return,
        };
        self.ctxt.error(
            name,
            format!("a length is never below 0, so this is always {always}"),
        );
    }

    /// A field that always has a value decides `present` and `absent` once and for all.
    fn presence(&self, name: &Ident, always: &str) -> Option<usize> {
        let place = self.field(name)?;
        let field = self.fields.get(place)?;
        if !field.can_be_absent() {
            self.ctxt.error(
                name,
                format!("`{name}` always has a value, so this is always {always}"),
            );
        }
        Some(place)
    }

    fn one_of(&self, name: &Ident, word: &Ident, values: &[RawValue]) -> Option<Condition> {
        let field = self.field(name);
        if values.is_empty() {
            self.ctxt.error(
                word,
                "an empty list holds no value, so this is always false",
            );
        }
        let mut list: Vec<Value> = Vec::new();
        for raw in values {
            let Some(value) = self.value(name, raw) else {
                continue;
            };
            if list.contains(&value) {
                self.ctxt.error(raw, "this value stands in the list twice");
            }
            list.push(value);
        }
        Some(Condition::In(field?, list))
    }

    fn several(&self, word: &Ident, raw: &[RawCondition]) -> Option<Vec<Condition>> {
        if raw.is_empty() {
            self.ctxt
                .error(word, format!("`{word}` needs at least one condition"));
            return None;
        }
        let conditions: Vec<Option<Condition>> = raw
            .iter()
            .map(|condition| self.condition(condition))
            .collect();
        conditions.into_iter().collect()
    }

    fn value(&self, name: &Ident, raw: &RawValue) -> Option<Value> {
        self.check_comparable(name, raw);
        match raw {
            RawValue::Path(path) => self.variant(name, path),
            RawValue::Text(text) => Some(Value::Text(text.value(), text.span())),
            RawValue::Boolean(boolean) => Some(Value::Boolean(boolean.value, boolean.span)),
            RawValue::Integer(_, digits) => {
                let Some(integer) = raw.integer() else {
                    self.ctxt.error(raw, "no integer type goes as far");
                    return None;
                };
                Some(Value::Integer(integer, digits.span()))
            }
            RawValue::Float(..) => raw.as_float(),
        }
    }

    /// A variant's name alone is looked up in the type of the field, without the types around it.
    fn variant(&self, name: &Ident, path: &Path) -> Option<Value> {
        if path.get_ident().is_none() {
            return Some(Value::Variant {
                path: path.clone(),
                in_full: true,
            });
        }
        let field = self.names.iter().find(|named| named.ident == name)?;
        let Type::Path(TypePath {
            qself: None,
            path: enumeration,
            ..
        }) = value_type(&field.raw.ty)
        else {
            self.ctxt.error(
                path,
                "the field's type is not named by a path; write the variant's full path",
            );
            return None;
        };
        let mut full = enumeration.clone();
        // The type's tokens stand at the field; an error in the whole path is one in the condition.
        for segment in &mut full.segments {
            let place = segment.ident.span().located_at(path.span());
            segment.ident.set_span(place);
        }
        full.segments.extend(path.segments.iter().cloned());
        Some(Value::Variant {
            path: full,
            in_full: false,
        })
    }

    /// A type that is known by its name alone is compared with values of its own. Of others rustc knows.
    fn check_comparable(&self, name: &Ident, raw: &RawValue) {
        let field = self.names.iter().find(|named| named.ident == name);
        let Some((ty, wanted)) = field.and_then(|field| primitive(&field.raw.ty)) else {
            return;
        };
        let fits = match (raw, wanted) {
            (RawValue::Integer(..), Primitive::Integer { min, max }) => {
                let integer = raw.integer();
                if integer.is_some_and(|integer| !(min..=max).contains(&integer)) {
                    let message = format!("`{name}` is a `{ty}`, which goes from {min} to {max}");
                    self.ctxt.error(raw, message);
                }
                true
            }
            (RawValue::Text(_), Primitive::Text) | (RawValue::Boolean(_), Primitive::Boolean) => {
                true
            }
            _ => false,
        };
        if !fits {
            let message = format!("`{name}` is a `{ty}`; {}", wanted.advice());
            self.ctxt.error(raw, message);
        }
    }
}

impl RawValue {
    /// The number as one that may have a fraction.
    fn as_float(&self) -> Option<Value> {
        let (minus, digits, span) = match self {
            Self::Integer(minus, digits) => (
                minus,
                format!("{}.0", digits.base10_digits()),
                digits.span(),
            ),
            Self::Float(minus, digits) => (minus, digits.base10_digits().to_owned(), digits.span()),
            _ => return None,
        };
        let minus = if minus.is_some() { "-" } else { "" };
        Some(Value::Float(format!("{minus}{digits}"), span))
    }

    fn integer(&self) -> Option<i128> {
        let Self::Integer(minus, digits) = self else {
            return None;
        };
        let magnitude: i128 = digits.base10_parse().ok()?;
        Some(if minus.is_some() {
            -magnitude
        } else {
            magnitude
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Primitive {
    Text,
    Integer { min: i128, max: i128 },
    Boolean,
    Float,
}

impl Primitive {
    const fn advice(self) -> &'static str {
        match self {
            Self::Text => "compare it with a string in quotation marks",
            Self::Integer { .. } => "compare it with an integer",
            Self::Boolean => "compare it with `true` or `false`",
            Self::Float => "numbers that may have a fraction cannot be compared",
        }
    }
}

fn primitive(ty: &Type) -> Option<(&Ident, Primitive)> {
    let Type::Path(path) = value_type(ty) else {
        return None;
    };
    let name = &path.path.segments.last()?.ident;
    let kind = match name.to_string().as_str() {
        "String" | "str" => Primitive::Text,
        "bool" => Primitive::Boolean,
        "i8" => integers(i8::MIN, i8::MAX),
        "i16" => integers(i16::MIN, i16::MAX),
        "i32" => integers(i32::MIN, i32::MAX),
        "i64" | "isize" => integers(i64::MIN, i64::MAX),
        "u8" => integers(u8::MIN, u8::MAX),
        "u16" => integers(u16::MIN, u16::MAX),
        "u32" => integers(u32::MIN, u32::MAX),
        "u64" | "usize" => integers(u64::MIN, u64::MAX),
        "f32" | "f64" => Primitive::Float,
        _ => return None,
    };
    Some((name, kind))
}

fn integers<T: Into<i128>>(min: T, max: T) -> Primitive {
    Primitive::Integer {
        min: min.into(),
        max: max.into(),
    }
}

impl ToTokens for RawValue {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        match self {
            Self::Path(path) => path.to_tokens(tokens),
            Self::Text(text) => text.to_tokens(tokens),
            Self::Boolean(boolean) => boolean.to_tokens(tokens),
            Self::Integer(minus, digits) => {
                minus.to_tokens(tokens);
                digits.to_tokens(tokens);
            }
            Self::Float(minus, digits) => {
                minus.to_tokens(tokens);
                digits.to_tokens(tokens);
            }
        }
    }
}

/// The rules on how many of several fields have a value.
fn groups_of(
    ctxt: &Ctxt,
    raw: &[RawGroup],
    fields: &[&RawField],
    names: &[Named<'_>],
) -> Vec<Group> {
    let scope = Scope {
        ctxt,
        subject: None,
        fields,
        names,
    };
    let groups = raw.iter().map(|group| {
        let members = scope.members(group);
        let condition = match &group.condition {
            Some(condition) => Some(scope.condition(condition)?),
            None => None,
        };
        check_group_can_fail(ctxt, group);
        Some(Group {
            kind: group.kind,
            fields: members?,
            condition,
        })
    });
    // All are looked at, though one that is wrong gives none.
    groups.collect::<Vec<_>>().into_iter().flatten().collect()
}

impl Scope<'_> {
    fn members(&self, group: &RawGroup) -> Option<Vec<usize>> {
        let mut members: Vec<usize> = Vec::new();
        let mut complete = true;
        for name in &group.fields {
            let Some(place) = self.field(name) else {
                complete = false;
                continue;
            };
            if members.contains(&place) {
                self.ctxt
                    .error(name, format!("`{name}` stands in this group twice"));
            }
            if self
                .fields
                .get(place)
                .is_some_and(|field| !field.can_be_absent())
            {
                let message = format!(
                    "`{name}` always has a value, so counting it says nothing; make its type an `Option`"
                );
                self.ctxt.error(name, message);
            }
            members.push(place);
        }
        complete.then_some(members)
    }
}

/// Of fewer than two fields there is nothing to count: `required` or `forbidden_if` would say what is meant.
fn check_group_can_fail(ctxt: &Ctxt, group: &RawGroup) {
    if group.fields.len() < 2 {
        ctxt.error(
            &group.name,
            format!("`{}` needs at least two fields", group.name),
        );
    }
}

/// A field that one condition makes both required and forbidden can have neither a value nor none; and a rule stated
/// twice is one whose copy will be forgotten when it changes.
fn check_contradictions(ctxt: &Ctxt, fields: &[&RawField], conditionals: &[(Conditional, Span)]) {
    for (index, (later, span)) in conditionals.iter().enumerate() {
        for (earlier, _) in conditionals.iter().take(index) {
            if earlier.field != later.field || earlier.condition != later.condition {
                continue;
            }
            let both = |a: Option<bool>, b: Option<bool>| a.is_some() && a == b;
            let (one, other) = (earlier.effect, later.effect);
            if both(one.requires_when(), other.forbids_when())
                || both(one.forbids_when(), other.requires_when())
            {
                let name = fields
                    .get(later.field)
                    .map(|field| field.member.to_token_stream().to_string());
                let name = name.unwrap_or_default();
                let message = format!("the same condition makes `{name}` required and forbidden");
                ctxt.push(syn::Error::new(*span, message));
            } else if both(one.requires_when(), other.requires_when())
                || both(one.forbids_when(), other.forbids_when())
            {
                ctxt.push(syn::Error::new(
                    *span,
                    "another rule of this field says so under the same condition",
                ));
            }
        }
    }
}

// --- What serde's attributes do to rules ---

/// A rule that the schema does not carry is enforced on one side only.
fn check_schema_carries_rules(ctxt: &Ctxt, raw: &Raw<'_>) {
    let is_object = matches!(raw.body, RawBody::Object(_) | RawBody::Newtype(_));
    if is_object && raw.schema == Schemars::WithoutRules {
        ctxt.error(
            &raw.input.ident,
            "the schema of this type would not carry its rules; add \
             `#[schemars(transform = crossfield::schema::with_rules::<Self>)]`",
        );
    }
}

/// The table of rules says what JSON a type is read from. Under these attributes something else decides that.
fn check_foreign(ctxt: &Ctxt, attributes: &[Ident], of: &str) {
    for name in attributes {
        let why = match name.to_string().as_str() {
            "alias" => "the emitted schema has one name for it and would refuse the alias",
            "flatten" => {
                "its keys are mixed with those of other fields, where the rules could not find them"
            }
            "with" | "deserialize_with" => {
                "a function decides what is read, and the rules cannot see it (only `crossfield::not_null` and `crossfield::nullable` are known)"
            }
            "other" => {
                "any string would be read as this variant; wrap the field's type in `crossfield::Open` instead"
            }
            _ => "it changes what JSON the type is read from, and the rules cannot follow",
        };
        ctxt.error(
            name,
            format!("`#[serde({name})]` cannot stand on a {of} with rules: {why}"),
        );
    }
}

/// A field that is not read from JSON has no place in a schema.
fn check_rules_on_skipped(ctxt: &Ctxt, fields: &[RawField]) {
    for field in fields.iter().filter(|field| field.serde.skip) {
        for rule in &field.rules {
            let message =
                "the field is not read from JSON (`#[serde(skip)]`), so no schema could say this";
            ctxt.push(syn::Error::new(rule.span(), message));
        }
    }
}

/// Rules and conditions see a missing key as no value. A default that is a value would be checked in Rust and nowhere
/// else.
fn check_missing_keys_have_no_value(
    ctxt: &Ctxt,
    fields: &[&RawField],
    conditionals: &[(Conditional, Span)],
    groups: &[Group],
    container: &SerdeContainer,
) {
    let mut named = Vec::new();
    for group in groups {
        named.extend(&group.fields);
        if let Some(condition) = &group.condition {
            condition.fields(&mut named);
        }
    }
    for (conditional, _) in conditionals {
        conditional.condition.fields(&mut named);
    }
    for (index, field) in fields.iter().enumerate() {
        let ruled = field.has_rules() && !field.defaults_to_empty_and_may();
        let concerned = ruled || named.contains(&index);
        if concerned && field.may_default_to_a_value(container) {
            ctxt.error(
                &field.member,
                "a missing key gives this field a default value, of which the schema knows nothing, so no rule or \
                 condition can be about it; make it an `Option`, with `#[serde(default)]` on the field at most",
            );
        }
    }
}

/// The two functions read a value into `Some`; without an `Option` it does not compile, and serde's own message would name
/// neither the attribute nor the reason.
fn check_reader_is_for_options(ctxt: &Ctxt, raw: &RawField, optional: bool) {
    let message = match raw.serde.reader {
        Some(Reader::NotNull) => {
            "`crossfield::not_null` is for `Option` fields; other types refuse null anyway"
        }
        Some(Reader::Nullable) => {
            "`crossfield::nullable` is for `Option` fields; other types have no null"
        }
        None => return,
    };
    if !optional {
        ctxt.error(&raw.ty, message);
    }
}

/// serde would read the first of two fields with one name and never the second.
fn check_names_differ(ctxt: &Ctxt, fields: &[Field]) {
    for (index, field) in fields.iter().enumerate() {
        if fields
            .iter()
            .take(index)
            .any(|earlier| earlier.name == field.name)
        {
            ctxt.error(
                &field.member,
                format!("another field is named `{}` in JSON too", field.name),
            );
        }
    }
}

// --- Types as they are written ---

/// The argument of `Option<…>`. As for serde, the type must be written with that name.
pub(crate) fn option_argument(ty: &Type) -> Option<&Type> {
    argument_of(ty, &["Option"])
}

/// The type of a field's value without the types around it that a condition sees through.
pub(crate) fn value_type(ty: &Type) -> &Type {
    match argument_of(ty, &["Option", "Open", "Lenient"]) {
        Some(inner) => value_type(inner),
        None => ungroup(ty),
    }
}

/// The type that a macro's `$ty:ty` stands for: it arrives in a group of its own.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        _ => ty,
    }
}

fn argument_of<'a>(ty: &'a Type, names: &[&str]) -> Option<&'a Type> {
    let Type::Path(path) = ungroup(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    if !names.iter().any(|name| last.ident == name) {
        return None;
    }
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}
