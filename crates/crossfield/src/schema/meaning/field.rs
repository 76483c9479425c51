//! What fails in the schema of a value that is no object.

use serde_json::Value;

use super::said::{Kind, Order, Said, broken, mistyped};
use super::{Meanings, Place, Uncovered};
use crate::json;
use crate::rule::{Check, Inside, Shape};
use crate::schema::field::{integer, is_bound};
use crate::violation::{Cause, Counted, Fault};

/// Rules that stand on a value, with what stands before their places in the order.
pub(super) type Layer = (Order, &'static [Check]);

/// Behind the rules on a value, what is wrong with it otherwise, and then what is inside.
const BEHIND_RULES: i64 = 1_000;

/// A value's shape without what narrows it, the rules that stand on it, and what is asked for where it has another type.
pub(super) struct Shaped {
    shape: &'static Shape,
    layers: Vec<Layer>,
    expected: &'static Shape,
}

impl Shaped {
    /// The rules of whoever holds the value come before those of its type.
    pub(super) fn new(expected: &'static Shape, mut layers: Vec<Layer>, order: &[i64]) -> Self {
        let mut shape = expected;
        loop {
            shape = match shape {
                Shape::Nullable(inner) | Shape::Lenient(inner) => inner,
                Shape::Refined(inner, checks) | Shape::Checked(inner, checks) => {
                    let place = layers.len().try_into().unwrap_or(BEHIND_RULES);
                    layers.push((with(order, &[place]), checks));
                    inner
                }
                _ => break,
            };
        }
        Self {
            shape,
            layers,
            expected,
        }
    }

    fn checks(&self) -> impl Iterator<Item = (Order, &'static Check)> {
        let layers = self.layers.iter();
        layers.flat_map(|(order, checks)| {
            (0..)
                .zip(*checks)
                .map(|(place, check)| (with(order, &[place]), check))
        })
    }
}

pub(super) fn with(order: &[i64], further: &[i64]) -> Order {
    [order, further].concat()
}

impl Meanings {
    pub(super) fn root(&mut self, shape: &'static Shape, schema: &Value) -> Result<(), Uncovered> {
        let place = Place {
            schema,
            at: String::new(),
            path: Vec::new(),
            order: Vec::new(),
            none: None,
        };
        self.value(&place, &Shaped::new(shape, Vec::new(), &[]))
    }

    /// All that a schema can say of a value.
    pub(super) fn value(&mut self, place: &Place<'_>, shaped: &Shaped) -> Result<(), Uncovered> {
        for keyword in place.keywords() {
            self.keyword(place, shaped, keyword)?;
        }
        match shaped.shape {
            Shape::Object(rules) => self.known_keys(place, rules()),
            _ => Ok(()),
        }
    }

    fn keyword(
        &mut self,
        place: &Place<'_>,
        shaped: &Shaped,
        keyword: &str,
    ) -> Result<(), Uncovered> {
        match (keyword, shaped.shape) {
            (_, Shape::Choice(_)) => {
                return Err(place.uncovered("the variants of the enum have data"));
            }
            ("type", Shape::Any | Shape::Opaque(_)) => {}
            ("type", _) => self.mistyped(place, shaped),
            // The value or null.
            ("anyOf", _) => {
                return self.keywords_of(&place.case(keyword, 0), shaped);
            }
            (_, Shape::Object(rules)) => return self.object(place, rules(), keyword),
            ("items", Shape::List(_)) => return self.inside(place, shaped, Inside::Items),
            ("additionalProperties", Shape::Map(_)) => {
                return self.inside(place, shaped, Inside::Values);
            }
            // What a text that is not empty is asked.
            ("then", _) => return self.keywords_of(&place.below(keyword), shaped),
            ("allOf", _) => {
                let cases = place.schema.get(keyword).and_then(Value::as_array);
                for case in 0..cases.map_or(0, Vec::len) {
                    self.keywords_of(&place.case(keyword, case), shaped)?;
                }
            }
            ("propertyNames", _) => return Err(place.uncovered("rules stand on the keys of a map")),
            _ => return self.assertion(place, shaped, keyword),
        }
        Ok(())
    }

    /// A value of another type. Null is no help to whoever gives a number with a fraction for an integer.
    fn mistyped(&mut self, place: &Place<'_>, shaped: &Shaped) {
        let order = with(&place.order, &[BEHIND_RULES]);
        let said = mistyped(shaped.expected, order.clone());
        if !matches!(shaped.shape, Shape::Integer { .. }) {
            return self.say(place, "type", said);
        }
        let number = mistyped(shaped.shape, order).with("of", json::Kind::Number.key());
        self.say(place, "type", number);
        self.say(place, "type", said.with("but", json::Kind::Number.key()));
    }

    fn keywords_of(&mut self, place: &Place<'_>, shaped: &Shaped) -> Result<(), Uncovered> {
        let mut keywords = place.keywords();
        keywords.try_for_each(|keyword| self.keyword(place, shaped, keyword))
    }

    fn inside(&mut self, place: &Place<'_>, shaped: &Shaped, of: Inside) -> Result<(), Uncovered> {
        let Some(shape) = shaped.shape.inside(of) else {
            return Ok(());
        };
        // Before every position, and the more so the deeper it is.
        let entry = !i64::try_from(place.path.len()).unwrap_or(i64::MAX);
        let stated = shaped.checks().filter_map(|(order, check)| {
            let (inside, checks) = check.inside()?;
            (inside == of).then(|| (with(&order, &[entry]), checks))
        });
        let stated: Vec<Layer> = stated.collect();
        let order = with(&place.order, &[BEHIND_RULES + 1, entry]);
        let mut path = place.path.clone();
        path.push(None);
        let inside = Place {
            path,
            order: order.clone(),
            none: None,
            ..place.below(of.keyword())
        };
        self.value(&inside, &Shaped::new(shape, stated, &order))
    }

    /// A keyword of the shape itself, or of a rule on it.
    fn assertion(
        &mut self,
        place: &Place<'_>,
        shaped: &Shaped,
        keyword: &str,
    ) -> Result<(), Uncovered> {
        let order = with(&place.order, &[BEHIND_RULES]);
        match shaped.shape {
            Shape::Tuple(_) => {
                return Err(place.uncovered("an array has a shape for each position"));
            }
            Shape::Opaque(_) => return Err(place.uncovered("only the type itself reads the value")),
            Shape::Enumeration(enumeration) if keyword == "enum" => {
                let said = Said::of(Cause::Enum(enumeration), order, Kind::Value);
                self.say(place, keyword, said);
            }
            Shape::Integer { min, max } => {
                if let Some(bound) = integer(*min, *max).get(keyword) {
                    let cause = Cause::Range(shaped.shape, Fault::Broken);
                    let said = Said::of(cause, order, Kind::Value);
                    self.say(place, keyword, said.with("beyond", bound.clone()));
                }
            }
            _ => {}
        }
        self.rules(place, shaped, keyword);
        Ok(())
    }

    /// The rules that state a keyword so. Of bounds of numbers the narrowest stands for all.
    fn rules(&mut self, place: &Place<'_>, shaped: &Shaped, keyword: &str) {
        let counted = Counted::of(shaped.shape);
        for (order, check) in shaped.checks() {
            for (stated, value) in check.keywords(counted) {
                let said = || broken(check, counted, order.clone());
                if stated != keyword {
                } else if is_bound(keyword) {
                    self.say(place, keyword, said().with("beyond", value));
                } else if place.schema.get(keyword) == Some(&value) {
                    self.say(place, keyword, said());
                }
            }
        }
    }
}
