//! The rules of a field's own.

use std::slice;

use quote::format_ident;
use syn::{Expr, ExprLit, ExprUnary, Ident, Lit, LitStr, Member, Type, UnOp};

use super::types::{held_type, is_number, is_single, option_argument};
use crate::ctxt::Ctxt;
use crate::logic::Domain;
use crate::model::{Bound, Check, CheckKind, Function, Pattern, Place};
use crate::pattern;
use crate::syntax::{
    Flag, RawField, RawInside, RawLength, RawMultipleOf, RawPart, RawRange, RawRule, unraw,
};

/// The rules of a field on its own value.
pub(super) fn checks(ctxt: &Ctxt, raw: &RawField) -> Vec<Check> {
    for rule in &raw.rules {
        if let RawRule::Flag(Flag::Required, name, _) = rule {
            check_required_can_fail(ctxt, raw, name);
        }
    }
    let pattern = match &raw.member {
        Member::Named(ident) => format!("PATTERN_{}", unraw(ident)),
        Member::Unnamed(index) => format!("PATTERN_{}", index.index),
    };
    let value = Subject {
        ty: Some(&raw.ty),
        pattern,
    };
    value.checks(ctxt, &raw.rules)
}

/// What rules stand on.
struct Subject<'a> {
    /// Its type, as far as it is written.
    ty: Option<&'a Type>,
    /// What the constant of a pattern is called.
    pattern: String,
}

impl Subject<'_> {
    fn checks(&self, ctxt: &Ctxt, rules: &[RawRule]) -> Vec<Check> {
        check_no_rule_twice(ctxt, rules);
        let mut checks = Vec::new();
        for rule in rules {
            checks.extend(self.kind(ctxt, rule).map(|kind| Check {
                kind,
                span: rule.span(),
                wording: rule.wording(),
            }));
        }
        check_rules_admit_something(ctxt, &checks);
        checks
    }

    /// The rule, if it is one on the value.
    fn kind(&self, ctxt: &Ctxt, rule: &RawRule) -> Option<CheckKind> {
        match rule {
            RawRule::Flag(flag, ..) => of_flag(*flag),
            // Rules across fields stand elsewhere.
            RawRule::Conditional(..) | RawRule::MustMatch(..) | RawRule::Allow(..) => None,
            RawRule::Length(name, length) => bounds(ctxt, name, length),
            RawRule::Range(name, bounds) => {
                range(ctxt, name, bounds, self.ty.is_some_and(is_single))
            }
            RawRule::Part(_, part) => Some(part_of(ctxt, part)),
            RawRule::MultipleOf(_, rule) => Some(multiple_of(ctxt, rule)),
            RawRule::Native(_, rule) => Some(match &rule.regex {
                Some(path) => CheckKind::Regex(path.clone()),
                None => CheckKind::CreditCard,
            }),
            RawRule::Custom(_, custom) => Some(CheckKind::Custom(Box::new(Function {
                path: custom.function.clone(),
                by_value: self.ty.is_some_and(is_number),
                use_context: custom.use_context,
                left_out: false,
            }))),
            RawRule::Pattern(_, pattern) => compiled(ctxt, &self.pattern, &pattern.expression),
            RawRule::Inside(name, raw) => self.inside(ctxt, name, raw),
        }
    }

    fn inside(&self, ctxt: &Ctxt, name: &Ident, raw: &RawInside) -> Option<CheckKind> {
        check_rules_of_what_is_inside(ctxt, name, &raw.rules);
        let inner = Subject {
            ty: self.ty.and_then(|ty| held_type(ty, raw.of)),
            pattern: format!("{}_{name}", self.pattern),
        };
        let checks = inner.checks(ctxt, &raw.rules);
        (!checks.is_empty()).then(|| CheckKind::Inside {
            of: raw.of,
            optional: inner.ty.is_some_and(|ty| option_argument(ty).is_some()),
            checks,
        })
    }
}

fn of_flag(flag: Flag) -> Option<CheckKind> {
    Some(match flag {
        Flag::Required => CheckKind::Required,
        Flag::HttpUrl => CheckKind::HttpUrl,
        Flag::Uuid => CheckKind::Uuid,
        Flag::Url => CheckKind::Url,
        Flag::Email => CheckKind::Email,
        Flag::UniqueItems => CheckKind::UniqueItems,
        Flag::Ipv4 => CheckKind::Ipv4,
        Flag::Ipv6 => CheckKind::Ipv6,
        Flag::Ip => CheckKind::Ip,
        Flag::Ascii => CheckKind::Ascii,
        Flag::NonControlCharacter => CheckKind::NonControlCharacter,
        Flag::EmptyIsAbsent | Flag::Opaque | Flag::Nested => return None,
    })
}

/// An item, a key or a value inside a list or map has no key of an object that could be missing, and no fields beside
/// it.
fn check_rules_of_what_is_inside(ctxt: &Ctxt, inside: &Ident, rules: &[RawRule]) {
    for rule in rules {
        let (RawRule::Conditional(_, name, _)
        | RawRule::MustMatch(name, _)
        | RawRule::Flag(Flag::Required | Flag::EmptyIsAbsent | Flag::Opaque, name, _)) = rule
        else {
            continue;
        };
        ctxt.error(
            name,
            format!("`{name}` is about a field; `{inside}` takes rules on a value"),
        );
    }
}

pub(super) fn bounds(ctxt: &Ctxt, name: &Ident, length: &RawLength) -> Option<CheckKind> {
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
            equal: true,
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
                equal: false,
            })
        }
    }
}

pub(super) fn range(ctxt: &Ctxt, name: &Ident, raw: &RawRange, single: bool) -> Option<CheckKind> {
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
    Some(CheckKind::Range { min, max, single })
}

/// The one bound on a side. Of two, one would say nothing.
pub(super) fn one_bound(
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
pub(super) fn check_bound_is_a_number(ctxt: &Ctxt, bound: &Expr) {
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
pub(super) fn check_range_admits_something(ctxt: &Ctxt, min: Option<&Bound>, max: Option<&Bound>) {
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

pub(super) fn multiple_of(ctxt: &Ctxt, raw: &RawMultipleOf) -> CheckKind {
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

pub(super) fn part_of(ctxt: &Ctxt, raw: &RawPart) -> CheckKind {
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

pub(super) fn compiled(ctxt: &Ctxt, name: &str, pattern: &LitStr) -> Option<CheckKind> {
    match pattern::compile(&pattern.value()) {
        Ok(automaton) => {
            let name = format_ident!("{name}");
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
pub(super) fn check_bounds_admit_something(ctxt: &Ctxt, min: Option<&Expr>, max: Option<&Expr>) {
    if let (Some(least), Some(greatest)) =
        (min.and_then(length_literal), max.and_then(length_literal))
        && least > greatest
    {
        ctxt.error(
            max,
            format!("no length is at least {least} and at most {greatest}"),
        );
    }
}

/// The count that a literal states; `None` for a constant, which rustc knows.
pub(crate) fn length_literal(bound: &Expr) -> Option<usize> {
    match bound {
        Expr::Lit(ExprLit {
            lit: Lit::Int(integer),
            ..
        }) => integer.base10_parse().ok(),
        _ => None,
    }
}

/// Rules of which each can be met, and not all together: no value would be valid. What a rule alone excludes is said of
/// it alone.
fn check_rules_admit_something(ctxt: &Ctxt, checks: &[Check]) {
    let alone = checks
        .iter()
        .all(|check| Domain::is_left_by(slice::from_ref(check)));
    let mut before = (1..=checks.len()).filter_map(|count| checks.get(..count));
    let refused = before.find(|before| !Domain::is_left_by(before));
    if let (true, Some([.., last])) = (alone, refused) {
        let message = "no value meets this rule and those before it on the same value";
        ctxt.push(syn::Error::new(last.span, message));
    }
}

/// The second of two would either repeat the first or fight it, and a reader would see only one.
pub(super) fn check_no_rule_twice(ctxt: &Ctxt, rules: &[RawRule]) {
    // Several conditions may make a field required, and each `custom` calls another function.
    let may_repeat = |rule: &&RawRule| {
        matches!(
            rule,
            RawRule::Conditional(..) | RawRule::Allow(..) | RawRule::Custom(..)
        )
    };
    let once = rules.iter().filter(|rule| !may_repeat(rule));
    let mut seen: Vec<&Ident> = Vec::new();
    for name in once.map(RawRule::name) {
        if seen.contains(&name) {
            ctxt.error(name, format!("`{name}` stands on this field twice"));
        }
        seen.push(name);
    }
}

/// A field that always has a value makes `required` a rule that cannot be broken.
pub(super) fn check_required_can_fail(ctxt: &Ctxt, raw: &RawField, name: &Ident) {
    if !raw.can_be_absent() {
        ctxt.error(
            name,
            "this field always has a value, so `required` says nothing; it is for `Option` fields",
        );
    }
}
