//! Violations as `validator`'s errors: of the rules that it has too, they are what its own derive gives.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value, json};
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::field::part::Place;
use crate::field::range::{Bound, Range};
use crate::rule::{Check, NativeKind};
use crate::violation::{Cause, Violation, Violations};

/// As `validator`'s own derive gives them, but for the table in the crate's documentation ("Moving from `validator`").
///
/// Names are those on the wire. A rule that `validator` has too gives its code, its figures, and a message only where the
/// rule states one; any other gives those of this crate. A violation of a whole value stands under `__all__`. As there,
/// what is wrong inside a field is left out where the field itself breaks a rule.
impl From<Violations> for ValidationErrors {
    fn from(violations: Violations) -> Self {
        let mut tree = Node::default();
        for violation in &violations {
            let way: Vec<(String, bool)> = violation.pointer().steps().collect();
            tree.insert(&way, violation);
        }
        tree.into_errors()
    }
}

impl From<&Violation> for ValidationError {
    fn from(violation: &Violation) -> Self {
        let known = violation
            .check()
            .and_then(|check| Some((check, rank_and_code(check.rule())?)));
        let Some((check, (_, code))) = known else {
            return in_own_words(violation);
        };
        let (message, own_code) = check.wording();
        Self {
            code: Cow::Borrowed(own_code.unwrap_or(code)),
            message: message.map(Cow::Borrowed),
            params: figures(check.rule()).into_iter().collect(),
        }
    }
}

/// The error of a rule that `validator` lacks. What a function says is passed on as it is.
fn in_own_words(violation: &Violation) -> ValidationError {
    let message = match violation.cause() {
        Cause::Refused(error) | Cause::Whole(_, error) => {
            error.message().map(|message| message.to_owned().into())
        }
        // `validator` has the rule, and no message of its own for it.
        Cause::Compared(_, rule) if matches!(rule.kind, NativeKind::MustMatch(..)) => {
            rule.message.map(Cow::Borrowed)
        }
        _ => Some(violation.message().to_string().into()),
    };
    let params = match serde_json::to_value(violation.params()) {
        Ok(Value::Object(params)) => params,
        _ => serde_json::Map::new(),
    };
    ValidationError {
        code: violation.code().into(),
        message,
        params: params
            .into_iter()
            .map(|(name, figure)| (Cow::Owned(name), figure))
            .collect(),
    }
}

/// Where among the rules of a field `validator` checks a rule that it has, and the rule's code there.
const fn rank_and_code(rule: &Check) -> Option<(u8, &'static str)> {
    Some(match rule {
        Check::Length(_) => (1, "length"),
        Check::Email => (2, "email"),
        Check::Url => (4, "url"),
        Check::Ipv4 | Check::Ipv6 | Check::Ip => (5, "ip"),
        Check::NonControlCharacter => (6, "non_control_character"),
        Check::Range(_) => (7, "range"),
        Check::Required => (8, "required"),
        Check::Part(part) => match part.place {
            Place::Anywhere => (9, "contains"),
            Place::Nowhere => (10, "does_not_contain"),
            Place::Start | Place::End => return None,
        },
        Check::CreditCard => (3, "credit_card"),
        Check::Regex(_) => (12, "regex"),
        Check::Worded(worded) => return rank_and_code(&worded.check),
        Check::Pattern(_)
        | Check::HttpUrl
        | Check::Uuid
        | Check::UniqueItems
        | Check::MultipleOf(_)
        | Check::Ascii
        | Check::Inner(_)
        | Check::Keys(_)
        | Check::Values(_)
        // The function has a code of its own.
        | Check::Custom(_) => return None,
    })
}

/// The figures of a rule under `validator`'s names. It has the refused value among them too; a violation has none.
fn figures(rule: &Check) -> Vec<(Cow<'static, str>, Value)> {
    let given = |figures: Vec<(&'static str, Option<Value>)>| {
        let given = figures.into_iter();
        given
            .filter_map(|(name, figure)| Some((Cow::Borrowed(name), figure?)))
            .collect()
    };
    match rule {
        Check::Length(length) if length.equal => {
            given(vec![("equal", length.min.map(Value::from))])
        }
        Check::Length(length) => given(vec![
            ("min", length.min.map(Value::from)),
            ("max", length.max.map(Value::from)),
        ]),
        Check::Range(range) => given(bounds(range)),
        Check::Part(part) => given(vec![("needle", Some(part.text.into()))]),
        _ => Vec::new(),
    }
}

fn bounds(range: &Range) -> Vec<(&'static str, Option<Value>)> {
    let bound = |bound: Option<Bound>, [included, excluded]: [&'static str; 2]| match bound {
        Some(Bound::Included(number)) => (included, Some(json!(number))),
        Some(Bound::Excluded(number)) => (excluded, Some(json!(number))),
        None => (included, None),
    };
    vec![
        bound(range.min, ["min", "exclusive_min"]),
        bound(range.max, ["max", "exclusive_max"]),
    ]
}

/// Where among the errors of a field one stands: rules across fields first, then in the order in which `validator`
/// checks its own rules, whatever the order in which they are written.
fn rank(violation: &Violation) -> u8 {
    match violation.cause() {
        Cause::Check(check, ..) => rank_and_code(check).map_or(u8::MAX, |(rank, _)| rank),
        Cause::Compared(_, rule) if matches!(rule.kind, NativeKind::MustMatch(..)) => 11,
        Cause::Refused(_) | Cause::Compared(..) => u8::MAX,
        _ => 0,
    }
}

/// The violations at a place, and those below it.
#[derive(Default)]
struct Node {
    /// What the field does not keep that has the value.
    of_field: Vec<(u8, ValidationError)>,
    /// What the value itself does not keep as a whole.
    of_value: Vec<ValidationError>,
    below: BTreeMap<String, Node>,
    /// Whether it is an item of a list.
    is_item: bool,
}

/// The name of what is wrong with a value as a whole.
const ALL: &str = "__all__";

/// The name under which `validator` hands on the errors of a list that no field has.
const LIST: &str = "_tmp_validator";

impl Node {
    fn insert(&mut self, way: &[(String, bool)], violation: &Violation) {
        match way {
            [] if violation.is_of_whole_value() => self.of_value.push(violation.into()),
            [] => self.of_field.push((rank(violation), violation.into())),
            [(next, is_item), rest @ ..] => {
                let below = self.below.entry(next.clone()).or_default();
                below.is_item = *is_item;
                below.insert(rest, violation);
            }
        }
    }

    /// The errors of a field, in order.
    fn of_field(&mut self) -> Vec<ValidationError> {
        let mut errors = std::mem::take(&mut self.of_field);
        errors.sort_by_key(|(rank, _)| *rank);
        errors.into_iter().map(|(_, error)| error).collect()
    }

    /// The errors of a value that no field has.
    fn into_errors(mut self) -> ValidationErrors {
        let mut errors = ValidationErrors::new();
        let mut whole = self.of_field();
        whole.append(&mut self.of_value);
        if !whole.is_empty() {
            errors
                .0
                .insert(ALL.into(), ValidationErrorsKind::Field(whole));
        }
        if self.is_list() {
            errors.0.insert(LIST.into(), self.into_list());
            return errors;
        }
        for (name, node) in self.below {
            errors.0.insert(name.into(), node.into_kind());
        }
        errors
    }

    fn is_list(&self) -> bool {
        !self.below.is_empty() && self.below.values().all(|node| node.is_item)
    }

    fn into_list(self) -> ValidationErrorsKind {
        let items = self.below.into_iter();
        let items = items
            .filter_map(|(index, node)| Some((index.parse().ok()?, Box::new(node.into_errors()))));
        ValidationErrorsKind::List(items.collect())
    }

    /// The errors of a field's value: those of the field, or if there are none those inside.
    fn into_kind(mut self) -> ValidationErrorsKind {
        let of_field = self.of_field();
        if !of_field.is_empty() {
            return ValidationErrorsKind::Field(of_field);
        }
        if self.of_value.is_empty() && self.is_list() {
            return self.into_list();
        }
        ValidationErrorsKind::Struct(Box::new(self.into_errors()))
    }
}
