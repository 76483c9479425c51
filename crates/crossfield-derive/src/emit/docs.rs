//! The rules of a type as its documentation, so that nobody writes them twice.
//!
//! They stand on the implementation of `Validate`, in a table of fields and rules under their names in JSON. A rule is
//! shown as it is written, in code marks: nothing in it is a link or markup to rustdoc.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Expr;

use super::path_last;
use crate::model::{
    Body, Bound, Check, CheckKind, Choice, Comparison, Condition, Conditional, Effect, Field,
    Group, GroupKind, Inside, Native, NativeKind, Object, Place, Relation, Value,
};
use crate::syntax::unraw;

/// The attribute; nothing where there are no rules to show.
pub(super) fn docs(body: &Body) -> TokenStream {
    let mut rows = Vec::new();
    match body {
        Body::Object(object) => object_rows(object, "", &mut rows),
        Body::Choice(choice) => choice_rows(choice, &mut rows),
        Body::Newtype(newtype) => own_rows("the value", &newtype.checks, &mut rows),
        Body::Enumeration(_) | Body::Unit => {}
    }
    if rows.is_empty() {
        return TokenStream::new();
    }
    let table = rows.iter().map(Row::to_string).collect::<String>();
    let text = format!("The rules, under the names in JSON:\n\n| of | rule |\n|---|---|\n{table}");
    quote!(#[doc = #text])
}

/// A line of the table.
struct Row {
    of: String,
    rule: String,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "| {} | {} |", self.of, self.rule)
    }
}

fn choice_rows(choice: &Choice, rows: &mut Vec<Row>) {
    for variant in &choice.variants {
        object_rows(&variant.object, &format!("{}: ", code(&variant.name)), rows);
    }
}

/// Taken apart in full, so that a new kind of rule is not forgotten.
fn object_rows(object: &Object, before: &str, rows: &mut Vec<Row>) {
    let Object {
        fields,
        conditionals,
        groups,
        natives,
        flattened,
        deny_unknown_fields,
        skipped: _,
        positional: _,
    } = object;
    for (place, field) in fields.iter().enumerate() {
        let of = format!("{before}{}", code(&field.name));
        for rule in conditionals.iter().filter(|rule| rule.field == place) {
            rows.push(Row {
                of: of.clone(),
                rule: conditional(rule, fields),
            });
        }
        own_rows(&of, &field.checks, rows);
        if field.empty_is_absent {
            rows.push(Row {
                of,
                rule: "an empty text is no value".to_owned(),
            });
        }
    }
    for flattened in flattened {
        let Field { member, ty, .. } = &flattened.field;
        let (member, ty) = (member.to_token_stream(), ty.to_token_stream().to_string());
        rows.push(Row {
            of: format!("{before}the keys of {}", code(&member.to_string())),
            rule: format!("flattened, as {} says", code(&ty.replace(' ', ""))),
        });
    }
    for rule in groups {
        rows.push(Row {
            of: format!("{before}{}", listed(&rule.fields, fields)),
            rule: group(rule, fields),
        });
    }
    for rule in natives {
        rows.push(native(rule, before, fields));
    }
    if *deny_unknown_fields {
        rows.push(Row {
            of: format!("{before}other keys"),
            rule: "forbidden".to_owned(),
        });
    }
}

fn own_rows(of: &str, checks: &[Check], rows: &mut Vec<Row>) {
    for check in checks {
        rows.push(Row {
            of: of.to_owned(),
            rule: code(&own(&check.kind)),
        });
    }
}

/// A rule of a field's own, as it is written.
fn own(kind: &CheckKind) -> String {
    match kind {
        CheckKind::Required => "required".to_owned(),
        CheckKind::Length { min, max, equal } => length(min.as_deref(), max.as_deref(), *equal),
        CheckKind::Pattern(pattern) => {
            format!("pattern = {}", quoted(&pattern.automaton.portable_source))
        }
        CheckKind::HttpUrl => "http_url".to_owned(),
        CheckKind::Url => "url".to_owned(),
        CheckKind::Email => "email".to_owned(),
        CheckKind::Uuid => "uuid".to_owned(),
        CheckKind::UniqueItems => "unique_items".to_owned(),
        CheckKind::Range {
            min,
            max,
            single: _,
        } => {
            let bounds = [bound("min", min.as_ref()), bound("max", max.as_ref())];
            format!("range({})", joined(bounds.into_iter().flatten()))
        }
        CheckKind::MultipleOf(divisor) => format!("multiple_of = {}", expression(divisor)),
        CheckKind::Part(place, text) => format!("{} = {}", part(*place), quoted(&text.value())),
        CheckKind::Ascii => "ascii".to_owned(),
        CheckKind::NonControlCharacter => "non_control_character".to_owned(),
        CheckKind::Ipv4 => "ipv4".to_owned(),
        CheckKind::Ipv6 => "ipv6".to_owned(),
        CheckKind::Ip => "ip".to_owned(),
        CheckKind::Inside { of, checks, .. } => {
            let of = match of {
                Inside::Items => "inner",
                Inside::Keys => "keys",
                Inside::Values => "values",
            };
            format!(
                "{of}({})",
                joined(checks.iter().map(|check| own(&check.kind)))
            )
        }
        CheckKind::CreditCard => "credit_card".to_owned(),
        CheckKind::Regex(path) => format!("regex(path = {})", expression(path)),
        CheckKind::Custom(function) => format!("custom(function = {})", path_last(&function.path)),
    }
}

fn length(min: Option<&Expr>, max: Option<&Expr>, equal: bool) -> String {
    let names = if equal { ["equal", ""] } else { ["min", "max"] };
    let bounds = names
        .into_iter()
        .zip([min, max])
        .filter(|(name, _)| !name.is_empty());
    let bounds =
        bounds.filter_map(|(name, bound)| Some(format!("{name} = {}", expression(bound?))));
    format!("length({})", joined(bounds))
}

fn bound(name: &str, bound: Option<&Bound>) -> Option<String> {
    let bound = bound?;
    let exclusive = if bound.excluded { "exclusive_" } else { "" };
    Some(format!("{exclusive}{name} = {}", expression(&bound.value)))
}

const fn part(place: Place) -> &'static str {
    match place {
        Place::Start => "starts_with",
        Place::End => "ends_with",
        Place::Anywhere => "contains",
        Place::Nowhere => "does_not_contain",
    }
}

fn conditional(rule: &Conditional, fields: &[Field]) -> String {
    let condition = code(&condition(&rule.condition, fields));
    match rule.effect {
        Effect::RequiredIf => format!("required if {condition}"),
        Effect::RequiredUnless => format!("required unless {condition}"),
        Effect::ForbiddenIf => format!("forbidden if {condition}"),
        Effect::ForbiddenUnless => format!("forbidden unless {condition}"),
        Effect::RequiredIff => format!("required if {condition}, and forbidden otherwise"),
    }
}

fn group(rule: &Group, fields: &[Field]) -> String {
    let count = match rule.kind {
        GroupKind::ExactlyOne => "exactly one is given",
        GroupKind::AtLeastOne => "at least one is given",
        GroupKind::AtMostOne => "at most one is given",
        GroupKind::AllOrNone => "all are given or none",
    };
    match &rule.condition {
        Some(inner) => format!("{count} if {}", code(&condition(inner, fields))),
        None => count.to_owned(),
    }
}

fn native(rule: &Native, before: &str, fields: &[Field]) -> Row {
    let (of, rule) = match &rule.kind {
        NativeKind::MustMatch { field, other, .. } => (
            listed(&[*field], fields),
            format!("equals {}", listed(&[*other], fields)),
        ),
        NativeKind::Compare {
            left,
            relation,
            right,
            ..
        } => {
            let compared = format!(
                "{} {} {}",
                name(*left, fields),
                symbol(*relation),
                name(*right, fields)
            );
            (listed(&[*left, *right], fields), code(&compared))
        }
        NativeKind::Function { path, .. } => (
            "the whole value".to_owned(),
            format!("is judged by {}", code(&path_last(path))),
        ),
    };
    Row {
        of: format!("{before}{of}"),
        rule,
    }
}

const fn symbol(relation: Relation) -> &'static str {
    match relation {
        Relation::Below => "<",
        Relation::AtMost => "<=",
        Relation::Equal => "=",
        Relation::Different => "!=",
        Relation::AtLeast => ">=",
        Relation::Above => ">",
    }
}

/// A condition as it is written, with the fields under their names in JSON as far as they are known here.
fn condition(of: &Condition, fields: &[Field]) -> String {
    let name = |field: &usize| name(*field, fields);
    match of {
        Condition::Not(inner) => format!("not({})", condition(inner, fields)),
        Condition::All(parts) => format!("all({})", conditions(parts, fields)),
        Condition::Any(parts) => format!("any({})", conditions(parts, fields)),
        Condition::Inside(field, path, inner) => {
            let way = path.iter().map(|name| format!(".{}", unraw(name)));
            leaf(
                inner,
                &format!("{}{}", name(field), way.collect::<String>()),
            )
        }
        Condition::Is(field, _)
        | Condition::In(field, _)
        | Condition::Present(field)
        | Condition::Absent(field)
        | Condition::Compare(field, ..)
        | Condition::Length(field, ..)
        | Condition::StartsWith(field, _) => leaf(of, &name(field)),
    }
}

fn conditions(parts: &[Condition], fields: &[Field]) -> String {
    joined(parts.iter().map(|part| condition(part, fields)))
}

/// A condition on one field; those that are made of others have been taken apart.
fn leaf(condition: &Condition, name: &str) -> String {
    match condition {
        Condition::Is(_, value) => format!("{name} = {}", shown(value)),
        Condition::In(_, values) => format!("{name} in [{}]", joined(values.iter().map(shown))),
        Condition::Present(_) => format!("present({name})"),
        Condition::Absent(_) => format!("absent({name})"),
        Condition::Compare(_, comparison, value) => {
            format!("{name} {} {}", operator(*comparison), shown(value))
        }
        Condition::Length(_, comparison, count) => {
            format!("length({name}) {} {count}", operator(*comparison))
        }
        Condition::StartsWith(_, prefix) => format!("starts_with({name}, {})", shown(prefix)),
        Condition::Inside(..) | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
            String::new()
        }
    }
}

const fn operator(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Below => "<",
        Comparison::AtMost => "<=",
        Comparison::Equal => "=",
        Comparison::AtLeast => ">=",
        Comparison::Above => ">",
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Variant { path, .. } => path_last(path),
        Value::Text(text, _) => quoted(text),
        Value::Integer(integer, _) => integer.to_string(),
        Value::Boolean(boolean, _) => boolean.to_string(),
        Value::Float(text, _) => text.clone(),
    }
}

fn name(field: usize, fields: &[Field]) -> String {
    fields
        .get(field)
        .map(|field| field.name.clone())
        .unwrap_or_default()
}

fn listed(places: &[usize], fields: &[Field]) -> String {
    joined(places.iter().map(|field| code(&name(*field, fields))))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// A text between quotation marks. Nothing in it is escaped: a pattern is read as it stands.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Tokens without the spaces that they are printed with, as far as none is needed.
fn expression(written: &Expr) -> String {
    let text = written.to_token_stream().to_string();
    match written {
        Expr::Lit(_) | Expr::Path(_) => text.replace(' ', ""),
        Expr::Unary(unary) => {
            let operator = unary.op.to_token_stream();
            format!("{operator}{}", expression(&unary.expr))
        }
        Expr::Reference(reference) => format!("&{}", expression(&reference.expr)),
        Expr::Paren(paren) => format!("({})", expression(&paren.expr)),
        Expr::Group(group) => expression(&group.expr),
        _ => text,
    }
}

/// Code in a cell of a table: between more backquotes than it has in a row, and without a bar that would end the cell or
/// a character that would end the line.
fn code(text: &str) -> String {
    let runs = text.split(|character| character != '`');
    let fence = "`".repeat(runs.map(str::len).max().unwrap_or(0) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            '|' => shown.push_str("\\|"),
            _ if character.is_control() => shown.extend(character.escape_default()),
            _ => shown.push(character),
        }
    }
    format!("{fence}{pad}{shown}{pad}{fence}")
}
