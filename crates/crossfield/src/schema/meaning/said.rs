//! What is said when a keyword fails.

use serde_json::{Map, Value, json};

use super::{Meanings, Place};
use crate::json;
use crate::path::{Path, joined};
use crate::rule::{Check, Shape};
use crate::violation::{Cause, Code, Counted, Fault, Violation};

/// Where something stands among all that is said of a payload: orders are compared from front to back.
pub(super) type Order = Vec<i64>;

/// Something that is said of a value.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) order: Order,
    pub(super) kind: Kind,
    /// Further members.
    pub(super) more: Map<String, Value>,
}

/// What takes the place of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The value has the wrong type.
    Type,
    /// There is no value.
    Missing,
    /// Something else is wrong with the value.
    Value,
    /// It is about something else that has the place.
    Other,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Missing => "missing",
            Self::Value => "value",
            Self::Other => "other",
        }
    }
}

impl Said {
    pub(super) fn new(code: Code, message: String, order: Order, kind: Kind) -> Self {
        Self {
            code,
            message,
            order,
            kind,
            more: Map::new(),
        }
    }

    /// With a further member.
    pub(super) fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.more.insert(member.to_owned(), value.into());
        self
    }

    /// At a key that is missing.
    pub(super) fn below(self, key: &str) -> Self {
        self.with("below", key)
    }

    fn into_value(self) -> Value {
        let Self {
            code,
            message,
            order,
            kind,
            more,
        } = self;
        let mut members = Map::new();
        members.insert("code".to_owned(), code.as_str().into());
        members.insert("message".to_owned(), message.into());
        members.insert("order".to_owned(), json!(order));
        members.insert("kind".to_owned(), kind.as_str().into());
        members.extend(more);
        members.into()
    }
}

impl Meanings {
    /// Notes what the failing of a keyword at a place says.
    pub(super) fn say(&mut self, place: &Place<'_>, keyword: &str, said: Said) {
        let said = match &place.none {
            Some(none) => {
                self.note(place, keyword, none.clone());
                said.with("when", "given")
                    .with("empty", none.more.get("empty").cloned())
            }
            None => said,
        };
        self.note(place, keyword, said);
    }

    fn note(&mut self, place: &Place<'_>, keyword: &str, said: Said) {
        let list = self.keywords.entry(joined(&place.at, keyword));
        let said = said.into_value();
        if let Value::Array(list) = list.or_insert_with(|| json!([]))
            && !list.contains(&said)
        {
            list.push(said);
        }
    }
}

impl Said {
    /// What a violation with that cause says.
    pub(super) fn of(cause: Cause, order: Order, kind: Kind) -> Self {
        let violation = Violation::new(Path::ROOT, cause);
        let message = violation.message().to_string();
        Self::new(violation.code(), message, order, kind)
    }

    /// With what stands in the message replaced by the name of what is filled in.
    fn filled(mut self, with: &str, members: &[(&str, &str)]) -> Self {
        for (stands, name) in members {
            self.message = self.message.replace(stands, name);
        }
        self.with("fill", with)
    }
}

/// What is said of a value that is of none of the kinds that its shape is read from.
pub(super) fn mistyped(expected: &'static Shape, order: Order) -> Said {
    // No shape is called that, so that the words find their place.
    let found = json::Kind::Null;
    let cause = Cause::Type { expected, found };
    let noun = format!(", not {}", found.noun());
    Said::of(cause, order, Kind::Type).filled("found", &[(&noun, ", not {found}")])
}

/// What is said of a value that breaks a rule.
pub(super) fn broken(check: &'static Check, counted: Counted, order: Order) -> Said {
    let of = |fault| Said::of(Cause::Check(check, fault, counted), order, Kind::Value);
    if !matches!(check, Check::UniqueItems) {
        return of(Fault::Broken);
    }
    // Places that no list has, to find them in the words.
    let (first, second) = (u32::MAX - 1, u32::MAX);
    let stands = [first, second].map(|place| place.to_string());
    let [before, after] = &stands;
    of(Fault::Repeat { first, second })
        .filled("repeat", &[(before, "{first}"), (after, "{second}")])
}

/// The message on a key that stands in an object twice.
pub(super) fn of_a_repeated_key() -> String {
    Said::of(Cause::DuplicateKey, Order::new(), Kind::Other).message
}
